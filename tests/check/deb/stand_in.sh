#!/bin/bash
# What the operations guide calls and a system without systemd lacks, done by hand: sudo, apt and
# systemctl under one roof. A unit's command is run as its user, with its own words.
set -uo pipefail
unit_file() { echo "/lib/systemd/system/$1"; }
value() { sed -n "s/^$2=//p" "$(unit_file "$1")" | head -1; }
as_its_user() { # as_its_user UNIT COMMAND…
  local user
  user=$(value "$1" User)
  shift
  exec setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all --no-new-privs "$@"
}
start() {
  local command
  read -ra command <<< "$(value "$1.service" ExecStart)"
  if [ "$(value "$1.service" Type)" = oneshot ]; then
    (as_its_user "$1.service" "${command[@]}")
    return
  fi
  rm -f /run/notify /run/notified
  python3 /root/notified.py /run/notify /run/notified &
  while [ ! -S /run/notify ]; do sleep 0.05; done
  NOTIFY_SOCKET=/run/notify as_its_user "$1.service" "${command[@]}" >> /run/tertil.log 2>&1 &
  echo $! > /run/tertil.pid
  for _ in {1..200}; do
    grep -qs '^READY=1' /run/notified && return 0
    sleep 0.05
  done
  cat /run/tertil.log
  return 1
}
stop() {
  local pid
  pid=$(cat /run/tertil.pid 2>/dev/null) || return 0
  kill -TERM "$pid"
  for _ in {1..300}; do
    if [ ! -e "/proc/$pid" ] || grep -q '^State:.Z' "/proc/$pid/status"; then return 0; fi
    sleep 0.05
  done
  return 1
}
case $(basename "$0") in
  sudo)
    [ "$1" = -u ] || exec "$@"
    user=$2
    shift 2
    exec setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all "$@"
    ;;
  apt) exec dpkg -i "/root/$(basename "${*: -1}")" < /dev/null ;;
  systemctl)
    verb=$1
    unit=${*: -1}
    unit=${unit%.service}
    case $verb in
      enable)
        [ -e "$(unit_file "$unit")" ] || [ -e "$(unit_file "$unit.service")" ] || exit 1
        [[ $unit == *.timer ]] && systemd-analyze verify --man=no "$(unit_file "$unit")" && exit 0
        start "$unit"
        ;;
      start) start "$unit" ;;
      stop) stop ;;
      restart) stop && start "$unit" ;;
      *) exit 1 ;;
    esac
    ;;
esac
