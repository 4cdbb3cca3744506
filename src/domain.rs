//! The records as people write them: one struct per kind, and the values they are made of.
//!
//! What lives here: shapes, spellings and the arithmetic of single values. What must not: files, indexes, HTTP.
//! The next floor, [`crate::dataset`], reads and checks these records.

mod claim;
mod date;
mod day;
mod event;
mod indicator;
mod kind;
mod milestone;
mod mission;
mod money;
mod player;
mod program;
mod record;
mod rule;
mod schedule;
mod set;
mod slug;
mod source;
mod standing;
mod status;
mod timeline;
mod trend;
mod vehicle;
mod vocabulary;
mod weight;

pub use claim::{Claim, EvidenceEntry, Verdict};
pub use date::{Bound, DateError, FuzzyDate, Precision};
pub use day::{Day, DayError};
pub use event::{Event, EventKind, MilestoneAttempt, Outcome, StatusEffect};
pub use indicator::{Dimension, Indicator, IndicatorKind, SeriesEntry};
pub use kind::RecordKind;
pub use milestone::Milestone;
pub use mission::{CrewMember, Destination, FormerPlan, IdentifiersEntry, LaunchPlan, Mission, MissionKind};
pub use money::{Deflates, MoneyBasis, MoneyEntry, MoneyKind, PriceBasis};
pub use player::{Player, PlayerKind};
pub use program::{Participant, Program, ProgramPhase, ProgramStatus};
pub use record::{Record, Reference, References};
pub use rule::{Aggregation, Counted, CountingRule};
pub use schedule::{ScheduleEntry, ScheduleKind, SlipReason};
pub use set::{CompleteSet, KnownMissing, SetAside, SetKind, SetRule};
pub use slug::{Id, Slug, SlugError};
pub use source::{Source, SourceRank};
pub use standing::{Formula, FormulaComponent, Measure, Normalisation, StandingDimension};
pub use status::{Status, StatusGroup};
pub use timeline::{EventQuery, Timeline};
pub use trend::{Trend, TrendKind, WouldChange};
pub use vehicle::{Capacity, Reusability, Vehicle, VehicleKind, VehicleStatus};
pub use vocabulary::Vocabulary;
pub use weight::{Weight, WeightError};
