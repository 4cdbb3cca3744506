//! The command line: serve, check, openapi, schema.

use std::error::Error;
use std::io::{self, Write};
use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{self, ExitCode};
use std::thread;

use actix_web::web::Data;
use clap::Parser;
use space_race::dataset::{Dataset, Files, shape};
use space_race::domain::Day;
use space_race::server::config::{Command, CommandLine, ServeConfig};
use space_race::server::{self, openapi, telemetry};
use space_race::store::Store;

#[actix_web::main]
async fn main() -> ExitCode {
    let line = CommandLine::parse();
    match run(line.command.unwrap_or(Command::Serve(line.serve))).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    match command {
        Command::Serve(config) => serve(config).await,
        Command::Check { folder } => {
            let files = folder.map_or_else(|| Ok(Files::embedded()), |folder| Files::in_folder(&folder))?;
            let dataset = Dataset::read_for_editors(&files, Day::today())?;
            Ok(writeln!(io::stdout(), "no faults; version {}", dataset.version)?)
        }
        Command::Openapi => Ok(io::stdout().write_all(openapi::document().await?.as_bytes())?),
        Command::Schema { kind } => {
            let schema = kind.map_or_else(openapi::fixture_schemas, shape::file_schema);
            Ok(writeln!(io::stdout(), "{schema:#}")?)
        }
    }
}

async fn serve(config: ServeConfig) -> Result<(), Box<dyn Error>> {
    telemetry::start(&config.log, io::stderr);
    let files = config.data.as_ref().map_or_else(|| Ok(Files::embedded()), |folder| Files::in_folder(folder))?;
    // what is built in was checked before it was; it is checked once more, but nobody has to wait for that
    let is_built_in = config.data.is_none();
    let dataset = if is_built_in { Dataset::read_trusted(&files)? } else { Dataset::read(&files)? };
    let store = Data::new(Store::of_present(&dataset, Day::today())?);
    let add_past = {
        let store = store.clone();
        move || -> Result<(), Box<dyn Error>> {
            let dataset = if is_built_in {
                drop(dataset);
                Dataset::read(&files)?
            } else {
                dataset
            };
            Ok(store.add_past(&dataset)?)
        }
    };
    // where the past cannot be had, those who wait for it must not wait for ever
    thread::spawn(move || match catch_unwind(AssertUnwindSafe(add_past)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::error!(%error, "{error}");
            process::exit(1)
        }
        Err(_) => process::exit(1),
    });
    let listener = TcpListener::bind(config.listen).map_err(|error| format!("{}: {error}", config.listen))?;
    let address = listener.local_addr()?;
    // whoever started it may not read on; that is no reason to stop serving
    let _ = writeln!(io::stdout(), "Space Race API at http://{address}\nSwagger UI at http://{address}/docs/");
    Ok(server::run(listener, store, config.workers()).await?)
}
