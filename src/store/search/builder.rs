//! Builds the index: one document for each stretch of time in which a record has the same words.

use std::collections::BTreeSet;

use tantivy::directory::RamDirectory;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::PreTokenizedString;
use tantivy::{Index, SingleSegmentIndexWriter, TantivyDocument, TantivyError};

use super::{Entry, Fields, SearchIndex};
use crate::domain::{RecordKind, Vocabulary};
use crate::store::Indexing;
use crate::store::words::{folded, tokens};

/// Memory for building the index; it is a limit, not a reservation.
const BUILD_MEMORY_BYTES: usize = 200_000_000;

/// Collects the documents of the index before it is built, kind by kind.
pub(in crate::store) struct SearchBuilder {
    writer: SingleSegmentIndexWriter,
    fields: Fields,
    entries: Vec<Entry>,
    last: Option<Words>,
}

/// The words of a record, apart from its name and its id.
#[derive(Debug)]
struct Words {
    aliases: Vec<String>,
    identifiers: Vec<(&'static str, String)>,
    texts: Vec<(&'static str, String)>,
}

impl Words {
    fn are_of(&self, found: &Indexing) -> bool {
        self.aliases == found.aliases && self.identifiers == found.identifiers && self.texts == found.texts
    }
}

impl SearchBuilder {
    pub(in crate::store) fn new() -> Result<Self, TantivyError> {
        let mut schema = Schema::builder();
        let words =
            TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs).set_tokenizer("default");
        let words = TextOptions::default().set_indexing_options(words);
        let fields = Fields {
            kind: schema.add_text_field("kind", tantivy::schema::STRING),
            name: schema.add_text_field("name", words.clone()),
            alias: schema.add_text_field("alias", words.clone()),
            identifier: schema.add_text_field("identifier", words.clone()),
            text: schema.add_text_field("text", words),
            whole: schema.add_text_field("whole", tantivy::schema::STRING),
        };
        let index = Index::builder().schema(schema.build());
        let writer = index.single_segment_index_writer(RamDirectory::create(), BUILD_MEMORY_BYTES)?;
        Ok(Self { writer, fields, entries: Vec::new(), last: None })
    }

    /// Adds the next version of a record, as it is known from a day on. Nothing is added where its words are those of the version before, and
    /// the answer is `false`.
    pub(in crate::store) fn add(
        &mut self,
        kind: RecordKind,
        record: u32,
        from: i32,
        id: &str,
        name: &str,
        found: &Indexing,
    ) -> Result<bool, TantivyError> {
        if let Some(before) = self.entries.last_mut().filter(|before| before.kind == kind && before.record == record) {
            if self.last.as_ref().is_some_and(|last| last.are_of(found)) {
                return Ok(false);
            }
            before.to = from;
        }
        let words = Words {
            aliases: found.aliases.clone(),
            identifiers: found.identifiers.clone(),
            texts: found.texts.clone(),
        };
        let mut document = TantivyDocument::default();
        document.add_text(self.fields.kind, kind.word());
        document.add_pre_tokenized_text(self.fields.name, words_of([name]));
        document
            .add_pre_tokenized_text(self.fields.alias, words_of(words.aliases.iter().map(String::as_str).chain([id])));
        let identifiers = words.identifiers.iter().map(|(_, value)| value.as_str());
        document.add_pre_tokenized_text(self.fields.identifier, words_of(identifiers));
        document.add_pre_tokenized_text(self.fields.text, words_of(words.texts.iter().map(|(_, text)| text.as_str())));
        for whole in words.aliases.iter().map(String::as_str).chain([id, name]).map(folded).collect::<BTreeSet<_>>() {
            document.add_text(self.fields.whole, whole);
        }
        self.writer.add_document(document)?;
        self.entries.push(Entry { kind, record, from, to: i32::MAX });
        self.last = Some(words);
        Ok(true)
    }

    pub(in crate::store) fn finish(self) -> Result<SearchIndex, TantivyError> {
        let searcher = self.writer.finalize()?.reader()?.searcher();
        Ok(SearchIndex { searcher, fields: self.fields, entries: self.entries.into() })
    }
}

fn words_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> PreTokenizedString {
    let mut found: Vec<_> = texts.into_iter().flat_map(tokens).collect();
    for (position, token) in found.iter_mut().enumerate() {
        token.position = position;
    }
    PreTokenizedString { text: String::new(), tokens: found }
}
