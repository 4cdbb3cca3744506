"""Nothing is silently ignored: every operation refuses what it does not know, and names it.

For each operation an unknown parameter, a repeated one, and an empty one; for each bounded number the values inside and outside
of its bounds; for each closed set of words one more word; and two faults at once are told together.
"""

from support import Faults, examples_of, get, load_spec, operations, resolve, sample_address, written

faults = Faults()

# years within their bounds may still lie outside what an answer is about, or what a deflator covers
YEARS = {"from", "to", "price_year"}


def expect_refusal(address, *names):
    """400, a problem whose faults name exactly these parameters."""
    answer = get(address)
    faults.expect(answer.status == 400, f"{address} is {answer.status}, expected 400")
    if answer.status != 400:
        return []
    faults.expect(answer.headers["content-type"] == "application/problem+json", f"{address} is refused without a problem")
    told = answer.json()["errors"]
    named = {one["parameter"] for one in told}
    faults.expect(named == set(names), f"{address} is blamed on {sorted(named)}, expected {sorted(names)}")
    return told


def accept(address):
    answer = get(address)
    faults.expect(answer.status == 200, f"{address} is {answer.status}: {answer.body[:200]}")


def unknown_and_repeated(path, operation, queried):
    [told] = expect_refusal(sample_address(spec, path, operation, zz=1), "zz") or [{}]
    faults.expect(set(told.get("allowed", [])) == set(queried), f"{path} does not list its parameters after zz=1")
    address = sample_address(spec, path, operation)
    joint = "&" if "?" in address else "?"
    for name, parameter in queried.items():
        if resolve(spec, parameter["schema"]).get("type") == "array" or name not in {"limit", "offset", "crewed", "format"}:
            continue
        value = written(examples_of(spec, parameter)[0])
        expect_refusal(f"{address}{joint}{name}={value}&{name}={value}", name)


def bounds(path, operation, name, schema):
    for inside in [schema["minimum"], schema["maximum"]]:
        address = sample_address(spec, path, operation, **{name: inside})
        if name in YEARS and get(address).status == 400:
            for told in expect_refusal(address, name):
                faults.expect("out of range" not in told["detail"], f"{address} is refused as out of range")
        else:
            accept(address)
    for wrong in [schema["minimum"] - 1, schema["maximum"] + 1, "1.5", "many", 10**30, ""]:
        expect_refusal(sample_address(spec, path, operation, **{name: wrong}), name)


def words(path, operation, name, schema):
    for wrong in ["no_such_word", "null", "NULL%00"]:
        told = expect_refusal(sample_address(spec, path, operation, **{name: wrong}), name)
        for fault in told:
            allowed = set(fault.get("allowed") or [])
            faults.expect(allowed == set(schema["enum"]), f"{path}?{name}={wrong} lists {sorted(allowed)}")


spec = load_spec()
for path, operation in operations(spec):
    parameters = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    queried = {one["name"]: one for one in parameters}
    unknown_and_repeated(path, operation, queried)
    for name, parameter in queried.items():
        schema = resolve(spec, parameter["schema"])
        items = resolve(spec, schema.get("items", {}))
        if schema.get("type") == "integer":
            bounds(path, operation, name, schema)
        elif schema.get("type") == "boolean":
            expect_refusal(sample_address(spec, path, operation, **{name: "maybe"}), name)
        elif "enum" in schema or "enum" in items:
            words(path, operation, name, schema if "enum" in schema else items)
        if parameter.get("required"):
            expect_refusal(sample_address(spec, path, operation, **{name: None}), name)
    if "limit" in queried:
        expect_refusal(sample_address(spec, path, operation, zz=1, limit=0, offset="x"), "zz", "limit", "offset")
faults.tell()
