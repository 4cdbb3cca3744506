//! `price_year`: money in the prices of another year, or no answer where that would be a guess.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::helpers::{TestApp, Tiny};

/// The values of a published indicator with one line, by year.
fn values(app: &TestApp, id: &str) -> BTreeMap<i32, f64> {
    let lines = app.data(&format!("/api/v1/indicators/{id}/series"));
    assert_eq!(lines.as_array().unwrap().len(), 1, "lines of {id}");
    let point = |point: &Value| (point["period"].as_str().unwrap().parse().unwrap(), point["value"].as_f64().unwrap());
    lines[0]["points"].as_array().unwrap().iter().map(point).collect()
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 6e-6, "{found}, expected {expected}");
}

const DEFLATORS: [&str; 3] = ["us-gdp-deflator", "us-consumer-prices", "nasa-new-start-index"];

#[test]
fn a_series_is_restated_by_what_its_deflator_says_of_each_year() {
    let app = TestApp::new();
    let original = values(&app, "nasa-budget-nominal");
    for deflator in DEFLATORS {
        let index = values(&app, deflator);
        let lines = app.data(&format!(
            "/api/v1/indicators/nasa-budget-nominal/series?to=2024&price_year=2010&deflator={deflator}"
        ));
        let restated = &lines[0]["restated"];
        assert_eq!(restated["deflator"]["id"], deflator);
        assert_eq!((&restated["price_year"], &restated["unit"]), (&json!(2010), &json!("million US dollars of 2010")));
        assert_eq!((&restated["from_year"], &restated["factor"]), (&Value::Null, &Value::Null), "each has its own");
        let points = lines[0]["points"].as_array().unwrap();
        assert_eq!(points.len(), 25);
        for point in points {
            let year: i32 = point["period"].as_str().unwrap().parse().unwrap();
            assert_eq!(point["original"], original[&year]);
            assert_close(point["value"].as_f64().unwrap(), original[&year] * index[&2010] / index[&year]);
            if year == 2010 {
                assert_eq!(point["value"], point["original"], "in its own prices an amount stays as it is");
            }
        }
    }
    let by_default = app.data("/api/v1/indicators/nasa-budget-nominal/series?to=2024&price_year=2010");
    assert_eq!(by_default[0]["restated"]["deflator"], json!({ "id": "us-gdp-deflator", "name": "US GDP deflator" }));
    let plain = app.data("/api/v1/indicators/nasa-budget-nominal/series");
    assert!(plain[0]["restated"].is_null() && plain[0]["points"][0]["original"].is_null());
}

#[test]
fn prices_of_one_year_have_one_factor_and_come_back_again() {
    let app = TestApp::new();
    let index = values(&app, "us-gdp-deflator");
    let uri = "/api/v1/indicators/cost-per-kg-to-leo/series?from=2010";
    let (published, there) = (app.data(uri), app.data(&format!("{uri}&price_year=1990")));
    let same = app.data(&format!("{uri}&price_year=2021"));
    let factor = index[&1990] / index[&2021];
    for ((published, there), same) in
        published.as_array().unwrap().iter().zip(there.as_array().unwrap()).zip(same.as_array().unwrap())
    {
        let restated = &there["restated"];
        assert_eq!(restated["from_year"], 2021, "not the year of the first flight, at which the point stands");
        assert_eq!(restated["unit"], "US dollars of 1990 per kilogram");
        assert_close(restated["factor"].as_f64().unwrap(), factor);
        let value = |line: &Value, field: &str| line["points"][0][field].as_f64().unwrap();
        assert_close(value(there, "value"), value(published, "value") * factor);
        assert_close(value(there, "value") / factor, value(there, "original"));
        assert_eq!((value(same, "value"), &same["restated"]["factor"]), (value(published, "value"), &json!(1.0)));
        assert_eq!(same["restated"]["partial"], false);
    }
}

