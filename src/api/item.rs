//! Single records: from the id in a path to an envelope.

use std::borrow::Cow;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use strum::IntoEnumIterator;

use super::envelope::{Item, Meta};
use super::extract::{self, Read};
use super::list::{Filters, faults_of_shape, included, not_taken, sparse};
use super::params::{ItemParams, NoParams};
use super::past::snapshot_on;
use super::prices::{PriceParams, fault_of_fields, refusal};
use super::problem::{ApiError, ParameterError};
use super::respond::{Answer, Media, negotiate};
use crate::domain::{RecordKind, Slug};
use crate::store::{Snapshot, Store, money_field};

/// The record that a path names, as a document number.
///
/// # Errors
///
/// When there is none, naming the nearest; or when it has another id now.
pub fn find(snapshot: &Snapshot, kind: RecordKind, request: &HttpRequest) -> Result<u32, ApiError> {
    let id = request.match_info().get("id").unwrap_or_default();
    if let Some(doc) = snapshot.doc(kind, id) {
        return Ok(doc);
    }
    let collection = kind.collection();
    if let Some(since) = snapshot.known_later(kind, id) {
        return Err(ApiError::NotKnownYet { collection, id: id.to_owned(), since });
    }
    if let Some(now) = snapshot.names().renamed(kind, id) {
        let path = request.path().replacen(&format!("/{id}"), &format!("/{now}"), 1);
        let query = Some(request.query_string()).filter(|query| !query.is_empty());
        return Err(ApiError::Renamed { to: path + &query.map(|query| format!("?{query}")).unwrap_or_default() });
    }
    let shown: String = id.chars().take(Slug::MAX_LENGTH).collect();
    let nearest = snapshot.nearest(kind, &shown);
    Err(ApiError::UnknownRecord { collection, id: shown, nearest })
}

/// A query of parameters of type `P`. Faults are kept until the handler has looked for its own, so that all are told together.
#[derive(Debug)]
pub struct Query<P> {
    /// The request.
    pub request: HttpRequest,
    /// Its parameters, as far as they could be read.
    pub params: P,
    /// The faults of the others.
    pub errors: Vec<ParameterError>,
}

impl<P: DeserializeOwned + Default> FromRequest for Query<P> {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Read { params, errors, .. } = extract::one(&extract::pairs(request.query_string()), &[]);
        ready(Ok(Self { request: request.clone(), params, errors }))
    }
}

impl<P> Query<P> {
    /// Refuses the request if it has faults, those found by the handler included.
    ///
    /// # Errors
    ///
    /// All faults together.
    pub fn refuse_faults(&self, found: impl IntoIterator<Item = ParameterError>) -> Result<(), ApiError> {
        let all: Vec<ParameterError> = self.errors.iter().cloned().chain(found).collect();
        if all.is_empty() { Ok(()) } else { Err(ApiError::Invalid(all)) }
    }

    /// The value of a parameter that has to be there.
    ///
    /// # Errors
    ///
    /// When it is missing, together with all other faults.
    pub fn required<'a, T>(&self, name: &str, value: Option<&'a T>, expected: &str) -> Result<&'a T, ApiError> {
        let at_fault = self.errors.iter().any(|error| error.parameter == name);
        let missing = || ParameterError::new(name, format!("missing, expected {expected}"));
        self.refuse_faults((value.is_none() && !at_fault).then(missing))?;
        value.ok_or_else(|| ApiError::Invalid(vec![missing()]))
    }

    /// A JSON answer.
    ///
    /// # Errors
    ///
    /// When a parameter is at fault, or the request does not accept JSON.
    pub fn json(&self, body: &impl Serialize) -> Result<Answer, ApiError> {
        self.refuse_faults([])?;
        negotiate(&self.request, None, &[Media::Json])?;
        Answer::json(body)
    }

    /// A picture.
    ///
    /// # Errors
    ///
    /// When a parameter is at fault, those found by the handler included, or the request does not accept SVG.
    pub fn picture(&self, found: Vec<ParameterError>, draw: impl FnOnce() -> Vec<u8>) -> Result<Answer, ApiError> {
        self.refuse_faults(found)?;
        negotiate(&self.request, None, &[Media::Svg])?;
        Ok(Answer::new(Media::Svg, draw()))
    }
}

