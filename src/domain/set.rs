//! Sets of records that are complete within a stated scope.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{Day, Destination, EventKind, FuzzyDate, Id, MissionKind, RecordKind, Slug, Source};

/// A set of records that is complete within its scope, as written in `fixtures/sets/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CompleteSet {
    /// Stable id.
    pub id: Slug,
    /// Its name.
    #[validate(length(min = 5, max = 120, message = "expected 5 to 120 characters"))]
    pub name: String,
    /// Kind of its records.
    pub kind: SetKind,
    /// What is in it, and what is not.
    #[validate(length(min = 40, max = 1500, message = "expected one to a few sentences, 40 to 1500 characters"))]
    pub scope: String,
    /// From which date on it is complete: of launches, or of events.
    pub from: FuzzyDate,
    /// The last day up to which it is complete.
    pub complete_to: Day,
    /// Which records belong to it; null where that cannot be told from their fields.
    #[serde(default)]
    pub rule: Option<SetRule>,
    /// Records that the rule finds and that do not belong to it.
    #[serde(default)]
    pub set_aside: Vec<SetAside>,
    /// Ids of its records.
    pub members: Vec<Slug>,
    /// What is known to be missing.
    #[serde(default)]
    pub known_missing: Vec<KnownMissing>,
    /// From what it was compiled, and how that was checked.
    #[validate(length(min = 40, max = 2000, message = "expected one to a few sentences, 40 to 2000 characters"))]
    pub compiled_from: String,
    /// Catalogues and lists that it was compiled from.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last held the set against its sources.
    pub verified_on: Day,
}

/// Kind of the records of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SetKind {
    /// Missions.
    Mission,
    /// Events.
    Event,
}

impl From<SetKind> for RecordKind {
    fn from(kind: SetKind) -> Self {
        match kind {
            SetKind::Mission => Self::Mission,
            SetKind::Event => Self::Event,
        }
    }
}

/// Which records belong to a set. All conditions that are stated hold.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRule {
    /// Missions to one of these destinations.
    #[serde(default)]
    pub destinations: Vec<Destination>,
    /// Missions of one of these kinds.
    #[serde(default)]
    pub mission_kinds: Vec<MissionKind>,
    /// Missions with people aboard, or without.
    #[serde(default)]
    pub crewed: Option<bool>,
    /// Missions on one of these vehicles, or with one of them as spacecraft.
    #[serde(default)]
    pub vehicles: Vec<Slug>,
    /// Missions that have not been launched and are not given up.
    #[serde(default)]
    pub planned: bool,
    /// Events of one of these kinds.
    #[serde(default)]
    pub event_kinds: Vec<EventKind>,
}

/// A record that the rule of a set finds, but that does not belong to it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAside {
    /// Id of the record.
    pub id: Slug,
    /// Why it is not in the set.
    pub why: String,
}

/// Something that belongs to a set and is missing.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownMissing {
    /// What it is.
    #[schema(example = "YAOKI")]
    pub name: String,
    /// Why it is missing.
    #[schema(example = "No source for its fate was found.")]
    pub why: String,
}
