//! For each kind of record: what it can be filtered, ordered and counted by, and which related records can be asked for.

use crate::domain::{
    Destination, Dimension, EventKind, IndicatorKind, MissionKind, Outcome, PlayerKind, ProgramStatus, RecordKind,
    Reusability, SourceRank, Status, StatusGroup, TrendKind, VehicleKind, VehicleStatus, Verdict, Vocabulary,
};

/// What the values of a facet are.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// Words of a closed set.
    Words(fn() -> Vec<&'static str>),
    /// Ids of records.
    Records(RecordKind),
    /// `true` or `false`.
    Flag,
    /// Texts that occur in the records.
    Texts,
    /// Calendar years.
    Years,
}

/// Something that records can be filtered by, and counted by.
#[derive(Clone, Copy, Debug)]
pub struct FacetDef {
    /// Name of the query parameter.
    pub name: &'static str,
    /// What its values are.
    pub values: Values,
}

/// Where the related records of an `include` are found.
#[derive(Clone, Copy, Debug)]
pub enum Related {
    /// References in the record itself: field names from the outside in; lists are entered.
    Within(&'static [&'static str]),
    /// Records that name this one under a facet.
    Naming(&'static str),
}

/// A kind of related record that can be asked for along with a record.
#[derive(Clone, Copy, Debug)]
pub struct IncludeDef {
    /// Word of the `include` parameter.
    pub name: &'static str,
    /// Kind of the related records.
    pub kind: RecordKind,
    /// Where they are found.
    pub related: Related,
}

/// All that can be asked of one kind of record.
#[derive(Clone, Copy, Debug)]
pub struct TableDef {
    /// Filters and facets.
    pub facets: &'static [FacetDef],
    /// Names of date filters.
    pub dates: &'static [&'static str],
    /// Names of orders, besides `id` and `name`.
    pub orders: &'static [&'static str],
    /// The order when none is asked for.
    pub default_order: &'static str,
    /// Another such order while a flag is asked for: the flag, and the order.
    pub order_with: Option<(&'static str, &'static str)>,
    /// Related records.
    pub includes: &'static [IncludeDef],
}

impl TableDef {
    /// The facet of that name.
    pub fn facet(&self, name: &str) -> Option<&'static FacetDef> {
        self.facets.iter().find(|facet| facet.name == name)
    }

    /// All names of orders.
    pub fn order_names(&self) -> Vec<&'static str> {
        self.orders.iter().copied().chain(["name", "id"]).collect()
    }
}

const fn words<V: Vocabulary>(name: &'static str) -> FacetDef {
    FacetDef { name, values: Values::Words(V::words) }
}

const fn records(name: &'static str, kind: RecordKind) -> FacetDef {
    FacetDef { name, values: Values::Records(kind) }
}

const fn flag(name: &'static str) -> FacetDef {
    FacetDef { name, values: Values::Flag }
}

const fn texts(name: &'static str) -> FacetDef {
    FacetDef { name, values: Values::Texts }
}

const fn within(name: &'static str, kind: RecordKind, path: &'static [&'static str]) -> IncludeDef {
    IncludeDef { name, kind, related: Related::Within(path) }
}

const fn naming(name: &'static str, kind: RecordKind, facet: &'static str) -> IncludeDef {
    IncludeDef { name, kind, related: Related::Naming(facet) }
}

const SOURCES: IncludeDef = within("sources", RecordKind::Source, &["sources"]);
const TRENDS: IncludeDef = within("trends", RecordKind::Trend, &["trends"]);

/// What can be asked of a kind of record.
pub fn table(kind: RecordKind) -> &'static TableDef {
    match kind {
        RecordKind::Player => &PLAYERS,
        RecordKind::Program => &PROGRAMS,
        RecordKind::Mission => &MISSIONS,
        RecordKind::Vehicle => &VEHICLES,
        RecordKind::Event => &EVENTS,
        RecordKind::Timeline => &TIMELINES,
        RecordKind::Trend => &TREND_TABLE,
        RecordKind::Indicator => &INDICATORS,
        RecordKind::Milestone => &MILESTONES,
        RecordKind::Claim => &CLAIMS,
        RecordKind::Source => &SOURCE_TABLE,
    }
}

