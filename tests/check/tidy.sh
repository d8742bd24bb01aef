#!/usr/bin/env bash
# clang-tidy over our own sources; the checks are in .clang-tidy, all of them errors.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -f build/release/compile_commands.json ] || cmake --preset release >/dev/null
exec run-clang-tidy-16 -quiet -p build/release -j "$(nproc)" \
  "$PWD/(analytics|collectors|service)/.*\.cpp$"
