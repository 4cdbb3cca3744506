//! Events as a news feed (RFC 4287), paged by links (RFC 5005).
//!
//! Ids are made of the names of things, so they need no host and are the same on every server: UUIDs of version 8 (RFC 9562), whose bits are a
//! SHA-256 hash. Links are relative, as all addresses of this API are.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use sha2::{Digest, Sha256};

use super::problem::ApiError;
use super::respond::Media;
use super::served::{self, Event, capital, instant, printable};
use super::v1::ROOT;
use crate::domain::{Day, Precision, RecordKind, Vocabulary};
use crate::store::Snapshot;

/// Who speaks where no source does.
const AUTHOR: &str = "Space Race API";

/// What a feed says of itself.
#[derive(Debug)]
pub struct About {
    /// Path, filters and order: what makes it this feed, on whatever page.
    pub question: String,
    /// Title.
    pub title: String,
    /// Addresses by relation.
    pub links: [(&'static str, Option<String>); 4],
}

/// Some events as a feed.
///
/// # Errors
///
/// When a record cannot be read, which does not happen with served records.
pub fn feed(snapshot: &Snapshot, docs: &[u32], about: About) -> Result<Vec<u8>, ApiError> {
    let entries = docs.iter().map(|doc| entry(snapshot, *doc)).collect::<Result<Vec<_>, _>>()?;
    // an empty feed was changed last when all was checked last
    let empty = || snapshot.as_of().or_else(|| snapshot.freshness().get(&RecordKind::Event)?.newest);
    let updated = match entries.iter().map(|entry| entry.updated).max() {
        Some(updated) => updated,
        None => midnight(empty().unwrap_or_else(|| Day::from_number(0)))?,
    };
    let links = about.links.into_iter().filter_map(|(relation, address)| {
        let media = if relation == "alternate" { Media::Json } else { Media::Feed };
        Some(link(relation, address?, Some(media)))
    });
    let feed = Feed {
        title: text(&about.title),
        id: urn(&format!("feed {}", about.question)),
        updated,
        authors: vec![person(AUTHOR)],
        generator: Some(Generator { value: AUTHOR.to_owned(), ..Generator::default() }),
        links: links.collect(),
        rights: Some(text("CC BY 4.0")),
        entries,
        lang: Some("en".to_owned()),
        ..Feed::default()
    };
    feed.write_to(Vec::new()).map_err(|error| ApiError::Internal(Box::new(error)))
}

fn entry(snapshot: &Snapshot, doc: u32) -> Result<Entry, ApiError> {
    let event: Event = served::read(snapshot, RecordKind::Event, doc)?;
    let sources = served::sources(snapshot, &event.sources)?;
    let date = &event.date.value;
    // an instant is a fact; of anything coarser only the day on which it was known for certain is said, and the words in the summary
    let is_instant = matches!(date.precision(), Precision::Second | Precision::Minute);
    let is_known = is_instant && !date.is_approximate() && date.bound().is_none();
    let known = is_known.then(|| parsed(&instant(date.start()))).transpose()?;
    let updated = match known {
        Some(known) => known,
        None => midnight(event.known_from())?,
    };
    // without a type, since readers that know of one they cannot show give no link at all
    let alternate = link("alternate", format!("{ROOT}/events/{}", event.id), None);
    let via = sources.iter().map(|source| Link {
        title: Some(printable(&source.title).into_owned()),
        ..link("via", source.url.clone(), None)
    });
    let terms = std::iter::once(event.kind.word().to_owned()).chain(event.destination.clone());
    Ok(Entry {
        title: text(&event.name),
        id: urn(&format!("event {}", event.id)),
        updated,
        published: known,
        authors: vec![person(sources.first().map_or(AUTHOR, |source| &source.publisher))],
        categories: terms.map(|term| Category { term, ..Category::default() }).collect(),
        links: std::iter::once(alternate).chain(via).collect(),
        summary: Some(text(&format!("{}. {}", capital(&date.display()), event.summary))),
        ..Entry::default()
    })
}

fn text(value: &str) -> Text {
    Text::plain(printable(value).into_owned())
}

fn person(name: &str) -> Person {
    Person { name: printable(name).into_owned(), ..Person::default() }
}

fn link(relation: &str, href: String, media: Option<Media>) -> Link {
    let mime_type = media.map(|media| media.essence().to_owned());
    Link { href, rel: relation.to_owned(), mime_type, ..Link::default() }
}

/// The UUID of a name, as an IRI.
fn urn(name: &str) -> String {
    let mut bytes = [0_u8; 16];
    let hash = Sha256::new().chain_update("space-race-api ").chain_update(name).finalize();
    bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    let number = u128::from_be_bytes(bytes);
    // version and variant have bits of their own
    let number = number & !(0xF << 76) & !(0b11 << 62) | (0x8 << 76) | (0b10 << 62);
    let digits = format!("{number:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn midnight(day: Day) -> Result<FixedDateTime, ApiError> {
    parsed(&format!("{day}T00:00:00Z"))
}

fn parsed(text: &str) -> Result<FixedDateTime, ApiError> {
    FixedDateTime::parse_from_rfc3339(text).map_err(|error| ApiError::Internal(error.to_string().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_of_version_8_that_follow_from_the_name_alone() {
        let one = urn("event a");
        assert_eq!(one, urn("event a"));
        assert_ne!(one, urn("event b"));
        let digits: Vec<&str> = one.strip_prefix("urn:uuid:").unwrap().split('-').collect();
        assert_eq!(digits.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(digits[2].starts_with('8') && digits[3].starts_with(['8', '9', 'a', 'b']), "{one}");
    }
}
