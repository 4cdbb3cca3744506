//! `/dataset`: what the data set is, and all of it in one file.

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;
use utoipa::{IntoParams, ToSchema};

use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::{Plain, Query};
use crate::api::operations::Operations;
use crate::api::params::AsOf;
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::respond::{Answer, Media, negotiate};
use crate::domain::{CompleteSet, Day, KnownMissing, RecordKind, Vocabulary};
use crate::store::view::{DateView, Reference};
use crate::store::{Names, Store};

const LICENCE: &str = "CC BY 4.0";
const ATTRIBUTION: &str = "Launch data draw on Jonathan McDowell's General Catalog of Artificial Space Objects (CC BY 4.0); series of Our \
    World in Data are CC BY 4.0; facts read in Wikipedia are attributed to it (CC BY-SA 4.0, facts only). Each source record states its licence.";

/// Records of one kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindSummary {
    /// The kind.
    pub kind: RecordKind,
    /// How many records.
    #[schema(example = 250)]
    pub count: u32,
    /// The day on which the record longest unchecked was checked; null where there are none.
    pub oldest_verified_on: Option<Day>,
    /// The day on which the last one was checked; null where there are none.
    pub newest_verified_on: Option<Day>,
    /// Where they are listed.
    #[schema(example = "/api/v1/missions")]
    pub url: String,
}

/// The data set.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Dataset)]
pub struct DatasetAnswer {
    /// Version: a hash of the content. Equal versions answer alike.
    #[schema(example = "0b6f3c1d9a7e2458")]
    pub version: String,
    /// Licence of the data.
    #[schema(example = "CC BY 4.0")]
    pub licence: String,
    /// Address of the licence.
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    pub licence_url: String,
    /// How to cite it.
    pub citation: String,
    /// What its sources ask to be said.
    pub attribution: String,
    /// Records and freshness by kind.
    pub kinds: Vec<KindSummary>,
    /// How many records in all.
    pub total: u32,
    /// What is complete, and up to which day. Derived indicators count only within these sets.
    pub sets: Vec<SetSummary>,
}

/// A set of missions or events that is complete within its scope.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CompleteSet)]
pub struct SetSummary {
    /// Stable id.
    #[schema(example = "moon-missions-since-2000", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Its name.
    #[schema(example = "Missions to the Moon since 2000")]
    pub name: String,
    /// Kind of its records.
    pub kind: RecordKind,
    /// What is in it, and what is not.
    pub scope: String,
    /// From which date on it is complete: that of a launch, or of an event.
    pub from: DateView,
    /// The last day up to which it is complete.
    pub complete_to: Day,
    /// How many records it has.
    #[schema(example = 51)]
    pub count: u32,
    /// What is known to be missing.
    pub known_missing: Vec<KnownMissing>,
    /// From what it was compiled, and how that was checked.
    pub compiled_from: String,
    /// Catalogues and lists that it was compiled from.
    pub sources: Vec<Reference>,
    /// Day on which somebody last held it against its sources.
    pub verified_on: Day,
    /// Where its records are listed.
    #[schema(example = "/api/v1/missions?set=moon-missions-since-2000")]
    pub url: String,
}

impl SetSummary {
    fn new(set: &CompleteSet, names: &Names) -> Self {
        Self {
            id: set.id.to_string(),
            name: set.name.clone(),
            kind: set.kind.into(),
            scope: set.scope.clone(),
            from: DateView(set.from.clone()),
            complete_to: set.complete_to,
            count: u32::try_from(set.members.len()).unwrap_or(u32::MAX),
            known_missing: set.known_missing.clone(),
            compiled_from: set.compiled_from.clone(),
            sources: set.sources.iter().map(|id| names.refer(RecordKind::Source, id.as_str())).collect(),
            verified_on: set.verified_on,
            url: format!("{}/{}?set={}", super::ROOT, RecordKind::from(set.kind).collection(), set.id),
        }
    }
}

/// Describe the data set
///
/// Version, licence, citation; for each kind of record how many there are and when they were last checked; and which sets of them are
/// complete, within what and up to which day.
#[utoipa::path(tag = "dataset", responses((status = 200, description = "The data set.", body = ItemOf<DatasetAnswer>)))]
#[get("/dataset")]
async fn get_dataset(store: Data<Store>, plain: Plain) -> Result<Answer, ApiError> {
    let snapshot = store.snapshot();
    let kinds: Vec<KindSummary> = snapshot
        .freshness()
        .iter()
        .map(|(kind, freshness)| KindSummary {
            kind: *kind,
            count: freshness.count,
            oldest_verified_on: freshness.oldest,
            newest_verified_on: freshness.newest,
            url: format!("{}/{}", super::ROOT, kind.collection()),
        })
        .collect();
    let version = snapshot.version();
    let data = DatasetAnswer {
        version: version.clone().into_owned(),
        licence: LICENCE.to_owned(),
        licence_url: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        citation: format!("Space Race API data set, version {version}, {LICENCE}"),
        attribution: ATTRIBUTION.to_owned(),
        total: kinds.iter().map(|kind| kind.count).sum(),
        sets: snapshot.sets().iter().map(|set| SetSummary::new(set, snapshot.names())).collect(),
        kinds,
    };
    plain.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

/// What an export takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportParams {
    /// Only records of these kinds.
    #[serde(default)]
    #[param(style = Form, explode = false, example = "milestone,timeline")]
    kind: Option<Vec<RecordKind>>,
    /// A past day: the records as they were known at its end (UTC), and no others.
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// Export the data set
///
/// All records in one file, one JSON object a line: `{"kind": ..., "record": {...}}`, each record as its own address gives it.
/// Kinds follow each other in the order of the vocabulary `RecordKind`, records in the order of their ids.
#[utoipa::path(
    tag = "dataset",
    params(ExportParams),
    responses((status = 200, description = "All records.", body = String, content_type = "application/x-ndjson"))
)]
#[get("/dataset/export")]
async fn export_dataset(store: Data<Store>, query: Query<ExportParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    query.refuse_faults(fault)?;
    negotiate(&query.request, None, &[Media::Ndjson])?;
    let wanted = |kind: &RecordKind| query.params.kind.as_ref().is_none_or(|kinds| kinds.contains(kind));
    let mut body = String::new();
    for kind in RecordKind::iter().filter(wanted) {
        let collection = snapshot.collection(kind);
        for doc in snapshot.all(kind) {
            let json = collection.json(doc);
            let parts = [r#"{"kind":""#, kind.word(), r#"","record":"#, json.get(), "}\n"];
            body.extend(parts);
        }
    }
    Ok(Answer::new(Media::Ndjson, body).named(format!("space-race-{}.ndjson", snapshot.version())))
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(get_dataset).service(export_dataset);
}
