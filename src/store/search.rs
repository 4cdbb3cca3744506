//! Full-text search over all kinds of record: ranked, forgiving of typos, and telling which field matched.

use std::collections::{BTreeMap, BTreeSet};

use roaring::RoaringBitmap;
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::PreTokenizedString;
use tantivy::{
    DocId, Index, Score, Searcher, SegmentReader, SingleSegmentIndexWriter, TantivyDocument, TantivyError, Term,
};

use super::Indexing;
use super::words::{folded, tokens};
use crate::domain::{RecordKind, Vocabulary};

/// Memory for building the index; it is a limit, not a reservation.
const BUILD_MEMORY_BYTES: usize = 200_000_000;
/// Greatest number of dictionary words that one word of a query stands for.
const MAX_EXPANSIONS: usize = 40;

/// How much a match counts, by where it is.
const NAME: Score = 6.0;
const ALIAS: Score = 5.0;
const IDENTIFIER: Score = 8.0;
const TEXT: Score = 1.0;

/// How much it counts that the query is the whole name, an alias or the id.
const WHOLE: Score = 60.0;

/// How much a match counts, by how near the word is.
const EXACT: Score = 1.0;
const PREFIX: Score = 0.5;
const ONE_TYPO: Score = 0.4;
const TWO_TYPOS: Score = 0.2;

/// How much a hit counts, by the kind of its record.
fn weight(kind: RecordKind) -> Score {
    match kind {
        RecordKind::Mission | RecordKind::Program | RecordKind::Player => 1.5,
        RecordKind::Vehicle | RecordKind::Trend | RecordKind::Milestone | RecordKind::Timeline => 1.2,
        RecordKind::Indicator | RecordKind::Claim => 1.0,
        RecordKind::Event => 0.8,
        RecordKind::Source => 0.4,
    }
}

/// Collects the documents of the index before it is built, kind by kind.
pub(super) struct SearchBuilder {
    writer: SingleSegmentIndexWriter,
    fields: Fields,
    spans: Vec<Span>,
    count: DocId,
}

#[derive(Clone, Copy, Debug)]
struct Fields {
    kind: Field,
    name: Field,
    alias: Field,
    identifier: Field,
    text: Field,
    whole: Field,
}

/// The documents of one kind: the first one's number, and the number after the last.
#[derive(Clone, Copy, Debug)]
struct Span {
    kind: RecordKind,
    first: DocId,
    end: DocId,
}

impl SearchBuilder {
    pub(super) fn new() -> Result<Self, TantivyError> {
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
        Ok(Self { writer, fields, spans: Vec::new(), count: 0 })
    }

    /// Adds the next record. Records of one kind follow each other in the order of their document numbers.
    pub(super) fn add(&mut self, kind: RecordKind, id: &str, name: &str, found: &Indexing) -> Result<(), TantivyError> {
        let mut document = TantivyDocument::default();
        document.add_text(self.fields.kind, kind.word());
        document.add_pre_tokenized_text(self.fields.name, words_of([name]));
        document
            .add_pre_tokenized_text(self.fields.alias, words_of(found.aliases.iter().map(String::as_str).chain([id])));
        let identifiers = found.identifiers.iter().map(|(_, value)| value.as_str());
        document.add_pre_tokenized_text(self.fields.identifier, words_of(identifiers));
        document.add_pre_tokenized_text(self.fields.text, words_of(found.texts.iter().map(|(_, text)| text.as_str())));
        for whole in found.aliases.iter().map(String::as_str).chain([id, name]).map(folded).collect::<BTreeSet<_>>() {
            document.add_text(self.fields.whole, whole);
        }
        self.writer.add_document(document)?;
        match self.spans.last_mut() {
            Some(span) if span.kind == kind => span.end += 1,
            _ => self.spans.push(Span { kind, first: self.count, end: self.count + 1 }),
        }
        self.count += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<SearchIndex, TantivyError> {
        let searcher = self.writer.finalize()?.reader()?.searcher();
        Ok(SearchIndex { searcher, fields: self.fields, spans: self.spans })
    }
}

fn words_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> PreTokenizedString {
    let mut found: Vec<_> = texts.into_iter().flat_map(tokens).collect();
    for (position, token) in found.iter_mut().enumerate() {
        token.position = position;
    }
    PreTokenizedString { text: String::new(), tokens: found }
}

/// A record that was found.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Kind of the record.
    pub kind: RecordKind,
    /// Its document number in the collection of its kind.
    pub doc: u32,
    /// How well it fits; only good for comparing hits of one search.
    pub score: f32,
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// A page of the records, best first.
    pub hits: Vec<Hit>,
    /// How many records were found in all.
    pub total: usize,
    /// The words that the query stands for, to be highlighted.
    pub words: BTreeSet<String>,
}

