//! Version 1: one line for each resource.

pub mod brief;
pub mod claims;
pub mod compare;
pub mod counted;
pub mod dataset;
#[expect(
    clippy::indexing_slicing,
    reason = "members of a JSON document that is put together here; a test reads all of it"
)]
pub mod document;
pub mod events;
pub mod index;
pub mod indicators;
pub mod milestones;
pub mod missions;
pub mod players;
pub mod programs;
pub mod race;
pub mod schedule_statistics;
pub mod search;
pub mod sources;
pub mod standings;
pub mod timelines;
pub mod trends;
pub mod vehicles;
pub mod vocabularies;

use super::operations::Operations;

/// Where version 1 lives.
pub const ROOT: &str = "/api/v1";

/// All operations of version 1, in the order of the document.
pub fn routes(cfg: &mut impl Operations) {
    index::routes(cfg);
    players::routes(cfg);
    programs::routes(cfg);
    vehicles::routes(cfg);
    missions::routes(cfg);
    schedule_statistics::routes(cfg);
    events::routes(cfg);
    timelines::routes(cfg);
    trends::routes(cfg);
    indicators::routes(cfg);
    milestones::routes(cfg);
    race::routes(cfg);
    standings::routes(cfg);
    compare::routes(cfg);
    claims::routes(cfg);
    sources::routes(cfg);
    search::routes(cfg);
    dataset::routes(cfg);
    vocabularies::routes(cfg);
}
