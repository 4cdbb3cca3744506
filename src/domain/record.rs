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
    fn references(&self, to: &mut References);
}

/// One reference from a record to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// JSON path of the reference, from the record.
    pub path: String,
    /// Kind of the record it points to.
    pub kind: RecordKind,
    /// Id of the record it points to.
    pub id: Slug,
}

/// Collects the references of a record together with their JSON paths.
#[derive(Debug, Default)]
pub struct References {
    prefix: String,
    found: Vec<Reference>,
}

impl References {
    /// All references of a record, its sources included.
    pub fn of<R: Record>(record: &R) -> Vec<Reference> {
        let mut to = Self::default();
        record.references(&mut to);
        to.each("sources", record.sources());
        to.found
    }

    /// A reference that is always there.
    pub fn one<R: Record>(&mut self, field: &str, id: &Id<R>) {
        self.slug(field, R::KIND, id.slug());
    }

    /// A reference that may be missing.
    pub fn maybe<R: Record>(&mut self, field: &str, id: Option<&Id<R>>) {
        if let Some(id) = id {
            self.one(field, id);
        }
    }

    /// A list of references.
    pub fn each<R: Record>(&mut self, field: &str, ids: &[Id<R>]) {
        for (index, id) in ids.iter().enumerate() {
            self.one(&format!("{field}[{index}]"), id);
        }
    }

    /// A list of parts that hold references.
    pub fn list<T>(&mut self, field: &str, parts: &[T], mut visit: impl FnMut(&T, &mut Self)) {
        for (index, part) in parts.iter().enumerate() {
            let outer = self.prefix.clone();
            self.prefix = format!("{outer}{field}[{index}].");
            visit(part, self);
            self.prefix = outer;
        }
    }

    /// A reference whose kind stands in the record.
    pub fn slug(&mut self, field: &str, kind: RecordKind, id: &Slug) {
        self.found.push(Reference { path: format!("{}{field}", self.prefix), kind, id: id.clone() });
    }
}
