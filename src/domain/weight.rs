use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ObjectBuilder, RefOr, Type};
use utoipa::{PartialSchema, ToSchema};

/// How much something weighs among its like: a decimal number, kept exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(u32);

/// Why a text is no weight.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// It is no decimal number.
    #[error("{0:?} is no decimal number, expected 0 to {max}, such as 2 or 0.5", max = Weight::MAX)]
    NoNumber(String),
    /// It is less than nothing.
    #[error("{0} is negative, expected 0 to {max}", max = Weight::MAX)]
    Negative(String),
    /// It is too great.
    #[error("{0} is too great, expected 0 to {max}", max = Weight::MAX)]
    TooGreat(String),
    /// It is given too precisely.
    #[error("{0} has too many decimals, expected {decimals} at most", decimals = Weight::DECIMALS)]
    TooPrecise(String),
}

impl Weight {
    /// The greatest weight.
    pub const MAX: u32 = 1_000;
    /// How many decimals a weight has at most.
    pub const DECIMALS: u32 = 3;
    /// What is kept of a weight of one.
    const UNIT: u32 = 10_u32.pow(Self::DECIMALS);
    /// A weight of one.
    pub const ONE: Self = Self(Self::UNIT);

    /// It in thousandths.
    pub fn thousandths(self) -> u64 {
        self.0.into()
    }

    /// It as a number.
    pub fn number(self) -> f64 {
        f64::from(self.0) / f64::from(Self::UNIT)
    }
}

impl FromStr for Weight {
    type Err = WeightError;

    fn from_str(text: &str) -> Result<Self, WeightError> {
        let shown = || text.chars().take(40).collect::<String>();
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !is_digits(whole) || !is_digits(decimals) || has_leading_zero {
            return Err(WeightError::NoNumber(shown()));
        }
        if unsigned != text {
            return Err(WeightError::Negative(shown()));
        }
        let missing = u32::try_from(decimals.len()).ok().and_then(|length| Self::DECIMALS.checked_sub(length));
        let unit = missing.map(|missing| 10_u32.pow(missing)).ok_or_else(|| WeightError::TooPrecise(shown()))?;
        let digits = format!("{whole}{decimals}").parse::<u32>().ok();
        let kept = digits.and_then(|digits| digits.checked_mul(unit)).filter(|kept| *kept <= Self::MAX * Self::UNIT);
        kept.map(Self).ok_or_else(|| WeightError::TooGreat(shown()))
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // the shortest text of a number is the one that was written
        f64::deserialize(deserializer)?.to_string().parse().map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for Weight {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .minimum(Some(0))
            .maximum(Some(Self::MAX))
            .description(Some("How much it weighs among its like, with at most three decimals."))
            .examples([1])
            .into()
    }
}

impl ToSchema for Weight {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_kept_exactly() {
        for (text, thousandths) in
            [("0", 0), ("3", 3000), ("0.5", 500), ("2.0", 2000), ("0.001", 1), ("1000", 1_000_000)]
        {
            assert_eq!(text.parse::<Weight>().unwrap().thousandths(), thousandths, "{text}");
        }
        assert_eq!(serde_json::from_str::<Weight>("0.1").unwrap().thousandths(), 100);
        assert_eq!(serde_json::to_string(&"0.3".parse::<Weight>().unwrap()).unwrap(), "0.3");
    }

    #[test]
    fn what_is_no_weight_is_refused_with_the_reason() {
        for (text, reason) in [
            ("", "no decimal number"),
            ("x", "no decimal number"),
            ("NaN", "no decimal number"),
            ("inf", "no decimal number"),
            ("-inf", "no decimal number"),
            ("1e3", "no decimal number"),
            ("1.", "no decimal number"),
            (".5", "no decimal number"),
            ("+1", "no decimal number"),
            ("01", "no decimal number"),
            ("-1", "is negative"),
            ("-0", "is negative"),
            ("1000.001", "too great"),
            ("99999999999999999999", "too great"),
            ("0.0001", "too many decimals"),
        ] {
            let error = text.parse::<Weight>().unwrap_err().to_string();
            assert!(error.contains(reason), "{text:?}: {error}");
        }
        for json in ["-1", "1001", "0.12345", "\"1\""] {
            assert!(serde_json::from_str::<Weight>(json).is_err(), "{json}");
        }
    }
}
