//! `/indicators/{id}/series`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::{IntoParams, ToSchema};

use super::player_fault;
use crate::api::csv;
use crate::api::envelope::{AllOf, Item, Meta};
use crate::api::item::{Both, Query, find};
use crate::api::operations::Operations;
use crate::api::params::{AsOf, FormatParam, Latest, TABULAR, YearParam};
use crate::api::past::snapshot_on;
use crate::api::prices::{PriceParams, refusal};
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::{Answer, Media, fault_of_format, negotiate};
use crate::domain::{RecordKind, Slug, Vocabulary};
use crate::store::view::{Line, Point, PointPeriod};
use crate::store::{Fill, Per, PriceLevel, SeriesGroup, SeriesQuery, Snapshot, Store};

/// Why only years can be asked for.
pub(super) const PUBLISHED_BY_YEAR: &str = "the figures were published for years";
/// Why figures cannot be grouped anew.
pub(super) const NOT_COUNTED: &str = "the figures were published for the lines they have, expected a derived indicator";

/// The shape of a table of points.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TableShape {
    /// One point a row.
    #[default]
    Long,
    /// One period a row, one line of the series a column.
    Wide,
}

impl Vocabulary for TableShape {
    const NAME: &'static str = "TableShape";
    const ABOUT: &'static str = "The shape of a table of points.";
}

/// What a series takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SeriesParams {
    /// Lines of these players, or of players that belong to them. With a `group` whose lines stand for no player, only what these players did is counted.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "china,united-states")]
    player: Option<Vec<Slug>>,
    /// Points of this year and later. At least one year of the series has to be asked for.
    #[serde(default)]
    #[param(example = 2000)]
    from: Option<YearParam>,
    /// Points of this year and earlier. At least one year of the series has to be asked for.
    #[serde(default)]
    #[param(example = 2025)]
    to: Option<YearParam>,
    /// Length of the periods; only years for published figures.
    #[serde(default)]
    per: Option<Per>,
    /// What the lines are to stand for; only for derived indicators, which are counted anew. What the indicator itself says if not
    /// given.
    #[serde(default)]
    group: Option<SeriesGroup>,
    /// Whether each point is the sum of all from the beginning of the series up to it; of a share, the share of these sums. Only for derived indicators: published
    /// figures may be levels.
    #[serde(default)]
    cumulative: Option<bool>,
    /// What stands for periods in which nothing was counted; `zero` only for derived indicators that count within complete sets.
    #[serde(default)]
    fill: Option<Fill>,
    /// Only so many points of each line: the last ones.
    #[serde(default)]
    latest: Option<Latest>,
    /// Restates the values in the prices of this year; the figures as they were published stand beside them as `original`. Only for indicators in money, see their
    /// `money`, and only where the deflator covers every year that is needed.
    #[serde(default)]
    price_year: Option<YearParam>,
    /// Id of the indicator by which to restate, only with `price_year`. If not given, the default one of the currency: see `deflates` of indicators.
    #[serde(default)]
    deflator: Option<Slug>,
    /// A past day: the count of what was known at its end (UTC). Only derived indicators count what was known; published ones are known from the day
    /// they were last checked.
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// In which form a series is answered.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TableParams {
    /// Shape of the table; only for `csv`.
    #[serde(default)]
    table: Option<TableShape>,
    /// Format of the answer. Without it the `Accept` header decides.
    #[serde(default)]
    format: Option<FormatParam>,
}

/// A series that is asked for, and what is wrong with the question.
pub(super) struct Asked {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) indicator: u32,
    pub(super) query: SeriesQuery,
    /// In which prices the values are asked for; `None` for those in which they are.
    pub(super) prices: Option<PriceLevel>,
    pub(super) errors: Vec<ParameterError>,
}

impl Asked {
    /// The lines, restated where that is asked for. Where they cannot be there are none, and why is added to the faults.
    pub(super) fn lines(&self, errors: &mut Vec<ParameterError>) -> Vec<Line> {
        let lines = self.snapshot.series(self.indicator, &self.query);
        let Some(level) = &self.prices else { return lines };
        self.snapshot.restated_lines(self.indicator, lines, level).unwrap_or_else(|reason| {
            errors.extend(refusal([&reason]));
            Vec::new()
        })
    }
}

