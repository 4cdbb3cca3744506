//! One kind of record, indexed: its JSON once serialised, a bitmap for each facet value, and pre-sorted orders.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use roaring::RoaringBitmap;
use serde_json::value::RawValue;

use super::bits::BitSliced;
use super::indexing::{Indexing, Key};
use super::order::Orders;
use super::query::{Cut, Match, Period, SortBy, Start};
use super::tables::{TableDef, table};
use super::view::Served;
use crate::domain::{FuzzyDate, RecordKind};

/// The dates of one filter, by their two ends.
#[derive(Debug, Default)]
struct DateIndex {
    earliest: BitSliced,
    latest: BitSliced,
}

/// One end of each date, with its document.
type Ends = Vec<(i64, u32)>;

/// The records of one kind. A document number is a record's place in the order of ids.
#[derive(Debug)]
pub struct Collection {
    kind: RecordKind,
    ids: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    json: Vec<Box<RawValue>>,
    facets: HashMap<&'static str, BTreeMap<Box<str>, RoaringBitmap>>,
    dates: HashMap<&'static str, DateIndex>,
    orders: Orders,
    all: RoaringBitmap,
}

impl Collection {
    /// Indexes records that are sorted by id. What each is to be found by is handed on to `searched`, in their order.
    pub(super) fn new<S: Served>(
        records: &[S],
        mut searched: impl FnMut(&S, Indexing),
    ) -> Result<Self, serde_json::Error> {
        let mut ids = Vec::with_capacity(records.len());
        let mut json = Vec::with_capacity(records.len());
        let mut facets: HashMap<&'static str, BTreeMap<Box<str>, Vec<u32>>> = HashMap::new();
        let mut ends: HashMap<&'static str, (Ends, Ends)> = HashMap::new();
        let definition = table(S::KIND);
        let mut keys: BTreeMap<&'static str, Vec<Key>> =
            definition.order_names().into_iter().map(|name| (name, Vec::with_capacity(records.len()))).collect();
        for (number, record) in (0_u32..).zip(records) {
            let mut found = Indexing::default();
            record.index(&mut found);
            found.order("name", Key::Text(super::words::folded(record.name())));
            found.order("id", Key::Number(number.into()));
            for (facet, value) in found.facets.drain(..) {
                let docs = facets.entry(facet).or_default().entry(value.into()).or_default();
                if docs.last() != Some(&number) {
                    docs.push(number);
                }
            }
            for (date, (earliest, latest)) in found.dates.drain(..) {
                let (earliests, latests) = ends.entry(date).or_default();
                earliests.push((earliest, number));
                latests.push((latest, number));
            }
            for (order, key) in found.orders.drain(..) {
                keys.entry(order).or_default().push(key);
            }
            ids.push(Box::from(record.id()));
            json.push(serde_json::value::to_raw_value(record)?);
            searched(record, found);
        }
        let numbers = ids.iter().cloned().zip(0_u32..).collect();
        let bitmaps = |values: BTreeMap<Box<str>, Vec<u32>>| {
            values.into_iter().map(|(value, docs)| (value, docs.into_iter().collect())).collect()
        };
        let dates = ends.into_iter().map(|(name, (earliests, latests))| {
            (name, DateIndex { earliest: BitSliced::new(earliests), latest: BitSliced::new(latests) })
        });
        Ok(Self {
            kind: S::KIND,
            all: (0..u32::try_from(records.len()).unwrap_or(u32::MAX)).collect(),
            ids,
            numbers,
            json,
            facets: facets.into_iter().map(|(facet, values)| (facet, bitmaps(values))).collect(),
            dates: dates.collect(),
            orders: Orders::new(keys),
        })
    }

    /// Kind of the records.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// What can be asked of them.
    pub fn definition(&self) -> &'static TableDef {
        table(self.kind)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All documents.
    pub fn all(&self) -> &RoaringBitmap {
        &self.all
    }

    /// The document number of a record.
    pub fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The id of a document.
    pub fn id(&self, doc: u32) -> &str {
        self.ids.get(index(doc)).map_or("", |id| id)
    }

    /// The record of a document, as it was serialised when the snapshot was built.
    pub fn json(&self, doc: u32) -> &RawValue {
        self.json.get(index(doc)).map_or(RawValue::NULL, |json| json)
    }

    /// The documents with a value of a facet; `None` where no record has the value.
    pub fn having(&self, facet: &str, value: &str) -> Option<&RoaringBitmap> {
        self.facets.get(facet)?.get(value)
    }

    /// The values of a facet, each with its documents.
    pub fn values(&self, facet: &str) -> impl Iterator<Item = (&str, &RoaringBitmap)> {
        self.facets.get(facet).into_iter().flatten().map(|(value, docs)| (value.as_ref(), docs))
    }

    /// The documents whose date lies in a period.
    pub(super) fn in_period(&self, period: &Period) -> RoaringBitmap {
        let Some(index) = self.dates.get(period.date) else { return RoaringBitmap::new() };
        let from = period.from.as_ref().map_or(i64::MIN, FuzzyDate::start);
        let to = period.to.as_ref().map_or(i64::MAX, FuzzyDate::end);
        match period.matching {
            Match::Possible => index.earliest.at_most(to) & index.latest.at_least(from),
            Match::Certain => {
                // an open end never lies inside a period, not even inside one that is open itself
                let from = from.max(i64::MIN + 1);
                let to = to.min(i64::MAX - 1);
                index.earliest.at_least(from) & index.latest.at_most(to)
            }
        }
    }

    /// A page of the selected documents.
    pub fn cut(&self, selected: &RoaringBitmap, sort: &[SortBy], start: &Start, limit: usize) -> Cut {
        let sequence = self.orders.sequence(sort);
        sequence.cut(selected, start, limit, |id| self.number(id))
    }

    /// All documents in an order.
    pub fn ordered(&self, sort: &[SortBy]) -> Arc<super::order::Sequence> {
        self.orders.sequence(sort)
    }
}

/// A document number as a place in a list.
fn index(doc: u32) -> usize {
    usize::try_from(doc).unwrap_or(usize::MAX)
}
