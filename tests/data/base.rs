//! A data set as small as a sound one can be that has every kind of record, and how a test spoils it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use space_race::dataset::{Dataset, Faults, Files};

/// The records of a data set by file, to be changed before they are read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mini(BTreeMap<String, Vec<Value>>);

impl Mini {
    /// One record of each kind; the players are a nation and its agency, and the events a launch and a landing.
    pub(crate) fn sound() -> Self {
        Self::default()
            .add("players", json!({ "id": "freedonia", "name": "Freedonia", "kind": "nation" }))
            .add("players", json!({ "id": "fsa", "name": "FSA", "kind": "agency", "nation": "freedonia" }))
            .add("programs", json!({
                "id": "lunatic", "name": "Lunatic", "players": [{ "player": "fsa", "role": "lead" }], "goal": "To land.",
                "destination": "moon", "started": "2015", "successor": null, "budget": [],
                "history": [{ "since": "2015", "status": "active", "note": null, "source": "plan" }],
            }))
            .add("missions", json!({
                "id": "probe-1", "name": "Probe 1", "operator": "fsa", "program": "lunatic", "kinds": ["lander"],
                "destination": "moon", "crewed": false, "crew": [], "spacecraft": null, "milestones": ["first-landing"],
                "launch": { "vehicle": "firework", "site": "Mini Cosmodrome" }, "depends_on": [], "trends": ["lunacy"],
                "partners": [], "cost": [], "identifiers": { "cospar": "2021-001A" },
                "schedule": [
                    { "announced": "2019-05-02", "target": "2020", "kind": "initial", "source": "plan" },
                    { "announced": "2020-03", "target": "2021-Q1", "kind": "slip", "reason": "tests", "source": "plan" },
                ],
            }))
            .add("vehicles", json!({
                "id": "firework", "name": "Firework", "kind": "launch_vehicle", "maker": "fsa", "status": "active",
                "reusability": "expendable", "crew_rated": false, "first_flight": "2018", "last_flight": null, "list_price": [],
            }))
            .add("events", json!({
                "id": "probe-1-launch", "name": "Probe 1 is launched", "kind": "launch", "date": "2021-02-03T04:05Z",
                "mission": "probe-1", "outcome": "success",
            }))
            .add("events", json!({
                "id": "probe-1-landing", "name": "Probe 1 lands", "kind": "landing", "date": "2021-02-09", "mission": "probe-1",
                "outcome": "success", "ends_mission": "success",
                "milestones": [{ "milestone": "first-landing", "result": "success" }],
            }))
            .add("timelines", json!({ "id": "line", "name": "Line", "query": { "players": ["fsa"] }, "pins": ["probe-1-launch"] }))
            .add("trends", json!({
                "id": "lunacy", "name": "Lunacy", "kind": "trend", "narrative": "Everybody goes there.", "drivers": ["Pride."],
                "indicators": ["landings"], "claims": ["it-landed"],
                "would_change": [{ "text": "Somebody brings a piece of it home.", "missions": ["probe-1"] }],
            }))
            .add("indicators", json!({
                "id": "landings", "name": "Landings", "kind": "published", "unit": "landings", "dimension": "nation",
                "method": "Counted by hand.", "rule": null, "citation": "FSA (2022)", "licence": "CC0-1.0",
                "series": [{ "player": "freedonia", "points": { "2021": 1, "2022": 2 }, "partial": [2022] }],
            }))
            .add("milestones", json!({
                "id": "first-landing", "name": "First landing", "destination": "moon", "crewed": false, "criterion": "It stands.",
            }))
            .add("claims", json!({
                "id": "it-landed", "name": "It landed", "statement": "Probe 1 landed.", "section": "The Moon", "verdict": "confirmed",
                "why": "It did.", "decided": "2021-02-09", "evidence": [{ "kind": "mission", "id": "probe-1", "shows": "landing" }],
            }))
            .add("sources", json!({
                "id": "plan", "title": "The plan of FSA", "publisher": "FSA", "url": "https://example.org/plan",
                "accessed": "2021-03-01", "rank": "first_party",
            }))
    }

    /// A sound data set whose mission has not flown yet.
    pub(crate) fn on_the_ground() -> Self {
        let mut mini = Self::sound();
        mini.0.remove("events/mini.json");
        mini.set("timelines/mini.json", "/0/pins", json!([]))
    }

