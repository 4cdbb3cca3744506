//! The index: links to everything.

use actix_web::get;
use actix_web::web::{Bytes, Data};
use serde::Serialize;
use strum::IntoEnumIterator;
use utoipa::ToSchema;

use super::ROOT;
use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::Plain;
use crate::api::operations::Operations;
use crate::api::problem::ApiError;
use crate::api::respond::{Answer, Media, negotiate};
use crate::domain::RecordKind;
use crate::store::Store;

/// A link to a part of the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    /// What it is called.
    #[schema(example = "missions")]
    pub name: String,
    /// Its address.
    #[schema(example = "/api/v1/missions")]
    pub url: String,
    /// How many records are there; null where it lists no records.
    #[schema(example = 420)]
    pub count: Option<u32>,
    /// What is found there.
    pub about: String,
}

/// The index of the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct Index {
    /// Name of the API.
    #[schema(example = "Space Race API")]
    pub name: String,
    /// The question that it answers.
    pub question: String,
    /// Lists of records.
    pub records: Vec<Link>,
    /// Everything else.
    pub more: Vec<Link>,
}

/// Get the index
///
/// Links to everything that the API answers, with the number of records of each kind.
#[utoipa::path(tag = "index", path = "/", responses((status = 200, description = "The index.", body = ItemOf<Index>)))]
#[get("")]
async fn get_index(store: Data<Store>, plain: Plain) -> Result<Answer, ApiError> {
    let snapshot = store.snapshot();
    let link = |name: &str, url: String, about: &str| Link {
        name: name.to_owned(),
        url,
        count: None,
        about: about.to_owned(),
    };
    let records = RecordKind::iter().map(|kind| Link {
        count: snapshot.freshness().get(&kind).map(|freshness| freshness.count),
        ..link(kind.collection(), format!("{ROOT}/{}", kind.collection()), crate::domain::Vocabulary::meaning(&kind))
    });
    let data = Index {
        name: "Space Race API".to_owned(),
        question: "Who is leading the new space race, with which missions, on what timeline, and where is it going?"
            .to_owned(),
        records: records.collect(),
        more: vec![
            link("race", format!("{ROOT}/race"), "Who was first at what, who tried, and who is next."),
            link("race-chart", format!("{ROOT}/race/chart.svg"), "The race as a picture, to be embedded."),
            link(
                "standings",
                format!("{ROOT}/standings"),
                "Who is leading, with the arithmetic, under your own weights.",
            ),
            link("standings-method", format!("{ROOT}/standings/method"), "How standings are made."),
            link("compare", format!("{ROOT}/compare"), "Two to six players side by side."),
            link("schedule-statistics", format!("{ROOT}/schedule-statistics"), "Who slips, how often and how far."),
            link("search", format!("{ROOT}/search"), "Full-text search over all records."),
            link("resolve", format!("{ROOT}/resolve"), "From any name or identifier to the record."),
            link("dataset", format!("{ROOT}/dataset"), "Version, licence and freshness of the data."),
            link("export", format!("{ROOT}/dataset/export"), "All records in one file."),
            link(
                "vocabularies",
                format!("{ROOT}/vocabularies"),
                "Every word of answers and filters, with its meaning.",
            ),
            link("openapi", format!("{ROOT}/openapi.json"), "The OpenAPI document."),
            link("docs", "/docs/".to_owned(), "Swagger UI: every operation, to be tried out."),
            link("problems", "/problems".to_owned(), "Every kind of problem, explained."),
        ],
    };
    let answer = plain.json(&Item { data, included: None, meta: Meta::of(&snapshot) })?;
    Ok(answer.with_link(&format!("{ROOT}/openapi.json"), "service-desc").with_link("/docs/", "service-doc"))
}

/// The OpenAPI document as it is served.
#[derive(Clone, Debug)]
pub struct DocumentBytes(pub Bytes);

/// Get the OpenAPI document
///
/// The description of this API in OpenAPI 3.1, from which clients can be generated.
#[utoipa::path(tag = "index", responses((status = 200, description = "The OpenAPI document.", body = serde_json::Value)))]
#[get("/openapi.json")]
async fn get_openapi(document: Data<DocumentBytes>, plain: Plain) -> Result<Answer, ApiError> {
    plain.refuse_faults([])?;
    negotiate(&plain.request, None, &[Media::Json])?;
    Ok(Answer::new(Media::Json, document.0.to_vec()))
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(get_index).service(get_openapi);
}
