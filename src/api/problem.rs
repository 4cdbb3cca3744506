//! Everything that can go wrong with a request, and how that is told: RFC 9457 problems.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use strum::{EnumIter, EnumMessage, IntoStaticStr};
use utoipa::ToSchema;

use crate::domain::Day;
use crate::store::SnapshotError;

/// The kinds of problem. Each has a page at `/problems/{slug}` that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, EnumMessage, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ProblemKind {
    /// One or more parameters of the request are unknown, repeated, ill-typed, out of range, or impossible together.
    /// `errors` names every one of them, with what is allowed and what was probably meant. Nothing is ignored silently:
    /// a typo would otherwise give a wider answer than was asked for.
    InvalidRequest,
    /// No record has this id, or it was not known on the day that `as_of` names. `errors` names the ids that come nearest, or the first day on which it is known. Ids are stable: a renamed record answers with a
    /// redirect from its old address.
    UnknownRecord,
    /// Nothing lives at this path. The index at `/api/v1` links to everything that does.
    UnknownPath,
    /// The record has been renamed. `Location` gives its address now; clients that follow redirects need do nothing.
    Renamed,
    /// The resource exists, but does not take this method. The API is read-only: `GET`, `HEAD` and `OPTIONS` work
    /// everywhere, and the `Allow` header says so.
    MethodNotAllowed,
    /// None of the media types that the `Accept` header names can be given here. `errors` lists those that can.
    NotAcceptable,
    /// The request line is longer than 4,096 bytes. Ask for fewer values at a time.
    UriTooLong,
    /// The request cannot be read as HTTP of the kind that this service speaks.
    BadRequest,
    /// Something went wrong in the service. It has been logged under the `request_id`; trying again may help.
    InternalError,
}

impl ProblemKind {
    /// Last part of the page's address.
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// Short title, the same for all problems of the kind.
    pub fn title(self) -> &'static str {
        match self {
            Self::InvalidRequest => "The request has invalid parameters",
            Self::UnknownRecord => "No record has this id",
            Self::UnknownPath => "Nothing lives at this path",
            Self::Renamed => "The record has been renamed",
            Self::MethodNotAllowed => "The method is not allowed here",
            Self::NotAcceptable => "None of the accepted media types is available",
            Self::UriTooLong => "The request line is too long",
            Self::BadRequest => "The request cannot be understood",
            Self::InternalError => "Something went wrong in the service",
        }
    }

    /// HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::InvalidRequest | Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::UnknownRecord | Self::UnknownPath => StatusCode::NOT_FOUND,
            Self::Renamed => StatusCode::PERMANENT_REDIRECT,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::InternalError => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the kind means, and what to do.
    pub fn explanation(&self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }
}

/// One fault of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParameterError {
    /// Name of the parameter or header at fault.
    #[schema(example = "status")]
    pub parameter: String,
    /// What was found and what was expected.
    #[schema(example = "unknown value \"plannd\"")]
    pub detail: String,
    /// What is allowed; absent where that is no short list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub allowed: Vec<String>,
    /// What was probably meant, the nearest first; absent where nothing comes near.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["planned"]))]
    pub did_you_mean: Vec<String>,
}

impl ParameterError {
    /// A fault with nothing to suggest.
    pub fn new(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { parameter: parameter.into(), detail: detail.into(), ..Self::default() }
    }

    /// Names what was probably meant.
    #[must_use]
    pub fn meaning(mut self, nearest: &[String]) -> Self {
        self.did_you_mean = nearest.to_vec();
        self
    }

    /// Names what is allowed, and what of it was probably meant.
    #[must_use]
    pub fn allowing(mut self, allowed: impl IntoIterator<Item = impl Into<String>>, found: &str) -> Self {
        self.allowed = allowed.into_iter().map(Into::into).collect();
        let near = self.allowed.iter().map(|word| (strsim::normalized_damerau_levenshtein(word, found), word));
        let mut near: Vec<_> = near.filter(|(score, _)| *score >= 0.5).collect();
        near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        self.did_you_mean = near.into_iter().take(3).map(|(_, word)| word.clone()).collect();
        self
    }
}

/// A problem (RFC 9457): the body of every answer that is no success.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Address of the page that explains this kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid-request")]
    pub kind: String,
    /// Short title, the same for all problems of the kind.
    #[schema(example = "The request has invalid parameters")]
    pub title: String,
    /// HTTP status code.
    #[schema(example = 400, minimum = 300, maximum = 599)]
    pub status: u16,
    /// What is wrong with this request.
    #[schema(example = "1 parameter is invalid: status")]
    pub detail: String,
    /// Path of the request, cut after 200 characters.
    #[schema(example = "/api/v1/missions")]
    pub instance: String,
    /// Id of this request, as in the `Request-Id` header.
    #[schema(example = "18c2a9f04b7d3e51")]
    pub request_id: String,
    /// Every fault of the request, up to the first 20; empty where no parameter is at fault.
    pub errors: Vec<ParameterError>,
}

