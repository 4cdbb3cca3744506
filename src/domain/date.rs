//! Dates that say how precise they are: a spelling, and the interval it stands for.

mod display;
mod parse;

use std::borrow::Cow;
use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::openapi::{ObjectBuilder, RefOr, Type, schema::Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{Day, Vocabulary};

pub use parse::DateError;

/// How precisely a date is known.
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
pub enum Precision {
    /// To the second: `2026-04-01T22:35:12Z`.
    Second,
    /// To the minute: `2026-04-01T22:35Z`.
    Minute,
    /// To the day: `2026-04-01`.
    Day,
    /// To the month: `2026-04`.
    Month,
    /// To the quarter: `2026-Q2`.
    Quarter,
    /// To the half-year: `2026-H1`.
    Half,
    /// To the year: `2026`.
    Year,
    /// To the decade: `2030s`.
    Decade,
    /// Between two dates: `2026-02/2026-04`.
    Range,
}

impl Vocabulary for Precision {
    const NAME: &'static str = "Precision";
    const ABOUT: &'static str = "How precisely a date is known.";
}

/// Which side of a date is open.
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
pub enum Bound {
    /// It may be any later: `NET 2027`.
    NotEarlierThan,
    /// It may be any earlier: `NLT 2030`.
    NotLaterThan,
}

impl Vocabulary for Bound {
    const NAME: &'static str = "Bound";
    const ABOUT: &'static str = "Which side of a date is open.";
}

/// A date as precise as it is known: a spelling and the interval that it stands for.
///
/// The interval is kept in seconds since 1970-01-01T00:00:00Z, both ends inside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FuzzyDate {
    value: String,
    precision: Precision,
    approximate: bool,
    bound: Option<Bound>,
    start: i64,
    end: i64,
}

impl FuzzyDate {
    /// Every spelling, as a regular expression that needs no look-around.
    pub const PATTERN: &'static str = concat!(
        r"^~?(NET |NLT )?(",
        r"(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?Z|",
        r"(19|2[0-9])[0-9]0s|",
        r"(19|2[0-9])[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4]|-H[12])?",
        r"(/(19|2[0-9])[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4]|-H[12])?)?)$"
    );

    /// The canonical spelling.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// How precisely it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Whether it was stated as "about".
    pub fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// Which side is open.
    pub fn bound(&self) -> Option<Bound> {
        self.bound
    }

    /// First second of the written period. For an open start this is not the earliest possible moment.
    pub fn start(&self) -> i64 {
        self.start
    }

    /// Last second of the written period. For an open end this is not the latest possible moment.
    pub fn end(&self) -> i64 {
        self.end
    }

    /// Earliest possible second; `None` where the start is open.
    pub fn earliest(&self) -> Option<i64> {
        (self.bound != Some(Bound::NotLaterThan)).then_some(self.start)
    }

    /// Latest possible second; `None` where the end is open.
    pub fn latest(&self) -> Option<i64> {
        (self.bound != Some(Bound::NotEarlierThan)).then_some(self.end)
    }

    /// Order of dates: by the start of the written period, then by the latest possible moment, open ends last.
    pub fn sort_key(&self) -> (i64, i64) {
        (self.start, self.latest().unwrap_or(i64::MAX))
    }

    /// The year in which the written period starts.
    pub fn year(&self) -> i32 {
        i32::from(civil(self.start.div_euclid(DAY)).year())
    }

    /// The quarter of the year in which the written period lies, 1 to 4; `None` where it reaches beyond one.
    pub fn quarter(&self) -> Option<u8> {
        let of = |second: i64| {
            let day = civil(second.div_euclid(DAY));
            (day.year(), u8::try_from((day.month() - 1) / 3 + 1).unwrap_or(1))
        };
        (self.bound.is_none() && of(self.start) == of(self.end)).then(|| of(self.start).1)
    }

    /// Whether the written period lies within one calendar year.
    pub fn is_within_a_year(&self) -> bool {
        self.bound.is_none() && civil(self.end.div_euclid(DAY)).year() == civil(self.start.div_euclid(DAY)).year()
    }

    /// The day from which on it is certain that what has this date took place.
    ///
    /// That is the last day of the written period, or the day on which somebody saw that it had taken place, if that was earlier.
    pub fn known_from(&self, checked: Day) -> Day {
        let day = |second: i64| Day::from(civil(second.div_euclid(DAY)));
        day(self.end).min(checked).max(day(self.start))
    }

    /// In plain English: `1 April 2026, 22:35 UTC`, `second quarter of 2026`, `no earlier than 2027`.
    pub fn display(&self) -> String {
        display::plain_english(self)
    }

    fn has_time(&self) -> bool {
        matches!(self.precision, Precision::Second | Precision::Minute)
    }

    /// An end of the interval as it is answered: a day for coarse dates, an instant for precise ones.
    fn written_end(&self, second: i64) -> String {
        let day = civil(second.div_euclid(DAY));
        if !self.has_time() {
            return day.to_string();
        }
        let of_day = second.rem_euclid(DAY);
        format!("{day}T{:02}:{:02}:{:02}Z", of_day / 3600, of_day / 60 % 60, of_day % 60)
    }
}

