//! A data set that knows nothing of what came after a day: the fixtures without every later fact, and with other words wherever a
//! later text stood. Whatever is answered as of that day has to be the same with it and with the real data, byte for byte.
//!
//! This says the rule of `as_of` a second time, over the JSON of the fixtures and without any code of the store.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use space_race::dataset::Files;
use space_race::domain::FuzzyDate;

/// Days since 1970-01-01.
pub(crate) type DayNumber = i64;

/// The number of a plain day.
pub(crate) fn day_number(day: &str) -> DayNumber {
    day.parse::<FuzzyDate>().unwrap().start().div_euclid(86_400)
}

/// The day from which on a date is known to have come.
fn known(date: &Value, checked: &Value) -> DayNumber {
    let date: FuzzyDate = date.as_str().unwrap().parse().unwrap();
    let (first, last) = (date.start().div_euclid(86_400), date.end().div_euclid(86_400));
    last.min(day_number(checked.as_str().unwrap())).max(first)
}

/// All records of the fixtures by kind.
pub(crate) struct Records(BTreeMap<String, Vec<Value>>);

impl Records {
    /// The real ones.
    pub(crate) fn real() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut kinds: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for folder in fs::read_dir(root).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
            let kind = folder.file_name().to_str().unwrap().to_owned();
            for file in fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
                let text = fs::read_to_string(file.path()).unwrap();
                kinds.entry(kind.clone()).or_default().extend(serde_json::from_str::<Vec<Value>>(&text).unwrap());
            }
        }
        Self(kinds)
    }

    /// As files to be read.
    pub(crate) fn files(&self) -> Files {
        self.0.iter().fold(Files::default(), |files, (kind, records)| {
            files.with(&format!("{kind}/all.json"), json!(records).to_string())
        })
    }

    fn of(&mut self, kind: &str) -> &mut Vec<Value> {
        self.0.get_mut(kind).unwrap()
    }

    /// Without everything that became known after a day.
    pub(crate) fn forgotten_after(mut self, day: DayNumber) -> Self {
        let later_events: BTreeSet<String> = self.0["events"]
            .iter()
            .filter(|event| known(&event["date"], &event["verified_on"]) > day)
            .map(id)
            .collect();
        let later_missions: BTreeSet<String> = self.0["missions"]
            .iter()
            .filter(|mission| {
                let checked = &mission["verified_on"];
                let entries = list(mission, "schedule").map(|entry| known(&entry["announced"], checked));
                let events = self.0["events"].iter().filter(|event| event["mission"] == mission["id"]);
                let first = entries.chain(events.map(|event| known(&event["date"], &event["verified_on"]))).min();
                first.unwrap_or_else(|| day_number(checked.as_str().unwrap())) > day
            })
            .map(id)
            .collect();
        let later_sources: BTreeSet<String> = self.0["sources"]
            .iter()
            .filter(|source| match source.get("published").filter(|date| !date.is_null()) {
                Some(date) => known(date, &source["accessed"]) > day,
                None => source["rank"] != "catalogue" && day_number(source["accessed"].as_str().unwrap()) > day,
            })
            .map(id)
            .collect();
        let goes_on: BTreeSet<String> = self.0["events"]
            .iter()
            .filter(|event| later_events.contains(&id(event)))
            .filter_map(|event| event["mission"].as_str().map(str::to_owned))
            .collect();
        self.of("events").retain(|event| !later_events.contains(&id(event)));
        self.of("missions").retain(|mission| !later_missions.contains(&id(mission)));
        self.0.remove("claims");
        for event in self.of("events") {
            strip(event, "related_missions", &later_missions);
        }
        let events = self.0["events"].clone();
        for mission in self.of("missions") {
            strip(mission, "depends_on", &later_missions);
            for plan in mission.get_mut("formerly").and_then(Value::as_array_mut).into_iter().flatten() {
                strip(plan, "depends_on", &later_missions);
            }
            forget_mission(mission, day, &events, &later_sources);
            if goes_on.contains(&id(mission)) {
                // how it went was written down after the last of its events, and nobody knew that text yet
                mission["outcome"] = Value::Null;
            }
        }
        for program in self.of("programs") {
            let checked = program["verified_on"].clone();
            let phases = program["history"].as_array_mut().unwrap();
            phases.retain(|phase| known(&phase["since"], &checked) <= day);
            strip_by(program, "budget", "source", &later_sources);
        }
        for vehicle in self.of("vehicles") {
            forget_vehicle(vehicle, day, &later_sources);
        }
        for player in self.of("players") {
            let checked = player["verified_on"].clone();
            for field in ["founded", "dissolved"] {
                if player.get(field).is_some_and(|date| !date.is_null() && known(date, &checked) > day) {
                    player[field] = json!("2026-11-24");
                }
            }
        }
        for source in self.of("sources").iter_mut().filter(|source| later_sources.contains(&id(source))) {
            garble(source, &["title", "publisher", "summary"]);
            source["url"] = json!(format!("https://example.org/{}", source["id"].as_str().unwrap()));
        }
        for timeline in self.of("timelines") {
            strip(timeline, "pins", &later_events);
            if let Some(query) = timeline.get_mut("query").filter(|query| query.is_object()) {
                strip(query, "missions", &later_missions);
            }
        }
        for trend in self.of("trends") {
            garble(trend, &["narrative", "summary"]);
            strip(trend, "missions", &later_missions);
            trend["claims"] = json!([]);
            trend["drivers"] = json!(["Later."]);
            for change in trend["would_change"].as_array_mut().unwrap() {
                change["text"] = json!("Words of a later day.");
                strip(change, "missions", &later_missions);
            }
        }
        for indicator in self.of("indicators").iter_mut().filter(|indicator| indicator["kind"] == "published") {
            garble(indicator, &["unit", "method", "summary"]);
            // nobody knew yet that they are money, or that it could be restated by them
            indicator["money"] = Value::Null;
            indicator["deflates"] = Value::Null;
        }
        self
    }
}