static PLAYERS: TableDef = TableDef {
    facets: &[
        words::<PlayerKind>("kind"),
        records("nation", RecordKind::Player),
        records("parent", RecordKind::Player),
        texts("country"),
        records("program", RecordKind::Program),
    ],
    dates: &[],
    orders: &["missions", "founded"],
    default_order: "name",
    order_with: None,
    includes: &[
        within("nation", RecordKind::Player, &["nation"]),
        within("parent", RecordKind::Player, &["parent"]),
        within("members", RecordKind::Player, &["members"]),
        within("programs", RecordKind::Program, &["programs"]),
        SOURCES,
    ],
};

static PROGRAMS: TableDef = TableDef {
    facets: &[
        records("player", RecordKind::Player),
        words::<Destination>("destination"),
        words::<ProgramStatus>("status"),
    ],
    dates: &[],
    orders: &["started", "missions"],
    default_order: "name",
    order_with: None,
    includes: &[
        within("players", RecordKind::Player, &["players", "player"]),
        within("successor", RecordKind::Program, &["successor"]),
        within("predecessor", RecordKind::Program, &["predecessor"]),
        naming("missions", RecordKind::Mission, "program"),
        SOURCES,
    ],
};

static MISSIONS: TableDef = TableDef {
    facets: &[
        records("player", RecordKind::Player),
        records("operator", RecordKind::Player),
        records("nation", RecordKind::Player),
        records("program", RecordKind::Program),
        words::<Destination>("destination"),
        words::<MissionKind>("kind"),
        words::<Status>("status"),
        words::<StatusGroup>("status_group"),
        flag("crewed"),
        flag("stale"),
        flag("upcoming"),
        records("vehicle", RecordKind::Vehicle),
        records("trend", RecordKind::Trend),
        records("milestone", RecordKind::Milestone),
        records("depends_on", RecordKind::Mission),
        flag("has_target"),
        flag("launched"),
        texts("set"),
    ],
    dates: &["launch"],
    orders: &["launch_date", "launch_latest", "status", "slips"],
    default_order: "launch_date",
    order_with: Some(("upcoming", "launch_latest")),
    includes: &[
        within("operator", RecordKind::Player, &["operator"]),
        within("partners", RecordKind::Player, &["partners", "player"]),
        within("program", RecordKind::Program, &["program"]),
        within("vehicle", RecordKind::Vehicle, &["launch", "vehicle"]),
        within("spacecraft", RecordKind::Vehicle, &["spacecraft"]),
        within("milestones", RecordKind::Milestone, &["milestones", "milestone"]),
        within("depends_on", RecordKind::Mission, &["depends_on"]),
        naming("events", RecordKind::Event, "mission"),
        TRENDS,
        SOURCES,
    ],
};

static VEHICLES: TableDef = TableDef {
    facets: &[
        words::<VehicleKind>("kind"),
        records("player", RecordKind::Player),
        records("nation", RecordKind::Player),
        words::<VehicleStatus>("status"),
        words::<Reusability>("reusability"),
        flag("crew_rated"),
    ],
    dates: &["first_flight"],
    orders: &["first_flight"],
    default_order: "name",
    order_with: None,
    includes: &[
        within("maker", RecordKind::Player, &["maker"]),
        within("operator", RecordKind::Player, &["operator"]),
        within("predecessor", RecordKind::Vehicle, &["predecessor"]),
        within("successor", RecordKind::Vehicle, &["successor"]),
        naming("missions", RecordKind::Mission, "vehicle"),
        SOURCES,
    ],
};

