//! Range questions on bitmaps: the documents with a value up to a limit, for any limit.

use roaring::RoaringBitmap;

/// Least number of documents between two checkpoints.
const LEAST_STEP: usize = 256;
/// Greatest number of checkpoints.
const MAX_CHECKPOINTS: usize = 128;

/// Documents in the order of their values, and checkpoints: the documents up to so many places in that order.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    values: Vec<i64>,
    docs: Vec<u32>,
    checkpoints: Vec<RoaringBitmap>,
    step: usize,
}

impl Ranges {
    /// Documents and their values.
    pub(super) fn new(mut values: Vec<(i64, u32)>) -> Self {
        values.sort_unstable();
        let (values, docs): (Vec<i64>, Vec<u32>) = values.into_iter().unzip();
        let step = LEAST_STEP.max(docs.len().div_ceil(MAX_CHECKPOINTS));
        let mut so_far = RoaringBitmap::new();
        let mut checkpoints = vec![so_far.clone()];
        for chunk in docs.chunks(step) {
            so_far.extend(chunk);
            checkpoints.push(so_far.clone());
        }
        Self { values, docs, checkpoints, step }
    }

    /// Documents with a value of at most `limit`.
    pub(super) fn at_most(&self, limit: i64) -> RoaringBitmap {
        self.first(self.values.partition_point(|value| *value <= limit))
    }

    /// Documents with a value of at least `limit`.
    pub(super) fn at_least(&self, limit: i64) -> RoaringBitmap {
        let all = self.checkpoints.last().cloned().unwrap_or_default();
        all - self.first(self.values.partition_point(|value| *value < limit))
    }

    /// The documents of the first so many places: those of the nearest checkpoint, and the few between.
    fn first(&self, count: usize) -> RoaringBitmap {
        let nearest = (count + self.step / 2) / self.step.max(1);
        let nearest = if count == self.docs.len() { self.checkpoints.len().saturating_sub(1) } else { nearest };
        let at = (nearest * self.step).min(self.docs.len());
        let mut first = self.checkpoints.get(nearest).cloned().unwrap_or_default();
        first.extend(self.docs.get(at..count).unwrap_or_default());
        self.docs.get(count..at).unwrap_or_default().iter().for_each(|doc| {
            first.remove(*doc);
        });
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_ranges_like_a_scan_does() {
        let values: Vec<(i64, u32)> = (0..1_300_u32).map(|doc| (i64::from(doc * 7919 % 61), doc)).collect();
        let index = Ranges::new(values.clone());
        for limit in -1..=62 {
            let most: RoaringBitmap = values.iter().filter(|(value, _)| *value <= limit).map(|(_, doc)| *doc).collect();
            let least: RoaringBitmap =
                values.iter().filter(|(value, _)| *value >= limit).map(|(_, doc)| *doc).collect();
            assert_eq!(index.at_most(limit), most, "at most {limit}");
            assert_eq!(index.at_least(limit), least, "at least {limit}");
        }
    }

    #[test]
    fn an_empty_index_has_no_documents() {
        assert!(Ranges::default().at_most(5).is_empty());
        assert!(Ranges::new(Vec::new()).at_least(5).is_empty());
    }
}
