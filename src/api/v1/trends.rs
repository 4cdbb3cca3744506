//! `/trends`.

pub mod picture;

use std::borrow::Cow;

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use crate::api::envelope::{Included, IncludedSchema, Item, ListOf, Meta};
use crate::api::item::ItemQuery;
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{ItemParams, ListParams, Words};
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::domain::{RecordKind, Slug, TrendKind};
use crate::store::Store;
use crate::store::view::TrendView;
use picture::{TrendPicture, picture};

/// Filters of trends.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct TrendFilters {
    /// Trends, challenges or outlooks.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<TrendKind>>,
    /// Parts of these broader trends.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    parent: Option<Vec<Slug>>,
    /// Trends that these players, or players that belong to them, shape.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    player: Option<Vec<Slug>>,
    /// Trends that these indicators measure.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    indicator: Option<Vec<Slug>>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only trends that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for TrendFilters {
    const KIND: RecordKind = RecordKind::Trend;
}

/// List trends
///
/// Trends, challenges and outlooks: where the space race is going. Ordered by title.
#[utoipa::path(
    tag = "trends",
    params(TrendFilters, ListParams),
    responses((status = 200, description = "A page of trends.", body = ListOf<TrendView>))
)]
#[get("/trends")]
async fn list_trends(store: Data<Store>, query: ListQuery<TrendFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// One trend, and what the records say of it today.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TrendItem)]
struct TrendPage<'a> {
    /// The trend, as in the list.
    #[schema(value_type = TrendView)]
    data: Cow<'a, RawValue>,
    /// What the records say of it today.
    picture: TrendPicture,
    /// Related records, if asked for.
    #[schema(value_type = IncludedSchema, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    included: Option<Included<'a>>,
    /// What it speaks for.
    meta: Meta,
}

/// Get a trend
///
/// A page about one trend, challenge or outlook in one call: its narrative, its drivers and what would change the picture in `data`; in `picture` its numbers with their
/// newest points and their direction, its next dates, how its key missions stand, its claims with their verdicts, and its milestones. With `fields`, `data` alone.
#[utoipa::path(
    tag = "trends",
    params(("id" = Slug, Path, description = "Id of the trend.", example = "space-tourism"), ItemParams),
    responses((status = 200, description = "The trend.", body = TrendPage))
)]
#[get("/trends/{id}")]
async fn get_trend(store: Data<Store>, query: ItemQuery<TrendFilters>) -> Result<Answer, ApiError> {
    query.answer_as(&store, |snapshot, Item { data, included, meta }| {
        let picture = picture(snapshot, &serde_json::from_str(data.get())?)?;
        Answer::json(&TrendPage { data, picture, included, meta })
    })
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_trends).service(get_trend);
    picture::routes(cfg);
}
