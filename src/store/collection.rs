//! One kind of record, indexed: the versions of each, with their JSON, a bitmap for each facet value, and pre-sorted orders.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use rustc_hash::FxHashMap;
use serde_json::value::RawValue;

use super::lifespans::{Group, Lifespan, Lifespans, holds};
use super::order::Orders;
use super::query::{Cut, Match, Period, SortBy, Start};
use super::ranges::Ranges;
use super::selected::{Choice, Selected};
use super::tables::{TableDef, table};
use super::texts::Texts;
use crate::domain::{FuzzyDate, RecordKind};

/// The dates of one filter, by their two ends.
#[derive(Debug, Default)]
pub(super) struct DateIndex {
    pub(super) earliest: Ranges,
    pub(super) latest: Ranges,
}

/// The records of one kind, each in all the versions in which it was ever known.
///
/// A document is one version of a record. The versions of a record follow each other in the order of their days, and records in the order of
/// their ids, so that documents of different records have the order of the records. On any day at most one document of a record holds.
#[derive(Debug)]
pub struct Collection {
    pub(super) kind: RecordKind,
    pub(super) ids: Vec<Box<str>>,
    pub(super) numbers: FxHashMap<Box<str>, u32>,
    pub(super) first_docs: Vec<u32>,
    pub(super) record_of: Vec<u32>,
    pub(super) lifespans: Arc<[Lifespan]>,
    pub(super) holding: Lifespans,
    pub(super) texts: Texts,
    pub(super) beside: Texts,
    pub(super) facets: FxHashMap<&'static str, BTreeMap<Box<str>, RoaringBitmap>>,
    pub(super) dates: FxHashMap<&'static str, DateIndex>,
    pub(super) orders: Orders,
}

impl Collection {
    /// Kind of the records.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// What can be asked of them.
    pub fn definition(&self) -> &'static TableDef {
        table(self.kind)
    }

    /// The documents that hold on a day.
    pub(super) fn on(&self, day: i32) -> RoaringBitmap {
        self.holding.on(day)
    }

    /// Those of some documents that hold on a day, looked at one by one.
    pub(super) fn holding_among(&self, docs: &RoaringBitmap, day: i32) -> RoaringBitmap {
        let holds = |doc: &u32| self.lifespans.get(place(*doc)).is_some_and(|lifespan| holds(*lifespan, day));
        docs.iter().filter(holds).collect()
    }

    /// Some documents, counted ahead.
    pub(super) fn group(&self, docs: RoaringBitmap) -> Group {
        Group::new(docs, &self.lifespans)
    }

    /// How many documents hold on a day.
    pub(super) fn count_on(&self, day: i32) -> u64 {
        self.holding.count_on(day)
    }

    /// The document of a record that holds on a day; `None` where there is no such record or it was not known yet.
    pub(super) fn doc(&self, id: &str, day: i32) -> Option<u32> {
        self.doc_of(self.numbers.get(id).copied()?, day)
    }

    /// The document of a record, by the record's number, that holds on a day.
    pub(super) fn doc_of(&self, record: u32, day: i32) -> Option<u32> {
        let first = place(*self.first_docs.get(place(record))?);
        let end = self.first_docs.get(place(record) + 1).map_or(self.lifespans.len(), |next| place(*next));
        let before = self.lifespans.get(first..end)?.partition_point(|(from, _)| *from <= day);
        u32::try_from(first + before.checked_sub(1)?).ok()
    }

    /// The first day on which a record is known; `None` where there is no such record.
    pub(super) fn since(&self, id: &str) -> Option<i32> {
        let first = self.first_docs.get(place(*self.numbers.get(id)?))?;
        self.lifespans.get(place(*first)).map(|(from, _)| *from)
    }

    /// The number of the record that a document is a version of.
    pub(super) fn record_of(&self, doc: u32) -> u32 {
        self.record_of.get(place(doc)).copied().unwrap_or(u32::MAX)
    }

    /// The first day on which a document holds.
    pub(super) fn holds_from(&self, doc: u32) -> i32 {
        self.lifespans.get(place(doc)).map_or(i32::MAX, |(from, _)| *from)
    }

    /// All versions of some records.
    pub(super) fn versions_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> RoaringBitmap {
        let mut docs = RoaringBitmap::new();
        for number in ids.into_iter().filter_map(|id| self.numbers.get(id)) {
            let end = self.first_docs.get(place(*number) + 1).copied().unwrap_or_else(|| self.versions());
            docs.insert_range(self.first_docs.get(place(*number)).copied().unwrap_or(end)..end);
        }
        docs
    }

    /// All documents, of all days.
    pub(super) fn all(&self) -> RoaringBitmap {
        let mut all = RoaringBitmap::new();
        all.insert_range(0..self.versions());
        all
    }

    fn versions(&self) -> u32 {
        u32::try_from(self.lifespans.len()).unwrap_or(u32::MAX)
    }

    /// The ids that begin like this.
    pub(super) fn ids_beginning(&self, prefix: &str) -> impl Iterator<Item = &str> {
        let first = self.ids.partition_point(|id| id.as_ref() < prefix);
        self.ids.iter().skip(first).map(AsRef::as_ref).take_while(move |id| id.starts_with(prefix))
    }

    /// The id of a document's record.
    pub fn id(&self, doc: u32) -> &str {
        self.ids.get(place(self.record_of(doc))).map_or("", |id| id)
    }

    /// A document as it was serialised when the collection was built.
    pub fn json(&self, doc: u32) -> Cow<'_, RawValue> {
        self.texts.get(doc)
    }

    /// What is kept beside a document: of a mission, its slip ledger.
    pub(super) fn beside(&self, doc: u32) -> Cow<'_, RawValue> {
        self.beside.get(doc)
    }

    /// The documents with a value of a facet, on whatever day; `None` where no record ever had the value.
    pub fn having(&self, facet: &str, value: &str) -> Option<&RoaringBitmap> {
        self.facets.get(facet)?.get(value)
    }

    /// The values of a facet, each with its documents, on whatever day.
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

    /// A page of the selected documents, of which each record has one at most. The start is a document, too.
    pub(super) fn cut(&self, selected: &Selected<'_>, sort: &[SortBy], start: &Start, limit: usize, day: i32) -> Cut {
        let count = usize::try_from(selected.len()).unwrap_or(usize::MAX);
        let together = || selected.docs();
        let choice = match selected {
            Selected::All(_, _, group) => {
                Choice::All { count, among: group.map(|group| &group.docs), together: &together }
            }
            Selected::These(docs) => Choice::These(docs),
        };
        let place_of = |moment: i64| self.orders.place_of(moment, sort);
        self.orders.sequence(sort).cut(choice, start, limit, day, |id| self.doc(id, day), place_of)
    }
}

