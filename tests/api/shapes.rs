//! What all lists and items share: fields, included records, facets, and the other formats.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use space_race::api::csv;
use space_race::domain::RecordKind;
use space_race::store::{Related, table};
use strum::IntoEnumIterator;

use crate::helpers::{TestApp, Tiny, ids};

const SPARSE: &str = "application/vnd.space-race.sparse+json";

fn address(kind: RecordKind) -> String {
    format!("/api/v1/{}", kind.collection())
}

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn a_record_is_the_same_alone_in_a_list_and_as_a_line() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        let list = app.data(&format!("{}?limit=25&sort=-id", address(kind)));
        let lines = app.get(&format!("{}?limit=25&sort=-id&format=ndjson", address(kind)));
        assert_eq!(lines.header("content-type"), "application/x-ndjson");
        let lines: Vec<&str> = lines.text().split_terminator('\n').collect();
        assert_eq!(lines.len(), list.as_array().unwrap().len(), "lines of {kind:?}");
        for (record, line) in list.as_array().unwrap().iter().zip(lines) {
            let uri = format!("{}/{}", address(kind), record["id"].as_str().unwrap());
            assert_eq!(app.data(&uri), *record, "{uri} alone and in the list");
            assert_eq!(record.to_string(), line, "{uri} as a line");
        }
    }
}

#[test]
fn an_item_and_a_list_say_what_they_speak_for() {
    let app = TestApp::new();
    let version = app.data("/api/v1/dataset")["version"].clone();
    for kind in RecordKind::iter() {
        let list = app.ok(&format!("{}?limit=1", address(kind)));
        assert_eq!(keys(&list), ["data", "page", "meta"], "{kind:?}");
        let item = app.ok(&format!("{}/{}", address(kind), list["data"][0]["id"].as_str().unwrap()));
        let more: &[&str] = if kind == RecordKind::Trend { &["data", "picture", "meta"] } else { &["data", "meta"] };
        assert_eq!(keys(&item), more, "{kind:?}");
        for answer in [list, item] {
            assert_eq!(
                answer["meta"],
                json!({ "dataset_version": version, "as_of": null, "evaluated_on": crate::helpers::TODAY })
            );
        }
    }
}

#[test]
fn each_field_can_be_asked_for_alone() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        let whole = app.data(&format!("{}?limit=3", address(kind)));
        let names = keys(&whole[0]);
        assert_eq!(csv::fields(kind), names, "fields of {kind:?}");
        for field in &names {
            let response = app.get(&format!("{}?limit=3&fields={field}", address(kind)));
            assert_eq!(response.header("content-type"), SPARSE);
            let expected: Vec<Value> =
                whole.as_array().unwrap().iter().map(|one| json!({ field: one[field] })).collect();
            assert_eq!(response.ok()["data"], json!(expected), "{field} of {kind:?}");
        }
    }
}

#[test]
fn several_fields_come_in_the_order_of_the_record() {
    let app = TestApp::new();
    let list = app.get("/api/v1/missions?fields=status,name,id&limit=2&include=operator&facets=status");
    let json = list.ok();
    assert_eq!(keys(&json), ["data", "page", "facets", "included", "meta"]);
    assert_eq!(keys(&json["data"][0]), ["id", "name", "status"]);
    assert!(keys(&json["included"]["players"][0]).len() > 5, "included records are whole");
    let item = app.get("/api/v1/missions/artemis-ii?fields=status,id");
    assert_eq!(item.header("content-type"), SPARSE);
    assert_eq!(item.ok()["data"], json!({ "id": "artemis-ii", "status": "success" }));
}

/// The ids of the references at a path; lists are entered.
fn referred(value: &Value, path: &[&str], found: &mut BTreeSet<String>) {
    if let Value::Array(items) = value {
        items.iter().for_each(|item| referred(item, path, found));
    } else if let Some((first, rest)) = path.split_first() {
        referred(&value[*first], rest, found);
    } else if let Some(id) = value["id"].as_str() {
        found.insert(id.to_owned());
    }
}

#[test]
fn included_records_are_those_that_the_page_refers_to_once_each_and_whole() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        for include in table(kind).includes {
            let uri = format!("{}?limit=40&sort=-id&include={}", address(kind), include.name);
            let page = app.ok(&uri);
            let plural = include.kind.collection();
            assert_eq!(keys(&page["included"]), [plural], "{uri}");
            let mut expected = BTreeSet::new();
            match include.related {
                Related::Within(path) => referred(&page["data"], path, &mut expected),
                Related::Naming(facet) => {
                    let all = ids(&page["data"]).join(",");
                    expected.extend(app.all_ids(&format!("/api/v1/{plural}?{facet}={all}")));
                }
            }
            let included = &page["included"][plural];
            assert_eq!(ids(included), expected.iter().cloned().collect::<Vec<_>>(), "{uri}");
            if let Some(first) = included.get(0) {
                assert_eq!(*first, app.data(&format!("/api/v1/{plural}/{}", first["id"].as_str().unwrap())), "{uri}");
            }
        }
    }
}

