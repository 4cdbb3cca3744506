//! Milestones: firsts to be won.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{Day, Destination, Id, Record, RecordKind, References, Source, Trend};

/// A milestone, as written in `fixtures/milestones/`. Who won it follows from the events that attempted it.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Stable id.
    pub id: Id<Milestone>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Milestone>>,
    /// Title.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Where it is to be won.
    pub destination: Destination,
    /// Whether it takes people aboard.
    pub crewed: bool,
    /// What counts as success, and what does not.
    pub criterion: String,
    /// Trends that it belongs to.
    #[serde(default)]
    pub trends: Vec<Id<Trend>>,
    /// What it is and why it matters, in our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Milestone {
    const KIND: RecordKind = RecordKind::Milestone;
    const ID_NAME: &'static str = "MilestoneId";

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
        to.each("trends", &self.trends);
    }
}
