#!/usr/bin/env bash
# Builds, checks the format, runs every test on SQLite and on PostgreSQL, what a newcomer does, clients from npm, a contract fuzzer and a minute of chaos, and sums up: the
# time of each part, the ten slowest tests, and as the last line "N passed, N failed".
#   ./test.sh [Release|Debug]
# The inner loop builds the tests, checks the format of the files that differ from the last commit, and runs the tests on SQLite that start no process and no PostgreSQL:
#   ./test.sh quick [Release|Debug]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

quick=
if [ "${1:-}" = quick ]; then
  quick=yes
  shift
fi
configuration=${1:-Release}
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0
failed=0
parts=()

# The processes that tests start live for seconds: what they compile for a long life would be a third of their CPU.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=64 # ms, in hexadecimal

timed() { # name, command: keeps the time that it took
  local start=$SECONDS status
  "${@:2}"
  status=$?
  parts+=("$(printf '%6d s  %s' $((SECONDS - start)) "$1")")
  return $status
}

check() { # name, command: counts as one
  echo "== $1"
  if timed "$1" "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $1"
  fi
}

slowest() { # the slowest tests of all reports: seconds, storage, name
  local storage
  for storage in "$results"/*/; do
    grep -ho '<UnitTestResult [^>]*' "$storage"*.trx 2>/dev/null | awk -v storage="$(basename "$storage")" '
      match($0, / testName="[^"]*"/) { name = substr($0, RSTART + 11, RLENGTH - 12) }
      match($0, / duration="[^"]*"/) { split(substr($0, RSTART + 11, RLENGTH - 12), time, ":"); printf "%8.1f s  %-8s  %s\n", time[1] * 3600 + time[2] * 60 + time[3], storage, name }'
  done | sort -rn | head -10 | sed 's/\\*&quot;/"/g'
}

finish() {
  echo "== time of each part"
  printf '%s\n' "${parts[@]}"
  if compgen -G "$results/*/*.trx" >/dev/null; then
    echo "== slowest tests"
    slowest
  fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# The tests start a throw-away server from PostgreSQL's programs, unless INFERENCE_TEST_POSTGRES names one.
has_postgres() {
  [ -n "${INFERENCE_TEST_POSTGRES:-}" ] || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

find_postgres() {
  if ! has_postgres && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
  fi
  has_postgres || {
    echo "PostgreSQL 15 or newer is needed: install it (Debian and Ubuntu: apt-get install postgresql), or name a server in INFERENCE_TEST_POSTGRES"
    return 1
  }
}

# A page is read in a real browser.
has_chromium() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

find_chromium() {
  if ! has_chromium && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
  fi
  has_chromium || {
    echo "Chromium is needed: install it (Debian and Ubuntu: apt-get install chromium)"
    return 1
  }
}

counter() { # results, attribute: its sum over all reports
  grep -ho '<Counters[^>]*>' "$1"/*.trx 2>/dev/null | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'
}

run_tests() { # storage, more arguments
  echo "== tests on $1"
  local reports=$results/$1
  INFERENCE_TEST_STORAGE=$1 timed "tests on $1" dotnet test --solution Inference.sln --configuration "$configuration" --no-build --timeout 13m \
    --report-xunit-trx --results-directory "$reports" "${@:2}"
  local status=$?
  local total passes fails skips
  total=$(counter "$reports" total) passes=$(counter "$reports" passed) fails=$(counter "$reports" failed) skips=$(counter "$reports" notExecuted)
  passed=$((passed + passes))
  failed=$((failed + fails))
  if [ "$total" -eq 0 ]; then
    failed=$((failed + 1))
    echo "FAILED: no test was run"
  elif [ "$status" -ne 0 ] && [ "$fails" -eq 0 ]; then
    failed=$((failed + 1))
    echo "FAILED: the test run ended with $status, though no test failed"
  fi
  if [ "$skips" -gt 0 ]; then
    echo "$skips tests were skipped"
  fi
}

changed_sources() { # C# files that differ from the last commit, new ones included
  git diff --name-only --diff-filter=d HEAD -- '*.cs'
  git ls-files --others --exclude-standard -- '*.cs'
}

check_changed_format() {
  local files
  mapfile -t files < <(changed_sources)
  [ "${#files[@]}" -eq 0 ] || dotnet format Inference.sln --verify-no-changes --no-restore --include "${files[@]}"
}

run_node_clients() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "node is not installed: clients from npm are not checked"
    return
  fi
  echo "== clients from npm"
  (cd tests/clients/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node run.mjs "$configuration") \
    | tee "$results/node.txt"
  add_sum "$results/node.txt" "the check of clients from npm"
}

run_newcomer() {
  echo "== the first hour"
  timeout --signal INT 10m tests/newcomer.sh | tee "$results/newcomer.txt"
  add_sum "$results/newcomer.txt" "the newcomer's script"
}

run_fuzz() {
  echo "== fuzz"
  timeout --signal INT 5m dotnet "tests/Fuzz/bin/$configuration/net10.0/Inference.Fuzz.dll" --requests 5000 --seed 1 --security-headers on | tee "$results/fuzz.txt"
  add_sum "$results/fuzz.txt" "the fuzzer"
}

run_chaos() {
  echo "== chaos"
  # It restarts PostgreSQL, so it takes a server of its own.
  env -u INFERENCE_TEST_POSTGRES timeout --signal INT 10m dotnet "tests/Chaos/bin/$configuration/net10.0/Inference.Chaos.dll" --seed 1 | tee "$results/chaos.txt"
  add_sum "$results/chaos.txt" "the chaos test"
}

add_sum() { # output, name: counts the line "N passed, N failed"
  local sum
  if sum=$(grep -oE '^[0-9]+ passed, [0-9]+ failed$' "$1"); then
    passed=$((passed + ${sum%% *}))
    sum=${sum#*, }
    failed=$((failed + ${sum%% *}))
  else
    failed=$((failed + 1))
    echo "FAILED: $2 could not be run"
  fi
}

if [ -n "$quick" ]; then
  check build dotnet build tests/Inference.Tests --configuration "$configuration" --nologo --verbosity quiet
  [ "$failed" -eq 0 ] || finish
  check format check_changed_format
  # Those that choose their engine start PostgreSQL.
  run_tests sqlite --filter-not-trait Kind=process Storage=chosen
  finish
fi

check build dotnet build Inference.sln --configuration "$configuration" --nologo --verbosity quiet
[ "$failed" -eq 0 ] || finish
check format dotnet format Inference.sln --verify-no-changes --no-restore
check postgres find_postgres
check chromium find_chromium
run_tests sqlite
# Those that choose their engine themselves have been run.
run_tests postgres --filter-not-trait Storage=chosen
timed newcomer run_newcomer
timed "clients from npm" run_node_clients
timed fuzz run_fuzz
timed chaos run_chaos
finish
