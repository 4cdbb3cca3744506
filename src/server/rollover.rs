//! What depends on the calendar is evaluated anew at midnight, UTC.

use std::time::Duration;

use actix_web::web::{self, Data};

use crate::domain::Day;
use crate::store::Store;

/// How often the calendar is looked at. Sleeping until midnight would miss a clock that was set.
const LOOK: Duration = Duration::from_secs(1);

/// Looks at the calendar for as long as the service runs. A snapshot that cannot be built is logged; the old one serves on.
pub(super) async fn at_midnight(store: Data<Store>) {
    let mut day = store.snapshot().day();
    loop {
        tokio::time::sleep(LOOK).await;
        let today = Day::today();
        if today == day {
            continue;
        }
        day = today;
        let store = store.clone();
        match web::block(move || store.roll_over(today)).await {
            Ok(Ok(())) => tracing::info!(%today, "statuses are evaluated for {today} from now on"),
            Ok(Err(error)) => tracing::error!(%error, "the snapshot of {today} cannot be built: {error}"),
            Err(error) => tracing::error!(%error, "the snapshot of {today} was not built: {error}"),
        }
    }
}
