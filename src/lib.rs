//! The Space Race API: who is leading the new space race, with which missions, on what timeline, and where is it going?
//!
//! Five floors, each using only those below it. A request walks down once and back up once.

pub mod api;
pub mod dataset;
pub mod domain;
pub mod server;
pub mod store;

/// Indexing and answering make and drop many small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
