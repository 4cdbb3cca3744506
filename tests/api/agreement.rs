//! What is counted here is held against what others published, and every difference is explained where the figures are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::helpers::TestApp;

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// The totals of some series together, by year.
fn totals(app: &TestApp, series: &[&str]) -> BTreeMap<i32, f64> {
    let mut sums: BTreeMap<i32, f64> = BTreeMap::new();
    for query in series {
        let (id, parameters) = query.split_once('?').unwrap_or((query, ""));
        for line in array(&app.data(&format!("/api/v1/indicators/{id}/series?{parameters}"))) {
            for point in array(&line["points"]) {
                let year = point["period"].as_str().unwrap().parse().unwrap();
                *sums.entry(year).or_default() += point["value"].as_f64().unwrap();
            }
        }
    }
    sums
}

/// How a derived series and published ones compare, year by year.
struct Pair {
    derived: &'static str,
    published: &'static [&'static str],
    /// By how much the derived one is greater. Other years do not differ.
    differences: &'static [(i32, f64)],
    /// What the method says of each difference.
    told: &'static [&'static str],
}

const PAIRS: &[Pair] = &[
    Pair {
        derived: "crewed-orbital-flights-by-nation",
        published: &["crewed-orbital-launches-by-spacecraft"],
        differences: &[],
        told: &["The totals of all years are those of"],
    },
    Pair {
        derived: "suborbital-tourist-flights-by-operator",
        published: &["suborbital-crewed-flights-by-operator"],
        differences: &[],
        told: &["Every line is that of"],
    },
    Pair {
        derived: "crewed-flights-by-nation",
        published: &["crewed-orbital-launches-by-spacecraft", "suborbital-crewed-flights-by-operator"],
        differences: &[],
        told: &["The totals of all years are those of"],
    },
    Pair {
        derived: "crewed-flights-by-operator",
        published: &["crewed-orbital-launches-by-spacecraft", "suborbital-crewed-flights-by-operator"],
        differences: &[],
        told: &["The totals of all years are those of"],
    },
    Pair {
        derived: "private-seats-by-operator",
        published: &["private-seats-to-orbit"],
        differences: &[(2019, 1.0), (2021, 2.0), (2023, -2.0), (2024, -5.0), (2025, -3.0)],
        told: &[
            "one more in 2019",
            "two more in 2021",
            "two fewer in 2023",
            "five fewer in 2024",
            "three fewer in 2025",
        ],
    },
    Pair {
        derived: "people-launched-to-orbit-by-nation",
        published: &["visits-to-space-by-nation"],
        differences: &[(2004, -3.0), (2007, 1.0), (2018, 2.0), (2021, 20.0)],
        told: &[
            "in 2004 that series has the three flights of SpaceShipOne",
            "in 2018 it lacks the two men of Soyuz MS-10",
            "in 2007 it has one American fewer",
            "Of 2021 it has only the first months",
        ],
    },
    Pair {
        derived: "artemis-accords-signed?cumulative=true&fill=zero",
        published: &["artemis-accords-signatories"],
        differences: &[
            (2020, -7.0),
            (2021, -7.0),
            (2022, -8.0),
            (2023, -8.0),
            (2024, -9.0),
            (2025, -11.0),
            (2026, -14.0),
        ],
        told: &["7 of the first 8 in 2020, one each in 2022 and 2024 and 2 in 2025", "three states that are missing"],
    },
    Pair {
        derived: "ilrs-partners-joined?cumulative=true&fill=zero",
        published: &["ilrs-member-states"],
        differences: &[(2023, 5.0), (2025, 10.0)],
        told: &["by 2023 the institutions and companies make 5 more", "by 2025 10 more"],
    },
];

