//! What a selection found.

use roaring::RoaringBitmap;

use super::lifespans::{Lifespan, holds};
use super::snapshot::Snapshot;
use crate::domain::RecordKind;

/// Documents of one kind that hold on the day of a snapshot, and were selected.
#[derive(Clone, Debug)]
pub enum Selected<'s> {
    /// All of the kind. They are put together only where somebody asks for them one by one.
    All(&'s Snapshot, RecordKind),
    /// These.
    These(RoaringBitmap),
}

impl Selected<'_> {
    /// How many documents.
    pub fn len(&self) -> u64 {
        match self {
            Self::All(snapshot, kind) => snapshot.count(*kind),
            Self::These(docs) => docs.len(),
        }
    }

    /// Whether nothing was selected.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The documents.
    pub fn docs(&self) -> &RoaringBitmap {
        match self {
            Self::All(snapshot, kind) => snapshot.all(*kind),
            Self::These(docs) => docs,
        }
    }

    /// The documents, to keep.
    pub fn into_docs(self) -> RoaringBitmap {
        match self {
            Self::All(snapshot, kind) => snapshot.all(kind).clone(),
            Self::These(docs) => docs,
        }
    }
}

/// Selected documents as an order sees them.
#[derive(Clone, Copy)]
pub(super) enum Choice<'a> {
    /// All whose lifespan holds the day: how many, and how to put them together where that costs less than meeting them.
    All { count: usize, lifespans: &'a [Lifespan], together: &'a dyn Fn() -> &'a RoaringBitmap },
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

    pub(super) fn has(self, doc: u32, day: i32) -> bool {
        match self {
            Self::All { lifespans, .. } => {
                let lifespan = usize::try_from(doc).ok().and_then(|place| lifespans.get(place));
                lifespan.is_some_and(|lifespan| holds(*lifespan, day))
            }
            Self::These(docs) => docs.contains(doc),
        }
    }

    pub(super) fn docs(self) -> &'a RoaringBitmap {
        match self {
            Self::All { together, .. } => together(),
            Self::These(docs) => docs,
        }
    }
}
