//! Full-text search over all kinds of record: ranked, forgiving of typos, and telling which field matched.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use roaring::RoaringBitmap;
use tantivy::postings::SegmentPostings;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, TERMINATED, TantivyError, Term};

mod builder;
mod collect;

pub(super) use builder::SearchBuilder;
use collect::{Constant, Ranked, Records};

use super::words::{folded, tokens};
use crate::domain::{RecordKind, Vocabulary};

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

#[derive(Clone, Copy, Debug)]
struct Fields {
    kind: Field,
    name: Field,
    alias: Field,
    identifier: Field,
    text: Field,
    whole: Field,
}

/// What one document of the index stands for: a record in the words in which it was known for a while.
#[derive(Clone, Copy, Debug)]
struct Entry {
    kind: RecordKind,
    record: u32,
    from: i32,
    to: i32,
}

impl Entry {
    fn holds_on(&self, day: i32) -> bool {
        self.from <= day && day < self.to
    }
}

/// A record that was found.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Kind of the record.
    pub kind: RecordKind,
    /// Its number among the records of its kind, in the order of their ids.
    pub record: u32,
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
    entries: Arc<[Entry]>,
}

/// The words of the dictionary that a word of a query stands for, each with how near it is.
type Expansion = BTreeMap<String, Score>;

impl SearchIndex {
    /// The records that fit a query best on a day. All words must be there; where no record has all, records with some of them do.
    ///
    /// # Errors
    ///
    /// When the index cannot be read, which does not happen in memory.
    pub(super) fn search(
        &self,
        query: &str,
        kinds: &[RecordKind],
        day: i32,
        offset: usize,
        limit: usize,
    ) -> Result<Found, TantivyError> {
        let expansions = self.expand(query, day)?;
        let words = expansions.iter().flat_map(BTreeMap::keys).cloned().collect();
        let ranked = |occur| {
            let query = self.query(query, &expansions, occur, kinds);
            let collector = Ranked { entries: Arc::clone(&self.entries), day, offset, limit };
            self.searcher.search_with_statistics_provider(&query, &collector, &Constant(self.fields))
        };
        let (mut hits, mut total) = ranked(Occur::Must)?;
        if total == 0 && expansions.len() > 1 {
            (hits, total) = ranked(Occur::Should)?;
        }
        Ok(Found { hits, total, words })
    }

    /// The numbers of all records of one kind that have all words of a query on a day.
    ///
    /// # Errors
    ///
    /// When the index cannot be read, which does not happen in memory.
    pub(super) fn records(&self, query: &str, kind: RecordKind, day: i32) -> Result<RoaringBitmap, TantivyError> {
        let query = self.query(query, &self.expand(query, day)?, Occur::Must, &[kind]);
        self.searcher.search(&query, &Records { entries: Arc::clone(&self.entries), day })
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

    /// Typos are forgiven only in words that no record has on the day.
    fn expand(&self, query: &str, day: i32) -> Result<Vec<Expansion>, TantivyError> {
        let mut seen = BTreeSet::new();
        let words = tokens(query).into_iter().map(|token| token.text).filter(|word| seen.insert(word.clone()));
        let mut expansions = Vec::new();
        for word in words.take(12) {
            let mut found = Expansion::new();
            let letters = word.chars().count();
            self.near(&word, 0, false, EXACT, day, &mut found)?;
            let known = !found.is_empty();
            if letters >= 4 {
                self.near(&word, 0, true, PREFIX, day, &mut found)?;
            }
            if !known && letters >= 4 {
                self.near(&word, 1, false, ONE_TYPO, day, &mut found)?;
            }
            if found.is_empty() && letters >= 7 {
                self.near(&word, 2, false, TWO_TYPOS, day, &mut found)?;
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
        day: i32,
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
                let mut postings = index.read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
                if !self.any_holds(&mut postings, day) {
                    continue;
                }
                if let Ok(text) = std::str::from_utf8(stream.key()) {
                    to.entry(text.to_owned()).or_insert(nearness);
                }
            }
        }
        Ok(())
    }

    /// Whether one of the documents holds on a day: a word that only others have is not known then.
    fn any_holds(&self, postings: &mut SegmentPostings, day: i32) -> bool {
        while postings.doc() != TERMINATED {
            if entry(&self.entries, postings.doc()).is_some_and(|entry| entry.holds_on(day)) {
                return true;
            }
            postings.advance();
        }
        false
    }
}

fn entry(entries: &[Entry], doc: DocId) -> Option<&Entry> {
    entries.get(usize::try_from(doc).ok()?)
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::Indexing;

    /// The day from which on the records are known, and the one on which more becomes known of one of them.
    const FIRST: i32 = 10;
    const LATER: i32 = 20;

    fn index() -> SearchIndex {
        let mut builder = SearchBuilder::new().unwrap();
        let records = [("change-6", "Chang’e-6", "Samples of the far side."), ("hera", "Hera", "An asteroid.")];
        for (number, (id, name, text)) in (0..).zip(records) {
            let mut found = Indexing::default();
            found.text("summary", text);
            found.identifier("cospar", Some("2024-083A").filter(|_| id == "change-6"));
            builder.add(RecordKind::Mission, number, FIRST, id, name, &found).unwrap();
        }
        let mut found = Indexing::default();
        found.aliases(&["Moonshot".to_owned()]);
        builder.add(RecordKind::Program, 0, FIRST, "artemis", "Artemis", &found).unwrap();
        found.text("outcome", "It flew around Selene.");
        builder.add(RecordKind::Program, 0, LATER, "artemis", "Artemis", &found).unwrap();
        builder.finish().unwrap()
    }

    #[test]
    fn records_are_numbered_anew_with_each_kind() {
        let index = index();
        let docs = |query, kind| index.records(query, kind, LATER).unwrap().iter().collect::<Vec<u32>>();
        assert_eq!(docs("hera", RecordKind::Mission), [1]);
        assert_eq!(docs("2024-083a", RecordKind::Mission), [0]);
        assert_eq!(docs("moonshot", RecordKind::Program), [0]);
        assert!(docs("moonshot", RecordKind::Mission).is_empty());
        assert!(docs("moonshot", RecordKind::Source).is_empty());
    }

    #[test]
    fn a_day_knows_the_words_of_the_day() {
        let index = index();
        let found = |query, day| index.search(query, &[], day, 0, 9).unwrap();
        assert_eq!(found("artemis", FIRST - 1).total, 0);
        assert_eq!(found("artemis", FIRST).total, 1);
        assert_eq!(found("artemis", LATER).total, 1, "the versions of a record are one record");
        assert_eq!(found("selene", LATER).total, 1);
        assert_eq!(found("selene", FIRST).total, 0);
        assert_eq!(
            found("sel", FIRST).words,
            BTreeSet::from(["sel".to_owned()]),
            "no word of a later day completes it"
        );
    }

    #[test]
    fn no_query_breaks_the_search() {
        let index = index();
        let queries = prop_oneof![any::<String>(), "[a-z'’ *+~^:()-]{0,40}", "([A-Za-zé0-9]{1,9} ){0,20}"];
        proptest!(ProptestConfig::with_cases(200), |(query in queries)| {
            let found = index.search(&query, &[], LATER, 0, 2).unwrap();
            prop_assert!(found.hits.len() <= found.total.min(2));
            prop_assert!(found.hits.iter().all(|hit| hit.score.is_finite()));
            prop_assert!(index.records(&query, RecordKind::Mission, LATER).unwrap().iter().all(|doc| doc < 2));
        });
    }
}
