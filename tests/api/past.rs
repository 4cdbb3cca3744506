//! `as_of`: what was known on a past day, and nothing else.

use serde_json::Value;

use crate::forget::{Records, day_number};
use crate::helpers::{TODAY, TestApp, Tiny};

/// Days of all times of the record, the same at every run: a few by hand, the others by chance.
fn days(count: u32) -> Vec<String> {
    let mut state = 0x5eed_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let by_chance = (0..count).map(|_| {
        // most of what is on record happened lately
        let year = if random(4) == 0 { 1958 + random(50) } else { 2008 + random(18) };
        format!("{year}-{:02}-{:02}", 1 + random(12), 1 + random(28))
    });
    by_chance.collect()
}

/// Addresses that take `as_of`: every kind of list, filter, order, count, inclusion, format and single record.
const ADDRESSES: [&str; 67] = [
    "/api/v1/missions?limit=100",
    "/api/v1/missions?limit=100&sort=-launch_date,name&fields=id,launch,status,schedule",
    "/api/v1/missions?status=planned&include=operator,events,sources&limit=50",
    "/api/v1/missions?status_group=active&sort=-slips",
    "/api/v1/missions?limit=1&facets=status,player,operator,nation,program,destination,kind,vehicle,trend,milestone,stale,crewed",
    "/api/v1/missions?launch_from=2020&launch_to=2030&match=certain&limit=100",
    "/api/v1/missions?player=united-states&stale=true",
    "/api/v1/missions?q=lander&limit=100",
    "/api/v1/missions?format=csv&limit=100&sort=id",
    "/api/v1/missions?format=ndjson&limit=100&offset=100",
    "/api/v1/missions?destination=mars&include=milestones,vehicle,spacecraft,partners,program,depends_on,trends",
    "/api/v1/events?sort=-date&limit=100",
    "/api/v1/events?kind=landing&limit=100&include=mission,players,programs,vehicle,milestones,trends,sources",
    "/api/v1/events?limit=1&facets=year,player,program,mission,destination,trend,kind,outcome,vehicle,milestone,crewed",
    "/api/v1/events?player=china&q=moon",
    "/api/v1/events?limit=100&sort=-date&format=csv",
    "/api/v1/timelines?limit=100&include=pins&sort=-events",
    "/api/v1/timelines/moon",
    "/api/v1/timelines/moon/events?limit=100&sort=-date",
    "/api/v1/timelines/artemis/events?facets=year,kind",
    "/api/v1/players?limit=100",
    "/api/v1/players?limit=100&offset=100&sort=-missions&include=members,programs",
    "/api/v1/players/united-states?include=members",
    "/api/v1/players/china/missions?limit=100",
    "/api/v1/players/india/timeline?limit=100&sort=-date",
    "/api/v1/programs?limit=100&include=missions",
    "/api/v1/programs?sort=-missions&facets=status",
    "/api/v1/vehicles?limit=100&sort=-first_flight&facets=status",
    "/api/v1/vehicles?limit=100&offset=100",
    "/api/v1/milestones?limit=100&include=missions,players",
    "/api/v1/milestones?sort=-attempts&facets=achieved",
    "/api/v1/indicators?limit=100",
    "/api/v1/indicators/soft-lunar-landings/series",
    "/api/v1/trends/lunar-competition/picture",
    "/api/v1/trends/rising-space-nations/picture",
    "/api/v1/indicators/soft-lunar-landings/series?group=vehicle",
    "/api/v1/indicators/planned-mission-slips/series?group=destination",
    "/api/v1/indicators/planned-mission-slips/series?group=vehicle",
    "/api/v1/search?q=moon&limit=100",
    "/api/v1/search?q=artemis+landing",
    "/api/v1/search?q=lunar+crsh&limit=50",
    "/api/v1/search?q=starship&kind=mission,event,vehicle&limit=100",
    "/api/v1/search?q=change&limit=100&offset=5",
    "/api/v1/dataset/export?kind=mission,program,milestone,timeline",
    "/api/v1/dataset/export?kind=player,vehicle,indicator",
    "/api/v1/dataset/export?kind=event,source,trend,claim",
    "/api/v1/missions/apollo-11/schedule",
    "/api/v1/missions/apollo-11/timeline",
    "/api/v1/missions/artemis-i?include=events,sources",
    "/api/v1/missions?format=ics",
    "/api/v1/missions?status=cancelled&format=ics",
    "/api/v1/events?format=ics",
    "/api/v1/timelines/human-spaceflight/events?format=ics",
    "/api/v1/events?format=atom&limit=100",
    "/api/v1/players/china/timeline?format=atom",
    "/api/v1/missions?upcoming=true&limit=100",
    "/api/v1/missions?around=2020&limit=100",
    "/api/v1/events?around=1969-07-20&year=1969,1970&facets=year,player",
    "/api/v1/schedule-statistics?group_by=operator",
    "/api/v1/schedule-statistics?group_by=vehicle&from=2010&to=2030&launched=true",
    "/api/v1/schedule-statistics?group_by=program&match=certain&from=2000",
    "/api/v1/standings",
    "/api/v1/standings?level=operator",
    "/api/v1/players/united-states/record",
    "/api/v1/players/esa/record",
    "/api/v1/missions/apollo-11/impact",
    "/api/v1/missions/artemis-ii/impact?slips_to=2035",
];

