//! `/dataset`: what the data set is, and all of it in one file.

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::api::envelope::{Item, ItemOf, Meta};
use crate::api::item::{Plain, Query};
use crate::api::params::AsOf;
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::respond::{Answer, Media, negotiate};
use crate::domain::{Day, RecordKind, Vocabulary};
use crate::store::Store;

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
}

/// Describe the data set
///
/// Version, licence, citation, and for each kind of record how many there are and when they were last checked.
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
pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(get_dataset).service(export_dataset);
}
