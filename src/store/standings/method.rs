//! How standings are made, in words and numbers, read off the constants and formulas by which they are made.

use serde::Serialize;
use strum::IntoEnumIterator;
use utoipa::ToSchema;

use super::arithmetic::{LEAST_WHOLE, Score};
use super::measures::Told;
use super::sensitivity::{DRAWS, SEED};
use super::{DRAWN, WINDOW_YEARS};
use crate::domain::{
    Formula, FormulaComponent, IndicatorKind, Measure, Normalisation, RecordKind, StandingDimension, Vocabulary, Weight,
};
use crate::store::snapshot::{Snapshot, SnapshotError};
use crate::store::view::Reference;

/// What is measured at a level.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodMeasure {
    /// The indicator; of a share of two indicators, that of the part.
    pub indicator: Reference,
    /// Whether it is counted over our records, and follows `as_of`, or was published by others, and is known from the day it was last checked.
    pub kind: IndicatorKind,
    /// Unit of its figures.
    #[schema(example = "missions")]
    pub unit: String,
    /// Of a share of two indicators, that of the whole; null otherwise.
    pub whole_indicator: Option<Reference>,
}

/// A component of a dimension.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodComponent {
    /// What it is called.
    #[schema(example = "Soft landings on the Moon")]
    pub name: String,
    /// How much it weighs among the components of its dimension.
    pub weight: Weight,
    /// How its figures become scores.
    pub normalisation: Normalisation,
    /// What is measured of nations; null where nothing is.
    pub nation: Option<MethodMeasure>,
    /// What is measured of agencies and companies; null where nothing is.
    pub operator: Option<MethodMeasure>,
    /// Why nothing is measured at one of the levels; null where both are measured.
    pub unavailable: Option<String>,
}

/// A dimension.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodDimension {
    /// The dimension.
    pub dimension: StandingDimension,
    /// What it is.
    #[schema(example = "Missions to the Moon, and landings on it.")]
    pub meaning: String,
    /// Why it is measured as it is, and what can be said against it; null where the data set has no formula for it.
    pub about: Option<String>,
    /// What it is made of.
    pub components: Vec<MethodComponent>,
}

/// A way in which figures become scores.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodNormalisation {
    /// The word.
    pub normalisation: Normalisation,
    /// The formula.
    #[schema(example = "100 x part / whole: the percentage itself. For shares.")]
    pub formula: String,
}

/// What weights may be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodOfWeights {
    /// The weight of every dimension if no weights are asked for.
    pub default: Weight,
    /// The weight of a dimension that is not named where others are.
    pub not_named: Weight,
    /// The greatest weight; the least is 0.
    #[schema(example = 1000)]
    pub greatest: u32,
    /// How many decimals a weight has at most.
    #[schema(example = 3)]
    pub decimals: u32,
    /// What they mean.
    pub about: String,
}

/// How it is found out how much a ranking owes to the weights.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MethodOfSensitivity {
    /// How many sets of weights are drawn.
    #[schema(example = 5000)]
    pub draws: u32,
    /// The number from which the drawing starts.
    #[schema(example = 1957)]
    pub seed: u64,
    /// How they are drawn, and what is told of it.
    pub about: String,
}

/// How standings are made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingsMethod {
    /// The steps from the figures to the rank, in their order.
    pub steps: Vec<String>,
    /// How many years are looked at if none are asked for: up to and with the current one.
    #[schema(example = 10)]
    pub window_years: i32,
    /// How many decimals scores are rounded to, at every step.
    #[schema(example = 2)]
    pub decimals: u32,
    /// Shares of fewer than so many have no score.
    #[schema(example = 3)]
    pub least_whole: u64,
    /// The dimensions and what they are made of: data, which another data set may replace.
    pub dimensions: Vec<MethodDimension>,
    /// The ways in which figures become scores.
    pub normalisations: Vec<MethodNormalisation>,
    /// What weights may be.
    pub weights: MethodOfWeights,
    /// How it is found out how much a ranking owes to the weights.
    pub sensitivity: MethodOfSensitivity,
    /// What to bear in mind.
    pub limits: Vec<String>,
}

impl Snapshot {
    /// How standings are made.
    ///
    /// # Errors
    ///
    /// When a record cannot be read, which does not happen.
    pub fn standings_method(&self) -> Result<StandingsMethod, SnapshotError> {
        let dimensions = StandingDimension::iter().map(|dimension| {
            let formula = self.formulas().iter().find(|formula| formula.id == dimension);
            self.method_of(dimension, formula)
        });
        Ok(StandingsMethod {
            steps: steps(),
            window_years: WINDOW_YEARS,
            decimals: Score::DECIMALS,
            least_whole: LEAST_WHOLE,
            dimensions: dimensions.collect::<Result<_, _>>()?,
            normalisations: Normalisation::iter()
                .map(|normalisation| MethodNormalisation { normalisation, formula: normalisation.meaning().to_owned() })
                .collect(),
            weights: MethodOfWeights {
                default: Weight::ONE,
                not_named: Weight::default(),
                greatest: Weight::MAX,
                decimals: Weight::DECIMALS,
                about: "Only their proportions count: `moon:3,mars:2` is the same as `moon:30,mars:20`. A dimension that is not available has no weight, and the others \
                        share the whole."
                    .to_owned(),
            },
            sensitivity: MethodOfSensitivity {
                draws: DRAWS,
                seed: SEED,
                about: format!(
                    "{DRAWN} In each draw the totals, which are not rounded here, say who leads; players with the same total all lead. The answer says in how many of a hundred \
                     draws the leader of the ranking leads, and every player that ever does."
                ),
            },
            limits: LIMITS.map(str::to_owned).to_vec(),
        })
    }

