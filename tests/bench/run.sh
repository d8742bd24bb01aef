#!/usr/bin/env bash
# Runs the benchmarks and prints each as a ratio; what lacks its peer says so and is left out.
# Needs a quiet machine: ratios of one run hold when the machine drifts, p99 does not.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
cmake --preset release -DTERTIL_BENCH=ON >/dev/null && cmake --build --preset release --target tertil ranking_bench >/dev/null || exit 1
uname -srm; grep -m1 'model name' /proc/cpuinfo; g++ --version | head -1

echo; echo "== start-up and memory"
tests/bench/start_up.py build/release/tertil
echo; echo "== serving, beside nginx with the same bytes"
tests/bench/serving.sh build/release/tertil "$@"
echo; echo "== certainty, forecast and movement when nobody has asked before"
tests/bench/foresight_routes.py build/release/tertil
echo; echo "== ranking 100,000 league tables, beside NumPy, pandas and DuckDB; certainty"
/usr/bin/python3 tests/bench/ranking_bench_peers.py build/release/ranking_bench || true
echo; echo "== importing ten million readings, beside sqlite3, DuckDB and sha256sum"
tests/bench/import.sh --rounds 3 || true
