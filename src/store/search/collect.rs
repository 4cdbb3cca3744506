//! What is collected of the documents that fit a query: only those that hold on the day.

use std::sync::Arc;

use roaring::RoaringBitmap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader, TantivyError, Term};

use super::{Entry, Fields, Hit, entry, weight};

/// A page of records, best first, and how many there are in all.
pub(super) struct Ranked {
    pub(super) entries: Arc<[Entry]>,
    pub(super) day: i32,
    pub(super) offset: usize,
    pub(super) limit: usize,
}

/// The documents of the only segment, with their scores.
pub(super) struct Scored {
    entries: Arc<[Entry]>,
    day: i32,
    found: Vec<(Score, DocId)>,
}

impl SegmentCollector for Scored {
    type Fruit = Vec<(Score, DocId)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if let Some(entry) = entry(&self.entries, doc).filter(|entry| entry.holds_on(self.day)) {
            self.found.push((score * weight(entry.kind), doc));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}

impl Collector for Ranked {
    type Fruit = (Vec<Hit>, usize);
    type Child = Scored;

    fn for_segment(&self, _segment: u32, _reader: &SegmentReader) -> Result<Scored, TantivyError> {
        Ok(Scored { entries: Arc::clone(&self.entries), day: self.day, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<(Score, DocId)>>) -> Result<Self::Fruit, TantivyError> {
        let mut found = fruits.concat();
        let total = found.len();
        let best_first = |a: &(Score, DocId), b: &(Score, DocId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let wanted = self.offset.saturating_add(self.limit);
        if wanted < total {
            found.select_nth_unstable_by(wanted, best_first);
            found.truncate(wanted);
        }
        found.sort_unstable_by(best_first);
        let hit = |(score, doc): (Score, DocId)| {
            entry(&self.entries, doc).map(|entry| Hit { kind: entry.kind, record: entry.record, score })
        };
        Ok((found.into_iter().skip(self.offset).filter_map(hit).collect(), total))
    }
}

/// The numbers of records of the one kind that is asked for.
pub(super) struct Records {
    pub(super) entries: Arc<[Entry]>,
    pub(super) day: i32,
}

/// The records of the only segment.
pub(super) struct RecordsOfSegment {
    entries: Arc<[Entry]>,
    day: i32,
    found: RoaringBitmap,
}

impl SegmentCollector for RecordsOfSegment {
    type Fruit = RoaringBitmap;

    fn collect(&mut self, doc: DocId, _score: Score) {
        if let Some(entry) = entry(&self.entries, doc).filter(|entry| entry.holds_on(self.day)) {
            self.found.insert(entry.record);
        }
    }

    fn harvest(self) -> RoaringBitmap {
        self.found
    }
}

impl Collector for Records {
    type Fruit = RoaringBitmap;
    type Child = RecordsOfSegment;

    fn for_segment(&self, _segment: u32, _reader: &SegmentReader) -> Result<RecordsOfSegment, TantivyError> {
        let entries = Arc::clone(&self.entries);
        Ok(RecordsOfSegment { entries, day: self.day, found: RoaringBitmap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<RoaringBitmap>) -> Result<RoaringBitmap, TantivyError> {
        Ok(fruits.into_iter().fold(RoaringBitmap::new(), |all, one| all | one))
    }
}

/// Statistics that are the same for all words: how rare a word is today must not order what was found for a past day.
pub(super) struct Constant(pub(super) Fields);

impl Bm25StatisticsProvider for Constant {
    fn total_num_tokens(&self, field: Field) -> Result<u64, TantivyError> {
        let usual_length = if field == self.0.text {
            40
        } else if field == self.0.name || field == self.0.alias {
            4
        } else {
            1
        };
        Ok(usual_length * self.total_num_docs()?)
    }

    fn total_num_docs(&self) -> Result<u64, TantivyError> {
        Ok(2_000)
    }

    fn doc_freq(&self, _term: &Term) -> Result<u64, TantivyError> {
        Ok(10)
    }
}
