# shellcheck shell=bash
# What the tests beside this file share. Sourced, never run.
# shellcheck disable=SC2034 # for those who source this
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export LC_ALL=C.UTF-8
unset GAINFUL_IN_STEP

# Somewhere to work; each test removes it.
WORK=$(mktemp -d "${TMPDIR:-/tmp}/gainful-e2e-XXXXXX")

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

# test_cluster: the socket directory of the throwaway database that tools/test started.
test_cluster() {
  [[ -n ${GAINFUL_TEST_PGHOST:-} ]] || fail "GAINFUL_TEST_PGHOST is not set: run this through tools/test -R NAME"
  printf '%s' "$GAINFUL_TEST_PGHOST"
}

# query DATABASE SQL: the answer, unadorned.
query() {
  /usr/lib/postgresql/15/bin/psql -X -q -A -t -v ON_ERROR_STOP=1 -h "${HOST:?}" -U gainful_admin -d "$1" -c "$2"
}

# refuses WORDS COMMAND...: the command fails and says these words in one line that begins with `error:`.
refuses() {
  local words=$1 said
  shift
  if said=$("$@" 2>&1); then fail "should have been refused: $*"; fi
  [[ $(wc -l <<<"$said") == 1 && $said == "error: "*"$words"* ]] || fail "wanted one line with '$words', got: $said"
}

# same WANTED GOT WHAT
same() {
  [[ $1 == "$2" ]] || fail "$3: wanted '$1', got '$2'"
}
