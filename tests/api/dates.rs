//! Date filters: intervals against periods, first by hand, then recomputed over all real records.

use serde_json::Value;

use crate::helpers::{TestApp, Tiny};

/// Targets of the missions `m0`, `m1`, ...
const TARGETS: [&str; 9] = [
    "2026-Q2",
    "2026-05-10",
    "2026-06/2026-08",
    "NET 2026-06",
    "NLT 2026-05",
    "2026",
    "2026-06-30T23:59:59Z",
    "2030s",
    "~2026-04",
];

fn app() -> TestApp {
    TARGETS
        .iter()
        .enumerate()
        .fold(Tiny::new(), |tiny, (index, target)| tiny.planned(&format!("m{index}"), target))
        .app()
}

/// The targets that a query finds.
fn found(app: &TestApp, query: &str) -> Vec<&'static str> {
    let ids = app.ids(&format!("/api/v1/missions?sort=id&{query}"));
    ids.iter().map(|id| TARGETS[id[1..].parse::<usize>().unwrap()]).collect()
}

#[test]
fn a_quarter_lies_possibly_in_what_it_overlaps_and_certainly_in_what_holds_it() {
    let app = Tiny::new().planned("m0", "2026-Q2").app();
    let cases = [
        ("launch_from=2026&launch_to=2026", true, true),
        ("launch_from=2026-Q2&launch_to=2026-Q2", true, true),
        ("launch_from=2026-04-01&launch_to=2026-06-30", true, true),
        ("launch_from=2026-04-01T00:00:00Z&launch_to=2026-06-30T23:59:59Z", true, true),
        ("launch_from=2026-04-01T00:00:01Z&launch_to=2026-06-30T23:59:59Z", true, false),
        ("launch_from=2026-04-01&launch_to=2026-06-29", true, false),
        ("launch_from=2026-05&launch_to=2026-05", true, false),
        ("launch_from=2026-06-30", true, false),
        ("launch_from=2026-07", false, false),
        ("launch_to=2026-03-31", false, false),
        ("launch_to=2026-04-01", true, false),
        ("launch_to=2026-H1", true, true),
        ("launch_from=2026-Q2", true, true),
        ("launch_from=2020s&launch_to=2020s", true, true),
        ("launch_from=2030s", false, false),
        ("launch_from=2026-02/2026-04", true, true),
    ];
    for (period, possible, certain) in cases {
        assert_eq!(app.total(&format!("/api/v1/missions?{period}")), u64::from(possible), "{period} without match");
        assert_eq!(
            app.total(&format!("/api/v1/missions?{period}&match=possible")),
            u64::from(possible),
            "{period}, possible"
        );
        assert_eq!(
            app.total(&format!("/api/v1/missions?{period}&match=certain")),
            u64::from(certain),
            "{period}, certain"
        );
    }
}

#[test]
fn open_sides_reach_as_far_as_they_may() {
    let app = app();
    assert_eq!(found(&app, "launch_from=2040"), ["NET 2026-06"]);
    assert_eq!(found(&app, "launch_to=1990"), ["NLT 2026-05"]);
    assert_eq!(found(&app, "launch_from=2026-05&launch_to=2026-05"), ["2026-Q2", "2026-05-10", "NLT 2026-05", "2026"]);
    assert_eq!(
        found(&app, "launch_from=2026&launch_to=2026&match=certain"),
        ["2026-Q2", "2026-05-10", "2026-06/2026-08", "2026", "2026-06-30T23:59:59Z", "~2026-04"]
    );
    assert_eq!(found(&app, "launch_from=2026-07&launch_to=2026-07"), ["2026-06/2026-08", "NET 2026-06", "2026"]);
    assert_eq!(
        found(&app, "launch_from=2026-06-30T23:59:59Z&launch_to=2026-06-30T23:59:59Z&match=certain"),
        ["2026-06-30T23:59:59Z"]
    );
}

#[test]
fn records_without_a_date_are_in_no_period() {
    let app = Tiny::new().with("missions", &serde_json::json!({ "id": "undated" })).planned("dated", "2027").app();
    assert_eq!(app.ids("/api/v1/missions?launch_from=1900"), ["dated"]);
    assert_eq!(app.ids("/api/v1/missions?launch_to=2999"), ["dated"]);
}

/// The two ends of an answered date, as texts that compare like moments.
fn ends(date: &Value) -> (String, String) {
    let end = |name: &str, open: &str, time: &str| match date[name].as_str() {
        Some(text) if text.len() == 10 => format!("{text}T{time}Z"),
        Some(text) => text.to_owned(),
        None => open.to_owned(),
    };
    (end("earliest", "0000", "00:00:00"), end("latest", "9999", "23:59:59"))
}

