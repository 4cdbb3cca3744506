//! Since when each record is known, and how records are named on a day on which others were not known yet.
//!
//! The rule: what has a date is known from the day it happened, was announced or was published; a coarse date counts from its last day, or from
//! the day somebody saw that it had taken place. What has no date, such as a goal or an operator, is known as long as its record.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::history::History;
use super::names::{Names, Reference};
use crate::dataset::Dataset;
use crate::domain::{FuzzyDate, Id, IndicatorKind, Record, RecordKind, References, Source, SourceRank};

/// Earlier than every day: names, and what has no beginning.
pub(super) const ALWAYS: i32 = i32::MIN;

/// The days that are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All that there ever were.
    AllDays,
    /// A single one, in days since 1970-01-01.
    OneDay(i32),
}

/// The first day (since 1970-01-01) on which each record is known.
#[derive(Debug)]
pub(super) struct Knowledge {
    since: BTreeMap<RecordKind, FxHashMap<String, i32>>,
    reach: Reach,
}

impl Knowledge {
    /// `histories` are those of all missions.
    pub(super) fn new(dataset: &Dataset, histories: &[History<'_>], reach: Reach) -> Self {
        let mut known = Self { since: BTreeMap::new(), reach };
        let day = |date: &FuzzyDate, checked: crate::domain::Day| date.known_from(checked).number();
        for source in dataset.sources.records() {
            known.add(&source.id, published(source));
        }
        for history in histories {
            known.add(&history.mission.id, history.since());
            for (since, plan) in history.plans() {
                known.add(&plan.operator, since);
                plan.launch.vehicle.iter().chain(&plan.spacecraft).for_each(|id| known.add(id, since));
            }
        }
        for event in dataset.events.records() {
            let since = day(&event.date, event.verified_on);
            known.add(&event.id, since);
            event.players.iter().for_each(|id| known.add(id, since));
            event.vehicle.iter().for_each(|id| known.add(id, since));
        }
        for program in dataset.programs.records() {
            let phases = program.history.iter().map(|phase| &phase.since).chain(&program.started);
            let since = phases.map(|date| day(date, program.verified_on)).min();
            known.add(&program.id, since.unwrap_or_else(|| program.verified_on.number()));
        }
        for vehicle in dataset.vehicles.records() {
            let flight = vehicle.first_flight.as_ref().map(|date| day(date, vehicle.verified_on));
            let checked = vehicle.verified_on.number();
            known.add(&vehicle.id, flight.unwrap_or(checked).min(checked));
            let since = known.since(RecordKind::Vehicle, vehicle.id.as_str());
            known.add(&vehicle.maker, since);
            vehicle.operator.iter().for_each(|id| known.add(id, since));
        }
        for player in dataset.players.records() {
            known.add(&player.id, player.founded.as_ref().map_or(ALWAYS, |date| day(date, player.verified_on)));
        }
        for indicator in dataset.indicators.records() {
            let since = match indicator.kind {
                IndicatorKind::Derived => ALWAYS,
                IndicatorKind::Published => indicator.verified_on.number(),
            };
            known.add(&indicator.id, since);
        }
        known
    }

    /// The record is known from this day on, if it was not known earlier.
    fn add<R: Record>(&mut self, id: &Id<R>, since: i32) {
        let of_kind = self.since.entry(R::KIND).or_default();
        match of_kind.get_mut(id.as_str()) {
            Some(known) => *known = since.min(*known),
            None => {
                of_kind.insert(id.to_string(), since);
            }
        }
    }

    /// Since when a record is known. Milestones, timelines and trends are ways of looking, and have no beginning.
    pub(super) fn since(&self, kind: RecordKind, id: &str) -> i32 {
        self.since.get(&kind).and_then(|kind| kind.get(id)).copied().unwrap_or(ALWAYS)
    }

    /// The first day on which an event or a mission is known.
    pub(super) fn first_day(&self) -> Option<i32> {
        let kinds = [RecordKind::Mission, RecordKind::Event];
        kinds.into_iter().filter_map(|kind| self.since.get(&kind)).flat_map(FxHashMap::values).copied().min()
    }
}

/// A source without a date is known from the day it was read; a catalogue, which is kept up to date, has no date.
fn published(source: &Source) -> i32 {
    match &source.published {
        Some(date) => date.known_from(source.accessed).number(),
        None if source.rank == SourceRank::Catalogue => ALWAYS,
        None => source.accessed.number(),
    }
}

/// The names of all records, as one may speak of them on a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub(super) names: &'a Names,
    pub(super) knowledge: &'a Knowledge,
    pub(super) day: i32,
}

