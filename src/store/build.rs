//! From a data set to a world: every record in all the versions in which it was ever known.

mod derived;
mod facts;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use roaring::RoaringBitmap;

use super::aggregates::Follower;
use super::collection::Collection;
use super::history::History;
use super::indexer::{Indexer, Past, hash};
use super::indicators::Series;
use super::knowledge::{ALWAYS, Knowledge, Known, Reach};
use super::lifespans::Group;
use super::names::Names;
use super::resolve::Resolver;
use super::restating::Deflator;
use super::search::SearchIndex;
use super::selecting::select;
use super::snapshot::{Freshness, SnapshotError};
use super::statistics::SlipFacts;
use super::world::World;
use super::{Period, Selection};
use crate::dataset::threads::side_by_side;
use crate::dataset::{Dataset, Table};
use crate::domain::{Event, EventQuery, Id, Mission, Record, RecordKind, Timeline, Vocabulary};

/// Part of a world in the making, and what follows from it for others.
struct Making<'a> {
    dataset: &'a Dataset,
    known: Known<'a>,
    indexer: Indexer<'a>,
    series: Vec<Series>,
    slips: Vec<SlipFacts>,
    follower: Follower,
}

impl<'a> Making<'a> {
    fn new(dataset: &'a Dataset, known: Known<'a>, past: Option<&'a Mutex<Past>>, series: Vec<Series>) -> Self {
        Self {
            dataset,
            known,
            indexer: Indexer { names: known.names, resolver: Resolver::default(), past },
            series,
            slips: Vec::new(),
            follower: Follower::default(),
        }
    }

