//! Pages around a date, and what is next up.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny, ids};

/// Events on the first day of each month of 2020.
fn year() -> TestApp {
    let event = |tiny: Tiny, month: i32| {
        let event = json!({ "id": format!("e{month:02}"), "kind": "policy", "date": format!("2020-{month:02}-01"), "players": ["agency"] });
        tiny.with("events", &event)
    };
    (1..=12).fold(Tiny::new(), event).app()
}

#[test]
fn a_page_around_a_date_has_it_in_the_middle_and_leads_both_ways() {
    let app = year();
    assert_eq!(app.ids("/api/v1/events?around=2020-06-15&limit=4"), ["e05", "e06", "e07", "e08"]);
    assert_eq!(app.ids("/api/v1/events?around=2020-06-15&limit=5"), ["e05", "e06", "e07", "e08", "e09"]);
    assert_eq!(
        app.ids("/api/v1/events?around=2020-06-01&limit=2"),
        ["e05", "e06"],
        "what is on the day stands in the second half"
    );
    assert_eq!(app.ids("/api/v1/events?around=2020-06-15&limit=4&sort=-date"), ["e08", "e07", "e06", "e05"]);
    let mut found = Vec::new();
    let page = app.ok("/api/v1/events?around=2020-06-15&limit=4");
    let (mut prev, mut next) = (page["page"]["prev"].clone(), page["page"]["next"].clone());
    found.extend(ids(&page["data"]));
    while let Some(uri) = prev.as_str().map(str::to_owned) {
        assert!(!uri.contains("around"), "{uri}");
        let page = app.ok(&uri);
        found.splice(0..0, ids(&page["data"]));
        prev = page["page"]["prev"].clone();
    }
    while let Some(uri) = next.as_str().map(str::to_owned) {
        let page = app.ok(&uri);
        found.extend(ids(&page["data"]));
        next = page["page"]["next"].clone();
    }
    assert_eq!(found, app.ids("/api/v1/events?limit=100"), "forwards and backwards it is the whole list");
}

#[test]
fn at_either_end_a_page_is_filled_from_the_other_side() {
    let app = year();
    let page = app.ok("/api/v1/events?around=1990&limit=4");
    assert_eq!(
        (ids(&page["data"]), page["page"]["prev"].is_null()),
        (["e01", "e02", "e03", "e04"].map(str::to_owned).to_vec(), true)
    );
    let page = app.ok("/api/v1/events?around=2030&limit=4");
    assert_eq!(
        (ids(&page["data"]), page["page"]["next"].is_null()),
        (["e09", "e10", "e11", "e12"].map(str::to_owned).to_vec(), true)
    );
    assert_eq!(app.ids("/api/v1/events?around=2020-06&limit=100").len(), 12);
    assert_eq!(app.ids("/api/v1/events?around=2020-06&limit=4&from=2020-10"), ["e10", "e11", "e12"], "filters hold");
}

#[test]
fn the_first_screen_of_a_timeline_is_one_request() {
    let app = TestApp::new();
    let page = app.ok("/api/v1/timelines/moon/events?around=2026-11-25&limit=20&facets=year,player,destination,kind");
    assert_eq!(page["data"].as_array().unwrap().len(), 20);
    for facet in ["year", "player", "destination", "kind"] {
        assert!(!page["facets"][facet].as_array().unwrap().is_empty(), "{facet}");
    }
    let years = page["facets"]["year"].as_array().unwrap();
    let sum: u64 = years.iter().map(|one| one["count"].as_u64().unwrap()).sum();
    assert_eq!(sum, page["page"]["total"].as_u64().unwrap(), "each event belongs to one year");
    let of_2024 = years.iter().find(|one| one["value"] == "2024").unwrap()["count"].as_u64().unwrap();
    assert_eq!(app.total("/api/v1/timelines/moon/events?year=2024&limit=1"), of_2024);
    let missions = app.ok("/api/v1/missions?around=2026-11-25&limit=10");
    let date = |one: &Value| one["launch"]["date"]["earliest"].as_str().unwrap_or_default().to_owned();
    let dates: Vec<String> = missions["data"].as_array().unwrap().iter().map(date).collect();
    assert!(dates[0].as_str() < "2026-11-25" && dates[9].as_str() >= "2026-11-25", "{dates:?}");
}

