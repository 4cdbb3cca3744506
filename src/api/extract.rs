//! From a query string to typed parameters. The only place that parses input.
//!
//! Each parameter is read on its own first, so that all faults of a request are found and each knows its parameter.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::problem::ParameterError;

/// Greatest number of values in a comma-separated list.
pub const MAX_LIST: usize = 50;

/// The parameters of a query string, decoded, in their order.
pub type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// Splits a query string.
pub fn pairs(query: &str) -> Pairs<'_> {
    form_urlencoded::parse(query.as_bytes()).collect()
}

/// A set of query parameters: tells whether it knows a parameter, and reads it.
trait Reader {
    /// `None` where the parameter is not one of this set; the known names are added to the list.
    fn read(&self, name: &str, value: &str, known: &mut Vec<&'static str>) -> Option<Result<(), Fault>>;
}

/// Reads with a struct whose fields are all optional.
struct Of<T>(std::marker::PhantomData<T>);

impl<T: DeserializeOwned> Reader for Of<T> {
    fn read(&self, name: &str, value: &str, known: &mut Vec<&'static str>) -> Option<Result<(), Fault>> {
        match read::<T>(std::iter::once((name, value))) {
            Err(fault) if fault.unknown_field => {
                known.extend(fault.allowed);
                None
            }
            Err(fault) => Some(Err(fault)),
            Ok(_) => Some(Ok(())),
        }
    }
}

/// What could be read of a query string, and every fault of it.
#[derive(Debug)]
pub struct Read<T> {
    /// The parameters that could be read; the others are left out.
    pub params: T,
    /// The faults.
    pub errors: Vec<ParameterError>,
    /// Names of the parameters at fault.
    pub faulty: Vec<String>,
}

/// Reads one set of parameters, without those of them that are not taken here.
pub fn one<T: DeserializeOwned + Default>(pairs: &Pairs<'_>, not_taken: &[&str]) -> Read<T> {
    let Checked { errors, faulty } = check(pairs, &[&Of::<T>(std::marker::PhantomData)], not_taken);
    Read { params: all_but(pairs, &faulty), errors, faulty }
}

/// Reads two sets of parameters that stand in one query string, without those of them that are not taken here.
pub fn two<A: DeserializeOwned + Default, B: DeserializeOwned + Default>(
    pairs: &Pairs<'_>,
    not_taken: &[&str],
) -> Read<(A, B)> {
    let (a, b) = (Of::<A>(std::marker::PhantomData), Of::<B>(std::marker::PhantomData));
    let Checked { errors, faulty } = check(pairs, &[&a, &b], not_taken);
    let foreign_to = |reader: &dyn Reader| -> Vec<String> {
        let foreign = pairs.iter().filter(|(name, value)| reader.read(name, value, &mut Vec::new()).is_none());
        foreign.map(|(name, _)| name.to_string()).chain(faulty.iter().cloned()).collect()
    };
    Read { params: (all_but(pairs, &foreign_to(&a)), all_but(pairs, &foreign_to(&b))), errors, faulty }
}

/// Reads all parameters but some. Each was read on its own before, so together they read, too.
fn all_but<T: DeserializeOwned + Default>(pairs: &Pairs<'_>, without: &[String]) -> T {
    let mine = pairs.iter().filter(|(name, _)| !without.iter().any(|other| other == name));
    read(mine.map(|(name, value)| (name.as_ref(), value.as_ref()))).unwrap_or_default()
}

struct Checked {
    errors: Vec<ParameterError>,
    faulty: Vec<String>,
}

fn check(pairs: &Pairs<'_>, readers: &[&dyn Reader], not_taken: &[&str]) -> Checked {
    let mut errors: Vec<ParameterError> = Vec::new();
    let mut faulty: Vec<String> = Vec::new();
    for (index, (name, value)) in pairs.iter().enumerate() {
        let earlier = pairs.iter().take(index).filter(|(earlier, _)| earlier == name).count();
        if earlier > 0 {
            if earlier == 1 {
                let detail = "given more than once, expected once; several values are separated by commas";
                errors.push(ParameterError::new(shortened(name), detail));
                faulty.push(name.to_string());
            }
            continue;
        }
        let taken = !not_taken.contains(&name.as_ref());
        let mut known = Vec::new();
        // a name that nobody knows makes all readers name theirs
        let asked = if taken { name.as_ref() } else { "" };
        match readers.iter().find_map(|reader| reader.read(asked, value, &mut known)) {
            Some(Ok(())) => continue,
            Some(Err(fault)) => errors.push(fault.of(name, value)),
            None => {
                known.retain(|name| !not_taken.contains(name));
                known.sort_unstable();
                let mut error = ParameterError::new(shortened(name), "unknown parameter").allowing(known, name);
                if errors.iter().any(|other| other.detail == error.detail) {
                    // said once is enough
                    error.allowed.clear();
                }
                errors.push(error);
            }
        }
        faulty.push(name.to_string());
    }
    Checked { errors, faulty }
}

/// Input is never reflected without bound.
fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

fn read<'a, T: DeserializeOwned>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Result<T, Fault> {
    T::deserialize(MapDeserializer::new(pairs.map(|(name, value)| (name, Text(value)))))
}

