//! Asking about the past, in real stories: what the world knew of a mission on the days that mattered.

use serde_json::Value;

use crate::helpers::{TestApp, ids};

fn mission(id: &str, day: &str) -> Value {
    TestApp::new().data(&format!("/api/v1/missions/{id}?as_of={day}"))
}

/// Status, launch date as it was spelt, and destination.
fn told(id: &str, day: &str) -> (String, String, String) {
    let mission = mission(id, day);
    let text = |value: &Value| value.as_str().unwrap_or("null").to_owned();
    (text(&mission["status"]), text(&mission["launch"]["date"]["value"]), text(&mission["destination"]))
}

#[track_caller]
fn was(id: &str, day: &str, status: &str, launch: &str, destination: &str) {
    assert_eq!(told(id, day), (status.to_owned(), launch.to_owned(), destination.to_owned()), "{id} as of {day}");
}

#[test]
fn artemis_iii_was_the_landing_of_2024_then_of_2026_and_is_a_docking_test_now() {
    was("artemis-iii", "2021-01-01", "planned", "2024", "moon");
    was("artemis-iii", "2021-12-01", "planned", "NET 2025", "moon");
    was("artemis-iii", "2024-06-01", "planned", "2026-09", "moon");
    was("artemis-iii", "2025-06-01", "planned", "~2027-07", "moon");
    was("artemis-iii", "2026-09-30", "planned", "NET 2027-Q4", "low_earth_orbit");
    let in_2021 = mission("artemis-iii", "2021-01-01");
    assert!(in_2021["kinds"].as_array().unwrap().contains(&"lander".into()));
    assert_eq!(in_2021["crew"], serde_json::json!([]), "the crew was named in 2026");
    assert_eq!(in_2021["schedule"]["slips"], 0);
    let milestones = |mission: &Value| mission["milestones"].as_array().unwrap().len();
    assert!(milestones(&in_2021) > milestones(&mission("artemis-iii", "2026-09-30")));
    assert_eq!(mission("artemis-iii", "2026-09-30")["crew"].as_array().unwrap().len(), 4);
    let slips: Vec<u64> = ["2021-12-01", "2024-06-01", "2025-06-01", "2026-02-22"]
        .map(|day| mission("artemis-iii", day)["schedule"]["slips"].as_u64().unwrap())
        .to_vec();
    assert_eq!(slips, [1, 2, 3, 4]);
}

#[test]
fn chandrayaan_3_was_planned_then_on_its_way_then_on_the_moon() {
    let status = |day: &str| mission("chandrayaan-3", day)["status"].as_str().unwrap().to_owned();
    assert_eq!(status("2023-07-01"), "planned");
    assert_eq!(status("2023-07-14"), "in_flight");
    assert_eq!(status("2023-08-01"), "in_flight", "en route");
    assert_eq!(status("2023-08-24"), "operating", "it landed the day before");
    let landing = |day: &str| {
        let mission = mission("chandrayaan-3", day);
        let all = mission["milestones"].as_array().unwrap().clone();
        let one = all.iter().find(|one| one["milestone"]["id"] == "soft-lunar-landing").unwrap();
        one["result"].as_str().unwrap().to_owned()
    };
    assert_eq!(landing("2023-08-22"), "pending");
    assert_eq!(landing("2023-08-23"), "success");
    let before = mission("chandrayaan-3", "2023-07-01");
    assert!(before["outcome"].is_null() && before["identifiers"]["cospar"].is_null(), "{before}");
    assert_eq!(before["launch"]["achieved"], false);
    let app = TestApp::new();
    assert!(
        app.ids("/api/v1/missions?status=in_flight&as_of=2023-08-01&limit=100").contains(&"chandrayaan-3".to_owned())
    );
    let first = app.data("/api/v1/milestones/lunar-south-polar-landing?as_of=2023-08-22");
    assert_eq!(first["achieved"], false);
    let first = app.data("/api/v1/milestones/lunar-south-polar-landing?as_of=2023-08-23");
    assert_eq!(first["first_success"]["mission"]["id"], "chandrayaan-3");
}

#[test]
fn exomars_was_a_mission_with_russia_until_march_2022() {
    let before = mission("rosalind-franklin", "2022-03-01");
    assert_eq!(before["status"], "planned");
    assert_eq!(before["launch"]["date"]["value"], "2022-08/2022-10");
    assert!(before["partners"].to_string().contains("roscosmos"), "{}", before["partners"]);
    assert!(before["launch"]["vehicle"]["id"].as_str().unwrap().starts_with("proton"), "{}", before["launch"]);
    let after = mission("rosalind-franklin", "2022-03-31");
    assert_eq!(after["status"], "on_hold");
    assert!(after["launch"]["date"].is_null());
    let now = TestApp::new().data("/api/v1/missions/rosalind-franklin");
    assert_eq!(now["launch"]["vehicle"]["id"], "falcon-heavy");
    assert!(!now["partners"].to_string().contains("roscosmos"));
}

