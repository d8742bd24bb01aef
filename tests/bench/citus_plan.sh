#!/usr/bin/env bash
# Measures, on one PostgreSQL on disk with syncs, what the plan of deploy/citus/README.md is reckoned
# from: bytes of a meter's month, the rate of a year's import, the time and the statements of an
# hour's and a day's delivery, the time of a region's year. On the schema that Citus gets, placed by
# functions that stand in for its own, and without the network between its nodes.
# Usage: tests/bench/citus_plan.sh [--meters 1000] [--deliveries 24]
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release -DTERTIL_BENCH=ON > /dev/null
cmake --build --preset release --target tertil readings_generator > /dev/null
generator=$(find build/release -name readings_generator -type f | head -1)
TERTIL_POSTGRESQL_PLACE=${TMPDIR:-/tmp} TERTIL_POSTGRESQL_OPTIONS="-c fsync=on -c full_page_writes=on \
  -c synchronous_commit=on -c autovacuum=on -c shared_preload_libraries=pg_stat_statements" \
  exec tests/postgresql.sh /usr/bin/python3 tests/bench/citus_plan.py \
  --program build/release/tertil --generator "$generator" "$@"
