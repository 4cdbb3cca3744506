//! `/claims`.

use serde_json::{Value, json};

use crate::helpers::TestApp;

#[test]
fn the_landing_by_2026_did_not_come() {
    let app = TestApp::new();
    let claim = app.data("/api/v1/claims/crewed-lunar-landing-by-2026");
    assert_eq!(claim["verdict"], "outdated");
    assert!(claim["decided"]["value"].is_string());
    for field in ["statement", "why", "summary"] {
        assert!(claim[field].as_str().unwrap().len() > 20, "{field}");
    }
    for mission in claim["missions"].as_array().unwrap() {
        let uri = format!("/api/v1/claims?mission={}&limit=100", mission["id"].as_str().unwrap());
        assert!(app.ids(&uri).contains(&"crewed-lunar-landing-by-2026".to_owned()), "{uri}");
    }
}

#[test]
fn every_verdict_is_backed_by_records_that_exist() {
    let app = TestApp::new();
    let claims = app.data("/api/v1/claims?limit=100");
    assert!(claims.as_array().unwrap().len() >= 30);
    for claim in claims.as_array().unwrap() {
        for one in claim["evidence"].as_array().unwrap() {
            let plural = format!("{}s", one["kind"].as_str().unwrap());
            let record = app.data(&format!("/api/v1/{plural}/{}", one["record"]["id"].as_str().unwrap()));
            let name = if plural == "sources" { &record["title"] } else { &record["name"] };
            assert_eq!(*name, one["record"]["name"], "evidence of {}", claim["id"]);
        }
        assert!(!claim["sources"].as_array().unwrap().is_empty(), "{}", claim["id"]);
        let is_open = ["pending", "unverifiable"].contains(&claim["verdict"].as_str().unwrap());
        assert!(!is_open || claim["decided"].is_null(), "{} is open and decided", claim["id"]);
    }
}

#[test]
fn claims_are_found_by_verdict_player_and_section() {
    let app = TestApp::new();
    for verdict in ["confirmed", "outdated", "incorrect", "pending", "unverifiable"] {
        let claims = app.data(&format!("/api/v1/claims?verdict={verdict}&limit=100"));
        assert!(!claims.as_array().unwrap().is_empty(), "no claim is {verdict}");
        assert!(claims.as_array().unwrap().iter().all(|one| one["verdict"] == verdict));
    }
    let wrong = app.ids("/api/v1/claims?verdict=incorrect&limit=100");
    assert!(wrong.contains(&"hera-is-a-lunar-lander".to_owned()), "{wrong:?}");
    let sections: Vec<Value> =
        app.data("/api/v1/claims?limit=100").as_array().unwrap().iter().map(|one| one["section"].clone()).collect();
    assert!(sections.iter().map(|one| one.as_str().unwrap()).is_sorted(), "ordered by part of the narrative");
    let section = sections[0].as_str().unwrap();
    let encoded: String = form_urlencoded::byte_serialize(section.as_bytes()).collect();
    let expected = sections.iter().filter(|one| **one == json!(section)).count();
    assert_eq!(app.total(&format!("/api/v1/claims?section={encoded}")), u64::try_from(expected).unwrap());
}

mod errors {
    use super::*;

    #[test]
    fn a_section_that_no_claim_has_is_refused_with_the_nearest() {
        let app = TestApp::new();
        let section = app.data("/api/v1/claims?limit=1")[0]["section"].as_str().unwrap().to_owned();
        let typo: String = form_urlencoded::byte_serialize(format!("{section}x").as_bytes()).collect();
        let fault = app.get(&format!("/api/v1/claims?section={typo}")).fault("section");
        assert_eq!(fault["did_you_mean"][0], section);
        assert_eq!(
            app.get("/api/v1/claims?verdict=wrong").fault("verdict")["allowed"],
            json!(["confirmed", "outdated", "incorrect", "pending", "unverifiable"])
        );
        app.get("/api/v1/claims/nothing").problem(404);
    }
}
