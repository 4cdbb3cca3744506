//! Parameters that several operations share. Their bounds stand here once, for the code and for the OpenAPI document.

use serde::{Deserialize, Deserializer};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, SchemaFormat, Type, schema::Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::number::whole_number;
use super::respond::Media;
use crate::domain::Day;
use crate::store;

/// The media types of every list.
pub const TABULAR: &[Media] = &[Media::Json, Media::Csv, Media::Ndjson];

whole_number! {
    /// How many records a page holds.
    Limit(u32), 1..=100, default 20, "Greatest number of records on a page."
}

whole_number! {
    /// How many points of a line are shown.
    Latest(u32), 1..=1_000, "How many points of each line are shown, the last ones."
}

whole_number! {
    /// How many records are skipped. Cursors go further.
    Offset(u32), 0..=10_000, "How many records are skipped."
}

whole_number! {
    /// A calendar year.
    YearParam(i32), 1900..=2999, "A calendar year."
}

/// Words to look for.
#[derive(Clone, Debug)]
pub struct Words(pub String);

impl Words {
    /// Greatest number of characters.
    pub const MAX_LENGTH: usize = 100;
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let length = text.chars().count();
        if !(1..=Self::MAX_LENGTH).contains(&length) {
            let message = format!("a text of {length} characters, expected 1 to {}", Self::MAX_LENGTH);
            return Err(serde::de::Error::custom(message));
        }
        Ok(Self(text))
    }
}

impl PartialSchema for Words {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String);
        text.min_length(Some(1)).max_length(Some(Self::MAX_LENGTH)).description(Some("Words to look for.")).into()
    }
}

impl ToSchema for Words {}

/// ISO 3166-1 alpha-3 code of a state.
#[derive(Clone, Debug)]
pub struct CountryCode(pub String);

impl CountryCode {
    /// Three capital letters.
    pub const PATTERN: &'static str = "^[A-Z]{3}$";
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(Self(text))
        } else {
            let shown: String = text.chars().take(60).collect();
            Err(serde::de::Error::custom(format!("{shown:?} is no country code, expected three capital letters")))
        }
    }
}

impl PartialSchema for CountryCode {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(Self::PATTERN))
            .description(Some("ISO 3166-1 alpha-3 code of a state."))
            .into()
    }
}

impl ToSchema for CountryCode {}

/// A position in a list, as `page.next_cursor` gives it.
#[derive(Clone, Debug)]
pub struct CursorText(pub String);

impl CursorText {
    /// The characters of a cursor.
    pub const PATTERN: &'static str = "^[A-Za-z0-9_-]{12,160}$";
}

impl<'de> Deserialize<'de> for CursorText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let fits = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if fits && (12..=160).contains(&text.len()) {
            Ok(Self(text))
        } else {
            Err(serde::de::Error::custom("no cursor, expected one that a page of this list gave"))
        }
    }
}

impl PartialSchema for CursorText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(Self::PATTERN))
            .description(Some("A position in a list, good for the query that gave it."))
            .into()
    }
}

impl ToSchema for CursorText {}

/// How a record's date has to lie to the period asked for: `possible`, its interval overlaps the period;
/// `certain`, its interval lies wholly inside. An open date, such as `NET 2027`, never lies inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchParam {
    /// The interval overlaps the period.
    Possible,
    /// The interval lies wholly inside the period.
    Certain,
}

impl From<MatchParam> for store::Match {
    fn from(word: MatchParam) -> Self {
        match word {
            MatchParam::Possible => Self::Possible,
            MatchParam::Certain => Self::Certain,
        }
    }
}

/// A form in which a list can be had, as a word. Which words there are depends on the list.
#[derive(Clone, Debug, Deserialize)]
pub struct FormatParam(pub String);

