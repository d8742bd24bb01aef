#!/usr/bin/env bash
# Installs what is missing, builds, and serves the comparison on http://127.0.0.1:8080.
#   deploy/run.sh                      serve, with the data in ./data
#   deploy/run.sh --listen 127.0.0.1:9000 --data /var/tmp/t   any option of `tertil serve`
#   deploy/run.sh --no-serve           install and build only
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

serve=yes
options=()
for option in "$@"; do
  case $option in
    --no-serve) serve=no ;;
    *) options+=("$option") ;;
  esac
done

deploy/install.sh build
deploy/build.sh
[ "$serve" = yes ] || exit 0
exec build/release/tertil serve "${options[@]}"
