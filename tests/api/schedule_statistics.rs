//! `/schedule-statistics`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

const GROUPINGS: [&str; 6] = ["nation", "player", "operator", "program", "destination", "vehicle"];

fn entry(announced: &str, target: &str, kind: &str) -> Value {
    let target = (!target.is_empty()).then_some(target);
    json!({ "announced": announced, "target": target, "kind": kind, "source": "paper" })
}

fn mission(id: &str, schedule: &[Value], extra: &Value) -> Value {
    let mut mission = json!({ "id": id, "schedule": schedule });
    mission.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    mission
}

/// Five missions with targets, two of them flown, and two that do not count.
fn tiny() -> Tiny {
    let started = |target: &str| entry("2015-01-01", target, "initial");
    let flown = json!({ "outcome": "success" });
    Tiny::new()
        .with(
            "missions",
            &mission(
                "late",
                &[
                    started("2018"),
                    entry("2017-01-01", "2019-03-01", "slip"),
                    entry("2019-01-01", "2019-05-01", "slip"),
                    entry("2019-05-01", "2019-05-03", "scrub"),
                ],
                &json!({ "destination": "moon" }),
            ),
        )
        .event("late", "launch", "2019-05-03T10:00Z", &flown)
        .with("missions", &mission("punctual", &[started("2018-Q1")], &json!({ "destination": "mars" })))
        .event("punctual", "launch", "2018-03-31T23:59Z", &flown)
        .with(
            "missions",
            &mission(
                "early",
                &[started("2030-01-10"), entry("2016-01-01", "2030-01-01", "pull_in")],
                &json!({ "operator": "loner" }),
            ),
        )
        .with(
            "missions",
            &mission(
                "open",
                &[started("2027"), entry("2020-01-01", "NET 2028", "slip")],
                &json!({ "operator": "loner" }),
            ),
        )
        .with("missions", &mission("dropped", &[started("2020-01-01")], &json!({})))
        .event("dropped", "cancellation", "2016-05-05", &json!({}))
        .with("missions", &mission("withdrawn", &[started("2020"), entry("2016", "", "withdrawn")], &json!({})))
        .with("missions", &mission("vague", &[], &json!({})))
}

fn group<'a>(statistics: &'a Value, value: &str) -> &'a Value {
    let groups = statistics["groups"].as_array().unwrap();
    groups.iter().find(|one| one["group"]["value"] == value).unwrap_or_else(|| panic!("no group {value}"))
}

#[test]
fn slips_are_counted_as_the_rule_says() {
    let app = tiny().app();
    let statistics = app.data("/api/v1/schedule-statistics");
    assert!(statistics["rule"].as_str().unwrap().contains("a scrub, which is a stop on launch day, is no slip"));
    assert_eq!(statistics["group_by"], "nation");
    let total = &statistics["total"];
    assert_eq!(app.ids(total["missions_url"].as_str().unwrap()), ["punctual", "late", "dropped", "open", "early"]);
    for (field, expected) in [
        ("group", json!(null)),
        ("missions", json!(5)),
        ("launched", json!(2)),
        ("moved", json!(2)),
        ("slips", json!(3)),
        ("pull_ins", json!(1)),
        ("scrubs", json!(1)),
        ("on_time", json!(1)),
        ("on_time_share", json!(0.5)),
        // late 123 to 487, punctual 0 to 89, early -9, dropped 0; the days of what is open are not known
        (
            "slip_days",
            json!({ "with_days": 4, "median_min": 0.0, "median_max": 44.5, "mean_min": 28.5, "mean_max": 141.8 }),
        ),
        (
            "worst",
            json!([
                { "mission": { "id": "late", "name": "late" }, "slip_days_min": 123, "slip_days_max": 487 },
                { "mission": { "id": "punctual", "name": "punctual" }, "slip_days_min": 0, "slip_days_max": 89 },
            ]),
        ),
    ] {
        assert_eq!(total[field], expected, "{field}");
    }
}

