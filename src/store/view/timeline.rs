use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, Reference, Served};
use crate::domain::{Day, Destination, EventKind, FuzzyDate, RecordKind, Timeline};
use crate::store::knowledge::Known;
use crate::store::{Indexing, Key};

/// Which events a timeline selects. Different fields must all match; of the values of one field, any; an empty field matches all.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EventSelection)]
pub struct Selection {
    /// Events of these players, or of players that belong to them.
    pub players: Vec<Reference>,
    /// Events of these programs.
    pub programs: Vec<Reference>,
    /// Events of these missions.
    pub missions: Vec<Reference>,
    /// Events with these destinations.
    pub destinations: Vec<Destination>,
    /// Events of these trends.
    pub trends: Vec<Reference>,
    /// Events of these kinds.
    pub kinds: Vec<EventKind>,
    /// Events that may lie on or after this date; null for no limit.
    pub from: Option<DateView>,
    /// Events that may lie on or before this date; null for no limit.
    pub to: Option<DateView>,
}

/// How many events there are, and the dates of the first and the last.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Span {
    count: u32,
    first: Option<FuzzyDate>,
    last: Option<FuzzyDate>,
}

impl Span {
    /// One more event.
    pub(in crate::store) fn add(&mut self, date: &FuzzyDate) {
        self.count += 1;
        if self.first.as_ref().is_none_or(|first| date.sort_key() < first.sort_key()) {
            self.first = Some(date.clone());
        }
        if self.last.as_ref().is_none_or(|last| date.sort_key() > last.sort_key()) {
            self.last = Some(date.clone());
        }
    }
}

/// A timeline: a named, ordered selection of events.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Timeline)]
pub struct TimelineView {
    /// Stable id.
    #[schema(example = "moon", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Title.
    #[schema(example = "The Moon")]
    pub name: String,
    /// Which events it shows; null where it consists of its pins alone.
    pub query: Option<Selection>,
    /// Events that it shows besides.
    pub pins: Vec<Reference>,
    /// How many events it shows; they are at `/timelines/{id}/events`.
    pub event_count: u32,
    /// Date of its first event; null where it has none.
    pub first_date: Option<DateView>,
    /// Date of its last event; null where it has none.
    pub last_date: Option<DateView>,
    /// What it shows.
    pub summary: String,
    /// Where the selection is drawn from.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl TimelineView {
    pub(in crate::store) fn new(timeline: &Timeline, known: Known<'_>, span: &Span) -> Self {
        let query = timeline.query.as_ref().map(|query| Selection {
            players: known.all(&query.players),
            programs: known.all(&query.programs),
            missions: known.all(&query.missions),
            destinations: query.destinations.clone(),
            trends: known.all(&query.trends),
            kinds: query.kinds.clone(),
            from: DateView::of(query.from.as_ref()),
            to: DateView::of(query.to.as_ref()),
        });
        Self {
            id: timeline.id.to_string(),
            name: timeline.name.clone(),
            query,
            pins: known.all(&timeline.pins),
            event_count: span.count,
            first_date: DateView::of(span.first.as_ref()),
            last_date: DateView::of(span.last.as_ref()),
            summary: timeline.summary.clone(),
            sources: known.all(&timeline.sources),
            verified_on: timeline.verified_on,
        }
    }
}

impl Served for TimelineView {
    const KIND: RecordKind = RecordKind::Timeline;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.order("events", Key::Number(self.event_count.into()));
        to.text("summary", &self.summary);
    }
}
