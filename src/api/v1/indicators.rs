//! `/indicators`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::csv;
use crate::api::envelope::{AllOf, Item, Meta};
use crate::api::envelope::{ItemOf, ListOf};
use crate::api::item::ItemQuery;
use crate::api::item::{Query, find};
use crate::api::list::{Filters, ListQuery};
use crate::api::operations::Operations;
use crate::api::params::{AsOf, FormatParam, TABULAR, YearParam};
use crate::api::params::{ItemParams, ListParams, Words};
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::problem::ParameterError;
use crate::api::respond::Answer;
use crate::api::respond::{Media, fault_of_format, negotiate};
use crate::domain::{Dimension, IndicatorKind, RecordKind, Slug};
use crate::store::Store;
use crate::store::view::IndicatorView;
use crate::store::view::{Line, Point};

/// Filters of indicators.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields document and check parameters, which are filtered by name")]
pub struct IndicatorFilters {
    /// Where their figures come from.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<IndicatorKind>>,
    /// What their lines stand for.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    dimension: Option<Vec<Dimension>>,
    /// Indicators that measure these trends.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    trend: Option<Vec<Slug>>,
    /// Only these ids, comma-separated.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    id: Option<Vec<Slug>>,
    /// Only indicators that hold all these words; typos are forgiven in words that no record has.
    #[serde(default)]
    q: Option<Words>,
}

impl Filters for IndicatorFilters {
    const KIND: RecordKind = RecordKind::Indicator;
}

/// List indicators
///
/// Numbers over time, counted over our records or taken from publications. Ordered by title.
#[utoipa::path(
    tag = "indicators",
    params(IndicatorFilters, ListParams),
    responses((status = 200, description = "A page of indicators.", body = ListOf<IndicatorView>))
)]
#[get("/indicators")]
async fn list_indicators(store: Data<Store>, query: ListQuery<IndicatorFilters>) -> Result<Answer, ApiError> {
    query.of(&store)
}

/// Get an indicator
///
/// One indicator: how it is counted, by whom it was published, under which licence.
#[utoipa::path(
    tag = "indicators",
    params(("id" = Slug, Path, description = "Id of the indicator.", example = "orbital-launches-by-nation"), ItemParams),
    responses((status = 200, description = "The indicator.", body = ItemOf<IndicatorView>))
)]
#[get("/indicators/{id}")]
async fn get_indicator(store: Data<Store>, query: ItemQuery<IndicatorFilters>) -> Result<Answer, ApiError> {
    query.answer(&store)
}

/// What a series takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SeriesParams {
    /// Lines of these players, or of players that belong to them.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "china,united-states")]
    player: Option<Vec<Slug>>,
    /// Points of this year and later.
    #[serde(default)]
    #[param(example = 2000)]
    from: Option<YearParam>,
    /// Points of this year and earlier.
    #[serde(default)]
    #[param(example = 2025)]
    to: Option<YearParam>,
    /// A past day: the count of what was known at its end (UTC). Only derived indicators count what was known; published ones are known from the day
    /// they were last checked.
    #[serde(default)]
    as_of: Option<AsOf>,
    /// Format of the answer. Without it the `Accept` header decides.
    #[serde(default)]
    format: Option<FormatParam>,
}

/// Get an indicator's series
///
/// All lines of an indicator, or those of some players. A year without a point is not known, or nothing was counted in it.
/// As `csv` one point a line, as `ndjson` one series a line.
#[utoipa::path(
    tag = "indicators",
    params(("id" = Slug, Path, description = "Id of the indicator.", example = "orbital-launches-by-nation"), SeriesParams),
    responses((status = 200, description = "The series.", body = AllOf<Line>))
)]
#[get("/indicators/{id}/series")]
async fn get_indicator_series(store: Data<Store>, query: Query<SeriesParams>) -> Result<Answer, ApiError> {
    let SeriesParams { player, from, to, as_of, format } = &query.params;
    let (snapshot, fault) = snapshot_on(&store, *as_of);
    let indicator = find(&snapshot, RecordKind::Indicator, &query.request)?;
    let mut errors = Vec::from_iter(fault);
    errors.extend(fault_of_format(format.as_ref(), TABULAR));
    if let (Some(from), Some(to)) = (from, to)
        && from.0 > to.0
    {
        let detail = format!("{} lies after to={}, expected the earlier year first", from.0, to.0);
        errors.push(ParameterError::new("from", detail));
    }
    let players = player.iter().flatten().map(Slug::as_str);
    errors.extend(players.clone().filter(|id| snapshot.names().name(RecordKind::Player, id).is_none()).map(|id| {
        let detail = format!("no record in players has the id {id:?}");
        ParameterError {
            did_you_mean: snapshot.nearest(RecordKind::Player, id),
            ..ParameterError::new("player", detail)
        }
    }));
    query.refuse_faults(errors)?;
    let wanted = |line: &&Line| player.is_none() || players.clone().any(|id| line.is_of(id));
    let years = from.map_or(i32::MIN, |from| from.0)..=to.map_or(i32::MAX, |to| to.0);
    let cut = |line: &Line| line.with_points(|point: &Point| years.contains(&point.period.0));
    let lines: Vec<Line> =
        snapshot.lines(indicator).iter().filter(wanted).map(cut).filter(|line| !line.points.is_empty()).collect();
    match negotiate(&query.request, format.as_ref(), TABULAR)? {
        Media::Csv => {
            let header = ["player", "vehicle", "category", "period", "value", "partial"].map(str::to_owned).to_vec();
            Ok(Answer::new(Media::Csv, csv::rows(header, lines.iter().flat_map(Line::rows))?))
        }
        Media::Ndjson => {
            let lines = lines.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
            Ok(Answer::new(Media::Ndjson, lines.into_iter().map(|line| line + "\n").collect::<String>()))
        }
        Media::Json | Media::Sparse | Media::Calendar | Media::Feed | Media::Linkset | Media::Html => {
            Answer::json(&Item { data: lines, included: None, meta: Meta::of(&snapshot) })
        }
    }
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(list_indicators).service(get_indicator).service(get_indicator_series);
}
