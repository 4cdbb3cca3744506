//! The served form of each record: references carry names, dates are intervals, statuses are derived.
//!
//! These types are the schemas of the API. A record is serialised once, when the snapshot is built.

mod claim;
mod event;
mod indicator;
mod milestone;
mod mission;
mod money;
mod period;
mod player;
mod program;
mod schedule;
mod slips;
mod source;
mod timeline;
mod trend;
mod vehicle;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::{ObjectBuilder, RefOr, Type, schema::Schema};
use utoipa::{PartialSchema, ToSchema};

use super::Indexing;
use crate::domain::{Bound, FuzzyDate, Participant, Precision, RecordKind};

use super::knowledge::Known;

pub use super::names::Reference;
pub use claim::{ClaimView, Evidence};
pub use event::{EventAttempt, EventView};
pub use indicator::{IndicatorView, Line, Point, RestatedSeries};
pub use milestone::{Attempt, MilestoneView};
pub use mission::{AttemptResult, Crew, Identifiers, Launch, MissionMilestone, MissionView};
pub use money::{Money, Restated};
pub use period::PointPeriod;
pub use player::{MissionCounts, PlayerView};
pub use program::{Phase, ProgramView};
pub use schedule::{Schedule, ScheduleStep, ScheduleSummary};
pub use slips::{SlipDays, SlipGroup, SlipStatistics, WorstSlip};
pub use source::SourceView;
pub use timeline::{Selection, TimelineView};
pub use trend::{TrendView, WouldChangeView};
pub use vehicle::{CapacityView, VehicleView};

pub(super) use indicator::{Extent, LEAST_WHOLE};
pub(super) use milestone::{attempts_of, in_order};
pub(super) use schedule::slip;
pub(super) use timeline::Span;

/// A record in the form in which it is answered.
pub(super) trait Served: Serialize {
    /// Kind of the record.
    const KIND: RecordKind;
    /// Its id.
    fn id(&self) -> &str;
    /// Its name.
    fn name(&self) -> &str;
    /// What it can be found and ordered by.
    fn index(&self, to: &mut Indexing);
}

/// A date as precise as it is known: the spelling, and the interval that it stands for.
// The domain's date writes these fields itself; this type is their schema.
#[derive(ToSchema)]
#[schema(as = FuzzyDate)]
#[expect(dead_code, reason = "the schema of what the domain's date serialises to")]
pub(crate) struct FuzzyDateSchema {
    /// The date as it was stated.
    #[schema(example = "2026-Q2")]
    value: String,
    /// How precisely it is known.
    precision: Precision,
    /// Earliest possible day (`YYYY-MM-DD`), or moment (`YYYY-MM-DDThh:mm:ssZ`) where the time of day is known; null for an open "no later than" date.
    #[schema(example = "2026-04-01")]
    earliest: Option<String>,
    /// Latest possible day or moment, inclusive; null for an open "no earlier than" date.
    #[schema(example = "2026-06-30")]
    latest: Option<String>,
    /// Whether it was stated as "about".
    approximate: bool,
    /// Which side of it is open; null for none.
    bound: Option<Bound>,
    /// In plain English.
    #[schema(example = "second quarter of 2026")]
    display: String,
}

/// The answer form of [`FuzzyDate`]: serialises the date itself, and refers to the schema of its fields.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct DateView(pub FuzzyDate);

impl DateView {
    fn of(date: Option<&FuzzyDate>) -> Option<Self> {
        date.cloned().map(Self)
    }
}

/// Reads what was written: the spelling says everything.
impl<'de> Deserialize<'de> for DateView {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            value: FuzzyDate,
        }
        Written::deserialize(deserializer).map(|written| Self(written.value))
    }
}

impl PartialSchema for DateView {
    fn schema() -> RefOr<Schema> {
        FuzzyDateSchema::schema()
    }
}

impl ToSchema for DateView {
    fn name() -> std::borrow::Cow<'static, str> {
        "FuzzyDate".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        FuzzyDateSchema::schemas(schemas);
    }
}

/// A year, as a point of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year(pub i32);

impl Serialize for Year {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl PartialSchema for Year {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[0-9]{4}$"))
            .description(Some("A calendar year."))
            .examples(["2025"])
            .into()
    }
}

impl ToSchema for Year {}

/// A player's part in a program or mission.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Participation {
    /// The player.
    pub player: Reference,
    /// Its part, in a few words.
    #[schema(example = "service module")]
    pub role: String,
}

impl Participation {
    fn all(entries: &[Participant], known: Known<'_>) -> Vec<Self> {
        let part =
            |entry: &Participant| Some(Self { player: known.maybe(Some(&entry.player))?, role: entry.role.clone() });
        entries.iter().filter_map(part).collect()
    }
}