    /// Missions and what they change.
    fn of_missions(&mut self, histories: &[History<'a>]) -> Result<[Collection; 4], SnapshotError> {
        let missions = self.missions(histories)?;
        Ok([missions, self.players()?, self.programs()?, self.milestones()?])
    }

    /// Events and the timelines that show them.
    fn of_events(&mut self, histories: &[History<'a>]) -> Result<([Collection; 2], Vec<Group>), SnapshotError> {
        let events = self.events(histories)?;
        let timelines = self.dataset.timelines.records().iter();
        let shown: Vec<RoaringBitmap> =
            timelines.map(|timeline| shown_events(timeline, &events, self.known.names)).collect();
        let timelines = self.timelines(&shown, &events)?;
        let shown = shown.into_iter().map(|shown| events.group(shown)).collect();
        Ok(([events, timelines], shown))
    }

    /// What neither changes.
    fn of_others(&mut self) -> Result<[Collection; 4], SnapshotError> {
        Ok([self.sources()?, self.vehicles()?, self.trends()?, self.claims()?])
    }

    /// Adds what follows from another part.
    fn add(&mut self, other: Self) {
        self.indexer.resolver.add_all(other.indexer.resolver);
        self.series.iter_mut().zip(other.series).for_each(|(series, other)| series.add(other));
    }
}

impl World {
    /// Indexes a data set for the days that are asked about. Fails when the data set cannot be indexed, which memory alone can prevent.
    ///
    /// The world of all days makes the full-text index and puts it into `search`; that of one day takes it from there when it is needed.
    pub(super) fn build(
        dataset: &Dataset,
        reach: Reach,
        search: Arc<OnceLock<SearchIndex>>,
    ) -> Result<Self, SnapshotError> {
        let names = Names::new(dataset);
        let events_of = events_by_mission(&dataset.events);
        let history = |mission: &'_ Mission| events_of.get(&mission.id).map_or(&[][..], Vec::as_slice);
        let histories: Vec<History<'_>> =
            dataset.missions.records().iter().map(|mission| History::new(mission, history(mission))).collect();
        let knowledge = Knowledge::new(dataset, &histories, reach);
        let known = Known { names: &names, knowledge: &knowledge, day: ALWAYS };
        let past = match reach {
            Reach::AllDays => Some(Mutex::new(Past::new()?)),
            Reach::OneDay(_) => None,
        };
        let series = || dataset.indicators.records().iter().map(|one| Series::new(one, &names)).collect();
        let making = |series| Making::new(dataset, known, past.as_ref(), series);
        let (mut first, mut second, mut third) = (making(series()), making(series()), making(Vec::new()));
        let mut of_missions = || first.of_missions(&histories);
        let mut of_events = || second.of_events(&histories);
        let mut of_others = || third.of_others();
        let (of_missions, of_events, of_others) = match reach {
            // nobody waits for it, and its full text is the same each time if it is written in order
            Reach::AllDays => (of_missions(), of_events(), of_others()),
            Reach::OneDay(_) => side_by_side(of_missions, of_events, of_others),
        };
        let [missions, players, programs, milestones] = of_missions?;
        let ([events, timelines], shown) = of_events?;
        let [sources, vehicles, trends, claims] = of_others?;
        let mut making = first;
        making.add(second);
        making.add(third);
        making.series.iter_mut().for_each(Series::finish);
        let indicators = making.indicators()?;
        let with_series = dataset.indicators.records().iter().zip(&making.series);
        let deflators = with_series.filter_map(|(indicator, series)| Deflator::of(indicator, series)).collect();
        let Making { indexer: Indexer { resolver, .. }, series, slips, .. } = making;
        let first_day = knowledge.first_day();
        let mut said = Vec::new();
        if let Some(past) = past {
            let past = past.into_inner().unwrap_or_else(PoisonError::into_inner);
            let index = past.search.finish()?;
            search.get_or_init(|| index);
            said = past.said;
        }
        Ok(Self {
            version: dataset.version.clone(),
            versions: versions(said),
            first_day,
            collections: [
                players, programs, missions, vehicles, events, timelines, trends, indicators, milestones, claims,
                sources,
            ],
            slips,
            series,
            deflators,
            shown,
            sets: dataset.sets.records().to_vec(),
            formulas: dataset.formulas.records().to_vec(),
            search,
            resolver,
            freshness: freshness(dataset),
            names,
        })
    }
}

/// For every day on which something became known, a hash of all that was known then.
fn versions(mut said: Vec<(i32, u64)>) -> Vec<(i32, u64)> {
    said.sort_unstable();
    let mut versions: Vec<(i32, u64)> = Vec::new();
    let mut so_far = 0;
    for (day, what) in said {
        so_far = hash(&(so_far, day, what));
        match versions.last_mut() {
            Some((last, version)) if *last == day => *version = so_far,
            _ => versions.push((day, so_far)),
        }
    }
    versions
}

fn events_by_mission(events: &Table<Event>) -> HashMap<&Id<Mission>, Vec<&Event>> {
    let mut found: HashMap<&Id<Mission>, Vec<&Event>> = HashMap::new();
    for event in events.records() {
        if let Some(mission) = &event.mission {
            found.entry(mission).or_default().push(event);
        }
    }
    found
}

/// The events of a timeline, on whatever day: those of its query, and its pins.
fn shown_events(timeline: &Timeline, events: &Collection, names: &Names) -> RoaringBitmap {
    let selected = timeline.query.as_ref().map(|query| {
        // every reference was checked, so no value is unknown
        let selected = select(events, names, None, &selection(query)).unwrap_or_default();
        selected.unwrap_or_else(|| events.all())
    });
    selected.unwrap_or_default() | events.versions_of(timeline.pins.iter().map(Id::as_str))
}

fn selection(query: &EventQuery) -> Selection {
    fn ids<R>(ids: &[Id<R>]) -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    }
    fn words<V: Vocabulary>(words: &[V]) -> Vec<String> {
        words.iter().map(|word| word.word().to_owned()).collect()
    }
    let facets = [
        ("player", ids(&query.players)),
        ("program", ids(&query.programs)),
        ("mission", ids(&query.missions)),
        ("trend", ids(&query.trends)),
        ("destination", words(&query.destinations)),
        ("kind", words(&query.kinds)),
    ];
    let period =
        Period { date: "date", from: query.from.clone(), to: query.to.clone(), matching: super::Match::Possible };
    Selection {
        facets: facets
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| (name.to_owned(), values))
            .collect(),
        periods: if query.from.is_some() || query.to.is_some() { vec![period] } else { Vec::new() },
        ..Selection::default()
    }
}

fn freshness(dataset: &Dataset) -> BTreeMap<RecordKind, Freshness> {
    fn fresh<R: Record>(table: &Table<R>) -> (RecordKind, Freshness) {
        let days = || table.records().iter().map(Record::verified_on);
        let count = u32::try_from(table.records().len()).unwrap_or(u32::MAX);
        (R::KIND, Freshness { count, oldest: days().min(), newest: days().max() })
    }
    let Dataset {
        players,
        programs,
        missions,
        vehicles,
        events,
        timelines,
        trends,
        indicators,
        milestones,
        claims,
        sources,
        sets: _,
        formulas: _,
        version: _,
    } = dataset;
    BTreeMap::from([
        fresh(players),
        fresh(programs),
        fresh(missions),
        fresh(vehicles),
        fresh(events),
        fresh(timelines),
        fresh(trends),
        fresh(indicators),
        fresh(milestones),
        fresh(claims),
        fresh(sources),
    ])
}
