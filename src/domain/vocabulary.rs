//! Closed sets of words: every enum of the records, with the meaning of each value.
//!
//! A meaning is written once, as the doc comment of its variant: the OpenAPI document and `/vocabularies` read it from there.

use strum::{EnumMessage, IntoEnumIterator};

/// A closed set of words, each with a meaning.
pub trait Vocabulary:
    Copy + Ord + EnumMessage + IntoEnumIterator + Into<&'static str> + std::str::FromStr + 'static
{
    /// Name of the set, as it stands in the OpenAPI document.
    const NAME: &'static str;
    /// What the set says of a record.
    const ABOUT: &'static str;

    /// The word as it is written in JSON and in queries.
    fn word(self) -> &'static str {
        self.into()
    }

    /// What the word means.
    fn meaning(&self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// All words of the set, in order.
    fn words() -> Vec<&'static str> {
        Self::iter().map(Self::word).collect()
    }
}
