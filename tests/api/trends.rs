//! `/trends`.

use serde_json::{Value, json};

use crate::helpers::{TODAY, TestApp, Tiny, ids};

#[test]
fn the_challenges_of_the_space_race_are_there() {
    let app = TestApp::new();
    let challenges = app.ids("/api/v1/trends?kind=challenge&limit=100");
    for id in ["space-debris", "high-costs", "political-conflicts"] {
        assert!(challenges.contains(&id.to_owned()), "{id} in {challenges:?}");
    }
    assert!(app.total("/api/v1/trends") >= 12);
    for kind in ["trend", "challenge", "outlook"] {
        assert!(app.total(&format!("/api/v1/trends?kind={kind}")) >= 3, "{kind}");
    }
}

#[test]
fn a_trend_gathers_what_names_it() {
    let app = Tiny::new()
        .with("trends", &json!({ "id": "wide" }))
        .with(
            "trends",
            &json!({ "id": "narrow", "kind": "outlook", "parent": "wide", "players": ["agency"], "missions": ["b"] }),
        )
        .with("missions", &json!({ "id": "a", "trends": ["narrow"] }))
        .with("missions", &json!({ "id": "b" }))
        .with("missions", &json!({ "id": "c" }))
        .app();
    let narrow = app.data("/api/v1/trends/narrow");
    let mut missions = ids(&narrow["missions"]);
    missions.sort();
    assert_eq!(missions, ["a", "b"], "those that it names, and those that name it");
    assert_eq!(narrow["parent"], json!({ "id": "wide", "name": "wide" }));
    assert_eq!(app.ids("/api/v1/trends?parent=wide"), ["narrow"]);
    assert_eq!(app.ids("/api/v1/trends?player=freeland"), ["narrow"], "the nation of a player that shapes it");
    assert_eq!(app.ids("/api/v1/missions?trend=narrow"), ["a"]);
}

#[test]
fn every_trend_has_a_narrative_and_drivers() {
    let app = TestApp::new();
    for trend in app.data("/api/v1/trends?limit=100").as_array().unwrap() {
        assert!(trend["narrative"].as_str().unwrap().len() > 200, "{}", trend["id"]);
        assert!(!trend["drivers"].as_array().unwrap().is_empty(), "{}", trend["id"]);
    }
}

/// The series of an indicator as its page counts it: zeros filled in where something is counted.
fn series(app: &TestApp, id: &str, as_of: &str) -> Value {
    let rule = app.data(&format!("/api/v1/indicators/{id}"))["rule"].take();
    let fill = if rule["aggregation"] == "count" { "fill=zero&" } else { "" };
    app.data(&format!("/api/v1/indicators/{id}/series?{fill}{as_of}"))
}

/// Whether a year was over on a day.
fn is_over(point: &Value, day: &str) -> bool {
    point["period"].as_str().unwrap() < &day[..4]
}

