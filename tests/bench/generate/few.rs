//! Players, programs, vehicles, milestones, trends, timelines, indicators, sources: as many as the real data have, however many missions there are.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use space_race::domain::{
    Id, Indicator, Milestone, Player, Program, Record, Source, SourceRank, Timeline, Trend, Vehicle,
};

use super::{Cast, FIRST_DAY, TODAY, date, day, id};

/// Greatest number of nations.
pub(crate) const NATIONS: usize = 36;

fn read<R: DeserializeOwned>(record: Value) -> R {
    serde_json::from_value(record).unwrap()
}

fn ids<R: Record>(records: &[R]) -> Vec<Id<R>> {
    records.iter().map(|one| one.id().clone()).collect()
}

impl Cast {
    pub(super) fn all_sources(&mut self) -> Vec<Source> {
        let mut found = Vec::new();
        for number in 0..4_000 {
            let published = self.random.percent(85).then(|| self.any_day(self.today - 3));
            let id: Id<Source> = id(&format!("source-{number:04}"));
            self.sources.push((published.unwrap_or(self.today), id.clone()));
            found.push(Source {
                id,
                former_ids: Vec::new(),
                title: format!("{} {number}", self.sentence(6)),
                publisher: format!("Publisher {}", self.random.low(300)),
                url: format!("https://example.org/{number}"),
                published: published.map(|number| date(&day(number))),
                accessed: TODAY.parse().unwrap(),
                licence: None,
                rank: self.random.weighted(&[
                    (72, SourceRank::Press),
                    (16, SourceRank::Community),
                    (10, SourceRank::FirstParty),
                    (2, SourceRank::Catalogue),
                ]),
                summary: self.sentence(9),
                verified_on: TODAY.parse().unwrap(),
            });
        }
        self.sources.sort();
        found
    }

    /// Nations first, then agencies and companies of nations, some with a parent.
    pub(super) fn all_players(&mut self) -> Vec<Player> {
        let mut found: Vec<Player> = Vec::new();
        for number in 0..166 {
            let is_nation = number < NATIONS;
            let (kind, name) = if is_nation { ("nation", "nation") } else { ("company", "player") };
            let nation =
                (!is_nation && self.random.percent(93)).then(|| format!("nation-{:03}", self.random.low(NATIONS)));
            let parent = (number > NATIONS + 10 && self.random.percent(10))
                .then(|| format!("player-{:03}", NATIONS + self.random.below(10)));
            let founded = (!is_nation).then(|| day(FIRST_DAY - 300 + i32::try_from(number).unwrap() * 100));
            found.push(read(json!({
                "id": format!("{name}-{number:03}"), "name": format!("{} {number}", self.sentence(2)), "kind": kind, "nation": nation,
                "parent": parent, "founded": founded, "countries": [], "focus_areas": [self.sentence(2)], "summary": self.sentence(14),
                "sources": ["source-0001", "source-0002"], "verified_on": TODAY,
            })));
        }
        self.players = ids(&found);
        found
    }

    pub(super) fn all_programs(&mut self) -> Vec<Program> {
        let mut found: Vec<Program> = Vec::new();
        for number in 0..80 {
            let started = FIRST_DAY + number * 250;
            let phase =
                |since: i32, status: &str| json!({ "since": day(since), "status": status, "source": "source-0003" });
            let player = self.players[NATIONS + self.random.low(self.players.len() - NATIONS)].to_string();
            found.push(read(json!({
                "id": format!("program-{number:02}"), "name": format!("{} {number}", self.sentence(2)),
                "players": [{ "player": player, "role": "lead" }], "goal": self.sentence(14), "destination": "moon",
                "started": day(started), "history": [phase(started, "in_development"), phase(started + 900, "active")],
                "summary": self.sentence(14), "sources": ["source-0003", "source-0004"], "verified_on": TODAY,
            })));
        }
        self.programs = ids(&found);
        found
    }

