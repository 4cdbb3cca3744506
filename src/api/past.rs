//! From an `as_of` parameter to what was known on that day.

use std::sync::Arc;

use super::params::AsOf;
use super::problem::ParameterError;
use crate::domain::RecordKind;
use crate::store::{NoSuchPast, Snapshot, Store};

/// What is asked about: the past day, or the present. Where there is no such past, the present, and why.
pub fn snapshot_on(store: &Store, as_of: Option<AsOf>) -> (Arc<Snapshot>, Option<ParameterError>) {
    let Some(AsOf(day)) = as_of else { return (store.snapshot(), None) };
    match store.as_of(day) {
        Ok(snapshot) => (snapshot, None),
        Err(why) => {
            let detail = match why {
                NoSuchPast::Future { today } => {
                    format!("{day} lies in the future, expected {today} or earlier; leave it out to ask about today")
                }
                NoSuchPast::BeforeTheFirst { first } => {
                    format!(
                        "nothing is on record for {day}, expected {first}, which is the first day on record, or later"
                    )
                }
            };
            (store.snapshot(), Some(ParameterError::new("as_of", detail)))
        }
    }
}

/// Trends, claims and sources speak of the day on which they were last checked, so they are not asked about the past.
pub fn has_past(kind: RecordKind) -> bool {
    match kind {
        RecordKind::Player
        | RecordKind::Program
        | RecordKind::Mission
        | RecordKind::Vehicle
        | RecordKind::Event
        | RecordKind::Timeline
        | RecordKind::Indicator
        | RecordKind::Milestone => true,
        RecordKind::Trend | RecordKind::Claim | RecordKind::Source => false,
    }
}
