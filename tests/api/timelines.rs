//! `/timelines`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

#[test]
fn a_timeline_counts_and_dates_the_events_that_it_selects() {
    let app = TestApp::new();
    for id in app.ids("/api/v1/timelines?limit=100") {
        let timeline = app.data(&format!("/api/v1/timelines/{id}"));
        let page = app.ok(&format!("/api/v1/timelines/{id}/events?limit=1"));
        assert_eq!(timeline["event_count"], page["page"]["total"], "{id}");
        assert_eq!(timeline["first_date"], page["data"][0]["date"], "{id}");
        let last = app.data(&format!("/api/v1/timelines/{id}/events?limit=1&sort=-date"));
        assert_eq!(timeline["last_date"], last[0]["date"], "{id}");
        assert!(timeline["event_count"].as_u64().unwrap() >= 5, "{id} shows {}", timeline["event_count"]);
    }
}

#[test]
fn a_timeline_of_one_query_is_that_list_of_events() {
    let app = TestApp::new();
    let ids = |uri: &str| app.all_ids(uri).into_iter().collect::<BTreeSet<_>>();
    for (id, query) in
        [("moon", "destination=moon"), ("china", "player=china"), ("mars", "destination=mars,mars_moons")]
    {
        let timeline = app.data(&format!("/api/v1/timelines/{id}"));
        let pins: BTreeSet<String> = crate::helpers::ids(&timeline["pins"]).into_iter().collect();
        let selected = ids(&format!("/api/v1/events?{query}"));
        let expected: BTreeSet<String> = selected.union(&pins).cloned().collect();
        assert_eq!(ids(&format!("/api/v1/timelines/{id}/events")), expected, "{id}");
    }
}

#[test]
fn a_timeline_is_a_query_plus_pins() {
    let tiny = Tiny::new()
        .planned("a", "2027")
        .planned("b", "2027")
        .event("a", "approval", "2021", &json!({}))
        .event("a", "delay", "2022", &json!({}))
        .event("b", "approval", "2020", &json!({}))
        .event("b", "delay", "2026-06", &json!({}));
    let app = tiny
        .with("timelines", &json!({ "id": "queried", "query": { "missions": ["a"], "kinds": ["approval", "contract"] } }))
        .with("timelines", &json!({ "id": "both", "query": { "missions": ["a"], "from": "2022" }, "pins": ["b-approval-2", "a-delay-1"] }))
        .with("timelines", &json!({ "id": "pinned", "pins": ["b-delay-3"] }))
        .with("timelines", &json!({ "id": "empty" }))
        .with("timelines", &json!({ "id": "everything", "query": {} }))
        .app();
    let shown = |id: &str| app.ids(&format!("/api/v1/timelines/{id}/events"));
    assert_eq!(shown("queried"), ["a-approval-0"]);
    assert_eq!(shown("both"), ["b-approval-2", "a-delay-1"], "in the order of their dates, once each");
    assert_eq!(shown("pinned"), ["b-delay-3"]);
    assert_eq!(shown("empty"), Vec::<String>::new());
    assert_eq!(shown("everything").len(), 4);
    let both = app.data("/api/v1/timelines/both");
    assert_eq!(
        (&both["event_count"], &both["first_date"]["value"], &both["last_date"]["value"]),
        (&json!(2), &json!("2020"), &json!("2022"))
    );
    assert_eq!(both["query"]["missions"], json!([{ "id": "a", "name": "a" }]));
    assert_eq!(app.data("/api/v1/timelines/empty")["first_date"], Value::Null);
    assert_eq!(
        crate::helpers::ids(&app.ok("/api/v1/timelines/both?include=pins")["included"]["events"]),
        ["a-delay-1", "b-approval-2"]
    );
}

#[test]
fn events_of_a_timeline_can_be_filtered_further() {
    let app = TestApp::new();
    let events = app.data("/api/v1/timelines/moon/events?kind=landing&player=india&limit=100");
    assert!(events.as_array().unwrap().iter().all(|one| one["kind"] == "landing"));
    assert!(crate::helpers::ids(&events).contains(&"chandrayaan-3-landing".to_owned()));
}

mod errors {
    use super::*;

    #[test]
    fn timelines_have_no_facets() {
        let app = TestApp::new();
        app.get("/api/v1/timelines?facets=kind").fault("facets");
        app.get("/api/v1/timelines/nothing/events").problem(404);
        app.get("/api/v1/timelines/moon/events?kind=x").fault("kind");
    }
}
