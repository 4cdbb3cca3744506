//! `/race`.

pub mod chart;

use std::sync::Arc;

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::Query;
use crate::api::operations::Operations;
use crate::api::params::AsOf;
use crate::api::past::snapshot_on;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::api::v1::indicators::player_fault;
use crate::domain::{Destination, Slug, Vocabulary};
use crate::store::{Level, RaceRow, RaceTotal, Selection, Snapshot, Store, race_totals};

/// What the race takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RaceParams {
    /// Who is compared with whom; nations if not given.
    #[serde(default)]
    level: Option<Level>,
    /// Only these players, or players that belong to them, and the milestones about which one of them has done something.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "china,united-states")]
    player: Option<Vec<Slug>>,
    /// Only milestones that are to be won there.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "moon")]
    destination: Option<Vec<Destination>>,
    /// Only milestones that take people aboard, or only others.
    #[serde(default)]
    crewed: Option<bool>,
    /// A past day: the race as it stood at its end (UTC).
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// The race that was asked for, and what is wrong with the question.
struct Raced {
    snapshot: Arc<Snapshot>,
    rows: Vec<RaceRow>,
    errors: Vec<ParameterError>,
}

impl RaceParams {
    fn ask(&self, store: &Store) -> Result<Raced, ApiError> {
        let (snapshot, fault) = snapshot_on(store, self.as_of);
        let mut errors = Vec::from_iter(fault);
        let players: Option<Vec<String>> =
            self.player.as_ref().map(|players| players.iter().map(ToString::to_string).collect());
        errors.extend(players.iter().flatten().filter_map(|id| player_fault(&snapshot, id)));
        let destinations = self.destination.as_ref().map(|all| all.iter().map(|one| one.word().to_owned()).collect());
        let crewed = self.crewed.map(|crewed| vec![crewed.to_string()]);
        let facets = [("destination", destinations), ("crewed", crewed)];
        let facets = facets.into_iter().filter_map(|(name, values)| Some((name.to_owned(), values?)));
        let selection = Selection { facets: facets.collect(), ..Selection::default() };
        let rows = snapshot.race(self.level.unwrap_or_default(), &selection, players.as_deref())?;
        Ok(Raced { snapshot, rows, errors })
    }
}

/// The race as a table of firsts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Race {
    /// Who is compared with whom.
    pub level: Level,
    /// What each player of the table has won in it: the one with most firsts first, then with most milestones reached, tried and planned.
    pub totals: Vec<RaceTotal>,
    /// The milestones in the order in which they were won, open ones last.
    pub milestones: Vec<RaceRow>,
}

/// Get the race
///
/// Who was first at what: each milestone with the first attempt, first success, attempts, successes and next attempt of each player, all with their missions. Where the dates
/// on record do not tell who came first, all who may have are; partial successes that came before are shown as disputes.
#[utoipa::path(
    tag = "milestones",
    params(RaceParams),
    responses((status = 200, description = "The race.", body = ItemOf<Race>))
)]
#[get("/race")]
async fn get_race(store: Data<Store>, mut query: Query<RaceParams>) -> Result<Answer, ApiError> {
    let Raced { snapshot, rows: milestones, errors } = query.params.ask(&store)?;
    query.errors.extend(errors);
    let level = query.params.level.unwrap_or_default();
    let data = Race { level, totals: race_totals(&milestones), milestones };
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(get_race);
    chart::routes(cfg);
}
