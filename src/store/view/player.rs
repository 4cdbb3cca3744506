use serde::Serialize;
use utoipa::ToSchema;

use super::{DateView, Reference, Served};
use crate::domain::{Day, FuzzyDate, Player, PlayerKind, RecordKind, StatusGroup, Vocabulary};
use crate::store::knowledge::Known;
use crate::store::{Indexing, Key};

/// Missions by group of status. Missions of members count for their nation and parent, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct MissionCounts {
    /// All missions on record.
    pub total: u32,
    /// Not launched yet.
    pub future: u32,
    /// Under way.
    pub active: u32,
    /// Over.
    pub ended: u32,
}

impl MissionCounts {
    /// One more mission of a group.
    pub(in crate::store) fn add(&mut self, group: StatusGroup) {
        self.total += 1;
        *self.of(group) += 1;
    }

    /// One mission less of a group.
    pub(in crate::store) fn take_away(&mut self, group: StatusGroup) {
        self.total = self.total.saturating_sub(1);
        let count = self.of(group);
        *count = count.saturating_sub(1);
    }

    fn of(&mut self, group: StatusGroup) -> &mut u32 {
        match group {
            StatusGroup::Future => &mut self.future,
            StatusGroup::Active => &mut self.active,
            StatusGroup::Ended => &mut self.ended,
        }
    }
}

/// A player of the space race: a nation, agency, company, military service or alliance.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Player)]
pub struct PlayerView {
    /// Stable id.
    #[schema(example = "nasa", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Usual English name.
    #[schema(example = "NASA")]
    pub name: String,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// What kind of player it is.
    pub kind: PlayerKind,
    /// The nation it belongs to; null for a nation and for players of several nations.
    pub nation: Option<Reference>,
    /// The player that owns or commands it; null for none.
    pub parent: Option<Reference>,
    /// Players that belong to it: states of an alliance, agencies and companies of a nation, subsidiaries of a company.
    pub members: Vec<Reference>,
    /// ISO 3166-1 alpha-3 codes of its states (`SUN` for the former Soviet Union).
    #[schema(example = json!(["USA"]))]
    pub countries: Vec<String>,
    /// When it was founded; null where that is not known or has no meaning.
    pub founded: Option<DateView>,
    /// When it ceased to exist; null while it exists.
    pub dissolved: Option<DateView>,
    /// City of its head office; null where not known.
    #[schema(example = "Washington, D.C.")]
    pub headquarters: Option<String>,
    /// What it mainly works on.
    pub focus_areas: Vec<String>,
    /// Its own website; null where not known.
    #[schema(example = "https://www.nasa.gov")]
    pub website: Option<String>,
    /// Wikidata item; null where not known.
    #[schema(example = "Q23548")]
    pub wikidata: Option<String>,
    /// How many missions it operates or takes part in.
    pub missions: MissionCounts,
    /// Programs that it takes part in.
    pub programs: Vec<Reference>,
    /// What it is and what it does.
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<Reference>,
    /// Day on which somebody last checked the record.
    pub verified_on: Day,
}

impl PlayerView {
    pub(in crate::store) fn new(
        player: &Player,
        known: Known<'_>,
        belonging: &[&Player],
        programs: Vec<Reference>,
        missions: MissionCounts,
    ) -> Self {
        let mut members = known.all(&player.members);
        let others = belonging.iter().filter_map(|member| known.maybe(Some(&member.id)));
        let come = |date: &&FuzzyDate| known.has_come(date, player.verified_on);
        members.extend(
            others.filter(|member| !player.members.iter().any(|id| id.as_str() == member.id)).collect::<Vec<_>>(),
        );
        Self {
            id: player.id.to_string(),
            name: player.name.clone(),
            aliases: player.aliases.clone(),
            kind: player.kind,
            nation: known.maybe(player.nation.as_ref()),
            parent: known.maybe(player.parent.as_ref()),
            members,
            countries: player.countries.clone(),
            founded: DateView::of(player.founded.as_ref().filter(come)),
            dissolved: DateView::of(player.dissolved.as_ref().filter(come)),
            headquarters: player.headquarters.clone(),
            focus_areas: player.focus_areas.clone(),
            website: player.website.clone(),
            wikidata: player.wikidata.clone(),
            missions,
            programs,
            summary: player.summary.clone(),
            sources: known.all(&player.sources),
            verified_on: player.verified_on,
        }
    }
}

impl Served for PlayerView {
    const KIND: RecordKind = RecordKind::Player;

    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn index(&self, to: &mut Indexing) {
        to.facet("kind", [self.kind.word()]);
        to.facet("nation", self.nation.iter().map(|nation| &nation.id));
        to.facet("parent", self.parent.iter().map(|parent| &parent.id));
        to.facet("country", &self.countries);
        to.facet("program", self.programs.iter().map(|program| &program.id));
        to.order("missions", Key::Number(self.missions.total.into()));
        to.order("founded", Key::date(self.founded.as_ref()));
        to.aliases(&self.aliases);
        to.identifier("wikidata", self.wikidata.as_deref());
        to.identifier(
            "countries",
            self.countries.first().filter(|_| self.kind == PlayerKind::Nation).map(String::as_str),
        );
        to.text("focus_areas", &self.focus_areas.join(", "));
        to.text("summary", &self.summary);
    }
}
