//! How much a ranking owes to the weights: who leads under weights that are drawn at random.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::arithmetic::Score;

/// How many sets of weights are drawn.
pub(super) const DRAWS: u32 = 5_000;
/// The number from which the drawing starts, so that it comes out the same each time.
pub(super) const SEED: u64 = 1957;

/// How often each player leads, given the scores of each in the same dimensions. Players who lead together all lead.
pub(super) fn leads(players: &[Vec<Score>]) -> Vec<u32> {
    let mut leads = vec![0; players.len()];
    let dimensions = players.first().map_or(0, Vec::len);
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    for _ in 0..DRAWS {
        let weights = weights(dimensions, &mut random);
        let total = |scores: &Vec<Score>| -> u64 {
            scores.iter().zip(&weights).map(|(score, weight)| score.hundredths() * weight).sum()
        };
        let totals: Vec<u64> = players.iter().map(total).collect();
        let best = totals.iter().max();
        for (lead, _) in leads.iter_mut().zip(&totals).filter(|(_, total)| Some(*total) == best) {
            *lead += 1;
        }
    }
    leads
}

/// Weights whose sum is always the same, every such set as likely as every other: the lengths of the pieces of a line that is cut at random places.
fn weights(count: usize, random: &mut ChaCha8Rng) -> Vec<u64> {
    const LENGTH: u64 = 1 << 32;
    let mut cuts: Vec<u64> = (1..count).map(|_| random.next_u32().into()).collect();
    cuts.sort_unstable();
    cuts.push(LENGTH);
    let mut before = 0;
    cuts.into_iter().take(count).map(|cut| cut - std::mem::replace(&mut before, cut)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(all: &[u64]) -> Vec<Score> {
        all.iter().map(|score| Score::share(*score, 100)).collect()
    }

    #[test]
    fn weights_are_drawn_evenly_and_add_up() {
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let mut sums = [0_u64; 4];
        for _ in 0..DRAWS {
            let drawn = weights(4, &mut random);
            assert_eq!(drawn.iter().sum::<u64>(), 1 << 32);
            sums.iter_mut().zip(&drawn).for_each(|(sum, weight)| *sum += weight);
        }
        let mean = u64::from(DRAWS) * (1 << 30);
        assert!(sums.iter().all(|sum| sum.abs_diff(mean) < mean / 30), "{sums:?} about {mean}");
        assert_eq!(weights(1, &mut random), [1 << 32]);
        assert_eq!(weights(0, &mut random), [0_u64; 0]);
    }

    #[test]
    fn the_drawing_is_the_same_on_every_machine() {
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let first: Vec<u32> = (0..3).map(|_| random.next_u32()).collect();
        assert_eq!(first, FIRST_NUMBERS);
    }

    const FIRST_NUMBERS: [u32; 3] = [1_574_122_685, 45_400_644, 2_870_170_054];

    #[test]
    fn who_is_best_everywhere_always_leads_and_who_never_is_never_does() {
        assert_eq!(leads(&[scores(&[90, 80]), scores(&[10, 80]), scores(&[5, 0])]), [DRAWS, 0, 0]);
        let found = leads(&[scores(&[100, 0]), scores(&[0, 100]), scores(&[40, 40])]);
        assert_eq!(found.iter().sum::<u32>(), DRAWS);
        assert!(found[0].abs_diff(found[1]) < DRAWS / 20 && found[2] == 0, "{found:?}");
        assert_eq!(leads(&[scores(&[50]), scores(&[50])]), [DRAWS, DRAWS], "two lead together");
        assert_eq!(leads(&[]), [0; 0]);
    }
}
