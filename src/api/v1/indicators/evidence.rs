//! `/indicators/{id}/evidence`.

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::player_fault;
use super::series::{NOT_COUNTED, PUBLISHED_BY_YEAR};
use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::{Query, find};
use crate::api::operations::Operations;
use crate::api::params::AsOf;
use crate::api::past::snapshot_on;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::api::v1::ROOT;
use crate::domain::{RecordKind, Slug};
use crate::store::view::{Line, Point, PointPeriod, Reference};
use crate::store::{CountedRecord, Evidence, SeriesGroup, Store};

/// What evidence takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
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
    /// The player whose line the point belongs to. Of one that has no line of its own, all lines of players that belong to it. All lines if not given.
    #[serde(default)]
    #[param(example = "china")]
    player: Option<Slug>,
    /// What the lines are to stand for; only for derived indicators, which are counted anew. What the indicator itself says if not
    /// given.
    #[serde(default)]
    group: Option<SeriesGroup>,
    /// A past day: the count of what was known at its end (UTC).
    #[serde(default)]
    as_of: Option<AsOf>,
}

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
    let player = query.params.player.clone();
    query.errors.extend(player.as_ref().and_then(|id| player_fault(&snapshot, id.as_str())));
    let period = query.required("period", query.params.period.as_ref(), "a year such as 2024")?;
    let refuse = |detail: String| ApiError::Invalid(vec![ParameterError::new("period", detail)]);
    let period: PointPeriod =
        period.parse().map_err(|expected| refuse(format!("{period:?} is no period, {expected}")))?;
    if !snapshot.is_counted(indicator) {
        if !matches!(period, PointPeriod::Year(_) | PointPeriod::Years(..)) {
            let expected = "expected a year such as 2024 or years such as 2017/2026";
            query.errors.push(ParameterError::new("period", format!("{PUBLISHED_BY_YEAR}, {expected}, not {period}")));
        }
        query.errors.extend(query.params.group.map(|_| ParameterError::new("group", NOT_COUNTED)));
        query.refuse_faults([])?;
    }
    let found = snapshot.evidence(indicator, period, player.as_ref().map(Slug::as_str), query.params.group);
    let Some(Evidence { point, counted, not_counted, figures }) = found else {
        let years = snapshot
            .years_of_series(indicator)
            .map(|(first, last)| format!("; the series runs from {first} to {last}"));
        return Err(refuse(format!("there is no point of {period}{}", years.unwrap_or_default())));
    };
    let collection = snapshot.collection(RecordKind::Indicator);
    let record: Told = serde_json::from_str(collection.json(indicator).get())?;
    let id = collection.id(indicator);
    let data = IndicatorEvidence {
        indicator: snapshot.names().refer(RecordKind::Indicator, id),
        unit: record.unit,
        method: record.method,
        player: player.map(|id| snapshot.names().refer(RecordKind::Player, id.as_str())),
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
