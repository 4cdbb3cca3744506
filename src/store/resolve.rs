//! From any name, alias or identifier to the records that bear it.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::Indexing;
use super::words::folded;
use crate::domain::{RecordKind, Vocabulary};

/// By what a record was recognised.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ResolvedBy {
    /// Its id.
    Id,
    /// An id that it had before.
    FormerId,
    /// Its COSPAR, satellite catalogue or Wikidata identifier, or a country code.
    Identifier,
    /// Its usual name.
    Name,
    /// Another name of it.
    Alias,
}

impl Vocabulary for ResolvedBy {
    const NAME: &'static str = "ResolvedBy";
    const ABOUT: &'static str = "By what a record was recognised.";
}

/// A record that bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Kind of the record.
    pub kind: RecordKind,
    /// Its number among the records of its kind, in the order of their ids.
    pub record: u32,
    /// By what it was recognised.
    pub by: ResolvedBy,
    /// The first day on which it is known by that.
    pub(super) since: i32,
}

/// All names of all records, without regard to case, accents and punctuation.
#[derive(Debug, Default)]
pub(super) struct Resolver(FxHashMap<String, Vec<Bearer>>);

impl Resolver {
    #[expect(clippy::too_many_arguments, reason = "one call, with what a record goes by")]
    pub(super) fn add<'a>(
        &mut self,
        kind: RecordKind,
        record: u32,
        since: i32,
        id: &str,
        folded_name: &str,
        former: impl IntoIterator<Item = &'a str>,
        found: &Indexing,
    ) {
        let mut add = |name: String, by| {
            let bearers = self.0.entry(name).or_default();
            if !bearers.iter().any(|one| one.kind == kind && one.record == record) {
                bearers.push(Bearer { kind, record, by, since });
            }
        };
        add(folded(id), ResolvedBy::Id);
        add(folded_name.to_owned(), ResolvedBy::Name);
        former.into_iter().for_each(|id| add(folded(id), ResolvedBy::FormerId));
        found.identifiers.iter().for_each(|(_, value)| add(folded(value), ResolvedBy::Identifier));
        found.aliases.iter().for_each(|alias| add(folded(alias), ResolvedBy::Alias));
    }

    /// Adds the names of other records.
    pub(super) fn add_all(&mut self, other: Self) {
        for (name, bearers) in other.0 {
            self.0.entry(name).or_default().extend(bearers);
        }
    }

    /// The records that bear a name on a day, the best recognised first.
    pub(super) fn bearers(&self, name: &str, day: i32) -> Vec<Bearer> {
        let all = self.0.get(&folded(name)).into_iter().flatten();
        let mut found: Vec<Bearer> = all.filter(|one| one.since <= day).copied().collect();
        found.sort_by_key(|one| (one.by, one.kind, one.record));
        found
    }
}
