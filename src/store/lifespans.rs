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
/// How many checkpoints there may be at least; what they take of memory does not grow with the days that are asked for.
const CHECKPOINTS: usize = 1024;
/// How many bytes more checkpoints may take.
const ROOM: usize = 64 << 20;

/// The documents that hold on a day, for any day: checkpoints, and the changes between them in the order of their days.
#[derive(Debug, Default)]
pub(super) struct Lifespans {
    changes: Vec<Change>,
    checkpoints: Vec<RoaringBitmap>,
    step: usize,
    counts: Counts,
}

/// Some documents, of all days, and how many of them hold on any.
#[derive(Debug)]
pub struct Group {
    pub(super) docs: RoaringBitmap,
    pub(super) counts: Counts,
}

/// How many documents hold on a day, for any day: the days on which that changes, each with the number from then on.
#[derive(Debug, Default)]
pub(super) struct Counts(Vec<(i32, u64)>);

#[derive(Clone, Copy, Debug)]
struct Change {
    day: i32,
    doc: u32,
    begins: bool,
}

impl Lifespans {
    /// The lifespan of each document; `i32::MAX` is an open end.
    pub(super) fn new(lifespans: &[Lifespan]) -> Self {
        let changes = changes((0..).zip(lifespans.iter().copied()));
        let counts = Counts::after(&changes);
        let most = CHECKPOINTS.max(ROOM / size_of_checkpoint(lifespans.len(), counts.greatest()));
        let step = LEAST_STEP.max(changes.len().div_ceil(most));
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
        self.counts.on(day)
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

impl Group {
    /// Some documents of which each has one of these lifespans.
    pub(super) fn new(docs: RoaringBitmap, lifespans: &[Lifespan]) -> Self {
        let lifespan = |doc: u32| Some((doc, *lifespans.get(usize::try_from(doc).ok()?)?));
        let counts = Counts::after(&changes(docs.iter().filter_map(lifespan)));
        Self { docs, counts }
    }
}

impl Counts {
    fn after(changes: &[Change]) -> Self {
        let mut counts: Vec<(i32, u64)> = Vec::new();
        let mut count = 0_u64;
        for of_a_day in changes.chunk_by(|one, next| one.day == next.day) {
            let begins = of_a_day.iter().map(|change| u64::from(change.begins)).sum::<u64>();
            let ends = of_a_day.iter().map(|change| u64::from(!change.begins)).sum::<u64>();
            count = (count + begins).saturating_sub(ends);
            counts.extend(of_a_day.first().map(|change| (change.day, count)));
        }
        Self(counts)
    }

    /// Most that ever hold at a time.
    fn greatest(&self) -> usize {
        let greatest = self.0.iter().map(|(_, count)| *count).max().unwrap_or_default();
        usize::try_from(greatest).unwrap_or(usize::MAX)
    }

    /// How many hold on a day.
    pub(super) fn on(&self, day: i32) -> u64 {
        let after = self.0.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).and_then(|place| self.0.get(place)).map_or(0, |(_, count)| *count)
    }
}

/// How many bytes a bitmap takes, at most: two for each document that holds, and some for each part of 65,536 documents.
fn size_of_checkpoint(documents: usize, holding: usize) -> usize {
    64 + 2 * holding + 64 * documents.div_ceil(1 << 16)
}

/// When documents begin and cease to hold, in the order of days.
fn changes(lifespans: impl Iterator<Item = (u32, Lifespan)>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (doc, (from, to)) in lifespans {
        changes.push(Change { day: from, doc, begins: true });
        if to < i32::MAX {
            changes.push(Change { day: to, doc, begins: false });
        }
    }
    changes.shrink_to_fit();
    changes.sort_by_key(|change| (change.day, change.doc));
    changes
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
        let lifespans: Vec<Lifespan> = (0..200_000).map(|day| (day, day + 50_000)).collect();
        let index = Lifespans::new(&lifespans);
        assert!(index.checkpoints.len() <= CHECKPOINTS + 2, "{} checkpoints", index.checkpoints.len());
        assert_eq!(index.on(1000).iter().collect::<Vec<_>>(), (0..=1000).collect::<Vec<_>>());
        assert_eq!(index.on(i32::MAX).iter().count(), 0);
        let short: Vec<Lifespan> = (0..1_000_000).map(|day| (day, day + 3)).collect();
        let index = Lifespans::new(&short);
        assert!(index.checkpoints.len() > 2 * CHECKPOINTS, "small ones are as many as there is room for");
        assert_eq!(index.on(1000).iter().collect::<Vec<_>>(), [998, 999, 1000]);
    }
}
