//! `/schedule-statistics`.

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::counted::FilteredList;
use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::extract;
use crate::api::item::Query;
use crate::api::list::periods;
use crate::api::operations::Operations;
use crate::api::params::{AsOf, MatchParam};
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{FuzzyDate, RecordKind};
use crate::store::view::{DateView, SlipStatistics};
use crate::store::{Grouping, Period, RULE, Store};

/// What schedule statistics take.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the dates are checked here, and read as those of lists are")]
pub struct StatisticsParams {
    /// By what the missions are put into groups; by nation if not given.
    #[serde(default)]
    #[param(example = "nation")]
    group_by: Option<Grouping>,
    /// Only missions whose launch, or else whose current target, may lie on or after this date.
    #[serde(default)]
    #[param(example = "2015")]
    from: Option<FuzzyDate>,
    /// Only missions whose launch, or else whose current target, may lie on or before this date.
    #[serde(default)]
    #[param(example = "2030s")]
    to: Option<FuzzyDate>,
    /// How a date has to lie to the period asked for; only together with a date.
    #[serde(default)]
    r#match: Option<MatchParam>,
    /// Only missions that were launched, or only others.
    #[serde(default)]
    launched: Option<bool>,
    /// A past day: the count of what was known at its end (UTC).
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// Who slips, how often and how far.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScheduleStatistics {
    /// How missions, slips and days are counted.
    pub rule: String,
    /// By what the missions are put into groups.
    pub group_by: Grouping,
    /// Start of the period in which launches or current targets lie; null for no limit.
    pub from: Option<DateView>,
    /// End of the period in which launches or current targets lie; null for no limit.
    pub to: Option<DateView>,
    /// Whether only missions that were launched are counted, or only others; null for both.
    pub launched: Option<bool>,
    /// All missions together, those of no group included.
    pub total: SlipStatistics,
    /// Each group with missions: the greatest `median_max` of slip days first, groups without known days last, then the one with more missions, then by value.
    pub groups: Vec<SlipStatistics>,
}

/// Get schedule statistics
///
/// Who slips, how often and how far: announced launch targets against what became of them, for all missions and for each nation, player, operator, program,
/// destination or vehicle. Every number comes with the address of the list of missions that it counts, and `rule` tells how.
#[utoipa::path(
    tag = "schedules",
    params(StatisticsParams),
    responses((status = 200, description = "The statistics.", body = ItemOf<ScheduleStatistics>))
)]
#[get("/schedule-statistics")]
async fn get_schedule_statistics(store: Data<Store>, mut query: Query<StatisticsParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    let (period, faults) = period(&query);
    query.errors.extend(faults.into_iter().chain(fault));
    query.refuse_faults([])?;
    let (grouping, launched) = (query.params.group_by.unwrap_or_default(), query.params.launched);
    let mut list = FilteredList::of(RecordKind::Mission).with("has_target", "true").within(period.clone());
    if let Some(launched) = launched {
        list = list.with("launched", if launched { "true" } else { "false" });
    }
    let missions = list.select(&snapshot);
    let address = |value: &str| list.with(grouping.filter(), value).address(&snapshot);
    let view = |end: fn(&Period) -> Option<&FuzzyDate>| period.as_ref().and_then(end).cloned().map(DateView);
    let data = ScheduleStatistics {
        rule: RULE.to_owned(),
        group_by: grouping,
        from: view(|period| period.from.as_ref()),
        to: view(|period| period.to.as_ref()),
        launched,
        total: snapshot.slips(None, &missions, list.address(&snapshot)),
        groups: snapshot.slips_by(grouping, &missions, address),
    };
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// The period in which launches are asked to lie, and what is impossible about it: the same as for lists of events.
fn period(query: &Query<StatisticsParams>) -> (Option<Period>, Vec<crate::api::problem::ParameterError>) {
    let pairs = extract::pairs(query.request.query_string());
    let given = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_ref());
    let sound = |name: &str| !query.errors.iter().any(|error| error.parameter == name);
    let (periods, faults) =
        periods(&["date"], &|name| given(name).filter(|_| sound(name)), &|name| given(name).is_some());
    (periods.into_iter().next().map(|period| Period { date: "launch", ..period }), faults)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(get_schedule_statistics);
}
