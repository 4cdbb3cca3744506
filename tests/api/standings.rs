//! `/standings`: who is leading, and every figure that says so.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

const LEVELS: [&str; 2] = ["nation", "operator"];
const DIMENSIONS: [&str; 8] =
    ["launch_cadence", "reliability", "human_flight", "moon", "mars", "stations", "commercial", "punctuality"];

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// Value, part and whole, by player.
type Sums = BTreeMap<String, (f64, f64, f64)>;

/// Half up to two decimals, as on paper: what lies within a rounding error of a half is one.
fn rounded(number: f64) -> f64 {
    (number * 100.0 + 0.5 + 1e-7).floor() / 100.0
}

fn entry<'a>(standings: &'a Value, player: &str) -> &'a Value {
    array(&standings["ranking"]).iter().find(|one| one["player"]["id"] == player).unwrap_or(&Value::Null)
}

fn dimension<'a>(entry: &'a Value, name: &str) -> &'a Value {
    array(&entry["dimensions"]).iter().find(|one| one["dimension"] == name).unwrap_or(&Value::Null)
}

fn order(standings: &Value) -> Vec<(u64, &str)> {
    let place = |one: &'_ Value| one["rank"].as_u64().unwrap();
    array(&standings["ranking"]).iter().map(|one| (place(one), text(&one["player"]["id"]))).collect()
}

/// The sums of an indicator's series over some years, by player: value, part and whole.
fn sums(app: &TestApp, indicator: &Value, period: &str, group: &str) -> Sums {
    let id = text(&indicator["id"]);
    let (from, to) = period.split_once('/').unwrap_or((period, period));
    let lines = app.data(&format!("/api/v1/indicators/{id}/series?from={from}&to={to}{group}"));
    let mut sums: Sums = BTreeMap::new();
    for line in array(&lines).iter().filter(|line| !line["player"].is_null()) {
        let sum = |field: &str| array(&line["points"]).iter().filter_map(|point| point[field].as_f64()).sum::<f64>();
        sums.insert(text(&line["player"]["id"]).to_owned(), (sum("value"), sum("part"), sum("whole")));
    }
    sums
}

/// The score of a component as anybody can work it out, given its series.
fn score(component: &Value, use_of: &Value, all: &[Sums], player: &str) -> Option<f64> {
    let of = |place: usize| all[place].get(player).copied().unwrap_or_default();
    if use_of["normalisation"] == "ratio_to_best" {
        let best = all[0].values().map(|one| one.0).fold(0.0, f64::max);
        assert_eq!((number(&component["value"]), number(&component["divided_by"])), (of(0).0, best), "{component}");
        for one in array(&component["best"]) {
            assert_eq!(all[0][text(&one["id"])].0, best, "{component}");
        }
        return Some(rounded(100.0 * of(0).0 / best));
    }
    let (part, whole) = if all.len() == 2 { (of(0).0, of(1).0) } else { (of(0).1, of(0).2) };
    let is_known = all.iter().all(|one| one.contains_key(player));
    let (part, whole) = if is_known { (part, whole) } else { (0.0, 0.0) };
    assert_eq!((number(&component["part"]), number(&component["whole"])), (part, whole), "{component}");
    assert_eq!(component["value"].is_null(), whole < 3.0, "{component}");
    let is_cautious = use_of["normalisation"] == "cautious_share";
    (whole >= 3.0)
        .then(|| rounded(if is_cautious { 100.0 * (part + 1.0) / (whole + 2.0) } else { 100.0 * part / whole }))
}

fn mean(parts: &[(f64, f64)]) -> Option<f64> {
    let weights: f64 = parts.iter().map(|one| one.0).sum();
    (weights > 0.0).then(|| rounded(parts.iter().map(|one| one.0 * one.1).sum::<f64>() / weights))
}

