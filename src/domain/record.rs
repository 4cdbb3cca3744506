//! What all kinds of record have in common.

use super::{Day, Id, RecordKind, Slug, Source};

/// A record of the data set.
pub trait Record: Sized {
    /// Which kind it is.
    const KIND: RecordKind;
    /// Name of its id type in schemas.
    const ID_NAME: &'static str;

    /// Its id.
    fn id(&self) -> &Id<Self>;
    /// Ids that it had before.
    fn former_ids(&self) -> &[Id<Self>];
    /// Its usual English name.
    fn name(&self) -> &str;
    /// Where its facts were read.
    fn sources(&self) -> &[Id<Source>];
    /// Day on which somebody last checked it.
    fn verified_on(&self) -> Day;
    /// Names every other record that it refers to, besides its sources.
    fn references<'a>(&'a self, to: &mut References<'a>);
}

/// One reference from a record to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// JSON path of the reference, from the record.
    pub path: String,
    /// Kind of the record it points to.
    pub kind: RecordKind,
    /// Id of the record it points to.
    pub id: &'a Slug,
}

/// Collects the references of a record together with their JSON paths.
#[derive(Debug)]
pub struct References<'a> {
    prefix: String,
    /// Whether anybody wants to know the paths, which cost much more than the ids.
    with_paths: bool,
    found: Vec<Reference<'a>>,
}

impl<'a> References<'a> {
    /// All references of a record, its sources included.
    pub fn of<R: Record>(record: &'a R) -> Vec<Reference<'a>> {
        Self::collect(record, true)
    }

    /// All records that a record refers to, its sources included, as often as it does.
    pub fn named_by<R: Record>(record: &'a R) -> impl Iterator<Item = (RecordKind, &'a Slug)> {
        Self::collect(record, false).into_iter().map(|reference| (reference.kind, reference.id))
    }

    fn collect<R: Record>(record: &'a R, with_paths: bool) -> Vec<Reference<'a>> {
        let mut to = Self { prefix: String::new(), with_paths, found: Vec::new() };
        record.references(&mut to);
        to.each("sources", record.sources());
        to.found
    }

    /// A reference that is always there.
    pub fn one<R: Record>(&mut self, field: &str, id: &'a Id<R>) {
        self.slug(field, R::KIND, id.slug());
    }

    /// A reference that may be missing.
    pub fn maybe<R: Record>(&mut self, field: &str, id: Option<&'a Id<R>>) {
        if let Some(id) = id {
            self.one(field, id);
        }
    }

    /// A list of references.
    pub fn each<R: Record>(&mut self, field: &str, ids: &'a [Id<R>]) {
        for (index, id) in ids.iter().enumerate() {
            let path = if self.with_paths { format!("{field}[{index}]") } else { String::new() };
            self.one(&path, id);
        }
    }

    /// A list of parts that hold references.
    pub fn list<T>(&mut self, field: &str, parts: &'a [T], mut visit: impl FnMut(&'a T, &mut Self)) {
        if !self.with_paths {
            return parts.iter().for_each(|part| visit(part, self));
        }
        for (index, part) in parts.iter().enumerate() {
            let outer = self.prefix.clone();
            self.prefix = format!("{outer}{field}[{index}].");
            visit(part, self);
            self.prefix = outer;
        }
    }

    /// A reference whose kind stands in the record.
    pub fn slug(&mut self, field: &str, kind: RecordKind, id: &'a Slug) {
        let path = if self.with_paths { format!("{}{field}", self.prefix) } else { String::new() };
        self.found.push(Reference { path, kind, id });
    }
}
