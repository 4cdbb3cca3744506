//! The one post-processing step: what the macros cannot say is said here once for all schemas and operations.

use serde_json::{Map, Value, json};
use strum::IntoEnumIterator;

use super::shared;
use crate::api::csv;
use crate::api::extract::MAX_LIST;
use crate::api::ics;
use crate::api::list::{MAX_SORT, formats};
use crate::api::params::TABULAR;
use crate::api::past::has_past;
use crate::api::respond::Media;
use crate::api::v1::compare::PLAYERS;
use crate::api::v1::vocabularies;
use crate::dataset::{MAX_ENTRIES, MAX_TEXT};
use crate::domain::RecordKind;
use crate::store::table;

/// Names of generic schemas as people would write them: `List_Mission` as `MissionList`. Paths end without a slash.
pub(super) fn renamed(document: &str) -> String {
    let mut text = document.replace(r#""/api/v1/":"#, r#""/api/v1":"#);
    for prefix in ["List", "Item", "All"] {
        let suffix = if prefix == "All" { "Collection" } else { prefix };
        let from = format!("{prefix}_");
        while let Some(start) = text.find(&from) {
            let rest = text.get(start + from.len()..).unwrap_or_default();
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let name = rest.get(..length).unwrap_or_default();
            text = text.replace(&format!("{from}{name}\""), &format!("{name}{suffix}\""));
        }
    }
    text
}

/// Schemas: every field that is always written is required, enums explain their words, texts and lists have bounds.
pub(super) fn schemas(schemas: &mut Value) {
    let vocabularies = vocabularies::all();
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        // what a fixture may not hold, an answer may gain
        if let Some(fields) =
            schema.as_object_mut().filter(|fields| fields.get("additionalProperties") == Some(&json!(false)))
        {
            fields.remove("additionalProperties");
        }
        hoist_descriptions(schema);
        require_nullable(schema);
        add_bounds(schema);
        if let Some(vocabulary) = vocabularies.iter().find(|one| one.name == *name) {
            let terms = vocabulary.values.iter().map(|term| format!("- `{}`: {}", term.value, term.meaning));
            let lines: Vec<String> = terms.collect();
            schema["description"] = json!(format!("{}\n\n{}", vocabulary.about, lines.join("\n")));
        }
    }
}

/// The description of a field that may be null belongs to the field, not to one of its forms.
fn hoist_descriptions(schema: &mut Value) {
    for property in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        let choices = property.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten();
        let description = choices.filter_map(|choice| choice.as_object_mut()?.remove("description")).next();
        if let Some(description) = description {
            property["description"] = description;
        }
    }
}

/// A field that may be null is written all the same.
fn require_nullable(schema: &mut Value) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_required = |name: &String, property: &Value| is_nullable(property) || required.contains(&json!(name));
    let names: Vec<&String> =
        properties.iter().filter(|(name, property)| is_required(name, property)).map(|(name, _)| name).collect();
    schema["required"] = json!(names);
}

fn is_nullable(property: &Value) -> bool {
    let null = json!("null");
    let by_type = property.get("type").and_then(Value::as_array).is_some_and(|types| types.contains(&null));
    let choices = property.get("oneOf").and_then(Value::as_array);
    by_type || choices.is_some_and(|choices| choices.iter().any(|one| one.get("type") == Some(&null)))
}

/// Texts, numbers and lists without bounds of their own get those that every data set keeps to.
fn add_bounds(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let is = |name: &str| match fields.get("type") {
                Some(Value::String(one)) => one == name,
                Some(Value::Array(several)) => several.contains(&json!(name)),
                _ => false,
            };
            let bounds = if is("array") {
                vec![("maxItems", json!(MAX_ENTRIES))]
            } else if is("string") && !fields.contains_key("enum") {
                vec![("maxLength", json!(MAX_TEXT))]
            } else if is("integer") {
                vec![("minimum", json!(i32::MIN)), ("maximum", json!(i32::MAX))]
            } else {
                Vec::new()
            };
            for (bound, value) in bounds {
                fields.entry(bound).or_insert(value);
            }
            fields.values_mut().for_each(add_bounds);
        }
        Value::Array(items) => items.iter_mut().for_each(add_bounds),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Operations: camel-case ids, exact parameters, all responses.
pub(super) fn operations(paths: &mut Value) {
    for (path, methods) in paths.as_object_mut().into_iter().flatten() {
        for operation in methods.as_object_mut().into_iter().flat_map(Map::values_mut) {
            let id = operation.get("operationId").and_then(Value::as_str).map(camel_case);
            operation["operationId"] = json!(id);
            let schema =
                operation.pointer("/responses/200/content/application~1json/schema/$ref").and_then(Value::as_str);
            let listed = schema.and_then(|reference| listed_kind(reference.rsplit('/').next()?));
            let item = schema.and_then(|reference| item_kind(reference.rsplit('/').next()?));
            let names: Vec<String> =
                parameters(operation).filter_map(|one| one.get("name")?.as_str().map(str::to_owned)).collect();
            let takes = |name: &str| names.iter().any(|one| one == name);
            let (format, fields, is_list) = (takes("format"), takes("fields"), takes("limit"));
            if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
                parameters.retain(|one| !is_without_words(one, listed.or(item)));
                let is_query_id =
                    |one: &Value| one.get("name") == Some(&json!("id")) && one.get("in") == Some(&json!("query"));
                parameters.retain(|one| !(path.contains("{id}") && is_query_id(one)));
                if let Some(kind) = listed.filter(|kind| formats(*kind) != TABULAR) {
                    parameters.iter_mut().for_each(|one| add_special_formats(one, kind));
                }
                parameters.iter_mut().for_each(|one| refine(one, listed.or(item)));
            }
            let responses = &mut operation["responses"];
            let media = if format { listed.map_or(TABULAR, formats) } else { &[] };
            shared::add_media(&mut responses["200"]["content"], media, fields, is_list);
            responses["200"]["headers"] = shared::success_headers(is_list);
            if let Some(kind) = listed {
                responses["200"]["links"] = shared::link_to_item(kind);
            }
            shared::add_responses(responses, path.contains("{id}"), path.ends_with("/resolve"));
        }
    }
}

fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation.get("parameters").and_then(Value::as_array).into_iter().flatten()
}

/// The kind of record that a list schema holds.
fn listed_kind(schema: &str) -> Option<RecordKind> {
    let name = schema.strip_suffix("List")?;
    RecordKind::iter().find(|kind| format!("{kind:?}") == name)
}

/// The kind of record that an item schema holds.
fn item_kind(schema: &str) -> Option<RecordKind> {
    let name = schema.strip_suffix("Item")?;
    RecordKind::iter().find(|kind| format!("{kind:?}") == name)
}

/// A kind of record without relations takes no `include`, one without filters no `facets`, and one without a past no `as_of`.
fn is_without_words(parameter: &Value, kind: Option<RecordKind>) -> bool {
    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
    if name == "as_of" {
        return kind.is_some_and(|kind| !has_past(kind));
    }
    kind.and_then(|kind| words(name, kind)).is_some_and(|words| words.is_empty())
}

/// A parameter is never null; a list of words says which.
fn refine(parameter: &mut Value, kind: Option<RecordKind>) {
    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let example = parameter
        .get("example")
        .and_then(Value::as_str)
        .map(|text| text.split(',').map(str::to_owned).collect::<Vec<_>>());
    let Some(schema) = parameter.get_mut("schema") else { return };
    without_null(schema);
    let is_list = schema.get("type") == Some(&json!("array"));
    if let (true, Some(example)) = (is_list, example) {
        parameter["example"] = json!(example);
    }
    let Some(schema) = parameter.get_mut("schema").filter(|_| is_list) else { return };
    schema["minItems"] = json!(1);
    schema["maxItems"] = json!(MAX_LIST);
    if name == "players" {
        schema["minItems"] = json!(PLAYERS.start());
        schema["maxItems"] = json!(PLAYERS.end());
        schema["uniqueItems"] = json!(true);
    }
    if let Some(words) = kind.and_then(|kind| words(&name, kind)) {
        schema["maxItems"] = json!(if name == "sort" { MAX_SORT } else { words.len().min(MAX_LIST) });
        schema["uniqueItems"] = json!(true);
        schema["items"] = json!({ "type": "string", "enum": words });
        if name == "sort" {
            // names for generated clients, since a name cannot start with a hyphen
            let name = |word: &String| {
                word.strip_prefix('-').map_or_else(|| word.clone(), |word| format!("{word}_descending"))
            };
            schema["items"]["x-enum-varnames"] = json!(words.iter().map(name).collect::<Vec<_>>());
        }
    } else if schema.pointer("/items/type") == Some(&json!("string")) {
        schema["items"]["minLength"] = json!(1);
        schema["items"]["maxLength"] = json!(200);
    }
}

/// What else is to be said of a parameter where there are calendars and feeds.
fn add_special_formats(parameter: &mut Value, kind: RecordKind) {
    let special: Vec<String> = formats(kind)
        .iter()
        .filter(|media| !TABULAR.contains(media))
        .filter_map(|media| Some(format!("`{}`", media.word()?)))
        .collect();
    let special = special.join(" and ");
    let more = match parameter.get("name").and_then(Value::as_str).unwrap_or_default() {
        "fields" => format!("Records as {special} have a form of their own: together with that it is 400."),
        "limit" if formats(kind).contains(&Media::Calendar) => {
            let (thousands, rest) = (ics::MAX_RECORDS / 1_000, ics::MAX_RECORDS % 1_000);
            format!(
                "Without it, `ics` holds all selected records up to {thousands},{rest:03}, since calendars do not follow pages."
            )
        }
        "sort" if formats(kind).contains(&Media::Feed) => "Without it, `atom` starts with the newest.".to_owned(),
        "format" => {
            parameter["schema"] = json!({ "$ref": format!("#/components/schemas/{}", shared::format_schema(kind)) });
            return;
        }
        _ => return,
    };
    let description = parameter.get("description").and_then(Value::as_str).unwrap_or_default();
    parameter["description"] = json!(format!("{description} {more}"));
}

/// The words that `sort`, `fields`, `include` and `facets` take.
pub(super) fn words(parameter: &str, kind: RecordKind) -> Option<Vec<String>> {
    let definition = table(kind);
    match parameter {
        "sort" => {
            Some(definition.order_names().iter().flat_map(|name| [(*name).to_owned(), format!("-{name}")]).collect())
        }
        "fields" => Some(csv::fields(kind)),
        "include" => Some(definition.includes.iter().map(|one| one.name.to_owned()).collect()),
        "facets" => Some(definition.facets.iter().map(|one| one.name.to_owned()).collect()),
        _ => None,
    }
}

fn without_null(schema: &mut Value) {
    let null = json!("null");
    if let Some(types) = schema.get("type").and_then(Value::as_array) {
        let rest: Vec<Value> = types.iter().filter(|one| **one != null).cloned().collect();
        if let [only] = rest.as_slice() {
            schema["type"] = only.clone();
        }
    }
    let choices = schema.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    let rest: Vec<Value> = choices.into_iter().filter(|one| one.get("type") != Some(&null)).collect();
    if let [only] = rest.as_slice() {
        *schema = only.clone();
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        text + &capital.into_iter().chain(letters).collect::<String>()
    })
}
