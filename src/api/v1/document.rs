//! The OpenAPI document: what the macros give, and one step that adds what all operations share.

mod enrich;
mod examples;
mod prose;
mod shared;

use actix_web::App;
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa_actix_web::{AppExt, scope};

use crate::api::chart::params::{Height, Width};
use crate::api::chart::series::ChartKind;
use crate::api::params::{
    AsOf, CountryCode, CursorText, FormatParam, Latest, Limit, MatchParam, Offset, Words, YearParam,
};
use crate::api::problem::{ParameterError, Problem};
use crate::api::v1::indicators::evidence::DestinationOrNone;
use crate::api::v1::indicators::series::TableShape;
use crate::api::v1::standings::WeightParam;
use crate::api::v1::timelines::chart::Rows;
use crate::domain::{FuzzyDate, Slug};
use crate::store::{Fill, Per, SeriesGroup};

pub use examples::{ExampleRequest, add_parameter_examples, add_response_example, example_requests};

/// Schemas that stand in parameters and problems alone, which the macros do not collect.
#[derive(OpenApi)]
#[openapi(components(schemas(
    AsOf,
    ChartKind,
    CountryCode,
    CursorText,
    DestinationOrNone,
    Fill,
    FormatParam,
    FuzzyDate,
    Height,
    Latest,
    Limit,
    MatchParam,
    Offset,
    ParameterError,
    Per,
    Problem,
    Rows,
    SeriesGroup,
    Slug,
    TableShape,
    Width,
    WeightParam,
    Words,
    YearParam
)))]
struct Uncollected;

/// The document without the examples that are drawn from data.
pub fn document() -> Value {
    let described = App::new()
        .into_utoipa_app()
        .openapi(Uncollected::openapi())
        .service(scope::scope(super::ROOT).configure(|cfg| super::routes(cfg)));
    let generated = serde_json::to_string(&described.split_for_parts().1).unwrap_or_default();
    let mut document: Value = serde_json::from_str(&enrich::renamed(&generated)).unwrap_or_default();
    document["info"] = prose::info();
    document["servers"] = json!([{ "url": "/", "description": "The host that serves this document." }]);
    document["security"] = json!([]);
    document["tags"] = prose::tags();
    shared::add_components(&mut document["components"]);
    enrich::schemas(&mut document["components"]["schemas"]);
    enrich::operations(&mut document["paths"]);
    in_order(document)
}

/// Top-level parts in the order in which people read them.
fn in_order(document: Value) -> Value {
    let parts = ["openapi", "info", "servers", "security", "tags", "paths", "components"];
    let part = |name: &str| (name.to_owned(), document.get(name).cloned().unwrap_or_default());
    Value::Object(parts.into_iter().map(part).collect())
}
