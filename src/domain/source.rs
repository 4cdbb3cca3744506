//! Sources: where facts were read.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{Day, FuzzyDate, Id, Record, RecordKind, References, Vocabulary};

/// How close a source stands to the fact.
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
pub enum SourceRank {
    /// The agency, company or state itself.
    FirstParty,
    /// A catalogue or data set kept by specialists.
    Catalogue,
    /// A newspaper, journal or news site.
    Press,
    /// An encyclopaedia, a forum or a page kept by enthusiasts.
    Community,
}

impl Vocabulary for SourceRank {
    const NAME: &'static str = "SourceRank";
    const ABOUT: &'static str = "How close a source stands to the fact.";
}

/// A source, as written in `fixtures/sources/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable id.
    pub id: Id<Source>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Source>>,
    /// Title of the page or data set.
    #[validate(length(min = 1, max = 250, message = "expected 1 to 250 characters"))]
    pub title: String,
    /// Who published it.
    #[validate(does_not_contain(
        pattern = ",",
        message = "a comma, expected none, since it separates values of filters"
    ))]
    pub publisher: String,
    /// Its public address.
    #[validate(url(message = "no web address, expected https://..."))]
    pub url: String,
    /// When it was published.
    #[serde(default)]
    pub published: Option<FuzzyDate>,
    /// Day on which it was read, itself or a stored copy of it.
    pub accessed: Day,
    /// Licence of its content; null where none is stated.
    #[serde(default)]
    pub licence: Option<String>,
    /// How close it stands to the facts.
    pub rank: SourceRank,
    /// What it is and what it was used for, in our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Source {
    const KIND: RecordKind = RecordKind::Source;
    const ID_NAME: &'static str = "SourceId";

    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn former_ids(&self) -> &[Id<Self>] {
        &self.former_ids
    }
    fn name(&self) -> &str {
        &self.title
    }
    fn sources(&self) -> &[Id<Source>] {
        &[]
    }
    fn verified_on(&self) -> Day {
        self.verified_on
    }
    fn references<'a>(&'a self, _to: &mut References<'a>) {}
}
