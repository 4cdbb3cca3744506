//! What HTTP asks of every answer: tags, codings, caching, headers for other origins.

use std::io::Read;

use actix_web::http::Method;

use crate::errors::PAGES;
use crate::helpers::{TestApp, Tiny};
use crate::spec::operations;

/// One address of every kind of answer.
const ANSWERS: [&str; 11] = [
    "/api/v1",
    "/api/v1/missions",
    "/api/v1/missions?format=csv",
    "/api/v1/missions?format=ndjson",
    "/api/v1/missions?format=ics",
    "/api/v1/events?format=atom",
    "/api/v1/missions/artemis-ii?fields=name,summary,crew,launch&include=sources",
    "/api/v1/search?q=moon",
    "/api/v1/dataset/export?kind=timeline,trend",
    "/api/v1/openapi.json",
    "/",
];

fn decoded(coding: &str, body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match coding {
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut plain).unwrap(),
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain).unwrap(),
        "zstd" => zstd::stream::Decoder::new(body).unwrap().read_to_end(&mut plain).unwrap(),
        other => panic!("an unknown coding {other}"),
    };
    plain
}

#[test]
fn every_coding_carries_the_same_body_under_its_own_strong_tag() {
    let app = TestApp::new();
    for uri in ANSWERS {
        let identity = app.get(uri);
        assert!(!identity.headers.contains_key("content-encoding"), "{uri}");
        let mut tags = vec![identity.header("etag").to_owned()];
        for coding in ["gzip", "br", "zstd"] {
            let coded = app.get_with(uri, &[("Accept-Encoding", coding)]);
            assert_eq!(coded.header("content-encoding"), coding, "{uri}");
            assert_eq!(decoded(coding, &coded.body), identity.body, "{uri} in {coding}");
            assert!(coded.body.len() < identity.body.len(), "{uri} in {coding} is no shorter");
            assert_eq!(coded.header("content-type"), identity.header("content-type"), "{uri} in {coding}");
            tags.push(coded.header("etag").to_owned());
        }
        for (index, tag) in tags.iter().enumerate() {
            assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 10, "{uri}: {tag} is no strong tag");
            assert!(!tags[index + 1..].contains(tag), "{uri}: {tag} stands for two representations");
        }
    }
}

#[test]
fn the_coding_is_chosen_by_weight() {
    let app = TestApp::new();
    for (accept, expected) in [
        ("gzip, deflate, br, zstd", Some("br")),
        ("gzip;q=1.0, br;q=0.5", Some("gzip")),
        ("br;q=0, *;q=0.1", Some("zstd")),
        ("identity", None),
        ("deflate", None),
        ("gzip;q=0", None),
        ("", None),
    ] {
        let response = app.get_with("/api/v1/missions", &[("Accept-Encoding", accept)]);
        assert_eq!(response.expect(200).headers.get("content-encoding").map(String::as_str), expected, "{accept:?}");
    }
    let short = app.get_with("/health/live", &[("Accept-Encoding", "gzip")]);
    assert!(!short.headers.contains_key("content-encoding"), "a body of a few bytes is not worth it");
}

#[test]
fn a_known_tag_is_answered_without_a_body() {
    let app = TestApp::new();
    for uri in ANSWERS {
        for coding in ["identity", "gzip"] {
            let whole = app.get_with(uri, &[("Accept-Encoding", coding)]);
            let tag = whole.header("etag").to_owned();
            for sent in [
                tag.clone(),
                format!("W/{tag}"),
                format!("\"other\", {tag}"),
                format!("\"other\",W/{tag}, \"third\""),
                "*".to_owned(),
            ] {
                let response = app.get_with(uri, &[("Accept-Encoding", coding), ("If-None-Match", &sent)]);
                assert!(response.expect(304).body.is_empty(), "{uri} for {sent}");
                for name in ["etag", "cache-control", "vary"] {
                    assert_eq!(response.header(name), whole.header(name), "{name} of {uri} for {sent}");
                }
                for name in ["content-type", "content-encoding"] {
                    assert!(!response.headers.contains_key(name), "{name} of {uri} for {sent}");
                }
                assert_eq!(response.header("access-control-allow-origin"), "*");
            }
            for sent in ["\"other\"".to_owned(), tag.trim_matches('"').to_owned(), String::new()] {
                app.get_with(uri, &[("Accept-Encoding", coding), ("If-None-Match", &sent)]).expect(200);
            }
        }
        let identity = app.get(uri).header("etag").to_owned();
        app.get_with(uri, &[("Accept-Encoding", "br"), ("If-None-Match", &identity)]).expect(200);
    }
}

