//! Missions and events as a calendar (RFC 5545, RFC 7986).
//!
//! A calendar has days and instants alone. A date that is known less precisely is an all-day span over the whole period that it stands for,
//! marked tentative, and its words stand in the title, so that nothing is shown more precisely than it is known.

mod lines;

use roaring::RoaringBitmap;

use super::problem::ApiError;
use super::served::{self, Event, Mission, Source, day_of};
use crate::domain::{Day, EventKind, FuzzyDate, Precision, RecordKind, Status, StatusEffect, Vocabulary};
use crate::store::Snapshot;

use lines::Lines;

/// Greatest number of records in a calendar that is not cut into pages.
pub const MAX_RECORDS: u32 = 5_000;

/// How often programs are asked to look again.
const REFRESH: &str = "PT12H";

/// What an entry shows.
struct Entry {
    uid: String,
    date: FuzzyDate,
    summary: String,
    description: String,
    categories: Vec<String>,
    status: &'static str,
    sequence: u32,
    changed: Day,
}

/// Some missions or events as a calendar. What has no date has no entry.
///
/// # Errors
///
/// When a record cannot be read, which does not happen with served records.
pub fn calendar(snapshot: &Snapshot, kind: RecordKind, docs: &[u32], title: &str) -> Result<String, ApiError> {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//Space Race API//space-race 1//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", "PUBLISH");
    lines.text("NAME", title);
    lines.text("X-WR-CALNAME", title);
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.plain("X-PUBLISHED-TTL", REFRESH);
    for doc in docs {
        let is_mission = kind == RecordKind::Mission;
        let entry = if is_mission { of_mission(snapshot, *doc)? } else { Some(of_event(snapshot, *doc)?) };
        if let Some(entry) = entry {
            entry.write(&mut lines);
        }
    }
    lines.plain("END", "VCALENDAR");
    Ok(lines.finish())
}

impl Entry {
    fn write(&self, lines: &mut Lines) {
        let changed = format!("{}T000000Z", basic(&self.changed.to_string()));
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        lines.plain("DTSTAMP", &changed);
        lines.plain("LAST-MODIFIED", &changed);
        lines.plain("SEQUENCE", &self.sequence.to_string());
        write_date(&self.date, lines);
        lines.text("SUMMARY", &self.summary);
        lines.text("DESCRIPTION", &self.description);
        lines.texts("CATEGORIES", self.categories.iter().map(String::as_str));
        lines.plain("STATUS", self.status);
        lines.plain("END", "VEVENT");
    }
}

/// Start and end. Days are whole days, and the end of a span is the day after its last.
fn write_date(date: &FuzzyDate, lines: &mut Lines) {
    match date.precision() {
        Precision::Second => lines.plain("DTSTART", &instant(date.start())),
        Precision::Minute => {
            lines.plain("DTSTART", &instant(date.start()));
            lines.plain("DTEND", &instant(date.end() + 1));
        }
        Precision::Day
        | Precision::Month
        | Precision::Quarter
        | Precision::Half
        | Precision::Year
        | Precision::Decade
        | Precision::Range => {
            lines.plain("DTSTART;VALUE=DATE", &day(date.start()));
            lines.plain("DTEND;VALUE=DATE", &day(date.end() + 1));
            // nobody is busy for a whole quarter because a launch lies somewhere in it
            lines.plain("TRANSP", "TRANSPARENT");
        }
    }
}

/// The entry of a mission: its launch.
fn of_mission(snapshot: &Snapshot, doc: u32) -> Result<Option<Entry>, ApiError> {
    let mission: Mission = served::read(snapshot, RecordKind::Mission, doc)?;
    let is_given_up = matches!(mission.status, Status::Cancelled | Status::Superseded);
    let date = match &mission.launch.date {
        None if is_given_up => last_target(snapshot, doc)?,
        date => date.as_ref().map(|date| date.value.clone()),
    };
    let Some(date) = date else { return Ok(None) };
    let changes = Changes::of(snapshot, doc, &mission)?;
    let is_firm = mission.launch.achieved || (mission.status == Status::Planned && !mission.stale);
    let verb = match (mission.launch.achieved, is_given_up) {
        (true, _) => "Launched",
        (false, true) => "Last planned launch",
        (false, false) => "Planned launch",
    };
    let status = mission.status.word().replace('_', " ");
    let since = mission.status_since.as_ref().map(|since| format!(" ({})", since.value.display())).unwrap_or_default();
    let mut facts = vec![format!("{verb}: {}.", date.display()), format!("Status: {status}{since}.")];
    if mission.stale {
        facts.push("The planned window has passed without an outcome on record.".to_owned());
    }
    Ok(Some(Entry {
        uid: format!("mission-{}@space-race-api", mission.id),
        summary: format!("Launch: {}{}", mission.name, in_words(&date)),
        description: description(&mission.summary, &facts, &served::sources(snapshot, &mission.sources)?),
        categories: mission.kinds.iter().cloned().chain([mission.destination.clone()]).collect(),
        status: match (is_given_up, is_firm && is_exact(&date)) {
            (true, _) => "CANCELLED",
            (false, true) => "CONFIRMED",
            (false, false) => "TENTATIVE",
        },
        sequence: changes.sequence(&mission, is_given_up),
        changed: changes.last,
        date,
    }))
}

