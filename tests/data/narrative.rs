//! What the public narrative of the new space race names: each of it must have a record.

use std::collections::BTreeSet;

use space_race::dataset::Table;
use space_race::domain::{Id, Record, TrendKind};

use crate::fixtures::DATASET;

const PLAYERS: &[&str] = &[
    "united-states",
    "china",
    "russia",
    "india",
    "soviet-union",
    "nasa",
    "cnsa",
    "cmsa",
    "roscosmos",
    "esa",
    "isro",
    "jaxa",
    "us-space-force",
    "spacex",
    "blue-origin",
    "boeing",
    "lockheed-martin",
    "rocket-lab",
    "relativity-space",
    "virgin-galactic",
    "axiom-space",
    "sierra-space",
    "space-adventures",
    "newspace-india-limited",
    "pla-aerospace-force",
    "russian-aerospace-forces",
    "ilrs-partners",
    "artemis-accords-signatories",
    "un-copuos",
];

const PROGRAMS: &[&str] = &[
    "artemis",
    "space-launch-system",
    "orion",
    "mars-exploration-program",
    "mars-sample-return",
    "starship",
    "starliner",
    "new-shepard",
    "blue-moon",
    "tiangong-space-station",
    "chinese-lunar-exploration-program",
    "china-crewed-lunar-program",
    "international-lunar-research-station",
    "tianwen",
    "soyuz",
    "international-space-station",
    "luna",
    "ariane-6",
    "exomars",
    "hera",
    "argonaut",
    "chandrayaan",
    "mars-orbiter-mission",
    "gaganyaan",
    "spaceshiptwo",
    "orbital-reef",
    "axiom-station",
    "moon-base",
];

const MISSIONS: &[&str] = &[
    "artemis-i",
    "artemis-ii",
    "artemis-iii",
    "artemis-iv",
    "perseverance",
    "mars-sample-return-lander",
    "starship-flight-1",
    "starship-mars-uncrewed",
    "starship-mars-crewed",
    "starliner-oft",
    "starliner-cft",
    "tianhe",
    "wentian",
    "mengtian",
    "change-3",
    "change-4",
    "change-5",
    "change-6",
    "change-7",
    "change-8",
    "ilrs-basic-station",
    "china-crewed-lunar-landing",
    "tianwen-1",
    "china-crewed-mars-mission",
    "soyuz-ms-20",
    "luna-25",
    "luna-26",
    "ariane-6-maiden-flight",
    "rosalind-franklin",
    "exomars-tgo",
    "hera",
    "chandrayaan-1",
    "chandrayaan-2",
    "chandrayaan-3",
    "mangalyaan",
    "gaganyaan-g1",
    "gaganyaan-h1",
    "viper",
    "lcross",
    "inspiration4",
    "axiom-mission-1",
    "new-shepard-ns-16",
    "unity-22",
    "galactic-01",
    "yinghuo-1",
    "nozomi",
];

const VEHICLES: &[&str] = &[
    "sls-block-1",
    "orion",
    "perseverance-rover",
    "zhurong-rover",
    "yutu-rover",
    "starship",
    "falcon-9",
    "new-shepard",
    "new-glenn",
    "blue-moon-mk1",
    "starliner",
    "crew-dragon",
    "soyuz-spacecraft",
    "soyuz-2",
    "ariane-6",
    "electron",
    "neutron",
    "terran-1",
    "terran-r",
    "spaceshiptwo",
    "lvm3",
    "long-march-5",
    "long-march-10",
    "x-37b",
];

const CHALLENGES: &[&str] = &["space-debris", "high-costs", "political-conflicts"];

const OUTLOOKS: &[&str] = &["humans-on-mars", "permanent-lunar-bases", "space-based-energy", "interstellar-travel"];

const TRENDS: &[&str] = &[
    "lunar-competition",
    "lunar-water-ice",
    "lunar-resources",
    "mars-exploration",
    "space-tourism",
    "commercialization",
    "commercial-space-stations",
    "militarization",
    "space-cybersecurity",
    "reusable-rockets",
];

const MILESTONES: &[&str] = &[
    "soft-lunar-landing",
    "lunar-south-polar-landing",
    "crewed-lunar-landing",
    "mars-orbit",
    "mars-landing",
    "mars-rover",
    "mars-sample-return",
    "crewed-mars-landing",
    "private-crew-orbital-flight",
    "private-space-station",
    "orbital-booster-landing",
    "human-spaceflight",
];