static EVENTS: TableDef = TableDef {
    facets: &[
        records("player", RecordKind::Player),
        records("program", RecordKind::Program),
        records("mission", RecordKind::Mission),
        words::<Destination>("destination"),
        records("trend", RecordKind::Trend),
        words::<EventKind>("kind"),
        words::<Outcome>("outcome"),
        records("vehicle", RecordKind::Vehicle),
        records("milestone", RecordKind::Milestone),
        flag("crewed"),
        FacetDef { name: "year", values: Values::Years },
        texts("set"),
    ],
    dates: &["date"],
    orders: &["date"],
    default_order: "date",
    order_with: None,
    includes: &[
        within("mission", RecordKind::Mission, &["mission"]),
        within("players", RecordKind::Player, &["players"]),
        within("programs", RecordKind::Program, &["programs"]),
        within("vehicle", RecordKind::Vehicle, &["vehicle"]),
        within("milestones", RecordKind::Milestone, &["milestones", "milestone"]),
        TRENDS,
        SOURCES,
    ],
};

static TIMELINES: TableDef = TableDef {
    facets: &[],
    dates: &[],
    orders: &["events"],
    default_order: "name",
    order_with: None,
    includes: &[within("pins", RecordKind::Event, &["pins"]), SOURCES],
};

static TREND_TABLE: TableDef = TableDef {
    facets: &[
        words::<TrendKind>("kind"),
        records("parent", RecordKind::Trend),
        records("player", RecordKind::Player),
        records("indicator", RecordKind::Indicator),
    ],
    dates: &[],
    orders: &[],
    default_order: "name",
    order_with: None,
    includes: &[
        within("players", RecordKind::Player, &["players"]),
        within("programs", RecordKind::Program, &["programs"]),
        within("missions", RecordKind::Mission, &["missions"]),
        within("indicators", RecordKind::Indicator, &["indicators"]),
        within("claims", RecordKind::Claim, &["claims"]),
        within("milestones", RecordKind::Milestone, &["would_change", "milestones"]),
        SOURCES,
    ],
};

static INDICATORS: TableDef = TableDef {
    facets: &[words::<IndicatorKind>("kind"), words::<Dimension>("dimension"), records("trend", RecordKind::Trend)],
    dates: &[],
    orders: &["lines"],
    default_order: "name",
    order_with: None,
    includes: &[TRENDS, SOURCES],
};

static MILESTONES: TableDef = TableDef {
    facets: &[
        words::<Destination>("destination"),
        flag("crewed"),
        flag("achieved"),
        records("player", RecordKind::Player),
        records("won_by", RecordKind::Player),
        records("trend", RecordKind::Trend),
    ],
    dates: &["achieved"],
    orders: &["achieved", "attempts"],
    default_order: "achieved",
    order_with: None,
    includes: &[
        within("missions", RecordKind::Mission, &["attempts", "mission"]),
        within("players", RecordKind::Player, &["attempts", "player"]),
        TRENDS,
        SOURCES,
    ],
};

static CLAIMS: TableDef = TableDef {
    facets: &[
        words::<Verdict>("verdict"),
        records("player", RecordKind::Player),
        records("program", RecordKind::Program),
        records("mission", RecordKind::Mission),
        records("trend", RecordKind::Trend),
        texts("section"),
    ],
    dates: &[],
    orders: &["decided", "section"],
    default_order: "section",
    order_with: None,
    includes: &[
        within("players", RecordKind::Player, &["players"]),
        within("programs", RecordKind::Program, &["programs"]),
        within("missions", RecordKind::Mission, &["missions"]),
        TRENDS,
        SOURCES,
    ],
};

static SOURCE_TABLE: TableDef = TableDef {
    facets: &[words::<SourceRank>("rank"), texts("publisher")],
    dates: &[],
    orders: &["cited_by", "published"],
    default_order: "name",
    order_with: None,
    includes: &[],
};
