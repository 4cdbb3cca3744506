use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, Reference, Served};
use crate::domain::{Claim, Day, RecordKind, Verdict, Vocabulary};
use crate::store::knowledge::Known;
use crate::store::{Indexing, Key};

/// A record that bears on a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Reference,
    /// What it shows.
    pub shows: String,
}

/// A claim: a statement of the public narrative, restated in our words and held against the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Claim)]
pub struct ClaimView {
    /// Stable id.
    #[schema(example = "crewed-lunar-landing-by-2026", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Short title.
    pub name: String,
    /// The claim.
    pub statement: String,
    /// The part of the narrative that it stands in.
    #[schema(example = "United States")]
    pub section: String,
    /// What the record says of it.
    pub verdict: Verdict,
    /// Why, with dates and figures.
    pub why: String,
    /// Since when the verdict holds; null where no single day decided it.
    pub decided: Option<DateView>,
    /// Records that bear on it.
    pub evidence: Vec<Evidence>,
    /// Players that it speaks of.
    pub players: Vec<Reference>,
    /// Programs that it speaks of.
    pub programs: Vec<Reference>,
    /// Missions that it speaks of.
    pub missions: Vec<Reference>,
    /// Trends that it bears on.
    pub trends: Vec<Reference>,
    /// The verdict and its reason in one sentence.
    pub summary: String,
    /// Where the deciding facts were read, and where the claim was made.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
    #[serde(skip)]
    all_players: Vec<String>,
}

impl ClaimView {
    pub(in crate::store) fn new(claim: &Claim, known: Known<'_>) -> Self {
        let evidence = claim.evidence.iter().map(|one| Evidence {
            kind: one.kind,
            record: known.refer(one.kind, one.id.as_str()),
            shows: one.shows.clone(),
        });
        Self {
            id: claim.id.to_string(),
            name: claim.name.clone(),
            statement: claim.statement.clone(),
            section: claim.section.clone(),
            verdict: claim.verdict,
            why: claim.why.clone(),
            decided: DateView::of(claim.decided.as_ref()),
            evidence: evidence.collect(),
            players: known.all(&claim.players),
            programs: known.all(&claim.programs),
            missions: known.all(&claim.missions),
            trends: known.all(&claim.trends),
            summary: claim.summary.clone(),
            sources: known.all(&claim.sources),
            verified_on: claim.verified_on,
            all_players: known
                .names
                .with_those_above(claim.players.iter().map(crate::domain::Id::as_str))
                .into_iter()
                .collect(),
        }
    }
}

impl Served for ClaimView {
    const KIND: RecordKind = RecordKind::Claim;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("verdict", [self.verdict.word()]);
        to.facet("player", &self.all_players);
        to.facet("program", self.programs.iter().map(|program| &program.id));
        to.facet("mission", self.missions.iter().map(|mission| &mission.id));
        to.facet("trend", self.trends.iter().map(|trend| &trend.id));
        to.facet("section", [self.section.as_str()]);
        to.order("decided", Key::date(self.decided.as_ref()));
        to.order("section", Key::Text(self.section.clone()));
        to.text("statement", &self.statement);
        to.text("summary", &self.summary);
        to.text("why", &self.why);
    }
}
