use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, Reference, Served};
use crate::domain::{Day, Destination, Event, EventKind, Id, Mission, Outcome, RecordKind, Vocabulary};
use crate::store::knowledge::Known;
use crate::store::names::Names;
use crate::store::{Indexing, Key};

/// An attempt at a milestone, and how it went.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventAttempt {
    /// The milestone.
    pub milestone: Reference,
    /// How the attempt went.
    pub result: Outcome,
}

/// An event: a dated fact of a mission, a program, a player or of policy.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventView {
    /// Stable id.
    #[schema(example = "artemis-ii-launch", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Headline: what happened.
    #[schema(example = "Artemis II lifts off")]
    pub name: String,
    /// What kind of event it is.
    pub kind: EventKind,
    /// When it happened, UTC.
    pub date: DateView,
    /// The mission whose event it is; null for none.
    pub mission: Option<Reference>,
    /// Other missions that it touches.
    pub related_missions: Vec<Reference>,
    /// Programs that it touches, that of the mission included.
    pub programs: Vec<Reference>,
    /// Players that it touches, those of the mission included.
    pub players: Vec<Reference>,
    /// The vehicle that it is about; for launches, the launch vehicle; null for none.
    pub vehicle: Option<Reference>,
    /// Where it belongs; null where that has no meaning.
    pub destination: Option<Destination>,
    /// Trends that it is a part of, those of the mission included.
    pub trends: Vec<Reference>,
    /// How it went; null where that has no meaning.
    pub outcome: Option<Outcome>,
    /// Set on the event with which a mission ended: how the mission as a whole went; null otherwise.
    pub ends_mission: Option<Outcome>,
    /// Firsts that were attempted, and how that went.
    pub milestones: Vec<EventAttempt>,
    /// What happened.
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
    #[serde(skip)]
    all_players: Vec<String>,
    #[serde(skip)]
    crewed: bool,
    #[serde(skip)]
    sets: Vec<String>,
}

impl EventView {
    /// The complete sets that it is a member of, and those of its mission.
    pub(in crate::store) fn sets(&self) -> &[String] {
        &self.sets
    }

    /// `mission` is the event's mission as it was planned when the event took place.
    pub(in crate::store) fn new(event: &Event, mission: Option<&Mission>, known: Known<'_>) -> Self {
        let names = known.names;
        let programs = joined(mission.iter().flat_map(|mission| &mission.program), &event.programs);
        let trends = joined(mission.iter().flat_map(|mission| &mission.trends), &event.trends);
        let players: BTreeSet<String> = mission
            .into_iter()
            .flat_map(|mission| super::mission::players(mission, known))
            .chain(event.players.iter().map(Id::as_str))
            .map(str::to_owned)
            .collect();
        let launcher = mission.filter(|_| event.kind == EventKind::Launch).and_then(|it| it.launch.vehicle.as_ref());
        Self {
            id: event.id.to_string(),
            name: event.name.clone(),
            kind: event.kind,
            date: DateView(event.date.clone()),
            mission: event.mission.as_ref().map(|id| known.one(id)),
            related_missions: known.all(&event.related_missions),
            programs: known.all(&programs),
            all_players: names.with_those_above(players.iter().map(String::as_str)).into_iter().collect(),
            players: players.iter().map(|id| names.refer(RecordKind::Player, id)).collect(),
            vehicle: known.maybe(event.vehicle.as_ref().or(launcher)),
            destination: event.destination.or(mission.map(|mission| mission.destination)),
            trends: known.all(&trends),
            outcome: event.outcome,
            ends_mission: event.ends_mission,
            milestones: event
                .milestones
                .iter()
                .map(|one| EventAttempt { milestone: known.one(&one.milestone), result: one.result })
                .collect(),
            summary: event.summary.clone(),
            sources: known.all(&event.sources),
            verified_on: event.verified_on,
            crewed: mission.is_some_and(|mission| mission.crewed),
            sets: sets(event, mission, names),
        }
    }
}

/// The complete sets that the event is a member of, and those of its mission.
fn sets(event: &Event, mission: Option<&Mission>, names: &Names) -> Vec<String> {
    let of_mission = mission.map_or(&[][..], |mission| names.sets_of(RecordKind::Mission, mission.id.as_str()));
    [names.sets_of(RecordKind::Event, event.id.as_str()), of_mission].concat()
}

/// Both lists without repetition, sorted.
fn joined<'a, R: 'a>(first: impl Iterator<Item = &'a Id<R>>, second: &'a [Id<R>]) -> Vec<Id<R>> {
    first.chain(second).cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

impl Served for EventView {
    const KIND: RecordKind = RecordKind::Event;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("player", &self.all_players);
        to.facet("program", self.programs.iter().map(|program| &program.id));
        to.facet("mission", self.mission.iter().chain(&self.related_missions).map(|mission| &mission.id));
        to.facet("destination", self.destination.iter().map(|destination| destination.word()));
        to.facet("trend", self.trends.iter().map(|trend| &trend.id));
        to.facet("kind", [self.kind.word()]);
        to.facet("outcome", self.outcome.iter().map(|outcome| outcome.word()));
        to.facet("vehicle", self.vehicle.iter().map(|vehicle| &vehicle.id));
        to.facet("milestone", self.milestones.iter().map(|one| &one.milestone.id));
        to.facet("crewed", [if self.crewed { "true" } else { "false" }]);
        to.facet("year", [self.date.0.year().to_string()]);
        to.facet("set", &self.sets);
        to.date("date", Some(&self.date));
        to.order("date", Key::date(Some(&self.date)));
        to.text("mission", self.mission.as_ref().map_or("", |mission| &mission.name));
        to.text("summary", &self.summary);
    }
}
