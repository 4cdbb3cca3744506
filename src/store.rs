//! Immutable answers: a snapshot of the data set as it stands on a day, indexed once.
//!
//! What lives here: served forms, indexes, questions and their answers, pure and synchronous. What must not: HTTP.
//! The next floor, [`crate::api`], turns requests into questions and answers into bytes.

mod bits;
mod build;
mod collection;
mod highlight;
mod indexing;
mod indicators;
mod names;
mod order;
mod query;
mod resolve;
mod search;
mod snapshot;
mod state;
mod tables;
pub mod view;
mod words;

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::dataset::Dataset;
use crate::domain::Day;

pub use collection::Collection;
pub use highlight::FieldMatch;
pub use names::Names;
pub use query::{Cut, Match, Period, Selection, SortBy, Start};
pub use resolve::{Bearer, ResolvedBy};
pub use search::{Found, Hit};
pub use snapshot::{FacetCount, Freshness, Snapshot, SnapshotError, UnknownValue};
pub use tables::{FacetDef, IncludeDef, Related, TableDef, Values, table};

use indexing::{Indexing, Key};

/// The current snapshot. Readers keep the one they started with while a new one takes its place.
#[derive(Debug)]
pub struct Store {
    dataset: Dataset,
    current: ArcSwap<Snapshot>,
}

impl Store {
    /// A store that answers for a day.
    ///
    /// # Errors
    ///
    /// When the data set cannot be indexed, which memory alone can prevent.
    pub fn new(dataset: Dataset, day: Day) -> Result<Self, SnapshotError> {
        let current = ArcSwap::from_pointee(Snapshot::build(&dataset, day)?);
        Ok(Self { dataset, current })
    }

    /// The current snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Answers for another day from now on; does nothing if it is the same day.
    ///
    /// # Errors
    ///
    /// When the data set cannot be indexed; the old snapshot stays.
    pub fn roll_over(&self, day: Day) -> Result<(), SnapshotError> {
        if self.current.load().day() != day {
            self.current.store(Arc::new(Snapshot::build(&self.dataset, day)?));
        }
        Ok(())
    }
}
