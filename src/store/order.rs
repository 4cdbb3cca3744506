//! Pre-sorted orders.

mod sequence;

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use super::indexing::Key;
use super::lifespans::Lifespan;
use super::query::SortBy;

use sequence::{BLOCK, Sequence};

/// How many orders by several keys are kept. Orders by one key are few and always kept.
const KEPT: usize = 64;

/// The place of a key among the different keys, from 1 on; `None` for a missing one.
type Rank = Option<NonZeroU32>;

/// The orders of a collection.
#[derive(Debug)]
pub(super) struct Orders {
    ranks: BTreeMap<&'static str, Vec<Rank>>,
    /// For orders by a date the moment of each rank.
    moments: BTreeMap<&'static str, Vec<i64>>,
    lifespans: Arc<[Lifespan]>,
    sequences: Mutex<HashMap<Vec<SortBy>, Arc<Sequence>>>,
}

impl Orders {
    /// For each name one key for each document, and for how long the documents hold. Orders by name and id are those of the records, by the
    /// name and the number of each.
    pub(super) fn new(
        keys: BTreeMap<&'static str, Vec<Key>>,
        names: Vec<String>,
        record_of: &[u32],
        lifespans: Arc<[Lifespan]>,
    ) -> Self {
        let mut ranks = BTreeMap::new();
        let mut moments = BTreeMap::new();
        for (name, keys) in keys {
            let (of_docs, different) = dense_ranks(&keys);
            let starts: Vec<i64> = different.into_iter().filter_map(start).collect();
            if !starts.is_empty() {
                moments.insert(name, starts);
            }
            ranks.insert(name, of_docs);
        }
        let names: Vec<Key> = names.into_iter().map(Key::Text).collect();
        let (by_name, _) = dense_ranks(&names);
        ranks.insert("name", record_of.iter().map(|record| rank(&by_name, *record)).collect());
        ranks.insert("id", record_of.iter().map(|record| NonZeroU32::MIN.checked_add(*record)).collect());
        Self { ranks, moments, lifespans, sequences: Mutex::default() }
    }

    /// The place in an order at which a moment stands; the front where the order does not start with a date.
    pub(super) fn place_of(&self, moment: i64, sort: &[SortBy]) -> usize {
        let Some(first) = sort.first() else { return 0 };
        let name = first.name.as_str();
        let (Some(ranks), Some(moments)) = (self.ranks.get(name), self.moments.get(name)) else { return 0 };
        let moment_of = |rank: NonZeroU32| moments.get(place(rank.get()) - 1).copied();
        let comes_before = |doc: &u32| match rank(ranks, *doc).and_then(moment_of) {
            Some(other) if first.descending => other > moment,
            Some(other) => other < moment,
            None => false,
        };
        self.sequence(sort).docs.partition_point(comes_before)
    }

    /// All documents in an order, ties in the order of ids.
    pub(super) fn sequence(&self, sort: &[SortBy]) -> Arc<Sequence> {
        let kept = || self.sequences.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sequence) = kept().get(sort) {
            return Arc::clone(sequence);
        }
        // sorted outside the lock: two requests may sort the same order at once, and no request waits for another
        let sequence = Arc::new(self.sorted(sort));
        let mut kept = kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(sort.to_vec(), Arc::clone(&sequence));
        sequence
    }

    fn sorted(&self, sort: &[SortBy]) -> Sequence {
        let count = self.ranks.get("id").map_or(0, Vec::len);
        let steps: Vec<(&Vec<Rank>, bool)> =
            sort.iter().filter_map(|step| Some((self.ranks.get(step.name.as_str())?, step.descending))).collect();
        let mut docs: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
        docs.sort_by(|a, b| {
            let by_steps =
                steps.iter().map(|(ranks, descending)| compare(rank(ranks, *a), rank(ranks, *b), *descending));
            by_steps.fold(Ordering::Equal, Ordering::then)
        });
        let mut positions = vec![0; count];
        for (position, doc) in (0_u32..).zip(&docs) {
            if let Some(slot) = positions.get_mut(place(*doc)) {
                *slot = position;
            }
        }
        let lifespan = |doc: &u32| self.lifespans.get(place(*doc)).copied().unwrap_or((i32::MAX, i32::MIN));
        let lifespans: Vec<Lifespan> = docs.iter().map(lifespan).collect();
        let widest = |(from, to): Lifespan, other: &Lifespan| (from.min(other.0), to.max(other.1));
        let blocks = lifespans.chunks(BLOCK).map(|block| block.iter().fold((i32::MAX, i32::MIN), widest)).collect();
        Sequence { docs, positions, lifespans, blocks }
    }
}

