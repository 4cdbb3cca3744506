//! What all lists share: orders, pages, cursors.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Value, json};
use space_race::api::params::{Limit, Offset};
use space_race::domain::{FuzzyDate, RecordKind};
use space_race::store::table;
use strum::IntoEnumIterator;

use crate::helpers::{TestApp, Tiny, ids};

fn address(kind: RecordKind) -> String {
    format!("/api/v1/{}", kind.collection())
}

/// All records of a list, page by page.
fn all(app: &TestApp, uri: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut next = Some(format!("{uri}{}limit=100", if uri.contains('?') { '&' } else { '?' }));
    while let Some(uri) = next {
        let mut page = app.ok(&uri);
        found.append(page["data"].as_array_mut().unwrap());
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    found
}

/// What a record is ordered by; `None` where it has no value.
#[derive(Debug, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
    Date(i64, i64),
}

fn key(record: &Value, kind: RecordKind, order: &str) -> Option<Key> {
    let text = |pointer: &str| Some(Key::Text(record.pointer(pointer)?.as_str()?.to_owned()));
    let number = |pointer: &str| Some(Key::Number(record.pointer(pointer)?.as_f64()?));
    let date = |pointer: &str| {
        let (start, latest) = record.pointer(pointer)?["value"].as_str()?.parse::<FuzzyDate>().unwrap().sort_key();
        Some(Key::Date(start, latest))
    };
    match (kind, order) {
        (RecordKind::Source, "name") => text("/title").map(folded),
        (_, "name") => text("/name").map(folded),
        (_, "id" | "status" | "section") => text(&format!("/{order}")),
        (RecordKind::Player | RecordKind::Program, "missions") => number("/missions/total"),
        (RecordKind::Mission, "launch_date") => date("/launch/date"),
        (RecordKind::Mission, "launch_latest") => {
            let Key::Date(start, latest) = date("/launch/date")? else { return None };
            Some(Key::Date(latest, start))
        }
        (RecordKind::Mission, "slips") => number("/schedule/slips"),
        (RecordKind::Timeline, "events") => number("/event_count"),
        (RecordKind::Milestone, "achieved") => date("/first_success/date"),
        (RecordKind::Milestone, "attempts") => {
            Some(Key::Number(f64::from(u32::try_from(record["attempts"].as_array()?.len()).unwrap())))
        }
        (_, "lines" | "cited_by") => number(&format!("/{order}")),
        (_, "founded" | "started" | "first_flight" | "date" | "decided" | "published") => date(&format!("/{order}")),
        other => panic!("this test does not know the order {other:?}"),
    }
}

/// Names are compared by their words, without case, accents and apostrophes. Only names that have none are compared here.
fn folded(name: Key) -> Key {
    let Key::Text(name) = name else { return name };
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    Key::Text(words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
}

fn is_plain(record: &Value) -> bool {
    let name = record["name"].as_str().or_else(|| record["title"].as_str()).unwrap();
    name.is_ascii() && !name.contains('\'')
}

fn compare(a: Option<Key>, b: Option<Key>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.partial_cmp(&a).unwrap(),
        (Some(a), Some(b)) => a.partial_cmp(&b).unwrap(),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

#[test]
fn every_order_sorts_both_ways_with_missing_values_last_and_ties_by_id() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        let count = usize::try_from(app.total(&address(kind))).unwrap();
        for order in table(kind).order_names() {
            for (sign, descending) in [("", false), ("-", true)] {
                let uri = format!("{}?sort={sign}{order}", address(kind));
                let mut records = all(&app, &uri);
                assert_eq!(
                    ids(&json!(records)).iter().collect::<BTreeSet<_>>().len(),
                    count,
                    "different records of {uri}"
                );
                if order == "name" {
                    records.retain(is_plain);
                }
                for (a, b) in records.iter().zip(records.iter().skip(1)) {
                    let by_key = compare(key(a, kind, order), key(b, kind, order), descending);
                    let sorted = by_key.then_with(|| a["id"].as_str().cmp(&b["id"].as_str()));
                    assert_eq!(sorted, Ordering::Less, "{uri}: {} stands before {}", a["id"], b["id"]);
                }
            }
        }
    }
}

