//! `/sources`.

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
use crate::domain::{RecordKind, Slug, SourceRank};
use crate::store::Store;
use crate::store::view::SourceView;

/// Filters of sources.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct SourceFilters {
    /// How close they stand to the facts.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    rank: Option<Vec<SourceRank>>,
    /// Sources by these publishers.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    publisher: Option<Vec<String>>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only sources that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for SourceFilters {
    const KIND: RecordKind = RecordKind::Source;
}

/// List sources
///
/// Where facts were read. Ordered by title; `sort=-cited_by` starts with the most cited.
#[utoipa::path(
    tag = "sources",
    params(SourceFilters, ListParams),
    responses((status = 200, description = "A page of sources.", body = ListOf<SourceView>))
)]
#[get("/sources")]
async fn list_sources(store: Data<Store>, query: ListQuery<SourceFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a source
///
/// One source, with its address and licence.
#[utoipa::path(
    tag = "sources",
    params(("id" = Slug, Path, description = "Id of the source.", example = "gcat"), ItemParams),
    responses((status = 200, description = "The source.", body = ItemOf<SourceView>))
)]
#[get("/sources/{id}")]
async fn get_source(store: Data<Store>, query: ItemQuery<SourceFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_sources).service(get_source);
}
