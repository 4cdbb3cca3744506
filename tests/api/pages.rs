//! The pages around the API: front page, health, discovery, Swagger UI.

use serde_json::json;

use crate::helpers::{TestApp, Tiny};

#[test]
fn the_front_page_leads_to_docs_document_and_index() {
    let app = TestApp::new();
    let page = app.get("/");
    assert_eq!(page.expect(200).header("content-type"), "text/html; charset=utf-8");
    let links: Vec<&str> = page.text().split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for link in ["/docs/", "/api/v1", "/api/v1/openapi.json", "/problems", "/api/v1/missions"] {
        assert!(links.contains(&link), "no link to {link}");
    }
    for link in links {
        app.get(link).expect(200);
    }
    assert!(page.header("link").contains("rel=\"service-desc\""));
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
}

#[test]
fn swagger_ui_loads_nothing_from_elsewhere() {
    let app = TestApp::new();
    let page = app.get("/docs/");
    assert_eq!(page.expect(200).media(), "text/html");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
    let files: Vec<&str> =
        page.text().split(['"', '\'']).filter(|text| text.ends_with(".js") || text.ends_with(".css")).collect();
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        assert!(!file.contains("//"), "{file} lies elsewhere");
        let response = app.get(&format!("/docs/{}", file.trim_start_matches("./")));
        response.expect(200);
        assert!(
            ["text/javascript", "application/javascript", "text/css"].contains(&response.media()),
            "{file} is {}",
            response.media()
        );
    }
    assert!(app.get("/docs/swagger-initializer.js").text().contains("/api/v1/openapi.json"));
    let redirect = app.get("/docs");
    assert_eq!((redirect.status, redirect.header("location")), (308, "/docs/"));
}

#[test]
fn health_is_told_apart_from_readiness() {
    let app = Tiny::new().app();
    let live = app.get("/health/live");
    assert_eq!((live.expect(200).media(), live.json()), ("application/health+json", json!({ "status": "pass" })));
    let ready = app.get("/health/ready").ok();
    assert_eq!((&ready["status"], &ready["evaluated_on"]), (&json!("pass"), &json!(crate::helpers::TODAY)));
    assert_eq!(ready["dataset_version"], app.data("/api/v1/dataset")["version"]);
}

#[test]
fn the_catalogue_of_apis_leads_to_the_description() {
    let app = TestApp::new();
    let catalogue = app.get("/.well-known/api-catalog");
    assert_eq!(catalogue.expect(200).media(), "application/linkset+json");
    let links = catalogue.json()["linkset"][0].clone();
    assert_eq!(links["anchor"], "/api/v1");
    for relation in ["service-desc", "service-doc", "status"] {
        let target = &links[relation][0];
        let response = app.get(target["href"].as_str().unwrap());
        assert_eq!(response.expect(200).media(), target["type"], "{relation}");
    }
}

#[test]
fn every_answer_with_markup_forbids_scripts_of_others() {
    let app = TestApp::new();
    for uri in ["/", "/docs/", "/problems", "/problems/unknown-record"] {
        let policy = app.get(uri).header("content-security-policy").to_owned();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("script-src 'unsafe"), "{uri}: {policy}");
    }
}
