//! Lists of events as news feeds.

use std::collections::BTreeSet;

use atom_syndication::{Entry, Feed};
use serde_json::{Value, json};

use crate::calendar::{LISTS, all};
use crate::helpers::{TestApp, TestResponse, Tiny, ids};

/// A feed. Checks what holds for all feeds.
#[track_caller]
fn read(response: &TestResponse) -> Feed {
    let uri = &response.uri;
    assert_eq!(response.expect(200).header("content-type"), "application/atom+xml; charset=utf-8", "{uri}");
    let feed = Feed::read_from(&response.body[..]).unwrap_or_else(|error| panic!("{uri}: {error}"));
    assert!(feed.id.starts_with("urn:uuid:") && !feed.title.is_empty() && !feed.authors.is_empty(), "{uri}: {feed:?}");
    assert!(feed.entries.iter().all(|entry| entry.updated <= feed.updated), "{uri}: an entry is newer than the feed");
    for entry in &feed.entries {
        assert!(entry.id.starts_with("urn:uuid:") && !entry.authors[0].name.is_empty(), "{uri}: {entry:?}");
    }
    feed
}

fn link<'a>(links: &'a [atom_syndication::Link], relation: &str) -> Option<&'a str> {
    links.iter().find(|link| link.rel == relation).map(|link| link.href.as_str())
}

/// The ids of the events that a feed shows.
fn events(feed: &Feed) -> Vec<String> {
    let id =
        |entry: &Entry| link(&entry.links, "alternate").unwrap().strip_prefix("/api/v1/events/").unwrap().to_owned();
    feed.entries.iter().map(id).collect()
}

/// All pages of a feed.
fn pages(app: &TestApp, uri: &str) -> Vec<Feed> {
    let (mut found, mut next) = (Vec::new(), Some(uri.to_owned()));
    while let Some(uri) = next {
        let feed = read(&app.get(&uri));
        next = link(&feed.links, "next").map(str::to_owned);
        found.push(feed);
    }
    found
}

#[test]
fn following_the_pages_gives_every_event_once_the_newest_first_and_back() {
    let app = TestApp::new();
    let newest_first = app.all_ids("/api/v1/events?sort=-date");
    let found = pages(&app, "/api/v1/events?format=atom&limit=100");
    assert!(found.len() > 3);
    assert_eq!(found.iter().flat_map(events).collect::<Vec<_>>(), newest_first);
    let entry_ids: BTreeSet<&String> = found.iter().flat_map(|feed| &feed.entries).map(|entry| &entry.id).collect();
    assert_eq!(entry_ids.len(), newest_first.len(), "ids of entries are unique");
    assert_eq!(found.iter().map(|feed| &feed.id).collect::<BTreeSet<_>>().len(), 1, "all pages are of one feed");
    assert_eq!(link(&found[0].links, "previous"), None);
    let back = link(&found[1].links, "previous").unwrap();
    assert_eq!(events(&read(&app.get(back))), events(&found[0]));
    assert_eq!(pages(&app, "/api/v1/events?format=atom")[0].entries.len(), 20, "pages are as long as those of json");
}

#[test]
fn every_list_of_events_is_a_feed() {
    let app = TestApp::new();
    let lists = LISTS.iter().filter(|(uri, _)| !uri.ends_with("/missions"));
    for (uri, title) in lists.clone() {
        let response = app.get(&format!("{uri}?format=atom&limit=3"));
        let feed = read(&response);
        assert_eq!(feed.title.value, *title, "{uri}");
        assert_eq!(events(&feed), app.ids(&format!("{uri}?sort=-date&limit=3")), "{uri}");
        assert_eq!(link(&feed.links, "self").unwrap(), format!("{uri}?limit=3&format=atom"));
        assert_eq!(link(&feed.links, "alternate").unwrap(), format!("{uri}?limit=3"));
        assert!(response.header("link").contains(link(&feed.links, "next").unwrap()), "{uri}");
        assert_eq!(app.get(&response.uri).body, response.body, "{uri} twice");
        let by_accept = app.get_with(&format!("{uri}?limit=3"), &[("Accept", "application/atom+xml")]);
        let by_accept = read(&by_accept);
        assert_eq!(by_accept.entries, feed.entries, "{uri} by Accept");
        let next = link(&by_accept.links, "next").unwrap();
        assert_eq!(events(&read(&app.get(next))), events(&read(&app.get(link(&feed.links, "next").unwrap()))));
    }
    let feed_ids: BTreeSet<String> =
        lists.clone().map(|(uri, _)| read(&app.get(&format!("{uri}?format=atom"))).id).collect();
    assert_eq!(feed_ids.len(), lists.count(), "each feed has an id of its own");
    let asked = |query: &str| read(&app.get(&format!("/api/v1/events?{query}"))).id;
    assert_eq!(
        asked("format=atom&kind=landing&destination=moon"),
        asked("destination=moon&limit=2&format=atom&kind=landing")
    );
    assert_ne!(asked("format=atom&kind=landing"), asked("format=atom&kind=launch"));
}

