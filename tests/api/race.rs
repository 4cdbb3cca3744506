//! `/race`: the table of firsts.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn row<'a>(race: &'a Value, milestone: &str) -> &'a Value {
    array(&race["milestones"]).iter().find(|row| row["milestone"]["id"] == milestone).unwrap()
}

fn entry<'a>(row: &'a Value, player: &str) -> &'a Value {
    array(&row["players"]).iter().find(|entry| entry["player"]["id"] == player).unwrap_or(&Value::Null)
}

fn ids(references: &Value) -> Vec<&str> {
    array(references).iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn the_race_to_the_moon_is_the_one_that_the_books_tell() {
    let app = TestApp::new();
    let race = app.data("/api/v1/race");
    let landing = row(&race, "soft-lunar-landing");
    assert_eq!(ids(&landing["first"]), ["soviet-union"]);
    let soviet = entry(landing, "soviet-union");
    assert_eq!(soviet["first_success"]["mission"]["id"], "luna-9");
    assert_eq!(soviet["is_first"], true);
    let india = entry(landing, "india");
    assert_eq!(
        (&india["is_first"], &india["first_success"]["mission"]["id"]),
        (&json!(false), &json!("chandrayaan-3"))
    );
    assert_eq!(india["first_attempt"]["mission"]["id"], "chandrayaan-2");
    let operators = app.data("/api/v1/race?level=operator&player=india&destination=moon");
    assert_eq!(operators["level"], "operator");
    assert!(
        array(&operators["milestones"]).iter().all(|row| row["destination"] == "moon" && ids_of(row) == ["isro"]),
        "{operators}"
    );
}

fn ids_of(row: &Value) -> Vec<&str> {
    array(&row["players"]).iter().map(|entry| entry["player"]["id"].as_str().unwrap()).collect()
}

#[test]
fn the_table_agrees_with_the_milestones_and_the_totals_with_the_table() {
    let app = TestApp::new();
    for query in ["", "?level=operator", "?as_of=2019-07-20", "?level=operator&as_of=1969-07-21"] {
        let race = app.data(&format!("/api/v1/race{query}"));
        let past = query.split_once("as_of=").map(|(_, day)| format!("&as_of={day}")).unwrap_or_default();
        let milestones = app.data(&format!("/api/v1/milestones?limit=100{past}"));
        let rows = array(&race["milestones"]);
        assert_eq!(rows.len(), array(&milestones).len(), "{query}");
        for (row, milestone) in rows.iter().zip(array(&milestones)) {
            assert_eq!(row["milestone"]["id"], milestone["id"], "{query}: the order of milestones");
            assert_eq!(row["first"] == json!([]), milestone["achieved"] == false, "{query}: {}", milestone["id"]);
            let attempts = array(&milestone["attempts"]);
            let flown = attempts.iter().filter(|one| one["result"] != "pending").count();
            let counted: u64 = array(&row["players"]).iter().map(|one| one["attempts"].as_u64().unwrap()).sum();
            assert_eq!(counted, u64::try_from(flown).unwrap(), "{query}: attempts at {}", milestone["id"]);
            let first = &milestone["first_success"]["mission"]["id"];
            let found = array(&row["players"]).iter().any(|one| one["first_success"]["mission"]["id"] == *first);
            assert!(first.is_null() || found, "{query}: {first} is in no column");
        }
        for total in array(&race["totals"]) {
            let of = |wanted: &dyn Fn(&Value) -> bool| {
                let player = total["player"]["id"].as_str().unwrap();
                rows.iter().map(|row| entry(row, player)).filter(|one| !one.is_null() && wanted(one)).count()
            };
            assert_eq!(total["firsts"], of(&|one| one["is_first"] == true), "{query}: {total}");
            assert_eq!(total["reached"], of(&|one| !one["first_success"].is_null()), "{query}: {total}");
            assert_eq!(total["tried"], of(&|one| !one["first_attempt"].is_null()), "{query}: {total}");
            assert_eq!(
                total["planned"],
                of(&|one| one["first_success"].is_null() && !one["next_planned"].is_null()),
                "{query}: {total}"
            );
        }
        let firsts: Vec<u64> = array(&race["totals"]).iter().map(|one| one["firsts"].as_u64().unwrap()).collect();
        assert!(firsts.is_sorted_by(|a, b| a >= b), "{query}: {firsts:?}");
    }
    let then = app.data("/api/v1/race?as_of=1969-07-15&level=operator");
    assert_eq!(row(&then, "crewed-lunar-landing")["first"], json!([]), "Apollo 11 had not left yet");
    assert!(!app.ok("/api/v1/race?as_of=1969-07-15")["meta"]["as_of"].is_null());
}

/// Two who may have been first, one who came later, one who came in part, and one who is to come.
fn tiny() -> TestApp {
    let mission = |id: &str, operator: &str| json!({ "id": id, "operator": operator, "milestones": ["first"] });
    let result =
        |result: &str| json!({ "outcome": result, "milestones": [{ "milestone": "first", "result": result }] });
    Tiny::new()
        .with("players", &json!({ "id": "rival", "kind": "company" }))
        .with("milestones", &json!({ "id": "first" }))
        .with("missions", &mission("a", "agency"))
        .with("missions", &mission("b", "loner"))
        .with("missions", &mission("c", "rival"))
        .with("missions", &mission("d", "rival"))
        .event("a", "launch", "2020-01-01", &json!({ "outcome": "success" }))
        .event("b", "launch", "2020-01-01", &json!({ "outcome": "success" }))
        .event("c", "launch", "2020-01-01", &json!({ "outcome": "success" }))
        .event("d", "launch", "2020-01-01", &json!({ "outcome": "success" }))
        .event("a", "landing", "2021-05", &result("success"))
        .event("b", "landing", "2021-05-20", &result("success"))
        .event("c", "landing", "2021-04-30", &result("partial_success"))
        .event("d", "landing", "2021-06-01", &result("success"))
        .app()
}

#[test]
fn ties_and_disputes_are_shown() {
    let app = tiny();
    let race = app.data("/api/v1/race");
    let row = row(&race, "first");
    assert_eq!(ids(&row["first"]), ["freeland", "loner"], "May 2021 may have been before or after 20 May");
    assert_eq!(row["disputed_by"][0]["mission"]["id"], "c");
    assert_eq!(ids_of(row), ["freeland", "loner", "rival"]);
    let rival = entry(row, "rival");
    assert_eq!((&rival["attempts"], &rival["successes"], &rival["is_first"]), (&json!(2), &json!(1), &json!(false)));
    assert_eq!(rival["first_attempt"]["mission"]["id"], "c");
    let total = |player: &str, firsts: u32| json!({ "player": { "id": player, "name": player }, "firsts": firsts, "reached": 1, "tried": 1, "planned": 0 });
    assert_eq!(race["totals"], json!([total("freeland", 1), total("loner", 1), total("rival", 0)]));
    let past = app.data("/api/v1/race?as_of=2021-05-10");
    assert_eq!(past["milestones"][0]["first"], json!([]));
    assert_eq!(past["milestones"][0]["disputed_by"][0]["mission"]["id"], "c", "while it is open, too");
}

mod errors {
    use super::*;

    #[test]
    fn what_is_no_level_player_or_destination_is_refused() {
        let app = TestApp::new();
        for (name, value) in [
            ("level", "company"),
            ("destination", "moonn"),
            ("crewed", "maybe"),
            ("as_of", "2099-01-01"),
            ("as_of", "yesterday"),
            ("limit", "3"),
            ("format", "csv"),
        ] {
            app.get(&format!("/api/v1/race?{name}={value}")).fault(name);
        }
        assert_eq!(app.get("/api/v1/race?player=chinaa").fault("player")["did_you_mean"][0], "china");
        let nobody = app.data("/api/v1/race?player=nato");
        assert_eq!((&nobody["milestones"], &nobody["totals"]), (&json!([]), &json!([])));
    }
}
