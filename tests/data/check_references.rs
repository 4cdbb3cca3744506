//! Ids are unique, references lead somewhere, and every record has a source.

use serde_json::{Value, json};
use space_race::dataset::Dataset;

use crate::base::{Mini, assert_fault, assert_faults};

#[test]
fn every_reference_leads_to_a_record() {
    let money =
        || json!([{ "amount": 1, "currency": "USD", "kind": "budget", "covers": "all of it", "source": "nowhere" }]);
    let part = || json!([{ "player": "nowhere", "role": "lander" }]);
    let evidence = |kind: &str| json!([{ "kind": kind, "id": "nowhere", "shows": "something" }]);
    let series = |field: &str| json!([{ field: "nowhere", "points": { "2021": 1 } }]);
    let schedule = || json!([{ "announced": "2019", "target": "2020", "kind": "initial", "source": "nowhere" }]);
    let phase = || json!([{ "since": "2015", "status": "active", "source": "nowhere" }]);
    let attempt = || json!([{ "milestone": "nowhere", "result": "success" }]);
    let crew = || json!([{ "name": "Ann Other", "role": "pilot", "player": "nowhere" }]);
    let list = || json!(["nowhere"]);
    let one = || json!("nowhere");
    // folder and record; what is set, to what; path and folder of the missing record
    let cases: Vec<(&str, &str, &str, Value, &str, &str)> = vec![
        ("players", "fsa", "/1/nation", one(), "$.nation", "players"),
        ("players", "fsa", "/1/parent", one(), "$.parent", "players"),
        ("players", "fsa", "/1/members", list(), "$.members[0]", "players"),
        ("players", "fsa", "/1/sources", list(), "$.sources[0]", "sources"),
        ("programs", "lunatic", "/0/players", part(), "$.players[0].player", "players"),
        ("programs", "lunatic", "/0/history", phase(), "$.history[0].source", "sources"),
        ("programs", "lunatic", "/0/successor", one(), "$.successor", "programs"),
        ("programs", "lunatic", "/0/budget", money(), "$.budget[0].source", "sources"),
        ("programs", "lunatic", "/0/sources", list(), "$.sources[0]", "sources"),
        ("missions", "probe-1", "/0/operator", one(), "$.operator", "players"),
        ("missions", "probe-1", "/0/partners", part(), "$.partners[0].player", "players"),
        ("missions", "probe-1", "/0/program", one(), "$.program", "programs"),
        ("missions", "probe-1", "/0/spacecraft", one(), "$.spacecraft", "vehicles"),
        ("missions", "probe-1", "/0/launch/vehicle", one(), "$.launch.vehicle", "vehicles"),
        ("missions", "probe-1", "/0/schedule", schedule(), "$.schedule[0].source", "sources"),
        ("missions", "probe-1", "/0/milestones", json!(["first-landing", "nowhere"]), "$.milestones[1]", "milestones"),
        ("missions", "probe-1", "/0/cost", money(), "$.cost[0].source", "sources"),
        ("missions", "probe-1", "/0/depends_on", list(), "$.depends_on[0]", "missions"),
        ("missions", "probe-1", "/0/trends", list(), "$.trends[0]", "trends"),
        ("missions", "probe-1", "/0/sources", list(), "$.sources[0]", "sources"),
        ("vehicles", "firework", "/0/maker", one(), "$.maker", "players"),
        ("vehicles", "firework", "/0/operator", one(), "$.operator", "players"),
        ("vehicles", "firework", "/0/nation", one(), "$.nation", "players"),
        ("vehicles", "firework", "/0/predecessor", one(), "$.predecessor", "vehicles"),
        ("vehicles", "firework", "/0/successor", one(), "$.successor", "vehicles"),
        ("vehicles", "firework", "/0/list_price", money(), "$.list_price[0].source", "sources"),
        ("vehicles", "firework", "/0/sources", list(), "$.sources[0]", "sources"),
        ("events", "probe-1-launch", "/0/related_missions", list(), "$.related_missions[0]", "missions"),
        ("events", "probe-1-launch", "/0/programs", list(), "$.programs[0]", "programs"),
        ("events", "probe-1-launch", "/0/players", list(), "$.players[0]", "players"),
        ("events", "probe-1-launch", "/0/vehicle", one(), "$.vehicle", "vehicles"),
        ("events", "probe-1-launch", "/0/trends", list(), "$.trends[0]", "trends"),
        ("events", "probe-1-launch", "/0/sources", list(), "$.sources[0]", "sources"),
        ("timelines", "line", "/0/query/players", list(), "$.query.players[0]", "players"),
        ("timelines", "line", "/0/query/programs", list(), "$.query.programs[0]", "programs"),
        ("timelines", "line", "/0/query/missions", list(), "$.query.missions[0]", "missions"),
        ("timelines", "line", "/0/query/trends", list(), "$.query.trends[0]", "trends"),
        ("timelines", "line", "/0/pins", list(), "$.pins[0]", "events"),
        ("timelines", "line", "/0/sources", list(), "$.sources[0]", "sources"),
        ("trends", "lunacy", "/0/parent", one(), "$.parent", "trends"),
        ("trends", "lunacy", "/0/players", list(), "$.players[0]", "players"),
        ("trends", "lunacy", "/0/programs", list(), "$.programs[0]", "programs"),
        ("trends", "lunacy", "/0/missions", list(), "$.missions[0]", "missions"),
        ("trends", "lunacy", "/0/indicators", list(), "$.indicators[0]", "indicators"),
        ("trends", "lunacy", "/0/claims", list(), "$.claims[0]", "claims"),
        ("trends", "lunacy", "/0/would_change/0/missions", list(), "$.would_change[0].missions[0]", "missions"),
        ("trends", "lunacy", "/0/would_change/0/milestones", list(), "$.would_change[0].milestones[0]", "milestones"),
        ("trends", "lunacy", "/0/would_change/0/indicators", list(), "$.would_change[0].indicators[0]", "indicators"),
        ("trends", "lunacy", "/0/sources", list(), "$.sources[0]", "sources"),
        ("indicators", "landings", "/0/series", series("player"), "$.series[0].player", "players"),
        ("indicators", "landings", "/0/series", series("vehicle"), "$.series[0].vehicle", "vehicles"),
        ("indicators", "landings", "/0/trends", list(), "$.trends[0]", "trends"),
        ("indicators", "landings", "/0/sources", list(), "$.sources[0]", "sources"),
        ("milestones", "first-landing", "/0/trends", list(), "$.trends[0]", "trends"),
        ("milestones", "first-landing", "/0/sources", list(), "$.sources[0]", "sources"),
        ("claims", "it-landed", "/0/evidence", evidence("mission"), "$.evidence[0].id", "missions"),
        ("claims", "it-landed", "/0/evidence", evidence("player"), "$.evidence[0].id", "players"),
        ("claims", "it-landed", "/0/evidence", evidence("source"), "$.evidence[0].id", "sources"),
        ("claims", "it-landed", "/0/players", list(), "$.players[0]", "players"),
        ("claims", "it-landed", "/0/programs", list(), "$.programs[0]", "programs"),
        ("claims", "it-landed", "/0/missions", list(), "$.missions[0]", "missions"),
        ("claims", "it-landed", "/0/trends", list(), "$.trends[0]", "trends"),
        ("claims", "it-landed", "/0/sources", list(), "$.sources[0]", "sources"),
    ];
    for (folder, record, pointer, value, path, target) in cases {
        let file = format!("{folder}/mini.json");
        let message = format!("no record nowhere, expected an id from {target}/");
        assert_fault(&Mini::sound().set(&file, pointer, value).faults(), (&file, record, path, &message));
    }
    let file = "missions/mini.json";
    let crewed = Mini::sound().set(file, "/0/crewed", json!(true)).set(file, "/0/crew", crew());
    assert_fault(
        &crewed.faults(),
        (file, "probe-1", "$.crew[0].player", "no record nowhere, expected an id from players/"),
    );
    // an event is told twice: its attempt is at no milestone of its mission either
    let file = "events/mini.json";
    assert_faults(
        &Mini::sound().set(file, "/1/milestones", attempt()).faults(),
        &[
            (
                file,
                "probe-1-landing",
                "$.milestones[0].milestone",
                "no record nowhere, expected an id from milestones/",
            ),
            (file, "probe-1-landing", "$.milestones[0].milestone", "nowhere is not among the milestones of probe-1"),
        ],
    );
    let unknown = Mini::sound()
        .add("events", json!({ "id": "zz", "name": "Zz", "kind": "anomaly", "date": "2021", "mission": "nowhere" }));
    assert_fault(&unknown.faults(), (file, "zz", "$.mission", "no record nowhere, expected an id from missions/"));
}

