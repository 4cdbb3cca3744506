//! From a spelling to its interval.

use std::str::FromStr;

use jiff::civil::{Date, DateTime};

use super::{Bound, DAY, FuzzyDate, Precision, day_number};

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text fits none of the spellings.
    #[error(
        "{0:?} is no date, expected a spelling such as 2026-04-01, 2026-04, 2026-Q2, 2026-H1, 2026, 2030s, 2026-02/2026-04 or NET 2027"
    )]
    Spelling(String),
    /// The text is spelt like a date that the calendar does not have.
    #[error("{0:?} is not in the calendar, expected an existing day and time of the years 1900 to 2999")]
    NotInCalendar(String),
    /// The end of a range comes before its start.
    #[error("{0:?} ends before it starts, expected the earlier date first")]
    Backwards(String),
}

impl FromStr for FuzzyDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let shown = || text.chars().take(60).collect::<String>();
        let (approximate, rest) = match text.strip_prefix('~') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (bound, rest) = if let Some(rest) = rest.strip_prefix("NET ") {
            (Some(Bound::NotEarlierThan), rest)
        } else if let Some(rest) = rest.strip_prefix("NLT ") {
            (Some(Bound::NotLaterThan), rest)
        } else {
            (None, rest)
        };
        let (precision, start, end) = if let Some((first, last)) = rest.split_once('/') {
            let (first, last) = (coarse(first), coarse(last));
            let (first, last) = first.and_then(|first| Ok((first, last?))).map_err(|fault| fault.of(shown()))?;
            if last.2 < first.1 {
                return Err(DateError::Backwards(shown()));
            }
            (Precision::Range, first.1, last.2)
        } else if rest.contains('T') {
            instant(rest).map_err(|fault| fault.of(shown()))?
        } else {
            coarse(rest).map_err(|fault| fault.of(shown()))?
        };
        Ok(Self { value: text.to_owned(), precision, approximate, bound, start, end })
    }
}

/// Why a part of a date does not read.
enum Fault {
    Spelling,
    NotInCalendar,
}

impl Fault {
    fn of(self, text: String) -> DateError {
        match self {
            Self::Spelling => DateError::Spelling(text),
            Self::NotInCalendar => DateError::NotInCalendar(text),
        }
    }
}

type Parsed = Result<(Precision, i64, i64), Fault>;

/// A date with a time of day, in UTC.
fn instant(text: &str) -> Parsed {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let precision = match shape.as_str() {
        "0000-00-00T00:00:00Z" => Precision::Second,
        "0000-00-00T00:00Z" => Precision::Minute,
        _ => return Err(Fault::Spelling),
    };
    let leap_second = text.ends_with(":60Z");
    let local = text.trim_end_matches('Z');
    let parsed: DateTime = local.parse().map_err(|_error: jiff::Error| Fault::NotInCalendar)?;
    in_years(parsed.year().into())?;
    if leap_second {
        return Err(Fault::NotInCalendar);
    }
    let time = parsed.time();
    let of_day = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    let start = day_number(parsed.date()) * DAY + of_day;
    let length = if precision == Precision::Minute { 60 } else { 1 };
    Ok((precision, start, start + length - 1))
}

/// A date without a time of day.
fn coarse(text: &str) -> Parsed {
    if !text.is_ascii() {
        return Err(Fault::Spelling);
    }
    let (year, rest) = text.split_at_checked(4).ok_or(Fault::Spelling)?;
    if let (Some(decade), "s") = (year.strip_suffix('0'), rest) {
        let first = number(decade)? * 10;
        return whole_months(Precision::Decade, (first, 1), (first + 10, 1));
    }
    let year = number(year)?;
    match rest {
        "" => whole_months(Precision::Year, (year, 1), (year + 1, 1)),
        "-Q1" => whole_months(Precision::Quarter, (year, 1), (year, 4)),
        "-Q2" => whole_months(Precision::Quarter, (year, 4), (year, 7)),
        "-Q3" => whole_months(Precision::Quarter, (year, 7), (year, 10)),
        "-Q4" => whole_months(Precision::Quarter, (year, 10), (year + 1, 1)),
        "-H1" => whole_months(Precision::Half, (year, 1), (year, 7)),
        "-H2" => whole_months(Precision::Half, (year, 7), (year + 1, 1)),
        _ => {
            let rest = rest.strip_prefix('-').ok_or(Fault::Spelling)?;
            let (month, day) = match rest.split_once('-') {
                Some((month, day)) => (two_digits(month)?, Some(two_digits(day)?)),
                None => (two_digits(rest)?, None),
            };
            in_years(year)?;
            match day {
                Some(day) => {
                    let start = day_number(calendar(year, month, day)?) * DAY;
                    Ok((Precision::Day, start, start + DAY - 1))
                }
                None => {
                    let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                    whole_months(Precision::Month, (year, month), next)
                }
            }
        }
    }
}

/// The period from the first day of one month up to the first day of another, which is outside.
fn whole_months(precision: Precision, from: (i64, i64), up_to: (i64, i64)) -> Parsed {
    in_years(from.0)?;
    let start = day_number(calendar(from.0, from.1, 1)?) * DAY;
    let end = day_number(calendar(up_to.0, up_to.1, 1)?) * DAY - 1;
    Ok((precision, start, end))
}

fn in_years(year: i64) -> Result<(), Fault> {
    if (1900..3000).contains(&year) { Ok(()) } else { Err(Fault::NotInCalendar) }
}

fn calendar(year: i64, month: i64, day: i64) -> Result<Date, Fault> {
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let (Ok(year), Ok(month), Ok(day)) = parts else { return Err(Fault::NotInCalendar) };
    Date::new(year, month, day).map_err(|_error| Fault::NotInCalendar)
}

fn two_digits(text: &str) -> Result<i64, Fault> {
    if text.len() == 2 { number(text) } else { Err(Fault::Spelling) }
}

fn number(text: &str) -> Result<i64, Fault> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_error: std::num::ParseIntError| Fault::Spelling)
    } else {
        Err(Fault::Spelling)
    }
}
