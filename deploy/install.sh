#!/usr/bin/env bash
# Installs what is missing from deploy/packages.txt: deploy/install.sh build [test] [check] [bench].
# Does nothing, quickly, when everything is there. Sourced functions: none; it is a program.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

wanted=()
for group in "$@"; do
  while read -r package; do wanted+=("$package"); done < <(
    awk -v group="[$group]" '/^\[/ { on = ($0 == group); next } on && NF && !/^#/' "$here/packages.txt")
done

have=$(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' 2>/dev/null | awk '$2 == "ii" { print $1 }')
missing=()
for package in "${wanted[@]}"; do
  grep -qxF "$package" <<<"$have" || missing+=("$package")
done

# The web pages are built with Node 20.19 or newer. Debian 12 has 18, whose npm fetches Node 22.
needs_node() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' && return 1
  return 0
}
if needs_node && [ ! -x "$here/../build/node/node_modules/node/bin/node" ]; then
  for package in nodejs npm; do grep -qxF "$package" <<<"$have" || missing+=("$package"); done
fi

if [ ${#missing[@]} -gt 0 ]; then
  echo "Installerar / installing: ${missing[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "Kör som root, eller installera först / run as root, or install first: ${missing[*]}" >&2
      exit 1
    }
    as_root=(sudo)
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q >/dev/null
  "${as_root[@]}" apt-get install -y -q --no-remove --no-install-recommends "${missing[@]}" >/dev/null
fi

if needs_node && [ ! -x "$here/../build/node/node_modules/node/bin/node" ]; then
  mkdir -p "$here/../build/node"
  (cd "$here/../build/node" && npm install --no-save --no-audit --no-fund node@22 >/dev/null)
fi