#[test]
fn all_real_records_are_found_exactly_when_their_intervals_say_so() {
    let app = TestApp::new();
    // spelling, first and last moment
    let periods = [
        ("2026", "2026-01-01T00:00:00Z", "2026-12-31T23:59:59Z"),
        ("2026-Q2", "2026-04-01T00:00:00Z", "2026-06-30T23:59:59Z"),
        ("2027-H1", "2027-01-01T00:00:00Z", "2027-06-30T23:59:59Z"),
        ("2026-04-01", "2026-04-01T00:00:00Z", "2026-04-01T23:59:59Z"),
        ("2028-02", "2028-02-01T00:00:00Z", "2028-02-29T23:59:59Z"),
        ("2030s", "2030-01-01T00:00:00Z", "2039-12-31T23:59:59Z"),
        ("1969-07-16T13:32:00Z", "1969-07-16T13:32:00Z", "1969-07-16T13:32:00Z"),
        ("1957", "1957-01-01T00:00:00Z", "1957-12-31T23:59:59Z"),
    ];
    for (collection, date, from, to) in [
        ("missions", "/launch/date", "launch_from", "launch_to"),
        ("events", "/date", "from", "to"),
        ("vehicles", "/first_flight", "first_flight_from", "first_flight_to"),
        ("milestones", "/first_success/date", "achieved_from", "achieved_to"),
    ] {
        let lines = app.get(&format!("/api/v1/dataset/export?kind={}", collection.trim_end_matches('s')));
        let records: Vec<Value> =
            lines.text().lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["record"].take()).collect();
        assert!(records.len() > 20, "{collection}");
        for (index, (spelling, first, _)) in periods.iter().enumerate() {
            for (other, _, last) in &periods[index..] {
                if last < first {
                    continue;
                }
                for certain in [false, true] {
                    let fits = |record: &&Value| {
                        let Some(date) = record.pointer(date).filter(|date| !date.is_null()) else { return false };
                        let (earliest, latest) = ends(date);
                        if certain {
                            earliest.as_str() >= *first && latest.as_str() <= *last
                        } else {
                            earliest.as_str() <= *last && latest.as_str() >= *first
                        }
                    };
                    let expected = records.iter().filter(fits).count();
                    let matching = if certain { "certain" } else { "possible" };
                    let uri = format!(
                        "/api/v1/{collection}?{from}={spelling}&{to}={other}&match={matching}&limit=1&fields=id"
                    );
                    assert_eq!(app.total(&uri), u64::try_from(expected).unwrap(), "{uri}");
                }
            }
        }
    }
}

mod errors {
    use super::*;

    #[test]
    fn match_alone_matches_nothing() {
        let app = TestApp::new();
        let fault = app.get("/api/v1/missions?match=certain").fault("match");
        assert!(fault["detail"].as_str().unwrap().contains("launch_from or launch_to"), "{fault}");
        assert_eq!(
            app.get("/api/v1/missions?match=maybe&launch_from=2026").fault("match")["allowed"],
            serde_json::json!(["possible", "certain"])
        );
    }

    #[test]
    fn the_earlier_date_comes_first() {
        let app = TestApp::new();
        for (uri, parameter) in [
            ("/api/v1/missions?launch_from=2027&launch_to=2026", "launch_from"),
            ("/api/v1/events?from=2026-02&to=2026-01-31", "from"),
            ("/api/v1/vehicles?first_flight_from=2030s&first_flight_to=2020s", "first_flight_from"),
            ("/api/v1/milestones?achieved_from=2001&achieved_to=2000", "achieved_from"),
        ] {
            let fault = app.get(uri).fault(parameter);
            assert!(fault["detail"].as_str().unwrap().contains("expected the earlier date first"), "{fault}");
        }
        app.get("/api/v1/missions?launch_from=2026-Q2&launch_to=2026-05").expect(200);
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_spellings() {
        let app = TestApp::new();
        for text in [
            "soon",
            "2026-13",
            "2026-02-30",
            "2026-Q5",
            "1899",
            "3000",
            "2026/2025",
            "",
            "20260401",
            "2026-04-01T25:00Z",
            "%FF",
        ] {
            let fault = app.get(&format!("/api/v1/missions?launch_from={text}")).fault("launch_from");
            assert!(fault["detail"].as_str().unwrap().contains("expected"), "{fault}");
        }
        for text in ["NET%202027", "~2027", "NLT%202027-H1", "2026-02/2026-04"] {
            app.get(&format!("/api/v1/missions?launch_from={text}")).expect(200);
        }
    }
}
