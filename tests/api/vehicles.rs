//! `/vehicles`.

use serde_json::json;

use crate::helpers::{TestApp, Tiny};

#[test]
fn falcon_9_is_built_by_spacex_and_flies_again_in_part() {
    let app = TestApp::new();
    let vehicle = app.data("/api/v1/vehicles/falcon-9");
    assert_eq!((&vehicle["maker"]["id"], &vehicle["reusability"]), (&json!("spacex"), &json!("partial")));
    assert_eq!((&vehicle["status"], &vehicle["kind"]), (&json!("active"), &json!("launch_vehicle")));
    assert!(vehicle["first_flight"]["value"].as_str().unwrap().starts_with("2010"));
    assert!(vehicle["capacity"].as_array().unwrap().iter().any(|one| one["orbit"] == "LEO"), "{}", vehicle["capacity"]);
    assert!(app.total("/api/v1/vehicles") >= 25);
}

#[test]
fn vehicles_are_found_by_maker_operator_and_nation() {
    let craft = |id: &str, maker: &str| json!({ "id": id, "kind": "lander", "maker": maker, "status": "active", "reusability": "expendable", "crew_rated": false });
    let mut flown = craft("flown", "loner");
    flown["operator"] = json!("agency");
    flown["crew_rated"] = json!(true);
    let mut national = craft("national", "loner");
    national["nation"] = json!("freeland");
    let app = Tiny::new()
        .with("vehicles", &craft("built", "agency"))
        .with("vehicles", &flown)
        .with("vehicles", &national)
        .app();
    assert_eq!(app.ids("/api/v1/vehicles?player=agency"), ["built", "flown"]);
    assert_eq!(app.ids("/api/v1/vehicles?player=loner"), ["flown", "national"]);
    assert_eq!(app.ids("/api/v1/vehicles?nation=freeland"), ["national"]);
    assert_eq!(app.ids("/api/v1/vehicles?crew_rated=true"), ["flown"]);
}

mod errors {
    use super::*;

    #[test]
    fn vehicles_check_their_words_and_dates() {
        let app = TestApp::new();
        app.get("/api/v1/vehicles?reusability=half").fault("reusability");
        app.get("/api/v1/vehicles?crew_rated=maybe").fault("crew_rated");
        app.get("/api/v1/vehicles?first_flight_from=soon").fault("first_flight_from");
        app.get("/api/v1/vehicles/nothing").problem(404);
    }
}
