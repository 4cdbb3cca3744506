//! `/missions/{id}/impact`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny, ids};

fn mission(id: &str, target: &str, depends_on: &[&str]) -> Value {
    let entry = json!({ "announced": "2020-01-01", "target": target, "kind": "initial", "source": "paper" });
    let schedule = if target.is_empty() { json!([]) } else { json!([entry]) };
    json!({ "id": id, "schedule": schedule, "depends_on": depends_on })
}

/// A diamond with a tail: `first` before `left` and `right`, both before `both`, and that before `last`; and a shorter way from `first` to `last`.
fn diamond() -> Tiny {
    [
        mission("first", "2028", &[]),
        mission("left", "2028-H1", &["first"]),
        mission("right", "2029-03", &["first"]),
        mission("both", "2029-Q3", &["right", "left"]),
        mission("last", "2031", &["both"]),
        mission("tail", "", &["last", "first"]),
        mission("end", "NET 2029-01", &["tail"]),
        mission("elsewhere", "2028", &[]),
    ]
    .iter()
    .fold(Tiny::new(), |tiny, mission| tiny.with("missions", mission))
}

/// Each dependent with its effect.
fn effects(app: &TestApp, uri: &str) -> Vec<(String, Value)> {
    let dependents = app.data(uri)["dependents"].take();
    let one = |one: &Value| (one["mission"]["id"].as_str().unwrap().to_owned(), one["effect"].clone());
    dependents.as_array().unwrap().iter().map(one).collect()
}

fn named(pairs: &[(&str, &str)]) -> Vec<(String, Value)> {
    pairs.iter().map(|(id, effect)| ((*id).to_owned(), json!(effect))).collect()
}

#[test]
fn every_dependent_is_told_once_with_a_shortest_way() {
    let impact = diamond().app().data("/api/v1/missions/first/impact");
    let paths: Vec<String> = impact["dependents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let path = ids(&one["path"]);
            assert_eq!(path.last().unwrap(), one["mission"]["id"].as_str().unwrap());
            assert_eq!(one["effect"], Value::Null, "no slip was asked about");
            path.join(" ")
        })
        .collect();
    assert_eq!(
        paths,
        ["first left", "first right", "first tail", "first left both", "first tail end", "first left both last"]
    );
    assert_eq!(
        (&impact["complete"], &impact["slips_to"], &impact["status"]),
        (&json!(true), &Value::Null, &json!("planned"))
    );
    assert_eq!(impact["target"]["value"], "2028");
}

#[test]
fn a_slip_makes_targets_impossible_or_puts_them_at_risk() {
    let app = diamond().app();
    let effects_of = |date: &str| effects(&app, &format!("/api/v1/missions/first/impact?slips_to={date}"));
    assert_eq!(
        effects_of("2029"),
        named(&[
            ("left", "impossible"),
            ("right", "at_risk"),
            ("tail", "unknown"),
            ("both", "at_risk"),
            ("end", "at_risk"),
            ("last", "possible"),
        ])
    );
    assert_eq!(
        effects_of("2028-07"),
        named(&[
            ("left", "impossible"),
            ("right", "possible"),
            ("tail", "unknown"),
            ("both", "possible"),
            ("end", "possible"),
            ("last", "possible"),
        ])
    );
    assert_eq!(
        effects(&app, "/api/v1/missions/last/impact?slips_to=2032"),
        named(&[("tail", "unknown"), ("end", "at_risk")])
    );
    assert_eq!(effects(&app, "/api/v1/missions/elsewhere/impact?slips_to=2032"), []);
    assert_eq!(
        effects(&app, "/api/v1/missions/tail/impact?slips_to=1999"),
        named(&[("end", "possible")]),
        "without a target any date is later"
    );
}

#[test]
fn a_slip_does_not_go_on_from_what_was_launched_or_given_up() {
    let app = diamond()
        .event("left", "launch", "2021-01-01", &json!({ "outcome": "success" }))
        .event("tail", "cancellation", "2021-01-01", &json!({}))
        .app();
    assert_eq!(
        effects(&app, "/api/v1/missions/first/impact?slips_to=2030"),
        named(&[
            ("left", "not_affected"),
            ("right", "impossible"),
            ("tail", "not_affected"),
            ("both", "impossible"),
            ("end", "not_affected"),
            ("last", "possible"),
        ]),
        "the way over the right side is still open"
    );
    let before = effects(&app, "/api/v1/missions/first/impact?slips_to=2030&as_of=2020-12-31");
    assert_eq!(before[0], ("left".to_owned(), json!("impossible")));
}

#[test]
fn a_walk_ends_even_where_missions_once_depended_on_each_other() {
    let former = json!([{ "until": "2022-01-01", "depends_on": ["b"], "source": "paper" }]);
    let mut a = mission("a", "2028", &[]);
    a["formerly"] = former;
    let app = Tiny::new().with("missions", &a).with("missions", &mission("b", "2029", &["a"])).app();
    assert_eq!(
        effects(&app, "/api/v1/missions/a/impact?as_of=2021-01-01&slips_to=2030"),
        named(&[("b", "impossible")])
    );
    assert_eq!(
        effects(&app, "/api/v1/missions/b/impact?as_of=2021-01-01&slips_to=2030"),
        named(&[("a", "impossible")])
    );
    assert_eq!(effects(&app, "/api/v1/missions/b/impact?slips_to=2030"), []);
    assert_eq!(app.ids("/api/v1/missions?depends_on=b&as_of=2021-01-01"), ["a"]);
    assert_eq!(app.total("/api/v1/missions?depends_on=b"), 0);
}

