//! Asking for money in the prices of another year.

use serde::Deserialize;
use utoipa::IntoParams;

use super::params::YearParam;
use super::problem::ParameterError;
use crate::domain::{RecordKind, Slug};
use crate::store::{NotRestated, PriceLevel, Snapshot, money_field};

/// What a record with amounts of money takes besides.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PriceParams {
    /// Adds to each amount of money what it is in the prices of this year, as `restated`, with the factor and the deflator. An amount for which that is not
    /// known tells why in `not_restated`; where it is known for none of the record, the answer is 400. Included records are
    /// treated alike.
    #[serde(default)]
    pub price_year: Option<YearParam>,
    /// Id of the indicator by which to restate, only with `price_year`. If not given, the default one of each currency: see `deflates` of indicators.
    #[serde(default)]
    pub deflator: Option<Slug>,
}

impl PriceParams {
    /// The prices that are asked for.
    pub fn level(&self) -> Option<PriceLevel> {
        let deflator = self.deflator.as_ref().map(ToString::to_string);
        self.price_year.map(|year| PriceLevel { year: year.0, deflator })
    }

    /// A deflator that is none, or that has nothing to do.
    pub fn faults(&self, snapshot: &Snapshot) -> Vec<ParameterError> {
        let mut errors = Vec::new();
        let Some(deflator) = &self.deflator else { return errors };
        let deflators = snapshot.deflators();
        if !deflators.contains(&deflator.as_str()) {
            let detail = format!("{:?} is no deflator", deflator.as_str());
            errors.push(ParameterError::new("deflator", detail).allowing(deflators, deflator.as_str()));
        }
        if self.price_year.is_none() {
            errors
                .push(ParameterError::new("deflator", "restates nothing without a year, expected price_year with it"));
        }
        errors
    }
}

/// Fields that leave out what is to be restated.
pub fn fault_of_fields(kind: RecordKind, fields: Option<&[String]>) -> Option<ParameterError> {
    let field =
        money_field(kind).filter(|field| fields.is_some_and(|fields| !fields.iter().any(|one| one == field)))?;
    Some(ParameterError::new("fields", format!("price_year restates {field}, expected {field} among the fields")))
}

/// Why nothing is restated.
pub fn refusal<'a>(reasons: impl IntoIterator<Item = &'a NotRestated>) -> Vec<ParameterError> {
    let fault = |reason: &NotRestated| {
        let parameter = match reason {
            NotRestated::OtherCurrency { .. } => "deflator",
            NotRestated::NoMoney
            | NotRestated::NoYear
            | NotRestated::Mixed
            | NotRestated::NoDeflator { .. }
            | NotRestated::NotCovered { .. } => "price_year",
        };
        ParameterError::new(parameter, format!("cannot be restated: {reason}"))
    };
    reasons.into_iter().map(fault).collect()
}
