//! From a data set to a world: every record in all the versions in which it was ever known.

mod derived;
mod facts;

use std::collections::{BTreeMap, HashMap};

use roaring::RoaringBitmap;

use super::aggregates::Follower;
use super::collection::Collection;
use super::history::History;
use super::indexer::{Indexer, hash};
use super::indicators::Series;
use super::knowledge::{ALWAYS, Knowledge, Known};
use super::names::Names;
use super::resolve::Resolver;
use super::search::SearchBuilder;
use super::selecting::select;
use super::snapshot::{Freshness, SnapshotError};
use super::statistics::SlipFacts;
use super::world::World;
use super::{Period, Selection};
use crate::dataset::{Dataset, Table};
use crate::domain::{Event, EventQuery, Id, Mission, Record, RecordKind, Timeline, Vocabulary};

/// A world in the making.
struct Making<'a> {
    dataset: &'a Dataset,
    known: Known<'a>,
    indexer: Indexer<'a>,
    series: Vec<Series>,
    slips: Vec<SlipFacts>,
    follower: Follower,
}

impl World {
    /// Indexes a data set. Fails when the data set cannot be indexed, which memory alone can prevent.
    pub(super) fn build(dataset: &Dataset) -> Result<Self, SnapshotError> {
        let names = Names::new(dataset);
        let events_of = events_by_mission(&dataset.events);
        let history = |mission: &'_ Mission| events_of.get(&mission.id).map_or(&[][..], Vec::as_slice);
        let histories: Vec<History<'_>> =
            dataset.missions.records().iter().map(|mission| History::new(mission, history(mission))).collect();
        let knowledge = Knowledge::new(dataset, &histories);
        let mut making = Making {
            dataset,
            known: Known { names: &names, knowledge: &knowledge, day: ALWAYS },
            indexer: Indexer {
                names: &names,
                search: SearchBuilder::new()?,
                resolver: Resolver::default(),
                said: Vec::new(),
            },
            series: dataset.indicators.records().iter().map(|one| Series::new(one, &names)).collect(),
            slips: Vec::new(),
            follower: Follower::default(),
        };
        let missions = making.missions(&histories)?;
        let events = making.events(&histories)?;
        let timelines = dataset.timelines.records().iter();
        let shown: Vec<RoaringBitmap> = timelines.map(|timeline| shown_events(timeline, &events, &names)).collect();
        let timelines = making.timelines(&shown, &events)?;
        let shown = shown.into_iter().map(|shown| events.group(shown)).collect();
        let collections = [
            making.players()?,
            making.programs()?,
            missions,
            making.vehicles()?,
            timelines,
            making.trends()?,
            making.indicators()?,
            making.milestones()?,
            making.claims()?,
            making.sources()?,
        ];
        let [players, programs, missions, vehicles, timelines, trends, indicators, milestones, claims, sources] =
            collections;
        let Making { indexer: Indexer { search, resolver, said, .. }, series, slips, .. } = making;
        let first_day = knowledge.first_day();
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
            shown,
            sets: dataset.sets.records().to_vec(),
            search: search.finish()?,
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
