use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AttemptResult, DateView, MissionView, Reference, Served};
use crate::domain::{Day, Destination, Milestone, RecordKind, StatusGroup, Vocabulary};
use crate::store::knowledge::Known;
use crate::store::{Indexing, Key};

/// One mission's attempt at a milestone.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = MilestoneAttempt)]
pub struct Attempt {
    /// The mission that made it, or is to make it.
    pub mission: Reference,
    /// Who ran the mission.
    pub player: Reference,
    /// How it went.
    pub result: AttemptResult,
    /// When it was decided; while it is pending, when the mission is to be launched. Null where no date is on record.
    pub date: Option<DateView>,
    /// The event that decided it; null while it is pending.
    pub event: Option<Reference>,
}

/// A milestone: a first to be won. Who won it follows from the missions that attempted it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Milestone)]
pub struct MilestoneView {
    /// Stable id.
    #[schema(example = "soft-lunar-landing", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Title.
    #[schema(example = "Soft landing on the Moon")]
    pub name: String,
    /// Where it is to be won.
    pub destination: Destination,
    /// Whether it takes people aboard.
    pub crewed: bool,
    /// What counts as success, and what does not.
    pub criterion: String,
    /// Whether somebody on record has won it.
    pub achieved: bool,
    /// The first success; null while it is open.
    pub first_success: Option<Attempt>,
    /// All attempts on record in the order of their dates, those to come last.
    pub attempts: Vec<Attempt>,
    /// Trends that it belongs to.
    pub trends: Vec<Reference>,
    /// What it is and why it matters.
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
    #[serde(skip)]
    index: Index,
}

/// What a milestone is found by beyond what it shows: those who ran the missions, and all who stand for them.
#[derive(Clone, Debug)]
struct Index {
    players: Vec<String>,
    winners: Vec<String>,
}

/// A mission's attempts, each with the id of its milestone. A mission that was given up makes none.
pub(in crate::store) fn attempts_of(mission: &MissionView) -> impl Iterator<Item = (String, Attempt)> {
    mission.milestones.iter().filter_map(|one| {
        let pending = one.result == AttemptResult::Pending;
        if pending && mission.status_group == StatusGroup::Ended {
            return None;
        }
        let attempt = Attempt {
            mission: Reference { id: mission.id.clone(), name: mission.name.clone() },
            player: mission.operator.clone(),
            result: one.result,
            date: if pending { mission.launch.date.clone() } else { one.date.clone() },
            event: one.event.clone(),
        };
        Some((one.milestone.id.clone(), attempt))
    })
}

/// Attempts in the order of their dates, those to come last.
pub(in crate::store) fn in_order(mut attempts: Vec<Attempt>) -> Vec<Attempt> {
    fn key(attempt: &Attempt) -> (bool, (i64, i64), &str) {
        let pending = attempt.result == AttemptResult::Pending;
        let date = attempt.date.as_ref().map_or((i64::MAX, i64::MAX), |date| date.0.sort_key());
        (pending, date, &attempt.mission.id)
    }
    attempts.sort_by(|a, b| key(a).cmp(&key(b)));
    attempts
}

impl MilestoneView {
    pub(in crate::store) fn new(milestone: &Milestone, known: Known<'_>, attempts: Vec<Attempt>) -> Self {
        let first_success = attempts.iter().find(|attempt| attempt.result == AttemptResult::Success).cloned();
        let standing_for = |attempts: &[Attempt]| {
            let players = attempts.iter().map(|attempt| attempt.player.id.as_str());
            known.names.with_those_above(players).into_iter().collect()
        };
        let index = Index { players: standing_for(&attempts), winners: standing_for(first_success.as_slice()) };
        Self {
            id: milestone.id.to_string(),
            name: milestone.name.clone(),
            destination: milestone.destination,
            crewed: milestone.crewed,
            criterion: milestone.criterion.clone(),
            achieved: first_success.is_some(),
            first_success,
            attempts,
            trends: known.all(&milestone.trends),
            summary: milestone.summary.clone(),
            sources: known.all(&milestone.sources),
            verified_on: milestone.verified_on,
            index,
        }
    }
}

impl Served for MilestoneView {
    const KIND: RecordKind = RecordKind::Milestone;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("destination", [self.destination.word()]);
        to.facet("crewed", [if self.crewed { "true" } else { "false" }]);
        to.facet("achieved", [if self.achieved { "true" } else { "false" }]);
        to.facet("player", &self.index.players);
        to.facet("won_by", &self.index.winners);
        to.facet("trend", self.trends.iter().map(|trend| &trend.id));
        let first_date = self.first_success.as_ref().and_then(|first| first.date.as_ref());
        to.date("achieved", first_date);
        to.order("achieved", Key::date(first_date));
        to.order("attempts", Key::Number(i64::try_from(self.attempts.len()).unwrap_or(i64::MAX)));
        to.text("criterion", &self.criterion);
        to.text("summary", &self.summary);
    }
}
