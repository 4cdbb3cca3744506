use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, MissionCounts, Money, Participation, Reference, Served};
use crate::domain::{Day, Destination, Id, Program, ProgramStatus, RecordKind, Vocabulary};
use crate::store::knowledge::Known;
use crate::store::{Indexing, Key};

/// A stretch of time in which a program had one status.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProgramPhase)]
pub struct Phase {
    /// When the status began.
    pub since: DateView,
    /// The status.
    pub status: ProgramStatus,
    /// What happened; null where nothing is noted.
    pub note: Option<String>,
    /// Where it was read; null in the answer for a day on which that had not been published yet.
    pub source: Option<Reference>,
}

/// A program: a long effort of one or more players that missions belong to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Program)]
pub struct ProgramView {
    /// Stable id.
    #[schema(example = "artemis", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Usual English name.
    #[schema(example = "Artemis")]
    pub name: String,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// Who takes part; the leading player comes first.
    pub players: Vec<Participation>,
    /// What it is to reach.
    pub goal: String,
    /// Where it goes.
    pub destination: Destination,
    /// When it started; null where not known.
    pub started: Option<DateView>,
    /// Where it stands.
    pub status: ProgramStatus,
    /// Since when that is its status.
    pub status_since: Option<DateView>,
    /// Its status over time, oldest first.
    pub history: Vec<Phase>,
    /// The program before it; null for none.
    pub predecessor: Option<Reference>,
    /// The program after it; null for none.
    pub successor: Option<Reference>,
    /// Budgets and contracts, each with its basis.
    pub budget: Vec<Money>,
    /// How many missions belong to it.
    pub missions: MissionCounts,
    /// Its own web page; null where not known.
    pub website: Option<String>,
    /// Wikidata item; null where not known.
    #[schema(example = "Q66052484")]
    pub wikidata: Option<String>,
    /// What it is.
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
    #[serde(skip)]
    nations: Vec<String>,
}

impl ProgramView {
    pub(in crate::store) fn new(
        program: &Program,
        known: Known<'_>,
        predecessor: Option<&Id<Program>>,
        missions: MissionCounts,
    ) -> Self {
        let checked = program.verified_on;
        let phases = program.history.iter().filter(|phase| known.has_come(&phase.since, checked));
        let history: Vec<Phase> = phases
            .map(|phase| Phase {
                since: DateView(phase.since.clone()),
                status: phase.status,
                note: phase.note.clone(),
                source: known.maybe(Some(&phase.source)),
            })
            .collect();
        let last = history.last();
        Self {
            id: program.id.to_string(),
            name: program.name.clone(),
            aliases: program.aliases.clone(),
            players: Participation::all(&program.players, known),
            goal: program.goal.clone(),
            destination: program.destination,
            started: DateView::of(program.started.as_ref().filter(|date| known.has_come(date, checked))),
            status: last.map_or(ProgramStatus::Proposed, |phase| phase.status),
            status_since: last.map(|phase| phase.since.clone()),
            history,
            predecessor: known.maybe(predecessor),
            successor: known.maybe(program.successor.as_ref()),
            budget: Money::all(&program.budget, known),
            missions,
            website: program.website.clone(),
            wikidata: program.wikidata.clone(),
            summary: program.summary.clone(),
            sources: known.all(&program.sources),
            verified_on: program.verified_on,
            nations: {
                let players = program.players.iter().map(|one| &one.player).filter(|player| known.knows(player));
                known.names.with_those_above(players.map(Id::as_str)).into_iter().collect()
            },
        }
    }
}

impl Served for ProgramView {
    const KIND: RecordKind = RecordKind::Program;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("player", &self.nations);
        to.facet("destination", [self.destination.word()]);
        to.facet("status", [self.status.word()]);
        to.order("started", Key::date(self.started.as_ref()));
        to.order("missions", Key::Number(self.missions.total.into()));
        to.aliases(&self.aliases);
        to.identifier("wikidata", self.wikidata.as_deref());
        to.text("goal", &self.goal);
        to.text("summary", &self.summary);
    }
}
