"""An analyst's use of the API, through a client that is generated from the OpenAPI document: typed objects for all records.

Run by checks/python_client.sh, which puts the generated package `space_race_client` beside it.
"""

import importlib
import os
import pkgutil
from collections import Counter
from datetime import date

import httpx
from attrs import fields, has

from space_race_client import Client, api
from space_race_client.api.indicators import get_indicator_series, list_indicators
from space_race_client.api.missions import get_mission, get_mission_schedule, list_missions
from space_race_client.api.players import list_player_missions
from space_race_client.api.search import resolve_name, search_records
from space_race_client.api.vocabularies import list_vocabularies
from space_race_client.models import Destination, MatchParam, MissionKind, MissionList, Problem, RecordKind, Status, StatusGroup
from space_race_client.models.get_mission_include_item import GetMissionIncludeItem
from space_race_client.models.list_missions_facets_item import ListMissionsFacetsItem
from space_race_client.models.list_missions_sort_item import ListMissionsSortItem


def join_lists(request: httpx.Request) -> None:
    """The generator repeats a parameter for each value of a list; the API takes them comma-separated."""
    values: dict[str, list[str]] = {}
    for name, value in request.url.params.multi_items():
        values.setdefault(name, []).append(value)
    request.url = request.url.copy_with(params={name: ",".join(parts) for name, parts in values.items()})


client = Client(base_url=os.environ["BASE"], httpx_args={"event_hooks": {"request": [join_lists]}})


def lists_with_filters():
    page = list_missions.sync(
        client=client,
        nation=["united-states", "china"],
        destination=[Destination.MOON],
        kind=[MissionKind.LANDER],
        sort=[ListMissionsSortItem("-launch_date"), ListMissionsSortItem.NAME],
        facets=[ListMissionsFacetsItem.STATUS],
        limit=100,
    )
    assert isinstance(page, MissionList)
    assert all(one.destination is Destination.MOON and MissionKind.LANDER in one.kinds for one in page.data)
    counted = {Status(facet.value): facet.count for facet in page.facets["status"]}
    assert counted == Counter(one.status for one in page.data), (counted, page.page)
    return f"{page.page.total} lunar landers: " + ", ".join(f"{count} {status}" for status, count in counted.items())


def all_missions(**filters):
    cursor = {}
    while True:
        page = list_missions.sync(client=client, limit=100, **filters, **cursor)
        yield from page.data
        if page.page.next_cursor is None:
            return
        cursor = {"cursor": page.page.next_cursor}


def follows_all_pages():
    missions = list(all_missions())
    assert len({one.id for one in missions}) == len(missions) == list_missions.sync(client=client, limit=1).page.total
    ended = list(all_missions(status_group=[StatusGroup.ENDED], crewed=True))
    assert ended and all(one.crewed and one.status_group is StatusGroup.ENDED for one in ended)
    return f"{len(missions)} missions over all pages, {len(ended)} crewed ones have ended"


def gets_one_with_what_surrounds_it():
    item = get_mission.sync("artemis-ii", client=client, include=[GetMissionIncludeItem.EVENTS, GetMissionIncludeItem.VEHICLE])
    assert item.data.id == "artemis-ii" and item.meta.dataset_version
    assert item.included.events and all(event.mission.id == "artemis-ii" for event in item.included.events)
    assert [vehicle.id for vehicle in item.included.vehicles] == [item.data.launch.vehicle.id]
    ledger = get_mission_schedule.sync("artemis-ii", client=client).data
    assert ledger.entries
    return f"{item.data.name} on {item.included.vehicles[0].name}, {len(ledger.entries)} entries in its schedule"


def reads_an_interval_of_dates():
    page = list_missions.sync(client=client, launch_from="2026-Q1", launch_to="2026-Q4", match=MatchParam.CERTAIN, limit=100)
    widths = {}
    for mission in page.data:
        launch = mission.launch.date
        earliest, latest = (date.fromisoformat(day[:10]) for day in (launch.earliest, launch.latest))
        assert date(2026, 1, 1) <= earliest <= latest <= date(2026, 12, 31), launch
        widths.setdefault(launch.precision.value, []).append((latest - earliest).days + 1)
    assert widths
    return "days between earliest and latest launch: " + ", ".join(f"{kind} {max(days)}" for kind, days in widths.items())


