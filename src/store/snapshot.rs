//! The data set as it was known on a day, and the questions it answers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use roaring::RoaringBitmap;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tantivy::TantivyError;
use utoipa::ToSchema;

use super::collection::Collection;
use super::knowledge::Reach;
use super::lifespans::Group;
use super::names::Names;
use super::query::{Cut, SortBy, Start};
use super::resolve::Bearer;
use super::search::{Found, Hit};
use super::selected::Selected;
use super::selecting::{UnknownValue, select};
use super::tables::{IncludeDef, Related, Values};
use super::world::{World, of_kind};
use super::{FieldMatch, Selection, highlight};
use crate::dataset::Dataset;
use crate::domain::{CompleteSet, Day, RecordKind};

/// So few documents are looked at one by one, rather than all put together that hold on a day.
const FEW: u64 = 4096;

/// Ids that begin with as many characters of one that is not known are compared with it.
const BEGINNING: usize = 4;
/// So many of them at most.
const MANY: usize = 1_000;

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

/// The data set as it was known on a day. Costs next to nothing to make: it is a world, seen on that day.
#[derive(Debug)]
pub struct Snapshot {
    world: Arc<World>,
    day: Day,
    is_past: bool,
    holding: [OnceLock<RoaringBitmap>; 11],
}

impl Snapshot {
    /// A world on the present day.
    pub(super) fn present(world: Arc<World>, day: Day) -> Self {
        Self { world, day, is_past: false, holding: Default::default() }
    }

    /// A world on a past day.
    pub(super) fn past(world: Arc<World>, day: Day) -> Self {
        Self { is_past: true, ..Self::present(world, day) }
    }

    /// A data set on a day.
    ///
    /// # Errors
    ///
    /// When the data set cannot be indexed, which memory alone can prevent.
    pub fn of(dataset: &Dataset, day: Day) -> Result<Self, SnapshotError> {
        Ok(Self::present(Arc::new(World::build(dataset, Reach::AllDays, Arc::default())?), day))
    }

    pub(super) fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// The day it speaks for.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The past day that was asked about; `None` for the present.
    pub fn as_of(&self) -> Option<Day> {
        self.is_past.then_some(self.day)
    }

