//! Missions, events, vehicles and sources: what stands in the data set itself.

use rustc_hash::FxHashMap;

use super::Making;
use crate::dataset::{Dataset, Table};
use crate::domain::{Record, RecordKind, References};
use crate::store::collection::Collection;
use crate::store::history::History;
use crate::store::indexer::Builder;
use crate::store::indicators::Series;
use crate::store::knowledge::Days;
use crate::store::snapshot::SnapshotError;
use crate::store::state::MissionState;
use crate::store::statistics::SlipFacts;
use crate::store::view::{ClaimView, EventView, MissionView, Schedule, Served, SourceView, VehicleView};

impl<'a> Making<'a> {
    /// Missions, each with its slip ledger beside it. Whatever follows from missions takes note of every version.
    pub(super) fn missions(&mut self, histories: &[History<'a>]) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let mut builder = Builder::new(&mut self.indexer, MissionView::KIND);
        for (number, history) in (0_u32..).zip(histories) {
            let mut days = Days::of(known.knowledge, history.mission);
            history.days().for_each(|day| days.add(day));
            self.follower.begin();
            self.series.iter_mut().for_each(Series::begin);
            while let Some(day) = days.next() {
                let known = known.on(day);
                let state = MissionState::on(day, history);
                state.stale_from().into_iter().filter(|stale_from| *stale_from > day).for_each(|day| days.add(day));
                let view = MissionView::new(&state, history, known);
                if builder.version(day, &view, &Schedule::new(&state, known))?.is_some() {
                    self.slips.push(SlipFacts::of(&state));
                    self.follower.follow(day, number, &view);
                    self.series.iter_mut().for_each(|series| series.mission(day, number, &state, &view));
                }
            }
        }
        Ok(builder.finish())
    }

    /// Events. An event belongs to what its mission was planned to be when it took place.
    pub(super) fn events(&mut self, histories: &[History<'a>]) -> Result<Collection, SnapshotError> {
        let by_id: FxHashMap<&str, &History<'_>> =
            histories.iter().map(|history| (history.mission.id.as_str(), history)).collect();
        let known = self.known;
        let mut builder = Builder::new(&mut self.indexer, EventView::KIND);
        for (number, event) in (0_u32..).zip(self.dataset.events.records()) {
            let since = known.knowledge.since(RecordKind::Event, event.id.as_str());
            let mission = event.mission.as_ref().and_then(|id| by_id.get(id.as_str()));
            let plan = mission.map(|history| history.plan_on(since));
            let mut days = Days::of(known.knowledge, event);
            plan.iter().for_each(|plan| days.references(plan.as_ref()));
            let mut is_counted = false;
            while let Some(day) = days.next() {
                let view = EventView::new(event, plan.as_deref(), known.on(day));
                builder.version(day, &view, &())?;
                if !std::mem::replace(&mut is_counted, true) {
                    self.series.iter_mut().for_each(|series| series.event(day, number, &view, plan.as_deref()));
                }
            }
        }
        Ok(builder.finish())
    }

    pub(super) fn vehicles(&mut self) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let mut builder = Builder::new(&mut self.indexer, VehicleView::KIND);
        for vehicle in self.dataset.vehicles.records() {
            let mut days = Days::of(known.knowledge, vehicle);
            days.date(vehicle.first_flight.as_ref(), vehicle.verified_on);
            days.date(vehicle.last_flight.as_ref(), vehicle.verified_on);
            while let Some(day) = days.next() {
                builder.version(day, &VehicleView::new(vehicle, known.on(day)), &())?;
            }
        }
        Ok(builder.finish())
    }

    /// Claims. They speak of the day on which they were last checked, and are not known before.
    pub(super) fn claims(&mut self) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let mut builder = Builder::new(&mut self.indexer, ClaimView::KIND);
        for claim in self.dataset.claims.records() {
            let mut days = Days::since(known.knowledge, claim.verified_on.number());
            days.references(claim);
            while let Some(day) = days.next() {
                builder.version(day, &ClaimView::new(claim, known.on(day)), &())?;
            }
        }
        Ok(builder.finish())
    }

    /// Sources. How many records cite one is told as of the day on which it was last checked.
    pub(super) fn sources(&mut self) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let cited = citations(self.dataset);
        let mut builder = Builder::new(&mut self.indexer, SourceView::KIND);
        for source in self.dataset.sources.records() {
            let count = cited.get(source.id.as_str()).copied().unwrap_or_default();
            let mut days = Days::of(known.knowledge, source);
            while let Some(day) = days.next() {
                let is_checked = source.verified_on.number() <= day;
                builder.version(day, &SourceView::new(source, is_checked.then_some(count)), &())?;
            }
        }
        Ok(builder.finish())
    }
}

/// How many records cite each source, in whatever part of them.
fn citations(dataset: &Dataset) -> FxHashMap<&str, u32> {
    let mut cited = FxHashMap::default();
    count_citations(&dataset.players, &mut cited);
    count_citations(&dataset.programs, &mut cited);
    count_citations(&dataset.missions, &mut cited);
    count_citations(&dataset.vehicles, &mut cited);
    count_citations(&dataset.events, &mut cited);
    count_citations(&dataset.timelines, &mut cited);
    count_citations(&dataset.trends, &mut cited);
    count_citations(&dataset.indicators, &mut cited);
    count_citations(&dataset.milestones, &mut cited);
    count_citations(&dataset.claims, &mut cited);
    cited
}

fn count_citations<'a, R: Record>(table: &'a Table<R>, cited: &mut FxHashMap<&'a str, u32>) {
    for record in table.records() {
        let sources = References::named_by(record).filter(|(kind, _)| *kind == RecordKind::Source);
        let mut ids: Vec<&str> = sources.map(|(_, id)| id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().for_each(|id| *cited.entry(id).or_default() += 1);
    }
}
