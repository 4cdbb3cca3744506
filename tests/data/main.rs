//! Checks of data sets and of the command line.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod base;
mod catalogue;
mod check_editor;
mod check_events;
mod check_references;
mod check_rules;
mod check_schedules;
mod check_sets;
mod check_shapes;
mod check_standings;
mod cli;
mod cli_serve;
mod fixtures;
mod folder;
mod narrative;
mod rollover;
mod search;
mod start;
