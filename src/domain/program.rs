//! Programs: long efforts that missions belong to.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;
use validator::Validate;

use super::{Day, Destination, FuzzyDate, Id, MoneyEntry, Player, Record, RecordKind, References, Source, Vocabulary};

/// Where a program stands.
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
pub enum ProgramStatus {
    /// Stated as a wish, without approval or funding on record.
    Proposed,
    /// Approved and being worked on; nothing of it has flown.
    InDevelopment,
    /// It flies, or its system is in use.
    Active,
    /// Work has stopped and may go on.
    OnHold,
    /// It ended as planned, or was wound up after use.
    Ended,
    /// It was given up before it reached its goal.
    Cancelled,
}

impl Vocabulary for ProgramStatus {
    const NAME: &'static str = "ProgramStatus";
    const ABOUT: &'static str = "Where a program stands.";
}

/// What a player does in a program or a mission, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The player.
    pub player: Id<Player>,
    /// Its part, in a few words: `lead`, `lander`, `service module`, ...
    pub role: String,
}

/// A change of a program's status, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgramPhase {
    /// When the status began.
    pub since: FuzzyDate,
    /// The status.
    pub status: ProgramStatus,
    /// What happened, in a sentence.
    #[serde(default)]
    pub note: Option<String>,
    /// Where it was read.
    pub source: Id<Source>,
}

/// A program, as written in `fixtures/programs/`.
#[derive(Clone, Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Stable id.
    pub id: Id<Program>,
    /// Ids that this record had before.
    #[serde(default)]
    pub former_ids: Vec<Id<Program>>,
    /// Usual English name.
    #[validate(length(min = 1, max = 160, message = "expected 1 to 160 characters"))]
    pub name: String,
    /// Other names and abbreviations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who takes part; the leading player comes first.
    pub players: Vec<Participant>,
    /// What it is to reach, in a sentence.
    pub goal: String,
    /// Where it goes.
    pub destination: Destination,
    /// When it started.
    pub started: Option<FuzzyDate>,
    /// Its status over time, oldest first; the last one holds today.
    pub history: Vec<ProgramPhase>,
    /// The program that followed it.
    #[serde(default)]
    pub successor: Option<Id<Program>>,
    /// Budgets and contracts, each with its basis.
    #[serde(default)]
    pub budget: Vec<MoneyEntry>,
    /// Its own web page.
    #[serde(default)]
    #[validate(url(message = "no web address, expected https://..."))]
    pub website: Option<String>,
    /// Wikidata item.
    #[serde(default)]
    #[schema(pattern = "^Q[1-9][0-9]*$")]
    pub wikidata: Option<String>,
    /// What it is, in our words, without its outcome.
    #[validate(length(min = 20, max = 1500, message = "expected one to a few sentences, 20 to 1500 characters"))]
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Id<Source>>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl Record for Program {
    const KIND: RecordKind = RecordKind::Program;
    const ID_NAME: &'static str = "ProgramId";

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
        to.list("players", &self.players, |one, to| to.one("player", &one.player));
        to.list("history", &self.history, |one, to| to.one("source", &one.source));
        to.maybe("successor", self.successor.as_ref());
        to.list("budget", &self.budget, |one, to| to.one("source", &one.source));
    }
}
