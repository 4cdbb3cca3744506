//! Examples that are live data: for parameters the values that occur most, for responses real answers.

use serde_json::{Value, json};
use strum::IntoEnumIterator;

use super::super::ROOT;
use crate::api::list::period_names;
use crate::domain::RecordKind;
use crate::store::{Selected, Snapshot, SortBy, Start, Values, table};

/// A request whose answer serves as an example.
#[derive(Clone, Debug)]
pub struct ExampleRequest {
    /// The path as it stands in the document.
    pub path: String,
    /// The address to ask.
    pub address: String,
}

/// Greatest number of entries of a list in an example.
const SHOWN: usize = 2;

/// One request for each operation, made of the examples of its parameters.
pub fn example_requests(document: &Value) -> Vec<ExampleRequest> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let request = |(path, methods): (&String, &Value)| {
        let mut address = path.clone();
        let mut query = form_urlencoded::Serializer::new(String::new());
        for parameter in methods.pointer("/get/parameters").and_then(Value::as_array).into_iter().flatten() {
            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
            let Some(example) = parameter.get("example").map(plain) else { continue };
            match parameter.get("in").and_then(Value::as_str) {
                Some("path") => address = address.replace(&format!("{{{name}}}"), &example),
                _ if name == "limit" => {
                    query.append_pair(name, "1");
                }
                _ => {
                    query.append_pair(name, &example);
                }
            }
        }
        let query = query.finish();
        let address = if query.is_empty() { address } else { format!("{address}?{query}") };
        ExampleRequest { path: path.clone(), address }
    };
    paths.map(request).collect()
}

/// An example value as it stands in an address.
fn plain(example: &Value) -> String {
    match example {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => example.to_string(),
    }
}

/// Puts an answer into the document.
pub fn add_response_example(document: &mut Value, request: &ExampleRequest, media: &str, body: &str) {
    let content = document
        .get_mut("paths")
        .and_then(|paths| paths.get_mut(&request.path))
        .and_then(|methods| methods.pointer_mut("/get/responses/200/content"));
    let media = media.split(';').next().unwrap_or_default();
    let Some(content) = content.and_then(|content| content.get_mut(media)) else { return };
    content["example"] = match serde_json::from_str::<Value>(body) {
        Ok(mut value) if media.ends_with("json") && !media.contains("ndjson") => {
            shorten(&mut value);
            value
        }
        _ => json!(body.lines().take(SHOWN).map(|line| format!("{line}\n")).collect::<String>()),
    };
}

/// Long lists keep their first entries.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.truncate(SHOWN);
            items.iter_mut().for_each(shorten);
        }
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Gives every filter an example that finds something, from the data.
///
/// They stand in the schema, where a form does not fill them in: all filters at once would find nothing.
pub fn add_parameter_examples(document: &mut Value, snapshot: &Snapshot) {
    for (path, methods) in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        for parameter in methods.pointer_mut("/get/parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            let example = match parameter.get("name").and_then(Value::as_str) {
                Some("offset") => json!(0),
                Some("as_of") => json!(snapshot.day()),
                Some("around") => json!("2026"),
                Some("slips_to") => json!("2032"),
                Some("format") => json!("json"),
                Some("per") => json!("year"),
                Some("group") => json!("world"),
                Some("cumulative") => json!(true),
                Some("fill") => json!("zero"),
                Some("latest") => json!(5),
                Some("destination") if path.ends_with("/evidence") => json!("moon"),
                Some("vehicle") if path.ends_with("/evidence") => json!("long-march-5"),
                // most records and indicators have no money that could be restated
                Some("price_year") if path.ends_with("/vehicles/{id}") => json!(2020),
                Some("deflator") if path.ends_with("/vehicles/{id}") => json!("us-consumer-prices"),
                Some("level") => json!("operator"),
                Some("kind") if path.ends_with("/chart.svg") => json!("line"),
                Some("crewed") if path.contains("/race") => json!(true),
                Some("weights") => json!(["moon:3", "mars:2"]),
                Some("from") if path.ends_with("/standings") => json!(2017),
                Some("to") if path.ends_with("/standings") => json!(2025),
                Some("player") if path.ends_with("/standings") => json!(["china", "united-states"]),
                Some("launched") if path.ends_with("/schedule-statistics") => json!(true),
                Some("kind") if path.ends_with("/search") || path.ends_with("/resolve") => json!(["mission"]),
                _ => continue,
            };
            // in the schema and not in the form: an offset that is filled in would stand against a cursor
            if let Some(schema) = parameter.get_mut("schema") {
                schema["examples"] = json!([example]);
            }
        }
        let Some((kind, within)) = selection_of(path, methods, snapshot) else { continue };
        for parameter in methods.pointer_mut("/get/parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            if parameter.get("in") == Some(&json!("path")) {
                continue;
            }
            let is_filter = table(kind).facet(&name).is_some();
            if let (true, true, Some(fields)) = (is_filter, path.contains("{id}"), parameter.as_object_mut()) {
                // an example that was written for the whole list may find nothing in a part of it
                fields.remove("example");
            }
            if parameter.get("example").is_some() {
                continue;
            }
            if let (Some(example), Some(schema)) =
                (example(&name, kind, &within, snapshot), parameter.get_mut("schema"))
            {
                let is_list = schema.get("type") == Some(&json!("array"));
                let is_flag = schema.get("type") == Some(&json!("boolean"));
                let is_year = table(kind).facet(&name).is_some_and(|facet| matches!(facet.values, Values::Years));
                let value = match example.parse::<u32>() {
                    Ok(year) if is_year => json!(year),
                    _ if is_flag => json!(example == "true"),
                    _ => json!(example),
                };
                schema["examples"] = if is_list { json!([[value]]) } else { json!([value]) };
            }
        }
    }
}

