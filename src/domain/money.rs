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

/// An amount of money and its basis, as written in a fixture.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyEntry {
    /// The amount in whole units of the currency (not in millions); null where only a range is known.
    pub amount: Option<f64>,
    /// ISO 4217 code of the currency.
    #[schema(pattern = "^[A-Z]{3}$", example = "USD")]
    pub currency: String,
    /// Year whose prices the amount is in; null for amounts of the day they were stated.
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