fn on(address: &str, day: &str) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}as_of={day}")
}

/// Every page of a list, one after the other; a single answer for everything else.
fn all_pages(app: &TestApp, address: &str) -> Vec<(u16, String, String)> {
    let mut answers = Vec::new();
    let mut next = Some(address.to_owned());
    while let Some(uri) = next {
        let answer = app.get(&uri);
        let tag = answer.headers.get("etag").cloned().unwrap_or_default();
        next = (answer.status == 200
            && answer.media() != "application/x-ndjson"
            && answer.media().ends_with("json")
            && answers.len() < 4)
            .then(|| answer.json()["page"]["next"].as_str().map(str::to_owned))
            .flatten();
        // the id of a request is never the same twice
        let text = answer.text().split(r#""request_id""#).next().unwrap().to_owned();
        answers.push((answer.status, tag, text));
    }
    answers
}

#[test]
fn what_was_known_does_not_depend_on_what_came_later() {
    let app = TestApp::new();
    for day in ["2021-01-01", "2023-08-23", "1970-04-14"] {
        let forgetful = TestApp::with(&Records::real().forgotten_after(day_number(day)).files());
        for address in ADDRESSES {
            let uri = on(address, day);
            let (full, then) = (all_pages(&app, &uri), all_pages(&forgetful, &uri));
            if full[0].0 == 404 {
                // who names a record is told since when it is known, although that came later
                continue;
            }
            for (page, (full, then)) in full.iter().zip(&then).enumerate() {
                let difference = full.2.bytes().zip(then.2.bytes()).position(|(a, b)| a != b);
                let at = difference.unwrap_or(full.2.len().min(then.2.len())).saturating_sub(120);
                let around = |text: &str| text.chars().skip(at.min(text.len())).take(240).collect::<String>();
                assert_eq!(
                    (full.0, &full.1),
                    (then.0, &then.1),
                    "page {page} of {uri}:\n{}\n{}",
                    around(&full.2),
                    around(&then.2)
                );
                assert_eq!(full.2, then.2, "page {page} of {uri}");
            }
            assert_eq!(full.len(), then.len(), "{uri}");
        }
    }
}

/// Whether a date may lie in the future of the day: it is a plan.
fn is_plan(path: &[&str], parents: &[&Value]) -> bool {
    let last = path.last().copied().unwrap_or_default();
    let parent = parents.last().copied().unwrap_or(&Value::Null);
    match last {
        "target" | "first_target" | "last_target" => true,
        // what was asked about, and not what is answered
        "from" | "to" | "slips_to" => true,
        "date" => parent["achieved"] == false || parent["launched"] == false || parent["result"] == "pending",
        _ => false,
    }
}

/// Every date of an answer that is no plan, by its path, with its first day.
fn facts<'a>(
    value: &'a Value,
    path: &mut Vec<&'a str>,
    parents: &mut Vec<&'a Value>,
    visit: &mut impl FnMut(String, &str),
) {
    match value {
        Value::Object(fields) => {
            if let (Some(first), true) = (fields.get("earliest"), fields.contains_key("precision")) {
                if let (Some(first), false) = (first.as_str(), is_plan(path, parents)) {
                    visit(path.join("."), &first[..10]);
                }
                return;
            }
            parents.push(value);
            for (name, inner) in fields {
                path.push(name);
                facts(inner, path, parents, visit);
                path.pop();
            }
            parents.pop();
        }
        Value::Array(items) => items.iter().for_each(|item| facts(item, path, parents, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn no_fact_of_an_answer_is_dated_later() {
    let app = TestApp::new();
    let mut checked = 0;
    for day in days(24) {
        for address in ADDRESSES {
            let answer = app.get(&on(address, &day));
            if answer.status == 404 || !answer.expect(200).media().contains("json") {
                continue;
            }
            let lines: Vec<Value> = match answer.media() {
                "application/x-ndjson" => {
                    answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
                }
                _ => vec![answer.json()],
            };
            for line in &lines {
                facts(line, &mut Vec::new(), &mut Vec::new(), &mut |path, first| {
                    checked += 1;
                    assert!(first <= day.as_str(), "{} tells {path} = {first}", answer.uri);
                });
            }
        }
    }
    assert!(checked > 10_000, "{checked} dates");
}

#[test]
fn the_past_grows_into_the_present() {
    let app = TestApp::new();
    let without = |uri: &str| {
        let mut json = app.ok(uri);
        json["meta"].take();
        json["page"].take();
        // addresses of lists keep the day that was asked about
        ["&", "?"].iter().fold(json.to_string(), |text, mark| text.replace(&format!("{mark}as_of={TODAY}"), ""))
    };
    for address in ADDRESSES
        .into_iter()
        .filter(|address| !address.contains("format") && !address.contains("export") && !address.contains("slips_to"))
    {
        let (present, past) = (without(address), without(&on(address, TODAY)));
        assert_eq!(present, past, "{address} as of today");
    }
    let totals: Vec<u64> = ["1960-01-01", "1980-01-01", "2000-01-01", "2020-01-01", TODAY]
        .map(|day| app.total(&on("/api/v1/events?limit=1", day)))
        .to_vec();
    assert!(totals.is_sorted() && totals[0] < totals[4], "{totals:?}");
    assert_eq!(totals[4], app.total("/api/v1/events?limit=1"));
}

#[test]
fn an_answer_says_which_day_it_speaks_for() {
    let app = TestApp::new();
    for address in [
        "/api/v1/missions",
        "/api/v1/missions/artemis-iii",
        "/api/v1/search?q=moon",
        "/api/v1/missions/artemis-iii/schedule",
    ] {
        let past = app.ok(&on(address, "2021-01-01"));
        assert_eq!(past["meta"]["as_of"], "2021-01-01", "{address}");
        assert_eq!(past["meta"]["evaluated_on"], "2021-01-01", "{address}");
        let present = app.ok(address);
        assert!(present["meta"]["as_of"].is_null());
        assert_eq!(present["meta"]["evaluated_on"], TODAY);
        assert_ne!(past["meta"]["dataset_version"], present["meta"]["dataset_version"]);
    }
}

#[test]
fn pages_of_the_past_lead_to_pages_of_the_same_day() {
    let app = TestApp::new();
    let uri = "/api/v1/missions?as_of=2015-06-01&limit=7&sort=name";
    let (mut next, mut found) = (Some(uri.to_owned()), Vec::new());
    while let Some(uri) = next {
        let page = app.ok(&uri);
        assert_eq!(page["meta"]["as_of"], "2015-06-01", "{uri}");
        found.extend(crate::helpers::ids(&page["data"]));
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(u64::try_from(found.len()).unwrap(), app.total(uri));
    let cursor = app.ok(uri)["page"]["next_cursor"].as_str().unwrap().to_owned();
    app.get(&format!("/api/v1/missions?as_of=2015-06-02&limit=7&sort=name&cursor={cursor}")).fault("cursor");
    let search = app.ok("/api/v1/search?q=moon&as_of=2015-06-01&limit=5");
    assert!(search["page"]["next"].as_str().unwrap().contains("as_of=2015-06-01"));
}

#[test]
fn a_former_plan_is_told_for_the_days_on_which_it_held() {
    let app = Tiny::new()
        .with(
            "missions",
            &serde_json::json!({
                "id": "m", "destination": "mars", "kinds": ["rover"],
                "schedule": [{ "announced": "2010-01-01", "target": "2030", "kind": "initial", "source": "paper" }],
                "formerly": [
                    { "until": "2015-05-05", "destination": "moon", "partners": [{ "player": "loner", "role": "launch" }], "source": "paper" },
                    { "until": "2020-06", "destination": "venus", "kinds": ["orbiter"], "source": "paper" },
                ],
            }),
        )
        .app();
    let told = |day: &str| {
        let mission = app.data(&on("/api/v1/missions/m", day));
        let partners = mission["partners"].as_array().unwrap().len();
        format!("{} {} {partners}", mission["destination"].as_str().unwrap(), mission["kinds"][0].as_str().unwrap())
    };
    assert_eq!(told("2010-01-01"), "moon orbiter 1", "what a plan leaves out is as in the one after it");
    assert_eq!(told("2015-05-04"), "moon orbiter 1");
    assert_eq!(told("2015-05-05"), "venus orbiter 0");
    assert_eq!(told("2020-06-29"), "venus orbiter 0", "a month counts from its last day on");
    assert_eq!(told("2020-06-30"), "mars rover 0");
    assert_eq!(app.data("/api/v1/missions/m")["destination"], "mars");
    assert_eq!(app.ids("/api/v1/missions?destination=venus&as_of=2018-01-01"), ["m"]);
    assert_eq!(app.total("/api/v1/missions?destination=venus"), 0);
}

mod errors {
    use super::*;

    #[test]
    fn a_day_that_no_answer_can_speak_for_is_refused_with_what_to_do() {
        let app = TestApp::new();
        let cases = [
            ("2999-01-01", "lies in the future, expected 2026-11-25 or earlier"),
            ("2026-11-26", "lies in the future, expected 2026-11-25 or earlier"),
            ("1906-12-30", "expected 1906-12-31, which is the first day on record, or later"),
            ("0001-01-01", "expected 1906-12-31, which is the first day on record, or later"),
            ("2021", "no day, expected YYYY-MM-DD"),
            ("2021-02-30", "no day, expected YYYY-MM-DD"),
            ("yesterday", "no day, expected YYYY-MM-DD"),
            ("2021-01-01T00:00:00Z", "no day, expected YYYY-MM-DD"),
        ];
        let others = ["/api/v1/events/chandrayaan-3-landing", "/api/v1/programs/artemis"];
        // what a mission can slip to depends on the day as well
        for address in ADDRESSES.into_iter().filter(|address| !address.contains("slips_to")).chain(others) {
            for (day, expected) in cases {
                let fault = app.get(&on(address, day)).fault("as_of");
                let detail = fault["detail"].as_str().unwrap();
                assert!(detail.contains(expected), "{address} as of {day}: {detail}");
            }
        }
    }

    #[test]
    fn a_record_that_was_not_known_then_is_404_and_says_since_when_it_is() {
        let app = TestApp::new();
        let problem = app.get("/api/v1/missions/artemis-iii?as_of=2005-01-01").problem(404);
        assert_eq!(problem["type"], "/problems/unknown-record");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("was not known before 2019-03-26"), "{detail}");
        assert_eq!(problem["errors"][0]["parameter"], "as_of");
        app.get("/api/v1/missions/artemis-iii?as_of=2019-03-25").problem(404);
        app.get("/api/v1/missions/artemis-iii?as_of=2019-03-26").expect(200);
        for part in ["schedule", "timeline"] {
            app.get(&format!("/api/v1/missions/artemis-iii/{part}?as_of=2005-01-01")).problem(404);
        }
        let nearest = app.get("/api/v1/missions/artemis-33?as_of=2005-01-01").problem(404);
        assert!(!nearest["errors"][0]["did_you_mean"].to_string().contains("artemis-iii"), "{nearest}");
    }

    #[test]
    fn a_filter_by_a_record_that_was_not_known_then_says_since_when_it_is() {
        let app = TestApp::new();
        for (uri, parameter) in [
            ("/api/v1/events?mission=artemis-iii&as_of=2005-01-01", "mission"),
            ("/api/v1/missions?program=artemis&as_of=2005-01-01", "program"),
            ("/api/v1/missions?id=artemis-iii&as_of=2005-01-01", "id"),
        ] {
            let fault = app.get(uri).fault(parameter);
            assert!(fault["detail"].as_str().unwrap().contains("was not known before"), "{uri}: {fault}");
        }
    }

    #[test]
    fn what_has_no_past_takes_no_past_day() {
        let app = TestApp::new();
        for kind in ["trends", "claims", "sources"] {
            let fault = app.get(&format!("/api/v1/{kind}?as_of=2021-01-01")).fault("as_of");
            assert_eq!(fault["detail"], "unknown parameter", "{kind}");
        }
    }
}