const DAY: i64 = 86_400;
const EPOCH: Date = date(1970, 1, 1);

/// Days since 1970-01-01.
pub(super) fn day_number(day: Date) -> i64 {
    i64::from(day.since(EPOCH).map(|span| span.get_days()).unwrap_or_default())
}

/// The day that is so many days after 1970-01-01; the epoch itself for a number outside the calendar.
pub(super) fn civil(day_number: i64) -> Date {
    let start = jiff::Timestamp::from_second(day_number.saturating_mul(DAY));
    start.map_or(EPOCH, |start| jiff::tz::Offset::UTC.to_datetime(start).date())
}

impl fmt::Display for FuzzyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

impl<'de> Deserialize<'de> for FuzzyDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The answer form: the spelling and everything a client needs to draw it.
impl Serialize for FuzzyDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("FuzzyDate", 7)?;
        object.serialize_field("value", &self.value)?;
        object.serialize_field("precision", &self.precision)?;
        object.serialize_field("earliest", &self.earliest().map(|second| self.written_end(second)))?;
        object.serialize_field("latest", &self.latest().map(|second| self.written_end(second)))?;
        object.serialize_field("approximate", &self.approximate)?;
        object.serialize_field("bound", &self.bound)?;
        object.serialize_field("display", &self.display())?;
        object.end()
    }
}

/// In fixtures and in queries a date is one string.
impl PartialSchema for FuzzyDate {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(Self::PATTERN))
            .description(Some(
                "A date as precise as it is known: `2026-04-01T22:35:12Z`, `2026-04-01T22:35Z`, `2026-04-01`, `2026-04`, `2026-Q2`, \
                 `2026-H1`, `2026`, `2030s`, or a range such as `2026-02/2026-04`; optionally with `~` (about) and `NET ` (no earlier \
                 than) or `NLT ` (no later than) in front. UTC.",
            ))
            .examples(["2026-Q2"])
            .into()
    }
}

impl ToSchema for FuzzyDate {
    fn name() -> Cow<'static, str> {
        "DateSpelling".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> FuzzyDate {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_period_comes_after_those_that_start_with_it_and_lie_within() {
        // periods that start together come in the order of their length: the shorter lies within the longer
        let nested = [
            "2030-01-01T00:00:00Z",
            "2030-01-01T00:00Z",
            "2030-01-01",
            "2030-01",
            "2030-01/2030-02",
            "2030-Q1",
            "2030-H1",
            "2030",
            "2030/2031",
            "2030s",
            "NET 2030-01-01",
        ];
        for pair in nested.windows(2) {
            assert!(parsed(pair[0]).sort_key() < parsed(pair[1]).sort_key(), "{} comes after {}", pair[0], pair[1]);
        }
        assert_eq!(parsed("NET 2030").sort_key(), parsed("NET 2030-01-01").sort_key());
    }

    #[test]
    fn every_day_of_a_century_and_a_half_is_the_day_that_it_says() {
        let mut day = jiff::civil::date(1900, 1, 1);
        let mut before = None;
        while day.year() < 2050 {
            let date = parsed(&day.to_string());
            assert_eq!(date.end() - date.start(), DAY - 1, "length of {date}");
            assert!(before.is_none_or(|before| date.start() == before + 1), "{date} does not follow the day before");
            assert_eq!(civil(date.start().div_euclid(DAY)), day);
            before = Some(date.end());
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn a_fact_is_known_when_its_period_is_over_or_when_somebody_saw_it() {
        let cases = [
            ("2023-08-23T12:33Z", "2026-11-22", "2023-08-23"),
            ("2020-Q4", "2026-11-22", "2020-12-31"),
            ("~2011", "2026-11-22", "2011-12-31"),
            ("2026-11", "2026-11-22", "2026-11-22"),
            ("2026-11-23", "2026-11-22", "2026-11-23"),
        ];
        for (date, checked, known) in cases {
            assert_eq!(
                parsed(date).known_from(checked.parse().unwrap()).to_string(),
                known,
                "{date} checked on {checked}"
            );
        }
    }

    #[test]
    fn a_date_is_within_a_year_where_both_ends_are() {
        for (text, within) in
            [("2030", true), ("2030-12-31T23:59:59Z", true), ("2030-12/2031-01", false), ("2030s", false)]
        {
            assert_eq!(parsed(text).is_within_a_year(), within, "{text}");
        }
        assert!(!parsed("NET 2030").is_within_a_year());
        assert!(!parsed("NLT 2030").is_within_a_year());
    }
}
