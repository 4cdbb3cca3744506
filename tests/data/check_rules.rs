//! Every rule across records, each with a data set that breaks it and nothing else.

use serde_json::{Value, json};
use space_race::dataset::Dataset;
use space_race::domain::Day;

use crate::base::{Mini, assert_fault, assert_faults};

const EVENTS: &str = "events/mini.json";
const INDICATORS: &str = "indicators/mini.json";
const MISSIONS: &str = "missions/mini.json";
const PLAYERS: &str = "players/mini.json";
const PROGRAMS: &str = "programs/mini.json";
const SOURCES: &str = "sources/mini.json";
const VEHICLES: &str = "vehicles/mini.json";

#[test]
fn a_sound_data_set_has_no_faults() {
    for mini in [Mini::sound(), Mini::on_the_ground()] {
        if let Err(faults) = Dataset::read(&mini.files()) {
            panic!("{faults}");
        }
    }
    let today: Day = "2021-03-01".parse().unwrap();
    assert!(Dataset::read_for_editors(&Mini::sound().files(), today).is_ok());
}

#[test]
fn each_broken_rule_of_one_field_is_one_fault() {
    let cases: Vec<(&str, &str, Value, &str, &str, &str)> = vec![
        // file, what is set, to what; record, path, message
        (PLAYERS, "/0/name", json!(""), "freedonia", "$.name", "expected 1 to 160 characters"),
        (PLAYERS, "/0/name", json!("x".repeat(161)), "freedonia", "$.name", "expected 1 to 160 characters"),
        (PLAYERS, "/0/summary", json!("Too short."), "freedonia", "$.summary", "20 to 1500 characters"),
        (PLAYERS, "/0/summary", json!("x".repeat(1501)), "freedonia", "$.summary", "20 to 1500 characters"),
        (PLAYERS, "/1/website", json!("example org"), "fsa", "$.website", "no web address, expected https://..."),
        (
            PLAYERS,
            "/0/nation",
            json!("freedonia"),
            "freedonia",
            "$.nation",
            "a nation belongs to no nation, expected null",
        ),
        (PLAYERS, "/1/nation", json!("fsa"), "fsa", "$.nation", "fsa is no nation"),
        (PLAYERS, "/1/parent", json!("fsa"), "fsa", "$.parent", "the player is its own parent through these"),
        (PROGRAMS, "/0/name", json!(""), "lunatic", "$.name", "expected 1 to 160 characters"),
        (PROGRAMS, "/0/summary", json!("Too short."), "lunatic", "$.summary", "20 to 1500 characters"),
        (PROGRAMS, "/0/website", json!("ftp"), "lunatic", "$.website", "no web address"),
        (MISSIONS, "/0/name", json!(""), "probe-1", "$.name", "expected 1 to 160 characters"),
        (MISSIONS, "/0/summary", json!("Too short."), "probe-1", "$.summary", "20 to 1500 characters"),
        (MISSIONS, "/0/kinds", json!([]), "probe-1", "$.kinds", "no kind, expected at least one"),
        (
            MISSIONS,
            "/0/crew",
            json!([{ "name": "Ann Other", "role": "pilot" }]),
            "probe-1",
            "$.crewed",
            "false, but the mission has a crew",
        ),
        (
            MISSIONS,
            "/0/schedule/1/kind",
            json!("achieved"),
            "probe-1",
            "$.schedule[1].kind",
            "follows from the events, expected one of the other kinds",
        ),
        (
            MISSIONS,
            "/0/schedule/1/kind",
            json!("cancelled"),
            "probe-1",
            "$.schedule[1].kind",
            "follows from the events, expected one of the other kinds",
        ),
        (
            MISSIONS,
            "/0/schedule/1/kind",
            json!("initial"),
            "probe-1",
            "$.schedule[1].kind",
            "initial stands first only",
        ),
        (
            MISSIONS,
            "/0/schedule/0/kind",
            json!("slip"),
            "probe-1",
            "$.schedule[0].kind",
            "the first entry is the first target on record, expected initial",
        ),
        (
            MISSIONS,
            "/0/schedule/1/kind",
            json!("withdrawn"),
            "probe-1",
            "$.schedule[1].target",
            "a withdrawn entry names no target, expected null",
        ),
        (MISSIONS, "/0/schedule/1/target", json!(null), "probe-1", "$.schedule[1].target", "null, expected a date"),
        (
            MISSIONS,
            "/0/schedule/1/target",
            json!("2020-02"),
            "probe-1",
            "$.schedule[1].target",
            "2020-02 lies before its announcement on 2020-03",
        ),
        (
            MISSIONS,
            "/0/schedule/1/announced",
            json!("2019-04"),
            "probe-1",
            "$.schedule[1].announced",
            "2019-04 comes before the entry above it",
        ),
        (MISSIONS, "/0/depends_on", json!(["probe-1"]), "probe-1", "$.depends_on", "depends on itself through these"),
        (VEHICLES, "/0/name", json!(""), "firework", "$.name", "expected 1 to 160 characters"),
        (VEHICLES, "/0/summary", json!("Too short."), "firework", "$.summary", "20 to 1500 characters"),
        (
            VEHICLES,
            "/0/last_flight",
            json!("2017"),
            "firework",
            "$.last_flight",
            "2017 lies before the first flight on 2018",
        ),
        (EVENTS, "/0/name", json!(""), "probe-1-launch", "$.name", "expected 1 to 160 characters"),
        (EVENTS, "/0/summary", json!("Too short."), "probe-1-launch", "$.summary", "20 to 1500 characters"),
        (EVENTS, "/0/outcome", json!(null), "probe-1-launch", "$.outcome", "null, expected how the launch went"),
        (
            EVENTS,
            "/1/date",
            json!("2021-02-02"),
            "probe-1-landing",
            "$.date",
            "2021-02-02 lies before the launch of probe-1 on 2021-02-03T04:05Z",
        ),
        (EVENTS, "/0/outcome", json!("failure"), "probe-1-landing", "$.kind", "the launch of probe-1 failed"),
        (
            EVENTS,
            "/0/kind",
            json!("announcement"),
            "probe-1-landing",
            "$.kind",
            "probe-1 has no launch event that came before",
        ),
        ("timelines/mini.json", "/0/name", json!(""), "line", "$.name", "expected 1 to 160 characters"),
        ("timelines/mini.json", "/0/summary", json!("Too short."), "line", "$.summary", "20 to 1500 characters"),
        ("trends/mini.json", "/0/name", json!(""), "lunacy", "$.name", "expected 1 to 160 characters"),
        ("trends/mini.json", "/0/summary", json!("Too short."), "lunacy", "$.summary", "20 to 1500 characters"),
        (INDICATORS, "/0/name", json!(""), "landings", "$.name", "expected 1 to 160 characters"),
        (INDICATORS, "/0/summary", json!("Too short."), "landings", "$.summary", "20 to 1500 characters"),
        (
            INDICATORS,
            "/0/rule",
            json!({ "count": "events" }),
            "landings",
            "$.rule",
            "a published indicator has figures, expected null",
        ),
        (INDICATORS, "/0/series", json!([]), "landings", "$.series", "no lines, expected the published figures"),
        (
            INDICATORS,
            "/0/citation",
            json!(null),
            "landings",
            "$.citation",
            "null, expected how to cite the publication",
        ),
        (
            INDICATORS,
            "/0/dimension",
            json!("world"),
            "landings",
            "$.series[0]",
            "names 1 of player, vehicle and category, expected 0",
        ),
        (
            INDICATORS,
            "/0/series/0/category",
            json!("others"),
            "landings",
            "$.series[0]",
            "names 2 of player, vehicle and category, expected 1",
        ),
        (
            INDICATORS,
            "/0/series/0/player",
            json!(null),
            "landings",
            "$.series[0]",
            "names 0 of player, vehicle and category, expected 1",
        ),
        (INDICATORS, "/0/series/0/partial", json!([2023]), "landings", "$.series[0].partial", "2023 has no point"),
        ("milestones/mini.json", "/0/name", json!(""), "first-landing", "$.name", "expected 1 to 160 characters"),
        ("milestones/mini.json", "/0/summary", json!("Short."), "first-landing", "$.summary", "20 to 1500 characters"),
        ("claims/mini.json", "/0/name", json!(""), "it-landed", "$.name", "expected 1 to 160 characters"),
        ("claims/mini.json", "/0/summary", json!("Too short."), "it-landed", "$.summary", "20 to 1500 characters"),
        (SOURCES, "/0/title", json!(""), "plan", "$.title", "expected 1 to 250 characters"),
        (SOURCES, "/0/title", json!("x".repeat(251)), "plan", "$.title", "expected 1 to 250 characters"),
        (SOURCES, "/0/url", json!("example"), "plan", "$.url", "no web address, expected https://..."),
        (SOURCES, "/0/summary", json!("Too short."), "plan", "$.summary", "20 to 1500 characters"),
    ];
    for (file, pointer, value, record, path, message) in cases {
        assert_fault(&Mini::sound().set(file, pointer, value).faults(), (file, record, path, message));
    }
}

