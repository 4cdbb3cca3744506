//! From a data set to a snapshot.

use std::collections::{BTreeMap, HashMap};

use roaring::RoaringBitmap;

use super::collection::Collection;
use super::names::Names;
use super::resolve::Resolver;
use super::search::SearchBuilder;
use super::snapshot::{Freshness, Snapshot, SnapshotError, select};
use super::state::MissionState;
use super::view::{
    ClaimView, EventView, IndicatorView, Line, MilestoneView, MissionView, PlayerView, ProgramView, Reference,
    Schedule, Served, SourceView, TimelineView, TrendView, VehicleView, attempts_by_milestone, count_missions,
};
use super::{Period, Selection, indicators};
use crate::dataset::{Dataset, Table};
use crate::domain::{
    Day, Event, EventQuery, Id, Mission, Player, Record, RecordKind, References, Timeline, Vocabulary,
};

impl Snapshot {
    /// Indexes a data set as it stands on a day.
    ///
    /// # Errors
    ///
    /// When the data set cannot be indexed, which memory alone can prevent.
    pub fn build(dataset: &Dataset, day: Day) -> Result<Self, SnapshotError> {
        let names = Names::new(dataset);
        let mut indexer = Indexer { names: &names, search: SearchBuilder::new()?, resolver: Resolver::default() };
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
            version,
        } = dataset;

        let events_of = events_by_mission(events);
        let states: Vec<MissionState<'_>> = missions
            .records()
            .iter()
            .map(|mission| MissionState::on(day, mission, events_of.get(&mission.id).map_or(&[], Vec::as_slice)))
            .collect();
        let counts = count_missions(&states, &names);
        let program_counts = missions_by_program(&states);
        let by_id: HashMap<&str, &Mission> = missions.records().iter().map(|one| (one.id.as_str(), one)).collect();

        let mission_views: Vec<_> = states.iter().map(|state| MissionView::new(state, &names)).collect();
        let schedules: Vec<_> = states
            .iter()
            .map(|state| serde_json::value::to_raw_value(&Schedule::new(state, &names)))
            .collect::<Result<_, _>>()?;
        let event_views: Vec<_> = events
            .records()
            .iter()
            .map(|event| {
                EventView::new(event, event.mission.as_ref().and_then(|id| by_id.get(id.as_str()).copied()), &names)
            })
            .collect();
        let lines: Vec<Vec<Line>> = indicators
            .records()
            .iter()
            .map(|one| indicators::lines(one, &names, &mission_views, &event_views, i32::from(day.date().year())))
            .collect();
        let mut attempts = attempts_by_milestone(&mission_views);

        let event_collection = indexer.collection(&event_views)?;
        let shown: Vec<RoaringBitmap> =
            timelines.records().iter().map(|timeline| shown_events(timeline, &event_collection, &names)).collect();

        let belonging = belonging(players.records());
        let player_views: Vec<_> = players
            .records()
            .iter()
            .map(|player| {
                let takes_part =
                    |program: &&crate::domain::Program| program.players.iter().any(|one| one.player == player.id);
                let programs = programs.records().iter().filter(takes_part).map(|one| names.one(&one.id)).collect();
                let members = belonging.get(player.id.as_str()).map_or(&[][..], Vec::as_slice);
                let missions = counts.get(player.id.as_str()).copied().unwrap_or_default();
                PlayerView::new(player, &names, members, programs, missions)
            })
            .collect();
        let program_views: Vec<_> = programs
            .records()
            .iter()
            .map(|program| {
                let before = programs.records().iter().find(|other| other.successor.as_ref() == Some(&program.id));
                let missions = program_counts.get(program.id.as_str()).copied().unwrap_or_default();
                ProgramView::new(program, &names, day.last_second(), before.map(|one| names.one(&one.id)), missions)
            })
            .collect();
        let vehicle_views: Vec<_> = vehicles.records().iter().map(|one| VehicleView::new(one, &names)).collect();
        let timeline_views: Vec<_> = timelines
            .records()
            .iter()
            .zip(&shown)
            .map(|(timeline, shown)| {
                let dates: Vec<_> =
                    shown.iter().filter_map(|doc| Some(&event_views.get(usize::try_from(doc).ok()?)?.date)).collect();
                TimelineView::new(timeline, &names, &dates)
            })
            .collect();
        let trend_views: Vec<_> = trends
            .records()
            .iter()
            .map(|trend| {
                let missions = naming(missions, trend.id.as_str(), &names, |one| &one.trends);
                let indicators = naming(indicators, trend.id.as_str(), &names, |one| &one.trends);
                let claims = naming(claims, trend.id.as_str(), &names, |one| &one.trends);
                TrendView::new(trend, &names, &missions, &indicators, &claims)
            })
            .collect();
        let indicator_views: Vec<_> = indicators
            .records()
            .iter()
            .zip(&lines)
            .map(|(one, lines)| IndicatorView::new(one, &names, lines))
            .collect();
        let milestone_views: Vec<_> = milestones
            .records()
            .iter()
            .map(|one| MilestoneView::new(one, &names, attempts.remove(one.id.as_str()).unwrap_or_default()))
            .collect();
        let claim_views: Vec<_> = claims.records().iter().map(|one| ClaimView::new(one, &names)).collect();
        let cited = citations(dataset);
        let source_views: Vec<_> = sources
            .records()
            .iter()
            .map(|one| SourceView::new(one, cited.get(one.id.as_str()).copied().unwrap_or_default()))
            .collect();

