//! Sets hold what they say: every record that belongs to one is in its list.

use std::collections::{HashMap, HashSet};

use validator::Validate;

use super::super::{Dataset, Faults};
use crate::domain::{CompleteSet, Event, EventKind, FuzzyDate, Mission, RecordKind, SetKind, SetRule, StatusEffect};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    let records = Records::of(dataset);
    let mut seen = HashSet::new();
    for (set, origin) in dataset.sets.with_origins() {
        let mut say = |path: &str, message: String| {
            faults.shape(origin, Some(set.id.as_str()), format!("$.{path}"), message);
        };
        if !seen.insert(set.id.as_str()) {
            say("id", format!("id {} stands twice, expected an id of its own", set.id));
        }
        if let Err(errors) = set.validate() {
            super::others::flatten(&errors).into_iter().for_each(|(path, message)| say(&path, message));
        }
        if set.sources.is_empty() {
            say("sources", "no source, expected at least one".to_owned());
        }
        for (index, source) in set.sources.iter().enumerate() {
            if !records.sources.contains(source.as_str()) {
                say(&format!("sources[{index}]"), format!("no record {source}, expected an id from sources/"));
            }
        }
        match set.kind {
            SetKind::Mission => members(set, &records.missions, &mut say),
            SetKind::Event => members(set, &records.events, &mut say),
        }
    }
    for (indicator, origin) in dataset.indicators.with_origins() {
        if indicator.rule.as_ref().is_some_and(|rule| rule.sets.is_empty()) {
            let message = "no set, expected those within which the count is complete".to_owned();
            faults.record(origin, indicator, "rule.sets", message);
        }
        for (index, set) in indicator.rule.iter().flat_map(|rule| &rule.sets).enumerate() {
            if !seen.contains(set.as_str()) {
                let message = format!("no set {set}, expected an id from sets/");
                faults.record(origin, indicator, &format!("rule.sets[{index}]"), message);
            }
        }
    }
}

/// A record that may belong to a set.
trait Candidate {
    fn fits(&self, rule: &SetRule) -> bool;
    /// When it flew or happened; `None` while it is planned.
    fn date(&self) -> Option<&FuzzyDate>;
}

/// A mission and its events.
struct Flight<'a> {
    mission: &'a Mission,
    events: Vec<&'a Event>,
}

impl Flight<'_> {
    /// Whether it has not been launched and is not given up.
    fn is_planned(&self) -> bool {
        let effects = self.events.iter().map(|event| (event.date.sort_key(), event.kind.status_effect()));
        let last = effects.filter(|(_, effect)| *effect != StatusEffect::Unchanged).max_by_key(|(date, _)| *date);
        let is_given_up = matches!(last, Some((_, StatusEffect::GivenUp | StatusEffect::Replaced)));
        self.date().is_none() && !is_given_up
    }
}

impl Candidate for Flight<'_> {
    fn fits(&self, rule: &SetRule) -> bool {
        let mission = self.mission;
        let launch_vehicle = mission.launch.vehicle.as_ref();
        let vehicles = launch_vehicle.into_iter().chain(&mission.spacecraft);
        (rule.destinations.is_empty() || rule.destinations.contains(&mission.destination))
            && (rule.mission_kinds.is_empty() || mission.kinds.iter().any(|kind| rule.mission_kinds.contains(kind)))
            && rule.crewed.is_none_or(|crewed| crewed == mission.crewed)
            && (rule.vehicles.is_empty() || vehicles.into_iter().any(|id| rule.vehicles.contains(id.slug())))
            && (!rule.planned || self.is_planned())
    }

    fn date(&self) -> Option<&FuzzyDate> {
        self.events.iter().find(|event| event.kind == EventKind::Launch).map(|launch| &launch.date)
    }
}

impl Candidate for &Event {
    fn fits(&self, rule: &SetRule) -> bool {
        rule.event_kinds.contains(&self.kind)
    }

    fn date(&self) -> Option<&FuzzyDate> {
        Some(&self.date)
    }
}

struct Records<'a> {
    missions: HashMap<&'a str, Flight<'a>>,
    events: HashMap<&'a str, &'a Event>,
    sources: HashSet<&'a str>,
}

impl<'a> Records<'a> {
    fn of(dataset: &'a Dataset) -> Self {
        let flight = |mission: &'a Mission| (mission.id.as_str(), Flight { mission, events: Vec::new() });
        let mut missions: HashMap<&str, Flight<'_>> = dataset.missions.records().iter().map(flight).collect();
        let events = dataset.events.records();
        for event in events {
            if let Some(flight) = event.mission.as_ref().and_then(|id| missions.get_mut(id.as_str())) {
                flight.events.push(event);
            }
        }
        Self {
            missions,
            events: events.iter().map(|event| (event.id.as_str(), event)).collect(),
            sources: dataset.sources.records().iter().map(|source| source.id.as_str()).collect(),
        }
    }
}

/// The members exist and lie within; what the rule finds is a member, or set aside with a reason.
fn members<C: Candidate>(set: &CompleteSet, records: &HashMap<&str, C>, say: &mut impl FnMut(&str, String)) {
    let mut listed: HashSet<&str> = HashSet::new();
    let is_after = |date: &FuzzyDate| date.start() > set.complete_to.last_second();
    for (index, id) in set.members.iter().enumerate() {
        let mut say = |message: String| say(&format!("members[{index}]"), message);
        if !listed.insert(id.as_str()) {
            say(format!("{id} stands twice"));
        }
        let Some(record) = records.get(id.as_str()) else {
            say(format!("no record {id}, expected an id from {}/", RecordKind::from(set.kind).collection()));
            continue;
        };
        if record.date().is_some_and(|date| super::surely_before(date, &set.from)) {
            say(format!("{id} lies before {}", set.from));
        }
        if record.date().is_some_and(is_after) {
            say(format!("{id} lies after {}", set.complete_to));
        }
        if set.rule.as_ref().is_some_and(|rule| rule.planned && !record.fits(rule)) {
            say(format!("{id} is not planned any more"));
        }
    }
    let Some(rule) = &set.rule else { return };
    let is_in_time = |date: &FuzzyDate| !super::surely_before(date, &set.from) && !is_after(date);
    let belongs = |record: &C| record.fits(rule) && (rule.planned || record.date().is_some_and(is_in_time));
    let set_aside: HashSet<&str> = set.set_aside.iter().map(|one| one.id.as_str()).collect();
    let mut missing: Vec<&str> = records.iter().filter(|(_, record)| belongs(record)).map(|(id, _)| *id).collect();
    missing.retain(|id| !listed.contains(id) && !set_aside.contains(id));
    missing.sort_unstable();
    for id in missing {
        say("members", format!("{id} fits the rule and is not listed, expected it here or in set_aside"));
    }
    for (index, one) in set.set_aside.iter().enumerate() {
        let path = format!("set_aside[{index}].id");
        if listed.contains(one.id.as_str()) {
            say(&path, format!("{} is a member, too", one.id));
        } else if !records.get(one.id.as_str()).is_some_and(belongs) {
            say(&path, format!("{} is not found by the rule", one.id));
        }
    }
}
