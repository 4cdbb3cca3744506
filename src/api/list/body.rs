//! The forms in which a list is answered.

use std::borrow::Cow;
use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use strum::IntoEnumIterator;

use super::{Filters, ListQuery};
use crate::api::envelope::{Facets, Included, List, Meta, PageInfo};
use crate::api::params::{ListParams, TABULAR};
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::{Answer, Media};
use crate::api::{atom, csv, ics};
use crate::domain::RecordKind;
use crate::store::{IncludeDef, Selected, Snapshot};

/// Greatest number of included records of one kind for one answer.
const MAX_INCLUDED: usize = 1_000;

/// The media types in which lists of a kind can be had, the usual one first.
pub fn formats(kind: RecordKind) -> &'static [Media] {
    match kind {
        RecordKind::Mission => &[Media::Json, Media::Csv, Media::Ndjson, Media::Calendar],
        RecordKind::Event => &[Media::Json, Media::Csv, Media::Ndjson, Media::Calendar, Media::Feed],
        RecordKind::Player
        | RecordKind::Program
        | RecordKind::Vehicle
        | RecordKind::Timeline
        | RecordKind::Trend
        | RecordKind::Indicator
        | RecordKind::Milestone
        | RecordKind::Claim
        | RecordKind::Source => TABULAR,
    }
}

/// The media types that a request can be answered in.
pub(super) fn available(kind: RecordKind, is_sparse: bool) -> Vec<Media> {
    let shown = |media: &Media| if is_sparse && *media == Media::Json { Media::Sparse } else { *media };
    formats(kind).iter().map(shown).collect()
}

/// What was asked for and finds no room in a form.
pub(super) fn faults_of_room(media: Media, params: &ListParams) -> Vec<ParameterError> {
    let (beside, cut) = match media {
        Media::Csv | Media::Ndjson => (false, true),
        Media::Calendar | Media::Feed => (false, false),
        Media::Json | Media::Sparse | Media::Linkset | Media::Html | Media::Svg => (true, true),
    };
    let form = media.word().unwrap_or_default();
    let asked = [
        ("fields", params.fields.is_some() && !cut, "a choice of fields", "json, csv or ndjson"),
        ("include", params.include.is_some() && !beside, "included records", "json"),
        ("facets", params.facets.is_some() && !beside, "counts", "json"),
    ];
    let fault = |(name, _, what, expected): (&str, bool, &str, &str)| {
        ParameterError::new(name, format!("{form} has no room for {what}, expected the format {expected} with it"))
    };
    asked.into_iter().filter(|(_, is_fault, ..)| *is_fault).map(fault).collect()
}

impl<F: Filters> ListQuery<F> {
    /// Some documents in the form asked for.
    pub(super) fn body(
        &self,
        media: Media,
        snapshot: &Snapshot,
        selected: &Selected<'_>,
        docs: &[u32],
        page: PageInfo,
    ) -> Result<Answer, ApiError> {
        let collection = snapshot.collection(F::KIND);
        let records: Vec<Cow<'_, RawValue>> = docs.iter().map(|doc| collection.json(*doc)).collect();
        let fields = self.params.fields.as_deref();
        let name = F::KIND.collection();
        Ok(match media {
            Media::Csv => {
                let table = csv::table(F::KIND, records.iter().map(|record| record.get()), fields)?;
                Answer::new(media, table).named(format!("{name}.csv"))
            }
            Media::Ndjson => {
                let lines = records.iter().map(|record| sparse(record, fields)).collect::<Result<Vec<_>, _>>()?;
                let body = lines.iter().flat_map(|line| [line.get(), "\n"]).collect::<String>();
                Answer::new(media, body).named(format!("{name}.ndjson"))
            }
            Media::Calendar => {
                let body = ics::calendar(snapshot, F::KIND, docs, &self.title(snapshot)?)?;
                Answer::new(media, body).named(format!("{name}.ics"))
            }
            Media::Feed => {
                let mut own = self.pairs(&["format"]);
                let alternate = self.written(&own);
                own.push(("format".into(), "atom".into()));
                let about = atom::About {
                    question: self.question.clone(),
                    title: self.title(snapshot)?,
                    links: [
                        ("self", Some(self.written(&own))),
                        ("alternate", Some(alternate)),
                        ("next", page.next),
                        ("previous", page.prev),
                    ],
                };
                Answer::new(media, atom::feed(snapshot, docs, about)?)
            }
            Media::Json | Media::Sparse | Media::Linkset | Media::Html | Media::Svg => {
                let facets = self.params.facets.as_ref().map(|facets| {
                    let documents = selected.docs();
                    let counts = |facet: &String| (facet.clone(), snapshot.facet_counts(F::KIND, facet, &documents));
                    facets.iter().map(counts).collect::<Facets>()
                });
                let included = included(snapshot, F::KIND, docs, self.params.include.as_deref())?;
                let data = records.iter().map(|record| sparse(record, fields)).collect::<Result<Vec<_>, _>>()?;
                Answer::json(&List { data, page, facets, included, meta: Meta::of(snapshot) })?.as_media(media)
            }
        })
    }

