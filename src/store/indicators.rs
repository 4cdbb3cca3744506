//! The lines of indicators: as published, or counted over missions and events.

use std::collections::BTreeMap;

use super::names::Names;
use super::view::{EventView, Line, MissionView, Point, Reference, Year};
use crate::domain::{Counted, CountingRule, Destination, Dimension, Indicator};

/// The lines of an indicator: as published, or counted by its rule.
pub(super) fn lines(
    indicator: &Indicator,
    names: &Names,
    missions: &[MissionView],
    events: &[EventView],
    this_year: i32,
) -> Vec<Line> {
    if let Some(rule) = &indicator.rule {
        return counted(rule, indicator.dimension, names, missions, events, this_year);
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
    published.collect()
}

fn counted(
    rule: &CountingRule,
    dimension: Dimension,
    names: &Names,
    missions: &[MissionView],
    events: &[EventView],
    this_year: i32,
) -> Vec<Line> {
    let by_id: BTreeMap<&str, &MissionView> = missions.iter().map(|mission| (mission.id.as_str(), mission)).collect();
    let mut counts: BTreeMap<String, BTreeMap<i32, u32>> = BTreeMap::new();
    let mut count = |year: i32, mission: Option<&MissionView>, players: &[Reference], nations: Vec<String>| {
        let lines = match dimension {
            Dimension::Nation => mission.map_or(nations, |mission| operator_nations(mission, names)),
            Dimension::Operator => mission
                .map_or_else(|| players.iter().map(|one| one.id.clone()).collect(), |it| vec![it.operator.id.clone()]),
            Dimension::World | Dimension::Vehicle | Dimension::Category => vec![String::new()],
        };
        for line in lines {
            *counts.entry(line).or_default().entry(year).or_default() += 1;
        }
    };
    match rule.count {
        Counted::LaunchedMissions => {
            for mission in missions.iter().filter(|mission| mission.launch.achieved && rule.takes(Some(mission))) {
                if let Some(date) = mission.launch.date.as_ref().filter(|_| rule.goes_to(Some(mission.destination))) {
                    count(date.0.year(), Some(mission), &[], Vec::new());
                }
            }
        }
        Counted::Events => {
            for event in events {
                let mission = event.mission.as_ref().and_then(|mission| by_id.get(mission.id.as_str()).copied());
                let fits = rule.takes(mission) && rule.goes_to(event.destination);
                let kind = rule.event_kinds.is_empty() || rule.event_kinds.contains(&event.kind);
                let went =
                    rule.outcomes.is_empty() || event.outcome.is_some_and(|outcome| rule.outcomes.contains(&outcome));
                if fits && kind && went {
                    let players = event.players.iter().map(|player| player.id.as_str());
                    let nations = names.nations_of(players);
                    count(event.date.0.year(), mission, &event.players, nations);
                }
            }
        }
    }
    counts
        .into_iter()
        .map(|(line, years)| {
            let points = years.into_iter().map(|(year, value)| Point {
                period: Year(year),
                value: value.into(),
                partial: year == this_year,
            });
            Line::new(Some(line.as_str()).filter(|line| !line.is_empty()), points.collect(), names)
        })
        .collect()
}

/// The nation of the operator; the operator itself where it belongs to several, as ESA does.
fn operator_nations(mission: &MissionView, names: &Names) -> Vec<String> {
    let nations = names.nations_of([mission.operator.id.as_str()]);
    if nations.is_empty() { vec![mission.operator.id.clone()] } else { nations }
}

impl CountingRule {
    fn takes(&self, mission: Option<&MissionView>) -> bool {
        let kinds = &self.mission_kinds;
        let kind = kinds.is_empty() || mission.is_some_and(|it| it.kinds.iter().any(|kind| kinds.contains(kind)));
        let crewed = self.crewed.is_none_or(|crewed| mission.is_some_and(|mission| mission.crewed == crewed));
        kind && crewed
    }

    fn goes_to(&self, destination: Option<Destination>) -> bool {
        self.destinations.is_empty() || destination.is_some_and(|one| self.destinations.contains(&one))
    }
}
