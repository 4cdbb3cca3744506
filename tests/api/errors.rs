//! Problems: every answer that is no success says what is wrong, where, and what was probably meant.

use actix_web::http::Method;
use serde_json::{Value, json};
use space_race::api::problem::ProblemKind;
use space_race::domain::RecordKind;
use strum::IntoEnumIterator;

use crate::helpers::{TestApp, Tiny};
use crate::spec::{operations, spelled};

/// The pages outside the document.
pub(crate) const PAGES: [&str; 7] =
    ["/", "/docs/", "/health/live", "/health/ready", "/problems", "/problems/renamed", "/.well-known/api-catalog"];

/// An address for every path of the service.
fn addresses() -> Vec<String> {
    operations().iter().map(crate::spec::Operation::address).chain(PAGES.map(str::to_owned)).collect()
}

#[test]
fn every_operation_refuses_a_parameter_that_it_does_not_know() {
    let app = TestApp::new();
    for operation in operations() {
        let uri = format!("{}?{}zz=1", operation.address(), operation.required());
        let fault = app.get(&uri).fault("zz");
        assert_eq!(fault["detail"], "unknown parameter", "{uri}");
    }
}

#[test]
fn every_operation_refuses_a_parameter_that_stands_twice() {
    let app = TestApp::new();
    let mut tried = 0;
    for operation in operations() {
        for parameter in operation.query_parameters() {
            let name = parameter["name"].as_str().unwrap();
            let example = ["example", "schema"].iter().find_map(|place| match *place {
                "example" => parameter.get("example").map(spelled),
                _ => parameter.pointer("/schema/examples/0").map(spelled),
            });
            let Some(example) = example else { continue };
            let required = if parameter["required"] == true { String::new() } else { operation.required() };
            let uri = format!("{}?{required}{name}={example}&{name}={example}", operation.address());
            let detail = app.get(&uri).fault(name)["detail"].as_str().unwrap().to_owned();
            assert!(detail.starts_with("given more than once"), "{uri}: {detail}");
            tried += 1;
        }
    }
    assert!(tried > 250, "{tried} parameters");
}

#[test]
fn a_parameter_that_stands_three_times_is_named_once() {
    TestApp::new().get("/api/v1/missions?limit=1&limit=2&limit=3").fault("limit");
}

#[test]
fn all_faults_of_a_request_are_told_together() {
    let app = TestApp::new();
    let response = app.get(
        "/api/v1/missions?zz=1&limit=0&status=plannd&player=nasaa&sort=nam&fields=nme&include=operater&facets=statu&launch_from=soon\
         &match=perhaps&format=xml&crewed=maybe&q=&id=no-such-mission&offset=-1&destination=moon&destination=mars",
    );
    let mut faults = response.faults();
    faults.sort();
    let mut expected = [
        "crewed",
        "destination",
        "facets",
        "fields",
        "format",
        "id",
        "include",
        "launch_from",
        "limit",
        "match",
        "offset",
        "player",
        "q",
        "sort",
        "status",
        "zz",
    ];
    expected.sort_unstable();
    assert_eq!(faults, expected);
    let problem = response.json();
    let about =
        |name: &str| problem["errors"].as_array().unwrap().iter().find(|one| one["parameter"] == name).unwrap().clone();
    assert_eq!(about("status")["did_you_mean"], json!(["planned"]));
    assert_eq!(about("player")["did_you_mean"][0], "nasa");
    assert_eq!(about("sort")["did_you_mean"][0], "name");
    assert_eq!(about("fields")["did_you_mean"][0], "name");
    assert_eq!(about("include")["did_you_mean"][0], "operator");
    assert_eq!(about("facets")["did_you_mean"][0], "status");
    assert_eq!(about("format")["allowed"], json!(["json", "csv", "ndjson", "ics"]));
    for name in expected {
        assert!(problem["detail"].as_str().unwrap().contains(name), "{name} in {}", problem["detail"]);
    }
}

