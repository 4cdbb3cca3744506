//! The one middleware: every answer leaves through it.
//!
//! On the way in it bounds the request line and turns HEAD into GET. On the way out it writes problems, tags, codings and the
//! headers that all answers share. One place, because tag, coding and length depend on each other.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpResponse};
use sha2::{Digest, Sha256};

use super::encoding::Coding;
use super::patience;
use crate::api::MAX_REQUEST_LINE;
use crate::api::problem::ApiError;

const CACHED: HeaderValue =
    HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600, stale-if-error=86400");
const NOT_STORED: HeaderValue = HeaderValue::from_static("no-store");
const EXPOSED: HeaderValue = HeaderValue::from_static("ETag, Link, Request-Id, Location, Allow, Content-Disposition");
const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

/// Answers a request and dresses the answer.
pub(super) async fn deliver<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let request_id = request_id();
    let path = request.path().to_owned();
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let accept_encoding = text_of(request.headers(), &header::ACCEPT_ENCODING);
    let if_none_match = text_of(request.headers(), &header::IF_NONE_MATCH);
    let length = request.uri().to_string().len();
    let answer = if length > MAX_REQUEST_LINE {
        let error = ApiError::UriTooLong { length, limit: MAX_REQUEST_LINE };
        ServiceResponse::from_err(error, request.into_parts().0)
    } else {
        patience::wait(&request).await;
        next.call(request).await?.map_into_boxed_body()
    };
    let answer = with_problem(answer, &path, &request_id);
    let (request, response) = answer.into_parts();
    let mut response = finish(response, &accept_encoding, &if_none_match);
    share_headers(response.headers_mut(), &request_id);
    Ok(ServiceResponse::new(request, response))
}

/// Everything that is no success tells its problem.
fn with_problem(answer: ServiceResponse<BoxBody>, path: &str, request_id: &str) -> ServiceResponse<BoxBody> {
    let status = answer.status();
    if status.is_success() || status == StatusCode::NOT_MODIFIED {
        return answer;
    }
    let told = answer.response().error().and_then(|error| error.as_error::<ApiError>());
    if status.is_redirection() && told.is_none() {
        // a page that moved says so itself
        return answer;
    }
    let unknown = if status.is_client_error() {
        ApiError::BadRequest
    } else {
        ApiError::Internal(format!("status {status} without a problem").into())
    };
    let error = told.unwrap_or(&unknown);
    if let ApiError::Internal(cause) = error {
        tracing::error!(request_id, path, %cause, "request {request_id} to {path} failed: {cause}");
    }
    let body = serde_json::to_vec(&error.problem(path, request_id)).unwrap_or_default();
    answer.map_body(|head, _| {
        head.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        BoxBody::new(body)
    })
}

/// Tag, coding and caching of an answer whose body is complete.
fn finish(response: HttpResponse<BoxBody>, accept_encoding: &str, if_none_match: &str) -> HttpResponse<BoxBody> {
    let (response, body) = response.into_parts();
    let mut response = response.map_body(|_, ()| ());
    let Ok(body) = body.try_into_bytes() else {
        return response.set_body(BoxBody::new(Bytes::new()));
    };
    let status = response.status();
    let cacheable = status == StatusCode::OK && response.headers().get(header::CACHE_CONTROL) != Some(&NOT_STORED);
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        let policy = if status.is_server_error() { NOT_STORED } else { CACHED };
        response.headers_mut().insert(header::CACHE_CONTROL, policy);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept, Accept-Encoding"));
    let mut coding = Coding::choose(accept_encoding, body.len());
    let encoded = coding.encode(&body).unwrap_or_else(|error| {
        tracing::error!(%error, "a body could not be encoded: {error}");
        coding = Coding::Identity;
        body.to_vec()
    });
    if cacheable {
        let tag = tag(&body, coding);
        if let Ok(value) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, value);
        }
        if matches(if_none_match, &tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_TYPE);
            return response.set_body(BoxBody::new(()));
        }
    }
    if let Some(name) = coding.name() {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response.set_body(BoxBody::new(encoded))
}

/// A strong tag: a hash of the body, and the coding.
fn tag(body: &[u8], coding: Coding) -> String {
    let hash: String = Sha256::digest(body).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let suffix = coding.name().map(|name| format!("-{name}")).unwrap_or_default();
    format!("\"{hash}{suffix}\"")
}

/// Weak comparison with a list of tags (RFC 9110, section 13.1.2).
fn matches(if_none_match: &str, tag: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

fn share_headers(headers: &mut HeaderMap, request_id: &str) {
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
}

fn text_of(headers: &HeaderMap, name: &HeaderName) -> String {
    headers.get_all(name).filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(", ")
}

/// Unique within a process, and hardly ever repeated across processes.
fn request_id() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_nanos()).unwrap_or_default();
    let mut hasher = Sha256::new();
    hasher.update(nanos.to_le_bytes());
    hasher.update(COUNT.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    hasher.update(std::process::id().to_le_bytes());
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_compare_as_lists_and_weakly() {
        let tag = tag(b"body", Coding::Gzip);
        assert!(tag.ends_with("-gzip\""));
        assert!(matches(&tag, &tag));
        assert!(matches(&format!("\"other\", W/{tag}"), &tag));
        assert!(matches("*", &tag));
        assert!(!matches("\"other\"", &tag));
        assert!(!matches("", &tag));
    }
}