#[test]
fn tables_and_lines_say_the_prices_too() {
    let app = TestApp::new();
    let uri = "/api/v1/indicators/nasa-budget-nominal/series?from=2019&to=2020&price_year=2020";
    let rows = |format: &str| -> Vec<String> {
        app.get(&format!("{uri}&format={format}")).expect(200).text().lines().map(str::to_owned).collect()
    };
    assert_eq!(
        rows("csv"),
        [
            "player,vehicle,category,period,value,partial,part,whole,original,unit,deflator",
            "nasa,,,2019,21785.8,false,,,21500,million US dollars of 2020,us-gdp-deflator",
            "nasa,,,2020,22629,false,,,22629,million US dollars of 2020,us-gdp-deflator",
        ]
    );
    assert_eq!(rows("csv&table=wide"), ["period,nasa (million US dollars of 2020)", "2019,21785.8", "2020,22629"]);
    let line: Value = serde_json::from_str(&rows("ndjson")[0]).unwrap();
    assert_eq!(line, app.data(uri)[0]);
}

#[test]
fn amounts_of_a_record_are_restated_beside_what_they_were() {
    let app = TestApp::new();
    let index = values(&app, "us-gdp-deflator");
    let (plain, restated) =
        (app.data("/api/v1/vehicles/falcon-9"), app.data("/api/v1/vehicles/falcon-9?price_year=2000"));
    let amounts = |record: &Value| record["list_price"].as_array().unwrap().clone();
    assert_eq!(amounts(&plain).len(), amounts(&restated).len());
    for (before, mut after) in amounts(&plain).into_iter().zip(amounts(&restated)) {
        assert!(before["restated"].is_null() && before["not_restated"].is_null() && after["not_restated"].is_null());
        let told = after["restated"].take();
        assert_eq!(after, before, "the figures stay");
        let from = told["from_year"].as_i64().unwrap();
        assert_eq!((&told["from_year"], &told["price_year"]), (&before["price_year"], &json!(2000)));
        let factor = index[&2000] / index[&i32::try_from(from).unwrap()];
        assert_close(told["factor"].as_f64().unwrap(), factor);
        for end in ["amount", "low", "high"] {
            match before[end].as_f64() {
                Some(amount) => assert_close(told[end].as_f64().unwrap(), amount * factor),
                None => assert!(told[end].is_null()),
            }
        }
        assert_eq!(told["partial"], from == 2024, "the deflator's figure for 2024 is an early one");
    }
    let same = app.data("/api/v1/vehicles/falcon-heavy?price_year=2018");
    let of_2018 = same["list_price"].as_array().unwrap().iter().find(|one| one["price_year"] == 2018).unwrap();
    assert_eq!((&of_2018["restated"]["amount"], &of_2018["restated"]["factor"]), (&of_2018["amount"], &json!(1.0)));
}

#[test]
fn an_amount_that_cannot_be_restated_says_why_beside_one_that_can() {
    let app = TestApp::new();
    let program = app.ok("/api/v1/programs/apollo?price_year=2000&include=missions");
    let budget = program["data"]["budget"].as_array().unwrap();
    let of = |year: Value| budget.iter().find(|one| one["price_year"] == year).unwrap();
    assert!(of(json!(2019))["restated"]["amount"].is_number() && of(json!(2019))["not_restated"].is_null());
    assert!(of(Value::Null)["restated"].is_null());
    assert_eq!(of(Value::Null)["not_restated"], "it is not on record which year's prices the amount is in");
    // included records are restated, too
    let mission = "/api/v1/missions/us-deorbit-vehicle";
    assert!(app.data(mission)["cost"][0]["not_restated"].is_null());
    let stations = app.ok("/api/v1/programs/commercial-leo-destinations?price_year=2024&include=missions");
    let missions = stations["included"]["missions"].as_array().unwrap();
    let costs: Vec<&Value> = missions.iter().flat_map(|mission| mission["cost"].as_array().unwrap()).collect();
    assert!(costs.iter().any(|cost| cost["restated"]["price_year"] == 2024), "{costs:?}");
    assert!(costs.iter().all(|cost| cost["restated"].is_object() != cost["not_restated"].is_string()), "{costs:?}");
    let sparse = app.data("/api/v1/vehicles/falcon-9?price_year=2000&fields=id,list_price");
    assert!(sparse["list_price"][0]["restated"].is_object());
}

