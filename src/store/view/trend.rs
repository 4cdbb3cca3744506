use serde::Serialize;
use utoipa::ToSchema;

use super::{Reference, Served};
use crate::domain::{Day, RecordKind, Trend, TrendKind, Vocabulary, WouldChange};
use crate::store::Indexing;
use crate::store::knowledge::Known;

/// Something that could be observed and would change the picture of a trend.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WouldChange)]
pub struct WouldChangeView {
    /// What would be observed, and what it would show.
    #[schema(example = "Vast's Haven-1 hosts a crew: the first station of a company that people live on.")]
    pub text: String,
    /// Missions whose course will show it.
    pub missions: Vec<Reference>,
    /// Milestones whose winning will show it.
    pub milestones: Vec<Reference>,
    /// Indicators whose figures will show it.
    pub indicators: Vec<Reference>,
}

impl WouldChangeView {
    fn new(one: &WouldChange, known: Known<'_>) -> Self {
        Self {
            text: one.text.clone(),
            missions: known.all(&one.missions),
            milestones: known.all(&one.milestones),
            indicators: known.all(&one.indicators),
        }
    }
}

/// A trend, a challenge or an outlook of the space race.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Trend)]
pub struct TrendView {
    /// Stable id.
    #[schema(example = "space-tourism", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Title.
    #[schema(example = "Space tourism")]
    pub name: String,
    /// Whether it is a trend, a challenge or an outlook.
    pub kind: TrendKind,
    /// The broader one that it is a part of; null for none.
    pub parent: Option<Reference>,
    /// Where it stands and where it is going; paragraphs are separated by an empty line.
    pub narrative: String,
    /// What drives it.
    pub drivers: Vec<String>,
    /// Players that shape it.
    pub players: Vec<Reference>,
    /// Programs that shape it.
    pub programs: Vec<Reference>,
    /// Missions that are a part of it, the key missions first.
    pub missions: Vec<Reference>,
    /// Those of them that matter most to it.
    pub key_missions: Vec<Reference>,
    /// Numbers that measure it.
    pub indicators: Vec<Reference>,
    /// Claims of the public narrative that it bears on.
    pub claims: Vec<Reference>,
    /// What would change the picture, in one to four sentences, each with the records where it will show.
    pub would_change: Vec<WouldChangeView>,
    /// What it is.
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
    #[serde(skip)]
    all_players: Vec<String>,
}

impl TrendView {
    /// `missions`, `indicators` and `claims` are those that name the trend themselves.
    pub(in crate::store) fn new(
        trend: &Trend,
        known: Known<'_>,
        missions: &[Reference],
        indicators: &[Reference],
        claims: &[Reference],
    ) -> Self {
        Self {
            id: trend.id.to_string(),
            name: trend.name.clone(),
            kind: trend.kind,
            parent: known.maybe(trend.parent.as_ref()),
            narrative: trend.narrative.clone(),
            drivers: trend.drivers.clone(),
            players: known.all(&trend.players),
            programs: known.all(&trend.programs),
            missions: with_others(known.all(&trend.missions), missions),
            key_missions: known.all(&trend.missions),
            indicators: with_others(known.all(&trend.indicators), indicators),
            claims: with_others(known.all(&trend.claims), claims),
            would_change: trend.would_change.iter().map(|one| WouldChangeView::new(one, known)).collect(),
            summary: trend.summary.clone(),
            sources: known.all(&trend.sources),
            verified_on: trend.verified_on,
            all_players: known
                .names
                .with_those_above(trend.players.iter().map(crate::domain::Id::as_str))
                .into_iter()
                .collect(),
        }
    }
}

fn with_others(mut own: Vec<Reference>, others: &[Reference]) -> Vec<Reference> {
    for other in others {
        if !own.contains(other) {
            own.push(other.clone());
        }
    }
    own
}

impl Served for TrendView {
    const KIND: RecordKind = RecordKind::Trend;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("kind", [self.kind.word()]);
        to.facet("parent", self.parent.iter().map(|parent| &parent.id));
        to.facet("player", &self.all_players);
        to.facet("indicator", self.indicators.iter().map(|indicator| &indicator.id));
        to.text("summary", &self.summary);
        to.text("narrative", &self.narrative);
        to.text("drivers", &self.drivers.join(" "));
        to.text("would_change", &self.would_change.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" "));
    }
}
