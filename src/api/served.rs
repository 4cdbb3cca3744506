//! Served records read back, as far as calendars and feeds show them.
//!
//! They are read from the very JSON that lists answer with, so that no form of an answer knows more than another.

use std::borrow::Cow;

use serde::{Deserialize, de::DeserializeOwned};

use super::problem::ApiError;
use crate::domain::{Day, EventKind, FuzzyDate, Outcome, RecordKind, ScheduleKind, Status};
use crate::store::Snapshot;

/// A date: of the fields of the answer form its spelling, which says all.
#[derive(Clone, Debug, Deserialize)]
pub struct Date {
    /// The spelling, read.
    pub value: FuzzyDate,
}

/// A reference to another record.
#[derive(Clone, Debug, Deserialize)]
pub struct Reference {
    /// Its id.
    pub id: String,
}

/// Where a fact was read.
#[derive(Clone, Debug, Deserialize)]
pub struct Source {
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its public address.
    pub url: String,
}

/// An event.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    /// Id.
    pub id: String,
    /// Headline.
    pub name: String,
    /// Kind.
    pub kind: EventKind,
    /// When it happened.
    pub date: Date,
    /// The mission whose event it is.
    pub mission: Option<Reference>,
    /// Where it belongs.
    pub destination: Option<String>,
    /// How it went.
    pub outcome: Option<Outcome>,
    /// How its mission ended with it.
    pub ends_mission: Option<Outcome>,
    /// What happened.
    pub summary: String,
    /// Where it was read.
    pub sources: Vec<Reference>,
    /// When it was last checked.
    pub verified_on: Day,
}

impl Event {
    /// The day from which on it is certain that it took place.
    pub fn known_from(&self) -> Day {
        self.date.value.known_from(self.verified_on)
    }
}

/// How a mission is launched.
#[derive(Clone, Debug, Deserialize)]
pub struct Launch {
    /// The launch, or else the target.
    pub date: Option<Date>,
    /// Whether it has taken place.
    pub achieved: bool,
}

/// A slip ledger in short.
#[derive(Clone, Debug, Deserialize)]
pub struct ScheduleSummary {
    /// How many announcements are known.
    pub announcements: u32,
    /// When the last was made.
    pub last_announced: Option<Date>,
}

/// A mission.
#[derive(Clone, Debug, Deserialize)]
pub struct Mission {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it does.
    pub kinds: Vec<String>,
    /// Where it goes.
    pub destination: String,
    /// When it is launched.
    pub launch: Launch,
    /// Its status.
    pub status: Status,
    /// Since when.
    pub status_since: Option<Date>,
    /// Whether its window has passed.
    pub stale: bool,
    /// Its ledger in short.
    pub schedule: ScheduleSummary,
    /// What it is for.
    pub summary: String,
    /// Where it was read.
    pub sources: Vec<Reference>,
    /// When it was last checked.
    pub verified_on: Day,
}

/// One announcement of a ledger, or its end.
#[derive(Clone, Debug, Deserialize)]
pub struct ScheduleEntry {
    /// When it was made, or when it happened.
    pub announced: Date,
    /// What it did to the target.
    pub kind: ScheduleKind,
    /// Why.
    pub reason: Option<String>,
    /// What was announced.
    pub target: Option<Date>,
}

/// A slip ledger.
#[derive(Clone, Debug, Deserialize)]
pub struct Schedule {
    /// Its entries, oldest first.
    pub entries: Vec<ScheduleEntry>,
}

/// A document, read.
///
/// # Errors
///
/// When it is no record of the type, which does not happen with served records.
pub fn read<T: DeserializeOwned>(snapshot: &Snapshot, kind: RecordKind, doc: u32) -> Result<T, ApiError> {
    Ok(serde_json::from_str(snapshot.collection(kind).json(doc).get())?)
}

/// The sources that some references name.
///
/// # Errors
///
/// When one is no record of the type, which does not happen with served records.
pub fn sources(snapshot: &Snapshot, references: &[Reference]) -> Result<Vec<Source>, ApiError> {
    let docs = references.iter().filter_map(|source| snapshot.doc(RecordKind::Source, &source.id));
    docs.map(|doc| read(snapshot, RecordKind::Source, doc)).collect()
}

/// The day that a second since 1970-01-01T00:00:00Z lies in.
pub fn day_of(second: i64) -> Day {
    Day::from_number(i32::try_from(second.div_euclid(86_400)).unwrap_or_default())
}

/// A second since 1970-01-01T00:00:00Z as `YYYY-MM-DDThh:mm:ssZ`.
pub fn instant(second: i64) -> String {
    let of_day = second.rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", day_of(second), of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// A text without the characters that neither calendars nor XML can hold. Lines end with a line feed.
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_fit = |c: char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    if text.chars().all(is_fit) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| is_fit(*c)).collect())
}

/// Words that begin with a capital letter.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_is_left_out() {
        assert_eq!(printable("a\u{8}b\r\nc\rd\te\u{7f}\u{fffe}\u{1f680}"), "ab\nc\nd\te\u{1f680}");
        assert!(matches!(printable("plain; text,\n\\"), Cow::Borrowed(_)));
    }
}
