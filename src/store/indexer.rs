//! Builds the collections: takes the versions of each record, and hands what they are found by to search and resolver.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::collection::{Collection, DateIndex};
use super::indexing::{Indexing, Key};
use super::lifespans::{Lifespan, Lifespans};
use super::names::Names;
use super::order::Orders;
use super::ranges::Ranges;
use super::resolve::Resolver;
use super::search::SearchBuilder;
use super::snapshot::SnapshotError;
use super::tables::table;
use super::texts::Texts;
use super::view::Served;
use crate::domain::RecordKind;

/// What collections feed while they are built.
pub(super) struct Indexer<'a> {
    pub(super) names: &'a Names,
    pub(super) resolver: Resolver,
    /// Nothing where one day is asked about.
    pub(super) past: Option<&'a Mutex<Past>>,
}

/// What only a world of all days needs, or makes for all.
pub(super) struct Past {
    /// The words of every day.
    pub(super) search: SearchBuilder,
    /// For each version of any record the day on which it begins, and a hash of what it says.
    pub(super) said: Vec<(i32, u64)>,
}

impl Past {
    pub(super) fn new() -> Result<Self, SnapshotError> {
        Ok(Self { search: SearchBuilder::new()?, said: Vec::new() })
    }
}

/// One end of each date, with its document.
type Ends = Vec<(i64, u32)>;

/// A collection that is being built. Records come in the order of their ids, the versions of each in the order of their days.
pub(super) struct Builder<'i, 'a> {
    indexer: &'i mut Indexer<'a>,
    former: FxHashMap<String, Vec<String>>,
    kind: RecordKind,
    ids: Vec<Box<str>>,
    first_docs: Vec<u32>,
    record_of: Vec<u32>,
    lifespans: Vec<Lifespan>,
    texts: Texts,
    beside: Texts,
    /// The names of the records, without regard to case and accents.
    names: Vec<String>,
    open: Vec<(Box<RawValue>, Box<RawValue>)>,
    facets: FxHashMap<&'static str, BTreeMap<Box<str>, Vec<u32>>>,
    dates: FxHashMap<&'static str, (Ends, Ends)>,
    keys: BTreeMap<&'static str, Vec<Key>>,
}

impl<'i, 'a> Builder<'i, 'a> {
    pub(super) fn new(indexer: &'i mut Indexer<'a>, kind: RecordKind) -> Self {
        let owned = |(id, former): (&str, Vec<&str>)| (id.to_owned(), former.into_iter().map(str::to_owned).collect());
        Self {
            former: indexer.names.former_by_id(kind).into_iter().map(owned).collect(),
            indexer,
            kind,
            ids: Vec::new(),
            first_docs: Vec::new(),
            record_of: Vec::new(),
            lifespans: Vec::new(),
            texts: Texts::often_read(),
            beside: Texts::seldom_read(),
            names: Vec::new(),
            open: Vec::new(),
            facets: FxHashMap::default(),
            dates: FxHashMap::default(),
            keys: table(kind).orders.iter().map(|name| (*name, Vec::new())).collect(),
        }
    }

    /// The record as it is known from a day on; its number, if that is a new version and does not say what the one before says.
    ///
    /// `beside` is kept with the version and not indexed.
    pub(super) fn version<S: Served>(
        &mut self,
        day: i32,
        record: &S,
        beside: &impl Serialize,
    ) -> Result<Option<u32>, SnapshotError> {
        if self.ids.last().is_none_or(|last| last.as_ref() != record.id()) {
            self.close_record();
            self.ids.push(record.id().into());
            self.names.push(super::words::folded(record.name()));
            self.first_docs.push(count(self.record_of.len()));
        }
        let (json, beside) = (to_raw_value(record)?, to_raw_value(beside)?);
        if self.open.last().is_some_and(|(text, other)| text.get() == json.get() && other.get() == beside.get()) {
            return Ok(None);
        }
        let (doc, number) = (count(self.record_of.len()), count(self.ids.len() - 1));
        if let (Some(before), false) = (self.lifespans.last_mut(), self.open.is_empty()) {
            before.1 = day;
        }
        self.lifespans.push((day, i32::MAX));
        self.record_of.push(number);
        let mut found = Indexing::default();
        record.index(&mut found);
        self.index(doc, &mut found);
        let is_new = self.open.is_empty();
        let says_more = match self.indexer.past {
            None => is_new,
            Some(past) => {
                let mut past = past.lock().unwrap_or_else(PoisonError::into_inner);
                past.said.push((day, hash(&(self.kind, json.get(), beside.get()))));
                past.search.add(self.kind, number, day, record.id(), record.name(), &found)?
            }
        };
        if says_more {
            let former = self.former.get(record.id()).into_iter().flatten().map(String::as_str);
            let name = self.names.last().map_or("", String::as_str);
            self.indexer.resolver.add(self.kind, number, day, record.id(), name, former, &found);
        }
        self.open.push((json, beside));
        Ok(Some(doc))
    }

    fn index(&mut self, doc: u32, found: &mut Indexing) {
        for (facet, value) in found.facets.drain(..) {
            let values = self.facets.entry(facet).or_default();
            match values.get_mut(value.as_str()) {
                Some(docs) if docs.last() == Some(&doc) => {}
                Some(docs) => docs.push(doc),
                None => {
                    values.insert(value.into(), vec![doc]);
                }
            }
        }
        for (date, (earliest, latest)) in found.dates.drain(..) {
            let (earliests, latests) = self.dates.entry(date).or_default();
            earliests.push((earliest, doc));
            latests.push((latest, doc));
        }
        for (order, key) in found.orders.drain(..) {
            self.keys.entry(order).or_default().push(key);
        }
    }

    fn close_record(&mut self) {
        let (texts, beside) = std::mem::take(&mut self.open).into_iter().unzip();
        self.texts.add_record(texts);
        self.beside.add_record(beside);
    }

    /// The collection.
    pub(super) fn finish(mut self) -> Collection {
        self.close_record();
        let bitmaps = |values: BTreeMap<Box<str>, Vec<u32>>| {
            values.into_iter().map(|(value, docs)| (value, docs.into_iter().collect())).collect()
        };
        let dates = self.dates.into_iter().map(|(name, (earliests, latests))| {
            (name, DateIndex { earliest: Ranges::new(earliests), latest: Ranges::new(latests) })
        });
        let lifespans: Arc<[Lifespan]> = self.lifespans.into();
        Collection {
            kind: self.kind,
            numbers: self.ids.iter().cloned().zip(0_u32..).collect(),
            ids: self.ids,
            orders: Orders::new(self.keys, self.names, &self.record_of, Arc::clone(&lifespans)),
            first_docs: self.first_docs,
            record_of: self.record_of,
            holding: Lifespans::new(&lifespans),
            lifespans,
            texts: self.texts,
            beside: self.beside,
            facets: self.facets.into_iter().map(|(facet, values)| (facet, bitmaps(values))).collect(),
            dates: dates.collect(),
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