#[test]
fn every_entry_says_what_its_event_says() {
    let app = TestApp::new();
    let records = all(&app, "/api/v1/events?sort=-date&include=sources");
    let feeds = pages(&app, "/api/v1/events?format=atom&limit=100");
    let entries: Vec<&Entry> = feeds.iter().flat_map(|feed| &feed.entries).collect();
    assert_eq!(entries.len(), records.len());
    let publishers: std::collections::BTreeMap<String, Value> = all(&app, "/api/v1/sources")
        .into_iter()
        .map(|source| (source["id"].as_str().unwrap().to_owned(), source))
        .collect();
    let (mut instants, mut coarse) = (0, 0);
    for (entry, event) in entries.into_iter().zip(&records) {
        let id = event["id"].as_str().unwrap();
        let date = &event["date"];
        assert_eq!(entry.title.value, event["name"].as_str().unwrap(), "{id}");
        let summary = &entry.summary.as_ref().unwrap().value;
        assert!(summary.ends_with(event["summary"].as_str().unwrap()), "{id}: {summary}");
        let display = date["display"].as_str().unwrap();
        assert!(summary[1..].starts_with(&display[1..]), "{id}: {summary} does not start with {display}");
        let terms: Vec<&str> = entry.categories.iter().map(|category| category.term.as_str()).collect();
        let expected: Vec<&str> =
            [&event["kind"], &event["destination"]].into_iter().filter_map(Value::as_str).collect();
        assert_eq!(terms, expected, "{id}");
        let source = &publishers[event["sources"][0]["id"].as_str().unwrap()];
        assert_eq!(entry.authors[0].name, source["publisher"].as_str().unwrap(), "{id}");
        assert_eq!(link(&entry.links, "via"), source["url"].as_str(), "{id}");
        let is_instant = ["second", "minute"].contains(&date["precision"].as_str().unwrap())
            && date["approximate"] == false
            && date["bound"].is_null();
        let updated = entry.updated.to_rfc3339().replace("+00:00", "Z");
        if is_instant {
            instants += 1;
            assert_eq!(updated, date["earliest"].as_str().unwrap(), "{id}");
            assert_eq!(entry.published, Some(entry.updated), "{id}");
        } else {
            coarse += 1;
            let checked = event["verified_on"].as_str().unwrap();
            let known = date["latest"].as_str().map_or(checked, |latest| checked.min(&latest[..10]));
            assert_eq!(updated, format!("{known}T00:00:00Z"), "{id}: the day on which {display} was over or seen");
            assert_eq!(entry.published, None, "{id}: {display} is no moment");
        }
    }
    assert!(instants > 50 && coarse > 50, "{instants} instants, {coarse} others");
}

#[test]
fn an_order_that_is_asked_for_holds() {
    let app = TestApp::new();
    for sort in ["date", "name", "-name", "-date"] {
        let feed = read(&app.get(&format!("/api/v1/events?format=atom&limit=30&sort={sort}")));
        assert_eq!(events(&feed), app.ids(&format!("/api/v1/events?limit=30&sort={sort}")), "{sort}");
    }
}

