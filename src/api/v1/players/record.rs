//! `/players/{id}/record`.

use std::collections::BTreeSet;

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;
use utoipa::ToSchema;

use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::{Query, find};
use crate::api::operations::Operations;
use crate::api::params::PastParams;
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::api::served;
use crate::api::v1::brief::MissionBrief;
use crate::api::v1::counted::{FilteredList, ListCount};
use crate::domain::{RecordKind, Slug, Status, StatusGroup, Vocabulary};
use crate::store::view::{Reference, SlipStatistics};
use crate::store::{PlayerAttempt, Snapshot, Store, share};

/// How many missions have a status.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// Group of the status.
    pub status_group: StatusGroup,
    /// The missions that have it.
    pub missions: ListCount,
}

/// How many missions have a status of a group.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatusGroupCount {
    /// The group.
    pub status_group: StatusGroup,
    /// The missions whose status belongs to it.
    pub missions: ListCount,
}

/// How many of the missions that flew and are over reached their goals. Missions given up before launch do not count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SuccessRate {
    /// Missions that were launched and are over: what the rates are shares of.
    pub ended: ListCount,
    /// Those of them that reached all their goals or a part of them.
    pub succeeded: ListCount,
    /// Those of them that reached all their goals.
    pub succeeded_fully: ListCount,
    /// `succeeded` as a share of `ended`, from 0 to 1, rounded to three decimals; null where none is over.
    #[schema(example = 0.875, minimum = 0, maximum = 1)]
    pub rate: Option<f64>,
    /// `succeeded_fully` as a share of `ended`, from 0 to 1, rounded to three decimals; null where none is over.
    #[schema(example = 0.75, minimum = 0, maximum = 1)]
    pub rate_fully: Option<f64>,
}

/// People on missions that a player, or one that belongs to it, operates.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PeopleLaunched {
    /// The missions that were launched with people aboard.
    pub missions: ListCount,
    /// How many people were aboard them at the launch, each as often as he or she flew.
    #[schema(example = 42)]
    pub seats: u64,
    /// How many different people these were.
    #[schema(example = 35)]
    pub people: u64,
}

/// What a player has done, in numbers. Missions count that the player, or one that belongs to it, operates or takes part in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlayerRecord {
    /// The player.
    pub player: Reference,
    /// All its missions.
    pub missions: ListCount,
    /// Those that it, or one that belongs to it, operates.
    pub operated: ListCount,
    /// Those that were launched, however that went.
    pub launched: ListCount,
    /// The first of these launches; null for none.
    pub first_launch: Option<MissionBrief>,
    /// The last of these launches; null for none.
    pub last_launch: Option<MissionBrief>,
    /// Those with people aboard, flown and planned.
    pub crewed: ListCount,
    /// Those with people aboard that were launched.
    pub crewed_launched: ListCount,
    /// How many people its own missions have launched.
    pub people: PeopleLaunched,
    /// Its missions by the group of their status; every group stands here.
    pub by_status_group: Vec<StatusGroupCount>,
    /// Its missions by their status; every status stands here.
    pub by_status: Vec<StatusCount>,
    /// How many of its missions reached their goals.
    pub success: SuccessRate,
    /// How often and how far the launch targets of its missions moved.
    pub schedules: SlipStatistics,
    /// Milestones whose first success is a mission operated by it, or by one that belongs to it.
    pub milestones_won: ListCount,
    /// These first successes, oldest first.
    pub firsts: Vec<PlayerAttempt>,
    /// Milestones that missions operated by it, or by those that belong to it, have attempted or are to attempt.
    pub milestones_attempted: ListCount,
    /// These attempts, flown and planned: milestones in the order in which they were won, open ones last.
    pub attempts: Vec<PlayerAttempt>,
}

