//! Slugs, and ids that know which kind of record they name.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::{ObjectBuilder, RefOr, Type, schema::Schema};
use utoipa::{PartialSchema, ToSchema};

use super::Record;

/// A readable id: groups of lower-case letters and digits, joined by single hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Slug(String);

/// Why a text is no slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Nothing was given.
    #[error("empty id, expected a slug such as `artemis-iii`")]
    Empty,
    /// The text is longer than any id.
    #[error("id of {0} characters, expected at most {max}", max = Slug::MAX_LENGTH)]
    TooLong(usize),
    /// A character or a hyphen stands where none may.
    #[error(
        "unexpected {found:?} at position {position}, expected lower-case letters and digits in groups joined by single hyphens"
    )]
    Unexpected {
        /// The character.
        found: char,
        /// Its position, counted from 1.
        position: usize,
    },
}

impl Slug {
    /// Greatest number of characters.
    pub const MAX_LENGTH: usize = 80;
    /// The pattern that every slug matches.
    pub const PATTERN: &'static str = "^[a-z0-9]+(-[a-z0-9]+)*$";

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, SlugError> {
        if text.is_empty() {
            return Err(SlugError::Empty);
        }
        let length = text.chars().count();
        if length > Self::MAX_LENGTH {
            return Err(SlugError::TooLong(length));
        }
        let mut after_hyphen = true;
        for (index, found) in text.chars().enumerate() {
            let hyphen = found == '-';
            let fits = found.is_ascii_lowercase() || found.is_ascii_digit() || hyphen;
            if !fits || hyphen && (after_hyphen || index + 1 == length) {
                return Err(SlugError::Unexpected { found, position: index + 1 });
            }
            after_hyphen = hyphen;
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for Slug {
    fn schema() -> RefOr<Schema> {
        slug_schema("Stable, readable id.")
    }
}

impl ToSchema for Slug {}

fn slug_schema(description: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(Slug::PATTERN))
        .max_length(Some(Slug::MAX_LENGTH))
        .description(Some(description))
        .into()
}

/// The id of a record of kind `R`.
pub struct Id<R> {
    slug: Slug,
    of: PhantomData<fn() -> R>,
}

impl<R> Id<R> {
    /// The id as a slug of no particular kind.
    pub fn slug(&self) -> &Slug {
        &self.slug
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.slug.as_str()
    }
}

impl<R> From<Slug> for Id<R> {
    fn from(slug: Slug) -> Self {
        Self { slug, of: PhantomData }
    }
}

impl<R> Clone for Id<R> {
    fn clone(&self) -> Self {
        self.slug.clone().into()
    }
}

impl<R> PartialEq for Id<R> {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl<R> Eq for Id<R> {}

impl<R> PartialOrd for Id<R> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<R> Ord for Id<R> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.slug.cmp(&other.slug)
    }
}

impl<R> Hash for Id<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.slug.hash(state);
    }
}

impl<R> fmt::Debug for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.slug, f)
    }
}

impl<R> fmt::Display for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.slug, f)
    }
}

impl<'de, R> Deserialize<'de> for Id<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Slug::deserialize(deserializer).map(Into::into)
    }
}

// The one way to give a generic type a hand-written schema: `PartialSchema` follows from this trait.
impl<R: Record> utoipa::__dev::ComposeSchema for Id<R> {
    fn compose(_of_generics: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        slug_schema(&format!("Id of a record in `{}/`.", R::KIND.collection()))
    }
}

impl<R: Record> ToSchema for Id<R> {
    fn name() -> Cow<'static, str> {
        R::ID_NAME.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn accepts_groups_joined_by_single_hyphens() {
        for text in ["a", "artemis-iii", "luna-25", "3-2-1"] {
            assert_eq!(text.parse::<Slug>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let cases = [
            ("", "empty id, expected a slug such as `artemis-iii`"),
            (
                "Luna",
                "unexpected 'L' at position 1, expected lower-case letters and digits in groups joined by single hyphens",
            ),
            (
                "a--b",
                "unexpected '-' at position 3, expected lower-case letters and digits in groups joined by single hyphens",
            ),
            (
                "a-",
                "unexpected '-' at position 2, expected lower-case letters and digits in groups joined by single hyphens",
            ),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Slug>().unwrap_err().to_string(), error, "for {text:?}");
        }
        let long = "a".repeat(81);
        assert_eq!(long.parse::<Slug>().unwrap_err().to_string(), "id of 81 characters, expected at most 80");
    }

    #[test]
    fn the_parser_agrees_with_its_pattern() {
        let schema = serde_json::to_value(Slug::schema()).unwrap();
        let pattern = jsonschema::validator_for(&schema).unwrap();
        let texts = prop_oneof![
            "[-a-z0-9]{0,12}",
            "[-a-c]{0,6}",
            "[a-z0-9]{78,82}",
            any::<String>(),
            "[a-z0-9]{1,4}[-_A-Zé\n ]?"
        ];
        proptest!(ProptestConfig::with_cases(1000), |(text in texts)| {
            let read = text.parse::<Slug>();
            prop_assert_eq!(read.is_ok(), pattern.is_valid(&json!(text)), "of {:?}: {:?}", text, read);
            if let Ok(slug) = read {
                prop_assert_eq!(slug.to_string(), text);
            }
        });
    }

    #[test]
    fn a_position_points_at_the_first_character_that_does_not_fit() {
        proptest!(|(good in "[a-z0-9]{1,20}", found in "[^-a-z0-9]", rest in "[-a-z0-9]{0,20}")| {
            let error = format!("{good}{found}{rest}").parse::<Slug>().unwrap_err();
            let expected = SlugError::Unexpected { found: found.chars().next().unwrap(), position: good.len() + 1 };
            prop_assert_eq!(error, expected);
        });
    }
}