    /// Adds a record to the file of its kind. What every record must have is filled in where it is not given.
    pub(crate) fn add(self, folder: &str, record: Value) -> Self {
        self.add_to(&format!("{folder}/mini.json"), record)
    }

    /// Adds a record to a file of its own choice.
    pub(crate) fn add_to(self, file: &str, record: Value) -> Self {
        let mut whole =
            json!({ "summary": "A record of a data set that is as small as can be.", "verified_on": "2021-03-01" });
        if !file.starts_with("sources/") {
            whole["sources"] = json!(["plan"]);
        }
        for (field, value) in record.as_object().unwrap() {
            whole[field] = value.clone();
        }
        self.add_bare(file, whole)
    }

    /// Adds what is no record, as it is.
    pub(crate) fn add_bare(mut self, file: &str, whole: Value) -> Self {
        self.0.entry(file.to_owned()).or_default().push(whole);
        self
    }

    /// Sets a field, which is added if it is not there: `/0/schedule/1/target`.
    pub(crate) fn set(mut self, file: &str, pointer: &str, value: Value) -> Self {
        let (holder, field) = pointer.rsplit_once('/').unwrap();
        let holder = holder.trim_start_matches('/');
        let (index, inner) = holder.split_once('/').unwrap_or((holder, ""));
        let record = &mut self.0.get_mut(file).unwrap()[index.parse::<usize>().unwrap()];
        let inner = if inner.is_empty() { String::new() } else { format!("/{inner}") };
        let holder = record.pointer_mut(&inner).unwrap();
        match holder.as_array_mut() {
            Some(list) => list[field.parse::<usize>().unwrap()] = value,
            None => holder[field] = value,
        }
        self
    }

    /// Takes a field of a record away.
    pub(crate) fn without(mut self, file: &str, index: usize, field: &str) -> Self {
        self.0.get_mut(file).unwrap()[index].as_object_mut().unwrap().remove(field).unwrap();
        self
    }

    /// The text of each file.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().map(|(file, records)| (file.as_str(), serde_json::to_string_pretty(records).unwrap()))
    }

    /// The files, ready to be read.
    pub(crate) fn files(&self) -> Files {
        self.texts().fold(Files::default(), |files, (file, text)| files.with(file, text))
    }

    /// Reads the data set, which must have faults.
    #[track_caller]
    pub(crate) fn faults(&self) -> Faults {
        faults(&self.files())
    }

    /// Reads the data set as an editor does. It can be served, and must have faults all the same.
    #[track_caller]
    pub(crate) fn faults_for_editors(&self) -> Faults {
        assert!(Dataset::read(&self.files()).is_ok(), "the data set can be served");
        match Dataset::read_for_editors(&self.files(), EDITED_ON.parse().unwrap()) {
            Ok(_) => panic!("the data set was read without faults"),
            Err(faults) => faults,
        }
    }
}

/// The day on which editors look at the data set: that on which all of it was verified.
pub(crate) const EDITED_ON: &str = "2021-03-01";

/// Reads a data set as an editor does, who must find nothing.
#[track_caller]
pub(crate) fn assert_sound_for_editors(mini: &Mini) {
    if let Err(faults) = Dataset::read_for_editors(&mini.files(), EDITED_ON.parse().unwrap()) {
        panic!("{faults}");
    }
}

/// Reads files that must have faults.
#[track_caller]
pub(crate) fn faults(files: &Files) -> Faults {
    match Dataset::read(files) {
        Ok(_) => panic!("the data set was read without faults"),
        Err(faults) => faults,
    }
}

/// A fault that is expected: file, record, path, and the telling part of the message.
pub(crate) type Expected<'a> = (&'a str, &'a str, &'a str, &'a str);

/// Exactly these faults were found, in this order. A record `-` stands for a fault of the whole file.
#[track_caller]
pub(crate) fn assert_faults(found: &Faults, expected: &[Expected<'_>]) {
    let fits = |(index, (file, record, path, message)): (usize, &Expected<'_>)| {
        found.list().get(index).is_some_and(|fault| {
            fault.file == *file
                && fault.record.as_deref().unwrap_or("-") == *record
                && fault.path == *path
                && fault.message.contains(message)
        })
    };
    let all = found.list().len() == expected.len() && expected.iter().enumerate().all(fits);
    assert!(all, "found:\n{found}\nexpected:\n{expected:#?}");
}

/// A single fault was found.
#[track_caller]
pub(crate) fn assert_fault(found: &Faults, expected: Expected<'_>) {
    assert_faults(found, &[expected]);
}
