//! `/missions`.

pub mod chart;

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use super::events::EventFilters;
use crate::api::envelope::{Item, Meta};
use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::item::{Query, find};
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{AsOf, ItemParams, ListParams, MatchParam, PastParams, Words};
use crate::api::past::snapshot_on;
use crate::api::prices::PriceParams;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::domain::{Destination, FuzzyDate, MissionKind, RecordKind, Slug, Status, StatusGroup};
use crate::store::view::MissionView;
use crate::store::view::{EventView, Schedule};
use crate::store::{CannotSlip, Impact, Store};
use actix_web::HttpRequest;

/// Filters of missions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct MissionFilters {
    /// Missions that these players, or players that belong to them, operate or take part in.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "united-states")]
    player: Option<Vec<Slug>>,
    /// Missions operated by these players, or by players that belong to them.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    operator: Option<Vec<Slug>>,
    /// Missions in which players of these nations take part.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    nation: Option<Vec<Slug>>,
    /// Missions of these programs.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    program: Option<Vec<Slug>>,
    /// Where they go.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    destination: Option<Vec<Destination>>,
    /// What they do or are.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<MissionKind>>,
    /// Their status today.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    status: Option<Vec<Status>>,
    /// The group of their status.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    status_group: Option<Vec<StatusGroup>>,
    /// Only missions with people aboard, or only those without.
    #[serde(default)]
    crewed: Option<bool>,
    /// Only missions whose planned window has passed without an outcome on record, or only others.
    #[serde(default)]
    stale: Option<bool>,
    /// Only missions that are next up, or only others: planned, with a target that has not passed. Unless `sort` says otherwise they come in
    /// the order of the latest moment that their targets allow, so what is due first comes first, and open dates (`NET 2027`) come last.
    #[serde(default)]
    upcoming: Option<bool>,
    /// Missions launched or flown by these vehicles.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    vehicle: Option<Vec<Slug>>,
    /// Missions that are a part of these trends.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    trend: Option<Vec<Slug>>,
    /// Missions that attempt these milestones.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    milestone: Option<Vec<Slug>>,
    /// Missions before which one of these has to succeed. Those that depend on these in turn are told by `/missions/{id}/impact`.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    depends_on: Option<Vec<Slug>>,
    /// Only missions of which an announced target is on record, and which have been launched or have a target today; or only others. Schedule
    /// statistics count those that have one.
    #[serde(default)]
    has_target: Option<bool>,
    /// Only missions that were launched, however that went; or only others, those given up before launch included.
    #[serde(default)]
    launched: Option<bool>,
    /// Missions that are members of these complete sets; `/dataset` tells which sets there are.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    set: Option<Vec<Slug>>,
    /// Missions whose launch may lie on or after this date: `2026-04-01`, `2026-04`, `2026-Q2`, `2026-H1`, `2026`, `2030s`.
    #[serde(default)]
    launch_from: Option<FuzzyDate>,
    /// Missions whose launch may lie on or before this date.
    #[serde(default)]
    launch_to: Option<FuzzyDate>,
    /// How a date has to lie to the period asked for; only together with a date.
    #[serde(default)]
    r#match: Option<MatchParam>,
    /// Centres the page on this date, in the order of `launch_date`. Not together with `cursor` or `offset`; `next` and `prev` go on from there.
    #[serde(default)]
    around: Option<FuzzyDate>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only missions that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for MissionFilters {
    const KIND: RecordKind = RecordKind::Mission;
}

