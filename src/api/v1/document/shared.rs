//! What operations share: responses that tell problems, headers, and the sparse forms of records.

use serde_json::{Map, Value, json};
use strum::IntoEnumIterator;

use crate::api::list::formats;
use crate::api::params::{FormatParam, TABULAR};
use crate::api::problem::{ApiError, ParameterError, Problem, ProblemKind};
use crate::api::respond::Media;
use crate::domain::{RecordKind, Vocabulary};

/// A problem response: its name in the document, the problems that it stands for, and an example.
struct ProblemResponse {
    name: &'static str,
    kind: ProblemKind,
    example: ApiError,
    instance: &'static str,
}

fn problem_responses() -> Vec<ProblemResponse> {
    vec![
        ProblemResponse {
            name: "InvalidRequest",
            kind: ProblemKind::InvalidRequest,
            example: ApiError::Invalid(vec![
                ParameterError::new("status", "unknown value \"plannd\"")
                    .allowing(["proposed", "planned", "on_hold"], "plannd"),
                ParameterError::new("limit", "0 is out of range, expected 1 to 100"),
            ]),
            instance: "/api/v1/missions",
        },
        ProblemResponse {
            name: "UnknownRecord",
            kind: ProblemKind::UnknownRecord,
            example: ApiError::UnknownRecord {
                collection: "missions",
                id: "chandrayan-3".to_owned(),
                nearest: vec!["chandrayaan-3".to_owned()],
            },
            instance: "/api/v1/missions/chandrayan-3",
        },
        ProblemResponse {
            name: "Renamed",
            kind: ProblemKind::Renamed,
            example: ApiError::Renamed { to: "/api/v1/missions/mangalyaan".to_owned() },
            instance: "/api/v1/missions/mars-orbiter-mission",
        },
        ProblemResponse {
            name: "NotAcceptable",
            kind: ProblemKind::NotAcceptable,
            example: ApiError::NotAcceptable { available: vec!["application/json"] },
            instance: "/api/v1/missions",
        },
        ProblemResponse {
            name: "UriTooLong",
            kind: ProblemKind::UriTooLong,
            example: ApiError::UriTooLong { length: 5000, limit: crate::api::MAX_REQUEST_LINE },
            instance: "/api/v1/missions",
        },
        ProblemResponse {
            name: "InternalError",
            kind: ProblemKind::InternalError,
            example: ApiError::Internal("an example".into()),
            instance: "/api/v1/missions",
        },
    ]
}

