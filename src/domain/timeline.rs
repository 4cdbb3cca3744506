//! Timelines: named, ordered selections of events.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Day, Destination, Event, EventKind, FuzzyDate, Id, Mission, Player, Program, Record, RecordKind, References,
    Source, Trend,
};

/// Which events belong to a timeline, as written in a fixture. Different fields must all match; of the values of one field, any.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventQuery {
    /// Events of these players, or of players that belong to them.
    #[serde(default)]
    pub players: Vec<Id<Player>>,
    /// Events of these programs.
    #[serde(default)]
    pub programs: Vec<Id<Program>>,
    /// Events of these missions.
    #[serde(default)]
    pub missions: Vec<Id<Mission>>,
    /// Events with these destinations.
    #[serde(default)]
    pub destinations: Vec<Destination>,
    /// Events of these trends.
    #[serde(default)]
    pub trends: Vec<Id<Trend>>,
    /// Events of these kinds.
    #[serde(default)]
    pub kinds: Vec<EventKind>,
    /// Events that may lie on or after this date.
    #[serde(default)]
    pub from: Option<FuzzyDate>,
    /// Events that may lie on or before this date.
    #[serde(default)]
    pub to: Option<FuzzyDate>,
}

/// A timeline, as written in `fixtures/timelines/`: a query plus pins.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// Stable id.
    pub id: Id<Timeline>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Timeline>>,
    /// Title.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Which events it shows; null where it consists of its pins alone.
    pub query: Option<EventQuery>,
    /// Events that it shows besides.
    #[serde(default)]
    pub pins: Vec<Id<Event>>,
    /// What it shows, in our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the selection is drawn from.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Timeline {
    const KIND: RecordKind = RecordKind::Timeline;
    const ID_NAME: &'static str = "TimelineId";

    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn former_ids(&self) -> &[Id<Self>] {
        &self.former_ids
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn sources(&self) -> &[Id<Source>] {
        &self.sources
    }
    fn verified_on(&self) -> Day {
        self.verified_on
    }
    fn references<'a>(&'a self, to: &mut References<'a>) {
        if let Some(query) = &self.query {
            to.each("query.players", &query.players);
            to.each("query.programs", &query.programs);
            to.each("query.missions", &query.missions);
            to.each("query.trends", &query.trends);
        }
        to.each("pins", &self.pins);
    }
}
