//! The OpenAPI document is true of the service: bounds, parameters, words, examples and schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use space_race::api::csv;
use space_race::api::past::has_past;
use space_race::api::v1::vocabularies;
use space_race::domain::RecordKind;
use space_race::store::table;
use strum::IntoEnumIterator;

use crate::helpers::TestApp;
use crate::spec::{Operation, Validators, document, operations, spelled};

#[test]
fn bounds_in_the_document_are_the_bounds_that_are_enforced() {
    let app = TestApp::new();
    let mut tried = 0;
    for operation in operations() {
        for parameter in operation.query_parameters() {
            let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["resolved"]);
            let ask = |value: String| {
                app.get(&format!(
                    "{}?{}{name}={value}",
                    operation.address(),
                    if parameter["required"] == true { String::new() } else { operation.required() }
                ))
            };
            if schema["type"] == "integer" {
                let (least, greatest) = (schema["minimum"].as_i64().unwrap(), schema["maximum"].as_i64().unwrap());
                ask((least - 1).to_string()).fault(name);
                // years of which none belongs to a series, and those that a deflator does not cover, are refused there
                if !["from", "to", "price_year"].contains(&name) {
                    ask(least.to_string()).expect(200);
                    ask(greatest.to_string()).expect(200);
                }
                ask((greatest + 1).to_string()).fault(name);
                tried += 1;
            } else if schema["type"] == "string" && schema["minLength"].is_u64() && schema["maxLength"].is_u64() {
                let (least, greatest) = (schema["minLength"].as_u64().unwrap(), schema["maxLength"].as_u64().unwrap());
                let text = |length: u64| "a".repeat(usize::try_from(length).unwrap());
                ask(text(least - 1)).fault(name);
                assert_ne!(ask(text(least)).status, 400, "{name} of {}", operation.path);
                assert_ne!(ask(text(greatest)).status, 400, "{name} of {}", operation.path);
                ask(text(greatest + 1)).fault(name);
                tried += 1;
            }
        }
    }
    assert!(tried > 40, "{tried} bounded parameters");
}

#[test]
fn lists_of_values_hold_as_many_as_the_document_says() {
    let app = TestApp::new();
    let operation = operations().into_iter().find(|one| one.path == "/api/v1/sources").unwrap();
    let parameters = operation.query_parameters();
    let schema = |name: &str| parameters.iter().find(|one| one["name"] == name).unwrap()["resolved"].clone();
    let greatest = usize::try_from(schema("id")["maxItems"].as_u64().unwrap()).unwrap();
    let ids = app.ids("/api/v1/sources?limit=100&fields=id");
    let ask = |count: usize| app.get(&format!("/api/v1/sources?fields=id&id={}", ids[..count].join(",")));
    assert_eq!(ask(greatest).ok()["page"]["total"], greatest);
    ask(greatest + 1).fault("id");
    assert_eq!(schema("sort")["maxItems"], 3);
}

/// The kind of record that an operation lists or shows.
fn kind_of(operation: &Operation) -> Option<RecordKind> {
    let schema = operation.json.pointer("/responses/200/content/application~1json/schema/$ref")?.as_str()?;
    let name = schema.rsplit('/').next()?;
    let name = name.strip_suffix("List").or_else(|| name.strip_suffix("Item"))?;
    RecordKind::iter().find(|kind| format!("{kind:?}") == name)
}

#[test]
fn documented_parameters_are_those_that_the_service_knows() {
    let app = TestApp::new();
    for operation in operations() {
        let problem = app.get(&format!("{}?zz=1", operation.address())).problem(400);
        let fault = problem["errors"].as_array().unwrap().iter().find(|one| one["parameter"] == "zz").unwrap().clone();
        let known: BTreeSet<String> =
            fault["allowed"].as_array().into_iter().flatten().map(|one| one.as_str().unwrap().to_owned()).collect();
        let documented: BTreeSet<String> = operation.query_names().into_iter().collect();
        // a word that no value can follow may be left out of the document
        let empty = |name: &String| {
            kind_of(&operation).is_some_and(|kind| {
                (name == "facets" && table(kind).facets.is_empty())
                    || (name == "include" && table(kind).includes.is_empty())
                    || (name == "as_of" && !has_past(kind))
            })
        };
        assert_eq!(
            known.difference(&documented).filter(|name| !empty(name)).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{} does not document these",
            operation.path
        );
        assert_eq!(
            documented.difference(&known).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{} does not know these",
            operation.path
        );
    }
}

#[test]
fn words_of_lists_are_those_of_the_tables() {
    let mut seen = 0;
    for operation in operations() {
        let Some(kind) = kind_of(&operation) else { continue };
        let definition = table(kind);
        let orders = definition.order_names().iter().flat_map(|one| [(*one).to_owned(), format!("-{one}")]).collect();
        let words: BTreeMap<&str, Vec<String>> = BTreeMap::from([
            ("sort", orders),
            ("fields", csv::fields(kind)),
            ("include", definition.includes.iter().map(|one| one.name.to_owned()).collect()),
            ("facets", definition.facets.iter().map(|one| one.name.to_owned()).collect()),
        ]);
        for parameter in operation.query_parameters() {
            if let Some(words) = words.get(parameter["name"].as_str().unwrap()) {
                assert!(!words.is_empty(), "{} of {} takes no word at all", parameter["name"], operation.path);
                assert_eq!(
                    parameter["resolved"]["items"]["enum"],
                    json!(words),
                    "{} of {}",
                    parameter["name"],
                    operation.path
                );
                seen += 1;
            }
        }
        for facet in definition.facets.iter().filter(|_| operation.query_names().contains(&"limit".to_owned())) {
            assert!(
                operation.query_names().contains(&facet.name.to_owned()),
                "{} has no filter {}",
                operation.path,
                facet.name
            );
        }
    }
    assert!(seen > 60, "{seen} lists of words");
}

