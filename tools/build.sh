# shellcheck shell=bash
# Packages and builds, for the scripts that need them. Sourced after lib.sh.

# packages_in GROUP...: the packages of these groups of tools/packages, without those whose command is there already.
packages_in() {
  local group word wanted='' command
  while read -r word command; do
    case $word in
      '' | '#'*) ;;
      '['*)
        wanted=
        for group in "$@"; do [[ $word != "[$group]" ]] || wanted=1; done
        ;;
      *) [[ -z $wanted ]] || { [[ -n $command ]] && have "$command"; } || printf '%s\n' "$word" ;;
    esac
  done <"$ROOT/tools/packages"
}

missing_packages() {
  local wanted installed
  mapfile -t wanted < <(packages_in "$@")
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true)
  printf '%s\n' "${wanted[@]}" | grep -vxF -f <(sed -n 's/^installed //p' <<<"$installed") || true
}

# install_packages GROUP...: asks for root, and for the network, only when something is missing.
install_packages() {
  local missing by_hand
  have dpkg-query || die "this is made for Debian 12; elsewhere, provide what tools/packages lists in some other way"
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  by_hand="apt-get install --no-install-recommends ${missing[*]}"
  if [[ $EUID -ne 0 ]]; then
    have sudo || die "packages are missing and there is no sudo; as root, run: $by_hand"
    [[ -t 0 ]] || sudo -n true 2>/dev/null || die "packages are missing and sudo wants a password; as root, run: $by_hand"
  fi
  need_space /usr 3072 "installing packages"
  note "installing ${#missing[@]} packages and what they need"
  no_default_cluster
  # A source that does not answer may not matter; if it does, the next line says so.
  apt update || true
  apt install --no-install-recommends "${missing[@]}" | apt_progress || die "apt could not install packages; to see why, run: $by_hand"
  default_cluster_again
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"
}

apt_progress() {
  local line total=0 done=0
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *' newly installed, '*) [[ ! $line =~ ([0-9]+)\ newly ]] || total=${BASH_REMATCH[1]} ;;
      'Need to get'*) note "${line,}" ;;
      'Setting up'*) ((total == 0)) || progress $((++done)) "$total" packages ;;
    esac
  done
}

# Debian's Postgres makes a cluster of its own and starts it as soon as it is installed. Nobody asked for that one here.
NO_CLUSTER=/etc/postgresql-common/createcluster.d/gainful.conf

no_default_cluster() {
  as_root mkdir -p "$(dirname "$NO_CLUSTER")"
  as_root tee "$NO_CLUSTER" >/dev/null <<<"create_main_cluster = false"
}

default_cluster_again() {
  as_root rm -f "$NO_CLUSTER"
}

# build PRESET: configures when that is due, then builds.
build() {
  local dir=$ROOT/build/$1
  need_space "$ROOT" 2048 "a build"
  cd "$ROOT" || exit
  # Ninja does not notice another one in the same directory.
  mkdir -p build
  exec 8>"build/$1.lock"
  flock -n 8 || { note "waiting for another build of $1" && flock 8; }
  if [[ ! -f $dir/build.ninja || CMakePresets.json -nt $dir/build.ninja ]]; then
    note "configuring"
    cmake --preset "$1"
    touch "$dir/build.ninja"
  fi
  NINJA_STATUS='[%f/%t] ' cmake --build "$dir" | build_progress
  exec 8>&-
}

build_progress() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line"
    [[ ! $line =~ ^\[([0-9]+)/([0-9]+)\]\  ]] || progress "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "steps"
  done
}
