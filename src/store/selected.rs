//! What a selection found.

use std::borrow::Cow;

use roaring::RoaringBitmap;

use super::lifespans::Group;
use super::snapshot::Snapshot;
use crate::domain::RecordKind;

/// Documents of one kind that hold on the day of a snapshot, and were selected.
#[derive(Clone, Debug)]
pub enum Selected<'s> {
    /// All of the kind, or all of a group. They are put together only where somebody asks for them one by one.
    All(&'s Snapshot, RecordKind, Option<&'s Group>),
    /// These.
    These(RoaringBitmap),
}

impl Selected<'_> {
    /// How many documents.
    pub fn len(&self) -> u64 {
        match self {
            Self::All(snapshot, kind, None) => snapshot.count(*kind),
            Self::All(snapshot, _, Some(group)) => group.counts.on(snapshot.day().number()),
            Self::These(docs) => docs.len(),
        }
    }

    /// Whether nothing was selected.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The documents.
    pub fn docs(&self) -> Cow<'_, RoaringBitmap> {
        match self {
            Self::All(snapshot, kind, None) => Cow::Borrowed(snapshot.all(*kind)),
            Self::All(snapshot, kind, Some(group)) => Cow::Owned(snapshot.holding(*kind, &group.docs)),
            Self::These(docs) => Cow::Borrowed(docs),
        }
    }
}

/// Selected documents as an order sees them.
#[derive(Clone, Copy)]
pub(super) enum Choice<'a> {
    /// All that hold on the day, or all among some: how many, and how to put them together where that costs less than meeting them.
    All { count: usize, among: Option<&'a RoaringBitmap>, together: &'a dyn Fn() -> Cow<'a, RoaringBitmap> },
    /// These documents.
    These(&'a RoaringBitmap),
}

impl<'a> Choice<'a> {
    pub(super) fn len(self) -> usize {
        match self {
            Self::All { count, .. } => count,
            Self::These(docs) => usize::try_from(docs.len()).unwrap_or(usize::MAX),
        }
    }

    /// Whether a document that holds on the day is selected.
    pub(super) fn has(self, doc: u32) -> bool {
        match self {
            Self::All { among, .. } => among.is_none_or(|docs| docs.contains(doc)),
            Self::These(docs) => docs.contains(doc),
        }
    }

    pub(super) fn docs(self) -> Cow<'a, RoaringBitmap> {
        match self {
            Self::All { together, .. } => together(),
            Self::These(docs) => Cow::Borrowed(docs),
        }
    }
}
