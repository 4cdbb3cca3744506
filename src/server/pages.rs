//! The pages around the API: the front page, health, problems, discovery.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;
use strum::IntoEnumIterator;

use super::fallback;
use crate::api::problem::{ApiError, ProblemKind};
use crate::api::respond::Media;
use crate::api::v1::ROOT;
use crate::domain::{RecordKind, Vocabulary};
use crate::store::Store;

const POLICY: &str =
    "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const STYLE: &str = include_str!("pages/style.css");

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/", web::get().to(front))
        .route("/health/live", web::get().to(live))
        .route("/health/ready", web::get().to(ready))
        .route("/problems", web::get().to(problems))
        .route("/problems/{kind}", web::get().to(problem))
        .route("/.well-known/api-catalog", web::get().to(catalog));
}

/// A page in the style of the house.
fn page(title: &str, main: &str) -> HttpResponse {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{main}</main>\n</body>\n</html>\n"
    );
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, Media::Html.content_type()))
        .insert_header((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)))
        .body(html)
}

/// A plain front page that leads to documentation, index and document.
async fn front(store: Data<Store>) -> HttpResponse {
    let snapshot = store.snapshot();
    let kinds: String = RecordKind::iter()
        .map(|kind| {
            let plural = kind.collection();
            let count = snapshot.count(kind);
            format!(
                "<li><a href=\"{ROOT}/{plural}\">{plural}</a> <b>{count}</b> <span>{}</span></li>\n",
                kind.meaning()
            )
        })
        .collect();
    let main = format!(
        "<h1>Space Race API</h1>\n<p>Who is leading the new space race, with which missions, on what timeline, and where is it going? Every \
         fact has a source, every date says how precise it is, every slip is kept.</p>\n<p class=\"ways\"><a href=\"/docs/\">Try it in Swagger \
         UI</a> <a href=\"{ROOT}\">Index</a> <a href=\"{ROOT}/openapi.json\">OpenAPI document</a> <a href=\"{ROOT}/dataset/export\">All data \
         in one file</a> <a href=\"/problems\">Problems</a></p>\n<h2>Records</h2>\n<ul>\n{kinds}</ul>\n<p>Data set {}, evaluated for {} (UTC). \
         Data: CC BY 4.0.</p>\n",
        snapshot.version(),
        snapshot.day()
    );
    let mut response = page("Space Race API", &main);
    let link = format!(
        "<{ROOT}/openapi.json>; rel=\"service-desc\", </docs/>; rel=\"service-doc\", </.well-known/api-catalog>; rel=\"api-catalog\""
    );
    if let Ok(link) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

/// Whether the process runs.
async fn live() -> HttpResponse {
    health(json!({ "status": "pass" }))
}

/// Whether it can answer. The data set was checked and indexed before the socket was opened, so it can.
async fn ready(store: Data<Store>) -> HttpResponse {
    let snapshot = store.snapshot();
    health(json!({
        "status": "pass",
        "version": env!("CARGO_PKG_VERSION"),
        "dataset_version": snapshot.version(),
        "evaluated_on": snapshot.day(),
    }))
}

fn health(body: serde_json::Value) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/health+json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body.to_string())
}

async fn problems() -> HttpResponse {
    let list: String = ProblemKind::iter()
        .map(|kind| {
            let slug = kind.slug();
            let status = kind.status().as_u16();
            format!("<li><a href=\"/problems/{slug}\">{slug}</a> <b>{status}</b> <span>{}</span></li>\n", kind.title())
        })
        .collect();
    let main = format!(
        "<h1>Problems</h1>\n<p>Every answer that is no success is <code>application/problem+json</code> (RFC 9457). Its <code>type</code> is one \
         of these pages.</p>\n<ul>\n{list}</ul>\n<p><a href=\"/\">Space Race API</a></p>\n"
    );
    page("Problems", &main)
}

async fn problem(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let slug = request.match_info().get("kind").unwrap_or_default();
    let Some(kind) = ProblemKind::iter().find(|kind| kind.slug() == slug) else {
        return Err(fallback::unknown(request.path()));
    };
    let main = format!(
        "<h1>{}</h1>\n<p><code>/problems/{slug}</code>, HTTP status <b>{}</b></p>\n<p>{}</p>\n<p><a href=\"/problems\">All problems</a></p>\n",
        kind.title(),
        kind.status().as_u16(),
        as_html(kind.explanation())
    );
    Ok(page(kind.title(), &main))
}

/// Words between backticks become code.
fn as_html(text: &str) -> String {
    let mut html = String::new();
    for (index, piece) in text.split('`').enumerate() {
        if index % 2 == 1 {
            html.extend(["<code>", piece, "</code>"]);
        } else {
            html.push_str(piece);
        }
    }
    html
}

/// Where the API and its description are (RFC 9727).
async fn catalog() -> HttpResponse {
    let body = json!({ "linkset": [{
        "anchor": ROOT,
        "service-desc": [{ "href": format!("{ROOT}/openapi.json"), "type": "application/json" }],
        "service-doc": [{ "href": "/docs/", "type": "text/html" }],
        "status": [{ "href": "/health/ready", "type": "application/health+json" }],
    }] });
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, Media::Linkset.content_type()))
        .insert_header((header::LINK, "</.well-known/api-catalog>; rel=\"api-catalog\""))
        .body(body.to_string())
}
