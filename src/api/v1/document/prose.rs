//! Title, description and tags of the document.

use serde_json::{Value, json};

const DESCRIPTION: &str = "\
Who is leading the new space race, with which missions, on what timeline, and where is it going?

Every fact has a **source**. Every date says **how precise** it is and is an interval: `2026-Q2` overlaps `launch_from=2026-05`, and lies
wholly inside `launch_from=2026`, so that `match=certain` finds it. Every announced launch target is kept in a **slip ledger**. What the public
narrative **claims** is held against the record.

**Lists** take typed filters: several values of one filter are separated by commas and mean *or*, several filters mean *and*. A nation or parent
stands for its members: `player=united-states` finds the missions of NASA and SpaceX. `include=` adds related records once each under
`included`, `facets=` counts the whole selection, `fields=` cuts records down, `format=csv` and `format=ndjson` change the form.
Lists of missions and events are calendars to subscribe to, too (`format=ics`), and lists of events news feeds (`format=atom`). In a calendar, a date that
is not known to the day is an all-day span, marked tentative.

**The past.** `as_of=YYYY-MM-DD` answers with what was known at the end of that day (UTC): statuses, targets, slips, events, counts, order. Events are
known from the day they happened, targets from the day they were announced, sources from the day they were published; a coarse date counts from its last day. Records that
were not known yet are absent, and nothing that became known later shows, so such an answer never changes by later facts.

**Nothing is ignored silently.** Unknown, repeated or impossible parameters are answered with 400 and a problem (RFC 9457) that names every
fault at once, what is allowed, and what was probably meant.

**Stability.** Within version 1, paths, parameters, fields and ids stay; fields, parameters, operations and words of vocabularies may be added.
The order of fields, the content of cursors and the wording of texts may change. A renamed record answers 308 from its old address.

**Caching.** Answers carry a strong `ETag` and may be kept for a minute; `If-None-Match` gives 304.

Data: CC BY 4.0. Statuses are evaluated for the UTC day `meta.evaluated_on`.";

/// The `info` object.
pub(super) fn info() -> Value {
    json!({
        "title": "Space Race API",
        "version": "1.0.0",
        "summary": "Players, missions, timelines and trends of the new space race, every fact with a source.",
        "description": DESCRIPTION,
        "contact": { "name": "the Space Race API founders" },
        "license": { "name": "MIT (code), CC BY 4.0 (data)", "identifier": "MIT" },
    })
}

/// The tags, in the order of the document.
pub(super) fn tags() -> Value {
    let tags = [
        ("index", "Where to start."),
        ("players", "Who takes part: nations, agencies, companies, military services, alliances."),
        ("programs", "Long efforts that missions belong to."),
        ("vehicles", "What flies: launch vehicles, spacecraft, landers, rovers, spaceplanes."),
        ("missions", "Flights and projects, flown and planned, with their slip ledgers."),
        ("schedules", "Who slips, how often and how far."),
        ("events", "Dated facts: any timeline, by filter."),
        ("timelines", "Named, ordered selections of events."),
        ("trends", "Where the space race is going: trends, challenges, outlooks."),
        ("indicators", "Numbers over time, with how they are counted."),
        ("milestones", "Firsts to be won, and who won them."),
        ("standings", "Who is leading: rankings with all their arithmetic."),
        ("claims", "What the public narrative says, held against the record."),
        ("sources", "Where facts were read."),
        ("search", "Full-text search, and names to records."),
        ("dataset", "Version, licence and freshness of the data, and all of it in one file."),
        ("vocabularies", "Every closed set of words, with the meaning of each."),
    ];
    tags.into_iter().map(|(name, description)| json!({ "name": name, "description": description })).collect()
}
