//! `/indicators`.

use std::fs;

use serde_json::{Value, json};
use space_race::api::params::YearParam;

use crate::helpers::{TestApp, Tiny};

/// The value of a player's line in a year.
fn value(app: &TestApp, indicator: &str, player: &str, year: &str) -> Option<f64> {
    let lines = app.data(&format!("/api/v1/indicators/{indicator}/series?player={player}&from={year}&to={year}"));
    let points = lines[0]["points"].as_array()?;
    assert_eq!(points.len(), 1, "{lines}");
    assert_eq!(points[0]["period"], year);
    points[0]["value"].as_f64()
}

#[test]
fn launches_by_nation_are_the_published_figures() {
    let app = TestApp::new();
    for (player, year, expected) in [
        ("china", "2024", 68.0),
        ("united-states", "2024", 145.0),
        ("russia", "2024", 17.0),
        ("united-states", "1957", 1.0),
    ] {
        assert_eq!(value(&app, "orbital-launches-by-nation", player, year), Some(expected), "{player} in {year}");
    }
    // the table that the figures were drawn from lies beside the project where it is developed
    let Ok(table) = fs::read_to_string("../shared/data/launch-statistics/orbital_launches_by_year_country.csv") else {
        return;
    };
    let mut compared = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let player = match cells[1] {
            "China" => "china",
            "India" => "india",
            "United States" => "united-states",
            "Soviet Union" => "soviet-union",
            _ => continue,
        };
        if ("1960".."2025").contains(&cells[0]) && cells[7] == "full-year" {
            let expected = cells[2].parse::<f64>().unwrap();
            let found = value(&app, "orbital-launches-by-nation", player, cells[0]);
            assert_eq!(found.unwrap_or_default(), expected, "{player} in {}", cells[0]);
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared} figures");
}

#[test]
fn an_indicator_tells_its_lines_and_the_years_that_they_span() {
    let app = TestApp::new();
    for indicator in app.data("/api/v1/indicators?limit=100").as_array().unwrap() {
        let id = indicator["id"].as_str().unwrap();
        let lines = app.data(&format!("/api/v1/indicators/{id}/series"));
        let lines = lines.as_array().unwrap();
        assert_eq!(indicator["lines"], lines.len(), "{id}");
        let periods: Vec<&str> = lines
            .iter()
            .flat_map(|line| line["points"].as_array().unwrap())
            .map(|point| point["period"].as_str().unwrap())
            .collect();
        assert_eq!(indicator["first_period"].as_str(), periods.iter().min().copied(), "{id}");
        assert_eq!(indicator["last_period"].as_str(), periods.iter().max().copied(), "{id}");
        for line in lines {
            let years: Vec<&str> =
                line["points"].as_array().unwrap().iter().map(|point| point["period"].as_str().unwrap()).collect();
            assert!(years.windows(2).all(|pair| pair[0] < pair[1]), "{id}: {years:?}");
        }
        assert!(!lines.is_empty(), "{id} has no lines");
        assert_eq!(indicator["kind"] == "derived", indicator["rule"].is_object(), "{id}");
        assert_eq!(indicator["kind"] == "published", indicator["citation"].is_string(), "{id}");
    }
}

#[test]
fn a_derived_indicator_counts_what_its_rule_says() {
    let mission = |id: &str, operator: &str, crewed: bool| json!({ "id": id, "operator": operator, "crewed": crewed });
    let flown = json!({ "outcome": "success" });
    let app = Tiny::new()
        .with("missions", &mission("a", "agency", true)).with("missions", &mission("b", "agency", false))
        .with("missions", &mission("c", "loner", true)).with("missions", &mission("d", "agency", true)).planned("e", "2025")
        .event("a", "launch", "2024-03-01", &flown).event("b", "launch", "2024-04-01", &flown).event("c", "launch", "2024-05-01", &json!({ "outcome": "failure" }))
        .event("d", "launch", "2026-01-01", &flown).event("a", "landing", "2025-01-01", &flown).event("b", "landing", "2025-02-01", &json!({ "outcome": "failure" }))
        .with("indicators", &json!({
            "id": "crews", "kind": "derived", "unit": "flights", "dimension": "nation", "method": "Counted.", "licence": "CC BY 4.0",
            "rule": { "count": "launched_missions", "crewed": true },
        }))
        .with("indicators", &json!({
            "id": "landings", "kind": "derived", "unit": "landings", "dimension": "world", "method": "Counted.", "licence": "CC BY 4.0",
            "rule": { "count": "events", "event_kinds": ["landing"], "outcomes": ["success"] },
        }))
        .app();
    let lines = |id: &str| {
        let lines = app.data(&format!("/api/v1/indicators/{id}/series"));
        let points = |line: &Value| {
            line["points"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| json!([one["period"], one["value"], one["partial"]]))
                .collect::<Vec<_>>()
        };
        lines.as_array().unwrap().iter().map(|line| json!([line["player"]["id"], points(line)])).collect::<Vec<_>>()
    };
    assert_eq!(
        lines("crews"),
        [json!(["freeland", [["2024", 1.0, false], ["2026", 1.0, true]]]), json!(["loner", [["2024", 1.0, false]]]),]
    );
    assert_eq!(lines("landings"), [json!([null, [["2025", 1.0, false]]])]);
}

