//! Who is leading: players ranked by documented formulas over indicators, with all the arithmetic.
//!
//! The formulas are data. What is fixed here stands in constants, which the method tells.

mod answer;
mod arithmetic;
mod field;
mod measures;
mod method;
mod sensitivity;

use std::collections::BTreeMap;

use strum::IntoEnumIterator;

use super::indicators::SeriesGroup;
use super::race::Level;
use super::snapshot::{Snapshot, SnapshotError};
use super::view::{Point, PointPeriod, Reference};
use crate::domain::{Formula, IndicatorKind, RecordKind, StandingDimension, Weight};

pub use answer::Standings;
pub use field::Weights;
pub use method::StandingsMethod;

use answer::{
    ComponentScore, ComponentUse, DimensionScore, DimensionUse, Lead, Sensitivity, Standing, StandingsWindow,
};
use arithmetic::{LEAST_WHOLE, Score, Tally, mean_in_words};
use field::{Judged, JudgedDimension, Placed, placed};
use measures::Measured;
use sensitivity::{DRAWS, SEED};

/// How many years are looked at if none are asked for: so many up to and with the current one.
pub const WINDOW_YEARS: i32 = 10;

/// How the weights are drawn, in words.
const DRAWN: &str = "Each draw gives random weights to all available dimensions, whatever weights were asked for: the line from 0 to 1 is cut at as many random places as there are \
dimensions less one, and the lengths of the pieces are the weights, so that every set of weights is as likely as every other. The random numbers are those of ChaCha with 8 rounds \
(`rand_chacha`, `ChaCha8Rng::seed_from_u64`), 32 bits a cut, with the dimensions in their order.";

/// What is asked of the standings.
pub struct StandingsQuery<'a> {
    /// Who is compared with whom.
    pub level: Level,
    /// The first year.
    pub from: i32,
    /// The last year.
    pub to: i32,
    /// How much each dimension weighs.
    pub weights: &'a Weights,
    /// Only these players are shown, or those that belong to them.
    pub players: Option<&'a [String]>,
    /// Address of the method.
    pub method: &'a str,
    /// Address of the evidence of a point.
    pub address: &'a dyn Fn(&PointOf<'_>) -> String,
}

/// A point whose evidence is to be shown.
#[derive(Clone, Copy, Debug)]
pub struct PointOf<'a> {
    /// Id of the indicator.
    pub indicator: &'a str,
    /// The years.
    pub period: PointPeriod,
    /// Id of the player.
    pub player: &'a str,
    /// What the lines stand for, where the indicator is counted anew.
    pub group: Option<SeriesGroup>,
}

/// A dimension with what its components measure, or why they do not.
struct MeasuredDimension<'a> {
    dimension: StandingDimension,
    formula: Option<&'a Formula>,
    components: Vec<Result<Measured<'a>, String>>,
}

impl Snapshot {
    /// The formulas of standings, in the order of the dimensions.
    pub(super) fn formulas(&self) -> &[Formula] {
        &self.world().formulas
    }

    /// The first and the last year of all indicators that the standings of a level rest on and that are known.
    pub fn years_of_standings(&self, level: Level) -> Option<(i32, i32)> {
        let components = self.formulas().iter().flat_map(|formula| &formula.components);
        let measures = components.filter_map(|one| match level {
            Level::Nation => one.nation.as_ref(),
            Level::Operator => one.operator.as_ref(),
        });
        let docs = measures.filter_map(|one| self.doc(RecordKind::Indicator, one.indicator.as_str()));
        let years: Vec<(i32, i32)> = docs.filter_map(|doc| self.years_of_series(doc)).collect();
        Some((years.iter().map(|(first, _)| *first).min()?, years.iter().map(|(_, last)| *last).max()?))
    }

