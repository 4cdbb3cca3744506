//! The slip ledger and former plans: what an entry says of itself agrees with the dates beside it.

use serde_json::{Value, json};

use crate::base::{Mini, assert_fault};

const MISSIONS: &str = "missions/mini.json";

fn ledger(entries: &Value) -> Mini {
    Mini::on_the_ground().set(MISSIONS, "/0/schedule", entries.clone())
}

fn entry(announced: &str, target: &str, kind: &str) -> Value {
    json!({ "announced": announced, "target": target, "kind": kind, "source": "plan" })
}

#[test]
fn the_kind_of_an_entry_is_what_its_dates_say() {
    let wrong = [
        ("2021", "slip", "2021", "slip from 2021 to 2021, expected a target that is later"),
        ("2021", "slip", "2020-12", "expected a target that is later"),
        ("2021", "pull_in", "2022", "expected a target that is earlier"),
        ("2021", "precision_change", "2022-03", "expected slip or pull_in, since the two do not overlap"),
        ("2021", "scrub", "2021-05-02", "expected slip, since there was no launch day that could be scrubbed"),
    ];
    for (first, kind, second, message) in wrong {
        let mini = ledger(&json!([entry("2019-01", first, "initial"), entry("2020-02", second, kind)]));
        assert_fault(&mini.faults(), (MISSIONS, "probe-1", "$.schedule[1].kind", message));
    }
    let right = [
        ("2021", "slip", "2021-H2"),
        ("2021", "slip", "NET 2022"),
        ("2021-H2", "pull_in", "2021-05"),
        ("2021", "precision_change", "2021-Q3"),
        ("2021-05", "precision_change", "2021"),
        ("2021-05-01", "scrub", "2021-05-02"),
        ("2021-05-01T10:00Z", "scrub", "2021-05-01T12:00Z"),
    ];
    for (first, kind, second) in right {
        let mini = ledger(&json!([entry("2019-01", first, "initial"), entry("2020-02", second, kind)]));
        assert!(space_race::dataset::Dataset::read(&mini.files()).is_ok(), "{kind} from {first} to {second}");
    }
}

#[test]
fn entries_are_held_against_the_last_target_before_a_withdrawal() {
    let withdrawn = json!({ "announced": "2020-03", "target": null, "kind": "withdrawn", "source": "plan" });
    let mini = ledger(&json!([entry("2019", "2022", "initial"), withdrawn, entry("2020-09", "2021", "slip")]));
    assert_fault(&mini.faults(), (MISSIONS, "probe-1", "$.schedule[2].kind", "expected a target that is later"));
}

#[test]
fn former_plans_come_oldest_first_and_name_records_that_exist() {
    let plan = |until: &str, destination: &str| json!({ "until": until, "destination": destination, "source": "plan" });
    let mini = Mini::sound().set(MISSIONS, "/0/formerly", json!([plan("2020", "mars"), plan("2019-05", "sun")]));
    let expected = (MISSIONS, "probe-1", "$.formerly[1].until", "2019-05 comes before the plan above it");
    assert_fault(&mini.faults(), expected);
    let mini =
        Mini::sound().set(MISSIONS, "/0/formerly", json!([{ "until": "2020", "operator": "nasb", "source": "plan" }]));
    assert_fault(&mini.faults(), (MISSIONS, "probe-1", "$.formerly[0].operator", "nasb"));
    let mini = Mini::sound().set(MISSIONS, "/0/formerly", json!([{ "until": "2020", "source": "plan", "cost": [] }]));
    assert_fault(&mini.faults(), (MISSIONS, "probe-1", "$.formerly[0].cost", "unknown field"));
}

#[test]
fn reasons_have_codes_of_the_vocabulary() {
    let mut slip = entry("2020-02", "2022", "slip");
    slip["reason_code"] = json!("laziness");
    let mini = ledger(&json!([entry("2019", "2021", "initial"), slip]));
    assert_fault(&mini.faults(), (MISSIONS, "probe-1", "$.schedule[1].reason_code", "laziness"));
}
