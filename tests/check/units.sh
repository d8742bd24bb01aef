#!/usr/bin/env bash
# The systemd units: what each may do (exposure at most 1.5), and that systemd reads them.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
command -v systemd-analyze >/dev/null || {
  echo "systemd-analyze finns inte här; enheterna prövades inte / systemd-analyze is not here; the units were not tried"
  exit 0
}
passed=0
failed=0
tell() { # tell STATUS WORDS
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '%s  %s\n' "$([ "$1" -eq 0 ] && echo ok || echo BAD)" "$2"
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for unit in deploy/systemd/*.service; do
  said=$(systemd-analyze security --offline=true --threshold=15 "$unit" 2>&1)
  tell $? "$(basename "$unit"): $(tail -1 <<<"$said" | sed 's/^[^0-9]*//')"
done
# Read by systemd itself, with a program in the place of ours so that only the units are judged.
mkdir -p "$work/units"
cp deploy/systemd/*.service deploy/systemd/*.timer "$work/units/"
sed -i 's|^ExecStart=/usr/bin/tertil|ExecStart=/bin/true|; s|^User=.*|User=daemon|; s|^Group=.*|Group=daemon|; /^Documentation=/d' \
  "$work"/units/*.service
for unit in "$work"/units/*; do
  name=$(basename "$unit")
  [[ $name == *@* ]] && { cp "$unit" "${unit/@/@kolada}"; unit=${unit/@/@kolada}; }
  said=$(SYSTEMD_UNIT_PATH="$work/units:" systemd-analyze verify --man=no "$unit" 2>&1 | grep -F "$work" || true)
  [ -z "$said" ]
  tell $? "$name is read by systemd${said:+: $said}"
done
for timer in deploy/systemd/*.timer; do
  when=$(sed -n 's/^OnCalendar=//p' "$timer")
  systemd-analyze calendar "$when" >/dev/null 2>&1
  tell $? "$(basename "$timer"): $when is a time"
  grep -q . "${timer%.timer}.service"
  tell $? "$(basename "$timer") has its service"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