    /// The ranking by the formulas of the data set.
    ///
    /// # Errors
    ///
    /// When a record cannot be read, which does not happen.
    pub fn standings(&self, query: &StandingsQuery<'_>) -> Result<Standings, SnapshotError> {
        let StandingsQuery { level, from, to, .. } = *query;
        let measured = StandingDimension::iter()
            .map(|dimension| MeasuredDimension::of(dimension, level, (from - 1, to), self))
            .collect::<Result<Vec<_>, _>>()?;
        let weigh = |years| judged(&measured, years, query.weights);
        let (now, before) = (weigh((from, to)), weigh((from - 1, to - 1)));
        let placed_now = placed(&now, self.names());
        let placed_before = placed(&before, self.names());
        let ranks_before: BTreeMap<&str, u32> =
            placed_before.iter().map(|one| (one.player.as_str(), one.rank)).collect();
        let is_shown = |one: &&Placed| {
            query.players.is_none_or(|players| players.iter().any(|id| self.names().belongs_to(&one.player, id)))
        };
        let shown = placed_now.iter().filter(is_shown);
        let ranking =
            shown.map(|one| self.placed_standing(one, &now, ranks_before.get(one.player.as_str()).copied(), query));
        Ok(Standings {
            level,
            window: StandingsWindow { from, to, partial: to >= i32::from(self.day().date().year()) },
            dimensions: uses(&measured, (from, to), query.weights),
            players_compared: u32::try_from(placed_now.len()).unwrap_or(u32::MAX),
            ranking: ranking.collect(),
            sensitivity: self.sensitivity(&placed_now),
            method: query.method.to_owned(),
        })
    }

    fn player(&self, id: &str) -> Reference {
        self.names().refer(RecordKind::Player, id)
    }

    fn placed_standing(
        &self,
        placed: &Placed,
        dimensions: &[JudgedDimension<'_>],
        previous_rank: Option<u32>,
        query: &StandingsQuery<'_>,
    ) -> Standing {
        let weighing = dimensions.iter().zip(&placed.scores).filter(|(one, _)| one.weight > Weight::default());
        let parts: Vec<(f64, Score)> = weighing.map(|(one, score)| (one.weight.number(), *score)).collect();
        Standing {
            rank: placed.rank,
            previous_rank,
            change: previous_rank.map(|before| i64::from(before) - i64::from(placed.rank)),
            player: self.player(&placed.player),
            score: placed.total,
            arithmetic: mean_in_words(&parts, placed.total),
            dimensions: dimensions.iter().map(|one| self.dimension_score(one, &placed.player, query)).collect(),
        }
    }

    fn dimension_score(
        &self,
        dimension: &JudgedDimension<'_>,
        player: &str,
        query: &StandingsQuery<'_>,
    ) -> DimensionScore {
        let components: Vec<ComponentScore> =
            dimension.components.iter().map(|one| self.component_score(one, player, query)).collect();
        let score = dimension.score(player);
        let parts: Vec<(f64, Score)> =
            components.iter().filter_map(|one| Some((one.weight.number(), one.score?))).collect();
        let reasons = components.iter().filter_map(|one| Some(format!("{}: {}", one.name, one.reason.as_ref()?)));
        DimensionScore {
            dimension: dimension.dimension,
            weight: dimension.weight,
            score,
            arithmetic: score.map(|score| mean_in_words(&parts, score)),
            reason: if score.is_none() { Some(reasons.collect::<Vec<_>>().join("; ")) } else { None },
            components,
        }
    }

    fn component_score(&self, judged: &Judged<'_>, player: &str, query: &StandingsQuery<'_>) -> ComponentScore {
        let measured = judged.measured;
        let period = PointPeriod::of_years(judged.years.0, judged.years.1);
        let (tally, is_known, score) = judged.player(player);
        let nothing = match measured.told.kind {
            IndicatorKind::Derived => "nothing on record",
            IndicatorKind::Published => "no figures of it are published",
        };
        let (point, reason) = match tally {
            Tally::Count(value) => (Point::of(period, value, false), format!("{nothing}, which counts as 0")),
            Tally::Share { part, whole } => {
                let reason = match whole {
                    0 => format!("{nothing} to take a share of"),
                    _ => format!("{part} of {whole}; shares of fewer than {LEAST_WHOLE} are no rates"),
                };
                (Point::share(period, part, whole, false), reason)
            }
        };
        let has_reason = score.is_none() || !is_known;
        let group = (measured.told.kind == IndicatorKind::Derived).then_some(query.level.into());
        let evidence = |indicator: &Reference| {
            is_known.then(|| (query.address)(&PointOf { indicator: &indicator.id, period, player, group }))
        };
        let is_share = measured.component.normalisation.is_of_shares();
        let (score, arithmetic) = score.unzip();
        ComponentScore {
            name: measured.component.name.clone(),
            indicator: measured.indicator.clone(),
            kind: measured.told.kind,
            unit: measured.told.unit.clone(),
            whole_indicator: measured.whole.clone(),
            period,
            value: point.value,
            part: point.part,
            whole: point.whole,
            divided_by: (!is_share).then_some(judged.best),
            best: judged.best_players.iter().map(|id| self.player(id)).collect(),
            score,
            arithmetic,
            weight: judged.weight(),
            reason: has_reason.then_some(reason),
            evidence: evidence(&measured.indicator),
            evidence_of_whole: measured.whole.as_ref().and_then(evidence),
        }
    }

    fn sensitivity(&self, placed: &[Placed]) -> Option<Sensitivity> {
        let leader = placed.first()?;
        let scores: Vec<Vec<Score>> = placed.iter().map(|one| one.scores.clone()).collect();
        let mut leads: Vec<Lead> = placed
            .iter()
            .zip(sensitivity::leads(&scores))
            .filter(|(_, draws)| *draws > 0)
            .map(|(one, draws)| Lead {
                player: self.player(&one.player),
                share: Score::share(draws.into(), DRAWS.into()),
            })
            .collect();
        // stable: players with the same share stay in the order of their ranks
        leads.sort_by_key(|lead| std::cmp::Reverse(lead.share));
        let stays = leads.iter().find(|lead| lead.player.id == leader.player).map(|lead| lead.share);
        Some(Sensitivity {
            leader: self.player(&leader.player),
            leader_stays: stays.unwrap_or_default(),
            leads,
            draws: DRAWS,
            seed: SEED,
            drawn: DRAWN.to_owned(),
        })
    }
}

impl<'a> MeasuredDimension<'a> {
    fn of(
        dimension: StandingDimension,
        level: Level,
        years: measures::Years,
        snapshot: &'a Snapshot,
    ) -> Result<Self, SnapshotError> {
        let formula = snapshot.formulas().iter().find(|formula| formula.id == dimension);
        let components = formula.iter().flat_map(|formula| &formula.components);
        let components = components.map(|one| Measured::of(one, level, years, snapshot)).collect::<Result<_, _>>()?;
        Ok(Self { dimension, formula, components })
    }

