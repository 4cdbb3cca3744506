"""Methods and refusals, over every path of the document and every page beside it.

HEAD sends the headers of GET and no body; OPTIONS tells the methods; other methods are 405 with `Allow`; unknown paths are 404;
over-long addresses are 414. Every refusal is a problem (RFC 9457), and a browser of any origin may read it.
"""

from support import Faults, get, load_spec, sample_addresses

PAGES = ["/", "/docs/", "/health/live", "/health/ready", "/problems", "/.well-known/api-catalog"]
# differ between any two requests
OWN_TO_EACH = {"date", "request-id"}

faults = Faults()


def expect_problem(answer, status, where):
    faults.expect(answer.status == status, f"{where} is {answer.status}, expected {status}")
    media = answer.headers.get("content-type", "none")
    faults.expect(media == "application/problem+json", f"{where} has the media type {media}")
    problem = answer.json() if answer.body.startswith(b"{") else {}
    names = {"type", "title", "status", "detail", "instance", "request_id", "errors"}
    faults.expect(problem.keys() == names, f"the problem of {where} has the members {sorted(problem)}")
    faults.expect(problem.get("status") == status, f"the problem of {where} says {problem.get('status')}")
    faults.expect(problem.get("request_id") == answer.headers.get("request-id"), f"{where} has two request ids")
    faults.expect("cache-control" in answer.headers, f"{where} leaves caches without a word")
    expect_readable(answer, where)
    return problem


def expect_readable(answer, where):
    faults.expect(answer.headers.get("access-control-allow-origin") == "*", f"{where} is closed to other origins")
    faults.expect(answer.headers.get("x-content-type-options") == "nosniff", f"{where} lets browsers guess its type")


def lasting(headers):
    return {name: value for name, value in headers.items() if name not in OWN_TO_EACH}


def head(address):
    got, headed = get(address), get(address, "HEAD")
    faults.expect(got.status == 200, f"GET {address} is {got.status}")
    faults.expect(got.headers.get("content-length") == str(len(got.body)), f"GET {address} counts its bytes wrongly")
    faults.expect(headed.status == got.status, f"HEAD {address} is {headed.status}")
    faults.expect(headed.body == b"", f"HEAD {address} has a body of {len(headed.body)} bytes")
    if "no-store" not in got.headers.get("cache-control", ""):
        ours, theirs = lasting(got.headers), lasting(headed.headers)
        differ = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
        faults.expect(not differ, f"HEAD {address} differs from GET in {differ}")
    expect_readable(got, f"GET {address}")


def options(address):
    plain = get(address, "OPTIONS")
    preflight = get(address, "OPTIONS", origin="https://example.org", access_control_request_method="GET",
                    access_control_request_headers="if-none-match")
    for answer in [plain, preflight]:
        methods = {one.strip() for one in answer.headers.get("allow", "").split(",")}
        faults.expect(answer.status == 204 and not answer.body, f"OPTIONS {address} is {answer.status}")
        faults.expect(methods == {"GET", "HEAD", "OPTIONS"}, f"OPTIONS {address} allows {sorted(methods)}")
    allowed = preflight.headers.get("access-control-allow-methods", "")
    faults.expect("GET" in allowed, f"the preflight of {address} allows {allowed!r}")
    faults.expect(preflight.headers.get("access-control-allow-headers") in ("*", "if-none-match"), f"the preflight of {address} refuses headers")


def other_methods(address):
    for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"]:
        answer = get(address, method, content_length="0")
        expect_problem(answer, 405, f"{method} {address}")
        faults.expect(answer.headers.get("allow") == "GET, HEAD, OPTIONS", f"{method} {address} does not tell the methods")


addresses = sample_addresses(load_spec())
for address in addresses + PAGES:
    head(address)
    options(address)
    other_methods(address)
for address in addresses:
    path = address.split("?")[0]
    expect_problem(get(f"{path}/"), 404, f"GET {path}/")
    expect_problem(get(f"{path}/no-such-thing/at-all"), 404, f"GET {path}/no-such-thing/at-all")
    filler = "x" * 5000
    long = expect_problem(get(f"{path}?q={filler}"), 414, f"GET {path} with 5 kB")
    length = len(f"{path}?q={filler}")
    faults.expect(str(length) in long.get("detail", ""), f"GET {path} with {length} bytes tells: {long.get('detail')}")
    expect_problem(get(address, accept="image/avif"), 406, f"GET {address} as image/avif")
for wrong in ["/nothing", "/api", "/api/v2/missions", "/api/v1/mission", "/api/v1/missions/%FF", "/api/v1/missions/..%2f..", "//", "/docs/nothing.js"]:
    expect_problem(get(wrong), 404, f"GET {wrong}")
    headed = get(wrong, "HEAD")
    faults.expect(headed.status == 404 and not headed.body, f"HEAD {wrong} is {headed.status}")
faults.expect(get("*", "OPTIONS").status == 204, "OPTIONS * is not answered")
faults.tell()
