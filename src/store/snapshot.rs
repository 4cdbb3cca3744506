//! The data set as it stands on a day, and the questions it answers.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tantivy::TantivyError;
use utoipa::ToSchema;

use super::collection::Collection;
use super::names::Names;
use super::resolve::{Bearer, Resolver};
use super::search::{Found, Hit, SearchIndex};
use super::tables::{IncludeDef, Related, Values};
use super::view::Line;
use super::{FieldMatch, Selection, highlight};
use crate::domain::{Day, RecordKind};

/// Why a data set cannot be indexed.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// A record cannot be serialised.
    #[error("a record cannot be serialised: {0}")]
    Json(#[from] serde_json::Error),
    /// The search index cannot be built or read.
    #[error("the search index cannot be built or read: {0}")]
    Search(#[from] TantivyError),
}

/// A value of a filter that no record can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    /// The filter.
    pub facet: String,
    /// The value.
    pub value: String,
    /// Kind of the records whose ids it takes; `None` for other filters.
    pub of: Option<RecordKind>,
    /// Values that were probably meant, the nearest first.
    pub nearest: Vec<String>,
}

/// How many of the selected records have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetCount {
    /// The value, as the filter of the same name takes it.
    #[schema(example = "planned")]
    pub value: String,
    /// Name of the record, where the value is an id; the value itself otherwise.
    #[schema(example = "planned")]
    pub name: String,
    /// How many of the selected records have it.
    pub count: u64,
}

/// How many records of a kind there are, and when they were last checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// How many records.
    pub count: u32,
    /// The day on which the one longest unchecked was checked.
    pub oldest: Option<Day>,
    /// The day on which the last one was checked.
    pub newest: Option<Day>,
}

/// The data set as it stands on a day.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) day: Day,
    pub(super) version: String,
    pub(super) names: Names,
    pub(super) collections: [Collection; 11],
    pub(super) schedules: Vec<Box<RawValue>>,
    pub(super) lines: Vec<Vec<Line>>,
    pub(super) shown: Vec<RoaringBitmap>,
    pub(super) search: SearchIndex,
    pub(super) resolver: Resolver,
    pub(super) freshness: BTreeMap<RecordKind, Freshness>,
}

impl Snapshot {
    /// The day it speaks for.
    pub fn day(&self) -> Day {
        self.day
    }

    /// Version of the data set.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Names of all records.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// How many records of each kind there are, and when they were checked.
    pub fn freshness(&self) -> &BTreeMap<RecordKind, Freshness> {
        &self.freshness
    }

    /// The records of a kind.
    pub fn collection(&self, kind: RecordKind) -> &Collection {
        let [players, programs, missions, vehicles, events, timelines, trends, indicators, milestones, claims, sources] =
            &self.collections;
        match kind {
            RecordKind::Player => players,
            RecordKind::Program => programs,
            RecordKind::Mission => missions,
            RecordKind::Vehicle => vehicles,
            RecordKind::Event => events,
            RecordKind::Timeline => timelines,
            RecordKind::Trend => trends,
            RecordKind::Indicator => indicators,
            RecordKind::Milestone => milestones,
            RecordKind::Claim => claims,
            RecordKind::Source => sources,
        }
    }

    /// The documents of a kind that fit a selection.
    ///
    /// # Errors
    ///
    /// Every value that no record can have.
    pub fn select(&self, kind: RecordKind, selection: &Selection) -> Result<RoaringBitmap, Vec<UnknownValue>> {
        let mut selected = select(self.collection(kind), &self.names, Some(self), selection);
        if let (Ok(selected), Some(words)) = (&mut selected, &selection.words) {
            *selected &= self.search.documents(words, kind).unwrap_or_default();
        }
        selected
    }

