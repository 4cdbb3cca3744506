//! `/missions/{id}/schedule/chart.svg`.

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::chart::params::{Height, Width, fault_of_height};
use crate::api::chart::schedule::ScheduleChart;
use crate::api::chart::{Caption, Size, sources};
use crate::api::item::{Both, Query, find};
use crate::api::operations::Operations;
use crate::api::params::PastParams;
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::api::served::Schedule;
use crate::domain::{RecordKind, ScheduleKind, Slug};
use crate::store::{Snapshot, Store};

/// The size of a picture.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SizeParams {
    /// Width of the picture in pixels.
    #[serde(default)]
    #[param(example = 800)]
    width: Option<Width>,
    /// Height of the picture in pixels; 450 if not given, or more where the texts need it.
    #[serde(default)]
    #[param(example = 450)]
    height: Option<Height>,
}

/// Height where none is asked for and the texts leave enough of it.
const USUAL_HEIGHT: f64 = 450.0;

/// Get a chart of a mission's slip ledger
///
/// The slip ledger as a picture (SVG): which launch target was announced when. A target that only moves up slips; where it meets the dashed line, the day has come. Targets that are
/// not known to the day are as high as they are long. To be embedded with `<img>`: it holds no script and follows the light or dark scheme of the reader.
#[utoipa::path(
    tag = "missions",
    params(("id" = Slug, Path, description = "Id of the mission.", example = "artemis-i"), PastParams, SizeParams),
    responses((status = 200, description = "The picture.", body = String, content_type = "image/svg+xml"))
)]
#[get("/missions/{id}/schedule/chart.svg")]
async fn get_mission_schedule_chart(
    store: Data<Store>,
    query: Query<Both<PastParams, SizeParams>>,
) -> Result<Answer, ApiError> {
    let Both(PastParams { as_of }, size) = &query.params;
    let (snapshot, fault) = snapshot_on(&store, *as_of);
    let mission = find(&snapshot, RecordKind::Mission, &query.request)?;
    let schedule: Schedule = serde_json::from_str(snapshot.schedule(mission).get())?;
    let name = snapshot.names().refer(RecordKind::Mission, snapshot.collection(RecordKind::Mission).id(mission)).name;
    let caption = caption(&name, &schedule, &snapshot);
    let chart = ScheduleChart { entries: &schedule.entries, today: snapshot.day(), caption };
    let width = Width::pixels(size.width);
    let least = chart.least_height(width);
    let height = size.height.map_or(least.max(USUAL_HEIGHT), Height::pixels);
    let errors = fault.into_iter().chain(fault_of_height(height, least));
    query.picture(errors.collect(), || chart.draw(Size { width, height }))
}

fn caption(name: &str, schedule: &Schedule, snapshot: &Snapshot) -> Caption {
    let entries = &schedule.entries;
    let slips = entries.iter().filter(|entry| entry.kind == ScheduleKind::Slip).count();
    let targets: Vec<String> =
        entries.iter().filter_map(|entry| entry.target.as_ref()).map(|target| target.value.display()).collect();
    let last = entries.last().map(|entry| entry.kind);
    let subtitle = match (targets.first(), targets.last(), last) {
        (Some(first), Some(launch), Some(ScheduleKind::Achieved)) => {
            format!("{slips} slips; first target: {first}; launched {launch}")
        }
        (Some(first), Some(_), Some(ScheduleKind::Cancelled)) => {
            format!("{slips} slips; first target: {first}; cancelled")
        }
        (Some(first), Some(_), Some(ScheduleKind::Withdrawn)) => {
            format!("{slips} slips; first target: {first}; now without a date")
        }
        (Some(first), Some(now), _) => format!("{slips} slips; first target: {first}; now: {now}"),
        _ => "No launch target is on record".to_owned(),
    };
    let step = |entry: &crate::api::served::ScheduleEntry| {
        let target = entry.target.as_ref().map_or_else(|| "no target".to_owned(), |target| target.value.display());
        format!("{}: {target}.", entry.announced.value.display())
    };
    Caption {
        title: format!("{name}: launch targets as they were announced"),
        description: format!("{subtitle}. {}", entries.iter().map(step).collect::<Vec<_>>().join(" ")),
        subtitle,
        notes: vec![
            "From left to right the day of the announcement, from bottom to top the target. Dashed upwards: no earlier than that."
                .to_owned(),
        ],
        source: sources(snapshot, None),
    }
}

/// The operations.
pub(super) fn routes(cfg: &mut impl Operations) {
    cfg.service(get_mission_schedule_chart);
}
