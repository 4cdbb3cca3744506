"""What caches and mirrors rely on, over every path of the document.

Two equal requests give equal bytes; each content coding decodes to the same body and has a strong tag of its own; a tag sent
back gives 304 with the headers that a cache needs, and a wrong one the full answer.
"""

import gzip

import brotli
import zstandard

from support import Faults, get, load_spec, sample_addresses

PAGES = ["/", "/docs/"]
DECODERS = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}
# RFC 9110, section 15.4.5: a 304 sends these as the 200 would have
REPEATED_IN_304 = ["cache-control", "etag", "vary", "content-location", "expires"]
SMALL = 512

faults = Faults()


def full(address, **headers):
    answer = get(address, **headers)
    faults.expect(answer.status == 200, f"{address} is {answer.status}")
    return answer


def expect_caching(answer, where):
    tag = answer.headers.get("etag", "")
    faults.expect(tag.startswith('"') and tag.endswith('"'), f"{where} has the tag {tag!r}, expected a strong one")
    vary = {one.strip().lower() for one in answer.headers.get("vary", "").split(",")}
    faults.expect("accept-encoding" in vary, f"{where} varies by {sorted(vary)}")
    control = answer.headers.get("cache-control", "")
    faults.expect("public" in control and "max-age" in control, f"{where} may be kept: {control!r}")


def codings(address, plain):
    tags = {plain.headers["etag"]}
    for coding, decode in DECODERS.items():
        where = f"{address} in {coding}"
        answer = full(address, accept_encoding=coding)
        sent_in = answer.headers.get("content-encoding")
        if sent_in is None:
            faults.expect(len(plain.body) < SMALL, f"{where} has {len(plain.body)} bytes and is not encoded")
            continue
        faults.expect(sent_in == coding, f"{where} is sent in {sent_in}")
        faults.expect(decode(answer.body) == plain.body, f"{where} decodes to another body")
        faults.expect(len(answer.body) < len(plain.body), f"{where} grows")
        faults.expect(answer.headers["etag"] not in tags, f"{where} shares its tag with another coding")
        faults.expect(answer.body == full(address, accept_encoding=coding).body, f"{where} differs from time to time")
        tags.add(answer.headers["etag"])
        expect_caching(answer, where)
        conditions(address, answer, accept_encoding=coding)
    refused = full(address, accept_encoding="br;q=0, gzip;q=0, zstd;q=0, *;q=0.5, identity")
    faults.expect("content-encoding" not in refused.headers, f"{address} is encoded against the wish of the client")


def conditions(address, answer, **headers):
    tag = answer.headers["etag"]
    for text in [tag, f"W/{tag}", f'"other", {tag}', "*"]:
        where = f"{address} if none match {text}"
        short = get(address, if_none_match=text, **headers)
        faults.expect(short.status == 304 and not short.body, f"{where} is {short.status} with {len(short.body)} bytes")
        for name in REPEATED_IN_304:
            faults.expect(short.headers.get(name) == answer.headers.get(name), f"{where} sends another {name}")
        faults.expect("content-encoding" not in short.headers, f"{where} names a coding of no body")
    for text in ['"other"', "nonsense"]:
        changed = get(address, if_none_match=text, **headers)
        faults.expect(changed.status == 200 and changed.body == answer.body, f"{address} if none match {text} is {changed.status}")
    headed = get(address, "HEAD", if_none_match=tag, **headers)
    faults.expect(headed.status == 304, f"HEAD {address} with its tag is {headed.status}")


def problems_are_encoded_too():
    address = "/api/v1/missions?zz=1"
    plain = get(address)
    answer = get(address, accept_encoding="gzip")
    body = gzip.decompress(answer.body) if "content-encoding" in answer.headers else answer.body
    faults.expect(body[:100] == plain.body[:100], "a problem in gzip decodes to another one")
    faults.expect("etag" not in plain.headers, "a problem with an id of its own has a tag")
    headed = get(address, "HEAD", if_none_match="*")
    faults.expect(headed.status == 400, f"a refused request with If-None-Match is {headed.status}")


for address in sample_addresses(load_spec()) + PAGES:
    plain = full(address)
    faults.expect("content-encoding" not in plain.headers, f"{address} is encoded unasked")
    again = full(address)
    faults.expect(plain.body == again.body, f"{address} differs from time to time")
    faults.expect(plain.headers.get("etag") == again.headers.get("etag"), f"the tag of {address} differs from time to time")
    expect_caching(plain, address)
    conditions(address, plain)
    codings(address, plain)
problems_are_encoded_too()
faults.tell()
