//! From a selection to documents, and what is told where a value of it is unknown.

use roaring::RoaringBitmap;

use super::Selection;
use super::collection::Collection;
use super::names::Names;
use super::snapshot::Snapshot;
use super::tables::Values;
use crate::domain::{Day, RecordKind};

/// A value of a filter that no record can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    /// The filter.
    pub facet: String,
    /// The value.
    pub value: String,
    /// Kind of the records whose ids it takes; `None` for other filters.
    pub of: Option<RecordKind>,
    /// The first day on which it is known, where it is the id of a record that was not known on the day asked about.
    pub since: Option<Day>,
    /// Values that were probably meant, the nearest first.
    pub nearest: Vec<String>,
}

/// The documents of a collection that fit a selection, apart from its words and timeline, on whatever day; `None` where it has no condition.
pub(super) fn select(
    collection: &Collection,
    names: &Names,
    for_hints: Option<&Snapshot>,
    selection: &Selection,
) -> Result<Option<RoaringBitmap>, Vec<UnknownValue>> {
    let mut unknown = Vec::new();
    let mut selected: Option<RoaringBitmap> = None;
    let mut narrow = |docs: RoaringBitmap| match &mut selected {
        Some(selected) => *selected &= docs,
        None => selected = Some(docs),
    };
    for (facet, values) in &selection.facets {
        let mut any = RoaringBitmap::new();
        for value in values {
            match known_value(collection, names, for_hints, facet, value) {
                Ok(value) => any |= collection.having(facet, value).unwrap_or(&RoaringBitmap::new()),
                Err(of) => unknown.push(UnknownValue {
                    facet: facet.clone(),
                    value: value.clone(),
                    of,
                    since: of.and_then(|kind| for_hints?.known_later(kind, value)),
                    nearest: nearest_values(collection, for_hints, facet, value, of),
                }),
            }
        }
        narrow(any);
    }
    if let Some(ids) = &selection.ids {
        let mut any = RoaringBitmap::new();
        for id in ids {
            let kind = collection.kind();
            let now = names.renamed(kind, id).unwrap_or(id);
            let versions = collection.versions_of([now]);
            let since = for_hints.and_then(|snapshot| snapshot.known_later(kind, now));
            if versions.is_empty() || since.is_some() {
                let nearest = for_hints.map(|snapshot| snapshot.nearest(kind, id)).unwrap_or_default();
                unknown.push(UnknownValue {
                    facet: "id".to_owned(),
                    value: id.clone(),
                    of: Some(kind),
                    since,
                    nearest,
                });
            }
            any |= versions;
        }
        narrow(any);
    }
    selection.periods.iter().for_each(|period| narrow(collection.in_period(period)));
    if unknown.is_empty() { Ok(selected) } else { Err(unknown) }
}

/// The value as the records have it, or the kind of record whose id it fails to be.
fn known_value<'a>(
    collection: &Collection,
    names: &'a Names,
    snapshot: Option<&Snapshot>,
    facet: &str,
    value: &'a str,
) -> Result<&'a str, Option<RecordKind>> {
    match collection.definition().facet(facet).map(|facet| facet.values) {
        Some(Values::Records(kind)) => {
            let now = names.renamed(kind, value).unwrap_or(value);
            let is_known = snapshot.is_none_or(|snapshot| snapshot.can_name(kind, now));
            names.name(kind, now).filter(|_| is_known).map(|_| now).ok_or(Some(kind))
        }
        Some(Values::Words(words)) if words().contains(&value) => Ok(value),
        Some(Values::Flag) if value == "true" || value == "false" => Ok(value),
        Some(Values::Texts) if collection.having(facet, value).is_some() => Ok(value),
        Some(Values::Years) => Ok(value),
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
