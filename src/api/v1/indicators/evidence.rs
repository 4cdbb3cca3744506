//! `/indicators/{id}/evidence`.

use std::sync::LazyLock;

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ObjectBuilder, OneOfBuilder, Ref, RefOr, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::series::{NOT_COUNTED, PUBLISHED_BY_YEAR};
use super::{fault_of_record, player_fault};
use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::{Query, find};
use crate::api::operations::Operations;
use crate::api::params::AsOf;
use crate::api::past::snapshot_on;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::api::v1::ROOT;
use crate::domain::{Destination, RecordKind, Slug, Vocabulary};
use crate::store::view::{Line, Point, PointPeriod, Reference};
use crate::store::{CountedRecord, Evidence, EvidenceQuery, NONE, SeriesGroup, Store};

/// What evidence takes.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvidenceParams {
    /// The period of the point: a year or several years such as `2017/2026`, or for derived indicators a quarter or a decade, too.
    #[serde(default)]
    #[param(
        example = "2024",
        required = true,
        max_length = 9,
        pattern = "^[0-9]{4}(-Q[1-4]|/[0-9]{4})?$|^[0-9]{3}0s$"
    )]
    period: Option<String>,
    /// The player whose line the point belongs to. Of one that has no line of its own, all that it and players that belong to it did. All lines if not
    /// given.
    #[serde(default)]
    #[param(example = "china")]
    player: Option<Slug>,
    /// What the lines stand for, as in the series; only for derived indicators. What the indicator itself says if not given. It tells what counts for a `player`: for its
    /// line, or for all that belong to it.
    #[serde(default)]
    group: Option<SeriesGroup>,
    /// Only what counts for this destination, or for `none`; only for derived indicators.
    #[serde(default)]
    destination: Option<DestinationOrNone>,
    /// Only what flew on this launch vehicle, or, with `none`, what has none on record. Of published figures, the line of this vehicle.
    #[serde(default)]
    vehicle: Option<Slug>,
    /// A past day: the count of what was known at its end (UTC).
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// Every destination, and `none`.
static DESTINATIONS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| Destination::words().into_iter().chain([NONE]).collect());

/// Where something goes, or `none` where that is not on record.
#[derive(Clone, Copy, Debug)]
pub struct DestinationOrNone(&'static str);

impl<'de> Deserialize<'de> for DestinationOrNone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let word = DESTINATIONS.iter().find(|word| **word == text);
        word.map(|word| Self(word)).ok_or_else(|| serde::de::Error::unknown_variant(&text, &DESTINATIONS))
    }
}

impl PartialSchema for DestinationOrNone {
    fn schema() -> RefOr<Schema> {
        let none = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([NONE]));
        OneOfBuilder::new()
            .item(Ref::from_schema_name(Destination::NAME))
            .item(none)
            .description(Some("Where something goes, or `none` where that is not on record."))
            .into()
    }
}

impl ToSchema for DestinationOrNone {}

/// What stands behind a point of an indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndicatorEvidence {
    /// The indicator.
    pub indicator: Reference,
    /// Unit of the value.
    #[schema(example = "missions")]
    pub unit: String,
    /// How it is counted, or what the publication says of its figures.
    pub method: String,
    /// The player that was asked for; null for all lines.
    pub player: Option<Reference>,
    /// The destination that was asked for, or `none`; null for all.
    #[schema(example = "moon")]
    pub destination: Option<String>,
    /// The launch vehicle that was asked for, with the id `none` for none; null for all.
    pub vehicle: Option<Reference>,
    /// The point. Of several lines, the one of all together, in which a record counts once that counts in several of them. Of several years or lines of published figures it is
    /// the sum, which says nothing where they are levels, such as prices.
    pub point: Point,
    /// The records that were counted; of a share, those of the part. Empty for published figures.
    pub counted: Vec<CountedRecord>,
    /// Of a share, the records that belong to the whole and not to the part; empty otherwise.
    pub not_counted: Vec<CountedRecord>,
    /// Of published figures, the lines with their figures as they were published; empty for derived indicators.
    pub figures: Vec<Line>,
    /// How to cite the publication; null for a derived indicator.
    pub citation: Option<String>,
    /// Licence of the figures.
    #[schema(example = "CC BY 4.0")]
    pub licence: String,
    /// Address of the series.
    #[schema(example = "/api/v1/indicators/lunar-missions-by-nation/series")]
    pub series: String,
}

