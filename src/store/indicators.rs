//! The lines of indicators: as published, or counted over missions and events for any day.

use std::collections::{BTreeMap, BTreeSet};

use super::aggregates::Steps;
use super::knowledge::ALWAYS;
use super::names::Names;
use super::view::{EventView, Extent, Line, MissionView, Point, Year};
use crate::domain::{Counted, CountingRule, Destination, Dimension, Indicator, Mission, RecordKind};

/// The lines of an indicator.
#[derive(Debug)]
pub(super) enum Series {
    /// As they were published.
    Published(Vec<Line>),
    /// Counted by a rule.
    Derived(Count),
}

impl Series {
    pub(super) fn new(indicator: &Indicator, names: &Names) -> Self {
        if let Some(rule) = &indicator.rule {
            return Self::Derived(Count::new(rule.clone(), indicator.dimension));
        }
        let published = indicator.series.iter().map(|entry| {
            let points = entry.points.iter().map(|(year, value)| Point {
                period: Year(*year),
                value: *value,
                partial: entry.partial.contains(year),
            });
            let mut line = Line::new(entry.player.as_ref().map(crate::domain::Id::as_str), points.collect(), names);
            line.vehicle = entry.vehicle.as_ref().map(|id| names.one(id));
            line.category.clone_from(&entry.category);
            line
        });
        Self::Published(published.collect())
    }

    /// The next mission comes.
    pub(super) fn begin(&mut self) {
        if let Self::Derived(count) = self {
            count.last.clear();
        }
    }

    /// A version of the mission.
    pub(super) fn mission(&mut self, day: i32, mission: &MissionView, names: &Names) {
        if let Self::Derived(count) = self {
            count.mission(day, mission, names);
        }
    }

    /// An event, which is known from a day on; `mission` is its mission as it was planned then.
    pub(super) fn event(&mut self, day: i32, event: &EventView, mission: Option<&Mission>, names: &Names) {
        if let Self::Derived(count) = self {
            count.event(day, event, mission, names);
        }
    }

    /// Adds what another one of the same indicator has counted.
    pub(super) fn add(&mut self, other: Self) {
        if let (Self::Derived(count), Self::Derived(other)) = (self, other) {
            for (place, cell) in other.cells {
                let sum = count.cells.entry(place).or_default();
                sum.begins.extend(cell.begins);
                sum.ends.extend(cell.ends);
            }
        }
    }

    /// Everything has been counted.
    pub(super) fn finish(&mut self) {
        if let Self::Derived(count) = self {
            for cell in count.cells.values_mut() {
                cell.begins.sort_unstable();
                cell.ends.sort_unstable();
            }
        }
    }

    /// The lines as they are known on a day, in days since 1970-01-01; `year` is the year of that day.
    pub(super) fn lines(&self, day: i32, year: i32, names: &Names) -> Vec<Line> {
        match self {
            Self::Published(lines) => lines.clone(),
            Self::Derived(count) => count.lines(day, year, names),
        }
    }

    /// How many lines there are and which years they span, on every day on which that changed.
    pub(super) fn extents(&self) -> Steps<Extent> {
        match self {
            Self::Published(lines) => {
                let years = || lines.iter().flat_map(|line| &line.points).map(|point| point.period);
                let lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
                vec![(ALWAYS, Extent { lines, first: years().min(), last: years().max() })]
            }
            Self::Derived(count) => count.extents(),
        }
    }
}

/// What is counted for one line and year: the days on which something begins to count, and ends to.
#[derive(Debug, Default)]
struct Cell {
    begins: Vec<i32>,
    ends: Vec<i32>,
}

impl Cell {
    fn on(&self, day: i32) -> usize {
        let by = |days: &[i32]| days.partition_point(|other| *other <= day);
        by(&self.begins) - by(&self.ends)
    }
}

/// A line, by the id of its player, empty for the line of the world; and a year.
type Place = (String, i32);

/// A count by a rule, for every day.
#[derive(Debug)]
pub(super) struct Count {
    rule: CountingRule,
    dimension: Dimension,
    cells: BTreeMap<Place, Cell>,
    last: Vec<Place>,
}

impl Count {
    fn new(rule: CountingRule, dimension: Dimension) -> Self {
        Self { rule, dimension, cells: BTreeMap::new(), last: Vec::new() }
    }

    fn mission(&mut self, day: i32, mission: &MissionView, names: &Names) {
        let fits = self.rule.count == Counted::LaunchedMissions
            && mission.launch.achieved
            && self.rule.takes(Some((&mission.kinds, mission.crewed)))
            && self.rule.goes_to(Some(mission.destination))
            && self.rule.is_within(names.sets_of(RecordKind::Mission, &mission.id));
        let date = mission.launch.date.as_ref().filter(|_| fits);
        let operator = || self.of_operator(&mission.operator.id, names);
        let now: Vec<Place> =
            date.map(|date| operator().into_iter().map(|line| (line, date.0.year())).collect()).unwrap_or_default();
        if now != self.last {
            for place in std::mem::take(&mut self.last) {
                self.cells.entry(place).or_default().ends.push(day);
            }
            for place in &now {
                self.cells.entry(place.clone()).or_default().begins.push(day);
            }
            self.last = now;
        }
    }

