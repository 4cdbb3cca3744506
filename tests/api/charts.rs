//! Charts: what is drawn is what is answered, and the pictures are fit to be embedded.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use serde_json::{Value, json};

use crate::helpers::{TestApp, TestResponse, Tiny};

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// A picture, with everything that holds for all of them checked.
#[track_caller]
fn picture(app: &TestApp, uri: &str) -> TestResponse {
    let answer = app.get(uri);
    answer.expect(200);
    assert_eq!(answer.header("content-type"), "image/svg+xml", "{uri}");
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; style-src 'unsafe-inline'", "{uri}");
    assert!(answer.headers.contains_key("etag"), "{uri}");
    let text = answer.text();
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{uri}: {error}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"), "{uri}");
    assert_eq!(root.attribute("aria-label"), child(root, "title").text(), "{uri}");
    assert!(child(root, "desc").text().is_some_and(|words| words.len() > 20), "{uri}: no description");
    let (width, height) = (number(root, "width"), number(root, "height"));
    assert_eq!(root.attribute("viewBox").unwrap(), format!("0 0 {width} {height}"), "{uri}");
    for node in root.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(!["script", "image", "a", "use", "foreignObject", "animate"].contains(&name), "{uri}: {name}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && !name.contains("href"), "{uri}: {name}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{uri}: {name}={value}");
        }
        if name == "text" {
            let (x, y) = (number(node, "x"), number(node, "y"));
            assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "{uri}: a text at {x},{y}");
        }
    }
    let words = texts(&answer).join(" ");
    assert!(words.contains("25 November 2026") || uri.contains("as_of"), "{uri}: the day is not in the picture");
    answer
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Node<'a, 'i> {
    node.children().find(|child| child.has_tag_name(("http://www.w3.org/2000/svg", name))).unwrap()
}

fn number(node: Node<'_, '_>, attribute: &str) -> f64 {
    node.attribute(attribute).unwrap().parse().unwrap()
}

/// What is told to those who point at something.
fn told(picture: &TestResponse) -> Vec<String> {
    let document = Document::parse(picture.text()).unwrap();
    let groups = document.descendants().filter(|node| node.tag_name().name() == "g");
    groups.map(|group| child(group, "title").text().unwrap().to_owned()).collect()
}

fn texts(picture: &TestResponse) -> Vec<String> {
    let document = Document::parse(picture.text()).unwrap();
    let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
    texts.filter_map(|text| text.text().map(str::to_owned)).collect()
}

/// Two nations, five launches to the Moon, one of which failed, a plan that slipped, and a published series.
fn tiny() -> TestApp {
    let entry = |announced: &str, target: &str, kind: &str| json!({ "announced": announced, "target": target, "kind": kind, "source": "paper" });
    let mut tiny = Tiny::new()
        .with("indicators", &json!({
            "id": "moonshots", "kind": "derived", "unit": "missions", "dimension": "operator", "method": "All that were launched.",
            "rule": { "count": "launched_missions", "sets": ["moonshots"] }, "licence": "CC BY 4.0",
        }))
        .with("indicators", &json!({
            "id": "prices", "kind": "published", "unit": "credits of 2020 per kilogram", "dimension": "operator", "method": "As published.",
            "citation": "The Press (2026): Prices & <costs>", "licence": "CC BY 4.0",
            "series": [
                { "player": "agency", "points": { "2020": 1200, "2021": 900, "2023": 700, "2026": 650 }, "partial": [2026] },
                { "player": "loner", "points": { "2021": 400, "2022": 300 } },
            ],
        }))
        .with("milestones", &json!({ "id": "landing" }))
        .with("timelines", &json!({ "id": "line", "query": { "players": ["agency", "loner"] } }));
    for (id, operator, year, outcome) in [
        ("one", "agency", "2020-03-01", "failure"),
        ("two", "agency", "2021-05-02", "success"),
        ("three", "loner", "2021-07-03", "success"),
        ("four", "loner", "2024-02-04", "success"),
        ("five", "loner", "2026-06-05", "success"),
    ] {
        let milestone = json!([{ "milestone": "landing", "result": outcome }]);
        tiny = tiny
            .with(
                "missions",
                &json!({
                    "id": id, "operator": operator, "milestones": ["landing"],
                    "schedule": [entry("2019-01-01", "2020-Q1", "initial"), entry("2019-06", "2020-H2", "slip")],
                }),
            )
            .event(id, "launch", year, &json!({ "outcome": "success" }))
            .event(
                id,
                "landing",
                year,
                &json!({ "outcome": outcome, "ends_mission": outcome, "milestones": milestone }),
            );
    }
    let files = tiny
        .with("missions", &json!({
        "id": "six", "milestones": ["landing"],
        "schedule": [entry("2022-01-01", "2024", "initial"), entry("2023-02", "2026-Q1", "slip"), entry("2025-03-04", "NET 2027", "slip")],
    }))
    .files();
    let set = json!([{
        "id": "moonshots", "name": "Moonshots", "kind": "mission", "scope": "All missions to the Moon of this small world.",
        "from": "2020-01-01", "complete_to": "2026-11-01", "members": ["one", "two", "three", "four", "five"], "known_missing": [],
        "compiled_from": "From a paper that says all that there is to say.", "sources": ["paper"], "verified_on": "2026-01-01",
    }]);
    TestApp::with(&files.with("sets/all.json", set.to_string()))
}

