#!/usr/bin/env bash
# Starts a PostgreSQL server that nobody else sees, runs a command with its address in
# $TERTIL_TEST_STORE, and throws the server away. Inside another one it just runs the command.
#   tests/postgresql.sh ctest --preset release -L postgresql
#   tests/postgresql.sh build/release/test_store --gtest_filter='*/Postgresql*'
# The server has no port, keeps nothing safe (fsync off) and lies in memory where that can be had.
# $TERTIL_POSTGRESQL_BIN names the folder of initdb and pg_ctl; else the newest one is taken.
# $TERTIL_POSTGRESQL_OPTIONS is added to how the server is started ("-c fsync=on"), and
# $TERTIL_POSTGRESQL_PLACE says where it lies.
set -euo pipefail
[ $# -gt 0 ] || { sed -n '2,9s/^# //p' "$0"; exit 2; }
[ -z "${TERTIL_TEST_STORE:-}" ] || exec "$@"

bin=${TERTIL_POSTGRESQL_BIN:-$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)}
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not installed (postgresql-15)." >&2; exit 77; }

place=${TERTIL_POSTGRESQL_PLACE:-/dev/shm}
[ -w "$place" ] && [ "$(df --output=avail -k "$place" | tail -1)" -gt 1500000 ] || place=${TMPDIR:-/tmp}
folder=$(mktemp -d "$place/tertil-pg-XXXXXX")
as=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  chown postgres "$folder"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
stop() {
  status=$?
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop > /dev/null 2>&1 || true
  rm -rf "$folder"
  exit $status
}
trap stop EXIT
trap 'exit 130' INT TERM

cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U tertil -A trust -E UTF8 --locale=C.UTF-8 --no-sync > "$folder/initdb.log" 2>&1 \
  || { cat "$folder/initdb.log" >&2; exit 1; }
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/log" start -o "-k $folder \
  -c listen_addresses= -c fsync=off -c full_page_writes=off -c wal_level=minimal \
  -c max_wal_senders=0 -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off \
  -c max_wal_size=4GB -c checkpoint_timeout=1h ${TERTIL_POSTGRESQL_OPTIONS:-}" || { cat "$folder/log" >&2; exit 1; }
cd "$OLDPWD"
TERTIL_TEST_STORE="postgresql://tertil@/postgres?host=$folder" "$@"