#[test]
fn groups_are_ordered_by_how_far_they_slipped() {
    let app = tiny().app();
    let order = |group_by: &str| {
        let groups = app.data(&format!("/api/v1/schedule-statistics?group_by={group_by}"))["groups"].take();
        let key = |one: &Value| json!([one["group"]["value"], one["missions"], one["slip_days"]["median_max"]]);
        groups.as_array().unwrap().iter().map(key).collect::<Vec<_>>()
    };
    assert_eq!(order("nation"), [json!(["freeland", 3, 89.0])], "the withdrawn and the vague do not count");
    assert_eq!(
        order("player"),
        [json!(["agency", 3, 89.0]), json!(["freeland", 3, 89.0]), json!(["loner", 2, -9.0])],
        "equals in the order of their ids"
    );
    assert_eq!(order("destination"), [json!(["mars", 1, 89.0]), json!(["moon", 4, 0.0])]);
    assert_eq!(order("program"), Vec::<Value>::new());
    let statistics = app.data("/api/v1/schedule-statistics?group_by=player&from=2028&to=2028");
    let loner = group(&statistics, "loner");
    assert_eq!((&loner["missions"], &loner["slip_days"]["median_max"]), (&json!(1), &Value::Null));
    assert_eq!(group(&statistics, "loner")["worst"], json!([]));
}

#[test]
fn a_period_and_a_state_narrow_what_is_counted() {
    let app = tiny().app();
    let count = |query: &str| app.data(&format!("/api/v1/schedule-statistics?{query}"))["total"]["missions"].clone();
    assert_eq!(count("launched=true"), 2);
    assert_eq!(count("launched=false"), 3);
    assert_eq!(count("from=2019&to=2020"), 2);
    assert_eq!(count("from=2029"), 2, "one that may fly any later may fly then");
    assert_eq!(count("from=2028&match=certain"), 1);
    assert_eq!(count("to=2018-03"), 1);
    assert_eq!(count("from=2040&to=2041&launched=true"), 0);
    let none = app.data("/api/v1/schedule-statistics?from=2040&to=2041&launched=true");
    assert_eq!((&none["groups"], &none["total"]["on_time_share"]), (&json!([]), &Value::Null));
    assert_eq!(
        (&none["from"]["value"], &none["to"]["value"], &none["launched"]),
        (&json!("2040"), &json!("2041"), &json!(true))
    );
    assert_eq!(none["total"]["slip_days"]["mean_min"], Value::Null);
}

#[test]
fn the_past_knows_nothing_of_later_slips() {
    let app = tiny().app();
    let total = |day: &str| app.data(&format!("/api/v1/schedule-statistics?as_of={day}"))["total"].clone();
    let then = total("2016-12-31");
    assert_eq!(
        (&then["missions"], &then["slips"], &then["pull_ins"], &then["launched"]),
        (&json!(5), &json!(0), &json!(1), &json!(0))
    );
    let then = total("2018-04-01");
    assert_eq!((&then["slips"], &then["launched"], &then["on_time"]), (&json!(1), &json!(1), &json!(1)));
    let before = total("2015-01-01");
    assert_eq!(
        (&before["missions"], &before["slip_days"]["median_max"]),
        (&json!(6), &json!(0.0)),
        "not withdrawn yet"
    );
}

