use serde::Serialize;
use utoipa::ToSchema;

use super::Reference;

/// What the missions of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SlipGroup {
    /// Id of the record, or the word: the value that the filter of missions takes.
    #[schema(example = "united-states")]
    pub value: String,
    /// Name of the record; the word itself where it is no record.
    #[schema(example = "United States")]
    pub name: String,
}

/// Days from the first target on record to the launch, or else to the last target, over the missions of which they are known.
///
/// Dates are intervals, so each mission has a least and a greatest number of days. Rounded to one decimal; null where no mission has known days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct SlipDays {
    /// Of how many missions both numbers are known. An open date, such as `NET 2027`, leaves one unknown.
    #[schema(example = 31)]
    pub with_days: u32,
    /// Median of the least numbers of days.
    #[schema(example = 212.0)]
    pub median_min: Option<f64>,
    /// Median of the greatest numbers of days.
    #[schema(example = 365.5)]
    pub median_max: Option<f64>,
    /// Mean of the least numbers of days.
    #[schema(example = 402.3)]
    pub mean_min: Option<f64>,
    /// Mean of the greatest numbers of days.
    #[schema(example = 611.8)]
    pub mean_max: Option<f64>,
}

/// A mission whose target moved far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorstSlip {
    /// The mission.
    pub mission: Reference,
    /// Least number of days from its first target to its launch, or else to its last target.
    #[schema(example = 1371)]
    pub slip_days_min: i32,
    /// Greatest number of days from its first target to its launch, or else to its last target.
    #[schema(example = 1736)]
    pub slip_days_max: i32,
}

/// How often and how far the launch targets of some missions moved. `/schedule-statistics` tells the counting rule.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SlipStatistics {
    /// What the missions have in common; null for the total, and where the answer is about one player anyway.
    pub group: Option<SlipGroup>,
    /// How many missions are counted: those with an announced target on record that were launched or have a target today.
    #[schema(example = 42)]
    pub missions: u32,
    /// How many of them were launched, however that went.
    #[schema(example = 30)]
    pub launched: u32,
    /// How many of them slipped at least once.
    #[schema(example = 25)]
    pub moved: u32,
    /// How many times a target moved later. A scrub is no slip.
    #[schema(example = 77)]
    pub slips: u32,
    /// How many times a target moved earlier.
    #[schema(example = 3)]
    pub pull_ins: u32,
    /// How many launch attempts were stopped on launch day.
    #[schema(example = 12)]
    pub scrubs: u32,
    /// By how many days.
    pub slip_days: SlipDays,
    /// How many were launched no later than on the last day of the period that their first target names.
    #[schema(example = 6)]
    pub on_time: u32,
    /// Share of those launched on time among those launched, from 0 to 1, rounded to three decimals; null where none was launched.
    #[schema(example = 0.2, minimum = 0, maximum = 1)]
    pub on_time_share: Option<f64>,
    /// The missions with the greatest number of slip days, up to three, the worst first; none whose target cannot have moved later.
    pub worst: Vec<WorstSlip>,
    /// Address of the list of exactly the missions that are counted.
    #[schema(example = "/api/v1/missions?nation=united-states&has_target=true")]
    pub missions_url: String,
}
