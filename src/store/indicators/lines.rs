//! From a count to lines: points of years, quarters or decades, by nation, operator or for the world, summed up, filled, cut.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::super::names::Names;
use super::super::snapshot::Snapshot;
use super::super::view::{Line, Point, PointPeriod};
use super::Series;
use super::count::{Count, Place, Way, lines_of};
use crate::domain::{CompleteSet, CountingRule, Dimension, RecordKind, Vocabulary};

/// What stands for the destination or the launch vehicle of records that have none.
pub const NONE: &str = "none";

/// The length of the periods of a series.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Per {
    /// Calendar years.
    #[default]
    Year,
    /// Quarters of calendar years. What is known less precisely has no place in any.
    Quarter,
    /// Ten years, from one that ends with 0.
    Decade,
}

impl Vocabulary for Per {
    const NAME: &'static str = "Per";
    const ABOUT: &'static str = "The length of the periods of a series.";
}

impl Per {
    fn of(self, place: &Place) -> Option<PointPeriod> {
        match self {
            Self::Year => Some(PointPeriod::Year(place.year)),
            Self::Quarter => place.quarter.map(|quarter| PointPeriod::Quarter(place.year, quarter)),
            Self::Decade => Some(PointPeriod::Decade(place.year.div_euclid(10) * 10)),
        }
    }

    fn of_year(self, year: i32) -> PointPeriod {
        match self {
            Self::Year => PointPeriod::Year(year),
            Self::Quarter => PointPeriod::Quarter(year, 1),
            Self::Decade => PointPeriod::Decade(year.div_euclid(10) * 10),
        }
    }
}

/// What the lines of a count are to stand for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SeriesGroup {
    /// One line for the whole world.
    World,
    /// One line for each nation.
    Nation,
    /// One line for each operator.
    Operator,
    /// One line for each destination: that of the mission as it is known on the day asked about, or that of the event.
    Destination,
    /// One line for each launch vehicle of the missions, as it is known on the day asked about.
    Vehicle,
}

impl Vocabulary for SeriesGroup {
    const NAME: &'static str = "SeriesGroup";
    const ABOUT: &'static str = "What the lines of a count are to stand for.";
}

impl From<SeriesGroup> for Dimension {
    fn from(group: SeriesGroup) -> Self {
        match group {
            SeriesGroup::World => Self::World,
            SeriesGroup::Nation => Self::Nation,
            SeriesGroup::Operator => Self::Operator,
            SeriesGroup::Destination => Self::Category,
            SeriesGroup::Vehicle => Self::Vehicle,
        }
    }
}

/// What stands for periods in which nothing was counted.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Fill {
    /// A point without a value, between the first and the last point of a line.
    Gaps,
    /// Zero, in periods for which a set that is counted within is complete. Nothing where none is.
    Zero,
}

impl Vocabulary for Fill {
    const NAME: &'static str = "Fill";
    const ABOUT: &'static str = "What stands for periods in which nothing was counted.";
}

/// What is asked of a series.
#[derive(Clone, Debug, Default)]
pub struct SeriesQuery {
    /// Only lines of these players, or of players that belong to them. Lines that stand for no player then count only what these did.
    pub players: Option<Vec<String>>,
    /// Only periods that reach into this year or later ones.
    pub from: Option<i32>,
    /// Only periods that reach into this year or earlier ones.
    pub to: Option<i32>,
    /// Length of the periods.
    pub per: Per,
    /// What the lines are to stand for, if not what the indicator says.
    pub group: Option<SeriesGroup>,
    /// Whether each point is the sum of all up to it.
    pub cumulative: bool,
    /// What stands for periods in which nothing was counted.
    pub fill: Option<Fill>,
    /// Only so many points of each line, the last ones.
    pub latest: Option<usize>,
}

impl SeriesQuery {
    fn takes(&self, line: &Line) -> bool {
        self.players.as_ref().is_none_or(|players| players.iter().any(|id| line.is_of(id)))
    }

