//! Range questions on bitmaps: a bit-sliced index over the ranks of values.

use roaring::RoaringBitmap;

/// Which documents have a value below a limit, answered with a few bitmap operations instead of a scan.
///
/// Each document's value is replaced by its rank among the sorted values; slice `n` holds the documents whose rank has bit `n`.
#[derive(Debug, Default)]
pub(super) struct BitSliced {
    sorted: Vec<i64>,
    slices: Vec<RoaringBitmap>,
    all: RoaringBitmap,
}

impl BitSliced {
    /// Documents and their values.
    pub(super) fn new(mut values: Vec<(i64, u32)>) -> Self {
        values.sort_unstable();
        let bits = usize::BITS - values.len().leading_zeros();
        let mut slices: Vec<Vec<u32>> = (0..bits).map(|_| Vec::new()).collect();
        for (rank, (_, doc)) in values.iter().enumerate() {
            for (bit, slice) in slices.iter_mut().enumerate() {
                if rank >> bit & 1 == 1 {
                    slice.push(*doc);
                }
            }
        }
        Self {
            slices: slices.into_iter().map(bitmap).collect(),
            all: values.iter().map(|(_, doc)| *doc).collect(),
            sorted: values.into_iter().map(|(value, _)| value).collect(),
        }
    }

    /// Documents with a value of at most `limit`.
    pub(super) fn at_most(&self, limit: i64) -> RoaringBitmap {
        self.first(self.sorted.partition_point(|value| *value <= limit))
    }

    /// Documents with a value of at least `limit`.
    pub(super) fn at_least(&self, limit: i64) -> RoaringBitmap {
        &self.all - &self.first(self.sorted.partition_point(|value| *value < limit))
    }

    /// The documents of the first so many ranks.
    fn first(&self, count: usize) -> RoaringBitmap {
        if count >= self.sorted.len() {
            return self.all.clone();
        }
        let mut below = RoaringBitmap::new();
        let mut equal = self.all.clone();
        for (bit, slice) in self.slices.iter().enumerate().rev() {
            if count >> bit & 1 == 1 {
                below |= &equal - slice;
                equal &= slice;
            } else {
                equal -= slice;
            }
        }
        below
    }
}

fn bitmap(mut docs: Vec<u32>) -> RoaringBitmap {
    docs.sort_unstable();
    docs.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_ranges_like_a_scan_does() {
        let values: Vec<(i64, u32)> = (0..300_u32).map(|doc| (i64::from(doc * 7919 % 61), doc)).collect();
        let index = BitSliced::new(values.clone());
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
        assert!(BitSliced::default().at_most(5).is_empty());
        assert!(BitSliced::new(Vec::new()).at_least(5).is_empty());
    }
}
