//! The JSON of versions of records: as it is while there is room, then compressed against the last version of the record.

use std::borrow::Cow;
use std::cell::RefCell;

use serde_json::value::RawValue;
use zstd::bulk::{Compressor, Decompressor};

/// The fastest ordinary level. What versions have in common is found at any level.
const LEVEL: i32 = 1;

/// How many bytes of texts that might be packed are kept as they are. More than there is, unless there are very many records.
const ROOM: usize = 256 << 20;

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
    /// A text packed with null as the dictionary; nothing for null.
    Packed(Box<[u8]>),
    /// A text that is like the record's last version. Packed with that one as the dictionary; nothing where it is the same.
    Like { last: u32, packed: Box<[u8]> },
}

/// The texts of documents, of which the versions of one record follow each other and are much alike.
#[derive(Debug)]
pub(super) struct Texts {
    texts: Vec<Text>,
    /// For how many more bytes there is room.
    room: usize,
    /// Whether last versions are packed, too.
    pack_last: bool,
}

impl Texts {
    /// Texts of which many are asked for at a time: last versions are never packed.
    pub(super) fn often_read() -> Self {
        Self { texts: Vec::new(), room: ROOM, pack_last: false }
    }

    /// Texts of which few are asked for at a time.
    pub(super) fn seldom_read() -> Self {
        Self { texts: Vec::new(), room: ROOM, pack_last: true }
    }

    /// Adds all versions of one record. The last one is asked for most, and the others are packed against it.
    pub(super) fn add_record(&mut self, mut versions: Vec<Box<RawValue>>) {
        let Some(whole) = versions.pop() else { return };
        let last = u32::try_from(self.texts.len() + versions.len()).unwrap_or(u32::MAX);
        let length: usize = versions.iter().map(|version| version.get().len()).sum();
        let length = if self.pack_last { length + whole.get().len() } else { length };
        if let Some(room) = self.room.checked_sub(length) {
            self.room = room;
            self.texts.extend(versions.into_iter().chain([whole]).map(Text::Whole));
            return;
        }
        for (version, packed) in packed_against(&whole, versions) {
            self.texts.push(packed.map_or(Text::Whole(version), |packed| Text::Like { last, packed: packed.into() }));
        }
        let packed = if self.pack_last { packed_against(RawValue::NULL, vec![whole]) } else { vec![(whole, None)] };
        for (whole, packed) in packed {
            let packed = packed.filter(|packed| packed.len() < whole.get().len());
            self.texts.push(packed.map_or(Text::Whole(whole), |packed| Text::Packed(packed.into())));
        }
    }

    /// The text of a document; null for one that is not there.
    pub(super) fn get(&self, doc: u32) -> Cow<'_, RawValue> {
        match self.texts.get(place(doc)) {
            Some(Text::Whole(text)) => Cow::Borrowed(text),
            Some(Text::Packed(packed)) => unpacked(packed, Cow::Borrowed(RawValue::NULL)),
            Some(Text::Like { last, packed }) => unpacked(packed, self.get(*last)),
            None => Cow::Borrowed(RawValue::NULL),
        }
    }
}

/// Texts, each with what it is packed to with another one as the dictionary: nothing where it is the same, `None` where it cannot be packed.
fn packed_against(whole: &RawValue, texts: Vec<Box<RawValue>>) -> Vec<(Box<RawValue>, Option<Vec<u8>>)> {
    WRITER.with_borrow_mut(|writer| {
        let ready = texts.is_empty() || writer.set_dictionary(LEVEL, whole.get().as_bytes()).is_ok();
        let mut packed = |text: &str| match text {
            text if text == whole.get() => Some(Vec::new()),
            text => ready.then(|| writer.compress(text.as_bytes()).ok()).flatten(),
        };
        let texts = texts.into_iter().map(|text| (packed(text.get()), text));
        texts.map(|(packed, text)| (text, packed)).collect()
    })
}

/// A text that was packed against another one.
fn unpacked<'a>(packed: &[u8], whole: Cow<'a, RawValue>) -> Cow<'a, RawValue> {
    if packed.is_empty() {
        return whole;
    }
    let text = || {
        let length = Decompressor::upper_bound(packed)?;
        let bytes = READER.with_borrow_mut(|reader| {
            reader.set_dictionary(whole.get().as_bytes()).ok()?;
            reader.decompress(packed, length).ok()
        })?;
        RawValue::from_string(String::from_utf8(bytes).ok()?).ok()
    };
    // always there, since nothing else was packed
    text().map_or(Cow::Borrowed(RawValue::NULL), Cow::Owned)
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
        proptest!(|(records in prop::collection::vec(record, 0..6), room in 0..200_usize, pack_last: bool)| {
            let mut texts = Texts { texts: Vec::new(), room, pack_last };
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
