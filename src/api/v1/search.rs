//! `/search` and `/resolve`.

use actix_web::get;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::envelope::{AllOf, Item, List, ListOf, Meta, PageInfo};
use crate::api::item::Query;
use crate::api::list::position::page_before;
use crate::api::operations::Operations;
use crate::api::params::{AsOf, Limit, Offset, Words};
use crate::api::past::snapshot_on;
use crate::api::problem::ApiError;
use crate::api::respond::Answer;
use crate::api::v1::ROOT;
use crate::domain::{RecordKind, Vocabulary};
use crate::store::view::Reference;
use crate::store::{FieldMatch, ResolvedBy, Snapshot, Store};

/// What a search takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchParams {
    /// Words to look for. Typos are forgiven in words that no record has; case, accents and apostrophes do not matter.
    #[serde(default)]
    #[param(example = "chandrayan 3", required)]
    q: Option<Words>,
    /// Only records of these kinds.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<RecordKind>>,
    /// Greatest number of records on a page.
    #[serde(default)]
    #[param(example = 20)]
    limit: Option<Limit>,
    /// How many records to skip; none if not given.
    #[serde(default)]
    offset: Option<Offset>,
    /// A past day: only records that were known at its end (UTC), found by what was known of them.
    #[serde(default)]
    as_of: Option<AsOf>,
}

/// A record that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchHit {
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Reference,
    /// Its address.
    #[schema(example = "/api/v1/missions/chandrayaan-3")]
    pub url: String,
    /// How well it fits; only good for comparing hits of one search.
    #[schema(example = 21.5)]
    pub score: f32,
    /// Which fields matched, with the matching words marked.
    pub matches: Vec<FieldMatch>,
}

/// Search all records
///
/// Full-text search over all kinds of record, the best first. All words must be found in a record; where no record has all,
/// records with some of them are given.
#[utoipa::path(
    tag = "search",
    params(SearchParams),
    responses((status = 200, description = "A page of records.", body = ListOf<SearchHit>))
)]
#[get("/search")]
async fn search_records(store: Data<Store>, mut query: Query<SearchParams>) -> Result<Answer, ApiError> {
    let (snapshot, fault) = snapshot_on(&store, query.params.as_of);
    query.errors.extend(fault);
    let SearchParams { q, kind, limit, offset, .. } = &query.params;
    let words = query.required("q", q.as_ref(), "words to look for")?;
    let limit = Limit::or_default(*limit);
    let offset = offset.map_or(0, |offset| offset.0);
    let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let found = snapshot.search(&words.0, kind.as_deref().unwrap_or_default(), place(offset), place(limit))?;
    let hits = found.hits.iter().map(|hit| {
        let record = reference(&snapshot, hit.kind, hit.record);
        let url = address(hit.kind, &record.id);
        SearchHit { kind: hit.kind, record, url, score: hit.score, matches: snapshot.matches(hit, &found) }
    });
    let data: Vec<SearchHit> = hits.collect();
    let total = u64::try_from(found.total).unwrap_or(u64::MAX);
    let page = |offset: u32| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.append_pair("q", &words.0);
        if let Some(kinds) = kind {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            pairs.append_pair("kind", &kinds.join(","));
        }
        if let Some(day) = snapshot.as_of() {
            pairs.append_pair("as_of", &day.to_string());
        }
        pairs.append_pair("limit", &limit.to_string()).append_pair("offset", &offset.to_string());
        format!("{ROOT}/search?{}", pairs.finish().replace("%2C", ","))
    };
    let next = offset + limit;
    let page = PageInfo {
        total,
        limit,
        next_cursor: None,
        next: (u64::from(next) < total && next <= Offset::MAX).then(|| page(next)),
        prev: (offset > 0 && total > 0).then(|| page(page_before(offset, limit, total))),
    };
    query.json(&List { data, page, facets: None, included: None, meta: Meta::of(&snapshot) })
}

/// What a resolution takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResolveParams {
    /// A name, alias, id, former id, COSPAR designation, satellite catalogue number or Wikidata item.
    #[serde(default)]
    #[param(example = "Mangalyaan", required)]
    name: Option<Words>,
    /// Only records of these kinds.
    #[serde(default)]
    #[param(style = Form, explode = false)]
    kind: Option<Vec<RecordKind>>,
}

/// A record that bears a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resolution {
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Reference,
    /// Its address.
    #[schema(example = "/api/v1/missions/mangalyaan")]
    pub url: String,
    /// By what it was recognised.
    pub by: ResolvedBy,
}

/// Resolve a name
///
/// From any name, alias or identifier to the records that bear it, the best recognised first. Case, accents and punctuation
/// do not matter; everything else does. 404 where no record bears the name.
#[utoipa::path(
    tag = "search",
    params(ResolveParams),
    responses((status = 200, description = "The records.", body = AllOf<Resolution>))
)]
#[get("/resolve")]
async fn resolve_name(store: Data<Store>, query: Query<ResolveParams>) -> Result<Answer, ApiError> {
    let snapshot = store.snapshot();
    let name = query.required("name", query.params.name.as_ref(), "a name, an alias or an identifier")?;
    let kinds = query.params.kind.as_deref();
    let wanted =
        snapshot.bearers(&name.0).into_iter().filter(|one| kinds.is_none_or(|kinds| kinds.contains(&one.kind)));
    let data: Vec<Resolution> = wanted
        .map(|one| {
            let record = reference(&snapshot, one.kind, one.record);
            Resolution { kind: one.kind, url: address(one.kind, &record.id), record, by: one.by }
        })
        .collect();
    if data.is_empty() {
        let near = snapshot.search(&name.0, kinds.unwrap_or_default(), 0, 3)?;
        let nearest = near.hits.iter().map(|hit| snapshot.id_of(hit.kind, hit.record).to_owned()).collect();
        let kinds = kinds.unwrap_or_default().iter().map(|kind| kind.word()).collect();
        return Err(ApiError::UnknownName { name: name.0.clone(), kinds, nearest });
    }
    query.json(&Item { data, included: None, meta: Meta::of(&snapshot) })
}

fn reference(snapshot: &Snapshot, kind: RecordKind, record: u32) -> Reference {
    let id = snapshot.id_of(kind, record);
    Reference { id: id.to_owned(), name: snapshot.names().name(kind, id).unwrap_or(id).to_owned() }
}

fn address(kind: RecordKind, id: &str) -> String {
    format!("{ROOT}/{}/{id}", kind.collection())
}

/// The operations.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(search_records).service(resolve_name);
}
