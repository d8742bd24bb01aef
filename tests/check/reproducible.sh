#!/usr/bin/env bash
# The same sources give the same bytes (promises §5.10): the program is built from the last commit in two
# folders of other names and depths, in another time zone, language and number of jobs, and compared.
#   tests/check/reproducible.sh [JOBS]     compiles everything anew, without ccache: an hour of one core
#   tests/check/reproducible.sh --quick    a few objects, and the linking of build/release
# The folders, build/reproducible, are removed when the bytes are the same and kept when they are not.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
quick=no
[ "${1:-}" = --quick ] && { quick=yes; shift; }
jobs=${1:-$(nproc)}
work=$PWD/build/reproducible
[ $quick = no ] || work+=-quick
passed=0
failed=0
tell() { # tell STATUS WORDS
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '%s  %s\n' "$([ "$1" -eq 0 ] && echo ok || echo BAD)" "$2"
}
commit=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

build() { # build FOLDER JOBS
  mkdir -p "$1"
  git archive "$commit" | tar -x -C "$1"
  (cd "$1" && cmake --preset release -DTERTIL_TESTS=OFF >/dev/null &&
    cmake --build --preset release --target tertil -j "$2" >build.log 2>&1) ||
    { tail -20 "$1/build.log"; return 1; }
}

finish() {
  [ "$failed" -gt 0 ] || rm -rf "$work"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}
rm -rf "$work"

if [ $quick = yes ]; then
  one=$work/one
  other=$work/a/deeper/copy
  for copy in "$one" "$other"; do
    mkdir -p "$copy"
    git ls-files -z --cached --others --exclude-standard | tar --null -c -T - --ignore-failed-read 2>/dev/null | tar -x -C "$copy"
    (cd "$copy" && TZ=Pacific/Auckland cmake --preset release -DTERTIL_TESTS=OFF >/dev/null)
    tell $? "set up in $copy"
  done
  objects=(analytics/CMakeFiles/tertil_analytics.dir/ranking.cpp.o
    collectors/CMakeFiles/tertil_collectors.dir/calendar.cpp.o
    service/CMakeFiles/tertil_service.dir/store/migrations.cpp.o
    service/CMakeFiles/tertil_service.dir/cli/version.cpp.o
    service/CMakeFiles/tertil_service.dir/reports/number_text.cpp.o
    service/store/CMakeFiles/tertil_embedded_migrations.dir/__/__/generated/embedded/migrations.S.o
    service/store/CMakeFiles/tertil_embedded_migrations.dir/__/__/generated/embedded/migrations.cpp.o)
  CCACHE_DISABLE=1 ninja -C "$one/build/release" -j "$jobs" "${objects[@]}" >"$work/log" || tail -20 "$work/log"
  (umask 077; TZ=Pacific/Auckland CCACHE_DISABLE=1 ninja -C "$other/build/release" -j "$jobs" "${objects[@]}" >"$work/log") || tail -20 "$work/log"
  for object in "${objects[@]}"; do
    cmp "$one/build/release/$object" "$other/build/release/$object"
    tell $? "the same bytes: $(basename "$object")"
  done
  linked=$(ninja -C build/release -t commands tertil | tail -1)
  (cd build/release && bash -c "${linked// -o tertil / -o $work/linked-again }")
  cmp build/release/tertil "$work/linked-again"
  tell $? "linked again from the same objects: the same bytes"
  finish
fi

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
fi
finish
