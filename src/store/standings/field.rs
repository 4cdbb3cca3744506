//! All players side by side: the best of each component, the scores of each player, the ranks.

use std::collections::{BTreeMap, BTreeSet};

use super::arithmetic::{LEAST_WHOLE, Score, Tally, score};
use super::measures::{Measured, Years};
use crate::domain::{RecordKind, StandingDimension, Weight};
use crate::store::names::Names;
use crate::store::view::PointPeriod;

/// How much each dimension weighs; one that is not named weighs nothing.
pub type Weights = BTreeMap<StandingDimension, Weight>;

/// A component in a window: which years of it count, and what is best in them.
pub(super) struct Judged<'a> {
    pub(super) measured: &'a Measured<'a>,
    pub(super) years: Years,
    pub(super) best: f64,
    pub(super) best_players: Vec<&'a str>,
}

impl<'a> Judged<'a> {
    /// A component in a window, or why nobody can be judged by it.
    pub(super) fn of(measured: &'a Measured<'a>, (from, to): Years) -> Result<Self, String> {
        let years = measured.counted_of((from, to)).ok_or_else(|| {
            format!("{} has no figures for {}", measured.indicator.id, PointPeriod::of_years(from, to))
        })?;
        let (mut best, mut best_players, mut greatest_whole) = (0.0, Vec::new(), 0);
        for player in measured.players() {
            match measured.tally(player, years).0 {
                Tally::Count(value) if value > best => (best, best_players) = (value, vec![player]),
                Tally::Count(value) if value > 0.0 && value >= best => best_players.push(player),
                Tally::Count(_) => {}
                Tally::Share { whole, .. } => greatest_whole = whole.max(greatest_whole),
            }
        }
        let is_share = measured.component.normalisation.is_of_shares();
        let period = PointPeriod::of_years(years.0, years.1);
        if is_share && greatest_whole < LEAST_WHOLE {
            return Err(format!("nobody has {LEAST_WHOLE} to take a share of in {period}"));
        }
        if !is_share && best_players.is_empty() {
            return Err(format!("nobody has any in {period}"));
        }
        Ok(Self { measured, years, best, best_players })
    }

    /// What was measured of a player, whether there are figures of it, and its score with the arithmetic.
    pub(super) fn player(&self, player: &str) -> (Tally, bool, Option<(Score, String)>) {
        let (tally, is_known) = self.measured.tally(player, self.years);
        (tally, is_known, score(self.measured.component.normalisation, tally, self.best))
    }

    pub(super) fn weight(&self) -> Weight {
        self.measured.component.weight
    }
}

/// A dimension with those of its components by which players can be judged.
pub(super) struct JudgedDimension<'a> {
    pub(super) dimension: StandingDimension,
    pub(super) weight: Weight,
    pub(super) components: Vec<Judged<'a>>,
}

impl JudgedDimension<'_> {
    /// The score of a player; `None` where it has none in any component.
    pub(super) fn score(&self, player: &str) -> Option<Score> {
        let scores = self.components.iter().filter_map(|one| {
            let (score, _) = one.player(player).2?;
            Some((one.weight().thousandths(), score))
        });
        Score::mean(scores)
    }

    fn has_something(&self, player: &str) -> bool {
        self.components.iter().any(|one| match one.measured.tally(player, one.years).0 {
            Tally::Count(value) => value > 0.0,
            Tally::Share { whole, .. } => whole > 0,
        })
    }
}

/// A player with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) rank: u32,
    pub(super) player: String,
    pub(super) total: Score,
    /// One for each dimension; what is missing counts as nothing.
    pub(super) scores: Vec<Score>,
}

/// All players that have something in one of the available dimensions, by rank. Nobody where no available dimension weighs anything.
pub(super) fn placed(dimensions: &[JudgedDimension<'_>], names: &Names) -> Vec<Placed> {
    let players: BTreeSet<&str> = dimensions
        .iter()
        .flat_map(|dimension| {
            let all = dimension.components.iter().flat_map(|one| one.measured.players());
            all.filter(|player| dimension.has_something(player))
        })
        .collect();
    let weights: Vec<u64> = dimensions.iter().map(|one| one.weight.thousandths()).collect();
    let total = |player: &str| {
        let scores: Vec<Score> = dimensions.iter().map(|one| one.score(player).unwrap_or_default()).collect();
        let total = Score::mean(weights.iter().copied().zip(scores.iter().copied()))?;
        Some(Placed { rank: 0, player: player.to_owned(), total, scores })
    };
    let named = |player: &str| names.name(RecordKind::Player, player).unwrap_or(player).to_owned();
    ranked(players.into_iter().filter_map(total).collect(), named)
}

/// Players in the order of their totals, then of their names. The same total is the same rank, and as many ranks are left out after it.
fn ranked(mut all: Vec<Placed>, name: impl Fn(&str) -> String) -> Vec<Placed> {
    all.sort_by_cached_key(|one| (std::cmp::Reverse(one.total), name(&one.player), one.player.clone()));
    let (mut rank, mut before) = (0, None);
    for (place, one) in (1..).zip(&mut all) {
        if before != Some(one.total) {
            rank = place;
        }
        (one.rank, before) = (rank, Some(one.total));
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(all: &[(&str, u64)]) -> Vec<(u32, String)> {
        let one = |(player, total): &(&str, u64)| Placed {
            rank: 0,
            player: (*player).to_owned(),
            total: Score::share(*total, 100),
            scores: Vec::new(),
        };
        let all = ranked(all.iter().map(one).collect(), |player| format!("The {player}"));
        all.into_iter().map(|one| (one.rank, one.player)).collect()
    }

    #[test]
    fn the_same_score_is_the_same_rank_and_names_settle_the_order() {
        let found = place(&[("d", 10), ("c", 50), ("b", 50), ("a", 10), ("e", 90), ("f", 0)]);
        let expected = [(1, "e"), (2, "b"), (2, "c"), (4, "a"), (4, "d"), (6, "f")];
        assert_eq!(found, expected.map(|(rank, player)| (rank, player.to_owned())));
    }

    proptest! {
        #[test]
        fn the_order_of_the_players_does_not_matter(totals in proptest::collection::vec(0..=20_u64, 1..12), turn in 0..12_usize) {
            let names: Vec<String> = (0..totals.len()).map(|number| format!("p{number}")).collect();
            let mut all: Vec<(&str, u64)> = names.iter().map(String::as_str).zip(totals).collect();
            let straight = place(&all);
            all.rotate_left(turn % names.len());
            prop_assert_eq!(&straight, &place(&all));
            all.reverse();
            prop_assert_eq!(&straight, &place(&all));
        }
    }
}
