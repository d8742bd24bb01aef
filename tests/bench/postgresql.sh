#!/usr/bin/env bash
# Imports hourly readings into PostgreSQL with the real program, beside COPY of the same rows into an
# indexed table, on a server of its own that lies on disk and syncs; prints the medians and their ratio.
# Usage: tests/bench/postgresql.sh [--rounds 3] [--rows 10000000]
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release -DTERTIL_BENCH=ON > /dev/null
cmake --build --preset release --target tertil readings_generator > /dev/null
generator=$(find build/release -name readings_generator -type f | head -1)
TERTIL_POSTGRESQL_PLACE=${TMPDIR:-/tmp} TERTIL_POSTGRESQL_OPTIONS="-c fsync=on -c full_page_writes=on -c synchronous_commit=on -c autovacuum=on" \
  exec tests/postgresql.sh /usr/bin/python3 tests/bench/postgresql_bench.py \
  --program build/release/tertil --generator "$generator" "$@"