#[test]
fn several_includes_of_one_kind_share_one_list() {
    let app = TestApp::new();
    let item = app.ok("/api/v1/missions/artemis-ii?include=sources,operator,partners,events,program");
    assert_eq!(keys(&item["included"]), ["events", "players", "programs", "sources"]);
    let mut players = BTreeSet::from(["nasa".to_owned()]);
    referred(&item["data"]["partners"], &["player"], &mut players);
    assert_eq!(ids(&item["included"]["players"]), players.into_iter().collect::<Vec<_>>());
    let events = app.ids("/api/v1/missions/artemis-ii/timeline?sort=id&limit=100");
    assert_eq!(ids(&item["included"]["events"]), events);
}

#[test]
fn facets_count_the_whole_selection_not_the_page() {
    let app = TestApp::new();
    let json = app.ok("/api/v1/missions?destination=moon&facets=status,crewed&limit=1");
    assert_eq!(keys(&json["facets"]), ["crewed", "status"]);
    for (facet, counts) in json["facets"].as_object().unwrap() {
        let counts = counts.as_array().unwrap();
        let sum: u64 = counts.iter().map(|one| one["count"].as_u64().unwrap()).sum();
        assert_eq!(json["page"]["total"], sum, "each mission has one {facet}");
        for one in counts {
            let uri = format!("/api/v1/missions?destination=moon&{facet}={}&limit=1", one["value"].as_str().unwrap());
            assert_eq!(app.total(&uri), one["count"].as_u64().unwrap(), "{uri}");
        }
    }
}

/// The cells of a table in RFC 4180's form.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.push(letters.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => assert_eq!(letters.peek(), Some(&'\n'), "a line ends with CR LF"),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(letter),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "the table ends with a line end");
    rows
}

#[test]
fn tables_have_a_stable_header_and_a_row_for_each_record() {
    let app = TestApp::new();
    for kind in RecordKind::iter() {
        let response = app.get(&format!("{}?format=csv&limit=100&sort=id", address(kind)));
        assert_eq!(response.header("content-type"), "text/csv; charset=utf-8; header=present");
        let name = format!("inline; filename=\"{}.csv\"", kind.collection());
        assert_eq!(response.header("content-disposition"), name);
        let table = cells(response.expect(200).text());
        let list = app.data(&format!("{}?limit=100&sort=id", address(kind)));
        assert_eq!(table.len(), 1 + list.as_array().unwrap().len(), "rows of {kind:?}");
        for (row, record) in table[1..].iter().zip(list.as_array().unwrap()) {
            assert_eq!(row.len(), table[0].len(), "cells of {}", record["id"]);
            assert_eq!(record["id"], row[0]);
            for (title, cell) in table[0].iter().zip(row) {
                let value = title.split('.').try_fold(record, |value, step| value.get(step));
                match value {
                    None | Some(Value::Null) => assert_eq!(cell, "", "{title} of {}", row[0]),
                    Some(Value::String(text)) => assert_eq!(cell, text, "{title} of {}", row[0]),
                    Some(Value::Bool(_) | Value::Number(_)) => assert_eq!(*cell, value.unwrap().to_string()),
                    Some(Value::Array(items)) => {
                        let refers =
                            |one: &Value| one.as_object().is_some_and(|one| one.len() == 2 && one.contains_key("id"));
                        if items.iter().all(refers) {
                            assert_eq!(*cell, ids(value.unwrap()).join(";"), "{title} of {}", row[0]);
                        }
                    }
                    Some(Value::Object(_)) => panic!("{title} of {} is no single value", row[0]),
                }
            }
        }
        let empty = cells(app.get(&format!("{}?format=csv&offset=10000", address(kind))).text());
        assert_eq!(empty, [table[0].clone()], "the header does not depend on the records");
    }
}

#[test]
fn cells_with_commas_quotes_and_line_ends_are_quoted() {
    let name = "a, \"b\"\r\nc";
    let app = Tiny::new().with("missions", &json!({ "id": "m", "name": name, "aliases": ["x", "y"] })).app();
    let response = app.get("/api/v1/missions?format=csv&fields=id,name,aliases");
    assert_eq!(response.text(), "id,name,aliases\r\nm,\"a, \"\"b\"\"\r\nc\",x;y\r\n");
    assert_eq!(cells(response.text())[1], ["m", name, "x;y"]);
    let lines = app.get("/api/v1/missions?format=ndjson&fields=name");
    assert_eq!(lines.text(), format!("{}\n", json!({ "name": name })));
}

