//! Formulas of standings: one for each dimension, and every component measures what its normalisation is made for.

use std::collections::{BTreeSet, HashMap};

use strum::IntoEnumIterator;
use validator::Validate;

use super::super::{Dataset, Faults, STANDINGS};
use crate::domain::{Dimension, FormulaComponent, Indicator, Measure, StandingDimension, Vocabulary, Weight};

/// The indicators by id, and the ids of those that could not be read.
struct Known<'a> {
    indicators: HashMap<&'a str, &'a Indicator>,
    unreadable: &'a [String],
}

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    let table = &dataset.indicators;
    let known = Known {
        indicators: table.records().iter().map(|one| (one.id.as_str(), one)).collect(),
        unreadable: &table.unreadable,
    };
    let mut seen = BTreeSet::new();
    for (formula, origin) in dataset.formulas.with_origins() {
        let mut say = |path: &str, message: String| {
            faults.shape(origin, Some(formula.id.word()), format!("$.{path}"), message);
        };
        if !seen.insert(formula.id) {
            say("id", format!("{} stands twice, expected one formula for each dimension", formula.id.word()));
        }
        if let Err(errors) = formula.validate() {
            super::others::flatten(&errors).into_iter().for_each(|(path, message)| say(&path, message));
        }
        if formula.components.is_empty() {
            say("components", "no component, expected at least one".to_owned());
        }
        for (index, component) in formula.components.iter().enumerate() {
            self::component(component, &known, &mut |path, message| {
                say(&format!("components[{index}].{path}"), message);
            });
        }
    }
    let is_complete = dataset.formulas.unreadable.is_empty() && !seen.is_empty();
    for missing in StandingDimension::iter().filter(|one| is_complete && !seen.contains(one)) {
        let message = format!("no formula for {}, expected one for each dimension", missing.word());
        faults.file(STANDINGS, message);
    }
}

fn component(component: &FormulaComponent, known: &Known<'_>, say: &mut impl FnMut(&str, String)) {
    if component.name.trim().is_empty() {
        say("name", "an empty name, expected what the component is called".to_owned());
    }
    if component.weight == Weight::default() {
        say("weight", "0, expected more than nothing".to_owned());
    }
    let levels =
        [("nation", &component.nation, Dimension::Nation), ("operator", &component.operator, Dimension::Operator)];
    for (level, measured, dimension) in levels {
        if let Some(measured) = measured {
            measure(measured, component, dimension, known, &mut |path, message| {
                say(&format!("{level}.{path}"), message);
            });
        }
    }
    let measured = levels.iter().filter(|(_, measured, _)| measured.is_some()).count();
    match (&component.unavailable, measured) {
        (_, 0) => say("nation", "null, as is operator, expected a measure of one of them at least".to_owned()),
        (None, 1) => say("unavailable", "null, expected why one of nation and operator is".to_owned()),
        (Some(why), 1) if why.trim().is_empty() => {
            say("unavailable", "an empty text, expected why one of nation and operator is null".to_owned());
        }
        (Some(_), 2..) => say("unavailable", "a reason, but both nation and operator are measured".to_owned()),
        (Some(_), 1) | (None, 2..) => {}
    }
}

fn measure(
    measure: &Measure,
    component: &FormulaComponent,
    level: Dimension,
    known: &Known<'_>,
    say: &mut impl FnMut(&str, String),
) {
    let named = [("indicator", Some(&measure.indicator)), ("whole", measure.whole.as_ref())];
    let named = named.into_iter().filter_map(|(field, id)| Some((field, id?)));
    let mut found = Vec::new();
    for (field, id) in named {
        match known.indicators.get(id.as_str()) {
            Some(indicator) => found.push((field, *indicator)),
            None if known.unreadable.iter().any(|other| other == id.as_str()) => return,
            None => say(field, format!("no record {id}, expected an id from indicators/")),
        }
    }
    for (field, indicator) in &found {
        if indicator.rule.is_none() && indicator.dimension != level {
            let (own, level) = (indicator.dimension.word(), level.word());
            say(field, format!("{} was published by {own}, expected figures by {level}", indicator.id));
        }
        if *field == "whole" || measure.whole.is_some() {
            if indicator.rule.is_some() {
                let message = format!("{} is derived, expected a published one beside a whole", indicator.id);
                say(field, message);
            }
        } else {
            let is_share = indicator.rule.as_ref().is_some_and(|rule| rule.aggregation.is_share());
            if is_share != component.normalisation.is_of_shares() {
                let (found, expected) = if is_share { ("shares", "a count") } else { ("a count", "a share") };
                let word = component.normalisation.word();
                say(field, format!("{} has {found}, expected {expected} for {word}", indicator.id));
            }
        }
    }
    if measure.whole.is_some() && !component.normalisation.is_of_shares() {
        say("whole", format!("a whole, expected none for {}", component.normalisation.word()));
    }
}
