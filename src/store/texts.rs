//! The JSON of versions of records: each record whole once, and of its other versions only what differs.

use std::borrow::Cow;

use serde_json::value::RawValue;

/// The text of one version.
#[derive(Debug)]
enum Text {
    /// The whole text.
    Whole(Box<RawValue>),
    /// So many bytes of the record's last version, another middle, and so many bytes of its end.
    Like { last: u32, start: u32, middle: Box<str>, end: u32 },
}

/// The texts of documents, of which the versions of one record follow each other and are much alike.
#[derive(Debug, Default)]
pub(super) struct Texts(Vec<Text>);

impl Texts {
    /// Adds all versions of one record. The last one is kept whole, since it is asked for most.
    pub(super) fn add_record(&mut self, mut versions: Vec<Box<RawValue>>) {
        let Some(whole) = versions.pop() else { return };
        let last = u32::try_from(self.0.len() + versions.len()).unwrap_or(u32::MAX);
        for version in versions {
            let (version, whole) = (version.get(), whole.get());
            let start = common_start(version, whole);
            let end = common_end(version.get(start..).unwrap_or_default(), whole.get(start..).unwrap_or_default());
            let middle = version.get(start..version.len() - end).unwrap_or_default().into();
            let short = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            self.0.push(Text::Like { last, start: short(start), middle, end: short(end) });
        }
        self.0.push(Text::Whole(whole));
    }

    /// The text of a document; null for one that is not there.
    pub(super) fn get(&self, doc: u32) -> Cow<'_, RawValue> {
        match self.0.get(place(doc)) {
            Some(Text::Whole(text)) => Cow::Borrowed(text),
            Some(Text::Like { last, start, middle, end }) => {
                let whole = match self.0.get(place(*last)) {
                    Some(Text::Whole(whole)) => whole.get(),
                    Some(Text::Like { .. }) | None => "",
                };
                let end = whole.len().saturating_sub(place(*end));
                let parts = [whole.get(..place(*start)), Some(middle.as_ref()), whole.get(end..)];
                let text: String = parts.into_iter().flatten().collect();
                RawValue::from_string(text).map_or(Cow::Borrowed(RawValue::NULL), Cow::Owned)
            }
            None => Cow::Borrowed(RawValue::NULL),
        }
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// How many bytes two texts have in common at the start, in whole characters.
fn common_start(a: &str, b: &str) -> usize {
    let mut length = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    while !a.is_char_boundary(length) {
        length -= 1;
    }
    length
}

/// How many bytes two texts have in common at the end, in whole characters.
fn common_end(a: &str, b: &str) -> usize {
    let mut length = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    while !a.is_char_boundary(a.len() - length) {
        length -= 1;
    }
    length
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