/// The full-text index.
pub(super) struct SearchIndex {
    searcher: Searcher,
    fields: Fields,
    spans: Vec<Span>,
}

/// The words of the dictionary that a word of a query stands for, each with how near it is.
type Expansion = BTreeMap<String, Score>;

impl SearchIndex {
    /// The records that fit a query best. All words must be there; where no record has all, records with some of them do.
    ///
    /// # Errors
    ///
    /// When the index cannot be read, which does not happen in memory.
    pub(super) fn search(
        &self,
        query: &str,
        kinds: &[RecordKind],
        offset: usize,
        limit: usize,
    ) -> Result<Found, TantivyError> {
        let expansions = self.expand(query)?;
        let words = expansions.iter().flat_map(BTreeMap::keys).cloned().collect();
        let all = self.ranked(&self.query(query, &expansions, Occur::Must, kinds), offset, limit)?;
        if all.1 > 0 || expansions.len() < 2 {
            return Ok(Found { hits: all.0, total: all.1, words });
        }
        let some = self.ranked(&self.query(query, &expansions, Occur::Should, kinds), offset, limit)?;
        Ok(Found { hits: some.0, total: some.1, words })
    }

    /// All documents of one kind that have all words of a query.
    ///
    /// # Errors
    ///
    /// When the index cannot be read, which does not happen in memory.
    pub(super) fn documents(&self, query: &str, kind: RecordKind) -> Result<RoaringBitmap, TantivyError> {
        let Some(span) = self.spans.iter().find(|span| span.kind == kind).copied() else {
            return Ok(RoaringBitmap::new());
        };
        let query = self.query(query, &self.expand(query)?, Occur::Must, &[kind]);
        self.searcher.search(&query, &Documents(span))
    }

    fn ranked(&self, query: &BooleanQuery, offset: usize, limit: usize) -> Result<(Vec<Hit>, usize), TantivyError> {
        let spans = self.spans.clone();
        let weighed = move |_: &SegmentReader| {
            let spans = spans.clone();
            move |doc: DocId, score: Score| score * span_of(&spans, doc).map_or(1.0, |span| weight(span.kind))
        };
        let top = TopDocs::with_limit(limit.max(1)).and_offset(offset).tweak_score(weighed);
        let (top, total) = self.searcher.search(query, &(top, Count))?;
        let hits = top.into_iter().filter_map(|(score, address)| {
            let span = span_of(&self.spans, address.doc_id)?;
            Some(Hit { kind: span.kind, doc: address.doc_id - span.first, score })
        });
        Ok((hits.take(limit).collect(), total))
    }

