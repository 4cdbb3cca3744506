//! What can be asked of a collection.

use crate::domain::FuzzyDate;

/// How a date interval has to lie to a period asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Match {
    /// It overlaps the period.
    #[default]
    Possible,
    /// It lies wholly inside.
    Certain,
}

/// A condition on a date.
#[derive(Clone, Debug)]
pub struct Period {
    /// Name of the date filter.
    pub date: &'static str,
    /// Start of the period, inclusive.
    pub from: Option<FuzzyDate>,
    /// End of the period, inclusive.
    pub to: Option<FuzzyDate>,
    /// How the date has to lie to it.
    pub matching: Match,
}

/// Which records are asked for: all conditions must hold.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// For each facet the values of which one must match.
    pub facets: Vec<(String, Vec<String>)>,
    /// Only these ids.
    pub ids: Option<Vec<String>>,
    /// Only dates in these periods.
    pub periods: Vec<Period>,
    /// Only records that hold all these words.
    pub words: Option<String>,
    /// Only events that this timeline shows, by its document.
    pub timeline: Option<u32>,
}

/// One step of an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SortBy {
    /// Name of the order.
    pub name: String,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Where a page starts.
#[derive(Clone, Debug)]
pub enum Start {
    /// After so many records.
    Offset(usize),
    /// After the record with this id.
    After(String),
    /// So that the page ends before the record with this id.
    Before(String),
    /// So that this moment, in seconds since 1970-01-01T00:00:00Z, lies in the middle of the page, in an order that starts with a date.
    Around(i64),
}

/// A page of a selection, as document numbers.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The documents of the page, in order.
    pub docs: Vec<u32>,
    /// Whether there are records before the page.
    pub has_before: bool,
    /// Whether there are records after the page.
    pub has_after: bool,
}
