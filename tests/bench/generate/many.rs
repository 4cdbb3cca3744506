//! Missions and their events.

use space_race::domain::{
    CrewMember, Destination, Event, EventKind, FormerPlan, Id, IdentifiersEntry, LaunchPlan, MilestoneAttempt, Mission,
    MissionKind, Outcome, Participant, ScheduleEntry, ScheduleKind,
};

use super::few::NATIONS;
use super::{Cast, FIRST_DAY, LAST_DAY, TODAY, date, day, id};

const DESTINATIONS: [(usize, Destination); 15] = [
    (180, Destination::LowEarthOrbit),
    (79, Destination::Moon),
    (53, Destination::Suborbital),
    (34, Destination::Mars),
    (14, Destination::GeostationaryOrbit),
    (11, Destination::Asteroid),
    (8, Destination::SunEarthLagrangePoint),
    (5, Destination::Venus),
    (4, Destination::MediumEarthOrbit),
    (3, Destination::Jupiter),
    (3, Destination::HeliocentricOrbit),
    (3, Destination::HighEarthOrbit),
    (2, Destination::Comet),
    (2, Destination::MarsMoons),
    (1, Destination::Mercury),
];

const KINDS: [(usize, MissionKind); 12] = [
    (110, MissionKind::TestFlight),
    (96, MissionKind::Orbiter),
    (75, MissionKind::Lander),
    (47, MissionKind::TechnologyDemonstration),
    (40, MissionKind::SuborbitalFlight),
    (24, MissionKind::Rover),
    (24, MissionKind::StationModule),
    (21, MissionKind::SampleReturn),
    (15, MissionKind::Flyby),
    (10, MissionKind::Telescope),
    (8, MissionKind::Cargo),
    (8, MissionKind::Constellation),
];

const ANNOUNCEMENTS: [(usize, usize); 13] =
    [(268, 0), (20, 1), (32, 2), (18, 3), (10, 4), (11, 5), (8, 6), (6, 7), (7, 8), (6, 9), (7, 10), (4, 11), (6, 14)];

const EVENTS: [(usize, usize); 6] = [(4, 0), (28, 1), (41, 2), (20, 3), (6, 4), (1, 6)];

const FLIGHT: [(usize, EventKind); 11] = [
    (145, EventKind::ReturnToEarth),
    (53, EventKind::OrbitInsertion),
    (51, EventKind::MissionEnd),
    (46, EventKind::Docking),
    (45, EventKind::Landing),
    (25, EventKind::Flyby),
    (20, EventKind::Deployment),
    (17, EventKind::Anomaly),
    (16, EventKind::OperationsStart),
    (15, EventKind::Discovery),
    (6, EventKind::Spacewalk),
];

const PLANS: [(usize, EventKind); 7] = [
    (97, EventKind::Announcement),
    (49, EventKind::Contract),
    (41, EventKind::Delay),
    (16, EventKind::Approval),
    (9, EventKind::Hold),
    (7, EventKind::Cancellation),
    (5, EventKind::Proposal),
];

const OUTSIDE: [(usize, EventKind); 6] = [
    (32, EventKind::Policy),
    (30, EventKind::Agreement),
    (22, EventKind::BreakUp),
    (17, EventKind::AsatTest),
    (14, EventKind::Treaty),
    (8, EventKind::Budget),
];

const OUTCOMES: [(usize, Outcome); 3] = [(88, Outcome::Success), (5, Outcome::PartialSuccess), (7, Outcome::Failure)];

impl Cast {
    /// So many missions, and twice as many events.
    pub(super) fn missions_and_events(&mut self, count: usize) -> (Vec<Mission>, Vec<Event>) {
        let mut missions: Vec<Mission> = Vec::with_capacity(count);
        let mut events = Vec::with_capacity(count * 2 + count / 8);
        for number in 0..count {
            let flies = self.random.percent(72);
            let launch =
                if flies { self.any_day(self.today - 1) } else { self.random.between(self.today + 1, LAST_DAY) };
            let mut mission = self.mission(number, count, launch);
            if number > 0 && self.random.percent(9) {
                mission.depends_on.push(missions[self.random.below(number)].id.clone());
            }
            self.events_of(&mission, launch, &mut events);
            missions.push(mission);
            if self.random.percent(6) {
                let (day, kind) = (self.any_day(self.today - 1), self.random.weighted(&OUTSIDE));
                let mut event = self.event(&format!("outside-{number}"), kind, day);
                event.players.push(self.players[self.random.low(self.players.len())].clone());
                events.push(event);
            }
        }
        (missions, events)
    }