    fn is_asked_for(&self, period: PointPeriod) -> bool {
        let (first, last) = period.years();
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

/// Periods for which a count is complete, from a day to a day.
pub(super) type Scope = Vec<(Date, Date)>;

impl Snapshot {
    /// The lines of an indicator. What only makes sense for a count is not done to published figures.
    pub fn series(&self, indicator: u32, query: &SeriesQuery) -> Vec<Line> {
        let lines: Vec<Line> = match self.series_of(indicator) {
            None => Vec::new(),
            Some(Series::Published(lines)) => lines.iter().filter(|line| query.takes(line)).cloned().collect(),
            Some(Series::Derived(count)) => count.lines(query, self),
        };
        lines.into_iter().map(|line| line.cut(query)).filter(|line| !line.points.is_empty()).collect()
    }

    /// Whether an indicator is counted over records, rather than published.
    pub fn is_counted(&self, indicator: u32) -> bool {
        matches!(self.series_of(indicator), Some(Series::Derived(_)))
    }

    /// Whether there is a period for which an indicator is complete.
    pub fn is_complete_somewhere(&self, indicator: u32) -> bool {
        match self.series_of(indicator) {
            Some(Series::Derived(count)) => !self.scope(&count.rule).is_empty(),
            Some(Series::Published(_)) | None => false,
        }
    }

    /// The first and the last year of an indicator: those that have points, and of a count those for which it is complete.
    pub fn years_of_series(&self, indicator: u32) -> Option<(i32, i32)> {
        let lines = self.series(indicator, &SeriesQuery::default());
        let mut years: Vec<i32> =
            lines.iter().flat_map(|line| &line.points).map(|point| point.period.years().0).collect();
        if let Some(Series::Derived(count)) = self.series_of(indicator) {
            years.extend(
                self.scope(&count.rule).iter().flat_map(|(from, to)| [i32::from(from.year()), i32::from(to.year())]),
            );
        }
        Some((years.iter().copied().min()?, years.iter().copied().max()?))
    }

    pub(super) fn series_of(&self, indicator: u32) -> Option<&Series> {
        let record = self.collection(RecordKind::Indicator).record_of(indicator);
        usize::try_from(record).ok().and_then(|place| self.world().series.get(place))
    }

    /// For which periods a count by a rule is complete, as far as they have passed.
    pub(super) fn scope(&self, rule: &CountingRule) -> Scope {
        let within = |set: &&CompleteSet| rule.sets.contains(&set.id);
        let today = self.day().date();
        let day =
            |second: i64| crate::domain::Day::from_number(i32::try_from(second.div_euclid(86_400)).unwrap_or(0)).date();
        self.sets()
            .iter()
            .filter(within)
            .map(|set| (day(set.from.start()), set.complete_to.date().min(today)))
            .collect()
    }
}

const DAY: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// Whether a count is complete for a period, or for so much of it as has passed.
pub(super) fn is_covered(period: PointPeriod, scope: &Scope, today: Date) -> bool {
    let (Some(first), Some(end)) = period.bounds() else { return false };
    scope.iter().any(|(from, to)| *from <= first && first <= *to && (end <= to.saturating_add(DAY) || today < end))
}

/// Whether a period is not over, or reaches beyond everything that is counted.
pub(super) fn is_partial(period: PointPeriod, scope: &Scope, today: Date) -> bool {
    let (Some(first), Some(end)) = period.bounds() else { return true };
    let begins_outside = !scope.is_empty() && scope.iter().all(|(from, _)| first < *from);
    let ends_outside = !scope.is_empty() && scope.iter().all(|(_, to)| to.saturating_add(DAY) < end);
    today < end || begins_outside || ends_outside
}

impl Count {
    fn lines(&self, query: &SeriesQuery, snapshot: &Snapshot) -> Vec<Line> {
        let (day, names, dimension) = (snapshot.day().number(), snapshot.names(), self.group(query.group));
        let labels = self.labels(dimension, snapshot);
        let has_players = is_of_players(dimension);
        let mut sums: BTreeMap<String, BTreeMap<PointPeriod, (u64, u64)>> = BTreeMap::new();
        let mut of: (&str, Vec<String>) = ("", lines_of("", dimension, names));
        for (place, tally) in &self.cells {
            let is_asked =
                has_players || query.players.as_ref().is_none_or(|all| all.iter().any(|id| place.is_of(id, names)));
            let Some(period) = query.per.of(place).filter(|_| is_asked && tally.whole.on(day) > 0) else { continue };
            let mut add = |line: &str, whole: u64, part: u64| {
                let sums = sums.entry(line.to_owned()).or_default().entry(period).or_default();
                *sums = (sums.0 + whole, sums.1 + part);
            };
            if let Some(labels) = &labels {
                let label =
                    |way: u32| usize::try_from(way).ok().and_then(|way| labels.get(way)).map_or(NONE, String::as_str);
                tally.whole.ways(day).into_iter().for_each(|(way, whole)| add(label(way), whole, 0));
                tally.part.ways(day).into_iter().for_each(|(way, part)| add(label(way), 0, part));
                continue;
            }
            if of.0 != place.players {
                of = (&place.players, lines_of(&place.players, dimension, names));
            }
            let (whole, part) = (tally.whole.on(day), tally.part.on(day));
            of.1.iter().for_each(|line| add(line, whole, part));
        }
        let scope = snapshot.scope(&self.rule);
        let lines = sums.into_iter().map(|(line, sums)| {
            let points = self.points(sums, query, &scope, snapshot);
            Line::of(dimension, &line, points, names)
        });
        lines.filter(|line| !has_players || query.takes(line)).collect()
    }

    /// What the lines stand for.
    pub(super) fn group(&self, group: Option<SeriesGroup>) -> Dimension {
        group.map_or(self.dimension, Into::into)
    }

    /// For each way the line that it counts for, where lines stand for ways.
    pub(super) fn labels(&self, dimension: Dimension, snapshot: &Snapshot) -> Option<Vec<String>> {
        let vehicle = |way: &Way| way.vehicle.clone().filter(|id| snapshot.can_name(RecordKind::Vehicle, id));
        let destination = |way: &Way| way.destination.map(|destination| destination.word().to_owned());
        let all = |label: &dyn Fn(&Way) -> Option<String>| {
            Some(self.ways.iter().map(|way| label(way).unwrap_or_else(|| NONE.to_owned())).collect())
        };
        match dimension {
            Dimension::World | Dimension::Nation | Dimension::Operator => None,
            Dimension::Category => all(&destination),
            Dimension::Vehicle => all(&vehicle),
        }
    }

    fn points(
        &self,
        mut sums: BTreeMap<PointPeriod, (u64, u64)>,
        query: &SeriesQuery,
        scope: &Scope,
        snapshot: &Snapshot,
    ) -> Vec<Point> {
        let today = snapshot.day().date();
        if query.fill == Some(Fill::Zero) {
            let mut period = scope.iter().map(|(from, _)| query.per.of_year(from.year().into())).min();
            while let Some(next) = period.filter(|next| next.bounds().0.is_some_and(|first| first <= today)) {
                if is_covered(next, scope, today) {
                    sums.entry(next).or_default();
                }
                period = Some(next.next());
            }
        }
        let mut so_far = (0, 0);
        let sums_up_to = sums.into_iter().map(|(period, (whole, part))| {
            so_far = if query.cumulative { (so_far.0 + whole, so_far.1 + part) } else { (whole, part) };
            self.point(period, so_far, is_partial(period, scope, today))
        });
        sums_up_to.collect()
    }

    pub(super) fn point(&self, period: PointPeriod, (whole, part): (u64, u64), partial: bool) -> Point {
        if self.rule.aggregation.is_share() {
            Point::share(period, part, whole, partial)
        } else {
            Point::of(period, precise(whole), partial)
        }
    }
}

/// A count as a number.
fn precise(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether lines stand for players.
pub(super) fn is_of_players(dimension: Dimension) -> bool {
    match dimension {
        Dimension::Nation | Dimension::Operator => true,
        Dimension::World | Dimension::Vehicle | Dimension::Category => false,
    }
}

impl Line {
    /// The line of a count: of a player, a vehicle or a destination by its id or word, or of the world.
    fn of(dimension: Dimension, name: &str, points: Vec<Point>, names: &Names) -> Self {
        let player = Some(name).filter(|_| is_of_players(dimension));
        let is_vehicle = dimension == Dimension::Vehicle && name != NONE;
        let is_category = !is_vehicle && matches!(dimension, Dimension::Vehicle | Dimension::Category);
        let mut line = Self::new(player, points, names);
        line.vehicle = is_vehicle.then(|| names.refer(RecordKind::Vehicle, name));
        line.category = is_category.then(|| name.to_owned());
        line
    }

    /// The line with those of its points that are asked for, and with gaps where they are.
    fn cut(mut self, query: &SeriesQuery) -> Self {
        if query.fill == Some(Fill::Gaps)
            && let (Some(first), Some(last)) = (self.points.first().copied(), self.points.last().copied())
        {
            let mut known = std::mem::take(&mut self.points).into_iter().peekable();
            let mut period = first.period;
            while period <= last.period {
                let point = known.next_if(|point| point.period == period);
                self.points.push(point.unwrap_or_else(|| Point::gap(period)));
                period = period.next();
            }
        }
        self.points.retain(|point| query.is_asked_for(point.period));
        if let Some(latest) = query.latest {
            self.points.drain(..self.points.len().saturating_sub(latest));
        }
        self
    }
}
