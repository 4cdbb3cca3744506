//! One generic reader: a file of JSON records becomes typed records, or a list of faults.

use std::cell::LazyCell;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::shape::Shaped;
use super::{Care, Faults, Files, MAX_ENTRIES, MAX_TEXT, Origin, Table};
use crate::domain::{CompleteSet, Formula, FuzzyDate, Record};

/// A JSON path and what is wrong there.
type Found = Vec<(String, String)>;

/// Reads all files of one kind.
pub(super) fn table<R: Record + Shaped + DeserializeOwned>(files: &Files, care: Care, faults: &mut Faults) -> Table<R> {
    let (rows, unreadable) = rows(files, R::KIND.collection(), care, faults);
    Table::new(rows, unreadable)
}

/// Reads all files of sets.
pub(super) fn sets(files: &Files, care: Care, faults: &mut Faults) -> Table<CompleteSet> {
    by_id(rows::<CompleteSet>(files, super::SETS, care, faults), |set| set.id.clone())
}

/// Reads all files of formulas.
pub(super) fn formulas(files: &Files, care: Care, faults: &mut Faults) -> Table<Formula> {
    by_id(rows::<Formula>(files, super::STANDINGS, care, faults), |formula| formula.id)
}

fn by_id<R, I: Ord>((mut rows, unreadable): Rows<R>, id: impl Fn(&R) -> I) -> Table<R> {
    rows.sort_by_key(|(_, row)| id(row));
    let (origins, records) = rows.into_iter().unzip();
    Table { records, origins, unreadable }
}

/// What could be read, and the ids of what could not.
type Rows<R> = (Vec<(Origin, R)>, Vec<String>);

fn rows<R: Shaped + DeserializeOwned>(files: &Files, folder: &str, care: Care, faults: &mut Faults) -> Rows<R> {
    let mut rows = Vec::new();
    let mut unreadable = Vec::new();
    let shape = LazyCell::new(|| jsonschema::validator_for(&R::record_schema()).ok());
    for (file, bytes) in files.of(folder) {
        let origin = |index| Origin { file: file.to_owned(), index };
        if let (Care::Trusted, Ok(records)) = (care, serde_json::from_slice::<Vec<R>>(bytes)) {
            rows.extend(records.into_iter().enumerate().map(|(index, record)| (origin(index), record)));
            continue;
        }
        let records = match serde_json::from_slice::<Vec<Box<RawValue>>>(bytes) {
            Ok(records) => records,
            Err(error) => {
                faults.file(file, format!("{error}, expected a JSON array of records"));
                continue;
            }
        };
        for (index, text) in records.into_iter().enumerate() {
            let origin = origin(index);
            let Checked { id, record, found } = record::<R>(text.get(), shape.as_ref());
            for (path, message) in found {
                faults.shape(&origin, id.as_deref(), path, message);
            }
            match record {
                Some(record) => rows.push((origin, record)),
                None => unreadable.extend(id),
            }
        }
    }
    (rows, unreadable)
}

/// What became of the text of a record.
struct Checked<R> {
    id: Option<String>,
    record: Option<R>,
    found: Found,
}

/// Reads one record and finds its faults. The schema finds all faults of its shape; serde finds those of its spellings,
/// the first one only. A record that reads in spite of faults is checked further.
fn record<R: Shaped + DeserializeOwned>(text: &str, shape: Option<&Validator>) -> Checked<R> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return Checked { id: None, record: None, found: vec![("$".to_owned(), error.to_string())] },
    };
    let mut found = Found::new();
    for error in shape.into_iter().flat_map(|shape| shape.iter_errors(&value)) {
        tell(&value, &error, &mut found);
    }
    bounds(&value, "$", &mut found);
    let read = serde_path_to_error::deserialize::<_, R>(&value);
    if let Err(error) = &read {
        let inner = error.path().to_string();
        let path = if inner == "." { "$".to_owned() } else { format!("$.{inner}") };
        let is_told =
            |other: &str| other.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        if !found.iter().any(|(other, _)| is_told(other)) {
            found.push((path, error.inner().to_string()));
        }
    } else if let Err(error) = serde_json::from_str::<R>(text) {
        // what only the text shows: a field that stands twice
        found.push(("$".to_owned(), error.to_string()));
    }
    Checked { id: value.get("id").and_then(Value::as_str).map(str::to_owned), record: read.ok(), found }
}

/// A fault of shape in the words of this project.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds of fault tell enough in the words of the library")]
fn tell(record: &Value, error: &ValidationError<'_>, found: &mut Found) {
    let path = json_path(record, &error.instance_path().to_string());
    match error.kind() {
        ValidationErrorKind::OneOfNotValid { context } => {
            let is_for_null = |branch: &Vec<ValidationError<'_>>| branch.iter().any(|error| wants_null(error));
            match context.iter().find(|branch| !is_for_null(branch)) {
                Some(branch) => branch.iter().for_each(|error| tell(record, error, found)),
                None => found.push((path, error.to_string())),
            }
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            found
                .extend(unexpected.iter().map(|field| (format!("{path}.{field}"), format!("unknown field {field:?}"))));
        }
        ValidationErrorKind::Enum { options } => {
            let words = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>();
            found.push((path, format!("{} is not one of {}", error.instance(), words.join(", "))));
        }
        ValidationErrorKind::Pattern { pattern } if pattern == FuzzyDate::PATTERN => {
            let spelling = error.instance().as_str().map(str::parse::<FuzzyDate>);
            let told = spelling.and_then(Result::err).map_or_else(|| error.to_string(), |error| error.to_string());
            found.push((path, told));
        }
        _ => found.push((path, error.to_string())),
    }
}

fn wants_null(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Type { kind: TypeKind::Single(JsonType::Null) })
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
fn json_path(record: &Value, pointer: &str) -> String {
    let mut path = "$".to_owned();
    let mut at = Some(record);
    for step in pointer.split('/').skip(1) {
        if at.is_some_and(Value::is_array) {
            path.extend(["[", step, "]"]);
        } else {
            path.extend([".", step]);
        }
        at = at.and_then(|at| at.pointer(&format!("/{step}")));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_become_paths() {
        let record =
            serde_json::json!({ "schedule": [{}, {}, { "source": "a" }], "sources": ["b"], "points": { "2021": 1 } });
        let cases = [
            ("", "$"),
            ("/name", "$.name"),
            ("/schedule/2/source", "$.schedule[2].source"),
            ("/sources/0", "$.sources[0]"),
            ("/points/2021", "$.points.2021"),
        ];
        for (pointer, path) in cases {
            assert_eq!(json_path(&record, pointer), path);
        }
    }
}
