//! Which of our vehicles is meant by a name that the catalogue has for one.

use std::collections::{BTreeMap, BTreeSet};

use space_race::domain::VehicleKind;

use crate::fixtures::DATASET;

/// How names of the catalogue begin that are no name of ours, and the vehicle that is meant.
pub(super) const CALLED_OTHERWISE: &[(&str, &str)] = &[
    ("Ariane 5ECA", "ariane-5"),
    ("Ariane 5ES", "ariane-5"),
    ("Ariane 5G", "ariane-5"),
    ("Atlas D", "atlas-lv-3b"),
    ("Atlas SLV-3 Agena", "atlas-agena"),
    ("Atlas SLV-3C Centaur", "atlas-centaur"),
    ("Atlas SLV-3D Centaur", "atlas-centaur"),
    ("Delta 4H", "delta-iv-heavy"),
    ("Delta 7326", "delta-ii"),
    ("Delta 7425", "delta-ii"),
    ("Delta 7426", "delta-ii"),
    ("Delta 7920H", "delta-ii"),
    ("Delta 7925", "delta-ii"),
    ("Delta 7925H", "delta-ii"),
    ("Naro-1", "naro-1"),
    ("SS-520", "ss-520"),
    // the 8K72 of the Luna probes is the `Vostok-L 8K72` there
    ("Vostok 8K72", "vostok-k"),
];

/// The words of a name in lower case, so that neither hyphens nor slashes matter.
pub(super) fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The launch vehicles by the words of each of their names.
pub(super) struct Names(BTreeMap<Vec<String>, BTreeSet<&'static str>>);

impl Names {
    pub(super) fn new() -> Self {
        let mut names: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for vehicle in DATASET.vehicles.records().iter().filter(|vehicle| vehicle.kind == VehicleKind::LaunchVehicle) {
            for name in std::iter::once(&vehicle.name).chain(&vehicle.aliases) {
                names.entry(words(name)).or_default().insert(vehicle.id.as_str());
            }
        }
        for (name, id) in CALLED_OTHERWISE {
            names.entry(words(name)).or_default().insert(id);
        }
        Self(names)
    }

    /// The vehicles whose name the catalogue's begins with; of several names the longest counts.
    pub(super) fn meant_by(&self, name: &str) -> BTreeSet<&'static str> {
        let words = words(name);
        let longest = (1..=words.len()).rev().find_map(|length| self.0.get(&words[..length]));
        longest.cloned().unwrap_or_default()
    }
}

#[test]
fn the_longest_name_tells_the_vehicle() {
    let names = Names::new();
    for (name, expected) in [
        ("Chang Zheng 5/YZ-2", Some("long-march-5")),
        ("Chang Zheng 5B", Some("long-march-5b")),
        ("Soyuz-2-1A", Some("soyuz-2")),
        ("Soyuz-2-1V", Some("soyuz-2-1v")),
        ("Delta 7925-9.5", Some("delta-ii")),
        ("Black Arrow", None),
    ] {
        assert_eq!(names.meant_by(name), expected.into_iter().collect(), "{name}");
    }
}