    fn query(&self, whole: &str, expansions: &[Expansion], occur: Occur, kinds: &[RecordKind]) -> BooleanQuery {
        let weights = [
            (self.fields.name, NAME),
            (self.fields.alias, ALIAS),
            (self.fields.identifier, IDENTIFIER),
            (self.fields.text, TEXT),
        ];
        let word = |field: Field, text: &str, weight: Score| -> Box<dyn Query> {
            let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
            Box::new(BoostQuery::new(Box::new(term), weight))
        };
        let any_of = |expansion: &Expansion| -> Box<dyn Query> {
            let alternatives = expansion.iter().flat_map(|(text, nearness)| {
                weights.iter().map(move |(field, weight)| word(*field, text, weight * nearness))
            });
            Box::new(BooleanQuery::union(alternatives.collect()))
        };
        let words: Vec<(Occur, Box<dyn Query>)> = expansions.iter().map(|one| (occur, any_of(one))).collect();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(BooleanQuery::new(words)))];
        if !kinds.is_empty() {
            let kinds = kinds.iter().map(|kind| word(self.fields.kind, kind.word(), 0.0)).collect();
            clauses.push((Occur::Must, Box::new(BooleanQuery::union(kinds))));
        }
        let whole = Term::from_field_text(self.fields.whole, &folded(whole));
        let whole = TermQuery::new(whole, IndexRecordOption::Basic);
        clauses.push((Occur::Should, Box::new(ConstScoreQuery::new(Box::new(whole), WHOLE))));
        BooleanQuery::new(clauses)
    }

    /// Typos are forgiven only in words that no record has.
    fn expand(&self, query: &str) -> Result<Vec<Expansion>, TantivyError> {
        let mut seen = BTreeSet::new();
        let words = tokens(query).into_iter().map(|token| token.text).filter(|word| seen.insert(word.clone()));
        let mut expansions = Vec::new();
        for word in words.take(12) {
            let mut found = Expansion::new();
            let letters = word.chars().count();
            self.near(&word, 0, false, EXACT, &mut found)?;
            let known = !found.is_empty();
            if letters >= 4 {
                self.near(&word, 0, true, PREFIX, &mut found)?;
            }
            if !known && letters >= 4 {
                self.near(&word, 1, false, ONE_TYPO, &mut found)?;
            }
            if found.is_empty() && letters >= 7 {
                self.near(&word, 2, false, TWO_TYPOS, &mut found)?;
            }
            if found.is_empty() {
                found.insert(word, EXACT);
            }
            expansions.push(found);
        }
        Ok(expansions)
    }

    fn near(
        &self,
        word: &str,
        typos: u8,
        prefix: bool,
        nearness: Score,
        to: &mut Expansion,
    ) -> Result<(), TantivyError> {
        let fields = [self.fields.name, self.fields.alias, self.fields.identifier, self.fields.text];
        for (segment, field) in self.searcher.segment_readers().iter().flat_map(|it| fields.map(|field| (it, field))) {
            let term = Term::from_field_text(field, word);
            let fuzzy = if prefix {
                FuzzyTermQuery::new_prefix(term, typos, true)
            } else {
                FuzzyTermQuery::new(term, typos, true)
            };
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(fuzzy.automaton()?).into_stream()?;
            while to.len() < MAX_EXPANSIONS && stream.advance() {
                if let Ok(text) = std::str::from_utf8(stream.key()) {
                    to.entry(text.to_owned()).or_insert(nearness);
                }
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex").field("spans", &self.spans).finish_non_exhaustive()
    }
}

fn span_of(spans: &[Span], doc: DocId) -> Option<Span> {
    spans.iter().find(|span| (span.first..span.end).contains(&doc)).copied()
}

/// Collects the documents of one kind as a bitmap of their numbers within the kind.
struct Documents(Span);

impl Collector for Documents {
    type Fruit = RoaringBitmap;
    type Child = DocumentsOfSegment;

    fn for_segment(&self, _segment: u32, _reader: &SegmentReader) -> Result<DocumentsOfSegment, TantivyError> {
        Ok(DocumentsOfSegment { span: self.0, found: RoaringBitmap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<RoaringBitmap>) -> Result<RoaringBitmap, TantivyError> {
        Ok(fruits.into_iter().fold(RoaringBitmap::new(), |all, one| all | one))
    }
}

struct DocumentsOfSegment {
    span: Span,
    found: RoaringBitmap,
}

impl SegmentCollector for DocumentsOfSegment {
    type Fruit = RoaringBitmap;

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.found.insert(doc - self.span.first);
    }

    fn harvest(self) -> RoaringBitmap {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn index() -> SearchIndex {
        let mut builder = SearchBuilder::new().unwrap();
        for (id, name, text) in
            [("change-6", "Chang’e-6", "Samples of the far side."), ("hera", "Hera", "An asteroid.")]
        {
            let mut found = Indexing::default();
            found.text("summary", text);
            found.identifier("cospar", Some("2024-083A").filter(|_| id == "change-6"));
            builder.add(RecordKind::Mission, id, name, &found).unwrap();
        }
        let mut found = Indexing::default();
        found.aliases(&["Moonshot".to_owned()]);
        builder.add(RecordKind::Program, "artemis", "Artemis", &found).unwrap();
        builder.finish().unwrap()
    }

    #[test]
    fn documents_are_numbered_anew_with_each_kind() {
        let index = index();
        let docs = |query, kind| index.documents(query, kind).unwrap().iter().collect::<Vec<u32>>();
        assert_eq!(docs("hera", RecordKind::Mission), [1]);
        assert_eq!(docs("2024-083a", RecordKind::Mission), [0]);
        assert_eq!(docs("moonshot", RecordKind::Program), [0]);
        assert!(docs("moonshot", RecordKind::Mission).is_empty());
        assert!(docs("moonshot", RecordKind::Source).is_empty());
    }

    #[test]
    fn no_query_breaks_the_search() {
        let index = index();
        let queries = prop_oneof![any::<String>(), "[a-z'’ *+~^:()-]{0,40}", "([A-Za-zé0-9]{1,9} ){0,20}"];
        proptest!(ProptestConfig::with_cases(200), |(query in queries)| {
            let found = index.search(&query, &[], 0, 2).unwrap();
            prop_assert!(found.hits.len() <= found.total.min(2));
            prop_assert!(found.hits.iter().all(|hit| hit.score.is_finite()));
            prop_assert!(index.documents(&query, RecordKind::Mission).unwrap().iter().all(|doc| doc < 2));
        });
    }
}
