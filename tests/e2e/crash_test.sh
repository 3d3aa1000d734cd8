#!/usr/bin/env bash
# kill -9, of gainfuld and of Postgres, in the middle of writes: what was acknowledged is there afterwards, once, and nothing is doubled.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

BIN=${GAINFUL_TEST_BIN:?}
ROUNDS=${GAINFUL_CRASH_ROUNDS:-3}
PORT=$((20000 + RANDOM % 20000))
DAEMON='' WRITER=''

clean_up() {
  touch "$WORK/stop"
  [[ -z $DAEMON ]] || kill -9 "$DAEMON" 2>/dev/null || true
  [[ -z $WRITER ]] || kill -9 "$WRITER" 2>/dev/null || true
  "$ROOT/tools/cluster" remove "$WORK/db" >/dev/null 2>&1 || true
  rm -rf "$WORK"
}
trap clean_up EXIT

# Durable: without --throwaway.
database() {
  "$ROOT/tools/cluster" start "$WORK/db" >/dev/null
}

daemon() {
  "$BIN/gainfuld" --listen "127.0.0.1:$PORT" --db-host "$HOST" --db-name gainful --jwks "$WORK/jwks.json" --issuer crash \
    --operator-org 11111111-1111-7111-8111-111111111111 --log-level error 2>>"$WORK/gainfuld.log" &
  DAEMON=$!
  disown "$DAEMON"  # else the shell reports its end
}

acknowledged() {
  wc -l <"$WORK/acknowledged"
}

# Waits until more writes have been acknowledged, so that each crash meets a stream of them: a busy machine may take its time to recover.
more() {
  local tries wanted
  wanted=$(($(acknowledged) + $1))
  for ((tries = 0; tries < 1200; tries++)); do
    [[ $(acknowledged) -lt $wanted ]] || return 0
    kill -0 "$WRITER" 2>/dev/null || fail "the writers gave up: $(cat "$WORK/writer.log")"
    sleep 0.05
  done
  fail "no writes get through: $(tail -n 3 "$WORK/gainfuld.log")"
}

kill_daemon() {
  kill -9 "$DAEMON"
  while kill -0 "$DAEMON" 2>/dev/null; do sleep 0.01; done
  daemon
}

kill_database() {
  kill -9 "$(head -n 1 "$WORK/db/data/postmaster.pid")"
  database
}

database
HOST=$(cat "$WORK/db/socket-dir")
"$ROOT/tools/migrate" --host "$HOST" >/dev/null
"$BIN/crash_writer" "localhost:$PORT" "$WORK" >"$WORK/writer.log" 2>&1 &
WRITER=$!
until [[ -e $WORK/jwks.json ]]; do sleep 0.05; done
daemon
for ((round = 0; round < ROUNDS; round++)); do
  more 60
  kill_daemon
  more 60
  kill_database
done
more 60
touch "$WORK/stop"
wait "$WRITER" || fail "the writers met a refusal: $(cat "$WORK/writer.log")"
WRITER=''
cat "$WORK/writer.log"
[[ $(grep -o '[0-9]* repeats' "$WORK/writer.log") != "0 repeats" ]] || fail "no crash met a call under way"
"$BIN/crash_writer" --check "$HOST" gainful "$WORK"