#[test]
fn pictures_of_a_small_world_are_what_they_were() {
    let app = tiny();
    for (name, uri) in [
        ("stacked", "/api/v1/indicators/moonshots/chart.svg"),
        ("bars", "/api/v1/indicators/moonshots/chart.svg?kind=bar&from=2020&to=2022&width=500&height=320"),
        ("multiples", "/api/v1/indicators/moonshots/chart.svg?kind=small_multiples"),
        ("lines", "/api/v1/indicators/prices/chart.svg"),
        ("race", "/api/v1/race/chart.svg?level=operator"),
        ("timeline", "/api/v1/timelines/line/chart.svg"),
        ("schedule", "/api/v1/missions/six/schedule/chart.svg"),
    ] {
        let drawn = picture(&app, uri);
        let (before, after) = drawn.text().split_once("</style>").unwrap();
        let style = before.rfind("<style>").unwrap();
        // the style sheet is the same in all, and has tests of its own
        insta::assert_snapshot!(name, format!("{}{after}", &before[..style]));
    }
}

#[test]
fn the_same_question_is_the_same_picture_and_a_past_day_another() {
    let app = TestApp::new();
    let uri = "/api/v1/indicators/lunar-missions-by-nation/chart.svg";
    let now = picture(&app, uri);
    assert_eq!(now.body, picture(&app, uri).body);
    let tag = now.header("etag").to_owned();
    app.get_with(uri, &[("if-none-match", &tag)]).expect(304);
    let past = picture(&app, &format!("{uri}?as_of=2020-06-01"));
    assert!(past.text().contains("1 June 2020") && !past.text().contains("2021"), "{}", past.text());
    app.get_with(uri, &[("accept", "application/json")]).problem(406);
    app.get_with(uri, &[("accept", "image/avif,image/*,*/*;q=0.8")]).expect(200);
}

#[test]
fn every_indicator_and_timeline_has_a_picture() {
    let app = TestApp::new();
    for id in app.all_ids("/api/v1/indicators") {
        picture(&app, &format!("/api/v1/indicators/{id}/chart.svg"));
        picture(&app, &format!("/api/v1/indicators/{id}/chart.svg?kind=small_multiples&width=400&latest=3"));
    }
    for id in app.all_ids("/api/v1/timelines") {
        picture(&app, &format!("/api/v1/timelines/{id}/chart.svg"));
    }
    for id in app.all_ids("/api/v1/missions?has_target=true&destination=moon") {
        picture(&app, &format!("/api/v1/missions/{id}/schedule/chart.svg"));
    }
    picture(&app, "/api/v1/race/chart.svg");
    picture(&app, "/api/v1/race/chart.svg?level=operator&as_of=1990-01-01&width=2000");
}

/// What bars of lines say, from the series.
fn bars(lines: &[Value]) -> BTreeSet<String> {
    let mut bars = BTreeSet::new();
    for line in lines {
        for point in array(&line["points"]).iter().filter(|point| point["value"] != 0.0) {
            let partial = if point["partial"] == true { " (not complete)" } else { "" };
            let (name, period) = (line["player"]["name"].as_str().unwrap(), point["period"].as_str().unwrap());
            bars.insert(format!("{name}, {period}: {}{partial}", point["value"]).replace(".0", ""));
        }
    }
    bars
}