#[test]
fn a_circle_of_parents_is_a_fault_of_each_of_its_members_only() {
    let mini = Mini::sound()
        .set(PLAYERS, "/1/parent", json!("firm"))
        .add("players", json!({ "id": "firm", "name": "Firm", "kind": "company", "parent": "fsa" }))
        .add("players", json!({ "id": "shop", "name": "Shop", "kind": "company", "parent": "firm" }));
    let message = "the player is its own parent through these";
    assert_faults(&mini.faults(), &[(PLAYERS, "firm", "$.parent", message), (PLAYERS, "fsa", "$.parent", message)]);
}

#[test]
fn a_circle_of_missions_is_a_fault_of_each_of_its_members_only() {
    let mission = |id: &str, depends_on: &str| {
        json!({ "id": id, "name": id, "operator": "fsa", "kinds": ["orbiter"], "destination": "mars", "crewed": false,
                "launch": {}, "depends_on": [depends_on] })
    };
    let mini = Mini::sound().add("missions", mission("a", "b")).add("missions", mission("b", "a"));
    let mini = mini.add("missions", mission("c", "b"));
    let message = "the mission depends on itself through these";
    assert_faults(
        &mini.faults(),
        &[(MISSIONS, "a", "$.depends_on", message), (MISSIONS, "b", "$.depends_on", message)],
    );
}