def tells_problems_apart():
    unknown = get_mission.sync_detailed("artemis-2", client=client)
    assert unknown.status_code == 404 and isinstance(unknown.parsed, Problem)
    assert "artemis-ii" in unknown.parsed.errors[0].did_you_mean
    invalid = list_missions.sync_detailed(client=client, limit=0, offset=-1)
    assert invalid.status_code == 400 and isinstance(invalid.parsed, Problem)
    assert {fault.parameter for fault in invalid.parsed.errors} == {"limit", "offset"}
    assert invalid.parsed.request_id == invalid.headers["request-id"]
    return f"{unknown.parsed.title}; {invalid.parsed.detail}"


def asks_only_for_what_changed():
    first = list_missions.sync_detailed(client=client, limit=5)
    again = list_missions.sync_detailed(client=client.with_headers({"If-None-Match": first.headers["etag"]}), limit=5)
    assert again.status_code == 304 and not again.content
    return f"{first.headers['etag']} is still the tag"


def reads_the_other_answers():
    record = resolve_name.sync(client=client, name="Mangalyaan", kind=[RecordKind.MISSION]).data[0]
    hits = search_records.sync(client=client, q="moon landing", limit=5).data
    missions = list_player_missions.sync("india", client=client, limit=100).data
    indicator = next(one for one in list_indicators.sync(client=client).data if one.lines > 0)
    lines = get_indicator_series.sync(indicator.id, client=client).data
    words = list_vocabularies.sync(client=client).data
    assert hits and words and record.record.id in {one.id for one in missions}
    return f"Mangalyaan is {record.record.id}; {indicator.name}: {sum(len(line.points) for line in lines)} points"


def unknown_fields(value, path=""):
    """Fields of an answer that its schema does not name."""
    if isinstance(value, list):
        return [found for index, one in enumerate(value) for found in unknown_fields(one, f"{path}[{index}]")]
    if not has(type(value)):
        return [f"{path} is a bare object"] if isinstance(value, dict) else []
    names = [one.name for one in fields(type(value))]
    if names == ["additional_properties"]:
        return [found for key, one in value.additional_properties.items() for found in unknown_fields(one, f"{path}.{key}")]
    named = {name: getattr(value, name) for name in names if name != "additional_properties"}
    found = [found for name, one in named.items() for found in unknown_fields(one, f"{path}.{name}")]
    return found + [f"{path}.{key}" for key in getattr(value, "additional_properties", {})]


def reads_every_list_completely():
    """Each list that needs nothing but its address: all its fields are typed, and nothing is lost on the way."""
    read = []
    for _, package, _ in pkgutil.iter_modules(api.__path__):
        modules = importlib.import_module(f"space_race_client.api.{package}")
        for _, name, _ in pkgutil.iter_modules(modules.__path__):
            if not name.startswith("list_") or f"list_{package}" != name:
                continue
            answer = importlib.import_module(f"{modules.__name__}.{name}").sync_detailed(client=client)
            assert answer.status_code == 200, (name, answer.content)
            assert not unknown_fields(answer.parsed), (name, unknown_fields(answer.parsed)[:5])
            assert answer.parsed.to_dict() == httpx.Response(200, content=answer.content).json(), name
            read.append(package)
    assert len(read) >= 10, read
    return f"{len(read)} lists: {', '.join(read)}"


for check in [
    lists_with_filters,
    follows_all_pages,
    gets_one_with_what_surrounds_it,
    reads_an_interval_of_dates,
    tells_problems_apart,
    asks_only_for_what_changed,
    reads_the_other_answers,
    reads_every_list_completely,
]:
    print(f"{check.__name__}: {check()}")
