//! A store that moves on to another day.

use std::sync::Arc;

use serde_json::{Value, json};
use space_race::dataset::Dataset;
use space_race::domain::{Day, RecordKind};
use space_race::store::{Snapshot, Store};

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
