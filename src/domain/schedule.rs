//! The slip ledger: what was announced when.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::{FuzzyDate, Id, Source, Vocabulary};

/// What an entry of the slip ledger did to the launch target.
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
pub enum ScheduleKind {
    /// The first target on record.
    Initial,
    /// The target moved later.
    Slip,
    /// The target moved earlier.
    PullIn,
    /// The target became more or less precise without moving.
    PrecisionChange,
    /// A launch attempt was stopped on launch day.
    Scrub,
    /// The target was withdrawn and no new one was given.
    Withdrawn,
    /// The mission was cancelled.
    Cancelled,
    /// The launch took place.
    Achieved,
}

impl Vocabulary for ScheduleKind {
    const NAME: &'static str = "ScheduleKind";
    const ABOUT: &'static str = "What an entry of the slip ledger did to the launch target.";
}

/// Why a launch target moved, as a code. The words of the source stand beside it.
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
pub enum SlipReason {
    /// The spacecraft, its payload or its software was not ready, or failed a test.
    Spacecraft,
    /// The launch vehicle was not ready, or failed a test.
    LaunchVehicle,
    /// The pad, ground equipment or recovery forces were not ready.
    GroundSystems,
    /// Wind, lightning, waves, or the weather in space.
    Weather,
    /// The range, the station or the launch calendar was taken by others, or an aircraft or a ship was in the way.
    Traffic,
    /// Another mission had to come first, and had moved.
    Dependency,
    /// A failure or an accident, of this mission or of another, had to be looked into.
    Accident,
    /// A review asked for more work or more margin.
    Review,
    /// A licence or another approval was missing.
    Regulation,
    /// Money was cut, late or not granted.
    Funding,
    /// Its owner redefined it, or put it behind or before other work.
    Decision,
    /// War, sanctions, or the end of a cooperation.
    Geopolitics,
    /// The pandemic of 2020 and what followed from it.
    Pandemic,
    /// The way of the planets: the next window comes when it comes.
    LaunchWindow,
    /// Parts or material came late.
    SupplyChain,
    /// Crew health or training.
    Crew,
    /// Several reasons of which none leads.
    Several,
}

impl Vocabulary for SlipReason {
    const NAME: &'static str = "SlipReason";
    const ABOUT: &'static str = "Why a launch target moved.";
}

/// One announcement of a launch target, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleEntry {
    /// When it was announced.
    pub announced: FuzzyDate,
    /// The launch target that was announced; null where it was withdrawn.
    pub target: Option<FuzzyDate>,
    /// What the entry did to the target. `achieved` and `cancelled` are not written here: they follow from the events.
    pub kind: ScheduleKind,
    /// Why, in a few words, where the source says so.
    #[serde(default)]
    pub reason: Option<String>,
    /// The reason as a code; left out where the source gives none.
    #[serde(default)]
    pub reason_code: Option<SlipReason>,
    /// Where it was read.
    pub source: Id<Source>,
}