    fn method_of(
        &self,
        dimension: StandingDimension,
        formula: Option<&Formula>,
    ) -> Result<MethodDimension, SnapshotError> {
        let components = formula.iter().flat_map(|formula| &formula.components);
        Ok(MethodDimension {
            dimension,
            meaning: dimension.meaning().to_owned(),
            about: formula.map(|formula| formula.about.clone()),
            components: components.map(|one| self.method_of_component(one)).collect::<Result<_, _>>()?,
        })
    }

    fn method_of_component(&self, component: &FormulaComponent) -> Result<MethodComponent, SnapshotError> {
        let measure = |measure: &Option<Measure>| {
            let told = measure.as_ref().map(|one| self.method_of_measure(one)).transpose()?;
            Ok::<_, SnapshotError>(told.flatten())
        };
        Ok(MethodComponent {
            name: component.name.clone(),
            weight: component.weight,
            normalisation: component.normalisation,
            nation: measure(&component.nation)?,
            operator: measure(&component.operator)?,
            unavailable: component.unavailable.clone(),
        })
    }

    fn method_of_measure(&self, measure: &Measure) -> Result<Option<MethodMeasure>, SnapshotError> {
        let collection = self.collection(RecordKind::Indicator);
        // the method speaks of figures that are not known yet on the day, too
        let Some(doc) = collection.doc(measure.indicator.as_str(), i32::MAX) else { return Ok(None) };
        let Told { unit, kind } = serde_json::from_str(collection.json(doc).get())?;
        Ok(Some(MethodMeasure {
            indicator: self.names().one(&measure.indicator),
            kind,
            unit,
            whole_indicator: measure.whole.as_ref().map(|id| self.names().one(id)),
        }))
    }
}

/// The steps from the figures to the rank.
fn steps() -> Vec<String> {
    let decimals = Score::DECIMALS;
    vec![
        format!(
            "Window: the years `from` to `to`, by default the {WINDOW_YEARS} up to and with the current one. Each component counts the last years of the window for which its \
             indicators have figures without a gap; `period` names them. A window whose last year is not over is `partial`; that holds for all players alike."
        ),
        "Players: at the level of nations, each nation with all its agencies and companies; an operator of several nations or of none, such as ESA, stands for itself. At the level \
         of operators, each agency or company for itself. Lines of publications that stand for none of our players are not compared. Who has nothing at all is left out."
            .to_owned(),
        format!(
            "Component: the sum of the figures in the window, or a share whose part and whole are both sums, becomes a score by its normalisation. A count that is not on record is \
             0. A share of fewer than {LEAST_WHOLE} is given as counts, and has no score."
        ),
        "Dimension: the mean of the scores of its components, by their weights; a component without a score is left out. A dimension in which a player has no score at all \
         counts as 0 in the total, with the reason stated, so that nobody leads by absence."
            .to_owned(),
        format!(
            "Total: the mean of the scores of all available dimensions, by the weights. Every score is rounded half up to {decimals} decimals, and the next step takes the rounded \
             one, so that a pocket calculator gives the same."
        ),
        "Available: a component that has no indicator at the level, or none that was known on the day of `as_of`, or in which nobody has anything in the window, has no weight, and \
         the answer says why; so has a dimension without an available component."
            .to_owned(),
        "Rank: by the total; the same total is the same rank, and as many ranks are left out after it. Of the same rank the name decides the order. With `player` only some are \
         shown, and scores and ranks stay those of the whole field."
            .to_owned(),
        "Change: the ranks of the same formulas and weights in the same window a year earlier are compared, as far as that is known now. What was known a year ago is not asked, \
         because published figures know no past; `as_of` asks that where it can be known."
            .to_owned(),
    ]
}

/// What to bear in mind.
const LIMITS: [&str; 7] = [
    "A ranking is an opinion about weights. Equal weights are one, too: give your own, and see under `sensitivity` how much hangs on them.",
    "A score compares with the best of the window, and not with a fixed measure: it falls when the best rises.",
    "A component without a score is left out of its dimension, so whoever has only launches, or too few missions for a rate, is judged by the other part alone. A share of three, \
     which begins to count, may be lower than what was there before.",
    "A mission counts for its operator alone. Partners, whose share cannot be counted, are found in the records of the missions.",
    "The work of a state that is done by several bodies is spread over them at the level of operators: China's launches, crewed flights and probes are of three. The level of nations \
     puts them together.",
    "The current year is not over. The same window a year earlier is whole, so a rank may be lost in spring and won back in winter.",
    "Counts tell how much was done, and not how hard it was.",
];
