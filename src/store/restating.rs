//! Money in the prices of another year: multiplied by how a published index of prices moved between the two, or refused where that is not known.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::indicators::Series;
use super::names::Reference;
use super::snapshot::Snapshot;
use super::view::{Line, Money, PointPeriod, Restated, RestatedSeries};
use crate::domain::{Indicator, MoneyBasis, PriceBasis, RecordKind};

/// In which prices money is asked for, and by which deflator; by that of each currency where none is named.
#[derive(Clone, Debug)]
pub struct PriceLevel {
    /// The year.
    pub year: i32,
    /// Id of the indicator.
    pub deflator: Option<String>,
}

/// Why money is not restated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NotRestated {
    /// There is nothing to restate.
    #[error("there is no money in it, expected a record or an indicator with amounts of money")]
    NoMoney,
    /// The year of an amount is not known.
    #[error("it is not on record which year's prices the amount is in")]
    NoYear,
    /// The years of an indicator's values are several or not known.
    #[error("the values are in the prices of several years, or of years that are not on record; its method says more")]
    Mixed,
    /// Nothing tells how the prices of a currency moved.
    #[error("no deflator of {currency} is on record{}", .day.as_ref().map(|day| format!(" that was known on {day}")).unwrap_or_default())]
    NoDeflator {
        /// The currency.
        currency: String,
        /// The past day that was asked about.
        day: Option<String>,
    },
    /// The deflator is one for another currency.
    #[error("{deflator} is a deflator of {of}, and this is {currency}")]
    OtherCurrency {
        /// The deflator that was asked for.
        deflator: String,
        /// Its currency.
        of: String,
        /// The currency that it was asked for.
        currency: String,
    },
    /// The deflator has no value for a year.
    #[error("{deflator} has no value for {}; it runs from {first} to {last}; expected years within these, or another deflator", listed(.years))]
    NotCovered {
        /// The deflator.
        deflator: String,
        /// The years.
        years: Vec<i32>,
        /// Its first year.
        first: i32,
        /// Its last year.
        last: i32,
    },
}

