//! Counting by a rule: what counts from which day on, and until when.

use std::collections::BTreeMap;

use super::super::aggregates::Steps;
use super::super::knowledge::ALWAYS;
use super::super::names::Names;
use super::super::state::MissionState;
use super::super::view::{EventView, Extent, MissionView, Year};
use crate::domain::{
    Aggregation, Counted, CountingRule, Destination, Dimension, FuzzyDate, Mission, MissionKind, Outcome, ScheduleKind,
    Status, StatusGroup,
};

/// Something that counts, one or more times: from each of some days on, until each of others. Each entry is a day and the number of a record.
#[derive(Debug, Default)]
pub(super) struct Cell {
    begins: Vec<(i32, u32)>,
    ends: Vec<(i32, u32)>,
}

impl Cell {
    /// How much counts on a day.
    pub(super) fn on(&self, day: i32) -> u64 {
        let by = |entries: &[(i32, u32)]| entries.partition_point(|(other, _)| *other <= day);
        u64::try_from(by(&self.begins).saturating_sub(by(&self.ends))).unwrap_or(u64::MAX)
    }

    /// The records that count on a day, each with how often it does.
    pub(super) fn records(&self, day: i32) -> BTreeMap<u32, u64> {
        let mut records: BTreeMap<u32, u64> = BTreeMap::new();
        let until = |entries: &[(i32, u32)]| entries.partition_point(|(other, _)| *other <= day);
        for (_, record) in self.begins.iter().take(until(&self.begins)) {
            *records.entry(*record).or_default() += 1;
        }
        for (_, record) in self.ends.iter().take(until(&self.ends)) {
            records.entry(*record).and_modify(|times| *times = times.saturating_sub(1));
        }
        records.retain(|_, times| *times > 0);
        records
    }

    fn add(&mut self, other: Self) {
        self.begins.extend(other.begins);
        self.ends.extend(other.ends);
    }

    fn sort(&mut self) {
        self.begins.sort_unstable();
        self.ends.sort_unstable();
    }
}

/// All that is counted, and the part of it that a share is made of.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) whole: Cell,
    pub(super) part: Cell,
}

/// For whom and when something counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The ids of those who did it, separated by commas.
    pub(super) players: String,
    pub(super) year: i32,
    /// `None` where the date reaches beyond one quarter.
    pub(super) quarter: Option<u8>,
}

impl Place {
    fn new(players: &str, date: &FuzzyDate) -> Self {
        Self { players: players.to_owned(), year: date.year(), quarter: date.quarter() }
    }
}

/// A count by a rule, for every day.
#[derive(Debug)]
pub(in crate::store) struct Count {
    pub(super) rule: CountingRule,
    pub(super) dimension: Dimension,
    pub(super) cells: BTreeMap<Place, Tally>,
    /// Where the mission that is being followed counts at the moment, and whether it belongs to the part.
    last: Vec<(Place, bool)>,
}

impl Count {
    pub(super) fn new(rule: CountingRule, dimension: Dimension) -> Self {
        Self { rule, dimension, cells: BTreeMap::new(), last: Vec::new() }
    }

    /// The next mission comes.
    pub(super) fn begin(&mut self) {
        self.last.clear();
    }

    /// A version of a mission, by its number among the missions.
    pub(super) fn mission(&mut self, day: i32, number: u32, state: &MissionState<'_>, mission: &MissionView) {
        let now = self.counted_of(state, mission);
        if now == self.last {
            return;
        }
        for (place, is_part) in std::mem::replace(&mut self.last, now.clone()) {
            let tally = self.cells.entry(place).or_default();
            tally.whole.ends.push((day, number));
            if is_part {
                tally.part.ends.push((day, number));
            }
        }
        for (place, is_part) in now {
            self.enter(place, is_part, (day, number));
        }
    }

    fn enter(&mut self, place: Place, is_part: bool, entry: (i32, u32)) {
        let tally = self.cells.entry(place).or_default();
        tally.whole.begins.push(entry);
        if is_part {
            tally.part.begins.push(entry);
        }
    }

    fn counted_of(&self, state: &MissionState<'_>, mission: &MissionView) -> Vec<(Place, bool)> {
        let rule = &self.rule;
        let fits = rule.takes(Some((&mission.kinds, mission.crewed)))
            && rule.goes_to(Some(mission.destination))
            && rule.is_within(mission.sets());
        let launch = mission.launch.date.as_ref().map(|date| &date.0).filter(|_| fits && mission.launch.achieved);
        let at = |date: &FuzzyDate| Place::new(&mission.operator.id, date);
        match rule.count {
            Counted::Events => Vec::new(),
            Counted::LaunchedMissions => {
                let standing = launch.and_then(|date| Some((at(date), rule.part_of_mission(mission, date)?)));
                standing.into_iter().collect()
            }
            Counted::Seats => {
                let seats = mission.crew.iter().filter(|one| rule.takes_role(&one.role));
                launch.into_iter().flat_map(|date| seats.clone().map(move |_| (at(date), false))).collect()
            }
            Counted::Slips => {
                let slips = state.schedule.iter().filter(|entry| fits && entry.kind == ScheduleKind::Slip);
                slips.map(|entry| (at(&entry.announced), false)).collect()
            }
        }
    }