/// Two sets of parameters in one query string.
#[derive(Debug, Default)]
pub struct Both<A, B>(pub A, pub B);

impl<A: DeserializeOwned + Default, B: DeserializeOwned + Default> FromRequest for Query<Both<A, B>> {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Read { params: (a, b), errors, .. } = extract::two(&extract::pairs(request.query_string()), &[]);
        ready(Ok(Self { request: request.clone(), params: Both(a, b), errors }))
    }
}

/// A request that takes no query parameters.
pub type Plain = Query<NoParams>;

/// The query of a single record of the kind that the filters `F` are for.
#[derive(Debug)]
pub struct ItemQuery<F> {
    query: Query<ItemParams>,
    prices: PriceParams,
    filters: PhantomData<F>,
}

impl<F: Filters> FromRequest for ItemQuery<F> {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Read { params: (params, prices), errors, .. } =
            extract::two(&extract::pairs(request.query_string()), &not_taken(F::KIND, request));
        ready(Ok(Self { query: Query { request: request.clone(), params, errors }, prices, filters: PhantomData }))
    }
}

impl<F: Filters> ItemQuery<F> {
    /// The record that the path names.
    ///
    /// # Errors
    ///
    /// When there is none, or a parameter is at fault.
    pub fn answer(&self, store: &Store) -> Result<Answer, ApiError> {
        self.answer_as(store, |_, item| Answer::json(&item))
    }

    /// The record that the path names, in an envelope that has more to tell; where only some fields are asked for, in the usual one.
    ///
    /// # Errors
    ///
    /// When there is none, or a parameter is at fault.
    pub fn answer_as(
        &self,
        store: &Store,
        envelope: impl FnOnce(&Snapshot, Item<'_, Cow<'_, RawValue>>) -> Result<Answer, ApiError>,
    ) -> Result<Answer, ApiError> {
        let Query { request, params, .. } = &self.query;
        let (fields, include) = (params.fields.as_deref(), params.include.as_deref());
        let (snapshot, fault) = snapshot_on(store, params.as_of);
        let snapshot = &snapshot;
        let doc = find(snapshot, F::KIND, request)?;
        let faults_of_prices = self.prices.faults(snapshot);
        let level = self.prices.level().filter(|_| faults_of_prices.is_empty());
        let mut errors = faults_of_shape(F::KIND, fields, include);
        errors.extend(fault.into_iter().chain(faults_of_prices));
        errors.extend(level.as_ref().and_then(|_| fault_of_fields(F::KIND, fields)));
        let mut record = snapshot.collection(F::KIND).json(doc);
        let mut included = included(snapshot, F::KIND, &[doc], include)?;
        if let Some(level) = level {
            let restated = snapshot.restated(F::KIND, &record, &level)?;
            if !restated.is_restated {
                errors.extend(refusal(&restated.reasons));
            }
            record = Cow::Owned(restated.json);
            for (collection, records) in included.iter_mut().flatten() {
                let kind = RecordKind::iter().find(|kind| kind.collection() == *collection);
                let Some(kind) = kind.filter(|kind| money_field(*kind).is_some()) else { continue };
                for other in records {
                    *other = Cow::Owned(snapshot.restated(kind, other, &level)?.json);
                }
            }
        }
        self.query.refuse_faults(errors)?;
        let media = if fields.is_some() { Media::Sparse } else { Media::Json };
        let media = negotiate(request, None, &[media])?;
        let data = sparse(&record, fields)?;
        let item = Item { data, included, meta: Meta::of(snapshot) };
        let answer = if fields.is_some() { Answer::json(&item) } else { envelope(snapshot, item) };
        Ok(answer?.as_media(media))
    }
}
