//! The OpenAPI document as the tests read it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::{Value, json};

/// The committed document.
pub(crate) fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(space_race::server::OPENAPI).unwrap())
}

/// One operation. All are GET.
pub(crate) struct Operation {
    /// The path as it stands in the document.
    pub(crate) path: String,
    /// The operation object.
    pub(crate) json: Value,
}

/// All operations of the document.
pub(crate) fn operations() -> Vec<Operation> {
    let operation = |(path, methods): (&String, &Value)| {
        assert_eq!(methods.as_object().unwrap().keys().collect::<Vec<_>>(), ["get"], "methods of {path}");
        Operation { path: path.clone(), json: methods["get"].clone() }
    };
    document()["paths"].as_object().unwrap().iter().map(operation).collect()
}

/// A value as it stands in an address.
pub(crate) fn spelled(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let item = |item: &Value| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
            items.iter().map(item).collect::<Vec<_>>().join(",")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    };
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

impl Operation {
    /// Its parameters, each with its references followed.
    pub(crate) fn parameters(&self) -> Vec<Value> {
        let mut parameters = self.json["parameters"].as_array().cloned().unwrap_or_default();
        for parameter in &mut parameters {
            assert!(parameter["$ref"].is_null(), "parameters stand in their operation");
            parameter["resolved"] = resolved(&parameter["schema"]).clone();
        }
        parameters
    }

    /// Its query parameters.
    pub(crate) fn query_parameters(&self) -> Vec<Value> {
        self.parameters().into_iter().filter(|one| one["in"] == "query").collect()
    }

    /// Names of its query parameters.
    pub(crate) fn query_names(&self) -> Vec<String> {
        self.query_parameters().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Its path with the example of each parameter in it.
    pub(crate) fn address(&self) -> String {
        let inner = |path: String, one: &Value| {
            path.replace(&format!("{{{}}}", one["name"].as_str().unwrap()), &spelled(&one["example"]))
        };
        self.parameters().iter().filter(|one| one["in"] == "path").fold(self.path.clone(), inner)
    }

    /// The parameters that a request has to have, with their examples, as the start of a query string.
    pub(crate) fn required(&self) -> String {
        let required = self.query_parameters().into_iter().filter(|one| one["required"] == true);
        required.map(|one| format!("{}={}&", one["name"].as_str().unwrap(), spelled(&one["example"]))).collect()
    }
}

/// Follows references.
pub(crate) fn resolved(value: &Value) -> &Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            let pointer = reference.strip_prefix('#').unwrap();
            let target = document().pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"));
            resolved(target)
        }
        None => value,
    }
}

/// Validates against schemas of the document.
#[derive(Default)]
pub(crate) struct Validators(BTreeMap<String, Validator>);

impl Validators {
    /// What is wrong with a value, by the schema.
    pub(crate) fn faults(&mut self, schema: &Value, value: &Value) -> Vec<String> {
        let validator = self.0.entry(schema.to_string()).or_insert_with(|| {
            let whole = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "allOf": [schema],
                "components": { "schemas": &document()["components"]["schemas"] },
            });
            jsonschema::validator_for(&whole).unwrap()
        });
        validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).take(5).collect()
    }
}

/// Visits every object of a document with its path.
pub(crate) fn visit(value: &Value, path: &str, visitor: &mut impl FnMut(&str, &serde_json::Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            visitor(path, fields);
            fields.iter().for_each(|(name, inner)| visit(inner, &format!("{path}/{name}"), visitor));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, inner)| visit(inner, &format!("{path}/{index}"), visitor));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