fn id(record: &Value) -> String {
    record["id"].as_str().unwrap().to_owned()
}

fn list<'a>(record: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    record[field].as_array().into_iter().flatten()
}

fn strip(record: &mut Value, field: &str, ids: &BTreeSet<String>) {
    if let Some(items) = record.get_mut(field).and_then(Value::as_array_mut) {
        items.retain(|item| !ids.contains(item.as_str().unwrap()));
    }
}

fn strip_by(record: &mut Value, field: &str, by: &str, ids: &BTreeSet<String>) {
    if let Some(items) = record.get_mut(field).and_then(Value::as_array_mut) {
        items.retain(|item| !ids.contains(item[by].as_str().unwrap()));
    }
}

fn garble(record: &mut Value, fields: &[&str]) {
    for field in fields {
        record[*field] = json!(format!("Words of a later day about {}", record["id"].as_str().unwrap()));
    }
}

fn forget_mission(mission: &mut Value, day: DayNumber, events: &[Value], later_sources: &BTreeSet<String>) {
    let checked = mission["verified_on"].clone();
    let is_checked = day_number(checked.as_str().unwrap()) <= day;
    let mine: Vec<&Value> = events.iter().filter(|event| event["mission"] == mission["id"]).collect();
    let happened = |kind: &str| mine.iter().any(|event| event["kind"] == kind);
    if let Some(entries) = mission.get_mut("schedule").and_then(Value::as_array_mut) {
        // an entry above one that is known has been announced, too
        let last = entries.iter().rposition(|entry| known(&entry["announced"], &checked) <= day);
        entries.truncate(last.map_or(0, |last| last + 1));
    }
    strip_by(mission, "cost", "source", later_sources);
    if is_checked {
        return;
    }
    if mission.get("plan_seen_on").and_then(Value::as_str).is_some_and(|seen| day_number(seen) > day) {
        mission["plan_seen_on"] = json!("2026-11-24");
    }
    let is_over = mine.iter().any(|event| event["ends_mission"].is_string())
        || happened("cancellation")
        || happened("supersession")
        || mine.iter().any(|event| event["kind"] == "launch" && event["outcome"] == "failure");
    if !is_over {
        mission["outcome"] = json!("Words of a later day.");
    }
    if !happened("launch") {
        let wikidata = mission.pointer("/identifiers/wikidata").cloned();
        let same_piece = format!("2999-{:03}", mission["id"].as_str().unwrap().len());
        mission["identifiers"] = json!({ "cospar": same_piece, "satcat": "1", "wikidata": wikidata });
        if !happened("crew_assignment") && list(mission, "crew").next().is_some() {
            mission["crew"] = json!([{ "name": "Somebody later", "role": "commander" }]);
        }
    }
    // what a plan that still holds says is not what the record says today
    let plans: Vec<Value> =
        list(mission, "formerly").filter(|plan| known(&plan["until"], &checked) > day).cloned().collect();
    for plan in plans {
        for (field, other) in [
            ("destination", json!("sun")),
            ("kinds", json!(["impactor"])),
            ("summary", json!("Words of a later day, long enough.")),
            ("partners", json!([])),
        ] {
            if !plan[field].is_null() {
                mission[field] = other;
            }
        }
    }
}

fn forget_vehicle(vehicle: &mut Value, day: DayNumber, later_sources: &BTreeSet<String>) {
    let checked = vehicle["verified_on"].clone();
    strip_by(vehicle, "list_price", "source", later_sources);
    if day_number(checked.as_str().unwrap()) <= day {
        return;
    }
    vehicle["outcome"] = json!("Words of a later day.");
    let later = |field: &str| vehicle.get(field).is_some_and(|date| !date.is_null() && known(date, &checked) > day);
    let (later_first, later_last) = (later("first_flight"), later("last_flight"));
    if later_last || vehicle.get("last_flight").is_none_or(Value::is_null) {
        vehicle["status"] = json!("cancelled");
    }
    for (field, is_later) in [("first_flight", later_first), ("last_flight", later_last)] {
        if is_later {
            vehicle[field] = json!("2026-11-24");
        }
    }
}
