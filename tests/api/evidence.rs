//! `/indicators/{id}/evidence`: every number can be opened up to what it counts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn derived(app: &TestApp) -> Vec<Value> {
    array(&app.data("/api/v1/indicators?kind=derived&limit=100")).to_vec()
}

/// How much was counted, given the records.
fn times(records: &Value) -> u32 {
    array(records).iter().map(|one| u32::try_from(one["times"].as_u64().unwrap()).unwrap()).sum()
}

/// Value, part and whole as they follow from the evidence.
fn counted(evidence: &Value, is_share: bool) -> Value {
    let (part, rest) = (times(&evidence["counted"]), times(&evidence["not_counted"]));
    let whole = part + rest;
    if is_share {
        let share = (f64::from(part) / f64::from(whole) * 1000.0).round() / 10.0;
        json!([Some(share).filter(|_| whole >= 3), part, whole])
    } else {
        json!([f64::from(part), null, null])
    }
}

/// How evidence is asked for the line of a series that was counted by a group.
fn asking_for(line: &Value, group: &str) -> String {
    let id = |field: &str| line[field]["id"].as_str().unwrap_or("none");
    match group {
        "" => line["player"]["id"].as_str().map(|id| format!("&player={id}")).unwrap_or_default(),
        "world" => "&group=world".to_owned(),
        "nation" | "operator" => format!("&group={group}&player={}", id("player")),
        "destination" => format!("&destination={}", line["category"].as_str().unwrap()),
        "vehicle" => format!("&vehicle={}", id("vehicle")),
        other => panic!("unknown group {other}"),
    }
}

#[test]
fn every_point_of_every_derived_series_is_what_its_evidence_counts() {
    let app = TestApp::new();
    let mut points: BTreeMap<&str, u32> = BTreeMap::new();
    for indicator in derived(&app) {
        let id = indicator["id"].as_str().unwrap();
        let is_share = indicator["rule"]["aggregation"] != "count";
        for group in ["", "world", "nation", "operator", "destination", "vehicle"] {
            if indicator["dimension"] == group {
                // that is what its lines stand for anyway
                continue;
            }
            let by = if group.is_empty() { String::new() } else { format!("?group={group}") };
            for line in array(&app.data(&format!("/api/v1/indicators/{id}/series{by}"))) {
                for point in array(&line["points"]) {
                    let period = point["period"].as_str().unwrap();
                    let uri = format!("/api/v1/indicators/{id}/evidence?period={period}{}", asking_for(line, group));
                    let evidence = app.data(&uri);
                    assert_eq!(evidence["point"], *point, "{uri}");
                    let told = json!([point["value"], point["part"], point["whole"]]);
                    assert_eq!(told, counted(&evidence, is_share), "{uri}");
                    for one in array(&evidence["counted"]).iter().chain(array(&evidence["not_counted"])) {
                        let has_date = one["date"]["value"].is_string() || indicator["rule"]["count"] == "slips";
                        assert!(one["record"]["name"].is_string() && has_date, "{uri}: {one}");
                    }
                    *points.entry(group).or_default() += 1;
                }
            }
        }
    }
    assert!(points[""] > 900 && points["nation"] > 200 && points["operator"] > 200, "{points:?}");
    assert!(points["world"] > 200 && points["destination"] > 400 && points["vehicle"] > 900, "{points:?}");
}

#[test]
fn quarters_decades_and_past_days_have_evidence_too() {
    let app = TestApp::new();
    for (id, per, as_of) in [
        ("lunar-missions-by-nation", "quarter", ""),
        ("lunar-missions-by-nation", "decade", "&as_of=2019-07-20"),
        ("crewed-flights-by-operator", "quarter", "&as_of=2021-12-31"),
        ("lunar-landing-success-rate", "decade", ""),
        ("planned-mission-slips", "year", "&as_of=2024-01-01"),
        ("private-seats-by-operator", "year", "&as_of=2009-12-31"),
    ] {
        let lines = app.data(&format!("/api/v1/indicators/{id}/series?per={per}{as_of}"));
        let mut points = 0;
        for line in array(&lines) {
            let player = line["player"]["id"].as_str().map(|id| format!("&player={id}")).unwrap_or_default();
            for point in array(&line["points"]) {
                let period = point["period"].as_str().unwrap();
                let uri = format!("/api/v1/indicators/{id}/evidence?period={period}{player}{as_of}");
                let evidence = app.data(&uri);
                assert_eq!(evidence["point"], *point, "{uri}");
                let told = json!([point["value"], point["part"], point["whole"]]);
                assert_eq!(told, counted(&evidence, point["whole"].is_number()), "{uri}");
                points += 1;
            }
        }
        assert!(points > 1, "{id} per {per}{as_of} has {points} points");
    }
}

