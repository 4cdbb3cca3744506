//! Sets hold what they say: every record that belongs to one is in its list.

use serde_json::{Value, json};

use crate::base::{Mini, assert_fault, assert_sound_for_editors};

const SETS: &str = "sets/mini.json";
const INDICATORS: &str = "indicators/mini.json";

/// A set of missions, with what differs.
fn set(differs: &Value) -> Value {
    let mut set = json!({
        "id": "moon-missions", "name": "Missions to the Moon", "kind": "mission", "from": "2021", "complete_to": "2021-02-25",
        "scope": "Every mission that was launched to the Moon early in 2021, whoever launched it.", "members": ["probe-1"],
        "rule": { "destinations": ["moon"] }, "compiled_from": "From the plan of FSA, which tells of every launch of the year.",
        "sources": ["plan"], "verified_on": "2021-03-01",
    });
    for (field, value) in differs.as_object().unwrap() {
        set[field] = value.clone();
    }
    set
}

fn with(mini: Mini, differs: &Value) -> Mini {
    mini.add_bare(SETS, set(differs))
}

/// A second mission to the Moon, launched on a day.
fn second(launch: Option<&str>) -> Mini {
    let mini = Mini::sound().add("missions", json!({
        "id": "probe-2", "name": "Probe 2", "operator": "fsa", "kinds": ["orbiter"], "destination": "moon", "crewed": false,
        "launch": { "vehicle": "firework" },
    }));
    match launch {
        None => mini,
        Some(date) => mini.add("events", json!({
            "id": "probe-2-launch", "name": "Probe 2 is launched", "kind": "launch", "date": date, "mission": "probe-2",
            "outcome": "failure",
        })),
    }
}

#[test]
fn what_a_set_says_of_itself_is_sound() {
    assert_sound_for_editors(&with(Mini::sound(), &json!({})));
    let cases = [
        (json!({ "name": "Moon" }), "$.name", "5 to 120 characters"),
        (json!({ "scope": "All of them." }), "$.scope", "40 to 1500 characters"),
        (json!({ "compiled_from": "A list." }), "$.compiled_from", "40 to 2000 characters"),
        (json!({ "sources": [] }), "$.sources", "no source, expected at least one"),
        (json!({ "sources": ["book"] }), "$.sources[0]", "no record book, expected an id from sources/"),
        (json!({ "members": ["probe-1", "probe-1"] }), "$.members[1]", "probe-1 stands twice"),
        (
            json!({ "members": ["probe-1", "probe-9"] }),
            "$.members[1]",
            "no record probe-9, expected an id from missions/",
        ),
        (json!({ "from": "2021-03", "rule": null }), "$.members[0]", "probe-1 lies before 2021-03"),
        (json!({ "complete_to": "2021-02-02", "rule": null }), "$.members[0]", "probe-1 lies after 2021-02-02"),
    ];
    for (differs, path, message) in cases {
        assert_fault(&with(Mini::sound(), &differs).faults_for_editors(), (SETS, "moon-missions", path, message));
    }
    let twice = with(with(Mini::sound(), &json!({})), &json!({}));
    assert_fault(
        &twice.faults_for_editors(),
        (SETS, "moon-missions", "$.id", "id moon-missions stands twice, expected an id of its own"),
    );
}

#[test]
fn a_set_is_one_of_missions_or_of_events() {
    let faults = with(Mini::sound(), &json!({ "kind": "player" })).faults();
    assert_fault(&faults, (SETS, "moon-missions", "$.kind", "is not one of mission, event"));
}

#[test]
fn what_belongs_to_a_set_is_in_its_list() {
    let message = "probe-2 fits the rule and is not listed, expected it here or in set_aside";
    let missing = with(second(Some("2021-02-20")), &json!({}));
    assert_fault(&missing.faults_for_editors(), (SETS, "moon-missions", "$.members", message));
    assert_sound_for_editors(&with(second(Some("2021-02-20")), &json!({ "members": ["probe-1", "probe-2"] })));
    let aside = json!({ "set_aside": [{ "id": "probe-2", "why": "It is a model." }] });
    assert_sound_for_editors(&with(second(Some("2021-02-20")), &aside));
    for outside in [Some("2020-12-31"), Some("2021-02-26"), None] {
        assert_sound_for_editors(&with(second(outside), &json!({})));
        let message = "probe-2 is not found by the rule";
        assert_fault(
            &with(second(outside), &aside).faults_for_editors(),
            (SETS, "moon-missions", "$.set_aside[0].id", message),
        );
    }
    let both =
        json!({ "members": ["probe-1", "probe-2"], "set_aside": [{ "id": "probe-2", "why": "It is a model." }] });
    let faults = with(second(Some("2021-02-20")), &both).faults_for_editors();
    assert_fault(&faults, (SETS, "moon-missions", "$.set_aside[0].id", "probe-2 is a member, too"));
}

