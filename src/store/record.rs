//! What a player has won, and what it has tried.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::query::{SortBy, Start};
use super::selected::Selected;
use super::snapshot::{Snapshot, SnapshotError};
use super::view::{Attempt, AttemptResult, DateView, Reference};
use crate::domain::RecordKind;

/// An attempt of a player, or of one that belongs to it, at a milestone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlayerAttempt {
    /// The milestone.
    pub milestone: Reference,
    /// The mission that made the attempt, or is to make it.
    pub mission: Reference,
    /// Who operated the mission.
    pub player: Reference,
    /// How it went.
    pub result: AttemptResult,
    /// When it was decided; while it is pending, when the mission is to be launched. Null where no date is on record.
    pub date: Option<DateView>,
}

/// What of a milestone's record counts here.
#[derive(Debug, Deserialize)]
struct Tried {
    id: String,
    name: String,
    first_success: Option<Attempt>,
    attempts: Vec<Attempt>,
}

impl Snapshot {
    /// The first successes of a player and of those that belong to it, oldest first; and all their attempts, milestone by milestone.
    ///
    /// # Errors
    ///
    /// When a record cannot be read, which does not happen.
    pub fn firsts_and_attempts(&self, player: &str) -> Result<(Vec<PlayerAttempt>, Vec<PlayerAttempt>), SnapshotError> {
        let milestones = self.with(RecordKind::Milestone, "player", player);
        let order = [SortBy { name: "achieved".to_owned(), descending: false }];
        let all = usize::try_from(milestones.len()).unwrap_or_default();
        let cut = self.cut(RecordKind::Milestone, &Selected::These(milestones), &order, &Start::Offset(0), all);
        let (mut firsts, mut attempts) = (Vec::new(), Vec::new());
        for doc in cut.docs {
            let json = self.collection(RecordKind::Milestone).json(doc);
            let tried: Tried = serde_json::from_str(json.get())?;
            let milestone = Reference { id: tried.id, name: tried.name };
            let own = |attempt: &Attempt| self.names().belongs_to(&attempt.player.id, player);
            let told = |attempt: Attempt| PlayerAttempt {
                milestone: milestone.clone(),
                mission: attempt.mission,
                player: attempt.player,
                result: attempt.result,
                date: attempt.date,
            };
            firsts.extend(tried.first_success.filter(&own).map(told));
            attempts.extend(tried.attempts.into_iter().filter(own).map(told));
        }
        Ok((firsts, attempts))
    }
}
