//! Swagger UI at `/docs/`.

use std::sync::Arc;

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use utoipa_swagger_ui::Config;

use super::fallback;
use crate::api::problem::ApiError;
use crate::api::respond::Media;
use crate::api::v1::ROOT;

/// Scripts only from here; Swagger UI sets styles on elements and shows inlined pictures.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Swagger UI's script that starts it.
const INITIALIZER: &str = "swagger-initializer.js";
/// Where the list of plugins begins in it.
const PLUGINS: &str = "plugins: [";
/// For items of a list Swagger UI looks for a field of their type and format, and complains in the console where it has none. A year is typed
/// into the same field as a text.
const YEAR_FIELD: &str = "
      (system) => ({
        components: {
          JsonSchema_integer_int32: (field) =>
            system.React.createElement(system.getComponent('JsonSchema_string'), field),
        },
      }),";

pub(super) fn routes(cfg: &mut ServiceConfig) {
    let config = Config::from(format!("{ROOT}/openapi.json"))
        .try_it_out_enabled(true)
        .display_operation_id(true)
        .display_request_duration(true)
        .filter(true)
        .doc_expansion("list")
        .default_models_expand_depth(0)
        .use_base_layout();
    cfg.app_data(Data::new(Arc::new(config)))
        .route("/docs", web::get().to(|| async { redirect("/docs/") }))
        .route("/docs/{file}*", web::get().to(file))
        .route("/docs/", web::get().to(file));
}

/// A page that lives elsewhere, for people only.
fn redirect(to: &'static str) -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, to))
        .insert_header((header::CONTENT_TYPE, Media::Html.content_type()))
        .body(format!("<!doctype html>\n<title>Moved</title>\n<p>It is at <a href=\"{to}\">{to}</a>.</p>\n"))
}

async fn file(request: HttpRequest, config: Data<Arc<Config<'static>>>) -> Result<HttpResponse, ApiError> {
    let name = request.match_info().get("file").filter(|name| !name.is_empty()).unwrap_or("index.html").to_owned();
    match utoipa_swagger_ui::serve(&name, Arc::clone(&config)) {
        Ok(Some(file)) => {
            let mut response = HttpResponse::Ok();
            let kind = if file.content_type == "text/html" { "text/html; charset=utf-8" } else { &file.content_type };
            response.insert_header((header::CONTENT_TYPE, kind));
            response.insert_header((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)));
            response.insert_header((header::CACHE_CONTROL, "public, max-age=3600"));
            if name == INITIALIZER {
                let script = String::from_utf8_lossy(&file.bytes);
                return Ok(response.body(script.replacen(PLUGINS, &format!("{PLUGINS}{YEAR_FIELD}"), 1)));
            }
            Ok(response.body(file.bytes.into_owned()))
        }
        Ok(None) => Err(fallback::unknown(request.path())),
        Err(error) => Err(ApiError::Internal(error.to_string().into())),
    }
}