#[test]
fn faults_of_other_operations_are_told_together_too() {
    let app = TestApp::new();
    let cases = [
        ("/api/v1/search?zz=1&limit=0&kind=misson", vec!["zz", "limit", "kind", "q"]),
        ("/api/v1/resolve?zz=1", vec!["zz", "name"]),
        ("/api/v1/missions/artemis-ii?zz=1&fields=nme&include=no", vec!["zz", "fields", "include"]),
        (
            "/api/v1/indicators/asat-tests/series?zz=1&player=nasaa&from=2020&to=2019&format=xml",
            vec!["zz", "format", "from", "player"],
        ),
        ("/api/v1/dataset/export?zz=1&kind=missions", vec!["zz", "kind"]),
    ];
    for (uri, expected) in cases {
        assert_eq!(app.get(uri).faults(), expected, "{uri}");
    }
}

#[test]
fn every_kind_of_problem_has_a_page_that_explains_it() {
    let app = TestApp::new();
    let list = app.get("/problems");
    for kind in ProblemKind::iter() {
        let uri = format!("/problems/{}", kind.slug());
        let page = app.get(&uri);
        assert_eq!(page.expect(200).media(), "text/html", "{uri}");
        assert!(
            page.text().contains(kind.title()) && page.text().contains(kind.status().as_str()),
            "{uri} tells its title and status"
        );
        assert!(kind.explanation().len() > 40, "{uri} explains little");
        assert!(list.text().contains(&format!("href=\"{uri}\"")), "the list leads to {uri}");
    }
    app.get("/problems/nothing").problem(404);
}

#[test]
fn the_type_of_a_problem_leads_to_its_page() {
    let app = TestApp::new();
    for (method, uri, status) in [
        (Method::GET, "/api/v1/missions?zz=1", 400),
        (Method::GET, "/api/v1/missions/nothing-like-it", 404),
        (Method::GET, "/nothing", 404),
        (Method::POST, "/api/v1/missions", 405),
    ] {
        let problem = app.request(method, uri, &[]).problem(status);
        let page = app.get(problem["type"].as_str().unwrap());
        assert!(page.expect(200).text().contains(problem["title"].as_str().unwrap()), "{uri}");
    }
}

#[test]
fn two_problems_have_two_request_ids() {
    let app = TestApp::new();
    let id = || app.get("/nothing").problem(404)["request_id"].as_str().unwrap().to_owned();
    let (a, b) = (id(), id());
    assert_ne!(a, b);
    assert!(a.len() >= 16 && a.chars().all(|c| c.is_ascii_hexdigit()), "{a}");
}

#[test]
fn an_unknown_id_is_told_with_the_nearest() {
    let app = TestApp::new();
    for (uri, meant) in [
        ("/api/v1/players/nassa", "nasa"),
        ("/api/v1/players/space-x", "spacex"),
        ("/api/v1/programs/artemus", "artemis"),
        ("/api/v1/missions/chandrayan-3", "chandrayaan-3"),
        ("/api/v1/missions/Artemis-II", "artemis-ii"),
        ("/api/v1/vehicles/falcon9", "falcon-9"),
        ("/api/v1/events/apolo-11-landing", "apollo-11-landing"),
        ("/api/v1/timelines/mooon", "moon"),
        ("/api/v1/trends/space-debri", "space-debris"),
        ("/api/v1/indicators/orbital-launches-by-nations", "orbital-launches-by-nation"),
        ("/api/v1/milestones/soft-lunar-landings", "soft-lunar-landing"),
        ("/api/v1/claims/hera-is-lunar-lander", "hera-is-a-lunar-lander"),
        ("/api/v1/sources/gcatt", "gcat"),
        ("/api/v1/missions/chandrayan-3/schedule", "chandrayaan-3"),
        ("/api/v1/missions/chandrayan-3/timeline", "chandrayaan-3"),
        ("/api/v1/players/nassa/missions", "nasa"),
        ("/api/v1/players/nassa/timeline", "nasa"),
        ("/api/v1/timelines/mooon/events", "moon"),
        ("/api/v1/indicators/asat-test/series", "asat-tests"),
    ] {
        let problem = app.get(uri).problem(404);
        assert_eq!(problem["type"], "/problems/unknown-record", "{uri}");
        assert_eq!(problem["errors"][0]["parameter"], "id", "{uri}");
        let nearest = problem["errors"][0]["did_you_mean"].as_array().cloned().unwrap_or_default();
        assert!(nearest.contains(&json!(meant)), "{uri}: {nearest:?}");
    }
    let app = Tiny::new().app();
    for kind in RecordKind::iter() {
        app.get(&format!("/api/v1/{}/nothing", kind.collection())).problem(404);
    }
}

