//! `/events`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, MatchParam, Words, YearParam};
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{Destination, EventKind, FuzzyDate, Outcome, RecordKind, Slug};
use crate::store::Store;
use crate::store::view::EventView;

/// Filters of events.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct EventFilters {
    /// Events of these players, or of players that belong to them.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "china")]
    player: Option<Vec<Slug>>,
    /// Events of these programs.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    program: Option<Vec<Slug>>,
    /// Events of these missions.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    mission: Option<Vec<Slug>>,
    /// Where they belong.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    destination: Option<Vec<Destination>>,
    /// Events that are a part of these trends.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    trend: Option<Vec<Slug>>,
    /// What kind of event it is.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<EventKind>>,
    /// How they went.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    outcome: Option<Vec<Outcome>>,
    /// Events about these vehicles, launches by them included.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    vehicle: Option<Vec<Slug>>,
    /// Events that attempted these milestones.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    milestone: Option<Vec<Slug>>,
    /// Events of these calendar years. An event of a longer period belongs to the year in which that starts.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    year: Option<Vec<YearParam>>,
    /// Only events of missions with people aboard, or only others.
    #[serde(default)]
    crewed: Option<bool>,
    /// Events that are members of these complete sets, or whose missions are; `/dataset` tells which sets there are.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    set: Option<Vec<Slug>>,
    /// Events that may lie on or after this date.
    #[serde(default)]
    from: Option<FuzzyDate>,
    /// Events that may lie on or before this date.
    #[serde(default)]
    to: Option<FuzzyDate>,
    /// How a date has to lie to the period asked for; only together with a date.
    #[serde(default)]
    r#match: Option<MatchParam>,
    /// Centres the page on this date, in the order of `date`: the first screen of a timeline. Not together with `cursor` or `offset`; `next` and
    /// `prev` go on from there.
    #[serde(default)]
    around: Option<FuzzyDate>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only events that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for EventFilters {
    const KIND: RecordKind = RecordKind::Event;
}

/// List events
///
/// Dated facts, from launches and landings to treaties and weapon tests: any timeline, by filter. Ordered by date, oldest first;
/// `sort=-date` starts with the newest.
#[utoipa::path(
    tag = "events",
    params(EventFilters, ListParams),
    responses((status = 200, description = "A page of events.", body = ListOf<EventView>))
)]
#[get("/events")]
async fn list_events(store: Data<Store>, query: ListQuery<EventFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get an event
///
/// One event, with what it touches and where it was read.
#[utoipa::path(
    tag = "events",
    params(("id" = Slug, Path, description = "Id of the event.", example = "chandrayaan-3-landing"), ItemParams),
    responses((status = 200, description = "The event.", body = ItemOf<EventView>))
)]
#[get("/events/{id}")]
async fn get_event(store: Data<Store>, query: ItemQuery<EventFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_events).service(get_event);
}
