use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{PointPeriod, Reference, Served, Year};
use crate::domain::{
    CountingRule, Day, Deflates, Dimension, Indicator, IndicatorKind, MoneyBasis, RecordKind, Vocabulary,
};
use crate::store::knowledge::Known;
use crate::store::names::Names;
use crate::store::{Indexing, Key};

/// Shares of fewer than so many are given as counts.
pub(in crate::store) const LEAST_WHOLE: u64 = 3;

/// One point of a series.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Point {
    /// The year, quarter or decade.
    pub period: PointPeriod,
    /// The value, in the unit of the indicator. Null for a period that was filled in as a gap, and for a share of fewer than three, which is given as the two
    /// counts alone: a rate of one or two says nothing.
    #[schema(example = 93.0)]
    pub value: Option<f64>,
    /// Whether the period is not complete yet, or begins before or ends after all that is counted.
    pub partial: bool,
    /// Of a share, how many belong to the part; null otherwise.
    pub part: Option<u64>,
    /// Of a share, how many belong to the whole; null otherwise.
    pub whole: Option<u64>,
    /// The value as it was published, where the series was restated in the prices of another year; null otherwise.
    pub original: Option<f64>,
}

impl Point {
    pub(in crate::store) fn of(period: PointPeriod, value: f64, partial: bool) -> Self {
        Self { period, value: Some(value), partial, part: None, whole: None, original: None }
    }

    /// So many of a hundred, rounded to one decimal.
    pub(in crate::store) fn share(period: PointPeriod, part: u64, whole: u64, partial: bool) -> Self {
        let exact = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let value = (whole >= LEAST_WHOLE).then(|| (exact(part) / exact(whole) * 1000.0).round() / 10.0);
        Self { period, value, partial, part: Some(part), whole: Some(whole), original: None }
    }

    pub(in crate::store) fn gap(period: PointPeriod) -> Self {
        Self { period, value: None, partial: false, part: None, whole: None, original: None }
    }
}

/// One line of an indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Series)]
pub struct Line {
    /// The nation or operator that the line stands for; null for other lines.
    pub player: Option<Reference>,
    /// The vehicle that the line stands for; null for other lines.
    pub vehicle: Option<Reference>,
    /// The category that the line stands for, in the words of the publication; of a count by destination its word, and `none` for what has no destination or no
    /// launch vehicle on record. Null for other lines.
    #[schema(example = "Debris")]
    pub category: Option<String>,
    /// The points, oldest first. A period without a point is not known, or nothing was counted in it.
    pub points: Vec<Point>,
    /// In which prices the values are and how they came there, where they were restated; null otherwise.
    pub restated: Option<RestatedSeries>,
    #[serde(skip)]
    stands_for: Vec<String>,
}

impl Line {
    /// Whether the line stands for the player, or for one that belongs to it.
    pub fn is_of(&self, player: &str) -> bool {
        self.stands_for.iter().any(|one| one == player)
    }

    /// Lines of counts summed up, period by period, under a name.
    pub fn sum_of(category: String, lines: &[Self]) -> Self {
        let mut sums: BTreeMap<PointPeriod, Point> = BTreeMap::new();
        for point in lines.iter().flat_map(|line| &line.points) {
            let sum = sums.entry(point.period).or_insert(Point::gap(point.period));
            sum.value = point.value.map_or(sum.value, |value| Some(sum.value.unwrap_or_default() + value));
            sum.partial |= point.partial;
        }
        let points = sums.into_values().collect();
        Self { player: None, vehicle: None, category: Some(category), points, restated: None, stands_for: Vec::new() }
    }

    pub(in crate::store) fn new(player: Option<&str>, points: Vec<Point>, names: &Names) -> Self {
        Self {
            player: player.map(|id| names.refer(RecordKind::Player, id)),
            vehicle: None,
            category: None,
            points,
            restated: None,
            stands_for: names.with_those_above(player).into_iter().collect(),
        }
    }
}

/// In which prices restated values are, and how they came there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RestatedSeries {
    /// Unit of the restated values.
    #[schema(example = "million US dollars of 2020")]
    pub unit: String,
    /// Year whose prices they are in.
    #[schema(example = 2020)]
    pub price_year: i32,
    /// Year whose prices all values were in before; null where each was in those of its own year.
    #[schema(example = 2021)]
    pub from_year: Option<i32>,
    /// By what all values were multiplied; null where each year has a factor of its own.
    #[schema(example = 0.956331)]
    pub factor: Option<f64>,
    /// The published indicator by which they were restated.
    pub deflator: Reference,
    /// Whether a figure of the deflator that was used is itself `partial`, so that the values may still change.
    pub partial: bool,
}

/// How many lines an indicator has, and the first and the last year with a point.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::store) struct Extent {
    pub(in crate::store) lines: u32,
    pub(in crate::store) first: Option<Year>,
    pub(in crate::store) last: Option<Year>,
}

/// An indicator: a number over time, by player or vehicle.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Indicator)]
pub struct IndicatorView {
    /// Stable id.
    #[schema(example = "orbital-launches-by-nation", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Title.
    #[schema(example = "Orbital launches by nation")]
    pub name: String,
    /// Where the figures come from.
    pub kind: IndicatorKind,
    /// Unit of the values.
    #[schema(example = "launches")]
    pub unit: String,
    /// Currency, scale and prices of the values, where they are money; null otherwise.
    pub money: Option<MoneyBasis>,
    /// The currency whose prices it measures, where money can be restated with it (`price_year`, `deflator`); null otherwise.
    pub deflates: Option<Deflates>,
    /// What its lines stand for.
    pub dimension: Dimension,
    /// How it is counted, what is in and what is not, and where the newest point is partial.
    pub method: String,
    /// Rule of a derived indicator; null for a published one.
    pub rule: Option<CountingRule>,
    /// How to cite the publication; null for a derived indicator.
    pub citation: Option<String>,
    /// Licence of the figures.
    #[schema(example = "CC BY 4.0")]
    pub licence: String,
    /// How many lines it has; they are at `/indicators/{id}/series`.
    pub lines: u32,
    /// First year with a point; null where it has none.
    pub first_period: Option<Year>,
    /// Last year with a point; null where it has none.
    pub last_period: Option<Year>,
    /// Trends that it measures.
    pub trends: Vec<Reference>,
    /// What it tells.
    pub summary: String,
    /// Where the figures were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl IndicatorView {
    pub(in crate::store) fn new(indicator: &Indicator, known: Known<'_>, extent: Extent) -> Self {
        Self {
            id: indicator.id.to_string(),
            name: indicator.name.clone(),
            kind: indicator.kind,
            unit: indicator.unit.clone(),
            money: indicator.money.clone(),
            deflates: indicator.deflates.clone(),
            dimension: indicator.dimension,
            method: indicator.method.clone(),
            rule: indicator.rule.clone(),
            citation: indicator.citation.clone(),
            licence: indicator.licence.clone(),
            lines: extent.lines,
            first_period: extent.first,
            last_period: extent.last,
            trends: known.all(&indicator.trends),
            summary: indicator.summary.clone(),
            sources: known.all(&indicator.sources),
            verified_on: indicator.verified_on,
        }
    }
}

impl Served for IndicatorView {
    const KIND: RecordKind = RecordKind::Indicator;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("kind", [self.kind.word()]);
        to.facet("dimension", [self.dimension.word()]);
        to.facet("trend", self.trends.iter().map(|trend| &trend.id));
        to.order("lines", Key::Number(self.lines.into()));
        to.text("unit", &self.unit);
        to.text("summary", &self.summary);
        to.text("method", &self.method);
    }
}
