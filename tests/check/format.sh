#!/usr/bin/env bash
# Every C++ file is formatted by clang-format 16. `tests/check/format.sh --fix` mends them.
set -euo pipefail
cd "$(dirname "$0")/../.."
mapfile -d '' files < <(git ls-files -z '*.cpp' '*.hpp')
if [ "${1:-}" = --fix ]; then exec clang-format-16 -i "${files[@]}"; fi
exec clang-format-16 --dry-run -Werror "${files[@]}"
