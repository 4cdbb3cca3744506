//! What all filters share: values, former ids, members of nations, words.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use space_race::domain::RecordKind;
use space_race::store::{Values, table};
use strum::IntoEnumIterator;

use crate::helpers::{TestApp, Tiny};

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn set(app: &TestApp, uri: &str) -> BTreeSet<String> {
    app.all_ids(uri).into_iter().collect()
}

/// The values of a facet, each with how many records have it.
type Counts = Vec<(String, u64)>;

/// Every facet of every kind with its counted values, over the real data.
fn counted(app: &TestApp) -> Vec<(RecordKind, &'static str, Counts)> {
    let mut found = Vec::new();
    for kind in RecordKind::iter() {
        for facet in table(kind).facets {
            let counts = app.ok(&format!("/api/v1/{}?limit=1&facets={}", kind.collection(), facet.name));
            let counts = counts["facets"][facet.name].as_array().unwrap().iter();
            let pairs = counts.map(|one| (one["value"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap()));
            found.push((kind, facet.name, pairs.collect()));
        }
    }
    found
}

#[test]
fn every_counted_value_sent_as_a_filter_finds_as_many() {
    let app = TestApp::new();
    let mut wrong = Vec::new();
    for (kind, facet, counts) in counted(&app) {
        assert!(!counts.is_empty(), "no {kind:?} has a {facet}");
        for (value, count) in counts {
            let uri = format!("/api/v1/{}?limit=1&fields=id&{facet}={}", kind.collection(), encoded(&value));
            let response = app.get(&uri);
            if response.status != 200 || response.json()["page"]["total"] != count {
                wrong.push(format!("{uri} gives {} instead of {count} records", response.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{} values, such as\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

#[test]
fn counts_come_most_frequent_first_and_name_the_records_that_values_stand_for() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        for facet in table(kind).facets {
            let json = app.ok(&format!("/api/v1/{}?limit=1&facets={}", kind.collection(), facet.name));
            let counts = json["facets"][facet.name].as_array().unwrap().clone();
            for (a, b) in counts.iter().zip(counts.iter().skip(1)) {
                let key = |one: &Value| {
                    (std::cmp::Reverse(one["count"].as_u64().unwrap()), one["value"].as_str().unwrap().to_owned())
                };
                assert!(key(a) < key(b), "{a} stands before {b} in {} of {kind:?}", facet.name);
            }
            let first = &counts[0];
            match facet.values {
                Values::Records(of) => {
                    let uri = format!("/api/v1/{}/{}", of.collection(), first["value"].as_str().unwrap());
                    assert_eq!(first["name"], app.data(&uri)["name"], "{uri}");
                }
                Values::Words(_) | Values::Flag | Values::Texts | Values::Years => {
                    assert_eq!(first["name"], first["value"])
                }
            }
        }
    }
}

#[test]
fn several_values_of_one_filter_mean_or() {
    let app = TestApp::new();
    for (kind, facet, counts) in counted(&app) {
        let values: Vec<&String> =
            counts.iter().map(|(value, _)| value).filter(|value| !value.contains(',')).take(2).collect();
        let [a, b] = values.as_slice() else { continue };
        if *a == "true" || *a == "false" {
            continue;
        }
        let ask = |text: &str| set(&app, &format!("/api/v1/{}?{facet}={text}", kind.collection()));
        let (a, b) = (encoded(a), encoded(b));
        let either: BTreeSet<String> = ask(&a).union(&ask(&b)).cloned().collect();
        assert_eq!(ask(&format!("{a},{b}")), either, "{facet}={a},{b} of {kind:?}");
    }
}

#[test]
fn different_filters_mean_and() {
    let app = TestApp::new();
    let cases = [
        ("missions", "player=united-states", "destination=moon"),
        ("missions", "nation=china", "crewed=true"),
        ("missions", "status_group=future", "q=lander"),
        ("missions", "launch_from=2020&launch_to=2026", "kind=lander,rover"),
        ("events", "player=russia,soviet-union", "kind=landing"),
        ("events", "destination=mars", "from=2020"),
        ("players", "kind=company", "nation=united-states"),
        ("claims", "verdict=incorrect", "player=china"),
        ("vehicles", "nation=united-states", "crew_rated=true"),
        ("vehicles", "reusability=partial,full", "first_flight_to=2020"),
    ];
    for (collection, a, b) in cases {
        let ask = |filters: &str| set(&app, &format!("/api/v1/{collection}?{filters}"));
        let both: BTreeSet<String> = ask(a).intersection(&ask(b)).cloned().collect();
        assert_eq!(ask(&format!("{a}&{b}")), both, "{collection} with {a} and {b}");
        assert!(!both.is_empty(), "{collection} with {a} and {b} proves nothing");
    }
}

#[test]
fn a_nation_stands_for_its_members() {
    let app = TestApp::new();
    for (nation, members) in
        [("united-states", ["nasa", "spacex"]), ("china", ["cnsa", "casc"]), ("india", ["isro", "skyroot-aerospace"])]
    {
        for collection in ["missions", "events"] {
            let whole = set(&app, &format!("/api/v1/{collection}?player={nation}"));
            for member in members {
                let part = set(&app, &format!("/api/v1/{collection}?player={member}"));
                assert!(
                    part.is_subset(&whole),
                    "{collection} of {member} that {nation} lacks: {:?}",
                    part.difference(&whole)
                );
            }
        }
    }
    assert!(set(&app, "/api/v1/missions?player=spacex").contains("starship-flight-1"));
    let international = set(&app, "/api/v1/missions?player=united-states");
    assert!(international.contains("artemis-ii") && !international.contains("chandrayaan-3"));
}

#[test]
fn parents_and_nations_stand_for_all_below_them() {
    let app = Tiny::new()
        .with("players", &json!({ "id": "works", "kind": "company", "parent": "agency" }))
        .with("missions", &json!({ "id": "by-works", "operator": "works" }))
        .with(
            "missions",
            &json!({ "id": "with-works", "operator": "loner", "partners": [{ "player": "works", "role": "engine" }] }),
        )
        .with("missions", &json!({ "id": "alone", "operator": "loner" }))
        .app();
    for player in ["works", "agency", "freeland"] {
        assert_eq!(app.ids(&format!("/api/v1/missions?player={player}")), ["by-works", "with-works"], "{player}");
        assert_eq!(app.ids(&format!("/api/v1/missions?operator={player}")), ["by-works"], "{player}");
        assert_eq!(app.ids(&format!("/api/v1/players/{player}/missions")), ["by-works", "with-works"], "{player}");
    }
    assert_eq!(app.ids("/api/v1/missions?nation=freeland"), ["by-works", "with-works"]);
    assert_eq!(app.ids("/api/v1/missions?operator=loner"), ["alone", "with-works"]);
    app.get("/api/v1/missions?nation=loner").expect(200);
}

fn renamed() -> Tiny {
    Tiny::new()
        .with("programs", &json!({
            "id": "new-program", "former_ids": ["old-program"], "players": [{ "player": "agency", "role": "lead" }], "goal": "To go there.",
            "destination": "moon", "started": null, "history": [{ "since": "2020", "status": "active", "source": "paper" }],
        }))
        .with("missions", &json!({ "id": "new-name", "former_ids": ["old-name", "older-name"], "program": "new-program" }))
        .event("new-name", "launch", "2021-01-01", &json!({ "outcome": "success" }))
}

#[test]
fn former_ids_find_the_record_as_filters_do() {
    let app = renamed().app();
    for uri in [
        "/api/v1/missions?id=old-name",
        "/api/v1/missions?id=older-name",
        "/api/v1/missions?program=old-program",
        "/api/v1/missions?id=old-name,new-name",
    ] {
        assert_eq!(app.ids(uri), ["new-name"], "{uri}");
    }
    assert_eq!(app.ids("/api/v1/events?mission=old-name"), ["new-name-launch-0"]);
}

#[test]
fn former_ids_redirect_for_ever_and_keep_the_rest_of_the_address() {
    let app = renamed().app();
    for (from, to) in [
        ("/api/v1/missions/old-name", "/api/v1/missions/new-name"),
        ("/api/v1/missions/older-name?fields=id&include=events", "/api/v1/missions/new-name?fields=id&include=events"),
        ("/api/v1/missions/old-name/schedule", "/api/v1/missions/new-name/schedule"),
        ("/api/v1/missions/old-name/timeline?limit=5", "/api/v1/missions/new-name/timeline?limit=5"),
        ("/api/v1/programs/old-program", "/api/v1/programs/new-program"),
    ] {
        let response = app.get(from);
        let problem = response.problem(308);
        assert_eq!(problem["type"], "/problems/renamed");
        assert_eq!(response.header("location"), to);
        app.get(to).expect(200);
    }
}

#[test]
fn words_narrow_a_list_and_forgive_typos() {
    let app = TestApp::new();
    assert_eq!(app.ids("/api/v1/missions?q=chandrayaan-3"), ["chandrayaan-3"]);
    assert_eq!(app.ids("/api/v1/missions?q=chandrayan 3".replace(' ', "%20").as_str()), ["chandrayaan-3"]);
    assert!(app.ids("/api/v1/missions?q=Gagarin").contains(&"vostok-1".to_owned()));
    let moon = set(&app, "/api/v1/missions?q=moon");
    let both = set(&app, "/api/v1/missions?q=moon%20rover");
    assert!(both.is_subset(&moon) && both.len() < moon.len(), "all words have to be there");
    assert_eq!(app.total("/api/v1/missions?q=xyzzyplugh"), 0);
    assert_eq!(app.total("/api/v1/missions?q=%21%3F"), 0, "a text without words finds nothing");
}

mod errors {
    use super::*;

    #[test]
    fn values_that_no_record_can_have_are_refused_with_what_was_meant() {
        let app = TestApp::new();
        for kind in RecordKind::iter() {
            for facet in table(kind).facets {
                let uri = format!("/api/v1/{}?{}=zzzz-nonsense", kind.collection(), facet.name);
                let fault = app.get(&uri).fault(facet.name);
                if let Values::Words(words) = facet.values {
                    assert_eq!(fault["allowed"], json!(words()), "{uri}");
                }
            }
            app.get(&format!("/api/v1/{}?id=zzzz-nonsense", kind.collection())).fault("id");
        }
        let meant = |uri: &str, parameter: &str| app.get(uri).fault(parameter)["did_you_mean"][0].clone();
        assert_eq!(meant("/api/v1/missions?player=nasaa", "player"), "nasa");
        assert_eq!(meant("/api/v1/missions?status=plannd", "status"), "planned");
        assert_eq!(meant("/api/v1/missions?id=chandrayan-3", "id"), "chandrayaan-3");
        assert_eq!(meant("/api/v1/missions?statuss=planned", "statuss"), "status");
    }

    #[test]
    fn every_value_at_fault_is_named() {
        let app = TestApp::new();
        let response = app.get("/api/v1/missions?player=nasaa,spacex,isroo");
        assert_eq!(response.faults(), ["player", "player"]);
        let many = vec!["nasa"; 51].join(",");
        assert!(
            app.get(&format!("/api/v1/missions?player={many}")).fault("player")["detail"]
                .as_str()
                .unwrap()
                .contains("51")
        );
        for text in ["nasa,", ",nasa", "nasa,,spacex", "", "NASA", "nasa%20", "nasa--x"] {
            app.get(&format!("/api/v1/missions?player={text}")).fault("player");
        }
        for text in ["yes", "1", "TRUE", "", "true,false"] {
            app.get(&format!("/api/v1/missions?crewed={text}")).fault("crewed");
        }
    }

    #[test]
    fn words_have_one_to_a_hundred_characters() {
        let app = TestApp::new();
        app.get("/api/v1/missions?q=").fault("q");
        app.get(&format!("/api/v1/missions?q={}", "a".repeat(100))).expect(200);
        app.get(&format!("/api/v1/missions?q={}", "a".repeat(101))).fault("q");
        app.get(&format!("/api/v1/missions?q={}", "%C3%A9".repeat(100))).expect(200);
    }
}
