//! Events: dated facts. The status of a mission follows from its events.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Day, Destination, FuzzyDate, Id, Milestone, Mission, Player, Program, Record, RecordKind, References, Source,
    Trend, Vehicle, Vocabulary,
};

/// What kind of event it is.
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
pub enum EventKind {
    /// A vehicle lifted off.
    Launch,
    /// A spacecraft entered an orbit around its destination.
    OrbitInsertion,
    /// A spacecraft passed a body.
    Flyby,
    /// A craft landed on another body, or tried to.
    Landing,
    /// A craft hit another body on purpose.
    Impact,
    /// Two spacecraft were joined.
    Docking,
    /// Two spacecraft parted.
    Undocking,
    /// A payload was released or unfolded, or a rover drove off its lander.
    Deployment,
    /// Somebody left a spacecraft in a spacesuit.
    Spacewalk,
    /// A craft, a crew or samples came back to Earth.
    ReturnToEarth,
    /// Regular work began: of a station, a telescope, a satellite, a rover.
    OperationsStart,
    /// A result of the mission's work, such as a discovery.
    Discovery,
    /// The mission ended, as planned or not.
    MissionEnd,
    /// A test on the ground.
    GroundTest,
    /// Something went wrong without ending the mission.
    Anomaly,
    /// A craft, a vehicle or a pad was lost or badly damaged.
    Accident,
    /// Somebody said that something is to come.
    Announcement,
    /// A plan was put forward, without approval or funding.
    Proposal,
    /// A plan was approved or funded.
    Approval,
    /// A contract was signed or awarded.
    Contract,
    /// People were named for a flight.
    CrewAssignment,
    /// A planned date was moved.
    Delay,
    /// Work was stopped, and may go on.
    Hold,
    /// Work goes on after a stop.
    Resumption,
    /// A plan was given up.
    Cancellation,
    /// A plan was replaced by another one.
    Supersession,
    /// A vehicle or a system was taken out of use.
    Retirement,
    /// A player was founded.
    Founding,
    /// States or agencies agreed to work together.
    Agreement,
    /// A treaty, or a resolution of the United Nations.
    Treaty,
    /// A law, an order or a doctrine of one state.
    Policy,
    /// Money was granted, cut or asked for.
    Budget,
    /// A weapon against satellites was tested.
    AsatTest,
    /// An object in orbit broke up.
    BreakUp,
    /// Two objects in orbit collided.
    Collision,
    /// A space system was attacked by electronic or digital means.
    CyberAttack,
}

impl Vocabulary for EventKind {
    const NAME: &'static str = "EventKind";
    const ABOUT: &'static str = "What kind of event it is.";
}

/// What an event does to the status of its mission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusEffect {
    /// The mission is launched.
    Launched,
    /// A launched mission does its work.
    AtWork,
    /// It is only proposed.
    Proposed,
    /// Somebody committed to it, or goes on with it.
    Committed,
    /// Work stopped.
    Stopped,
    /// It is given up.
    GivenUp,
    /// It is replaced.
    Replaced,
    /// None.
    Unchanged,
}

impl EventKind {
    /// What an event of this kind does to the status of its mission.
    pub fn status_effect(self) -> StatusEffect {
        match self {
            Self::Launch => StatusEffect::Launched,
            Self::OrbitInsertion | Self::Landing | Self::Docking | Self::Deployment | Self::OperationsStart => {
                StatusEffect::AtWork
            }
            Self::Proposal => StatusEffect::Proposed,
            Self::Approval | Self::Contract | Self::Resumption => StatusEffect::Committed,
            Self::Hold => StatusEffect::Stopped,
            Self::Cancellation => StatusEffect::GivenUp,
            Self::Supersession => StatusEffect::Replaced,
            Self::Flyby
            | Self::Impact
            | Self::Undocking
            | Self::Spacewalk
            | Self::ReturnToEarth
            | Self::Discovery
            | Self::MissionEnd
            | Self::GroundTest
            | Self::Anomaly
            | Self::Accident
            | Self::Announcement
            | Self::CrewAssignment
            | Self::Delay
            | Self::Retirement
            | Self::Founding
            | Self::Agreement
            | Self::Treaty
            | Self::Policy
            | Self::Budget
            | Self::AsatTest
            | Self::BreakUp
            | Self::Collision
            | Self::CyberAttack => StatusEffect::Unchanged,
        }
    }
}

/// How something went.
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
pub enum Outcome {
    /// It reached its goal.
    Success,
    /// It reached a part of its goal.
    PartialSuccess,
    /// It missed its goal.
    Failure,
}

impl Vocabulary for Outcome {
    const NAME: &'static str = "Outcome";
    const ABOUT: &'static str = "How something went.";
}

/// An attempt at a milestone, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestoneAttempt {
    /// The milestone.
    pub milestone: Id<Milestone>,
    /// How the attempt went.
    pub result: Outcome,
}

/// An event, as written in `fixtures/events/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Stable id.
    pub id: Id<Event>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Event>>,
    /// Headline: what happened.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// What kind of event it is.
    pub kind: EventKind,
    /// When it happened, UTC.
    pub date: FuzzyDate,
    /// The mission whose event it is; its status follows from such events.
    #[serde(default)]
    pub mission: Option<Id<Mission>>,
    /// Other missions that it touches.
    #[serde(default)]
    pub related_missions: Vec<Id<Mission>>,
    /// Programs that it touches. The mission's program need not be repeated.
    #[serde(default)]
    pub programs: Vec<Id<Program>>,
    /// Players that it touches. The mission's operator and partners need not be repeated.
    #[serde(default)]
    pub players: Vec<Id<Player>>,
    /// The vehicle that it is about, where that is not the mission's launch vehicle.
    #[serde(default)]
    pub vehicle: Option<Id<Vehicle>>,
    /// Where it belongs. The mission's destination need not be repeated.
    #[serde(default)]
    pub destination: Option<Destination>,
    /// Trends that it is a part of. The mission's trends need not be repeated.
    #[serde(default)]
    pub trends: Vec<Id<Trend>>,
    /// How it went; null where that has no meaning.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// Set on the event with which the mission ended: how the mission as a whole went.
    #[serde(default)]
    pub ends_mission: Option<Outcome>,
    /// Firsts that were attempted, and how that went.
    #[serde(default)]
    pub milestones: Vec<MilestoneAttempt>,
    /// What happened, in our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Event {
    const KIND: RecordKind = RecordKind::Event;
    const ID_NAME: &'static str = "EventId";

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
        to.maybe("mission", self.mission.as_ref());
        to.each("related_missions", &self.related_missions);
        to.each("programs", &self.programs);
        to.each("players", &self.players);
        to.maybe("vehicle", self.vehicle.as_ref());
        to.each("trends", &self.trends);
        to.list("milestones", &self.milestones, |one, to| to.one("milestone", &one.milestone));
    }
}
