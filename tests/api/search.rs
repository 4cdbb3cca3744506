//! `/search` and `/resolve`.

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

/// What a search finds, as kind and id, best first.
fn hits(app: &TestApp, query: &str) -> Vec<String> {
    let data = app.data(&format!("/api/v1/search?{query}"));
    let name = |hit: &Value| format!("{} {}", hit["kind"].as_str().unwrap(), hit["record"]["id"].as_str().unwrap());
    data.as_array().unwrap().iter().map(name).collect()
}

#[test]
fn what_is_meant_comes_first_in_spite_of_typos() {
    let app = TestApp::new();
    for (query, first) in [
        ("chandrayaan+3", "mission chandrayaan-3"),
        ("chandrayan+3", "mission chandrayaan-3"),
        ("chandrayan-3", "mission chandrayaan-3"),
        ("artemus", "program artemis"),
        ("artemis", "program artemis"),
        ("ARTEMIS+II", "mission artemis-ii"),
        ("Chang%E2%80%99e+6", "mission change-6"),
        ("chang%27e+6", "mission change-6"),
        ("2023-098A", "mission chandrayaan-3"),
        ("perseverence", "mission perseverance"),
        ("spacex", "player spacex"),
        ("nasa", "player nasa"),
    ] {
        let found = hits(&app, &format!("q={query}"));
        assert_eq!(found.first().map(String::as_str), Some(first), "{query}: {found:?}");
    }
}

#[test]
fn people_places_and_outcomes_are_found_in_the_texts() {
    let app = TestApp::new();
    assert!(hits(&app, "q=Gagarin&kind=mission").contains(&"mission vostok-1".to_owned()));
    assert!(hits(&app, "q=Christina+Koch&kind=mission").contains(&"mission artemis-ii".to_owned()));
}

#[test]
fn a_hit_says_where_it_is_and_which_fields_matched() {
    let app = TestApp::new();
    let page = app.ok("/api/v1/search?q=luna-25&limit=1");
    let hit = &page["data"][0];
    assert_eq!((&hit["kind"], &hit["record"]["id"]), (&json!("mission"), &json!("luna-25")));
    assert_eq!(hit["url"], "/api/v1/missions/luna-25");
    assert_eq!(app.data(hit["url"].as_str().unwrap())["name"], hit["record"]["name"]);
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    let name = hit["matches"].as_array().unwrap().iter().find(|one| one["field"] == "name").unwrap();
    assert!(name["highlight"].as_str().unwrap().contains("<mark>25</mark>"), "{name}");
}

#[test]
fn hits_come_best_first_and_every_hit_shows_a_match() {
    let app = TestApp::new();
    for query in ["moon", "lunar+lander", "artemus", "reusable+rocket", "isro"] {
        let data = app.data(&format!("/api/v1/search?q={query}&limit=50"));
        let scores: Vec<f64> = data.as_array().unwrap().iter().map(|hit| hit["score"].as_f64().unwrap()).collect();
        assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{query}: {scores:?}");
        for hit in data.as_array().unwrap() {
            let matches = hit["matches"].as_array().unwrap();
            assert!(!matches.is_empty(), "{query}: {} shows no match", hit["url"]);
            assert!(
                matches.iter().all(|one| one["highlight"].as_str().unwrap().contains("<mark>")),
                "{query}: {matches:?}"
            );
        }
    }
}

#[test]
fn highlights_are_html_in_which_the_text_is_escaped() {
    let name = "<script>alert('needle')</script> & \"more\"";
    let app = Tiny::new().with("missions", &json!({ "id": "m", "name": name })).app();
    let hit = app.data("/api/v1/search?q=needle")[0].take();
    assert_eq!(hit["record"]["name"], name, "JSON needs no escapes");
    let highlight = hit["matches"][0]["highlight"].as_str().unwrap();
    assert!(highlight.starts_with("&lt;script&gt;alert("), "{highlight}");
    assert!(highlight.contains("<mark>"), "{highlight}");
    assert!(!highlight.replace("<mark>", "").replace("</mark>", "").contains(['<', '>', '"']), "{highlight}");
    assert!(highlight.contains("&amp;"), "{highlight}");
}

#[test]
fn kinds_narrow_a_search() {
    let app = TestApp::new();
    let all = app.total("/api/v1/search?q=moon");
    let mut sum = 0;
    for kind in [
        "player",
        "program",
        "mission",
        "vehicle",
        "event",
        "timeline",
        "trend",
        "indicator",
        "milestone",
        "claim",
        "source",
    ] {
        let page = app.ok(&format!("/api/v1/search?q=moon&kind={kind}&limit=100"));
        assert!(page["data"].as_array().unwrap().iter().all(|hit| hit["kind"] == kind), "{kind}");
        sum += page["page"]["total"].as_u64().unwrap();
    }
    assert_eq!(sum, all, "each hit is of one kind");
    let two = app.total("/api/v1/search?q=moon&kind=mission") + app.total("/api/v1/search?q=moon&kind=claim");
    assert_eq!(app.total("/api/v1/search?q=moon&kind=mission,claim"), two);
}