#[test]
fn every_number_of_missions_is_the_total_of_its_list() {
    let app = TestApp::new();
    let mut checked = 0;
    for group_by in GROUPINGS {
        for query in [
            "",
            "&launched=true",
            "&launched=false&from=2026",
            "&from=2019&to=2025-06",
            "&from=2015&to=2020s&match=certain",
            "&as_of=2021-12-31",
            "&as_of=2024-06-30&to=2026&launched=false",
        ] {
            let statistics = app.data(&format!("/api/v1/schedule-statistics?group_by={group_by}{query}"));
            let groups = statistics["groups"].as_array().unwrap();
            for one in groups.iter().chain([&statistics["total"]]) {
                let url = one["missions_url"].as_str().unwrap();
                assert!(one["missions"].as_u64().unwrap() > 0, "{url}");
                assert_eq!(one["missions"], app.total(&format!("{url}&limit=1&fields=id")), "{url}");
                checked += 1;
            }
            let key =
                |one: &Value| (one["slip_days"]["median_max"].as_f64().unwrap_or(f64::MIN), one["missions"].as_u64());
            assert!(groups.windows(2).all(|pair| key(&pair[0]) >= key(&pair[1])), "order by {group_by}{query}");
        }
    }
    assert!(checked > 500, "{checked} lists");
}

#[test]
fn the_sums_are_those_of_the_ledgers() {
    let app = TestApp::new();
    for (query, past) in [("group_by=operator", ""), ("group_by=operator&as_of=2023-12-31", "as_of=2023-12-31")] {
        let statistics = app.data(&format!("/api/v1/schedule-statistics?{query}"));
        let india = group(&statistics, "india");
        let (mut sums, mut days) = ([0_u64; 5], Vec::new());
        for id in app.all_ids(india["missions_url"].as_str().unwrap()) {
            let ledger = app.data(&format!("/api/v1/missions/{id}/schedule?{past}"));
            let entries = ledger["entries"].as_array().unwrap();
            let count = |kind: &str| u64::try_from(entries.iter().filter(|one| one["kind"] == kind).count()).unwrap();
            let slips = count("slip");
            assert_eq!(ledger["summary"]["slips"], slips, "{id}");
            for (sum, more) in
                sums.iter_mut().zip([slips, count("pull_in"), count("scrub"), u64::from(slips > 0), count("achieved")])
            {
                *sum += more;
            }
            days.extend(ledger["summary"]["slip_days_min"].as_i64().zip(ledger["summary"]["slip_days_max"].as_i64()));
        }
        assert!(sums[0] > 5, "{sums:?}");
        for (field, sum) in ["slips", "pull_ins", "scrubs", "moved", "launched"].iter().zip(sums) {
            assert_eq!(india[field], sum, "{field} of {query}");
        }
        assert_eq!(india["slip_days"]["with_days"], days.len());
        days.sort_by_key(|(_, greatest)| *greatest);
        assert_eq!(india["worst"][0]["slip_days_max"], days.last().unwrap().1);
        let (low, high) = (days[(days.len() - 1) / 2].1, days[days.len() / 2].1);
        assert_eq!(india["slip_days"]["median_max"], f64::from(i32::try_from(low + high).unwrap()) / 2.0);
    }
}

mod errors {
    use super::*;

    #[test]
    fn a_period_is_possible_and_a_match_has_a_date() {
        let app = TestApp::new();
        let fault = app.get("/api/v1/schedule-statistics?from=2027&to=2026").fault("from");
        assert_eq!(fault["detail"], "2027 lies after to=2026, expected the earlier date first");
        let fault = app.get("/api/v1/schedule-statistics?match=certain").fault("match");
        assert_eq!(fault["detail"], "needs a date to match, expected from or to with it");
        app.get("/api/v1/schedule-statistics?match=certain&from=soon").fault("from");
        assert_eq!(
            app.get("/api/v1/schedule-statistics?group_by=nations").fault("group_by")["did_you_mean"][0],
            "nation"
        );
        app.get("/api/v1/schedule-statistics?launched=maybe").fault("launched");
        app.get("/api/v1/schedule-statistics?as_of=2999-01-01").fault("as_of");
        let faults = app.get("/api/v1/schedule-statistics?from=2027&to=2026&limit=3&as_of=1492-01-01").faults();
        assert_eq!(faults, ["limit", "from", "as_of"]);
    }
}
