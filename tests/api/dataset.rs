//! `/dataset` and `/dataset/export`.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use space_race::domain::RecordKind;
use strum::IntoEnumIterator;

use crate::helpers::{TestApp, Tiny};

#[test]
fn the_data_set_says_what_it_is_and_how_to_cite_it() {
    let app = TestApp::new();
    let dataset = app.data("/api/v1/dataset");
    assert_eq!(dataset["licence"], "CC BY 4.0");
    let version = dataset["version"].as_str().unwrap();
    assert!(version.len() == 16 && version.chars().all(|c| c.is_ascii_hexdigit()), "{version}");
    assert!(dataset["citation"].as_str().unwrap().contains(version));
    assert!(dataset["attribution"].as_str().unwrap().contains("McDowell"));
    let mut total = 0;
    for kind in dataset["kinds"].as_array().unwrap() {
        assert_eq!(kind["count"], app.total(kind["url"].as_str().unwrap()), "{}", kind["kind"]);
        assert!(kind["oldest_verified_on"].as_str() <= kind["newest_verified_on"].as_str(), "{kind}");
        assert!(kind["newest_verified_on"].as_str().unwrap() <= crate::helpers::TODAY, "{kind}");
        total += kind["count"].as_u64().unwrap();
    }
    assert_eq!(dataset["total"], total);
    let kinds: Vec<&str> =
        dataset["kinds"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, RecordKind::iter().map(<&str>::from).collect::<Vec<_>>());
}

#[test]
fn kinds_without_records_were_never_checked() {
    let dataset = Tiny::new().app().data("/api/v1/dataset");
    let events = dataset["kinds"].as_array().unwrap().iter().find(|one| one["kind"] == "event").unwrap().clone();
    assert_eq!(
        (&events["count"], &events["oldest_verified_on"], &events["newest_verified_on"]),
        (&json!(0), &Value::Null, &Value::Null)
    );
    assert_eq!(dataset["total"], 4);
}

#[test]
fn the_export_holds_every_record_as_its_own_address_gives_it() {
    let app = TestApp::new();
    let export = app.get("/api/v1/dataset/export");
    assert_eq!(export.expect(200).header("content-type"), "application/x-ndjson");
    let version = app.data("/api/v1/dataset")["version"].clone();
    assert_eq!(
        export.header("content-disposition"),
        format!("inline; filename=\"space-race-{}.ndjson\"", version.as_str().unwrap())
    );
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for (index, line) in export.text().lines().enumerate() {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let (kind, record) = (line["kind"].as_str().unwrap().to_owned(), line["record"].take());
        let id = record["id"].as_str().unwrap().to_owned();
        if index % 50 == 0 {
            assert_eq!(app.data(&format!("/api/v1/{kind}s/{id}")), record, "{kind} {id}");
        }
        if order.last() != Some(&kind) {
            order.push(kind.clone());
        }
        ids.entry(kind).or_default().push(id);
    }
    assert_eq!(
        order,
        RecordKind::iter().map(|kind| <&str>::from(kind).to_owned()).collect::<Vec<_>>(),
        "kinds follow each other"
    );
    for (kind, ids) in ids {
        assert!(ids.is_sorted(), "{kind} in the order of ids");
        assert_eq!(
            u64::try_from(ids.len()).unwrap(),
            app.total(&format!("/api/v1/{kind}s?limit=1&fields=id")),
            "{kind}"
        );
    }
}

#[test]
fn the_export_can_be_narrowed_to_kinds() {
    let app = TestApp::new();
    let export = app.get("/api/v1/dataset/export?kind=trend,timeline");
    let kinds: Vec<String> = export
        .text()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["kind"].as_str().unwrap().to_owned())
        .collect();
    let timelines = kinds.iter().filter(|kind| *kind == "timeline").count();
    assert_eq!(u64::try_from(timelines).unwrap(), app.total("/api/v1/timelines"));
    assert_eq!(u64::try_from(kinds.len()).unwrap(), app.total("/api/v1/timelines") + app.total("/api/v1/trends"));
    assert!(kinds[..timelines].iter().all(|kind| kind == "timeline"), "in the order of the vocabulary");
    assert_eq!(Tiny::new().app().get("/api/v1/dataset/export?kind=event").text(), "");
}

mod errors {
    use super::*;

    #[test]
    fn kinds_are_words_of_the_vocabulary() {
        let app = TestApp::new();
        let fault = app.get("/api/v1/dataset/export?kind=missions").fault("kind");
        assert_eq!(fault["allowed"], json!(RecordKind::iter().map(<&str>::from).collect::<Vec<_>>()));
        app.get("/api/v1/dataset?kind=mission").fault("kind");
        app.get("/api/v1/dataset/export?format=csv").fault("format");
    }
}

#[test]
fn complete_sets_say_what_they_hold_and_list_it() {
    let app = TestApp::new();
    let sets = app.data("/api/v1/dataset")["sets"].as_array().unwrap().clone();
    assert!(sets.len() >= 20, "{} sets", sets.len());
    for set in &sets {
        let (id, url) = (&set["id"], set["url"].as_str().unwrap());
        assert_eq!(app.total(url), set["count"].as_u64().unwrap(), "{id}");
        assert!(set["sources"].as_array().is_some_and(|sources| !sources.is_empty()), "{id}");
        assert!(set["scope"].as_str().unwrap().len() > 40 && set["compiled_from"].as_str().unwrap().len() > 40, "{id}");
        for one in set["known_missing"].as_array().unwrap() {
            assert!(one["name"].is_string() && one["why"].is_string(), "{id}: {one}");
        }
    }
    let moon = sets.iter().find(|set| set["id"] == "moon-missions-since-2000").unwrap();
    assert_eq!(
        (&moon["kind"], &moon["url"]),
        (&json!("mission"), &json!("/api/v1/missions?set=moon-missions-since-2000"))
    );
    let landings = app.ids("/api/v1/events?set=moon-missions-since-2000&kind=landing&player=india&outcome=success");
    assert_eq!(landings, ["chandrayaan-3-landing"]);
    let fault = app.get("/api/v1/missions?set=moon-missions").fault("set");
    assert_eq!(fault["did_you_mean"][0], "moon-missions-since-2000");
}

#[test]
fn derived_indicators_count_only_within_complete_sets() {
    let app = TestApp::new();
    let counted = |indicator: &str| -> f64 {
        let lines = app.data(&format!("/api/v1/indicators/{indicator}/series"));
        let points = lines.as_array().unwrap().iter().flat_map(|line| line["points"].as_array().unwrap());
        points.map(|point| point["value"].as_f64().unwrap()).sum()
    };
    for (indicator, set) in [
        ("deep-space-missions-by-nation", "missions?set=deep-space-missions-since-2000"),
        ("test-flights-by-operator", "missions?set=maiden-flights-since-2006,starship-flight-tests&launched=true"),
        ("asat-tests", "events?set=destructive-asat-tests"),
    ] {
        let total = u32::try_from(app.total(&format!("/api/v1/{set}"))).unwrap();
        assert!((counted(indicator) - f64::from(total)).abs() < 0.5, "{indicator}: {} and {total}", counted(indicator));
    }
}
