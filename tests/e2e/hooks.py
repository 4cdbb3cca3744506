"""What checks/any_request.sh adds to the OpenAPI document, because no schema can say it.

1. Filters by id take only ids that exist; requests are drawn with real ones, read from the facets of the same list. Cursors
   are given by the service alone, so requests are drawn without.
2. Some parameters exclude one another. Where a request that fits the schema is refused, every fault that its problem names has
   to be one of the kinds below; any other refusal counts as a failure.
3. Addresses of more than 64 kB never reach the service: the parser of HTTP refuses them, without a body.
"""

import re

import schemathesis

from support import get, resolve, sample_address

IDS_PER_FILTER = 15

UNSAYABLE = re.compile(
    "|".join(
        [
            r"expected the earlier (date|year) first",  # from=2030&to=2020
            r"needs a date to match",  # match=certain without a date
            r"expected that or a later date",  # slips_to before the current target
            r"cannot slip any more",  # slips_to of a mission that was launched or given up
            r"is not in the calendar",  # 30 February
            r"lies in the future, expected",  # as_of after today
            r"which is the first day on record",  # as_of before Sputnik
            r"was not known before",  # a filter by a record that was not known on the day of as_of
            r"given together with offset",  # around=2020&offset=20
            r"needs the order of dates",  # around=2020&sort=name
            r"stands more than once",  # sort=name,-name
            r"has no room for",  # format=csv&include=sources
            r"the series runs? from \d+ to \d+|there is no point of",  # from=2990, or a period of which nothing is on record
            r"the figures were published for|published figures may be levels",  # per=quarter of published figures
            r"it is not known where a figure that is missing is zero",  # fill=zero of published figures
            r"a chart holds \d+",  # players with more lines than that together
            r"cannot be stacked|more bars than a picture",  # kind=stacked of shares, kind=bar of very many points
            r"leaves no room for the chart",  # a height that is too small beside the texts
            r"all weights are 0|is named twice|is too great, expected|no dimension with a weight is available",  # weights=moon:0, moon:1,moon:2 or moon:1001
            r"years such as 2017/2026, the earlier first",  # period=2026/2017
            r"only csv has a table",  # table=wide without format=csv
            r"cannot be restated: |restates nothing without a year|is no deflator|price_year restates",  # of what has no money, or no deflator
            r"expected 2 to 6 different players",  # the same player by two records of the pool
            r"no record (in \w+ )?has the (id|value)",  # the stateful phase carries ids from one kind to another
        ]
    )
)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    for path, operations in raw_schema["paths"].items():
        operation = operations["get"]
        parameters = operation.get("parameters", [])
        operation["parameters"] = [one for one in parameters if one["name"] != "cursor"]
        known = known_values(raw_schema, path, operation)
        for parameter in operation["parameters"]:
            values = known.get(parameter["name"])
            if parameter["in"] == "query" and values and takes_text(raw_schema, parameter):
                parameter["schema"]["items"] = {"type": "string", "enum": values[:IDS_PER_FILTER]}


def known_values(spec, path, operation):
    """The values that each filter of a list knows, by the filter's name."""
    if not any(one["name"] == "sort" for one in operation["parameters"]):
        players = ["china", "united-states", "nasa", "esa", "india", "spacex"]
        return {"player": players, "players": players}
    facets = next((one["schema"]["items"]["enum"] for one in operation["parameters"] if one["name"] == "facets"), [])
    asked = {"facets": facets} if facets else {}
    answer = get(sample_address(spec, path, operation, **asked)).json()
    known = {name: [count["value"] for count in counts] for name, counts in answer.get("facets", {}).items()}
    return known | {"id": [record["id"] for record in answer["data"]]}


def takes_text(spec, parameter):
    """Whether a parameter is a list of texts that are not a closed set of words."""
    schema = resolve(spec, parameter["schema"])
    return schema.get("type") == "array" and "enum" not in resolve(spec, schema["items"])


@schemathesis.hook
def filter_failure(context, failure, case, response):
    if len(response.request.url) > 64_000 and response.status_code in (400, 431):
        return bool(response.content)
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 400:
        return True
    faults = response.json()["errors"]
    return not faults or not all(UNSAYABLE.search(fault["detail"]) for fault in faults)