    fn judged(&self, years: measures::Years) -> impl Iterator<Item = Result<Judged<'_>, String>> {
        self.components.iter().map(move |one| Judged::of(one.as_ref().map_err(Clone::clone)?, years))
    }
}

/// The dimensions by which players can be judged in some years.
fn judged<'a>(
    measured: &'a [MeasuredDimension<'a>],
    years: measures::Years,
    weights: &Weights,
) -> Vec<JudgedDimension<'a>> {
    let dimension = |one: &'a MeasuredDimension<'a>| JudgedDimension {
        dimension: one.dimension,
        weight: weights.get(&one.dimension).copied().unwrap_or_default(),
        components: one.judged(years).filter_map(Result::ok).collect(),
    };
    measured.iter().map(dimension).filter(|one| !one.components.is_empty()).collect()
}

/// All dimensions as they are used, those included by which nobody can be judged.
fn uses(measured: &[MeasuredDimension<'_>], years: measures::Years, weights: &Weights) -> Vec<DimensionUse> {
    let dimension = |one: &MeasuredDimension<'_>| {
        let components = one.formula.iter().flat_map(|formula| &formula.components).zip(one.judged(years));
        let components: Vec<ComponentUse> = components
            .map(|(component, judged)| {
                let reason = judged.err();
                ComponentUse {
                    name: component.name.clone(),
                    weight: component.weight,
                    normalisation: component.normalisation,
                    available: reason.is_none(),
                    reason,
                }
            })
            .collect();
        let available = components.iter().any(|component| component.available);
        let reasons = components.iter().filter_map(|one| Some(format!("{}: {}", one.name, one.reason.as_ref()?)));
        let reason = match one.formula {
            None => Some("this data set has no formula for it".to_owned()),
            Some(_) if available => None,
            Some(_) => Some(reasons.collect::<Vec<_>>().join("; ")),
        };
        DimensionUse {
            dimension: one.dimension,
            weight: weights.get(&one.dimension).copied().unwrap_or_default(),
            weight_share: Score::default(),
            available,
            reason,
            components,
        }
    };
    let mut uses: Vec<DimensionUse> = measured.iter().map(dimension).collect();
    let counting = |one: &DimensionUse| if one.available { one.weight.thousandths() } else { 0 };
    let all = uses.iter().map(counting).sum();
    for one in &mut uses {
        one.weight_share = Score::share(counting(one), all);
    }
    uses
}
