//! What depends on the calendar is evaluated anew at midnight, UTC.

use std::time::Duration;

use actix_web::web::Data;

use crate::domain::Day;
use crate::store::Store;

/// How often the calendar is looked at. Sleeping until midnight would miss a clock that was set.
const LOOK: Duration = Duration::from_secs(1);

/// Looks at the calendar for as long as the service runs.
pub(super) async fn at_midnight(store: Data<Store>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let today = Day::today();
        if store.roll_over(today) {
            tracing::info!(%today, "statuses are evaluated for {today} from now on");
        }
    }
}
