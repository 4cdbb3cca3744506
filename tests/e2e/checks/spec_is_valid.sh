#!/usr/bin/env bash
# The document that is served is the committed one, byte for byte, and is valid OpenAPI.
set -euo pipefail

curl -fsS "$BASE/api/v1/openapi.json" -o "$OUT/openapi.json"
cmp "$OUT/openapi.json" "$ROOT/openapi/v1.json"
"$OUT/python/bin/openapi-spec-validator" "$OUT/openapi.json"
