//! What a careful editor sees: who acts exists, nobody is in two places, names are written one way, and everything has a use.

use serde_json::{Value, json};

use crate::base::{Expected, Mini, assert_fault, assert_faults, assert_sound_for_editors};

const EVENTS: &str = "events/mini.json";
const MISSIONS: &str = "missions/mini.json";
const PLAYERS: &str = "players/mini.json";
const PROGRAMS: &str = "programs/mini.json";
const SOURCES: &str = "sources/mini.json";
const TRENDS: &str = "trends/mini.json";
const VEHICLES: &str = "vehicles/mini.json";

/// A crewed flight in LEO with its launch and, if it has come back, its landing.
fn flight(mini: Mini, id: &str, crew: &[&str], launch: &str, landing: Option<&str>) -> Mini {
    let crew: Vec<Value> = crew.iter().map(|name| json!({ "name": name, "role": "pilot" })).collect();
    let mission = json!({ "id": id, "name": id, "operator": "fsa", "kinds": ["crewed_flight"], "destination": "low_earth_orbit",
                          "crewed": true, "crew": crew, "launch": { "vehicle": "firework" } });
    let mini = mini.add("missions", mission).add("events", json!({
        "id": format!("{id}-launch"), "name": "Lift-off", "kind": "launch", "date": launch, "mission": id, "outcome": "success",
    }));
    match landing {
        None => mini,
        Some(date) => mini.add("events", json!({
            "id": format!("{id}-landing"), "name": "Touch-down", "kind": "return_to_earth", "date": date, "mission": id,
            "ends_mission": "success",
        })),
    }
}

#[test]
fn an_operator_was_founded_before_it_launches() {
    let faults = Mini::sound().set(PLAYERS, "/1/founded", json!("2021-02-04")).faults_for_editors();
    let message = "fsa was founded on 2021-02-04, after the launch on 2021-02-03T04:05Z";
    assert_fault(&faults, (MISSIONS, "probe-1", "$.operator", message));
    for founded in ["2021", "2021-02", "1999"] {
        assert_sound_for_editors(&Mini::sound().set(PLAYERS, "/1/founded", json!(founded)));
    }
    assert_sound_for_editors(&Mini::on_the_ground().set(PLAYERS, "/1/founded", json!("2031")));
}

#[test]
fn no_target_is_announced_after_the_launch() {
    let late = json!({ "announced": "2021-02-04", "target": "2021-Q2", "kind": "slip", "source": "plan" });
    let schedule = |entry: &Value| {
        let first = json!({ "announced": "2019-05-02", "target": "2021-01", "kind": "initial", "source": "plan" });
        Mini::sound().set(MISSIONS, "/0/schedule", json!([first, entry]))
    };
    let message = "2021-02-04 lies after the launch on 2021-02-03T04:05Z";
    assert_fault(&schedule(&late).faults_for_editors(), (MISSIONS, "probe-1", "$.schedule[1].announced", message));
    let on_the_day = json!({ "announced": "2021-02-03", "target": "2021-02-03", "kind": "slip", "source": "plan" });
    assert_sound_for_editors(&schedule(&on_the_day));
}

