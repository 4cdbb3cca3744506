//! The OpenAPI document with examples: answers of the very app that is served.

use actix_web::test;
use actix_web::web::Data;
use serde_json::Value;
use strum::IntoEnumIterator;

use crate::api::v1::document;
use crate::dataset::{Dataset, FOLDERS_BESIDE, Faults, Files, shape};
use crate::domain::{Day, RecordKind};
use crate::store::{SnapshotError, Store};

/// Why the document cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The data set that is built in has faults.
    #[error("the data set that is built in has faults:\n{0}")]
    Faults(#[from] Faults),
    /// It cannot be indexed.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
}

/// The document, the same for every day: its examples speak for the day on which the data set was last checked.
///
/// # Errors
///
/// When the data set that is built in has faults.
pub async fn document() -> Result<String, DocumentError> {
    let dataset = Dataset::read(&Files::embedded())?;
    let day = last_checked(&dataset).unwrap_or_else(Day::today);
    let store = Data::new(Store::new(&dataset, day)?);
    let mut described = document::document();
    document::add_parameter_examples(&mut described, &store.snapshot());
    let app = test::init_service(super::app(store)).await;
    for request in document::example_requests(&described) {
        // the document is no example of itself
        if request.path.ends_with("openapi.json") {
            continue;
        }
        let response = test::call_service(&app, test::TestRequest::get().uri(&request.address).to_request()).await;
        let media =
            response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let body = test::read_body(response).await;
        document::add_response_example(&mut described, &request, &media, &String::from_utf8_lossy(&body));
    }
    Ok(pretty(&described))
}

fn last_checked(dataset: &Dataset) -> Option<Day> {
    let sources = dataset.sources.records().iter().map(|source| source.verified_on);
    sources.chain(dataset.missions.records().iter().map(|mission| mission.verified_on)).max()
}

fn pretty(document: &Value) -> String {
    serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
}

/// JSON Schemas of the fixture files by kind.
pub fn fixture_schemas() -> Value {
    let schema = |kind: RecordKind| (kind.collection().to_owned(), shape::file_schema(kind));
    let [sets, standings] = FOLDERS_BESIDE.map(str::to_owned);
    let beside = [(sets, shape::sets_schema()), (standings, shape::formulas_schema())];
    Value::Object(RecordKind::iter().map(schema).chain(beside).collect())
}
