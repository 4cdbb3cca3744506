//! Numbers that can be checked: each with the address of the list that it counts.

use roaring::RoaringBitmap;
use serde::Serialize;
use utoipa::ToSchema;

use super::ROOT;
use crate::api::list::period_names;
use crate::domain::RecordKind;
use crate::store::{Match, Period, Selection, Snapshot};

/// How many records a list has, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListCount {
    /// How many records.
    #[schema(example = 42)]
    pub count: u64,
    /// Address of the list of exactly these records.
    #[schema(example = "/api/v1/missions?player=nasa&launched=true")]
    pub url: String,
}

/// A list by its filters. What it selects and its address follow from the same filters, so that they cannot disagree.
#[derive(Clone, Debug)]
pub struct FilteredList {
    kind: RecordKind,
    facets: Vec<(&'static str, String)>,
    period: Option<Period>,
}

impl FilteredList {
    /// All records of a kind.
    pub fn of(kind: RecordKind) -> Self {
        Self { kind, facets: Vec::new(), period: None }
    }

    /// Only those with a value of a filter; several values are separated by commas.
    #[must_use]
    pub fn with(&self, facet: &'static str, value: &str) -> Self {
        let mut narrowed = self.clone();
        narrowed.facets.push((facet, value.to_owned()));
        narrowed
    }

    /// Only those whose date lies in a period.
    #[must_use]
    pub fn within(&self, period: Option<Period>) -> Self {
        Self { period, ..self.clone() }
    }

    /// The documents that it selects. The values of its filters are taken from records or are checked, so none is unknown.
    pub fn select(&self, snapshot: &Snapshot) -> RoaringBitmap {
        let values = |text: &str| text.split(',').map(str::to_owned).collect();
        let selection = Selection {
            facets: self.facets.iter().map(|(facet, value)| ((*facet).to_owned(), values(value))).collect(),
            periods: self.period.iter().cloned().collect(),
            ..Selection::default()
        };
        snapshot.select(self.kind, &selection).map(|selected| selected.docs().into_owned()).unwrap_or_default()
    }

    /// Its address; for a past day, with that day.
    pub fn address(&self, snapshot: &Snapshot) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.facets);
        if let Some(Period { date, from, to, matching }) = &self.period {
            let (from_name, to_name) = period_names(date);
            query.extend_pairs(from.iter().map(|from| (&from_name, from.value())));
            query.extend_pairs(to.iter().map(|to| (&to_name, to.value())));
            query.extend_pairs((*matching == Match::Certain).then_some(("match", "certain")));
        }
        query.extend_pairs(snapshot.as_of().map(|day| ("as_of", day.to_string())));
        let path = format!("{ROOT}/{}", self.kind.collection());
        match query.finish() {
            query if query.is_empty() => path,
            query => format!("{path}?{}", query.replace("%2C", ",")),
        }
    }

    /// How many it selects, and its address.
    pub fn count(&self, snapshot: &Snapshot) -> ListCount {
        ListCount { count: self.select(snapshot).len(), url: self.address(snapshot) }
    }
}
