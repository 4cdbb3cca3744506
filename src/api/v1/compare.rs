//! `/compare`.

use std::collections::BTreeSet;

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::Query;
use crate::api::operations::Operations;
use crate::api::params::{AsOf, YearParam};
use crate::api::past::snapshot_on;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::api::v1::brief::MissionBrief;
use crate::api::v1::counted::{FilteredList, ListCount};
use crate::api::v1::indicators::player_fault;
use crate::api::v1::players::record::{PlayerRecord, record};
use crate::domain::{RecordKind, Slug};
use crate::store::view::{Line, Reference};
use crate::store::{Level, RaceRow, Selection, SeriesGroup, SeriesQuery, Snapshot, Store};

/// How many players can be compared.
pub const PLAYERS: std::ops::RangeInclusive<usize> = 2..=6;
/// How many of the next missions of a player are shown.
const NEXT: usize = 5;

/// What a comparison takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CompareParams {
    /// Two to six players, comma-separated: nations, agencies, companies.
    #[serde(default)]
    #[param(style = Form, explode = false, required = true, example = "nasa,cnsa,esa")]
    players: Option<Vec<Slug>>,
    /// Points of series of this year and later.
    #[serde(default)]
    #[param(example = 2010)]
    from: Option<YearParam>,
    /// A past day: what was known at its end (UTC).
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// One of the players that are compared.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComparedPlayer {
    /// What it has done, in numbers: as at `/players/{id}/record`.
    pub record: PlayerRecord,
    /// Its missions that are under way.
    pub active: ListCount,
    /// Its missions that are planned for a date that has not passed.
    pub upcoming: ListCount,
    /// The next of these, five at most.
    pub next_missions: Vec<MissionBrief>,
    /// The programs in which it takes part.
    pub programs: ListCount,
}

/// An indicator, with a line for each of the players that has one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComparedSeries {
    /// The indicator.
    pub indicator: Reference,
    /// Unit of the values.
    #[schema(example = "missions")]
    pub unit: String,
    /// The lines, in the order of the players: of a nation that of all its operators, of an agency or a company its own.
    pub lines: Vec<Line>,
}

/// Players side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// The players, in the order in which they were asked for.
    pub players: Vec<ComparedPlayer>,
    /// The derived indicators in which one of them has a line, by title.
    pub series: Vec<ComparedSeries>,
    /// The milestones that one of them, or one that belongs to it, has tried or plans to try, by operator.
    pub milestones: Vec<RaceRow>,
}

/// Compare players
///
/// Two to six players side by side, in one call for one screen: record, firsts, active and planned missions, programs, slips, series, milestones.
#[utoipa::path(
    tag = "players",
    params(CompareParams),
    responses((status = 200, description = "The comparison.", body = ItemOf<Comparison>))
)]
#[get("/compare")]
async fn compare_players(store: Data<Store>, mut query: Query<CompareParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    query.errors.extend(fault);
    let players: Vec<String> = query.params.players.iter().flatten().map(ToString::to_string).collect();
    query.errors.extend(
        players
            .iter()
            .filter_map(|id| ParameterError { parameter: "players".to_owned(), ..player_fault(&snapshot, id)? }.into()),
    );
    query.required("players", query.params.players.as_ref(), "two to six players")?;
    let different = players.iter().collect::<BTreeSet<_>>().len();
    if !PLAYERS.contains(&players.len()) || different < players.len() {
        let detail =
            format!("{} values, {different} of them different, expected 2 to 6 different players", players.len());
        query.errors.push(ParameterError::new("players", detail));
    }
    query.refuse_faults([])?;
    let data = Comparison {
        players: players.iter().map(|id| player(&snapshot, id)).collect::<Result<_, _>>()?,
        series: series(&snapshot, &players, query.params.from.map(|year| year.0))?,
        milestones: snapshot.race(Level::Operator, &Selection::default(), Some(&players))?,
    };
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

fn player(snapshot: &Snapshot, id: &str) -> Result<ComparedPlayer, ApiError> {
    let missions = FilteredList::of(RecordKind::Mission).with("player", id);
    let upcoming = missions.with("upcoming", "true");
    Ok(ComparedPlayer {
        record: record(snapshot, id)?,
        active: missions.with("status_group", "active").count(snapshot),
        next_missions: MissionBrief::first(snapshot, upcoming.select(snapshot), "launch_latest", false, NEXT)?,
        upcoming: upcoming.count(snapshot),
        programs: FilteredList::of(RecordKind::Program).with("player", id).count(snapshot),
    })
}

fn series(snapshot: &Snapshot, players: &[String], from: Option<i32>) -> Result<Vec<ComparedSeries>, ApiError> {
    #[derive(Deserialize)]
    struct Told {
        id: String,
        name: String,
        unit: String,
    }
    let mut found = Vec::new();
    for doc in FilteredList::of(RecordKind::Indicator).with("kind", "derived").select(snapshot) {
        let line = |player: &String| {
            let group = if snapshot.names().is_nation(player) { SeriesGroup::Nation } else { SeriesGroup::Operator };
            let query =
                SeriesQuery { players: Some(vec![player.clone()]), group: Some(group), from, ..SeriesQuery::default() };
            snapshot
                .series(doc, &query)
                .into_iter()
                .find(|line| line.player.as_ref().is_some_and(|one| one.id == *player))
        };
        let lines: Vec<Line> = players.iter().filter_map(line).collect();
        if !lines.is_empty() {
            let told: Told = serde_json::from_str(snapshot.collection(RecordKind::Indicator).json(doc).get())?;
            found.push(ComparedSeries {
                indicator: Reference { id: told.id, name: told.name },
                unit: told.unit,
                lines,
            });
        }
    }
    found.sort_by(|a, b| a.indicator.name.cmp(&b.indicator.name));
    Ok(found)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(compare_players);
}
