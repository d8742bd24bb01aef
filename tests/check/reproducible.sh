#!/usr/bin/env bash
# The same sources give the same bytes (promises §5.10): the program is built from the last commit in two
# folders of other names and depths, in another time zone, language and number of jobs, and compared.
#   tests/check/reproducible.sh [JOBS]
# The second build compiles everything anew, without ccache: about an hour of one core. The folders,
# build/reproducible, are removed when the bytes are the same and kept when they are not.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
jobs=${1:-$(nproc)}
work=$PWD/build/reproducible
passed=0
failed=0
tell() { # tell STATUS WORDS
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '%s  %s\n' "$([ "$1" -eq 0 ] && echo ok || echo BAD)" "$2"
}
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

build() { # build FOLDER JOBS
  mkdir -p "$1"
  git archive HEAD | tar -x -C "$1"
  (cd "$1" && cmake --preset release -DTERTIL_TESTS=OFF >/dev/null &&
    cmake --build --preset release --target tertil -j "$2" >build.log 2>&1) ||
    { tail -20 "$1/build.log"; return 1; }
}

rm -rf "$work"
one=$work/one
other=$work/a/deeper/folder-of-another-name
began=$SECONDS
build "$one" "$jobs"
tell $? "built in one folder, $((SECONDS - began)) s"
began=$SECONDS
other_jobs=$((jobs > 1 ? jobs - 1 : 1))
(umask 077; TZ=Pacific/Auckland LC_ALL=C.UTF-8 CCACHE_DISABLE=1 build "$other" "$other_jobs")
tell $? "built in another without ccache, $((SECONDS - began)) s"
sum() { sha256sum "$1/build/release/tertil" 2>/dev/null | cut -c1-64; }
echo "    $(sum "$one") $(stat -c %s "$one/build/release/tertil") bytes"
echo "    $(sum "$other")"
[ -n "$(sum "$one")" ] && [ "$(sum "$one")" = "$(sum "$other")" ]
tell $? "the same bytes"
if [ "$failed" -gt 0 ]; then
  echo "Objects that differ:"
  (cd "$one/build/release" && find . -name '*.o') | while read -r object; do
    cmp -s "$one/build/release/$object" "$other/build/release/$object" || echo "    $object"
  done | head -20
else
  rm -rf "$work"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