impl SeriesParams {
    /// The question about the indicator that the path names.
    pub(super) fn ask(&self, store: &Store, request: &HttpRequest) -> Result<Asked, ApiError> {
        let (snapshot, fault) = snapshot_on(store, self.as_of);
        let indicator = find(&snapshot, RecordKind::Indicator, request)?;
        let mut errors = Vec::from_iter(fault);
        errors.extend(faults_of_years(&snapshot, indicator, self));
        errors.extend(self.player.iter().flatten().filter_map(|id| player_fault(&snapshot, id.as_str())));
        errors.extend(faults_of_counting(&snapshot, indicator, self));
        let query = SeriesQuery {
            players: self.player.as_ref().map(|players| players.iter().map(ToString::to_string).collect()),
            from: self.from.map(|year| year.0),
            to: self.to.map(|year| year.0),
            per: self.per.unwrap_or_default(),
            group: self.group,
            cumulative: self.cumulative.unwrap_or_default(),
            fill: self.fill,
            latest: self.latest.and_then(|latest| usize::try_from(latest.0).ok()),
        };
        let prices = PriceParams { price_year: self.price_year, deflator: self.deflator.clone() };
        let faults_of_prices = prices.faults(&snapshot);
        let prices = prices.level().filter(|_| faults_of_prices.is_empty());
        errors.extend(faults_of_prices);
        Ok(Asked { snapshot, indicator, query, prices, errors })
    }
}

/// Get an indicator's series
///
/// All lines of an indicator, or those of some players. A period without a point is not known, or nothing was counted in it; `fill` changes that.
/// As `csv` one point a line, or one period a line; as `ndjson` one series a line. What stands behind a point is at `/indicators/{id}/evidence`.
#[utoipa::path(
    tag = "indicators",
    params(("id" = Slug, Path, description = "Id of the indicator.", example = "lunar-missions-by-nation"), SeriesParams, TableParams),
    responses((status = 200, description = "The series.", body = AllOf<Line>))
)]
#[get("/indicators/{id}/series")]
async fn get_indicator_series(
    store: Data<Store>,
    query: Query<Both<SeriesParams, TableParams>>,
) -> Result<Answer, ApiError> {
    let Both(series, params) = &query.params;
    let mut asked = series.ask(&store, &query.request)?;
    let mut errors = Vec::from_iter(fault_of_format(params.format.as_ref(), TABULAR));
    errors.append(&mut asked.errors);
    let lines = asked.lines(&mut errors);
    let media = if query.errors.is_empty() && errors.is_empty() {
        Some(negotiate(&query.request, params.format.as_ref(), TABULAR)?)
    } else {
        None
    };
    if params.table.is_some() && media.is_some_and(|media| media != Media::Csv) {
        errors.push(ParameterError::new("table", "only csv has a table; ask for format=csv".to_owned()));
    }
    query.refuse_faults(errors)?;
    match media {
        Some(Media::Csv) if params.table == Some(TableShape::Wide) => {
            let (header, rows) = wide(&lines);
            Ok(Answer::new(Media::Csv, csv::rows(header, rows.into_iter())?))
        }
        Some(Media::Csv) => {
            let more = if asked.prices.is_some() { &Line::MORE_COLUMNS[..] } else { &[] };
            let header = Line::COLUMNS.iter().chain(more).map(ToString::to_string).collect();
            Ok(Answer::new(Media::Csv, csv::rows(header, lines.iter().flat_map(Line::rows))?))
        }
        Some(Media::Ndjson) => {
            let lines = lines.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
            Ok(Answer::new(Media::Ndjson, lines.into_iter().map(|line| line + "\n").collect::<String>()))
        }
        _ => Answer::json(&Item { data: lines, included: None, meta: Meta::of(&asked.snapshot) }),
    }
}