    fn mission(&mut self, number: usize, count: usize, launch: i32) -> Mission {
        let word = self.words[self.random.below(self.words.len())].clone();
        let operator = self.players[NATIONS + self.random.low(self.players.len() - NATIONS)].clone();
        let crewed = self.random.percent(28);
        let (has_program, has_vehicle, has_craft) =
            (self.random.percent(65), self.random.percent(89), self.random.percent(27));
        let partners = self.random.weighted(&[(237, 0), (106, 1), (49, 2), (12, 3)]);
        let kinds = self.random.weighted(&[(222, 1), (116, 2), (56, 3)]);
        let is_launched = launch < self.today;
        // as many as one record can list, however many missions there are
        let attempts = self.random.happens(1_500_000_000 / count.max(5_000));
        let of_a_trend = self.random.happens(20_000_000_000 / count.max(30_000));
        let sources = self.random.weighted(&[(19, 1), (116, 2), (200, 3), (58, 4), (11, 5)]);
        Mission {
            id: id(&format!("{word}-{number}")),
            former_ids: Vec::new(),
            name: format!("{} {number}", capital(&word)),
            aliases: (0..self.random.weighted(&[(219, 0), (115, 1), (70, 2)])).map(|_| self.sentence(2)).collect(),
            partners: (0..partners).map(|_| self.partner()).collect(),
            program: has_program.then(|| self.programs[self.random.low(self.programs.len())].clone()),
            kinds: (0..kinds).map(|_| self.random.weighted(&KINDS)).collect(),
            destination: self.random.weighted(&DESTINATIONS),
            crewed,
            crew: (0..if crewed { 3 } else { 0 }).map(|_| self.crew_member(&operator)).collect(),
            spacecraft: has_craft.then(|| self.vehicles[90 + self.random.low(30)].clone()),
            launch: LaunchPlan {
                vehicle: has_vehicle.then(|| self.vehicles[self.random.low(90)].clone()),
                site: Some(format!("Site {}", self.random.low(40))),
            },
            schedule: self.schedule(launch),
            formerly: (0..self.random.weighted(&[(354, 0), (26, 1)])).map(|_| self.former_plan(launch)).collect(),
            plan_seen_on: (!is_launched).then(|| TODAY.parse().unwrap()),
            milestones: attempts.then(|| self.random.pick(&self.milestones).clone()).into_iter().collect(),
            identifiers: IdentifiersEntry {
                cospar: is_launched.then(|| format!("{}-{:03}A", &day(launch)[..4], number % 1000)),
                satcat: (is_launched && self.random.percent(60)).then(|| (10_000 + number).to_string()),
                wikidata: self.random.percent(20).then(|| format!("Q{}", 1_000_000 + number)),
            },
            cost: Vec::new(),
            depends_on: Vec::new(),
            trends: of_a_trend.then(|| self.random.pick(&self.trends).clone()).into_iter().collect(),
            summary: self.sentence(17),
            outcome: is_launched.then(|| self.sentence(20)),
            sources: self.sources_near(launch.min(self.today - 60), sources),
            verified_on: TODAY.parse().unwrap(),
            operator,
        }
    }

    fn partner(&mut self) -> Participant {
        let player = self.players[NATIONS + self.random.low(self.players.len() - NATIONS)].clone();
        Participant { player, role: self.sentence(2) }
    }

    fn crew_member(&mut self, operator: &Id<space_race::domain::Player>) -> CrewMember {
        let [first, last] = [0, 1].map(|_| capital(&self.words[self.random.below(self.words.len())]));
        let name = format!("{first} {last}");
        CrewMember { name, role: "mission specialist".to_owned(), player: Some(operator.clone()) }
    }