#[test]
fn every_figure_follows_from_the_series_by_the_formula() {
    let app = TestApp::new();
    for query in
        ["level=nation", "level=operator", "level=nation&weights=moon:3,mars:2,reliability:0.5&from=2000&to=2012"]
    {
        let standings = app.data(&format!("/api/v1/standings?{query}"));
        let level = text(&standings["level"]);
        let uses: Vec<&Value> = array(&standings["dimensions"]).iter().filter(|one| one["available"] == true).collect();
        let mut series: BTreeMap<String, Vec<Sums>> = BTreeMap::new();
        let mut totals = Vec::new();
        for entry in array(&standings["ranking"]) {
            let player = text(&entry["player"]["id"]);
            let mut of_total = Vec::new();
            assert_eq!(array(&entry["dimensions"]).len(), uses.len(), "{query}: dimensions of {player}");
            for (dimension, used) in array(&entry["dimensions"]).iter().zip(&uses) {
                let mut of_dimension = Vec::new();
                let components = array(&used["components"]).iter().filter(|one| one["available"] == true);
                for (component, use_of) in array(&dimension["components"]).iter().zip(components) {
                    assert_eq!(component["name"], use_of["name"]);
                    let key = text(&component["name"]).to_owned();
                    let all = series.entry(key).or_insert_with(|| {
                        let derived = component["kind"] == "derived";
                        let group = if derived { format!("&group={level}") } else { String::new() };
                        let period = text(&component["period"]);
                        let indicators = [&component["indicator"], &component["whole_indicator"]];
                        let indicators = indicators.into_iter().filter(|one| !one.is_null());
                        indicators.map(|one| sums(&app, one, period, &group)).collect()
                    });
                    let expected = score(component, use_of, all, player);
                    assert_eq!(component["score"].as_f64(), expected, "{query}: {player}: {component}");
                    assert_eq!(component["weight"], use_of["weight"]);
                    assert_eq!(expected.is_none(), component["arithmetic"].is_null(), "{component}");
                    assert!(expected.is_some() || component["reason"].is_string(), "{component}");
                    of_dimension.extend(expected.map(|score| (number(&component["weight"]), score)));
                }
                let expected = mean(&of_dimension);
                assert_eq!(dimension["score"].as_f64(), expected, "{query}: {player}: {dimension}");
                assert_eq!(dimension["reason"].is_string(), expected.is_none(), "{dimension}");
                of_total.push((number(&dimension["weight"]), expected.unwrap_or_default()));
            }
            assert_eq!(entry["score"].as_f64(), mean(&of_total), "{query}: {player}");
            assert!(text(&entry["arithmetic"]).ends_with(&format!("= {}", number(&entry["score"]))), "{entry}");
            totals.push(number(&entry["score"]));
        }
        assert!(totals.len() > 8 && totals.is_sorted_by(|a, b| a >= b), "{query}: {totals:?}");
        for (entry, total) in array(&standings["ranking"]).iter().zip(&totals) {
            let better = totals.iter().filter(|other| *other > total).count();
            assert_eq!(entry["rank"], better + 1, "{query}: {}", entry["player"]["id"]);
        }
        assert_eq!(standings["players_compared"], totals.len());
    }
}

#[test]
fn every_value_is_found_in_its_evidence() {
    let app = TestApp::new();
    for query in ["level=nation", "level=operator", "level=nation&as_of=2020-06-30"] {
        let mut links = 0;
        for entry in array(&app.data(&format!("/api/v1/standings?{query}"))["ranking"]) {
            let components = array(&entry["dimensions"]).iter().flat_map(|one| array(&one["components"]));
            for component in components {
                let Some(uri) = component["evidence"].as_str() else {
                    let nothing = component["value"] == 0.0 || component["whole"] == 0;
                    assert!(nothing && component["reason"].is_string(), "{query}: {component}");
                    continue;
                };
                let point = &app.data(uri)["point"];
                assert_eq!(point["period"], component["period"], "{uri}");
                if let Some(of_whole) = component["evidence_of_whole"].as_str() {
                    let whole = &app.data(of_whole)["point"]["value"];
                    let told = [&component["part"], &component["whole"]].map(number);
                    assert_eq!([number(&point["value"]), number(whole)], told, "{uri} of {of_whole}");
                } else {
                    let fields = ["value", "part", "whole"];
                    assert_eq!(fields.map(|field| &point[field]), fields.map(|field| &component[field]), "{uri}");
                }
                links += 1;
            }
        }
        assert!(links > 30, "{query} has {links} links");
    }
}