#[test]
fn the_accept_header_chooses_the_form_where_format_does_not() {
    let app = TestApp::new();
    let list = "/api/v1/timelines?limit=1";
    let cases = [
        (list, "*/*", "application/json"),
        (list, "text/csv", "text/csv"),
        (list, "text/*", "text/csv"),
        (list, "application/x-ndjson", "application/x-ndjson"),
        (list, "text/csv;q=0.5, application/x-ndjson;q=0.9", "application/x-ndjson"),
        (list, "text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        (list, "text/csv;q=0, */*", "application/json"),
        (list, "application/*", "application/json"),
        ("/api/v1/timelines?limit=1&format=ndjson", "text/csv", "application/x-ndjson"),
        ("/api/v1/timelines?limit=1&format=json", "text/csv", "application/json"),
        ("/api/v1/timelines?limit=1&fields=id", "application/json", SPARSE),
        ("/api/v1/timelines?limit=1&fields=id", SPARSE, SPARSE),
        ("/api/v1/timelines/moon", "application/json, text/plain;q=0.5", "application/json"),
        ("/api/v1/dataset/export?kind=timeline", "application/x-ndjson", "application/x-ndjson"),
    ];
    for (uri, accept, expected) in cases {
        let response = app.get_with(uri, &[("Accept", accept)]);
        assert_eq!(response.expect(200).media(), expected, "{uri} for {accept}");
    }
}

mod errors {
    use super::*;

    #[test]
    fn what_cannot_be_given_is_not_acceptable() {
        let app = TestApp::new();
        let cases = [
            ("/api/v1/players", "image/png", json!(["application/json", "text/csv", "application/x-ndjson"])),
            (
                "/api/v1/missions",
                "image/png",
                json!(["application/json", "text/csv", "application/x-ndjson", "text/calendar"]),
            ),
            ("/api/v1/missions/artemis-ii", "text/csv", json!(["application/json"])),
            ("/api/v1/search?q=moon", "text/html", json!(["application/json"])),
            ("/api/v1/dataset/export", "text/csv", json!(["application/x-ndjson"])),
            (
                "/api/v1/timelines?limit=1",
                "application/json;q=0, text/csv;q=0, application/x-ndjson;q=0",
                json!(["application/json", "text/csv", "application/x-ndjson"]),
            ),
        ];
        for (uri, accept, available) in cases {
            let problem = app.get_with(uri, &[("Accept", accept)]).problem(406);
            assert_eq!(problem["type"], "/problems/not-acceptable");
            assert_eq!(problem["errors"][0]["parameter"], "Accept");
            assert_eq!(problem["errors"][0]["allowed"], available, "{uri} for {accept}");
        }
    }

    #[test]
    fn a_range_that_is_refused_is_not_given_by_a_wider_one() {
        let app = TestApp::new();
        let response = app.get_with("/api/v1/timelines?limit=1", &[("Accept", "application/json;q=0, */*")]);
        assert_ne!(response.expect(200).media(), "application/json", "RFC 9110: the most specific range decides");
    }

    #[test]
    fn unknown_words_are_named_with_what_is_allowed() {
        let app = TestApp::new();
        for kind in RecordKind::iter() {
            let definition = table(kind);
            let includes: Vec<_> = definition.includes.iter().map(|one| one.name).collect();
            let facets: Vec<_> = definition.facets.iter().map(|one| one.name).collect();
            let words = BTreeMap::from([
                ("fields", json!(csv::fields(kind))),
                ("include", json!(includes)),
                ("facets", json!(facets)),
            ]);
            for (parameter, allowed) in words {
                if allowed == json!([]) {
                    continue;
                }
                let fault = app.get(&format!("{}?{parameter}=nonsense-word", address(kind))).fault(parameter);
                assert_eq!(fault["allowed"], allowed, "{parameter} of {kind:?}");
                let first = allowed[0].as_str().unwrap();
                app.get(&format!("{}?{parameter}={first},{first}", address(kind))).fault(parameter);
                app.get(&format!("{}?{parameter}=", address(kind))).fault(parameter);
            }
            let id = app.ids(&format!("{}?limit=1", address(kind)))[0].clone();
            assert_eq!(app.get(&format!("{}/{id}?fields=nme&limit=3", address(kind))).faults().len(), 2);
        }
    }

    #[test]
    fn unknown_formats_are_named() {
        let fault = TestApp::new().get("/api/v1/players?format=xml").fault("format");
        assert_eq!(fault["allowed"], json!(["json", "csv", "ndjson"]));
        assert!(fault["detail"].as_str().unwrap().starts_with("unknown value"), "{fault}");
    }
}
