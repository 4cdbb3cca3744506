//! One kind of record, indexed: its JSON once serialised, a bitmap for each facet value, and pre-sorted orders.

use std::collections::{BTreeMap, HashMap};

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
}

/// A document number as a place in a list.
fn index(doc: u32) -> usize {
    usize::try_from(doc).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::Snapshot;
    use super::*;
    use crate::dataset::{Dataset, Files};

    /// A snapshot of events on these dates.
    fn events(dates: &[String]) -> Snapshot {
        let event = |(index, date): (usize, &String)| {
            json!({
                "id": format!("e{index:03}"), "name": "Event", "kind": "policy", "date": date, "players": ["fsa"],
                "summary": "An event of a data set for tests.", "sources": ["book"], "verified_on": "2021-01-01",
            })
        };
        let events: Vec<Value> = dates.iter().enumerate().map(event).collect();
        let player = json!([{
            "id": "fsa", "name": "FSA", "kind": "agency", "summary": "A player of a data set for tests.", "sources": ["book"],
            "verified_on": "2021-01-01",
        }]);
        let book = json!([{
            "id": "book", "title": "The book", "publisher": "FSA", "url": "https://example.org/", "accessed": "2021-01-01",
            "rank": "press", "summary": "A source of a data set for tests.", "verified_on": "2021-01-01",
        }]);
        let files = Files::default().with("events/all.json", json!(events).to_string());
        let files = files.with("players/all.json", player.to_string()).with("sources/all.json", book.to_string());
        Snapshot::build(&Dataset::read(&files).unwrap(), "2999-12-31".parse().unwrap()).unwrap()
    }

    fn date() -> impl Strategy<Value = String> {
        let month = (2000..2004_i32, 1..=12_i32).prop_map(|(year, month)| format!("{year}-{month:02}"));
        let coarse = prop_oneof![
            month.clone(),
            month.prop_map(|month| month + "-15"),
            (2000..2004_i32).prop_map(|year| year.to_string())
        ];
        (prop_oneof!["", "NET ", "NLT "], coarse).prop_map(|(bound, date)| bound + &date)
    }

    #[test]
    fn a_period_selects_what_a_look_at_each_date_does() {
        let config = ProptestConfig::with_cases(24);
        proptest!(config, |(dates in prop::collection::vec(date(), 0..25), bounds in prop::collection::vec((date(), date()), 6))| {
            let snapshot = events(&dates);
            let collection = snapshot.collection(RecordKind::Event);
            let dates: Vec<FuzzyDate> = dates.iter().map(|date| date.parse().unwrap()).collect();
            let ends = bounds.iter().flat_map(|(from, to)| [(Some(from), Some(to)), (Some(from), None), (None, Some(to))]);
            for (from, to) in ends.chain([(None, None)]) {
                let from: Option<FuzzyDate> = from.map(|date| date.parse().unwrap());
                let to: Option<FuzzyDate> = to.map(|date| date.parse().unwrap());
                let first = from.as_ref().map(FuzzyDate::start);
                let last = to.as_ref().map(FuzzyDate::end);
                // an open end of a date reaches past every end of a period
                let starts_by = |date: &FuzzyDate| last.is_none_or(|last| date.earliest().is_none_or(|it| it <= last));
                let ends_from = |date: &FuzzyDate| first.is_none_or(|first| date.latest().is_none_or(|it| it >= first));
                let starts_in = |date: &FuzzyDate| date.earliest().is_some_and(|it| first.is_none_or(|first| it >= first));
                let ends_in = |date: &FuzzyDate| date.latest().is_some_and(|it| last.is_none_or(|last| it <= last));
                let docs = |fits: &dyn Fn(&FuzzyDate) -> bool| {
                    (0_u32..).zip(&dates).filter(|(_, date)| fits(date)).map(|(doc, _)| doc).collect::<RoaringBitmap>()
                };
                let mut period = Period { date: "date", from: from.clone(), to: to.clone(), matching: Match::Possible };
                prop_assert_eq!(collection.in_period(&period), docs(&|date| starts_by(date) && ends_from(date)));
                period.matching = Match::Certain;
                prop_assert_eq!(collection.in_period(&period), docs(&|date| starts_in(date) && ends_in(date)));
            }
        });
    }

    #[test]
    fn documents_are_numbered_in_the_order_of_ids() {
        let dates: Vec<String> = (0..30).map(|_| "2001".to_owned()).collect();
        let snapshot = events(&dates);
        let collection = snapshot.collection(RecordKind::Event);
        assert_eq!((collection.len(), collection.all().len()), (30, 30));
        for doc in collection.all() {
            let id = format!("e{doc:03}");
            assert_eq!(collection.id(doc), id);
            assert_eq!(collection.number(&id), Some(doc));
            assert!(collection.json(doc).get().starts_with(&format!("{{\"id\":\"{id}\"")));
        }
        assert_eq!(collection.number("nothing"), None);
        assert_eq!((collection.id(99), collection.json(99).get()), ("", "null"));
        assert!(snapshot.collection(RecordKind::Mission).is_empty());
    }
}