/// One claim for each statement of the narrative that can be held against the record.
const CLAIMS: &[&str] = &[
    "us-dominant-force",
    "crewed-lunar-landing-by-2026",
    "artemis-uses-sls-and-orion",
    "artemis-sustained-presence",
    "perseverance-collects-samples",
    "nasa-spacex-crewed-mars-2030s",
    "spacex-pioneers-reuse-with-starship",
    "spacex-goal-is-mars",
    "starship-cuts-cost",
    "blue-origin-invests-in-tourism",
    "blue-origin-lunar-missions",
    "boeing-develops-starliner",
    "china-major-player",
    "tiangong-operational-in-2022",
    "tiangong-permanent-presence",
    "change-landed-rovers",
    "china-lunar-base-by-2030",
    "zhurong-deployed-in-2021",
    "tianwen-1-first-interplanetary-mission",
    "china-crewed-landing-by-2030",
    "china-russia-joint-lunar-base",
    "russia-key-player",
    "soyuz-reliable-transport",
    "luna-25-revives-russian-program",
    "russia-china-interplanetary",
    "roscosmos-revives-tourism",
    "esa-strides-in-planetary-exploration",
    "ariane-6-upcoming",
    "ariane-6-improves-access",
    "exomars-rover-with-russia",
    "exomars-searches-for-life",
    "esa-contributes-to-artemis",
    "hera-is-a-lunar-lander",
    "isro-cost-effective",
    "chandrayaan-3-aims-to-land",
    "chandrayaan-3-on-the-south-pole",
    "mangalyaan-first-indian-interplanetary",
    "mangalyaan-first-asian-at-mars",
    "gaganyaan-crewed-by-2025",
    "isro-works-with-companies",
    "spacex-leads-commercial-space",
    "rocket-lab-small-launch",
    "relativity-3d-printed",
    "virgin-galactic-carries-customers",
    "moon-is-primary-focus",
    "artemis-against-ilrs",
    "water-ice-discovered",
    "lunar-mining-race",
    "mars-is-long-term-ambition",
    "mars-sample-return-planned",
    "starship-humans-to-mars-2030s",
    "china-crewed-mars",
    "space-tourism-is-a-reality",
    "orbital-reef-in-development",
    "axiom-station-replaces-iss",
    "us-china-russia-space-weapons",
    "satellite-hacking-concern",
    "thousands-of-debris",
    "space-travel-expensive",
    "treaties-must-evolve",
    "humans-on-mars-in-2030s",
    "permanent-lunar-bases-to-come",
    "space-based-energy-to-come",
    "interstellar-concepts-to-come",
];

const TIMELINES: &[&str] =
    &["moon", "mars", "artemis", "space-tourism", "militarization", "china", "india", "europe", "russia"];

#[track_caller]
fn all_there<R: Record>(table: &Table<R>, expected: &[&str]) {
    let ids: BTreeSet<&str> = table.records().iter().map(|record| record.id().as_str()).collect();
    let missing: Vec<&&str> = expected.iter().filter(|id| !ids.contains(**id)).collect();
    assert!(missing.is_empty(), "{} without a record: {missing:?}", R::KIND.collection());
}

#[test]
fn whoever_and_whatever_is_named_has_a_record() {
    all_there(&DATASET.players, PLAYERS);
    all_there(&DATASET.programs, PROGRAMS);
    all_there(&DATASET.missions, MISSIONS);
    all_there(&DATASET.vehicles, VEHICLES);
    all_there(&DATASET.milestones, MILESTONES);
    all_there(&DATASET.timelines, TIMELINES);
    all_there(&DATASET.claims, CLAIMS);
}

#[test]
fn trends_challenges_and_outlooks_have_a_record_of_their_kind() {
    for (kind, expected) in
        [(TrendKind::Trend, TRENDS), (TrendKind::Challenge, CHALLENGES), (TrendKind::Outlook, OUTLOOKS)]
    {
        let of_kind = DATASET.trends.records().iter().filter(|trend| trend.kind == kind);
        let ids: BTreeSet<&str> = of_kind.map(|trend| trend.id.as_str()).collect();
        for id in expected {
            assert!(ids.contains(id), "{id} is not among the records of kind {kind:?}: {ids:?}");
        }
    }
}

#[test]
fn who_is_named_together_belongs_together() {
    let operators = [
        ("artemis-iii", "nasa"),
        ("perseverance", "nasa"),
        ("tianwen-1", "cnsa"),
        ("luna-25", "roscosmos"),
        ("chandrayaan-3", "isro"),
        ("mangalyaan", "isro"),
        ("rosalind-franklin", "esa"),
        ("hera", "esa"),
        ("gaganyaan-h1", "isro"),
        ("starliner-cft", "boeing"),
        ("new-shepard-ns-16", "blue-origin"),
        ("unity-22", "virgin-galactic"),
    ];
    for (id, operator) in operators {
        let mission = DATASET.missions.records().iter().find(|mission| mission.id.as_str() == id).unwrap();
        let named = std::iter::once(&mission.operator).chain(mission.partners.iter().map(|partner| &partner.player));
        assert!(named.into_iter().any(|player| player.as_str() == operator), "{id} is not of {operator}");
    }
    let nations = [
        ("nasa", "united-states"),
        ("spacex", "united-states"),
        ("cnsa", "china"),
        ("roscosmos", "russia"),
        ("isro", "india"),
    ];
    for (id, nation) in nations {
        let player = DATASET.players.records().iter().find(|player| player.id.as_str() == id).unwrap();
        assert_eq!(player.nation.as_ref().map(Id::as_str), Some(nation), "nation of {id}");
    }
}
