//! `/api/v1`: the index.

use serde_json::Value;
use space_race::domain::RecordKind;
use strum::IntoEnumIterator;

use crate::helpers::TestApp;
use crate::spec::operations;

#[test]
fn the_index_leads_to_every_list_with_its_count() {
    let app = TestApp::new();
    let index = app.data("/api/v1");
    let names: Vec<&str> =
        index["records"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, RecordKind::iter().map(RecordKind::collection).collect::<Vec<_>>());
    for link in index["records"].as_array().unwrap() {
        assert_eq!(link["count"], app.total(link["url"].as_str().unwrap()), "{}", link["name"]);
        assert!(link["about"].as_str().unwrap().ends_with('.'), "{link}");
    }
}

#[test]
fn every_link_of_the_index_leads_somewhere() {
    let app = TestApp::new();
    for link in app.data("/api/v1")["more"].as_array().unwrap() {
        let uri = link["url"].as_str().unwrap();
        // these need to be told what for
        let status = if ["search", "resolve", "compare"].contains(&link["name"].as_str().unwrap()) { 400 } else { 200 };
        app.get(uri).expect(status);
        assert_eq!(link["count"], Value::Null);
    }
}

#[test]
fn every_operation_without_an_id_is_reached_from_the_index() {
    let index = TestApp::new().data("/api/v1").to_string();
    for operation in operations().iter().filter(|one| !one.path.contains('{') && one.path != "/api/v1") {
        assert!(index.contains(&format!("\"{}\"", operation.path)), "the index does not lead to {}", operation.path);
    }
}

#[test]
fn the_index_links_to_its_description() {
    let response = TestApp::new().get("/api/v1");
    assert!(
        response.header("link").contains("</api/v1/openapi.json>; rel=\"service-desc\""),
        "{}",
        response.header("link")
    );
    assert!(response.header("link").contains("</docs/>; rel=\"service-doc\""));
}