#[test]
fn the_leaders_are_those_whom_the_records_show() {
    let app = TestApp::new();
    let nations = app.data("/api/v1/standings");
    assert_eq!(nations["window"], json!({ "from": 2017, "to": 2026, "partial": true }));
    let [first, second] = [0, 1].map(|place| text(&nations["ranking"][place]["player"]["id"]));
    assert_eq!((first, second), ("united-states", "china"));
    assert!(array(&nations["dimensions"]).iter().all(|one| one["available"] == true), "all eight can be measured");
    let operators = app.data("/api/v1/standings?level=operator");
    assert_eq!(operators["ranking"][0]["player"]["id"], "spacex");
    assert!(array(&operators["dimensions"]).iter().all(|one| one["available"] == true), "at both levels");
    let reliability = dimension(entry(&operators, "spacex"), "reliability");
    assert_eq!(reliability["components"][0]["period"], "2017/2024", "later successes are not published");
    let esa = entry(&nations, "esa");
    assert!(dimension(esa, "reliability")["score"].is_null());
    assert!(text(&dimension(esa, "reliability")["reason"]).contains("to take a share of"), "{esa}");
    let past = app.data("/api/v1/standings?from=2017&to=2025");
    assert_eq!(past["window"]["partial"], false);
    let ten = app.data("/api/v1/standings?to=2020");
    assert_eq!((&ten["window"]["from"], &ten["window"]["to"]), (&json!(2011), &json!(2020)));
}

