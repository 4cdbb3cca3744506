use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, Served};
use crate::domain::{Day, RecordKind, Source, SourceRank, Vocabulary};
use crate::store::{Indexing, Key};

/// A source: where facts were read.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub struct SourceView {
    /// Stable id.
    #[schema(example = "gcat", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Title of the page or data set.
    #[schema(example = "General Catalog of Artificial Space Objects (GCAT)")]
    pub title: String,
    /// Who published it.
    #[schema(example = "Jonathan McDowell")]
    pub publisher: String,
    /// Its public address.
    #[schema(example = "https://planet4589.org/space/gcat")]
    pub url: String,
    /// When it was published; null where not known.
    pub published: Option<DateView>,
    /// Day on which it was read.
    pub accessed: Day,
    /// Licence of its content; null where none is stated.
    #[schema(example = "CC BY 4.0")]
    pub licence: Option<String>,
    /// How close it stands to the facts.
    pub rank: SourceRank,
    /// How many records cite it.
    pub cited_by: Option<u32>,
    /// What it is and what it was used for.
    pub summary: String,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl SourceView {
    pub(in crate::store) fn new(source: &Source, cited_by: Option<u32>) -> Self {
        Self {
            id: source.id.to_string(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            url: source.url.clone(),
            published: DateView::of(source.published.as_ref()),
            accessed: source.accessed,
            licence: source.licence.clone(),
            rank: source.rank,
            cited_by,
            summary: source.summary.clone(),
            verified_on: source.verified_on,
        }
    }
}

impl Served for SourceView {
    const KIND: RecordKind = RecordKind::Source;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.title
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("rank", [self.rank.word()]);
        to.facet("publisher", [self.publisher.as_str()]);
        to.order("cited_by", self.cited_by.map_or(Key::Missing, |count| Key::Number(count.into())));
        to.order("published", Key::date(self.published.as_ref()));
        to.text("publisher", &self.publisher);
        to.text("summary", &self.summary);
    }
}