#[test]
fn names_are_ordered_without_regard_to_case_accents_and_punctuation() {
    let names = [("m1", "Chang'e 2"), ("m2", "change 1"), ("m3", "Ábc"), ("m4", "abd"), ("m5", "Change-3")];
    let mission = |tiny: Tiny, (id, name): &(&str, &str)| tiny.with("missions", &json!({ "id": id, "name": name }));
    let app = names.iter().fold(Tiny::new(), mission).app();
    assert_eq!(app.ids("/api/v1/missions?sort=name"), ["m3", "m4", "m2", "m1", "m5"]);
    assert_eq!(app.ids("/api/v1/missions?sort=-name"), ["m5", "m1", "m2", "m4", "m3"]);
}

#[test]
fn without_sort_the_default_order_holds() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        let sorted = format!("{}?sort={}&limit=100", address(kind), table(kind).default_order);
        assert_eq!(app.ids(&format!("{}?limit=100", address(kind))), app.ids(&sorted), "default order of {kind:?}");
    }
    assert_eq!(app.ids("/api/v1/missions?limit=1"), ["sputnik-1"]);
}

#[test]
fn coarse_dates_are_ordered_by_start_then_end_then_id() {
    let targets = ["2027", "2027-01", "NET 2027", "2027-01-01", "NLT 2027", "2026-12/2028", "2027-02"];
    let mission = |tiny: Tiny, (index, target): (usize, &&str)| tiny.planned(&format!("m{index}"), target);
    let app = targets.iter().enumerate().fold(Tiny::new(), mission).with("missions", &json!({ "id": "undated" })).app();
    assert_eq!(app.ids("/api/v1/missions"), ["m5", "m3", "m1", "m0", "m4", "m2", "m6", "undated"]);
    assert_eq!(app.ids("/api/v1/missions?sort=-launch_date"), ["m6", "m2", "m0", "m4", "m1", "m3", "m5", "undated"]);
}

#[test]
fn three_orders_decide_one_after_the_other() {
    let app = TestApp::new();
    let records = all(&app, "/api/v1/missions?sort=-status,slips,-name");
    let steps = [("status", true), ("slips", false), ("name", true)];
    let plain: Vec<_> = records.iter().filter(|record| is_plain(record)).collect();
    assert!(plain.len() > 50, "{} names", plain.len());
    for (a, b) in plain.iter().zip(plain.iter().skip(1)) {
        let one = |(order, descending): &(&str, bool)| {
            compare(key(a, RecordKind::Mission, order), key(b, RecordKind::Mission, order), *descending)
        };
        let order = steps
            .iter()
            .map(one)
            .fold(Ordering::Equal, Ordering::then)
            .then_with(|| a["id"].as_str().cmp(&b["id"].as_str()));
        assert_eq!(order, Ordering::Less, "{} stands before {}", a["id"], b["id"]);
    }
}

#[test]
fn every_list_walks_to_its_end_by_cursor_and_back() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        let whole: Vec<String> = ids(&json!(all(&app, &address(kind))));
        let total = app.total(&address(kind));
        assert_eq!(u64::try_from(whole.len()).unwrap(), total, "total of {kind:?}");
        let (mut forwards, mut uri) = (Vec::new(), format!("{}?limit=37", address(kind)));
        let last = loop {
            let page = app.ok(&uri);
            assert_eq!(page["page"]["total"], total, "total on each page of {kind:?}");
            assert_eq!(
                page["page"]["prev"].is_null(),
                forwards.is_empty(),
                "only the first page has none before it: {uri}"
            );
            assert_eq!(page["page"]["next"].is_null(), page["page"]["next_cursor"].is_null(), "{uri}");
            forwards.extend(ids(&page["data"]));
            let Some(cursor) = page["page"]["next_cursor"].as_str() else { break page };
            uri = format!("{}?limit=37&cursor={cursor}", address(kind));
            assert_eq!(page["page"]["next"], uri, "next is this request with the cursor");
        };
        assert_eq!(forwards, whole, "walking {kind:?}");
        let (mut backwards, mut page) = (vec![ids(&last["data"])], last);
        while let Some(prev) = page["page"]["prev"].as_str() {
            page = app.ok(prev);
            backwards.push(ids(&page["data"]));
        }
        backwards.reverse();
        assert_eq!(backwards.concat(), whole, "walking {kind:?} back");
    }
}

