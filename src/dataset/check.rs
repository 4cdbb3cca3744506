//! Rules across records. Every rule reports all its violations.

mod events;
mod missions;
mod money;
mod order;
mod others;
mod people;
mod references;
mod sets;
mod standings;
mod status;
mod trends;
mod used;

use std::collections::HashMap;

use super::{Dataset, Faults, Table};
use crate::domain::{Bound, Day, Event, EventKind, FuzzyDate, Record};

/// Applies every rule without which the data cannot be served.
pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    references::check(dataset, faults);
    others::check(dataset, faults);
    money::check(dataset, faults);
    missions::check(dataset, faults);
    events::check(dataset, faults);
    standings::check(dataset, faults);
}

/// Applies the rules of a careful editor, without which the data can be served all the same.
pub(super) fn check_for_editors(dataset: &Dataset, today: Day, faults: &mut Faults) {
    order::check(dataset, faults);
    status::check(dataset, faults);
    trends::check(dataset, faults);
    people::check(dataset, faults);
    sets::check(dataset, faults);
    used::check(dataset, faults);
    verified(&dataset.players, today, faults);
    verified(&dataset.programs, today, faults);
    verified(&dataset.missions, today, faults);
    verified(&dataset.vehicles, today, faults);
    verified(&dataset.events, today, faults);
    verified(&dataset.timelines, today, faults);
    verified(&dataset.trends, today, faults);
    verified(&dataset.indicators, today, faults);
    verified(&dataset.milestones, today, faults);
    verified(&dataset.claims, today, faults);
    verified(&dataset.sources, today, faults);
    for (event, origin) in dataset.events.with_origins() {
        if event.date.start() > today.last_second() {
            faults.record(
                origin,
                event,
                "date",
                format!("{} lies in the future, expected something that happened by {today}", event.date),
            );
        } else if event.date.start() > event.verified_on.last_second() {
            let message = format!("{} lies before the event on {}", event.verified_on, event.date);
            faults.record(origin, event, "verified_on", message);
        }
    }
    for (mission, origin) in dataset.missions.with_origins() {
        for (index, entry) in mission.schedule.iter().enumerate() {
            if entry.announced.start() > today.last_second() {
                let path = format!("schedule[{index}].announced");
                faults.record(origin, mission, &path, format!("{} lies in the future", entry.announced));
            }
        }
    }
}

/// The launch of each mission that was launched.
fn launches(dataset: &Dataset) -> HashMap<&str, &Event> {
    let launches = dataset.events.records().iter().filter(|event| event.kind == EventKind::Launch);
    launches.filter_map(|event| Some((event.mission.as_ref()?.as_str(), event))).collect()
}

fn verified<R: Record>(table: &Table<R>, today: Day, faults: &mut Faults) {
    for (record, origin) in table.with_origins().filter(|(record, _)| record.verified_on() > today) {
        faults.record(origin, record, "verified_on", format!("{} lies in the future", record.verified_on()));
    }
}

/// Whether all of `a` surely lies before all of `b`.
fn surely_before(a: &FuzzyDate, b: &FuzzyDate) -> bool {
    a.bound() != Some(Bound::NotEarlierThan) && b.bound() != Some(Bound::NotLaterThan) && a.end() < b.start()
}
