//! All that was ever known, indexed once: the data set of every day.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::collection::Collection;
use super::indicators::Series;
use super::lifespans::Group;
use super::names::Names;
use super::resolve::Resolver;
use super::restating::Deflator;
use super::search::SearchIndex;
use super::snapshot::Freshness;
use super::statistics::SlipFacts;
use crate::domain::{CompleteSet, Formula, RecordKind};

/// A data set in all the versions in which its records were ever known, or in those of one day. It does not depend on the calendar.
#[derive(Debug)]
pub(super) struct World {
    pub(super) version: String,
    pub(super) versions: Vec<(i32, u64)>,
    pub(super) first_day: Option<i32>,
    pub(super) names: Names,
    pub(super) collections: [Collection; 11],
    /// One for each document of a mission.
    pub(super) slips: Vec<SlipFacts>,
    pub(super) series: Vec<Series>,
    pub(super) deflators: Vec<Deflator>,
    /// For each timeline its events, counted ahead.
    pub(super) shown: Vec<Group>,
    pub(super) sets: Vec<CompleteSet>,
    /// Formulas of standings, in the order of the dimensions.
    pub(super) formulas: Vec<Formula>,
    /// That of all days, which a world of one day shares as soon as it is there.
    pub(super) search: Arc<OnceLock<SearchIndex>>,
    pub(super) resolver: Resolver,
    pub(super) freshness: BTreeMap<RecordKind, Freshness>,
}

impl World {
    /// The records of a kind.
    pub(super) fn collection(&self, kind: RecordKind) -> &Collection {
        of_kind(&self.collections, kind)
    }

    /// Whether the full-text index is there.
    pub(super) fn can_search(&self) -> bool {
        self.search.get().is_some()
    }

    /// The full-text index; waits for it where it is not there yet.
    pub(super) fn search(&self) -> &SearchIndex {
        self.search.wait()
    }

    /// A version of what was known on a day: a hash that changes with everything that was known by then, and with nothing else.
    pub(super) fn version_on(&self, day: i32) -> String {
        let before = self.versions.partition_point(|(from, _)| *from <= day);
        let version = before.checked_sub(1).and_then(|last| self.versions.get(last));
        format!("{:016x}", version.map_or(0, |(_, version)| *version))
    }
}

/// The one of eleven things that belongs to a kind of record.
pub(super) fn of_kind<T>(all: &[T; 11], kind: RecordKind) -> &T {
    let [players, programs, missions, vehicles, events, timelines, trends, indicators, milestones, claims, sources] =
        all;
    match kind {
        RecordKind::Player => players,
        RecordKind::Program => programs,
        RecordKind::Mission => missions,
        RecordKind::Vehicle => vehicles,
        RecordKind::Event => events,
        RecordKind::Timeline => timelines,
        RecordKind::Trend => trends,
        RecordKind::Indicator => indicators,
        RecordKind::Milestone => milestones,
        RecordKind::Claim => claims,
        RecordKind::Source => sources,
    }
}
