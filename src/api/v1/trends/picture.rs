//! `/trends/{id}/picture`: what the records say of a trend on a day.

use std::collections::BTreeSet;

use actix_web::get;
use actix_web::web::Data;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::{Query, find};
use crate::api::operations::Operations;
use crate::api::params::PastParams;
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::api::served;
use crate::api::v1::ROOT;
use crate::api::v1::brief::MissionBrief;
use crate::api::v1::counted::FilteredList;
use crate::domain::{Dimension, IndicatorKind, RecordKind, Slug, Verdict};
use crate::store::view::{Attempt, Reference};
use crate::store::{LatestPoint, LatestPoints, Snapshot, Store};

/// How many lines of an indicator are shown.
const LINES: usize = 6;
/// How many of the next missions are shown, and of those that are overdue.
const MISSIONS: usize = 10;

/// A number that measures a trend, where it stands and where it is heading.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrendIndicator {
    /// The indicator.
    pub indicator: Reference,
    /// Whether it is counted over records or taken from a publication.
    pub kind: IndicatorKind,
    /// Unit of the values.
    #[schema(example = "missions")]
    pub unit: String,
    /// What its lines stand for.
    pub dimension: Dimension,
    /// How many lines it has altogether.
    #[schema(example = 11)]
    pub lines: u32,
    /// Where six of them at most stand: those with the newest points first, of these the highest, then those that were the highest before.
    pub latest: Vec<LatestPoint>,
    /// Address of all lines with all points.
    #[schema(example = "/api/v1/indicators/lunar-missions-by-nation/series")]
    pub series: String,
    /// Address of what stands behind the newest points; null where there are none.
    #[schema(example = "/api/v1/indicators/lunar-missions-by-nation/evidence?period=2026")]
    pub evidence: Option<String>,
}

/// What comes next.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrendDates {
    /// How many of the missions are planned or proposed for a date that has not passed. One that is on hold is not among them.
    #[schema(example = 14)]
    pub total: u64,
    /// The next of them, ten at most, by the latest end of their windows.
    pub missions: Vec<MissionBrief>,
    /// How many have a window that has passed without an outcome on record.
    #[schema(example = 1)]
    pub overdue_total: u64,
    /// The last of these, ten at most: those whose window passed last come first.
    pub overdue: Vec<MissionBrief>,
}

/// A claim of the public narrative, and what the record says of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrendClaim {
    /// The claim.
    pub claim: Reference,
    /// What it states.
    pub statement: String,
    /// What the record says of it.
    pub verdict: Verdict,
}

/// A milestone that would change the picture, and whether it has been won.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrendMilestone {
    /// The milestone.
    pub milestone: Reference,
    /// Whether somebody on record has won it.
    pub achieved: bool,
    /// The first success: by whom and when; null while it is open.
    pub first_success: Option<Attempt>,
}

/// What the records say of a trend on a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrendPicture {
    /// The numbers that measure it.
    pub indicators: Vec<TrendIndicator>,
    /// Its missions that are still to come.
    pub next: TrendDates,
    /// How its key missions stand, and those that would change the picture, in the order in which the trend names them.
    pub key_missions: Vec<MissionBrief>,
    /// The claims that it bears on. A claim is known from the day on which it was last checked.
    pub claims: Vec<TrendClaim>,
    /// The milestones that would change the picture.
    pub milestones: Vec<TrendMilestone>,
}

/// Get the picture of a trend
///
/// What the records say of a trend: its numbers with their newest points and their direction, its next dates, how its key missions stand, its claims with
/// their verdicts, and its milestones. The same is told of today beside the trend itself; here it can be asked for a past day, of which the texts of the trend do not speak.
#[utoipa::path(
    tag = "trends",
    params(("id" = Slug, Path, description = "Id of the trend.", example = "lunar-competition"), PastParams),
    responses((status = 200, description = "The picture.", body = ItemOf<TrendPicture>))
)]
#[get("/trends/{id}/picture")]
async fn get_trend_picture(store: Data<Store>, mut query: Query<PastParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    let present = store.snapshot();
    let trend = find(&present, RecordKind::Trend, &query.request)?;
    query.errors.extend(fault);
    let data = picture(&snapshot, &served::read(&present, RecordKind::Trend, trend)?)?;
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// What a trend says where something would show that changes the picture.
#[derive(Debug, Deserialize)]
struct WouldChange {
    missions: Vec<served::Reference>,
    milestones: Vec<served::Reference>,
    indicators: Vec<served::Reference>,
}

/// The records that a trend names. Which these are is a way of looking, and holds for any day.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    missions: Vec<served::Reference>,
    key_missions: Vec<served::Reference>,
    indicators: Vec<served::Reference>,
    claims: Vec<served::Reference>,
    would_change: Vec<WouldChange>,
}