/// The rank of each key, and the different keys by their ranks.
fn dense_ranks(keys: &[Key]) -> (Vec<Rank>, Vec<&Key>) {
    let mut order: Vec<(&Key, usize)> = keys.iter().zip(0..).filter(|(key, _)| **key != Key::Missing).collect();
    order.sort_unstable();
    let mut ranks = vec![None; keys.len()];
    let mut different: Vec<&Key> = Vec::new();
    for (key, doc) in order {
        if different.last() != Some(&key) {
            different.push(key);
        }
        if let Some(slot) = ranks.get_mut(doc) {
            *slot = u32::try_from(different.len()).ok().and_then(NonZeroU32::new);
        }
    }
    (ranks, different)
}

/// The start of a date.
fn start(key: &Key) -> Option<i64> {
    match key {
        Key::Date(start, _) => Some(*start),
        Key::Number(_) | Key::Text(_) | Key::Missing => None,
    }
}

/// Missing values come last in both directions.
fn compare(a: Rank, b: Rank, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn rank(ranks: &[Rank], doc: u32) -> Rank {
    ranks.get(place(doc)).copied().flatten()
}

fn place(doc: u32) -> usize {
    usize::try_from(doc).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;
    use roaring::RoaringBitmap;

    use super::*;
    use crate::store::query::Start;
    use crate::store::selected::Choice;

    /// The day on which pages are asked for.
    const DAY: i32 = 7;

    /// Keys of a few different values, some missing, so that there are ties.
    fn keys() -> impl Strategy<Value = Vec<(Option<i64>, Option<i64>, bool)>> {
        let key = || prop_oneof![1 => Just(None), 4 => (0..6_i64).prop_map(Some)];
        prop::collection::vec((key(), key(), any::<bool>()), 0..300)
    }

    fn orders(rows: &[(Option<i64>, Option<i64>, bool)]) -> Orders {
        let key = |value: Option<i64>| value.map_or(Key::Missing, Key::Number);
        let keys = BTreeMap::from([
            ("a", rows.iter().map(|row| key(row.0)).collect()),
            ("b", rows.iter().map(|row| key(row.1)).collect()),
        ]);
        let record_of: Vec<u32> = (0..).zip(rows).map(|(number, _)| number).collect();
        Orders::new(keys, Vec::new(), &record_of, rows.iter().map(|row| lifespan(row.2)).collect())
    }

    /// What is selected holds on the day; everything else is known later.
    fn lifespan(is_selected: bool) -> Lifespan {
        if is_selected { (DAY - 1, i32::MAX) } else { (DAY + 1, i32::MAX) }
    }

    fn by(name: &str, descending: bool) -> SortBy {
        SortBy { name: name.to_owned(), descending }
    }

    /// The order that a plain sort gives: missing values last, ties by number.
    fn plainly_sorted(rows: &[(Option<i64>, Option<i64>, bool)], a_down: bool, b_down: bool) -> Vec<u32> {
        let key = |value: Option<i64>, down: bool| {
            (value.is_none(), value.map_or(0, |value| if down { -value } else { value }))
        };
        let mut docs: Vec<u32> = (0..u32::try_from(rows.len()).unwrap()).collect();
        docs.sort_by_key(|doc| {
            let row = rows[place(*doc)];
            (key(row.0, a_down), key(row.1, b_down), *doc)
        });
        docs
    }

    fn number(id: &str) -> Option<u32> {
        id.parse().ok()
    }

    #[test]
    fn pages_of_any_size_forwards_and_backwards_give_the_whole_order() {
        proptest!(|(rows in keys(), a_down: bool, b_down: bool, limit in 1..40_usize)| {
            let sequence = orders(&rows).sequence(&[by("a", a_down), by("b", b_down)]);
            let sorted = plainly_sorted(&rows, a_down, b_down);
            prop_assert_eq!(&sequence.docs, &sorted);
            let selected: RoaringBitmap = (0_u32..).zip(&rows).filter(|(_, row)| row.2).map(|(doc, _)| doc).collect();
            let wanted: Vec<u32> = sorted.into_iter().filter(|doc| selected.contains(*doc)).collect();

            let mut forwards: Vec<u32> = Vec::new();
            let mut start = Start::Offset(0);
            loop {
                let cut = sequence.cut(Choice::These(&selected), &start, limit, DAY, number, |_| 0);
                prop_assert_eq!(cut.has_before, !forwards.is_empty());
                forwards.extend(&cut.docs);
                prop_assert_eq!(cut.has_after, forwards.len() < wanted.len());
                if !cut.has_after {
                    break;
                }
                prop_assert_eq!(cut.docs.len(), limit);
                start = Start::After(forwards.last().unwrap().to_string());
            }
            prop_assert_eq!(&forwards, &wanted);

            let mut backwards: Vec<u32> = wanted.last().copied().into_iter().collect();
            while let Some(first) = backwards.first().copied() {
                let cut = sequence.cut(Choice::These(&selected), &Start::Before(first.to_string()), limit, DAY, number, |_| 0);
                prop_assert!(cut.has_after);
                backwards = [cut.docs.clone(), backwards].concat();
                prop_assert_eq!(cut.has_before, backwards.len() < wanted.len());
                if !cut.has_before {
                    break;
                }
            }
            prop_assert_eq!(&backwards, &wanted);
        });
    }

    #[test]
    fn an_offset_skips_so_many_of_the_selected() {
        proptest!(|(rows in keys(), offset in 0..150_usize, limit in 1..40_usize)| {
            let sequence = orders(&rows).sequence(&[by("b", true)]);
            let selected: RoaringBitmap = (0_u32..).zip(&rows).filter(|(_, row)| row.2).map(|(doc, _)| doc).collect();
            let wanted: Vec<u32> = sequence.docs.iter().copied().filter(|doc| selected.contains(*doc)).collect();
            let cut = sequence.cut(Choice::These(&selected), &Start::Offset(offset), limit, DAY, number, |_| 0);
            let page: Vec<u32> = wanted.iter().copied().skip(offset).take(limit).collect();
            prop_assert_eq!(cut.docs, page);
            prop_assert_eq!(cut.has_before, offset > 0 && !wanted.is_empty());
            prop_assert_eq!(cut.has_after, offset + limit < wanted.len());
        });
    }

    #[test]
    fn walking_and_picking_give_the_same_page() {
        proptest!(|(rows in keys(), all: bool, from in 0..310_usize, backwards: bool, skip in 0..9_usize, limit in 1..30_usize)| {
            let rows: Vec<_> = rows.into_iter().map(|(a, b, taken)| (a, b, all || taken)).collect();
            let sequence = orders(&rows).sequence(&[by("a", false)]);
            let selected: RoaringBitmap = (0_u32..).zip(&rows).filter(|(_, row)| row.2).map(|(doc, _)| doc).collect();
            // places lie within the order, and only an offset, which starts at the front, is skipped
            let from = from.min(rows.len());
            let skip = if backwards { 0 } else { skip };
            let picked = sequence.pick(&selected, from, backwards, skip, limit);
            prop_assert_eq!(&sequence.walk(Choice::These(&selected), from, backwards, skip, limit, DAY), &picked);
            let (count, together) = (rows.iter().filter(|row| row.2).count(), || Cow::Borrowed(&selected));
            let on_the_day = Choice::All { count, among: None, together: &together };
            prop_assert_eq!(&sequence.walk(on_the_day, from, backwards, skip, limit, DAY), &picked);
            let odd: RoaringBitmap = selected.iter().filter(|doc| doc % 2 == 1).collect();
            let picked = sequence.pick(&odd, from, backwards, skip, limit);
            let among: RoaringBitmap = (0..u32::try_from(rows.len()).unwrap()).filter(|doc| doc % 2 == 1).collect();
            let count = usize::try_from(odd.len()).unwrap();
            let together = || Cow::Borrowed(&odd);
            let in_a_group = Choice::All { count, among: Some(&among), together: &together };
            prop_assert_eq!(&sequence.walk(in_a_group, from, backwards, skip, limit, DAY), &picked);
        });
    }

    #[test]
    fn a_page_around_a_moment_is_full_and_has_it_in_the_middle() {
        proptest!(|(dates in prop::collection::vec((prop::option::of(0..30_i64), any::<bool>()), 0..60), moment in -2..33_i64, limit in 1..12_usize, down: bool)| {
            let key = |date: Option<i64>| date.map_or(Key::Missing, |date| Key::Date(date, date));
            let keys = BTreeMap::from([("date", dates.iter().map(|(date, _)| key(*date)).collect())]);
            let record_of: Vec<u32> = (0..).zip(&dates).map(|(number, _)| number).collect();
            let orders = Orders::new(keys, Vec::new(), &record_of, dates.iter().map(|(_, taken)| lifespan(*taken)).collect());
            let sort = [by("date", down)];
            let sequence = orders.sequence(&sort);
            let selected: RoaringBitmap = (0_u32..).zip(&dates).filter(|(_, (_, taken))| *taken).map(|(doc, _)| doc).collect();
            let all = sequence.cut(Choice::These(&selected), &Start::Offset(0), 100, DAY, number, |_| 0).docs;
            let cut = sequence.cut(Choice::These(&selected), &Start::Around(moment), limit, DAY, number, |moment| orders.place_of(moment, &sort));
            prop_assert_eq!(cut.docs.len(), limit.min(all.len()), "as full as it can be");
            let first = all.iter().position(|doc| Some(doc) == cut.docs.first()).unwrap_or(0);
            prop_assert_eq!(&cut.docs, &all[first..first + cut.docs.len()], "a stretch of the order");
            prop_assert_eq!((cut.has_before, cut.has_after), (first > 0, first + cut.docs.len() < all.len()));
            let comes_before = |doc: &&u32| dates[super::place(**doc)].0.is_some_and(|date| if down { date > moment } else { date < moment });
            let (before, after) = (all.iter().filter(comes_before).count(), all.iter().filter(|doc| !comes_before(doc)).count());
            let behind = cut.docs.iter().filter(comes_before).count();
            if before >= limit && after >= limit {
                prop_assert_eq!(behind, limit / 2);
            }
        });
    }

    #[test]
    fn an_empty_selection_is_an_empty_page() {
        let rows = vec![(Some(1), None, false); 20];
        let sequence = orders(&rows).sequence(&[]);
        for start in [Start::Offset(0), Start::Offset(7)] {
            let cut = sequence.cut(Choice::These(&RoaringBitmap::new()), &start, 5, DAY, number, |_| 0);
            assert_eq!((cut.docs.len(), cut.has_before, cut.has_after), (0, false, false), "{start:?}");
        }
    }

    #[test]
    fn orders_are_the_same_however_many_were_asked_for_before() {
        let rows: Vec<_> = (0..30).map(|number| (Some(number % 4), Some(number % 7), true)).collect();
        let orders = orders(&rows);
        let first = orders.sequence(&[by("a", true)]).docs.clone();
        for number in 0..3 * KEPT {
            orders.sequence(&vec![by("b", number % 2 == 0); number % 90]);
        }
        assert_eq!(orders.sequence(&[by("a", true)]).docs, first);
        assert!(orders.sequences.lock().unwrap().len() <= KEPT);
    }
}
