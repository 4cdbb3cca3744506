//! Missions: one flight or project with a launch of its own.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Day, FuzzyDate, Id, Milestone, MoneyEntry, Participant, Player, Program, Record, RecordKind, References,
    ScheduleEntry, Source, Trend, Vehicle, Vocabulary,
};

/// What a mission does or is. A mission has one or more kinds.
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
pub enum MissionKind {
    /// It orbits its destination.
    Orbiter,
    /// It passes its destination.
    Flyby,
    /// It is to land softly.
    Lander,
    /// It drives on the surface.
    Rover,
    /// It flies in another body's atmosphere or hops over its surface.
    Aircraft,
    /// It is to hit its destination.
    Impactor,
    /// It brings material back to Earth.
    SampleReturn,
    /// People are aboard.
    CrewedFlight,
    /// Private customers or tourists are aboard.
    PrivateCrew,
    /// It is a part of a space station.
    StationModule,
    /// It carries supplies.
    Cargo,
    /// It relays signals of other spacecraft.
    Relay,
    /// It observes the universe.
    Telescope,
    /// It shows that a technology works.
    TechnologyDemonstration,
    /// It tests a vehicle, or is a vehicle's maiden flight.
    TestFlight,
    /// It does not reach orbit.
    SuborbitalFlight,
    /// It serves the defence against asteroids.
    PlanetaryDefence,
    /// It is a weapon test or another military mission.
    Military,
    /// It is one of many spacecraft of a constellation.
    Constellation,
}

impl Vocabulary for MissionKind {
    const NAME: &'static str = "MissionKind";
    const ABOUT: &'static str = "What a mission does or is.";
}

/// Where something goes.
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
pub enum Destination {
    /// Above the atmosphere, below orbit.
    Suborbital,
    /// Orbits up to 2,000 km above the Earth.
    LowEarthOrbit,
    /// Orbits between low and geostationary orbit.
    MediumEarthOrbit,
    /// Geostationary and geosynchronous orbits.
    GeostationaryOrbit,
    /// Orbits above the geostationary ring and far elliptical ones, below the Moon.
    HighEarthOrbit,
    /// The Moon, its surface and orbits around it.
    Moon,
    /// Mars, its surface and orbits around it.
    Mars,
    /// Phobos or Deimos.
    MarsMoons,
    /// Venus.
    Venus,
    /// Mercury.
    Mercury,
    /// An asteroid.
    Asteroid,
    /// A comet.
    Comet,
    /// Jupiter and its moons.
    Jupiter,
    /// Saturn and its moons.
    Saturn,
    /// Uranus, Neptune, Pluto and beyond.
    OuterSolarSystem,
    /// The Sun.
    Sun,
    /// A Lagrange point of Sun and Earth.
    SunEarthLagrangePoint,
    /// An orbit around the Sun, without a body as its goal.
    HeliocentricOrbit,
    /// Another star.
    InterstellarSpace,
    /// More than one of these, none of which leads.
    Multiple,
}

impl Vocabulary for Destination {
    const NAME: &'static str = "Destination";
    const ABOUT: &'static str = "Where something goes.";
}

/// A person aboard, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CrewMember {
    /// Usual name, family name last where that is the usual order in English.
    pub name: String,
    /// Role aboard: `commander`, `pilot`, `mission specialist`, `private astronaut`, ...
    pub role: String,
    /// The agency or company that the person flies for.
    #[serde(default)]
    pub player: Option<Id<Player>>,
}

/// How a mission is launched, as written in a fixture. The date is not written here: it follows from the launch event and the schedule.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LaunchPlan {
    /// The launch vehicle.
    #[serde(default)]
    pub vehicle: Option<Id<Vehicle>>,
    /// Launch site and pad.
    #[serde(default)]
    pub site: Option<String>,
}

/// What other catalogues call a mission, as written in a fixture.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentifiersEntry {
    /// COSPAR international designator of the main payload, or of the launch where the piece is not known.
    #[serde(default)]
    #[schema(pattern = "^[0-9]{4}-([0-9]{3}[A-Z]{0,3}|[A-Z][0-9]{2,3})$", example = "2023-098A")]
    pub cospar: Option<String>,
    /// Number in the US satellite catalogue, as a string.
    #[serde(default)]
    #[schema(pattern = "^[0-9]{1,9}$")]
    pub satcat: Option<String>,
    /// Wikidata item.
    #[serde(default)]
    #[schema(pattern = "^Q[1-9][0-9]*$")]
    pub wikidata: Option<String>,
}

/// What a mission was planned to be before the plan was changed, as written in a fixture. What is left out was the same.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerPlan {
    /// When the plan was changed: on the days before, this one held.
    pub until: FuzzyDate,
    /// Who was to run it.
    #[serde(default)]
    pub operator: Option<Id<Player>>,
    /// Who else was to take part, and how.
    #[serde(default)]
    pub partners: Option<Vec<Participant>>,
    /// The program it belonged to.
    #[serde(default)]
    pub program: Option<Id<Program>>,
    /// What it was to do or be.
    #[serde(default)]
    pub kinds: Option<Vec<MissionKind>>,
    /// Where it was to go.
    #[serde(default)]
    pub destination: Option<Destination>,
    /// Whether people were to be aboard.
    #[serde(default)]
    pub crewed: Option<bool>,
    /// The spacecraft, lander or rover type that was to fly it.
    #[serde(default)]
    pub spacecraft: Option<Id<Vehicle>>,
    /// How it was to be launched.
    #[serde(default)]
    pub launch: Option<LaunchPlan>,
    /// Firsts that it was to attempt.
    #[serde(default)]
    pub milestones: Option<Vec<Id<Milestone>>>,
    /// Missions that had to succeed before it.
    #[serde(default)]
    pub depends_on: Option<Vec<Id<Mission>>>,
    /// What it was for, in our words.
    #[serde(default)]
    pub summary: Option<String>,
    /// Where it was read.
    pub source: Id<Source>,
}

