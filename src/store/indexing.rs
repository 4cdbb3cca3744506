//! What a record says of itself when it is indexed.

use super::view::DateView;

/// What a record is ordered by under one name. Records without a value come last in both directions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A number.
    Number(i64),
    /// A date: start of the written period, then the latest possible moment.
    Date(i64, i64),
    /// A text, without regard to case and accents.
    Text(String),
    /// No value.
    Missing,
}

impl Key {
    /// The key of a date that may be missing.
    pub(super) fn date(date: Option<&DateView>) -> Self {
        date.map_or(Self::Missing, |date| {
            let (start, latest) = date.0.sort_key();
            Self::Date(start, latest)
        })
    }
}

impl Key {
    /// The key of a date that may be missing, by its latest possible moment; open ends come last.
    pub(super) fn end_of_date(date: Option<&DateView>) -> Self {
        date.map_or(Self::Missing, |date| {
            let (start, latest) = date.0.sort_key();
            Self::Date(latest, start)
        })
    }
}

/// An interval in seconds, with open ends at the ends of the number range.
pub(super) type Interval = (i64, i64);

/// Collects what one record can be found and ordered by.
#[derive(Debug, Default)]
pub(super) struct Indexing {
    pub(super) facets: Vec<(&'static str, String)>,
    pub(super) dates: Vec<(&'static str, Interval)>,
    pub(super) orders: Vec<(&'static str, Key)>,
    pub(super) aliases: Vec<String>,
    pub(super) identifiers: Vec<(&'static str, String)>,
    pub(super) texts: Vec<(&'static str, String)>,
}

impl Indexing {
    /// The record has these values of a facet.
    pub(super) fn facet<S: AsRef<str>>(&mut self, name: &'static str, values: impl IntoIterator<Item = S>) {
        self.facets.extend(values.into_iter().map(|value| (name, value.as_ref().to_owned())));
    }

    /// The record can be filtered by this date.
    pub(super) fn date(&mut self, name: &'static str, date: Option<&DateView>) {
        if let Some(DateView(date)) = date {
            let interval = (date.earliest().unwrap_or(i64::MIN), date.latest().unwrap_or(i64::MAX));
            self.dates.push((name, interval));
        }
    }

    /// The record can be ordered by this key.
    pub(super) fn order(&mut self, name: &'static str, key: Key) {
        self.orders.push((name, key));
    }

    /// Other names of the record.
    pub(super) fn aliases(&mut self, aliases: &[String]) {
        self.aliases.extend_from_slice(aliases);
    }

    /// What another catalogue calls the record.
    pub(super) fn identifier(&mut self, scheme: &'static str, value: Option<&str>) {
        self.identifiers.extend(value.map(|value| (scheme, value.to_owned())));
    }

    /// A field whose words the record is found by.
    pub(super) fn text(&mut self, field: &'static str, text: &str) {
        if !text.is_empty() {
            self.texts.push((field, text.to_owned()));
        }
    }
}
