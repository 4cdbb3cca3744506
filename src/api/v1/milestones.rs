//! `/milestones`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, MatchParam, Words};
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{Destination, FuzzyDate, RecordKind, Slug};
use crate::store::Store;
use crate::store::view::MilestoneView;

/// Filters of milestones.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct MilestoneFilters {
    /// Where they are to be won.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    destination: Option<Vec<Destination>>,
    /// Only milestones that take people aboard, or only others.
    #[serde(default)]
    crewed: Option<bool>,
    /// Only milestones that somebody has won, or only open ones.
    #[serde(default)]
    achieved: Option<bool>,
    /// Milestones that missions operated by these players, or by players that belong to them, have attempted or are to attempt.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    player: Option<Vec<Slug>>,
    /// Milestones whose first success is a mission operated by these players, or by players that belong to them.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    won_by: Option<Vec<Slug>>,
    /// Milestones that belong to these trends.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    trend: Option<Vec<Slug>>,
    /// Milestones first won on or after this date.
    #[serde(default)]
    achieved_from: Option<FuzzyDate>,
    /// Milestones first won on or before this date.
    #[serde(default)]
    achieved_to: Option<FuzzyDate>,
    /// How a date has to lie to the period asked for; only together with a date.
    #[serde(default)]
    r#match: Option<MatchParam>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only milestones that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for MilestoneFilters {
    const KIND: RecordKind = RecordKind::Milestone;
}

/// List milestones
///
/// Firsts to be won, with all attempts on record. Ordered by the date of the first success, open ones last.
#[utoipa::path(
    tag = "milestones",
    params(MilestoneFilters, ListParams),
    responses((status = 200, description = "A page of milestones.", body = ListOf<MilestoneView>))
)]
#[get("/milestones")]
async fn list_milestones(store: Data<Store>, query: ListQuery<MilestoneFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a milestone
///
/// One milestone: who won it, who tried, and who is to try next.
#[utoipa::path(
    tag = "milestones",
    params(("id" = Slug, Path, description = "Id of the milestone.", example = "soft-lunar-landing"), ItemParams),
    responses((status = 200, description = "The milestone.", body = ItemOf<MilestoneView>))
)]
#[get("/milestones/{id}")]
async fn get_milestone(store: Data<Store>, query: ItemQuery<MilestoneFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_milestones).service(get_milestone);
}
