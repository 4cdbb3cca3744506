//! The JSON of versions of records: the last version of each as it is, the others compressed against it.

use std::borrow::Cow;
use std::cell::RefCell;

use serde_json::value::RawValue;
use zstd::bulk::{Compressor, Decompressor};

/// The fastest ordinary level. What versions have in common is found at any level.
const LEVEL: i32 = 1;

thread_local! {
    /// Contexts are too large to be made for each text.
    static WRITER: RefCell<Compressor<'static>> = RefCell::default();
    static READER: RefCell<Decompressor<'static>> = RefCell::default();
}

/// The text of one version.
#[derive(Debug)]
enum Text {
    /// The text as it is.
    Whole(Box<RawValue>),
    /// A text that is like the record's last version. Packed with that one as the dictionary; nothing where it is the same.
    Like { last: u32, packed: Box<[u8]> },
}

/// The texts of documents, of which the versions of one record follow each other and are much alike.
#[derive(Debug, Default)]
pub(super) struct Texts(Vec<Text>);

impl Texts {
    /// Adds all versions of one record. The last one is kept as it is, since it is asked for most.
    pub(super) fn add_record(&mut self, mut versions: Vec<Box<RawValue>>) {
        let Some(whole) = versions.pop() else { return };
        let last = u32::try_from(self.0.len() + versions.len()).unwrap_or(u32::MAX);
        let like = |packed: Vec<u8>| Text::Like { last, packed: packed.into() };
        WRITER.with_borrow_mut(|writer| {
            let ready = versions.is_empty() || writer.set_dictionary(LEVEL, whole.get().as_bytes()).is_ok();
            for version in versions {
                let packed = match version.get() {
                    text if text == whole.get() => Some(Vec::new()),
                    text => ready.then(|| writer.compress(text.as_bytes()).ok()).flatten(),
                };
                self.0.push(packed.map_or_else(|| Text::Whole(version), like));
            }
        });
        self.0.push(Text::Whole(whole));
    }

    /// The text of a document; null for one that is not there.
    pub(super) fn get(&self, doc: u32) -> Cow<'_, RawValue> {
        match self.0.get(place(doc)) {
            Some(Text::Whole(text)) => Cow::Borrowed(text),
            Some(Text::Like { last, packed }) => match self.0.get(place(*last)) {
                Some(Text::Whole(whole)) if packed.is_empty() => Cow::Borrowed(whole),
                Some(Text::Whole(whole)) => unpacked(packed, whole).map_or(Cow::Borrowed(RawValue::NULL), Cow::Owned),
                Some(Text::Like { .. }) | None => Cow::Borrowed(RawValue::NULL),
            },
            None => Cow::Borrowed(RawValue::NULL),
        }
    }
}

/// A text that was packed against another one. Always there, since only what could be packed was kept so.
fn unpacked(packed: &[u8], whole: &RawValue) -> Option<Box<RawValue>> {
    let length = Decompressor::upper_bound(packed)?;
    let bytes = READER.with_borrow_mut(|reader| {
        reader.set_dictionary(whole.get().as_bytes()).ok()?;
        reader.decompress(packed, length).ok()
    })?;
    RawValue::from_string(String::from_utf8(bytes).ok()?).ok()
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_version_comes_back_as_it_was() {
        let version = prop_oneof!["[ab]{0,6}", "(a|ü|é|中|🚀){0,6}", any::<String>()];
        let version = version.prop_map(|text| serde_json::value::to_raw_value(&text).unwrap());
        let record = prop::collection::vec(version, 1..5);
        proptest!(|(records in prop::collection::vec(record, 0..6))| {
            let mut texts = Texts::default();
            records.iter().cloned().for_each(|versions| texts.add_record(versions));
            let all: Vec<Box<RawValue>> = records.into_iter().flatten().collect();
            for (doc, text) in (0_u32..).zip(&all) {
                let found = texts.get(doc);
                prop_assert_eq!(found.get(), text.get());
            }
            let past_the_end = texts.get(u32::try_from(all.len()).unwrap());
            prop_assert_eq!(past_the_end.get(), "null");
        });
    }
}