#[test]
fn bars_are_the_points_of_the_series() {
    let app = TestApp::new();
    for query in
        ["player=china,india&kind=stacked", "player=united-states,japan&from=2015&kind=bar", "player=china&per=decade"]
    {
        let series = app.data(&format!(
            "/api/v1/indicators/lunar-missions-by-nation/series?{}",
            query.split("&kind").next().unwrap()
        ));
        let drawn = told(&picture(&app, &format!("/api/v1/indicators/lunar-missions-by-nation/chart.svg?{query}")));
        assert_eq!(drawn.iter().cloned().collect::<BTreeSet<_>>(), bars(array(&series)), "{query}");
        assert_eq!(drawn.len(), bars(array(&series)).len(), "{query}");
    }
}

#[test]
fn a_stack_is_as_high_as_the_sum_of_all_lines() {
    let app = TestApp::new();
    let id = "/api/v1/indicators/lunar-missions-by-nation";
    let all = app.data(&format!("{id}/series"));
    let others = array(&all).len() - 7;
    let drawn = picture(&app, &format!("{id}/chart.svg"));
    assert!(texts(&drawn).iter().any(|text| *text == format!("{others} others")), "{:?}", texts(&drawn));
    for year in ["2022", "2024"] {
        let points = array(&all).iter().flat_map(|line| array(&line["points"]));
        let sum: f64 =
            points.filter(|point| point["period"] == year).map(|point| point["value"].as_f64().unwrap()).sum();
        let bars = told(&drawn);
        let told = bars.iter().filter_map(|bar| bar.split_once(&format!(", {year}: ")));
        let stacked: f64 = told.map(|(_, value)| value.parse::<f64>().unwrap()).sum();
        assert_eq!(stacked, sum, "{year}");
    }
}

#[test]
fn figures_that_are_counts_and_no_shares_are_left_out_and_said_to_be() {
    let app = TestApp::new();
    let drawn = picture(&app, "/api/v1/indicators/lunar-mission-success-rate/chart.svg");
    let series = app.data("/api/v1/indicators/lunar-mission-success-rate/series");
    let known = array(&series).iter().flat_map(|line| array(&line["points"])).filter(|point| !point["value"].is_null());
    assert_eq!(told(&drawn).len(), known.count());
    assert!(texts(&drawn).iter().any(|text| text.contains("shares of fewer than three say nothing")));
}

#[test]
fn restated_figures_and_other_groups_are_drawn_as_they_are_answered() {
    let app = TestApp::new();
    let drawn = picture(&app, "/api/v1/indicators/nasa-budget-nominal/chart.svg?price_year=2025&to=2025");
    let words = texts(&drawn);
    let series = app.data("/api/v1/indicators/nasa-budget-nominal/series?price_year=2025&to=2025");
    let unit = series[0]["restated"]["unit"].as_str().unwrap();
    assert!(words[1].to_lowercase().starts_with(&unit.to_lowercase()), "{words:?}");
    assert!(words.iter().any(|word| word.starts_with("Restated by: ")), "{words:?}");
    let fault = app.get("/api/v1/indicators/esa-budget/chart.svg?price_year=2024").fault("price_year");
    assert!(fault["detail"].as_str().unwrap().contains("no deflator of EUR"), "{fault}");
    let drawn =
        picture(&app, "/api/v1/indicators/planned-mission-slips/chart.svg?group=destination&kind=stacked&from=2020");
    let series = app.data("/api/v1/indicators/planned-mission-slips/series?group=destination&from=2020");
    for line in
        array(&series).iter().filter(|line| ["moon", "low_earth_orbit"].contains(&line["category"].as_str().unwrap()))
    {
        let name = line["category"].as_str().unwrap().replace('_', " ");
        assert!(texts(&drawn).contains(&name), "{name} has no place in the legend");
    }
}

#[test]
fn the_table_of_the_race_is_the_race() {
    let app = TestApp::new();
    let race = app.data("/api/v1/race?destination=mars");
    let drawn = told(&picture(&app, "/api/v1/race/chart.svg?destination=mars"));
    for row in array(&race["milestones"]) {
        let name = row["milestone"]["name"].as_str().unwrap();
        assert!(drawn.iter().any(|told| told == name), "no row {name}");
        for entry in array(&row["players"]) {
            let start = format!(
                "{name}, {}: {} successes of {} attempts",
                entry["player"]["name"].as_str().unwrap(),
                entry["successes"],
                entry["attempts"]
            );
            let shown = array(&race["totals"]).iter().take(8).any(|total| total["player"] == entry["player"]);
            assert_eq!(drawn.iter().any(|told| told.starts_with(&start)), shown, "{start}");
        }
    }
}

