//! `/claims`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, Words};
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{RecordKind, Slug, Verdict};
use crate::store::Store;
use crate::store::view::ClaimView;

/// Filters of claims.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct ClaimFilters {
    /// What the record says of them.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "incorrect")]
    verdict: Option<Vec<Verdict>>,
    /// Claims that speak of these players, or of players that belong to them.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    player: Option<Vec<Slug>>,
    /// Claims that speak of these programs.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    program: Option<Vec<Slug>>,
    /// Claims that speak of these missions.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    mission: Option<Vec<Slug>>,
    /// Claims that bear on these trends.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    trend: Option<Vec<Slug>>,
    /// Claims of these parts of the narrative.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    section: Option<Vec<String>>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only claims that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for ClaimFilters {
    const KIND: RecordKind = RecordKind::Claim;
}

/// List claims
///
/// What the public narrative of the space race says, held against the record. Ordered by part of the narrative.
#[utoipa::path(
    tag = "claims",
    params(ClaimFilters, ListParams),
    responses((status = 200, description = "A page of claims.", body = ListOf<ClaimView>))
)]
#[get("/claims")]
async fn list_claims(store: Data<Store>, query: ListQuery<ClaimFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a claim
///
/// One claim, with its verdict, the reason and the evidence.
#[utoipa::path(
    tag = "claims",
    params(("id" = Slug, Path, description = "Id of the claim.", example = "crewed-lunar-landing-by-2026"), ItemParams),
    responses((status = 200, description = "The claim.", body = ItemOf<ClaimView>))
)]
#[get("/claims/{id}")]
async fn get_claim(store: Data<Store>, query: ItemQuery<ClaimFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_claims).service(get_claim);
}
