//! The race as a table: for each first, who tried, who succeeded, who is next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::indicators::{SeriesGroup, lines_of};
use super::query::{Selection, SortBy, Start};
use super::snapshot::{Snapshot, SnapshotError};
use super::view::{Attempt, AttemptResult, Reference};
use crate::domain::{Destination, Dimension, RecordKind, Vocabulary};

/// Who is compared with whom.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum Level {
    /// Nations, for which all their agencies and companies stand. An operator of several nations or of none, such as ESA, stands for itself.
    #[default]
    Nation,
    /// Agencies and companies.
    Operator,
}

impl Vocabulary for Level {
    const NAME: &'static str = "Level";
    const ABOUT: &'static str = "Who is compared with whom.";
}

impl From<Level> for SeriesGroup {
    fn from(level: Level) -> Self {
        match level {
            Level::Nation => Self::Nation,
            Level::Operator => Self::Operator,
        }
    }
}

impl From<Level> for Dimension {
    fn from(level: Level) -> Self {
        match level {
            Level::Nation => Self::Nation,
            Level::Operator => Self::Operator,
        }
    }
}

/// What a player has done about a milestone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RaceEntry {
    /// The player.
    pub player: Reference,
    /// Whether it was first, or may have been: see `first` of the milestone.
    pub is_first: bool,
    /// How often it has tried, with whatever result.
    #[schema(example = 5)]
    pub attempts: u32,
    /// How often it succeeded.
    #[schema(example = 2)]
    pub successes: u32,
    /// Its first attempt; null where it has not tried yet.
    pub first_attempt: Option<Attempt>,
    /// Its first success; null where it had none.
    pub first_success: Option<Attempt>,
    /// Its next attempt on record that is still to come, by its date; null for none.
    pub next_planned: Option<Attempt>,
}

/// A milestone, and what each player has done about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RaceRow {
    /// The milestone.
    pub milestone: Reference,
    /// Where it is to be won.
    pub destination: Destination,
    /// Whether it takes people aboard.
    pub crewed: bool,
    /// Who was first. More than one where the dates on record do not tell who came before whom; none while it is open.
    pub first: Vec<Reference>,
    /// Partial successes before the first success, or while it is open: whether one of them was the first is a matter of opinion.
    pub disputed_by: Vec<Attempt>,
    /// The players that have tried or plan to, in the order of their first success, then of their first attempt, then of their next one.
    pub players: Vec<RaceEntry>,
}

/// What a player has won altogether.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RaceTotal {
    /// The player.
    pub player: Reference,
    /// How many of the milestones of the table it reached first.
    #[schema(example = 12)]
    pub firsts: u32,
    /// How many of them it has reached.
    #[schema(example = 21)]
    pub reached: u32,
    /// How many of them it has tried.
    #[schema(example = 27)]
    pub tried: u32,
    /// How many of them it has not reached and plans to try.
    #[schema(example = 4)]
    pub planned: u32,
}

/// What of a milestone's record counts here.
#[derive(Debug, Deserialize)]
struct Tried {
    destination: Destination,
    crewed: bool,
    first_success: Option<Attempt>,
    attempts: Vec<Attempt>,
}

impl Snapshot {
    /// The selected milestones in the order in which they were won, open ones last. With `players`, only these or those that belong to them, and milestones about which one
    /// of them has done something.
    ///
    /// # Errors
    ///
    /// When a record cannot be read, which does not happen.
    pub fn race(
        &self,
        level: Level,
        selection: &Selection,
        players: Option<&[String]>,
    ) -> Result<Vec<RaceRow>, SnapshotError> {
        // the values of the selection were checked, so none is unknown
        let Ok(selected) = self.select(RecordKind::Milestone, selection) else { return Ok(Vec::new()) };
        let order = [SortBy { name: "achieved".to_owned(), descending: false }];
        let all = usize::try_from(selected.len()).unwrap_or_default();
        let cut = self.cut(RecordKind::Milestone, &selected, &order, &Start::Offset(0), all);
        let rows = cut.docs.into_iter().map(|doc| {
            let collection = self.collection(RecordKind::Milestone);
            let tried: Tried = serde_json::from_str(collection.json(doc).get())?;
            let mut row = self.row(self.names().refer(RecordKind::Milestone, collection.id(doc)), tried, level);
            let is_wanted = |entry: &RaceEntry| {
                players.is_none_or(|players| players.iter().any(|id| self.names().belongs_to(&entry.player.id, id)))
            };
            row.players.retain(is_wanted);
            Ok(row)
        });
        let rows =
            rows.filter(|row| players.is_none() || row.as_ref().is_ok_and(|row: &RaceRow| !row.players.is_empty()));
        rows.collect()
    }