/// A number as a place in a list.
fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
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
        Snapshot::of(&Dataset::read(&files).unwrap(), "2999-12-31".parse().unwrap()).unwrap()
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
            let holding = snapshot.all(RecordKind::Event);
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
                    holding.iter().zip(&dates).filter(|(_, date)| fits(date)).map(|(doc, _)| doc).collect::<RoaringBitmap>()
                };
                let mut period = Period { date: "date", from: from.clone(), to: to.clone(), matching: Match::Possible };
                prop_assert_eq!(collection.in_period(&period) & holding, docs(&|date| starts_by(date) && ends_from(date)));
                period.matching = Match::Certain;
                prop_assert_eq!(collection.in_period(&period) & holding, docs(&|date| starts_in(date) && ends_in(date)));
            }
        });
    }

    #[test]
    fn documents_of_different_records_have_the_order_of_ids() {
        let dates: Vec<String> = (0..30).map(|number| format!("2001-01-{:02}", number % 9 + 1)).collect();
        let snapshot = events(&dates);
        let collection = snapshot.collection(RecordKind::Event);
        let docs: Vec<u32> = snapshot.all(RecordKind::Event).iter().collect();
        assert_eq!(docs.len(), 30);
        for (number, doc) in docs.iter().enumerate() {
            let id = format!("e{number:03}");
            assert_eq!(collection.id(*doc), id);
            assert_eq!(snapshot.doc(RecordKind::Event, &id), Some(*doc));
            assert!(collection.json(*doc).get().starts_with(&format!("{{\"id\":\"{id}\"")));
        }
        assert_eq!(snapshot.doc(RecordKind::Event, "nothing"), None);
        assert_eq!((collection.id(999), collection.json(999).get()), ("", "null"));
        assert!(snapshot.all(RecordKind::Mission).is_empty());
    }

    #[test]
    fn on_any_day_a_record_has_the_version_that_holds() {
        let snapshot = events(&["2001-01-03".to_owned()]);
        let collection = snapshot.collection(RecordKind::Event);
        let day = |text: &str| text.parse::<crate::domain::Day>().unwrap().number();
        assert_eq!(collection.doc("e000", day("2001-01-02")), None, "it has not happened yet");
        let first = collection.doc("e000", day("2001-01-03")).unwrap();
        assert_eq!(collection.doc("e000", day("2020-12-31")), Some(first));
        let last = collection.doc("e000", day("2021-01-01")).unwrap();
        assert!(last > first, "its source was read on 2021-01-01");
        assert_eq!(collection.since("e000"), Some(day("2001-01-03")));
        let sources = |doc| serde_json::from_str::<Value>(collection.json(doc).get()).unwrap()["sources"].clone();
        assert_eq!(sources(first), json!([]));
        assert_eq!(sources(last), json!([{ "id": "book", "name": "The book" }]));
        for (text, doc) in [("2001-01-02", None), ("2001-01-03", Some(first)), ("2021-01-01", Some(last))] {
            let holding = collection.on(day(text));
            assert_eq!(holding.iter().collect::<Vec<_>>(), Vec::from_iter(doc), "on {text}");
            let all = collection.all();
            assert_eq!(collection.holding_among(&all, day(text)), holding, "one by one on {text}");
            assert_eq!(collection.group(all).counts.on(day(text)), holding.len(), "counted ahead on {text}");
            assert_eq!(collection.count_on(day(text)), holding.len(), "counted on {text}");
        }
    }
}