#[test]
fn two_missions_share_the_designation_of_a_launch_and_never_that_of_a_piece() {
    let other = |cospar: &str| {
        json!({ "id": "probe-2", "name": "Probe 2", "operator": "fsa", "kinds": ["orbiter"], "destination": "mars",
                "crewed": false, "launch": {}, "identifiers": { "cospar": cospar } })
    };
    let faults = Mini::sound().add("missions", other("2021-001A")).faults();
    assert_fault(&faults, (MISSIONS, "probe-2", "$.identifiers.cospar", "2021-001A is the designation of probe-1"));
    let whole = Mini::sound().set(MISSIONS, "/0/identifiers/cospar", json!("2021-001"));
    assert!(Dataset::read(&whole.add("missions", other("2021-001")).files()).is_ok());
}

#[test]
fn a_history_of_a_program_is_in_order() {
    let phase = |since: &str| json!({ "since": since, "status": "active", "source": "plan" });
    let history = json!([phase("2015"), phase("2018"), phase("2016-05")]);
    let faults = Mini::sound().set(PROGRAMS, "/0/history", history).faults();
    assert_fault(&faults, (PROGRAMS, "lunatic", "$.history[2].since", "2016-05 comes before the phase above it"));
}

#[test]
fn a_derived_indicator_has_a_rule_and_no_figures() {
    let derived = |indicator: &Value| {
        let fields = indicator.as_object().unwrap().iter();
        fields.fold(Mini::sound(), |mini, (field, value)| mini.set(INDICATORS, &format!("/0/{field}"), value.clone()))
    };
    let mut indicator = json!({
        "id": "landings", "name": "Landings", "kind": "derived", "unit": "landings", "dimension": "vehicle", "licence": "CC0-1.0",
        "method": "Counted by the rule.", "series": [{ "vehicle": "firework", "points": {} }], "citation": null,
    });
    let dimension = "a derived indicator is counted for world, nation or operator";
    assert_faults(
        &derived(&indicator).faults(),
        &[
            (INDICATORS, "landings", "$.dimension", dimension),
            (INDICATORS, "landings", "$.rule", "null, expected the rule of a derived indicator"),
            (INDICATORS, "landings", "$.series", "a derived indicator is counted, expected no figures"),
        ],
    );
    indicator["rule"] = json!({ "count": "events", "event_kinds": ["landing"] });
    indicator["series"] = json!([]);
    for word in ["vehicle", "category"] {
        indicator["dimension"] = json!(word);
        assert_fault(&derived(&indicator).faults(), (INDICATORS, "landings", "$.dimension", dimension));
    }
    for word in ["world", "nation", "operator"] {
        indicator["dimension"] = json!(word);
        assert!(Dataset::read(&derived(&indicator).files()).is_ok(), "{word}");
    }
    for (rule, field, told) in [
        (
            json!({ "count": "seats", "aggregation": "share_succeeded" }),
            "aggregation",
            "share_succeeded cannot be made of seats",
        ),
        (
            json!({ "count": "slips", "aggregation": "share_on_time" }),
            "aggregation",
            "share_on_time cannot be made of slips",
        ),
        (
            json!({ "count": "events", "aggregation": "share_on_time" }),
            "aggregation",
            "share_on_time cannot be made of events",
        ),
        (json!({ "count": "slips", "event_kinds": ["landing"] }), "event_kinds", "slips have none, expected nothing"),
        (json!({ "count": "seats", "outcomes": ["success"] }), "outcomes", "seats have none, expected nothing"),
        (json!({ "count": "events", "roles": ["pilot"] }), "roles", "events have none, expected nothing"),
    ] {
        indicator["rule"] = rule;
        assert_fault(&derived(&indicator).faults(), (INDICATORS, "landings", &format!("$.rule.{field}"), told));
    }
    for rule in [
        json!({ "count": "launched_missions", "aggregation": "share_on_time" }),
        json!({ "count": "events", "aggregation": "share_succeeded", "outcomes": ["success", "failure"] }),
        json!({ "count": "seats", "roles": ["pilot"] }),
    ] {
        indicator["rule"] = rule.clone();
        assert!(Dataset::read(&derived(&indicator).files()).is_ok(), "{rule}");
    }
}

