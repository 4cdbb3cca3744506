//! `/players/{id}/record`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny, ids};

/// Every number with an address in an answer.
fn counted(value: &Value, found: &mut Vec<(u64, String)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(count), Some(Value::String(url))) = (fields.get("count"), fields.get("url")) {
                found.push((count.as_u64().unwrap(), url.clone()));
            }
            if let (Some(count), Some(Value::String(url))) = (fields.get("missions"), fields.get("missions_url")) {
                found.push((count.as_u64().unwrap(), url.clone()));
            }
            fields.values().for_each(|inner| counted(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| counted(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_number_is_the_total_of_its_list() {
    let app = TestApp::new();
    let mut checked = 0;
    for (player, past) in [
        ("india", ""),
        ("united-states", ""),
        ("soviet-space-program", ""),
        ("artemis-accords-signatories", ""),
        ("china", "as_of=2020-12-31"),
        ("spacex", "as_of=2024-02-29"),
    ] {
        let record = app.data(&format!("/api/v1/players/{player}/record?{past}"));
        let mut found = Vec::new();
        counted(&record, &mut found);
        assert_eq!(found.len(), 25, "numbers of {player}");
        for (count, url) in found {
            assert!(url.contains(past), "{url}");
            assert_eq!(app.total(&format!("{url}&limit=1&fields=id")), count, "{url}");
            checked += count;
        }
        let groups = record["by_status_group"].as_array().unwrap().iter();
        let sum: u64 = groups.map(|one| one["missions"]["count"].as_u64().unwrap()).sum();
        assert_eq!(record["missions"]["count"], sum, "{player}");
        assert_eq!(record["firsts"].as_array().unwrap().len(), record["milestones_won"]["count"], "{player}");
        let mut tried: Vec<&str> =
            record["attempts"].as_array().unwrap().iter().map(|one| one["milestone"]["id"].as_str().unwrap()).collect();
        tried.dedup();
        assert_eq!(tried.len(), record["milestones_attempted"]["count"], "{player}");
    }
    assert!(checked > 1_000, "{checked}");
}

#[test]
fn india_was_the_first_to_land_near_the_south_pole_of_the_moon() {
    let app = TestApp::new();
    let record = app.data("/api/v1/players/india/record");
    let first =
        record["firsts"].as_array().unwrap().iter().find(|one| one["mission"]["id"] == "chandrayaan-3").unwrap();
    assert_eq!(first["milestone"]["id"], "lunar-south-polar-landing");
    assert_eq!((&first["player"]["id"], &first["date"]["value"]), (&json!("isro"), &json!("2023-08-23T12:33Z")));
    let crash =
        record["attempts"].as_array().unwrap().iter().find(|one| one["mission"]["id"] == "chandrayaan-2").unwrap();
    assert_eq!(crash["result"], "failure");
    let before = app.data("/api/v1/players/india/record?as_of=2023-08-22");
    assert!(!before["firsts"].to_string().contains("chandrayaan-3"));
    let landing = |one: &&Value| {
        (&one["mission"]["id"], &one["milestone"]["id"])
            == (&json!("chandrayaan-3"), &json!("lunar-south-polar-landing"))
    };
    assert_eq!(before["attempts"].as_array().unwrap().iter().find(landing).unwrap()["result"], "pending");
}

#[test]
fn the_slips_of_a_record_are_those_of_the_statistics() {
    let app = TestApp::new();
    for past in ["", "as_of=2023-01-31"] {
        let statistics = app.data(&format!("/api/v1/schedule-statistics?group_by=player&{past}"));
        for player in ["india", "nasa", "esa"] {
            let mut record = app.data(&format!("/api/v1/players/{player}/record?{past}"))["schedules"].take();
            let found = statistics["groups"].as_array().unwrap().iter().find(|one| one["group"]["value"] == player);
            let Some(group) = found else {
                assert_eq!(record["missions"], 0, "{player}");
                continue;
            };
            record["group"] = group["group"].clone();
            let without_url = |one: &Value| {
                let mut one = one.clone();
                one.as_object_mut().unwrap().remove("missions_url");
                one
            };
            assert_eq!(without_url(&record), without_url(group), "{player} {past}");
        }
    }
}

fn tiny() -> Tiny {
    let mission = |id: &str, operator: &str| json!({ "id": id, "operator": operator, "milestones": ["feat"] });
    let tried = |result: &str| json!({ "outcome": result, "ends_mission": result, "milestones": [{ "milestone": "feat", "result": result }] });
    let up = json!({ "outcome": "success" });
    Tiny::new()
        .with("players", &json!({ "id": "works", "kind": "company", "parent": "agency" }))
        .with("milestones", &json!({ "id": "feat" }))
        .with("missions", &mission("a", "agency"))
        .event("a", "launch", "2020-01-01", &up)
        .event("a", "landing", "2020-02-01", &tried("failure"))
        .with("missions", &mission("b", "works"))
        .event("b", "launch", "2021-01-01", &up)
        .event("b", "landing", "2021-02-01", &tried("success"))
        .with("missions", &mission("c", "loner"))
        .event("c", "launch", "2022-01-01", &up)
        .event("c", "landing", "2022-02-01", &tried("success"))
        .with("missions", &json!({ "id": "d", "operator": "agency", "crewed": true, "partners": [{ "player": "loner", "role": "engine" }] }))
        .event("d", "cancellation", "2022-03-01", &json!({}))
        .with("missions", &json!({ "id": "e", "operator": "works" }))
        .event("e", "launch", "2023-01-01", &up)
        .event("e", "mission_end", "2023-06-01", &json!({ "ends_mission": "partial_success" }))
}

#[test]
fn what_belongs_to_a_player_counts_for_it() {
    let app = tiny().app();
    for player in ["agency", "freeland"] {
        let record = app.data(&format!("/api/v1/players/{player}/record"));
        assert_eq!(record["firsts"].as_array().unwrap().len(), 1, "{player}");
        assert_eq!(
            (&record["firsts"][0]["mission"]["id"], &record["firsts"][0]["player"]["id"]),
            (&json!("b"), &json!("works"))
        );
        let attempts = record["attempts"].as_array().unwrap();
        let results: Vec<Value> = attempts.iter().map(|one| json!([one["mission"]["id"], one["result"]])).collect();
        assert_eq!(results, [json!(["a", "failure"]), json!(["b", "success"])], "{player}");
        let success = &record["success"];
        assert_eq!(
            (&success["ended"]["count"], &success["succeeded"]["count"]),
            (&json!(3), &json!(2)),
            "what was given up did not fly"
        );
        assert_eq!((&success["rate"], &success["rate_fully"]), (&json!(0.667), &json!(0.333)));
        assert_eq!((&record["crewed"]["count"], &record["crewed_launched"]["count"]), (&json!(1), &json!(0)));
    }
    let loner = app.data("/api/v1/players/loner/record");
    assert_eq!((&loner["missions"]["count"], &loner["operated"]["count"]), (&json!(2), &json!(1)));
    assert_eq!(loner["firsts"], json!([]), "somebody else was first");
    assert_eq!(loner["milestones_won"]["url"], "/api/v1/milestones?won_by=loner");
    assert_eq!(ids(&app.data("/api/v1/milestones?won_by=works")), ["feat"]);
    assert_eq!(ids(&app.data("/api/v1/milestones?player=loner")), ["feat"]);
}

#[test]
fn the_record_of_a_past_day_knows_what_was_known_then() {
    let app = tiny().app();
    let record = app.data("/api/v1/players/agency/record?as_of=2020-03-01");
    assert_eq!((&record["missions"]["count"], &record["success"]["rate"]), (&json!(1), &json!(0.0)));
    assert_eq!((&record["firsts"], &record["milestones_won"]["count"]), (&json!([]), &json!(0)));
    assert_eq!(record["missions"]["url"], "/api/v1/missions?player=agency&as_of=2020-03-01");
}

#[test]
fn the_first_and_the_last_launch_are_those_of_the_list() {
    let app = TestApp::new();
    for (player, past) in [("india", ""), ("nasa", "&as_of=2011-07-21"), ("spacex", "")] {
        let record = app.data(&format!("/api/v1/players/{player}/record?{past}"));
        for (field, sort) in [("first_launch", "launch_date"), ("last_launch", "-launch_date")] {
            let list = app.data(&format!("/api/v1/missions?player={player}&launched=true&sort={sort}&limit=1{past}"));
            assert_eq!(record[field]["mission"]["id"], list[0]["id"], "{field} of {player}{past}");
            assert_eq!(record[field]["date"], list[0]["launch"]["date"], "{field} of {player}{past}");
            assert_eq!(record[field]["launched"], true);
        }
    }
    let record = tiny().app().data("/api/v1/players/agency/record");
    let ids = ["first_launch", "last_launch"].map(|field| &record[field]["mission"]["id"]);
    assert_eq!(ids, [&json!("a"), &json!("e")], "what was given up was not launched");
}

#[test]
fn people_count_once_and_their_seats_as_often_as_they_flew() {
    let flight = |id: &str, operator: &str, crew: &[&str]| {
        let crew: Vec<Value> = crew.iter().map(|name| json!({ "name": name, "role": "pilot" })).collect();
        json!({ "id": id, "operator": operator, "crewed": true, "crew": crew, "partners": [{ "player": "loner", "role": "seat" }] })
    };
    let up = json!({ "outcome": "success" });
    let app = Tiny::new()
        .with("missions", &flight("a", "agency", &["Ada", "Bob"]))
        .event("a", "launch", "2020-01-01", &up)
        .with("missions", &flight("b", "agency", &["Ada", "Cleo"]))
        .event("b", "launch", "2022-01-01", &up)
        .with("missions", &flight("c", "agency", &["Dan"]))
        .app();
    let people = |uri: &str| {
        let people = app.data(uri)["people"].take();
        ["seats", "people"].map(|field| people[field].as_u64().unwrap())
    };
    assert_eq!(people("/api/v1/players/freeland/record"), [4, 3], "Dan has not flown");
    assert_eq!(people("/api/v1/players/agency/record?as_of=2021-01-01"), [2, 2]);
    assert_eq!(people("/api/v1/players/loner/record"), [0, 0], "who takes part launches nobody");
}

#[test]
fn a_player_without_missions_has_a_record_of_zeros() {
    let app = Tiny::new().app();
    let record = app.data("/api/v1/players/loner/record");
    let mut found = Vec::new();
    counted(&record, &mut found);
    assert!(found.iter().all(|(count, _)| *count == 0), "{found:?}");
    assert_eq!((&record["success"]["rate"], &record["attempts"]), (&Value::Null, &json!([])));
    assert_eq!((&record["first_launch"], &record["last_launch"]), (&Value::Null, &Value::Null));
    assert_eq!(record["schedules"]["slip_days"]["median_max"], Value::Null);
}

mod errors {
    use super::*;

    #[test]
    fn a_record_takes_a_past_day_and_nothing_else() {
        let app = TestApp::new();
        app.get("/api/v1/players/nasa/record?from=2020").fault("from");
        app.get("/api/v1/players/nasa/record?as_of=tomorrow").fault("as_of");
        app.get("/api/v1/players/nobody/record").problem(404);
        app.get("/api/v1/players/spacex/record?as_of=1960-01-01").problem(404);
    }
}
