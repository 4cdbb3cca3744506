//! Lists of missions and events as calendars.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use space_race::api::ics::MAX_RECORDS;
use space_race::domain::{FuzzyDate, RecordKind};
use space_race::store::table;
use strum::IntoEnumIterator;

use crate::helpers::{TODAY, TestApp, TestResponse, Tiny};
use crate::spec::operations;

/// Every list that is available as a calendar, with the name of the calendar.
pub(crate) const LISTS: [(&str, &str); 6] = [
    ("/api/v1/missions", "Missions"),
    ("/api/v1/players/china/missions", "China: missions"),
    ("/api/v1/events", "Events"),
    ("/api/v1/players/china/timeline", "China: events"),
    ("/api/v1/missions/chandrayaan-3/timeline", "Chandrayaan-3"),
    ("/api/v1/timelines/moon/events", "The Moon"),
];

/// Properties by name, those with parameters as `DTSTART;VALUE=DATE`, their values still escaped.
type Component = BTreeMap<String, String>;

/// The properties of a calendar and its entries. Checks what holds for all calendars.
#[track_caller]
fn read(response: &TestResponse) -> (Component, Vec<Component>) {
    let uri = &response.uri;
    assert_eq!(response.expect(200).header("content-type"), "text/calendar; charset=utf-8", "{uri}");
    let text = response.text();
    assert!(text.ends_with("\r\n"), "{uri}");
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{uri}: {} bytes on {line:?}", line.len());
        assert!(!line.contains(['\r', '\n']), "{uri}: {line:?} ends in the middle");
    }
    let unfolded = text.replace("\r\n ", "");
    let mut lines: Vec<&str> = unfolded.split_terminator("\r\n").collect();
    assert_eq!((lines.remove(0), lines.pop()), ("BEGIN:VCALENDAR", Some("END:VCALENDAR")), "{uri}");
    let (mut head, mut entries, mut open) = (Component::new(), Vec::new(), None);
    for line in lines {
        match (line, &mut open) {
            ("BEGIN:VEVENT", None) => open = Some(Component::new()),
            ("END:VEVENT", Some(_)) => entries.extend(open.take()),
            _ => {
                let colon = line.find(':').unwrap_or_else(|| panic!("{uri}: {line:?} is no property"));
                let into = open.as_mut().unwrap_or(&mut head);
                let twice = into.insert(line[..colon].to_owned(), line[colon + 1..].to_owned());
                assert_eq!(twice, None, "{uri}: {line} stands twice");
            }
        }
    }
    let uids: BTreeSet<&String> = entries.iter().map(|entry| &entry["UID"]).collect();
    assert_eq!(uids.len(), entries.len(), "{uri}: ids of entries are unique");
    (head, entries)
}

fn entries(response: &TestResponse) -> Vec<Component> {
    read(response).1
}

fn unescaped(text: &str) -> String {
    let (mut out, mut letters) = (String::new(), text.chars());
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => out.push(match letters.next().unwrap() {
                'n' => '\n',
                other => {
                    assert!(matches!(other, '\\' | ';' | ','), "{other} needs no escape in {text}");
                    other
                }
            }),
            (';' | ',', false) => panic!("{letter} is not escaped in {text}"),
            (other, false) => out.push(other),
        }
    }
    out
}