    /// What the list shows, in a few words: its collection, or the record whose list it is.
    fn title(&self, snapshot: &Snapshot) -> Result<String, ApiError> {
        #[derive(Deserialize)]
        struct Named {
            name: String,
        }
        let plural = F::KIND.collection();
        let capital = plural.chars().take(1).flat_map(char::to_uppercase).chain(plural.chars().skip(1)).collect();
        let owner = self.request.match_info().get("id").and_then(|id| {
            let kind = RecordKind::iter()
                .find(|kind| self.request.path().contains(&format!("/{}/{id}/", kind.collection())))?;
            Some((kind, snapshot.doc(kind, id)?))
        });
        let title = match owner {
            None => capital,
            Some((kind, doc)) => {
                let Named { name } = serde_json::from_str(snapshot.collection(kind).json(doc).get())?;
                // a player has several lists
                if kind == RecordKind::Player { format!("{name}: {plural}") } else { name }
            }
        };
        Ok(snapshot.as_of().map_or_else(|| title.clone(), |day| format!("{title}, as known on {day}")))
    }
}

/// The fields asked for of a record, or the record itself.
pub(in crate::api) fn sparse<'a>(
    record: &Cow<'a, RawValue>,
    fields: Option<&[String]>,
) -> Result<Cow<'a, RawValue>, ApiError> {
    let Some(fields) = fields else { return Ok(record.clone()) };
    let all: serde_json::Map<String, Value> = serde_json::from_str(record.get())?;
    let some: serde_json::Map<String, Value> = all.into_iter().filter(|(name, _)| fields.contains(name)).collect();
    Ok(Cow::Owned(serde_json::value::to_raw_value(&some)?))
}

/// The related records of some records, each once, in the order of their ids.
pub(in crate::api) fn included<'a>(
    snapshot: &'a Snapshot,
    kind: RecordKind,
    docs: &[u32],
    include: Option<&[String]>,
) -> Result<Option<Included<'a>>, ApiError> {
    let Some(words) = include else { return Ok(None) };
    let collection = snapshot.collection(kind);
    let definitions: Vec<&IncludeDef> =
        collection.definition().includes.iter().filter(|one| words.iter().any(|word| word == one.name)).collect();
    let mut found: BTreeMap<RecordKind, RoaringBitmap> =
        definitions.iter().map(|one| (one.kind, RoaringBitmap::new())).collect();
    for doc in docs {
        let record: Value = serde_json::from_str(collection.json(*doc).get())?;
        for definition in &definitions {
            *found.entry(definition.kind).or_default() |= snapshot.related(collection.id(*doc), &record, definition);
        }
    }
    let json = |kind: RecordKind, docs: RoaringBitmap| {
        docs.into_iter().take(MAX_INCLUDED).map(|doc| snapshot.collection(kind).json(doc)).collect()
    };
    Ok(Some(found.into_iter().map(|(kind, docs)| (kind.collection(), json(kind, docs))).collect()))
}
