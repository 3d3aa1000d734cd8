# shellcheck shell=bash
# What the scripts beside this file share. Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# One place for everything that lives longer than a command; printed messages call it by this name.
GAINFUL_HOME=${GAINFUL_HOME:-$ROOT/.gainful}
# shellcheck disable=SC2034 # for those who source this
PGBIN=${GAINFUL_PGBIN:-/usr/lib/postgresql/15/bin}
# One locale for all: sorting, decimal points and messages that scripts read are the same everywhere.
export LC_ALL=C.UTF-8
# Who has no compiler cache yet gets one in the tree, not one in their home.
if [[ -z ${CCACHE_DIR:-} && ! -d ${HOME:-/nonexistent}/.cache/ccache && ! -d ${HOME:-/nonexistent}/.ccache ]]; then
  export CCACHE_DIR=$ROOT/build/ccache
fi
# Some PATHs of normal users lack sbin, where Debian keeps a few of the tools used here.
PATH=$PATH:/usr/sbin:/sbin

# Notes go to 3, which reaches the person even while the output of a step, and of the scripts it runs, goes to its log.
if [[ -z ${GAINFUL_IN_STEP:-} ]]; then
  exec 3>&1
  PRETTY=
  [[ ! -t 1 || ${TERM:-dumb} == dumb ]] || PRETTY=1
fi

# die WORDS: one line that says what to do, and the end.
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# note WORDS: progress within a step.
note() {
  printf '%s  %s\n' "${PRETTY:+$'\r\e[K'}" "$*" >&3
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# progress DONE TOTAL WHAT: how far a long step is. Without a terminal, a line for each tenth of the way.
progress() {
  if [[ -n $PRETTY ]]; then
    printf '\r\e[K  %s of %s %s' "$@" >&3
  elif (($2 >= 20 && $1 * 10 / $2 > ($1 - 1) * 10 / $2)); then
    note "$1 of $2 $3"
  fi
}

# seconds_since T: tenths of a second since T, a value of EPOCHREALTIME.
seconds_since() {
  local now=${EPOCHREALTIME/./} then=${1/./}
  local tenths=$(((now - then + 50000) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# step TITLE COMMAND...: runs the command with its output in a log, and prints one line with the time it took.
# A command that ends with `die` is quoted by that line alone; any other failure by the log's last lines.
step() {
  local title=$1 began=$EPOCHREALTIME log code=0
  shift
  log=$(step_log "$title")
  [[ -z $PRETTY ]] || printf '  %s …' "$title" >&3
  # The subshell keeps `set -e` alive inside the command, which an `if` or `||` around it would switch off.
  set +e
  (
    set -e
    export GAINFUL_IN_STEP=1 PRETTY
    "$@"
  ) >"$log" 2>&1
  code=$?
  set -e
  [[ $code -eq 0 ]] || step_failed "$title" "$log" "$code"
  if [[ -n $PRETTY ]]; then
    printf '\r\e[K\e[32m✓\e[0m %-12s %7s s\n' "$title" "$(seconds_since "$began")" >&3
  else
    printf 'ok %-12s %7s s\n' "$title" "$(seconds_since "$began")" >&3
  fi
}

step_log() {
  local dir=${STEP_LOGS:-$GAINFUL_HOME/log}
  mkdir -p "$dir"
  printf '%s/%s.log' "$dir" "${1// /-}"
}

step_failed() {
  local title=$1 log=$2 code=$3 last
  last=$(tail -n 1 "$log")
  [[ -z $PRETTY ]] || printf '\r\e[K' >&3
  if [[ $last == error:* ]]; then
    printf '%s\n' "$last" >&2
  else
    # Ninja goes on for a while after the first failure, so the end alone may not show it.
    if grep -q '^FAILED: ' "$log"; then
      sed -n '/^FAILED: /,$p' "$log" | cut -c 1-300 | head -n 40 >&2
    else
      tail -n 30 "$log" >&2
    fi
    printf 'error: %s failed (exit %s); all of its output is in %s\n' "$title" "$code" "$log" >&2
  fi
  exit 1
}

# as_root COMMAND...: runs it as root, through sudo for anybody else.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

# detached COMMAND...: in a session of its own and without this shell's descriptors, so that it outlives the terminal
# and nobody who waits for our output waits for it. Callers redirect stdout and stderr.
detached() {
  setsid "$@" </dev/null 3>&- 8>&- 9>&- &
}

# lock FILE WORDS: holds the file's lock until the script ends; says the words if somebody else holds it.
lock() {
  mkdir -p "$(dirname "$1")"
  exec 9>"$1"
  if ! flock -n 9; then
    note "$2"
    flock 9
  fi
}

# free_mib PATH: space left, in MiB, on the disk of the path or of its nearest parent that exists.
free_mib() {
  local at=$1
  while [[ ! -e $at ]]; do at=$(dirname "$at"); done
  df -Pm "$at" | awk 'NR == 2 { print $4 }'
}

# need_space PATH MIB WHAT: refuses when the disk is too full, before anything is half written.
need_space() {
  local left
  left=$(free_mib "$1")
  if ((left < $2)); then
    die "$1 has $left MiB left and $3 needs $2: free some space, or set GAINFUL_HOME to a directory on another disk"
  fi
}
