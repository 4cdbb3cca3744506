//! What follows from all missions and events together, as changes in the order of days: counts of players and programs, attempts at milestones,
//! spans of timelines.

use std::collections::{BTreeMap, HashMap};

use super::collection::Collection;
use super::view::{Attempt, MissionCounts, MissionView, Span, attempts_of, in_order};
use crate::domain::{Event, FuzzyDate, StatusGroup};

/// Values that change on certain days, in the order of the days.
pub(super) type Steps<T> = Vec<(i32, T)>;

/// The value that holds on a day.
pub(super) fn on<T: Clone + Default>(steps: &Steps<T>, day: i32) -> T {
    let before = steps.partition_point(|(from, _)| *from <= day);
    before.checked_sub(1).and_then(|last| steps.get(last)).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// How many missions of each group of statuses each player or program has.
#[derive(Debug, Default)]
pub(super) struct Tally(HashMap<String, Vec<(i32, StatusGroup, bool)>>);

impl Tally {
    /// A mission counts for these from a day on, and no longer for those that it counted for before.
    fn change(&mut self, day: i32, before: &Standing, now: &Standing) {
        for (standing, begins) in [(before, false), (now, true)] {
            let Some(group) = standing.group else { continue };
            for id in &standing.ids {
                self.0.entry(id.clone()).or_default().push((day, group, begins));
            }
        }
    }

    /// The counts of one player or program.
    pub(super) fn steps(&mut self, id: &str) -> Steps<MissionCounts> {
        let mut changes = self.0.remove(id).unwrap_or_default();
        // what begins comes first, so that no count is ever below zero
        changes.sort_by_key(|(day, _, begins)| (*day, !begins));
        let mut steps: Steps<MissionCounts> = Vec::new();
        let mut counts = MissionCounts::default();
        for (day, group, begins) in changes {
            if begins {
                counts.add(group);
            } else {
                counts.take_away(group);
            }
            match steps.last_mut() {
                Some((last, value)) if *last == day => *value = counts,
                _ => steps.push((day, counts)),
            }
        }
        steps
    }
}

/// For whom a mission counts, and as what.
#[derive(Debug, Default, PartialEq, Eq)]
struct Standing {
    group: Option<StatusGroup>,
    ids: Vec<String>,
}

/// Follows the versions of all missions, one mission after another.
#[derive(Debug, Default)]
pub(super) struct Follower {
    pub(super) players: Tally,
    pub(super) programs: Tally,
    attempts: BTreeMap<String, Vec<(i32, u32, Option<Attempt>)>>,
    of_players: Standing,
    of_programs: Standing,
    milestones: Vec<String>,
}

impl Follower {
    /// The next mission comes.
    pub(super) fn begin(&mut self) {
        self.of_players = Standing::default();
        self.of_programs = Standing::default();
        self.milestones.clear();
    }

    /// A version of the mission, by its number among the missions.
    pub(super) fn follow(&mut self, day: i32, number: u32, mission: &MissionView) {
        let group = Some(mission.status_group);
        let players = Standing { group, ids: mission.all_players().to_vec() };
        if players != self.of_players {
            self.players.change(day, &self.of_players, &players);
            self.of_players = players;
        }
        let programs = Standing { group, ids: mission.program.iter().map(|program| program.id.clone()).collect() };
        if programs != self.of_programs {
            self.programs.change(day, &self.of_programs, &programs);
            self.of_programs = programs;
        }
        let mut now: BTreeMap<String, Option<Attempt>> =
            self.milestones.drain(..).map(|milestone| (milestone, None)).collect();
        now.extend(attempts_of(mission).map(|(milestone, attempt)| (milestone, Some(attempt))));
        for (milestone, attempt) in now {
            self.attempts.entry(milestone.clone()).or_default().push((day, number, attempt));
            self.milestones.push(milestone);
        }
    }

    /// The attempts at a milestone in their order, on every day on which one of them changed.
    pub(super) fn attempts(&mut self, milestone: &str) -> Steps<Vec<Attempt>> {
        let mut changes = self.attempts.remove(milestone).unwrap_or_default();
        changes.sort_by_key(|(day, number, _)| (*day, *number));
        let mut steps: Steps<Vec<Attempt>> = Vec::new();
        let mut standing: BTreeMap<u32, Attempt> = BTreeMap::new();
        for (day, number, attempt) in changes {
            match attempt {
                Some(attempt) => standing.insert(number, attempt),
                None => standing.remove(&number),
            };
            let now = in_order(standing.values().cloned().collect());
            match steps.last_mut() {
                Some((last, attempts)) if *last == day => *attempts = now,
                _ => steps.push((day, now)),
            }
        }
        steps
    }
}

/// How many of some events are known, and the dates of the first and the last of them, on every day on which that changed.
pub(super) fn spans(shown: &roaring::RoaringBitmap, events: &Collection, records: &[Event]) -> Steps<Span> {
    let mut first_shown: BTreeMap<u32, i32> = BTreeMap::new();
    for doc in shown {
        let from = events.holds_from(doc);
        first_shown.entry(events.record_of(doc)).and_modify(|day| *day = from.min(*day)).or_insert(from);
    }
    let date = |record: u32| usize::try_from(record).ok().and_then(|place| records.get(place)).map(|event| &event.date);
    let mut by_day: Vec<(i32, Option<&FuzzyDate>)> =
        first_shown.into_iter().map(|(record, day)| (day, date(record))).collect();
    by_day.sort_by_key(|(day, _)| *day);
    let mut steps: Steps<Span> = Vec::new();
    let mut span = Span::default();
    for (day, date) in by_day {
        date.into_iter().for_each(|date| span.add(date));
        match steps.last_mut() {
            Some((last, value)) if *last == day => *value = span.clone(),
            _ => steps.push((day, span.clone())),
        }
    }
    steps
}
