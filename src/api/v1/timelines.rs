//! `/timelines`.

pub mod chart;

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use super::events::EventFilters;
use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::item::find;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, Words};
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{RecordKind, Slug};
use crate::store::Store;
use crate::store::view::EventView;
use crate::store::view::TimelineView;
use actix_web::HttpRequest;

/// Filters of timelines.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct TimelineFilters {
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only timelines that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for TimelineFilters {
    const KIND: RecordKind = RecordKind::Timeline;
}

/// List timelines
///
/// Named, ordered selections of events. Ordered by title.
#[utoipa::path(
    tag = "timelines",
    params(TimelineFilters, ListParams),
    responses((status = 200, description = "A page of timelines.", body = ListOf<TimelineView>))
)]
#[get("/timelines")]
async fn list_timelines(store: Data<Store>, query: ListQuery<TimelineFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a timeline
///
/// One timeline: which events it selects, and how many they are.
#[utoipa::path(
    tag = "timelines",
    params(("id" = Slug, Path, description = "Id of the timeline.", example = "moon"), ItemParams),
    responses((status = 200, description = "The timeline.", body = ItemOf<TimelineView>))
)]
#[get("/timelines/{id}")]
async fn get_timeline(store: Data<Store>, query: ItemQuery<TimelineFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// List a timeline's events
///
/// The events that a timeline selects, oldest first. Takes all parameters of the list of events.
#[utoipa::path(
    tag = "timelines",
    params(("id" = Slug, Path, description = "Id of the timeline.", example = "moon"), EventFilters, ListParams),
    responses((status = 200, description = "A page of events.", body = ListOf<EventView>))
)]
#[get("/timelines/{id}/events")]
async fn list_timeline_events(
    store: Data<Store>,
    request: HttpRequest,
    mut query: ListQuery<EventFilters>,
) -> Result<Answer, ApiError> {
    let snapshot = query.snapshot(&store);
    let timeline = find(&snapshot, RecordKind::Timeline, &request)?;
    query.shown_by(timeline).answer(&snapshot)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_timelines).service(get_timeline).service(list_timeline_events);
    chart::routes(cfg);
}