#[test]
fn several_years_are_the_sum_of_their_points() {
    let app = TestApp::new();
    for (id, query) in [
        ("lunar-missions-by-nation", ""),
        ("lunar-missions-by-nation", "&group=operator"),
        ("lunar-missions-by-nation", "&as_of=2024-05-01"),
        ("people-launched-to-orbit-by-nation", "&group=operator"),
        ("missions-on-time", "&group=nation"),
        ("orbital-launches-by-nation", ""),
        ("orbital-launches-by-operator", ""),
    ] {
        let mut lines = 0;
        for line in array(&app.data(&format!("/api/v1/indicators/{id}/series?from=2017&to=2026{query}"))) {
            let Some(player) = line["player"]["id"].as_str() else { continue };
            let sum =
                |field: &str| array(&line["points"]).iter().filter_map(|point| point[field].as_f64()).sum::<f64>();
            let uri = format!("/api/v1/indicators/{id}/evidence?period=2017/2026&player={player}{query}");
            let evidence = app.data(&uri);
            let point = &evidence["point"];
            assert_eq!(point["period"], "2017/2026", "{uri}");
            assert!(
                point["partial"] == true || array(&line["points"]).iter().all(|one| one["partial"] == false),
                "{uri}"
            );
            if point["whole"].is_number() {
                let told = json!([point["value"], point["part"], point["whole"]]);
                assert_eq!(told, counted(&evidence, true), "{uri}");
                assert_eq!(
                    (point["part"].as_f64(), point["whole"].as_f64()),
                    (Some(sum("part")), Some(sum("whole"))),
                    "{uri}"
                );
            } else {
                assert_eq!(point["value"], sum("value"), "{uri}");
                if array(&evidence["figures"]).is_empty() {
                    assert_eq!(json!([point["value"], null, null]), counted(&evidence, false), "{uri}");
                } else {
                    assert_eq!(evidence["figures"], json!([line]), "{uri}");
                }
            }
            lines += 1;
        }
        assert!(lines > 4, "{id}{query} has {lines} lines");
    }
}

#[test]
fn years_and_groups_that_make_no_sense_are_refused() {
    let app = TestApp::new();
    for period in ["2026/2017", "2024/2024", "2017/", "2017/2020s", "2017-Q1/2018"] {
        let fault =
            app.get(&format!("/api/v1/indicators/lunar-missions-by-nation/evidence?period={period}")).fault("period");
        assert!(fault["detail"].as_str().unwrap().contains("years such as 2017/2026"), "{fault}");
    }
    app.get("/api/v1/indicators/lunar-missions-by-nation/evidence?period=1980/1989").fault("period");
    let published = "/api/v1/indicators/orbital-launches-by-nation/evidence";
    app.get(&format!("{published}?period=2030/2040")).fault("period");
    app.get(&format!("{published}?period=2020/2024&group=world")).fault("group");
    assert_eq!(app.get(&format!("{published}?period=2020s&group=world")).faults(), ["period", "group"]);
}

#[test]
fn a_published_figure_tells_where_it_stands() {
    let app = TestApp::new();
    let evidence = app.data("/api/v1/indicators/orbital-launches-by-nation/evidence?period=2024&player=china");
    assert_eq!(
        evidence["point"],
        json!({ "period": "2024", "value": 68.0, "partial": false, "part": null, "whole": null, "original": null })
    );
    assert_eq!(evidence["figures"][0]["player"]["id"], "china");
    assert_eq!(evidence["figures"][0]["points"], json!([evidence["point"]]));
    assert!(evidence["citation"].is_string() && evidence["licence"].is_string() && evidence["method"].is_string());
    assert_eq!((&evidence["counted"], &evidence["not_counted"]), (&json!([]), &json!([])));
    let all = app.data("/api/v1/indicators/orbital-launches-by-nation/evidence?period=2024");
    assert!(array(&all["figures"]).len() > 5 && all["player"].is_null());
    assert!(all["point"]["value"].as_f64().unwrap() > 250.0);
}

#[test]
fn a_year_without_anything_is_zero_where_the_set_is_complete() {
    let app = TestApp::new();
    let evidence = app.data("/api/v1/indicators/mars-missions-by-nation/evidence?period=2002");
    assert_eq!((&evidence["point"]["value"], &evidence["counted"]), (&json!(0.0), &json!([])));
    for period in ["1995", "2031"] {
        app.get(&format!("/api/v1/indicators/mars-missions-by-nation/evidence?period={period}")).fault("period");
    }
}