    /// Before the plan was changed it went somewhere else.
    fn former_plan(&mut self, launch: i32) -> FormerPlan {
        let until = self.random.between(launch - 2_000, launch - 30).clamp(FIRST_DAY, self.today - 1);
        FormerPlan {
            until: date(&day(until)),
            operator: None,
            partners: None,
            program: None,
            kinds: None,
            destination: Some(self.random.weighted(&DESTINATIONS)),
            crewed: None,
            spacecraft: None,
            launch: None,
            milestones: None,
            depends_on: None,
            summary: Some(self.sentence(17)),
            source: self.source_near(until),
        }
    }

    /// Announcements that come nearer and nearer to the launch.
    fn schedule(&mut self, launch: i32) -> Vec<ScheduleEntry> {
        let least = usize::from(launch > self.today);
        let count = self.random.weighted(&ANNOUNCEMENTS).max(least);
        let last = (launch - 5).min(self.today - 1);
        let first = last - self.random.between(30, 3_000);
        let mut days: Vec<i32> = (0..count).map(|_| self.random.between(first, last).max(FIRST_DAY)).collect();
        days.sort_unstable();
        let entry = |(index, announced): (usize, i32)| {
            let left = i32::try_from(count - index).unwrap();
            let target = (launch - self.random.between(0, 90) * (left - 1)).max(announced + 1);
            let kind = match index {
                0 => ScheduleKind::Initial,
                _ => self.random.weighted(&[
                    (80, ScheduleKind::Slip),
                    (10, ScheduleKind::PrecisionChange),
                    (6, ScheduleKind::PullIn),
                    (4, ScheduleKind::Scrub),
                ]),
            };
            ScheduleEntry {
                announced: date(&day(announced)),
                target: Some(self.target_of(target, target - announced)),
                kind,
                reason: (index > 0).then(|| self.sentence(3)),
                reason_code: None,
                source: self.source_near(announced),
            }
        };
        days.into_iter().enumerate().map(entry).collect()
    }

    fn events_of(&mut self, mission: &Mission, launch: i32, to: &mut Vec<Event>) {
        let count = self.random.weighted(&EVENTS);
        let is_launched = launch < self.today;
        let ends = is_launched && self.random.percent(80);
        let mut day = if is_launched { launch } else { self.random.between(self.today - 2_000, self.today - 1) };
        for index in 0..count {
            let kind = match (is_launched, index) {
                (true, 0) => EventKind::Launch,
                (true, _) => self.random.weighted(&FLIGHT),
                (false, _) => self.random.weighted(&PLANS),
            };
            let mut event = self.event(&format!("{}-event-{index}", mission.id), kind, day);
            event.mission = Some(mission.id.clone());
            event.outcome = is_launched.then(|| self.random.weighted(&OUTCOMES));
            if index + 1 == count && is_launched {
                event.ends_mission = event.outcome.filter(|_| ends);
                event.milestones = mission
                    .milestones
                    .iter()
                    .map(|milestone| MilestoneAttempt { milestone: milestone.clone(), result: Outcome::Success })
                    .collect();
            }
            to.push(event);
            day = (day + self.random.between(0, 20)).min(self.today);
        }
    }

    fn event(&mut self, name: &str, kind: EventKind, day: i32) -> Event {
        let sources = self.random.weighted(&[(529, 1), (591, 2), (77, 3)]);
        Event {
            id: id(name),
            former_ids: Vec::new(),
            name: self.sentence(5),
            kind,
            date: self.date_of(day),
            mission: None,
            related_missions: Vec::new(),
            programs: Vec::new(),
            players: Vec::new(),
            vehicle: None,
            destination: None,
            trends: Vec::new(),
            outcome: None,
            ends_mission: None,
            milestones: Vec::new(),
            summary: self.sentence(15),
            sources: self.sources_near(day, sources),
            verified_on: TODAY.parse().unwrap(),
        }
    }
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
