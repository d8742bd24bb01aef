#!/usr/bin/env bash
# Builds the program (preset release) and the web pages. Quick when nothing changed.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
[ -x build/node/node_modules/node/bin/node ] && PATH="$top/build/node/node_modules/node/bin:$PATH"

web_sources() { find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print0 | sort -z | xargs -0 sha256sum; }
lock=$(sha256sum web/package-lock.json | cut -c1-64)
if [ "$(cat web/node_modules/.lock-sha256 2>/dev/null)" != "$lock" ]; then
  echo "Hämtar webbens paket / fetching the web's packages"
  (cd web && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
  echo "$lock" > web/node_modules/.lock-sha256
fi
sources=$(web_sources | sha256sum | cut -c1-64)
if [ "$(cat web/dist/.sources-sha256 2>/dev/null)" != "$sources" ]; then
  echo "Bygger webbsidorna / building the web pages"
  (cd web && npm run --silent build)
  echo "$sources" > web/dist/.sources-sha256
fi

# The tests want packages of their own, so whoever only runs the program does not build them.
if [ "${1:-}" = all ]; then
  cmake --preset release -DTERTIL_TESTS=ON >/dev/null
elif [ ! -f build/release/build.ninja ]; then
  cmake --preset release -DTERTIL_TESTS=OFF >/dev/null
fi
cmake --build --preset release --target "${@:-tertil}"