/// A flight with two seats, slips, and targets that were kept or not.
fn tiny() -> TestApp {
    let target = |announced: &str, target: &str, kind: &str| json!({ "announced": announced, "target": target, "kind": kind, "source": "paper" });
    let crew = |roles: &[&str]| {
        roles.iter().map(|role| json!({ "name": format!("A {role}"), "role": role })).collect::<Vec<_>>()
    };
    let rule = |id: &str, dimension: &str, rule: Value| {
        json!({
            "id": id, "kind": "derived", "unit": "things", "dimension": dimension, "method": "Counted.", "licence": "CC BY 4.0", "rule": rule,
        })
    };
    Tiny::new()
        .with("missions", &json!({
            "id": "a", "operator": "agency", "crewed": true, "crew": crew(&["commander", "space tourist", "space tourist"]),
            "schedule": [target("2020-02-03", "2021", "initial"), target("2021-05-01", "2022-Q1", "slip"), target("2021-12-01", "2022-Q4", "slip")],
        }))
        .with("missions", &json!({ "id": "b", "operator": "loner", "schedule": [target("2021-01-05", "2022", "initial")] }))
        .with("missions", &json!({ "id": "c", "operator": "loner", "schedule": [target("2021-01-05", "2022-Q1", "initial")] }))
        .with("missions", &json!({ "id": "d", "operator": "loner" }))
        .event("a", "launch", "2022-11-01", &json!({ "outcome": "success", "ends_mission": "success" }))
        .event("b", "launch", "2022-12-31", &json!({ "outcome": "success" }))
        .event("b", "mission_end", "2023-02-01", &json!({ "ends_mission": "partial_success" }))
        .event("c", "launch", "2022-03-31", &json!({ "outcome": "failure" }))
        .event("d", "launch", "2022", &json!({ "outcome": "success" }))
        .with("indicators", &rule("seats", "operator", json!({ "count": "seats", "roles": ["tourist"] })))
        .with("indicators", &rule("slips", "operator", json!({ "count": "slips" })))
        .with("indicators", &rule("on-time", "world", json!({ "count": "launched_missions", "aggregation": "share_on_time" })))
        .with("indicators", &rule("succeeded", "operator", json!({ "count": "launched_missions", "aggregation": "share_succeeded" })))
        .with("indicators", &rule("launches-gone-well", "world", json!({ "count": "events", "event_kinds": ["launch"], "aggregation": "share_succeeded" })))
        .app()
}

/// Player, period, value, part and whole of each point.
fn points(app: &TestApp, query: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for line in array(&app.data(&format!("/api/v1/indicators/{query}"))) {
        for point in array(&line["points"]) {
            found.push(json!([line["player"]["id"], point["period"], point["value"], point["part"], point["whole"]]));
        }
    }
    found
}

#[test]
fn seats_slips_and_shares_are_counted_as_they_are_described() {
    let app = tiny();
    assert_eq!(points(&app, "seats/series"), [json!(["agency", "2022", 2.0, null, null])]);
    assert_eq!(points(&app, "slips/series"), [json!(["agency", "2021", 2.0, null, null])]);
    assert_eq!(points(&app, "slips/series?as_of=2021-10-01"), [json!(["agency", "2021", 1.0, null, null])]);
    assert_eq!(
        points(&app, "slips/series?per=quarter"),
        [json!(["agency", "2021-Q2", 1.0, null, null]), json!(["agency", "2021-Q4", 1.0, null, null])]
    );
    assert_eq!(points(&app, "on-time/series"), [json!([null, "2022", 66.7, 2, 3])], "d had no target");
    assert_eq!(
        points(&app, "succeeded/series"),
        [json!(["agency", "2022", null, 1, 1]), json!(["loner", "2022", null, 1, 2])],
        "shares of so few are given as counts; d is still under way"
    );
    assert_eq!(points(&app, "succeeded/series?group=world"), [json!([null, "2022", 66.7, 2, 3])]);
    assert_eq!(points(&app, "succeeded/series?as_of=2023-01-31&group=world"), [json!([null, "2022", null, 1, 2])]);
    assert_eq!(points(&app, "launches-gone-well/series"), [json!([null, "2022", 75.0, 3, 4])]);
    assert_eq!(points(&app, "launches-gone-well/series?per=quarter").len(), 2, "a launch of 2022 has no quarter");
    let evidence = app.data("/api/v1/indicators/on-time/evidence?period=2022");
    let ids = |records: &Value| array(records).iter().map(|one| one["record"]["id"].clone()).collect::<Vec<_>>();
    assert_eq!(
        (ids(&evidence["counted"]), ids(&evidence["not_counted"])),
        (vec![json!("b"), json!("c")], vec![json!("a")])
    );
    let seats = app.data("/api/v1/indicators/seats/evidence?period=2022&player=agency");
    assert_eq!(seats["counted"][0]["times"], 2);
}