#[test]
fn change_7_was_due_in_2026_in_july_and_in_2027_in_september() {
    let july = mission("change-7", "2026-07-31");
    assert_eq!(july["launch"]["date"]["value"], "2026-H2");
    let september = mission("change-7", "2026-09-15");
    assert_eq!(september["launch"]["date"]["value"], "2027");
    assert_eq!(september["schedule"]["slips"].as_u64(), july["schedule"]["slips"].as_u64().map(|slips| slips + 1));
    let app = TestApp::new();
    let due = |day: &str| {
        let uri = format!(
            "/api/v1/missions?launch_from=2026&launch_to=2026&match=certain&program=chinese-lunar-exploration-program&as_of={day}"
        );
        app.ids(&uri).contains(&"change-7".to_owned())
    };
    assert!(due("2026-07-31") && !due("2026-09-15"));
}

#[test]
fn the_popular_narrative_was_mostly_true_for_the_time_it_speaks_of() {
    // "NASA aims to land humans on the Moon by 2026"
    was("artemis-iii", "2024-02-01", "planned", "2026-09", "moon");
    // "Luna-25 aims to revive Russia's lunar exploration program", and "Chandrayaan-3 aims to land on the Moon's south pole"
    assert_eq!(told("luna-25", "2023-07-01").0, "planned");
    assert_eq!(told("chandrayaan-3", "2023-07-01").0, "planned");
    // "The upcoming Ariane 6"
    assert_eq!(told("ariane-6-maiden-flight", "2024-02-01").0, "planned");
    // "The ExoMars rover, in collaboration with Russia"
    assert!(mission("rosalind-franklin", "2021-06-01")["partners"].to_string().contains("roscosmos"));
    // "India plans to send its first crewed spaceflight by 2025"
    let gaganyaan = mission("gaganyaan-h1", "2023-12-01");
    let latest = gaganyaan["launch"]["date"]["latest"].as_str().unwrap_or("9999");
    assert!(latest <= "2025-12-31", "{}", gaganyaan["launch"]["date"]);
    // "Perseverance, currently operating on Mars"
    assert_eq!(told("perseverance", "2024-02-01").0, "operating");
    // "Orbital Reef are being developed"
    assert_eq!(mission("orbital-reef-first-module", "2024-02-01")["status_group"], "future");
    // "China's modular space station became fully operational in 2022"
    let app = TestApp::new();
    let modules = |day: &str| {
        ids(&app.data(&format!(
            "/api/v1/missions?program=tiangong-space-station&kind=station_module&status=operating&as_of={day}"
        )))
    };
    assert!(modules("2022-12-31").len() >= 3 && modules("2021-12-31").len() < 3);
}

#[test]
fn a_search_in_the_past_finds_what_was_known() {
    let app = TestApp::new();
    let found = |query: &str, day: &str| {
        let hits = app.data(&format!("/api/v1/search?q={query}&limit=100&as_of={day}"));
        hits.as_array().unwrap().iter().map(|hit| hit["record"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(found("chandrayaan-3", "2023-08-24").contains(&"chandrayaan-3-landing".to_owned()));
    assert!(!found("chandrayaan-3", "2023-08-22").contains(&"chandrayaan-3-landing".to_owned()));
    assert!(found("zhurong", "2015-01-01").is_empty(), "{:?}", found("zhurong", "2015-01-01"));
}

#[test]
fn counts_of_the_past_are_those_of_the_day() {
    let app = TestApp::new();
    let landers =
        |day: &str| app.data(&format!("/api/v1/players/india?as_of={day}"))["missions"]["ended"].as_u64().unwrap();
    assert!(landers("2023-08-23") < landers("2026-11-25"));
    let points = |day: &str| {
        let series = app.data(&format!("/api/v1/indicators/soft-lunar-landings/series?player=india&as_of={day}"));
        let points = series[0]["points"].as_array().cloned().unwrap_or_default();
        points.iter().map(|point| point["value"].as_f64().unwrap()).sum::<f64>()
    };
    assert_eq!(points("2023-08-23") - points("2023-08-22"), 1.0, "the landing of Chandrayaan-3");
}