/// Where a line stands on a day, worked out from its points.
fn standing(line: &Value, day: &str) -> Value {
    let points = line["points"].as_array().unwrap();
    let complete: Vec<&Value> = points
        .iter()
        .filter(|point| point["partial"] == false && !point["value"].is_null() && is_over(point, day))
        .collect();
    let latest = points.iter().rev().find(|point| point["period"].as_str().unwrap() <= &day[..4]);
    let (compared, direction) = match complete.as_slice() {
        [.., earlier, later] => {
            let (before, after) = (earlier["value"].as_f64().unwrap(), later["value"].as_f64().unwrap());
            let direction = if after > before {
                "rising"
            } else if after < before {
                "falling"
            } else {
                "level"
            };
            (json!({ "earlier": earlier, "later": later }), direction)
        }
        _ => (Value::Null, "unknown"),
    };
    json!({
        "player": line["player"], "vehicle": line["vehicle"], "category": line["category"],
        "latest": latest.or(points.last()), "compared": compared, "direction": direction,
    })
}

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// Holds a picture against what the single addresses tell of the same day; says how many directions were worked out.
fn check_picture(app: &TestApp, picture: &Value, day: &str, as_of: &str) -> usize {
    let mut directions = 0;
    for shown in array(&picture["indicators"]) {
        let id = shown["indicator"]["id"].as_str().unwrap();
        let lines = series(app, id, as_of);
        let all: Vec<Value> = array(&lines).iter().map(|line| standing(line, day)).collect();
        assert_eq!(shown["lines"], all.len(), "{id}");
        let latest = array(&shown["latest"]);
        assert_eq!(latest.len(), all.len().min(6), "{id}");
        for line in latest {
            assert!(all.contains(line), "{id} {as_of}: {line} is none of {all:?}");
            directions += usize::from(line["direction"] != "unknown");
        }
        let rank = |line: &Value| {
            (line["latest"]["period"].to_string(), line["latest"]["value"].as_f64().unwrap_or(f64::NEG_INFINITY))
        };
        assert!(latest.windows(2).all(|two| rank(&two[0]) >= rank(&two[1])), "{id}: the newest and highest come first");
        for hidden in all.iter().filter(|line| !latest.contains(line)) {
            assert!(latest.iter().all(|line| rank(line) >= rank(hidden)), "{id}: {hidden} is missing");
        }
        let record = app.data(&format!("/api/v1/indicators/{id}?{as_of}"));
        for field in ["kind", "unit", "dimension"] {
            assert_eq!(shown[field], record[field], "{id}");
        }
        app.get(shown["series"].as_str().unwrap()).expect(200);
        if let Some(evidence) = shown["evidence"].as_str() {
            assert_eq!(app.data(evidence)["point"]["period"], latest[0]["latest"]["period"], "{evidence}");
        }
    }
    let next = &picture["next"];
    let missions = ["missions", "overdue"].into_iter().flat_map(|list| array(&next[list]));
    for brief in missions.chain(array(&picture["key_missions"])) {
        let mission = app.data(&format!("/api/v1/missions/{}?{as_of}", brief["mission"]["id"].as_str().unwrap()));
        let told = json!({
            "mission": { "id": mission["id"], "name": mission["name"] }, "operator": mission["operator"], "status": mission["status"],
            "date": mission["launch"]["date"], "launched": mission["launch"]["achieved"], "stale": mission["stale"],
        });
        assert_eq!(*brief, told);
    }
    for milestone in array(&picture["milestones"]) {
        let record =
            app.data(&format!("/api/v1/milestones/{}?{as_of}", milestone["milestone"]["id"].as_str().unwrap()));
        assert_eq!(
            (&milestone["achieved"], &milestone["first_success"]),
            (&record["achieved"], &record["first_success"])
        );
    }
    directions
}

/// The ids of the missions of a trend that are still to come on a day, whether stale or not, by the order asked for.
fn to_come(app: &TestApp, trend: &Value, stale: bool, as_of: &str) -> Vec<String> {
    let sort = if stale { "-launch_latest" } else { "launch_latest" };
    let all = app
        .all_ids(&format!("/api/v1/missions?status=planned,proposed&has_target=true&stale={stale}&sort={sort}{as_of}"));
    let own = ids(&trend["missions"]);
    all.into_iter().filter(|id| own.contains(id)).collect()
}

fn missions_of(list: &Value) -> Vec<&str> {
    array(list).iter().map(|one| one["mission"]["id"].as_str().unwrap()).collect()
}

