#!/usr/bin/env bash
# Redocly's strictest ruleset finds no error in the document.
set -euo pipefail

curl -fsS "$BASE/api/v1/openapi.json" -o "$OUT/openapi.json"
cd "$OUT"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
node_modules/.bin/redocly lint openapi.json --extends=recommended-strict
