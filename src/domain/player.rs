//! Players: who takes part in the space race.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{Day, FuzzyDate, Id, Record, RecordKind, References, Source, Vocabulary};

/// What kind of player it is.
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
pub enum PlayerKind {
    /// A state.
    Nation,
    /// A civil agency of a state, or of several.
    Agency,
    /// A company, private or owned by a state.
    Company,
    /// A military service, command or agency.
    Military,
    /// Several states or agencies acting under one agreement.
    Alliance,
}

impl Vocabulary for PlayerKind {
    const NAME: &'static str = "PlayerKind";
    const ABOUT: &'static str = "What kind of player it is.";
}

/// A player, as written in `fixtures/players/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Player {
    /// Stable id.
    pub id: Id<Player>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Player>>,
    /// Usual English name.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Other names and abbreviations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What kind of player it is.
    pub kind: PlayerKind,
    /// The nation it belongs to; null for a nation and for players of several nations.
    #[serde(default)]
    pub nation: Option<Id<Player>>,
    /// The player that owns or commands it.
    #[serde(default)]
    pub parent: Option<Id<Player>>,
    /// Members of an alliance or of an agency of several states. The members of a nation follow from `nation` and are not listed.
    #[serde(default)]
    pub members: Vec<Id<Player>>,
    /// ISO 3166-1 alpha-3 codes of its states.
    #[serde(default)]
    pub countries: Vec<String>,
    /// When it was founded.
    #[serde(default)]
    pub founded: Option<FuzzyDate>,
    /// When it ceased to exist.
    #[serde(default)]
    pub dissolved: Option<FuzzyDate>,
    /// City of its head office.
    #[serde(default)]
    pub headquarters: Option<String>,
    /// What it mainly works on, in a few words each.
    #[serde(default)]
    pub focus_areas: Vec<String>,
    /// Its own website.
    #[serde(default)]
    #[validate(url(message = "no web address, expected https://..."))]
    pub website: Option<String>,
    /// Wikidata item.
    #[serde(default)]
    #[schema(pattern = "^Q[1-9][0-9]*$")]
    pub wikidata: Option<String>,
    /// What it is and what it does, in our words.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Player {
    const KIND: RecordKind = RecordKind::Player;
    const ID_NAME: &'static str = "PlayerId";

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
        to.maybe("nation", self.nation.as_ref());
        to.maybe("parent", self.parent.as_ref());
        to.each("members", &self.members);
    }
}