#[test]
fn a_ledger_is_drawn_announcement_by_announcement() {
    let app = TestApp::new();
    for mission in ["artemis-iii", "artemis-i", "starliner-cft"] {
        let ledger = app.data(&format!("/api/v1/missions/{mission}/schedule"));
        let drawn = told(&picture(&app, &format!("/api/v1/missions/{mission}/schedule/chart.svg")));
        let drawable = |entry: &&Value| !entry["target"].is_null() || entry["kind"] == "scrub";
        assert_eq!(drawn.len(), array(&ledger["entries"]).iter().filter(drawable).count(), "{mission}");
    }
}

#[test]
fn a_timeline_shows_what_was_and_what_is_to_come() {
    let app = TestApp::new();
    let drawn = picture(&app, "/api/v1/timelines/artemis/chart.svg?from=2024&rows=60");
    let words = told(&drawn).join("\n");
    assert!(words.contains("Artemis III: target no earlier than fourth quarter of 2027"), "{words}");
    assert!(words.contains("Artemis III: earlier target 2024"), "{words}");
    let events = app.ok("/api/v1/timelines/artemis/events?from=2024&limit=100");
    for event in array(&events["data"]) {
        let name = event["name"].as_str().unwrap();
        assert!(words.contains(name), "{name} is not in the picture");
    }
    let past = told(&picture(&app, "/api/v1/timelines/artemis/chart.svg?as_of=2020-01-01&rows=60")).join("\n");
    assert!(!past.contains("2027") && past.contains("Artemis III: target 2024"), "{past}");
    assert_eq!(
        texts(&picture(&app, "/api/v1/timelines/soviet-union/chart.svg?from=2020"))[1],
        "Nothing is on record for this period"
    );
}

#[test]
fn what_cannot_be_drawn_is_refused_by_name() {
    let app = TestApp::new();
    let nine = "united-states,china,japan,india,israel,italy,russia,luxembourg,germany";
    for (uri, parameter, why) in [
        (format!("/api/v1/indicators/lunar-missions-by-nation/chart.svg?player={nine}"), "player", "a chart holds 8"),
        ("/api/v1/race/chart.svg?level=operator&player=united-states".to_owned(), "player", "a chart holds 8"),
        (
            "/api/v1/indicators/lunar-mission-success-rate/chart.svg?kind=stacked".to_owned(),
            "kind",
            "shares do not add up",
        ),
        ("/api/v1/indicators/orbital-launches-by-nation/chart.svg?kind=bar".to_owned(), "kind", "more bars than"),
        ("/api/v1/indicators/lunar-missions-by-nation/chart.svg?kind=pie".to_owned(), "kind", "pie"),
        ("/api/v1/indicators/lunar-missions-by-nation/chart.svg?width=399".to_owned(), "width", "400 to 2000"),
        ("/api/v1/indicators/lunar-missions-by-nation/chart.svg?height=1601".to_owned(), "height", "300 to 1600"),
        (
            "/api/v1/indicators/lunar-missions-by-nation/chart.svg?kind=small_multiples&width=400&height=300"
                .to_owned(),
            "height",
            "no room",
        ),
        ("/api/v1/indicators/lunar-missions-by-nation/chart.svg?format=csv".to_owned(), "format", "unknown parameter"),
        ("/api/v1/indicators/nasa-budget/chart.svg?cumulative=true".to_owned(), "cumulative", "levels"),
        ("/api/v1/timelines/moon/chart.svg?rows=61".to_owned(), "rows", "1 to 60"),
        ("/api/v1/timelines/moon/chart.svg?from=2025&to=2024".to_owned(), "from", "lies after"),
        ("/api/v1/missions/artemis-i/schedule/chart.svg?height=299".to_owned(), "height", "300 to 1600"),
    ] {
        let fault = app.get(&uri).fault(parameter);
        assert!(fault["detail"].as_str().unwrap().contains(why), "{uri}: {fault}");
    }
    assert_eq!(app.get("/api/v1/race/chart.svg?height=400&width=x&crewed=2").faults(), ["height", "width", "crewed"]);
    for uri in [
        "/api/v1/indicators/no-such/chart.svg",
        "/api/v1/timelines/no-such/chart.svg",
        "/api/v1/missions/no-such/schedule/chart.svg",
    ] {
        app.get(uri).problem(404);
    }
}

#[test]
fn words_of_records_cannot_leave_the_text() {
    let drawn = picture(&tiny(), "/api/v1/indicators/prices/chart.svg");
    assert!(drawn.text().contains("Prices &amp; &lt;costs&gt;") && !drawn.text().contains("<costs>"));
}
