//! The kinds of record.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::Vocabulary;

/// Kind of a record.
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
pub enum RecordKind {
    /// Who takes part: a nation, agency, company, military service or alliance.
    Player,
    /// A long effort of one or more players that missions belong to.
    Program,
    /// One flight or project with a launch of its own.
    Mission,
    /// A launch vehicle, spacecraft, lander, rover or spaceplane type.
    Vehicle,
    /// Something that happened on a date.
    Event,
    /// A named, ordered selection of events.
    Timeline,
    /// A trend, a challenge or an outlook of the space race.
    Trend,
    /// A number over time.
    Indicator,
    /// A first to be won.
    Milestone,
    /// A statement of the public narrative, held against the record.
    Claim,
    /// Where a fact was read.
    Source,
}

impl Vocabulary for RecordKind {
    const NAME: &'static str = "RecordKind";
    const ABOUT: &'static str = "Kind of a record.";
}

impl RecordKind {
    /// The plural: folder of the fixtures, and path segment of the API.
    pub fn collection(self) -> &'static str {
        match self {
            Self::Player => "players",
            Self::Program => "programs",
            Self::Mission => "missions",
            Self::Vehicle => "vehicles",
            Self::Event => "events",
            Self::Timeline => "timelines",
            Self::Trend => "trends",
            Self::Indicator => "indicators",
            Self::Milestone => "milestones",
            Self::Claim => "claims",
            Self::Source => "sources",
        }
    }
}