#[test]
fn a_reference_that_is_nearly_right_is_told_what_was_meant() {
    let mini = Mini::sound().set("missions/mini.json", "/0/operator", json!("freedoni"));
    let message = "no record freedoni, expected an id from players/ (did you mean freedonia?)";
    assert_fault(&mini.faults(), ("missions/mini.json", "probe-1", "$.operator", message));
    let mini = Mini::sound().set("missions/mini.json", "/0/operator", json!("qwertzuiop"));
    let faults = mini.faults();
    assert_eq!(faults.list()[0].message, "no record qwertzuiop, expected an id from players/");
}

#[test]
fn every_record_but_a_source_has_a_source() {
    let folders = [
        ("players", "freedonia"),
        ("programs", "lunatic"),
        ("missions", "probe-1"),
        ("vehicles", "firework"),
        ("events", "probe-1-launch"),
        ("timelines", "line"),
        ("trends", "lunacy"),
        ("indicators", "landings"),
        ("milestones", "first-landing"),
        ("claims", "it-landed"),
    ];
    for (folder, record) in folders {
        let file = format!("{folder}/mini.json");
        let faults = Mini::sound().set(&file, "/0/sources", json!([])).faults();
        assert_fault(&faults, (&file, record, "$.sources", "no source, expected at least one"));
    }
}

