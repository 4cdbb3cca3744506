//! `/indicators/{id}/chart.svg`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use super::series::SeriesParams;
use crate::api::chart::params::{Height, Width, fault_of_height};
use crate::api::chart::series::{ChartKind, SeriesChart, name};
use crate::api::chart::{Caption, MAX_LINES, Size, sources};
use crate::api::item::{Both, Query};
use crate::api::operations::Operations;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::api::served::capital;
use crate::domain::{CountingRule, RecordKind, Slug};
use crate::store::view::{Line, Point};
use crate::store::{Fill, Per, SeriesQuery, Snapshot, Store};

/// How a series is drawn.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChartParams {
    /// How the lines are drawn. Without it counts are stacked, or bars where there is one line or each point is a sum of those before, and other figures are lines. Shares and figures below
    /// zero cannot be stacked.
    #[serde(default)]
    kind: Option<ChartKind>,
    /// Width of the picture in pixels.
    #[serde(default)]
    #[param(example = 800)]
    width: Option<Width>,
    /// Height of the picture in pixels; 450 if not given, or more where the texts or the small multiples need it.
    #[serde(default)]
    #[param(example = 450)]
    height: Option<Height>,
}

/// What an indicator says of its figures: some of the fields of its record.
#[derive(Debug, Deserialize)]
struct Told {
    name: String,
    unit: String,
    rule: Option<CountingRule>,
    citation: Option<String>,
}

impl Told {
    fn is_count(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| !rule.aggregation.is_share())
    }

    fn is_share(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| rule.aggregation.is_share())
    }
}

/// Get a chart of an indicator
///
/// The series as a picture (SVG), with title, unit, source and day in it, to be embedded with `<img>`: it holds no script, loads nothing and follows the light or dark scheme of the
/// reader. Takes the parameters of the series. A chart holds eight lines: without `player` those with the highest figures, and says so. Counts within complete sets are
/// filled with zeros. What is not complete is hatched, hollow or dashed.
#[utoipa::path(
    tag = "indicators",
    params(("id" = Slug, Path, description = "Id of the indicator.", example = "lunar-missions-by-nation"), SeriesParams, ChartParams),
    responses((status = 200, description = "The picture.", body = String, content_type = "image/svg+xml"))
)]
#[get("/indicators/{id}/chart.svg")]
async fn get_indicator_chart(
    store: Data<Store>,
    query: Query<Both<SeriesParams, ChartParams>>,
) -> Result<Answer, ApiError> {
    let Both(series, params) = &query.params;
    let mut question = series.ask(&store, &query.request)?;
    let mut errors = std::mem::take(&mut question.errors);
    let (snapshot, indicator) = (question.snapshot.clone(), question.indicator);
    let mut told: Told = serde_json::from_str(snapshot.collection(RecordKind::Indicator).json(indicator).get())?;
    if question.query.fill.is_none() && told.is_count() && snapshot.is_complete_somewhere(indicator) {
        question.query.fill = Some(Fill::Zero);
    }
    let (mut lines, unknown): (Vec<Line>, Vec<Line>) =
        question.lines(&mut errors).into_iter().partition(|line| line.points.iter().any(|point| point.value.is_some()));
    let asked = &question.query;
    let restated = lines.iter().find_map(|line| line.restated.as_ref());
    let deflator = restated.map(|restated| restated.deflator.name.clone());
    if let Some(restated) = restated {
        told.unit.clone_from(&restated.unit);
    }
    let all = lines.len();
    if all > MAX_LINES && asked.players.is_some() {
        let detail = format!("they have {all} lines in this series, a chart holds {MAX_LINES}, expected fewer players");
        errors.push(ParameterError::new("player", detail));
    }
    let are_single = lines.iter().all(|line| line.points.len() == 1);
    let weight = |line: &Line| match told.is_count() {
        true => sum(line),
        false if are_single => newest(line),
        false => highest(line),
    };
    lines.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then_with(|| name(a).cmp(&name(b))));
    let width = Width::pixels(params.width);
    let kind = params.kind.unwrap_or_else(|| usual(&lines, &told, asked, width));
    if lines.len() > MAX_LINES {
        // a stack without the others would show too small a sum
        let rest = lines.split_off(if kind == ChartKind::Stacked { MAX_LINES - 1 } else { MAX_LINES });
        lines.extend((kind == ChartKind::Stacked).then(|| Line::sum_of(format!("{} others", rest.len()), &rest)));
    }
    errors.extend(params.kind.and_then(|kind| fault_of_kind(kind, &lines, &told, width)));
    let drawn = Drawn { lines: &lines, all, unknown: unknown.len(), are_single, deflator, kind };
    let caption = caption(&told, &drawn, asked, &snapshot);
    let chart = SeriesChart { lines: &lines, kind, are_counts: told.is_count(), caption };
    let (least, usual) = chart.heights(width);
    let height = params.height.map_or(usual, Height::pixels);
    errors.extend(fault_of_height(height, least));
    query.picture(errors, || chart.draw(Size { width, height }))
}

fn sum(line: &Line) -> f64 {
    line.points.iter().filter_map(|point| point.value).sum()
}

/// The last year of a line.
fn newest(line: &Line) -> f64 {
    line.points.last().map_or(f64::NEG_INFINITY, |point| f64::from(point.period.years().1))
}