/// All records of a list.
pub(crate) fn all(app: &TestApp, uri: &str) -> Vec<Value> {
    let mark = if uri.contains('?') { '&' } else { '?' };
    let (mut found, mut next) = (Vec::new(), Some(format!("{uri}{mark}limit=100")));
    while let Some(uri) = next {
        let page = app.ok(&uri);
        found.extend(page["data"].as_array().unwrap().clone());
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    found
}

fn basic(text: &str) -> String {
    text.replace(['-', ':'], "")
}

/// The day after a day.
fn next_day(day: &str) -> String {
    day.parse::<jiff::civil::Date>().unwrap().tomorrow().unwrap().to_string()
}

/// A date is shown as what it is: an instant, or whole days.
#[track_caller]
fn assert_date(entry: &Component, date: &Value) {
    let uid = &entry["UID"];
    let value = date["value"].as_str().unwrap();
    let precision = date["precision"].as_str().unwrap();
    // the written period of an open date is that of the date without the word for open
    let closed: String = value.replace("NET ", "").replace("NLT ", "");
    let closed = serde_json::to_value(closed.parse::<FuzzyDate>().unwrap()).unwrap();
    let (first, last) = (closed["earliest"].as_str().unwrap(), closed["latest"].as_str().unwrap());
    if ["second", "minute"].contains(&precision) {
        assert_eq!(entry["DTSTART"], basic(first), "{uid}: start of {value}");
        assert!(entry["DTSTART"].ends_with('Z') && !entry.contains_key("DTSTART;VALUE=DATE"), "{uid}: {value}");
        assert_eq!(entry.contains_key("DTEND"), precision == "minute", "{uid}: end of {value}");
        assert!(!entry.contains_key("TRANSP"), "{uid}: {value}");
    } else {
        assert_eq!(entry["DTSTART;VALUE=DATE"], basic(first), "{uid}: first day of {value}");
        assert_eq!(entry["DTEND;VALUE=DATE"], basic(&next_day(last)), "{uid}: day after the last of {value}");
        assert!(!entry.contains_key("DTSTART") && !entry.contains_key("DTEND"), "{uid}: {value} has no time of day");
        assert_eq!(entry["TRANSP"], "TRANSPARENT", "{uid}: {value}");
    }
    let summary = unescaped(&entry["SUMMARY"]);
    for (bound, words) in [("not_earlier_than", "no earlier than"), ("not_later_than", "no later than")] {
        assert!(date["bound"] != bound || summary.contains(words), "{uid}: {summary} of {value}");
    }
    let display = date["display"].as_str().unwrap();
    assert!(is_exact(date) || summary.contains(display), "{uid}: {summary} does not say {display}");
    assert!(unescaped(&entry["DESCRIPTION"]).contains(display), "{uid}: the description does not say {display}");
}

/// Known to the day or better, and as it stands.
fn is_exact(date: &Value) -> bool {
    let is_fine = ["second", "minute", "day"].contains(&date["precision"].as_str().unwrap());
    is_fine && date["approximate"] == false && date["bound"].is_null()
}

fn by_uid(entries: Vec<Component>) -> BTreeMap<String, Component> {
    entries.into_iter().map(|entry| (entry["UID"].clone(), entry)).collect()
}

#[test]
fn every_mission_with_a_date_has_an_entry_that_shows_it_as_precisely_as_it_is_known() {
    let app = TestApp::new();
    let mut found = by_uid(entries(&app.get("/api/v1/missions?format=ics")));
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for mission in all(&app, "/api/v1/missions") {
        let id = mission["id"].as_str().unwrap();
        let entry = found.remove(&format!("mission-{id}@space-race-api"));
        let (date, status) = (&mission["launch"]["date"], mission["status"].as_str().unwrap());
        let is_given_up = ["cancelled", "superseded"].contains(&status);
        if date.is_null() && !is_given_up {
            assert_eq!(entry, None, "{id} has no date");
            continue;
        }
        let Some(entry) = entry else {
            assert!(date.is_null(), "{id} has no entry");
            continue;
        };
        if !date.is_null() {
            assert_date(&entry, date);
        }
        let launched = mission["launch"]["achieved"] == true;
        let is_firm = launched || (status == "planned" && mission["stale"] == false);
        let expected = match (is_given_up, is_firm && is_exact(date)) {
            (true, _) => "CANCELLED",
            (false, true) => "CONFIRMED",
            (false, false) => "TENTATIVE",
        };
        assert_eq!(entry["STATUS"], expected, "{id}, {status}, {date}");
        *seen.entry(expected).or_default() += 1;
        assert!(unescaped(&entry["SUMMARY"]).contains(mission["name"].as_str().unwrap()), "{id}");
        let description = unescaped(&entry["DESCRIPTION"]);
        assert!(description.starts_with(mission["summary"].as_str().unwrap()), "{id}: {description}");
        assert!(description.contains("https://") || description.contains("http://"), "{id} names no source");
        let kinds = mission["kinds"].as_array().unwrap().iter().chain([&mission["destination"]]);
        let kinds: Vec<&str> = kinds.map(|kind| kind.as_str().unwrap()).collect();
        assert_eq!(entry["CATEGORIES"], kinds.join(","), "{id}");
        assert_eq!(entry["DTSTAMP"], entry["LAST-MODIFIED"], "{id}");
        assert!(entry["DTSTAMP"].ends_with("T000000Z") && entry["DTSTAMP"].as_str() < "20261126", "{id}");
    }
    assert_eq!(found, BTreeMap::new(), "entries of no mission");
    assert!(seen["CONFIRMED"] > 100 && seen["TENTATIVE"] > 20 && seen["CANCELLED"] > 0, "{seen:?}");
}

#[test]
fn every_event_has_an_entry_that_shows_its_date_as_precisely_as_it_is_known() {
    let app = TestApp::new();
    let mut found = by_uid(entries(&app.get("/api/v1/events?format=ics")));
    let mut coarse = 0;
    for event in all(&app, "/api/v1/events") {
        let id = event["id"].as_str().unwrap();
        let entry = found.remove(&format!("event-{id}@space-race-api")).unwrap_or_else(|| panic!("{id} has no entry"));
        assert_date(&entry, &event["date"]);
        assert_eq!(entry["STATUS"], if is_exact(&event["date"]) { "CONFIRMED" } else { "TENTATIVE" }, "{id}");
        coarse += u32::from(!is_exact(&event["date"]));
        assert_eq!(entry["SEQUENCE"], "0", "{id}");
        assert!(unescaped(&entry["SUMMARY"]).starts_with(event["name"].as_str().unwrap()), "{id}");
        assert!(entry["CATEGORIES"].starts_with(event["kind"].as_str().unwrap()), "{id}");
        let known = event["date"]["latest"].as_str().map(|latest| basic(&latest[..10]));
        let checked = basic(event["verified_on"].as_str().unwrap());
        assert_eq!(entry["DTSTAMP"][..8], known.map_or(checked.clone(), |known| known.min(checked)), "{id}");
    }
    assert_eq!(found, BTreeMap::new(), "entries of no event");
    assert!(coarse > 20, "{coarse} coarse dates");
}

#[test]
fn every_list_of_missions_and_events_is_a_calendar_that_names_itself() {
    let app = TestApp::new();
    for (uri, name) in LISTS {
        let response = app.get(&format!("{uri}?format=ics"));
        let (head, found) = read(&response);
        let records = all(&app, uri).len();
        assert!(found.len() <= records && found.len() > 1, "{uri}: {} entries of {records} records", found.len());
        assert!(uri.ends_with("missions") || found.len() == records, "{uri}: every event has a date");
        assert_eq!((unescaped(&head["NAME"]), unescaped(&head["X-WR-CALNAME"])), (name.to_owned(), name.to_owned()));
        for (property, value) in [
            ("VERSION", "2.0"),
            ("METHOD", "PUBLISH"),
            ("CALSCALE", "GREGORIAN"),
            ("REFRESH-INTERVAL;VALUE=DURATION", "PT12H"),
            ("X-PUBLISHED-TTL", "PT12H"),
        ] {
            assert_eq!(head[property], value, "{property} of {uri}");
        }
        assert!(head["PRODID"].starts_with("-//") && response.header("content-disposition").ends_with(".ics\""));
        let by_accept = app.get_with(uri, &[("Accept", "text/calendar")]);
        assert_eq!(by_accept.body, response.body, "{uri} by Accept");
        assert_eq!(app.get(&format!("{uri}?format=ics")).header("etag"), response.header("etag"), "{uri} twice");
        let filtered = entries(&app.get(&format!("{uri}?format=ics&destination=moon")));
        assert!(filtered.len() <= all(&app, &format!("{uri}?destination=moon")).len(), "{uri} filtered");
    }
}

#[test]
fn without_a_limit_a_calendar_holds_all_and_with_one_it_holds_that_page() {
    let app = TestApp::new();
    let whole = entries(&app.get("/api/v1/events?format=ics&sort=-date,name"));
    assert!(whole.len() > 100);
    let page = app.get("/api/v1/events?format=ics&sort=-date,name&limit=7&offset=7");
    assert_eq!(entries(&page), whole[7..14]);
    assert!(page.header("link").contains("format=ics"), "{}", page.header("link"));
    let rest = entries(&app.get("/api/v1/events?format=ics&sort=-date,name&offset=7"));
    assert_eq!(rest, whole[7..]);
}

#[test]
fn a_calendar_holds_at_most_so_many_records() {
    let event = |tiny: Tiny, number: u32| {
        let year = 1960 + number % 60;
        tiny.with(
            "events",
            &json!({ "id": format!("e{number}"), "kind": "policy", "date": format!("{year}"), "players": ["agency"] }),
        )
    };
    let app = (0..=MAX_RECORDS).fold(Tiny::new(), event).app();
    let response = app.get("/api/v1/events?format=ics");
    assert_eq!(entries(&response).len(), usize::try_from(MAX_RECORDS).unwrap());
    let next = response.header("link").trim_start_matches('<').split('>').next().unwrap().to_owned();
    assert_eq!(entries(&app.get(&next)).len(), 1, "{next}");
}

/// One mission's entry on a past day.
#[track_caller]
fn entry_on(app: &TestApp, id: &str, day: &str) -> Option<Component> {
    let mut found = entries(&app.get(&format!("/api/v1/missions?format=ics&id={id}&as_of={day}")));
    assert!(found.len() <= 1, "{id} on {day}");
    found.pop()
}

fn number(entry: &Component) -> u32 {
    entry["SEQUENCE"].parse().unwrap()
}

/// The days on which something of a mission's launch or status became known, each with the missions.
fn days_of_change(app: &TestApp) -> BTreeMap<String, BTreeSet<String>> {
    let mut days: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |date: &Value, mission: &str| {
        for day in [&date["earliest"], &date["latest"]].into_iter().filter_map(Value::as_str) {
            days.entry(day[..10].to_owned()).or_default().insert(mission.to_owned());
        }
    };
    for mission in all(app, "/api/v1/missions") {
        let id = mission["id"].as_str().unwrap();
        let ledger = app.data(&format!("/api/v1/missions/{id}/schedule"));
        ledger["entries"].as_array().unwrap().iter().for_each(|entry| add(&entry["announced"], id));
        add(&json!({ "latest": TODAY }), id);
    }
    let turns = "launch,cancellation,supersession,hold,resumption,approval,contract,proposal";
    for event in all(app, &format!("/api/v1/events?kind={turns}")) {
        if let Some(mission) = event["mission"]["id"].as_str() {
            add(&event["date"], mission);
        }
    }
    days.retain(|day, _| day.as_str() <= TODAY);
    days
}

#[test]
fn every_change_of_a_schedule_raises_the_sequence_of_every_mission_and_no_later_day_lowers_it() {
    let app = TestApp::new();
    let ended = all(&app, "/api/v1/events?kind=cancellation,supersession");
    let ended: BTreeSet<&str> = ended.iter().filter_map(|event| event["mission"]["id"].as_str()).collect();
    // by id: number, day of the change, and how many entries of the ledger are known, before the launch
    let mut before: BTreeMap<String, (u32, String, Option<u64>)> = BTreeMap::new();
    let (mut raised, mut seen) = (0, 0);
    for (day, ids) in days_of_change(&app) {
        let known = app.get(&format!("/api/v1/missions?as_of={day}"));
        if known.status == 400 {
            assert!(before.is_empty(), "{day} is on record");
            continue;
        }
        for ids in ids.iter().map(String::as_str).collect::<Vec<_>>().chunks(25) {
            // ids that are not known yet would be refused
            let is_known = |id: &&&str| app.get(&format!("/api/v1/missions/{id}?as_of={day}&fields=id")).status == 200;
            let ids: Vec<&str> =
                if day == TODAY { ids.to_vec() } else { ids.iter().filter(is_known).copied().collect() };
            if ids.is_empty() {
                continue;
            }
            let query = format!("id={}&as_of={day}&limit=100", ids.join(","));
            let mut found = by_uid(entries(&app.get(&format!("/api/v1/missions?format=ics&{query}"))));
            for mission in app.data(&format!("/api/v1/missions?{query}")).as_array().unwrap() {
                let id = mission["id"].as_str().unwrap();
                let Some(entry) = found.remove(&format!("mission-{id}@space-race-api")) else { continue };
                let changed = entry["DTSTAMP"].clone();
                assert!(changed[..8] <= *basic(&day), "{id} on {day} was changed on {changed}");
                let (launched, status) = (mission["launch"]["achieved"] == true, mission["status"].as_str().unwrap());
                let announced = mission["schedule"]["announcements"].as_u64().unwrap();
                let cancelled = status == "cancelled";
                if let Some((sequence, changed_before, announced_before)) = before.get(id) {
                    assert!(number(&entry) >= *sequence, "{id} has a lower number on {day}");
                    assert!(changed >= *changed_before, "{id} was changed earlier on {day}");
                    // an announcement dated by its month may come to light after the launch, and changes nothing
                    let is_moved = announced_before.is_some_and(|before| announced > before || launched);
                    assert!(!is_moved || number(&entry) > *sequence, "{id} changed by {day}, its number did not");
                    raised += u32::from(number(&entry) > *sequence);
                }
                // one that was given up and taken up again has changed twice more
                if cancelled || !ended.contains(id) {
                    let ends = u64::from(launched) + u64::from(cancelled);
                    let expected = announced.saturating_sub(1) + ends;
                    assert_eq!(u64::from(number(&entry)), expected, "{id} on {day}, {status}");
                }
                before.insert(id.to_owned(), (number(&entry), changed, (!launched).then_some(announced)));
                seen += 1;
            }
        }
    }
    assert!(raised > 300 && seen > 1_000, "{raised} changes in {seen} entries");
}

fn announced(day: &str, target: Value, kind: &str) -> Value {
    json!({ "announced": day, "target": target, "kind": kind, "source": "paper" })
}

#[test]
fn what_is_given_up_stays_as_cancelled_at_its_last_target_and_comes_back_with_a_higher_number() {
    let schedule = json!([
        announced("2020-01-01", json!("2024"), "initial"),
        announced("2021-01-01", json!("2025-Q2"), "slip"),
        announced("2022-01-01", Value::Null, "withdrawn"),
        announced("2024-01-01", json!("2027-05-06"), "slip"),
    ]);
    let app = Tiny::new()
        .with("missions", &json!({ "id": "phoenix", "schedule": schedule }))
        .event("phoenix", "cancellation", "2023-01-01", &json!({}))
        .event("phoenix", "launch", "2026-05-06T07:08Z", &json!({ "outcome": "success" }))
        .app();
    let on = |day: &str| entry_on(&app, "phoenix", day);
    let first = on("2020-06-01").unwrap();
    assert_eq!((number(&first), &first["STATUS"][..], &first["DTSTAMP"][..]), (0, "TENTATIVE", "20200101T000000Z"));
    assert_eq!(number(&on("2021-06-01").unwrap()), 1);
    assert_eq!(on("2022-06-01"), None, "the target was withdrawn");
    let cancelled = on("2023-06-01").unwrap();
    assert_eq!((number(&cancelled), &cancelled["STATUS"][..]), (3, "CANCELLED"));
    assert_eq!(cancelled["DTSTART;VALUE=DATE"], "20250401", "the last target that was announced");
    assert_eq!(cancelled["DTEND;VALUE=DATE"], "20250701");
    assert_eq!(cancelled["DTSTAMP"], "20230101T000000Z");
    let again = on("2024-06-01").unwrap();
    assert_eq!((number(&again), &again["STATUS"][..]), (5, "CONFIRMED"));
    let launched = on("2026-06-01").unwrap();
    assert_eq!(
        (number(&launched), &launched["DTSTART"][..], &launched["DTEND"][..]),
        (6, "20260506T070800Z", "20260506T070900Z")
    );
}

#[test]
fn a_plan_is_confirmed_only_for_a_day_or_an_instant_that_holds() {
    let cases = [
        ("2027-05-06T07:08:09Z", "CONFIRMED", "20270506T070809Z", ""),
        ("2027-05-06T23:59Z", "CONFIRMED", "20270506T235900Z", "20270507T000000Z"),
        ("2027-12-31", "CONFIRMED", "20271231", "20280101"),
        ("~2027-05-06", "TENTATIVE", "20270506", "20270507"),
        ("NET 2027-05-06", "TENTATIVE", "20270506", "20270507"),
        ("NLT 2027-05-06T07:08Z", "TENTATIVE", "20270506T070800Z", "20270506T070900Z"),
        ("2028-02", "TENTATIVE", "20280201", "20280301"),
        ("2027-Q4", "TENTATIVE", "20271001", "20280101"),
        ("2027-H1", "TENTATIVE", "20270101", "20270701"),
        ("NET 2027", "TENTATIVE", "20270101", "20280101"),
        ("2030s", "TENTATIVE", "20300101", "20400101"),
        ("2027-02/2027-Q3", "TENTATIVE", "20270201", "20271001"),
        // stale
        ("2026-11-24", "TENTATIVE", "20261124", "20261125"),
        ("2026-11-25", "CONFIRMED", "20261125", "20261126"),
    ];
    let mission =
        |tiny: Tiny, (index, case): (usize, &(&str, &str, &str, &str))| tiny.planned(&format!("m{index}"), case.0);
    let app = cases.iter().enumerate().fold(Tiny::new(), mission).with("missions", &json!({ "id": "undated" })).app();
    let found = by_uid(entries(&app.get("/api/v1/missions?format=ics")));
    assert_eq!(found.len(), cases.len(), "what has no date has no entry");
    for (index, (target, status, start, end)) in cases.into_iter().enumerate() {
        let entry = &found[&format!("mission-m{index}@space-race-api")];
        let either =
            |name: &str| entry.get(name).or(entry.get(&format!("{name};VALUE=DATE"))).map_or("", String::as_str);
        assert_eq!((&entry["STATUS"][..], either("DTSTART"), either("DTEND")), (status, start, end), "{target}");
        assert_date(entry, &app.data(&format!("/api/v1/missions/m{index}"))["launch"]["date"]);
    }
}

#[test]
fn odd_texts_come_back_as_they_were() {
    let mut names: Vec<String> = (50..80).map(|length| format!("{}🚀老é🇮🇳", "x".repeat(length))).collect();
    names.push("a, b; c\\n \\ \"d\": e".to_owned());
    names.push("BEGIN:VEVENT".to_owned());
    let summary =
        "One, two; three\\.\nFour\r\nEND:VEVENT\u{8}\u{7f}\tfive 🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀.";
    let event = |tiny: Tiny, (index, name): (usize, &String)| {
        let event = json!({ "id": format!("e{index:02}"), "name": name, "kind": "policy", "date": "2020-01-01", "players": ["agency"], "summary": summary });
        tiny.with("events", &event)
    };
    let app = names.iter().enumerate().fold(Tiny::new(), event).app();
    let found = entries(&app.get("/api/v1/events?format=ics&sort=id"));
    assert_eq!(found.iter().map(|entry| unescaped(&entry["SUMMARY"])).collect::<Vec<_>>(), names);
    let expected = summary.replace("\r\n", "\n").replace(['\u{8}', '\u{7f}'], "");
    for entry in found {
        let description = unescaped(&entry["DESCRIPTION"]);
        assert!(description.starts_with(&expected), "{description:?}");
        assert!(description.ends_with("A paper, The Press: https://example.org/paper"), "{description:?}");
    }
}

#[test]
fn a_past_day_shows_what_was_known_then() {
    let app = TestApp::new();
    let (head, found) = read(&app.get("/api/v1/missions?format=ics&as_of=2022-10-01"));
    assert_eq!(unescaped(&head["NAME"]), "Missions, as known on 2022-10-01");
    let artemis = &by_uid(found)["mission-artemis-i@space-race-api"];
    assert_ne!(artemis.get("DTSTART").map(String::as_str), Some("20221116T064744Z"), "not launched yet: {artemis:?}");
    assert!(artemis["DTSTAMP"][..8] <= *"20221001", "{artemis:?}");
    for entry in entries(&app.get("/api/v1/events?format=ics&as_of=1969-07-24")) {
        let start = entry.get("DTSTART").or(entry.get("DTSTART;VALUE=DATE")).unwrap();
        assert!(start[..8] <= *"19690724" && entry["DTSTAMP"][..8] <= *"19690724", "{entry:?}");
    }
}

mod errors {
    use super::*;

    /// The operation and the address of every list.
    fn lists() -> Vec<(String, String, Value)> {
        let lists = operations().into_iter().filter(|one| one.query_names().contains(&"format".to_owned()));
        lists.map(|one| (one.path.clone(), one.address(), one.json.clone())).collect()
    }

    #[test]
    fn formats_and_media_types_are_documented_where_they_are_available_and_refused_elsewhere() {
        let app = TestApp::new();
        let (mut given, mut refused) = (0, 0);
        for (path, address, operation) in lists() {
            let is_missions = path.ends_with("/missions");
            let is_events = path.ends_with("/events") || path.ends_with("/timeline");
            for (word, media, is_available) in
                [("ics", "text/calendar", is_missions || is_events), ("atom", "application/atom+xml", is_events)]
            {
                let documented = &operation["responses"]["200"]["content"][media];
                assert_eq!(documented.is_object(), is_available, "{media} of {path}");
                let by_word = app.get(&format!("{address}?format={word}"));
                let by_accept = app.get_with(&address, &[("Accept", media)]);
                if is_available {
                    assert_eq!((by_word.expect(200).media(), by_accept.expect(200).media()), (media, media), "{path}");
                    given += 1;
                } else {
                    let fault = by_word.fault("format");
                    let mut allowed = vec!["json", "csv", "ndjson"];
                    allowed.extend(is_missions.then_some("ics"));
                    assert_eq!(fault["allowed"], json!(allowed), "{path}");
                    let problem = by_accept.problem(406);
                    let acceptable = problem["errors"][0]["allowed"].as_array().unwrap();
                    assert_eq!(acceptable.len(), allowed.len(), "{path}: {acceptable:?}");
                    refused += 1;
                }
            }
        }
        assert_eq!((given, refused > 18), (10, true), "{given} given, {refused} refused");
    }

    #[test]
    fn documented_words_of_format_are_those_that_are_taken() {
        let app = TestApp::new();
        for operation in operations() {
            for parameter in operation.query_parameters().iter().filter(|one| one["name"] == "format") {
                let fault = app.get(&format!("{}?format=xml", operation.address())).fault("format");
                assert_eq!(fault["allowed"], parameter["resolved"]["enum"], "{}", operation.path);
            }
        }
    }

    #[test]
    fn what_a_format_has_no_room_for_is_refused() {
        let app = TestApp::new();
        let cases: [(&str, &[&str]); 4] = [
            ("csv", &["include", "facets"]),
            ("ndjson", &["include", "facets"]),
            ("ics", &["fields", "include", "facets"]),
            ("atom", &["fields", "include", "facets"]),
        ];
        let all_three = "fields=id&include=sources&facets=kind";
        for (format, refused) in cases {
            let uri = format!("/api/v1/events?format={format}");
            let response = app.get(&format!("{uri}&{all_three}"));
            assert_eq!(response.faults(), refused, "{uri}");
            for fault in response.json()["errors"].as_array().unwrap() {
                assert!(fault["detail"].as_str().unwrap().contains("has no room for"), "{fault}");
            }
            let alone = app.get(&format!("{uri}&fields=id&limit=1"));
            assert_eq!(alone.status, if refused.contains(&"fields") { 400 } else { 200 }, "{uri}");
        }
        app.get("/api/v1/events?format=json&fields=id&include=sources&facets=kind").expect(200);
        let by_accept = app.get_with(&format!("/api/v1/events?{all_three}"), &[("Accept", "text/calendar")]);
        assert_eq!(by_accept.faults(), ["fields", "include", "facets"]);
        let with_others = app.get("/api/v1/missions?format=ics&include=sources&zz=1&limit=0");
        let mut faults = with_others.faults();
        faults.sort();
        assert_eq!(faults, ["include", "limit", "zz"]);
    }

    #[test]
    fn every_list_without_room_refuses_in_every_kind() {
        let app = TestApp::new();
        for kind in RecordKind::iter() {
            if let Some(include) = table(kind).includes.first() {
                let uri = format!("/api/v1/{}?format=csv&include={}", kind.collection(), include.name);
                app.get(&uri).fault("include");
            }
        }
    }

    #[test]
    fn unknown_owners_and_impossible_days_are_told_as_for_json() {
        let app = TestApp::new();
        app.get("/api/v1/timelines/mooon/events?format=ics").problem(404);
        app.get("/api/v1/missions?format=ics&as_of=2999-01-01").fault("as_of");
    }
}