    fn row(&self, milestone: Reference, tried: Tried, level: Level) -> RaceRow {
        let mut by_player: BTreeMap<String, Vec<Attempt>> = BTreeMap::new();
        for attempt in &tried.attempts {
            for player in lines_of(&attempt.player.id, level.into(), self.names()) {
                by_player.entry(player).or_default().push(attempt.clone());
            }
        }
        // attempts come in the order of their dates, those to come last
        let entry = |(player, attempts): (String, Vec<Attempt>)| {
            let (pending, flown): (Vec<Attempt>, Vec<Attempt>) =
                attempts.into_iter().partition(|one| one.result == AttemptResult::Pending);
            let successes = || flown.iter().filter(|one| one.result == AttemptResult::Success);
            let first_success = successes().next().cloned();
            RaceEntry {
                player: self.names().refer(RecordKind::Player, &player),
                is_first: first_success.as_ref().is_some_and(|own| may_be_first(own, tried.first_success.as_ref())),
                attempts: count(flown.len()),
                successes: count(successes().count()),
                first_attempt: flown.first().cloned(),
                next_planned: pending.into_iter().next(),
                first_success,
            }
        };
        let mut players: Vec<RaceEntry> = by_player.into_iter().map(entry).collect();
        players.sort_by_cached_key(|entry| {
            let key = |attempt: &Option<Attempt>| {
                attempt
                    .as_ref()
                    .and_then(|one| one.date.as_ref())
                    .map_or((i64::MAX, i64::MAX), |date| date.0.sort_key())
            };
            (key(&entry.first_success), key(&entry.first_attempt), key(&entry.next_planned), entry.player.id.clone())
        });
        let won = tried.first_success.as_ref().and_then(|first| first.date.as_ref()).map(|date| date.0.sort_key());
        let is_before = |attempt: &&Attempt| {
            let date = attempt.date.as_ref().map(|date| date.0.sort_key());
            won.is_none_or(|won| date.is_some_and(|date| date < won))
        };
        let partial = tried.attempts.iter().filter(|one| one.result == AttemptResult::PartialSuccess);
        RaceRow {
            milestone,
            destination: tried.destination,
            crewed: tried.crewed,
            first: players.iter().filter(|entry| entry.is_first).map(|entry| entry.player.clone()).collect(),
            disputed_by: partial.filter(is_before).cloned().collect(),
            players,
        }
    }
}

/// Whether a success may have been the first, as far as the dates tell: it begins no later than the first one ends.
fn may_be_first(own: &Attempt, first: Option<&Attempt>) -> bool {
    let (Some(own_date), Some(first)) = (&own.date, first) else { return false };
    own.mission == first.mission || first.date.as_ref().is_some_and(|first| own_date.0.start() <= first.0.end())
}

/// What each player has won in a table: the one with most firsts first, then with most reached, tried and planned, then by name.
pub fn race_totals(rows: &[RaceRow]) -> Vec<RaceTotal> {
    let mut totals: BTreeMap<&str, RaceTotal> = BTreeMap::new();
    for entry in rows.iter().flat_map(|row| &row.players) {
        let player = entry.player.clone();
        let total =
            totals.entry(&entry.player.id).or_insert(RaceTotal { player, firsts: 0, reached: 0, tried: 0, planned: 0 });
        total.firsts += u32::from(entry.is_first);
        total.reached += u32::from(entry.first_success.is_some());
        total.tried += u32::from(entry.first_attempt.is_some());
        total.planned += u32::from(entry.first_success.is_none() && entry.next_planned.is_some());
    }
    let mut totals: Vec<RaceTotal> = totals.into_values().collect();
    totals.sort_by_cached_key(|one| {
        let counts = [one.firsts, one.reached, one.tried, one.planned].map(std::cmp::Reverse);
        (counts, one.player.name.clone())
    });
    totals
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
