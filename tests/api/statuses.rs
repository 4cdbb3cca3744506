//! How the status of a mission follows from its events and its schedule: the table of `fixtures/README.md`, row by row.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

fn entry(announced: &str, target: &str, kind: &str) -> Value {
    let target = if target.is_empty() { Value::Null } else { json!(target) };
    json!({ "announced": announced, "target": target, "kind": kind, "source": "paper" })
}

/// A service with the mission `m`: its schedule, and its events as kind, date and further fields.
fn app(schedule: &[Value], events: &[(&str, &str, Value)]) -> TestApp {
    let tiny = Tiny::new().with("missions", &json!({ "id": "m", "schedule": schedule }));
    events.iter().fold(tiny, |tiny, (kind, date, extra)| tiny.event("m", kind, date, extra)).app()
}

#[track_caller]
fn is(app: &TestApp, status: &str, group: &str, since: &str) -> Value {
    let mission = app.data("/api/v1/missions/m");
    assert_eq!((&mission["status"], &mission["status_group"]), (&json!(status), &json!(group)), "{mission}");
    assert_eq!(mission["status_since"]["value"].as_str().unwrap_or_default(), since, "since when it is {status}");
    assert_eq!(app.ids(&format!("/api/v1/missions?status={status}")), ["m"], "the filter agrees");
    assert_eq!(app.ids(&format!("/api/v1/missions?status_group={group}")), ["m"], "the filter of groups agrees");
    mission
}

fn initial() -> Value {
    entry("2020-01-01", "2030", "initial")
}

fn none() -> Value {
    json!({})
}

fn went(outcome: &str) -> Value {
    json!({ "outcome": outcome })
}

fn ended(outcome: &str) -> Value {
    json!({ "ends_mission": outcome })
}

#[test]
fn without_events_and_target_it_is_proposed() {
    let mission = is(&app(&[], &[]), "proposed", "future", "");
    assert_eq!(mission["launch"]["date"], Value::Null);
    assert_eq!(mission["launch"]["achieved"], false);
}

#[test]
fn with_a_target_it_is_planned() {
    let mission = is(&app(&[initial()], &[]), "planned", "future", "2020-01-01");
    assert_eq!((&mission["launch"]["date"]["value"], &mission["launch"]["achieved"]), (&json!("2030"), &json!(false)));
}

#[test]
fn a_proposal_stays_one_even_with_a_target_until_somebody_commits() {
    let proposal = || ("proposal", "2019", none());
    is(&app(&[initial()], &[proposal()]), "proposed", "future", "2019");
    for commitment in ["approval", "contract"] {
        is(&app(&[initial()], &[proposal(), (commitment, "2021", none())]), "planned", "future", "2021");
    }
}

#[test]
fn a_hold_lasts_until_a_resumption_or_a_new_target() {
    let hold = || ("hold", "2022", none());
    is(&app(&[initial()], &[hold()]), "on_hold", "future", "2022");
    is(&app(&[initial()], &[hold(), ("resumption", "2023", none())]), "planned", "future", "2023");
    is(&app(&[initial(), entry("2024", "2032", "slip")], &[hold()]), "planned", "future", "2024");
}

#[test]
fn a_withdrawn_target_is_a_hold() {
    let withdrawn = entry("2022-03-01", "", "withdrawn");
    let mission = is(&app(&[initial(), withdrawn.clone()], &[]), "on_hold", "future", "2022-03-01");
    assert_eq!(mission["launch"]["date"], Value::Null, "no target is announced any more");
    is(&app(&[initial(), withdrawn, entry("2023", "2033", "slip")], &[]), "planned", "future", "2023");
}

#[test]
fn plans_are_given_up_or_replaced() {
    is(&app(&[initial()], &[("cancellation", "2023-05", none())]), "cancelled", "ended", "2023-05");
    is(&app(&[initial()], &[("supersession", "2023-06", none())]), "superseded", "ended", "2023-06");
}