#[test]
fn a_successor_does_not_come_before_what_it_succeeds() {
    let rocket = |first_flight: &str, others: Value| {
        let mut rocket = json!({ "id": "rocket", "name": "Rocket", "kind": "launch_vehicle", "maker": "fsa", "status": "active",
                                 "reusability": "expendable", "crew_rated": false, "first_flight": first_flight });
        for (field, value) in others.as_object().unwrap() {
            rocket[field] = value.clone();
        }
        rocket
    };
    let succeeded =
        |date| Mini::sound().set(VEHICLES, "/0/successor", json!("rocket")).add("vehicles", rocket(date, json!({})));
    let message = "rocket began on 2017-12, before this on 2018";
    assert_fault(&succeeded("2017-12").faults_for_editors(), (VEHICLES, "firework", "$.successor", message));
    assert_sound_for_editors(&succeeded("2018-01"));

    let preceded = |date| {
        Mini::sound().add("vehicles", rocket(date, json!({ "predecessor": "firework" }))).set(
            EVENTS,
            "/0/vehicle",
            json!("rocket"),
        )
    };
    let message = "firework flew first on 2018, later than this";
    assert_fault(&preceded("2017").faults_for_editors(), (VEHICLES, "rocket", "$.predecessor", message));
    assert_sound_for_editors(&preceded("2018"));

    let program = |started: &str| {
        let next = json!({ "id": "next", "name": "Next", "players": [{ "player": "fsa", "role": "lead" }], "goal": "To stay.",
                           "destination": "moon", "started": started, "budget": [],
                           "history": [{ "since": started, "status": "active", "source": "plan" }] });
        Mini::sound().set(PROGRAMS, "/0/successor", json!("next")).add("programs", next)
    };
    let message = "next began on 2014, before this on 2015";
    assert_fault(&program("2014").faults_for_editors(), (PROGRAMS, "lunatic", "$.successor", message));
    assert_sound_for_editors(&program("2015-06"));
}

#[test]
fn nobody_is_in_two_places() {
    let first = |landing| flight(Mini::sound(), "first", &["Ann Other"], "2020-01-05", landing);
    let second = |mini, launch| flight(mini, "second", &["Bo Nobody", "Ann Other"], launch, Some("2020-12-01"));
    let message = "Ann Other was launched with first and had not come back";
    let expected: Expected<'_> = (MISSIONS, "second", "$.crew[1].name", message);
    assert_fault(&second(first(Some("2020-03-01")), "2020-02-28").faults_for_editors(), expected);
    assert_fault(&second(first(None), "2020-04-01").faults_for_editors(), expected);
    assert_sound_for_editors(&second(first(Some("2020-03-01")), "2020-03-02"));
    assert_sound_for_editors(&second(first(Some("2020-03")), "2020-03-02"));

    let twice = flight(Mini::sound(), "first", &["Ann Other", "Ann Other"], "2020-01-05", None);
    assert_fault(&twice.faults_for_editors(), (MISSIONS, "first", "$.crew[1].name", "Ann Other is in the crew twice"));
}

#[test]
fn a_name_is_written_one_way() {
    let crews = |one: &str, other: &str| {
        let mini = flight(Mini::sound(), "first", &[one], "2020-01-05", Some("2020-01-09"));
        flight(mini, "second", &[other], "2020-02-05", Some("2020-02-09"))
    };
    for (one, other) in [("Jean-Loup Chrétien", "Jean-Loup Chretien"), ("Anna-Lee Fisher", "Anna Lee Fisher")] {
        let message = format!("{other} is written {one} elsewhere");
        assert_fault(&crews(one, other).faults_for_editors(), (MISSIONS, "second", "$.crew[0].name", &message));
    }
    assert_sound_for_editors(&crews("Ann Other", "Ann Brother"));

    let pad = flight(Mini::sound(), "first", &[], "2020-01-05", None);
    let faults = pad.set(MISSIONS, "/1/launch/site", json!("Mini cosmodrome")).faults_for_editors();
    let message = "Mini Cosmodrome is written Mini cosmodrome elsewhere";
    assert_fault(&faults, (MISSIONS, "probe-1", "$.launch.site", message));
}

#[test]
fn how_a_mission_went_is_told_of_one_that_is_over_or_flew() {
    let told = |mini: Mini| mini.set(MISSIONS, "/0/outcome", json!("It went well."));
    let message = "the mission was neither launched nor given up, expected null";
    assert_fault(&told(Mini::on_the_ground()).faults_for_editors(), (MISSIONS, "probe-1", "$.outcome", message));
    assert_sound_for_editors(&told(Mini::sound()));
    for kind in ["cancellation", "supersession"] {
        let end = json!({ "id": "end", "name": "The end", "kind": kind, "date": "2020", "mission": "probe-1" });
        assert_sound_for_editors(&told(Mini::on_the_ground().add("events", end)));
    }
}

