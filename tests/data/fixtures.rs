//! The data set that is built in: sound, large enough, and fit to be published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;
use space_race::dataset::{Dataset, Files};
use space_race::domain::{EventKind, Id, IndicatorKind, Mission, RecordKind, TrendKind, Vocabulary};
use strum::IntoEnumIterator;

pub(crate) static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
    Dataset::read_for_editors(&Files::embedded(), "2026-11-25".parse().unwrap())
        .unwrap_or_else(|faults| panic!("{faults}"))
});

/// The JSON files below `fixtures/`, each with its path from there.
fn files() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut open = vec![root.clone()];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_slice(&fs::read(path).unwrap()).unwrap())
    };
    found.into_iter().filter(is_json).map(read).collect()
}

/// Every text below a value, with its path.
fn texts(value: &Value, path: &str, to: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => to.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| texts(item, &format!("{path}[{index}]"), to));
        }
        Value::Object(fields) => fields.iter().for_each(|(field, item)| texts(item, &format!("{path}.{field}"), to)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn all_texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    files().iter().for_each(|(file, value)| texts(value, file, &mut found));
    found
}

#[test]
fn the_built_in_data_set_has_no_faults() {
    assert_eq!(DATASET.version.len(), 16);
}

#[test]
fn the_files_of_the_folder_are_the_files_of_the_binary() {
    let folder = Files::in_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).unwrap();
    assert_eq!(Dataset::read(&folder).unwrap().version, DATASET.version);
}

#[test]
fn there_is_as_much_as_was_asked_for() {
    let counts = [
        (RecordKind::Player, DATASET.players.records().len(), 150),
        (RecordKind::Program, DATASET.programs.records().len(), 70),
        (RecordKind::Vehicle, DATASET.vehicles.records().len(), 90),
        (RecordKind::Mission, DATASET.missions.records().len(), 550),
        (RecordKind::Event, DATASET.events.records().len(), 2_000),
        (RecordKind::Timeline, DATASET.timelines.records().len(), 16),
        (RecordKind::Trend, DATASET.trends.records().len(), 24),
        (RecordKind::Indicator, DATASET.indicators.records().len(), 30),
        (RecordKind::Milestone, DATASET.milestones.records().len(), 45),
        (RecordKind::Claim, DATASET.claims.records().len(), 80),
        (RecordKind::Source, DATASET.sources.records().len(), 250),
    ];
    for (kind, found, asked) in counts {
        assert!(found >= asked, "{found} {}, expected at least {asked}", kind.collection());
    }
    let series = DATASET.indicators.records().iter().filter(|indicator| match indicator.kind {
        IndicatorKind::Published => indicator.series.iter().any(|line| line.points.len() > 1),
        IndicatorKind::Derived => indicator.rule.is_some(),
    });
    assert!(series.count() >= 6, "fewer than six indicators have a series");
    let kinds: BTreeSet<TrendKind> = DATASET.trends.records().iter().map(|trend| trend.kind).collect();
    assert_eq!(kinds.len(), TrendKind::iter().count(), "a kind of trend has no record");
}

#[test]
fn each_attempt_at_a_milestone_belongs_to_its_mission() {
    let missions: BTreeMap<&str, &Mission> =
        DATASET.missions.records().iter().map(|mission| (mission.id.as_str(), mission)).collect();
    let mut attempts = 0;
    for event in DATASET.events.records() {
        for attempt in &event.milestones {
            let mission = event.mission.as_ref().map(|id| missions[id.as_str()]);
            let mission =
                mission.unwrap_or_else(|| panic!("{} attempts {} for no mission", event.id, attempt.milestone));
            assert!(
                mission.milestones.contains(&attempt.milestone),
                "{} of {}: {}",
                event.id,
                mission.id,
                attempt.milestone
            );
            attempts += 1;
        }
    }
    assert!(attempts >= 30, "{attempts} attempts at milestones, expected at least two for each of most");
}

