//! Rules of events, from which the status of missions follows.

use std::collections::HashMap;

use super::super::{Dataset, Faults};
use crate::domain::{Event, EventKind, Mission, Outcome};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    let missions: HashMap<&str, &Mission> =
        dataset.missions.records().iter().map(|mission| (mission.id.as_str(), mission)).collect();
    let mut launches: HashMap<&str, &Event> = HashMap::new();
    let mut ends: HashMap<&str, &Event> = HashMap::new();
    for (event, origin) in dataset.events.with_origins() {
        let mut say = |path: &str, message: String| faults.record(origin, event, path, message);
        let Some(id) = event.mission.as_ref() else {
            if event.ends_mission.is_some() {
                say("ends_mission", "the event names no mission that it could end".to_owned());
            }
            if !event.milestones.is_empty() {
                say("milestones", "the event names no mission that attempted these".to_owned());
            }
            if event.players.is_empty() {
                say("players", "no player, expected at least one where no mission is named".to_owned());
            }
            continue;
        };
        if event.kind == EventKind::Launch {
            if event.outcome.is_none() {
                say("outcome", "null, expected how the launch went".to_owned());
            }
            if let Some(other) = launches.insert(id.as_str(), event) {
                say("mission", format!("{id} has a launch already: {}", other.id));
            }
        }
        if event.ends_mission.is_some()
            && let Some(other) = ends.insert(id.as_str(), event)
        {
            say("ends_mission", format!("{id} ended already with {}", other.id));
        }
        let Some(mission) = missions.get(id.as_str()) else { continue };
        for (index, attempt) in event.milestones.iter().enumerate() {
            if !mission.milestones.contains(&attempt.milestone) {
                let message = format!("{} is not among the milestones of {id}", attempt.milestone);
                say(&format!("milestones[{index}].milestone"), message);
            }
        }
    }
    order(dataset, &launches, &ends, faults);
}

/// What takes a launch comes after it, and nothing that ended goes on.
fn order(dataset: &Dataset, launches: &HashMap<&str, &Event>, ends: &HashMap<&str, &Event>, faults: &mut Faults) {
    for (event, origin) in dataset.events.with_origins() {
        let Some(mission) = event.mission.as_ref() else { continue };
        let launch = launches.get(mission.as_str());
        if is_in_space(event.kind) {
            match launch {
                None => faults.record(origin, event, "kind", format!("{mission} has no launch event that came before")),
                Some(launch) if super::surely_before(&event.date, &launch.date) => {
                    let message = format!("{} lies before the launch of {mission} on {}", event.date, launch.date);
                    faults.record(origin, event, "date", message);
                }
                Some(launch) if launch.outcome == Some(Outcome::Failure) => {
                    faults.record(origin, event, "kind", format!("the launch of {mission} failed"));
                }
                Some(_) => {}
            }
        }
        if let Some(end) = ends.get(mission.as_str())
            && is_in_space(event.kind)
            && super::surely_before(&end.date, &event.date)
        {
            faults.record(origin, event, "date", format!("{mission} had ended on {}", end.date));
        }
    }
}

/// Whether the event can only happen to something that was launched.
fn is_in_space(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::OrbitInsertion
            | EventKind::Flyby
            | EventKind::Landing
            | EventKind::Impact
            | EventKind::Docking
            | EventKind::Undocking
            | EventKind::Deployment
            | EventKind::Spacewalk
            | EventKind::OperationsStart
    )
}