#[test]
fn each_condition_of_a_rule_counts() {
    let conditions = [
        ("destinations", json!(["mars"])),
        ("mission_kinds", json!(["rover"])),
        ("crewed", json!(true)),
        ("vehicles", json!(["rocket"])),
        ("planned", json!(true)),
    ];
    let whole =
        json!({ "destinations": ["moon"], "mission_kinds": ["orbiter"], "crewed": false, "vehicles": ["firework"] });
    let listed = |rule: &Value| with(second(Some("2021-02-20")), &json!({ "rule": rule, "members": [] }));
    let message = "probe-2 fits the rule and is not listed";
    assert_fault(&listed(&whole).faults_for_editors(), (SETS, "moon-missions", "$.members", message));
    for (condition, other) in conditions {
        let mut rule = whole.clone();
        rule[condition] = other;
        assert_sound_for_editors(&listed(&rule));
    }
}

#[test]
fn a_set_of_plans_holds_what_is_neither_launched_nor_given_up() {
    let plans = |mini, members: Value| with(mini, &json!({ "rule": { "planned": true }, "members": members }));
    let message = "probe-2 fits the rule and is not listed";
    assert_fault(&plans(second(None), json!([])).faults_for_editors(), (SETS, "moon-missions", "$.members", message));
    assert_sound_for_editors(&plans(second(None), json!(["probe-2"])));
    let faults = plans(second(None), json!(["probe-2", "probe-1"])).faults_for_editors();
    assert_fault(&faults, (SETS, "moon-missions", "$.members[1]", "probe-1 is not planned any more"));
    let step = |kind: &str, date: &str| json!({ "id": format!("{kind}-of-it"), "name": "A step", "kind": kind, "date": date, "mission": "probe-2" });
    for kind in ["cancellation", "supersession"] {
        let given_up = second(None).add("events", step(kind, "2020"));
        assert_sound_for_editors(&plans(given_up.clone(), json!([])));
        let again = given_up.add("events", step("approval", "2021"));
        assert_sound_for_editors(&plans(again, json!(["probe-2"])));
    }
}

#[test]
fn a_set_of_events_holds_events() {
    let events = |members: Value| {
        let differs = json!({ "kind": "event", "rule": { "event_kinds": ["landing"] }, "members": members });
        with(Mini::sound(), &differs)
    };
    let message = "probe-1-landing fits the rule and is not listed";
    assert_fault(&events(json!([])).faults_for_editors(), (SETS, "moon-missions", "$.members", message));
    assert_sound_for_editors(&events(json!(["probe-1-landing"])));
    let faults = events(json!(["probe-1-landing", "probe-1"])).faults_for_editors();
    assert_fault(&faults, (SETS, "moon-missions", "$.members[1]", "no record probe-1, expected an id from events/"));
}

#[test]
fn a_derived_indicator_counts_within_sets() {
    let counted = |rule: Value| {
        let mini = with(Mini::sound(), &json!({}));
        let mini = mini.set(INDICATORS, "/0/kind", json!("derived")).set(INDICATORS, "/0/series", json!([]));
        mini.set(INDICATORS, "/0/citation", json!(null)).set(INDICATORS, "/0/rule", rule)
    };
    assert_sound_for_editors(&counted(json!({ "count": "launched_missions", "sets": ["moon-missions"] })));
    let message = "no set, expected those within which the count is complete";
    let faults = counted(json!({ "count": "launched_missions" })).faults_for_editors();
    assert_fault(&faults, (INDICATORS, "landings", "$.rule.sets", message));
    let faults = counted(json!({ "count": "events", "sets": ["mars-missions"] })).faults_for_editors();
    assert_fault(
        &faults,
        (INDICATORS, "landings", "$.rule.sets[0]", "no set mars-missions, expected an id from sets/"),
    );
}
