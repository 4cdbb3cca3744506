"""The document keeps its word: each documented example, sent alone or with what it cannot be without, gives 200, and each JSON body fits its documented schema.

Also each documented example answer fits its schema, and each format that a list offers is served in a media type that is
documented.
"""

import csv
import io
import json

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from support import Faults, examples_of, get, load_spec, operations, resolve, sample_address

JSON_MEDIA = ("application/json", "+json")
URN = "urn:openapi"

faults = Faults()
spec = load_spec()
registry = Registry().with_resource(URN, Resource(contents=spec, specification=DRAFT202012))


def validate(body, where, *steps):
    """Holds a body against the schema at a place of the document."""
    pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
    schema = {"$ref": f"{URN}#/{pointer}"}
    validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
    for error in list(validator.iter_errors(body))[:3]:
        faults.expect(False, f"{where}: {error.json_path} {error.message[:200]}")
    faults.expect(True, where)


def media_of(answer):
    return answer.headers.get("content-type", "").split(";")[0]


def send(path, operation, expected=None, **query):
    """One request that has to succeed; returns its answer."""
    address = sample_address(spec, path, operation, **query)
    answer = get(address)
    faults.expect(answer.status == 200, f"{address} is {answer.status}: {answer.body[:300]}")
    if answer.status != 200:
        return None
    media = media_of(answer)
    documented = operation["responses"]["200"]["content"]
    faults.expect(media in documented, f"{address} comes as {media}, documented are {list(documented)}")
    faults.expect(expected in (None, media), f"{address} comes as {media}, expected {expected}")
    if media in documented and media.endswith(JSON_MEDIA):
        body = answer.json()
        validate(body, address, "paths", path, "get", "responses", "200", "content", media, "schema")
        if "fields" in query:
            asked = query["fields"] if isinstance(query["fields"], list) else [query["fields"]]
            records = body["data"] if isinstance(body["data"], list) else [body["data"]]
            faults.expect(all(set(one) == set(asked) for one in records), f"{address} has other fields")
    return answer


def formats(path, operation, words):
    """Each format holds as many records as the JSON list does."""
    count = None
    for word in sorted(words, key=lambda word: word != "json"):
        answer = send(path, operation, format=word)
        if answer is None:
            continue
        if word == "json":
            count = len(answer.json()["data"])
        elif word == "ndjson":
            lines = [json.loads(line) for line in answer.body.decode().splitlines()]
            faults.expect(len(lines) == count or "series" in path, f"{path} has {len(lines)} lines of ndjson, {count} records")
        elif word == "csv":
            rows = list(csv.reader(io.StringIO(answer.body.decode(), newline="")))
            widths = {len(row) for row in rows}
            faults.expect(len(widths) == 1, f"{path} has csv rows of {sorted(widths)} columns")
            faults.expect(len(rows) == count + 1 or "series" in path, f"{path} has {len(rows)} rows of csv, {count} records")
        elif word == "ics":
            entries = answer.body.count(b"BEGIN:VEVENT")
            faults.expect(entries >= min(count, 1), f"{path} has {entries} entries, {count} records on a page")
        elif word == "atom":
            entries = answer.body.count(b"<entry>")
            faults.expect(entries == count, f"{path} has {entries} entries, {count} records on a page")


def example_answers(path, operation):
    for status, response in operation["responses"].items():
        steps = ["paths", path, "get", "responses", status]
        if "$ref" in response:
            steps = response["$ref"].removeprefix("#/").split("/")
            response = resolve(spec, response)
        for media, content in response.get("content", {}).items():
            found = [content["example"]] if "example" in content else []
            found += [one["value"] for one in content.get("examples", {}).values()]
            for body in found:
                if media.endswith(JSON_MEDIA):
                    validate(body, f"example of {path} {status}", *steps, "content", media, "schema")


for path, operation in operations(spec):
    example_answers(path, operation)
    send(path, operation)
    for parameter in operation.get("parameters", []):
        name = parameter["name"]
        if parameter["in"] != "query":
            continue
        # a deflator has nothing to do without a year
        beside = {"price_year": 2025} if name == "deflator" else {}
        for value in examples_of(spec, parameter):
            send(path, operation, **{name: value}, **beside)
        schema = resolve(spec, parameter["schema"])
        if name == "format":
            formats(path, operation, schema["enum"])
        # every word of the closed sets that shape an answer
        if name in ("include", "facets", "sort", "fields"):
            for word in schema["items"]["enum"]:
                send(path, operation, **{name: word})
            send(path, operation, **{name: schema["items"]["enum"][: schema["maxItems"]]} if name != "sort" else {})
faults.tell()
