//! `/events`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

#[test]
fn events_are_any_timeline_by_filter() {
    let app = TestApp::new();
    assert_eq!(app.ids("/api/v1/events?limit=1&kind=launch"), ["sputnik-1-launch"]);
    let landings = app.data("/api/v1/events?kind=landing&destination=moon&from=1969&to=1972&crewed=true&limit=100");
    let missions: Vec<&str> =
        landings.as_array().unwrap().iter().map(|one| one["mission"]["id"].as_str().unwrap()).collect();
    assert_eq!(missions.first(), Some(&"apollo-11"), "{missions:?}");
    assert!(missions.iter().all(|id| id.starts_with("apollo-")), "{missions:?}");
    let newest = app.data("/api/v1/events?sort=-date&limit=5");
    let dates: Vec<&str> =
        newest.as_array().unwrap().iter().map(|one| one["date"]["earliest"].as_str().unwrap()).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b) && dates[0] >= "2026-09", "{dates:?}");
}

#[test]
fn an_event_takes_over_what_its_mission_says() {
    let app = Tiny::new()
        .with("players", &json!({ "id": "works", "kind": "company", "parent": "agency" }))
        .with("trends", &json!({ "id": "more-of-it" }))
        .with("missions", &json!({
            "id": "m", "operator": "loner", "partners": [{ "player": "works", "role": "engine" }], "destination": "mars", "crewed": true,
            "trends": ["more-of-it"],
        }))
        .with("missions", &json!({ "id": "other" }))
        .event("m", "launch", "2025-01-01", &json!({ "outcome": "success", "related_missions": ["other"] }))
        .event("m", "discovery", "2025-01-02", &json!({ "destination": "moon" }))
        .app();
    let launch = app.data("/api/v1/events/m-launch-0");
    assert_eq!(
        (&launch["destination"], &launch["mission"]["id"], &launch["outcome"]),
        (&json!("mars"), &json!("m"), &json!("success"))
    );
    for filter in [
        "player=loner",
        "player=works",
        "player=agency",
        "player=freeland",
        "trend=more-of-it",
        "crewed=true",
        "mission=m",
    ] {
        assert_eq!(app.ids(&format!("/api/v1/events?{filter}")), ["m-launch-0", "m-discovery-1"], "{filter}");
    }
    assert_eq!(app.ids("/api/v1/events?mission=other"), ["m-launch-0"], "a related mission");
    assert_eq!(app.ids("/api/v1/missions/other/timeline"), ["m-launch-0"]);
    assert_eq!(app.ids("/api/v1/events?destination=moon"), ["m-discovery-1"], "its own destination goes first");
    assert_eq!(app.ids("/api/v1/events?outcome=success"), ["m-launch-0"]);
    assert_eq!(app.ids("/api/v1/events?crewed=false"), Vec::<String>::new());
}

#[test]
fn an_event_that_attempted_a_milestone_says_how_it_went() {
    let app = TestApp::new();
    let landing = app.data("/api/v1/events/apollo-11-landing");
    let attempts: Vec<&Value> =
        landing["milestones"].as_array().unwrap().iter().map(|one| &one["milestone"]["id"]).collect();
    assert!(attempts.contains(&&json!("crewed-lunar-landing")), "{attempts:?}");
    assert!(
        app.ids("/api/v1/events?milestone=crewed-lunar-landing&limit=100").contains(&"apollo-11-landing".to_owned())
    );
}

#[test]
fn every_player_program_and_mission_of_an_event_finds_it() {
    let app = TestApp::new();
    for event in app.data("/api/v1/events?limit=60&sort=-date").as_array().unwrap() {
        let id = event["id"].as_str().unwrap();
        for (field, filter) in
            [("players", "player"), ("programs", "program"), ("related_missions", "mission"), ("trends", "trend")]
        {
            for reference in event[field].as_array().unwrap() {
                let uri = format!("/api/v1/events?{filter}={}&id={id}&fields=id", reference["id"].as_str().unwrap());
                assert_eq!(app.ids(&uri), [id], "{uri}");
            }
        }
    }
}

mod errors {
    use super::*;

    #[test]
    fn words_of_other_lists_are_unknown_here() {
        let app = TestApp::new();
        assert_eq!(app.get("/api/v1/events?kind=orbiter").fault("kind")["detail"], "unknown value \"orbiter\"");
        assert_eq!(app.get("/api/v1/events?launch_from=2020").fault("launch_from")["detail"], "unknown parameter");
        app.get("/api/v1/events?outcome=cancelled").fault("outcome");
        app.get("/api/v1/events/no-such-event").problem(404);
    }
}