#[test]
fn vocabularies_are_explained_word_by_word() {
    let schemas = &document()["components"]["schemas"];
    for vocabulary in vocabularies::all() {
        let Some(schema) = schemas.get(&vocabulary.name) else { panic!("no schema {}", vocabulary.name) };
        let words: Vec<&str> = vocabulary.values.iter().map(|term| term.value.as_str()).collect();
        assert_eq!(schema["enum"], json!(words), "words of {}", vocabulary.name);
        let description = schema["description"].as_str().unwrap();
        for term in &vocabulary.values {
            assert!(
                description.contains(&format!("- `{}`: {}", term.value, term.meaning)),
                "{} of {}",
                term.value,
                vocabulary.name
            );
        }
    }
    let explained = |name: &String| vocabularies::all().iter().any(|one| one.name == *name);
    for (name, schema) in schemas.as_object().unwrap() {
        let in_queries_only = name.ends_with("FormatParam") || name == "MatchParam";
        assert!(
            schema["enum"].is_null() || explained(name) || in_queries_only,
            "the words of {name} are not explained"
        );
    }
}

/// The examples of a parameter, as they are sent.
fn examples(parameter: &Value) -> Vec<String> {
    let mut found: Vec<String> = parameter.get("example").map(spelled).into_iter().collect();
    found.extend(parameter["schema"]["examples"].as_array().into_iter().flatten().take(1).map(spelled));
    found.extend(parameter["examples"].as_object().into_iter().flatten().map(|(_, one)| spelled(&one["value"])));
    found
}

#[test]
fn every_documented_example_is_answered_with_what_the_schema_says() {
    let app = TestApp::new();
    let mut validators = Validators::default();
    let (mut sent, mut bad) = (0, Vec::new());
    for operation in operations() {
        let mut queries = vec![operation.required()];
        for parameter in operation.query_parameters() {
            let name = parameter["name"].as_str().unwrap();
            for example in examples(&parameter) {
                // `match` needs a date beside it
                let beside = if name == "match" {
                    operation
                        .query_names()
                        .iter()
                        .find(|one| one.ends_with("from"))
                        .map(|from| format!("{from}=1950&"))
                        .unwrap()
                } else if name == "deflator" {
                    // and a deflator a year
                    "price_year=2020&".to_owned()
                } else {
                    String::new()
                };
                let required = if parameter["required"] == true { String::new() } else { operation.required() };
                queries.push(format!("{required}{beside}{name}={example}"));
            }
        }
        let together = operation
            .query_parameters()
            .iter()
            .filter_map(|one| Some(format!("{}={}", one["name"].as_str().unwrap(), spelled(one.get("example")?))))
            .collect::<Vec<_>>()
            .join("&");
        queries.push(together);
        for query in queries {
            let uri = format!("{}?{query}", operation.address());
            let response = app.get(uri.trim_end_matches(['?', '&']));
            sent += 1;
            if response.status != 200 {
                bad.push(format!("{uri} gives {}", response.status));
                continue;
            }
            let content = &operation.json["responses"]["200"]["content"][response.media()];
            assert!(content.is_object(), "{uri} is {}, which is not documented", response.media());
            if response.media().ends_with("json") && !response.media().ends_with("ndjson") {
                let json = response.json();
                let faults = validators.faults(&content["schema"], &json);
                if !faults.is_empty() {
                    bad.push(format!("{uri} breaks its schema: {faults:?}"));
                }
                if json["data"] == json!([]) && !query.contains("cursor") {
                    bad.push(format!("{uri} finds nothing"));
                }
            }
        }
    }
    assert!(sent > 300, "{sent} examples");
    assert!(bad.is_empty(), "{} of {sent} examples:\n{}", bad.len(), bad.join("\n"));
}

#[test]
fn every_record_of_the_data_set_fits_its_schema() {
    let app = TestApp::new();
    let mut validators = Validators::default();
    for kind in RecordKind::iter() {
        let export = app.get(&format!("/api/v1/dataset/export?kind={}", <&str>::from(kind)));
        let schema = json!({ "$ref": format!("#/components/schemas/{kind:?}") });
        for line in export.text().lines() {
            let record = serde_json::from_str::<Value>(line).unwrap()["record"].take();
            let faults = validators.faults(&schema, &record);
            assert_eq!(faults, Vec::<String>::new(), "{kind:?} {}", record["id"]);
        }
    }
}

#[test]
fn every_parameter_has_an_example() {
    let mut bare = Vec::new();
    for operation in operations() {
        for parameter in operation.query_parameters() {
            let name = parameter["name"].as_str().unwrap();
            // a cursor is good for the query that gave it, `match` for one with a date, `table` for csv, and prices of another year for records and
            // indicators with money: an example sent alone would be refused
            let is_good_for_some = ["cursor", "match", "table", "price_year", "deflator"].contains(&name);
            if !is_good_for_some && examples(&parameter).is_empty() {
                bare.push(format!("{name} of {}", operation.path));
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new(), "parameters without an example");
}
