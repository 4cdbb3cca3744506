//! The command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::domain::{RecordKind, Vocabulary};

/// The Space Race API: who is leading the new space race, with which missions, on what timeline, and where is it going?
///
/// Without a command it serves the data set that is built in at <http://127.0.0.1:8080>.
#[derive(Debug, Parser)]
#[command(name = "space-race", version, args_conflicts_with_subcommands = true)]
pub struct CommandLine {
    /// What to do; `serve` if not given.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to serve.
    #[command(flatten)]
    pub serve: ServeConfig,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API over HTTP (the default).
    Serve(ServeConfig),
    /// Check a data set and list every fault: file, record, JSON path, what was expected. Exits with 1 if there are any.
    Check {
        /// Folder of the data set; the one built in if not given.
        folder: Option<PathBuf>,
    },
    /// Print the OpenAPI document, with examples from the data set that is built in.
    Openapi,
    /// Print the JSON Schema of the fixture files, for editors that check while you type.
    Schema {
        /// Kind of record, such as `mission`; all kinds in one object if not given.
        #[arg(value_parser = PossibleValuesParser::new(RecordKind::words()).try_map(|word| word.parse::<RecordKind>()))]
        kind: Option<RecordKind>,
    },
}

/// How to serve.
#[derive(Clone, Debug, Args)]
pub struct ServeConfig {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "SPACE_RACE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Folder of the data set to serve instead of the one built in.
    #[arg(long, env = "SPACE_RACE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Number of worker threads; one for each processor core if not given.
    #[arg(long, env = "SPACE_RACE_WORKERS", value_name = "1..256", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,
    /// Least level of log lines, which go to standard error.
    #[arg(long, env = "SPACE_RACE_LOG", default_value = "info", value_parser = ["error", "warn", "info", "debug"])]
    pub log: String,
}

impl ServeConfig {
    /// Number of worker threads.
    pub fn workers(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        self.workers.map_or_else(cores, usize::from)
    }
}
