//! The plane of a chart: periods from left to right, values from bottom to top.

use super::super::scale::{Scale, ticks};
use super::super::shape::{self, Anchor};
use super::super::style::TEXT;
use super::super::{Area, Shapes, count, text};
use super::{ChartKind, SeriesChart};
use crate::store::view::{Line, PointPeriod};

/// All periods from the first to the last point of some lines.
pub(super) fn periods(lines: &[Line]) -> Vec<PointPeriod> {
    let points = || lines.iter().flat_map(|line| &line.points).filter(|point| point.value.is_some());
    let known = || points().map(|point| point.period);
    let Some(last) = known().max() else { return Vec::new() };
    std::iter::successors(known().min(), |period| Some(period.next())).take_while(|period| *period <= last).collect()
}

/// The least and the greatest value that a chart has to hold.
fn extent(chart: &SeriesChart<'_>, periods: &[PointPeriod]) -> (f64, f64) {
    let points = || chart.lines.iter().flat_map(|line| &line.points);
    let values = || points().filter_map(|point| point.value);
    let least = values().fold(0.0, f64::min);
    if chart.kind == ChartKind::Stacked {
        let sum = |period: &PointPeriod| -> f64 {
            points().filter(|point| point.period == *period).filter_map(|point| point.value).sum()
        };
        return (least, periods.iter().map(sum).fold(0.0, f64::max));
    }
    (least, values().fold(0.0, f64::max))
}

/// Periods and values with their places.
pub(super) struct Axes {
    pub(super) plot: Area,
    pub(super) periods: Vec<PointPeriod>,
    pub(super) values: Scale,
    ticks: Vec<f64>,
}

impl Axes {
    /// Between the labels of values and the plot.
    const BESIDE: f64 = 8.0;
    /// The room of the labels of periods.
    const BELOW: f64 = 22.0;
    /// Free room on the right, into which the last label may reach.
    const RIGHT: f64 = 20.0;

    pub(super) fn new(chart: &SeriesChart<'_>, area: Area) -> Self {
        let periods = periods(chart.lines);
        let (least, greatest) = extent(chart, &periods);
        let ticks = ticks(least, greatest, (area.height / 50.0).clamp(2.0, 8.0), chart.are_counts);
        let widest = ticks.iter().map(|tick| text::width(&text::number(*tick), TEXT)).fold(0.0, f64::max);
        let left = widest + Self::BESIDE;
        let plot = Area {
            x: area.x + left,
            y: area.y + TEXT / 2.0 + 4.0,
            width: area.width - left - Self::RIGHT,
            height: area.height - Self::BELOW - TEXT / 2.0 - 4.0,
        };
        let end = |tick: Option<&f64>| tick.copied().unwrap_or_default();
        let values =
            Scale { least: end(ticks.first()), greatest: end(ticks.last()), start: plot.bottom(), end: plot.y };
        Self { plot, periods, values, ticks }
    }

    /// The width that a period has.
    pub(super) fn band(&self) -> f64 {
        self.plot.width / count(self.periods.len()).max(1.0)
    }

    /// The middle of a period.
    pub(super) fn middle(&self, period: PointPeriod) -> f64 {
        let place = self.periods.binary_search(&period).unwrap_or_default();
        self.plot.x + (count(place) + 0.5) * self.band()
    }

    /// Lines across and labels.
    pub(super) fn draw(&self) -> Shapes {
        let mut shapes = Shapes::new();
        for tick in &self.ticks {
            let y = self.values.at(*tick);
            shapes.push(shape::line((self.plot.x, y), (self.plot.right(), y), "grid"));
            let label = text::number(*tick);
            shapes.push(shape::text(&label, self.plot.x - Self::BESIDE, y + 4.0, "text muted", Anchor::End));
        }
        for (period, label) in self.labels() {
            let (x, y) = (self.middle(period), self.plot.bottom());
            shapes.push(shape::line((x, y), (x, y + 4.0), "axis"));
            shapes.push(shape::text(&label, x, y + 18.0, "text muted", Anchor::Middle));
        }
        shapes
    }

    /// The line at zero.
    pub(super) fn zero(&self) -> Shapes {
        let y = self.values.within(0.0);
        vec![shape::line((self.plot.x, y), (self.plot.right(), y), "axis")]
    }

    /// The periods that are named, as far apart as their names need.
    fn labels(&self) -> Vec<(PointPeriod, String)> {
        let label = |period: PointPeriod| match period {
            PointPeriod::Quarter(year, _) => year.to_string(),
            PointPeriod::Year(_) | PointPeriod::Decade(_) | PointPeriod::Years(..) => period.to_string(),
        };
        let years = match self.periods.first() {
            Some(PointPeriod::Quarter(..)) => 0.25,
            Some(PointPeriod::Decade(_)) => 10.0,
            Some(PointPeriod::Year(_) | PointPeriod::Years(..)) | None => 1.0,
        };
        let widest = self.periods.iter().map(|period| text::width(&label(*period), TEXT)).fold(0.0, f64::max);
        let enough = |step: &i32| f64::from(*step) / years * self.band() >= widest + 12.0;
        let step = [1, 2, 5, 10, 20, 50, 100, 200].into_iter().find(enough).unwrap_or(500);
        let is_named = |period: &PointPeriod| match period {
            PointPeriod::Quarter(year, quarter) => *quarter == 1 && year % step == 0,
            PointPeriod::Year(year) | PointPeriod::Decade(year) | PointPeriod::Years(year, _) => year % step == 0,
        };
        let mut named: Vec<PointPeriod> = self.periods.iter().copied().filter(is_named).collect();
        if named.is_empty() {
            named.extend(self.periods.first());
        }
        named.into_iter().map(|period| (period, label(period))).collect()
    }
}
