#!/usr/bin/env bash
# Imports ten million hourly readings with the real program, beside sqlite3 .import, DuckDB's COPY
# and sha256sum, in interleaved rounds; prints ratios of medians and writes them as JSON.
# Usage: tests/bench/import.sh [--rounds 5] [--rows 10000000] [--out FILE] [--folder DIR]
# DuckDB comes from npm (@duckdb/node-api) into build/bench; without it that peer is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release -DTERTIL_BENCH=ON >/dev/null
cmake --build --preset release --target tertil readings_generator readings_bench >/dev/null
exec /usr/bin/python3 tests/bench/import_bench.py --program build/release/tertil \
  --generator "$(find build/release -name readings_generator -type f | head -1)" \
  --inside "$(find build/release -name readings_bench -type f | head -1)" "$@"