        let collections = [
            indexer.collection(&player_views)?,
            indexer.collection(&program_views)?,
            indexer.collection(&mission_views)?,
            indexer.collection(&vehicle_views)?,
            event_collection,
            indexer.collection(&timeline_views)?,
            indexer.collection(&trend_views)?,
            indexer.collection(&indicator_views)?,
            indexer.collection(&milestone_views)?,
            indexer.collection(&claim_views)?,
            indexer.collection(&source_views)?,
        ];
        let freshness = BTreeMap::from([
            fresh(&player_views, |one| one.verified_on),
            fresh(&program_views, |one| one.verified_on),
            fresh(&mission_views, |one| one.verified_on),
            fresh(&vehicle_views, |one| one.verified_on),
            fresh(&event_views, |one| one.verified_on),
            fresh(&timeline_views, |one| one.verified_on),
            fresh(&trend_views, |one| one.verified_on),
            fresh(&indicator_views, |one| one.verified_on),
            fresh(&milestone_views, |one| one.verified_on),
            fresh(&claim_views, |one| one.verified_on),
            fresh(&source_views, |one| one.verified_on),
        ]);
        let (search, resolver) = (indexer.search.finish()?, indexer.resolver);
        Ok(Self {
            day,
            version: version.clone(),
            names,
            collections,
            schedules,
            lines,
            shown,
            search,
            resolver,
            freshness,
        })
    }
}

/// Indexes collections, and hands their records on to search.
struct Indexer<'a> {
    names: &'a Names,
    search: SearchBuilder,
    resolver: Resolver,
}

impl Indexer<'_> {
    fn collection<S: Served>(&mut self, records: &[S]) -> Result<Collection, SnapshotError> {
        let mut number = 0;
        let mut failed = None;
        let former = self.names.former_by_id(S::KIND);
        let collection = Collection::new(records, |record, found| {
            let former_ids = former.get(record.id()).into_iter().flatten().copied();
            self.resolver.add(S::KIND, number, record.id(), record.name(), former_ids, &found);
            if let Err(error) = self.search.add(S::KIND, record.id(), record.name(), &found) {
                failed.get_or_insert(error);
            }
            number += 1;
        })?;
        failed.map_or(Ok(collection), |error| Err(error.into()))
    }
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

fn missions_by_program(states: &[MissionState<'_>]) -> HashMap<String, super::view::MissionCounts> {
    let mut counts: HashMap<String, super::view::MissionCounts> = HashMap::new();
    for state in states {
        if let Some(program) = &state.mission.program {
            counts.entry(program.to_string()).or_default().add(state.status);
        }
    }
    counts
}

/// For each player those who name it as their nation or parent.
fn belonging(players: &[Player]) -> HashMap<&str, Vec<&Player>> {
    let mut found: HashMap<&str, Vec<&Player>> = HashMap::new();
    for player in players {
        let above = player.parent.iter().chain(&player.nation);
        for (index, id) in above.enumerate() {
            if index == 0 || player.parent.as_ref() != Some(id) {
                found.entry(id.as_str()).or_default().push(player);
            }
        }
    }
    found
}

/// The records of a table that name a trend.
fn naming<R: Record>(
    table: &Table<R>,
    trend: &str,
    names: &Names,
    trends: impl Fn(&R) -> &Vec<Id<crate::domain::Trend>>,
) -> Vec<Reference> {
    let found = table.records().iter().filter(|one| trends(one).iter().any(|id| id.as_str() == trend));
    found.map(|one| names.one(one.id())).collect()
}

/// The events of a timeline: those of its query, and its pins.
fn shown_events(timeline: &Timeline, events: &Collection, names: &Names) -> RoaringBitmap {
    let selected = timeline.query.as_ref().map(|query| {
        // every reference was checked, so no value is unknown
        select(events, names, None, &selection(query)).unwrap_or_default()
    });
    let pins = timeline.pins.iter().filter_map(|pin| events.number(pin.as_str())).collect::<RoaringBitmap>();
    selected.unwrap_or_default() | pins
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

/// How many records cite each source, in whatever part of them.
fn citations(dataset: &Dataset) -> HashMap<String, u32> {
    let mut cited = HashMap::new();
    let mut count = |references: Vec<crate::domain::Reference>| {
        let sources = references.into_iter().filter(|one| one.kind == RecordKind::Source);
        for id in sources.map(|one| one.id.to_string()).collect::<std::collections::BTreeSet<_>>() {
            *cited.entry(id).or_default() += 1;
        }
    };
    dataset.players.records().iter().for_each(|one| count(References::of(one)));
    dataset.programs.records().iter().for_each(|one| count(References::of(one)));
    dataset.missions.records().iter().for_each(|one| count(References::of(one)));
    dataset.vehicles.records().iter().for_each(|one| count(References::of(one)));
    dataset.events.records().iter().for_each(|one| count(References::of(one)));
    dataset.timelines.records().iter().for_each(|one| count(References::of(one)));
    dataset.trends.records().iter().for_each(|one| count(References::of(one)));
    dataset.indicators.records().iter().for_each(|one| count(References::of(one)));
    dataset.milestones.records().iter().for_each(|one| count(References::of(one)));
    dataset.claims.records().iter().for_each(|one| count(References::of(one)));
    cited
}

fn fresh<S: Served>(records: &[S], verified: impl Fn(&S) -> Day) -> (RecordKind, Freshness) {
    let days = || records.iter().map(&verified);
    let count = u32::try_from(records.len()).unwrap_or(u32::MAX);
    (S::KIND, Freshness { count, oldest: days().min(), newest: days().max() })
}