fn listed(years: &[i32]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A published index of prices.
#[derive(Debug)]
pub(super) struct Deflator {
    reference: Reference,
    currency: String,
    is_default: bool,
    /// By year, the value and whether it is partial.
    values: BTreeMap<i32, (f64, bool)>,
}

/// By what an amount is multiplied.
#[derive(Clone, Copy)]
struct Factor {
    exact: f64,
    is_partial: bool,
}

impl Deflator {
    /// An indicator as a deflator, if it is one.
    pub(super) fn of(indicator: &Indicator, series: &Series) -> Option<Self> {
        let deflates = indicator.deflates.as_ref()?;
        let Series::Published(lines) = series else { return None };
        let points = lines.iter().flat_map(|line| &line.points);
        Some(Self {
            reference: Reference { id: indicator.id.to_string(), name: indicator.name.clone() },
            currency: deflates.currency.clone(),
            is_default: deflates.by_default,
            values: points.filter_map(|point| Some((point.period.years().0, (point.value?, point.partial)))).collect(),
        })
    }

    fn factor(&self, from: i32, to: i32) -> Result<Factor, NotRestated> {
        match (self.values.get(&from), self.values.get(&to)) {
            (Some((before, is_before_partial)), Some((after, is_after_partial))) => {
                Ok(Factor { exact: after / before, is_partial: *is_before_partial || *is_after_partial })
            }
            _ => Err(self.not_covering([from, to])),
        }
    }

    /// Which of some years have no value.
    fn not_covering(&self, years: impl IntoIterator<Item = i32>) -> NotRestated {
        let missing: BTreeSet<i32> = years.into_iter().filter(|year| !self.values.contains_key(year)).collect();
        let end = |value: Option<(&i32, &(f64, bool))>| value.map_or(0, |(year, _)| *year);
        NotRestated::NotCovered {
            deflator: self.reference.id.clone(),
            years: missing.into_iter().collect(),
            first: end(self.values.first_key_value()),
            last: end(self.values.last_key_value()),
        }
    }
}

impl Factor {
    /// An amount with six digits that count, which is as many as deflators have; one in its own prices stays as it is.
    fn apply(self, amount: f64) -> f64 {
        if self.exact == 1.0 { amount } else { six_digits(amount * self.exact) }
    }

    fn shown(self) -> f64 {
        six_digits(self.exact)
    }
}

fn six_digits(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

/// The field of a record that holds its amounts of money.
pub fn money_field(kind: RecordKind) -> Option<&'static str> {
    match kind {
        RecordKind::Mission => Some("cost"),
        RecordKind::Program => Some("budget"),
        RecordKind::Vehicle => Some("list_price"),
        RecordKind::Player
        | RecordKind::Event
        | RecordKind::Timeline
        | RecordKind::Trend
        | RecordKind::Indicator
        | RecordKind::Milestone
        | RecordKind::Claim
        | RecordKind::Source => None,
    }
}

/// A record with its amounts restated, as far as that can be done.
#[derive(Debug)]
pub struct RestatedRecord {
    /// The record.
    pub json: Box<RawValue>,
    /// Whether an amount was restated.
    pub is_restated: bool,
    /// Why others were not, each reason once.
    pub reasons: BTreeSet<NotRestated>,
}

impl Snapshot {
    /// Ids of the deflators.
    pub fn deflators(&self) -> Vec<&str> {
        self.known_deflators().map(|one| one.reference.id.as_str()).collect()
    }

    fn known_deflators(&self) -> impl Iterator<Item = &Deflator> {
        let is_known = |one: &&Deflator| self.doc(RecordKind::Indicator, &one.reference.id).is_some();
        self.world().deflators.iter().filter(is_known)
    }

    /// The deflator that is asked for, or that of the currency.
    fn deflator(&self, currency: &str, level: &PriceLevel) -> Result<&Deflator, NotRestated> {
        let is_meant = |one: &&Deflator| match &level.deflator {
            Some(id) => one.reference.id == *id,
            None => one.is_default && one.currency == currency,
        };
        match self.known_deflators().find(is_meant) {
            Some(deflator) if deflator.currency == currency => Ok(deflator),
            Some(other) => Err(NotRestated::OtherCurrency {
                deflator: other.reference.id.clone(),
                of: other.currency.clone(),
                currency: currency.to_owned(),
            }),
            None => Err(NotRestated::NoDeflator {
                currency: currency.to_owned(),
                day: self.as_of().map(|day| day.to_string()),
            }),
        }
    }

    /// A record of a kind that holds money, with its amounts restated.
    ///
    /// # Errors
    ///
    /// When the record cannot be read, which does not happen with served records.
    pub fn restated(
        &self,
        kind: RecordKind,
        record: &RawValue,
        level: &PriceLevel,
    ) -> Result<RestatedRecord, serde_json::Error> {
        let mut fields: Map<String, Value> = serde_json::from_str(record.get())?;
        let mut reasons = BTreeSet::new();
        let mut is_restated = false;
        if let Some(field) = money_field(kind).and_then(|name| fields.get_mut(name)) {
            let mut amounts: Vec<Money> = serde_json::from_value(field.take())?;
            for money in &mut amounts {
                match self.restated_amount(money, level) {
                    Ok(restated) => money.restated = Some(restated),
                    Err(reason) => {
                        money.not_restated = Some(reason.to_string());
                        reasons.insert(reason);
                    }
                }
                is_restated |= money.restated.is_some();
            }
            *field = serde_json::to_value(amounts)?;
        }
        if !is_restated && reasons.is_empty() {
            reasons.insert(NotRestated::NoMoney);
        }
        Ok(RestatedRecord { json: serde_json::value::to_raw_value(&fields)?, is_restated, reasons })
    }

    fn restated_amount(&self, money: &Money, level: &PriceLevel) -> Result<Restated, NotRestated> {
        let deflator = self.deflator(&money.currency, level)?;
        let from_year = money.price_year.ok_or(NotRestated::NoYear)?;
        let factor = deflator.factor(from_year, level.year)?;
        let apply = |amount: Option<f64>| amount.map(|amount| factor.apply(amount));
        Ok(Restated {
            amount: apply(money.amount),
            low: apply(money.low),
            high: apply(money.high),
            price_year: level.year,
            from_year,
            factor: factor.shown(),
            deflator: deflator.reference.clone(),
            partial: factor.is_partial,
        })
    }

    /// Lines of an indicator, restated.
    ///
    /// # Errors
    ///
    /// When a value cannot be restated: then none is, and what is missing is told.
    pub fn restated_lines(
        &self,
        indicator: u32,
        mut lines: Vec<Line>,
        level: &PriceLevel,
    ) -> Result<Vec<Line>, NotRestated> {
        #[derive(Deserialize)]
        struct Priced<'a> {
            #[serde(borrow)]
            unit: Cow<'a, str>,
            money: Option<MoneyBasis>,
        }
        let record = self.collection(RecordKind::Indicator).json(indicator);
        let priced: Option<Priced<'_>> = serde_json::from_str(record.get()).ok();
        let Some(Priced { unit, money: Some(basis) }) = priced else { return Err(NotRestated::NoMoney) };
        let deflator = self.deflator(&basis.currency, level)?;
        let from_year = match basis.prices {
            PriceBasis::OwnYear => None,
            PriceBasis::OneYear => basis.price_year,
            PriceBasis::Mixed => return Err(NotRestated::Mixed),
        };
        let year_of = |period: PointPeriod| from_year.unwrap_or(period.years().0);
        let points = lines.iter().flat_map(|line| &line.points).filter(|point| point.value.is_some());
        let years: BTreeSet<i32> = points.map(|point| year_of(point.period)).chain([level.year]).collect();
        if !years.iter().all(|year| deflator.values.contains_key(year)) {
            return Err(deflator.not_covering(years));
        }
        let one = from_year.map(|from| deflator.factor(from, level.year)).transpose()?;
        let is_partial = |year: &i32| deflator.values.get(year).is_some_and(|(_, is_partial)| *is_partial);
        let restated = RestatedSeries {
            unit: basis.unit_in(&unit, level.year),
            price_year: level.year,
            from_year,
            factor: one.map(Factor::shown),
            deflator: deflator.reference.clone(),
            partial: years.iter().any(is_partial),
        };
        for line in &mut lines {
            for point in &mut line.points {
                let Some(value) = point.value else { continue };
                point.value = Some(deflator.factor(year_of(point.period), level.year)?.apply(value));
                point.original = Some(value);
            }
            line.restated = Some(restated.clone());
        }
        Ok(lines)
    }
}
