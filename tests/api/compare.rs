//! `/compare`: players side by side.

use serde_json::{Value, json};

use crate::helpers::TestApp;

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

#[test]
fn each_column_is_what_the_single_addresses_tell() {
    let app = TestApp::new();
    for as_of in ["", "&as_of=2021-06-01"] {
        let data = app.data(&format!("/api/v1/compare?players=nasa,china,esa{as_of}"));
        let past = as_of.replacen('&', "?", 1);
        let columns = array(&data["players"]);
        assert_eq!(columns.len(), 3);
        for (column, id) in columns.iter().zip(["nasa", "china", "esa"]) {
            assert_eq!(column["record"], app.data(&format!("/api/v1/players/{id}/record{past}")), "{id}{as_of}");
            for list in ["active", "upcoming", "programs"] {
                let url = column[list]["url"].as_str().unwrap();
                assert_eq!(column[list]["count"], app.total(url), "{url}");
            }
            let upcoming =
                app.data(&format!("/api/v1/missions?player={id}&upcoming=true&sort=launch_latest&limit=5{as_of}"));
            let expected: Vec<&Value> = array(&upcoming).iter().map(|one| &one["id"]).collect();
            let found: Vec<&Value> = array(&column["next_missions"]).iter().map(|one| &one["mission"]["id"]).collect();
            assert_eq!(found, expected, "{id}{as_of}");
        }
        for compared in array(&data["series"]) {
            let id = compared["indicator"]["id"].as_str().unwrap();
            for line in array(&compared["lines"]) {
                let player = line["player"]["id"].as_str().unwrap();
                let group = if player == "china" { "nation" } else { "operator" };
                let lines = app.data(&format!("/api/v1/indicators/{id}/series?group={group}&player={player}{as_of}"));
                assert!(array(&lines).contains(line), "{id} of {player}{as_of}");
            }
        }
        let race = app.data(&format!("/api/v1/race?level=operator&player=nasa,china,esa{as_of}"));
        assert_eq!(data["milestones"], race["milestones"]);
    }
    let data = app.data("/api/v1/compare?players=nasa,cnsa&from=2015");
    let series = array(&data["series"]);
    assert!(series.len() > 5, "{} indicators", series.len());
    let points = series.iter().flat_map(|one| array(&one["lines"])).flat_map(|line| array(&line["points"]));
    assert!(points.map(|point| point["period"].as_str().unwrap()).all(|period| period >= "2015"));
    let players: Vec<&Value> = array(&data["players"]).iter().map(|one| &one["record"]["player"]["id"]).collect();
    assert_eq!(players, [&json!("nasa"), &json!("cnsa")]);
}

mod errors {
    use super::*;

    #[test]
    fn two_to_six_different_players_are_compared() {
        let app = TestApp::new();
        app.get("/api/v1/compare").fault("players");
        for players in
            ["", "nasa", "nasa,nasa", "nasa,esa,nasa", "nasa,cnsa,esa,isro,jaxa,roscosmos,spacex", "nasa,nasaa"]
        {
            app.get(&format!("/api/v1/compare?players={players}")).fault("players");
        }
        app.get("/api/v1/compare?players=nasa,cnsa,esa,isro,jaxa,roscosmos").expect(200);
        assert_eq!(app.get("/api/v1/compare?players=nasa,cnsaa").fault("players")["did_you_mean"][0], "cnsa");
        app.get("/api/v1/compare?players=nasa,esa&from=1800").fault("from");
        app.get("/api/v1/compare?players=nasa,esa&as_of=2099-01-01").fault("as_of");
        app.get("/api/v1/compare?players=nasa,esa&player=nasa").fault("player");
    }
}
