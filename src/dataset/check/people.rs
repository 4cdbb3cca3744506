//! Rules of people and places: one spelling of each name, and nobody in two places at once.

use std::collections::{BTreeMap, HashMap};

use super::super::{Dataset, Faults, Origin};
use crate::domain::{FuzzyDate, Mission};

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    spelling(dataset, faults);
    places(dataset, faults);
}

/// Names that differ in case, accents, hyphens and the like are meant to be one.
fn spelling(dataset: &Dataset, faults: &mut Faults) {
    let mut spellings: HashMap<String, &str> = HashMap::new();
    for (mission, origin) in dataset.missions.with_origins() {
        let site = mission.launch.site.iter().map(|site| ("launch.site".to_owned(), site.as_str()));
        let crew = (0..).zip(&mission.crew).map(|(index, one)| (format!("crew[{index}].name"), one.name.as_str()));
        for (path, name) in site.chain(crew) {
            let first = *spellings.entry(bare(name)).or_insert(name);
            if first != name {
                faults.record(origin, mission, &path, format!("{name} is written {first} elsewhere"));
            }
        }
    }
}

/// A name without case, accents and everything but letters and digits.
fn bare(name: &str) -> String {
    deunicode::deunicode(name).chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_lowercase()).collect()
}

/// A flight of somebody: from launch to landing.
struct Flight<'a> {
    mission: &'a Mission,
    origin: &'a Origin,
    index: usize,
    launch: &'a FuzzyDate,
    end: Option<&'a FuzzyDate>,
}

/// Nobody takes off who has not come back.
fn places(dataset: &Dataset, faults: &mut Faults) {
    let launches = super::launches(dataset);
    let ends = dataset.events.records().iter().filter(|event| event.ends_mission.is_some());
    let ends: HashMap<&str, &FuzzyDate> =
        ends.filter_map(|event| Some((event.mission.as_ref()?.as_str(), &event.date))).collect();
    let mut flights: BTreeMap<&str, Vec<Flight<'_>>> = BTreeMap::new();
    for (mission, origin) in dataset.missions.with_origins() {
        let Some(launch) = launches.get(mission.id.as_str()) else { continue };
        let end = ends.get(mission.id.as_str()).copied();
        for (index, one) in mission.crew.iter().enumerate() {
            let flight = Flight { mission, origin, index, launch: &launch.date, end };
            flights.entry(one.name.as_str()).or_default().push(flight);
        }
    }
    for (name, mut flights) in flights {
        flights.sort_by_key(|flight| flight.launch.sort_key());
        for (before, flight) in flights.iter().zip(flights.iter().skip(1)) {
            if before.mission.id == flight.mission.id {
                let message = format!("{name} is in the crew twice");
                faults.record(flight.origin, flight.mission, &format!("crew[{}].name", flight.index), message);
            } else if before.end.is_none_or(|end| super::surely_before(flight.launch, end)) {
                let message = format!("{name} was launched with {} and had not come back", before.mission.id);
                faults.record(flight.origin, flight.mission, &format!("crew[{}].name", flight.index), message);
            }
        }
    }
}
