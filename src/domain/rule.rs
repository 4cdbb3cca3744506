//! Rules of derived indicators: what is counted, and what is made of the count.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::{Destination, EventKind, MissionKind, Outcome, Slug, Vocabulary};

/// What a derived indicator counts.
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
pub enum Counted {
    /// Missions, by the date of their launch.
    LaunchedMissions,
    /// Events, by the date on which they happened.
    Events,
    /// People aboard missions, by the date of the launch.
    Seats,
    /// Announcements that moved the launch target of a mission later, by the date of the announcement.
    Slips,
}

impl Vocabulary for Counted {
    const NAME: &'static str = "Counted";
    const ABOUT: &'static str = "What a derived indicator counts.";
}

/// What a derived indicator makes of what it counts.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum Aggregation {
    /// How many.
    #[default]
    Count,
    /// Of missions that were launched and are over, and of events with an outcome: how many of a hundred reached their goals, or a part of them.
    ShareSucceeded,
    /// Of missions that were launched and had a target announced: how many of a hundred were launched no later than the last day of their first target.
    ShareOnTime,
}

impl Aggregation {
    /// Whether it is a share of a whole.
    pub fn is_share(self) -> bool {
        match self {
            Self::Count => false,
            Self::ShareSucceeded | Self::ShareOnTime => true,
        }
    }
}

impl Vocabulary for Aggregation {
    const NAME: &'static str = "Aggregation";
    const ABOUT: &'static str = "What a derived indicator makes of what it counts.";
}

/// The rule of a derived indicator. Different fields must all match; of the values of one field, any.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountingRule {
    /// What is counted.
    pub count: Counted,
    /// What is made of the count.
    #[serde(default)]
    pub aggregation: Aggregation,
    /// Only the members of these sets, which are complete within what they say of themselves: see `/dataset`. Of a set of missions their
    /// events count, too.
    #[serde(default)]
    pub sets: Vec<Slug>,
    /// Only missions of these kinds, or events of missions of these kinds.
    #[serde(default)]
    pub mission_kinds: Vec<MissionKind>,
    /// Only events of these kinds.
    #[serde(default)]
    pub event_kinds: Vec<EventKind>,
    /// Only events that went this way.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Only these destinations.
    #[serde(default)]
    pub destinations: Vec<Destination>,
    /// Only with people aboard, or only without.
    #[serde(default)]
    pub crewed: Option<bool>,
    /// Only people in whose role one of these texts stands.
    #[serde(default)]
    pub roles: Vec<String>,
}
