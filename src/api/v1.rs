//! Version 1: one line for each resource.

pub mod claims;
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
pub mod schedule_statistics;
pub mod search;
pub mod sources;
pub mod timelines;
pub mod trends;
pub mod vehicles;
pub mod vocabularies;

use utoipa_actix_web::service_config::ServiceConfig;

/// Where version 1 lives.
pub const ROOT: &str = "/api/v1";

/// All operations of version 1, in the order of the document.
pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.configure(index::routes)
        .configure(players::routes)
        .configure(programs::routes)
        .configure(vehicles::routes)
        .configure(missions::routes)
        .configure(schedule_statistics::routes)
        .configure(events::routes)
        .configure(timelines::routes)
        .configure(trends::routes)
        .configure(indicators::routes)
        .configure(milestones::routes)
        .configure(claims::routes)
        .configure(sources::routes)
        .configure(search::routes)
        .configure(dataset::routes)
        .configure(vocabularies::routes);
}
