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

#[cfg(test)]
mod tests {
    use jsonschema::Validator;
    use proptest::prelude::*;
    use serde_json::json;

    use crate::domain::{Bound, FuzzyDate};

    fn parsed(text: &str) -> FuzzyDate {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn pattern() -> Validator {
        jsonschema::validator_for(&json!({ "type": "string", "pattern": FuzzyDate::PATTERN })).unwrap()
    }

    /// A date of a coarse spelling: day, month, quarter, half-year or year.
    fn coarse() -> impl Strategy<Value = String> {
        (1900..3000_i32, 1..=12_i32, 1..=28_i32, 0..5_i32).prop_map(|(year, month, day, form)| match form {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("{year}-Q{}", (month + 2) / 3),
            3 => format!("{year}-H{}", (month + 5) / 6),
            _ => year.to_string(),
        })
    }

    /// Any accepted spelling.
    fn spelling() -> impl Strategy<Value = String> {
        let time = (coarse(), 0..24, 0..60, 0..60, any::<bool>()).prop_map(|(date, hour, minute, second, precise)| {
            let day = format!("{}-06-15", date.get(..4).unwrap());
            if precise {
                format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
            } else {
                format!("{day}T{hour:02}:{minute:02}Z")
            }
        });
        let range = (coarse(), coarse()).prop_map(|(a, b)| {
            let (first, last) = if parsed(&a).start() <= parsed(&b).start() { (a, b) } else { (b, a) };
            format!("{first}/{last}")
        });
        let decade = (190..300_i32).prop_map(|decade| format!("{decade}0s"));
        let period = prop_oneof![coarse(), time, range, decade];
        (prop_oneof!["", "~"], prop_oneof!["", "NET ", "NLT "], period).prop_map(|(a, b, period)| a + &b + &period)
    }

    /// A text that is nearly a date: an accepted spelling with one character replaced, added or removed.
    fn near_miss() -> impl Strategy<Value = String> {
        let letter = prop_oneof!["[-0-9~/:TZQHsNETL ]".prop_map(|text| text), any::<char>().prop_map(String::from)];
        (spelling(), any::<prop::sample::Index>(), letter, 0..3).prop_map(|(text, index, letter, change)| {
            let at = index.index(text.len());
            let (before, after) = text.split_at(at);
            let rest = after.get(1..).unwrap_or_default();
            match change {
                0 => format!("{before}{letter}{rest}"),
                1 => format!("{before}{letter}{after}"),
                _ => format!("{before}{rest}"),
            }
        })
    }

    /// What must hold of every text that is accepted.
    fn is_sound(date: &FuzzyDate) {
        let again = parsed(date.value());
        assert_eq!(&again, date, "the canonical spelling is another date");
        assert!(date.start() <= date.end(), "{date} ends before it starts");
        if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
            assert!(earliest <= latest);
        }
        assert_eq!(date.earliest().is_none(), date.bound() == Some(Bound::NotLaterThan));
        assert_eq!(date.latest().is_none(), date.bound() == Some(Bound::NotEarlierThan));
        assert!((1900..3000).contains(&date.year()), "year of {date}");
        assert!(!date.display().is_empty());
        let answer = serde_json::to_value(date).unwrap();
        assert_eq!(answer["value"], date.value());
        for end in ["earliest", "latest"] {
            assert!(answer[end].as_str().is_none_or(|end| end.parse::<FuzzyDate>().is_ok()), "{end} of {date}");
        }
        assert_eq!(serde_json::from_value::<FuzzyDate>(json!(date.value())).unwrap(), *date);
    }

    #[test]
    fn a_spelling_is_the_same_date_whichever_way_it_is_read() {
        let pattern = pattern();
        proptest!(|(text in spelling())| {
            let date = parsed(&text);
            prop_assert_eq!(date.value(), &text);
            is_sound(&date);
            prop_assert!(pattern.is_valid(&json!(text)), "{} does not match the pattern", text);
        });
    }

    #[test]
    fn no_text_breaks_the_parser_and_what_it_accepts_matches_the_pattern() {
        let pattern = pattern();
        let texts = prop_oneof![
            near_miss(),
            near_miss().prop_map(|text| format!("~{text}")),
            any::<String>(),
            "[-0-9~/:TZQHs]{4,22}"
        ];
        proptest!(ProptestConfig::with_cases(2000), |(text in texts)| {
            if let Ok(date) = text.parse::<FuzzyDate>() {
                is_sound(&date);
                prop_assert!(pattern.is_valid(&json!(text)), "{:?} is accepted and does not match the pattern", text);
            }
        });
    }

    #[test]
    fn dates_follow_each_other_by_their_starts_and_open_ends_come_last() {
        proptest!(|(a in spelling(), b in spelling())| {
            let (a, b) = (parsed(&a), parsed(&b));
            if a.start() < b.start() {
                prop_assert!(a.sort_key() < b.sort_key());
            }
        });
        proptest!(|(text in coarse())| {
            let (plain, net) = (parsed(&text), parsed(&format!("NET {text}")));
            prop_assert!(plain.sort_key() < net.sort_key(), "{} comes after {}", plain, net);
        });
    }
}