/// Get a player's record
///
/// What a player has done, in numbers: missions by status, first and last launch, people launched, success rate, slips, firsts and attempts at firsts. Those that belong to it count, too. Every number
/// comes with the address of the list that it counts.
#[utoipa::path(
    tag = "players",
    params(("id" = Slug, Path, description = "Id of the player.", example = "india"), PastParams),
    responses((status = 200, description = "The record.", body = ItemOf<PlayerRecord>))
)]
#[get("/players/{id}/record")]
async fn get_player_record(store: Data<Store>, mut query: Query<PastParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    let player = find(&snapshot, RecordKind::Player, &query.request)?;
    query.errors.extend(fault);
    let data = record(&snapshot, snapshot.collection(RecordKind::Player).id(player))?;
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// The record of a player.
///
/// # Errors
///
/// When a record cannot be read, which does not happen.
pub fn record(snapshot: &Snapshot, player: &str) -> Result<PlayerRecord, ApiError> {
    let all = FilteredList::of(RecordKind::Mission).with("player", player);
    let operated = FilteredList::of(RecordKind::Mission).with("operator", player);
    let milestones = FilteredList::of(RecordKind::Milestone);
    let launched = all.with("launched", "true");
    let crewed = all.with("crewed", "true");
    let with_target = all.with("has_target", "true");
    let ended = launched.with("status_group", StatusGroup::Ended.word());
    let of_ended = |statuses: &[Status]| {
        let words: Vec<&str> = statuses.iter().map(|status| status.word()).collect();
        launched.with("status", &words.join(",")).count(snapshot)
    };
    let ended = ended.count(snapshot);
    let succeeded = of_ended(&[Status::Success, Status::PartialSuccess]);
    let succeeded_fully = of_ended(&[Status::Success]);
    let (firsts, attempts) = snapshot.firsts_and_attempts(player)?;
    let of_status = |status: Status| StatusCount {
        status,
        status_group: status.group(),
        missions: all.with("status", status.word()).count(snapshot),
    };
    let of_group = |status_group: StatusGroup| StatusGroupCount {
        status_group,
        missions: all.with("status_group", status_group.word()).count(snapshot),
    };
    Ok(PlayerRecord {
        player: snapshot.names().refer(RecordKind::Player, player),
        missions: all.count(snapshot),
        operated: operated.count(snapshot),
        launched: launched.count(snapshot),
        first_launch: MissionBrief::first(snapshot, launched.select(snapshot), "launch_date", false, 1)?.pop(),
        last_launch: MissionBrief::first(snapshot, launched.select(snapshot), "launch_date", true, 1)?.pop(),
        crewed: crewed.count(snapshot),
        crewed_launched: crewed.with("launched", "true").count(snapshot),
        people: people(snapshot, &operated.with("crewed", "true").with("launched", "true"))?,
        by_status_group: StatusGroup::iter().map(of_group).collect(),
        by_status: Status::iter().map(of_status).collect(),
        success: SuccessRate {
            rate: share(succeeded.count, ended.count),
            rate_fully: share(succeeded_fully.count, ended.count),
            ended,
            succeeded,
            succeeded_fully,
        },
        schedules: snapshot.slips(None, &with_target.select(snapshot), with_target.address(snapshot)),
        milestones_won: milestones.with("won_by", player).count(snapshot),
        firsts,
        milestones_attempted: milestones.with("player", player).count(snapshot),
        attempts,
    })
}

fn people(snapshot: &Snapshot, missions: &FilteredList) -> Result<PeopleLaunched, ApiError> {
    #[derive(Deserialize)]
    struct Person {
        name: String,
    }
    #[derive(Deserialize)]
    struct Aboard {
        crew: Vec<Person>,
    }
    let mut names = Vec::new();
    for mission in missions.select(snapshot) {
        let aboard: Aboard = served::read(snapshot, RecordKind::Mission, mission)?;
        names.extend(aboard.crew.into_iter().map(|person| person.name));
    }
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Ok(PeopleLaunched {
        missions: missions.count(snapshot),
        seats: count(names.len()),
        people: count(names.iter().collect::<BTreeSet<_>>().len()),
    })
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(get_player_record);
}
