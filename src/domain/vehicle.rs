//! Vehicles: what flies.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{Day, FuzzyDate, Id, MoneyEntry, Player, Record, RecordKind, References, Source, Vocabulary};

/// What kind of vehicle it is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum VehicleKind {
    /// A rocket that puts payloads into space.
    LaunchVehicle,
    /// A spacecraft, with or without crew.
    Spacecraft,
    /// A craft that lands on another body.
    Lander,
    /// A craft that drives on another body.
    Rover,
    /// A craft with wings that returns from space.
    Spaceplane,
    /// A craft for flights that do not reach orbit.
    Suborbital,
    /// A space station, or a part of one.
    Station,
}

impl Vocabulary for VehicleKind {
    const NAME: &'static str = "VehicleKind";
    const ABOUT: &'static str = "What kind of vehicle it is.";
}

/// Where a vehicle stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum VehicleStatus {
    /// It has not flown yet.
    InDevelopment,
    /// It has flown and is to fly again.
    Active,
    /// It has flown and is not flying for now.
    Grounded,
    /// It will not fly again.
    Retired,
    /// It was given up before its first flight.
    Cancelled,
}

impl Vocabulary for VehicleStatus {
    const NAME: &'static str = "VehicleStatus";
    const ABOUT: &'static str = "Where a vehicle stands.";
}

/// How much of a vehicle flies again.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Reusability {
    /// Each flies once.
    Expendable,
    /// A part of it, such as the first stage, flies again.
    Partial,
    /// All of it flies again.
    Full,
    /// It is designed for reuse that has not been shown yet.
    Planned,
}

impl Vocabulary for Reusability {
    const NAME: &'static str = "Reusability";
    const ABOUT: &'static str = "How much of a vehicle flies again.";
}

/// What a launch vehicle can carry to one orbit, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Abbreviation of the orbit or trajectory: `LEO`, `SSO`, `GTO`, `TLI`, `suborbital`, ...
    pub orbit: String,
    /// Greatest payload mass in kilograms.
    pub mass_kg: f64,
    /// On what condition, such as `expendable` or `design goal`.
    #[serde(default)]
    pub basis: Option<String>,
}

/// A vehicle, as written in `fixtures/vehicles/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    /// Stable id.
    pub id: Id<Vehicle>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Vehicle>>,
    /// Usual English name.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Other names and abbreviations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What kind of vehicle it is.
    pub kind: VehicleKind,
    /// Who builds it.
    pub maker: Id<Player>,
    /// Who flies it, where that is not the maker.
    #[serde(default)]
    pub operator: Option<Id<Player>>,
    /// The nation it belongs to; null for vehicles of several nations.
    #[serde(default)]
    pub nation: Option<Id<Player>>,
    /// The family it belongs to.
    #[serde(default)]
    pub family: Option<String>,
    /// The vehicle before it.
    #[serde(default)]
    pub predecessor: Option<Id<Vehicle>>,
    /// The vehicle after it.
    #[serde(default)]
    pub successor: Option<Id<Vehicle>>,
    /// Its first flight, planned or flown.
    #[serde(default)]
    pub first_flight: Option<FuzzyDate>,
    /// Its last flight, once it is retired.
    #[serde(default)]
    pub last_flight: Option<FuzzyDate>,
    /// Where it stands.
    pub status: VehicleStatus,
    /// How much of it flies again.
    pub reusability: Reusability,
    /// Whether it is made to carry people.
    pub crew_rated: bool,
    /// What it can carry, by orbit.
    #[serde(default)]
    pub capacity: Vec<Capacity>,
    /// Prices, each with its basis.
    #[serde(default)]
    pub list_price: Vec<MoneyEntry>,
    /// Wikidata item.
    #[serde(default)]
    #[schema(pattern = "^Q[1-9][0-9]*$")]
    pub wikidata: Option<String>,
    /// What it is, in our words, without telling how it fared.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// How it has fared, in our words, as of `verified_on`; null where there is nothing to tell.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Where the facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Vehicle {
    const KIND: RecordKind = RecordKind::Vehicle;
    const ID_NAME: &'static str = "VehicleId";

    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn former_ids(&self) -> &[Id<Self>] {
        &self.former_ids
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn sources(&self) -> &[Id<Source>] {
        &self.sources
    }
    fn verified_on(&self) -> Day {
        self.verified_on
    }
    fn references<'a>(&'a self, to: &mut References<'a>) {
        to.one("maker", &self.maker);
        to.maybe("operator", self.operator.as_ref());
        to.maybe("nation", self.nation.as_ref());
        to.maybe("predecessor", self.predecessor.as_ref());
        to.maybe("successor", self.successor.as_ref());
        to.list("list_price", &self.list_price, |one, to| to.one("source", &one.source));
    }
}
