#!/usr/bin/env bash
# Schemathesis draws thousands of requests from the document, valid and not, alone and in sequences. Each
# answer has to be documented and to fit its schema; what fits the schema is served, what does not is refused.
# schemathesis.toml says how much is drawn, hooks.py what no schema can say.
set -euo pipefail

cd "$OUT"
export SCHEMATHESIS_HOOKS=hooks
"$OUT/python/bin/schemathesis" --config-file "$E2E/schemathesis.toml" run "$BASE/api/v1/openapi.json" \
    --phases examples,coverage,fuzzing,stateful --no-color --report junit,html --report-dir "$OUT/schemathesis"
