//! `/race/chart.svg`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{RaceParams, Raced};
use crate::api::chart::params::Width;
use crate::api::chart::race::RaceChart;
use crate::api::chart::{Caption, MAX_LINES, sources};
use crate::api::item::{Both, Query};
use crate::api::operations::Operations;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::domain::Vocabulary;
use crate::store::{RaceRow, RaceTotal, Store, race_totals};

/// What a picture takes whose height follows from what it shows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WidthParams {
    /// Width of the picture in pixels.
    #[serde(default)]
    #[param(example = 800)]
    pub width: Option<Width>,
}

/// Get a chart of the race
///
/// The race as a picture (SVG): a row for each milestone, a column for each player, with the year of its first success, its attempts, or its plan. Without `player` the eight
/// with most firsts. To be embedded with `<img>`: it holds no script and follows the light or dark scheme of the reader.
#[utoipa::path(
    tag = "milestones",
    params(RaceParams, WidthParams),
    responses((status = 200, description = "The picture.", body = String, content_type = "image/svg+xml"))
)]
#[get("/race/chart.svg")]
async fn get_race_chart(store: Data<Store>, query: Query<Both<RaceParams, WidthParams>>) -> Result<Answer, ApiError> {
    let Both(params, WidthParams { width }) = &query.params;
    let Raced { snapshot, rows, errors } = params.ask(&store)?;
    let totals = race_totals(&rows);
    let mut errors = errors;
    if params.player.is_some() && totals.len() > MAX_LINES {
        let detail = format!(
            "{} players have done something about these milestones, a chart holds {MAX_LINES}, expected fewer players",
            totals.len()
        );
        errors.push(ParameterError::new("player", detail));
    }
    query.picture(errors, || {
        let players: Vec<_> = totals.iter().take(MAX_LINES).map(|total| total.player.clone()).collect();
        let caption = caption(params, &rows, &totals, &snapshot);
        RaceChart { rows: &rows, players: &players, today: snapshot.day(), caption }.draw(Width::pixels(*width))
    })
}

fn caption(params: &RaceParams, rows: &[RaceRow], totals: &[RaceTotal], snapshot: &crate::store::Snapshot) -> Caption {
    let mut subtitle = format!("{} milestones, year of the first success", rows.len());
    if let Some(destinations) = &params.destination {
        let words: Vec<String> = destinations.iter().map(|one| one.word().replace('_', " ")).collect();
        subtitle = format!("{subtitle}; to be won at: {}", words.join(", "));
    }
    let mut notes = Vec::new();
    if totals.len() > MAX_LINES {
        notes.push(format!("{MAX_LINES} of {} players, those with most firsts.", totals.len()));
    }
    if rows.iter().any(|row| !row.disputed_by.is_empty()) {
        notes.push("\u{2020} Partial successes came before: who was first is a matter of opinion.".to_owned());
    }
    if rows.iter().any(|row| row.first.len() > 1) {
        notes.push("Where several were first, the dates on record do not tell who came before whom.".to_owned());
    }
    let told = |total: &RaceTotal| {
        format!("{}: {} firsts, {} reached, {} tried", total.player.name, total.firsts, total.reached, total.tried)
    };
    let shown: Vec<String> = totals.iter().take(MAX_LINES).map(told).collect();
    Caption {
        title: "The space race: who was first at what".to_owned(),
        description: format!("A table of {subtitle}. {}.", shown.join("; ")),
        subtitle,
        notes,
        source: sources(snapshot, None),
    }
}

/// The operations.
pub(super) fn routes(cfg: &mut impl Operations) {
    cfg.service(get_race_chart);
}
