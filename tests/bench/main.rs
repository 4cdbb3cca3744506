//! What questions cost on a data set of any size, and how much more they cost when they are asked about a past day.
//!
//! `cargo bench --bench bench -- --help` tells the options. Without `--check` it measures and prints; with it, it fails where a past day costs
//! too much or where memory grows with the days that are asked for.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a program that measures, prints and stops where it meets the unexpected"
)]

mod generate;
mod measure;
mod memory;
mod questions;
mod random;
mod start;

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use space_race::store::Store;

use measure::{App, Days, Row};

/// Measures what questions cost.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Options {
    /// How many missions there are; events are twice as many.
    #[arg(long, env = "BENCH_MISSIONS", default_value_t = 1_000_000)]
    missions: usize,
    /// Fail where a question about a past day costs more than so many times the question about today, or where memory grows.
    #[arg(long, value_name = "TIMES", num_args = 0..=1, default_missing_value = "3")]
    check: Option<f64>,
    /// Only questions whose name holds this text.
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Measures how long the service takes to start, and nothing else.
    #[arg(long)]
    start: bool,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

#[actix_web::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    if options.start {
        start::measure();
        return ExitCode::SUCCESS;
    }
    let start = Instant::now();
    let phase = |name: &str| {
        println!(
            "{name:<44} {:>7.1} s   {:>6} MB now, {:>6} MB at most",
            start.elapsed().as_secs_f64(),
            memory::now(),
            memory::peak()
        );
    };
    let dataset = generate::dataset(options.missions);
    phase(&format!("{} missions, {} events made", options.missions, dataset.events.records().len()));
    let store = Store::new(&dataset, generate::TODAY.parse().unwrap()).unwrap();
    phase("indexed");
    drop(dataset);
    phase("records dropped");
    let app = App::new(store).await;
    let questions = questions::all(&app).await;
    let mut days = Days::new();
    println!("\n{}", Row::HEADER);
    let mut rows: Vec<Row> = Vec::new();
    for question in questions.iter().filter(|question| question.name.contains(&options.only)) {
        let row = measure::question(&app, question, &mut days).await;
        println!("{row}");
        rows.push(row);
    }
    println!();
    phase("questions asked");
    let before = memory::now();
    measure::many_days(&app, &mut days, 5_000).await;
    let grown = memory::now().saturating_sub(before);
    phase("5,000 more days asked about");
    let Some(limit) = options.check else { return ExitCode::SUCCESS };
    let mut faults: Vec<String> = rows
        .iter()
        .filter(|row| row.greatest_ratio() > limit)
        .map(|row| {
            format!(
                "{}: a past day costs {:.1} times as much, expected at most {limit}",
                row.name,
                row.greatest_ratio()
            )
        })
        .collect();
    if grown > memory::ALLOWANCE_MB {
        faults.push(format!("5,000 days took {grown} MB, expected at most {} MB", memory::ALLOWANCE_MB));
    }
    faults.iter().for_each(|fault| println!("{fault}"));
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
