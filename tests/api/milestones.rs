//! `/milestones`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

#[test]
fn firsts_are_won_by_those_who_were_first() {
    let app = TestApp::new();
    for (milestone, mission, player, year) in [
        ("soft-lunar-landing", "luna-9", "soviet-space-program", "1966"),
        ("crewed-lunar-landing", "apollo-11", "nasa", "1969"),
        ("human-spaceflight", "vostok-1", "soviet-space-program", "1961"),
        ("first-satellite", "sputnik-1", "soviet-space-program", "1957"),
        ("lunar-south-polar-landing", "chandrayaan-3", "isro", "2023"),
    ] {
        let record = app.data(&format!("/api/v1/milestones/{milestone}"));
        let first = &record["first_success"];
        assert_eq!(record["achieved"], true, "{milestone}");
        assert_eq!((&first["mission"]["id"], &first["player"]["id"]), (&json!(mission), &json!(player)), "{milestone}");
        assert!(first["date"]["value"].as_str().unwrap().starts_with(year), "{milestone}: {}", first["date"]);
        let event = app.data(&format!("/api/v1/events/{}", first["event"]["id"].as_str().unwrap()));
        assert_eq!((&event["mission"]["id"], &event["date"]), (&json!(mission), &first["date"]), "{milestone}");
    }
    assert_eq!(app.data("/api/v1/milestones/crewed-mars-landing")["first_success"], Value::Null);
}

#[test]
fn the_first_success_is_the_earliest_of_the_attempts() {
    let app = TestApp::new();
    for milestone in app.data("/api/v1/milestones?limit=100").as_array().unwrap() {
        let attempts = milestone["attempts"].as_array().unwrap();
        let won = attempts.iter().find(|one| one["result"] == "success");
        assert_eq!(milestone["first_success"], won.cloned().unwrap_or_default(), "{}", milestone["id"]);
        let pending: Vec<bool> = attempts.iter().map(|one| one["result"] == "pending").collect();
        assert!(pending.is_sorted(), "attempts to come stand last: {}", milestone["id"]);
        let decided: Vec<&str> = attempts
            .iter()
            .filter(|one| one["result"] != "pending")
            .filter_map(|one| one["date"]["earliest"].as_str())
            .map(|date| &date[..10])
            .collect();
        assert!(decided.is_sorted(), "{}: {decided:?}", milestone["id"]);
        assert!(
            attempts.iter().all(|one| one["event"].is_null() == (one["result"] == "pending")),
            "{}",
            milestone["id"]
        );
    }
}

#[test]
fn attempts_follow_from_missions_and_their_events() {
    let attempt =
        |result: &str| json!({ "outcome": result, "milestones": [{ "milestone": "feat", "result": result }] });
    let mission = |id: &str, operator: &str| json!({ "id": id, "operator": operator, "milestones": ["feat"] });
    let flown = json!({ "outcome": "success" });
    let app = Tiny::new()
        .with("milestones", &json!({ "id": "feat" }))
        .with("milestones", &json!({ "id": "open" }))
        .with("missions", &mission("tried", "loner"))
        .with("missions", &mission("won", "agency"))
        .with("missions", &mission("second", "loner"))
        .with("missions", &mission("partly", "loner"))
        .with("missions", &mission("given-up", "loner"))
        .with("missions", &mission("to-come", "agency"))
        .event("tried", "launch", "2020-01-01", &flown)
        .event("tried", "landing", "2020-02-01", &attempt("failure"))
        .event("partly", "launch", "2020-01-01", &flown)
        .event("partly", "landing", "2021-02-01", &attempt("partial_success"))
        .event("won", "launch", "2021-01-01", &flown)
        .event("won", "landing", "2022-02-01", &attempt("success"))
        .event("second", "launch", "2021-01-01", &flown)
        .event("second", "landing", "2023-02-01", &attempt("success"))
        .event("given-up", "cancellation", "2023", &json!({}))
        .app();
    let feat = app.data("/api/v1/milestones/feat");
    let attempts: Vec<Value> = feat["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["mission"]["id"], one["result"], one["event"]["id"]]))
        .collect();
    assert_eq!(
        attempts,
        [
            json!(["tried", "failure", "tried-landing-1"]),
            json!(["partly", "partial_success", "partly-landing-3"]),
            json!(["won", "success", "won-landing-5"]),
            json!(["second", "success", "second-landing-7"]),
            json!(["to-come", "pending", null]),
        ]
    );
    assert_eq!(
        (&feat["first_success"]["mission"]["id"], &feat["first_success"]["player"]["id"]),
        (&json!("won"), &json!("agency"))
    );
    assert_eq!(app.ids("/api/v1/milestones?achieved=true"), ["feat"]);
    assert_eq!(app.ids("/api/v1/milestones?achieved=false"), ["open"]);
    assert_eq!(app.ids("/api/v1/milestones"), ["feat", "open"], "open ones last");
    assert_eq!(app.ids("/api/v1/milestones?achieved_from=2022&achieved_to=2022&match=certain"), ["feat"]);
    assert_eq!(app.total("/api/v1/milestones?achieved_to=2021"), 0);
    assert_eq!(
        app.ids("/api/v1/missions?milestone=feat&sort=id"),
        ["given-up", "partly", "second", "to-come", "tried", "won"]
    );
}

mod errors {
    use super::*;

    #[test]
    fn flags_and_dates_of_the_same_name_are_told_apart() {
        let app = TestApp::new();
        app.get("/api/v1/milestones?achieved=2020").fault("achieved");
        app.get("/api/v1/milestones?achieved_from=true").fault("achieved_from");
        app.get("/api/v1/milestones/nothing").problem(404);
    }
}