    pub(super) fn all_vehicles(&mut self) -> Vec<Vehicle> {
        let mut found: Vec<Vehicle> = Vec::new();
        for number in 0..120 {
            let maker = self.players[NATIONS + self.random.low(self.players.len() - NATIONS)].to_string();
            found.push(read(json!({
                "id": format!("vehicle-{number:03}"), "name": format!("{} {number}", self.sentence(1)),
                "kind": if number < 90 { "launch_vehicle" } else { "spacecraft" }, "maker": maker,
                "first_flight": day(FIRST_DAY + number * 190), "status": "active", "reusability": "expendable",
                "crew_rated": number % 5 == 0, "summary": self.sentence(14), "sources": ["source-0005"], "verified_on": TODAY,
            })));
        }
        self.vehicles = ids(&found);
        found
    }

    pub(super) fn all_trends(&mut self) -> Vec<Trend> {
        let mut found: Vec<Trend> = Vec::new();
        for number in 0..19 {
            found.push(read(json!({
                "id": format!("trend-{number:02}"), "name": self.sentence(3), "kind": "trend", "narrative": self.sentence(200),
                "drivers": [self.sentence(9)], "summary": self.sentence(14), "sources": ["source-0006"], "verified_on": TODAY,
            })));
        }
        self.trends = ids(&found);
        found
    }

    pub(super) fn all_milestones(&mut self) -> Vec<Milestone> {
        let mut found: Vec<Milestone> = Vec::new();
        for number in 0..30 {
            found.push(read(json!({
                "id": format!("milestone-{number:02}"), "name": self.sentence(4), "destination": "moon", "crewed": number % 3 == 0,
                "criterion": self.sentence(16), "summary": self.sentence(12), "sources": ["source-0007"], "verified_on": TODAY,
            })));
        }
        self.milestones = ids(&found);
        found
    }

    /// Timelines with the kinds of query that the real ones have.
    pub(super) fn all_timelines(&mut self) -> Vec<Timeline> {
        let by_program =
            |numbers: std::ops::Range<usize>| numbers.map(|number| format!("program-{number:02}")).collect::<Vec<_>>();
        let flights =
            ["launch", "spacewalk", "docking", "landing", "return_to_earth", "accident", "anomaly", "crew_assignment"];
        let mut queries = vec![
            json!({ "destinations": ["moon"] }),
            json!({ "destinations": ["moon"], "kinds": ["landing", "impact"] }),
            json!({ "destinations": ["mars", "mars_moons"] }),
            json!({ "programs": by_program(0..18), "kinds": flights }),
            json!({ "programs": by_program(20..26) }),
            json!({ "players": ["nation-001", "nation-004", "nation-005", "nation-009"] }),
            json!({ "kinds": ["treaty", "policy", "agreement", "budget"] }),
            json!({ "programs": ["program-03"] }),
        ];
        queries.extend((0..5).map(|number| json!({ "players": [format!("nation-{number:03}")] })));
        queries.extend((0..7).map(|number| json!({ "trends": [format!("trend-{number:02}")] })));
        let timeline = |(number, query): (usize, Value)| {
            read(json!({
                "id": format!("timeline-{number:02}"), "name": self.sentence(3), "query": query, "summary": self.sentence(12),
                "sources": ["source-0008"], "verified_on": TODAY,
            }))
        };
        queries.into_iter().enumerate().map(timeline).collect()
    }

    /// The rules of the real derived indicators.
    pub(super) fn all_indicators(&mut self) -> Vec<Indicator> {
        let rules = [
            ("operator", json!({ "count": "launched_missions", "mission_kinds": ["test_flight"] })),
            ("nation", json!({ "count": "events", "event_kinds": ["asat_test"] })),
            ("nation", json!({ "count": "launched_missions", "destinations": ["mars", "mars_moons"] })),
            ("nation", json!({ "count": "launched_missions", "destinations": ["moon"] })),
            ("nation", json!({ "count": "launched_missions", "crewed": true })),
            (
                "nation",
                json!({ "count": "events", "event_kinds": ["landing"], "outcomes": ["success"], "destinations": ["moon"] }),
            ),
        ];
        let indicator = |(number, (dimension, rule)): (usize, (&str, Value))| {
            read(json!({
                "id": format!("indicator-{number:02}"), "name": self.sentence(4), "kind": "derived", "unit": "missions",
                "dimension": dimension, "method": self.sentence(20), "rule": rule, "licence": "CC BY 4.0", "summary": self.sentence(12),
                "sources": ["source-0009"], "verified_on": TODAY,
            }))
        };
        rules.into_iter().enumerate().map(indicator).collect()
    }
}
