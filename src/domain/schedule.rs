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
    /// Where it was read.
    pub source: Id<Source>,
}
