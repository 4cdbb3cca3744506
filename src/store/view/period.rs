use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ObjectBuilder, RefOr, Type};
use utoipa::{PartialSchema, ToSchema};

/// The period that a point of a series stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointPeriod {
    /// A calendar year.
    Year(i32),
    /// A quarter, 1 to 4, of a calendar year.
    Quarter(i32, u8),
    /// Ten years, by the first of them.
    Decade(i32),
    /// Several years, from the first to the last of them.
    Years(i32, i32),
}

impl PointPeriod {
    /// Every spelling.
    pub const PATTERN: &'static str = "^[0-9]{4}(-Q[1-4]|/[0-9]{4})?$|^[0-9]{3}0s$";

    /// The first and the last year that it touches.
    pub fn years(self) -> (i32, i32) {
        match self {
            Self::Year(year) | Self::Quarter(year, _) => (year, year),
            Self::Decade(first) => (first, first + 9),
            Self::Years(first, last) => (first, last),
        }
    }

    /// All years from one to another, which may be the same.
    pub fn of_years(first: i32, last: i32) -> Self {
        if first == last { Self::Year(first) } else { Self::Years(first, last) }
    }

    /// The period of the same length that comes next.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Year(year) => Self::Year(year + 1),
            Self::Quarter(year, 4) => Self::Quarter(year + 1, 1),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter + 1),
            Self::Decade(first) => Self::Decade(first + 10),
            Self::Years(first, last) => Self::Years(last + 1, last + 1 + (last - first)),
        }
    }

    /// The first day of it, and the first day after it.
    pub(in crate::store) fn bounds(self) -> (Option<Date>, Option<Date>) {
        (self.first_day(), self.next().first_day())
    }

    fn first_day(self) -> Option<Date> {
        let (year, month) = match self {
            Self::Year(year) | Self::Decade(year) | Self::Years(year, _) => (year, 1),
            Self::Quarter(year, quarter) => (year, i8::try_from(quarter).ok()?.checked_mul(3)? - 2),
        };
        Date::new(i16::try_from(year).ok()?, month, 1).ok()
    }
}

impl fmt::Display for PointPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Decade(first) => write!(f, "{first:04}s"),
            Self::Years(first, last) => write!(f, "{first:04}/{last:04}"),
        }
    }
}

impl FromStr for PointPeriod {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "expected a year such as 2024, a quarter such as 2024-Q1, a decade such as 2020s or years such as 2017/2026, the earlier first";
        let year = |digits: &str| -> Result<i32, Self::Err> {
            let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| is_year).ok_or(expected)
        };
        if let Some((before, quarter)) = text.split_once("-Q") {
            let quarter = quarter.parse().ok().filter(|number| (1..=4).contains(number) && quarter.len() == 1);
            return Ok(Self::Quarter(year(before)?, quarter.ok_or(expected)?));
        }
        if let Some((first, last)) = text.split_once('/') {
            let (first, last) = (year(first)?, year(last)?);
            return if first < last { Ok(Self::Years(first, last)) } else { Err(expected) };
        }
        match text.strip_suffix('s') {
            Some(first) if first.ends_with('0') => Ok(Self::Decade(year(first)?)),
            Some(_) => Err(expected),
            None => Ok(Self::Year(year(text)?)),
        }
    }
}

impl Serialize for PointPeriod {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialSchema for PointPeriod {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(Self::PATTERN))
            .description(Some(
                "A calendar year (`2024`), a quarter (`2024-Q1`), a decade (`2020s`) or several years (`2017/2026`).",
            ))
            .examples(["2024"])
            .into()
    }
}

impl ToSchema for PointPeriod {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_comes_back_and_nothing_else_is_one() {
        for text in ["1957", "2024-Q1", "2024-Q4", "2020s", "0999", "2017/2026", "1999/2000"] {
            assert_eq!(text.parse::<PointPeriod>().unwrap().to_string(), text);
        }
        for text in ["", "24", "2024-Q5", "2024-Q0", "2024-Q01", "2024-q1", "2024s", "2020S", "+024", "2024-01", "20 4"]
            .into_iter()
            .chain([
                "2026/2017",
                "2024/2024",
                "2017/",
                "/2026",
                "2017/26",
                "2017/2020s",
                "2017/2020/2026",
                "2017//2026",
            ])
        {
            assert!(text.parse::<PointPeriod>().is_err(), "{text:?} was accepted");
        }
    }

    #[test]
    fn periods_follow_each_other_without_a_gap() {
        for (text, next, from, to) in [
            ("2024", "2025", "2024-01-01", "2025-01-01"),
            ("2024-Q1", "2024-Q2", "2024-01-01", "2024-04-01"),
            ("2024-Q4", "2025-Q1", "2024-10-01", "2025-01-01"),
            ("2020s", "2030s", "2020-01-01", "2030-01-01"),
            ("2017/2026", "2027/2036", "2017-01-01", "2027-01-01"),
            ("2024/2025", "2026/2027", "2024-01-01", "2026-01-01"),
        ] {
            let period: PointPeriod = text.parse().unwrap();
            assert_eq!(period.next().to_string(), next);
            let day = |text: &str| Some(text.parse::<Date>().unwrap());
            assert_eq!(period.bounds(), (day(from), day(to)), "{text}");
        }
    }
}
