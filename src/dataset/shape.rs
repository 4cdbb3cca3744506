//! The JSON Schema of the fixture files, from the record types.

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use crate::domain::{
    Claim, CompleteSet, Event, Formula, Indicator, Milestone, Mission, Player, Program, RecordKind, Source, Timeline,
    Trend, Vehicle,
};

/// A record with a JSON Schema.
pub trait Shaped: ToSchema {
    /// Schema of one record, with the schemas that it refers to.
    fn record_schema() -> Value {
        let mut schemas: Vec<(String, RefOr<Schema>)> = vec![(<Self as ToSchema>::name().into_owned(), Self::schema())];
        Self::schemas(&mut schemas);
        let definitions: Map<String, Value> =
            schemas.into_iter().filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?))).collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("#/components/schemas/{}", <Self as ToSchema>::name()),
            "components": { "schemas": definitions },
        })
    }
}

impl<R: ToSchema> Shaped for R {}

/// JSON Schema of a fixture file that holds records of one kind.
pub fn file_schema(kind: RecordKind) -> Value {
    let schema = match kind {
        RecordKind::Player => Player::record_schema(),
        RecordKind::Program => Program::record_schema(),
        RecordKind::Mission => Mission::record_schema(),
        RecordKind::Vehicle => Vehicle::record_schema(),
        RecordKind::Event => Event::record_schema(),
        RecordKind::Timeline => Timeline::record_schema(),
        RecordKind::Trend => Trend::record_schema(),
        RecordKind::Indicator => Indicator::record_schema(),
        RecordKind::Milestone => Milestone::record_schema(),
        RecordKind::Claim => Claim::record_schema(),
        RecordKind::Source => Source::record_schema(),
    };
    array_of(kind.collection(), schema)
}

/// JSON Schema of a fixture file that holds sets.
pub fn sets_schema() -> Value {
    array_of(super::SETS, CompleteSet::record_schema())
}

/// JSON Schema of a fixture file that holds formulas of standings.
pub fn formulas_schema() -> Value {
    array_of(super::STANDINGS, Formula::record_schema())
}

fn array_of(folder: &str, mut schema: Value) -> Value {
    if let Some(record) = schema.as_object_mut().and_then(|schema| schema.remove("$ref")) {
        schema["title"] = json!(format!("fixtures/{folder}/*.json"));
        schema["type"] = json!("array");
        schema["items"] = json!({ "$ref": record });
    }
    schema
}
