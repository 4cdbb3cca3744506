"""Calendars are read by strangers: every calendar parses strictly with `icalendar`, and calcurse imports all missions and skips none.

Ids are unique and the same on every day, spans end on the day after their last, nothing coarse has a time of day, what is planned
coarsely is tentative, and no later day lowers a SEQUENCE.
"""

import re
import subprocess
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from support import Faults, get

API = "/api/v1"
INSTANTS = ("second", "minute")
DAYS = ["1969-07-20", "1998-11-20", "2010-01-01", "2018-06-01", "2020-06-01", "2022-01-01", "2023-06-01", "2024-06-01", "2025-06-01"]

faults = Faults()


def records(address):
    """All records of a list, page by page, by id."""
    found = {}
    address += ("&" if "?" in address else "?") + "limit=100"
    while address:
        page = get(address).json()
        found |= {record["id"]: record for record in page["data"]}
        address = page["page"]["next"]
    return found


def calendar(address):
    """The entries of a calendar, by UID."""
    answer = get(address)
    faults.expect(answer.status == 200, f"{address} is {answer.status}: {answer.body[:200]}")
    faults.expect(answer.headers["content-type"].startswith("text/calendar"), f"{address} comes as {answer.headers['content-type']}")
    read = Calendar.from_ical(answer.body)
    wrong = [(part.name, part.errors) for part in read.walk() if part.errors]
    faults.expect(not wrong, f"{address} has parts that do not parse: {wrong[:3]}")
    for name in ("PRODID", "VERSION", "METHOD", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        faults.expect(name in read, f"{address} has no {name}")
    faults.expect(read["REFRESH-INTERVAL"].dt == timedelta(hours=12), f"{address} is refreshed each {read['REFRESH-INTERVAL']}")
    entries = {str(entry["UID"]): entry for entry in read.events}
    faults.expect(len(entries) == len(read.events), f"{address} has {len(read.events)} entries with {len(entries)} ids")
    for uid, entry in entries.items():
        for name in ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DESCRIPTION", "CATEGORIES", "STATUS", "DTSTART"):
            faults.expect(name in entry, f"{uid} in {address} has no {name}")
        faults.expect(entry["DTSTAMP"].dt.utcoffset() == timedelta(0), f"{uid} has a DTSTAMP of no zone")
    return entries


def expect_date(uid, entry, known):
    """Holds an entry against a date of the JSON answer."""
    start, end = entry["DTSTART"].dt, entry.get("DTEND")
    where = f"{uid} of {known['value']}"
    if known["precision"] in INSTANTS:
        moment = known["earliest"] or known["latest"]
        faults.expect(isinstance(start, datetime) and start.utcoffset() == timedelta(0), f"{where} starts {start}")
        if known["earliest"]:
            faults.expect(start == datetime.fromisoformat(moment), f"{where} starts {start}, expected {moment}")
        return
    faults.expect(not isinstance(start, datetime) and not isinstance(end.dt, datetime), f"{where} has a time of day")
    faults.expect(end.dt > start, f"{where} ends {end.dt}, starts {start}")
    faults.expect(entry["TRANSP"] == "TRANSPARENT", f"{where} takes time")
    if known["earliest"]:
        faults.expect(start == date.fromisoformat(known["earliest"]), f"{where} starts {start}")
    if known["latest"]:
        faults.expect(end.dt == date.fromisoformat(known["latest"]) + timedelta(days=1), f"{where} ends {end.dt}")
    if known["precision"] != "day" or known["approximate"] or known["bound"]:
        faults.expect(entry["STATUS"] != "CONFIRMED", f"{where} is confirmed")
        faults.expect(known["display"] in entry["SUMMARY"], f"{where} says {entry['SUMMARY']}")


def all_missions():
    known = {f"mission-{id}@space-race-api": mission for id, mission in records(f"{API}/missions").items()}
    entries = calendar(f"{API}/missions?format=ics")
    faults.expect(set(entries) <= set(known), f"entries of no mission: {set(entries) - set(known)}")
    for uid, mission in known.items():
        launch = mission["launch"]["date"]
        given_up = mission["status"] in ("cancelled", "superseded")
        faults.expect((uid in entries) == bool(launch) or given_up, f"{uid} with the date {launch}")
        if uid in entries and launch:
            expect_date(uid, entries[uid], launch)
            faults.expect((entries[uid]["STATUS"] == "CANCELLED") == given_up, f"{uid} is {entries[uid]['STATUS']}")
    return entries


def all_events():
    entries = calendar(f"{API}/events?format=ics")
    known = records(f"{API}/events")
    faults.expect(len(entries) == len(known), f"{len(entries)} entries of {len(known)} events")
    for id, event in known.items():
        expect_date(id, entries[f"event-{id}@space-race-api"], event["date"])
    for id, timeline in records(f"{API}/timelines").items():
        shown = calendar(f"{API}/timelines/{id}/events?format=ics")
        faults.expect(len(shown) == timeline["event_count"], f"{id} has {len(shown)} entries of {timeline['event_count']}")
        faults.expect(all(entry == entries[uid] for uid, entry in shown.items()), f"{id} shows other entries")


def sequences(today):
    """Days in their order, today last."""
    before = {}
    for day, entries in [(day, calendar(f"{API}/missions?format=ics&as_of={day}")) for day in DAYS] + [("today", today)]:
        for uid, entry in entries.items():
            if uid in before:
                faults.expect(entry["SEQUENCE"] >= before[uid]["SEQUENCE"], f"{uid} has a lower SEQUENCE on {day}")
                faults.expect(entry["DTSTAMP"].dt >= before[uid]["DTSTAMP"].dt, f"{uid} has an earlier DTSTAMP on {day}")
                moved = entry["DTSTART"].dt != before[uid]["DTSTART"].dt
                raised = entry["SEQUENCE"] > before[uid]["SEQUENCE"]
                faults.expect(raised or not moved, f"{uid} moved by {day}, and its SEQUENCE did not")
            if day != "today":
                faults.expect(str(entry["DTSTAMP"].dt.date()) <= day, f"{uid} on {day} was changed on {entry['DTSTAMP'].dt}")
        before |= entries


def imported_by_calcurse(entries):
    """What calcurse keeps: `MM/DD/YYYY @ hh:mm -> ... |title` and `MM/DD/YYYY [1] {1D -> last day} title`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "missions.ics")
        file.write_bytes(get(f"{API}/missions?format=ics").body)
        run = subprocess.run(
            ["calcurse", "-D", f"{folder}/kept", "-i", str(file)], capture_output=True, text=True, timeout=60, env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
        )
        report = run.stdout + run.stderr
        print(report)
        counts = re.search(r"(\d+) apps / (\d+) events / 0 todos / 0 skipped", report)
        faults.expect(run.returncode == 0 and counts, f"calcurse ended with {run.returncode}: {report}")
        if not counts:
            return
        faults.expect(sum(map(int, counts.groups())) == len(entries), f"calcurse took {counts[0]} of {len(entries)}")
        kept = Path(folder, "kept", "apts").read_text()
    for entry in entries.values():
        start, title = entry["DTSTART"].dt, str(entry["SUMMARY"])
        if isinstance(start, datetime):
            pattern = re.escape(f"{start:%m/%d/%Y @ %H:%M} -> ") + ".*" + re.escape(f"|{title}")
        else:
            last = entry["DTEND"].dt - timedelta(days=1)
            span = re.escape(f" {{1D -> {last:%m/%d/%Y}}}") if last > start else ""
            pattern = re.escape(f"{start:%m/%d/%Y} [1]") + span + r" >?\w* ?" + re.escape(title)
        faults.expect(re.search(f"^{pattern}$", kept, re.MULTILINE), f"calcurse keeps {title} not as {pattern}")


today = all_missions()
all_events()
sequences(today)
imported_by_calcurse(today)
faults.tell()
