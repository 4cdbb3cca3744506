//! Every record that stands for something in other records is named by one.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Dataset, Faults, Table};
use crate::domain::{Record, RecordKind, References};

/// The ids that are named, by kind, and whether all records could be read that may name some.
#[derive(Default)]
struct Named {
    ids: BTreeMap<RecordKind, BTreeSet<String>>,
    is_incomplete: bool,
}

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    let mut named = Named::default();
    collect(&dataset.players, &mut named);
    collect(&dataset.programs, &mut named);
    collect(&dataset.missions, &mut named);
    collect(&dataset.vehicles, &mut named);
    collect(&dataset.events, &mut named);
    collect(&dataset.timelines, &mut named);
    collect(&dataset.trends, &mut named);
    collect(&dataset.indicators, &mut named);
    collect(&dataset.milestones, &mut named);
    collect(&dataset.claims, &mut named);
    let of_sets = dataset.sets.records().iter().flat_map(|set| &set.sources).map(ToString::to_string);
    named.ids.entry(RecordKind::Source).or_default().extend(of_sets);
    if named.is_incomplete || !dataset.sets.unreadable.is_empty() {
        return;
    }
    told(&dataset.players, &named, faults);
    told(&dataset.programs, &named, faults);
    told(&dataset.vehicles, &named, faults);
    told(&dataset.milestones, &named, faults);
    told(&dataset.sources, &named, faults);
}

fn collect<R: Record>(table: &Table<R>, named: &mut Named) {
    named.is_incomplete |= !table.unreadable.is_empty();
    for record in table.records() {
        for reference in References::of(record) {
            if reference.kind != R::KIND || reference.id.as_str() != record.id().as_str() {
                named.ids.entry(reference.kind).or_default().insert(reference.id.to_string());
            }
        }
    }
}

fn told<R: Record>(table: &Table<R>, named: &Named, faults: &mut Faults) {
    for (record, origin) in table.with_origins() {
        if !named.ids.get(&R::KIND).is_some_and(|named| named.contains(record.id().as_str())) {
            faults.record(origin, record, "id", "no record names it, expected a use".to_owned());
        }
    }
}