    /// How many of the selected documents have each value of a facet, the most frequent first.
    pub fn facet_counts(&self, kind: RecordKind, facet: &str, selected: &RoaringBitmap) -> Vec<FacetCount> {
        let collection = self.collection(kind);
        let of = collection.definition().facet(facet).and_then(|facet| match facet.values {
            Values::Records(kind) => Some(kind),
            Values::Words(_) | Values::Flag | Values::Texts => None,
        });
        let counts = collection.values(facet).map(|(value, docs)| FacetCount {
            value: value.to_owned(),
            name: of.and_then(|kind| self.names.name(kind, value)).unwrap_or(value).to_owned(),
            count: docs.intersection_len(selected),
        });
        let mut counts: Vec<_> = counts.filter(|one| one.count > 0).collect();
        counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        counts
    }

    /// The records that a record refers to under an `include`.
    pub fn related(&self, id: &str, record: &Value, include: &IncludeDef) -> Vec<u32> {
        let collection = self.collection(include.kind);
        match include.related {
            Related::Naming(facet) => collection.having(facet, id).into_iter().flatten().collect(),
            Related::Within(path) => {
                let mut found = Vec::new();
                references(record, path, &mut |id| found.extend(collection.number(id)));
                found
            }
        }
    }

    /// The documents of a kind that name a record: events of a mission, missions of a player.
    pub fn naming(&self, kind: RecordKind, of: RecordKind, doc: u32) -> RoaringBitmap {
        let id = self.collection(of).id(doc);
        self.collection(kind).having(of.into(), id).cloned().unwrap_or_default()
    }

    /// The slip ledger of a mission.
    pub fn schedule(&self, mission: u32) -> &RawValue {
        usize::try_from(mission).ok().and_then(|index| self.schedules.get(index)).map_or(RawValue::NULL, |json| json)
    }

    /// The lines of an indicator.
    pub fn lines(&self, indicator: u32) -> &[Line] {
        usize::try_from(indicator).ok().and_then(|index| self.lines.get(index)).map_or(&[], Vec::as_slice)
    }

    /// The events of a timeline.
    pub fn shown(&self, timeline: u32) -> RoaringBitmap {
        usize::try_from(timeline).ok().and_then(|index| self.shown.get(index)).cloned().unwrap_or_default()
    }

    /// The records that fit a query best.
    ///
    /// # Errors
    ///
    /// When the index cannot be read, which does not happen in memory.
    pub fn search(
        &self,
        query: &str,
        kinds: &[RecordKind],
        offset: usize,
        limit: usize,
    ) -> Result<Found, SnapshotError> {
        Ok(self.search.search(query, kinds, offset, limit)?)
    }

    /// Which fields of a record that was found hold the words of the search.
    pub fn matches(&self, hit: &Hit, found: &Found) -> Vec<FieldMatch> {
        let json = self.collection(hit.kind).json(hit.doc);
        serde_json::from_str::<Map<String, Value>>(json.get())
            .map(|record| highlight::matches(&record, &found.words))
            .unwrap_or_default()
    }

    /// The records that bear a name.
    pub fn bearers(&self, name: &str) -> Vec<Bearer> {
        self.resolver.bearers(name)
    }

    /// Ids of a kind that were probably meant, the nearest first.
    ///
    /// The search index names candidates, with and without the hyphens; their likeness to the text decides.
    pub fn nearest(&self, kind: RecordKind, text: &str) -> Vec<String> {
        let bearers = self.bearers(text).into_iter().filter(|one| one.kind == kind).map(|one| one.doc);
        let mut docs: Vec<u32> = bearers.collect();
        if !docs.is_empty() {
            // somebody bears the very name: that was meant
            docs.truncate(3);
            return docs.into_iter().map(|doc| self.collection(kind).id(doc).to_owned()).collect();
        }
        for words in [text.replace('-', " "), text.replace('-', "")] {
            let found = self.search.search(&words, &[kind], 0, 10).unwrap_or_default();
            docs.extend(found.hits.iter().map(|hit| hit.doc));
        }
        let likeness = |id: &str| strsim::normalized_damerau_levenshtein(id, text);
        let mut scored: Vec<(f64, &str)> = Vec::new();
        for doc in docs {
            let id = self.collection(kind).id(doc);
            if !scored.iter().any(|(_, other)| *other == id) {
                scored.push((likeness(id), id));
            }
        }
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        scored.into_iter().take(3).map(|(_, id)| id.to_owned()).collect()
    }
}