#[test]
fn a_cancelled_plan_can_be_revived() {
    let cancelled = || ("cancellation", "2023", none());
    is(&app(&[initial(), entry("2024", "2031", "slip")], &[cancelled()]), "planned", "future", "2024");
    is(&app(&[initial()], &[cancelled(), ("approval", "2025", none())]), "planned", "future", "2025");
    is(
        &app(&[initial()], &[cancelled(), ("launch", "2026-01-01", went("success"))]),
        "in_flight",
        "active",
        "2026-01-01",
    );
}

#[test]
fn a_launch_brings_it_into_flight_unless_it_fails() {
    for (outcome, status, group) in [
        ("success", "in_flight", "active"),
        ("partial_success", "in_flight", "active"),
        ("failure", "failure", "ended"),
    ] {
        let mission = is(&app(&[initial()], &[("launch", "2025-02-03", went(outcome))]), status, group, "2025-02-03");
        assert_eq!(
            (&mission["launch"]["date"]["value"], &mission["launch"]["achieved"]),
            (&json!("2025-02-03"), &json!(true))
        );
    }
}

#[test]
fn work_at_the_destination_is_operation_unless_it_failed() {
    for kind in ["orbit_insertion", "landing", "docking", "deployment", "operations_start"] {
        let launch = ("launch", "2025-02-03", went("success"));
        is(&app(&[], &[launch.clone(), (kind, "2025-03-03", went("success"))]), "operating", "active", "2025-03-03");
        is(&app(&[], &[launch.clone(), (kind, "2025-03-03", none())]), "operating", "active", "2025-03-03");
        is(&app(&[], &[launch, (kind, "2025-03-03", went("failure"))]), "in_flight", "active", "2025-02-03");
    }
}

#[test]
fn events_without_an_effect_leave_the_status_alone() {
    let launch = ("launch", "2025-02-03", went("success"));
    for kind in
        ["flyby", "anomaly", "spacewalk", "discovery", "announcement", "hold", "cancellation", "proposal", "approval"]
    {
        is(&app(&[], &[launch.clone(), (kind, "2025-03-03", none())]), "in_flight", "active", "2025-02-03");
    }
}

#[test]
fn the_event_that_ends_a_mission_states_its_outcome() {
    let launch = ("launch", "2025-02-03", went("success"));
    for outcome in ["success", "partial_success", "failure"] {
        let end = ("mission_end", "2025-06-03", ended(outcome));
        is(&app(&[], &[launch.clone(), end.clone()]), outcome, "ended", "2025-06-03");
        let later = ("discovery", "2025-07-01", none());
        is(&app(&[], &[launch.clone(), end, later]), outcome, "ended", "2025-06-03");
    }
    let flight_of_minutes = json!({ "outcome": "success", "ends_mission": "partial_success" });
    is(&app(&[], &[("launch", "2025-02-03", flight_of_minutes)]), "partial_success", "ended", "2025-02-03");
}

#[test]
fn a_plan_whose_window_has_passed_is_stale() {
    // the tests take place on 2026-11-25
    for (target, stale) in [
        ("2025", true),
        ("2026-11-24", true),
        ("2026-11-25", false),
        ("2026-Q3", true),
        ("2026-Q4", false),
        ("2026", false),
        ("NET 2020", false),
        ("NLT 2025", true),
    ] {
        let app = app(&[entry("2020-01-01", target, "initial")], &[]);
        let mission = is(&app, "planned", "future", "2020-01-01");
        assert_eq!(mission["stale"], stale, "a target of {target}");
        assert_eq!(app.ids(&format!("/api/v1/missions?stale={stale}")), ["m"]);
    }
    let passed = || entry("2020-01-01", "2021", "initial");
    assert_eq!(app(&[passed()], &[("cancellation", "2021", none())]).data("/api/v1/missions/m")["stale"], false);
    assert_eq!(app(&[passed()], &[("launch", "2021", went("success"))]).data("/api/v1/missions/m")["stale"], false);
}

#[test]
fn what_lies_after_today_is_not_known_yet() {
    let app = app(&[initial(), entry("2026-12", "2031", "slip")], &[("launch", "2026-11-26", went("success"))]);
    let mission = is(&app, "planned", "future", "2020-01-01");
    assert_eq!(
        (&mission["launch"]["date"]["value"], &mission["schedule"]["announcements"]),
        (&json!("2030"), &json!(1))
    );
}

