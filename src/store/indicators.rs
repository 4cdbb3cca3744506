//! The lines of indicators: as published, or counted over missions and events for any day.

mod count;
mod direction;
mod evidence;
mod lines;

use super::aggregates::Steps;
use super::knowledge::ALWAYS;
use super::names::Names;
use super::state::MissionState;
use super::view::{EventView, Extent, Line, MissionView, Point, PointPeriod, Year};
use crate::domain::{Indicator, Mission};

pub use direction::{ComparedPoints, Direction, LatestPoint, LatestPoints};
pub use evidence::{CountedRecord, Evidence, EvidenceQuery};
pub use lines::{Fill, NONE, Per, SeriesGroup, SeriesQuery};

use count::Count;
pub(super) use count::lines_of;

/// The lines of an indicator.
#[derive(Debug)]
pub(super) enum Series {
    /// As they were published.
    Published(Vec<Line>),
    /// Counted by a rule.
    Derived(Box<Count>),
}

impl Series {
    pub(super) fn new(indicator: &Indicator, names: &Names) -> Self {
        if let Some(rule) = &indicator.rule {
            return Self::Derived(Box::new(Count::new(rule.clone(), indicator.dimension)));
        }
        let published = indicator.series.iter().map(|entry| {
            let points = entry
                .points
                .iter()
                .map(|(year, value)| Point::of(PointPeriod::Year(*year), *value, entry.partial.contains(year)));
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
            count.begin();
        }
    }

    /// A version of a mission, by its number among the missions.
    pub(super) fn mission(&mut self, day: i32, number: u32, state: &MissionState<'_>, mission: &MissionView) {
        if let Self::Derived(count) = self {
            count.mission(day, number, state, mission);
        }
    }

    /// An event, by its number among the events, which is known from a day on; `mission` is its mission as it was planned then.
    pub(super) fn event(&mut self, day: i32, number: u32, event: &EventView, mission: Option<&Mission>) {
        if let Self::Derived(count) = self {
            count.event(day, number, event, mission);
        }
    }

    /// Adds what another one of the same indicator has counted.
    pub(super) fn add(&mut self, other: Self) {
        if let (Self::Derived(count), Self::Derived(other)) = (self, other) {
            count.add(*other);
        }
    }

    /// Everything has been counted.
    pub(super) fn finish(&mut self) {
        if let Self::Derived(count) = self {
            count.finish();
        }
    }

    /// How many lines there are and which years they span, on every day on which that changed.
    pub(super) fn extents(&self, names: &Names) -> Steps<Extent> {
        match self {
            Self::Published(lines) => {
                let years = || lines.iter().flat_map(|line| &line.points).map(|point| Year(point.period.years().0));
                let lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
                vec![(ALWAYS, Extent { lines, first: years().min(), last: years().max() })]
            }
            Self::Derived(count) => count.extents(names),
        }
    }
}
