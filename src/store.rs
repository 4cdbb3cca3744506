//! Immutable answers: all that was ever known, indexed once, and seen on any day.
//!
//! What lives here: served forms, indexes, questions and their answers, pure and synchronous. What must not: HTTP.
//! The next floor, [`crate::api`], turns requests into questions and answers into bytes.

mod aggregates;
mod build;
mod collection;
mod highlight;
mod history;
mod impact;
mod indexer;
mod indexing;
mod indicators;
mod knowledge;
mod lifespans;
mod names;
mod order;
mod query;
mod race;
mod ranges;
mod record;
mod resolve;
mod restating;
mod search;
mod selected;
mod selecting;
mod snapshot;
mod standings;
mod state;
mod statistics;
mod tables;
mod texts;
pub mod view;
mod words;
mod world;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arc_swap::ArcSwap;

use crate::dataset::Dataset;
use crate::domain::Day;

pub use collection::Collection;
pub use highlight::FieldMatch;
pub use impact::{CannotSlip, Dependent, Impact, SlipEffect};
pub use indicators::{
    ComparedPoints, CountedRecord, Direction, Evidence, EvidenceQuery, Fill, LatestPoint, LatestPoints, NONE, Per,
    SeriesGroup, SeriesQuery,
};
pub use names::Names;
pub use query::{Cut, Match, Period, Selection, SortBy, Start};
pub use race::{Level, RaceEntry, RaceRow, RaceTotal, race_totals};
pub use record::PlayerAttempt;
pub use resolve::{Bearer, ResolvedBy};
pub use restating::{NotRestated, PriceLevel, RestatedRecord, money_field};
pub use search::{Found, Hit};
pub use selected::Selected;
pub use selecting::UnknownValue;
pub use snapshot::{FacetCount, Freshness, Snapshot, SnapshotError};
pub use standings::{PointOf, Standings, StandingsMethod, StandingsQuery, WINDOW_YEARS, Weights};
pub use statistics::{Grouping, RULE, share};
pub use tables::{FacetDef, IncludeDef, Related, TableDef, Values, table};

use indexing::{Indexing, Key};
use knowledge::Reach;
use world::World;

/// How many past days are kept at hand. Any other day is looked up anew, so days that are asked for take no memory for long.
const PAST_DAYS: usize = 32;

/// Why no answer can be given for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSuchPast {
    /// The day has not come yet.
    Future {
        /// Today.
        today: Day,
    },
    /// Nothing is known yet on the day.
    BeforeTheFirst {
        /// The first day on which an event or a mission is known.
        first: Day,
    },
}

/// The current snapshot, and those of past days. Readers keep the one they started with while a new one takes its place.
#[derive(Debug)]
pub struct Store {
    current: ArcSwap<Snapshot>,
    past: Mutex<VecDeque<Arc<Snapshot>>>,
    /// The world of all days, as soon as it is there.
    whole: OnceLock<Arc<World>>,
}

impl Store {
    /// A store that answers for a day and for all before it.
    ///
    /// # Errors
    ///
    /// When the data set cannot be indexed, which memory alone can prevent.
    pub fn new(dataset: &Dataset, day: Day) -> Result<Self, SnapshotError> {
        let world = Arc::new(World::build(dataset, Reach::AllDays, Arc::default())?);
        Ok(Self { whole: OnceLock::from(Arc::clone(&world)), ..Self::answering(world, day) })
    }

    /// A store that answers for a day at once. Whoever asks about the past, or searches for words, waits until [`Store::add_past`] is done.
    ///
    /// # Errors
    ///
    /// When the data set cannot be indexed, which memory alone can prevent.
    pub fn of_present(dataset: &Dataset, day: Day) -> Result<Self, SnapshotError> {
        let world = World::build(dataset, Reach::OneDay(day.number()), Arc::default())?;
        Ok(Self::answering(Arc::new(world), day))
    }

    fn answering(world: Arc<World>, day: Day) -> Self {
        let current = ArcSwap::from_pointee(Snapshot::present(world, day));
        Self { current, past: Mutex::default(), whole: OnceLock::new() }
    }

    /// Adds the past, which takes much longer than the present, and the words of the full text. The data set is the one of the present.
    ///
    /// # Errors
    ///
    /// When the data set cannot be indexed, which memory alone can prevent.
    pub fn add_past(&self, dataset: &Dataset) -> Result<(), SnapshotError> {
        let search = Arc::clone(&self.current.load().world().search);
        let world = Arc::new(World::build(dataset, Reach::AllDays, search)?);
        let world = self.whole.get_or_init(|| world);
        self.current.rcu(|current| Snapshot::present(Arc::clone(world), current.day()));
        Ok(())
    }

    /// Whether the past is there, and with it the full text.
    pub fn has_past(&self) -> bool {
        self.whole.get().is_some()
    }

    /// Waits until the past is there. So does every question that needs it, but then it waits on the thread on which it is asked.
    pub fn wait_for_past(&self) {
        self.whole.wait();
    }

    /// The current snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// What was known on a past day.
    ///
    /// # Errors
    ///
    /// When the day has not come yet, or comes before everything on record.
    pub fn as_of(&self, day: Day) -> Result<Arc<Snapshot>, NoSuchPast> {
        let today = self.current.load().day();
        if day > today {
            return Err(NoSuchPast::Future { today });
        }
        let world = self.whole.wait();
        if let Some(first) = world.first_day.map(Day::from_number).filter(|first| day < *first) {
            return Err(NoSuchPast::BeforeTheFirst { first });
        }
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = past.iter().position(|one| one.day() == day);
        let snapshot = match kept.and_then(|place| past.remove(place)) {
            Some(snapshot) => snapshot,
            None => Arc::new(Snapshot::past(Arc::clone(world), day)),
        };
        past.truncate(PAST_DAYS - 1);
        past.push_front(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// Answers for another day from now on, as soon as more than one day is known. Tells whether anything changed.
    pub fn roll_over(&self, day: Day) -> bool {
        let Some(world) = self.whole.get().filter(|_| self.current.load().day() != day) else { return false };
        self.current.store(Arc::new(Snapshot::present(Arc::clone(world), day)));
        true
    }
}