#[test]
fn an_id_stands_once_within_its_kind() {
    let twin = json!({ "id": "fsa", "name": "FSA again", "kind": "agency" });
    let faults = Mini::sound().add_to("players/twin.json", twin.clone()).faults();
    let message = "id fsa stands in players/mini.json already, expected an id of its own";
    assert_fault(&faults, ("players/twin.json", "fsa", "$.id", message));
    let faults = Mini::sound().add("players", twin).faults();
    assert_fault(&faults, ("players/mini.json", "fsa", "$.id", message));
    let program = json!({ "id": "fsa", "name": "FSA", "players": [], "goal": "To be.", "destination": "moon", "started": null,
                          "history": [{ "since": "2015", "status": "active", "source": "plan" }] });
    let mini = Mini::sound().add("programs", program);
    assert!(Dataset::read(&mini.files()).is_ok(), "records of two kinds may have the same id");
}

#[test]
fn a_former_id_was_never_the_id_of_another_record() {
    let file = "players/mini.json";
    let message = "is the id of another record, expected an id that only this record had";
    let mini = Mini::sound().set(file, "/1/former_ids", json!(["old-fsa", "freedonia"]));
    assert_fault(&mini.faults(), (file, "fsa", "$.former_ids[1]", message));
    let mini = Mini::sound().set(file, "/0/former_ids", json!(["old"])).set(file, "/1/former_ids", json!(["old"]));
    assert_fault(&mini.faults(), (file, "fsa", "$.former_ids[0]", message));
    let mini = Mini::sound().set(file, "/1/former_ids", json!(["lunatic", "probe-1"]));
    assert!(Dataset::read(&mini.files()).is_ok(), "the ids of another kind are free");
}

#[test]
fn a_former_id_is_no_way_to_refer_to_a_record() {
    let mini = Mini::sound().set("players/mini.json", "/1/former_ids", json!(["old-agency"]));
    let mini = mini.set("missions/mini.json", "/0/operator", json!("old-agency"));
    let message = "no record old-agency, expected an id from players/";
    assert_fault(&mini.faults(), ("missions/mini.json", "probe-1", "$.operator", message));
}
