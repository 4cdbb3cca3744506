//! `/programs`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, Words};
use crate::api::prices::PriceParams;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{Destination, ProgramStatus, RecordKind, Slug};
use crate::store::Store;
use crate::store::view::ProgramView;

/// Filters of programs.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct ProgramFilters {
    /// Programs of these players, or of players that belong to them.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    player: Option<Vec<Slug>>,
    /// Where they go.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    destination: Option<Vec<Destination>>,
    /// Where they stand.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    status: Option<Vec<ProgramStatus>>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only programs that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for ProgramFilters {
    const KIND: RecordKind = RecordKind::Program;
}

/// List programs
///
/// Long efforts that missions belong to. Ordered by name.
#[utoipa::path(
    tag = "programs",
    params(ProgramFilters, ListParams),
    responses((status = 200, description = "A page of programs.", body = ListOf<ProgramView>))
)]
#[get("/programs")]
async fn list_programs(store: Data<Store>, query: ListQuery<ProgramFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get a program
///
/// One program, with its players, its status over time and its budget.
#[utoipa::path(
    tag = "programs",
    params(("id" = Slug, Path, description = "Id of the program.", example = "artemis"), ItemParams, PriceParams),
    responses((status = 200, description = "The program.", body = ItemOf<ProgramView>))
)]
#[get("/programs/{id}")]
async fn get_program(store: Data<Store>, query: ItemQuery<ProgramFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_programs).service(get_program);
}