#[test]
fn at_most_two_hundred_dependents_are_told() {
    let many = |count: usize| {
        let add =
            |tiny: Tiny, number: usize| tiny.with("missions", &mission(&format!("m-{number:03}"), "2029", &["root"]));
        (0..count).fold(Tiny::new().with("missions", &mission("root", "2028", &[])), add).app()
    };
    for (count, complete) in [(200, true), (201, false)] {
        let impact = many(count).data("/api/v1/missions/root/impact?slips_to=2030");
        assert_eq!(impact["dependents"].as_array().unwrap().len(), 200);
        assert_eq!(impact["complete"], complete, "{count}");
        assert!(impact["dependents"].as_array().unwrap().iter().all(|one| one["effect"] == "impossible"));
    }
}

#[test]
fn a_slip_of_artemis_iii_moves_what_comes_after_it() {
    let app = TestApp::new();
    let impact = app.data("/api/v1/missions/artemis-ii/impact");
    assert_eq!(impact["status"], "success");
    let path = |id: &str| {
        let dependents = impact["dependents"].as_array().unwrap();
        ids(&dependents.iter().find(|one| one["mission"]["id"] == id).unwrap_or_else(|| panic!("no {id}"))["path"])
    };
    assert_eq!(path("artemis-iii"), ["artemis-ii", "artemis-iii"]);
    assert_eq!(path("artemis-v"), ["artemis-ii", "artemis-iii", "artemis-iv", "artemis-v"]);
    let after = effects(&app, "/api/v1/missions/artemis-iii/impact?slips_to=2060");
    assert!(after.contains(&("artemis-iv".to_owned(), json!("impossible"))), "{after:?}");
    let direct = app.ids("/api/v1/missions?depends_on=artemis-iii&limit=100");
    assert!(direct.contains(&"artemis-iv".to_owned()) && !direct.contains(&"artemis-v".to_owned()), "{direct:?}");
}

#[test]
fn what_depends_on_a_mission_are_those_that_name_it() {
    let app = TestApp::new();
    for past in ["", "&as_of=2023-06-30"] {
        let counts =
            app.ok(&format!("/api/v1/missions?limit=1&facets=depends_on{past}"))["facets"]["depends_on"].take();
        assert!(counts.as_array().unwrap().len() > 5);
        for one in counts.as_array().unwrap() {
            let id = one["value"].as_str().unwrap();
            let impact = app.data(&format!("/api/v1/missions/{id}/impact?{}", past.trim_start_matches('&')));
            let near = impact["dependents"].as_array().unwrap().iter();
            let near: Vec<&str> = near
                .filter(|one| one["path"].as_array().unwrap().len() == 2)
                .map(|one| one["mission"]["id"].as_str().unwrap())
                .collect();
            assert_eq!(near, app.all_ids(&format!("/api/v1/missions?depends_on={id}&sort=id{past}")), "{id}");
        }
    }
}

mod errors {
    use super::*;

    #[test]
    fn a_mission_slips_only_to_a_later_date() {
        let app = diamond().app();
        let fault = app.get("/api/v1/missions/right/impact?slips_to=2029-02").fault("slips_to");
        assert_eq!(fault["detail"], "2029-02 lies before the current target 2029-03, expected that or a later date");
        app.get("/api/v1/missions/right/impact?slips_to=2029-03").expect(200);
        app.get("/api/v1/missions/right/impact?slips_to=NET%202028").fault("slips_to");
        app.get("/api/v1/missions/right/impact?slips_to=2029").expect(200);
    }

    #[test]
    fn what_was_launched_or_given_up_cannot_slip() {
        let app = diamond()
            .event("first", "launch", "2021-01-01", &json!({ "outcome": "failure" }))
            .event("right", "cancellation", "2021-01-01", &json!({}))
            .app();
        let detail = |id: &str| {
            app.get(&format!("/api/v1/missions/{id}/impact?slips_to=2040")).fault("slips_to")["detail"].clone()
        };
        assert_eq!(
            detail("first"),
            "the mission was launched and cannot slip any more; leave it out to ask what depends on it"
        );
        assert_eq!(
            detail("right"),
            "the mission was given up and cannot slip any more; leave it out to ask what depends on it"
        );
        app.get("/api/v1/missions/first/impact").expect(200);
        app.get("/api/v1/missions/first/impact?slips_to=2040&as_of=2020-12-31").expect(200);
    }

    #[test]
    fn the_mission_is_known_and_the_date_is_one() {
        let app = diamond().app();
        app.get("/api/v1/missions/first/impact?slips_to=soon").fault("slips_to");
        assert_eq!(
            app.get("/api/v1/missions/first/impact?slip_to=2030").fault("slip_to")["did_you_mean"][0],
            "slips_to"
        );
        app.get("/api/v1/missions/nobody/impact").problem(404);
        app.get("/api/v1/missions/nobody/impact?slips_to=2030").problem(404);
        assert_eq!(app.get("/api/v1/missions/first/impact?slips_to=2030&as_of=2019-01-01").faults(), ["as_of"]);
    }
}
