//! Claims: what the public narrative says, held against the record.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Day, FuzzyDate, Id, Mission, Player, Program, Record, RecordKind, References, Slug, Source, Trend, Vocabulary,
};

/// What the record says of a claim.
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
pub enum Verdict {
    /// The record bears it out.
    Confirmed,
    /// It was right once, and no longer is.
    Outdated,
    /// The record contradicts it.
    Incorrect,
    /// Its time has not come yet.
    Pending,
    /// The record cannot decide it.
    Unverifiable,
}

impl Vocabulary for Verdict {
    const NAME: &'static str = "Verdict";
    const ABOUT: &'static str = "What the record says of a claim.";
}

/// A record that bears on a claim, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceEntry {
    /// Kind of the record.
    pub kind: RecordKind,
    /// Id of the record.
    pub id: Slug,
    /// What it shows, in a few words.
    pub shows: String,
}

/// A claim, as written in `fixtures/claims/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Stable id.
    pub id: Id<Claim>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Claim>>,
    /// Short title.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// The claim, restated in our words.
    pub statement: String,
    /// The part of the narrative that it stands in, such as `United States` or `The Moon`.
    #[validate(does_not_contain(
        pattern = ",",
        message = "a comma, expected none, since it separates values of filters"
    ))]
    pub section: String,
    /// What the record says of it.
    pub verdict: Verdict,
    /// Why, in our words, with dates and figures.
    pub why: String,
    /// Since when the verdict holds: the day of the event that decided it.
    #[serde(default)]
    pub decided: Option<FuzzyDate>,
    /// Records that bear on it.
    pub evidence: Vec<EvidenceEntry>,
    /// Players that it speaks of.
    #[serde(default)]
    pub players: Vec<Id<Player>>,
    /// Programs that it speaks of.
    #[serde(default)]
    pub programs: Vec<Id<Program>>,
    /// Missions that it speaks of.
    #[serde(default)]
    pub missions: Vec<Id<Mission>>,
    /// Trends that it bears on.
    #[serde(default)]
    pub trends: Vec<Id<Trend>>,
    /// The verdict and its reason in one sentence of our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the deciding facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Claim {
    const KIND: RecordKind = RecordKind::Claim;
    const ID_NAME: &'static str = "ClaimId";

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
        to.list("evidence", &self.evidence, |one, to| to.slug("id", one.kind, &one.id));
        to.each("players", &self.players);
        to.each("programs", &self.programs);
        to.each("missions", &self.missions);
        to.each("trends", &self.trends);
    }
}
