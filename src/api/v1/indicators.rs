//! `/indicators`.

pub mod chart;
pub mod evidence;
pub mod series;

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, Words};
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::domain::{Dimension, IndicatorKind, RecordKind, Slug};
use crate::store::view::IndicatorView;
use crate::store::{Snapshot, Store};

/// Filters of indicators.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct IndicatorFilters {
    /// Where their figures come from.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<IndicatorKind>>,
    /// What their lines stand for.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    dimension: Option<Vec<Dimension>>,
    /// Indicators that measure these trends.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    trend: Option<Vec<Slug>>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only indicators that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for IndicatorFilters {
    const KIND: RecordKind = RecordKind::Indicator;
}

/// List indicators
///
/// Numbers over time, counted over our records or taken from publications. Ordered by title.
#[utoipa::path(
    tag = "indicators",
    params(IndicatorFilters, ListParams),
    responses((status = 200, description = "A page of indicators.", body = ListOf<IndicatorView>))
)]
#[get("/indicators")]
async fn list_indicators(store: Data<Store>, query: ListQuery<IndicatorFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get an indicator
///
/// One indicator: how it is counted, by whom it was published, under which licence.
#[utoipa::path(
    tag = "indicators",
    params(("id" = Slug, Path, description = "Id of the indicator.", example = "orbital-launches-by-nation"), ItemParams),
    responses((status = 200, description = "The indicator.", body = ItemOf<IndicatorView>))
)]
#[get("/indicators/{id}")]
async fn get_indicator(store: Data<Store>, query: ItemQuery<IndicatorFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// What is wrong with the player that a request names.
pub fn player_fault(snapshot: &Snapshot, id: &str) -> Option<ParameterError> {
    fault_of_record(snapshot, RecordKind::Player, "player", id)
}

/// What is wrong with a parameter that names a record.
fn fault_of_record(snapshot: &Snapshot, kind: RecordKind, parameter: &str, id: &str) -> Option<ParameterError> {
    let is_unknown = snapshot.names().name(kind, id).is_none();
    is_unknown.then(|| ParameterError {
        did_you_mean: snapshot.nearest(kind, id),
        ..ParameterError::new(parameter, format!("no record in {} has the id {id:?}", kind.collection()))
    })
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_indicators).service(get_indicator);
    series::routes(cfg);
    evidence::routes(cfg);
    chart::routes(cfg);
}
