//! `/vocabularies`.

use std::collections::BTreeSet;

use serde_json::Value;
use space_race::domain::RecordKind;
use space_race::store::{Values, table};
use strum::IntoEnumIterator;

use crate::helpers::TestApp;

#[test]
fn every_word_has_a_meaning_of_its_own() {
    let vocabularies = TestApp::new().data("/api/v1/vocabularies");
    let mut names = BTreeSet::new();
    for vocabulary in vocabularies.as_array().unwrap() {
        assert!(names.insert(vocabulary["name"].as_str().unwrap()), "{} stands twice", vocabulary["name"]);
        assert!(vocabulary["about"].as_str().unwrap().ends_with('.'), "{}", vocabulary["name"]);
        let mut words = BTreeSet::new();
        for term in vocabulary["values"].as_array().unwrap() {
            assert!(words.insert(term["value"].as_str().unwrap()), "{} of {}", term["value"], vocabulary["name"]);
            let meaning = term["meaning"].as_str().unwrap();
            assert!(
                meaning.len() > 5 && meaning.ends_with('.'),
                "{} of {}: {meaning:?}",
                term["value"],
                vocabulary["name"]
            );
        }
        assert!(words.len() >= 2, "{}", vocabulary["name"]);
    }
    assert!(names.len() >= 20, "{names:?}");
}

#[test]
fn every_closed_filter_takes_the_words_of_a_vocabulary() {
    let vocabularies = TestApp::new().data("/api/v1/vocabularies");
    let sets: Vec<Vec<&str>> = vocabularies
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["values"].as_array().unwrap().iter().map(|term| term["value"].as_str().unwrap()).collect())
        .collect();
    for kind in RecordKind::iter() {
        for facet in table(kind).facets {
            if let Values::Words(words) = facet.values {
                assert!(sets.contains(&words()), "{} of {kind:?}", facet.name);
            }
        }
    }
}

#[test]
fn words_are_explained_as_they_stand_in_answers() {
    let app = TestApp::new();
    let vocabularies = app.data("/api/v1/vocabularies");
    let words = |name: &str| -> BTreeSet<String> {
        let vocabulary = vocabularies.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
        vocabulary["values"].as_array().unwrap().iter().map(|term| term["value"].as_str().unwrap().to_owned()).collect()
    };
    let statuses = words("Status");
    for mission in app.data("/api/v1/missions?limit=100&fields=status,status_group,launch").as_array().unwrap() {
        assert!(statuses.contains(mission["status"].as_str().unwrap()), "{mission}");
        assert!(words("StatusGroup").contains(mission["status_group"].as_str().unwrap()), "{mission}");
        let precision: &Value = &mission["launch"]["date"]["precision"];
        assert!(precision.is_null() || words("Precision").contains(precision.as_str().unwrap()), "{mission}");
    }
}

mod errors {
    use super::*;

    #[test]
    fn all_vocabularies_come_at_once() {
        TestApp::new().get("/api/v1/vocabularies?name=Status").fault("name");
    }
}