#[test]
fn pages_of_one_record_and_filtered_pages_walk_too() {
    let app = TestApp::new();
    for uri in [
        "/api/v1/timelines?limit=1",
        "/api/v1/missions?limit=3&destination=mars&sort=-slips,name",
        "/api/v1/players/china/missions?limit=7",
    ] {
        let (mut found, mut next, mut total) = (Vec::new(), Some(uri.to_owned()), 0);
        while let Some(uri) = next {
            let page = app.ok(&uri);
            total = page["page"]["total"].as_u64().unwrap();
            found.extend(ids(&page["data"]));
            next = page["page"]["next"].as_str().map(str::to_owned);
        }
        assert_eq!(u64::try_from(found.len()).unwrap(), total, "{uri}");
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{uri} gives a record twice");
        assert!(total > 3, "{uri} has too few records to prove anything");
    }
}

#[test]
fn offsets_count_and_link_by_offset() {
    let app = TestApp::new();
    let whole = app.ids("/api/v1/claims?limit=100");
    let page = app.ok("/api/v1/claims?limit=10&offset=25");
    assert_eq!(ids(&page["data"]), whole[25..35]);
    assert_eq!(page["page"]["next"], "/api/v1/claims?limit=10&offset=35");
    assert_eq!(page["page"]["prev"], "/api/v1/claims?limit=10&offset=15");
    let first = app.ok("/api/v1/claims?limit=10&offset=0");
    assert_eq!(ids(&first["data"]), whole[..10]);
    assert!(first["page"]["prev"].is_null());
    assert_eq!(app.ok("/api/v1/claims?limit=10&offset=4")["page"]["prev"], "/api/v1/claims?limit=10&offset=0");
    let from_cursor =
        app.ids(&format!("/api/v1/claims?limit=10&cursor={}", page["page"]["next_cursor"].as_str().unwrap()));
    assert_eq!(from_cursor, whole[35..45], "an offset page gives a cursor, too");
}

#[test]
fn past_the_end_a_list_is_empty_and_leads_back() {
    let app = TestApp::new();
    let page = app.ok("/api/v1/timelines?offset=10000");
    assert_eq!(page["data"], json!([]));
    assert_eq!(page["page"]["total"], app.total("/api/v1/timelines"));
    assert!(page["page"]["next"].is_null());
    let before = app.ids(page["page"]["prev"].as_str().unwrap());
    assert!(!before.is_empty(), "{} is past the end, too", page["page"]["prev"]);
}

#[test]
fn an_empty_selection_is_a_page_without_records() {
    let app = Tiny::new().planned("only", "2027").app();
    let none = app.ok("/api/v1/missions?destination=mars&facets=status&include=operator");
    assert_eq!(none["data"], json!([]));
    assert_eq!(none["page"], json!({ "total": 0, "limit": 20, "next_cursor": null, "next": null, "prev": null }));
    assert_eq!(none["facets"], json!({ "status": [] }));
    assert_eq!(none["included"], json!({ "players": [] }));
    let one = app.ok("/api/v1/missions");
    assert_eq!((ids(&one["data"]), &one["page"]["total"]), (vec!["only".to_owned()], &json!(1)));
    assert!(one["page"]["next"].is_null() && one["page"]["prev"].is_null());
    assert_eq!(app.ok("/api/v1/events")["data"], json!([]), "a list of which there are no records at all");
}

#[test]
fn limits_hold_at_their_bounds() {
    let app = TestApp::new();
    for (limit, status) in [(Limit::MIN - 1, 400), (Limit::MIN, 200), (Limit::MAX, 200), (Limit::MAX + 1, 400)] {
        let response = app.get(&format!("/api/v1/events?limit={limit}"));
        response.expect(status);
        if status == 200 {
            assert_eq!(response.json()["data"].as_array().unwrap().len(), usize::try_from(limit).unwrap());
            assert_eq!(response.json()["page"]["limit"], limit);
        }
    }
    assert_eq!(app.ok("/api/v1/events")["page"]["limit"], Limit::DEFAULT);
    app.get(&format!("/api/v1/events?offset={}", Offset::MAX)).expect(200);
    app.get(&format!("/api/v1/events?offset={}", Offset::MAX + 1)).fault("offset");
}

#[test]
fn links_in_the_header_are_those_of_the_page() {
    let app = TestApp::new();
    for uri in [
        "/api/v1/players?limit=5&offset=5",
        "/api/v1/players?limit=5",
        "/api/v1/timelines?limit=100",
        "/api/v1/players?format=csv&offset=5",
    ] {
        let response = app.get(uri);
        let json = app.ok(&uri.replace("format=csv&", ""));
        let mut expected = Vec::new();
        for relation in ["next", "prev"] {
            if let Some(address) = json["page"][relation].as_str() {
                let address = if uri.contains("csv") {
                    address.replace("players?", "players?format=csv&")
                } else {
                    address.to_owned()
                };
                expected.push(format!("<{address}>; rel=\"{relation}\""));
            }
        }
        assert_eq!(response.headers.get("link").cloned().unwrap_or_default(), expected.join(", "), "{uri}");
    }
}

