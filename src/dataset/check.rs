//! Rules across records. Every rule reports all its violations.

mod events;
mod missions;
mod others;
mod references;

use super::{Dataset, Faults};
use crate::domain::{Bound, Day, FuzzyDate};

/// Applies every rule.
pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    references::check(dataset, faults);
    others::check(dataset, faults);
    missions::check(dataset, faults);
    events::check(dataset, faults);
}

/// Applies the rules that depend on the calendar: facts do not lie in the future.
pub(super) fn check_against_today(dataset: &Dataset, today: Day, faults: &mut Faults) {
    for (event, origin) in dataset.events.with_origins() {
        if event.date.start() > today.last_second() {
            faults.record(
                origin,
                event,
                "date",
                format!("{} lies in the future, expected something that happened by {today}", event.date),
            );
        }
        if event.verified_on > today {
            faults.record(origin, event, "verified_on", format!("{} lies in the future", event.verified_on));
        }
    }
    for (mission, origin) in dataset.missions.with_origins() {
        for (index, entry) in mission.schedule.iter().enumerate() {
            if entry.announced.start() > today.last_second() {
                let path = format!("schedule[{index}].announced");
                faults.record(origin, mission, &path, format!("{} lies in the future", entry.announced));
            }
        }
        if mission.verified_on > today {
            faults.record(origin, mission, "verified_on", format!("{} lies in the future", mission.verified_on));
        }
    }
}

/// Whether all of `a` surely lies before all of `b`.
fn surely_before(a: &FuzzyDate, b: &FuzzyDate) -> bool {
    a.bound() != Some(Bound::NotEarlierThan) && b.bound() != Some(Bound::NotLaterThan) && a.end() < b.start()
}
