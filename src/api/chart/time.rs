//! An axis of days.

use jiff::civil::Date;

use super::scale::Scale;
use crate::api::served::day_of;
use crate::domain::Day;

const DAY: f64 = 86_400.0;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A second since 1970-01-01T00:00:00Z as a number to reckon with.
pub(super) fn seconds(second: i64) -> f64 {
    // dates lie between the years 1900 and 2999, whose days are small numbers
    let day = i32::try_from(second.div_euclid(86_400)).unwrap_or_default();
    f64::from(day) * DAY + f64::from(i32::try_from(second.rem_euclid(86_400)).unwrap_or_default())
}

/// The first second of a day.
pub(super) fn start_of(day: Day) -> f64 {
    f64::from(day.number()) * DAY
}

/// A stretch of time, at least half a year and with some free room at both ends.
pub(super) fn span(moments: impl Iterator<Item = i64>) -> Option<(i64, i64)> {
    const LEAST: i64 = 182 * 86_400;
    let moments: Vec<i64> = moments.collect();
    let (first, last) = (*moments.iter().min()?, *moments.iter().max()?);
    let missing = (LEAST - (last - first)).max(0);
    let room = (last - first) / 30 + missing / 2;
    Some((first - room, last + room))
}

/// The first days of months, years or decades within a stretch, with their names: as far apart as so many pixels.
pub(super) fn ticks(scale: Scale, first: i64, last: i64, apart: f64) -> Vec<(f64, String)> {
    let month = (scale.at(30.44 * DAY) - scale.at(0.0)).abs();
    let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
    let step = steps.into_iter().find(|step| f64::from(*step) * month >= apart).unwrap_or(1_200);
    let (from, to) = (day_of(first).date(), day_of(last).date());
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    let start = months(from).div_euclid(step) * step;
    let all = (0..).map(|count| start + count * step).take_while(|number| *number <= months(to));
    let within = all.filter_map(|number| {
        let month = usize::try_from(number.rem_euclid(12)).ok()?;
        let year = number.div_euclid(12);
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month + 1).ok()?, 1).ok()?;
        let label = if step < 12 { format!("{} {year}", MONTHS.get(month)?) } else { year.to_string() };
        (date >= from).then(|| (start_of(Day::from(date)), label))
    });
    within.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(day: &str) -> i64 {
        i64::from(Day::from(day.parse::<Date>().unwrap()).number()) * 86_400
    }

    #[test]
    fn ticks_are_as_far_apart_as_they_have_to_be() {
        let (first, last) = (second("2020-02-10"), second("2026-11-25"));
        let scale = Scale { least: seconds(first), greatest: seconds(last), start: 0.0, end: 700.0 };
        let marks = ticks(scale, first, last, 60.0);
        let names: Vec<&str> = marks.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["2021", "2022", "2023", "2024", "2025", "2026"]);
        let close = ticks(scale, first, last, 10.0);
        assert_eq!(close[0].1, "Mar 2020");
        assert!(marks.windows(2).all(|pair| scale.at(pair[1].0) - scale.at(pair[0].0) >= 60.0));
    }

    #[test]
    fn a_span_is_never_too_short_to_be_seen() {
        let one = second("2026-01-01");
        let (first, last) = span([one].into_iter()).unwrap();
        assert!(first < one && one < last && last - first >= 180 * 86_400);
        assert!(span(std::iter::empty()).is_none());
    }
}