#[test]
fn every_trend_has_a_page_with_all_parts() {
    let app = TestApp::new();
    let mut directions = 0;
    for id in app.all_ids("/api/v1/trends") {
        let page = app.ok(&format!("/api/v1/trends/{id}"));
        let (trend, picture) = (&page["data"], &page["picture"]);
        assert_eq!(*picture, app.data(&format!("/api/v1/trends/{id}/picture")), "{id}: the picture alone");
        directions += check_picture(&app, picture, TODAY, "");
        let changes = array(&trend["would_change"]);
        assert!((1..=4).contains(&changes.len()), "{id}: {} things would change it", changes.len());
        let named = |field: &str| changes.iter().flat_map(|one| ids(&one[field])).collect::<Vec<String>>();
        let once = |all: Vec<String>| {
            let mut seen = std::collections::BTreeSet::new();
            all.into_iter().filter(|id| seen.insert(id.clone())).collect::<Vec<String>>()
        };
        let with = |field: &str, changed: &str| once([ids(&trend[field]), named(changed)].concat());
        let shown = |list: &str, field: &str| -> Vec<String> {
            array(&picture[list]).iter().map(|one| one[field]["id"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(shown("indicators", "indicator"), with("indicators", "indicators"), "{id}");
        assert_eq!(shown("key_missions", "mission"), with("key_missions", "missions"), "{id}");
        assert_eq!(shown("milestones", "milestone"), once(named("milestones")), "{id}");
        assert_eq!(shown("claims", "claim"), ids(&trend["claims"]), "{id}");
        let next = &picture["next"];
        for (list, total, stale) in [("missions", "total", false), ("overdue", "overdue_total", true)] {
            let expected = to_come(&app, trend, stale, "");
            assert_eq!(next[total], expected.len(), "{id}");
            assert_eq!(missions_of(&next[list]), expected.iter().take(10).collect::<Vec<_>>(), "{id}");
        }
        for claim in array(&picture["claims"]) {
            let record = app.data(&format!("/api/v1/claims/{}", claim["claim"]["id"].as_str().unwrap()));
            assert_eq!((&claim["statement"], &claim["verdict"]), (&record["statement"], &record["verdict"]));
        }
    }
    assert!(directions > 300, "{directions} directions were worked out anew");
}

#[test]
fn a_page_of_a_past_day_tells_nothing_that_came_later() {
    let app = TestApp::new();
    let (day, as_of) = ("2020-06-30", "as_of=2020-06-30");
    let mut directions = 0;
    for id in app.all_ids("/api/v1/trends") {
        let answer = app.ok(&format!("/api/v1/trends/{id}/picture?{as_of}"));
        assert_eq!(answer["meta"]["as_of"], day);
        let picture = &answer["data"];
        directions += check_picture(&app, picture, day, as_of);
        for shown in array(&picture["indicators"]) {
            assert_eq!(shown["kind"], "derived", "what was published is known from the day it was last checked");
            for line in array(&shown["latest"]) {
                assert!(line["latest"]["period"].as_str().unwrap() <= "2020", "{line}");
                assert!(line["compared"].is_null() || is_over(&line["compared"]["later"], day), "{line}");
            }
        }
        assert_eq!(picture["claims"], json!([]), "the claims were checked later");
        let trend = app.data(&format!("/api/v1/trends/{id}"));
        assert_eq!(picture["next"]["total"], to_come(&app, &trend, false, "&as_of=2020-06-30").len(), "{id}");
    }
    assert!(directions > 50, "{directions} directions were worked out anew");
    let moon = app.data(&format!("/api/v1/trends/lunar-competition/picture?{as_of}"));
    let of = |id: &str| array(&moon["key_missions"]).iter().find(|one| one["mission"]["id"] == id);
    assert_eq!(of("artemis-i").unwrap()["status"], "planned", "it flew in 2022");
    assert_eq!(of("hakuto-r-mission-2").map(|one| &one["launched"]), None, "nobody spoke of it yet");
}

/// A trend whose mission was launched in 2024, and an indicator that counts launches within a set that is complete from 2023 up to a day.
fn launched_once(complete_to: &str) -> TestApp {
    let change = |name: &str, more: Value| {
        let mut change = json!({ "text": "Somebody does it, and everything changes.", "missions": [name] });
        change.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        change
    };
    let changes =
        [change("later", json!({ "milestones": ["feat"] })), change("flown", json!({ "indicators": ["launches"] }))];
    let won = json!({ "outcome": "success", "ends_mission": "success", "milestones": [{ "milestone": "feat", "result": "success" }] });
    Tiny::new()
        .with("milestones", &json!({ "id": "feat" }))
        .with("trends", &json!({ "id": "race", "missions": ["flown"], "would_change": changes }))
        .with(
            "indicators",
            &json!({
                "id": "launches", "kind": "derived", "unit": "launches", "dimension": "operator", "method": "By hand.", "licence": "CC0-1.0",
                "rule": { "count": "launched_missions", "sets": ["all"] },
            }),
        )
        .with(
            "sets",
            &json!({
                "id": "all", "kind": "mission", "scope": "All missions that there are in this small data set.", "from": "2023",
                "complete_to": complete_to, "members": ["flown"], "compiled_from": "The memory of those who were there on the day.",
            }),
        )
        .with("missions", &json!({ "id": "flown", "trends": ["race"], "milestones": ["feat"] }))
        .event("flown", "launch", "2024-03-01", &json!({ "outcome": "success" }))
        .event("flown", "landing", "2024-03-09", &won)
        .planned("later", "2030")
        .app()
}

#[test]
fn the_picture_of_a_day_follows_from_the_records() {
    let app = launched_once("2026-06-30");
    let picture = app.data("/api/v1/trends/race/picture");
    assert_eq!(missions_of(&picture["key_missions"]), ["flown", "later"], "those that it names itself, each once");
    let milestone = &picture["milestones"][0];
    assert_eq!(milestone["achieved"], true);
    assert_eq!(milestone["first_success"]["player"]["id"], "agency");
    let before = app.data("/api/v1/trends/race/picture?as_of=2024-03-05");
    assert_eq!(before["milestones"][0]["achieved"], false);
    assert_eq!(before["key_missions"][0]["status"], "in_flight");
}

#[test]
fn a_direction_comes_from_the_last_two_years_that_are_complete() {
    let line = |complete_to: &str, as_of: &str| {
        let picture = launched_once(complete_to).data(&format!("/api/v1/trends/race/picture{as_of}"));
        let line = &picture["indicators"][0]["latest"][0];
        let point = |point: &Value| json!([point["period"], point["value"]]);
        let two = &line["compared"];
        let compared = if two.is_null() { Value::Null } else { json!([point(&two["earlier"]), point(&two["later"])]) };
        (line["direction"].clone(), point(&line["latest"]), compared)
    };
    let (direction, latest, compared) = line("2026-06-30", "");
    assert_eq!((direction, latest), (json!("falling"), json!(["2026", 0.0])), "what is not over is shown");
    assert_eq!(compared, json!([["2024", 1.0], ["2025", 0.0]]), "a year without a launch counts as zero");
    let (direction, _, compared) = line("2026-06-30", "?as_of=2025-01-01");
    assert_eq!((direction, compared), (json!("rising"), json!([["2023", 0.0], ["2024", 1.0]])));
    let (direction, latest, compared) = line("2026-06-30", "?as_of=2024-12-31");
    assert_eq!((direction, latest, compared), (json!("unknown"), json!(["2024", 1.0]), Value::Null));
    let (direction, latest, compared) = line("2024-06-30", "");
    assert_eq!(
        (direction, latest, compared),
        (json!("unknown"), json!(["2024", 1.0]), Value::Null),
        "half of 2024 was looked through"
    );
}

#[test]
fn next_dates_come_by_the_end_of_their_windows_and_what_has_passed_is_told_apart() {
    let entry =
        |target: &str| json!([{ "announced": "2020-01-01", "target": target, "kind": "initial", "source": "paper" }]);
    let of = |id: &str, target: &str| json!({ "id": id, "trends": ["race"], "schedule": entry(target) });
    let mut tiny = Tiny::new()
        .with("trends", &json!({ "id": "race", "missions": ["named"] }))
        .with("missions", &json!({ "id": "named", "schedule": entry("2029") }))
        .with("missions", &of("late", "2030"))
        .with("missions", &of("wide", "2027/2031"))
        .with("missions", &of("open", "NET 2026-12"))
        .with("missions", &of("missed", "2024"))
        .with("missions", &of("missed-again", "2025"))
        .with("missions", &of("halted", "2028"))
        .event("halted", "hold", "2021-01-01", &json!({}))
        .with("missions", &json!({ "id": "dateless", "trends": ["race"] }))
        .planned("elsewhere", "2027");
    let next = tiny.app().data("/api/v1/trends/race/picture")["next"].take();
    assert_eq!(missions_of(&next["missions"]), ["named", "late", "wide", "open"]);
    assert_eq!(missions_of(&next["overdue"]), ["missed-again", "missed"]);
    assert_eq!((&next["total"], &next["overdue_total"]), (&json!(4), &json!(2)));
    for number in 10..25 {
        tiny = tiny.with("missions", &of(&format!("more-{number}"), &format!("2027-01-{number}")));
    }
    let next = tiny.app().data("/api/v1/trends/race/picture")["next"].take();
    assert_eq!((&next["total"], missions_of(&next["missions"]).len()), (&json!(19), 10));
    let past = tiny.app().data("/api/v1/trends/race/picture?as_of=2024-06-30")["next"].take();
    assert_eq!((&past["overdue_total"], &past["total"]), (&json!(0), &json!(21)), "their windows were open");
}

#[test]
fn a_page_can_be_cut_down_and_extended_like_any_record() {
    let app = TestApp::new();
    let sparse = app.get("/api/v1/trends/humans-on-mars?fields=id,would_change");
    assert_eq!(sparse.media(), "application/vnd.space-race.sparse+json");
    assert_eq!(
        sparse.ok().as_object().unwrap().keys().collect::<Vec<_>>(),
        ["data", "meta"],
        "only what was asked for"
    );
    let page = app.ok("/api/v1/trends/humans-on-mars?include=milestones,indicators");
    let changes = array(&page["data"]["would_change"]).iter();
    let named: std::collections::BTreeSet<String> = changes.flat_map(|one| ids(&one["milestones"])).collect();
    let mut included = ids(&page["included"]["milestones"]);
    included.sort();
    assert_eq!(included, named.into_iter().collect::<Vec<_>>());
    assert_eq!(page["picture"], app.ok("/api/v1/trends/humans-on-mars")["picture"]);
    for uri in ["/api/v1/trends/humans-on-mars", "/api/v1/trends/humans-on-mars/picture?as_of=2021-01-01"] {
        let first = app.get(uri);
        app.get_with(uri, &[("if-none-match", first.header("etag"))]).expect(304);
    }
    assert!(
        app.ids("/api/v1/trends?q=helicopters").contains(&"humans-on-mars".to_owned()),
        "what would change it is found"
    );
    let hit = app.data("/api/v1/search?q=helicopters&kind=trend")[0].take();
    assert!(hit["matches"].to_string().contains("would_change"), "{hit}");
}

mod errors {
    use super::*;

    #[test]
    fn trends_are_filtered_by_their_own_words() {
        let app = TestApp::new();
        assert_eq!(app.get("/api/v1/trends?kind=tred").fault("kind")["did_you_mean"][0], "trend");
        app.get("/api/v1/trends?parent=nothing").fault("parent");
        app.get("/api/v1/trends/nothing").problem(404);
        app.get("/api/v1/trends/space-tourism?fields=picture").fault("fields");
    }

    #[test]
    fn a_past_day_is_asked_of_the_picture_and_not_of_the_texts() {
        let app = TestApp::new();
        app.get("/api/v1/trends/space-tourism?as_of=2020-01-01").fault("as_of");
        app.get("/api/v1/trends/space-tourism/picture?as_of=2099-01-01").fault("as_of");
        app.get("/api/v1/trends/space-tourism/picture?as_of=1900-01-01").fault("as_of");
        assert_eq!(app.get("/api/v1/trends/space-tourism/picture?as_of=x&limit=3").faults(), ["as_of", "limit"]);
        assert!(app.get("/api/v1/trends/space-turism/picture").problem(404).to_string().contains("space-tourism"));
    }
}