/// What the records say of a trend on the day of a snapshot.
pub(super) fn picture(snapshot: &Snapshot, trend: &Named) -> Result<TrendPicture, ApiError> {
    let changes = &trend.would_change;
    let indicators = trend.indicators.iter().chain(changes.iter().flat_map(|one| &one.indicators));
    let key_missions = trend.key_missions.iter().chain(changes.iter().flat_map(|one| &one.missions));
    let milestones = changes.iter().flat_map(|one| &one.milestones);
    let all = |kind: RecordKind, of: &[served::Reference]| known(snapshot, kind, of.iter());
    Ok(TrendPicture {
        indicators: known(snapshot, RecordKind::Indicator, indicators)
            .into_iter()
            .map(|doc| indicator(snapshot, doc))
            .collect::<Result<_, _>>()?,
        next: next(snapshot, &all(RecordKind::Mission, &trend.missions).into_iter().collect())?,
        key_missions: known(snapshot, RecordKind::Mission, key_missions)
            .into_iter()
            .map(|doc| MissionBrief::of(snapshot, doc))
            .collect::<Result<_, _>>()?,
        claims: all(RecordKind::Claim, &trend.claims)
            .into_iter()
            .map(|doc| claim(snapshot, doc))
            .collect::<Result<_, _>>()?,
        milestones: known(snapshot, RecordKind::Milestone, milestones)
            .into_iter()
            .map(|doc| milestone(snapshot, doc))
            .collect::<Result<_, _>>()?,
    })
}

/// Those of some records that are known on the day, each once, in the given order.
fn known<'a>(snapshot: &Snapshot, kind: RecordKind, of: impl Iterator<Item = &'a served::Reference>) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    of.filter_map(|one| snapshot.doc(kind, &one.id)).filter(|doc| seen.insert(*doc)).collect()
}

fn indicator(snapshot: &Snapshot, doc: u32) -> Result<TrendIndicator, ApiError> {
    #[derive(Deserialize)]
    struct Told {
        id: String,
        name: String,
        kind: IndicatorKind,
        unit: String,
        dimension: Dimension,
    }
    let Told { id, name, kind, unit, dimension } = served::read(snapshot, RecordKind::Indicator, doc)?;
    let LatestPoints { lines, shown } = snapshot.latest(doc, LINES);
    let as_of = snapshot.as_of().map(|day| format!("as_of={day}"));
    let address = |of: &str, period: Option<String>| {
        let query: Vec<String> = period.into_iter().chain(as_of.clone()).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{ROOT}/indicators/{id}/{of}{mark}{}", query.join("&"))
    };
    let period = shown.first().map(|line| format!("period={}", line.latest.period));
    Ok(TrendIndicator {
        kind,
        unit,
        dimension,
        lines: u32::try_from(lines).unwrap_or(u32::MAX),
        latest: shown,
        series: address("series", None),
        evidence: period.map(|period| address("evidence", Some(period))),
        indicator: Reference { id, name },
    })
}

fn next(snapshot: &Snapshot, missions: &RoaringBitmap) -> Result<TrendDates, ApiError> {
    let future = FilteredList::of(RecordKind::Mission).with("status", "planned,proposed").with("has_target", "true");
    let among = |stale: &str| future.with("stale", stale).select(snapshot) & missions;
    let (upcoming, overdue) = (among("false"), among("true"));
    Ok(TrendDates {
        total: upcoming.len(),
        overdue_total: overdue.len(),
        missions: MissionBrief::first(snapshot, upcoming, "launch_latest", false, MISSIONS)?,
        overdue: MissionBrief::first(snapshot, overdue, "launch_latest", true, MISSIONS)?,
    })
}

fn claim(snapshot: &Snapshot, doc: u32) -> Result<TrendClaim, ApiError> {
    #[derive(Deserialize)]
    struct Told {
        id: String,
        name: String,
        statement: String,
        verdict: Verdict,
    }
    let Told { id, name, statement, verdict } = served::read(snapshot, RecordKind::Claim, doc)?;
    Ok(TrendClaim { claim: Reference { id, name }, statement, verdict })
}

fn milestone(snapshot: &Snapshot, doc: u32) -> Result<TrendMilestone, ApiError> {
    #[derive(Deserialize)]
    struct Told {
        id: String,
        name: String,
        achieved: bool,
        first_success: Option<Attempt>,
    }
    let Told { id, name, achieved, first_success } = served::read(snapshot, RecordKind::Milestone, doc)?;
    Ok(TrendMilestone { milestone: Reference { id, name }, achieved, first_success })
}

/// The operations.
pub(super) fn routes(cfg: &mut impl Operations) {
    cfg.service(get_trend_picture);
}
