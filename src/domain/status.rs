//! The status of a mission, which follows from its events and its schedule.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::{Outcome, Vocabulary};

/// Status of a mission.
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
pub enum Status {
    /// Put forward, without an approved launch target.
    Proposed,
    /// To be launched at an announced target.
    Planned,
    /// Work has stopped or the target was withdrawn.
    OnHold,
    /// Launched, and on its way or in flight.
    InFlight,
    /// Doing its work at its destination.
    Operating,
    /// Ended after reaching its goals.
    Success,
    /// Ended after reaching a part of its goals.
    PartialSuccess,
    /// Ended without reaching its goals.
    Failure,
    /// Given up before launch.
    Cancelled,
    /// Replaced by another mission before launch.
    Superseded,
}

impl Vocabulary for Status {
    const NAME: &'static str = "Status";
    const ABOUT: &'static str = "Status of a mission.";
}

/// Group of a mission's status.
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
pub enum StatusGroup {
    /// Not launched yet: `proposed`, `planned`, `on_hold`.
    Future,
    /// Under way: `in_flight`, `operating`.
    Active,
    /// Over: `success`, `partial_success`, `failure`, `cancelled`, `superseded`.
    Ended,
}

impl Vocabulary for StatusGroup {
    const NAME: &'static str = "StatusGroup";
    const ABOUT: &'static str = "Group of a mission's status.";
}

impl Status {
    /// The group that the status belongs to.
    pub fn group(self) -> StatusGroup {
        match self {
            Self::Proposed | Self::Planned | Self::OnHold => StatusGroup::Future,
            Self::InFlight | Self::Operating => StatusGroup::Active,
            Self::Success | Self::PartialSuccess | Self::Failure | Self::Cancelled | Self::Superseded => {
                StatusGroup::Ended
            }
        }
    }
}

impl From<Outcome> for Status {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => Self::Success,
            Outcome::PartialSuccess => Self::PartialSuccess,
            Outcome::Failure => Self::Failure,
        }
    }
}