#[test]
fn a_problem_has_no_tag_and_matches_none() {
    let app = TestApp::new();
    let response = app.get_with("/api/v1/missions?zz=1", &[("If-None-Match", "*")]);
    response.problem(400);
    assert!(!response.headers.contains_key("etag"));
}

#[test]
fn every_answer_says_how_it_may_be_kept_and_shared() {
    let app = TestApp::new();
    let addresses = operations().into_iter().map(|one| format!("{}?{}", one.address(), one.required()));
    for uri in addresses.chain(PAGES.map(str::to_owned)) {
        let uri = uri.trim_end_matches(['?', '&']);
        let response = app.get(uri);
        response.expect(200);
        let policy = response.header("cache-control");
        if uri.starts_with("/health/") {
            assert_eq!(policy, "no-store", "{uri}");
        } else {
            assert!(policy.starts_with("public, max-age="), "{uri}: {policy}");
            assert!(response.headers.contains_key("etag"), "{uri} has no tag");
        }
        if uri.starts_with("/api/") {
            assert!(policy.starts_with("public, max-age=60, stale-while-revalidate="), "{uri}: {policy}");
        }
        let vary = response.header("vary").to_lowercase();
        assert!(vary.contains("accept-encoding") && vary.contains("accept,"), "{uri} varies by {vary}");
        assert_eq!(response.header("access-control-allow-origin"), "*", "{uri}");
        for name in ["ETag", "Link", "Request-Id", "Location"] {
            assert!(response.header("access-control-expose-headers").contains(name), "{uri} does not expose {name}");
        }
        assert_eq!(response.header("x-content-type-options"), "nosniff", "{uri}");
        assert!(!response.header("request-id").is_empty(), "{uri}");
    }
}

#[test]
fn problems_may_be_read_by_other_origins_and_say_by_what_they_vary() {
    let app = TestApp::new();
    for uri in ["/nothing", "/api/v1/missions?zz=1", "/api/v1/missions/nothing"] {
        let response = app.get(uri);
        assert_eq!(response.header("access-control-allow-origin"), "*", "{uri}");
        assert!(response.header("vary").contains("Accept-Encoding"), "{uri}");
        assert!(!response.header("cache-control").is_empty(), "{uri}");
    }
}

#[test]
fn head_has_the_headers_of_get() {
    let app = TestApp::new();
    for uri in ANSWERS.into_iter().chain(["/nothing", "/api/v1/missions?zz=1", "/docs/"]) {
        let (get, head) = (app.get(uri), app.request(Method::HEAD, uri, &[]));
        assert_eq!(head.status, get.status, "{uri}");
        let without_id = |response: &crate::helpers::TestResponse| {
            let mut headers = response.headers.clone();
            headers.remove("request-id");
            headers
        };
        assert_eq!(without_id(&head), without_id(&get), "{uri}");
    }
    let tag = app.get("/api/v1").header("etag").to_owned();
    app.request(Method::HEAD, "/api/v1", &[("If-None-Match", &tag)]).expect(304);
}

#[test]
fn the_same_question_gives_the_same_bytes_on_every_replica() {
    let tiny = Tiny::new().planned("b", "2027-Q1").planned("a", "2027").planned("c", "NET 2028").event(
        "a",
        "approval",
        "2020",
        &serde_json::json!({ "players": ["loner"] }),
    );
    let (one, other) = (tiny.app(), tiny.app());
    for uri in [
        "/api/v1",
        "/api/v1/missions?facets=player,status,destination&include=operator,sources,events",
        "/api/v1/missions?limit=1",
        "/api/v1/search?q=agency",
        "/api/v1/dataset",
        "/api/v1/dataset/export",
        "/api/v1/missions?sort=status,-name&format=csv",
    ] {
        let first = one.get_with(uri, &[("Accept-Encoding", "br")]);
        for again in
            [one.get_with(uri, &[("Accept-Encoding", "br")]), other.get_with(uri, &[("Accept-Encoding", "br")])]
        {
            assert_eq!(again.body, first.body, "{uri}");
            assert_eq!(again.header("etag"), first.header("etag"), "{uri}");
        }
    }
    let changed = tiny.planned("d", "2029").app();
    assert_ne!(changed.get("/api/v1/missions").header("etag"), one.get("/api/v1/missions").header("etag"));
    assert_ne!(changed.data("/api/v1/dataset")["version"], one.data("/api/v1/dataset")["version"]);
}
