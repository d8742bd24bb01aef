#!/usr/bin/env bash
# Manual page and completions fit the program, and the shells take them: completions.sh PROGRAM.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
program=${1:-build/release/tertil}
passed=0
failed=0
tell() { # tell STATUS WORDS
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '%s  %s\n' "$([ "$1" -eq 0 ] && echo ok || echo BAD)" "$2"
}
deploy/describe.py "$program" --check
tell $? "manual page and completions are what the program says"

# What bash would offer after these words, as at a prompt.
offered() {
  bash -c 'source deploy/completions/tertil.bash
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tertil; printf "%s\n" "${COMPREPLY[@]}"' - "$@"
}
offered tertil verify- | grep -qx verify-backup
tell $? "bash: tertil verify-<tab> gives verify-backup"
offered tertil token cr | grep -qx create
tell $? "bash: tertil token cr<tab> gives create"
offered tertil backup --kee | grep -qx -- --keep
tell $? "bash: tertil backup --kee<tab> gives --keep"
offered tertil restore deploy/describe | grep -qx deploy/describe.py
tell $? "bash: tertil restore <tab> gives files"
[ "$(offered tertil describe-)" = "" ]
tell $? "bash: what is for builders alone is not offered"
if command -v zsh >/dev/null; then
  zsh -n deploy/completions/_tertil
  tell $? "zsh reads its completions"
else echo "zsh finns inte här / zsh is not here"; fi
if command -v fish >/dev/null; then
  said=$(fish --no-config -c 'source deploy/completions/tertil.fish; complete -C "tertil verify-"' 2>&1)
  grep -q '^verify-backup' <<<"$said"
  tell $? "fish: tertil verify-<tab> gives verify-backup"
  said=$(fish --no-config -c 'source deploy/completions/tertil.fish; complete -C "tertil backup --kee"' 2>&1)
  grep -q '^--keep' <<<"$said"
  tell $? "fish: tertil backup --kee<tab> gives --keep"
else echo "fish finns inte här / fish is not here"; fi
if command -v mandoc >/dev/null; then
  [ -z "$(mandoc -T lint -W error deploy/man/tertil.1 deploy/man/sv/tertil.1)" ]
  tell $? "mandoc reads the manual page"
else echo "mandoc finns inte här / mandoc is not here"; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