/// NASA's budget in dollars of 2020 stands on record twice: as published, and as it follows from the nominal one.
#[test]
fn the_published_budget_in_constant_dollars_is_ours_but_for_the_deflator() {
    let app = TestApp::new();
    let published = values(&app, "nasa-budget");
    let ours = |deflator: &str| -> BTreeMap<i32, f64> {
        let lines = app.data(&format!(
            "/api/v1/indicators/nasa-budget-nominal/series?price_year=2020&deflator={deflator}&to={}",
            if deflator == "us-gdp-deflator" { 2025 } else { 2026 }
        ));
        let point =
            |point: &Value| (point["period"].as_str().unwrap().parse().unwrap(), point["value"].as_f64().unwrap());
        lines[0]["points"].as_array().unwrap().iter().map(point).collect()
    };
    let by_index = ours("nasa-new-start-index");
    assert_eq!((by_index.len(), published.len()), (27, 68));
    for (year, ours) in &by_index {
        let ratio = ours / published[year];
        match year {
            // its method divides these years by the very index, to one decimal
            2020.. => assert!((ours - published[year]).abs() < 0.06, "{ours} in {year}"),
            // CSIS, which had another deflator, and the index agree from 2010 on, and part farther back
            2010..2020 => assert!((ratio - 1.0).abs() < 0.017, "{ratio} in {year}"),
            _ => assert!((1.0..1.085).contains(&ratio), "{ratio} in {year}"),
        }
    }
    // the general price level has risen less than the prices with which the published series was made, so ours lies up to 2.5 per cent below it
    for (year, ours) in ours("us-gdp-deflator") {
        let ratio = ours / published[&year];
        assert!((0.975..=1.0).contains(&ratio), "{ratio} in {year}");
    }
}

#[test]
fn every_indicator_in_money_is_restated_or_says_why_not() {
    let app = TestApp::new();
    let mut told: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for indicator in app.data("/api/v1/indicators?kind=published&limit=100").as_array().unwrap() {
        let id = indicator["id"].as_str().unwrap();
        let answer = app.get(&format!("/api/v1/indicators/{id}/series?price_year=2019"));
        let answer = if answer.text().contains("us-gdp-deflator has no value for 2026") {
            app.get(&format!("/api/v1/indicators/{id}/series?price_year=2019&deflator=nasa-new-start-index"))
        } else {
            answer
        };
        let kept = match (&indicator["money"], answer.status) {
            (money, 200) => {
                assert!(["own_year", "one_year"].contains(&money["prices"].as_str().unwrap()), "{id}");
                "restated"
            }
            (Value::Null, _) => continue,
            (money, _) => {
                let fault = answer.fault("price_year");
                let detail = fault["detail"].as_str().unwrap();
                if money["prices"] == "mixed" {
                    assert!(detail.contains("the prices of several years"), "{id}: {detail}");
                    "mixed"
                } else {
                    let currency = money["currency"].as_str().unwrap();
                    assert!(detail.contains(&format!("no deflator of {currency}")), "{id}: {detail}");
                    "without a deflator"
                }
            }
        };
        told.entry(kept).or_default().push(id.to_owned());
    }
    assert_eq!(told["mixed"], ["orbital-seat-prices", "nasa-crew-seat-prices"]);
    assert_eq!(told["without a deflator"].len(), 4, "{told:?}");
    assert!(told["restated"].len() >= 8, "{told:?}");
}

