//! Counting by a rule: what counts from which day on, and until when.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::super::aggregates::Steps;
use super::super::knowledge::ALWAYS;
use super::super::names::Names;
use super::super::state::MissionState;
use super::super::view::{EventView, Extent, MissionView, Year};
use crate::domain::{
    Aggregation, Counted, CountingRule, Destination, Dimension, FuzzyDate, Mission, MissionKind, Outcome, ScheduleKind,
    Status, StatusGroup,
};

/// A day from which on a record counts, or until which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    day: i32,
    record: u32,
    /// Where it goes and on what, by number.
    way: u32,
}

/// Something that counts, one or more times: from each of some days on, until each of others.
#[derive(Debug, Default)]
pub(super) struct Cell {
    begins: Vec<Entry>,
    ends: Vec<Entry>,
}

impl Cell {
    /// How much counts on a day.
    pub(super) fn on(&self, day: i32) -> u64 {
        let until = |entries: &[Entry]| entries.partition_point(|entry| entry.day <= day);
        u64::try_from(until(&self.begins).saturating_sub(until(&self.ends))).unwrap_or(u64::MAX)
    }

    /// The records that count on a day and went one of some ways, each with how often it does.
    pub(super) fn records(&self, day: i32, takes: impl Fn(u32) -> bool) -> BTreeMap<u32, u64> {
        self.counted(day, |entry| Some(entry.record).filter(|_| takes(entry.way)))
    }

    /// The ways of the records that count on a day, each with how much it counts.
    pub(super) fn ways(&self, day: i32) -> BTreeMap<u32, u64> {
        self.counted(day, |entry| Some(entry.way))
    }

    fn counted(&self, day: i32, key: impl Fn(&Entry) -> Option<u32>) -> BTreeMap<u32, u64> {
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        for key in self.begins.iter().take_while(|entry| entry.day <= day).filter_map(&key) {
            *counts.entry(key).or_default() += 1;
        }
        for key in self.ends.iter().take_while(|entry| entry.day <= day).filter_map(&key) {
            counts.entry(key).and_modify(|times| *times = times.saturating_sub(1));
        }
        counts.retain(|_, times| *times > 0);
        counts
    }

    /// Adds another one, whose ways have these numbers here.
    fn add(&mut self, other: Self, ways: &[u32]) {
        let renumbered = |entry: Entry| {
            let way = usize::try_from(entry.way).ok().and_then(|way| ways.get(way).copied());
            Entry { way: way.unwrap_or(entry.way), ..entry }
        };
        self.begins.extend(other.begins.into_iter().map(renumbered));
        self.ends.extend(other.ends.into_iter().map(renumbered));
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

    /// Whether one of those who did it is a player, or belongs to it.
    pub(super) fn is_of(&self, player: &str, names: &Names) -> bool {
        self.players.split(',').any(|one| names.belongs_to(one, player))
    }
}

/// Where something goes, and on which launch vehicle.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Way {
    pub(super) destination: Option<Destination>,
    pub(super) vehicle: Option<String>,
}

/// Something that counts: for whom and when, by which way, and whether it belongs to the part.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Standing {
    place: Place,
    way: u32,
    is_part: bool,
}

/// A count by a rule, for every day.
///
/// A place holds many records, so what tells records of a place apart is a number of theirs, and no place of its own.
#[derive(Debug)]
pub(in crate::store) struct Count {
    pub(super) rule: CountingRule,
    pub(super) dimension: Dimension,
    pub(super) cells: BTreeMap<Place, Tally>,
    /// The ways by their numbers.
    pub(super) ways: Vec<Way>,
    numbers: FxHashMap<Way, u32>,
    /// Where the mission that is being followed counts at the moment.
    last: Vec<Standing>,
}

impl Count {
    pub(super) fn new(rule: CountingRule, dimension: Dimension) -> Self {
        Self {
            rule,
            dimension,
            cells: BTreeMap::new(),
            ways: Vec::new(),
            numbers: FxHashMap::default(),
            last: Vec::new(),
        }
    }

    /// The next mission comes.
    pub(super) fn begin(&mut self) {
        self.last.clear();
    }

    /// A version of a mission, by its number among the missions.
    pub(super) fn mission(&mut self, day: i32, number: u32, state: &MissionState<'_>, mission: &MissionView) {
        let counted = self.counted_of(state, mission);
        let vehicle = || mission.launch.vehicle.as_ref().map(|vehicle| vehicle.id.clone());
        let way = if counted.is_empty() {
            0
        } else {
            self.number_of(Way { destination: Some(mission.destination), vehicle: vehicle() })
        };
        let now: Vec<Standing> = counted.into_iter().map(|(place, is_part)| Standing { place, way, is_part }).collect();
        if now == self.last {
            return;
        }
        for Standing { place, way, is_part } in std::mem::replace(&mut self.last, now.clone()) {
            let tally = self.cells.entry(place).or_default();
            let entry = Entry { day, record: number, way };
            tally.whole.ends.push(entry);
            if is_part {
                tally.part.ends.push(entry);
            }
        }
        now.into_iter().for_each(|standing| self.enter(standing, day, number));
    }

    fn enter(&mut self, Standing { place, way, is_part }: Standing, day: i32, record: u32) {
        let tally = self.cells.entry(place).or_default();
        let entry = Entry { day, record, way };
        tally.whole.begins.push(entry);
        if is_part {
            tally.part.begins.push(entry);
        }
    }

    fn number_of(&mut self, way: Way) -> u32 {
        if let Some(number) = self.numbers.get(&way) {
            return *number;
        }
        let number = u32::try_from(self.ways.len()).unwrap_or(u32::MAX);
        self.ways.push(way.clone());
        self.numbers.insert(way, number);
        number
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
        let vehicle = mission.and_then(|mission| mission.launch.vehicle.as_ref());
        let way = Way { destination: event.destination, vehicle: vehicle.map(ToString::to_string) };
        let way = self.number_of(way);
        self.enter(Standing { place: Place::new(&players, &event.date.0), way, is_part }, day, number);
    }

    /// Adds what another one of the same rule has counted.
    pub(super) fn add(&mut self, other: Self) {
        let ways: Vec<u32> = other.ways.into_iter().map(|way| self.number_of(way)).collect();
        for (place, tally) in other.cells {
            let sum = self.cells.entry(place).or_default();
            sum.whole.add(tally.whole, &ways);
            sum.part.add(tally.part, &ways);
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
            let begins = tally.whole.begins.iter().map(|entry| (entry.day, true));
            let ends = tally.whole.ends.iter().map(|entry| (entry.day, false));
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