#[test]
fn an_impossible_id_is_unknown_too() {
    let app = TestApp::new();
    for id in ["ARTEMIS", "a--b", "-", "a%20b", "%C3%A9", "%F0%9F%9A%80", "a%2Fb", "%00", "..%2F..", &"a".repeat(500)] {
        app.get(&format!("/api/v1/missions/{id}")).problem(404);
    }
}

#[test]
fn an_unknown_path_is_told_with_the_nearest() {
    let app = TestApp::new();
    let meant = |uri: &str| {
        let problem = app.get(uri).problem(404);
        assert_eq!(problem["type"], "/problems/unknown-path", "{uri}");
        problem["errors"][0]["did_you_mean"][0].clone()
    };
    assert_eq!(meant("/api/v1/mission"), "/api/v1/missions");
    assert_eq!(meant("/api/v1/missions/"), "/api/v1/missions");
    assert_eq!(meant("/api/v1/missions/artemis-ii/"), "/api/v1/missions/artemis-ii");
    assert_eq!(meant("/api/v1/"), "/api/v1");
    assert_eq!(meant("/API/v1/players"), "/api/v1/players");
    for uri in [
        "/nothing",
        "/api",
        "/api/v2/missions",
        "/api/v1/missions/artemis-ii/nothing",
        "//",
        "/api/v1//missions",
        "/docs/nothing.js",
        "/health",
    ] {
        app.get(uri).problem(404);
    }
}

#[test]
fn other_methods_are_not_allowed_anywhere() {
    let app = TestApp::new();
    let methods = [
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::TRACE,
        Method::from_bytes(b"PROPFIND").unwrap(),
    ];
    for uri in addresses() {
        for method in &methods {
            let response = app.request(method.clone(), &uri, &[]);
            let problem = response.problem(405);
            assert_eq!(response.header("allow"), "GET, HEAD, OPTIONS", "{method} {uri}");
            assert!(
                problem["detail"].as_str().unwrap().contains(method.as_str()),
                "{method} {uri}: {}",
                problem["detail"]
            );
        }
    }
    app.request(Method::POST, "/nothing", &[]).problem(404);
}

#[test]
fn options_tells_what_is_allowed_everywhere() {
    let app = TestApp::new();
    for uri in addresses() {
        let response = app.request(
            Method::OPTIONS,
            &uri,
            &[("Origin", "https://example.org"), ("Access-Control-Request-Method", "GET")],
        );
        assert!(response.expect(204).body.is_empty(), "{uri}");
        for name in ["allow", "access-control-allow-methods"] {
            assert_eq!(response.header(name), "GET, HEAD, OPTIONS", "{uri}");
        }
        assert_eq!(response.header("access-control-allow-origin"), "*", "{uri}");
        assert!(response.headers.contains_key("access-control-max-age"), "{uri}");
    }
    app.request(Method::OPTIONS, "/nothing", &[]).problem(404);
}

