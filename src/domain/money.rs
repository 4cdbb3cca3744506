//! Money that states its basis.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::{Id, Source, Vocabulary};

/// What kind of figure an amount of money is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MoneyKind {
    /// Money that a government set aside.
    Budget,
    /// The value of a signed contract.
    Contract,
    /// The price that a seller asks.
    ListPrice,
    /// Somebody's estimate.
    Estimate,
    /// Money that was spent, as reported afterwards.
    Actual,
}

impl Vocabulary for MoneyKind {
    const NAME: &'static str = "MoneyKind";
    const ABOUT: &'static str = "What kind of figure an amount of money is.";
}

/// Which year's prices the values of an indicator are in.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PriceBasis {
    /// Each value is in the prices of the year that it stands at.
    OwnYear,
    /// All values are in the prices of one year.
    OneYear,
    /// The values are in the prices of several years, or of years that are not known. They cannot be restated.
    Mixed,
}

impl Vocabulary for PriceBasis {
    const NAME: &'static str = "PriceBasis";
    const ABOUT: &'static str = "Which year's prices the values of an indicator are in.";
}

/// Currency, scale and prices of values that are money.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyBasis {
    /// ISO 4217 code of the currency.
    #[schema(pattern = "^[A-Z]{3}$", example = "USD")]
    pub currency: String,
    /// How many units of the currency a value of 1 stands for: 1000000 where the values are millions.
    #[schema(example = 1000000)]
    pub scale: u32,
    /// Which year's prices the values are in.
    pub prices: PriceBasis,
    /// The year, where all values are in the prices of one; null otherwise.
    #[serde(default)]
    pub price_year: Option<i32>,
}

impl MoneyBasis {
    /// The currencies that indicators are in, each with its name as units spell it.
    pub const CURRENCIES: &'static [(&'static str, &'static str)] =
        &[("USD", "US dollars"), ("EUR", "euros"), ("INR", "rupees"), ("RUB", "roubles"), ("CNY", "yuan")];
    /// The scales of values, each with its word as units spell it.
    pub const SCALES: &'static [(u32, &'static str)] =
        &[(1, ""), (1_000, "thousand "), (1_000_000, "million "), (10_000_000, "crore "), (1_000_000_000, "billion ")];

    /// The words with which a unit tells the prices, in every spelling.
    pub fn words(&self) -> Vec<String> {
        match self.price_year {
            Some(year) => vec![format!("of fiscal year {year}"), format!("of {year}")],
            None => vec!["of the day".to_owned()],
        }
    }

    /// A unit that tells these prices, with those of another year.
    pub fn unit_in(&self, unit: &str, year: i32) -> String {
        let words = self.words();
        let told = words.iter().find(|words| unit.contains(words.as_str()));
        told.map_or_else(|| unit.to_owned(), |words| unit.replacen(words.as_str(), &format!("of {year}"), 1))
    }
}

/// That an index is a deflator: it tells how the prices of a currency have moved.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deflates {
    /// ISO 4217 code of the currency.
    #[schema(pattern = "^[A-Z]{3}$", example = "USD")]
    pub currency: String,
    /// Whether it is the one that is taken for the currency where none is named.
    pub by_default: bool,
}

/// An amount of money and its basis, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyEntry {
    /// The amount in whole units of the currency (not in millions); null where only a range is known.
    pub amount: Option<f64>,
    /// ISO 4217 code of the currency.
    #[schema(pattern = "^[A-Z]{3}$", example = "USD")]
    pub currency: String,
    /// Year whose prices the amount is in; null where that is not on record, and for sums of several years.
    #[serde(default)]
    pub price_year: Option<i32>,
    /// What kind of figure it is.
    pub kind: MoneyKind,
    /// Lower end, where a range is stated.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end, where a range is stated.
    #[serde(default)]
    pub high: Option<f64>,
    /// What the amount covers, in a few words.
    pub covers: String,
    /// Where the figure was read.
    pub source: Id<Source>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_tells_other_prices_in_the_same_place() {
        let basis = |prices, price_year| MoneyBasis { currency: "USD".to_owned(), scale: 1, prices, price_year };
        let (own, one) = (basis(PriceBasis::OwnYear, None), basis(PriceBasis::OneYear, Some(2021)));
        assert_eq!(own.unit_in("US dollars of the day per seat", 2025), "US dollars of 2025 per seat");
        assert_eq!(one.unit_in("US dollars of fiscal year 2021 per kilogram", 2025), "US dollars of 2025 per kilogram");
        assert_eq!(one.unit_in("US dollars of 2021", 1999), "US dollars of 1999");
    }
}
