#!/usr/bin/env bash
# Installs what the checks need, by package name and in fixed versions, under $OUT (the browser and the calendar
# program: from the system's packages, if they are missing). Does nothing where that was done before.
set -euo pipefail

# once LIST COMMAND...: runs the command unless it succeeded before with the same list
once() {
    local list=$1 done=$OUT/$(basename "$1").installed
    shift
    cmp -s "$list" "$done" && return
    echo "installing $(basename "$list")"
    "$@"
    cp "$list" "$done"
}

node_packages() {
    cp "$E2E/package.json" "$OUT/"
    (cd "$OUT" && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error)
}

python_packages() {
    [ -x "$OUT/python/bin/pip" ] || python3 -m venv "$OUT/python"
    "$OUT/python/bin/pip" install --quiet --disable-pip-version-check -r "$E2E/requirements.txt"
}

mkdir -p "$OUT"
once "$E2E/package.json" node_packages
once "$E2E/requirements.txt" python_packages
missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
command -v calcurse >/dev/null || missing+=(calcurse)
if [ ${#missing[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
