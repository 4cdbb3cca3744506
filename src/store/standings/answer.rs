//! The answer of standings: a ranking, and all the arithmetic that leads to it.

use serde::Serialize;
use utoipa::ToSchema;

use super::arithmetic::Score;
use crate::domain::{IndicatorKind, Normalisation, StandingDimension, Weight};
use crate::store::race::Level;
use crate::store::view::{PointPeriod, Reference};

/// The years that are looked at.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct StandingsWindow {
    /// The first year.
    #[schema(example = 2017)]
    pub from: i32,
    /// The last year.
    #[schema(example = 2026)]
    pub to: i32,
    /// Whether the last year is not over.
    pub partial: bool,
}

/// A component of a dimension, as it is used in this answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComponentUse {
    /// What it is called.
    #[schema(example = "Soft landings on the Moon")]
    pub name: String,
    /// How much it weighs among the components of its dimension.
    pub weight: Weight,
    /// How its figures become scores.
    pub normalisation: Normalisation,
    /// Whether it can be measured at this level in this window. If not, it has no weight.
    pub available: bool,
    /// Why it cannot be measured; null where it can.
    pub reason: Option<String>,
}

/// A dimension, as it is used in this answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DimensionUse {
    /// The dimension.
    pub dimension: StandingDimension,
    /// The weight that was asked for, 1 if none was.
    pub weight: Weight,
    /// The weight as a part of a hundred of all weights that count: 0 where the dimension is not available.
    pub weight_share: Score,
    /// Whether one of its components is available. If not, it has no weight, and no player has a score in it.
    pub available: bool,
    /// Why it is not available; null where it is.
    pub reason: Option<String>,
    /// What it is made of.
    pub components: Vec<ComponentUse>,
}

/// A component of a player's score.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComponentScore {
    /// What it is called.
    #[schema(example = "Soft landings on the Moon")]
    pub name: String,
    /// The indicator whose figures are taken; of a share of two indicators, that of the part.
    pub indicator: Reference,
    /// Whether the indicator is counted over our records, and follows `as_of`, or was published by others.
    pub kind: IndicatorKind,
    /// Unit of the indicator's figures.
    #[schema(example = "landings")]
    pub unit: String,
    /// Of a share of two indicators, that of the whole; null otherwise.
    pub whole_indicator: Option<Reference>,
    /// The years that are counted: the window, or the last part of it for which there are figures.
    pub period: PointPeriod,
    /// The count, or the share in per cent, rounded to one decimal. Null for a share of fewer than three.
    #[schema(example = 3.0)]
    pub value: Option<f64>,
    /// Of a share, how many belong to the part; null otherwise.
    pub part: Option<u64>,
    /// Of a share, how many belong to the whole; null otherwise.
    pub whole: Option<u64>,
    /// What a count is divided by: the greatest value among all players. Null for a share.
    #[schema(example = 3.0)]
    pub divided_by: Option<f64>,
    /// Whose value that is; empty for a share.
    pub best: Vec<Reference>,
    /// The score; null where there is none, and the component does not count for the player.
    pub score: Option<Score>,
    /// How it comes about; null where there is none.
    #[schema(example = "100 x 3 / 3 = 100")]
    pub arithmetic: Option<String>,
    /// How much it weighs among the components of its dimension.
    pub weight: Weight,
    /// Why there is no score, or why it is 0 without figures; null otherwise.
    pub reason: Option<String>,
    /// Address of exactly what was counted; of a share of two indicators, of the part. Null where nothing was.
    #[schema(example = "/api/v1/indicators/soft-lunar-landings/evidence?period=2017/2026&player=china&group=nation")]
    pub evidence: Option<String>,
    /// Of a share of two indicators, address of the whole; null otherwise.
    pub evidence_of_whole: Option<String>,
}

/// A player's score in a dimension.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DimensionScore {
    /// The dimension.
    pub dimension: StandingDimension,
    /// Its weight in the total.
    pub weight: Weight,
    /// The score: the mean of the components that have one, by their weights. Null where none has; that counts as 0 in the total.
    pub score: Option<Score>,
    /// How it comes about; null where there is none.
    #[schema(example = "(1 x 84.62 + 1 x 100) / (1 + 1) = 92.31")]
    pub arithmetic: Option<String>,
    /// Why there is no score; null where there is one.
    pub reason: Option<String>,
    /// The components that are available.
    pub components: Vec<ComponentScore>,
}

/// A player in the ranking.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Standing {
    /// Its rank among all players. Those with the same score share a rank, and the next ranks are left out.
    #[schema(example = 1)]
    pub rank: u32,
    /// Its rank in the same window a year earlier, as now known; null where it had nothing then.
    #[schema(example = 2)]
    pub previous_rank: Option<u32>,
    /// How many ranks it has gained since then; negative where it has lost some, null without a previous rank.
    #[schema(example = 1)]
    pub change: Option<i64>,
    /// The player.
    pub player: Reference,
    /// The total: the mean of the scores of all available dimensions, by the weights that were asked for.
    pub score: Score,
    /// How it comes about, from the dimensions that have a weight.
    #[schema(example = "(3 x 92.31 + 2 x 100) / (3 + 2) = 95.39")]
    pub arithmetic: String,
    /// The available dimensions.
    pub dimensions: Vec<DimensionScore>,
}

/// How often a player leads under random weights.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Lead {
    /// The player.
    pub player: Reference,
    /// In how many of a hundred draws it leads.
    pub share: Score,
}

/// How much the ranking owes to the weights.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Sensitivity {
    /// The leader of this ranking; of several, the one whose name comes first.
    pub leader: Reference,
    /// In how many of a hundred draws it leads.
    pub leader_stays: Score,
    /// Every player that leads in a draw, the most frequent first. Players who lead together all lead.
    pub leads: Vec<Lead>,
    /// How many sets of weights were drawn.
    #[schema(example = 5000)]
    pub draws: u32,
    /// The number from which the drawing starts: with it, it comes out the same each time.
    #[schema(example = 1957)]
    pub seed: u64,
    /// How the weights are drawn.
    pub drawn: String,
}

/// Who is leading, with the arithmetic.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Standings {
    /// Who is compared with whom.
    pub level: Level,
    /// The years that are looked at.
    pub window: StandingsWindow,
    /// All dimensions with their weights, and what is not available, with the reason.
    pub dimensions: Vec<DimensionUse>,
    /// How many players were compared, whether they are shown or not.
    #[schema(example = 20)]
    pub players_compared: u32,
    /// The ranking, the leader first; of the same score by name.
    pub ranking: Vec<Standing>,
    /// How often the leader stays the leader under random weights; null where nobody is ranked.
    pub sensitivity: Option<Sensitivity>,
    /// Address of the method, which explains every step.
    #[schema(example = "/api/v1/standings/method")]
    pub method: String,
}
