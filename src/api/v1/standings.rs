//! `/standings`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use strum::IntoEnumIterator;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ObjectBuilder, RefOr, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::ROOT;
use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::{Plain, Query};
use crate::api::operations::Operations;
use crate::api::params::{AsOf, YearParam};
use crate::api::past::snapshot_on;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::api::v1::indicators::player_fault;
use crate::domain::{Slug, StandingDimension, Vocabulary, Weight};
use crate::store::{
    Level, PointOf, Snapshot, Standings, StandingsMethod, StandingsQuery, Store, WINDOW_YEARS, Weights,
};

/// A dimension and its weight, as they stand in a request: `moon:3`.
#[derive(Clone, Debug, Deserialize)]
pub struct WeightParam(String);

impl PartialSchema for WeightParam {
    fn schema() -> RefOr<Schema> {
        let (words, decimals) = (StandingDimension::words().join("|"), Weight::DECIMALS);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(format!("^({words}):(0|[1-9][0-9]{{0,3}})(\\.[0-9]{{1,{decimals}}})?$")))
            .description(Some("A dimension and its weight."))
            .examples(["moon:3"])
            .into()
    }
}

impl ToSchema for WeightParam {}

/// What standings take.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StandingsParams {
    /// Who is compared with whom; nations if not given.
    #[serde(default)]
    level: Option<Level>,
    /// How much the dimensions weigh, as `dimension:weight`, comma-separated. If not given, all weigh 1; if given, those that are not named weigh nothing. A weight is a
    /// number from 0 to 1000 with at most three decimals, and only the proportions count.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    weights: Option<Vec<WeightParam>>,
    /// The first year that is looked at; nine years before the last if not given.
    #[serde(default)]
    from: Option<YearParam>,
    /// The last year that is looked at, the current one if not given.
    #[serde(default)]
    to: Option<YearParam>,
    /// A past day: the standings by what was known at its end (UTC). Published figures that were not known then are not available.
    #[serde(default)]
    as_of: Option<AsOf>,
    /// Only these players, or players that belong to them. Ranks and scores stay those of the whole field.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    player: Option<Vec<Slug>>,
}

/// Get the standings
///
/// Who is leading: players ranked over eight dimensions, each a documented formula over indicators, normalised from 0 to 100. The arithmetic stands in the answer, every
/// value links to exactly what it counts, and `weights` makes the ranking your own. `/standings/method` explains each step.
#[utoipa::path(
    tag = "standings",
    params(StandingsParams),
    responses((status = 200, description = "The standings.", body = ItemOf<Standings>))
)]
#[get("/standings")]
async fn get_standings(store: Data<Store>, mut query: Query<StandingsParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    query.errors.extend(fault);
    let level = query.params.level.unwrap_or_default();
    let players: Option<Vec<String>> =
        query.params.player.as_ref().map(|players| players.iter().map(ToString::to_string).collect());
    query.errors.extend(players.iter().flatten().filter_map(|id| player_fault(&snapshot, id)));
    let (from, to) = window(&snapshot, level, &mut query);
    let weights = weights(&mut query);
    query.refuse_faults([])?;
    let address = |point: &PointOf<'_>| evidence_address(&snapshot, point);
    let method = format!("{ROOT}/standings/method");
    let asked = StandingsQuery {
        level,
        from,
        to,
        weights: &weights,
        players: players.as_deref(),
        method: &method,
        address: &address,
    };
    let data = snapshot.standings(&asked)?;
    query.errors.extend(query.params.weights.as_ref().and_then(|_| fault_of_unavailable(&data)));
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// Get the method of the standings
///
/// How standings are made: the steps, the formulas of the dimensions with their indicators and weights, what may be said against them, and every number that the ranking
/// rests on.
#[utoipa::path(
    tag = "standings",
    responses((status = 200, description = "The method.", body = ItemOf<StandingsMethod>))
)]
#[get("/standings/method")]
async fn get_standings_method(store: Data<Store>, plain: Plain) -> Result<Answer, ApiError> {
    let snapshot = store.snapshot();
    plain.json(&Item { data: snapshot.standings_method()?, included: None, meta: Meta::of(&snapshot) })
}