#[test]
fn events_agree_with_the_status_of_their_mission() {
    for kind in ["proposal", "approval", "hold", "resumption", "cancellation", "supersession"] {
        let step =
            |date: &str| json!({ "id": "zz-step", "name": "A step", "kind": kind, "date": date, "mission": "probe-1" });
        let message = "probe-1 had been launched on 2021-02-03T04:05Z, expected a kind that flying missions have";
        let faults = Mini::sound().add("events", step("2021-02-05")).faults_for_editors();
        assert_fault(&faults, (EVENTS, "zz-step", "$.kind", message));
        assert_sound_for_editors(&Mini::sound().add("events", step("2021-02-03")));
    }
    for outcome in ["success", "partial_success"] {
        let mini = Mini::sound()
            .set(EVENTS, "/0/outcome", json!("failure"))
            .set(EVENTS, "/1/kind", json!("mission_end"))
            .set(EVENTS, "/1/ends_mission", json!(outcome));
        let message = "the launch of probe-1 failed, expected failure";
        assert_fault(&mini.faults_for_editors(), (EVENTS, "probe-1-landing", "$.ends_mission", message));
    }
}

#[test]
fn editors_are_told_of_what_nothing_uses() {
    let mini = Mini::sound()
        .add("players", json!({ "id": "shop", "name": "Shop", "kind": "company" }))
        .add("programs", json!({
            "id": "idle", "name": "Idle", "players": [{ "player": "fsa", "role": "lead" }], "goal": "None.",
            "destination": "moon", "budget": [], "history": [{ "since": "2015", "status": "active", "source": "plan" }],
        }))
        .add("vehicles", json!({
            "id": "bus", "name": "Bus", "kind": "spacecraft", "maker": "fsa", "status": "active", "reusability": "expendable",
            "crew_rated": false,
        }))
        .add("milestones", json!({
            "id": "second-landing", "name": "Second landing", "destination": "moon", "crewed": false, "criterion": "It stands.",
        }))
        .add("sources", json!({
            "id": "book", "title": "The book", "publisher": "FSA", "url": "https://example.org/book", "accessed": "2021-03-01",
            "rank": "press",
        }));
    let message = "no record names it, expected a use";
    assert_faults(
        &mini.faults_for_editors(),
        &[
            ("milestones/mini.json", "second-landing", "$.id", message),
            (PLAYERS, "shop", "$.id", message),
            (PROGRAMS, "idle", "$.id", message),
            (SOURCES, "book", "$.id", message),
            (VEHICLES, "bus", "$.id", message),
        ],
    );
}

#[test]
fn a_trend_says_what_would_change_its_picture_and_where_that_will_show() {
    let text = "Somebody lands a second time.";
    let with = |changes: Value| Mini::sound().set(TRENDS, "/0/would_change", changes);
    let fault = |changes: Value, path: &str, message: &str| {
        assert_fault(&with(changes).faults_for_editors(), (TRENDS, "lunacy", path, message));
    };
    let sound = json!({ "text": text, "indicators": ["landings"] });
    assert_sound_for_editors(&with(json!([sound, { "text": text, "milestones": ["first-landing"] }])));
    fault(json!([]), "$.would_change", "0 entries, expected 1 to 4");
    fault(json!([sound, sound, sound, sound, sound]), "$.would_change", "5 entries, expected 1 to 4");
    fault(
        json!([sound, { "text": text }]),
        "$.would_change[1]",
        "names no record, expected a mission, milestone or indicator",
    );
    for short in ["It lands.", "Somebody lands a second time"] {
        let message = format!("{} characters, expected a sentence of 20 to 400", short.len());
        fault(json!([{ "text": short, "missions": ["probe-1"] }]), "$.would_change[0].text", &message);
    }
}
