//! One order of all documents, and pages cut from it.

use roaring::RoaringBitmap;

use super::place;
use crate::store::lifespans::{Lifespan, holds};
use crate::store::query::{Cut, Start};
use crate::store::selected::Choice;

/// How many documents are passed over at once where none of them holds on the day.
pub(super) const BLOCK: usize = 2048;

/// All documents in one order.
#[derive(Debug)]
pub(in crate::store) struct Sequence {
    pub(super) docs: Vec<u32>,
    pub(super) positions: Vec<u32>,
    /// The lifespans of the documents, in their order: looked up elsewhere they would cost more than all the rest of a walk.
    pub(super) lifespans: Vec<Lifespan>,
    /// For each block of documents the first day on which one of them holds, and the first on which none does any longer.
    pub(super) blocks: Vec<Lifespan>,
}

impl Sequence {
    /// A page of the selected documents, all of which hold on the day.
    ///
    /// Where few are selected, their places are sorted; where many are, the order is walked until the page is full.
    pub(in crate::store) fn cut(
        &self,
        selected: Choice<'_>,
        start: &Start,
        limit: usize,
        day: i32,
        number: impl Fn(&str) -> Option<u32>,
        place_of: impl Fn(i64) -> usize,
    ) -> Cut {
        let position = |id: &str| number(id).and_then(|doc| self.positions.get(place(doc)).copied());
        let (from, backwards, skip) = match start {
            Start::Around(moment) => return self.around(selected, place_of(*moment), limit, day),
            Start::Offset(offset) => (0, false, *offset),
            Start::After(id) => (position(id).map_or(0, |position| place(position) + 1), false, 0),
            Start::Before(id) => (position(id).map_or(0, place), true, 0),
        };
        let mut docs = self.next(selected, from, backwards, skip, limit + 1, day);
        let more = docs.len() > limit;
        docs.truncate(limit);
        if backwards {
            docs.reverse();
        }
        let passed = match start {
            Start::Offset(offset) => *offset > 0 && selected.len() > 0,
            Start::After(_) | Start::Before(_) | Start::Around(_) => true,
        };
        let (has_before, has_after) = if backwards { (more, passed) } else { (passed, more) };
        Cut { docs, has_before, has_after }
    }

    /// A page with a place of the order in its middle, as far as there are documents on both sides.
    fn around(&self, selected: Choice<'_>, place: usize, limit: usize, day: i32) -> Cut {
        let mut before = self.next(selected, place, true, 0, limit + 1, day);
        let mut after = self.next(selected, place, false, 0, limit + 1, day);
        let ahead = (limit - limit / 2).max(limit.saturating_sub(before.len())).min(after.len());
        let behind = (limit - ahead).min(before.len());
        let (has_before, has_after) = (before.len() > behind, after.len() > ahead);
        before.truncate(behind);
        after.truncate(ahead);
        before.reverse();
        before.extend(after);
        Cut { docs: before, has_before, has_after }
    }

    /// The next so many of the selected documents from a place on, in whichever way costs less.
    fn next(
        &self,
        selected: Choice<'_>,
        from: usize,
        backwards: bool,
        skip: usize,
        limit: usize,
        day: i32,
    ) -> Vec<u32> {
        let selected_count = selected.len();
        let wanted = skip.saturating_add(limit);
        let walk_cost = self.docs.len().saturating_mul(wanted) / selected_count.max(1);
        let sort_cost = selected_count.saturating_mul(16);
        if walk_cost < sort_cost {
            self.walk(selected, from, backwards, skip, limit, day)
        } else {
            self.pick(&selected.docs(), from, backwards, skip, limit)
        }
    }

    pub(super) fn walk(
        &self,
        selected: Choice<'_>,
        from: usize,
        backwards: bool,
        skip: usize,
        limit: usize,
        day: i32,
    ) -> Vec<u32> {
        // documents that are not known yet on a past day stand together in an order by date
        let may_hold = |block: &usize| self.blocks.get(*block).is_some_and(|widest| holds(*widest, day));
        let places = |block: usize| block * BLOCK..((block + 1) * BLOCK).min(self.docs.len());
        let at = |place: usize| {
            let is_known = self.lifespans.get(place).is_some_and(|lifespan| holds(*lifespan, day));
            self.docs.get(place).copied().filter(|doc| is_known && selected.has(*doc))
        };
        if backwards {
            let blocks = (0..from.div_ceil(BLOCK)).rev().filter(may_hold);
            let places = blocks.flat_map(|block| places(block).rev()).filter(|place| *place < from);
            places.filter_map(at).skip(skip).take(limit).collect()
        } else {
            let blocks = (from / BLOCK..self.blocks.len()).filter(may_hold);
            let places = blocks.flat_map(places).filter(|place| *place >= from);
            places.filter_map(at).skip(skip).take(limit).collect()
        }
    }

    pub(super) fn pick(
        &self,
        selected: &RoaringBitmap,
        from: usize,
        backwards: bool,
        skip: usize,
        limit: usize,
    ) -> Vec<u32> {
        let at = |doc: u32| self.positions.get(place(doc)).copied().map_or(usize::MAX, place);
        let mut places: Vec<usize> =
            selected.iter().map(at).filter(|place| if backwards { *place < from } else { *place >= from }).collect();
        places.sort_unstable();
        if backwards {
            places.reverse();
        }
        places.into_iter().skip(skip).take(limit).filter_map(|place| self.docs.get(place).copied()).collect()
    }
}
