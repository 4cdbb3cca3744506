//! Plain calendar days.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, SchemaFormat, Type, schema::Schema};
use utoipa::{PartialSchema, ToSchema};

/// A day of the Gregorian calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Why a text is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day, expected YYYY-MM-DD")]
pub struct DayError(String);

impl Day {
    /// Today, by the clock of this machine, in UTC.
    pub fn today() -> Self {
        Self(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// The calendar date.
    pub fn date(self) -> Date {
        self.0
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        i32::try_from(super::date::day_number(self.0)).unwrap_or_default()
    }

    /// The day so many days after 1970-01-01; the epoch itself for a number outside the calendar.
    pub fn from_number(number: i32) -> Self {
        Self(super::date::civil(number.into()))
    }

    /// The last second of the day, in seconds since 1970-01-01T00:00:00Z.
    pub fn last_second(self) -> i64 {
        super::date::day_number(self.0) * 86_400 + 86_399
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let date = plain.then(|| text.parse::<Date>().ok()).flatten();
        date.map(Self).ok_or_else(|| DayError(text.chars().take(40).collect()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .description(Some("A day (UTC), YYYY-MM-DD."))
            .examples(["2026-11-22"])
            .into()
    }
}

impl ToSchema for Day {}