#[test]
fn what_is_due_first_is_next_up() {
    let targets = [
        ("a", "2027-H1"),
        ("b", "NET 2020"),
        ("c", "2026-11-24"),
        ("d", "2026-12-24T10:00Z"),
        ("e", "2026-12"),
        ("f", "2026"),
        ("g", "NET 2026-12"),
        ("h", "~2028"),
    ];
    let tiny = targets.into_iter().fold(Tiny::new(), |tiny, (id, target)| tiny.planned(id, target));
    let tiny =
        tiny.planned("flown", "2026-12").event("flown", "launch", "2026-11-20", &json!({ "outcome": "success" }));
    let tiny = tiny.planned("held", "2026-12").event("held", "hold", "2026-01-01", &json!({}));
    let app = tiny.with("missions", &json!({ "id": "dateless" })).app();
    assert_eq!(
        app.ids("/api/v1/missions?upcoming=true"),
        ["d", "f", "e", "a", "h", "b", "g"],
        "by the latest moment that the target allows; open dates last; what has passed, is held, flown or without a date is not up"
    );
    assert_eq!(app.ids("/api/v1/missions?upcoming=false&sort=id"), ["c", "dateless", "flown", "held"]);
    assert_eq!(app.ids("/api/v1/missions?upcoming=true&sort=name&limit=2"), ["a", "b"]);
    let first = app.data("/api/v1/missions?upcoming=true&limit=1")[0]["launch"].take();
    assert_eq!(
        (first["date"]["earliest"].as_str(), first["achieved"].as_bool()),
        (Some("2026-12-24T10:00:00Z"), Some(false))
    );
    assert_eq!(app.ids("/api/v1/missions?upcoming=true&as_of=2026-11-19&limit=1"), ["c"], "it was up then");
}

#[test]
fn a_countdown_needs_only_one_answer() {
    let app = TestApp::new();
    let next = app.ok("/api/v1/missions?upcoming=true&limit=50");
    let mut before = String::new();
    for mission in next["data"].as_array().unwrap() {
        let id = &mission["id"];
        assert_eq!((&mission["status"], &mission["stale"]), (&json!("planned"), &json!(false)), "{id}");
        let latest = mission["launch"]["date"]["latest"].as_str().unwrap_or("9999").to_owned();
        assert!(latest >= before && latest.as_str() >= "2026-11-25", "{id} is due by {latest}, after {before}");
        before = latest;
    }
}

mod errors {
    use super::*;

    #[test]
    fn a_page_has_one_start_and_dates_need_their_order() {
        let app = TestApp::new();
        let cursor = app.ok("/api/v1/events?limit=2")["page"]["next_cursor"].as_str().unwrap().to_owned();
        for (query, expected) in [
            ("around=2020&offset=3".to_owned(), "given together with offset"),
            (format!("around=2020&limit=2&cursor={cursor}"), "given together with cursor"),
            ("around=2020&sort=name".to_owned(), "expected sort=date, sort=-date or no sort with it"),
            ("around=soon".to_owned(), "is no date"),
        ] {
            let fault = app.get(&format!("/api/v1/events?{query}")).fault("around");
            assert!(fault["detail"].as_str().unwrap().contains(expected), "{query}: {fault}");
        }
        app.get("/api/v1/missions?around=2020&sort=-slips").fault("around");
        app.get("/api/v1/players?around=2020").fault("around");
        app.get("/api/v1/events?year=20").fault("year");
    }
}
