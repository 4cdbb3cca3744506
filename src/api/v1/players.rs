//! `/players`.

pub mod record;

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use super::events::EventFilters;
use super::missions::MissionFilters;
use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::item::find;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{CountryCode, ItemParams, ListParams, Words};
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{PlayerKind, RecordKind, Slug};
use crate::store::Store;
use crate::store::view::PlayerView;
use crate::store::view::{EventView, MissionView};
use actix_web::HttpRequest;

/// Filters of players.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct PlayerFilters {
    /// What kind of player it is.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<PlayerKind>>,
    /// Players of these nations.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    nation: Option<Vec<Slug>>,
    /// Players owned or commanded by these.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    parent: Option<Vec<Slug>>,
    /// Players of states with these ISO 3166-1 alpha-3 codes.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    country: Option<Vec<CountryCode>>,
    /// Players that take part in these programs.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    program: Option<Vec<Slug>>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only players that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for PlayerFilters {
    const KIND: RecordKind = RecordKind::Player;
}

/// List players
///
/// Nations, agencies, companies, military services and alliances. Ordered by name.
#[utoipa::path(
    tag = "players",
    params(PlayerFilters, ListParams),
    responses((status = 200, description = "A page of players.", body = ListOf<PlayerView>))
)]
#[get("/players")]
async fn list_players(store: Data<Store>, query: ListQuery<PlayerFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a player
///
/// One player, with its members, its programs and how many missions it has.
#[utoipa::path(
    tag = "players",
    params(("id" = Slug, Path, description = "Id of the player.", example = "nasa"), ItemParams),
    responses((status = 200, description = "The player.", body = ItemOf<PlayerView>))
)]
#[get("/players/{id}")]
async fn get_player(store: Data<Store>, query: ItemQuery<PlayerFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// List a player's missions
///
/// Missions that the player, or a player that belongs to it, operates or takes part in. Takes all parameters of the list of missions.
#[utoipa::path(
    tag = "players",
    params(("id" = Slug, Path, description = "Id of the player.", example = "china"), MissionFilters, ListParams),
    responses((status = 200, description = "A page of missions.", body = ListOf<MissionView>))
)]
#[get("/players/{id}/missions")]
async fn list_player_missions(
    store: Data<Store>,
    request: HttpRequest,
    mut query: ListQuery<MissionFilters>,
) -> Result<Answer, ApiError> {
    let snapshot = query.snapshot(&store);
    let player = find(&snapshot, RecordKind::Player, &request)?;
    query.naming(&snapshot, RecordKind::Player, player).answer(&snapshot)
}

/// List a player's events
///
/// The timeline of a player and of those that belong to it. Takes all parameters of the list of events.
#[utoipa::path(
    tag = "players",
    params(("id" = Slug, Path, description = "Id of the player.", example = "india"), EventFilters, ListParams),
    responses((status = 200, description = "A page of events.", body = ListOf<EventView>))
)]
#[get("/players/{id}/timeline")]
async fn list_player_events(
    store: Data<Store>,
    request: HttpRequest,
    mut query: ListQuery<EventFilters>,
) -> Result<Answer, ApiError> {
    let snapshot = query.snapshot(&store);
    let player = find(&snapshot, RecordKind::Player, &request)?;
    query.naming(&snapshot, RecordKind::Player, player).answer(&snapshot)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_players).service(get_player).service(list_player_missions).service(list_player_events);
    record::routes(cfg);
}