/// The kind of record that a path lists or shows, and the documents that its example id leaves.
fn selection_of(path: &str, methods: &Value, snapshot: &Snapshot) -> Option<(RecordKind, roaring::RoaringBitmap)> {
    let id = methods
        .pointer("/get/parameters")
        .and_then(Value::as_array)?
        .iter()
        .find(|parameter| parameter.get("in") == Some(&json!("path")))
        .and_then(|parameter| parameter.get("example")?.as_str());
    let doc = |kind: RecordKind| snapshot.doc(kind, id?);
    // a picture takes no filters of a list
    let inner = path.strip_prefix(ROOT).filter(|inner| !inner.ends_with("/chart.svg"))?;
    let within = match inner {
        "/players/{id}/missions" => snapshot.naming(RecordKind::Mission, RecordKind::Player, doc(RecordKind::Player)?),
        "/players/{id}/timeline" => snapshot.naming(RecordKind::Event, RecordKind::Player, doc(RecordKind::Player)?),
        "/missions/{id}/timeline" => snapshot.naming(RecordKind::Event, RecordKind::Mission, doc(RecordKind::Mission)?),
        "/timelines/{id}/events" => snapshot.shown(doc(RecordKind::Timeline)?),
        _ => {
            let kind = kind_of(inner)?;
            return Some((kind, snapshot.all(kind).clone()));
        }
    };
    Some((if inner == "/players/{id}/missions" { RecordKind::Mission } else { RecordKind::Event }, within))
}

fn kind_of(path: &str) -> Option<RecordKind> {
    let collection = path.split('/').nth(1)?;
    RecordKind::iter().find(|kind| kind.collection() == collection)
}

/// A value of a parameter that finds something.
fn example(name: &str, kind: RecordKind, within: &roaring::RoaringBitmap, snapshot: &Snapshot) -> Option<String> {
    let definition = table(kind);
    let collection = snapshot.collection(kind);
    if definition.facet(name).is_some() {
        return snapshot.facet_counts(kind, name, within).into_iter().next().map(|one| one.value);
    }
    let first = || {
        let sort = [SortBy { name: "id".to_owned(), descending: false }];
        snapshot.cut(kind, &Selected::These(within.clone()), &sort, &Start::Offset(0), 1).docs
    };
    match name {
        "id" => first().first().map(|doc| collection.id(*doc).to_owned()),
        "q" => {
            let id = first().first().map(|doc| collection.id(*doc).to_owned())?;
            snapshot.names().name(kind, &id).map(|name| name.chars().take(100).collect())
        }
        "sort" => Some(format!("-{}", definition.default_order)),
        "fields" => Some("id".to_owned()),
        "include" => definition.includes.last().map(|one| one.name.to_owned()),
        "facets" => definition.facets.first().map(|one| one.name.to_owned()),
        _ if definition.dates.iter().any(|date| period_names(date).0 == name) => Some("1950".to_owned()),
        _ if definition.dates.iter().any(|date| period_names(date).1 == name) => Some("2030s".to_owned()),
        _ => None,
    }
}
