//! Rules of events, which take more than one field to break, and the rules that depend on the calendar.

use serde_json::{Value, json};
use space_race::dataset::{Dataset, Faults};
use space_race::domain::Day;

use crate::base::{Mini, assert_fault, assert_faults};

const EVENTS: &str = "events/mini.json";
const MISSIONS: &str = "missions/mini.json";

fn event(kind: &str, date: &str) -> Value {
    json!({ "id": "zz-other", "name": "Something else", "kind": kind, "date": date, "mission": "probe-1" })
}

#[test]
fn an_event_without_a_mission_names_a_player_and_ends_nothing() {
    let lone = json!({
        "id": "zz-lone", "name": "Something alone", "kind": "policy", "date": "2021", "ends_mission": "success",
        "milestones": [{ "milestone": "first-landing", "result": "success" }],
    });
    assert_faults(
        &Mini::sound().add("events", lone.clone()).faults(),
        &[
            (EVENTS, "zz-lone", "$.ends_mission", "the event names no mission that it could end"),
            (EVENTS, "zz-lone", "$.milestones", "the event names no mission that attempted these"),
            (EVENTS, "zz-lone", "$.players", "no player, expected at least one where no mission is named"),
        ],
    );
    let mini = Mini::sound().add("events", lone).without(EVENTS, 2, "ends_mission").without(EVENTS, 2, "milestones");
    assert!(Dataset::read(&mini.set(EVENTS, "/2/players", json!(["fsa"])).files()).is_ok());
}

#[test]
fn a_mission_is_launched_once() {
    let mut again = event("launch", "2021-02-04");
    again["outcome"] = json!("success");
    let faults = Mini::sound().add("events", again).faults();
    assert_fault(&faults, (EVENTS, "zz-other", "$.mission", "probe-1 has a launch already: probe-1-launch"));
}

#[test]
fn a_mission_ends_once() {
    let mut again = event("mission_end", "2021-02-10");
    again["ends_mission"] = json!("failure");
    let faults = Mini::sound().add("events", again).faults();
    assert_fault(&faults, (EVENTS, "zz-other", "$.ends_mission", "probe-1 ended already with probe-1-landing"));
}

#[test]
fn an_attempt_is_one_of_the_milestones_of_its_mission() {
    let faults = Mini::sound().set(MISSIONS, "/0/milestones", json!([])).faults();
    let message = "first-landing is not among the milestones of probe-1";
    assert_fault(&faults, (EVENTS, "probe-1-landing", "$.milestones[0].milestone", message));
}

#[test]
fn what_happens_in_space_takes_a_launch_and_comes_before_the_end() {
    let in_space = [
        "orbit_insertion",
        "flyby",
        "landing",
        "impact",
        "docking",
        "undocking",
        "deployment",
        "spacewalk",
        "operations_start",
    ];
    for kind in in_space {
        let faults = Mini::on_the_ground().add("events", event(kind, "2021-02-05")).faults();
        assert_fault(&faults, (EVENTS, "zz-other", "$.kind", "probe-1 has no launch event that came before"));
        let faults = Mini::sound().add("events", event(kind, "2021-02-02")).faults();
        assert_fault(&faults, (EVENTS, "zz-other", "$.date", "2021-02-02 lies before the launch of probe-1 on"));
        let faults = Mini::sound().add("events", event(kind, "2021-03")).faults();
        assert_fault(&faults, (EVENTS, "zz-other", "$.date", "probe-1 had ended on 2021-02-09"));
        let sound = Mini::sound().add("events", event(kind, "2021-02-05"));
        assert!(Dataset::read(&sound.files()).is_ok(), "{kind}");
    }
    for kind in ["announcement", "discovery", "anomaly", "contract", "budget"] {
        assert!(Dataset::read(&Mini::on_the_ground().add("events", event(kind, "1999")).files()).is_ok(), "{kind}");
        assert!(Dataset::read(&Mini::sound().add("events", event(kind, "2031")).files()).is_ok(), "{kind}");
    }
}

#[test]
fn dates_that_may_be_in_order_are_in_order() {
    for date in ["2021-02", "2021", "~2021-02-03", "NLT 2021-02-03", "NET 2021-01-01", "2021-02-01/2021-02-04"] {
        let mini = Mini::sound().add("events", event("flyby", date));
        if let Err(faults) = Dataset::read(&mini.files()) {
            panic!("{date}: {faults}");
        }
    }
}

#[track_caller]
fn faults_on(day: &str, mini: &Mini) -> Faults {
    match Dataset::read_for_editors(&mini.files(), day.parse::<Day>().unwrap()) {
        Ok(_) => panic!("the data set was read without faults"),
        Err(faults) => faults,
    }
}

#[test]
fn editors_are_told_what_lies_in_the_future() {
    let future = [
        (
            EVENTS,
            "/1/date",
            json!("2021-03-02"),
            "probe-1-landing",
            "$.date",
            "2021-03-02 lies in the future, expected",
        ),
        (
            EVENTS,
            "/1/verified_on",
            json!("2021-03-02"),
            "probe-1-landing",
            "$.verified_on",
            "2021-03-02 lies in the future",
        ),
        (MISSIONS, "/0/verified_on", json!("2021-03-02"), "probe-1", "$.verified_on", "2021-03-02 lies in the future"),
    ];
    for (file, pointer, value, record, path, message) in future {
        let mini = Mini::sound().set(file, pointer, value);
        assert_fault(&faults_on("2021-03-01", &mini), (file, record, path, message));
        // by then somebody has seen that it happened
        let seen = mini.clone().set(EVENTS, "/1/verified_on", json!("2021-03-02"));
        assert!(Dataset::read_for_editors(&seen.files(), "2021-03-02".parse().unwrap()).is_ok(), "{path} on its day");
        assert!(Dataset::read(&mini.files()).is_ok(), "the service reads what the calendar forbids to editors");
    }
    let unseen = Mini::sound().set(EVENTS, "/1/verified_on", json!("2021-02-08"));
    let before = "2021-02-08 lies before the event on 2021-02-09";
    assert_fault(&faults_on("2021-03-01", &unseen), (EVENTS, "probe-1-landing", "$.verified_on", before));
    let entry = json!({ "announced": "2021-04", "target": "2022", "kind": "slip", "source": "plan" });
    let mini = Mini::on_the_ground();
    let schedule = json!([{ "announced": "2019", "target": "2020", "kind": "initial", "source": "plan" }, entry]);
    let mini = mini.set(MISSIONS, "/0/schedule", schedule);
    let expected = (MISSIONS, "probe-1", "$.schedule[1].announced", "2021-04 lies in the future");
    assert_fault(&faults_on("2021-03-01", &mini), expected);
}

#[test]
fn editors_are_told_of_every_record_that_was_verified_in_the_future() {
    let files =
        ["players", "programs", "vehicles", "timelines", "trends", "indicators", "milestones", "claims", "sources"];
    let missed: Vec<&str> = files
        .into_iter()
        .filter(|folder| {
            let mini = Mini::sound().set(&format!("{folder}/mini.json"), "/0/verified_on", json!("2099-01-01"));
            Dataset::read_for_editors(&mini.files(), "2021-03-01".parse().unwrap()).is_ok()
        })
        .collect();
    assert!(missed.is_empty(), "verified on 2099-01-01 and nobody is told: {missed:?}");
}
