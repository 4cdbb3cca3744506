//! What a mission's events and schedule say of it on a day: its status, its launch date, its slips.

use crate::domain::{
    Bound, Day, Event, EventKind, FuzzyDate, Mission, Outcome, ScheduleEntry, ScheduleKind, Status, StatusEffect,
    StatusGroup,
};

/// A mission as it was known on a day.
#[derive(Clone, Debug)]
pub(crate) struct MissionState<'a> {
    pub(super) mission: &'a Mission,
    pub(super) events: Vec<&'a Event>,
    pub(super) schedule: Vec<&'a ScheduleEntry>,
    pub(super) status: Status,
    pub(super) since: Option<&'a FuzzyDate>,
    pub(super) launch: Option<&'a Event>,
    pub(super) launch_date: Option<&'a FuzzyDate>,
    pub(super) stale: bool,
}

/// Something that may change the status.
enum Change<'a> {
    Announced(&'a ScheduleEntry),
    Happened(&'a Event),
}

impl<'a> MissionState<'a> {
    /// The state on a day, from all events that name the mission as theirs.
    pub(super) fn on(day: Day, mission: &'a Mission, events: &[&'a Event]) -> Self {
        let known_by = day.last_second();
        let mut events: Vec<&Event> = events.iter().copied().filter(|event| event.date.start() <= known_by).collect();
        events.sort_by_key(|event| (event.date.sort_key(), event.id.clone()));
        let schedule: Vec<&ScheduleEntry> =
            mission.schedule.iter().filter(|entry| entry.announced.start() <= known_by).collect();
        let launch = events.iter().copied().find(|event| event.kind == EventKind::Launch);
        let target = schedule.last().and_then(|entry| entry.target.as_ref());
        let launch_date = launch.map(|event| &event.date).or(target);
        let (status, since) = status(&events, &schedule);
        let window_passed = launch_date.and_then(FuzzyDate::latest).is_some_and(|latest| latest < known_by - 86_399);
        let stale = status.group() == StatusGroup::Future && window_passed;
        Self { mission, events, schedule, status, since, launch, launch_date, stale }
    }

    /// The event with which the mission was given up before launch.
    pub(super) fn cancellation(&self) -> Option<&'a Event> {
        let given_up = matches!(self.status, Status::Cancelled | Status::Superseded);
        let is_end = |event: &&&Event| matches!(event.kind, EventKind::Cancellation | EventKind::Supersession);
        given_up.then(|| self.events.iter().rev().find(is_end).copied()).flatten()
    }
}

/// Reads events and announcements in the order in which they became known.
fn status<'a>(events: &[&'a Event], schedule: &[&'a ScheduleEntry]) -> (Status, Option<&'a FuzzyDate>) {
    let mut changes: Vec<(i64, Change<'a>)> =
        schedule.iter().map(|entry| (entry.announced.start(), Change::Announced(entry))).collect();
    changes.extend(events.iter().map(|event| (event.date.start(), Change::Happened(event))));
    changes.sort_by_key(|(when, _)| *when);
    let mut status = Status::Proposed;
    let mut since = None;
    let mut only_proposed = false;
    for (_, change) in changes {
        let (next, date) = match change {
            Change::Announced(entry) => (after_announcement(status, only_proposed, entry), &entry.announced),
            Change::Happened(event) => {
                match event.kind.status_effect() {
                    StatusEffect::Proposed => only_proposed = true,
                    StatusEffect::Committed | StatusEffect::Launched => only_proposed = false,
                    StatusEffect::AtWork
                    | StatusEffect::Stopped
                    | StatusEffect::GivenUp
                    | StatusEffect::Replaced
                    | StatusEffect::Unchanged => {}
                }
                (after_event(status, event), &event.date)
            }
        };
        if next != status || since.is_none() {
            since = Some(date);
        }
        status = next;
    }
    (status, since)
}

fn after_announcement(status: Status, only_proposed: bool, entry: &ScheduleEntry) -> Status {
    let before_launch = status.group() == StatusGroup::Future || status == Status::Cancelled;
    if !before_launch {
        status
    } else if entry.kind == ScheduleKind::Withdrawn {
        Status::OnHold
    } else if only_proposed {
        Status::Proposed
    } else {
        Status::Planned
    }
}

fn after_event(status: Status, event: &Event) -> Status {
    let failed = event.outcome == Some(Outcome::Failure);
    let given_up = matches!(status, Status::Cancelled | Status::Superseded);
    if status.group() == StatusGroup::Ended && !given_up {
        return status;
    }
    if let Some(outcome) = event.ends_mission {
        return outcome.into();
    }
    let before_launch = status.group() == StatusGroup::Future || given_up;
    match event.kind.status_effect() {
        StatusEffect::Launched if failed => Status::Failure,
        StatusEffect::Launched => Status::InFlight,
        StatusEffect::AtWork if !before_launch && !failed => Status::Operating,
        StatusEffect::Proposed if before_launch => Status::Proposed,
        StatusEffect::Committed if before_launch => Status::Planned,
        StatusEffect::Stopped if before_launch => Status::OnHold,
        StatusEffect::GivenUp if before_launch => Status::Cancelled,
        StatusEffect::Replaced if before_launch => Status::Superseded,
        StatusEffect::AtWork
        | StatusEffect::Proposed
        | StatusEffect::Committed
        | StatusEffect::Stopped
        | StatusEffect::GivenUp
        | StatusEffect::Replaced
        | StatusEffect::Unchanged => status,
    }
}

/// Days from one date to another, as the least and the greatest number that the two intervals allow.
///
/// An open side leaves its number unknown.
pub(super) fn days_between(from: &FuzzyDate, to: &FuzzyDate) -> (Option<i64>, Option<i64>) {
    let day = |second: i64| second.div_euclid(86_400);
    let least = match (to.bound(), from.bound()) {
        (Some(Bound::NotLaterThan), _) | (_, Some(Bound::NotEarlierThan)) => None,
        _ => Some(day(to.start()) - day(from.end())),
    };
    let greatest = match (to.bound(), from.bound()) {
        (Some(Bound::NotEarlierThan), _) | (_, Some(Bound::NotLaterThan)) => None,
        _ => Some(day(to.end()) - day(from.start())),
    };
    (least, greatest)
}