/// List missions
///
/// Flights and projects, flown and planned. Ordered by launch date, those without one last.
#[utoipa::path(
    tag = "missions",
    params(MissionFilters, ListParams),
    responses((status = 200, description = "A page of missions.", body = ListOf<MissionView>))
)]
#[get("/missions")]
async fn list_missions(store: Data<Store>, query: ListQuery<MissionFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a mission
///
/// One mission, with its crew, launch, status, schedule in short and milestones. `include=events` adds its history.
#[utoipa::path(
    tag = "missions",
    params(("id" = Slug, Path, description = "Id of the mission.", example = "artemis-ii"), ItemParams, PriceParams),
    responses((status = 200, description = "The mission.", body = ItemOf<MissionView>))
)]
#[get("/missions/{id}")]
async fn get_mission(store: Data<Store>, query: ItemQuery<MissionFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// List a mission's events
///
/// The history of a mission. Takes all parameters of the list of events.
#[utoipa::path(
    tag = "missions",
    params(("id" = Slug, Path, description = "Id of the mission.", example = "chandrayaan-3"), EventFilters, ListParams),
    responses((status = 200, description = "A page of events.", body = ListOf<EventView>))
)]
#[get("/missions/{id}/timeline")]
async fn list_mission_events(
    store: Data<Store>,
    request: HttpRequest,
    mut query: ListQuery<EventFilters>,
) -> Result<Answer, ApiError> {
    let snapshot = query.snapshot(&store);
    let mission = find(&snapshot, RecordKind::Mission, &request)?;
    query.naming(&snapshot, RecordKind::Mission, mission).answer(&snapshot)
}

/// Get a mission's slip ledger
///
/// Every launch target that was announced, oldest first, and by how many days each moved. Days are a least and a greatest
/// number, since dates are intervals.
#[utoipa::path(
    tag = "missions",
    params(("id" = Slug, Path, description = "Id of the mission.", example = "artemis-i"), PastParams),
    responses((status = 200, description = "The slip ledger.", body = ItemOf<Schedule>))
)]
#[get("/missions/{id}/schedule")]
async fn get_mission_schedule(store: Data<Store>, mut query: Query<PastParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    let mission = find(&snapshot, RecordKind::Mission, &query.request)?;
    query.errors.extend(fault);
    query.json(&Item { data: snapshot.schedule(mission), included: None, meta: Meta::of(&snapshot) })
}

/// What an impact takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImpactParams {
    /// The date to which the mission is supposed to slip, such as `2029` or `2028-Q3`: the answer tells what that does to the target of each mission that
    /// depends on it. Not for missions that were launched or given up.
    #[serde(default)]
    #[param(example = "2032")]
    slips_to: Option<FuzzyDate>,
    /// A past day: the answer is what was known at its end (UTC). 404 where the record was not known then.
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// Get what depends on a mission
///
/// The missions that cannot fly before this one has succeeded, directly or through others, each with a shortest way to it; with `slips_to`, what a slip does to
/// their targets. Only the order of missions is known, not how long one has to follow the other, so a target that lies after the new date is called
/// possible and not safe. Missions that were launched or given up are told as `not_affected`, and no slip goes on from them.
#[utoipa::path(
    tag = "missions",
    params(("id" = Slug, Path, description = "Id of the mission.", example = "artemis-iii"), ImpactParams),
    responses((status = 200, description = "What depends on the mission.", body = ItemOf<Impact>))
)]
#[get("/missions/{id}/impact")]
async fn get_mission_impact(store: Data<Store>, mut query: Query<ImpactParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    let mission = find(&snapshot, RecordKind::Mission, &query.request)?;
    query.errors.extend(fault);
    let slips_to = query.params.slips_to.clone();
    if let Some(to) = &slips_to
        && let Some(why) = snapshot.cannot_slip(mission, to)?
    {
        let detail = match why {
            CannotSlip::Launched => {
                "the mission was launched and cannot slip any more; leave it out to ask what depends on it".to_owned()
            }
            CannotSlip::GivenUp => {
                "the mission was given up and cannot slip any more; leave it out to ask what depends on it".to_owned()
            }
            CannotSlip::Earlier { target } => {
                format!("{to} lies before the current target {target}, expected that or a later date")
            }
        };
        query.errors.push(ParameterError::new("slips_to", detail));
    }
    let data = snapshot.impact(mission, slips_to.as_ref())?;
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_missions)
        .service(get_mission)
        .service(list_mission_events)
        .service(get_mission_schedule)
        .service(get_mission_impact);
    chart::routes(cfg);
}