/// Two missions to two places on two rockets, a third one on none; one was planned for the Moon and went to Mars.
fn ways() -> TestApp {
    let vehicle = |id: &str| json!({ "id": id, "kind": "launch_vehicle", "maker": "agency", "status": "active", "reusability": "expendable", "crew_rated": false });
    let mission = |id: &str, operator: &str, destination: &str, vehicle: Value| {
        json!({
            "id": id, "operator": operator, "destination": destination, "launch": { "vehicle": vehicle },
            "schedule": [
                { "announced": "2020-01-01", "target": "2020", "kind": "initial", "source": "paper" },
                { "announced": "2020-10-01", "target": "2021", "kind": "slip", "source": "paper" },
            ],
        })
    };
    let mut replanned = mission("c", "loner", "mars", json!("big"));
    replanned["formerly"] = json!([{ "until": "2021-01-01", "destination": "moon", "source": "paper" }]);
    let rule = |id: &str, rule: Value| {
        json!({
            "id": id, "kind": "derived", "unit": "things", "dimension": "nation", "method": "Counted.", "licence": "CC BY 4.0", "rule": rule,
        })
    };
    let flown = json!({ "outcome": "success" });
    Tiny::new()
        .with("vehicles", &vehicle("small"))
        .with("vehicles", &vehicle("big"))
        .with("missions", &mission("a", "agency", "moon", json!("small")))
        .with("missions", &mission("b", "agency", "mars", json!("big")))
        .with("missions", &replanned)
        .with("missions", &mission("d", "agency", "moon", Value::Null))
        .event("a", "launch", "2021-02-01", &flown)
        .event("b", "launch", "2021-03-01", &json!({ "outcome": "failure" }))
        .event("c", "launch", "2021-04-01", &flown)
        .event("d", "launch", "2021-05-01", &flown)
        .event("a", "landing", "2021-06-01", &json!({ "outcome": "success", "destination": "asteroid" }))
        .with(
            "events",
            &json!({ "id": "pact", "kind": "treaty", "date": "2021-07-01", "players": ["freedonia", "loner"] }),
        )
        .with("players", &json!({ "id": "freedonia", "kind": "nation" }))
        .with("indicators", &rule("launches", json!({ "count": "launched_missions" })))
        .with("indicators", &rule("slips", json!({ "count": "slips" })))
        .with("indicators", &rule("events", json!({ "count": "events", "event_kinds": ["landing", "treaty"] })))
        .with(
            "indicators",
            &rule(
                "successes",
                json!({ "count": "events", "aggregation": "share_succeeded", "event_kinds": ["launch"] }),
            ),
        )
        .app()
}

#[test]
fn counts_by_destination_and_vehicle_are_of_missions_as_they_are_planned_and_of_events_as_they_happened() {
    let app = ways();
    let of = |query: &str| {
        let mut found = Vec::new();
        for line in array(&app.data(&format!("/api/v1/indicators/{query}"))) {
            assert!(line["player"].is_null(), "{query}: {line}");
            let value: f64 = array(&line["points"]).iter().map(|point| point["value"].as_f64().unwrap_or(-1.0)).sum();
            found.push(json!([line["vehicle"]["id"], line["category"], value]));
        }
        found
    };
    assert_eq!(of("launches/series?group=destination"), [json!([null, "mars", 2.0]), json!([null, "moon", 2.0])]);
    assert_eq!(
        of("launches/series?group=vehicle"),
        [json!(["big", null, 2.0]), json!([null, "none", 1.0]), json!(["small", null, 1.0])]
    );
    // a slip counts for the destination that the mission has on the day that is asked about
    assert_eq!(of("slips/series?group=destination"), [json!([null, "mars", 2.0]), json!([null, "moon", 2.0])]);
    assert_eq!(
        of("slips/series?group=destination&as_of=2020-12-31"),
        [json!([null, "mars", 1.0]), json!([null, "moon", 3.0])]
    );
    assert_eq!(of("events/series?group=destination"), [json!([null, "asteroid", 1.0]), json!([null, "none", 1.0])]);
    assert_eq!(of("events/series?group=vehicle"), [json!([null, "none", 1.0]), json!(["small", null, 1.0])]);
    // shares of so few have no value, but the counts are there
    let shares = app.data("/api/v1/indicators/successes/series?group=destination");
    assert_eq!((&shares[0]["points"][0]["part"], &shares[0]["points"][0]["whole"]), (&json!(1), &json!(2)));
    // of some players only what they did
    assert_eq!(of("launches/series?group=destination&player=loner"), [json!([null, "mars", 1.0])]);
    assert_eq!(of("launches/series?group=world&player=freeland"), [json!([null, null, 3.0])]);
    assert_eq!(of("launches/series?group=world&player=loner,agency"), [json!([null, null, 4.0])]);
}

