#!/usr/bin/env bash
# tools/migrate: in order, once, whole or not at all, and never against a database that this tree does not fit.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

HOST=$(test_cluster)
DB=gainful_migrate_$$
trap 'query postgres "DROP DATABASE IF EXISTS $DB"; rm -rf "$WORK"' EXIT
export GAINFUL_DB_DIR=$WORK/db
FILES=$GAINFUL_DB_DIR/migrations
mkdir -p "$FILES"

migrate() {
  "$ROOT/tools/migrate" --host "$HOST" --db "$DB"
}

recorded() {
  query "$DB" "SELECT string_agg(version || ' ' || name || ' ' || oldest_binary, ', ' ORDER BY version) FROM gainful.schema_migration"
}

at_once() {
  local i pids=()
  for i in 1 2 3 4; do
    migrate >"$WORK/out$i" &
    pids+=($!)
  done
  for i in "${pids[@]}"; do wait "$i" || fail "one of several runs at once failed"; done
  same 2 "$(cat "$WORK"/out* | grep -c applying)" "migrations applied by four runs at once"
}

printf -- '-- What it is for.\n-- oldest-binary: 0\nCREATE TABLE a (x int);\n' >"$FILES/0001_first.sql"
printf 'CREATE TABLE b (x int);\nSET search_path = nowhere' >"$FILES/0002_it_s_second.sql"
mkdir -p "$WORK/bad/migrations" && touch "$WORK/bad/migrations/3_x.sql"
refuses "is not named NNNN_name.sql" env GAINFUL_DB_DIR="$WORK/bad" "$ROOT/tools/migrate" --host "$HOST" --db "$DB"
at_once
same "1 first 0, 2 it_s_second 2" "$(recorded)" "what is recorded"
same "" "$(migrate)" "what a second run says"

printf 'CREATE TABLE c (x int);\nSELECT 1/0;\n' >"$FILES/0003_broken.sql"
refuses "division by zero" migrate
same "" "$(query "$DB" "SELECT to_regclass('public.c')")" "table of an undone migration"
rm "$FILES/0003_broken.sql"

printf 'SELECT 1;\n' >>"$FILES/0001_first.sql"
refuses "migration 0001_first was changed after it was applied" migrate
sed -i '$d' "$FILES/0001_first.sql"
mv "$FILES/0002_it_s_second.sql" "$WORK/"
refuses "newer than this tree" migrate
touch "$FILES/0003_third.sql"
refuses "migration 0002_it_s_second was applied and is gone" migrate
mv "$WORK/0002_it_s_second.sql" "$FILES/"
same "applying 0003_third" "$(migrate)" "what goes on afterwards"
