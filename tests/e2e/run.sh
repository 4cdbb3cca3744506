#!/usr/bin/env bash
# End-to-end checks: real tools, real clients and a real browser against one running server.
#
#   tests/e2e/run.sh [BINARY] [CHECK...]
#
# BINARY is the built service (target/release/space-race if not given); CHECK is the name of a file in
# checks/ without its ending (all of them if none is given).
#
# The server listens on a free port of 127.0.0.1 and is stopped in any case; a second run waits for the first.
# What the checks need is installed by install.sh under out/; every log, report and screenshot is left there.
# For each check one line is printed, `PASS name (seconds)` or `FAIL name (seconds)`, after a failure
# with the last lines of its log. The exit code is 1 if any failed.
#
# A check is a program that exits with 0 if what its first comment says is true. It finds in its environment:
#   BASE  address of the server, such as http://127.0.0.1:40123
#   ROOT  the repository      E2E  this folder      OUT  the folder of installs and outputs
set -euo pipefail

E2E=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$E2E/../.." && pwd)
OUT=$E2E/out
LOGS=$OUT/logs
export E2E ROOT OUT
export PYTHONPATH=$E2E PYTHONDONTWRITEBYTECODE=1

binary=$(realpath "${1:-$ROOT/target/release/space-race}")
shift || true
seconds_for_one_check=900
failed=0
server=
job=

stop_all() {
    for one in $job $server; do
        if kill "$one" 2>/dev/null; then
            wait "$one" 2>/dev/null || true
        fi
    done
}
trap stop_all EXIT
trap 'exit 130' INT TERM

# verdict NAME LOG SECONDS EXIT_CODE
verdict() {
    if [ "$4" -eq 0 ]; then
        echo "PASS $1 (${3}s)"
    else
        echo "FAIL $1 (${3}s)"
        tail -n 40 "$2" | cut -c 1-400 | sed 's/^/    /'
        failed=1
    fi
}

# timed NAME COMMAND...: runs it with its output in a log, and tells the verdict
timed() {
    local name=$1 log=$LOGS/$1.log start=$SECONDS code=0
    shift
    # in the background, so that a signal stops the checks at once
    "$@" >"$log" 2>&1 </dev/null {lock}>&- &
    job=$!
    wait "$job" || code=$?
    job=
    verdict "$name" "$log" $((SECONDS - start)) "$code"
    return "$code"
}

start_server() {
    "$binary" --listen 127.0.0.1:0 >"$OUT/server.out" 2>"$OUT/server.err" </dev/null {lock}>&- &
    server=$!
    for _ in $(seq 150); do
        BASE=$(sed -n 's/^Space Race API at \(http:[^ ]*\).*$/\1/p' "$OUT/server.out")
        if [ -n "$BASE" ] && curl -fsS -o /dev/null "$BASE/health/ready" 2>/dev/null; then
            export BASE
            return 0
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.2
    done
    return 1
}

run_check() {
    case $1 in
        *.py) set -- "$OUT/python/bin/python" "$1" ;;
        *.mjs) set -- node "$1" ;;
        *) set -- bash "$1" ;;
    esac
    exec timeout --kill-after=10 "$seconds_for_one_check" "$@"
}

# the server outlived all checks, and reported nothing that it blames on itself
server_stayed_well() {
    curl -fsS "$BASE/health/ready" || { echo "the server ended before it was stopped"; return 1; }
    if grep -E 'panicked| ERROR' "$OUT/server.err"; then return 1; fi
}

mkdir -p "$OUT"
exec {lock}>"$OUT/lock"
flock --wait 1500 "$lock" || { echo "another run holds $OUT/lock"; exit 1; }
rm -rf "$LOGS"
mkdir -p "$LOGS"
timed install bash "$E2E/install.sh" || exit 1
if ! start_server; then
    verdict start-server "$OUT/server.err" 0 1
    exit 1
fi
for file in "$E2E"/checks/*; do
    name=$(basename "${file%.*}")
    if [ $# -eq 0 ] || [[ " $* " == *" $name "* ]]; then
        timed "$name" run_check "$file" || true
    fi
done
timed server-stayed-well server_stayed_well || true
exit "$failed"