/// What is wrong with one parameter.
#[derive(Debug, Default)]
struct Fault {
    detail: String,
    allowed: Vec<&'static str>,
    unknown_field: bool,
    found: Option<String>,
}

impl Fault {
    fn of(self, parameter: &str, value: &str) -> ParameterError {
        let error = ParameterError::new(shortened(parameter), self.detail);
        if self.allowed.is_empty() {
            error
        } else {
            error.allowing(self.allowed, self.found.as_deref().unwrap_or(value))
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { detail: message.to_string(), ..Self::default() }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self {
            detail: format!("unknown value {:?}", shortened(variant)),
            allowed: expected.to_vec(),
            found: Some(shortened(variant)),
            unknown_field: false,
        }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self {
            detail: format!("unknown parameter {:?}", shortened(field)),
            allowed: expected.to_vec(),
            found: None,
            unknown_field: true,
        }
    }
}

/// The text of one parameter, or of one value of a list.
#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

impl Text<'_> {
    fn number<N: std::str::FromStr>(self) -> Result<N, Fault> {
        let digits = !self.0.is_empty() && self.0.len() <= 18 && self.0.bytes().all(|byte| byte.is_ascii_digit());
        let parsed = digits.then(|| self.0.parse().ok()).flatten();
        parsed.ok_or_else(|| serde::de::Error::custom(format!("{:?} is no whole number", shortened(self.0))))
    }
}

impl<'de> IntoDeserializer<'de, Fault> for Text<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => Err(serde::de::Error::unknown_variant(other, &["true", "false"])),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_u32(self.number()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        StrDeserializer::new(self.0).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let values = self.0.split(',');
        let count = values.clone().count();
        if count > MAX_LIST {
            return Err(serde::de::Error::custom(format!("{count} values, expected at most {MAX_LIST}")));
        }
        if values.clone().any(str::is_empty) {
            return Err(serde::de::Error::custom("an empty value, expected values separated by single commas"));
        }
        visitor.visit_seq(SeqDeserializer::new(values.map(Text)))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple tuple_struct
        map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Colours {
        #[serde(default)]
        colour: Option<Vec<Colour>>,
        #[serde(default)]
        count: Option<u32>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
        Green,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Other {
        #[serde(default)]
        deep: Option<bool>,
    }

    fn faults(query: &str) -> Vec<ParameterError> {
        two::<Colours, Other>(&pairs(query), &[]).errors
    }

    #[test]
    fn two_sets_share_a_query() {
        let read = two::<Colours, Other>(&pairs("colour=red,green&deep=true&count=3"), &[]);
        assert_eq!(read.errors, []);
        let (colours, other) = read.params;
        assert_eq!(colours.colour, Some(vec![Colour::Red, Colour::Green]));
        assert_eq!((colours.count, other.deep), (Some(3), Some(true)));
    }

    #[test]
    fn all_faults_are_found_at_once() {
        let found = faults("colour=grean&count=-1&deep=yes&depe=true&count=2");
        let names: Vec<_> = found.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["colour", "count", "deep", "depe", "count"]);
        assert_eq!(found[0].allowed, ["red", "green"]);
        assert_eq!(found[0].did_you_mean, ["green"]);
        assert_eq!(found[3].allowed, ["colour", "count", "deep"]);
        assert_eq!(found[3].did_you_mean, ["deep"]);
        assert!(found[4].detail.starts_with("given more than once"));
    }

    #[test]
    fn what_reads_is_read_beside_what_does_not() {
        let read = two::<Colours, Other>(&pairs("colour=red&count=x&count=2&deep=false"), &[]);
        assert_eq!(read.faulty, ["count", "count"]);
        assert_eq!((read.params.0.colour, read.params.0.count), (Some(vec![Colour::Red]), None));
        assert_eq!(read.params.1.deep, Some(false));
    }

    #[test]
    fn lists_are_bounded_and_have_no_gaps() {
        assert!(faults("colour=red,,green")[0].detail.contains("an empty value"));
        assert!(faults(&format!("colour={}red", "red,".repeat(50)))[0].detail.contains("51 values"));
    }
}
