//! What a search over a whole data set finds.

use serde_json::json;
use space_race::dataset::Dataset;
use space_race::domain::RecordKind;
use space_race::store::{Found, Snapshot};

use crate::base::Mini;

fn snapshot() -> Snapshot {
    let missions = [
        ("artemis-iii", "Artemis III", "A crewed docking test in orbit around the Earth."),
        ("change-6", "Chang’e-6", "It brings samples of the far side of the Moon."),
        ("luna-25", "Luna 25", "A lander for the region of the south pole of the Moon."),
        ("perseverance", "Perseverance", "A rover that collects samples of rock on Mars."),
    ];
    let mini = missions.into_iter().fold(Mini::sound(), |mini, (id, name, summary)| {
        let satcat = (id == "luna-25").then_some("57600");
        mini.add("missions", json!({
            "id": id, "name": name, "summary": summary, "operator": "fsa", "kinds": ["orbiter"], "destination": "moon",
            "crewed": false, "launch": {}, "identifiers": { "satcat": satcat },
        }))
    });
    let mini = mini.set("programs/mini.json", "/0/aliases", json!(["Moonshot", "Artemis"]));
    Snapshot::of(&Dataset::read(&mini.files()).unwrap(), "2021-03-01".parse().unwrap()).unwrap()
}

/// Ids of the hits, the best first.
fn ids(snapshot: &Snapshot, found: &Found) -> Vec<String> {
    found.hits.iter().map(|hit| snapshot.id_of(hit.kind, hit.record).to_owned()).collect()
}

#[test]
fn missions_are_found_by_name_id_identifier_text_prefix_and_with_typos() {
    let snapshot = snapshot();
    let cases: [(&str, &[&str]); 10] = [
        ("perseverance", &["perseverance"]),
        ("PERSEVERANCE", &["perseverance"]),
        ("perseverence", &["perseverance"]),
        ("persev", &["perseverance"]),
        ("chang'e 6", &["change-6"]),
        ("Change-6", &["change-6"]),
        ("57600", &["luna-25"]),
        ("samples mars", &["perseverance"]),
        ("xyzzy", &[]),
        ("", &[]),
    ];
    for (query, expected) in cases {
        let found = snapshot.search(query, &[RecordKind::Mission], 0, 10).unwrap();
        assert_eq!(ids(&snapshot, &found), expected, "of {query:?}");
        assert_eq!(found.total, expected.len(), "of {query:?}");
    }
}

#[test]
fn where_no_record_has_all_the_words_those_with_some_are_taken() {
    let snapshot = snapshot();
    let found = snapshot.search("luna mars", &[RecordKind::Mission], 0, 10).unwrap();
    assert_eq!(ids(&snapshot, &found), ["luna-25", "perseverance"], "a name counts more than a text");
}

#[test]
fn only_the_kinds_that_were_asked_for_are_found() {
    let snapshot = snapshot();
    let total = |kinds: &[RecordKind]| snapshot.search("artemis", kinds, 0, 10).unwrap().total;
    assert_eq!(total(&[RecordKind::Mission]), 1);
    assert_eq!(total(&[RecordKind::Program]), 1);
    assert_eq!(total(&[RecordKind::Mission, RecordKind::Program]), 2);
    assert_eq!(total(&[RecordKind::Source]), 0);
    assert_eq!(total(&[]), 2);
}

#[test]
fn pages_of_hits_are_parts_of_one_list() {
    let snapshot = snapshot();
    let search = |offset, limit| snapshot.search("moon samples artemis", &[], offset, limit).unwrap();
    let all = search(0, 50);
    assert!(all.total > 3, "{}", all.total);
    assert_eq!(all.total, all.hits.len());
    for limit in 1..7 {
        let pages: Vec<Found> = (0..all.total).step_by(limit).map(|offset| search(offset, limit)).collect();
        assert!(pages.iter().all(|page| page.total == all.total && page.hits.len() <= limit));
        let found: Vec<String> = pages.iter().flat_map(|page| ids(&snapshot, page)).collect();
        assert_eq!(found, ids(&snapshot, &all), "pages of {limit}");
    }
    assert!(search(all.total, 10).hits.is_empty());
}
