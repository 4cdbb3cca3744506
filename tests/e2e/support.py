"""What the checks that are written in Python share: requests, and addresses read off the OpenAPI document."""

import http.client
import json
import os
import sys
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

BASE = os.environ["BASE"]


@dataclass
class Answer:
    """A response as it came, its body not decoded."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)


def get(address, method="GET", **headers):
    """Sends one request; `accept_encoding="br"` sends the header `accept-encoding: br`."""
    connection = http.client.HTTPConnection(urlsplit(BASE).netloc, timeout=30)
    try:
        connection.putrequest(method, address, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        received = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, received, response.read())
    finally:
        connection.close()


def load_spec():
    return get("/api/v1/openapi.json").json()


def operations(spec):
    """Path and operation, for every operation: all are GET."""
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            assert method == "get", f"{method} {path} is not for reading"
            yield path, operation


def resolve(spec, schema):
    """The schema that a reference leads to."""
    while "$ref" in schema:
        target = spec
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    return schema


def examples_of(spec, parameter):
    """The documented example values of a parameter: its own, and the first of its schema."""
    schema = resolve(spec, parameter["schema"])
    found = [parameter["example"]] if "example" in parameter else []
    found += [one["value"] for one in parameter.get("examples", {}).values()]
    # examples beside a reference belong to the parameter, those within it to the type
    found += parameter["schema"].get("examples", [])[:1] or schema.get("examples", [])[:1]
    found += [schema["example"]] if "example" in schema else []
    return [value for index, value in enumerate(found) if value not in found[:index]]


def written(value):
    """A parameter value as it stands in an address."""
    if isinstance(value, bool):
        return "true" if value else "false"
    values = value if isinstance(value, list) else [value]
    return ",".join(quote(str(one), safe="") for one in values)


def sample_address(spec, path, operation, **query):
    """An address of the operation: the example for each part of its path and each required parameter, and what is given; without what is given as None."""
    for parameter in operation.get("parameters", []):
        if not parameter.get("required") or parameter["name"] in query:
            continue
        value = examples_of(spec, parameter)[0]
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", written(value))
        else:
            query[parameter["name"]] = value
    text = "&".join(f"{name}={written(value)}" for name, value in query.items() if value is not None)
    return f"{path}?{text}" if text else path


def sample_addresses(spec):
    """One address for each operation."""
    return [sample_address(spec, path, operation) for path, operation in operations(spec)]


class Faults:
    """Collects what does not hold, so that one run tells everything."""

    def __init__(self):
        self.held = 0
        self.found = []

    def expect(self, holds, text):
        if holds:
            self.held += 1
        else:
            self.found.append(text)

    def tell(self):
        """Ends the program with what was found."""
        print(f"{self.held} expectations held, {len(self.found)} did not")
        for text in self.found[:200]:
            print(f"- {text}"[:600])
        sys.exit(1 if self.found or not self.held else 0)