/// Get the evidence of a point
///
/// Exactly the missions or events that are counted in a point of a derived indicator, for a share those of the part and those of the rest. Of a published indicator
/// the figure as it was published, with citation, licence and method.
#[utoipa::path(
    tag = "indicators",
    params(("id" = Slug, Path, description = "Id of the indicator.", example = "lunar-missions-by-nation"), EvidenceParams),
    responses((status = 200, description = "The evidence.", body = ItemOf<IndicatorEvidence>))
)]
#[get("/indicators/{id}/evidence")]
async fn get_indicator_evidence(store: Data<Store>, mut query: Query<EvidenceParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    let indicator = find(&snapshot, RecordKind::Indicator, &query.request)?;
    query.errors.extend(fault);
    let EvidenceParams { player, group, destination, vehicle, .. } = query.params.clone();
    let is_some = |id: &&Slug| id.as_str() != NONE;
    query.errors.extend(player.as_ref().and_then(|id| player_fault(&snapshot, id.as_str())));
    let vehicle_asked = vehicle.as_ref().filter(is_some);
    query
        .errors
        .extend(vehicle_asked.and_then(|id| fault_of_record(&snapshot, RecordKind::Vehicle, "vehicle", id.as_str())));
    let is_counted = snapshot.is_counted(indicator);
    let period = query.params.period.as_deref().map(str::parse::<PointPeriod>);
    let fault = match &period {
        Some(Err(expected)) => {
            Some(format!("{:?} is no period, {expected}", query.params.period.as_deref().unwrap_or_default()))
        }
        Some(Ok(PointPeriod::Year(_) | PointPeriod::Years(..))) | None => None,
        Some(Ok(period)) if !is_counted => {
            let expected = "expected a year such as 2024 or years such as 2017/2026";
            Some(format!("{PUBLISHED_BY_YEAR}, {expected}, not {period}"))
        }
        Some(Ok(_)) => None,
    };
    query.errors.extend(fault.map(|fault| ParameterError::new("period", fault)));
    let counting = [("group", group.is_some()), ("destination", destination.is_some())];
    let refused = counting.into_iter().filter(|(_, is_given)| *is_given && !is_counted);
    query.errors.extend(refused.map(|(name, _)| ParameterError::new(name, NOT_COUNTED)));
    let period = period.and_then(Result::ok);
    let period = *query.required("period", period.as_ref(), "a year such as 2024")?;
    let asked = EvidenceQuery {
        period,
        player: player.as_ref().map(ToString::to_string),
        group,
        destination: destination.map(|word| word.0.to_owned()),
        vehicle: vehicle.as_ref().map(ToString::to_string),
    };
    let found = snapshot.evidence(indicator, &asked);
    let Some(Evidence { point, counted, not_counted, figures }) = found else {
        let years = snapshot
            .years_of_series(indicator)
            .map(|(first, last)| format!("; the series runs from {first} to {last}"));
        let detail = format!("there is no point of {period}{}", years.unwrap_or_default());
        return Err(ApiError::Invalid(vec![ParameterError::new("period", detail)]));
    };
    let collection = snapshot.collection(RecordKind::Indicator);
    let record: Told = serde_json::from_str(collection.json(indicator).get())?;
    let id = collection.id(indicator);
    let data = IndicatorEvidence {
        indicator: snapshot.names().refer(RecordKind::Indicator, id),
        unit: record.unit,
        method: record.method,
        player: player.map(|id| snapshot.names().refer(RecordKind::Player, id.as_str())),
        destination: asked.destination,
        vehicle: asked.vehicle.map(|id| snapshot.names().refer(RecordKind::Vehicle, &id)),
        point,
        counted,
        not_counted,
        figures,
        citation: record.citation,
        licence: record.licence,
        series: format!("{ROOT}/indicators/{id}/series"),
    };
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// What an indicator says of its figures: some of the fields of its record.
#[derive(Debug, Deserialize)]
struct Told {
    unit: String,
    method: String,
    citation: Option<String>,
    licence: String,
}

/// The operations.
pub(super) fn routes(cfg: &mut impl Operations) {
    cfg.service(get_indicator_evidence);
}
