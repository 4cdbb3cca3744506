//! The OpenAPI document: complete, consistent, and true of the service.

use std::collections::BTreeSet;

use actix_web::rt::System;
use serde_json::Value;
use space_race::server;

use crate::helpers::TestApp;
use crate::spec::{Operation, Validators, document, operations, resolved, visit};

#[test]
fn the_committed_document_is_the_generated_one() {
    let generated = System::new().block_on(server::openapi::document()).unwrap();
    let differs = generated.lines().zip(server::OPENAPI.lines()).zip(1..).find(|((new, old), _)| new != old);
    assert!(
        generated == server::OPENAPI,
        "openapi/v1.json is out of date, first in {differs:?}; write it anew with\n  cargo run --release -- openapi > openapi/v1.json"
    );
}

#[test]
fn the_served_document_is_the_committed_one() {
    let response = TestApp::new().get("/api/v1/openapi.json");
    assert_eq!(response.header("content-type"), "application/json");
    assert_eq!(response.expect(200).text(), server::OPENAPI);
    assert_eq!(document()["openapi"], "3.1.0");
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let document = document();
    let mut used = BTreeSet::new();
    visit(document, "", &mut |path, fields| {
        if let Some(Value::String(reference)) = fields.get("$ref") {
            let pointer =
                reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} at {path} leaves the document"));
            assert!(document.pointer(pointer).is_some(), "{reference} at {path} leads nowhere");
            used.insert(reference.clone());
        }
    });
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(used.contains(&format!("#/components/schemas/{name}")), "nothing refers to the schema {name}");
    }
}

#[test]
fn every_operation_has_a_unique_camel_case_id_and_words_for_people() {
    let document = document();
    let tags: BTreeSet<&str> =
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let mut ids = BTreeSet::new();
    let mut used = BTreeSet::new();
    for Operation { path, json } in operations() {
        let id = json["operationId"].as_str().unwrap_or_else(|| panic!("no operationId at {path}")).to_owned();
        assert!(
            id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(|c| c.is_ascii_alphanumeric()),
            "{id}"
        );
        assert!(ids.insert(id.clone()), "{id} stands twice");
        let summary = json["summary"].as_str().unwrap_or_default();
        assert!(!summary.is_empty() && summary.len() <= 60 && !summary.ends_with('.'), "summary of {id}: {summary:?}");
        let description = json["description"].as_str().unwrap_or_default();
        assert!(
            description.len() > summary.len() && description.ends_with('.'),
            "description of {id}: {description:?}"
        );
        assert_eq!(json["tags"].as_array().unwrap().len(), 1, "tags of {id}");
        let tag = json["tags"][0].as_str().unwrap().to_owned();
        assert!(tags.contains(tag.as_str()), "tag {tag} of {id} is not described");
        used.insert(tag);
    }
    assert_eq!(used.iter().map(String::as_str).collect::<BTreeSet<_>>(), tags, "each tag is used");
}

#[test]
fn every_parameter_and_property_is_described() {
    for operation in operations() {
        let declared: BTreeSet<String> = operation
            .parameters()
            .iter()
            .filter(|one| one["in"] == "path")
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect();
        let in_path = operation.path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
        assert_eq!(
            in_path.map(str::to_owned).collect::<BTreeSet<_>>(),
            declared,
            "path parameters of {}",
            operation.path
        );
        let mut names = BTreeSet::new();
        for parameter in operation.parameters() {
            let (name, path) = (parameter["name"].as_str().unwrap().to_owned(), &operation.path);
            assert!(names.insert((name.clone(), parameter["in"].to_string())), "{name} of {path} stands twice");
            assert!(
                parameter["description"].as_str().is_some_and(|text| text.ends_with('.')),
                "description of {name} of {path}"
            );
            assert!(parameter["resolved"].is_object(), "schema of {name} of {path}");
        }
    }
    let mut bare = Vec::new();
    for (name, schema) in document()["components"]["schemas"].as_object().unwrap() {
        if !schema["description"].is_string() {
            bare.push(name.clone());
        }
        for (property, inner) in schema["properties"].as_object().into_iter().flatten() {
            if !inner["description"].is_string() && !resolved(inner)["description"].is_string() {
                bare.push(format!("{name}.{property}"));
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new(), "schemas and properties without a description");
}

#[test]
fn every_operation_tells_its_problems_with_an_example() {
    let mut validators = Validators::default();
    for Operation { path, json } in operations() {
        let responses = json["responses"].as_object().unwrap();
        for status in ["200", "304", "400", "406", "414", "500"] {
            assert!(responses.contains_key(status), "{path} does not tell {status}");
        }
        for status in ["308", "404"] {
            assert_eq!(
                responses.contains_key(status),
                path.contains("{id}") || (status, path.as_str()) == ("404", "/api/v1/resolve"),
                "{status} of {path}"
            );
        }
        for (status, response) in responses {
            let response = resolved(response);
            assert!(response["description"].is_string(), "{status} of {path}");
            let is_problem = !["200", "304"].contains(&status.as_str());
            if is_problem {
                let content = response["content"].as_object().unwrap();
                assert_eq!(content.keys().collect::<Vec<_>>(), ["application/problem+json"], "{status} of {path}");
                let example = &content["application/problem+json"]["example"];
                assert_eq!(example["status"].to_string(), *status, "example of {status} of {path}");
            }
            for (media, content) in response["content"].as_object().into_iter().flatten() {
                let faults = content.get("example").map(|example| validators.faults(&content["schema"], example));
                assert_eq!(faults.unwrap_or_default(), Vec::<String>::new(), "example of {status} {media} of {path}");
            }
        }
    }
}

#[test]
fn every_success_has_an_example_with_records() {
    for Operation { path, json } in operations().iter().filter(|one| !one.path.ends_with("openapi.json")) {
        let content = json["responses"]["200"]["content"].as_object().unwrap();
        let first = content.values().next().unwrap();
        let example = first.get("example").unwrap_or_else(|| panic!("no example of {path}"));
        assert!(
            !example["data"].is_array() || example["data"][0].is_object(),
            "the example of {path} is empty: {example}"
        );
    }
}
