//! The arithmetic of standings. It is done in whole numbers, so that a score is the same on every machine and on a pocket calculator.

use serde::{Serialize, Serializer};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ObjectBuilder, RefOr, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::Normalisation;

/// A score from 0 to 100, rounded half up to two decimals. What is made of scores is made of the rounded ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u32);

impl Score {
    /// How many decimals a score has.
    pub const DECIMALS: u32 = 2;
    /// What is kept of the greatest score.
    const GREATEST: u32 = 10_000;

    /// It as a number.
    pub fn number(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// It in hundredths.
    pub(super) fn hundredths(self) -> u64 {
        self.0.into()
    }

    /// So much of the best, which is more than nothing and no less.
    fn ratio(value: f64, best: f64) -> Self {
        // multiplied first, so that what has an exact half is rounded as one
        let hundredths = (value * f64::from(Self::GREATEST) / best).round();
        Self(whole_number(hundredths).min(Self::GREATEST))
    }

    /// So many of so many.
    pub(super) fn share(part: u64, whole: u64) -> Self {
        let hundredths = half_up(part.saturating_mul(Self::GREATEST.into()), whole);
        Self(u32::try_from(hundredths).unwrap_or(u32::MAX).min(Self::GREATEST))
    }

    /// The mean of scores, each with its weight; `None` where nothing weighs.
    pub(super) fn mean(scores: impl IntoIterator<Item = (u64, Self)>) -> Option<Self> {
        let sums = |(weights, sum), (weight, score): (u64, Self)| (weights + weight, sum + weight * score.hundredths());
        let (weights, sum) = scores.into_iter().fold((0, 0), sums);
        (weights > 0).then(|| Self(u32::try_from(half_up(sum, weights)).unwrap_or(u32::MAX)))
    }
}

/// A quotient of whole numbers, rounded half up; 0 where it is divided by nothing.
fn half_up(number: u64, by: u64) -> u64 {
    number.saturating_mul(2).saturating_add(by).checked_div(by.saturating_mul(2)).unwrap_or_default()
}

/// A number that is whole and not negative.
#[expect(clippy::as_conversions, reason = "the one conversion that the standard library has; it stops at the bounds")]
fn whole_number(number: f64) -> u32 {
    number as u32
}

/// A count as a whole number.
pub(super) fn count(value: f64) -> u64 {
    whole_number(value.round()).into()
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl PartialSchema for Score {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .minimum(Some(0))
            .maximum(Some(100))
            .description(Some("A score, or a number of a hundred, rounded half up to two decimals."))
            .examples([84.62])
            .into()
    }
}

impl ToSchema for Score {}

/// What was measured of a player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tally {
    /// So much.
    Count(f64),
    /// So many of so many.
    Share {
        /// How many belong to the part.
        part: u64,
        /// How many there are.
        whole: u64,
    },
}

/// Shares of fewer than so many are no rates.
pub(super) const LEAST_WHOLE: u64 = crate::store::view::LEAST_WHOLE;

/// The score of what was measured, and how it comes about; `None` for a share of too few, and where nobody has anything.
pub(super) fn score(normalisation: Normalisation, tally: Tally, best: f64) -> Option<(Score, String)> {
    let (score, formula) = match (normalisation, tally) {
        (Normalisation::RatioToBest, Tally::Count(value)) if best > 0.0 => {
            (Score::ratio(value, best), format!("100 x {value} / {best}"))
        }
        (Normalisation::Share, Tally::Share { part, whole }) if whole >= LEAST_WHOLE => {
            (Score::share(part, whole), format!("100 x {part} / {whole}"))
        }
        (Normalisation::CautiousShare, Tally::Share { part, whole }) if whole >= LEAST_WHOLE => {
            (Score::share(part + 1, whole + 2), format!("100 x ({part} + 1) / ({whole} + 2)"))
        }
        (Normalisation::RatioToBest | Normalisation::Share | Normalisation::CautiousShare, _) => return None,
    };
    Some((score, format!("{formula} = {}", score.number())))
}