/// The entry of an event.
fn of_event(snapshot: &Snapshot, doc: u32) -> Result<Entry, ApiError> {
    let event: Event = served::read(snapshot, RecordKind::Event, doc)?;
    let changed = event.known_from();
    let date = event.date.value;
    let facts = [format!("Date: {}.", date.display())];
    Ok(Entry {
        uid: format!("event-{}@space-race-api", event.id),
        summary: event.name + &in_words(&date),
        description: description(&event.summary, &facts, &served::sources(snapshot, &event.sources)?),
        categories: std::iter::once(event.kind.word().to_owned()).chain(event.destination).collect(),
        status: if is_exact(&date) { "CONFIRMED" } else { "TENTATIVE" },
        sequence: 0,
        changed,
        date,
    })
}

/// The last target that was announced, withdrawn since or not.
fn last_target(snapshot: &Snapshot, doc: u32) -> Result<Option<FuzzyDate>, ApiError> {
    let ledger: served::Schedule = serde_json::from_str(snapshot.schedule(doc).get())?;
    Ok(ledger.entries.into_iter().rev().find_map(|entry| entry.target).map(|target| target.value))
}

/// What became known of a mission's launch.
struct Changes {
    endings: u32,
    last: Day,
}

impl Changes {
    fn of(snapshot: &Snapshot, doc: u32, mission: &Mission) -> Result<Self, ApiError> {
        let mut endings = 0;
        let announced = mission.schedule.last_announced.as_ref();
        let mut last = announced.map(|date| date.value.known_from(mission.verified_on));
        for doc in turning_points(snapshot, doc) {
            let event: Event = served::read(snapshot, RecordKind::Event, doc)?;
            if event.mission.as_ref().is_some_and(|one| one.id == mission.id) {
                endings += u32::from(matches!(event.kind, EventKind::Cancellation | EventKind::Supersession));
                last = last.max(Some(event.known_from()));
            }
        }
        // a mission with a date has an announcement or a launch
        // what was announced before something that is known has been announced, too, however coarse its date
        Ok(Self { endings, last: last.unwrap_or(mission.verified_on).min(snapshot.day()) })
    }

    /// Counts the changes of the schedule: announcements after the first, the launch, and every time that the mission was given up or, after
    /// that, taken up again. No later day has a lower number.
    fn sequence(&self, mission: &Mission, is_given_up: bool) -> u32 {
        let moves = mission.schedule.announcements.saturating_sub(1);
        let turns = (2 * self.endings).saturating_sub(u32::from(is_given_up));
        moves + u32::from(mission.launch.achieved) + turns
    }
}

/// Events of a mission that may change its launch or its status.
fn turning_points(snapshot: &Snapshot, mission: u32) -> RoaringBitmap {
    let events = snapshot.collection(RecordKind::Event);
    let own = snapshot.naming(RecordKind::Event, RecordKind::Mission, mission);
    let turns = events.values("kind").filter(|(word, _)| {
        let kind = word.parse::<EventKind>();
        kind.is_ok_and(|kind| kind.status_effect() != StatusEffect::Unchanged || kind == EventKind::MissionEnd)
    });
    turns.fold(RoaringBitmap::new(), |found, (_, docs)| found | (docs & &own))
}

/// Whether a date is known to the day or better, and holds as it stands.
fn is_exact(date: &FuzzyDate) -> bool {
    let is_fine = matches!(date.precision(), Precision::Second | Precision::Minute | Precision::Day);
    is_fine && !date.is_approximate() && date.bound().is_none()
}

/// The words of a date that a calendar cannot show.
fn in_words(date: &FuzzyDate) -> String {
    if is_exact(date) { String::new() } else { format!(" ({})", date.display()) }
}

fn description(summary: &str, facts: &[String], sources: &[Source]) -> String {
    let sources = sources.iter().map(|source| format!("{}, {}: {}", source.title, source.publisher, source.url));
    let sources: Vec<String> = sources.collect();
    format!("{summary}\n\n{}\n\nSources:\n{}", facts.join("\n"), sources.join("\n"))
}

/// A date or an instant without hyphens and colons.
fn basic(text: &str) -> String {
    text.replace(['-', ':'], "")
}

fn day(second: i64) -> String {
    basic(&day_of(second).to_string())
}

fn instant(second: i64) -> String {
    basic(&served::instant(second))
}
