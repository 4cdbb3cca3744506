//! Formulas of standings: what a dimension is made of, and how figures of different size are made comparable.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{Id, Indicator, Vocabulary, Weight};

/// A side of the space race on which players are compared.
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
pub enum StandingDimension {
    /// How often rockets are sent towards orbit.
    LaunchCadence,
    /// How often launches and missions end as they were meant to.
    Reliability,
    /// People sent to orbit.
    HumanFlight,
    /// Missions to the Moon, and landings on it.
    Moon,
    /// Missions to Mars, and arrivals there.
    Mars,
    /// Modules of space stations.
    Stations,
    /// What private people buy in space.
    Commercial,
    /// How often a mission is launched by the target that was first announced.
    Punctuality,
}

impl Vocabulary for StandingDimension {
    const NAME: &'static str = "StandingDimension";
    const ABOUT: &'static str = "A side of the space race on which players are compared.";
}

/// How the figures of players become scores from 0 to 100.
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
pub enum Normalisation {
    /// 100 x value / greatest value among all players at that level in the window. For counts.
    RatioToBest,
    /// 100 x part / whole: the percentage itself. For shares.
    Share,
    /// 100 x (part + 1) / (whole + 2), Laplace's rule of succession: near 50 until there is much to judge by, so that 3 of 3 do not come before 599 of 600. For shares.
    CautiousShare,
}

impl Normalisation {
    /// Whether it is made for shares, rather than for counts.
    pub fn is_of_shares(self) -> bool {
        match self {
            Self::RatioToBest => false,
            Self::Share | Self::CautiousShare => true,
        }
    }
}

impl Vocabulary for Normalisation {
    const NAME: &'static str = "Normalisation";
    const ABOUT: &'static str = "How the figures of players become scores from 0 to 100.";
}

/// The formula of a dimension, as written in `fixtures/standings/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// The dimension.
    pub id: StandingDimension,
    /// What it measures, and what speaks for and against measuring it so.
    #[validate(length(min = 40, max = 2000, message = "expected one to a few sentences, 40 to 2000 characters"))]
    pub about: String,
    /// What it is made of.
    pub components: Vec<FormulaComponent>,
}

/// A part of a formula.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormulaComponent {
    /// What it is called.
    pub name: String,
    /// How much it weighs among the components of its dimension: more than 0, at most 1000, with at most three decimals.
    pub weight: Weight,
    /// How its figures become scores.
    pub normalisation: Normalisation,
    /// What is measured of nations; null where nothing can be.
    #[serde(default)]
    pub nation: Option<Measure>,
    /// What is measured of agencies and companies; null where nothing can be.
    #[serde(default)]
    pub operator: Option<Measure>,
    /// Why nothing is measured of nations, or of operators; null where both are measured.
    #[serde(default)]
    pub unavailable: Option<String>,
}

/// What is measured.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The indicator. A derived one is counted by nation or by operator, whatever its own lines stand for.
    pub indicator: Id<Indicator>,
    /// The published indicator whose figures are the whole of which those of `indicator` are a part; null otherwise.
    #[serde(default)]
    pub whole: Option<Id<Indicator>>,
}
