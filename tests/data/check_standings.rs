//! Formulas of standings: each rule with a data set that breaks it and nothing else.

use serde_json::{Value, json};
use space_race::dataset::Dataset;

use crate::base::{Mini, assert_fault, assert_faults, assert_sound_for_editors};

const STANDINGS: &str = "standings/mini.json";
const DIMENSIONS: [&str; 8] =
    ["launch_cadence", "reliability", "human_flight", "moon", "mars", "stations", "commercial", "punctuality"];

fn measure(indicator: &str) -> Value {
    json!({ "indicator": indicator })
}

fn component(differs: &Value) -> Value {
    let mut component = json!({
        "name": "Landings", "weight": 1, "normalisation": "ratio_to_best", "nation": measure("landings"), "operator": measure("counted"),
    });
    for (field, value) in differs.as_object().unwrap() {
        component[field] = value.clone();
    }
    component
}

/// A sound data set with indicators of every kind and a formula for each dimension.
fn sound() -> Mini {
    let derived = |id: &str, aggregation: &str| {
        json!({
            "id": id, "name": id, "kind": "derived", "unit": "missions", "dimension": "world", "method": "Counted.", "licence": "CC0-1.0",
            "rule": { "count": "launched_missions", "aggregation": aggregation, "sets": ["moon-missions"] },
        })
    };
    let published = |id: &str, dimension: &str, player: &str| {
        json!({
            "id": id, "name": id, "kind": "published", "unit": "tries", "dimension": dimension, "method": "Counted by hand.", "citation": "FSA (2022)",
            "licence": "CC0-1.0", "series": [{ "player": player, "points": { "2021": 3 } }],
        })
    };
    let mini = Mini::sound()
        .add("indicators", derived("counted", "count"))
        .add("indicators", derived("rate", "share_succeeded"))
        .add("indicators", published("tries", "nation", "freedonia"))
        .add("indicators", published("agency-tries", "operator", "fsa"))
        .add_bare("sets/mini.json", json!({
            "id": "moon-missions", "name": "Missions to the Moon", "kind": "mission", "from": "2021", "complete_to": "2021-02-25",
            "scope": "Every mission that was launched to the Moon early in 2021, whoever launched it.", "members": ["probe-1"],
            "compiled_from": "From the plan of FSA, which tells of every launch of the year.", "sources": ["plan"], "verified_on": "2021-03-01",
        }));
    DIMENSIONS.into_iter().fold(mini, |mini, id| {
        let about = "What is counted here, and what could be said against counting it so.";
        mini.add_bare(STANDINGS, json!({ "id": id, "about": about, "components": [component(&json!({}))] }))
    })
}

#[test]
fn formulas_of_every_kind_of_measure_are_sound() {
    let rate = json!({ "normalisation": "share", "nation": measure("rate"), "operator": measure("rate") });
    let of_two = json!({
        "normalisation": "cautious_share", "nation": { "indicator": "landings", "whole": "tries" }, "operator": null,
        "unavailable": "Nobody tells.", "weight": 0.5,
    });
    let mini = sound().set(STANDINGS, "/1/components", json!([component(&rate), component(&of_two)]));
    assert_sound_for_editors(&mini);
    let read = Dataset::read(&mini.files()).unwrap();
    assert_eq!(read.formulas.records().len(), DIMENSIONS.len());
    let trusted = Dataset::read_trusted(&mini.files()).unwrap();
    assert_eq!(trusted.formulas.records().len(), DIMENSIONS.len());
    assert_eq!(Dataset::read(&Mini::sound().files()).unwrap().formulas.records().len(), 0, "a data set may have none");
}

