//! What is wrong with a data set.

use std::fmt;

use super::Origin;
use crate::domain::Record;

/// One fault: where it is, what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File, relative to the data set's folder.
    pub file: String,
    /// Id of the record, or its position where the id cannot be read.
    pub record: Option<String>,
    /// JSON path from the record; `$` is the record itself.
    pub path: String,
    /// What was found and what was expected.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(record) = &self.record {
            write!(f, "{record}: ")?;
        }
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Every fault of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// The faults, sorted by file and record.
    pub fn list(&self) -> &[Fault] {
        &self.0
    }

    /// Adds the faults that were found elsewhere.
    pub(super) fn add(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Adds a fault of a whole file.
    pub(super) fn file(&mut self, file: &str, message: String) {
        self.0.push(Fault { file: file.to_owned(), record: None, path: "$".to_owned(), message });
    }

    /// Adds a fault of a record whose id may not be readable.
    pub(super) fn shape(&mut self, origin: &Origin, id: Option<&str>, path: String, message: String) {
        let record = id.map_or_else(|| format!("record {}", origin.index + 1), str::to_owned);
        self.0.push(Fault { file: origin.file.clone(), record: Some(record), path, message });
    }

    /// Adds a fault of a record.
    pub(super) fn record<R: Record>(&mut self, origin: &Origin, record: &R, path: &str, message: String) {
        let path = if path.is_empty() { "$".to_owned() } else { format!("$.{path}") };
        self.shape(origin, Some(record.id().as_str()), path, message);
    }

    /// The value, if there was no fault.
    pub(super) fn none_or<T>(mut self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            return Ok(value);
        }
        self.0.sort();
        self.0.dedup();
        Err(self)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.0 {
            writeln!(f, "{fault}")?;
        }
        let count = self.0.len();
        write!(f, "{count} {}", if count == 1 { "fault" } else { "faults" })
    }
}

impl std::error::Error for Faults {}
