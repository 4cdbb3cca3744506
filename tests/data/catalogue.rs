//! Every mission with a COSPAR designation, held against the General Catalog of Artificial Space Objects.
//!
//! The files of the catalogue (Jonathan McDowell, CC BY 4.0) lie beside the project where it is developed.

mod explained;
mod files;
mod vehicles;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use space_race::domain::{Event, EventKind, Id, Mission, Outcome, Vocabulary};

use crate::fixtures::DATASET;
use explained::{Difference, EXPLAINED};
use files::{Catalogue, Launch, Moment};
use vehicles::{CALLED_OTHERWISE, Names, words};

/// The second letter of a launch code is the verdict. A number that follows is a score in per cent, such as 40 for an
/// orbit that is of no use: <https://planet4589.org/space/gcat/web/intro/success.html>.
fn outcome(code: &str) -> Outcome {
    match code.split_at(2) {
        ("OS" | "DS", "") => Outcome::Success,
        ("OS" | "DS", _) => Outcome::PartialSuccess,
        ("OF" | "OE", _) => Outcome::Failure,
        _ => panic!("unknown launch code {code}"),
    }
}

/// Where a mission and its launch event are not what the catalogue states of the launch.
fn differences(mission: &Mission, event: &Event, launch: &Launch, names: &Names) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |fact, ours: &str, theirs: &str| {
        let (ours, theirs) = (ours.to_owned(), theirs.to_owned());
        found.push(Difference { mission: mission.id.to_string(), fact, ours, theirs });
    };
    let date = Moment::from(&event.date);
    for moment in launch.moments.iter().filter(|moment| !moment.agrees_with(&date)) {
        differ("launch date", &date.spelling, &moment.spelling);
    }
    // a mission without a vehicle is right only as long as no record is there for the vehicle
    let vehicle = mission.launch.vehicle.as_ref().map(Id::as_str);
    for name in launch.vehicles.iter().filter(|name| names.meant_by(name) != vehicle.into_iter().collect()) {
        differ("vehicle", vehicle.unwrap_or("none"), name);
    }
    if let Some(code) = &launch.code
        && event.outcome != Some(outcome(code))
    {
        differ("outcome", event.outcome.map_or("none", Outcome::word), code);
    }
    found
}

/// What came of holding the missions against the catalogue.
#[derive(Default)]
struct Findings {
    compared: usize,
    without_counterpart: Vec<String>,
    differences: Vec<Difference>,
    vehicles: BTreeSet<String>,
}

impl Findings {
    fn of(catalogue: &Catalogue) -> Self {
        let launched = DATASET.events.records().iter().filter(|event| event.kind == EventKind::Launch);
        let launched: BTreeMap<&str, &Event> =
            launched.filter_map(|event| Some((event.mission.as_ref()?.as_str(), event))).collect();
        let names = Names::new();
        let mut found = Self::default();
        for mission in DATASET.missions.records() {
            let Some(cospar) = &mission.identifiers.cospar else { continue };
            let event = launched.get(mission.id.as_str()).unwrap_or_else(|| panic!("{} has no launch", mission.id));
            if let Some(launch) = catalogue.launch(cospar) {
                found.compared += 1;
                found.differences.extend(differences(mission, event, launch, &names));
                found.vehicles.extend(launch.vehicles.iter().cloned());
            } else if catalogue.is_complete_at(&event.date) {
                let (mission, ours) = (mission.id.to_string(), cospar.clone());
                found.differences.push(Difference { mission, fact: "designation", ours, theirs: "none".to_owned() });
            } else {
                found.without_counterpart.push(format!("{} ({cospar}), launched {}", mission.id, event.date));
            }
        }
        found
    }
}

#[test]
fn launches_are_as_the_catalogue_has_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let Some(catalogue) = Catalogue::read(&folder) else {
        eprintln!("skipped: the files of the catalogue are not there");
        return;
    };
    let found = Findings::of(&catalogue);
    let is_explained = |found: &&Difference| EXPLAINED.iter().any(|known| known.fits(found));
    let (explained, unexplained): (Vec<_>, Vec<_>) = found.differences.iter().partition(is_explained);

    eprintln!("missions compared with the catalogue: {}", found.compared);
    eprintln!(
        "missions launched at times of which the files do not list all launches: {}",
        found.without_counterpart.len()
    );
    found.without_counterpart.iter().for_each(|mission| eprintln!("  {mission}"));
    eprintln!("differences explained: {}", explained.len());
    explained.iter().for_each(|difference| eprintln!("  {difference}"));
    eprintln!("differences not explained: {}", unexplained.len());
    unexplained.iter().for_each(|difference| eprintln!("  {difference}"));

    assert!(found.compared >= 300, "{} missions compared", found.compared);
    assert!(unexplained.is_empty(), "not explained: {unexplained:#?}");
    for known in EXPLAINED {
        let remains = explained.iter().any(|difference| known.fits(difference));
        assert!(remains, "{} no longer differs in its {}, so nothing is to be explained", known.mission, known.fact);
        assert!(known.reason.ends_with('.'), "{} needs a sentence that explains it", known.mission);
    }
    for (name, vehicle) in CALLED_OTHERWISE {
        let is_used = found.vehicles.iter().any(|found| words(found).starts_with(&words(name)));
        assert!(is_used, "no mission compared was launched by a {name}, so {vehicle} needs no such name");
    }
}
