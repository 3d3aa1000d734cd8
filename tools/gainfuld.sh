# shellcheck shell=bash
# Starting and stopping gainfuld under GAINFUL_HOME. Sourced after lib.sh.

PID_FILE=$GAINFUL_HOME/gainfuld.pid
CONFIG=$GAINFUL_HOME/gainfuld.conf
DAEMON=$GAINFUL_HOME/bin/gainfuld
DAEMON_LOG=$GAINFUL_HOME/log/gainfuld.log

# The number of the running gainfuld; fails when there is none. A number may have been given to another process since,
# so what it runs is looked at: our binary, or the one that was there before it was replaced.
gainfuld_pid() {
  local pid exe
  pid=$(cat "$PID_FILE" 2>/dev/null) || return 1
  exe=$(readlink "/proc/$pid/exe" 2>/dev/null) || return 1
  [[ ${exe% (deleted)} == "$DAEMON" ]] && printf '%s' "$pid"
}

# True when it runs the installed binary with the present settings.
gainfuld_is_current() {
  local pid
  pid=$(gainfuld_pid) || return 1
  [[ /proc/$pid/exe -ef $DAEMON && $PID_FILE -nt $CONFIG ]]
}

# SIGTERM lets calls under way finish.
stop_gainfuld() {
  local pid tries
  pid=$(gainfuld_pid) || return 0
  kill "$pid" 2>/dev/null || die "gainfuld (process $pid) was started by another user: run this as $(stat -c %U "/proc/$pid")"
  for ((tries = 0; tries < 400; tries++)); do
    gainfuld_pid >/dev/null || return 0
    sleep 0.1
  done
  note "gainfuld did not finish within 40 seconds and is killed"
  kill -9 "$pid"
  while gainfuld_pid >/dev/null; do sleep 0.1; done
}

# port_is_taken PORT: whether anybody listens there.
port_is_taken() {
  (exec 5<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# setting KEY: its value in the configuration file of the last run; empty without one.
setting() {
  [[ ! -f $CONFIG ]] || sed -nE "s/^$1=\"(.*)\"\$/\1/p" "$CONFIG"
}

# start_gainfuld PORT: returns once it answers.
start_gainfuld() {
  local pid tries
  "$DAEMON" --config "$CONFIG" --check >/dev/null 2>"$GAINFUL_HOME/log/check.log" ||
    die "gainfuld refuses its settings in $CONFIG: $(tail -n 1 "$GAINFUL_HOME/log/check.log")"
  detached "$DAEMON" --config "$CONFIG" >>"$DAEMON_LOG" 2>&1
  pid=$!
  printf '%s\n' "$pid" >"$PID_FILE"
  for ((tries = 0; tries < 300; tries++)); do
    if ! kill -0 "$pid" 2>/dev/null; then
      rm -f "$PID_FILE"
      die "gainfuld ended at once; its log $DAEMON_LOG ends with: $(tail -n 1 "$DAEMON_LOG")"
    fi
    if port_is_taken "$1"; then return 0; fi
    sleep 0.1
  done
  die "gainfuld has not answered on port $1 within 30 seconds; its log is $DAEMON_LOG"
}
