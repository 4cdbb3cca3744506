//! Rules of players, programs, vehicles, indicators, timelines and sources.

use std::collections::HashMap;

use validator::{Validate, ValidationErrors};

use super::super::{Dataset, Faults, Table};
use crate::domain::{
    Aggregation, Counted, CountingRule, Dimension, Indicator, IndicatorKind, Player, PlayerKind, Record, Vocabulary,
};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    players(&dataset.players, faults);
    for (program, origin) in dataset.programs.with_origins() {
        let mut before = None;
        for (index, phase) in program.history.iter().enumerate() {
            if before.is_some_and(|before| super::surely_before(&phase.since, before)) {
                let path = format!("history[{index}].since");
                faults.record(origin, program, &path, format!("{} comes before the phase above it", phase.since));
            }
            before = Some(&phase.since);
        }
    }
    for (vehicle, origin) in dataset.vehicles.with_origins() {
        if let (Some(first), Some(last)) = (&vehicle.first_flight, &vehicle.last_flight)
            && super::surely_before(last, first)
        {
            faults.record(origin, vehicle, "last_flight", format!("{last} lies before the first flight on {first}"));
        }
    }
    for (indicator, origin) in dataset.indicators.with_origins() {
        self::indicator(indicator, &mut |path, message| faults.record(origin, indicator, path, message));
    }
    addresses(dataset, faults);
    rules_of_fields(&dataset.players, faults);
    rules_of_fields(&dataset.programs, faults);
    rules_of_fields(&dataset.missions, faults);
    rules_of_fields(&dataset.vehicles, faults);
    rules_of_fields(&dataset.events, faults);
    rules_of_fields(&dataset.timelines, faults);
    rules_of_fields(&dataset.trends, faults);
    rules_of_fields(&dataset.indicators, faults);
    rules_of_fields(&dataset.milestones, faults);
    rules_of_fields(&dataset.claims, faults);
    rules_of_fields(&dataset.sources, faults);
}

/// A nation stands for its members, so the ways up from a player must be sound.
fn players(table: &Table<Player>, faults: &mut Faults) {
    let by_id: HashMap<&str, &Player> = table.records().iter().map(|player| (player.id.as_str(), player)).collect();
    for (player, origin) in table.with_origins() {
        if let Some(nation) = player.nation.as_ref() {
            if player.kind == PlayerKind::Nation {
                faults.record(origin, player, "nation", "a nation belongs to no nation, expected null".to_owned());
            } else if by_id.get(nation.as_str()).is_some_and(|nation| nation.kind != PlayerKind::Nation) {
                faults.record(origin, player, "nation", format!("{nation} is no nation"));
            }
        }
        let mut above = player.parent.as_ref();
        for _ in 0..table.records().len() {
            let Some(parent) = above else { break };
            if *parent == player.id {
                faults.record(origin, player, "parent", "the player is its own parent through these".to_owned());
                break;
            }
            above = by_id.get(parent.as_str()).and_then(|parent| parent.parent.as_ref());
        }
    }
}

fn indicator(indicator: &Indicator, say: &mut impl FnMut(&str, String)) {
    match indicator.kind {
        IndicatorKind::Derived => {
            if indicator.rule.is_none() {
                say("rule", "null, expected the rule of a derived indicator".to_owned());
            }
            if !indicator.series.is_empty() {
                say("series", "a derived indicator is counted, expected no figures".to_owned());
            }
            if matches!(indicator.dimension, Dimension::Vehicle | Dimension::Category) {
                say("dimension", "a derived indicator is counted for world, nation or operator".to_owned());
            }
            indicator.rule.iter().for_each(|rule| self::rule(rule, say));
        }
        IndicatorKind::Published => {
            if indicator.rule.is_some() {
                say("rule", "a published indicator has figures, expected null".to_owned());
            }
            if indicator.series.is_empty() {
                say("series", "no lines, expected the published figures".to_owned());
            }
            if indicator.citation.is_none() {
                say("citation", "null, expected how to cite the publication".to_owned());
            }
        }
    }
    for (index, line) in indicator.series.iter().enumerate() {
        let names = [line.player.is_some(), line.vehicle.is_some(), line.category.is_some()];
        let named = names.into_iter().filter(|named| *named).count();
        let expected = usize::from(indicator.dimension != Dimension::World);
        if named != expected {
            let message = format!("names {named} of player, vehicle and category, expected {expected}");
            say(&format!("series[{index}]"), message);
        }
        for year in line.partial.iter().filter(|year| !line.points.contains_key(year)) {
            say(&format!("series[{index}].partial"), format!("{year} has no point"));
        }
    }
}

/// What a rule counts and what it asks of it go together.
fn rule(rule: &CountingRule, say: &mut impl FnMut(&str, String)) {
    let counts_events = rule.count == Counted::Events;
    let possible = match rule.aggregation {
        Aggregation::Count => true,
        Aggregation::ShareSucceeded => counts_events || rule.count == Counted::LaunchedMissions,
        Aggregation::ShareOnTime => rule.count == Counted::LaunchedMissions,
    };
    if !possible {
        let (aggregation, count) = (rule.aggregation.word(), rule.count.word());
        say("rule.aggregation", format!("{aggregation} cannot be made of {count}"));
    }
    let mut only = |is_given: bool, field: &str, kind: Counted| {
        if is_given && rule.count != kind {
            say(&format!("rule.{field}"), format!("{} have none, expected nothing", rule.count.word()));
        }
    };
    only(!rule.event_kinds.is_empty(), "event_kinds", Counted::Events);
    only(!rule.outcomes.is_empty(), "outcomes", Counted::Events);
    only(!rule.roles.is_empty(), "roles", Counted::Seats);
}

/// One record for each address.
fn addresses(dataset: &Dataset, faults: &mut Faults) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (source, origin) in dataset.sources.with_origins() {
        let bare = source.url.split('#').next().unwrap_or_default().trim_end_matches('/').to_lowercase();
        if let Some(other) = seen.insert(bare, source.id.as_str()) {
            faults.record(origin, source, "url", format!("the address stands in {other} already"));
        }
    }
}

/// The rules that stand as `validate` attributes on the fields.
fn rules_of_fields<R: Record + Validate>(table: &Table<R>, faults: &mut Faults) {
    for (record, origin) in table.with_origins() {
        if let Err(errors) = record.validate() {
            for (path, message) in flatten(&errors) {
                faults.record(origin, record, &path, message);
            }
        }
    }
}

pub(super) fn flatten(errors: &ValidationErrors) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (field, errors) in errors.field_errors() {
        for error in errors {
            let message =
                error.message.as_ref().map_or_else(|| format!("breaks the rule {}", error.code), ToString::to_string);
            found.push((field.to_string(), message));
        }
    }
    found
}
