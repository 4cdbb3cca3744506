//! `/players`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

#[test]
fn a_player_tells_its_nation_its_programs_and_how_many_missions_it_has() {
    let app = TestApp::new();
    let nasa = app.data("/api/v1/players/nasa");
    assert_eq!((&nasa["kind"], &nasa["nation"]["id"]), (&json!("agency"), &json!("united-states")));
    let programs: Vec<_> = nasa["programs"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    assert!(programs.contains(&json!("artemis")), "{programs:?}");
    assert_eq!(nasa["missions"]["total"], app.total("/api/v1/players/nasa/missions"));
    for (field, group) in [("future", "future"), ("active", "active"), ("ended", "ended")] {
        assert_eq!(
            nasa["missions"][field],
            app.total(&format!("/api/v1/missions?player=nasa&status_group={group}")),
            "{group}"
        );
    }
}

#[test]
fn the_counts_of_every_player_are_those_of_its_list() {
    let app = TestApp::new();
    for offset in [0, 100] {
        for player in
            app.data(&format!("/api/v1/players?limit=100&offset={offset}&fields=id,missions")).as_array().unwrap()
        {
            let id = player["id"].as_str().unwrap();
            assert_eq!(
                player["missions"]["total"],
                app.total(&format!("/api/v1/players/{id}/missions?limit=1&fields=id")),
                "{id}"
            );
        }
    }
}

#[test]
fn a_nation_lists_those_who_belong_to_it() {
    let app = TestApp::new();
    let nation = app.data("/api/v1/players/india");
    let members: Vec<&Value> = nation["members"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert!(members.contains(&&json!("isro")), "{members:?}");
    assert_eq!(app.ids("/api/v1/players?nation=india&sort=id&limit=100").len(), members.len());
}

#[test]
fn missions_and_timeline_of_a_player_are_the_filtered_lists() {
    let app = TestApp::new();
    for player in ["india", "spacex", "esa"] {
        for (part, list) in [("missions", "missions"), ("timeline", "events")] {
            for query in ["limit=100", "limit=5&sort=-name&fields=id", "limit=3&q=launch"] {
                let inner = app.ok(&format!("/api/v1/players/{player}/{part}?{query}"));
                let outer = app.ok(&format!("/api/v1/{list}?player={player}&{query}"));
                assert_eq!(
                    (&inner["data"], &inner["page"]["total"]),
                    (&outer["data"], &outer["page"]["total"]),
                    "{part} of {player} with {query}"
                );
            }
        }
    }
    let next = app.ok("/api/v1/players/india/missions?limit=2")["page"]["next"].as_str().unwrap().to_owned();
    assert!(next.starts_with("/api/v1/players/india/missions?limit=2&cursor="), "{next}");
}

#[test]
fn a_player_without_missions_has_empty_lists() {
    let app = Tiny::new().app();
    assert_eq!(app.data("/api/v1/players/loner/missions"), json!([]));
    assert_eq!(app.data("/api/v1/players/loner/timeline"), json!([]));
    assert_eq!(
        app.data("/api/v1/players/loner")["missions"],
        json!({ "total": 0, "future": 0, "active": 0, "ended": 0 })
    );
}

#[test]
fn every_kind_of_player_is_there() {
    let app = TestApp::new();
    for kind in ["nation", "agency", "company", "military"] {
        assert!(app.total(&format!("/api/v1/players?kind={kind}")) >= 3, "{kind}");
    }
    assert!(app.total("/api/v1/players") >= 40);
}

mod errors {
    use super::*;

    #[test]
    fn a_country_is_three_capital_letters() {
        let app = TestApp::new();
        assert!(app.ids("/api/v1/players?country=IND&limit=100").contains(&"isro".to_owned()));
        for text in ["IN", "ind", "0", "INDIA"] {
            app.get(&format!("/api/v1/players?country={text}")).fault("country");
        }
        app.get("/api/v1/players?country=ZZZ").fault("country");
    }

    #[test]
    fn lists_of_a_player_check_their_parameters_and_their_player() {
        let app = TestApp::new();
        app.get("/api/v1/players/nasa/missions?statuss=planned").fault("statuss");
        app.get("/api/v1/players/nasa/timeline?kind=landin").fault("kind");
        app.get("/api/v1/players/nobody/missions").problem(404);
        app.get("/api/v1/players/nobody/timeline?limit=3").problem(404);
    }
}
