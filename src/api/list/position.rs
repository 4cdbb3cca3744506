//! Where a page starts: offsets, cursors, and pages around a date.

use crate::api::cursor;
use crate::api::extract::Pairs;
use crate::api::params::ListParams;
use crate::api::problem::ParameterError;
use crate::domain::{FuzzyDate, RecordKind};

/// Where the page before starts; past the end, that is the last page that holds records.
pub(crate) fn page_before(offset: u32, limit: u32, total: u64) -> u32 {
    offset.min(u32::try_from(total).unwrap_or(u32::MAX)).saturating_sub(limit)
}

/// What a position in a list depends on: everything but the position itself and the form of the answer.
pub(super) fn question(path: &str, pairs: &Pairs<'_>) -> String {
    let beside = ["cursor", "offset", "around", "limit", "format", "fields", "include", "facets"];
    let mut pairs: Vec<_> = pairs.iter().filter(|(name, _)| !beside.contains(&name.as_ref())).collect();
    pairs.sort();
    pairs.iter().fold(path.to_owned(), |text, (name, value)| format!("{text}&{name}={value}"))
}

/// What is impossible about the position that is asked for.
pub(super) fn faults(
    kind: RecordKind,
    params: &ListParams,
    around: Option<&FuzzyDate>,
    question: &str,
) -> Vec<ParameterError> {
    let mut errors = Vec::new();
    if params.cursor.is_some() && params.offset.is_some() {
        errors.push(ParameterError::new("cursor", "given together with offset, expected one of them"));
    }
    if let Some(text) = &params.cursor
        && cursor::decode(question, &text.0).is_none()
    {
        let detail =
            "the cursor was given by another query, expected the filters and the order of the page that gave it";
        errors.push(ParameterError::new("cursor", detail));
    }
    if around.is_some() {
        for (name, is_given) in [("cursor", params.cursor.is_some()), ("offset", params.offset.is_some())] {
            if is_given {
                let detail = format!("given together with {name}, expected one of them");
                errors.push(ParameterError::new("around", detail));
            }
        }
        let order = crate::store::table(kind).default_order;
        let first = params.sort.as_ref().and_then(|sort| sort.first()).map(|step| step.trim_start_matches('-'));
        if first.is_some_and(|first| first != order) {
            let detail = format!("needs the order of dates, expected sort={order}, sort=-{order} or no sort with it");
            errors.push(ParameterError::new("around", detail));
        }
    }
    errors
}
