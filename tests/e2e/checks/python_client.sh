#!/usr/bin/env bash
# A client in Python: generated from the document by openapi-python-client, used by client.py against the
# server.
set -euo pipefail

work=$OUT/python_client
rm -rf "$work"
mkdir -p "$work"
cp "$E2E/client.py" "$work/"
cd "$work"
curl -fsS "$BASE/api/v1/openapi.json" -o openapi.json
PATH=$OUT/python/bin:$PATH openapi-python-client generate --path openapi.json --meta none --output-path space_race_client
"$OUT/python/bin/python" client.py
