//! `/timelines/{id}/chart.svg`.

use std::collections::BTreeMap;

use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::chart::params::Width;
use crate::api::chart::timeline::{Happening, TimelineChart, TimelineRow, Tone};
use crate::api::chart::{Caption, sources};
use crate::api::item::{Query, find};
use crate::api::number::whole_number;
use crate::api::operations::Operations;
use crate::api::params::AsOf;
use crate::api::past::snapshot_on;
use crate::api::problem::{ApiError, ParameterError};
use crate::api::respond::Answer;
use crate::api::served::{self, Event, Mission, Reference, Schedule};
use crate::domain::{FuzzyDate, Outcome, RecordKind, Slug};
use crate::store::{Match, Period, Selection, Snapshot, Store};

whole_number! {
    /// How many rows a picture has.
    Rows(u32), 1..=60, default 24, "Greatest number of rows of a picture."
}

/// What a chart of a timeline takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineChartParams {
    /// Events and targets that may lie on or after this date, and nothing before it: `2026-04-01`, `2026-04`, `2026-Q2`, `2026`, `2020s`.
    #[serde(default)]
    #[param(example = "2024")]
    from: Option<FuzzyDate>,
    /// Events and targets that may lie on or before this date, and nothing after it.
    #[serde(default)]
    #[param(example = "2028")]
    to: Option<FuzzyDate>,
    /// Greatest number of rows: those nearest to the day of the answer.
    #[serde(default)]
    #[param(example = 24)]
    rows: Option<Rows>,
    /// Width of the picture in pixels.
    #[serde(default)]
    #[param(example = 800)]
    width: Option<Width>,
    /// A past day: the answer is what was known at its end (UTC). 404 where the record was not known then.
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// Get a chart of a timeline
///
/// The timeline as a picture (SVG): a row for each mission with its events, its launch target and the targets that it had before, and for each event of no mission. Missions that are still
/// to come are those that the timeline would show events of. Coarse dates are as long as they may last. To be embedded with `<img>`: it holds no script and follows the light or dark
/// scheme of the reader.
#[utoipa::path(
    tag = "timelines",
    params(("id" = Slug, Path, description = "Id of the timeline.", example = "moon"), TimelineChartParams),
    responses((status = 200, description = "The picture.", body = String, content_type = "image/svg+xml"))
)]
#[get("/timelines/{id}/chart.svg")]
async fn get_timeline_chart(store: Data<Store>, query: Query<TimelineChartParams>) -> Result<Answer, ApiError> {
    let params = &query.params;
    let (snapshot, fault) = snapshot_on(&store, params.as_of);
    let timeline = find(&snapshot, RecordKind::Timeline, &query.request)?;
    let mut errors = Vec::from_iter(fault);
    if let (Some(from), Some(to)) = (&params.from, &params.to)
        && from.start() > to.end()
    {
        let detail = format!("{from} lies after to={to}, expected the earlier date first");
        errors.push(ParameterError::new("from", detail));
    }
    query.refuse_faults(errors)?;
    let mut rows = rows_of(&snapshot, timeline, params)?;
    let all = rows.len();
    rows.sort_by_cached_key(|row| (row.distance(snapshot.day()), row.name.clone()));
    rows.truncate(usize::try_from(Rows::or_default(params.rows)).unwrap_or(all));
    rows.sort_by_cached_key(|row| (row.order(), row.name.clone()));
    let id = snapshot.collection(RecordKind::Timeline).id(timeline);
    let name = snapshot.names().refer(RecordKind::Timeline, id).name;
    let caption = caption(name, &rows, all, &snapshot);
    let bounds = (params.from.as_ref().map(FuzzyDate::start), params.to.as_ref().map(FuzzyDate::end));
    let chart = TimelineChart { rows, bounds, today: snapshot.day(), caption };
    query.picture(Vec::new(), || chart.draw(Width::pixels(params.width)))
}

/// What a timeline selects, as far as missions can be found by it.
#[derive(Debug, Deserialize)]
struct Told {
    query: Option<Selected>,
}

#[derive(Debug, Deserialize)]
struct Selected {
    players: Vec<Reference>,
    programs: Vec<Reference>,
    missions: Vec<Reference>,
    destinations: Vec<String>,
    trends: Vec<Reference>,
    kinds: Vec<String>,
}

