//! What stands behind a point: exactly the records that it counts, or the figures as they were published.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::super::names::Reference;
use super::super::snapshot::Snapshot;
use super::super::view::{DateView, Line, Point, PointPeriod};
use super::Series;
use super::count::{Count, lines_of};
use super::lines::{SeriesGroup, SeriesQuery, is_partial};
use crate::domain::{Counted, Dimension, RecordKind};

/// A record that was counted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountedRecord {
    /// Kind of the record: a mission or an event.
    pub kind: RecordKind,
    /// The record.
    pub record: Reference,
    /// When the mission was launched, or the event happened. For slips it is the launch or its current target; null where there is none.
    pub date: Option<DateView>,
    /// How often it counts: once, or once for each seat or slip.
    #[schema(example = 1)]
    pub times: u64,
}

/// What stands behind a point, or behind the points of several lines of one period together.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The point; of several lines, all together.
    pub point: Point,
    /// What was counted; of a share, the part.
    pub counted: Vec<CountedRecord>,
    /// Of a share, what belongs to the whole and not to the part.
    pub not_counted: Vec<CountedRecord>,
    /// The lines of a published indicator in the period, each with its points.
    pub figures: Vec<Line>,
}

impl Snapshot {
    /// What stands behind the points of a period: of all lines, or of the line of a player, or where it has none of those of players that belong to it. `None` where nothing is on record for the period.
    /// A count may be looked at by other lines than its own.
    pub fn evidence(
        &self,
        indicator: u32,
        period: PointPeriod,
        player: Option<&str>,
        group: Option<SeriesGroup>,
    ) -> Option<Evidence> {
        match self.series_of(indicator)? {
            Series::Published(_) => {
                let (first, last) = period.years();
                let query = SeriesQuery {
                    players: player.map(|player| vec![player.to_owned()]),
                    from: Some(first),
                    to: Some(last),
                    ..SeriesQuery::default()
                };
                let mut figures = self.series(indicator, &query);
                let is_own = |line: &Line| line.player.as_ref().is_some_and(|one| Some(one.id.as_str()) == player);
                if figures.iter().any(is_own) {
                    figures.retain(is_own);
                }
                let all = || figures.iter().flat_map(|line| &line.points);
                let sum = all().filter_map(|point| point.value).sum();
                let partial = all().any(|point| point.partial);
                let point = all().next().map(|_| Point::of(period, sum, partial))?;
                Some(Evidence { point, counted: Vec::new(), not_counted: Vec::new(), figures })
            }
            Series::Derived(count) => {
                let dimension = group.map_or(count.dimension, Into::into);
                self.evidence_of_count(count, period, player, dimension)
            }
        }
    }

    fn evidence_of_count(
        &self,
        count: &Count,
        period: PointPeriod,
        player: Option<&str>,
        dimension: Dimension,
    ) -> Option<Evidence> {
        let (day, names) = (self.day().number(), self.names());
        let lines = |players: &str| lines_of(players, dimension, names);
        let own_line =
            player.filter(|id| count.cells.keys().any(|place| lines(&place.players).iter().any(|line| line == id)));
        let is_of = |players: &str| match (player, own_line) {
            (None, _) => true,
            (Some(_), Some(own)) => lines(players).iter().any(|line| line == own),
            (Some(above), None) => {
                lines(players).iter().any(|line| names.with_those_above([line.as_str()]).contains(above))
            }
        };
        let (mut whole, mut part) = (BTreeMap::<u32, u64>::new(), BTreeMap::<u32, u64>::new());
        let within = |year: i32, quarter: Option<u8>| match period {
            PointPeriod::Quarter(asked, number) => (asked, Some(number)) == (year, quarter),
            PointPeriod::Year(_) | PointPeriod::Decade(_) | PointPeriod::Years(..) => {
                let (first, last) = period.years();
                (first..=last).contains(&year)
            }
        };
        for (place, tally) in count.cells.iter().filter(|(place, _)| within(place.year, place.quarter)) {
            if !is_of(&place.players) {
                continue;
            }
            for (sums, cell) in [(&mut whole, &tally.whole), (&mut part, &tally.part)] {
                cell.records(day).into_iter().for_each(|(record, times)| *sums.entry(record).or_default() += times);
            }
        }
        let scope = self.scope(&count.rule);
        let today = self.day().date();
        if whole.is_empty() && !super::lines::is_covered(period, &scope, today) {
            return None;
        }
        let sums = (whole.values().sum(), part.values().sum());
        let point = count.point(period, sums, is_partial(period, &scope, today));
        let kind = match count.rule.count {
            Counted::LaunchedMissions | Counted::Seats | Counted::Slips => RecordKind::Mission,
            Counted::Events => RecordKind::Event,
        };
        let records = |sums: &BTreeMap<u32, u64>| {
            sums.iter().map(|(record, times)| self.counted(kind, *record, *times)).collect()
        };
        let (counted, not_counted) = if count.rule.aggregation.is_share() {
            whole.retain(|record, _| !part.contains_key(record));
            (records(&part), records(&whole))
        } else {
            (records(&whole), Vec::new())
        };
        Some(Evidence { point, counted, not_counted, figures: Vec::new() })
    }

    fn counted(&self, kind: RecordKind, record: u32, times: u64) -> CountedRecord {
        let collection = self.collection(kind);
        let doc = collection.doc_of(record, self.day().number());
        let path = if kind == RecordKind::Event { "/date" } else { "/launch/date" };
        let text = doc.map(|doc| collection.json(doc));
        let value: Option<Value> = text.and_then(|text| serde_json::from_str(text.get()).ok());
        let date = value.as_ref().and_then(|value| value.pointer(path)).cloned();
        CountedRecord {
            kind,
            record: self.names().refer(kind, self.id_of(kind, record)),
            date: date.and_then(|date| serde_json::from_value(date).ok()).flatten(),
            times,
        }
    }
}
