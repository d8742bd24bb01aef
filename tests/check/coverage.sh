#!/usr/bin/env bash
# R29: lines and branches that the tests of the asan-ubsan build reached (it counts them too, so that
# nothing is built a further time). Fails below 90 % of lines.
set -euo pipefail
cd "$(dirname "$0")/../.."
built=build/asan-ubsan
gcovr --gcov-executable "llvm-cov-16 gcov" --root . --exclude-throw-branches \
  --exclude-unreachable-branches --gcov-ignore-parse-errors -j "$(nproc)" \
  --filter 'analytics/' --filter 'collectors/' --filter 'service/' \
  --fail-under-line 90 --print-summary $built/analytics $built/collectors $built/service | tail -4
