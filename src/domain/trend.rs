//! Trends, challenges and outlooks.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Claim, Day, Id, Indicator, Milestone, Mission, Player, Program, Record, RecordKind, References, Source, Vocabulary,
};

/// Whether it is a trend, a challenge or an outlook.
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
pub enum TrendKind {
    /// A movement that is under way.
    Trend,
    /// A difficulty that the space race has to overcome.
    Challenge,
    /// Something that may come.
    Outlook,
}

impl Vocabulary for TrendKind {
    const NAME: &'static str = "TrendKind";
    const ABOUT: &'static str = "Whether it is a trend, a challenge or an outlook.";
}

/// Something that could be observed and would change the picture of a trend, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WouldChange {
    /// What would be observed and what it would show, in one sentence of our words: an outcome, a date that passes, a figure that crosses another.
    pub text: String,
    /// Missions whose course will show it.
    #[serde(default)]
    pub missions: Vec<Id<Mission>>,
    /// Milestones whose winning will show it.
    #[serde(default)]
    pub milestones: Vec<Id<Milestone>>,
    /// Indicators whose figures will show it.
    #[serde(default)]
    pub indicators: Vec<Id<Indicator>>,
}

/// A trend, a challenge or an outlook, as written in `fixtures/trends/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// Stable id.
    pub id: Id<Trend>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Trend>>,
    /// Title.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Whether it is a trend, a challenge or an outlook.
    pub kind: TrendKind,
    /// The broader one that it is a part of.
    #[serde(default)]
    pub parent: Option<Id<Trend>>,
    /// Where it stands and where it is going, in a few paragraphs of our words.
    pub narrative: String,
    /// What drives it, in a sentence each.
    pub drivers: Vec<String>,
    /// Players that shape it.
    #[serde(default)]
    pub players: Vec<Id<Player>>,
    /// Programs that shape it.
    #[serde(default)]
    pub programs: Vec<Id<Program>>,
    /// Its key missions. Missions may also name the trend themselves.
    #[serde(default)]
    pub missions: Vec<Id<Mission>>,
    /// Numbers that measure it.
    #[serde(default)]
    pub indicators: Vec<Id<Indicator>>,
    /// Claims of the public narrative that it bears on.
    #[serde(default)]
    pub claims: Vec<Id<Claim>>,
    /// What would change the picture: one to four things that could be observed.
    #[serde(default)]
    pub would_change: Vec<WouldChange>,
    /// What it is, in a sentence or two of our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Trend {
    const KIND: RecordKind = RecordKind::Trend;
    const ID_NAME: &'static str = "TrendId";

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
        to.maybe("parent", self.parent.as_ref());
        to.each("players", &self.players);
        to.each("programs", &self.programs);
        to.each("missions", &self.missions);
        to.each("indicators", &self.indicators);
        to.each("claims", &self.claims);
        to.list("would_change", &self.would_change, |one, to| {
            to.each("missions", &one.missions);
            to.each("milestones", &one.milestones);
            to.each("indicators", &one.indicators);
        });
    }
}
