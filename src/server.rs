//! The roof: configuration, middleware, pages around the API, and running it all.
//!
//! What lives here: sockets, processes, whatever is not tied to one version of the API. What must not: answers.

pub mod config;
mod delivery;
mod docs;
mod encoding;
mod fallback;
pub mod openapi;
mod pages;
mod patience;
mod rollover;
pub mod telemetry;

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, Error, HttpServer};

use crate::api::v1;
use crate::api::v1::index::DocumentBytes;
use crate::store::Store;

/// The committed OpenAPI document, which is what the service serves.
pub const OPENAPI: &str = include_str!("../openapi/v1.json");

/// The whole service. Main and tests run the very same one.
pub fn app(
    store: Data<Store>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .service(web::scope(v1::ROOT).configure(v1::routes))
        .app_data(store)
        .app_data(Data::new(DocumentBytes(Bytes::from_static(OPENAPI.as_bytes()))))
        .configure(pages::routes)
        .configure(docs::routes)
        .default_service(web::to(fallback::answer))
        .wrap(from_fn(delivery::deliver))
}

/// Serves until the process is told to stop, then finishes the requests in flight.
///
/// # Errors
///
/// When the socket cannot be served.
pub async fn run(listener: TcpListener, store: Data<Store>, workers: usize) -> io::Result<()> {
    let rollover = tokio::spawn(rollover::at_midnight(store.clone()));
    let served = HttpServer::new(move || app(store.clone()))
        .workers(workers)
        .client_request_timeout(Duration::from_secs(10))
        .shutdown_timeout(10)
        .listen(listener)?
        .run()
        .await;
    rollover.abort();
    served
}
