//! Events and texts agree with the status of their mission.

use std::collections::HashSet;

use super::super::{Dataset, Faults};
use crate::domain::{EventKind, Id, Outcome, StatusEffect};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    steps(dataset, faults);
    outcomes(dataset, faults);
}

/// Steps before a launch are not taken after it, and a launch that failed ends nothing well.
fn steps(dataset: &Dataset, faults: &mut Faults) {
    let launches = super::launches(dataset);
    for (event, origin) in dataset.events.with_origins() {
        let Some(mission) = event.mission.as_ref() else { continue };
        let Some(launch) = launches.get(mission.as_str()) else { continue };
        if is_before_launch(event.kind) && super::surely_before(&launch.date, &event.date) {
            let on = &launch.date;
            let message = format!("{mission} had been launched on {on}, expected a kind that flying missions have");
            faults.record(origin, event, "kind", message);
        }
        let ends_well = matches!(event.ends_mission, Some(Outcome::Success | Outcome::PartialSuccess));
        if ends_well && launch.outcome == Some(Outcome::Failure) {
            faults.record(origin, event, "ends_mission", format!("the launch of {mission} failed, expected failure"));
        }
    }
}

/// How a mission went is told of one that flew or was given up.
fn outcomes(dataset: &Dataset, faults: &mut Faults) {
    let events = dataset.events.records().iter();
    let over = events.filter(|event| {
        let effect = event.kind.status_effect();
        event.ends_mission.is_some()
            || matches!(effect, StatusEffect::Launched | StatusEffect::GivenUp | StatusEffect::Replaced)
    });
    let over: HashSet<&str> = over.filter_map(|event| event.mission.as_ref()).map(Id::as_str).collect();
    for (mission, origin) in dataset.missions.with_origins() {
        if mission.outcome.is_some() && !over.contains(mission.id.as_str()) {
            let message = "the mission was neither launched nor given up, expected null".to_owned();
            faults.record(origin, mission, "outcome", message);
        }
    }
}

/// Whether the event can only happen to something that was not launched yet.
fn is_before_launch(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Proposal
            | EventKind::Approval
            | EventKind::Hold
            | EventKind::Resumption
            | EventKind::Cancellation
            | EventKind::Supersession
    )
}