/// Why a request is not answered.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Parameters are at fault.
    #[error("{}", parameters(.0))]
    Invalid(Vec<ParameterError>),
    /// No record has the id.
    #[error("no record in {collection} has the id {id:?}")]
    UnknownRecord {
        /// Where it was looked for.
        collection: &'static str,
        /// The id.
        id: String,
        /// Ids that come near.
        nearest: Vec<String>,
    },
    /// The record was not known on the day that was asked about.
    #[error("{id:?} in {collection} was not known before {since}")]
    NotKnownYet {
        /// Where it was looked for.
        collection: &'static str,
        /// The id.
        id: String,
        /// The first day on which it is known.
        since: Day,
    },
    /// No record bears the name.
    #[error("no record{} bears the name {name:?}", of_kinds(.kinds))]
    UnknownName {
        /// The name.
        name: String,
        /// The kinds that were asked for; empty for all.
        kinds: Vec<&'static str>,
        /// Ids that come near.
        nearest: Vec<String>,
    },
    /// The record has another id now.
    #[error("the record is now at {to}")]
    Renamed {
        /// Its address.
        to: String,
    },
    /// No route has the path.
    #[error("nothing lives at {path:?}; the index at /api/v1 links to everything that does")]
    UnknownPath {
        /// The path.
        path: String,
        /// Paths that come near.
        nearest: Vec<String>,
    },
    /// The route does not take the method.
    #[error("{method} is not allowed here, expected GET, HEAD or OPTIONS")]
    MethodNotAllowed {
        /// The method.
        method: String,
    },
    /// Nothing of what is accepted can be given.
    #[error("none of the media types in the Accept header is available here")]
    NotAcceptable {
        /// What can be given.
        available: Vec<&'static str>,
    },
    /// The request line is too long.
    #[error("a request line of {length} bytes, expected at most {limit}")]
    UriTooLong {
        /// Its length in bytes.
        length: usize,
        /// Greatest length in bytes.
        limit: usize,
    },
    /// Refused by the framework before a handler saw it.
    #[error("the request cannot be understood")]
    BadRequest,
    /// Our fault.
    #[error("the service failed to answer")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

fn of_kinds(kinds: &[&str]) -> String {
    if kinds.is_empty() { String::new() } else { format!(" of kind {}", kinds.join(", ")) }
}

/// Greatest number of faults that one answer tells; a flood of faults is no help, and costs more than it asks.
const MAX_FAULTS: usize = 20;

fn parameters(errors: &[ParameterError]) -> String {
    let mut names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
    names.dedup();
    let noun = if names.len() == 1 { "parameter is" } else { "parameters are" };
    let more = names.len().saturating_sub(MAX_FAULTS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let shown: Vec<&str> = names.iter().copied().take(MAX_FAULTS).collect();
    format!("{} {noun} invalid: {}{more}", names.len(), shown.join(", "))
}

impl From<SnapshotError> for ApiError {
    fn from(error: SnapshotError) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl ApiError {
    /// Which kind of problem it is.
    pub fn kind(&self) -> ProblemKind {
        match self {
            Self::Invalid(_) => ProblemKind::InvalidRequest,
            Self::UnknownRecord { .. } | Self::NotKnownYet { .. } | Self::UnknownName { .. } => {
                ProblemKind::UnknownRecord
            }
            Self::Renamed { .. } => ProblemKind::Renamed,
            Self::UnknownPath { .. } => ProblemKind::UnknownPath,
            Self::MethodNotAllowed { .. } => ProblemKind::MethodNotAllowed,
            Self::NotAcceptable { .. } => ProblemKind::NotAcceptable,
            Self::UriTooLong { .. } => ProblemKind::UriTooLong,
            Self::BadRequest => ProblemKind::BadRequest,
            Self::Internal(_) => ProblemKind::InternalError,
        }
    }

    fn errors(&self) -> Vec<ParameterError> {
        match self {
            Self::Invalid(errors) => errors.iter().take(MAX_FAULTS).cloned().collect(),
            Self::UnknownRecord { id, nearest, .. } => {
                vec![ParameterError::new("id", format!("unknown id {id:?}")).meaning(nearest)]
            }
            Self::NotKnownYet { since, .. } => {
                vec![ParameterError::new(
                    "as_of",
                    format!("not known before {since}, expected that day or a later one"),
                )]
            }
            Self::UnknownName { name, nearest, .. } => {
                vec![ParameterError::new("name", format!("unknown name {name:?}")).meaning(nearest)]
            }
            Self::UnknownPath { nearest, .. } if !nearest.is_empty() => {
                vec![ParameterError::new("path", "unknown path").meaning(nearest)]
            }
            Self::NotAcceptable { available } => {
                vec![
                    ParameterError::new("Accept", "no media type that is available here")
                        .allowing(available.iter().copied(), ""),
                ]
            }
            Self::Renamed { .. }
            | Self::UnknownPath { .. }
            | Self::MethodNotAllowed { .. }
            | Self::UriTooLong { .. }
            | Self::BadRequest
            | Self::Internal(_) => Vec::new(),
        }
    }

    /// The body that tells it.
    pub fn problem(&self, instance: &str, request_id: &str) -> Problem {
        let kind = self.kind();
        Problem {
            kind: format!("/problems/{}", kind.slug()),
            title: kind.title().to_owned(),
            status: kind.status().as_u16(),
            detail: self.to_string(),
            instance: instance.chars().take(200).collect(),
            request_id: request_id.to_owned(),
            errors: self.errors(),
        }
    }
}

/// The body is written by the delivery middleware, which knows path and id of the request.
impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.kind().status()
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::build(self.status_code());
        match self {
            Self::Renamed { to } => {
                response.insert_header(("Location", to.as_str()));
            }
            Self::MethodNotAllowed { .. } => {
                response.insert_header(("Allow", "GET, HEAD, OPTIONS"));
            }
            Self::Invalid(_)
            | Self::UnknownRecord { .. }
            | Self::NotKnownYet { .. }
            | Self::UnknownName { .. }
            | Self::UnknownPath { .. }
            | Self::NotAcceptable { .. }
            | Self::UriTooLong { .. }
            | Self::BadRequest
            | Self::Internal(_) => {}
        }
        response.finish()
    }
}
