//! What no route answers: OPTIONS, other methods, unknown paths.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;

use crate::api::problem::ApiError;

/// The paths of pages outside the OpenAPI document.
const PAGES: [&str; 8] = [
    "/",
    "/docs",
    "/docs/{file}*",
    "/health/live",
    "/health/ready",
    "/problems",
    "/problems/{kind}",
    "/.well-known/api-catalog",
];

static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(super::OPENAPI).unwrap_or_default();
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten().map(|(path, _)| path.clone());
    PAGES.iter().map(|path| (*path).to_owned()).chain(paths).collect()
});

static ROUTES: LazyLock<Vec<ResourceDef>> =
    LazyLock::new(|| PATHS.iter().map(|path| ResourceDef::new(path.as_str())).collect());

/// Answers OPTIONS, and tells problems.
pub(super) async fn answer(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let known = ROUTES.iter().any(|route| route.is_match(request.path()));
    match (request.method(), known) {
        (&Method::OPTIONS, known) if known || request.path() == "*" => Ok(options()),
        (&Method::GET, _) | (_, false) => Err(unknown(request.path())),
        (method, true) => Err(ApiError::MethodNotAllowed { method: method.as_str().chars().take(20).collect() }),
    }
}

fn options() -> HttpResponse {
    let methods = HeaderValue::from_static("GET, HEAD, OPTIONS");
    HttpResponse::NoContent()
        .insert_header((header::ALLOW, methods.clone()))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, methods))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, "*"))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
        .finish()
}

pub(super) fn unknown(path: &str) -> ApiError {
    let shown: String = path.chars().take(200).collect();
    let bare = shown.trim_end_matches('/').to_owned();
    let slash_only = bare != shown && ROUTES.iter().any(|route| route.is_match(&bare));
    let nearest = if slash_only {
        vec![bare]
    } else {
        let scored = PATHS.iter().map(|known| (strsim::normalized_damerau_levenshtein(known, &shown), known));
        let mut near: Vec<_> = scored.filter(|(score, known)| *score > 0.7 && !known.contains('{')).collect();
        near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        near.into_iter().take(3).map(|(_, known)| known.clone()).collect()
    };
    ApiError::UnknownPath { path: shown, nearest }
}
