//! What stands behind a point: exactly the records that it counts, or the figures as they were published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::names::Reference;
use super::super::snapshot::Snapshot;
use super::super::view::{DateView, Line, Point, PointPeriod};
use super::Series;
use super::count::{Count, Place, lines_of};
use super::lines::{SeriesGroup, SeriesQuery, is_of_players, is_partial};
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

/// What a record says of its date: an event itself, a mission of its launch.
#[derive(Deserialize)]
struct Dated {
    #[serde(default)]
    date: Option<DateView>,
    #[serde(default)]
    launch: Option<DatedLaunch>,
}

#[derive(Deserialize)]
struct DatedLaunch {
    date: Option<DateView>,
}

/// Which point is to be opened.
#[derive(Clone, Debug)]
pub struct EvidenceQuery {
    /// Its period.
    pub period: PointPeriod,
    /// The player whose line it belongs to. Where it has no line, all that it or players that belong to it did.
    pub player: Option<String>,
    /// What the lines are to stand for, if not what the indicator says.
    pub group: Option<SeriesGroup>,
    /// Only what goes to this destination, or to none.
    pub destination: Option<String>,
    /// Only what flew on this launch vehicle, or on none; of published figures, only the line of this vehicle.
    pub vehicle: Option<String>,
}

impl Snapshot {
    /// What stands behind a point, or behind those of several lines of its period. `None` where nothing is on record for the period.
    pub fn evidence(&self, indicator: u32, query: &EvidenceQuery) -> Option<Evidence> {
        match self.series_of(indicator)? {
            Series::Published(_) => self.evidence_of_figures(indicator, query),
            Series::Derived(count) => self.evidence_of_count(count, query),
        }
    }

    fn evidence_of_figures(&self, indicator: u32, query: &EvidenceQuery) -> Option<Evidence> {
        let (first, last) = query.period.years();
        let series = SeriesQuery {
            players: query.player.clone().map(|player| vec![player]),
            from: Some(first),
            to: Some(last),
            ..SeriesQuery::default()
        };
        let mut figures = self.series(indicator, &series);
        let is_own = |line: &Line| line.player.as_ref().is_some_and(|one| Some(&one.id) == query.player.as_ref());
        if figures.iter().any(is_own) {
            figures.retain(is_own);
        }
        if let Some(vehicle) = &query.vehicle {
            figures.retain(|line| line.vehicle.as_ref().is_some_and(|one| one.id == *vehicle));
        }
        let all = || figures.iter().flat_map(|line| &line.points);
        let sum = all().filter_map(|point| point.value).sum();
        let partial = all().any(|point| point.partial);
        let point = all().next().map(|_| Point::of(query.period, sum, partial))?;
        Some(Evidence { point, counted: Vec::new(), not_counted: Vec::new(), figures })
    }

    fn evidence_of_count(&self, count: &Count, query: &EvidenceQuery) -> Option<Evidence> {
        let (day, names, period) = (self.day().number(), self.names(), query.period);
        let dimension = count.group(query.group);
        let is_line_of = |place: &Place, player: &str| {
            is_of_players(dimension) && lines_of(&place.players, dimension, names).iter().any(|line| line == player)
        };
        let own_line = query.player.as_ref().filter(|id| count.cells.keys().any(|place| is_line_of(place, id)));
        let is_of = |place: &Place| match (&query.player, own_line) {
            (None, _) => true,
            (Some(_), Some(own)) => is_line_of(place, own),
            (Some(player), None) => place.is_of(player, names),
        };
        let asked = [(Dimension::Category, &query.destination), (Dimension::Vehicle, &query.vehicle)];
        let asked: Vec<(Vec<String>, &String)> = asked
            .into_iter()
            .filter_map(|(dimension, asked)| count.labels(dimension, self).zip(asked.as_ref()))
            .collect();
        let takes = |way: u32| {
            let label = |labels: &[String]| usize::try_from(way).ok().and_then(|way| labels.get(way).cloned());
            asked.iter().all(|(labels, asked)| label(labels).as_ref() == Some(asked))
        };
        let (mut whole, mut part) = (BTreeMap::<u32, u64>::new(), BTreeMap::<u32, u64>::new());
        let within = |place: &Place| match period {
            PointPeriod::Quarter(asked, number) => (asked, Some(number)) == (place.year, place.quarter),
            PointPeriod::Year(_) | PointPeriod::Decade(_) | PointPeriod::Years(..) => {
                let (first, last) = period.years();
                (first..=last).contains(&place.year)
            }
        };
        for (_, tally) in count.cells.iter().filter(|(place, _)| within(place) && is_of(place)) {
            for (sums, cell) in [(&mut whole, &tally.whole), (&mut part, &tally.part)] {
                let records = cell.records(day, takes);
                records.into_iter().for_each(|(record, times)| *sums.entry(record).or_default() += times);
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
        let text = doc.map(|doc| collection.json(doc));
        let dated: Option<Dated> = text.and_then(|text| serde_json::from_str(text.get()).ok());
        CountedRecord {
            kind,
            record: self.names().refer(kind, self.id_of(kind, record)),
            date: dated.and_then(|dated| dated.date.or_else(|| dated.launch?.date)),
            times,
        }
    }
}
