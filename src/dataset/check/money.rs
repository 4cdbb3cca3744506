//! Rules of money and of the indices by which it is restated.

use super::super::{Dataset, Faults};
use crate::domain::{Deflates, Indicator, IndicatorKind, MoneyBasis, PriceBasis};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    for (indicator, origin) in dataset.indicators.with_origins() {
        let mut say = |path: &str, message: String| faults.record(origin, indicator, path, message);
        match &indicator.money {
            Some(basis) => money(indicator, basis, &mut say),
            None if names_currency(&indicator.unit) => {
                say("money", "null, but the unit is money, expected its currency, scale and prices".to_owned());
            }
            None => {}
        }
        if let Some(deflates) = &indicator.deflates {
            deflator(indicator, deflates, &mut say);
            let others = dataset.indicators.records().iter().filter(|other| other.id != indicator.id);
            let mut of_currency =
                others.filter_map(|one| one.deflates.as_ref()).filter(|one| one.currency == deflates.currency);
            let is_other_default = of_currency.any(|one| one.by_default);
            if deflates.by_default == is_other_default {
                let message = format!(
                    "{}, expected exactly one deflator of {} that is taken where none is named",
                    deflates.by_default, deflates.currency
                );
                say("deflates.by_default", message);
            }
        }
    }
}

fn names_currency(unit: &str) -> bool {
    MoneyBasis::CURRENCIES.iter().any(|(_, name)| unit.contains(name))
}

/// The unit says in words what the basis says.
fn money(indicator: &Indicator, basis: &MoneyBasis, say: &mut impl FnMut(&str, String)) {
    if indicator.kind == IndicatorKind::Derived {
        say("money", "a derived indicator counts, expected null".to_owned());
    }
    let currency = MoneyBasis::CURRENCIES.iter().find(|(code, _)| *code == basis.currency);
    let scale = MoneyBasis::SCALES.iter().find(|(scale, _)| *scale == basis.scale);
    if currency.is_none() {
        let known: Vec<&str> = MoneyBasis::CURRENCIES.iter().map(|(code, _)| *code).collect();
        say("money.currency", format!("{}, expected one of {}", basis.currency, known.join(", ")));
    }
    if scale.is_none() {
        let known: Vec<String> = MoneyBasis::SCALES.iter().map(|(scale, _)| scale.to_string()).collect();
        say("money.scale", format!("{}, expected one of {}", basis.scale, known.join(", ")));
    }
    if let (Some((_, currency)), Some((_, scale))) = (currency, scale) {
        let beginning = format!("{scale}{currency}");
        if !indicator.unit.starts_with(&beginning) {
            say("unit", format!("does not begin with {beginning:?}, as money has it"));
        }
    }
    let is_one_year = basis.prices == PriceBasis::OneYear;
    match basis.price_year {
        Some(year) if !is_one_year => say("money.price_year", format!("{year}, but the prices are not of one year")),
        None if is_one_year => say("money.price_year", "null, expected the year of the prices".to_owned()),
        Some(_) | None => {
            let words = basis.words();
            if !words.iter().any(|words| indicator.unit.contains(words.as_str())) {
                let words: Vec<String> = words.iter().map(|words| format!("{words:?}")).collect();
                say("unit", format!("does not say the prices, expected {} in it", words.join(" or ")));
            }
        }
    }
}

/// A deflator is one published line of positive values, and no money itself.
fn deflator(indicator: &Indicator, deflates: &Deflates, say: &mut impl FnMut(&str, String)) {
    if indicator.kind == IndicatorKind::Derived {
        say("deflates", "a deflator is published, expected null in a derived indicator".to_owned());
    }
    if indicator.money.is_some() {
        say("deflates", "a deflator is an index, expected null where the values are money".to_owned());
    }
    if !MoneyBasis::CURRENCIES.iter().any(|(code, _)| *code == deflates.currency) {
        let known: Vec<&str> = MoneyBasis::CURRENCIES.iter().map(|(code, _)| *code).collect();
        say("deflates.currency", format!("{}, expected one of {}", deflates.currency, known.join(", ")));
    }
    if indicator.series.len() > 1 {
        say("series", format!("{} lines, expected the one of a deflator", indicator.series.len()));
    }
    for (year, value) in indicator.series.iter().flat_map(|line| &line.points).filter(|(_, value)| **value <= 0.0) {
        say("series", format!("{value} in {year}, expected positive values of a deflator"));
    }
}
