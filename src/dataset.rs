//! From files to trusted records: reads a folder of fixtures and checks it, and reports every fault at once.
//!
//! What lives here: reading, shapes, rules across records. What must not: indexes, answers, HTTP.
//! The next floor, [`crate::store`], trusts what it gets from here.

mod check;
mod fault;
mod files;
mod read;
#[expect(clippy::indexing_slicing, reason = "members of a JSON object that is put together here")]
pub mod shape;
pub(crate) mod threads;

use sha2::{Digest, Sha256};

use crate::domain::{
    Claim, CompleteSet, Day, Event, Formula, Indicator, Milestone, Mission, Player, Program, Record, Source, Timeline,
    Trend, Vehicle,
};

pub use fault::{Fault, Faults};
pub use files::Files;
use threads::side_by_side;

/// The folder of sets.
const SETS: &str = "sets";
/// The folder of the formulas of standings.
const STANDINGS: &str = "standings";
/// The folders of what is no record.
pub const FOLDERS_BESIDE: [&str; 2] = [SETS, STANDINGS];

/// Greatest number of characters of a text in a record.
pub const MAX_TEXT: usize = 10_000;
/// Greatest number of entries of a list in a record.
pub const MAX_ENTRIES: usize = 10_000;

/// How closely files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    /// Everything is held against the rules.
    Checked,
    /// It was before.
    Trusted,
}

/// The records of one kind, each with the place it was read from.
#[derive(Debug)]
pub struct Table<R> {
    records: Vec<R>,
    origins: Vec<Origin>,
    unreadable: Vec<String>,
}

/// Where a record was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    file: String,
    index: usize,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { records: Vec::new(), origins: Vec::new(), unreadable: Vec::new() }
    }
}

impl<R> Table<R> {
    /// The records, in the order of their ids.
    pub fn records(&self) -> &[R] {
        &self.records
    }

    fn with_origins(&self) -> impl Iterator<Item = (&R, &Origin)> {
        self.records.iter().zip(&self.origins)
    }
}

impl<R: Record> Table<R> {
    /// A table of records that were made in memory, in whatever order. They are trusted: nothing is checked, and a reference to a record that
    /// does not exist is answered by its id.
    pub fn of(mut records: Vec<R>) -> Self {
        records.sort_by(|a, b| a.id().cmp(b.id()));
        Self { records, origins: Vec::new(), unreadable: Vec::new() }
    }

    /// `unreadable` are the ids of records that could not be read.
    fn new(mut rows: Vec<(Origin, R)>, unreadable: Vec<String>) -> Self {
        rows.sort_by(|(_, a), (_, b)| a.id().cmp(b.id()));
        let (origins, records) = rows.into_iter().unzip();
        Self { records, origins, unreadable }
    }
}

/// All records of a data set, and its version.
#[derive(Debug)]
pub struct Dataset {
    /// Who takes part.
    pub players: Table<Player>,
    /// Long efforts.
    pub programs: Table<Program>,
    /// Flights and projects.
    pub missions: Table<Mission>,
    /// What flies.
    pub vehicles: Table<Vehicle>,
    /// Dated facts.
    pub events: Table<Event>,
    /// Selections of events.
    pub timelines: Table<Timeline>,
    /// Trends, challenges and outlooks.
    pub trends: Table<Trend>,
    /// Numbers over time.
    pub indicators: Table<Indicator>,
    /// Firsts to be won.
    pub milestones: Table<Milestone>,
    /// Statements held against the record.
    pub claims: Table<Claim>,
    /// Where facts were read.
    pub sources: Table<Source>,
    /// Sets that are complete within their scope.
    pub sets: Table<CompleteSet>,
    /// Formulas of standings: none, or one for each dimension.
    pub formulas: Table<Formula>,
    /// Hash of the content: two data sets with the same version answer alike.
    pub version: String,
}

impl Dataset {
    /// Reads and checks a set of files.
    ///
    /// # Errors
    ///
    /// Every fault of the data set, sorted by file and record.
    pub fn read(files: &Files) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let dataset = Self::read_unchecked(files, Care::Checked, &mut faults);
        check::check(&dataset, &mut faults);
        faults.none_or(dataset)
    }

    /// Reads a set of files that was checked before, in a fraction of the time: a record has to be read as what it is, and that is all.
    ///
    /// # Errors
    ///
    /// Every fault of those files that cannot be read.
    pub fn read_trusted(files: &Files) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let dataset = Self::read_unchecked(files, Care::Trusted, &mut faults);
        faults.none_or(dataset)
    }

    /// Reads and checks a set of files as a careful editor does: what lies in the future of `today` is a fault, too, what contradicts the status of a
    /// mission, a set that is not complete, a name in two spellings, what nothing uses.
    ///
    /// # Errors
    ///
    /// Every fault of the data set, sorted by file and record.
    pub fn read_for_editors(files: &Files, today: Day) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let dataset = Self::read_unchecked(files, Care::Checked, &mut faults);
        check::check(&dataset, &mut faults);
        check::check_for_editors(&dataset, today, &mut faults);
        faults.none_or(dataset)
    }

    fn read_unchecked(files: &Files, care: Care, faults: &mut Faults) -> Self {
        files.refuse_strays(faults);
        let [mut of_events, mut of_sources] = [(); 2].map(|()| Faults::default());
        let of_missions = &mut *faults;
        let (mut dataset, events, sources) = side_by_side(
            || Self {
                players: read::table(files, care, of_missions),
                programs: read::table(files, care, of_missions),
                missions: read::table(files, care, of_missions),
                vehicles: read::table(files, care, of_missions),
                events: Table::default(),
                timelines: read::table(files, care, of_missions),
                trends: read::table(files, care, of_missions),
                indicators: read::table(files, care, of_missions),
                milestones: read::table(files, care, of_missions),
                claims: read::table(files, care, of_missions),
                sources: Table::default(),
                sets: read::sets(files, care, of_missions),
                formulas: read::formulas(files, care, of_missions),
                version: version(files),
            },
            || read::table(files, care, &mut of_events),
            || read::table(files, care, &mut of_sources),
        );
        (dataset.events, dataset.sources) = (events, sources);
        faults.add(of_events);
        faults.add(of_sources);
        dataset
    }
}

/// The first 16 hexadecimal digits of a hash over all files.
fn version(files: &Files) -> String {
    let mut hasher = Sha256::new();
    for (path, bytes) in files.iter() {
        hasher.update(path.as_bytes());
        hasher.update([0]);
        hasher.update(bytes.len().to_le_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
