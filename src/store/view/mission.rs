use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use super::{DateView, Money, Participation, Reference, ScheduleSummary, Served};
use crate::domain::{
    Day, Destination, Event, EventKind, Id, Mission, MissionKind, Outcome, RecordKind, Status, StatusGroup, Vocabulary,
};
use crate::store::history::History;
use crate::store::knowledge::Known;
use crate::store::state::MissionState;
use crate::store::{Indexing, Key};

/// How an attempt at a milestone went.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AttemptResult {
    /// The first was reached.
    Success,
    /// It was reached in part.
    PartialSuccess,
    /// It was missed.
    Failure,
    /// No result is on record yet.
    Pending,
}

impl Vocabulary for AttemptResult {
    const NAME: &'static str = "AttemptResult";
    const ABOUT: &'static str = "How an attempt at a milestone went.";
}

impl From<Outcome> for AttemptResult {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => Self::Success,
            Outcome::PartialSuccess => Self::PartialSuccess,
            Outcome::Failure => Self::Failure,
        }
    }
}

/// A person aboard.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CrewMember)]
pub struct Crew {
    /// Name.
    #[schema(example = "Reid Wiseman")]
    pub name: String,
    /// Role aboard.
    #[schema(example = "commander")]
    pub role: String,
    /// The agency or company that the person flies for; null for private persons.
    pub player: Option<Reference>,
}

/// How and when a mission is launched.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Launch {
    /// When: the launch itself, or else the last announced target. Null while no target is announced.
    pub date: Option<DateView>,
    /// Whether the launch has taken place. If not, the date is a plan.
    pub achieved: bool,
    /// The launch vehicle; null while it is open.
    pub vehicle: Option<Reference>,
    /// Launch site and pad; null where not known.
    #[schema(example = "Kennedy Space Center, Florida, LC-39B")]
    pub site: Option<String>,
}

/// A first that a mission attempts, and how that went.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MissionMilestone {
    /// The milestone.
    pub milestone: Reference,
    /// How the attempt went.
    pub result: AttemptResult,
    /// When it was decided; null while it is pending.
    pub date: Option<DateView>,
    /// The event that decided it; null while it is pending.
    pub event: Option<Reference>,
}

/// What other catalogues call a mission. All are strings, since catalogue numbers outgrow their digits.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Identifiers {
    /// COSPAR international designator; null where there is none or it is not known.
    #[schema(example = "2023-098A")]
    pub cospar: Option<String>,
    /// Number in the US satellite catalogue; null where not known.
    #[schema(example = "57320")]
    pub satcat: Option<String>,
    /// Wikidata item; null where not known.
    #[schema(example = "Q55093995")]
    pub wikidata: Option<String>,
}

/// A mission: one flight or project with a launch of its own.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Mission)]
pub struct MissionView {
    /// Stable id.
    #[schema(example = "artemis-ii", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Usual English name.
    #[schema(example = "Artemis II")]
    pub name: String,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// Who runs it.
    pub operator: Reference,
    /// Who else takes part, and how.
    pub partners: Vec<Participation>,
    /// Nations of the operator and the partners.
    pub nations: Vec<Reference>,
    /// The program it belongs to; null for none.
    pub program: Option<Reference>,
    /// What it does or is.
    pub kinds: Vec<MissionKind>,
    /// Where it goes.
    pub destination: Destination,
    /// Whether people are, or are to be, aboard.
    pub crewed: bool,
    /// Who is aboard, as launched or as named; empty where nobody is named.
    pub crew: Vec<Crew>,
    /// The spacecraft, lander or rover type; null where it has no record.
    pub spacecraft: Option<Reference>,
    /// How and when it is launched.
    pub launch: Launch,
    /// Its status, which follows from its events and its schedule.
    pub status: Status,
    /// Group of the status.
    pub status_group: StatusGroup,
    /// When the event or announcement took place that the status follows from; null where none is on record.
    pub status_since: Option<DateView>,
    /// Whether its planned window has passed without an outcome on record.
    pub stale: bool,
    /// For a mission still to come: the day on which the plan was last seen in a source; null otherwise.
    pub plan_seen_on: Option<Day>,
    /// The slip ledger in short; the entries are at `/missions/{id}/schedule`.
    pub schedule: ScheduleSummary,
    /// Firsts that it attempts, and how that went.
    pub milestones: Vec<MissionMilestone>,
    /// What other catalogues call it.
    pub identifiers: Identifiers,
    /// Costs, each with its basis.
    pub cost: Vec<Money>,
    /// Missions that have to succeed before it.
    pub depends_on: Vec<Reference>,
    /// Trends it is a part of.
    pub trends: Vec<Reference>,
    /// What it is for.
    pub summary: String,
    /// How it went; null while that is open.
    pub outcome: Option<String>,
    /// Where the facts were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
    #[serde(skip)]
    index: Index,
}