#[test]
fn derived_totals_are_the_published_ones_but_for_differences_that_are_explained() {
    let app = TestApp::new();
    for Pair { derived, published, differences, told } in PAIRS {
        let (ours, theirs) = (totals(&app, &[derived]), totals(&app, published));
        let years = || ours.keys().chain(theirs.keys()).copied();
        // a year without a point has none of what is counted, if both are told about
        let first = *ours.keys().min().max(theirs.keys().min()).unwrap();
        let last = *ours.keys().max().min(theirs.keys().max()).unwrap();
        // of what adds up, a year without a point is not known
        let is_known = |year: &i32| !derived.contains("cumulative") || theirs.contains_key(year);
        let both: BTreeSet<i32> = years().filter(|year| (first..=last).contains(year)).filter(is_known).collect();
        let differ = |year: &i32| {
            let of = |sums: &BTreeMap<i32, f64>| sums.get(year).copied().unwrap_or_default();
            Some((*year, of(&ours) - of(&theirs))).filter(|(_, difference)| *difference != 0.0)
        };
        let found: Vec<(i32, f64)> = both.iter().filter_map(differ).collect();
        assert_eq!(found, *differences, "{derived} beside {published:?}");
        assert!(both.len() >= 3, "{derived}: {both:?}");
        let id = derived.split('?').next().unwrap();
        let method = app.data(&format!("/api/v1/indicators/{id}"))["method"].as_str().unwrap().to_owned();
        for text in published.iter().chain(*told) {
            assert!(method.contains(text), "the method of {id} does not say {text:?}: {method}");
        }
    }
}

#[test]
fn suborbital_flights_are_those_of_the_published_lines() {
    let app = TestApp::new();
    let by_operator = |id: &str| {
        let mut found: BTreeSet<String> = BTreeSet::new();
        for line in array(&app.data(&format!("/api/v1/indicators/{id}/series"))) {
            for point in array(&line["points"]).iter().filter(|point| point["value"] != 0.0) {
                found.insert(format!("{} {} {}", line["player"]["id"], point["period"], point["value"]));
            }
        }
        found
    };
    let (ours, theirs) =
        (by_operator("suborbital-tourist-flights-by-operator"), by_operator("suborbital-crewed-flights-by-operator"));
    assert!(ours.len() > 10);
    assert_eq!(ours, theirs);
}

#[test]
fn debris_was_made_in_years_with_a_test() {
    let app = TestApp::new();
    let tests = totals(&app, &["asat-tests"]);
    let debris = totals(&app, &["asat-debris-catalogued"]);
    assert!(debris.len() > 2 && debris.keys().all(|year| tests.contains_key(year)), "{debris:?} {tests:?}");
    let method = app.data("/api/v1/indicators/asat-tests")["method"].to_string();
    assert!(method.contains("Each year of asat-debris-catalogued has a test here."), "{method}");
}

/// Missions count one by one, and the catalogue counts launches: so missions are put together by the day of their launch.
#[test]
fn missions_beyond_the_orbit_of_earth_are_launched_as_the_catalogue_has_it_but_for_differences_that_are_explained() {
    let app = TestApp::new();
    let mut days: BTreeSet<String> = BTreeSet::new();
    let mut missions = 0.0;
    for id in ["lunar-missions-by-nation", "mars-missions-by-nation", "deep-space-missions-by-nation"] {
        for decade in ["2000s", "2010s", "2020s"] {
            let evidence = app.data(&format!("/api/v1/indicators/{id}/evidence?period={decade}"));
            missions += evidence["point"]["value"].as_f64().unwrap();
            let launches = array(&evidence["counted"]).iter().map(|one| one["date"]["earliest"].as_str().unwrap());
            days.extend(launches.map(|moment| moment[..10].to_owned()));
        }
    }
    assert!(missions > 90.0, "{missions}");
    let published = totals(&app, &["deep-space-launches-by-nation?from=2000"]);
    let ours = |year: &i32| days.iter().filter(|day| day.starts_with(&year.to_string())).count();
    let by_year: Vec<(i32, f64)> = published
        .iter()
        .map(|(year, launches)| (*year, f64::from(u32::try_from(ours(year)).unwrap()) - launches))
        .filter(|(_, difference)| *difference != 0.0)
        .collect();
    let expected = [
        (2001, -2.0),
        (2003, -1.0),
        (2006, -1.0),
        (2008, -1.0),
        (2009, -3.0),
        (2010, -1.0),
        (2011, 1.0),
        (2013, 2.0),
        (2014, -2.0),
        (2015, -2.0),
        (2016, -1.0),
        (2018, -3.0),
        (2019, 1.0),
        (2020, -1.0),
        (2023, -2.0),
        (2024, 2.0),
        (2025, -1.0),
    ];
    assert_eq!(by_year, expected);
    assert_eq!((days.range(..="2025-12-31".to_owned()).count(), published.values().sum::<f64>()), (66, 81.0));
    let method = app.data("/api/v1/indicators/deep-space-launches-by-nation")["method"].to_string();
    for text in
        ["had 66 launches from 2000 to 2025, of which 57 have this code", "24 launches that carried none of these"]
    {
        assert!(method.contains(text), "{method}");
    }
}
