#!/usr/bin/env bash
# Builds with counters, runs the tests, and prints lines and branches covered per folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset coverage >/dev/null
cmake --build --preset coverage >/dev/null
ctest --preset coverage -j"$(nproc)" | tail -3
gcovr --root . --object-directory build/coverage --exclude-throw-branches \
  --filter 'analytics/' --filter 'collectors/' --filter 'service/' \
  --fail-under-line 80 --print-summary | tail -4
