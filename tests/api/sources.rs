//! `/sources`.

use serde_json::json;

use crate::helpers::{TestApp, Tiny, ids};

#[test]
fn a_source_says_who_published_it_where_and_under_which_licence() {
    let app = TestApp::new();
    let source = app.data("/api/v1/sources/gcat");
    assert_eq!(source["rank"], "catalogue");
    assert!(source["licence"].as_str().unwrap().contains("CC"), "{}", source["licence"]);
    assert!(source["url"].as_str().unwrap().starts_with("https://"));
    assert!(app.total("/api/v1/sources") >= 60);
}

#[test]
fn sources_count_the_records_that_cite_them() {
    let source = |id: &str, publisher: &str, rank: &str| {
        json!({
            "id": id, "title": id, "publisher": publisher, "url": format!("https://example.org/{id}"), "accessed": "2026-01-01",
            "rank": rank, "summary": "A paper that says all that there is to say.", "verified_on": "2026-01-01",
        })
    };
    let sources = json!([source("paper", "The Press", "press"), source("unread", "Nobody", "community")]);
    let files = Tiny::new().planned("a", "2027").files().with("sources/all.json", sources.to_string());
    let app = TestApp::with(&files);
    let count = |id: &str| app.data(&format!("/api/v1/sources/{id}"))["cited_by"].clone();
    assert_eq!((count("paper"), count("unread")), (json!(4), json!(0)), "three players and a mission, each once");
    assert_eq!(app.ids("/api/v1/sources?sort=-cited_by"), ["paper", "unread"]);
    assert_eq!(app.ids("/api/v1/sources?publisher=Nobody"), ["unread"]);
    assert_eq!(app.ids("/api/v1/sources?rank=press"), ["paper"]);
}

#[test]
fn every_mission_leads_to_its_sources() {
    let app = TestApp::new();
    let page = app.ok("/api/v1/missions?limit=30&sort=-launch_date&include=sources");
    let included = ids(&page["included"]["sources"]);
    for mission in page["data"].as_array().unwrap() {
        let sources = ids(&mission["sources"]);
        assert!(!sources.is_empty(), "{} has no source", mission["id"]);
        assert!(sources.iter().all(|id| included.contains(id)), "{}", mission["id"]);
    }
}

mod errors {
    use super::*;

    #[test]
    fn sources_lead_to_no_other_records() {
        let app = TestApp::new();
        app.get("/api/v1/sources?include=missions").fault("include");
        app.get("/api/v1/sources?rank=book").fault("rank");
        app.get("/api/v1/sources/nothing").problem(404);
    }
}
