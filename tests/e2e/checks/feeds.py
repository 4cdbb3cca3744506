"""Feeds are read by strangers: `feedparser` reads every page without complaint, and following the pages gives every event once."""

from urllib.parse import urljoin

import feedparser

from support import BASE, Faults, get

API = "/api/v1"

faults = Faults()


def page(address):
    """One page of a feed."""
    answer = get(address)
    faults.expect(answer.status == 200, f"{address} is {answer.status}: {answer.body[:200]}")
    headers = {"content-type": answer.headers["content-type"], "content-location": urljoin(BASE, address)}
    feed = feedparser.parse(answer.body, response_headers=headers)
    faults.expect(not feed.bozo, f"{address}: {feed.get('bozo_exception')}")
    faults.expect(feed.version == "atom10", f"{address} is {feed.version}")
    for name in ("id", "title", "updated", "author", "links"):
        faults.expect(feed.feed.get(name), f"{address} has no {name}")
    for entry in feed.entries:
        for name in ("id", "title", "updated_parsed", "author", "summary", "tags", "link"):
            faults.expect(entry.get(name), f"{entry.get('id')} in {address} has no {name}")
    return feed


def linked(feed, relation):
    """The address of a link, without the host that feedparser puts before it."""
    links = [link.href for link in feed.feed.links if link.rel == relation]
    return links[0].removeprefix(BASE) if links else None


def pages(address):
    found = []
    while address:
        found.append(page(address))
        address = linked(found[-1], "next")
    return found


def expect_events(address):
    """A feed shows the events of its list, the newest first."""
    feeds = pages(f"{address}?format=atom&limit=100")
    entries = [entry for feed in feeds for entry in feed.entries]
    records, more = [], f"{address}?sort=-date&limit=100"
    while more:
        answer = get(more).json()
        records += answer["data"]
        more = answer["page"]["next"]
    faults.expect(len(entries) == len(records), f"{address} has {len(entries)} entries, {len(records)} events")
    faults.expect(len({entry.id for entry in entries}) == len(entries), f"{address} gives an id twice")
    faults.expect(len({feed.feed.id for feed in feeds}) == 1, f"pages of {address} are of different feeds")
    for entry, event in zip(entries, records):
        faults.expect(entry.link.endswith(f"{API}/events/{event['id']}"), f"{entry.link} stands for {event['id']}")
        faults.expect(entry.title == event["name"], f"{entry.title!r} stands for {event['name']!r}")
        display = event["date"]["display"]
        faults.expect(entry.summary.lower().startswith(display.lower()), f"{event['id']} of {display} says {entry.summary[:60]}")
        terms = [tag.term for tag in entry.tags]
        faults.expect(event["kind"] in terms, f"{event['id']} has the terms {terms}")
    for feed, before in zip(feeds[1:], feeds):
        back = linked(feed, "previous")
        faults.expect(back and [one.id for one in page(back).entries] == [one.id for one in before.entries], f"{back} leads elsewhere")
    return entries


everything = {entry.id for entry in expect_events(f"{API}/events")}
for address in ("/timelines/moon/events", "/players/china/timeline", "/missions/chandrayaan-3/timeline"):
    shown = {entry.id for entry in expect_events(API + address)}
    faults.expect(shown and shown <= everything, f"{address} gives other ids to the same events")
by_accept = get(f"{API}/events", accept="application/atom+xml")
faults.expect(by_accept.headers["content-type"].startswith("application/atom+xml"), "a reader that accepts feeds alone gets no feed")
faults.tell()
