#!/usr/bin/env bash
# tools/cluster: durable, private, and up again after whatever befell it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

DIR=$WORK/db
trap '"$ROOT/tools/cluster" remove "$DIR"; rm -rf "$WORK"' EXIT

cluster() {
  "$ROOT/tools/cluster" "$1" "$DIR" "${@:2}"
}

show() {
  query postgres "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN ('fsync', 'full_page_writes',
    'synchronous_commit', 'data_checksums', 'server_encoding', 'lc_collate', 'listen_addresses', 'jit', 'TimeZone')"
}

crash() {
  local pid
  pid=$(head -n 1 "$DIR/data/postmaster.pid")
  kill -9 "$pid"
}

HOST=$(cluster start)
same "TimeZone=UTC data_checksums=on fsync=on full_page_writes=on jit=off lc_collate=C.UTF-8 listen_addresses= \
server_encoding=UTF8 synchronous_commit=on" "$(show)" "settings"
same 700 "$(stat -L -c %a "$HOST")" "mode of the socket's directory"
same "$HOST" "$(cluster status)" "status"
query postgres "CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)"
same "$HOST" "$(cluster start)" "a second start"

crash
same "$HOST" "$(cluster start)" "a start after kill -9"
same 7 "$(query postgres "TABLE kept")" "what was committed before"

# The dead server's number now belongs to another process of ours, as happens in containers, where numbers are small.
crash
sleep 300 &
OTHER=$!
sed -i "1s/.*/$OTHER/" "$DIR/data/postmaster.pid" "$HOST/.s.PGSQL.5432.lock"
if cluster status; then fail "another process was taken for the server"; fi
same "$HOST" "$(cluster start)" "a start beside a stranger with the old number"
kill "$OTHER"

cluster stop
cluster stop
if cluster status; then fail "it runs after stop"; fi
sed -i s/15/14/ "$DIR/data/PG_VERSION"
refuses "was made by Postgres 14 and this is 15" cluster start
sed -i s/14/15/ "$DIR/data/PG_VERSION"

# An initdb that was interrupted.
cluster remove
mkdir -p "$DIR/data"
if [[ $EUID -eq 0 ]]; then chown postgres "$DIR/data"; fi
chmod 700 "$DIR/data"
echo 15 >"$DIR/data/PG_VERSION"
if [[ $EUID -eq 0 ]]; then chown postgres "$DIR/data/PG_VERSION"; fi
touch "$DIR/initdb-unfinished"
HOST=$(cluster start --throwaway)
same "fsync=off" "$(show | grep -o 'fsync=off')" "durability of a throwaway"
