//! What a mission's events and schedule say of it on a day: its status, its launch date, its slips.

use std::borrow::Cow;

use super::history::History;
use crate::domain::{
    Bound, Event, EventKind, FuzzyDate, Mission, Outcome, ScheduleEntry, ScheduleKind, Status, StatusEffect,
    StatusGroup,
};

/// A mission as it was known on a day.
#[derive(Clone, Debug)]
pub(crate) struct MissionState<'a> {
    pub(super) mission: Cow<'a, Mission>,
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
    /// The state on a day, in days since 1970-01-01.
    pub(super) fn on(day: i32, history: &History<'a>) -> Self {
        let (events, schedule) = (history.events_by(day), history.announced_by(day));
        let launch = events.iter().copied().find(|event| event.kind == EventKind::Launch);
        let target = schedule.last().and_then(|entry| entry.target.as_ref());
        let launch_date = launch.map(|event| &event.date).or(target);
        let (status, since) = status(&events, &schedule);
        let mut state =
            Self { mission: history.plan_on(day), events, schedule, status, since, launch, launch_date, stale: false };
        state.stale = state.stale_from().is_some_and(|stale_from| stale_from <= day);
        state
    }

    /// The first day on which the plan is stale, if nothing more becomes known: the one after its target.
    pub(super) fn stale_from(&self) -> Option<i32> {
        let latest = self.launch_date.filter(|_| self.status.group() == StatusGroup::Future)?.latest()?;
        i32::try_from(latest.div_euclid(86_400) + 1).ok()
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
    let launch = events.iter().find(|event| event.kind == EventKind::Launch).map(|launch| launch.date.start());
    changes.extend(events.iter().map(|event| (moment(event, launch), Change::Happened(event))));
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

/// When an event counts. What takes a launch counts after it, even where only the day of it is known.
fn moment(event: &Event, launch: Option<i64>) -> i64 {
    let takes_a_launch = event.ends_mission.is_some() || event.kind.status_effect() == StatusEffect::AtWork;
    let (start, end) = (event.date.start(), event.date.end());
    match launch {
        Some(launch) if takes_a_launch && event.kind != EventKind::Launch && (start..=end).contains(&launch) => {
            launch + 1
        }
        _ => start,
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::Day;

    fn mission(schedule: Value) -> Mission {
        let mission = json!({
            "id": "probe", "name": "Probe", "operator": "fsa", "kinds": ["lander"], "destination": "moon", "crewed": false,
            "launch": {}, "schedule": schedule, "summary": "A probe.", "sources": [], "verified_on": "2021-01-01",
        });
        serde_json::from_value(mission).unwrap()
    }

    /// An event as kind, date, outcome and end of the mission; a word that is empty stands for null.
    type Row = (&'static str, &'static str, &'static str, &'static str);

    fn events(list: &[Row]) -> Vec<Event> {
        let word = |word: &str| (!word.is_empty()).then(|| word.to_owned());
        let event = |(index, (kind, date, outcome, end)): (usize, &Row)| {
            let event = json!({
                "id": format!("e{index}"), "name": "E", "kind": kind, "date": date, "mission": "probe", "outcome": word(outcome),
                "ends_mission": word(end), "summary": "It happened.", "sources": [], "verified_on": "2021-01-01",
            });
            serde_json::from_value(event).unwrap()
        };
        list.iter().enumerate().map(event).collect()
    }

    fn target(announced: &str, target: &str, kind: &str) -> Value {
        let target = (!target.is_empty()).then_some(target);
        json!({ "announced": announced, "target": target, "kind": kind, "source": "plan" })
    }

    /// Status and since when, on a day.
    #[track_caller]
    fn status_on(day: &str, mission: &Mission, events: &[Event]) -> (Status, Option<String>) {
        let events: Vec<&Event> = events.iter().collect();
        let state = on(day, &History::new(mission, &events));
        (state.status, state.since.map(ToString::to_string))
    }

    fn on<'a>(day: &str, history: &History<'a>) -> MissionState<'a> {
        MissionState::on(day.parse::<Day>().unwrap().number(), history)
    }

    #[test]
    fn the_table_of_statuses_holds() {
        let none = json!([]);
        let plan = json!([target("2019", "2021", "initial")]);
        let held = json!([target("2019", "2021", "initial"), target("2020", "", "withdrawn")]);
        let anew = json!([
            target("2018", "2020", "initial"),
            target("2019", "", "withdrawn"),
            target("2020-05", "2022", "slip")
        ]);
        let up = ("launch", "2020-06-01", "success", "");
        let cases: Vec<(&Value, Vec<Row>, Status)> = vec![
            (&none, vec![], Status::Proposed),
            (&plan, vec![], Status::Planned),
            (&plan, vec![("proposal", "2018", "", "")], Status::Proposed),
            (&plan, vec![("proposal", "2018", "", ""), ("approval", "2020", "", "")], Status::Planned),
            (&plan, vec![("proposal", "2018", "", ""), ("contract", "2020", "", "")], Status::Planned),
            (&plan, vec![("hold", "2020", "", "")], Status::OnHold),
            (&held, vec![], Status::OnHold),
            (&anew, vec![], Status::Planned),
            (&plan, vec![("hold", "2020", "", ""), ("resumption", "2020-05", "", "")], Status::Planned),
            (&plan, vec![("cancellation", "2020", "", "")], Status::Cancelled),
            (&plan, vec![("supersession", "2020", "", "")], Status::Superseded),
            (&plan, vec![up], Status::InFlight),
            (&plan, vec![("launch", "2020-06-01", "partial_success", "")], Status::InFlight),
            (&plan, vec![("launch", "2020-06-01", "failure", "")], Status::Failure),
            (&plan, vec![up, ("orbit_insertion", "2020-07", "success", "")], Status::Operating),
            (&plan, vec![up, ("landing", "2020-07", "success", "")], Status::Operating),
            (&plan, vec![up, ("docking", "2020-07", "", "")], Status::Operating),
            (&plan, vec![up, ("deployment", "2020-07", "", "")], Status::Operating),
            (&plan, vec![up, ("operations_start", "2020-07", "", "")], Status::Operating),
            (&plan, vec![up, ("landing", "2020-07", "failure", "")], Status::InFlight),
            (&plan, vec![up, ("flyby", "2020-07", "success", "")], Status::InFlight),
            (&plan, vec![up, ("landing", "2020-07", "failure", "failure")], Status::Failure),
            (&plan, vec![up, ("mission_end", "2020-08", "", "partial_success")], Status::PartialSuccess),
            (&plan, vec![("launch", "2020-06-01", "success", "success")], Status::Success),
            (
                &plan,
                vec![up, ("mission_end", "2020-07", "", "success"), ("landing", "2020-08", "success", "")],
                Status::Success,
            ),
            (&plan, vec![up, ("hold", "2020-07", "", "")], Status::InFlight),
            (&plan, vec![("announcement", "2020", "", ""), ("delay", "2020", "", "")], Status::Planned),
        ];
        for (schedule, list, expected) in cases {
            let (status, _) = status_on("2020-12-31", &mission(schedule.clone()), &events(&list));
            assert_eq!(status, expected, "of {schedule} and {list:?}");
        }
    }

    #[test]
    fn a_hold_ends_with_a_new_target() {
        let mission = mission(json!([target("2019", "2021", "initial"), target("2020-06", "2022", "slip")]));
        let events = events(&[("hold", "2020-03", "", "")]);
        assert_eq!(status_on("2020-05-31", &mission, &events), (Status::OnHold, Some("2020-03".to_owned())));
        assert_eq!(status_on("2020-12-31", &mission, &events), (Status::Planned, Some("2020-06".to_owned())));
    }

    #[test]
    fn a_coarse_date_does_not_put_an_arrival_before_the_launch() {
        let mission = mission(json!([target("2019", "2020", "initial")]));
        for arrival in ["2020-06-01", "2020-06", "2020-Q2", "2020"] {
            let events = events(&[("launch", "2020-06-01T12:00Z", "success", ""), ("docking", arrival, "success", "")]);
            let (status, _) = status_on("2020-12-31", &mission, &events);
            assert_eq!(status, Status::Operating, "docked on {arrival}, the launch was on 2020-06-01T12:00Z");
        }
    }

    #[test]
    fn the_past_knows_nothing_of_what_came_later() {
        let mission =
            mission(json!([target("2019-02-03", "2020", "initial"), target("2020-01", "2020-06", "precision_change")]));
        let list = [
            ("launch", "2020-06-01T12:00Z", "success", ""),
            ("landing", "2020-06-10", "success", ""),
            ("mission_end", "2020-Q4", "", "success"),
        ];
        let events = events(&list);
        let days = [
            ("2019-02-02", Status::Proposed, None),
            ("2019-02-03", Status::Planned, Some("2019-02-03")),
            ("2020-05-31", Status::Planned, Some("2019-02-03")),
            ("2020-06-01", Status::InFlight, Some("2020-06-01T12:00Z")),
            ("2020-06-10", Status::Operating, Some("2020-06-10")),
            ("2020-12-30", Status::Operating, Some("2020-06-10")),
            ("2020-12-31", Status::Success, Some("2020-Q4")),
        ];
        for (day, status, since) in days {
            assert_eq!(status_on(day, &mission, &events), (status, since.map(str::to_owned)), "on {day}");
        }
    }

    #[test]
    fn the_launch_date_is_that_of_the_launch_or_else_the_last_target() {
        let mission = mission(json!([target("2019", "2020-Q1", "initial"), target("2020-03", "2020-Q3", "slip")]));
        let events = events(&[("launch", "2020-08-09", "success", "")]);
        let events: Vec<&Event> = events.iter().collect();
        let date = |day: &str| {
            let state = on(day, &History::new(&mission, &events));
            (state.launch_date.map(ToString::to_string), state.stale)
        };
        assert_eq!(date("2018-12-31"), (None, false));
        assert_eq!(date("2019-12-31"), (Some("2020-Q1".to_owned()), false));
        assert_eq!(date("2020-06-30"), (Some("2020-Q3".to_owned()), false));
        assert_eq!(date("2020-08-09"), (Some("2020-08-09".to_owned()), false));
    }

    #[test]
    fn a_plan_is_stale_from_the_day_after_its_target() {
        let stale = |text: &str, day: &str| {
            let mission = mission(json!([target("2019", text, "initial")]));
            on(day, &History::new(&mission, &[])).stale
        };
        assert!(!stale("2020-Q1", "2020-03-31"));
        assert!(stale("2020-Q1", "2020-04-01"));
        assert!(!stale("2020-03-05T10:00Z", "2020-03-05"));
        assert!(stale("2020-03-05T10:00Z", "2020-03-06"));
        assert!(stale("NLT 2020", "2021-01-01"));
        assert!(!stale("NET 2020", "2031-01-01"));
    }

    #[test]
    fn a_cancelled_mission_names_its_cancellation() {
        let mission = mission(json!([target("2019", "2021", "initial")]));
        let events = events(&[("cancellation", "2020-02-03", "", ""), ("announcement", "2020-05", "", "")]);
        let events: Vec<&Event> = events.iter().collect();
        let state = on("2020-12-31", &History::new(&mission, &events));
        assert_eq!(state.cancellation().unwrap().id.as_str(), "e0");
        assert!(on("2020-01-31", &History::new(&mission, &events)).cancellation().is_none());
    }

    #[test]
    fn days_between_are_what_trying_every_pair_of_days_gives() {
        let first = jiff::civil::date(2024, 2, 1);
        let day = move |offset: i64| first.checked_add(jiff::ToSpan::days(offset)).unwrap();
        let span = (0..70_i64, 0..40_i64);
        proptest!(|(from in span.clone(), to in span)| {
            let date = |(start, length): (i64, i64)| format!("{}/{}", day(start), day(start + length));
            let days = |(start, length): (i64, i64)| start..=start + length;
            let pairs: Vec<i64> = days(from).flat_map(|a| days(to).map(move |b| b - a)).collect();
            let expected = (pairs.iter().min().copied(), pairs.iter().max().copied());
            prop_assert_eq!(days_between(&date(from).parse().unwrap(), &date(to).parse().unwrap()), expected);
        });
        let between = |from: &str, to: &str| days_between(&from.parse().unwrap(), &to.parse().unwrap());
        assert_eq!(between("2024-02-28", "2024-03-01"), (Some(2), Some(2)));
        assert_eq!(between("2024", "2024"), (Some(-365), Some(365)));
        assert_eq!(between("2024-02-28T23:59Z", "2024-02-29T00:00Z"), (Some(1), Some(1)));
        assert_eq!(between("2024-01-01", "NET 2024-01-11"), (Some(10), None));
        assert_eq!(between("2024-01-01", "NLT 2024-01-11"), (None, Some(10)));
        assert_eq!(between("NET 2024-01-01", "2024-01-11"), (None, Some(10)));
        assert_eq!(between("NLT 2024-01-01", "2024-01-11"), (Some(10), None));
        assert_eq!(between("NET 2024-01-01", "NET 2024-01-11"), (None, None));
        assert_eq!(between("NET 2024-01-01", "NLT 2024-01-11"), (None, Some(10)));
    }
}
