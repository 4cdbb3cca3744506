//! What a component measures: the figures of its indicator, or of two, by player and year.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::arithmetic::{Tally, count};
use crate::domain::{FormulaComponent, IndicatorKind, Measure, RecordKind};
use crate::store::indicators::SeriesQuery;
use crate::store::race::Level;
use crate::store::snapshot::{Snapshot, SnapshotError};
use crate::store::view::Reference;

/// The first and the last of some years.
pub(super) type Years = (i32, i32);

/// What an indicator says of itself.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Told {
    pub(super) unit: String,
    pub(super) kind: IndicatorKind,
}

/// What is known of a player for some years.
#[derive(Clone, Copy, Debug, Default)]
struct Figure {
    value: f64,
    part: u64,
    whole: u64,
}

/// The figures of an indicator by player and year, and which years are not complete.
#[derive(Default)]
struct Figures {
    of: BTreeMap<String, BTreeMap<i32, Figure>>,
    years: BTreeMap<i32, bool>,
}

/// What a component measures at a level.
pub(super) struct Measured<'a> {
    pub(super) component: &'a FormulaComponent,
    pub(super) indicator: Reference,
    pub(super) whole: Option<Reference>,
    pub(super) told: Told,
    figures: BTreeMap<String, BTreeMap<i32, Figure>>,
    /// The years for which there are figures that can be compared.
    years: BTreeSet<i32>,
}

impl<'a> Measured<'a> {
    /// The figures of a component for some years, or why there are none.
    pub(super) fn of(
        component: &'a FormulaComponent,
        level: Level,
        years: Years,
        snapshot: &Snapshot,
    ) -> Result<Result<Self, String>, SnapshotError> {
        let measure = match level {
            Level::Nation => &component.nation,
            Level::Operator => &component.operator,
        };
        let Some(Measure { indicator, whole }) = measure else {
            return Ok(Err(component.unavailable.clone().unwrap_or_default()));
        };
        let doc = |id: &str| {
            let why = || format!("the figures of {id} are published, and were not known on {}", snapshot.day());
            snapshot.doc(RecordKind::Indicator, id).ok_or_else(why)
        };
        let docs = doc(indicator.as_str()).and_then(|own| {
            let whole = whole.as_ref().map(|id| doc(id.as_str())).transpose()?;
            Ok((own, whole))
        });
        let (own, of_whole) = match docs {
            Ok(docs) => docs,
            Err(why) => return Ok(Err(why)),
        };
        let mut figures = Figures::of(own, level, years, snapshot);
        if let Some(of_whole) = of_whole {
            figures = figures.part_of(&Figures::of(of_whole, level, years, snapshot));
        }
        Ok(Ok(Self {
            component,
            indicator: snapshot.names().one(indicator),
            whole: whole.as_ref().map(|id| snapshot.names().one(id)),
            told: serde_json::from_str(snapshot.collection(RecordKind::Indicator).json(own).get())?,
            figures: figures.of,
            years: figures.years.into_keys().collect(),
        }))
    }

    /// The years of a window that are counted: the last ones without a gap.
    pub(super) fn counted_of(&self, (from, to): Years) -> Option<Years> {
        let mut counted: Option<Years> = None;
        for year in self.years.range(from..=to).rev() {
            counted = match counted {
                None => Some((*year, *year)),
                Some((first, last)) if *year + 1 == first => Some((*year, last)),
                Some(_) => break,
            };
        }
        counted
    }

    /// The players that have figures.
    pub(super) fn players(&self) -> impl Iterator<Item = &str> {
        self.figures.keys().map(String::as_str)
    }

    /// What was measured of a player in some years, and whether there are figures of it. A count without figures is nothing.
    pub(super) fn tally(&self, player: &str, (first, last): Years) -> (Tally, bool) {
        let of = self.figures.get(player);
        let mut sum = Figure::default();
        let mut is_known = false;
        for figure in of.into_iter().flat_map(|years| years.range(first..=last)).map(|(_, figure)| figure) {
            is_known = true;
            sum.add(*figure);
        }
        let tally = if self.component.normalisation.is_of_shares() {
            Tally::Share { part: sum.part, whole: sum.whole }
        } else {
            Tally::Count(sum.value)
        };
        (tally, is_known)
    }
}

impl Figure {
    fn add(&mut self, other: Self) {
        self.value += other.value;
        self.part += other.part;
        self.whole += other.whole;
    }
}

impl Figures {
    /// The figures of an indicator. Of a count the years in which nothing was counted belong to it, too.
    fn of(indicator: u32, level: Level, (from, to): Years, snapshot: &Snapshot) -> Self {
        let is_counted = snapshot.is_counted(indicator);
        let query = SeriesQuery {
            from: Some(from),
            to: Some(to),
            group: is_counted.then_some(level.into()),
            ..SeriesQuery::default()
        };
        let mut figures = Self::default();
        for line in snapshot.series(indicator, &query) {
            for point in &line.points {
                let (year, _) = point.period.years();
                *figures.years.entry(year).or_default() |= point.partial;
                let Some(player) = &line.player else { continue };
                let figure = Figure {
                    value: point.value.unwrap_or_default(),
                    part: point.part.unwrap_or_default(),
                    whole: point.whole.unwrap_or_default(),
                };
                figures.of.entry(player.id.clone()).or_default().entry(year).or_default().add(figure);
            }
        }
        if let Some((first, last)) = snapshot.years_of_series(indicator).filter(|_| is_counted) {
            (first.max(from)..=last.min(to)).for_each(|year| {
                figures.years.entry(year).or_default();
            });
        }
        figures
    }

    /// These as parts of others: only players and years that are in both, and only years that are equally complete in both.
    fn part_of(self, whole: &Self) -> Self {
        let years: BTreeMap<i32, bool> =
            self.years.into_iter().filter(|(year, partial)| whole.years.get(year) == Some(partial)).collect();
        let mut of = BTreeMap::new();
        for (player, parts) in self.of {
            let wholes = whole.of.get(&player);
            let in_both = parts.into_iter().filter(|(year, _)| years.contains_key(year)).filter_map(|(year, part)| {
                let whole = wholes?.get(&year)?;
                Some((year, Figure { value: 0.0, part: count(part.value), whole: count(whole.value) }))
            });
            of.insert(player, in_both.collect());
        }
        Self { of, years }
    }
}