#[test]
fn pages_of_a_search_follow_each_other() {
    let app = TestApp::new();
    let whole = hits(&app, "q=lander&limit=60");
    let total = app.total("/api/v1/search?q=lander");
    assert!(total > 60, "{total} hits");
    let (mut found, mut next) = (Vec::new(), Some("/api/v1/search?q=lander&limit=20".to_owned()));
    while let Some(uri) = next.filter(|_| found.len() < 60) {
        let page = app.ok(&uri);
        found.extend(hits(&app, uri.split_once('?').unwrap().1));
        assert_eq!(page["page"]["total"], total);
        assert!(page["page"]["next_cursor"].is_null(), "a search has no cursors");
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(found, whole);
    let past = app.ok("/api/v1/search?q=lander&offset=10000");
    assert_eq!(
        (&past["data"], &past["page"]["total"], &past["page"]["next"]),
        (&json!([]), &json!(total), &Value::Null)
    );
    let middle = app.ok("/api/v1/search?q=lander&kind=mission,event&limit=5&offset=5");
    assert_eq!(middle["page"]["prev"], "/api/v1/search?q=lander&kind=mission,event&limit=5&offset=0");
    assert_eq!(middle["page"]["next"], "/api/v1/search?q=lander&kind=mission,event&limit=5&offset=10");
}

#[test]
fn where_no_record_has_all_words_some_are_enough() {
    let app = Tiny::new()
        .with("missions", &json!({ "id": "m1", "name": "Kestrel" }))
        .with("missions", &json!({ "id": "m2", "name": "Osprey" }))
        .with("missions", &json!({ "id": "m3", "name": "Kestrel Osprey" }))
        .app();
    assert_eq!(hits(&app, "q=kestrel+osprey"), ["mission m3"]);
    assert_eq!(hits(&app, "q=kestrel+xyzzyplugh").len(), 2, "the word that nobody has is dropped");
    assert_eq!(hits(&app, "q=xyzzyplugh"), Vec::<String>::new());
    assert_eq!(app.total("/api/v1/search?q=xyzzyplugh"), 0);
    assert_eq!(hits(&app, "q=%21%3F"), Vec::<String>::new(), "a text without words");
}

#[test]
fn names_and_identifiers_lead_to_their_record() {
    let app = TestApp::new();
    for (name, kind, id, by) in [
        ("artemis-ii", "mission", "artemis-ii", "id"),
        ("Artemis%20II", "mission", "artemis-ii", "id"),
        ("EM-2", "mission", "artemis-ii", "alias"),
        ("2023-098A", "mission", "chandrayaan-3", "identifier"),
        ("4039", "mission", "apollo-11", "identifier"),
        ("National%20Aeronautics%20and%20Space%20Administration", "player", "nasa", "alias"),
    ] {
        let data = app.data(&format!("/api/v1/resolve?name={name}"));
        let first = &data[0];
        assert_eq!((&first["kind"], &first["record"]["id"]), (&json!(kind), &json!(id)), "{name}: {data}");
        assert!(first["by"] == by || (by == "id" && first["by"] == "name"), "{name}: {data}");
        assert_eq!(app.data(first["url"].as_str().unwrap())["id"], id, "{name}");
    }
}

#[test]
fn what_a_record_was_called_is_told_apart() {
    let app = Tiny::new()
        .with("missions", &json!({
            "id": "new-name", "former_ids": ["old-name"], "name": "Brand Name", "aliases": ["Nick Name"], "identifiers": { "wikidata": "Q42", "satcat": "123" },
        }))
        .with("vehicles", &json!({ "id": "brand-name", "kind": "lander", "maker": "agency", "status": "active", "reusability": "expendable", "crew_rated": false }))
        .app();
    for (name, by) in [
        ("new-name", "id"),
        ("New%20name", "id"),
        ("old-name", "former_id"),
        ("Nick%20Name", "alias"),
        ("q42", "identifier"),
        ("123", "identifier"),
    ] {
        let data = app.data(&format!("/api/v1/resolve?name={name}"));
        assert_eq!((&data[0]["record"]["id"], &data[0]["by"]), (&json!("new-name"), &json!(by)), "{name}");
        assert_eq!(data.as_array().unwrap().len(), 1, "{name}: {data}");
    }
    let both = app.data("/api/v1/resolve?name=brand%20name");
    assert_eq!(
        both.as_array().unwrap().iter().map(|one| one["by"].as_str().unwrap()).collect::<Vec<_>>(),
        ["id", "name"],
        "ids go before names"
    );
    assert_eq!(app.data("/api/v1/resolve?name=brand%20name&kind=mission")[0]["record"]["id"], "new-name");
}

mod errors {
    use super::*;

    #[test]
    fn a_search_needs_words() {
        let app = TestApp::new();
        assert!(app.get("/api/v1/search").fault("q")["detail"].as_str().unwrap().contains("missing"));
        app.get("/api/v1/search?q=").fault("q");
        app.get(&format!("/api/v1/search?q={}", "a".repeat(101))).fault("q");
        app.get("/api/v1/search?kind=mission").fault("q");
        app.get("/api/v1/search?q=moon&limit=101").fault("limit");
        assert_eq!(app.get("/api/v1/search?q=moon&kind=missions").fault("kind")["did_you_mean"][0], "mission");
        assert!(app.get("/api/v1/search?q=moon&cursor=abc").faults().contains(&"cursor".to_owned()));
    }

    #[test]
    fn a_name_that_nobody_bears_is_unknown() {
        let app = TestApp::new();
        let problem = app.get("/api/v1/resolve?name=chandrayan-3").problem(404);
        assert_eq!(problem["type"], "/problems/unknown-record");
        assert_eq!(problem["errors"][0]["parameter"], "name", "the parameter that was sent");
        assert!(
            problem["errors"][0]["did_you_mean"].as_array().unwrap().contains(&json!("chandrayaan-3")),
            "{problem}"
        );
        app.get("/api/v1/resolve?name=xyzzyplugh").problem(404);
        app.get("/api/v1/resolve?name=artemis-ii&kind=player").problem(404);
        app.get("/api/v1/resolve").fault("name");
    }
}