impl<'a> Known<'a> {
    /// The same on another day.
    pub(super) fn on(self, day: i32) -> Self {
        Self { day, ..self }
    }

    /// Whether a record is known.
    pub(super) fn knows<R: Record>(&self, id: &Id<R>) -> bool {
        self.knowledge.since(R::KIND, id.as_str()) <= self.day
    }

    /// Whether a date has come; `checked` is the day on which somebody saw it.
    pub(super) fn has_come(&self, date: &FuzzyDate, checked: crate::domain::Day) -> bool {
        date.known_from(checked).number() <= self.day
    }

    /// Id and name of a record of any kind.
    pub(super) fn refer(&self, kind: RecordKind, id: &str) -> Reference {
        self.names.refer(kind, id)
    }

    /// Id and name of a record that has to be named.
    pub(super) fn one<R: Record>(&self, id: &Id<R>) -> Reference {
        self.names.one(id)
    }

    /// Id and name of a record, if it is known.
    pub(super) fn maybe<R: Record>(&self, id: Option<&Id<R>>) -> Option<Reference> {
        id.filter(|id| self.knows(id)).map(|id| self.names.one(id))
    }

    /// Ids and names of those records that are known, in the given order.
    pub(super) fn all<R: Record>(&self, ids: &[Id<R>]) -> Vec<Reference> {
        ids.iter().filter(|id| self.knows(id)).map(|id| self.names.one(id)).collect()
    }
}

/// The days on which a record may come to look different: those after its first on which something that it names becomes known.
#[derive(Debug)]
pub(super) struct Days<'a> {
    knowledge: &'a Knowledge,
    since: i32,
    days: BTreeSet<i32>,
}

impl<'a> Days<'a> {
    /// The days of a record that is known since a day.
    pub(super) fn since(knowledge: &'a Knowledge, since: i32) -> Self {
        Self { knowledge, since, days: BTreeSet::from([since]) }
    }

    /// The days of a record.
    pub(super) fn of<R: Record>(knowledge: &'a Knowledge, record: &R) -> Self {
        let mut days = Self::since(knowledge, knowledge.since(R::KIND, record.id().as_str()));
        days.add(record.verified_on().number());
        days.references(record);
        days
    }

    /// One more day.
    pub(super) fn add(&mut self, day: i32) {
        if day > self.since {
            self.days.insert(day);
        }
    }

    /// The day on which a date has come.
    pub(super) fn date(&mut self, date: Option<&FuzzyDate>, checked: crate::domain::Day) {
        date.into_iter().for_each(|date| self.add(date.known_from(checked).number()));
    }

    /// The days on which the records that a record names become known.
    pub(super) fn references<R: Record>(&mut self, record: &R) {
        for (kind, id) in References::named_by(record) {
            self.add(self.knowledge.since(kind, id.as_str()));
        }
    }

    /// The next of the days, which is then taken away. Where one day is asked about, the last one before it is all that counts;
    /// a record that is not known by then still has its place among the others, with its first day.
    pub(super) fn next(&mut self) -> Option<i32> {
        match self.knowledge.reach {
            Reach::AllDays => self.days.pop_first(),
            Reach::OneDay(day) => {
                let last = self.days.range(..=day).next_back().copied();
                let first = self.days.first().copied().filter(|first| *first == self.since);
                self.days.clear();
                last.or(first)
            }
        }
    }
}