/// What a mission is found by beyond what it shows.
#[derive(Clone, Debug)]
struct Index {
    players: Vec<String>,
    operators: Vec<String>,
    sets: Vec<String>,
}

/// Operator and partners.
pub(in crate::store) fn players<'a>(mission: &'a Mission, known: Known<'_>) -> Vec<&'a str> {
    let partners = mission.partners.iter().map(|partner| &partner.player).filter(|player| known.knows(player));
    std::iter::once(&mission.operator).chain(partners).map(Id::as_str).collect()
}

impl MissionView {
    pub(in crate::store) fn new(state: &MissionState<'_>, history: &History<'_>, known: Known<'_>) -> Self {
        let (mission, names) = (state.mission.as_ref(), known.names);
        let involved = players(mission, known);
        let nations = names.nations_of(involved.iter().copied());
        let is_launched = state.launch.is_some();
        let is_checked = mission.verified_on.number() <= known.day;
        // who is aboard is known when people are named for the flight, and at the launch at the latest
        let is_crew_known =
            is_checked || is_launched || state.events.iter().any(|event| event.kind == EventKind::CrewAssignment);
        // how it went is told when it is over; of what goes on, the text tells how it stood when it was last looked at
        let is_outcome_known = match state.status.group() {
            StatusGroup::Ended => history.last_event().is_some_and(|last| last <= known.day) || is_checked,
            StatusGroup::Future | StatusGroup::Active => is_checked,
        };
        Self {
            id: mission.id.to_string(),
            name: mission.name.clone(),
            aliases: mission.aliases.clone(),
            operator: known.one(&mission.operator),
            partners: Participation::all(&mission.partners, known),
            nations: nations.iter().map(|nation| names.refer(RecordKind::Player, nation)).collect(),
            program: known.maybe(mission.program.as_ref()),
            kinds: mission.kinds.clone(),
            destination: mission.destination,
            crewed: mission.crewed,
            crew: mission
                .crew
                .iter()
                .filter(|_| is_crew_known)
                .map(|one| Crew {
                    name: one.name.clone(),
                    role: one.role.clone(),
                    player: known.maybe(one.player.as_ref()),
                })
                .collect(),
            spacecraft: known.maybe(mission.spacecraft.as_ref()),
            launch: Launch {
                date: DateView::of(state.launch_date),
                achieved: is_launched,
                vehicle: known.maybe(mission.launch.vehicle.as_ref()),
                site: mission.launch.site.clone(),
            },
            status: state.status,
            status_group: state.status.group(),
            status_since: DateView::of(state.since),
            stale: state.stale,
            plan_seen_on: mission
                .plan_seen_on
                .filter(|day| state.status.group() == StatusGroup::Future && day.number() <= known.day),
            schedule: ScheduleSummary::of(state),
            milestones: mission
                .milestones
                .iter()
                .map(|milestone| attempt(milestone.as_str(), &state.events, known))
                .collect(),
            identifiers: Identifiers {
                cospar: mission.identifiers.cospar.clone().filter(|_| is_launched || is_checked),
                satcat: mission.identifiers.satcat.clone().filter(|_| is_launched || is_checked),
                wikidata: mission.identifiers.wikidata.clone(),
            },
            cost: Money::all(&mission.cost, known),
            depends_on: known.all(&mission.depends_on),
            trends: known.all(&mission.trends),
            summary: mission.summary.clone(),
            outcome: mission.outcome.clone().filter(|_| is_outcome_known),
            sources: known.all(&mission.sources),
            verified_on: mission.verified_on,
            index: Index {
                players: names.with_those_above(involved).into_iter().collect(),
                operators: names.with_those_above([mission.operator.as_str()]).into_iter().collect(),
                sets: names.sets_of(RecordKind::Mission, mission.id.as_str()).to_vec(),
            },
        }
    }
}