/// The data set with its indicator in money, and with one more that deflates it.
fn with_money() -> Mini {
    Mini::sound()
        .set(INDICATORS, "/0/unit", json!("million US dollars of the day"))
        .set(INDICATORS, "/0/money", json!({ "currency": "USD", "scale": 1000000, "prices": "own_year" }))
        .add("indicators", deflator("prices", true))
}

fn deflator(id: &str, by_default: bool) -> Value {
    json!({
        "id": id, "name": "Prices", "kind": "published", "unit": "index", "dimension": "world", "method": "Read in a book.",
        "citation": "FSA (2022)", "licence": "CC0-1.0", "deflates": { "currency": "USD", "by_default": by_default },
        "series": [{ "points": { "2020": 98.5, "2021": 100 } }],
    })
}

#[test]
fn a_unit_of_money_says_what_the_basis_says() {
    assert!(Dataset::read(&with_money().files()).is_ok());
    let one_year = json!({ "currency": "EUR", "scale": 1, "prices": "one_year", "price_year": 2020 });
    for unit in ["euros of 2020", "euros of fiscal year 2020 per kilogram"] {
        let mini = with_money().set(INDICATORS, "/0/money", one_year.clone()).set(INDICATORS, "/0/unit", json!(unit));
        assert!(Dataset::read(&mini.files()).is_ok(), "{unit}");
    }
    let cases = [
        ("/0/money", json!(null), "money", "null, but the unit is money, expected its currency, scale and prices"),
        ("/0/money/currency", json!("EUR"), "unit", "does not begin with \"million euros\", as money has it"),
        ("/0/money/currency", json!("FDD"), "money.currency", "FDD, expected one of USD, EUR, INR, RUB, CNY"),
        ("/0/money/scale", json!(1), "unit", "does not begin with \"US dollars\", as money has it"),
        ("/0/money/scale", json!(100), "money.scale", "100, expected one of 1, 1000, 1000000, 10000000, 1000000000"),
        ("/0/money/price_year", json!(2020), "money.price_year", "2020, but the prices are not of one year"),
        ("/0/money/prices", json!("one_year"), "money.price_year", "null, expected the year of the prices"),
        ("/0/unit", json!("million US dollars"), "unit", "does not say the prices, expected \"of the day\" in it"),
        (
            "/0/unit",
            json!("landings of the day"),
            "unit",
            "does not begin with \"million US dollars\", as money has it",
        ),
    ];
    for (pointer, value, field, told) in cases {
        let mini = with_money().set(INDICATORS, pointer, value);
        assert_fault(&mini.faults(), (INDICATORS, "landings", &format!("$.{field}"), told));
    }
    let wrong = json!({ "currency": "EUR", "scale": 1, "prices": "one_year", "price_year": 2021 });
    let mini = with_money().set(INDICATORS, "/0/money", wrong).set(INDICATORS, "/0/unit", json!("euros of 2020"));
    let told = "does not say the prices, expected \"of fiscal year 2021\" or \"of 2021\" in it";
    assert_fault(&mini.faults(), (INDICATORS, "landings", "$.unit", told));
}