#[test]
fn series_can_be_cut_by_year_and_player_in_every_form() {
    let app = TestApp::new();
    let uri = "/api/v1/indicators/orbital-launches-by-nation/series?player=china,india&from=2020&to=2022";
    let lines = app.data(uri);
    assert_eq!(lines.as_array().unwrap().len(), 2);
    assert!(lines.as_array().unwrap().iter().all(|line| line["points"].as_array().unwrap().len() == 3), "{lines}");
    let table = app.get(&format!("{uri}&format=csv"));
    assert_eq!(table.media(), "text/csv");
    let rows: Vec<&str> = table.text().split_terminator("\r\n").collect();
    assert_eq!(rows[0], "player,vehicle,category,period,value,partial,part,whole");
    assert_eq!(rows.len(), 7);
    assert!(rows.contains(&"china,,,2022,64,false,,"), "{rows:?}");
    let wide = app.get(&format!("{uri}&format=csv&table=wide"));
    let rows: Vec<&str> = wide.text().split_terminator("\r\n").collect();
    assert_eq!((rows[0], rows.len()), ("period,china,india", 4));
    assert!(rows[3].starts_with("2022,64,"), "{rows:?}");
    let json_lines = app.get_with(uri, &[("Accept", "application/x-ndjson")]);
    let found: Vec<Value> = json_lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json!(found), lines);
}

/// The points of a line as period, value and whether they are partial.
fn points(app: &TestApp, query: &str) -> Vec<(String, Option<f64>, bool)> {
    let lines = app.data(&format!("/api/v1/indicators/{query}"));
    assert_eq!(lines.as_array().unwrap().len(), 1, "{lines}");
    let point = |one: &Value| {
        (one["period"].as_str().unwrap().to_owned(), one["value"].as_f64(), one["partial"].as_bool().unwrap())
    };
    lines[0]["points"].as_array().unwrap().iter().map(point).collect()
}

#[test]
fn zeros_stand_where_the_count_is_complete_and_gaps_where_nothing_is_known() {
    let app = TestApp::new();
    let counted = points(&app, "mars-missions-by-nation/series?group=world");
    let with_zeros = points(&app, "mars-missions-by-nation/series?group=world&fill=zero");
    let with_gaps = points(&app, "mars-missions-by-nation/series?group=world&fill=gaps");
    let years = |points: &[(String, Option<f64>, bool)]| points.iter().map(|one| one.0.clone()).collect::<Vec<_>>();
    let all = |last: i32| (1996..=last).map(|year| year.to_string()).collect::<Vec<_>>();
    assert_eq!(years(&with_zeros), all(2026), "from the first complete year to this one");
    assert_eq!(years(&with_gaps), all(counted.last().unwrap().0.parse().unwrap()));
    for (filled, value) in [(&with_zeros, Some(0.0)), (&with_gaps, None)] {
        for point in filled.iter() {
            let known = counted.iter().find(|one| one.0 == point.0);
            assert_eq!(point.1, known.map_or(value, |known| known.1), "{}", point.0);
            assert_eq!(point.2, point.0 == "2026", "{}", point.0);
        }
    }
    // at the end of 2010 nothing was known of later years
    let past = points(&app, "mars-missions-by-nation/series?group=world&fill=zero&as_of=2010-12-30");
    assert_eq!(past.last().unwrap(), &("2010".to_owned(), Some(0.0), true));
}

