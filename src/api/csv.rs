//! Records as lines of a table. The columns follow from the schema of the record, so they never depend on the data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};
use strum::IntoEnumIterator;
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::problem::ApiError;
use crate::domain::RecordKind;
use crate::store::view::{
    ClaimView, EventView, IndicatorView, MilestoneView, MissionView, PlayerView, ProgramView, SourceView, TimelineView,
    TrendView, VehicleView,
};

/// The columns of each kind of record.
static COLUMNS: LazyLock<BTreeMap<RecordKind, Vec<Column>>> =
    LazyLock::new(|| RecordKind::iter().map(|kind| (kind, columns(&schema_of(kind)))).collect());

/// One column: the field names on the way to its value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column(Vec<String>);

impl Column {
    fn title(&self) -> String {
        self.0.join(".")
    }
}

/// The fields of a record, in order.
pub fn fields(kind: RecordKind) -> Vec<String> {
    let mut fields: Vec<String> =
        COLUMNS.get(&kind).into_iter().flatten().filter_map(|column| column.0.first().cloned()).collect();
    fields.dedup();
    fields
}

/// Records as comma-separated values with a header line, all fields or some.
///
/// # Errors
///
/// When a record is no JSON object, or the table cannot be written; neither happens with served records.
pub fn table<'a>(
    kind: RecordKind,
    records: impl Iterator<Item = &'a str>,
    fields: Option<&[String]>,
) -> Result<Vec<u8>, ApiError> {
    let all = COLUMNS.get(&kind).map_or(&[][..], Vec::as_slice);
    let shown =
        |column: &&Column| fields.is_none_or(|fields| column.0.first().is_some_and(|first| fields.contains(first)));
    let columns: Vec<&Column> = all.iter().filter(shown).collect();
    let records = records.map(serde_json::from_str::<Value>).collect::<Result<Vec<_>, _>>()?;
    let lines = records.iter().map(|record| columns.iter().map(|column| cell(record, &column.0)).collect());
    rows(columns.iter().map(|column| column.title()).collect(), lines)
}

/// A table of any columns.
///
/// # Errors
///
/// When it cannot be written, which does not happen in memory.
pub fn rows(header: Vec<String>, lines: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, ApiError> {
    let internal = |error: csv::Error| ApiError::Internal(Box::new(error));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(&header).map_err(internal)?;
    for line in lines {
        writer.write_record(&line).map_err(internal)?;
    }
    writer.into_inner().map_err(|error| ApiError::Internal(Box::new(error.into_error())))
}

fn cell(value: &Value, path: &[String]) -> String {
    let inner = path.iter().try_fold(value, |value, field| value.get(field));
    inner.map(text).unwrap_or_default()
}

/// Lists are joined by semicolons: of references the ids, of other objects their compact JSON.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(";"),
        Value::Object(fields) => match (fields.get("id"), fields.len()) {
            (Some(Value::String(id)), 2) => id.clone(),
            _ => value.to_string(),
        },
    }
}

fn schema_of(kind: RecordKind) -> Schemas {
    match kind {
        RecordKind::Player => Schemas::of::<PlayerView>(),
        RecordKind::Program => Schemas::of::<ProgramView>(),
        RecordKind::Mission => Schemas::of::<MissionView>(),
        RecordKind::Vehicle => Schemas::of::<VehicleView>(),
        RecordKind::Event => Schemas::of::<EventView>(),
        RecordKind::Timeline => Schemas::of::<TimelineView>(),
        RecordKind::Trend => Schemas::of::<TrendView>(),
        RecordKind::Indicator => Schemas::of::<IndicatorView>(),
        RecordKind::Milestone => Schemas::of::<MilestoneView>(),
        RecordKind::Claim => Schemas::of::<ClaimView>(),
        RecordKind::Source => Schemas::of::<SourceView>(),
    }
}

/// A schema with those that it refers to.
struct Schemas {
    root: Value,
    named: Map<String, Value>,
}

impl Schemas {
    fn of<T: ToSchema>() -> Self {
        let mut named: Vec<(String, RefOr<Schema>)> = Vec::new();
        T::schemas(&mut named);
        let json = |schema: RefOr<Schema>| serde_json::to_value(schema).unwrap_or_default();
        Self { root: json(T::schema()), named: named.into_iter().map(|(name, schema)| (name, json(schema))).collect() }
    }

    /// Follows references and takes the schema beside null.
    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        if let Some(Value::String(reference)) = schema.get("$ref") {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return self.named.get(name).unwrap_or(schema);
        }
        let choices = schema.get("oneOf").and_then(Value::as_array);
        let beside_null = choices.and_then(|choices| choices.iter().find(|one| one.get("$ref").is_some()));
        beside_null.map_or(schema, |inner| self.resolve(inner))
    }
}

fn columns(schemas: &Schemas) -> Vec<Column> {
    let mut found = Vec::new();
    collect(schemas, &schemas.root, &[], &mut found);
    found
}

fn collect(schemas: &Schemas, schema: &Value, path: &[String], found: &mut Vec<Column>) {
    let schema = schemas.resolve(schema);
    match schema.get("properties").and_then(Value::as_object) {
        Some(properties) => {
            for (name, property) in properties {
                let path: Vec<String> = path.iter().chain([name]).cloned().collect();
                collect(schemas, property, &path, found);
            }
        }
        None => found.push(Column(path.to_vec())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_name_the_way_to_their_value() {
        let titles: Vec<_> = COLUMNS[&RecordKind::Mission].iter().map(Column::title).collect();
        for title in ["id", "operator.name", "program.id", "launch.date.value", "launch.vehicle.id", "kinds", "crew"] {
            assert!(titles.iter().any(|one| one == title), "no column {title} in {titles:?}");
        }
        assert!(fields(RecordKind::Mission).contains(&"launch".to_owned()));
        assert!(!fields(RecordKind::Mission).contains(&"index".to_owned()));
    }

    #[test]
    fn cells_join_lists_and_quote_what_needs_it() {
        let record = r#"{"id":"a","name":"A, \"quoted\"","aliases":["x","y"],"members":[{"id":"b","name":"B"}]}"#;
        let fields = ["id", "name", "aliases", "members"].map(str::to_owned);
        let table = table(RecordKind::Player, [record].into_iter(), Some(&fields)).unwrap();
        assert_eq!(String::from_utf8(table).unwrap(), "id,name,aliases,members\r\na,\"A, \"\"quoted\"\"\",x;y,b\r\n");
    }
}
