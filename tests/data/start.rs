//! The start of the service: the present is answered for before the past is known, and in the same words.

use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};
use space_race::dataset::{Dataset, Files};
use space_race::domain::{Day, RecordKind};
use space_race::store::{Selected, Selection, SeriesQuery, Snapshot, SortBy, Start, Store};
use strum::IntoEnumIterator;

use crate::base::Mini;
use crate::fixtures::DATASET;

const TODAY: &str = "2026-11-25";

fn today() -> Day {
    TODAY.parse().unwrap()
}

/// Everything that a snapshot says of a record, apart from the numbers of its documents.
fn told(snapshot: &Snapshot, kind: RecordKind, doc: u32) -> Value {
    let collection = snapshot.collection(kind);
    let id = collection.id(doc);
    let ids = |kind: RecordKind, docs: &roaring::RoaringBitmap| {
        docs.iter().map(|doc| snapshot.collection(kind).id(doc).to_owned()).collect::<Vec<_>>()
    };
    let bearers = snapshot.bearers(id).into_iter().map(|one| (snapshot.id_of(one.kind, one.record), one.kind, one.by));
    json!({
        "record": collection.json(doc),
        "schedule": if kind == RecordKind::Mission { Some(snapshot.schedule(doc)) } else { None },
        "lines": if kind == RecordKind::Indicator { snapshot.series(doc, &SeriesQuery::default()) } else { Vec::new() },
        "shown": if kind == RecordKind::Timeline { ids(RecordKind::Event, &snapshot.shown(doc)) } else { Vec::new() },
        "missions": if kind == RecordKind::Player { ids(RecordKind::Mission, &snapshot.naming(RecordKind::Mission, kind, doc)) } else { Vec::new() },
        "bearers": bearers.collect::<Vec<_>>(),
    })
}

#[test]
fn the_present_is_told_alike_before_and_after_the_past_is_known() {
    let store = Store::of_present(&DATASET, today()).unwrap();
    let before = store.snapshot();
    store.add_past(&DATASET).unwrap();
    let after = store.snapshot();
    assert!(!Arc::ptr_eq(&before, &after));
    assert_eq!((before.day(), before.version(), before.freshness()), (after.day(), after.version(), after.freshness()));
    for kind in RecordKind::iter() {
        let all =
            |snapshot: &Snapshot| snapshot.all(kind).iter().map(|doc| told(snapshot, kind, doc)).collect::<Vec<_>>();
        let (was, is) = (all(&before), all(&after));
        assert_eq!(before.count(kind), u64::try_from(was.len()).unwrap());
        assert_eq!(was.len(), is.len(), "{kind:?}");
        was.iter().zip(&is).for_each(|(was, is)| assert_eq!(was, is));
        let definition = before.collection(kind).definition();
        for facet in definition.facets {
            let counts = |snapshot: &Snapshot| snapshot.facet_counts(kind, facet.name, snapshot.all(kind));
            assert_eq!(counts(&before), counts(&after), "{kind:?} by {}", facet.name);
        }
        for name in definition.order_names() {
            let order = |snapshot: &Snapshot| {
                let sort = [SortBy { name: name.to_owned(), descending: true }];
                let selected = snapshot.select(kind, &Selection::default()).unwrap();
                let cut = snapshot.cut(kind, &selected, &sort, &Start::Offset(0), 5_000);
                cut.docs.iter().map(|doc| snapshot.collection(kind).id(*doc).to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(order(&before), order(&after), "{kind:?} in the order of {name}");
        }
    }
}

#[test]
fn whoever_asks_about_the_past_or_searches_waits_until_it_is_known() {
    let dataset = Dataset::read(&Mini::sound().files()).unwrap();
    let store = Store::of_present(&dataset, "2021-03-31".parse().unwrap()).unwrap();
    let words = Selection { words: Some("probe".to_owned()), ..Selection::default() };
    let snapshot = store.snapshot();
    let found = thread::scope(|scope| {
        let past = scope.spawn(|| store.as_of("2021-02-03".parse().unwrap()).unwrap().count(RecordKind::Event));
        let events = scope.spawn(|| snapshot.select(RecordKind::Event, &words).as_ref().map(Selected::len).unwrap());
        let hits = scope.spawn(|| snapshot.search("probe", &[], 0, 9).unwrap().total);
        assert!(!past.is_finished() && !events.is_finished() && !hits.is_finished());
        store.add_past(&dataset).unwrap();
        (past.join().unwrap(), events.join().unwrap(), hits.join().unwrap())
    });
    assert_eq!(found, (1, 2, 4), "the launch; launch and landing; and the mission and its claim besides");
}

#[test]
fn a_suggestion_is_not_waited_for() {
    let dataset = Dataset::read(&Mini::sound().files()).unwrap();
    let store = Store::of_present(&dataset, "2021-03-31".parse().unwrap()).unwrap();
    assert_eq!(store.snapshot().nearest(RecordKind::Mission, "probe-2"), ["probe-1"]);
    assert_eq!(store.snapshot().nearest(RecordKind::Mission, "robe"), Vec::<String>::new());
}

#[test]
fn the_day_changes_when_more_than_one_is_known() {
    let dataset = Dataset::read(&Mini::sound().files()).unwrap();
    let [first, second] = ["2021-03-31", "2021-04-01"].map(|day| day.parse::<Day>().unwrap());
    let store = Store::of_present(&dataset, first).unwrap();
    assert!(!store.roll_over(second));
    assert_eq!(store.snapshot().day(), first);
    store.add_past(&dataset).unwrap();
    assert_eq!(store.snapshot().day(), first);
    assert!(!store.roll_over(first), "it is the same day");
    assert!(store.roll_over(second));
    assert_eq!(store.snapshot().day(), second);
}

#[test]
fn files_that_were_checked_before_are_read_as_they_were() {
    let trusted = Dataset::read_trusted(&Files::embedded()).unwrap();
    let checked = Dataset::read(&Files::embedded()).unwrap();
    assert_eq!(format!("{trusted:?}"), format!("{checked:?}"));
}

#[test]
fn even_trusted_files_have_to_be_readable() {
    let files = Mini::sound()
        .set("missions/mini.json", "/0/schedule/1/target", json!("2021-Q5"))
        .files()
        .with("events/torn.json", "[");
    let told = Dataset::read_trusted(&files).unwrap_err().to_string();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(lines[0].starts_with("events/torn.json: $: EOF while parsing"), "{told}");
    assert!(lines[1].starts_with("missions/mini.json: probe-1: $.schedule[1].target: "), "{told}");
}