/// A mission, as written in `fixtures/missions/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Mission {
    /// Stable id.
    pub id: Id<Mission>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Mission>>,
    /// Usual English name.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Other names and abbreviations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who runs it.
    pub operator: Id<Player>,
    /// Who else takes part, and how.
    #[serde(default)]
    pub partners: Vec<Participant>,
    /// The program it belongs to.
    #[serde(default)]
    pub program: Option<Id<Program>>,
    /// What it does or is.
    pub kinds: Vec<MissionKind>,
    /// Where it goes.
    pub destination: Destination,
    /// Whether people are, or are to be, aboard.
    pub crewed: bool,
    /// Who is aboard, as launched or as named for a planned flight.
    #[serde(default)]
    pub crew: Vec<CrewMember>,
    /// The spacecraft, lander or rover type that flies it.
    #[serde(default)]
    pub spacecraft: Option<Id<Vehicle>>,
    /// How it is launched.
    pub launch: LaunchPlan,
    /// The slip ledger: announced launch targets, oldest first.
    #[serde(default)]
    pub schedule: Vec<ScheduleEntry>,
    /// What it was planned to be before the plan was changed, oldest first.
    #[serde(default)]
    pub formerly: Vec<FormerPlan>,
    /// For a mission still to come: the day on which the plan was last seen in a source.
    #[serde(default)]
    pub plan_seen_on: Option<Day>,
    /// Firsts that it attempts. The result stands with the event that brought it.
    #[serde(default)]
    pub milestones: Vec<Id<Milestone>>,
    /// What other catalogues call it.
    #[serde(default)]
    pub identifiers: IdentifiersEntry,
    /// Costs, each with its basis.
    #[serde(default)]
    pub cost: Vec<MoneyEntry>,
    /// Missions that have to succeed before it.
    #[serde(default)]
    pub depends_on: Vec<Id<Mission>>,
    /// Trends it is a part of.
    #[serde(default)]
    pub trends: Vec<Id<Trend>>,
    /// What it is for, in our words, without telling how it went.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// How it went, in our words; null while that is open.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Where the facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Mission {
    /// Makes the mission again what a former plan had it be.
    pub fn put_back(&mut self, former: &FormerPlan) {
        fn put<T: Clone>(back: Option<&T>, to: &mut T) {
            if let Some(value) = back {
                to.clone_from(value);
            }
        }
        put(former.operator.as_ref(), &mut self.operator);
        put(former.partners.as_ref(), &mut self.partners);
        self.program = former.program.clone().or_else(|| self.program.take());
        put(former.kinds.as_ref(), &mut self.kinds);
        put(former.destination.as_ref(), &mut self.destination);
        put(former.crewed.as_ref(), &mut self.crewed);
        self.spacecraft = former.spacecraft.clone().or_else(|| self.spacecraft.take());
        put(former.launch.as_ref(), &mut self.launch);
        put(former.milestones.as_ref(), &mut self.milestones);
        put(former.depends_on.as_ref(), &mut self.depends_on);
        put(former.summary.as_ref(), &mut self.summary);
    }
}

impl FormerPlan {
    fn references<'a>(&'a self, to: &mut References<'a>) {
        to.maybe("operator", self.operator.as_ref());
        to.list("partners", self.partners.as_deref().unwrap_or_default(), |one, to| to.one("player", &one.player));
        to.maybe("program", self.program.as_ref());
        to.maybe("spacecraft", self.spacecraft.as_ref());
        to.maybe("launch.vehicle", self.launch.as_ref().and_then(|launch| launch.vehicle.as_ref()));
        to.each("milestones", self.milestones.as_deref().unwrap_or_default());
        to.each("depends_on", self.depends_on.as_deref().unwrap_or_default());
        to.one("source", &self.source);
    }
}

impl Record for Mission {
    const KIND: RecordKind = RecordKind::Mission;
    const ID_NAME: &'static str = "MissionId";

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
        to.one("operator", &self.operator);
        to.list("partners", &self.partners, |one, to| to.one("player", &one.player));
        to.maybe("program", self.program.as_ref());
        to.list("crew", &self.crew, |one, to| to.maybe("player", one.player.as_ref()));
        to.maybe("spacecraft", self.spacecraft.as_ref());
        to.maybe("launch.vehicle", self.launch.vehicle.as_ref());
        to.list("schedule", &self.schedule, |one, to| to.one("source", &one.source));
        to.list("formerly", &self.formerly, FormerPlan::references);
        to.each("milestones", &self.milestones);
        to.list("cost", &self.cost, |one, to| to.one("source", &one.source));
        to.each("depends_on", &self.depends_on);
        to.each("trends", &self.trends);
    }
}
