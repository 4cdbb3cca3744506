//! Cursors: opaque positions in a list, good for the query that they were given for.
//!
//! A cursor names the record that it stands at, so it stays exact while records are added and removed around it.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::store::Start;

/// Bytes of the tag that ties a cursor to its query.
const TAG: usize = 8;

/// The cursor of a position. `query` is whatever the position depends on.
pub fn encode(query: &str, start: &Start) -> Option<String> {
    let (direction, id) = match start {
        Start::After(id) => (b'>', id),
        Start::Before(id) => (b'<', id),
        Start::Offset(_) | Start::Around(_) => return None,
    };
    let mut plain = vec![direction];
    plain.extend_from_slice(id.as_bytes());
    let tag = tag(query, &plain);
    let mut bytes = tag.clone();
    bytes.extend(masked(&tag, &plain));
    Some(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// The position of a cursor; `None` where it was not given for this query.
pub fn decode(query: &str, cursor: &str) -> Option<Start> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (tag_found, masked_plain) = bytes.split_at_checked(TAG)?;
    let plain: Vec<u8> = masked(tag_found, masked_plain).collect();
    if tag(query, &plain) != tag_found {
        return None;
    }
    let (direction, id) = plain.split_first()?;
    let id = String::from_utf8(id.to_vec()).ok()?;
    match direction {
        b'>' => Some(Start::After(id)),
        b'<' => Some(Start::Before(id)),
        _ => None,
    }
}

fn tag(query: &str, plain: &[u8]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(query.as_bytes());
    hasher.update([0]);
    hasher.update(plain);
    hasher.finalize().iter().take(TAG).copied().collect()
}

/// Keeps readers from building cursors by hand: what looks readable gets relied on.
fn masked(tag: &[u8], plain: &[u8]) -> impl Iterator<Item = u8> {
    let mask: Vec<u8> = Sha256::digest(tag).to_vec();
    plain.iter().zip(mask.into_iter().cycle()).map(|(byte, mask)| byte ^ mask).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_for_its_own_query_only() {
        for id in ["a", "artemis-iii", "luna-25", "a-rather-long-id-of-a-record-that-has-a-rather-long-name"] {
            for start in [Start::After(id.to_owned()), Start::Before(id.to_owned())] {
                let cursor = encode("q", &start).unwrap();
                assert!(!cursor.contains(id), "{cursor} shows its content");
                assert_eq!(format!("{:?}", decode("q", &cursor).unwrap()), format!("{start:?}"));
                assert!(decode("other", &cursor).is_none());
                assert!(decode("q", &format!("A{cursor}")).is_none());
            }
        }
    }
}
