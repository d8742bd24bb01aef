#!/usr/bin/env bash
# R28: builds the fuzz targets with clang and runs each for TERTIL_FUZZ_SECONDS (30) from its corpus.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${TERTIL_FUZZ_SECONDS:-30}
cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-16 -DCMAKE_BUILD_TYPE=Debug \
  -DTERTIL_FUZZ=ON -DTERTIL_FUZZ_SECONDS="$seconds" >/dev/null
ninja -C build/fuzz fuzz_targets >/dev/null
exec ctest --test-dir build/fuzz -L fuzz -j"$(nproc)" --output-on-failure
