#!/usr/bin/env bash
# A client in TypeScript: types generated from the document, client.ts compiled with `tsc --strict`, run
# against the server.
set -euo pipefail

work=$OUT/typescript
rm -rf "$work"
mkdir -p "$work"
cp "$E2E/client.ts" "$E2E/tsconfig.json" "$OUT/package.json" "$work/"
cd "$work"
curl -fsS "$BASE/api/v1/openapi.json" -o openapi.json
"$OUT/node_modules/.bin/openapi-typescript" openapi.json -o schema.d.ts
"$OUT/node_modules/.bin/tsc" --project tsconfig.json
node built/client.js
