//! Rules of missions and of their slip ledgers.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::{Dataset, Faults};
use crate::domain::{FuzzyDate, Mission, ScheduleKind, Vocabulary};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    for (mission, origin) in dataset.missions.with_origins() {
        let mut say = |path: &str, message: String| faults.record(origin, mission, path, message);
        if mission.kinds.is_empty() {
            say("kinds", "no kind, expected at least one".to_owned());
        }
        if !mission.crewed && !mission.crew.is_empty() {
            say("crewed", "false, but the mission has a crew".to_owned());
        }
        ledger(mission, &mut say);
        former_plans(mission, &mut say);
    }
    designations(dataset, faults);
    cycles(dataset, faults);
}

/// The entries of a slip ledger are in order and say what their kind says.
fn ledger(mission: &Mission, say: &mut impl FnMut(&str, String)) {
    let mut before = None;
    for (index, entry) in mission.schedule.iter().enumerate() {
        let path = |field: &str| format!("schedule[{index}].{field}");
        match entry.kind {
            ScheduleKind::Achieved | ScheduleKind::Cancelled => {
                say(&path("kind"), "follows from the events, expected one of the other kinds".to_owned());
            }
            ScheduleKind::Initial if index > 0 => say(&path("kind"), "initial stands first only".to_owned()),
            ScheduleKind::Withdrawn if entry.target.is_some() => {
                say(&path("target"), "a withdrawn entry names no target, expected null".to_owned());
            }
            ScheduleKind::Initial
            | ScheduleKind::Slip
            | ScheduleKind::PullIn
            | ScheduleKind::PrecisionChange
            | ScheduleKind::Scrub
            | ScheduleKind::Withdrawn => {}
        }
        if index == 0 && entry.kind != ScheduleKind::Initial {
            say(&path("kind"), "the first entry is the first target on record, expected initial".to_owned());
        }
        if entry.target.is_none() && entry.kind != ScheduleKind::Withdrawn {
            say(&path("target"), "null, expected a date".to_owned());
        }
        if let Some(target) = &entry.target
            && super::surely_before(target, &entry.announced)
        {
            say(&path("target"), format!("{target} lies before its announcement on {}", entry.announced));
        }
        if before.is_some_and(|before| super::surely_before(&entry.announced, before)) {
            say(&path("announced"), format!("{} comes before the entry above it", entry.announced));
        }
        before = Some(&entry.announced);
    }
    let targets = mission
        .schedule
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((index, entry.kind, entry.target.as_ref()?)));
    let targets: Vec<_> = targets.collect();
    for ((_, _, from), (index, kind, to)) in targets.iter().zip(targets.iter().skip(1)) {
        if let Some(expected) = moved_otherwise(*kind, from, to) {
            say(
                &format!("schedule[{index}].kind"),
                format!("{} from {from} to {to}, expected {expected}", kind.word()),
            );
        }
    }
}

/// What the kind of an entry would have to be, where the two targets say otherwise.
fn moved_otherwise(kind: ScheduleKind, from: &FuzzyDate, to: &FuzzyDate) -> Option<&'static str> {
    let later = to.end() > from.end() || to.start() > from.start();
    let earlier = to.end() < from.end() || to.start() < from.start();
    let apart = super::surely_before(from, to) || super::surely_before(to, from);
    match kind {
        ScheduleKind::Slip if !later => Some("a target that is later"),
        ScheduleKind::PullIn if !earlier => Some("a target that is earlier"),
        ScheduleKind::PrecisionChange if apart => Some("slip or pull_in, since the two do not overlap"),
        ScheduleKind::Scrub if from.end() - from.start() > 40 * 86_400 => {
            Some("slip, since there was no launch day that could be scrubbed")
        }
        ScheduleKind::Initial
        | ScheduleKind::Slip
        | ScheduleKind::PullIn
        | ScheduleKind::PrecisionChange
        | ScheduleKind::Scrub
        | ScheduleKind::Withdrawn
        | ScheduleKind::Cancelled
        | ScheduleKind::Achieved => None,
    }
}

/// Former plans are in order, and say something.
fn former_plans(mission: &Mission, say: &mut impl FnMut(&str, String)) {
    for (index, (one, next)) in mission.formerly.iter().zip(mission.formerly.iter().skip(1)).enumerate() {
        if super::surely_before(&next.until, &one.until) {
            say(&format!("formerly[{}].until", index + 1), format!("{} comes before the plan above it", next.until));
        }
    }
}

/// No two missions share a designation of one piece.
fn designations(dataset: &Dataset, faults: &mut Faults) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (mission, origin) in dataset.missions.with_origins() {
        let Some(cospar) = mission.identifiers.cospar.as_deref() else { continue };
        let is_piece = cospar.ends_with(|last: char| last.is_ascii_uppercase());
        if let (true, Some(other)) = (is_piece, seen.insert(cospar, mission.id.as_str())) {
            faults.record(origin, mission, "identifiers.cospar", format!("{cospar} is the designation of {other}"));
        }
    }
}

/// No mission depends on itself, not even through others.
fn cycles(dataset: &Dataset, faults: &mut Faults) {
    let depends: HashMap<&str, Vec<&str>> = dataset
        .missions
        .records()
        .iter()
        .map(|mission| (mission.id.as_str(), mission.depends_on.iter().map(crate::domain::Id::as_str).collect()))
        .collect();
    for (mission, origin) in dataset.missions.with_origins() {
        let mut reached = HashSet::new();
        let mut open: Vec<&str> = depends.get(mission.id.as_str()).cloned().unwrap_or_default();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(depends.get(next).into_iter().flatten());
            }
        }
        if reached.contains(mission.id.as_str()) {
            faults.record(origin, mission, "depends_on", "the mission depends on itself through these".to_owned());
        }
    }
}
