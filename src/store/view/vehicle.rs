use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, Money, Reference, Served};
use crate::domain::{Day, FuzzyDate, RecordKind, Reusability, Vehicle, VehicleKind, VehicleStatus, Vocabulary};
use crate::store::knowledge::Known;
use crate::store::{Indexing, Key};

/// What a launch vehicle can carry to one orbit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Capacity)]
pub struct CapacityView {
    /// Abbreviation of the orbit or trajectory: `LEO`, `SSO`, `GTO`, `TLI`, ...
    #[schema(example = "LEO")]
    pub orbit: String,
    /// Greatest payload mass in kilograms.
    #[schema(example = 22800.0, minimum = 0.0)]
    pub mass_kg: f64,
    /// On what condition; null where none is stated.
    #[schema(example = "expendable")]
    pub basis: Option<String>,
}

/// A vehicle type: a launch vehicle, spacecraft, lander, rover, spaceplane, suborbital craft or station.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Vehicle)]
pub struct VehicleView {
    /// Stable id.
    #[schema(example = "falcon-9", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Usual English name.
    #[schema(example = "Falcon 9")]
    pub name: String,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// What kind of vehicle it is.
    pub kind: VehicleKind,
    /// Who builds it.
    pub maker: Reference,
    /// Who flies it.
    pub operator: Reference,
    /// The nation it belongs to; null for vehicles of several nations.
    pub nation: Option<Reference>,
    /// The family it belongs to; null for none.
    #[schema(example = "Falcon")]
    pub family: Option<String>,
    /// The vehicle before it; null for none.
    pub predecessor: Option<Reference>,
    /// The vehicle after it; null for none.
    pub successor: Option<Reference>,
    /// Its first flight, planned or flown; null where not known.
    pub first_flight: Option<DateView>,
    /// Its last flight; null while it flies, or where not known.
    pub last_flight: Option<DateView>,
    /// Where it stands.
    pub status: VehicleStatus,
    /// How much of it flies again.
    pub reusability: Reusability,
    /// Whether it is made to carry people.
    pub crew_rated: bool,
    /// What it can carry, by orbit.
    pub capacity: Vec<CapacityView>,
    /// Prices, each with its basis.
    pub list_price: Vec<Money>,
    /// Wikidata item; null where not known.
    #[schema(example = "Q19698")]
    pub wikidata: Option<String>,
    /// What it is.
    pub summary: String,
    /// How it has fared; null where there is nothing to tell, and for days before the record was last checked.
    pub outcome: Option<String>,
    /// Where the facts were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
    #[serde(skip)]
    players: Vec<String>,
}

impl VehicleView {
    pub(in crate::store) fn new(vehicle: &Vehicle, known: Known<'_>) -> Self {
        let is_checked = vehicle.verified_on.number() <= known.day;
        let come = |date: &&FuzzyDate| known.has_come(date, vehicle.verified_on);
        let (first_flight, last_flight) =
            (vehicle.first_flight.as_ref().filter(come), vehicle.last_flight.as_ref().filter(come));
        let status = match (first_flight, last_flight) {
            _ if is_checked => vehicle.status,
            (_, Some(_)) => vehicle.status,
            (Some(_), None) => VehicleStatus::Active,
            (None, None) => VehicleStatus::InDevelopment,
        };
        let operator = vehicle.operator.as_ref().unwrap_or(&vehicle.maker);
        let capacity = vehicle.capacity.iter().map(|one| CapacityView {
            orbit: one.orbit.clone(),
            mass_kg: one.mass_kg,
            basis: one.basis.clone(),
        });
        Self {
            id: vehicle.id.to_string(),
            name: vehicle.name.clone(),
            aliases: vehicle.aliases.clone(),
            kind: vehicle.kind,
            maker: known.one(&vehicle.maker),
            operator: known.one(operator),
            nation: known.maybe(vehicle.nation.as_ref()),
            family: vehicle.family.clone(),
            predecessor: known.maybe(vehicle.predecessor.as_ref()),
            successor: known.maybe(vehicle.successor.as_ref()),
            first_flight: DateView::of(first_flight),
            last_flight: DateView::of(last_flight),
            status,
            reusability: vehicle.reusability,
            crew_rated: vehicle.crew_rated,
            capacity: capacity.collect(),
            list_price: Money::all(&vehicle.list_price, known),
            wikidata: vehicle.wikidata.clone(),
            summary: vehicle.summary.clone(),
            outcome: vehicle.outcome.clone().filter(|_| is_checked),
            sources: known.all(&vehicle.sources),
            verified_on: vehicle.verified_on,
            players: known
                .names
                .with_those_above([vehicle.maker.as_str(), operator.as_str()])
                .into_iter()
                .chain(vehicle.nation.iter().map(ToString::to_string))
                .collect(),
        }
    }
}

impl Served for VehicleView {
    const KIND: RecordKind = RecordKind::Vehicle;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("kind", [self.kind.word()]);
        to.facet("player", &self.players);
        to.facet("nation", self.nation.iter().map(|nation| &nation.id));
        to.facet("status", [self.status.word()]);
        to.facet("reusability", [self.reusability.word()]);
        to.facet("crew_rated", [if self.crew_rated { "true" } else { "false" }]);
        to.date("first_flight", self.first_flight.as_ref());
        to.order("first_flight", Key::date(self.first_flight.as_ref()));
        to.aliases(&self.aliases);
        to.identifier("wikidata", self.wikidata.as_deref());
        to.text("family", self.family.as_deref().unwrap_or_default());
        to.text("summary", &self.summary);
        to.text("outcome", self.outcome.as_deref().unwrap_or_default());
    }
}