/// The entries of the slip ledger as kind, target, and least and greatest number of days.
fn ledger(app: &TestApp) -> Vec<Value> {
    let schedule = app.data("/api/v1/missions/m/schedule");
    let mission = app.data("/api/v1/missions/m");
    assert_eq!(schedule["summary"], mission["schedule"], "the ledger in short is the mission's");
    assert_eq!(schedule["mission"], json!({ "id": "m", "name": "m" }));
    let entries = schedule["entries"].as_array().unwrap().iter();
    entries
        .map(|one| json!([one["kind"], one["target"]["value"], one["slip_days_min"], one["slip_days_max"]]))
        .collect()
}

#[test]
fn slips_are_counted_in_days_as_a_least_and_a_greatest_number() {
    let schedule = [
        entry("2020-01-01", "2025-01-01", "initial"),
        entry("2021", "2025-03", "slip"),
        entry("2022", "2025-02-10", "pull_in"),
        entry("2023", "NET 2026", "slip"),
        entry("2024", "2026-06-15", "precision_change"),
    ];
    let app = app(&schedule, &[("launch", "2026-07-01T10:00:00Z", went("success"))]);
    assert_eq!(
        ledger(&app),
        [
            json!(["initial", "2025-01-01", null, null]),
            json!(["slip", "2025-03", 59, 89]),
            json!(["pull_in", "2025-02-10", -49, -19]),
            json!(["slip", "NET 2026", 325, null]),
            json!(["precision_change", "2026-06-15", null, 165]),
            json!(["achieved", "2026-07-01T10:00:00Z", 16, 16]),
        ]
    );
    let summary = app.data("/api/v1/missions/m")["schedule"].take();
    assert_eq!((&summary["announcements"], &summary["slips"]), (&json!(5), &json!(2)));
    assert_eq!(
        (&summary["first_target"]["value"], &summary["last_target"]["value"]),
        (&json!("2025-01-01"), &json!("2026-06-15"))
    );
    assert_eq!(
        (&summary["first_announced"]["value"], &summary["last_announced"]["value"]),
        (&json!("2020-01-01"), &json!("2024"))
    );
    assert_eq!((&summary["slip_days_min"], &summary["slip_days_max"]), (&json!(546), &json!(546)));
}

#[test]
fn a_cancellation_closes_the_ledger() {
    let app = app(&[initial(), entry("2021", "", "withdrawn")], &[("cancellation", "2023-05", none())]);
    assert_eq!(
        ledger(&app),
        [
            json!(["initial", "2030", null, null]),
            json!(["withdrawn", null, null, null]),
            json!(["cancelled", null, null, null]),
        ]
    );
    let last = app.data("/api/v1/missions/m/schedule")["entries"][2].take();
    assert_eq!(
        (&last["announced"]["value"], &last["source"]["id"], &last["reason"]),
        (&json!("2023-05"), &json!("paper"), &Value::Null)
    );
}

#[test]
fn a_target_after_a_withdrawal_is_compared_with_the_one_before_it() {
    let schedule =
        [entry("2020", "2024-01-01", "initial"), entry("2021", "", "withdrawn"), entry("2022", "2024-01-31", "slip")];
    assert_eq!(ledger(&app(&schedule, &[]))[2], json!(["slip", "2024-01-31", 30, 30]));
}

#[test]
fn a_target_that_never_moved_has_not_slipped() {
    let summary = app(&[initial()], &[]).data("/api/v1/missions/m")["schedule"].take();
    assert_eq!((&summary["slip_days_min"], &summary["slip_days_max"]), (&json!(0), &json!(0)), "{summary}");
}

#[test]
fn without_a_schedule_the_ledger_is_empty() {
    let app = app(&[], &[]);
    assert_eq!(ledger(&app), Vec::<Value>::new());
    let summary = app.data("/api/v1/missions/m")["schedule"].take();
    assert_eq!(
        summary,
        json!({
            "announcements": 0, "slips": 0, "first_target": null, "first_announced": null, "last_target": null, "last_announced": null,
            "slip_days_min": null, "slip_days_max": null,
        })
    );
}