/// Adds responses, headers, sparse schemas and those of special formats to the components.
pub(super) fn add_components(components: &mut Value) {
    for kind in RecordKind::iter().filter(|kind| formats(*kind) != TABULAR) {
        components["schemas"][format_schema(kind)] = json!(FormatParam::schema_of(formats(kind)));
    }
    components["schemas"]["SparseRecord"] = json!({
        "type": "object",
        "description": "A record of which only some fields were asked for, each as in the full record.",
        "additionalProperties": true,
    });
    components["schemas"]["SparseList"] = json!({
        "type": "object",
        "description": "A page of records cut down to the fields asked for.",
        "required": ["data", "page", "meta"],
        "properties": {
            "data": {
                "type": "array",
                "maxItems": 100,
                "description": "The records of the page, in order.",
                "items": { "$ref": "#/components/schemas/SparseRecord" },
            },
            "page": { "$ref": "#/components/schemas/PageInfo" },
            "facets": {
                "type": "object",
                "description": "For each facet asked for, how many records of the whole selection have each value; absent otherwise.",
                "additionalProperties": { "type": "array", "items": { "$ref": "#/components/schemas/FacetCount" } },
            },
            "included": { "$ref": "#/components/schemas/Included" },
            "meta": { "$ref": "#/components/schemas/Meta" },
        },
    });
    components["schemas"]["SparseItem"] = json!({
        "type": "object",
        "description": "A record cut down to the fields asked for.",
        "required": ["data", "meta"],
        "properties": {
            "data": { "$ref": "#/components/schemas/SparseRecord" },
            "included": { "$ref": "#/components/schemas/Included" },
            "meta": { "$ref": "#/components/schemas/Meta" },
        },
    });
    let mut responses = Map::new();
    for response in problem_responses() {
        let example: Problem = response.example.problem(response.instance, "18c2a9f04b7d3e51");
        let mut headers = json!({
            "Access-Control-Allow-Origin": { "$ref": "#/components/headers/Access-Control-Allow-Origin" },
            "Request-Id": { "$ref": "#/components/headers/RequestId" },
        });
        if response.kind == ProblemKind::Renamed {
            headers["Location"] = json!({ "$ref": "#/components/headers/Location" });
        }
        let body = json!({
            "description": format!("{}.", response.kind.title()),
            "headers": headers,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" }, "example": example } },
        });
        responses.insert(response.name.to_owned(), body);
    }
    responses.insert(
        "NotModified".to_owned(),
        json!({
            "description": "The answer is the one whose ETag was sent in If-None-Match.",
            "headers": {
                "Access-Control-Allow-Origin": { "$ref": "#/components/headers/Access-Control-Allow-Origin" },
                "ETag": { "$ref": "#/components/headers/ETag" },
            },
        }),
    );
    components["responses"] = Value::Object(responses);
    let header = |description: &str, example: &str| json!({ "description": description, "schema": { "type": "string", "maxLength": 4096 }, "example": example });
    components["headers"] = json!({
        "Access-Control-Allow-Origin": header("Pages of all origins may read the answer.", "*"),
        "ETag": header("Strong tag of this representation, to be sent back in If-None-Match.", "\"5b0fd2e61c9a7f34-br\""),
        "CacheControl": header("How long the answer may be kept.", "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"),
        "RequestId": header("Id of this request; quote it when you report a fault.", "18c2a9f04b7d3e51"),
        "Link": header("Addresses of the next page and of the page before (RFC 8288), where there are such.", "</api/v1/missions?limit=20&offset=20>; rel=\"next\""),
        "Location": header("Address of the record now.", "/api/v1/missions/mangalyaan"),
    });
}

/// The responses of an operation besides its success.
pub(super) fn add_responses(responses: &mut Value, has_id: bool, may_find_nothing: bool) {
    let mut add =
        |status: &str, name: &str| responses[status] = json!({ "$ref": format!("#/components/responses/{name}") });
    add("304", "NotModified");
    if has_id {
        add("308", "Renamed");
    }
    add("400", "InvalidRequest");
    if has_id || may_find_nothing {
        add("404", "UnknownRecord");
    }
    add("406", "NotAcceptable");
    add("414", "UriTooLong");
    add("500", "InternalError");
}

/// Headers of a success.
pub(super) fn success_headers(is_list: bool) -> Value {
    let mut headers = json!({
        "Access-Control-Allow-Origin": { "$ref": "#/components/headers/Access-Control-Allow-Origin" },
        "ETag": { "$ref": "#/components/headers/ETag" },
        "Cache-Control": { "$ref": "#/components/headers/CacheControl" },
        "Request-Id": { "$ref": "#/components/headers/RequestId" },
    });
    if is_list {
        headers["Link"] = json!({ "$ref": "#/components/headers/Link" });
    }
    headers
}

/// From a list to the first of its records.
pub(super) fn link_to_item(kind: RecordKind) -> Value {
    let name = format!("{kind:?}");
    json!({ name.clone(): {
        "operationId": format!("get{name}"),
        "parameters": { "id": "$response.body#/data/0/id" },
        "description": format!("The first {} of the page, by its id.", kind.word()),
    } })
}

/// Name of the schema of `format` in lists of a kind that have formats of their own.
pub(super) fn format_schema(kind: RecordKind) -> String {
    format!("{kind:?}FormatParam")
}

/// Further media types of a success: those of `format`, and sparse records where `fields` is taken.
pub(super) fn add_media(content: &mut Value, formats: &[Media], takes_fields: bool, is_list: bool) {
    if takes_fields {
        let schema = if is_list { "SparseList" } else { "SparseItem" };
        content[Media::Sparse.content_type()] =
            json!({ "schema": { "$ref": format!("#/components/schemas/{schema}") } });
    }
    let text = json!({ "schema": { "type": "string", "maxLength": i32::MAX } });
    for media in [Media::Csv, Media::Ndjson, Media::Calendar, Media::Feed, Media::Svg] {
        if formats.contains(&media) || content.get(media.essence()).is_some() {
            content[media.essence()] = text.clone();
        }
    }
}
