//! Ids are unique, and every reference leads somewhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use strsim::normalized_damerau_levenshtein;

use super::super::{Dataset, Faults, Origin, Table};
use crate::domain::{Record, RecordKind, References};

type Ids = BTreeMap<RecordKind, BTreeSet<String>>;

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    let Dataset {
        players,
        programs,
        missions,
        vehicles,
        events,
        timelines,
        trends,
        indicators,
        milestones,
        claims,
        sources,
        sets: _,
        formulas: _,
        version: _,
    } = dataset;
    let ids: Ids = [
        ids_of(players, faults),
        ids_of(programs, faults),
        ids_of(missions, faults),
        ids_of(vehicles, faults),
        ids_of(events, faults),
        ids_of(timelines, faults),
        ids_of(trends, faults),
        ids_of(indicators, faults),
        ids_of(milestones, faults),
        ids_of(claims, faults),
        ids_of(sources, faults),
    ]
    .into();
    follow(players, &ids, faults);
    follow(programs, &ids, faults);
    follow(missions, &ids, faults);
    follow(vehicles, &ids, faults);
    follow(events, &ids, faults);
    follow(timelines, &ids, faults);
    follow(trends, &ids, faults);
    follow(indicators, &ids, faults);
    follow(milestones, &ids, faults);
    follow(claims, &ids, faults);
    follow(sources, &ids, faults);
}

fn ids_of<R: Record>(table: &Table<R>, faults: &mut Faults) -> (RecordKind, BTreeSet<String>) {
    let mut places: HashMap<&str, &Origin> = HashMap::new();
    for (record, origin) in table.with_origins() {
        if let Some(first) = places.insert(record.id().as_str(), origin) {
            let message = format!("id {} stands in {} already, expected an id of its own", record.id(), first.file);
            faults.record(origin, record, "id", message);
        }
    }
    let mut former: HashMap<&str, &str> = HashMap::new();
    for (record, origin) in table.with_origins() {
        for (index, old) in record.former_ids().iter().enumerate() {
            let taken =
                places.contains_key(old.as_str()) || former.insert(old.as_str(), record.id().as_str()).is_some();
            if taken {
                let message = format!("{old} is the id of another record, expected an id that only this record had");
                faults.record(origin, record, &format!("former_ids[{index}]"), message);
            }
        }
    }
    // a record that does not read is told once, not again wherever it is named
    let known = places.into_keys().map(str::to_owned).chain(table.unreadable.iter().cloned());
    (R::KIND, known.collect())
}

fn follow<R: Record>(table: &Table<R>, ids: &Ids, faults: &mut Faults) {
    for (record, origin) in table.with_origins() {
        if R::KIND != RecordKind::Source && record.sources().is_empty() {
            faults.record(origin, record, "sources", "no source, expected at least one".to_owned());
        }
        for reference in References::of(record) {
            let known = ids.get(&reference.kind);
            if known.is_some_and(|known| known.contains(reference.id.as_str())) {
                continue;
            }
            let folder = reference.kind.collection();
            let meant = known.and_then(|known| nearest(known, reference.id.as_str()));
            let hint = meant.map(|id| format!(" (did you mean {id}?)")).unwrap_or_default();
            let message = format!("no record {}, expected an id from {folder}/{hint}", reference.id);
            faults.record(origin, record, &reference.path, message);
        }
    }
}

fn nearest<'a>(known: &'a BTreeSet<String>, id: &str) -> Option<&'a str> {
    let scored = known.iter().map(|other| (normalized_damerau_levenshtein(other, id), other));
    scored.filter(|(score, _)| *score > 0.6).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, other)| other.as_str())
}