    /// An event, by its number among the events, which is known from a day on; `mission` is its mission as it was planned then.
    pub(super) fn event(&mut self, day: i32, number: u32, event: &EventView, mission: Option<&Mission>) {
        let rule = &self.rule;
        let fits = rule.count == Counted::Events
            && rule.takes(mission.map(|mission| (&mission.kinds, mission.crewed)))
            && rule.goes_to(event.destination)
            && rule.is_within(event.sets())
            && (rule.event_kinds.is_empty() || rule.event_kinds.contains(&event.kind))
            && (rule.outcomes.is_empty() || event.outcome.is_some_and(|outcome| rule.outcomes.contains(&outcome)));
        let part = match rule.aggregation {
            Aggregation::Count | Aggregation::ShareOnTime => Some(false),
            Aggregation::ShareSucceeded => {
                event.outcome.map(|outcome| matches!(outcome, Outcome::Success | Outcome::PartialSuccess))
            }
        };
        let Some(is_part) = part.filter(|_| fits) else { return };
        let players = match mission {
            Some(mission) => mission.operator.as_str().to_owned(),
            None => event.players.iter().map(|player| player.id.as_str()).collect::<Vec<_>>().join(","),
        };
        self.enter(Place::new(&players, &event.date.0), is_part, (day, number));
    }

    /// Adds what another one of the same rule has counted.
    pub(super) fn add(&mut self, other: Self) {
        for (place, tally) in other.cells {
            let sum = self.cells.entry(place).or_default();
            sum.whole.add(tally.whole);
            sum.part.add(tally.part);
        }
    }

    /// Everything has been counted.
    pub(super) fn finish(&mut self) {
        for tally in self.cells.values_mut() {
            tally.whole.sort();
            tally.part.sort();
        }
    }

    /// How many lines there are and which years they span, on every day on which that may have changed.
    pub(super) fn extents(&self, names: &Names) -> Steps<Extent> {
        let mut changes: Vec<(i32, bool, i32, Vec<String>)> = Vec::new();
        for (place, tally) in &self.cells {
            let lines = lines_of(&place.players, self.dimension, names);
            let begins = tally.whole.begins.iter().map(|(day, _)| (*day, true));
            let ends = tally.whole.ends.iter().map(|(day, _)| (*day, false));
            changes.extend(begins.chain(ends).map(|(day, begins)| (day, begins, place.year, lines.clone())));
        }
        changes.sort_by_key(|(day, begins, ..)| (*day, !begins));
        let mut lines: BTreeMap<String, u32> = BTreeMap::new();
        let mut years: BTreeMap<i32, u32> = BTreeMap::new();
        let mut steps: Steps<Extent> = vec![(ALWAYS, Extent::default())];
        for (day, begins, year, of) in changes {
            let was = (lines.len(), years.len());
            of.into_iter().for_each(|line| change(&mut lines, line, begins));
            change(&mut years, year, begins);
            if was == (lines.len(), years.len()) {
                continue;
            }
            let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            let first = years.first_key_value().map(|(year, _)| Year(*year));
            let extent = Extent { lines: count, first, last: years.last_key_value().map(|(year, _)| Year(*year)) };
            match steps.last_mut() {
                Some((last, value)) if *last == day => *value = extent,
                _ => steps.push((day, extent)),
            }
        }
        steps
    }
}

fn change<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K, begins: bool) {
    if begins {
        *counts.entry(key).or_default() += 1;
    } else if let std::collections::btree_map::Entry::Occupied(mut count) = counts.entry(key) {
        *count.get_mut() -= 1;
        if *count.get() == 0 {
            count.remove();
        }
    }
}

/// The lines that something counts for, given those who did it. Who belongs to no single nation, as ESA does, stands for itself among the nations.
pub(in crate::store) fn lines_of(players: &str, dimension: Dimension, names: &Names) -> Vec<String> {
    let each = || players.split(',').filter(|id| !id.is_empty());
    match dimension {
        Dimension::Nation => {
            let nations = names.nations_of(each());
            if nations.is_empty() { each().map(str::to_owned).collect() } else { nations }
        }
        Dimension::Operator => each().map(str::to_owned).collect(),
        Dimension::World | Dimension::Vehicle | Dimension::Category => vec![String::new()],
    }
}

impl CountingRule {
    fn takes(&self, mission: Option<(&Vec<MissionKind>, bool)>) -> bool {
        let kinds = &self.mission_kinds;
        let kind = kinds.is_empty() || mission.is_some_and(|(its, _)| its.iter().any(|kind| kinds.contains(kind)));
        let crewed = self.crewed.is_none_or(|crewed| mission.is_some_and(|(_, its)| its == crewed));
        kind && crewed
    }

    fn takes_role(&self, role: &str) -> bool {
        self.roles.is_empty() || self.roles.iter().any(|part| role.contains(part.as_str()))
    }

    /// Whether a launched mission belongs to the part; `None` where it does not belong to the whole either.
    fn part_of_mission(&self, mission: &MissionView, launch: &FuzzyDate) -> Option<bool> {
        match self.aggregation {
            Aggregation::Count => Some(false),
            Aggregation::ShareSucceeded => (mission.status_group == StatusGroup::Ended)
                .then_some(matches!(mission.status, Status::Success | Status::PartialSuccess)),
            Aggregation::ShareOnTime => {
                let latest = mission.schedule.first_target.as_ref().and_then(|target| target.0.latest());
                latest.map(|latest| launch.start() <= latest)
            }
        }
    }

    /// Whether one of the sets that something is a member of is counted within.
    fn is_within(&self, sets: &[String]) -> bool {
        self.sets.is_empty() || sets.iter().any(|set| self.sets.iter().any(|one| one.as_str() == set))
    }

    fn goes_to(&self, destination: Option<Destination>) -> bool {
        self.destinations.is_empty() || destination.is_some_and(|one| self.destinations.contains(&one))
    }
}