#[test]
fn periods_can_be_long_and_short_and_summed_up() {
    let app = TestApp::new();
    let of = |query: &str| points(&app, &format!("crewed-orbital-flights-by-nation/series?group=world&{query}"));
    let sum = |points: &[(String, Option<f64>, bool)]| points.iter().filter_map(|one| one.1).sum::<f64>();
    let (years, quarters, decades) = (of("per=year"), of("per=quarter"), of("per=decade"));
    assert_eq!(sum(&years), sum(&decades));
    assert_eq!(sum(&years), sum(&quarters), "all these launches are known to the day");
    assert_eq!(decades.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["2000s", "2010s", "2020s"]);
    assert_eq!(decades.iter().map(|one| one.2).collect::<Vec<_>>(), [false, false, true]);
    let summed = of("cumulative=true");
    assert_eq!(summed.last().unwrap().1, Some(sum(&years)));
    assert!(summed.windows(2).all(|pair| pair[0].1 < pair[1].1));
    assert_eq!(of("cumulative=true&from=2020")[0], summed[20], "sums begin with the series, not with the cut");
    assert_eq!(of("latest=5"), years[years.len() - 5..]);
    assert_eq!(of("per=decade&from=2015&to=2015"), decades[1..2], "the decade that holds the year");
}

#[test]
fn the_line_of_a_nation_holds_those_of_its_operators() {
    let app = TestApp::new();
    let lines =
        app.data("/api/v1/indicators/orbital-launches-by-operator/series?player=united-states&from=2024&to=2024");
    let players: Vec<&str> =
        lines.as_array().unwrap().iter().map(|line| line["player"]["id"].as_str().unwrap()).collect();
    assert!(players.contains(&"spacex") && players.contains(&"united-launch-alliance"), "{players:?}");
    assert!(!players.contains(&"isro"), "{players:?}");
}

mod errors {
    use super::*;

    #[test]
    fn years_and_players_are_checked() {
        let app = TestApp::new();
        let series = "/api/v1/indicators/orbital-launches-by-nation/series";
        for name in ["from", "to"] {
            app.get(&format!("{series}?{name}={}", YearParam::MIN - 1)).fault(name);
            app.get(&format!("{series}?{name}={}", YearParam::MAX + 1)).fault(name);
            app.get(&format!("{series}?{name}=2026-Q2")).fault(name);
        }
        app.get(&format!("{series}?from={}&to={}", YearParam::MIN, YearParam::MAX)).expect(200);
        app.get(&format!("{series}?from={}", YearParam::MAX)).fault("from");
        app.get(&format!("{series}?to={}", YearParam::MIN)).fault("to");
        app.get(&format!("{series}?from=2026&to=2025")).fault("from");
        app.get(&format!("{series}?from=2026&to=2026")).expect(200);
        assert_eq!(app.get(&format!("{series}?player=chinaa")).fault("player")["did_you_mean"][0], "china");
        app.get(&format!("{series}?limit=3")).fault("limit");
        app.get("/api/v1/indicators/nothing/series").problem(404);
    }

    #[test]
    fn published_figures_are_not_counted_anew() {
        let app = TestApp::new();
        let published = "/api/v1/indicators/orbital-launches-by-nation/series";
        for (name, value) in
            [("per", "quarter"), ("per", "decade"), ("group", "world"), ("cumulative", "true"), ("fill", "zero")]
        {
            app.get(&format!("{published}?{name}={value}")).fault(name);
        }
        for fine in ["per=year", "cumulative=false", "fill=gaps", "latest=5"] {
            app.get(&format!("{published}?{fine}")).expect(200);
        }
        let derived = "/api/v1/indicators/lunar-missions-by-nation/series";
        for (name, value) in [
            ("group", "category"),
            ("group", "continent"),
            ("per", "month"),
            ("fill", "ones"),
            ("cumulative", "maybe"),
            ("latest", "0"),
            ("latest", "1001"),
            ("table", "wide"),
            ("table", "tall"),
        ] {
            app.get(&format!("{derived}?{name}={value}")).fault(name);
        }
        app.get(&format!("{derived}?table=long&format=ndjson")).fault("table");
        app.get(&format!("{derived}?table=wide&format=csv")).expect(200);
    }
}