mod errors {
    use super::*;

    #[test]
    fn numbers_are_plain_digits() {
        let app = TestApp::new();
        for text in ["", "-1", "+5", "1.5", "1e2", "%205", "0x10", "%D9%A3", "99999999999999999999", "ten", "null"] {
            for parameter in ["limit", "offset"] {
                app.get(&format!("/api/v1/missions?{parameter}={text}")).fault(parameter);
            }
        }
    }

    #[test]
    fn a_cursor_is_good_for_its_own_question_only() {
        let app = TestApp::new();
        let given = "/api/v1/missions?destination=moon&sort=name&limit=3";
        let cursor = app.ok(given)["page"]["next_cursor"].as_str().unwrap().to_owned();
        let expected = &app.ids("/api/v1/missions?destination=moon&sort=name&limit=10")[3..6];
        for same in [
            "destination=moon&sort=name&limit=3",
            "sort=name&destination=moon&limit=3&fields=id&facets=status&include=operator",
        ] {
            assert_eq!(app.ids(&format!("/api/v1/missions?{same}&cursor={cursor}")), expected, "{same}");
        }
        for other in [
            "destination=mars&sort=name",
            "destination=moon",
            "destination=moon&sort=-name",
            "sort=name",
            "destination=moon&sort=name&q=lander",
        ] {
            let fault = app.get(&format!("/api/v1/missions?{other}&cursor={cursor}")).fault("cursor");
            assert!(fault["detail"].as_str().unwrap().contains("another query"), "{fault}");
        }
        app.get(&format!("/api/v1/players/china/missions?destination=moon&sort=name&cursor={cursor}")).fault("cursor");
    }

    #[test]
    fn a_cursor_that_was_changed_is_refused() {
        let app = TestApp::new();
        let cursor = app.ok("/api/v1/missions?limit=3")["page"]["next_cursor"].as_str().unwrap().to_owned();
        app.get(&format!("/api/v1/missions?cursor={cursor}")).expect(200);
        for place in 0..cursor.len() {
            let other = if &cursor[place..=place] == "A" { "B" } else { "A" };
            let changed = format!("{}{other}{}", &cursor[..place], &cursor[place + 1..]);
            app.get(&format!("/api/v1/missions?cursor={changed}")).fault("cursor");
        }
        for text in [
            "",
            "x",
            &cursor[1..],
            &cursor[..cursor.len() - 1],
            &format!("{cursor}A"),
            &format!("{cursor}="),
            "artemis-ii-artemis-ii",
            &"A".repeat(161),
        ] {
            app.get(&format!("/api/v1/missions?cursor={text}")).fault("cursor");
        }
    }

    #[test]
    fn a_cursor_and_an_offset_exclude_each_other() {
        let app = TestApp::new();
        let cursor = app.ok("/api/v1/missions?limit=3")["page"]["next_cursor"].as_str().unwrap().to_owned();
        let fault = app.get(&format!("/api/v1/missions?cursor={cursor}&offset=3")).fault("cursor");
        assert!(fault["detail"].as_str().unwrap().contains("offset"), "{fault}");
    }

    #[test]
    fn orders_are_known_words_that_stand_once_and_at_most_three() {
        let app = TestApp::new();
        for kind in RecordKind::iter() {
            let fault = app.get(&format!("{}?sort=nmae", address(kind))).fault("sort");
            let allowed: Vec<String> =
                table(kind).order_names().iter().flat_map(|one| [(*one).to_owned(), format!("-{one}")]).collect();
            assert_eq!(fault["allowed"], json!(allowed), "{kind:?}");
            assert_eq!(fault["did_you_mean"][0], "name", "{fault}");
        }
        app.get("/api/v1/missions?sort=name,-name").fault("sort");
        app.get("/api/v1/missions?sort=name,,id").fault("sort");
        app.get("/api/v1/missions?sort=--name").fault("sort");
        app.get("/api/v1/missions?sort=launch_date,status,slips,name").fault("sort");
        app.get("/api/v1/missions?sort=launch_date,status,slips").expect(200);
    }
}