#[test]
fn a_mission_that_ended_was_launched() {
    let launched: BTreeSet<&str> = DATASET
        .events
        .records()
        .iter()
        .filter(|event| event.kind == EventKind::Launch)
        .filter_map(|event| event.mission.as_ref().map(Id::as_str))
        .collect();
    for event in DATASET.events.records().iter().filter(|event| event.ends_mission.is_some()) {
        let mission = event.mission.as_ref().unwrap();
        assert!(launched.contains(mission.as_str()), "{} ends {mission}, which has no launch", event.id);
    }
}

#[test]
fn every_source_has_a_public_address() {
    for source in DATASET.sources.records() {
        let (id, url) = (&source.id, &source.url);
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let rest = rest.unwrap_or_else(|| panic!("{id}: {url} is no web address"));
        let host = rest.split(['/', '?', '#']).next().unwrap();
        assert!(!host.contains(['@', '[']), "{id}: {url} has a user or an IP address");
        let host = host.split(':').next().unwrap();
        let top = host.rsplit_once('.').map(|(_, top)| top).unwrap_or_default();
        assert!(
            top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()),
            "{id}: {host} is no public host name"
        );
        assert!(
            !["local", "localhost", "internal", "test", "invalid", "example"].contains(&top),
            "{id}: {host} is not public"
        );
        assert!(!url.contains(char::is_whitespace), "{id}: {url} has a space");
    }
}

#[test]
fn no_text_names_a_path_of_a_machine() {
    let roots = ["/work/", "/home/", "/root/", "/tmp/", "/usr/", "/var/", "/etc/", "/opt/", "/mnt/", "/Users/", "~/"];
    for (path, text) in all_texts() {
        for word in text.split_whitespace() {
            let bare = word.trim_start_matches(['"', '\'', '(', '[', '<', '`', '“', '‘']);
            assert!(!roots.iter().any(|root| bare.starts_with(root)), "{path}: {word}");
            assert!(!bare.starts_with("../") && !bare.starts_with("./"), "{path}: {word}");
            assert!(
                !bare.contains("file://") && !bare.contains(":\\") && !bare.contains("localhost"),
                "{path}: {word}"
            );
            assert!(!bare.contains("127.0.0.1") && !bare.contains("0.0.0.0"), "{path}: {word}");
        }
    }
}

#[test]
fn texts_are_clean() {
    for (path, text) in all_texts() {
        assert!(!text.is_empty(), "{path} is empty, expected null or nothing at all");
        assert_eq!(text.trim(), text, "{path} begins or ends with a space");
        assert!(!text.contains('\u{fffd}'), "{path} has a broken character: {text}");
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{path} has a control character: {text:?}");
        let marks = ["TODO", "FIXME", "XXX", "lorem ipsum", "&amp;", "&quot;", "&#"];
        let is_address = text.starts_with("http");
        assert!(is_address || !marks.iter().any(|mark| text.contains(mark)), "{path} is not finished: {text}");
    }
}

#[test]
fn no_list_names_the_same_thing_twice() {
    fn walk(value: &Value, path: &str) {
        match value {
            Value::Array(items) => {
                let mut seen = BTreeSet::new();
                for (index, item) in items.iter().enumerate() {
                    if let Some(text) = item.as_str() {
                        assert!(seen.insert(text), "{path}[{index}]: {text:?} stands there already");
                    }
                    walk(item, &format!("{path}[{index}]"));
                }
            }
            Value::Object(fields) => fields.iter().for_each(|(field, item)| walk(item, &format!("{path}.{field}"))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    files().iter().for_each(|(file, value)| walk(value, file));
}

#[test]
fn every_kind_has_a_folder_and_nothing_else_does() {
    let folders: BTreeSet<String> =
        files().into_iter().filter_map(|(file, _)| file.split_once('/').map(|(folder, _)| folder.to_owned())).collect();
    let kinds: BTreeSet<String> = RecordKind::iter().map(|kind| kind.collection().to_owned()).collect();
    assert_eq!(RecordKind::words().len(), kinds.len());
    let expected: BTreeSet<String> = kinds.into_iter().chain(["sets", "standings"].map(str::to_owned)).collect();
    assert_eq!(folders, expected);
}
