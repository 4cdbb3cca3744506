//! Single records: from the id in a path to an envelope.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::envelope::{Item, Meta};
use super::extract;
use super::list::{faults_of_shape, included, sparse};
use super::params::{ItemParams, NoParams};
use super::problem::ApiError;
use super::respond::{Answer, Media, negotiate};
use crate::domain::{RecordKind, Slug};
use crate::store::Snapshot;

/// The record that a path names, as a document number.
///
/// # Errors
///
/// When there is none, naming the nearest; or when it has another id now.
pub fn find(snapshot: &Snapshot, kind: RecordKind, request: &HttpRequest) -> Result<u32, ApiError> {
    let id = request.match_info().get("id").unwrap_or_default();
    let collection = snapshot.collection(kind);
    if let Some(doc) = collection.number(id) {
        return Ok(doc);
    }
    if let Some(now) = snapshot.names().renamed(kind, id) {
        let path = request.path().replacen(&format!("/{id}"), &format!("/{now}"), 1);
        let query = Some(request.query_string()).filter(|query| !query.is_empty());
        return Err(ApiError::Renamed { to: path + &query.map(|query| format!("?{query}")).unwrap_or_default() });
    }
    let shown: String = id.chars().take(Slug::MAX_LENGTH).collect();
    let nearest = snapshot.nearest(kind, &shown);
    Err(ApiError::UnknownRecord { collection: kind.collection(), id: shown, nearest })
}

/// The query of a single record.
#[derive(Debug)]
pub struct ItemQuery {
    request: HttpRequest,
    params: ItemParams,
}

impl FromRequest for ItemQuery {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let params = extract::one(&extract::pairs(request.query_string()));
        std::future::ready(params.map(|params| Self { request: request.clone(), params }))
    }
}

impl ItemQuery {
    /// The record that the path names.
    ///
    /// # Errors
    ///
    /// When there is none, or a parameter is at fault.
    pub fn answer(&self, snapshot: &Snapshot, kind: RecordKind) -> Result<Answer, ApiError> {
        let (fields, include) = (self.params.fields.as_deref(), self.params.include.as_deref());
        let doc = find(snapshot, kind, &self.request)?;
        let errors = faults_of_shape(kind, fields, include);
        if !errors.is_empty() {
            return Err(ApiError::Invalid(errors));
        }
        let media = if fields.is_some() { Media::Sparse } else { Media::Json };
        let media = negotiate(&self.request, None, &[media])?;
        let data = sparse(snapshot.collection(kind).json(doc), fields)?;
        let included = included(snapshot, kind, &[doc], include)?;
        Ok(Answer::json(&Item { data, included, meta: Meta::of(snapshot) })?.as_media(media))
    }
}

/// A request that takes no query parameters, and is answered in JSON.
#[derive(Debug)]
pub struct Plain(HttpRequest);

impl Plain {
    /// The request.
    pub fn request(&self) -> &HttpRequest {
        &self.0
    }

    /// A JSON answer.
    ///
    /// # Errors
    ///
    /// When the request does not accept JSON.
    pub fn json(&self, body: &impl Serialize) -> Result<Answer, ApiError> {
        negotiate(&self.0, None, &[Media::Json])?;
        Answer::json(body)
    }
}

impl FromRequest for Plain {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = extract::one::<NoParams>(&extract::pairs(request.query_string()));
        std::future::ready(read.map(|_| Self(request.clone())))
    }
}

/// A query of parameters of type `P` alone.
#[derive(Debug)]
pub struct Query<P> {
    /// The request.
    pub request: HttpRequest,
    /// Its parameters.
    pub params: P,
}

impl<P: DeserializeOwned> FromRequest for Query<P> {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let params = extract::one(&extract::pairs(request.query_string()));
        std::future::ready(params.map(|params| Self { request: request.clone(), params }))
    }
}
