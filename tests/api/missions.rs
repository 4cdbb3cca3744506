//! `/missions`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny, ids};

#[test]
fn artemis_ii_flew_four_people_around_the_moon() {
    let app = TestApp::new();
    let mission = app.data("/api/v1/missions/artemis-ii");
    let crew: Vec<&Value> = mission["crew"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(crew, ["Reid Wiseman", "Victor Glover", "Christina Koch", "Jeremy Hansen"]);
    assert_eq!(mission["crew"][3]["player"]["id"], "csa");
    assert_eq!((&mission["status"], &mission["status_group"]), (&json!("success"), &json!("ended")));
    assert_eq!((&mission["crewed"], &mission["destination"]), (&json!(true), &json!("moon")));
    assert_eq!(
        (&mission["launch"]["achieved"], &mission["launch"]["vehicle"]["id"]),
        (&json!(true), &json!("sls-block-1"))
    );
    assert_eq!(
        mission["launch"]["date"],
        json!({
            "value": "2026-04-01T22:35:12Z", "precision": "second", "earliest": "2026-04-01T22:35:12Z", "latest": "2026-04-01T22:35:12Z",
            "approximate": false, "bound": null, "display": "1 April 2026, 22:35:12 UTC",
        })
    );
    assert_eq!(mission["milestones"][0]["milestone"]["id"], "crewed-lunar-flyby");
    assert_eq!(mission["milestones"][0]["result"], "success");
    assert!(mission["outcome"].is_string());
    assert!(!mission["sources"].as_array().unwrap().is_empty());
}

#[test]
fn chandrayaan_3_landed_where_luna_25_crashed() {
    let app = TestApp::new();
    assert_eq!(app.data("/api/v1/missions/chandrayaan-3")["status"], "success");
    let landing = app.data("/api/v1/missions/chandrayaan-3/timeline?kind=landing");
    assert_eq!(landing.as_array().unwrap().len(), 1);
    assert_eq!((&landing[0]["outcome"], &landing[0]["mission"]["id"]), (&json!("success"), &json!("chandrayaan-3")));
    assert!(landing[0]["date"]["value"].as_str().unwrap().starts_with("2023-08-23"), "{}", landing[0]["date"]);
    let luna = app.data("/api/v1/missions/luna-25");
    assert_eq!((&luna["status"], &luna["operator"]["id"]), (&json!("failure"), &json!("roscosmos")));
    let result = |mission: &Value| {
        let mut attempts = mission["milestones"].as_array().unwrap().iter();
        attempts.find(|one| one["milestone"]["id"] == "lunar-south-polar-landing").unwrap()["result"].clone()
    };
    assert_eq!(result(&luna), "failure");
    assert_eq!(result(&app.data("/api/v1/missions/chandrayaan-3")), "success");
    let south: Vec<String> =
        app.ids("/api/v1/missions?milestone=lunar-south-polar-landing&launch_from=2023&launch_to=2023");
    assert_eq!(south, ["chandrayaan-3", "luna-25"]);
}

#[test]
fn artemis_iii_keeps_every_slip_in_its_ledger() {
    let app = TestApp::new();
    let schedule = app.data("/api/v1/missions/artemis-iii/schedule");
    let entries = schedule["entries"].as_array().unwrap();
    assert_eq!((&entries[0]["kind"], &entries[0]["target"]["value"]), (&json!("initial"), &json!("2024")));
    assert!(entries.len() >= 6, "{} entries", entries.len());
    let slip = entries.iter().find(|one| one["announced"]["value"] == "2024-01-09").unwrap();
    assert_eq!((&slip["kind"], &slip["target"]["value"]), (&json!("slip"), &json!("2026-09")));
    assert!(slip["source"]["id"].is_string());
    let announced: Vec<&str> = entries.iter().map(|one| one["announced"]["latest"].as_str().unwrap()).collect();
    assert!(announced.is_sorted(), "{announced:?}");
    assert_eq!(schedule["summary"]["announcements"], entries.len(), "not launched yet");
    assert_eq!(schedule["summary"], app.data("/api/v1/missions/artemis-iii")["schedule"]);
}

#[test]
fn the_ledger_of_a_flown_mission_ends_with_its_launch() {
    let app = TestApp::new();
    let schedule = app.data("/api/v1/missions/artemis-ii/schedule");
    let last = schedule["entries"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["kind"], &last["target"]["value"]), (&json!("achieved"), &json!("2026-04-01T22:35:12Z")));
    assert!(schedule["summary"]["slips"].as_u64().unwrap() >= 4);
}