impl FormatParam {
    /// The schema of `format` where these media types are available.
    pub fn schema_of(available: &[Media]) -> RefOr<Schema> {
        let about = |media: &Media| match media {
            Media::Json => Some("`json`: one JSON document."),
            Media::Csv => Some("`csv`: RFC 4180 with a header line, nested fields as `launch.vehicle.id`."),
            Media::Ndjson => Some("`ndjson`: one JSON record a line."),
            Media::Calendar => Some(
                "`ics`: a calendar (RFC 5545). A date that is not known to the day is an all-day span, marked tentative.",
            ),
            Media::Feed => Some("`atom`: a news feed (RFC 4287), the newest first unless `sort` is given."),
            Media::Sparse | Media::Linkset | Media::Html | Media::Svg => None,
        };
        let lines = available.iter().filter_map(about).map(|line| format!("\n- {line}")).collect::<String>();
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(available.iter().filter_map(|media| media.word())))
            .description(Some(format!("Format of an answer.\n{lines}")))
            .into()
    }
}

impl PartialSchema for FormatParam {
    fn schema() -> RefOr<Schema> {
        Self::schema_of(TABULAR)
    }
}

impl ToSchema for FormatParam {}

/// What `as_of` means, wherever it is taken.
const AS_OF: &str = "A past day: the answer is what was known at its end (UTC). YYYY-MM-DD.";

/// A past day.
#[derive(Clone, Copy, Debug)]
pub struct AsOf(pub Day);

impl<'de> Deserialize<'de> for AsOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Day::deserialize(deserializer).map(Self)
    }
}

impl PartialSchema for AsOf {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .description(Some(AS_OF))
            .examples(["2026-11-22"])
            .into()
    }
}

impl ToSchema for AsOf {}

/// What every list takes besides its filters.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// Orders, comma-separated; `-` in front puts the greatest first. Ties are settled by `id`; records without a value come last.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    pub sort: Option<Vec<String>>,
    /// Greatest number of records on a page.
    #[serde(default)]
    #[param(example = 20)]
    pub limit: Option<Limit>,
    /// Where the page starts: `page.next_cursor` of the page before, with the same filters and order. Not together with `offset`.
    #[serde(default)]
    pub cursor: Option<CursorText>,
    /// How many records to skip; none if not given. Not together with `cursor`, which goes further and stays exact while data changes.
    #[serde(default)]
    pub offset: Option<Offset>,
    /// Only these fields of each record, comma-separated. The answer then is `application/vnd.space-race.sparse+json`.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    pub fields: Option<Vec<String>>,
    /// Related records to add once each under `included`, comma-separated. At most 1,000 of a kind are added. Only `json` has room for them: together
    /// with another format it is 400.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    pub include: Option<Vec<String>>,
    /// Filters for which to count the records of the whole selection by value, comma-separated. Only `json` has room for the
    /// counts: together with another format it is 400.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    pub facets: Option<Vec<String>>,
    /// A past day: the answer is what was known at its end (UTC). Records that were not known then are absent, and nothing that became known later
    /// shows.
    #[serde(default)]
    pub as_of: Option<AsOf>,
    /// Format of the answer. Without it the `Accept` header decides.
    #[serde(default)]
    pub format: Option<FormatParam>,
}

/// What every single record takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ItemParams {
    /// Only these fields, comma-separated. The answer then is `application/vnd.space-race.sparse+json`.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    pub fields: Option<Vec<String>>,
    /// Related records to add once each under `included`, comma-separated. At most 1,000 of a kind are added.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    pub include: Option<Vec<String>>,
    /// A past day: the answer is what was known at its end (UTC). 404 where the record was not known then.
    #[serde(default)]
    pub as_of: Option<AsOf>,
}

/// What an answer about one record takes that has no parameters of its own.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PastParams {
    /// A past day: the answer is what was known at its end (UTC). 404 where the record was not known then.
    #[serde(default)]
    pub as_of: Option<AsOf>,
}

/// An operation without query parameters refuses all of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}