/// The result of an attempt stands with the mission's events; the last one counts.
fn attempt(milestone: &str, events: &[&Event], known: Known<'_>) -> MissionMilestone {
    let results = events.iter().rev().find_map(|event| {
        let attempt = event.milestones.iter().find(|attempt| attempt.milestone.as_str() == milestone)?;
        Some((attempt.result, *event))
    });
    MissionMilestone {
        milestone: known.refer(RecordKind::Milestone, milestone),
        result: results.map_or(AttemptResult::Pending, |(result, _)| result.into()),
        date: results.map(|(_, event)| DateView(event.date.clone())),
        event: results.map(|(_, event)| known.one(&event.id)),
    }
}

impl MissionView {
    /// The complete sets that it is a member of.
    pub(in crate::store) fn sets(&self) -> &[String] {
        &self.index.sets
    }

    /// Operator and partners, and all who stand for them.
    pub(in crate::store) fn all_players(&self) -> &[String] {
        &self.index.players
    }
}

impl Served for MissionView {
    const KIND: RecordKind = RecordKind::Mission;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("player", &self.index.players);
        to.facet("operator", &self.index.operators);
        to.facet("nation", self.nations.iter().map(|nation| &nation.id));
        to.facet("program", self.program.iter().map(|program| &program.id));
        to.facet("destination", [self.destination.word()]);
        to.facet("kind", self.kinds.iter().map(|kind| kind.word()));
        to.facet("status", [self.status.word()]);
        to.facet("status_group", [self.status_group.word()]);
        to.facet("crewed", [if self.crewed { "true" } else { "false" }]);
        to.facet("stale", [if self.stale { "true" } else { "false" }]);
        let is_upcoming = self.status == Status::Planned && self.launch.date.is_some() && !self.stale;
        to.facet("upcoming", [if is_upcoming { "true" } else { "false" }]);
        to.facet("vehicle", self.launch.vehicle.iter().chain(&self.spacecraft).map(|vehicle| &vehicle.id));
        to.facet("trend", self.trends.iter().map(|trend| &trend.id));
        to.facet("milestone", self.milestones.iter().map(|one| &one.milestone.id));
        to.facet("depends_on", self.depends_on.iter().map(|mission| &mission.id));
        let has_target = self.schedule.first_target.is_some() && self.launch.date.is_some();
        to.facet("has_target", [if has_target { "true" } else { "false" }]);
        to.facet("launched", [if self.launch.achieved { "true" } else { "false" }]);
        to.facet("set", &self.index.sets);
        to.date("launch", self.launch.date.as_ref());
        to.order("launch_date", Key::date(self.launch.date.as_ref()));
        to.order("launch_latest", Key::end_of_date(self.launch.date.as_ref()));
        to.order("status", Key::Text(self.status.word().to_owned()));
        to.order("slips", Key::Number(self.schedule.slips.into()));
        to.aliases(&self.aliases);
        to.identifier("cospar", self.identifiers.cospar.as_deref());
        to.identifier("satcat", self.identifiers.satcat.as_deref());
        to.identifier("wikidata", self.identifiers.wikidata.as_deref());
        to.text("crew", &self.crew.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "));
        to.text("summary", &self.summary);
        to.text("outcome", self.outcome.as_deref().unwrap_or_default());
    }
}
