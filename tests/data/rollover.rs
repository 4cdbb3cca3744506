//! A store that moves on to another day.

use std::sync::Arc;

use serde_json::{Value, json};
use space_race::dataset::Dataset;
use space_race::domain::{Day, RecordKind};
use space_race::store::{NoSuchPast, Snapshot, Store};

use crate::base::Mini;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn planned(snapshot: &Snapshot) -> Value {
    let doc = snapshot.doc(RecordKind::Mission, "probe-9").unwrap();
    serde_json::from_str(snapshot.collection(RecordKind::Mission).json(doc).get()).unwrap()
}

#[test]
fn what_depends_on_the_calendar_is_evaluated_anew_while_readers_keep_their_day() {
    let mini = Mini::sound().add(
        "missions",
        json!({
            "id": "probe-9", "name": "Probe 9", "summary": "A probe that is to fly by the end of March 2021.", "operator": "fsa",
            "kinds": ["orbiter"], "destination": "moon", "crewed": false, "launch": {},
            "schedule": [{ "announced": "2020", "target": "2021-03", "kind": "initial", "source": "plan" }],
        }),
    );
    let store = Store::new(&Dataset::read(&mini.files()).unwrap(), day("2021-03-31")).unwrap();
    let before = store.snapshot();
    assert_eq!(planned(&before)["stale"], false, "the window is open until the month ends");
    store.roll_over(day("2021-03-31"));
    assert!(Arc::ptr_eq(&before, &store.snapshot()), "the same day needs no new snapshot");
    store.roll_over(day("2021-04-01"));
    let after = store.snapshot();
    assert_eq!(after.day(), day("2021-04-01"));
    assert_eq!(planned(&after)["stale"], true);
    assert_eq!(planned(&before)["stale"], false, "a reader keeps the snapshot it started with");
    assert_eq!(after.version(), before.version(), "the data are the same");
}

#[test]
fn past_days_are_kept_while_they_are_asked_for_and_never_more_than_a_few() {
    let store = Store::new(&Dataset::read(&Mini::sound().files()).unwrap(), day("2021-03-31")).unwrap();
    let first = store.as_of(day("2021-02-09")).unwrap();
    assert!(Arc::ptr_eq(&first, &store.as_of(day("2021-02-09")).unwrap()), "a day that is asked for again is at hand");
    assert_eq!(first.as_of(), Some(day("2021-02-09")));
    assert_eq!(store.snapshot().as_of(), None, "the present is no past day");
    let weak = Arc::downgrade(&first);
    drop(first);
    for number in 1..=28 {
        store.as_of(day(&format!("2021-01-{number:02}"))).unwrap();
        store.as_of(day(&format!("2020-11-{number:02}"))).unwrap();
    }
    assert!(weak.upgrade().is_none(), "days that nobody asks for any more take no memory");
}

#[test]
fn there_is_no_past_after_today_nor_before_the_first_record() {
    let store = Store::new(&Dataset::read(&Mini::sound().files()).unwrap(), day("2021-03-31")).unwrap();
    assert_eq!(store.as_of(day("2021-04-01")).unwrap_err(), NoSuchPast::Future { today: day("2021-03-31") });
    let first = day("2019-05-02");
    assert_eq!(store.as_of(day("2019-05-01")).unwrap_err(), NoSuchPast::BeforeTheFirst { first });
    assert!(store.as_of(first).is_ok() && store.as_of(day("2021-03-31")).is_ok());
    store.roll_over(day("2021-04-01"));
    assert!(store.as_of(day("2021-04-01")).is_ok(), "the day has come");
}
