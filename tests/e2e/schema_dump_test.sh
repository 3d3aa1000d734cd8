#!/usr/bin/env bash
# db/schema.sql says what the migrations make of an empty database.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

HOST=$(test_cluster)
DB=gainful_dump_$$
trap 'query postgres "DROP DATABASE IF EXISTS $DB"; rm -rf "$WORK"' EXIT

"$ROOT/tools/migrate" --host "$HOST" --db "$DB"
"$ROOT/tools/migrate" --host "$HOST" --db "$DB" --dump >"$WORK/schema.sql"
diff -u "$ROOT/db/schema.sql" "$WORK/schema.sql" || fail "db/schema.sql is not what the migrations make: run tools/dump-schema"