    fn event(&mut self, day: i32, event: &EventView, mission: Option<&Mission>, names: &Names) {
        let rule = &self.rule;
        let fits = rule.count == Counted::Events
            && rule.takes(mission.map(|mission| (&mission.kinds, mission.crewed)))
            && rule.goes_to(event.destination)
            && rule.is_within(event.sets())
            && (rule.event_kinds.is_empty() || rule.event_kinds.contains(&event.kind))
            && (rule.outcomes.is_empty() || event.outcome.is_some_and(|outcome| rule.outcomes.contains(&outcome)));
        if !fits {
            return;
        }
        let lines = match (mission, self.dimension) {
            (Some(mission), _) => self.of_operator(mission.operator.as_str(), names),
            (None, Dimension::Nation) => names.nations_of(event.players.iter().map(|player| player.id.as_str())),
            (None, Dimension::Operator) => event.players.iter().map(|player| player.id.clone()).collect(),
            (None, Dimension::World | Dimension::Vehicle | Dimension::Category) => vec![String::new()],
        };
        for line in lines {
            self.cells.entry((line, event.date.0.year())).or_default().begins.push(day);
        }
    }

    /// The lines that something of an operator counts for. One that belongs to several nations, as ESA does, stands for itself.
    fn of_operator(&self, operator: &str, names: &Names) -> Vec<String> {
        match self.dimension {
            Dimension::Nation => {
                let nations = names.nations_of([operator]);
                if nations.is_empty() { vec![operator.to_owned()] } else { nations }
            }
            Dimension::Operator => vec![operator.to_owned()],
            Dimension::World | Dimension::Vehicle | Dimension::Category => vec![String::new()],
        }
    }

    fn lines(&self, day: i32, this_year: i32, names: &Names) -> Vec<Line> {
        let mut lines: Vec<(&str, Vec<Point>)> = Vec::new();
        for ((line, year), cell) in &self.cells {
            let count = cell.on(day);
            if count == 0 {
                continue;
            }
            let value = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
            let point = Point { period: Year(*year), value, partial: *year == this_year };
            match lines.last_mut() {
                Some((last, points)) if last == line => points.push(point),
                _ => lines.push((line, vec![point])),
            }
        }
        let line = |(line, points)| Line::new(Some(line).filter(|line: &&str| !line.is_empty()), points, names);
        lines.into_iter().map(line).collect()
    }

    fn extents(&self) -> Steps<Extent> {
        let changes = self.cells.iter().flat_map(|(place, cell)| {
            let begins = cell.begins.iter().map(move |day| (*day, place, true));
            begins.chain(cell.ends.iter().map(move |day| (*day, place, false)))
        });
        let mut changes: Vec<(i32, &Place, bool)> = changes.collect();
        changes.sort_by_key(|(day, _, begins)| (*day, !begins));
        let mut counts: BTreeMap<&Place, u32> = BTreeMap::new();
        let mut steps: Steps<Extent> = vec![(ALWAYS, Extent::default())];
        for (day, place, begins) in changes {
            let count = counts.entry(place).or_default();
            *count = if begins { *count + 1 } else { count.saturating_sub(1) };
            let (is_new, is_gone) = (begins && *count == 1, *count == 0);
            if is_gone {
                counts.remove(place);
            }
            if !is_new && !is_gone {
                continue;
            }
            let lines: BTreeSet<&str> = counts.keys().map(|(line, _)| line.as_str()).collect();
            let years = || counts.keys().map(|(_, year)| Year(*year));
            let lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            steps.push((day, Extent { lines, first: years().min(), last: years().max() }));
        }
        steps
    }
}

impl CountingRule {
    fn takes(&self, mission: Option<(&Vec<crate::domain::MissionKind>, bool)>) -> bool {
        let kinds = &self.mission_kinds;
        let kind = kinds.is_empty() || mission.is_some_and(|(its, _)| its.iter().any(|kind| kinds.contains(kind)));
        let crewed = self.crewed.is_none_or(|crewed| mission.is_some_and(|(_, its)| its == crewed));
        kind && crewed
    }

    /// Whether one of the sets that something is a member of is counted within.
    fn is_within(&self, sets: &[String]) -> bool {
        self.sets.is_empty() || sets.iter().any(|set| self.sets.iter().any(|one| one.as_str() == set))
    }

    fn goes_to(&self, destination: Option<Destination>) -> bool {
        self.destinations.is_empty() || destination.is_some_and(|one| self.destinations.contains(&one))
    }
}