/// One period a row, one line of the series a column.
fn wide(lines: &[Line]) -> (Vec<String>, Vec<Vec<String>>) {
    let periods: BTreeSet<PointPeriod> = lines.iter().flat_map(|line| &line.points).map(|point| point.period).collect();
    let columns: Vec<BTreeMap<PointPeriod, f64>> = lines
        .iter()
        .map(|line| line.points.iter().filter_map(|point| Some((point.period, point.value?))).collect())
        .collect();
    let cell =
        |column: &BTreeMap<PointPeriod, f64>, period| column.get(&period).map(ToString::to_string).unwrap_or_default();
    let row = |period: PointPeriod| {
        std::iter::once(period.to_string()).chain(columns.iter().map(|column| cell(column, period))).collect()
    };
    let header = std::iter::once("period".to_owned()).chain(lines.iter().map(Line::label)).collect();
    (header, periods.into_iter().map(row).collect())
}

/// Years of which none belongs to the series.
fn faults_of_years(snapshot: &Snapshot, indicator: u32, params: &SeriesParams) -> Vec<ParameterError> {
    let mut errors = Vec::new();
    if let (Some(from), Some(to)) = (params.from, params.to)
        && from.0 > to.0
    {
        let detail = format!("{} lies after to={}, expected the earlier year first", from.0, to.0);
        errors.push(ParameterError::new("from", detail));
        return errors;
    }
    if let Some((first, last)) = snapshot.years_of_series(indicator) {
        let expected = format!("the series runs from {first} to {last}");
        if let Some(from) = params.from.filter(|from| from.0 > last) {
            errors.push(ParameterError::new("from", format!("{} lies after it: {expected}", from.0)));
        }
        if let Some(to) = params.to.filter(|to| to.0 < first) {
            errors.push(ParameterError::new("to", format!("{} lies before it: {expected}", to.0)));
        }
    }
    errors
}

/// What only makes sense where something is counted.
fn faults_of_counting(snapshot: &Snapshot, indicator: u32, params: &SeriesParams) -> Vec<ParameterError> {
    let mut errors = Vec::new();
    let mut refuse = |name: &str, detail: &str| errors.push(ParameterError::new(name, detail.to_owned()));
    let is_counted = snapshot.is_counted(indicator);
    if !is_counted && params.per.is_some_and(|per| per != Per::Year) {
        refuse("per", &format!("{PUBLISHED_BY_YEAR}, expected year"));
    }
    if !is_counted && params.group.is_some() {
        refuse("group", NOT_COUNTED);
    }
    if !is_counted && params.cumulative == Some(true) {
        refuse(
            "cumulative",
            "published figures may be levels, of which a sum says nothing, expected a derived indicator",
        );
    }
    if params.fill == Some(Fill::Zero) && !snapshot.is_complete_somewhere(indicator) {
        refuse("fill", "it is not known where a figure that is missing is zero, expected gaps");
    }
    errors
}

/// A point as cells of a table.
impl Line {
    const COLUMNS: [&'static str; 8] = ["player", "vehicle", "category", "period", "value", "partial", "part", "whole"];

    /// What restated values have besides.
    const MORE_COLUMNS: [&'static str; 3] = ["original", "unit", "deflator"];

    fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        let written = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        self.points.iter().map(move |point: &Point| {
            let [player, vehicle, category] = self.names();
            let value = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
            let mut cells = vec![
                player,
                vehicle,
                category,
                point.period.to_string(),
                value(point.value),
                point.partial.to_string(),
                written(point.part),
                written(point.whole),
            ];
            if let Some(restated) = &self.restated {
                cells.extend([value(point.original), restated.unit.clone(), restated.deflator.id.clone()]);
            }
            cells
        })
    }

    /// Player, vehicle and category, as far as the line stands for one.
    fn names(&self) -> [String; 3] {
        let id = |reference: &Option<crate::store::view::Reference>| {
            reference.as_ref().map(|one| one.id.clone()).unwrap_or_default()
        };
        [id(&self.player), id(&self.vehicle), self.category.clone().unwrap_or_default()]
    }

    fn label(&self) -> String {
        let name = self.names().into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "world".to_owned());
        match &self.restated {
            Some(restated) => format!("{name} ({})", restated.unit),
            None => name,
        }
    }
}

/// The operations.
pub(super) fn routes(cfg: &mut impl Operations) {
    cfg.service(get_indicator_series);
}