fn rows_of(snapshot: &Snapshot, timeline: u32, params: &TimelineChartParams) -> Result<Vec<TimelineRow>, ApiError> {
    let period = |date: &'static str| {
        let (from, to) = (params.from.clone(), params.to.clone());
        let is_asked = from.is_some() || to.is_some();
        is_asked.then_some(Period { date, from, to, matching: Match::Possible })
    };
    let selection =
        Selection { timeline: Some(timeline), periods: Vec::from_iter(period("date")), ..Selection::default() };
    let mut rows = Vec::new();
    let mut by_mission: BTreeMap<String, Vec<Happening>> = BTreeMap::new();
    for doc in selected(snapshot, RecordKind::Event, &selection) {
        let event: Event = served::read(snapshot, RecordKind::Event, doc)?;
        let failed = [event.outcome, event.ends_mission].contains(&Some(Outcome::Failure));
        let tone = if failed { Tone::Bad } else { Tone::Plain };
        let one = Happening { date: event.date.value, tone, name: event.name };
        match event.mission {
            Some(mission) => by_mission.entry(mission.id).or_default().push(one),
            None => rows.push(TimelineRow {
                name: one.name.clone(),
                happenings: vec![one],
                target: None,
                ghosts: Vec::new(),
            }),
        }
    }
    if let Some(selection) = to_come(snapshot, timeline, period("launch"))? {
        for doc in selected(snapshot, RecordKind::Mission, &selection) {
            by_mission.entry(snapshot.collection(RecordKind::Mission).id(doc).to_owned()).or_default();
        }
    }
    for (id, happenings) in by_mission {
        let Some(doc) = snapshot.doc(RecordKind::Mission, &id) else { continue };
        let mission: Mission = served::read(snapshot, RecordKind::Mission, doc)?;
        let schedule: Schedule = serde_json::from_str(snapshot.schedule(doc).get())?;
        let launch = mission.launch.date.map(|date| date.value);
        let targets = schedule.entries.into_iter().filter_map(|entry| Some(entry.target?.value));
        let ghosts = targets.filter(|target| Some(target) != launch.as_ref()).collect();
        let target = launch.filter(|_| !mission.launch.achieved);
        rows.push(TimelineRow { name: mission.name, happenings, target, ghosts });
    }
    Ok(rows)
}

/// Missions that are still to come and whose events the timeline would show; `None` where it shows no launches.
fn to_come(snapshot: &Snapshot, timeline: u32, period: Option<Period>) -> Result<Option<Selection>, ApiError> {
    let told: Told = served::read(snapshot, RecordKind::Timeline, timeline)?;
    let Some(query) =
        told.query.filter(|query| query.kinds.is_empty() || query.kinds.iter().any(|kind| kind == "launch"))
    else {
        return Ok(None);
    };
    let ids = |references: Vec<Reference>| references.into_iter().map(|one| one.id).collect::<Vec<_>>();
    let word = |word: &str| vec![word.to_owned()];
    let missions = ids(query.missions);
    let facets = [
        ("player", ids(query.players)),
        ("program", ids(query.programs)),
        ("destination", query.destinations),
        ("trend", ids(query.trends)),
        ("status_group", word("future")),
        ("has_target", word("true")),
    ];
    let facets = facets.into_iter().filter(|(_, values)| !values.is_empty());
    Ok(Some(Selection {
        facets: facets.map(|(name, values)| (name.to_owned(), values)).collect(),
        ids: Some(missions).filter(|missions| !missions.is_empty()),
        periods: Vec::from_iter(period),
        ..Selection::default()
    }))
}

/// The documents of a selection whose values are taken from records, so that none is unknown.
fn selected(snapshot: &Snapshot, kind: RecordKind, selection: &Selection) -> Vec<u32> {
    snapshot.select(kind, selection).map(|selected| selected.docs().iter().collect()).unwrap_or_default()
}

fn caption(name: String, rows: &[TimelineRow], all: usize, snapshot: &Snapshot) -> Caption {
    let subtitle = match all {
        0 => "Nothing is on record for this period".to_owned(),
        all if all > rows.len() => {
            format!("{} of {all} missions and events, those nearest to the day of the answer", rows.len())
        }
        all => format!("{all} missions and events"),
    };
    let in_words = |row: &TimelineRow| {
        let mut parts: Vec<String> =
            row.happenings.iter().map(|one| format!("{}, {}", one.name, one.date.display())).collect();
        parts.extend(row.target.iter().map(|target| format!("launch target {}", target.display())));
        format!("{}: {}.", row.name, parts.join("; "))
    };
    Caption {
        title: name,
        description: format!("{subtitle}. {}", rows.iter().map(in_words).collect::<Vec<_>>().join(" ")),
        subtitle,
        notes: vec!["Dashed red: the day of the answer. Dashed blue: no earlier than that.".to_owned()],
        source: sources(snapshot, None),
    }
}

/// The operations.
pub(super) fn routes(cfg: &mut impl Operations) {
    cfg.service(get_timeline_chart);
}