/// The documents of a collection that fit a selection, apart from its words.
pub(super) fn select(
    collection: &Collection,
    names: &Names,
    for_hints: Option<&Snapshot>,
    selection: &Selection,
) -> Result<RoaringBitmap, Vec<UnknownValue>> {
    let mut unknown = Vec::new();
    let mut selected = selection.within.clone();
    let mut narrow = |docs: RoaringBitmap| match &mut selected {
        Some(selected) => *selected &= docs,
        None => selected = Some(docs),
    };
    for (facet, values) in &selection.facets {
        let mut any = RoaringBitmap::new();
        for value in values {
            match known_value(collection, names, facet, value) {
                Ok(value) => any |= collection.having(facet, value).unwrap_or(&RoaringBitmap::new()),
                Err(of) => unknown.push(UnknownValue {
                    facet: facet.clone(),
                    value: value.clone(),
                    of,
                    nearest: nearest_values(collection, for_hints, facet, value, of),
                }),
            }
        }
        narrow(any);
    }
    if let Some(ids) = &selection.ids {
        let mut any = RoaringBitmap::new();
        for id in ids {
            let now = names.renamed(collection.kind(), id).unwrap_or(id);
            match collection.number(now) {
                Some(doc) => {
                    any.insert(doc);
                }
                None => unknown.push(UnknownValue {
                    facet: "id".to_owned(),
                    value: id.clone(),
                    of: Some(collection.kind()),
                    nearest: for_hints.map(|it| it.nearest(collection.kind(), id)).unwrap_or_default(),
                }),
            }
        }
        narrow(any);
    }
    selection.periods.iter().for_each(|period| narrow(collection.in_period(period)));
    if unknown.is_empty() { Ok(selected.unwrap_or_else(|| collection.all().clone())) } else { Err(unknown) }
}

/// The value as the records have it, or the kind of record whose id it fails to be.
fn known_value<'a>(
    collection: &Collection,
    names: &'a Names,
    facet: &str,
    value: &'a str,
) -> Result<&'a str, Option<RecordKind>> {
    match collection.definition().facet(facet).map(|facet| facet.values) {
        Some(Values::Records(kind)) => {
            let now = names.renamed(kind, value).unwrap_or(value);
            names.name(kind, now).map(|_| now).ok_or(Some(kind))
        }
        Some(Values::Words(words)) if words().contains(&value) => Ok(value),
        Some(Values::Flag) if value == "true" || value == "false" => Ok(value),
        Some(Values::Texts) if collection.having(facet, value).is_some() => Ok(value),
        Some(Values::Words(_) | Values::Flag | Values::Texts) | None => Err(None),
    }
}

fn nearest_values(
    collection: &Collection,
    for_hints: Option<&Snapshot>,
    facet: &str,
    value: &str,
    of: Option<RecordKind>,
) -> Vec<String> {
    if let Some(kind) = of {
        return for_hints.map(|snapshot| snapshot.nearest(kind, value)).unwrap_or_default();
    }
    let lower = value.to_lowercase();
    let values = collection.values(facet).take(5_000);
    let mut near: Vec<(f64, &str)> = values
        .map(|(other, _)| (strsim::jaro_winkler(&other.to_lowercase(), &lower), other))
        .filter(|(score, _)| *score > 0.8)
        .collect();
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    near.into_iter().take(3).map(|(_, value)| value.to_owned()).collect()
}

/// Visits the ids of the references at a path; lists are entered on the way.
fn references(value: &Value, path: &[&str], visit: &mut impl FnMut(&str)) {
    match (value, path) {
        (Value::Array(items), _) => items.iter().for_each(|item| references(item, path, visit)),
        (Value::Object(fields), [field, rest @ ..]) => {
            if let Some(inner) = fields.get(*field) {
                references(inner, rest, visit);
            }
        }
        (Value::Object(fields), []) => {
            if let Some(Value::String(id)) = fields.get("id") {
                visit(id);
            }
        }
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_), _) => {}
    }
}