#[test]
fn a_request_line_has_at_most_4096_bytes() {
    let app = TestApp::new();
    let uri = |length: usize| format!("/api/v1/missions?zz={}", "x".repeat(length - "/api/v1/missions?zz=".len()));
    app.get(&uri(4096)).problem(400);
    for length in [4097, 10_000] {
        let problem = app.get(&uri(length)).problem(414);
        assert_eq!(problem["type"], "/problems/uri-too-long");
        assert!(problem["detail"].as_str().unwrap().contains(&length.to_string()), "{}", problem["detail"]);
    }
    app.get(&format!("/{}", "x".repeat(5000))).problem(414);
}

#[test]
fn input_is_never_reflected_without_bound() {
    let app = TestApp::new();
    let long = "x".repeat(3900);
    for uri in [
        format!("/{long}"),
        format!("/api/v1/missions/{long}"),
        format!("/api/v1/missions?{long}=1"),
        format!("/api/v1/missions?status={long}"),
        format!("/api/v1/missions?player={long}"),
        format!("/api/v1/missions?id={}", "x".repeat(80)),
        format!("/api/v1/missions?sort={long}"),
        format!("/api/v1/missions?fields={long}"),
        format!("/api/v1/missions?launch_from={long}"),
        format!("/api/v1/missions?crewed={long}"),
        format!("/api/v1/missions?limit={long}"),
        format!("/api/v1/missions?cursor={long}"),
        format!("/api/v1/missions?q={long}"),
        format!("/api/v1/claims?section={long}"),
        format!("/api/v1/resolve?name={}", "x".repeat(100)),
        format!("/api/v1/search?q={long}"),
        format!("/api/v1/players?country={long}"),
    ] {
        let response = app.get(&uri);
        assert!((400..500).contains(&response.status), "{uri:.60} gives {}", response.status);
        assert!(!response.text().contains(&"x".repeat(210)), "{uri:.60} is reflected: {:.400}", response.text());
        assert!(response.body.len() < 6000, "{uri:.60} gives {} bytes", response.body.len());
    }
}

#[test]
fn many_faults_do_not_make_an_endless_answer() {
    let app = TestApp::new();
    let names: Vec<String> =
        ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("z{a}{b}="))).take(800).collect();
    let response = app.get(&format!("/api/v1/missions?{}", names.join("&")));
    response.problem(400);
    assert!(response.body.len() < 100_000, "{} bytes answer {} bytes", response.body.len(), response.uri.len());
    let repeated = vec!["maker"; 50].join(",");
    app.get(&format!("/api/v1/vehicles?include={repeated}")).fault("include");
}

#[test]
fn odd_bytes_are_never_our_fault() {
    let app = TestApp::new();
    let odd = [
        "%ff",
        "%00",
        "%F0%9F%9A%80",
        "%",
        "%zz",
        "%2",
        "+",
        ";",
        "&&",
        "=",
        "%0d%0aX-Evil:%201",
        "%3Cscript%3E",
        "*",
        "'",
        "%E2%80%AE",
        "..%2f",
        "%25",
    ];
    for piece in odd {
        for uri in [
            format!("/{piece}"),
            format!("/api/v1/missions/{piece}"),
            format!("/api/v1/missions?{piece}"),
            format!("/api/v1/missions?{piece}=1"),
            format!("/api/v1/missions?q={piece}"),
            format!("/api/v1/missions?player={piece}"),
            format!("/api/v1/missions?sort={piece}"),
            format!("/api/v1/missions?launch_from={piece}"),
            format!("/api/v1/search?q={piece}"),
            format!("/api/v1/resolve?name={piece}"),
            format!("/problems/{piece}"),
            format!("/docs/{piece}"),
        ] {
            let response = app.get(&uri);
            assert!(response.status < 500, "{uri} gives {}", response.status);
            if response.status >= 400 {
                let problem: Value = response.problem(response.status);
                assert!(!problem.to_string().contains('\u{0}'), "{uri}");
            }
            assert!(!response.headers.contains_key("x-evil"), "{uri}");
        }
    }
}
