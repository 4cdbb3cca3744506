//! Players, programs, timelines, trends, indicators and milestones: what missions and events change.

use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::Making;
use crate::dataset::Table;
use crate::domain::{Id, Player, Record, RecordKind, Trend};
use crate::store::aggregates::{self, Steps};
use crate::store::collection::Collection;
use crate::store::indexer::Builder;
use crate::store::knowledge::Days;
use crate::store::snapshot::SnapshotError;
use crate::store::view::{IndicatorView, MilestoneView, PlayerView, ProgramView, Served, TimelineView, TrendView};

impl Making<'_> {
    pub(super) fn players(&mut self) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let players = self.dataset.players.records();
        let belonging = belonging(players);
        let mut builder = Builder::new(&mut self.indexer, PlayerView::KIND);
        for player in players {
            let counts = self.follower.players.steps(player.id.as_str());
            let members = belonging.get(player.id.as_str()).map_or(&[][..], Vec::as_slice);
            let programs = self.dataset.programs.records().iter();
            let programs: Vec<_> =
                programs.filter(|program| program.players.iter().any(|one| one.player == player.id)).collect();
            let mut days = Days::of(known.knowledge, player);
            days.date(player.founded.as_ref(), player.verified_on);
            days.date(player.dissolved.as_ref(), player.verified_on);
            members.iter().for_each(|one| days.add(known.knowledge.since(RecordKind::Player, one.id.as_str())));
            programs.iter().for_each(|one| days.add(known.knowledge.since(RecordKind::Program, one.id.as_str())));
            days.steps(&counts);
            while let Some(day) = days.next() {
                let known = known.on(day);
                let programs = programs.iter().filter_map(|program| known.maybe(Some(&program.id))).collect();
                let view = PlayerView::new(player, known, members, programs, aggregates::on(&counts, day));
                builder.version(day, &view, &())?;
            }
        }
        Ok(builder.finish())
    }

    pub(super) fn programs(&mut self) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let programs = self.dataset.programs.records();
        let mut builder = Builder::new(&mut self.indexer, ProgramView::KIND);
        for program in programs {
            let counts = self.follower.programs.steps(program.id.as_str());
            let before = programs.iter().find(|other| other.successor.as_ref() == Some(&program.id)).map(|one| &one.id);
            let mut days = Days::of(known.knowledge, program);
            days.date(program.started.as_ref(), program.verified_on);
            program.history.iter().for_each(|phase| days.date(Some(&phase.since), program.verified_on));
            before.into_iter().for_each(|id| days.add(known.knowledge.since(RecordKind::Program, id.as_str())));
            days.steps(&counts);
            while let Some(day) = days.next() {
                let view = ProgramView::new(program, known.on(day), before, aggregates::on(&counts, day));
                builder.version(day, &view, &())?;
            }
        }
        Ok(builder.finish())
    }

    pub(super) fn timelines(
        &mut self,
        shown: &[RoaringBitmap],
        events: &Collection,
    ) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let mut builder = Builder::new(&mut self.indexer, TimelineView::KIND);
        for (timeline, shown) in self.dataset.timelines.records().iter().zip(shown) {
            let spans = aggregates::spans(shown, events, self.dataset.events.records());
            let mut days = Days::of(known.knowledge, timeline);
            days.steps(&spans);
            while let Some(day) = days.next() {
                let view = TimelineView::new(timeline, known.on(day), &aggregates::on(&spans, day));
                builder.version(day, &view, &())?;
            }
        }
        Ok(builder.finish())
    }

    /// Trends. Their texts speak of the day on which they were last checked, and are not known before.
    pub(super) fn trends(&mut self) -> Result<Collection, SnapshotError> {
        let (known, dataset) = (self.known, self.dataset);
        let mut builder = Builder::new(&mut self.indexer, TrendView::KIND);
        for trend in dataset.trends.records() {
            let mut days = Days::since(known.knowledge, trend.verified_on.number());
            days.references(trend);
            while let Some(day) = days.next() {
                let known = known.on(day);
                let id = trend.id.as_str();
                let missions = naming(&dataset.missions, id, |one| &one.trends);
                let indicators = naming(&dataset.indicators, id, |one| &one.trends);
                let claims = naming(&dataset.claims, id, |one| &one.trends);
                let (missions, indicators, claims) = (known.all(&missions), known.all(&indicators), known.all(&claims));
                let view = TrendView::new(trend, known, &missions, &indicators, &claims);
                builder.version(day, &view, &())?;
            }
        }
        Ok(builder.finish())
    }

    pub(super) fn indicators(&mut self) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let mut builder = Builder::new(&mut self.indexer, IndicatorView::KIND);
        for (indicator, series) in self.dataset.indicators.records().iter().zip(&self.series) {
            let extents = series.extents(known.names);
            let mut days = Days::of(known.knowledge, indicator);
            days.steps(&extents);
            while let Some(day) = days.next() {
                let view = IndicatorView::new(indicator, known.on(day), aggregates::on(&extents, day));
                builder.version(day, &view, &())?;
            }
        }
        Ok(builder.finish())
    }

    pub(super) fn milestones(&mut self) -> Result<Collection, SnapshotError> {
        let known = self.known;
        let mut builder = Builder::new(&mut self.indexer, MilestoneView::KIND);
        for milestone in self.dataset.milestones.records() {
            let attempts = self.follower.attempts(milestone.id.as_str());
            let mut days = Days::of(known.knowledge, milestone);
            days.steps(&attempts);
            while let Some(day) = days.next() {
                let view = MilestoneView::new(milestone, known.on(day), aggregates::on(&attempts, day));
                builder.version(day, &view, &())?;
            }
        }
        Ok(builder.finish())
    }
}

impl Days<'_> {
    /// The days on which a value changes.
    fn steps<T>(&mut self, steps: &Steps<T>) {
        steps.iter().for_each(|(day, _)| self.add(*day));
    }
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
fn naming<R: Record>(table: &Table<R>, trend: &str, trends: impl Fn(&R) -> &Vec<Id<Trend>>) -> Vec<Id<R>> {
    let found = table.records().iter().filter(|one| trends(one).iter().any(|id| id.as_str() == trend));
    found.map(|one| one.id().clone()).collect()
}