/// A data set with an index that began to be published on a day, and amounts of every kind.
fn tiny() -> Tiny {
    let money = |amount: f64, currency: &str, year: Value| json!({ "amount": amount, "currency": currency, "price_year": year, "kind": "contract", "covers": "all of it", "source": "paper" });
    let index = |id: &str, currency: &str, by_default: bool, points: Value, partial: Value| {
        json!({
            "id": id, "kind": "published", "unit": "index", "dimension": "world", "method": "Read.", "licence": "CC BY 4.0", "citation": "It",
            "deflates": { "currency": currency, "by_default": by_default }, "series": [{ "points": points, "partial": partial }],
        })
    };
    Tiny::new()
        .with("indicators", &index("prices", "USD", true, json!({ "2020": 50, "2021": 100, "2022": 200 }), json!([2022])))
        .with("indicators", &index("wages", "USD", false, json!({ "2020": 10, "2023": 30 }), json!([])))
        .with("indicators", &index("euro-prices", "EUR", true, json!({ "2020": 1, "2021": 3 }), json!([])))
        .with("indicators", &json!({
            "id": "sums", "kind": "published", "unit": "US dollars of the day", "dimension": "world", "method": "Read.", "licence": "CC BY 4.0",
            "citation": "It", "money": { "currency": "USD", "scale": 1, "prices": "own_year" },
            "series": [{ "points": { "2020": 7, "2022": 9, "2023": 1 } }],
        }))
        .with("missions", &json!({
            "id": "dear", "cost": [
                money(10.0, "USD", json!(2020)), money(10.0, "EUR", json!(2020)), money(10.0, "INR", json!(2020)), money(10.0, "USD", Value::Null),
                money(10.0, "USD", json!(1999)),
            ],
        }))
        .with("missions", &json!({ "id": "foreign", "cost": [money(10.0, "INR", json!(2020))] }))
        .with("missions", &json!({ "id": "free" }))
}

#[test]
fn each_amount_has_the_deflator_of_its_currency() {
    let app = tiny().app();
    let told = |query: &str| {
        let cost = app.data(&format!("/api/v1/missions/dear?{query}"))["cost"].take();
        cost.as_array()
            .unwrap()
            .iter()
            .map(|one| match one["restated"]["amount"].as_f64() {
                Some(amount) => json!([amount, one["restated"]["deflator"]["id"], one["restated"]["partial"]]),
                None => one["not_restated"].clone(),
            })
            .collect::<Vec<_>>()
    };
    let no_year = json!("it is not on record which year's prices the amount is in");
    let not_covered = |what: &str| json!(format!("{what}; expected years within these, or another deflator"));
    assert_eq!(
        told("price_year=2021"),
        [
            json!([20.0, "prices", false]),
            json!([30.0, "euro-prices", false]),
            json!("no deflator of INR is on record"),
            no_year.clone(),
            not_covered("prices has no value for 1999; it runs from 2020 to 2022"),
        ]
    );
    assert_eq!(told("price_year=2022")[0], json!([40.0, "prices", true]));
    assert_eq!(
        told("price_year=2023&deflator=wages"),
        [
            json!([30.0, "wages", false]),
            json!("wages is a deflator of USD, and this is EUR"),
            json!("wages is a deflator of USD, and this is INR"),
            no_year,
            not_covered("wages has no value for 1999; it runs from 2020 to 2023"),
        ]
    );
    // a year between the first and the last one may be missing, too
    app.get("/api/v1/missions/dear?price_year=2021&deflator=wages").expect(400);
}

