//! Which versions of records hold on a day.

use roaring::RoaringBitmap;

/// From the first day on which a document holds to the first on which it does no longer.
pub(super) type Lifespan = (i32, i32);

/// Whether it holds on a day.
pub(super) fn holds((from, to): Lifespan, day: i32) -> bool {
    from <= day && day < to
}

/// Least number of changes between two checkpoints.
const LEAST_STEP: usize = 256;
/// Greatest number of checkpoints; what they take of memory does not grow with the days that are asked for.
const MAX_CHECKPOINTS: usize = 1024;

/// The documents that hold on a day, for any day: checkpoints, and the changes between them in the order of their days.
#[derive(Debug, Default)]
pub(super) struct Lifespans {
    changes: Vec<Change>,
    checkpoints: Vec<RoaringBitmap>,
    step: usize,
    /// How many documents hold before each [`LEAST_STEP`] of the changes.
    counts: Vec<u64>,
}

#[derive(Clone, Copy, Debug)]
struct Change {
    day: i32,
    doc: u32,
    begins: bool,
}

impl Lifespans {
    /// The lifespan of each document; `i32::MAX` is an open end.
    pub(super) fn new(lifespans: &[Lifespan]) -> Self {
        Self::of((0..).zip(lifespans.iter().copied()), MAX_CHECKPOINTS)
    }

    /// The lifespans of some documents, with so many checkpoints at most.
    pub(super) fn of(lifespans: impl Iterator<Item = (u32, Lifespan)>, checkpoints: usize) -> Self {
        let mut changes = Vec::new();
        for (doc, (from, to)) in lifespans {
            changes.push(Change { day: from, doc, begins: true });
            if to < i32::MAX {
                changes.push(Change { day: to, doc, begins: false });
            }
        }
        changes.shrink_to_fit();
        changes.sort_by_key(|change| (change.day, change.doc));
        let step = LEAST_STEP.max(changes.len().div_ceil(checkpoints));
        let mut counts = vec![0];
        for chunk in changes.chunks(LEAST_STEP) {
            counts.push(count_after(counts.last().copied().unwrap_or_default(), chunk));
        }
        let mut checkpoints = Vec::new();
        let mut holding = RoaringBitmap::new();
        for chunk in changes.chunks(step) {
            checkpoints.push(holding.clone());
            chunk.iter().for_each(|change| change.apply(&mut holding));
        }
        checkpoints.push(holding);
        Self { changes, checkpoints, step, counts }
    }

    /// How many documents hold on a day.
    pub(super) fn count_on(&self, day: i32) -> u64 {
        let position = self.changes.partition_point(|change| change.day <= day);
        let before = position / LEAST_STEP;
        let after = self.changes.get(before * LEAST_STEP..position).unwrap_or_default();
        count_after(self.counts.get(before).copied().unwrap_or_default(), after)
    }

    /// The documents that hold on a day: those of the nearest checkpoint, and the changes from there.
    pub(super) fn on(&self, day: i32) -> RoaringBitmap {
        let position = self.changes.partition_point(|change| change.day <= day);
        let nearest = (position + self.step / 2) / self.step.max(1);
        let nearest = nearest.min(self.checkpoints.len().saturating_sub(1));
        let at = (nearest * self.step).min(self.changes.len());
        let mut holding = self.checkpoints.get(nearest).cloned().unwrap_or_default();
        if at <= position {
            let ahead = self.changes.get(at..position).unwrap_or_default();
            ahead.iter().for_each(|change| change.apply(&mut holding));
        } else {
            let behind = self.changes.get(position..at).unwrap_or_default();
            behind.iter().rev().for_each(|change| change.undo(&mut holding));
        }
        holding
    }
}

/// How many documents hold after some changes.
fn count_after(before: u64, changes: &[Change]) -> u64 {
    changes.iter().fold(before, |count, change| if change.begins { count + 1 } else { count.saturating_sub(1) })
}

impl Change {
    fn apply(&self, holding: &mut RoaringBitmap) {
        if self.begins {
            holding.insert(self.doc);
        } else {
            holding.remove(self.doc);
        }
    }

    fn undo(&self, holding: &mut RoaringBitmap) {
        Self { begins: !self.begins, ..*self }.apply(holding);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_holds_what_a_look_at_each_lifespan_finds() {
        let lifespan = (0..60_i32, 1..30_i32, any::<bool>())
            .prop_map(|(from, length, open)| (from, if open { i32::MAX } else { from + length }));
        let days = (-1..95_i32).prop_map(|day| if day < 0 { i32::MIN } else { day });
        proptest!(ProptestConfig::with_cases(64), |(lifespans in prop::collection::vec(lifespan, 0..900), days in prop::collection::vec(days, 8))| {
            let index = Lifespans::new(&lifespans);
            for day in days {
                let holding: RoaringBitmap = (0_u32..)
                    .zip(&lifespans)
                    .filter(|(_, (from, to))| *from <= day && day < *to)
                    .map(|(doc, _)| doc)
                    .collect();
                prop_assert_eq!(index.count_on(day), holding.len(), "on day {}", day);
                prop_assert_eq!(index.on(day), holding, "on day {}", day);
            }
        });
    }

    #[test]
    fn checkpoints_are_bounded_however_many_documents_there_are() {
        let lifespans: Vec<Lifespan> = (0..200_000).map(|day| (day, day + 3)).collect();
        let index = Lifespans::new(&lifespans);
        assert!(index.checkpoints.len() <= MAX_CHECKPOINTS + 2, "{} checkpoints", index.checkpoints.len());
        assert_eq!(index.on(1000).iter().collect::<Vec<_>>(), [998, 999, 1000]);
        assert_eq!(index.on(i32::MAX).iter().count(), 0);
    }
}
