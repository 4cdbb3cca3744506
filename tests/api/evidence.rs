//! `/indicators/{id}/evidence`: every number can be opened up to what it counts.

use std::collections::{BTreeMap, BTreeSet};

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

#[test]
fn every_point_of_every_derived_series_is_what_its_evidence_counts() {
    let app = TestApp::new();
    let mut points = 0;
    for indicator in derived(&app) {
        let id = indicator["id"].as_str().unwrap();
        let is_share = indicator["rule"]["aggregation"] != "count";
        for line in array(&app.data(&format!("/api/v1/indicators/{id}/series"))) {
            let player = line["player"]["id"].as_str().map(|id| format!("&player={id}")).unwrap_or_default();
            for point in array(&line["points"]) {
                let period = point["period"].as_str().unwrap();
                let uri = format!("/api/v1/indicators/{id}/evidence?period={period}{player}");
                let evidence = app.data(&uri);
                assert_eq!(evidence["point"], *point, "{uri}");
                let told = json!([point["value"], point["part"], point["whole"]]);
                assert_eq!(told, counted(&evidence, is_share), "{uri}");
                for one in array(&evidence["counted"]).iter().chain(array(&evidence["not_counted"])) {
                    let has_date = one["date"]["value"].is_string() || indicator["rule"]["count"] == "slips";
                    assert!(one["record"]["name"].is_string() && has_date, "{uri}: {one}");
                }
                points += 1;
            }
        }
    }
    assert!(points > 900, "{points} points");
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
        json!({ "period": "2024", "value": 68.0, "partial": false, "part": null, "whole": null })
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

#[test]
fn derived_totals_are_the_published_ones_where_both_exist() {
    let app = TestApp::new();
    let by_year = |id: &str| {
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for line in array(&app.data(&format!("/api/v1/indicators/{id}/series"))) {
            for point in array(&line["points"]) {
                let period = point["period"].as_str().unwrap().to_owned();
                *sums.entry(period).or_default() += point["value"].as_f64().unwrap();
            }
        }
        sums
    };
    assert_eq!(by_year("crewed-orbital-flights-by-nation"), by_year("crewed-orbital-launches-by-spacecraft"));
    let tests: BTreeSet<String> = by_year("asat-tests").into_keys().collect();
    for year in by_year("asat-debris-catalogued").into_keys() {
        assert!(tests.contains(&year), "debris of a test in {year}, in which no test is counted");
    }
    // of one flight to orbit three or more seats: the published figures count state astronauts of private missions, too
    let (counted, published) = (by_year("private-seats-by-operator"), by_year("private-seats-to-orbit"));
    assert_eq!(counted["2025"], 4.0, "the crew of Fram2");
    assert_eq!(published["2025"], 7.0, "and the three of Axiom Mission 4 whom states sent");
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

mod errors {
    use super::*;

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