/// The highest figure of a line.
fn highest(line: &Line) -> f64 {
    line.points.iter().filter_map(|point| point.value).fold(f64::NEG_INFINITY, f64::max)
}

/// How lines are drawn where nothing is asked for.
fn usual(lines: &[Line], told: &Told, asked: &SeriesQuery, width: f64) -> ChartKind {
    match lines {
        _ if asked.cumulative || !told.is_count() => ChartKind::Line,
        [_] if SeriesChart::has_room_for_bars(lines, width) => ChartKind::Bar,
        _ => ChartKind::Stacked,
    }
}

fn fault_of_kind(kind: ChartKind, lines: &[Line], told: &Told, width: f64) -> Option<ParameterError> {
    let is_negative =
        || lines.iter().flat_map(|line| &line.points).any(|point| point.value.is_some_and(|value| value < 0.0));
    let why = match kind {
        ChartKind::Stacked if told.is_share() => "shares do not add up, so they cannot be stacked",
        ChartKind::Stacked if is_negative() => "there are figures below zero, so they cannot be stacked",
        ChartKind::Bar if !SeriesChart::has_room_for_bars(lines, width) => {
            "there are more bars than a picture of this width has room for; ask for fewer years or players, or a greater width"
        }
        ChartKind::Line | ChartKind::Bar | ChartKind::Stacked | ChartKind::SmallMultiples => return None,
    };
    Some(ParameterError::new("kind", why.to_owned()))
}

/// What a picture shows of a series.
struct Drawn<'a> {
    lines: &'a [Line],
    /// How many lines with figures there are.
    all: usize,
    /// How many lines without figures there are.
    unknown: usize,
    /// Whether each line has one point only.
    are_single: bool,
    /// By what the figures were restated in other prices.
    deflator: Option<String>,
    kind: ChartKind,
}

fn caption(told: &Told, drawn: &Drawn<'_>, asked: &SeriesQuery, snapshot: &Snapshot) -> Caption {
    let Drawn { lines, all, unknown, kind, .. } = *drawn;
    let points = || lines.iter().flat_map(|line| &line.points).filter(|point| point.value.is_some());
    let known = points().map(|point| point.period).min().zip(points().map(|point| point.period).max());
    let extent =
        known.map(|(first, last)| if first == last { format!(", {first}") } else { format!(", {first} to {last}") });
    let per = match asked.per {
        _ if asked.cumulative => ", summed up from the beginning of the series",
        Per::Year => " per year",
        Per::Quarter => " per quarter",
        Per::Decade => " per decade",
    };
    // published figures say themselves what they are figures of
    let per = if told.rule.is_some() { per } else { "" };
    let subtitle = format!("{}{per}{}", capital(&told.unit), extent.unwrap_or_default());
    let mut notes = Vec::new();
    if known.is_none() {
        notes.push("No figures are on record for this question.".to_owned());
    }
    if all > MAX_LINES {
        let (shown, others) =
            if kind == ChartKind::Stacked { (MAX_LINES - 1, ", and the others together") } else { (MAX_LINES, "") };
        let which = if drawn.are_single { "the newest" } else { "those with the highest figures" };
        notes.push(format!("{shown} of {all} lines: {which}{others}."));
    }
    if let Some(deflator) = &drawn.deflator {
        notes.push(format!("Restated by: {deflator}."));
    }
    if unknown > 0 && told.is_share() {
        notes.push(format!("{unknown} more lines have no shares, since shares of fewer than three say nothing."));
    }
    if kind == ChartKind::Line && lines.iter().any(has_gaps) {
        notes.push("Dashed: no figures are on record between two points.".to_owned());
    }
    if points().any(|point| point.partial) {
        let is_line = kind == ChartKind::Line || (kind == ChartKind::SmallMultiples && !told.is_count());
        let how = if is_line { "Hollow" } else { "Hatched" };
        notes.push(format!("{how}: not complete, because the period is not over or begins before what is counted."));
    }
    Caption {
        title: told.name.clone(),
        description: format!("{subtitle}. {}", lines.iter().map(in_words).collect::<Vec<_>>().join(" ")),
        subtitle,
        notes,
        source: sources(snapshot, told.citation.as_deref()),
    }
}

fn has_gaps(line: &Line) -> bool {
    let known: Vec<&Point> = line.points.iter().filter(|point| point.value.is_some()).collect();
    known.windows(2).any(|pair| matches!(pair, [a, b] if a.period.next() != b.period))
}

/// A line for those who do not see it.
fn in_words(line: &Line) -> String {
    let known: Vec<(&Point, f64)> = line.points.iter().filter_map(|point| Some((point, point.value?))).collect();
    let highest = known.iter().copied().reduce(|best, one| if one.1 > best.1 { one } else { best });
    let (Some((first, from)), Some((last, to)), Some((top, most))) =
        (known.first().copied(), known.last().copied(), highest)
    else {
        return format!("{}: no figures.", name(line));
    };
    format!("{}: {from} in {}, {to} in {}, at most {most} in {}.", name(line), first.period, last.period, top.period)
}

/// The operations.
pub(super) fn routes(cfg: &mut impl Operations) {
    cfg.service(get_indicator_chart);
}