#[test]
fn a_derived_indicator_is_neither_money_nor_a_deflator() {
    let derived = json!({
        "id": "counted", "name": "Counted", "kind": "derived", "unit": "euros of the day", "dimension": "world", "method": "Counted.",
        "licence": "CC0-1.0", "rule": { "count": "events" }, "money": { "currency": "EUR", "scale": 1, "prices": "own_year" },
    });
    let told = "a derived indicator counts, expected null";
    assert_fault(&Mini::sound().add("indicators", derived).faults(), (INDICATORS, "counted", "$.money", told));
    let derived = json!({
        "id": "counted", "name": "Counted", "kind": "derived", "unit": "landings", "dimension": "world", "method": "Counted.",
        "licence": "CC0-1.0", "rule": { "count": "events" }, "deflates": { "currency": "EUR", "by_default": true },
    });
    let told = "a deflator is published, expected null in a derived indicator";
    assert_fault(&Mini::sound().add("indicators", derived).faults(), (INDICATORS, "counted", "$.deflates", told));
}

#[test]
fn a_deflator_is_one_line_of_positive_values() {
    let line = |value: f64| json!({ "points": { "2020": value } });
    let money = json!({ "currency": "USD", "scale": 1, "prices": "own_year" });
    let cases = [
        ("/1/series", json!([line(1.0), line(2.0)]), "$.series", "2 lines, expected the one of a deflator"),
        ("/1/series", json!([line(0.0)]), "$.series", "0 in 2020, expected positive values of a deflator"),
        ("/1/series", json!([line(-1.5)]), "$.series", "-1.5 in 2020, expected positive values of a deflator"),
        ("/1/deflates/currency", json!("FDD"), "$.deflates.currency", "FDD, expected one of USD, EUR, INR, RUB, CNY"),
        (
            "/1/deflates/by_default",
            json!(false),
            "$.deflates.by_default",
            "false, expected exactly one deflator of USD that is taken where none is named",
        ),
        ("/1/money", money, "$.deflates", "a deflator is an index, expected null where the values are money"),
    ];
    for (pointer, value, path, told) in cases {
        let mini = with_money().set(INDICATORS, pointer, value);
        let mini =
            if pointer == "/1/money" { mini.set(INDICATORS, "/1/unit", json!("US dollars of the day")) } else { mini };
        assert_fault(&mini.faults(), (INDICATORS, "prices", path, told));
    }
    let two = with_money().add("indicators", deflator("wages", false));
    assert!(Dataset::read(&two.files()).is_ok(), "another one may be asked for by name");
    let told = |is: bool| format!("{is}, expected exactly one deflator of USD that is taken where none is named");
    let two = with_money().add("indicators", deflator("wages", true));
    let faults = [
        (INDICATORS, "prices", "$.deflates.by_default", &*told(true)),
        (INDICATORS, "wages", "$.deflates.by_default", &*told(true)),
    ];
    assert_faults(&two.faults(), &faults);
}

#[test]
fn two_sources_never_have_the_same_address() {
    for url in ["https://example.org/plan", "https://example.org/plan/", "https://EXAMPLE.org/plan#page-2"] {
        let twin = json!({ "id": "twin", "title": "The plan again", "publisher": "FSA", "url": url, "accessed": "2021-03-01",
                           "rank": "press" });
        let faults = Mini::sound().add("sources", twin).faults();
        assert_fault(&faults, (SOURCES, "twin", "$.url", "the address stands in plan already"));
    }
}