#[test]
fn evidence_is_of_all_that_is_asked_together() {
    let app = ways();
    let ids = |query: &str| {
        let evidence = app.data(&format!("/api/v1/indicators/{query}"));
        array(&evidence["counted"])
            .iter()
            .map(|one| one["record"]["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("launches/evidence?period=2021"), ["a", "b", "c", "d"]);
    assert_eq!(ids("launches/evidence?period=2021&destination=mars"), ["b", "c"]);
    assert_eq!(ids("launches/evidence?period=2021&destination=mars&player=loner"), ["c"]);
    assert_eq!(ids("launches/evidence?period=2021&destination=moon&vehicle=none&player=freeland"), ["d"]);
    assert_eq!(ids("launches/evidence?period=2021&vehicle=big&player=agency"), ["b"], "of an operator below the lines");
    assert_eq!(ids("launches/evidence?period=2021&group=operator&player=agency"), ["a", "b", "d"]);
    assert_eq!(ids("slips/evidence?period=2020&destination=moon&as_of=2020-12-31"), ["a", "c", "d"]);
    assert_eq!(ids("slips/evidence?period=2020&destination=moon"), ["a", "d"]);
    assert_eq!(ids("events/evidence?period=2021&destination=none"), ["pact"]);
    let evidence = app.data("/api/v1/indicators/launches/evidence?period=2021&destination=moon&vehicle=small");
    assert_eq!(
        (&evidence["destination"], &evidence["vehicle"]),
        (&json!("moon"), &json!({ "id": "small", "name": "small" }))
    );
    app.get("/api/v1/indicators/launches/evidence?period=2021&destination=moon&vehicle=big").fault("period");
}

mod errors {
    use super::*;

    #[test]
    fn ways_are_checked() {
        let app = TestApp::new();
        let uri = "/api/v1/indicators/lunar-missions-by-nation/evidence?period=2024";
        assert_eq!(app.get(&format!("{uri}&vehicle=falcon-99")).fault("vehicle")["did_you_mean"][0], "falcon-9");
        let fault = app.get(&format!("{uri}&destination=moom")).fault("destination");
        assert_eq!(fault["did_you_mean"][0], "moon");
        assert!(array(&fault["allowed"]).contains(&json!("none")), "{fault}");
        app.get(&format!("{uri}&group=continent")).fault("group");
        let published = "/api/v1/indicators/orbital-launches-by-nation/evidence?period=2024";
        app.get(&format!("{published}&destination=moon")).fault("destination");
        app.get(&format!("{published}&group=world")).fault("group");
        let by_vehicle = "/api/v1/indicators/cost-per-kg-to-leo/evidence?period=2018";
        let evidence = app.data(&format!("{by_vehicle}&vehicle=electron"));
        assert_eq!((array(&evidence["figures"]).len(), &evidence["point"]["value"]), (1, &json!(23100.0)));
        app.get(&format!("{by_vehicle}&vehicle=saturn-v")).fault("period");
    }

    #[test]
    fn evidence_needs_a_period_of_the_series() {
        let app = TestApp::new();
        let uri = "/api/v1/indicators/lunar-missions-by-nation/evidence";
        app.get(uri).fault("period");
        for period in ["", "24", "2024-Q5", "2024-05", "2024s", "all", "1999", "2031", "1990s"] {
            app.get(&format!("{uri}?period={period}")).fault("period");
        }
        assert_eq!(app.get(&format!("{uri}?period=2024&player=chinaa")).fault("player")["did_you_mean"][0], "china");
        app.get(&format!("{uri}?period=2024&as_of=2099-01-01")).fault("as_of");
        app.get(&format!("{uri}?period=2024&from=2020")).fault("from");
        app.get("/api/v1/indicators/nothing/evidence?period=2024").problem(404);
        let published = "/api/v1/indicators/orbital-launches-by-nation/evidence";
        for period in ["2024-Q1", "2020s", "1956"] {
            app.get(&format!("{published}?period={period}")).fault("period");
        }
    }
}
