//! `/trends`.

use serde_json::json;

use crate::helpers::{TestApp, Tiny, ids};

#[test]
fn the_challenges_of_the_space_race_are_there() {
    let app = TestApp::new();
    let challenges = app.ids("/api/v1/trends?kind=challenge&limit=100");
    for id in ["space-debris", "high-costs", "political-conflicts"] {
        assert!(challenges.contains(&id.to_owned()), "{id} in {challenges:?}");
    }
    assert!(app.total("/api/v1/trends") >= 12);
    for kind in ["trend", "challenge", "outlook"] {
        assert!(app.total(&format!("/api/v1/trends?kind={kind}")) >= 3, "{kind}");
    }
}

#[test]
fn a_trend_gathers_what_names_it() {
    let app = Tiny::new()
        .with("trends", &json!({ "id": "wide" }))
        .with(
            "trends",
            &json!({ "id": "narrow", "kind": "outlook", "parent": "wide", "players": ["agency"], "missions": ["b"] }),
        )
        .with("missions", &json!({ "id": "a", "trends": ["narrow"] }))
        .with("missions", &json!({ "id": "b" }))
        .with("missions", &json!({ "id": "c" }))
        .app();
    let narrow = app.data("/api/v1/trends/narrow");
    let mut missions = ids(&narrow["missions"]);
    missions.sort();
    assert_eq!(missions, ["a", "b"], "those that it names, and those that name it");
    assert_eq!(narrow["parent"], json!({ "id": "wide", "name": "wide" }));
    assert_eq!(app.ids("/api/v1/trends?parent=wide"), ["narrow"]);
    assert_eq!(app.ids("/api/v1/trends?player=freeland"), ["narrow"], "the nation of a player that shapes it");
    assert_eq!(app.ids("/api/v1/missions?trend=narrow"), ["a"]);
}

#[test]
fn every_trend_has_a_narrative_and_drivers() {
    let app = TestApp::new();
    for trend in app.data("/api/v1/trends?limit=100").as_array().unwrap() {
        assert!(trend["narrative"].as_str().unwrap().len() > 200, "{}", trend["id"]);
        assert!(!trend["drivers"].as_array().unwrap().is_empty(), "{}", trend["id"]);
    }
}

mod errors {
    use super::*;

    #[test]
    fn trends_are_filtered_by_their_own_words() {
        let app = TestApp::new();
        assert_eq!(app.get("/api/v1/trends?kind=tred").fault("kind")["did_you_mean"][0], "trend");
        app.get("/api/v1/trends?parent=nothing").fault("parent");
        app.get("/api/v1/trends/nothing").problem(404);
    }
}