/// How a mean of scores comes about: `(2 x 50 + 1 x 80) / (2 + 1) = 60`.
pub(super) fn mean_in_words(parts: &[(f64, Score)], mean: Score) -> String {
    let join = |texts: Vec<String>| texts.join(" + ");
    let products = join(parts.iter().map(|(weight, score)| format!("{weight} x {}", score.number())).collect());
    let weights = join(parts.iter().map(|(weight, _)| weight.to_string()).collect());
    format!("({products}) / ({weights}) = {}", mean.number())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(normalisation: Normalisation, tally: Tally, best: f64) -> f64 {
        score(normalisation, tally, best).unwrap().0.number()
    }

    #[test]
    fn scores_are_what_a_pocket_calculator_says() {
        assert_eq!(score(Normalisation::RatioToBest, Tally::Count(11.0), 13.0).unwrap().1, "100 x 11 / 13 = 84.62");
        // halves go up, those included that have no exact binary fraction
        assert_eq!(number(Normalisation::RatioToBest, Tally::Count(1.0), 32.0), 3.13);
        assert_eq!(number(Normalisation::RatioToBest, Tally::Count(1.0), 160.0), 0.63);
        assert_eq!(number(Normalisation::Share, Tally::Share { part: 2, whole: 3 }, 0.0), 66.67);
        let cautious = |part, whole| score(Normalisation::CautiousShare, Tally::Share { part, whole }, 0.0);
        assert_eq!(cautious(3, 3).unwrap().1, "100 x (3 + 1) / (3 + 2) = 80");
        assert!(cautious(599, 600).unwrap().0 > cautious(3, 3).unwrap().0);
        assert_eq!(cautious(2, 2), None, "two of two is no rate");
        assert_eq!(score(Normalisation::RatioToBest, Tally::Count(0.0), 0.0), None, "nobody has anything");
        let parts = [(2.0, Score(5000)), (1.0, Score(8000))];
        let mean = Score::mean([(2, Score(5000)), (1, Score(8000))]).unwrap();
        assert_eq!(mean_in_words(&parts, mean), "(2 x 50 + 1 x 80) / (2 + 1) = 60");
        assert_eq!(Score::mean([(0, Score(5000))]), None);
    }

    fn weighted() -> impl Strategy<Value = Vec<(u64, Score)>> {
        proptest::collection::vec((0..=1_000_000_u64, (0..=10_000_u32).prop_map(Score)), 1..9)
    }

    fn shares() -> impl Strategy<Value = Normalisation> {
        prop_oneof![Just(Normalisation::Share), Just(Normalisation::CautiousShare)]
    }

    proptest! {
        #[test]
        fn counts_become_scores_between_nothing_and_the_best(value in 0..=100_000_u32, more in 0..=100_000_u32) {
            let best = f64::from(value + more);
            prop_assume!(best > 0.0);
            let of = |value: u32| number(Normalisation::RatioToBest, Tally::Count(value.into()), best);
            prop_assert!((0.0..=100.0).contains(&of(value)));
            prop_assert_eq!(of(value + more), 100.0);
            prop_assert_eq!(of(0), 0.0);
            // a greater value never has a lower score
            prop_assert!(more == 0 || of(value) <= of(value + 1));
        }

        #[test]
        fn what_is_normalised_stays_so(value in 0..=100_000_u32, more in 0..=100_000_u32) {
            let best = f64::from(value + more);
            prop_assume!(best > 0.0);
            let once = number(Normalisation::RatioToBest, Tally::Count(value.into()), best);
            prop_assert_eq!(number(Normalisation::RatioToBest, Tally::Count(once), 100.0), once);
        }

        #[test]
        fn a_best_that_rises_stays_best(best in 1..=100_000_u32, rise in 1..=1_000_u32, other in 0..=100_000_u32) {
            prop_assume!(other <= best);
            let of = |value: u32, best: u32| number(Normalisation::RatioToBest, Tally::Count(value.into()), best.into());
            prop_assert_eq!(of(best + rise, best + rise), 100.0);
            prop_assert!(of(other, best + rise) <= of(other, best));
        }

        #[test]
        fn shares_become_scores_that_rise_with_the_part(normalisation in shares(), part in 0..=5_000_u64, rest in 0..=5_000_u64) {
            let whole = part + rest;
            prop_assume!(whole >= LEAST_WHOLE);
            let of = |part| number(normalisation, Tally::Share { part, whole }, 0.0);
            prop_assert!((0.0..=100.0).contains(&of(part)));
            prop_assert!(rest == 0 || of(part) <= of(part + 1));
        }

        #[test]
        fn one_more_success_never_lowers_a_share(normalisation in shares(), part in 0..=5_000_u64, rest in 0..=5_000_u64) {
            let whole = part + rest;
            prop_assume!(whole >= LEAST_WHOLE);
            let of = |part, whole| number(normalisation, Tally::Share { part, whole }, 0.0);
            prop_assert!(of(part, whole) <= of(part + 1, whole + 1));
        }

        #[test]
        fn a_mean_lies_between_its_scores_and_rises_with_each(mut all in weighted(), at in 0..9_usize) {
            prop_assume!(all.iter().any(|(weight, _)| *weight > 0));
            let counting = || all.iter().filter(|(weight, _)| *weight > 0).map(|(_, score)| *score);
            let mean = Score::mean(all.clone()).unwrap();
            prop_assert!(counting().min().unwrap() <= mean && mean <= counting().max().unwrap());
            let at = at % all.len();
            all[at].1 = Score((all[at].1.0 + 1).min(Score::GREATEST));
            prop_assert!(Score::mean(all).unwrap() >= mean);
        }

        #[test]
        fn the_unit_of_weights_changes_nothing(all in weighted(), factor in 1..=1_000_u64) {
            let scaled = all.iter().map(|(weight, score)| (weight * factor, *score));
            prop_assert_eq!(Score::mean(scaled), Score::mean(all.clone()));
        }

        #[test]
        fn a_mean_does_not_ask_for_the_order(all in weighted()) {
            prop_assert_eq!(Score::mean(all.iter().rev().copied()), Score::mean(all.clone()));
        }
    }
}