#[test]
fn positions_of_a_feed_are_those_of_the_newest_first() {
    let app = TestApp::new();
    let cursor = |uri: &str| app.ok(uri)["page"]["next_cursor"].as_str().unwrap().to_owned();
    let newest = cursor("/api/v1/events?limit=5&sort=-date");
    let feed = read(&app.get(&format!("/api/v1/events?limit=5&format=atom&cursor={newest}")));
    assert_eq!(events(&feed), app.ids("/api/v1/events?limit=10&sort=-date")[5..]);
    let oldest = cursor("/api/v1/events?limit=5");
    app.get(&format!("/api/v1/events?limit=5&format=atom&cursor={oldest}")).fault("cursor");
    let by_offset = read(&app.get("/api/v1/events?format=atom&limit=5&offset=5"));
    assert_eq!(events(&by_offset), events(&feed));
    assert!(link(&by_offset.links, "previous").unwrap().contains("offset=0"));
    assert!(link(&by_offset.links, "next").unwrap().contains("offset=10"));
}

#[test]
fn odd_texts_come_back_as_they_were() {
    let name = "<b>\"A\" & 'B'</b> ]]> 🚀 &amp; \u{8}\u{1b}done";
    let event = json!({ "id": "odd", "name": name, "kind": "policy", "date": "~2020", "players": ["agency"], "summary": "One < two\r\n&\u{7f} three > 老虎, at last." });
    let app = Tiny::new().with("events", &event).app();
    let response = app.get("/api/v1/events?format=atom");
    assert!(!response.text().contains(['\u{8}', '\u{1b}', '\u{7f}']));
    let feed = read(&response);
    assert_eq!(feed.entries[0].title.value, "<b>\"A\" & 'B'</b> ]]> 🚀 &amp; done");
    let summary = &feed.entries[0].summary.as_ref().unwrap().value;
    assert_eq!(summary, "About 2020. One < two\n& three > 老虎, at last.");
    assert_eq!(feed.entries[0].authors[0].name, "The Press");
}

#[test]
fn an_empty_feed_is_a_feed() {
    let app = TestApp::new();
    for query in ["kind=treaty&destination=mars", "kind=treaty&destination=mars&as_of=2020-02-03", "offset=9999"] {
        let feed = read(&app.get(&format!("/api/v1/events?format=atom&{query}")));
        assert_eq!(feed.entries, [], "{query}");
        assert!(!query.contains("as_of") || feed.updated.to_rfc3339().starts_with("2020-02-03"), "{}", feed.updated);
    }
    assert_eq!(read(&Tiny::new().app().get("/api/v1/events?format=atom")).entries, []);
}

#[test]
fn a_past_day_shows_what_was_known_then() {
    let app = TestApp::new();
    let feed = read(&app.get("/api/v1/events?format=atom&as_of=1969-07-24&limit=100"));
    assert_eq!(feed.title.value, "Events, as known on 1969-07-24");
    assert_eq!(events(&feed), ids(&app.data("/api/v1/events?as_of=1969-07-24&limit=100&sort=-date")));
    assert!(feed.updated.to_rfc3339().as_str() < "1969-07-25", "{}", feed.updated);
    for relation in ["self", "alternate", "next"] {
        assert!(link(&feed.links, relation).is_none_or(|address| address.contains("as_of=1969-07-24")), "{relation}");
    }
}

mod errors {
    use super::*;

    #[test]
    fn missions_have_no_feed() {
        let app = TestApp::new();
        let fault = app.get("/api/v1/missions?format=atom").fault("format");
        assert_eq!(fault["allowed"], json!(["json", "csv", "ndjson", "ics"]));
        app.get_with("/api/v1/missions", &[("Accept", "application/atom+xml")]).problem(406);
    }

    #[test]
    fn faults_of_a_feed_are_told_as_for_json() {
        let app = TestApp::new();
        app.get("/api/v1/players/chna/timeline?format=atom").problem(404);
        assert_eq!(app.get("/api/v1/events?format=atom&limit=0&kind=lunch").faults(), ["limit", "kind"]);
        app.get("/api/v1/events?format=atom&fields=id").fault("fields");
    }
}
