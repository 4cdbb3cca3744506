//! One generic reader: a file of JSON records becomes typed records, or a list of faults.

use jsonschema::Validator;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::shape::Shaped;
use super::{Faults, Files, MAX_ENTRIES, MAX_TEXT, Origin, Table};

/// Reads all files of one kind.
pub(super) fn table<R: Shaped + DeserializeOwned>(files: &Files, faults: &mut Faults) -> Table<R> {
    let mut rows = Vec::new();
    let shape = jsonschema::validator_for(&R::record_schema());
    for (file, bytes) in files.of(R::KIND) {
        match serde_json::from_slice::<Vec<Value>>(bytes) {
            Ok(records) => rows.extend(records.into_iter().enumerate().filter_map(|(index, value)| {
                let origin = Origin { file: file.to_owned(), index };
                record(&origin, value, shape.as_ref().ok(), faults).map(|record| (origin, record))
            })),
            Err(error) => faults.file(file, format!("{error}, expected a JSON array of records")),
        }
    }
    Table::new(rows)
}

/// Reads one record. The schema finds all faults of its shape; serde finds those of its spellings, the first one only.
fn record<R: Shaped + DeserializeOwned>(
    origin: &Origin,
    value: Value,
    shape: Option<&Validator>,
    faults: &mut Faults,
) -> Option<R> {
    let id = value.get("id").and_then(Value::as_str);
    let mut found: Vec<(String, String)> = shape
        .into_iter()
        .flat_map(|shape| shape.iter_errors(&value))
        .map(|error| (json_path(&error.instance_path().to_string()), error.to_string()))
        .collect();
    bounds(&value, "$", &mut found);
    let read = serde_path_to_error::deserialize::<_, R>(&value);
    if let Err(error) = &read {
        let inner = error.path().to_string();
        let path = if inner == "." { "$".to_owned() } else { format!("$.{inner}") };
        if !found.iter().any(|(other, _)| other.starts_with(&path)) {
            found.push((path, error.inner().to_string()));
        }
    }
    for (path, message) in found {
        faults.shape(origin, id, path, message);
    }
    read.ok()
}

/// Texts and lists have an end, which the OpenAPI document states.
fn bounds(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) if text.chars().count() > MAX_TEXT => {
            found.push((path.to_owned(), format!("a text of more than {MAX_TEXT} characters")));
        }
        Value::Array(items) => {
            if items.len() > MAX_ENTRIES {
                found.push((path.to_owned(), format!("a list of more than {MAX_ENTRIES} entries")));
            }
            items.iter().enumerate().for_each(|(index, item)| bounds(item, &format!("{path}[{index}]"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| bounds(value, &format!("{path}.{name}"), found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// `/schedule/2/source` as `$.schedule[2].source`.
fn json_path(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1);
    steps.fold("$".to_owned(), |path, step| match step.parse::<usize>() {
        Ok(index) => format!("{path}[{index}]"),
        Err(_) => format!("{path}.{step}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_become_paths() {
        let cases = [
            ("", "$"),
            ("/name", "$.name"),
            ("/schedule/2/source", "$.schedule[2].source"),
            ("/sources/0", "$.sources[0]"),
            ("/launch/vehicle", "$.launch.vehicle"),
        ];
        for (pointer, path) in cases {
            assert_eq!(json_path(pointer), path);
        }
    }
}