#[test]
fn the_timeline_of_a_mission_is_its_history_oldest_first() {
    let app = TestApp::new();
    let events = app.data("/api/v1/missions/apollo-11/timeline");
    let found = ids(&events);
    let place = |id: &str| found.iter().position(|one| one == id).unwrap_or_else(|| panic!("{id} in {found:?}"));
    assert!(place("apollo-11-launch") < place("apollo-11-landing"));
    assert!(place("apollo-11-landing") < place("apollo-11-splashdown"));
    assert_eq!(app.total("/api/v1/missions/apollo-11/timeline"), app.total("/api/v1/events?mission=apollo-11"));
    assert_eq!(app.ids("/api/v1/missions/apollo-11/timeline?kind=landing"), ["apollo-11-landing"]);
}

#[test]
fn every_flown_mission_has_a_launch_event_on_its_launch_date() {
    let app = TestApp::new();
    let (mut next, mut flown) = (Some("/api/v1/events?kind=launch&limit=100&include=mission".to_owned()), 0);
    while let Some(uri) = next {
        let page = app.ok(&uri);
        for event in page["data"].as_array().unwrap().iter().filter(|event| event["mission"].is_object()) {
            let missions = page["included"]["missions"].as_array().unwrap();
            let mission = missions.iter().find(|one| one["id"] == event["mission"]["id"]).unwrap();
            assert_eq!(mission["launch"]["date"], event["date"], "{}", mission["id"]);
            assert_eq!(mission["launch"]["achieved"], true, "{}", mission["id"]);
            flown += 1;
        }
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    let groups = app.total("/api/v1/missions?status=in_flight,operating,success,partial_success,failure");
    assert_eq!(groups, flown, "launches and flown missions");
}

#[test]
fn references_carry_the_names_of_their_records() {
    let app = TestApp::new();
    let mission = app.data("/api/v1/missions/artemis-iii");
    for (reference, collection) in [
        (&mission["operator"], "players"),
        (&mission["program"], "programs"),
        (&mission["launch"]["vehicle"], "vehicles"),
        (&mission["depends_on"][0], "missions"),
        (&mission["nations"][0], "players"),
    ] {
        let record = app.data(&format!("/api/v1/{collection}/{}", reference["id"].as_str().unwrap()));
        assert_eq!(*reference, json!({ "id": record["id"], "name": record["name"] }));
    }
    let source = &mission["sources"][0];
    assert_eq!(source["name"], app.data(&format!("/api/v1/sources/{}", source["id"].as_str().unwrap()))["title"]);
}

#[test]
fn a_vehicle_is_the_launcher_or_the_spacecraft() {
    let craft = |id: &str, kind: &str| json!({ "id": id, "kind": kind, "maker": "agency", "status": "active", "reusability": "expendable", "crew_rated": false });
    let app = Tiny::new()
        .with("vehicles", &craft("rocket", "launch_vehicle"))
        .with("vehicles", &craft("capsule", "spacecraft"))
        .with("missions", &json!({ "id": "a", "launch": { "vehicle": "rocket" }, "spacecraft": "capsule" }))
        .with("missions", &json!({ "id": "b", "launch": { "vehicle": "rocket" } }))
        .app();
    assert_eq!(app.ids("/api/v1/missions?vehicle=rocket"), ["a", "b"]);
    assert_eq!(app.ids("/api/v1/missions?vehicle=capsule"), ["a"]);
    assert_eq!(ids(&app.ok("/api/v1/vehicles/rocket?include=missions")["included"]["missions"]), ["a", "b"]);
}

#[test]
fn what_is_not_known_is_null_and_not_empty() {
    let mission = Tiny::new().with("missions", &json!({ "id": "bare" })).app().data("/api/v1/missions/bare");
    for pointer in [
        "/program",
        "/spacecraft",
        "/launch/date",
        "/launch/vehicle",
        "/launch/site",
        "/status_since",
        "/plan_seen_on",
        "/outcome",
        "/identifiers/cospar",
    ] {
        assert_eq!(mission.pointer(pointer), Some(&Value::Null), "{pointer}");
    }
    for field in ["aliases", "partners", "crew", "milestones", "cost", "depends_on", "trends"] {
        assert_eq!(mission[field], json!([]), "{field}");
    }
}

mod errors {
    use super::*;

    #[test]
    fn a_ledger_takes_no_parameters_and_a_history_those_of_events() {
        let app = TestApp::new();
        assert_eq!(
            app.get("/api/v1/missions/artemis-ii/schedule?limit=3").fault("limit")["detail"],
            "unknown parameter"
        );
        app.get("/api/v1/missions/artemis-ii/timeline?status=planned").fault("status");
        app.get("/api/v1/missions/artemis-ii/timeline?from=2027&to=2026").fault("from");
        app.get("/api/v1/missions/no-such-mission/schedule").problem(404);
        app.get("/api/v1/missions/no-such-mission/timeline").problem(404);
    }
}
