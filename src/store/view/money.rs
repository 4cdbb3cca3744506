use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use crate::domain::{MoneyEntry, MoneyKind};
use crate::store::knowledge::Known;

/// An amount of money and its basis.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Money {
    /// The amount in whole units of the currency, not in millions; null where only a range is known.
    #[schema(example = 2890000000.0)]
    pub amount: Option<f64>,
    /// ISO 4217 code of the currency.
    #[schema(example = "USD", pattern = "^[A-Z]{3}$")]
    pub currency: String,
    /// Year whose prices the amount is in; null where that is not on record, and for sums of several years.
    #[schema(example = 2021)]
    pub price_year: Option<i32>,
    /// What kind of figure it is.
    pub kind: MoneyKind,
    /// Lower end, where a range is stated.
    pub low: Option<f64>,
    /// Upper end, where a range is stated.
    pub high: Option<f64>,
    /// What the amount covers.
    #[schema(example = "lunar lander for the first landing")]
    pub covers: String,
    /// Where the figure was read.
    pub source: Reference,
    /// The same in the prices of the year that `price_year` asks for; null where it does not, and where that cannot be said.
    pub restated: Option<Restated>,
    /// Why it cannot be said in the prices asked for; null otherwise.
    #[schema(example = "it is not on record which year's prices the amount is in")]
    pub not_restated: Option<String>,
}

/// An amount in the prices of another year.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Restated {
    /// The amount in whole units of the currency, with six digits that count; null where only a range is known.
    #[schema(example = 3247800000.0)]
    pub amount: Option<f64>,
    /// Lower end, where a range is stated.
    pub low: Option<f64>,
    /// Upper end, where a range is stated.
    pub high: Option<f64>,
    /// Year whose prices it is in.
    #[schema(example = 2024)]
    pub price_year: i32,
    /// Year whose prices it was in before.
    #[schema(example = 2021)]
    pub from_year: i32,
    /// By what it was multiplied: the deflator's value of the one year divided by that of the other.
    #[schema(example = 1.13668)]
    pub factor: f64,
    /// The published indicator by which it was restated.
    pub deflator: Reference,
    /// Whether one of the two figures of the deflator is itself `partial`, so that the factor may still change.
    pub partial: bool,
}

impl Money {
    /// The amounts whose source had been published.
    pub(super) fn all(entries: &[MoneyEntry], known: Known<'_>) -> Vec<Self> {
        let money = |entry: &MoneyEntry| Self {
            amount: entry.amount,
            currency: entry.currency.clone(),
            price_year: entry.price_year,
            kind: entry.kind,
            low: entry.low,
            high: entry.high,
            covers: entry.covers.clone(),
            source: known.one(&entry.source),
            restated: None,
            not_restated: None,
        };
        entries.iter().filter(|entry| known.knows(&entry.source)).map(money).collect()
    }
}