#[test]
fn a_past_day_knows_the_deflators_that_it_knew() {
    let app = tiny().app();
    // published indicators are known from the day on which they were last checked, which is the first of 2026
    let launched = "/api/v1/missions/dear?price_year=2021&as_of";
    assert!(app.data(&format!("{launched}=2026-01-01"))["cost"][0]["restated"].is_object());
    let real = TestApp::new();
    let fault = real.get("/api/v1/vehicles/falcon-9?price_year=2000&as_of=2025-06-01").fault("price_year");
    assert_eq!(fault["detail"], "cannot be restated: no deflator of USD is on record that was known on 2025-06-01");
    let faults = real.get("/api/v1/vehicles/falcon-9?price_year=2000&deflator=us-gdp-deflator&as_of=2025-06-01");
    assert_eq!(faults.fault("deflator")["detail"], "\"us-gdp-deflator\" is no deflator");
}

mod errors {
    use super::*;

    #[test]
    fn what_would_be_a_guess_is_refused() {
        let app = tiny().app();
        let details = |uri: &str, parameter: &str| {
            let response = app.get(uri);
            let problem = response.problem(400);
            let errors = problem["errors"].as_array().unwrap().clone();
            assert!(errors.iter().all(|error| error["parameter"] == parameter), "{uri}: {errors:?}");
            errors.iter().map(|error| error["detail"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("; ")
        };
        for (uri, told) in [
            ("/api/v1/indicators/sums/series?price_year=2021", "prices has no value for 2023"),
            ("/api/v1/indicators/sums/series?price_year=2019&to=2022", "prices has no value for 2019"),
            ("/api/v1/indicators/sums/series?price_year=2020&deflator=wages", "wages has no value for 2022"),
            ("/api/v1/indicators/prices/series?price_year=2021", "there is no money in it"),
            ("/api/v1/missions/free?price_year=2021", "there is no money in it"),
            ("/api/v1/missions/foreign?price_year=2021", "no deflator of INR is on record"),
            ("/api/v1/missions/dear?price_year=1950", "prices has no value for 1950;"),
        ] {
            let found = details(uri, "price_year");
            assert!(found.contains(told), "{uri}: {found}");
        }
        let found = details("/api/v1/indicators/sums/series?price_year=2020&deflator=euro-prices", "deflator");
        assert!(found.contains("euro-prices is a deflator of EUR, and this is USD"), "{found}");
        let within = app.data("/api/v1/indicators/sums/series?price_year=2021&to=2022");
        let points = within[0]["points"].as_array().unwrap();
        assert_eq!(points.iter().map(|one| one["value"].as_f64().unwrap()).collect::<Vec<_>>(), [14.0, 4.5]);
        assert_eq!(within[0]["restated"]["partial"], true, "the index of 2022 is not final");
    }

    #[test]
    fn parameters_of_prices_are_checked() {
        let app = TestApp::new();
        let vehicle = "/api/v1/vehicles/falcon-9";
        let fault = app.get(&format!("{vehicle}?price_year=2000&deflator=us-consumer-price")).fault("deflator");
        assert_eq!(fault["did_you_mean"][0], "us-consumer-prices");
        assert_eq!(fault["allowed"], json!(["nasa-new-start-index", "us-consumer-prices", "us-gdp-deflator"]));
        app.get(&format!("{vehicle}?deflator=us-consumer-prices")).fault("deflator");
        app.get(&format!("{vehicle}?price_year=20")).fault("price_year");
        app.get(&format!("{vehicle}?price_year=2000&fields=id,name")).fault("fields");
        app.get("/api/v1/indicators/nasa-budget-nominal/series?deflator=us-gdp-deflator").fault("deflator");
        app.get("/api/v1/indicators/lunar-missions-by-nation/series?price_year=2020").fault("price_year");
        // all faults are told together
        let faults = app.get("/api/v1/indicators/lunar-missions-by-nation/series?price_year=2020&fill=ones&format=xml");
        assert_eq!(faults.faults(), ["fill", "format", "price_year"]);
        // lists have no prices of another year, and neither have records without money
        for uri in
            ["/api/v1/missions", "/api/v1/programs", "/api/v1/vehicles", "/api/v1/players/nasa", "/api/v1/events"]
        {
            app.get(&format!("{uri}?price_year=2020")).fault("price_year");
        }
    }
}
