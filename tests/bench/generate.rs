//! A data set of any size, shaped like the real one.
//!
//! The shares were counted in `fixtures/`: announcements, events, sources, partners and kinds of a mission, where missions go, who runs them.
//! What the data model lists within one record stays small on purpose: few missions attempt milestones, and few name trends.

mod few;
mod many;

use space_race::dataset::{Dataset, Table};
use space_race::domain::{Day, FuzzyDate, Id, Milestone, Player, Program, Record, Slug, Source, Trend, Vehicle};

use crate::random::Random;

/// The day on which all records were checked, and on which the questions are asked.
pub(crate) const TODAY: &str = "2026-11-25";
/// 4 October 1957, in days since 1970-01-01.
pub(crate) const FIRST_DAY: i32 = -4_472;
/// 31 December 2040.
const LAST_DAY: i32 = 25_932;

/// Everything that missions and events refer to.
struct Cast {
    random: Random,
    today: i32,
    words: Vec<String>,
    players: Vec<Id<Player>>,
    programs: Vec<Id<Program>>,
    vehicles: Vec<Id<Vehicle>>,
    milestones: Vec<Id<Milestone>>,
    trends: Vec<Id<Trend>>,
    /// Sources in the order of the days on which they were published.
    sources: Vec<(i32, Id<Source>)>,
}

/// A data set with so many missions.
pub(crate) fn dataset(missions: usize) -> Dataset {
    let mut random = Random::new(1957);
    let words = words(&mut random);
    let today: Day = TODAY.parse().unwrap();
    let mut cast = Cast {
        random,
        today: today.number(),
        words,
        players: Vec::new(),
        programs: Vec::new(),
        vehicles: Vec::new(),
        milestones: Vec::new(),
        trends: Vec::new(),
        sources: Vec::new(),
    };
    // in the order in which they refer to each other
    let sources = cast.all_sources();
    let players = cast.all_players();
    let programs = cast.all_programs();
    let vehicles = cast.all_vehicles();
    let trends = cast.all_trends();
    let milestones = cast.all_milestones();
    let timelines = cast.all_timelines();
    let indicators = cast.all_indicators();
    let (missions, events) = cast.missions_and_events(missions);
    Dataset {
        players: Table::of(players),
        programs: Table::of(programs),
        missions: Table::of(missions),
        vehicles: Table::of(vehicles),
        events: Table::of(events),
        timelines: Table::of(timelines),
        trends: Table::of(trends),
        indicators: Table::of(indicators),
        milestones: Table::of(milestones),
        claims: Table::of(Vec::new()),
        sources: Table::of(sources),
        sets: Table::default(),
        formulas: Table::default(),
        version: "0000000000000000".to_owned(),
    }
}

/// Three thousand words of two to four syllables.
fn words(random: &mut Random) -> Vec<String> {
    let syllables =
        ["ka", "lo", "mi", "ru", "ta", "ne", "so", "vi", "da", "po", "le", "shi", "bra", "mon", "ter", "lin"];
    let mut words: Vec<String> = Vec::new();
    while words.len() < 3_000 {
        let word: String = (0..2 + random.below(3)).map(|_| *random.pick(&syllables)).collect();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn id<R: Record>(text: &str) -> Id<R> {
    text.parse::<Slug>().unwrap().into()
}

fn day(number: i32) -> String {
    Day::from_number(number).to_string()
}

fn date(text: &str) -> FuzzyDate {
    text.parse().unwrap()
}

impl Cast {
    /// So many words, frequent ones more often, as a sentence.
    fn sentence(&mut self, count: usize) -> String {
        let mut text = String::with_capacity(count * 7);
        for index in 0..count {
            let word = &self.words[self.random.low(self.words.len())];
            text.push_str(if index == 0 { "" } else { " " });
            text.push_str(word);
        }
        text.push('.');
        text
    }

    /// A day up to `last`, late ones more often.
    fn any_day(&mut self, last: i32) -> i32 {
        self.random.between(FIRST_DAY, last).max(self.random.between(FIRST_DAY, last))
    }

    /// A date as precise as dates of events are.
    fn date_of(&mut self, number: i32) -> FuzzyDate {
        let day = day(number);
        let (hour, minute, second) = (self.random.below(24), self.random.below(60), self.random.below(60));
        match self.random.below(100) {
            0..27 => date(&format!("{day}T{hour:02}:{minute:02}:{second:02}Z")),
            27..47 => date(&format!("{day}T{hour:02}:{minute:02}Z")),
            47..95 => date(&day),
            _ => date(&day[..7]),
        }
    }

    /// A date as precise as launch targets are: the farther away, the coarser.
    fn target_of(&mut self, number: i32, days_away: i32) -> FuzzyDate {
        let day = day(number);
        let month: usize = day[5..7].parse().unwrap();
        let (year, quarter) = (&day[..4], month.div_ceil(3));
        match days_away / 200 + self.random.between(0, 2) {
            0 | 1 => date(&day),
            2 => date(&day[..7]),
            3 | 4 => date(&format!("{year}-Q{quarter}")),
            5 => date(&format!("NET {year}")),
            _ => date(year),
        }
    }

    /// A source that was published soon after a day, or any other.
    fn source_near(&mut self, day: i32) -> Id<Source> {
        let first = self.sources.partition_point(|(published, _)| *published < day);
        let place =
            if self.random.percent(85) { first + self.random.below(20) } else { self.random.below(self.sources.len()) };
        self.sources[place.min(self.sources.len() - 1)].1.clone()
    }

    fn sources_near(&mut self, day: i32, count: usize) -> Vec<Id<Source>> {
        let mut sources: Vec<Id<Source>> = (0..count).map(|_| self.source_near(day)).collect();
        sources.sort();
        sources.dedup();
        sources
    }
}
