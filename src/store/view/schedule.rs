use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, Reference};
use crate::domain::{FuzzyDate, ScheduleKind, SlipReason};
use crate::store::knowledge::Known;
use crate::store::state::{MissionState, days_between};

/// The slip ledger of a mission in short.
///
/// Days of slip are a least and a greatest number, since dates are intervals: negative for a move to an earlier date, null where an open date leaves them
/// unknown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScheduleSummary {
    /// How many announcements are on record, scrubs included. The launch and the cancellation, which end the ledger, are none.
    pub announcements: u32,
    /// How many of them moved the target later. A scrub, which is a stop on launch day, is no slip.
    pub slips: u32,
    /// The first target on record; null where none is.
    pub first_target: Option<DateView>,
    /// When that was announced.
    pub first_announced: Option<DateView>,
    /// The current target: the last that was announced, which stays after the launch. Null where none is on record or it was withdrawn.
    pub last_target: Option<DateView>,
    /// When the schedule was last changed by an announcement.
    pub last_announced: Option<DateView>,
    /// The whole slip: least number of days from the first target to the launch, or before it to the current target.
    #[schema(example = 1371)]
    pub slip_days_min: Option<i64>,
    /// The whole slip: greatest number of days from the first target to the launch, or before it to the current target.
    #[schema(example = 1736)]
    pub slip_days_max: Option<i64>,
}

impl ScheduleSummary {
    pub(in crate::store) fn of(state: &MissionState<'_>) -> Self {
        let first = state.schedule.first();
        let last = state.schedule.last();
        let first_target = first.and_then(|entry| entry.target.as_ref());
        let slips = state.schedule.iter().filter(|entry| entry.kind == ScheduleKind::Slip).count();
        let (slip_days_min, slip_days_max) = slip(first_target, state.launch_date);
        Self {
            announcements: count(state.schedule.len()),
            slips: count(slips),
            first_target: DateView::of(first_target),
            first_announced: first.map(|entry| DateView(entry.announced.clone())),
            last_target: DateView::of(last.and_then(|entry| entry.target.as_ref())),
            last_announced: last.map(|entry| DateView(entry.announced.clone())),
            slip_days_min,
            slip_days_max,
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// One entry of a slip ledger.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ScheduleEntry)]
pub struct ScheduleStep {
    /// When it was announced, or when it happened.
    pub announced: DateView,
    /// The launch target that was announced; null where it was withdrawn or the mission cancelled.
    pub target: Option<DateView>,
    /// What the entry did to the target.
    pub kind: ScheduleKind,
    /// Why; null where the source gives no reason.
    #[schema(example = "heat shield investigation")]
    pub reason: Option<String>,
    /// Least number of days from the target before it, negative for a move to an earlier date; null for the first entry, for one without a target, and where
    /// an open date leaves it unknown.
    #[schema(example = 92)]
    pub slip_days_min: Option<i64>,
    /// Greatest number of days from the target before it, negative for a move to an earlier date; null for the first entry, for one without a target, and
    /// where an open date leaves it unknown.
    #[schema(example = 212)]
    pub slip_days_max: Option<i64>,
    /// The reason as a code; null where the source gives no reason.
    pub reason_code: Option<SlipReason>,
    /// Where it was read; null in the answer for a day on which that had not been published yet.
    pub source: Option<Reference>,
}

/// The slip ledger of a mission: every launch target that was announced, oldest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Schedule {
    /// The mission.
    pub mission: Reference,
    /// The ledger in short.
    pub summary: ScheduleSummary,
    /// The entries, oldest first. The launch and the cancellation are taken from the mission's events.
    pub entries: Vec<ScheduleStep>,
}

impl Schedule {
    pub(in crate::store) fn new(state: &MissionState<'_>, known: Known<'_>) -> Self {
        let mut entries: Vec<ScheduleStep> = Vec::with_capacity(state.schedule.len() + 1);
        let mut before: Option<&FuzzyDate> = None;
        for entry in &state.schedule {
            let target = entry.target.as_ref();
            let (slip_days_min, slip_days_max) = slip(before, target);
            before = target.or(before);
            entries.push(ScheduleStep {
                announced: DateView(entry.announced.clone()),
                target: DateView::of(target),
                kind: entry.kind,
                reason: entry.reason.clone(),
                reason_code: entry.reason_code,
                slip_days_min,
                slip_days_max,
                source: known.maybe(Some(&entry.source)),
            });
        }
        entries.extend(closing(state, before, known));
        Self { mission: known.one(&state.mission.id), summary: ScheduleSummary::of(state), entries }
    }
}

/// The launch or the cancellation, which follow from the events.
fn closing(state: &MissionState<'_>, before: Option<&FuzzyDate>, known: Known<'_>) -> Option<ScheduleStep> {
    let (event, kind) = match (state.launch, state.cancellation()) {
        (Some(launch), _) => (launch, ScheduleKind::Achieved),
        (None, Some(cancellation)) => (cancellation, ScheduleKind::Cancelled),
        (None, None) => return None,
    };
    let target = (kind == ScheduleKind::Achieved).then_some(&event.date);
    let (slip_days_min, slip_days_max) = slip(before, target);
    Some(ScheduleStep {
        announced: DateView(event.date.clone()),
        target: DateView::of(target),
        kind,
        reason: None,
        reason_code: None,
        slip_days_min,
        slip_days_max,
        source: event.sources.iter().find_map(|id| known.maybe(Some(id))),
    })
}

/// Days from one target to another, as a least and a greatest number.
pub(in crate::store) fn slip(from: Option<&FuzzyDate>, to: Option<&FuzzyDate>) -> (Option<i64>, Option<i64>) {
    match (from, to) {
        // a target that is stated again has not moved, however coarse it is
        (Some(from), Some(to)) if from == to => (Some(0), Some(0)),
        (Some(from), Some(to)) => days_between(from, to),
        (None, _) | (_, None) => (None, None),
    }
}