#[test]
fn each_broken_rule_of_a_formula_is_one_fault() {
    let cases = [
        // where, what is set; path and message
        ("/0/about", json!("Too short."), "$.about", "40 to 2000 characters"),
        ("/0/components", json!([]), "$.components", "no component, expected at least one"),
        ("/0/components/0/name", json!(" "), "$.components[0].name", "an empty name"),
        ("/0/components/0/weight", json!(0), "$.components[0].weight", "0, expected more than nothing"),
        ("/0/components/0/weight", json!(-1), "$.components[0].weight", "-1 is less than the minimum of 0"),
        ("/0/components/0/weight", json!(1001), "$.components[0].weight", "1001 is greater than the maximum of 1000"),
        ("/0/components/0/weight", json!(0.0001), "$.components[0].weight", "too many decimals, expected 3 at most"),
        ("/0/components/0/weight", json!("1"), "$.components[0].weight", "\"1\" is not of type \"number\""),
        (
            "/0/components/0/normalisation",
            json!("rank"),
            "$.components[0].normalisation",
            "is not one of ratio_to_best",
        ),
        (
            "/0/components/0/nation",
            measure("landins"),
            "$.components[0].nation.indicator",
            "no record landins, expected an id from indicators/",
        ),
        (
            "/0/components/0/nation",
            measure("agency-tries"),
            "$.components[0].nation.indicator",
            "agency-tries was published by operator, expected figures by nation",
        ),
        (
            "/0/components/0/operator",
            measure("landings"),
            "$.components[0].operator.indicator",
            "landings was published by nation, expected figures by operator",
        ),
        (
            "/0/components/0/operator",
            measure("rate"),
            "$.components[0].operator.indicator",
            "rate has shares, expected a count for ratio_to_best",
        ),
        (
            "/0/components/0/nation",
            json!({ "indicator": "landings", "whole": "tries" }),
            "$.components[0].nation.whole",
            "a whole, expected none for ratio_to_best",
        ),
        ("/0/components/0/operator", Value::Null, "$.components[0].unavailable", "null, expected why one of nation"),
        (
            "/0/components/0/unavailable",
            json!("Why?"),
            "$.components[0].unavailable",
            "a reason, but both nation and operator are measured",
        ),
        ("/0/components/0/wait", json!(1), "$.components[0].wait", "unknown field \"wait\""),
    ];
    for (pointer, value, path, message) in cases {
        let faults = sound().set(STANDINGS, pointer, value).faults();
        assert_fault(&faults, (STANDINGS, "launch_cadence", path, message));
    }
}

#[test]
fn shares_need_shares_and_wholes_need_published_parts() {
    let of = |nation: Value| {
        let component = component(&json!({ "normalisation": "share", "nation": nation, "operator": measure("rate") }));
        sound().set(STANDINGS, "/0/components", json!([component])).faults()
    };
    let at = |field: &'static str, message: &'static str| (STANDINGS, "launch_cadence", field, message);
    let path = "$.components[0].nation.indicator";
    assert_fault(&of(measure("counted")), at(path, "counted has a count, expected a share for share"));
    assert_fault(&of(measure("landings")), at(path, "landings has a count, expected a share for share"));
    assert_fault(
        &of(json!({ "indicator": "counted", "whole": "tries" })),
        at(path, "counted is derived, expected a published one beside a whole"),
    );
    let whole = "$.components[0].nation.whole";
    assert_fault(
        &of(json!({ "indicator": "landings", "whole": "rate" })),
        at(whole, "rate is derived, expected a published one beside a whole"),
    );
    assert_fault(&of(json!({ "indicator": "landings", "whole": "tris" })), at(whole, "no record tris"));
}

#[test]
fn a_component_measures_somebody_and_says_whom_not() {
    let of = |differs: Value| sound().set(STANDINGS, "/0/components", json!([component(&differs)])).faults();
    assert_fault(
        &of(json!({ "nation": null, "operator": null })),
        (STANDINGS, "launch_cadence", "$.components[0].nation", "null, as is operator, expected a measure of one"),
    );
    assert_fault(
        &of(json!({ "operator": null, "unavailable": " " })),
        (STANDINGS, "launch_cadence", "$.components[0].unavailable", "an empty text"),
    );
}

#[test]
fn there_is_one_formula_for_each_dimension() {
    let twice = sound().set(STANDINGS, "/1/id", json!("launch_cadence"));
    assert_faults(
        &twice.faults(),
        &[
            ("standings", "-", "$", "no formula for reliability, expected one for each dimension"),
            (
                STANDINGS,
                "launch_cadence",
                "$.id",
                "launch_cadence stands twice, expected one formula for each dimension",
            ),
        ],
    );
    let unknown = sound().set(STANDINGS, "/1/id", json!("luck"));
    assert_fault(&unknown.faults(), (STANDINGS, "luck", "$.id", "is not one of launch_cadence, reliability"));
}
