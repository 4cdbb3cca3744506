//! `/vehicles`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, MatchParam, Words};
use crate::api::prices::PriceParams;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{FuzzyDate, RecordKind, Reusability, Slug, VehicleKind, VehicleStatus};
use crate::store::Store;
use crate::store::view::VehicleView;

/// Filters of vehicles.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct VehicleFilters {
    /// What kind of vehicle it is.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<VehicleKind>>,
    /// Vehicles built, flown or owned by these players, or by players that belong to them.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    player: Option<Vec<Slug>>,
    /// Vehicles of these nations.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    nation: Option<Vec<Slug>>,
    /// Where they stand.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    status: Option<Vec<VehicleStatus>>,
    /// How much of them flies again.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    reusability: Option<Vec<Reusability>>,
    /// Only vehicles that are made to carry people, or only others.
    #[serde(default)]
    crew_rated: Option<bool>,
    /// Vehicles whose first flight may lie on or after this date.
    #[serde(default)]
    first_flight_from: Option<FuzzyDate>,
    /// Vehicles whose first flight may lie on or before this date.
    #[serde(default)]
    first_flight_to: Option<FuzzyDate>,
    /// How a date has to lie to the period asked for; only together with a date.
    #[serde(default)]
    r#match: Option<MatchParam>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only vehicles that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for VehicleFilters {
    const KIND: RecordKind = RecordKind::Vehicle;
}

/// List vehicles
///
/// Launch vehicles, spacecraft, landers, rovers, spaceplanes and suborbital craft. Ordered by name.
#[utoipa::path(
    tag = "vehicles",
    params(VehicleFilters, ListParams),
    responses((status = 200, description = "A page of vehicles.", body = ListOf<VehicleView>))
)]
#[get("/vehicles")]
async fn list_vehicles(store: Data<Store>, query: ListQuery<VehicleFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a vehicle
///
/// One vehicle type, with its capacity and prices.
#[utoipa::path(
    tag = "vehicles",
    params(("id" = Slug, Path, description = "Id of the vehicle.", example = "falcon-9"), ItemParams, PriceParams),
    responses((status = 200, description = "The vehicle.", body = ItemOf<VehicleView>))
)]
#[get("/vehicles/{id}")]
async fn get_vehicle(store: Data<Store>, query: ItemQuery<VehicleFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_vehicles).service(get_vehicle);
}
