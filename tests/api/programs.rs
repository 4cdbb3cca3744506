//! `/programs`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

#[test]
fn artemis_is_led_by_nasa_and_counts_its_missions() {
    let app = TestApp::new();
    let program = app.data("/api/v1/programs/artemis");
    assert_eq!((&program["players"][0]["player"]["id"], &program["destination"]), (&json!("nasa"), &json!("moon")));
    assert_eq!(program["missions"]["total"], app.total("/api/v1/missions?program=artemis"));
    assert_eq!(program["missions"]["ended"], app.total("/api/v1/missions?program=artemis&status_group=ended"));
    assert!(app.total("/api/v1/programs") >= 25);
}

fn program(id: &str, history: &Value) -> Value {
    json!({
        "id": id, "players": [{ "player": "agency", "role": "lead" }], "goal": "To go there.", "destination": "moon", "started": "2020", "history": history,
    })
}

#[test]
fn the_status_of_a_program_is_the_last_phase_that_has_begun() {
    let phase = |since: &str, status: &str| json!({ "since": since, "status": status, "source": "paper" });
    let app = Tiny::new()
        .with(
            "programs",
            &program(
                "going",
                &json!([phase("2020", "proposed"), phase("2022-05", "active"), phase("2026-12", "ended")]),
            ),
        )
        .with("programs", &program("gone", &json!([phase("2010", "active"), phase("2026-11-25", "ended")])))
        .app();
    assert_eq!(app.data("/api/v1/programs/going")["status"], "active", "the last phase has not begun on 2026-11-25");
    assert_eq!(app.data("/api/v1/programs/gone")["status"], "ended");
    assert_eq!(app.ids("/api/v1/programs?status=ended"), ["gone"]);
    assert_eq!(app.ids("/api/v1/programs?player=freeland"), ["going", "gone"], "a nation stands for its members");
}

#[test]
fn predecessor_and_successor_know_each_other() {
    let phase = json!([{ "since": "2020", "status": "active", "source": "paper" }]);
    let mut old = program("old", &phase);
    old["successor"] = json!("young");
    let app = Tiny::new().with("programs", &old).with("programs", &program("young", &phase)).app();
    assert_eq!(app.data("/api/v1/programs/old")["successor"]["id"], "young");
    assert_eq!(app.data("/api/v1/programs/young")["predecessor"]["id"], "old");
    assert_eq!(app.data("/api/v1/programs/old")["predecessor"], Value::Null);
    assert_eq!(
        app.data("/api/v1/players/agency")["programs"],
        json!([{ "id": "old", "name": "old" }, { "id": "young", "name": "young" }])
    );
    assert_eq!(app.ids("/api/v1/players?program=young"), ["agency"]);
}

mod errors {
    use super::*;

    #[test]
    fn programs_have_words_of_their_own_for_status() {
        let app = TestApp::new();
        let fault = app.get("/api/v1/programs?status=planned").fault("status");
        assert_eq!(fault["allowed"], json!(["proposed", "in_development", "active", "on_hold", "ended", "cancelled"]));
        app.get("/api/v1/programs/nothing").problem(404);
    }
}
