//! Where the lines of an indicator stand and where they are heading.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::super::snapshot::Snapshot;
use super::super::view::{Line, Point, Reference};
use super::{Fill, Series, SeriesQuery};
use crate::domain::Vocabulary;

/// Where a line is heading.
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
pub enum Direction {
    /// The last complete period has a higher value than the one it is compared with.
    Rising,
    /// The last complete period has a lower value than the one it is compared with.
    Falling,
    /// Both have the same value.
    Level,
    /// There are fewer than two complete periods with a value.
    Unknown,
}

impl Vocabulary for Direction {
    const NAME: &'static str = "Direction";
    const ABOUT: &'static str = "Where a line is heading, by its last two complete periods with a value. A period that is not over is never compared, nor one that the figures \
        mark as partial, nor a share of fewer than three. Where periods are missing between the two, the compared points say which they are. Within complete sets, \
        a year in which nothing was counted counts as zero.";
}

/// The two points that tell a direction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct ComparedPoints {
    /// The point of the complete period before: the nearest earlier one with a value.
    pub earlier: Point,
    /// The point of the last complete period with a value.
    pub later: Point,
}

/// Where a line stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LatestPoint {
    /// The nation or operator that the line stands for; null for other lines.
    pub player: Option<Reference>,
    /// The vehicle that the line stands for; null for other lines.
    pub vehicle: Option<Reference>,
    /// The category that the line stands for, in the words of the publication; null for other lines.
    #[schema(example = "Debris")]
    pub category: Option<String>,
    /// Its newest point, complete or not. Points of years to come, which are plans, are passed over where there are others.
    pub latest: Point,
    /// Its last two complete points; null where there are fewer.
    pub compared: Option<ComparedPoints>,
    /// Where it is heading, by these two points.
    pub direction: Direction,
}

/// Where the lines of an indicator stand.
#[derive(Clone, Debug)]
pub struct LatestPoints {
    /// How many lines it has altogether.
    pub lines: usize,
    /// Some of them: those with the newest point first, of these the highest, then those that were the highest before.
    pub shown: Vec<LatestPoint>,
}

impl LatestPoint {
    /// Its values, the newest first; what is not known lies below all others.
    fn heights(&self) -> [f64; 3] {
        let before = self.compared.map(|two| [two.later, two.earlier]);
        let [later, earlier] = before.map_or([None; 2], |points| points.map(|point| point.value));
        [self.latest.value, later, earlier].map(|value| value.unwrap_or(f64::NEG_INFINITY))
    }
}

impl Snapshot {
    /// Where the lines of an indicator stand on the day, so many of them at most.
    pub fn latest(&self, indicator: u32, most: usize) -> LatestPoints {
        let is_count =
            matches!(self.series_of(indicator), Some(Series::Derived(count)) if !count.rule.aggregation.is_share());
        let fill = Some(Fill::Zero).filter(|_| is_count);
        let lines = self.series(indicator, &SeriesQuery { fill, ..SeriesQuery::default() });
        let today = self.day().date();
        let point = |line: Line| {
            let (latest, compared, direction) = standing(&line.points, today)?;
            let Line { player, vehicle, category, .. } = line;
            Some(LatestPoint { player, vehicle, category, latest, compared, direction })
        };
        let mut shown: Vec<LatestPoint> = lines.into_iter().filter_map(point).collect();
        let lines = shown.len();
        // the lines come in the order of their names, and that is kept among equals
        shown.sort_by(|a, b| {
            let newest_first = b.latest.period.cmp(&a.latest.period);
            b.heights().into_iter().zip(a.heights()).fold(newest_first, |order, (b, a)| order.then(b.total_cmp(&a)))
        });
        shown.truncate(most);
        LatestPoints { lines, shown }
    }
}

/// Where a line with these points stands: its newest point, the two that are compared, and where it is heading; `None` without points.
fn standing(points: &[Point], today: Date) -> Option<(Point, Option<ComparedPoints>, Direction)> {
    let has_begun = |point: &&Point| point.period.bounds().0.is_some_and(|first| first <= today);
    let latest = *points.iter().rev().find(has_begun).or(points.last())?;
    let is_over = |point: &Point| point.period.bounds().1.is_some_and(|end| end <= today);
    let mut complete =
        points.iter().rev().filter(|point| !point.partial && point.value.is_some() && is_over(point)).copied();
    let compared = complete.next().zip(complete.next()).map(|(later, earlier)| ComparedPoints { earlier, later });
    let direction = match compared.and_then(|two| two.later.value.partial_cmp(&two.earlier.value)) {
        Some(Ordering::Greater) => Direction::Rising,
        Some(Ordering::Less) => Direction::Falling,
        Some(Ordering::Equal) => Direction::Level,
        None => Direction::Unknown,
    };
    Some((latest, compared, direction))
}

#[cfg(test)]
mod tests {
    use super::super::super::view::PointPeriod::Year;
    use super::*;

    fn of(points: &[Point]) -> (Point, Option<ComparedPoints>, Direction) {
        standing(points, "2026-11-25".parse().unwrap()).unwrap()
    }

    /// The direction, and the years that are compared.
    fn heading(points: &[Point]) -> (Direction, Vec<String>) {
        let (_, compared, direction) = of(points);
        let years = compared.into_iter().flat_map(|two| [two.earlier, two.later]);
        (direction, years.map(|point| point.period.to_string()).collect())
    }

    fn point(year: i32, value: f64) -> Point {
        Point::of(Year(year), value, false)
    }

    fn years(years: &[&str]) -> Vec<String> {
        years.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_last_two_complete_periods_are_compared() {
        let rising = heading(&[point(2023, 9.0), point(2024, 1.0), point(2025, 2.0)]);
        assert_eq!(rising, (Direction::Rising, years(&["2024", "2025"])));
        assert_eq!(heading(&[point(2024, 2.0), point(2025, 1.5)]).0, Direction::Falling);
        assert_eq!(heading(&[point(2024, 2.0), point(2025, 2.0)]).0, Direction::Level);
    }

    #[test]
    fn what_is_not_complete_is_not_compared() {
        let partial = Point::of(Year(2026), 9.0, true);
        for last in [partial, point(2026, 9.0), point(2027, 9.0), Point::share(Year(2026), 1, 1, false)] {
            let found = heading(&[point(2024, 2.0), point(2025, 1.0), last]);
            assert_eq!(found, (Direction::Falling, years(&["2024", "2025"])), "{last:?}");
        }
        let of_few = Point::share(Year(2023), 2, 2, false);
        let shares = [Point::share(Year(2020), 3, 4, false), of_few, Point::share(Year(2025), 4, 4, false)];
        assert_eq!(heading(&shares), (Direction::Rising, years(&["2020", "2025"])), "a gap shows in the periods");
    }

    #[test]
    fn plans_are_not_the_newest_point() {
        let newest = |points: &[Point]| of(points).0.period.to_string();
        assert_eq!(newest(&[point(2025, 1.0), Point::of(Year(2026), 2.0, true), point(2027, 3.0)]), "2026");
        assert_eq!(newest(&[point(2027, 3.0), point(2028, 4.0)]), "2028");
        assert_eq!(standing(&[], "2026-11-25".parse().unwrap()), None);
    }

    #[test]
    fn one_complete_period_tells_no_direction() {
        let partial = Point::of(Year(2026), 9.0, true);
        for points in [&[point(2025, 1.0)][..], &[point(2025, 1.0), partial], &[partial]] {
            assert_eq!(heading(points), (Direction::Unknown, Vec::new()));
        }
    }
}
