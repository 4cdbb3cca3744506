//! The history of one mission: what became known of it, and on which day.

use std::borrow::Cow;

use crate::domain::{Event, FormerPlan, Mission, ScheduleEntry};

/// A mission with its events and announcements, each with the day (since 1970-01-01) from which on it is known.
#[derive(Debug)]
pub(super) struct History<'a> {
    pub(super) mission: &'a Mission,
    announced: Vec<(i32, &'a ScheduleEntry)>,
    events: Vec<(i32, &'a Event)>,
    plans: Vec<(i32, &'a FormerPlan)>,
}

impl<'a> History<'a> {
    /// `events` are those that name the mission as theirs.
    pub(super) fn new(mission: &'a Mission, events: &[&'a Event]) -> Self {
        let mut announced: Vec<_> = mission
            .schedule
            .iter()
            .map(|entry| (entry.announced.known_from(mission.verified_on).number(), entry))
            .collect();
        // the entries are in order, so all before one that is known have been announced, too
        let mut earliest = i32::MAX;
        for (known, _) in announced.iter_mut().rev() {
            earliest = earliest.min(*known);
            *known = earliest;
        }
        let mut events: Vec<_> =
            events.iter().map(|event| (event.date.known_from(event.verified_on).number(), *event)).collect();
        events.sort_by_key(|(_, event)| (event.date.sort_key(), event.id.clone()));
        let plans = mission.formerly.iter().map(|plan| (plan.until.known_from(mission.verified_on).number(), plan));
        Self { mission, announced, events, plans: plans.collect() }
    }

    /// The first day on which something is known of the mission.
    pub(super) fn since(&self) -> i32 {
        let known = self.announced.iter().map(|(day, _)| *day).chain(self.events.iter().map(|(day, _)| *day));
        known.min().unwrap_or_else(|| self.mission.verified_on.number())
    }

    /// The days on which something of its own became known, and on which its plan was changed.
    pub(super) fn days(&self) -> impl Iterator<Item = i32> {
        let announced = self.announced.iter().map(|(day, _)| *day);
        announced.chain(self.events.iter().map(|(day, _)| *day)).chain(self.plans.iter().map(|(day, _)| *day))
    }

    /// The announcements that are known on a day.
    pub(super) fn announced_by(&self, day: i32) -> Vec<&'a ScheduleEntry> {
        self.announced.iter().filter(|(known, _)| *known <= day).map(|(_, entry)| *entry).collect()
    }

    /// The events that are known on a day, in the order of their dates.
    pub(super) fn events_by(&self, day: i32) -> Vec<&'a Event> {
        self.events.iter().filter(|(known, _)| *known <= day).map(|(_, event)| *event).collect()
    }

    /// The day from which on its last event is known.
    pub(super) fn last_event(&self) -> Option<i32> {
        self.events.iter().map(|(day, _)| *day).max()
    }

    /// The mission as it was planned on a day.
    pub(super) fn plan_on(&self, day: i32) -> Cow<'a, Mission> {
        let mut plan = Cow::Borrowed(self.mission);
        // the oldest plan that still held on the day has the last word
        for (until, former) in self.plans.iter().rev() {
            if day < *until {
                plan.to_mut().put_back(former);
            }
        }
        plan
    }

    /// The plans in their order, each with the day from which on it is known.
    pub(super) fn plans(&self) -> impl Iterator<Item = (i32, Cow<'a, Mission>)> {
        let starts = std::iter::once(self.since()).chain(self.plans.iter().map(|(day, _)| *day));
        starts.map(|day| (day, self.plan_on(day)))
    }
}
