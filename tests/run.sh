#!/usr/bin/env bash
# Runs the tests (R27 among them): tests/run.sh is the quick way, tests/run.sh --all the whole.
#   tests/run.sh          release build; unit, property, API, web and browser tests
#   tests/run.sh --all    and: format, lint, the Debian package, samples, sanitizers, coverage,
#                         kill -9, fuzzing
# Installs what is missing, prints what each part took, and ends with "N passed, N failed".
# shellcheck disable=SC2317  # functions are called by name, through `part`
set -uo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit
all=no
case ${1:-} in
  "") ;;
  --all) all=yes ;;
  *) sed -n '2,6s/^# //p' "$0"; exit 2 ;;
esac

passed=0
failed=0
report=$(mktemp)
trap 'rm -f "$report"' EXIT
jobs=$(nproc)

# Seconds that all cores together have worked for this run: what it will take on fewer.
worked() { awk '{ print int(($16 + $17) / 100) }' "/proc/$$/stat"; }

# part NAME COMMAND…: one line of the report. Counts the tests its output tells of; a part that
# tells of none counts as one test itself.
part() {
  local name=$1 began before log status count_passed count_failed
  shift
  began=$SECONDS
  before=$(worked)
  log=$(mktemp)
  echo "== $name"
  "$@" > >(tee "$log") 2>&1
  status=$?
  count_passed=0
  count_failed=0
  if grep -qE '^[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+' "$log"; then
    read -r count_failed total < <(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests failed out of ([0-9]+)/\1 \2/p' "$log" | tail -1)
    count_passed=$((total - count_failed))
  elif grep -qE '^[0-9]+ passed, [0-9]+ failed' "$log"; then
    read -r count_passed count_failed < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed.*/\1 \2/p' "$log" | tail -1)
  elif grep -qE '^ +Tests +.*[0-9]+ passed' "$log"; then # vitest
    count_passed=$(sed -nE 's/^ +Tests +([0-9]+ failed \| )?([0-9]+) passed.*/\2/p' "$log" | tail -1)
    count_failed=$(sed -nE 's/^ +Tests +([0-9]+) failed.*/\1/p' "$log" | tail -1)
    count_failed=${count_failed:-0}
  elif [ $status -eq 0 ]; then
    count_passed=1
  fi
  if [ $status -ne 0 ] && [ "$count_failed" -eq 0 ]; then count_failed=1; fi
  passed=$((passed + count_passed))
  failed=$((failed + count_failed))
  printf '%5d s %5d s  %6d passed %4d failed  %s\n' $((SECONDS - began)) $(($(worked) - before)) "$count_passed" "$count_failed" "$name" >> "$report"
  rm -f "$log"
}

# quietly COMMAND…: shows the output only when it fails.
quietly() {
  local log status
  log=$(mktemp)
  "$@" > "$log" 2>&1
  status=$?
  [ "$status" -eq 0 ] || cat "$log"
  rm -f "$log"
  return "$status"
}

in_web() { (cd web && NO_COLOR=1 "$@"); }

# The slow ones are not run again when program, pages and tests are the bytes that passed last.
browser_tests() {
  local stamp=build/release/browser-tests-passed inputs
  inputs=$(sha256sum build/release/tertil web/dist/.sources-sha256 tests/e2e/*.mjs tests/e2e/*/*.mjs | sha256sum)
  if [ -f "$stamp" ] && [ "$(head -1 "$stamp")" = "$inputs" ]; then
    echo "Unchanged since they last passed (rm $stamp to run them again)."
    tail -1 "$stamp"
    return 0
  fi
  rm -f "$stamp"
  node tests/e2e/run.mjs | tee build/browser-tests.log
  [ "${PIPESTATUS[0]}" -eq 0 ] || return 1
  { echo "$inputs"; tail -1 build/browser-tests.log; } > "$stamp"
}

# Where threads meet: only there has the thread sanitizer anything to say.
threaded=(http http_api ingest pulls)

build_tests() { # build_tests PRESET [CMAKE OPTION…] [-- BUILD OPTION…]
  local preset=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  quietly cmake --preset "$preset" "${options[@]}" || return 1
  quietly cmake --build --preset "$preset" "${@:2}"
}

run_ctest() { # without a line for each of the many that pass
  ctest --preset "$1" -j"$jobs" "${@:2}" | grep -vE '^ *(Start|[0-9]+/[0-9]+ Test .* Passed )'
  return "${PIPESTATUS[0]}"
}

finish() {
  echo
  echo "Delar / parts:"
  echo "   tid processor"
  cat "$report"
  echo
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

if [ $all = no ]; then
  part "install" quietly deploy/install.sh build test
  part "build" quietly deploy/build.sh all
  [ "$failed" -eq 0 ] || finish
  [ -x build/node/node_modules/node/bin/node ] && PATH="$top/build/node/node_modules/node/bin:$PATH"
  part "C++ tests" run_ctest release
  part "web: types" quietly in_web npm run --silent typecheck
  part "web: lint" quietly in_web npm run --silent lint
  part "web: unit tests" in_web npm run --silent test
  part "web: size budget" quietly in_web npm run --silent budget
  part "browser tests" browser_tests
  finish
fi

part "install" quietly deploy/install.sh build package test check
part "build" quietly deploy/build.sh all
[ "$failed" -eq 0 ] || finish
part "format" quietly tests/check/format.sh
part "shell scripts" quietly shellcheck deploy/*.sh tests/*.sh tests/check/*.sh tests/check/deb/*.sh tests/bench/*.sh .ci/run
part "clang-tidy" quietly tests/check/tidy.py
part "headers stand alone" quietly cmake --build --preset release --target all_verify_interface_header_sets
part "manual and completions" tests/check/completions.sh build/release/tertil
part "stores of earlier versions" tests/check/older_stores.py build/release/tertil
part "systemd units" tests/check/units.sh
part "samples" tests/check/samples.py build/release/tertil
part "hardening" tests/check/hardening.py build/release/tertil
part "same bytes elsewhere" tests/check/reproducible.sh --quick
part "supply chain" tests/check/supply_chain.py
part "ASVS list" tests/check/asvs.py
part "promises" tests/check/promises.py
part "every condition both ways" tests/check/branches.py
part "Debian package" tests/check/deb.sh
part "kill -9 during imports" tests/faults/kill_during_imports.py --kills 40
part "failing over" tests/faults/failover.py
part "HTTP/1.1 as the RFCs have it" tests/conformance/http.py
part "slow clients" tests/faults/slow_clients.py
part "little memory" tests/faults/little_memory.py
part "soak" tests/faults/soak.py
part "network faults" tests/faults/network.py
part "several instances" tests/postgresql.sh tests/faults/instances.py
export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-16 TSAN_OPTIONS="external_symbolizer_path=/usr/bin/llvm-symbolizer-16 ${TSAN_OPTIONS:-}"
part "ASan+UBSan: build" build_tests asan-ubsan -DTERTIL_COVERAGE=ON
find build/asan-ubsan -name '*.gcda' -delete # counts of other sources: nothing can be added to them
part "ASan+UBSan: tests" run_ctest asan-ubsan
part "coverage" tests/check/coverage.sh
part "TSan: build" build_tests tsan -- --target "${threaded[@]/#/test_}"
part "TSan: tests" run_ctest tsan -R "^($(IFS='|'; echo "${threaded[*]}"))_[0-3]\$"
part "fuzzing" tests/fuzz/run.sh
finish
