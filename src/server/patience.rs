//! In its first seconds the service knows today only, and not by full text. Who asks for more waits, without keeping others waiting.

use actix_web::dev::ServiceRequest;
use actix_web::web::{self, Data};

use crate::store::Store;

/// Parameters that need more than today: the past, and full text.
const NEED_MORE: [&str; 2] = ["as_of", "q"];

/// Waits until the question of a request can be answered.
pub(super) async fn wait(request: &ServiceRequest) {
    let Some(store) = request.app_data::<Data<Store>>().filter(|store| !store.has_past()).cloned() else { return };
    let query = request.query_string().as_bytes();
    if form_urlencoded::parse(query).any(|(name, _)| NEED_MORE.contains(&name.as_ref())) {
        // fails where the service is about to stop, and then nobody waits for an answer
        let _ = web::block(move || store.wait_for_past()).await;
    }
}