    /// Version of the data set; for a past day, of what was known then.
    pub fn version(&self) -> Cow<'_, str> {
        if self.is_past {
            Cow::Owned(self.world.version_on(self.day.number()))
        } else {
            Cow::Borrowed(&self.world.version)
        }
    }

    /// Names of all records.
    pub fn names(&self) -> &Names {
        &self.world.names
    }

    /// How many records of each kind there are, and when they were checked.
    pub fn freshness(&self) -> &BTreeMap<RecordKind, Freshness> {
        &self.world.freshness
    }

    /// The complete sets.
    pub fn sets(&self) -> &[CompleteSet] {
        &self.world.sets
    }

    /// The records of a kind, in all their versions.
    pub fn collection(&self, kind: RecordKind) -> &Collection {
        self.world.collection(kind)
    }

    /// All documents of a kind that hold on the day.
    pub fn all(&self, kind: RecordKind) -> &RoaringBitmap {
        of_kind(&self.holding, kind).get_or_init(|| self.collection(kind).on(self.day.number()))
    }

    /// Those of some documents that hold on the day.
    pub(super) fn holding(&self, kind: RecordKind, docs: &RoaringBitmap) -> RoaringBitmap {
        if docs.len() < FEW {
            return self.collection(kind).holding_among(docs, self.day.number());
        }
        docs & self.all(kind)
    }

    /// How many documents of a kind hold on the day.
    pub fn count(&self, kind: RecordKind) -> u64 {
        self.collection(kind).count_on(self.day.number())
    }

    /// The document of a record that holds on the day; `None` where it is not known.
    pub fn doc(&self, kind: RecordKind, id: &str) -> Option<u32> {
        self.collection(kind).doc(id, self.day.number())
    }

    /// The first day on which a record is known, where that comes after the day.
    pub fn known_later(&self, kind: RecordKind, id: &str) -> Option<Day> {
        self.collection(kind).since(id).filter(|since| *since > self.day.number()).map(Day::from_number)
    }

    /// Whether a record may be named on the day. Trends are ways of looking, and may be named on days that their texts do not speak of.
    pub(super) fn can_name(&self, kind: RecordKind, id: &str) -> bool {
        kind == RecordKind::Trend || self.doc(kind, id).is_some()
    }

    /// The documents of a kind that fit a selection.
    ///
    /// # Errors
    ///
    /// Every value that no record can have.
    pub fn select(&self, kind: RecordKind, selection: &Selection) -> Result<Selected<'_>, Vec<UnknownValue>> {
        let collection = self.collection(kind);
        let fitting = select(collection, self.names(), Some(self), selection)?;
        let shown = selection.timeline.and_then(|timeline| self.group_of(timeline));
        let fitting = match (fitting, shown) {
            (None, Some(shown)) if selection.words.is_none() => return Ok(Selected::All(self, kind, Some(shown))),
            (Some(docs), Some(shown)) => Some(docs & &shown.docs),
            (None, shown) => shown.map(|shown| shown.docs.clone()),
            (fitting, None) => fitting,
        };
        let fitting = fitting.map(|docs| self.holding(kind, &docs));
        let with_words = selection.words.as_ref().map(|words| {
            let day = self.day.number();
            let records = self.world.search().records(words, kind, day).unwrap_or_default();
            records.iter().filter_map(|record| collection.doc_of(record, day)).collect::<RoaringBitmap>()
        });
        Ok(match (fitting, with_words) {
            (Some(fitting), Some(with_words)) => Selected::These(fitting & with_words),
            (Some(docs), None) | (None, Some(docs)) => Selected::These(docs),
            (None, None) => Selected::All(self, kind, None),
        })
    }

    /// A page of the selected documents.
    pub fn cut(&self, kind: RecordKind, selected: &Selected<'_>, sort: &[SortBy], start: &Start, limit: usize) -> Cut {
        self.collection(kind).cut(selected, sort, start, limit, self.day.number())
    }

    /// How many of the selected documents have each value of a facet, the most frequent first.
    pub fn facet_counts(&self, kind: RecordKind, facet: &str, selected: &RoaringBitmap) -> Vec<FacetCount> {
        let collection = self.collection(kind);
        let of = collection.definition().facet(facet).and_then(|facet| match facet.values {
            Values::Records(kind) => Some(kind),
            Values::Words(_) | Values::Flag | Values::Texts | Values::Years => None,
        });
        let counts = collection.values(facet).map(|(value, docs)| FacetCount {
            value: value.to_owned(),
            name: of.and_then(|kind| self.names().name(kind, value)).unwrap_or(value).to_owned(),
            count: docs.intersection_len(selected),
        });
        let mut counts: Vec<_> = counts.filter(|one| one.count > 0).collect();
        counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        counts
    }

    /// The records that a record refers to under an `include`.
    pub fn related(&self, id: &str, record: &Value, include: &IncludeDef) -> RoaringBitmap {
        match include.related {
            Related::Naming(facet) => self.with(include.kind, facet, id),
            Related::Within(path) => {
                let mut found = RoaringBitmap::new();
                references(record, path, &mut |id| found.extend(self.doc(include.kind, id)));
                found
            }
        }
    }

    /// The documents of a kind that name a record: events of a mission, missions of a player.
    pub fn naming(&self, kind: RecordKind, of: RecordKind, doc: u32) -> RoaringBitmap {
        self.with(kind, of.into(), self.collection(of).id(doc))
    }

    /// The documents with a value of a facet that hold on the day.
    pub(super) fn with(&self, kind: RecordKind, facet: &str, value: &str) -> RoaringBitmap {
        self.collection(kind).having(facet, value).map(|docs| self.holding(kind, docs)).unwrap_or_default()
    }

    /// The slip ledger of a mission.
    pub fn schedule(&self, mission: u32) -> Cow<'_, RawValue> {
        self.collection(RecordKind::Mission).beside(mission)
    }

    /// The events of a timeline, on whatever day.
    fn group_of(&self, timeline: u32) -> Option<&Group> {
        let record = self.collection(RecordKind::Timeline).record_of(timeline);
        usize::try_from(record).ok().and_then(|place| self.world.shown.get(place))
    }

    /// The events of a timeline.
    pub fn shown(&self, timeline: u32) -> RoaringBitmap {
        self.group_of(timeline).map(|shown| self.holding(RecordKind::Event, &shown.docs)).unwrap_or_default()
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
        Ok(self.world.search().search(query, kinds, self.day.number(), offset, limit)?)
    }

    /// The id of a record, by its number among the records of its kind.
    pub fn id_of(&self, kind: RecordKind, record: u32) -> &str {
        self.collection(kind).doc_of(record, i32::MAX).map_or("", |doc| self.collection(kind).id(doc))
    }

    /// Which fields of a record that was found hold the words of the search.
    pub fn matches(&self, hit: &Hit, found: &Found) -> Vec<FieldMatch> {
        let collection = self.collection(hit.kind);
        let Some(doc) = collection.doc_of(hit.record, self.day.number()) else { return Vec::new() };
        serde_json::from_str::<Map<String, Value>>(collection.json(doc).get())
            .map(|record| highlight::matches(&record, &found.words))
            .unwrap_or_default()
    }

    /// The records that bear a name.
    pub fn bearers(&self, name: &str) -> Vec<Bearer> {
        self.world.resolver.bearers(name, self.day.number())
    }

    /// Ids of a kind that were probably meant, the nearest first.
    ///
    /// The search index names candidates, with and without the hyphens; their likeness to the text decides.
    pub fn nearest(&self, kind: RecordKind, text: &str) -> Vec<String> {
        let bearers = self.bearers(text).into_iter().filter(|one| one.kind == kind);
        let mut ids: Vec<&str> = bearers.map(|one| self.id_of(kind, one.record)).collect();
        if !ids.is_empty() {
            // somebody bears the very name: that was meant
            ids.truncate(3);
            return ids.into_iter().map(str::to_owned).collect();
        }
        // a suggestion is not worth waiting for
        let spellings = [text.replace('-', " "), text.replace('-', "")];
        for words in spellings.into_iter().filter(|_| self.world.can_search()) {
            let found = self.search(&words, &[kind], 0, 10).unwrap_or_default();
            ids.extend(found.hits.iter().map(|hit| self.id_of(kind, hit.record)));
        }
        let likeness = |id: &str| strsim::normalized_damerau_levenshtein(id, text);
        // where one word of the text is that of another record, the search finds only that one
        let beginning = text.char_indices().nth(BEGINNING).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
        let near = self.collection(kind).ids_beginning(beginning).take(MANY).filter(|id| likeness(id) > 0.8);
        ids.extend(near.filter(|id| self.can_name(kind, id)));
        let mut scored: Vec<(f64, &str)> = Vec::new();
        for id in ids {
            if !scored.iter().any(|(_, other)| *other == id) {
                scored.push((likeness(id), id));
            }
        }
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        scored.into_iter().take(3).map(|(_, id)| id.to_owned()).collect()
    }
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
