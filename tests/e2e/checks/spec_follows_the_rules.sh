#!/usr/bin/env bash
# The document keeps the rules of spectral.yaml: those of OpenAPI, of OWASP's list for APIs, and our own.
# Errors fail; warnings are counted.
set -euo pipefail

curl -fsS "$BASE/api/v1/openapi.json" -o "$OUT/openapi.json"
cp "$E2E/spectral.yaml" "$OUT/spectral.yaml"
cd "$OUT"
code=0
node_modules/.bin/spectral lint openapi.json -r spectral.yaml --fail-severity=error -f json -o spectral.json -q || code=$?
node - <<'SCRIPT'
const found = JSON.parse(require('node:fs').readFileSync('spectral.json', 'utf8'));
const counts = {};
for (const one of found) {
    const key = `${['error', 'warning', 'info', 'hint'][one.severity]} ${one.code}`;
    counts[key] = (counts[key] ?? 0) + 1;
}
for (const one of found.filter((one) => one.severity === 0)) {
    console.log(`${one.code}: ${one.message} (${one.path.join(' > ')})`);
}
console.log(`${found.filter((one) => one.severity === 1).length} warnings`);
console.table(counts);
SCRIPT
exit "$code"