/// The years that are asked for. Where there are none such, the fault is told.
fn window(snapshot: &Snapshot, level: Level, query: &mut Query<StandingsParams>) -> (i32, i32) {
    let current = i32::from(snapshot.day().date().year());
    let asked = |year: Option<YearParam>| year.map(|year| year.0);
    let (asked_from, asked_to) = (asked(query.params.from), asked(query.params.to));
    let to = asked_to.unwrap_or(current);
    let from = asked_from.unwrap_or(to - WINDOW_YEARS + 1);
    let mut refuse = |name: &str, detail: String| query.errors.push(ParameterError::new(name, detail));
    for (name, year) in [("from", asked_from), ("to", asked_to)] {
        if let Some(year) = year.filter(|year| *year > current) {
            refuse(name, format!("{year} lies in the future, expected {current} or earlier"));
        }
    }
    if from > to && from <= current {
        refuse("from", format!("{from} lies after to={to}, expected the earlier year first"));
    }
    if let Some((first, last)) = snapshot.years_of_standings(level) {
        let expected = format!("the series run from {first} to {last}");
        if to < first {
            refuse("to", format!("{to} lies before them: {expected}"));
        }
        if asked_from.is_some() && from > last && from <= current {
            refuse("from", format!("{from} lies after them: {expected}"));
        }
    }
    (from, to)
}

/// The weights that are asked for, with every fault told.
fn weights(query: &mut Query<StandingsParams>) -> Weights {
    let Some(asked) = &query.params.weights else {
        return StandingDimension::iter().map(|dimension| (dimension, Weight::ONE)).collect();
    };
    let mut weights = Weights::new();
    let mut errors = Vec::new();
    for WeightParam(text) in asked {
        let shown: String = text.chars().take(60).collect();
        let Some((word, number)) = text.split_once(':') else {
            let detail = format!("{shown:?} has no weight, expected dimension:weight such as moon:3");
            errors.push(ParameterError::new("weights", detail));
            continue;
        };
        let weight = number.parse::<Weight>();
        if let Err(why) = &weight {
            errors.push(ParameterError::new("weights", format!("{shown:?}: {why}")));
        }
        match word.parse::<StandingDimension>() {
            Err(_) => {
                let detail = format!("{shown:?} names no dimension");
                errors.push(ParameterError::new("weights", detail).allowing(StandingDimension::words(), word));
            }
            Ok(dimension) => {
                if weights.insert(dimension, weight.unwrap_or_default()).is_some() {
                    errors.push(ParameterError::new("weights", format!("{word} is named twice, expected one weight")));
                }
            }
        }
    }
    if errors.is_empty() && weights.values().all(|weight| *weight == Weight::default()) {
        errors.push(ParameterError::new("weights", "all weights are 0, expected one that is greater"));
    }
    query.errors.extend(errors);
    weights
}

/// Weights that name only what is not available.
fn fault_of_unavailable(standings: &Standings) -> Option<ParameterError> {
    let weighing = || standings.dimensions.iter().filter(|one| one.weight > Weight::default());
    let reasons = weighing()
        .map(|one| format!("{} ({})", one.dimension.word(), one.reason.as_deref().unwrap_or_default()))
        .collect::<Vec<_>>();
    let detail = || format!("no dimension with a weight is available: {}", reasons.join(", "));
    weighing().all(|one| !one.available).then(|| ParameterError::new("weights", detail()))
}

/// Where the evidence of a point is.
fn evidence_address(snapshot: &Snapshot, point: &PointOf<'_>) -> String {
    let PointOf { indicator, period, player, group } = point;
    let group = group.map(|group| format!("&group={}", group.word())).unwrap_or_default();
    let as_of = snapshot.as_of().map(|day| format!("&as_of={day}")).unwrap_or_default();
    format!("{ROOT}/indicators/{indicator}/evidence?period={period}&player={player}{group}{as_of}")
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(get_standings).service(get_standings_method);
}