#[test]
fn weights_are_proportions_and_what_is_not_named_weighs_nothing() {
    let app = TestApp::new();
    let scores = |query: &str| {
        let standings = app.data(&format!("/api/v1/standings?{query}"));
        let of = |one: &Value| (one["rank"].clone(), one["player"]["id"].clone(), one["score"].clone());
        array(&standings["ranking"]).iter().map(of).collect::<Vec<_>>()
    };
    let equal = scores("");
    let all_sevens = DIMENSIONS.map(|name| format!("{name}:7")).join(",");
    assert_eq!(scores(&format!("weights={all_sevens}")), equal);
    assert_eq!(scores("weights=moon:3,mars:2"), scores("weights=mars:0.2,moon:0.3,stations:0"));
    assert_eq!(scores("weights=moon:0.001"), scores("weights=moon:1000"));
    assert_ne!(scores("weights=moon:3,mars:2"), equal);
    let moon = app.data("/api/v1/standings?weights=moon:3,mars:1");
    let shares: Vec<f64> = array(&moon["dimensions"]).iter().map(|one| number(&one["weight_share"])).collect();
    assert_eq!(shares, [0.0, 0.0, 0.0, 75.0, 25.0, 0.0, 0.0, 0.0]);
    for one in DIMENSIONS {
        let standings = app.data(&format!("/api/v1/standings?weights={one}:2"));
        for entry in array(&standings["ranking"]) {
            let own = dimension(entry, one)["score"].as_f64().unwrap_or_default();
            assert_eq!(number(&entry["score"]), own, "{one}: {}", entry["player"]["id"]);
        }
        let all = app.data("/api/v1/standings");
        assert_eq!(standings["sensitivity"]["leads"], all["sensitivity"]["leads"], "drawn whatever was asked for");
    }
    // stations alone: who has none shares the last rank
    let last = app.data("/api/v1/standings?weights=stations:1");
    let order = order(&last);
    let bottom: Vec<u64> = order.iter().skip(3).map(|(rank, _)| *rank).collect();
    assert_eq!((order[0].1, bottom), ("china", vec![4; order.len() - 3]));
    let names: Vec<&str> = array(&last["ranking"]).iter().skip(3).map(|one| text(&one["player"]["name"])).collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn a_filter_shows_less_and_changes_nothing() {
    let app = TestApp::new();
    for (level, player, shown) in
        [("nation", "china,esa", vec!["china", "esa"]), ("operator", "india", vec!["isro", "skyroot-aerospace"])]
    {
        let all = app.data(&format!("/api/v1/standings?level={level}"));
        let some = app.data(&format!("/api/v1/standings?level={level}&player={player}"));
        let ids: Vec<&str> = order(&some).into_iter().map(|(_, id)| id).collect();
        assert_eq!(ids, shown);
        for one in array(&some["ranking"]) {
            assert_eq!(one, entry(&all, text(&one["player"]["id"])), "{level}");
        }
        for field in ["players_compared", "sensitivity", "dimensions"] {
            assert_eq!(some[field], all[field], "{level}: {field}");
        }
    }
    assert_eq!(app.data("/api/v1/standings?player=nato")["ranking"], json!([]));
}

#[test]
fn change_is_the_rank_of_the_window_a_year_earlier() {
    let app = TestApp::new();
    for level in LEVELS {
        let now = app.data(&format!("/api/v1/standings?level={level}&weights=moon:2,reliability:1,launch_cadence:1"));
        let before = app.data(&format!(
            "/api/v1/standings?level={level}&weights=moon:2,reliability:1,launch_cadence:1&from=2016&to=2025"
        ));
        let ranks: BTreeMap<&str, u64> = order(&before).into_iter().map(|(rank, id)| (id, rank)).collect();
        let mut new = 0;
        for one in array(&now["ranking"]) {
            let previous = ranks.get(text(&one["player"]["id"])).copied();
            assert_eq!(one["previous_rank"], json!(previous), "{level}: {}", one["player"]["id"]);
            let rank = one["rank"].as_i64().unwrap();
            assert_eq!(one["change"], json!(previous.map(|before| i64::try_from(before).unwrap() - rank)));
            new += usize::from(previous.is_none());
        }
        assert!(level == "nation" || new > 0, "{level}: nobody is new");
    }
}

#[test]
fn the_past_knows_no_more_than_was_known() {
    let app = TestApp::new();
    let answer = app.ok("/api/v1/standings?as_of=2020-06-30");
    let past = &answer["data"];
    assert_eq!(answer["meta"]["as_of"], "2020-06-30");
    assert_eq!(past["window"], json!({ "from": 2011, "to": 2020, "partial": true }));
    let cadence = &past["dimensions"][0];
    assert_eq!((&cadence["available"], &cadence["weight_share"]), (&json!(false), &json!(0.0)));
    assert!(text(&cadence["reason"]).contains("are published, and were not known on 2020-06-30"), "{cadence}");
    assert!(array(&past["ranking"]).iter().all(|one| dimension(one, "launch_cadence").is_null()));
    assert_eq!(past["ranking"][0]["player"]["id"], "united-states");
    // Tianwen-1, Perseverance and Hope were launched a month later
    let mars = |standings: &Value| number(&dimension(entry(standings, "china"), "mars")["components"][0]["value"]);
    assert_eq!(mars(past), 1.0, "Yinghuo-1");
    assert_eq!(mars(&app.data("/api/v1/standings?as_of=2020-07-31")), 2.0);
    let fault = app.get("/api/v1/standings?as_of=2020-06-30&weights=launch_cadence:1").fault("weights");
    assert!(text(&fault["detail"]).contains("no dimension with a weight is available: launch_cadence"), "{fault}");
    let first = app.data("/api/v1/standings?as_of=1958-01-01");
    assert_eq!((&first["ranking"], &first["sensitivity"]), (&json!([]), &Value::Null), "nothing is counted so early");
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_reason() {
    let app = TestApp::new();
    for (query, parameter, reason) in [
        ("weights=moon:-1", "weights", "-1 is negative, expected 0 to 1000"),
        ("weights=moon:0,mars:0", "weights", "all weights are 0"),
        ("weights=moon:x", "weights", "is no decimal number"),
        ("weights=moon:inf", "weights", "is no decimal number"),
        ("weights=moon:NaN", "weights", "is no decimal number"),
        ("weights=moon:1e9", "weights", "is no decimal number"),
        ("weights=moon:", "weights", "is no decimal number"),
        ("weights=moon", "weights", "has no weight, expected dimension:weight"),
        ("weights=moon:1:2", "weights", "is no decimal number"),
        ("weights=moon:1001", "weights", "too great"),
        ("weights=moon:0.0001", "weights", "too many decimals"),
        ("weights=moon:1,moon:2", "weights", "moon is named twice"),
        ("weights=", "weights", "an empty value"),
        ("weights=moon:1,", "weights", "an empty value"),
        ("from=2020&to=2019", "from", "2020 lies after to=2019, expected the earlier year first"),
        ("to=2030", "to", "2030 lies in the future, expected 2026 or earlier"),
        ("from=2027", "from", "2027 lies in the future"),
        ("to=1950", "to", "the series run from 1957 to 2026"),
        ("from=1899", "from", "out of range"),
        ("to=abc", "to", "no whole number"),
        ("as_of=2030-01-01", "as_of", "lies in the future"),
        ("as_of=2020-01-01&to=2021", "to", "2021 lies in the future, expected 2020"),
        ("player=chinaa", "player", "no record in players has the id"),
        ("level=planet", "level", "unknown value"),
        ("moon=3", "moon", "unknown parameter"),
        ("level=nation&level=nation", "level", "given more than once"),
    ] {
        let fault = app.get(&format!("/api/v1/standings?{query}")).fault(parameter);
        assert!(text(&fault["detail"]).contains(reason), "{query}: {fault}");
    }
    let fault = app.get("/api/v1/standings?weights=mon:3").fault("weights");
    assert_eq!((&fault["did_you_mean"][0], array(&fault["allowed"]).len()), (&json!("moon"), 8));
    let all = app.get("/api/v1/standings?weights=mon:x,mars:-1&to=2030&player=chinaa&as_of=x");
    assert_eq!(
        all.faults().into_iter().collect::<BTreeSet<_>>(),
        BTreeSet::from(["as_of", "player", "to", "weights"].map(str::to_owned))
    );
    assert_eq!(all.faults().iter().filter(|name| *name == "weights").count(), 3, "each weight tells its own");
    app.get("/api/v1/standings/method?level=nation").fault("level");
}

#[test]
fn the_method_tells_the_numbers_that_the_answers_use() {
    let app = TestApp::new();
    let method = app.data("/api/v1/standings/method");
    let words: Vec<&str> = array(&method["dimensions"]).iter().map(|one| text(&one["dimension"])).collect();
    assert_eq!(words, DIMENSIONS);
    for level in LEVELS {
        let standings = app.data(&format!("/api/v1/standings?level={level}"));
        assert_eq!(standings["method"], "/api/v1/standings/method");
        let window = &standings["window"];
        let years = window["to"].as_i64().unwrap() - window["from"].as_i64().unwrap() + 1;
        assert_eq!(method["window_years"], years);
        for field in ["draws", "seed"] {
            assert_eq!(method["sensitivity"][field], standings["sensitivity"][field]);
        }
        assert!(text(&method["sensitivity"]["about"]).contains(text(&standings["sensitivity"]["drawn"])));
        for (told, used) in array(&method["dimensions"]).iter().zip(array(&standings["dimensions"])) {
            assert_eq!((&told["dimension"], &method["weights"]["default"]), (&used["dimension"], &used["weight"]));
            assert!(text(&told["about"]).len() > 40, "{told}");
            assert_eq!(array(&told["components"]).len(), array(&used["components"]).len());
            for (told, used) in array(&told["components"]).iter().zip(array(&used["components"])) {
                for field in ["name", "weight", "normalisation"] {
                    assert_eq!(told[field], used[field]);
                }
            }
        }
        for entry in array(&standings["ranking"]) {
            for (told, used) in array(&method["dimensions"]).iter().zip(array(&entry["dimensions"])) {
                for (told, used) in array(&told["components"]).iter().zip(array(&used["components"])) {
                    for field in ["indicator", "whole_indicator", "kind", "unit"] {
                        assert_eq!(told[level][field], used[field], "{level}: {field}");
                    }
                }
            }
        }
    }
    let greatest = &method["weights"]["greatest"];
    assert_eq!(app.get(&format!("/api/v1/standings?weights=moon:{greatest}")).status, 200);
    let decimals = usize::try_from(method["weights"]["decimals"].as_u64().unwrap()).unwrap();
    assert_eq!(app.get(&format!("/api/v1/standings?weights=moon:0.{:0>decimals$}", 1)).status, 200);
    app.get(&format!("/api/v1/standings?weights=moon:0.{:0>width$}", 1, width = decimals + 1)).fault("weights");
    let formulas: Vec<&str> = array(&method["normalisations"]).iter().map(|one| text(&one["formula"])).collect();
    assert!(formulas.iter().all(|formula| formula.starts_with("100 x ")), "{formulas:?}");
    assert!(text(&method["steps"][2]).contains(&format!("fewer than {}", method["least_whole"])));
}

#[test]
fn the_sensitivity_is_a_share_of_the_draws_and_the_same_each_time() {
    let app = TestApp::new();
    for level in LEVELS {
        let standings = app.data(&format!("/api/v1/standings?level={level}"));
        let found = &standings["sensitivity"];
        let leads = array(&found["leads"]);
        let shares: Vec<f64> = leads.iter().map(|one| number(&one["share"])).collect();
        assert!((shares.iter().sum::<f64>() - 100.0).abs() < 0.05, "{level}: {shares:?}");
        assert!(shares.is_sorted_by(|a, b| a >= b) && shares.iter().all(|share| *share > 0.0), "{level}: {shares:?}");
        assert_eq!(found["leader"], standings["ranking"][0]["player"]);
        let leader = leads.iter().find(|one| one["player"] == found["leader"]).unwrap();
        assert_eq!(leader["share"], found["leader_stays"]);
        let again = app.get(&format!("/api/v1/standings?level={level}"));
        assert_eq!(again.ok()["data"], standings);
    }
}

/// Three agencies that fly to the Moon; `formulas` for all dimensions alike.
fn tiny(formulas: Option<Value>) -> TestApp {
    let rule = |id: &str, rule: Value| {
        json!({
            "id": id, "kind": "derived", "unit": "things", "dimension": "world", "method": "Counted.", "licence": "CC BY 4.0", "rule": rule,
        })
    };
    let mut tiny = Tiny::new()
        .with("players", &json!({ "id": "ant", "name": "Ant", "kind": "agency" }))
        .with("indicators", &rule("missions", json!({ "count": "launched_missions" })))
        .with("indicators", &rule("rate", json!({ "count": "launched_missions", "aggregation": "share_succeeded" })))
        .with(
            "indicators",
            &json!({
                "id": "tries", "kind": "published", "unit": "tries", "dimension": "operator", "method": "Told.", "licence": "CC BY 4.0", "citation": "The paper",
                "series": [
                    { "player": "loner", "points": { "2020": 4, "2021": 4, "2023": 4, "2024": 4, "2025": 9 }, "partial": [2025] },
                    { "player": "agency", "points": { "2024": 2 } },
                ],
            }),
        )
        .with(
            "indicators",
            &json!({
                "id": "hits", "kind": "published", "unit": "tries", "dimension": "operator", "method": "Told.", "licence": "CC BY 4.0", "citation": "The paper",
                "series": [
                    { "player": "loner", "points": { "2020": 4, "2021": 4, "2023": 3, "2024": 3, "2025": 9 } },
                    { "player": "agency", "points": { "2024": 1 } },
                ],
            }),
        );
    for (operator, flights) in [("agency", 2), ("loner", 4), ("ant", 2)] {
        for flight in 0..flights {
            let id = format!("{operator}-{flight}");
            let ends = if flight == 0 { "failure" } else { "success" };
            tiny = tiny
                .with("missions", &json!({ "id": id, "operator": operator }))
                .event(&id, "launch", &format!("{}-05-01", 2020 + flight), &json!({ "outcome": "success" }))
                .event(&id, "mission_end", &format!("{}-06-01", 2020 + flight), &json!({ "ends_mission": ends }));
        }
    }
    let about = "What is counted here, and what could be said against counting it so.";
    for id in DIMENSIONS.iter().filter(|_| formulas.is_some()) {
        let formula = json!({ "id": id, "about": about, "components": formulas });
        tiny = tiny.formula(&formula);
    }
    tiny.app()
}

fn component(name: &str, normalisation: &str, indicator: &str) -> Value {
    let measure = json!({ "indicator": indicator });
    json!({ "name": name, "weight": 1, "normalisation": normalisation, "nation": measure, "operator": measure })
}

#[test]
fn a_data_set_without_formulas_ranks_nobody_and_says_why() {
    let app = tiny(None);
    let standings = app.data("/api/v1/standings");
    assert_eq!((&standings["ranking"], &standings["sensitivity"]), (&json!([]), &Value::Null));
    for one in array(&standings["dimensions"]) {
        assert_eq!((&one["available"], &one["reason"]), (&json!(false), &json!("this data set has no formula for it")));
    }
    assert!(array(&app.data("/api/v1/standings/method")["dimensions"]).iter().all(|one| one["about"].is_null()));
    app.get("/api/v1/standings?weights=moon:1").fault("weights");
}

#[test]
fn ties_share_a_rank_and_shares_of_two_have_no_score() {
    let app =
        tiny(Some(json!([component("Flights", "ratio_to_best", "missions"), component("Success", "share", "rate")])));
    let standings = app.data("/api/v1/standings?level=operator");
    assert_eq!(order(&standings), [(1, "loner"), (2, "ant"), (2, "agency")], "Ant comes before agency by its name");
    let ant = dimension(entry(&standings, "ant"), "moon");
    assert_eq!(ant["arithmetic"], "(1 x 50) / (1) = 50", "two of four flights, and a share of two does not count");
    let share = &ant["components"][1];
    assert_eq!(
        (&share["score"], &share["value"], &share["part"], &share["whole"]),
        (&Value::Null, &Value::Null, &json!(1), &json!(2))
    );
    assert_eq!(share["reason"], "1 of 2; shares of fewer than 3 are no rates");
    let loner = dimension(entry(&standings, "loner"), "moon");
    assert_eq!((&loner["components"][1]["arithmetic"], &loner["score"]), (&json!("100 x 3 / 4 = 75"), &json!(87.5)));
    assert_eq!(standings["sensitivity"]["leader_stays"], 100.0);
    let nations = app.data("/api/v1/standings");
    assert_eq!(
        order(&nations),
        [(1, "loner"), (2, "ant"), (2, "freeland")],
        "who belongs to no nation stands for itself"
    );
    // in 2022 and 2023 only one has flown, and only twice
    let late = app.data("/api/v1/standings?level=operator&from=2022&to=2023");
    assert_eq!(order(&late), [(1, "loner")]);
    let success = &late["dimensions"][3]["components"][1];
    assert_eq!(
        (&success["available"], &success["reason"]),
        (&json!(false), &json!("nobody has 3 to take a share of in 2022/2023"))
    );
    let fault = app.get("/api/v1/standings?level=operator&from=2024&to=2025").fault("from");
    assert_eq!(fault["detail"], "2024 lies after them: the series run from 2020 to 2023");
}

#[test]
fn a_share_of_two_indicators_counts_years_that_are_alike_in_both() {
    let of_two = json!({
        "name": "Hits", "weight": 2.5, "normalisation": "share", "nation": null, "operator": { "indicator": "hits", "whole": "tries" },
        "unavailable": "Only operators are told of.",
    });
    let app = tiny(Some(json!([of_two])));
    let hits = |query: &str| {
        let standings = app.data(&format!("/api/v1/standings?level=operator{query}"));
        dimension(entry(&standings, "loner"), "moon")["components"][0].clone()
    };
    // 2025 is partial in one alone, and of 2022 nothing is told
    let found = hits("");
    let told =
        (&found["period"], &found["part"], &found["whole"], &found["value"], &found["arithmetic"], &found["weight"]);
    let expected = (&json!("2023/2024"), &json!(6), &json!(8), &json!(75.0), &json!("100 x 6 / 8 = 75"), &json!(2.5));
    assert_eq!(told, expected);
    for (uri, sum) in [(&found["evidence"], 6.0), (&found["evidence_of_whole"], 8.0)] {
        assert_eq!(app.data(text(uri))["point"]["value"], sum, "{uri}");
    }
    assert_eq!(hits("&to=2022")["period"], "2020/2021");
    assert_eq!(hits("&to=2020")["period"], "2020");
    let nations = app.data("/api/v1/standings");
    assert_eq!(nations["dimensions"][0]["reason"], "Hits: Only operators are told of.");
    assert_eq!(nations["ranking"], json!([]));
}
