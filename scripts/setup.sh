# shellcheck shell=bash
# What scripts/run and scripts/test share: installing the packages and building a preset.
#
# Both say what they do in one line each on stderr, under the name of the script that was called.
# What apt-get and the compiler say goes to a log, which is shown when they fail.

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

# Services run without a home; ccache, where there is one, then keeps its files in the build folder.
if [[ ! -w ${HOME:-} ]]; then
  export CCACHE_DIR=${CCACHE_DIR:-$root/build/ccache}
fi

say() {
  printf 'scripts/%s: %s\n' "${0##*/}" "$*" >&2
}

# fail MESSAGE [LOG]
fail() {
  if [[ $# -gt 1 ]]; then cat "$2" >&2; fi
  say "$1"
  exit 1
}

# run COMMAND..., whose output goes to $log and is shown where it fails
run() { "$@" >>"$log" 2>&1 || fail "this failed: $*" "$log"; }

# missing_packages NAME..., one per line
missing_packages() {
  # shellcheck disable=SC2016  # ${...} is for dpkg-query
  comm -13 <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed //p' | sort) <(printf '%s\n' "$@" | sort)
}

as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" \
    </dev/null >>"$root/build/apt.log" 2>&1
}

# missing_of LIST..., files of scripts/ with a package on each line: those that are not installed
missing_of() {
  local wanted
  mapfile -t wanted < <(cd "$root/scripts" && cat "$@")
  missing_packages "${wanted[@]}"
}

# apt_install NAME..., and fails where that is not possible
apt_install() {
  mkdir -p "$root/build"
  : >"$root/build/apt.log"
  if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
    say "installing packages takes root or sudo"
    return 1
  fi
  say "installing with apt-get: $*"
  # A foreign source that cannot be reached need not be in the way of Debian's own.
  apt_get update || say "apt-get update failed; trying with the package lists there are"
  apt_get install --yes --no-install-recommends "$@"
}

# install_packages LIST..., without which nothing can be built
install_packages() {
  command -v apt-get dpkg-query >/dev/null ||
    fail "packages are installed with apt-get, which is not here. Install what scripts/packages \
names, then: cmake --preset release && cmake --build --preset release"

  local missing
  mapfile -t missing < <(missing_of "$@")
  if [[ ${#missing[@]} -eq 0 ]]; then return; fi
  apt_install "${missing[@]}" ||
    fail "these packages could not be installed: ${missing[*]}" "$root/build/apt.log"
}

# install_if_possible LIST..., and says what is left out where it is not
install_if_possible() {
  local missing
  mapfile -t missing < <(missing_of "$@")
  if [[ ${#missing[@]} -eq 0 ]]; then return; fi
  apt_install "${missing[@]}" ||
    say "skipping the tests that need these packages, which could not be installed: ${missing[*]}"
}

# keep_links_below FOLDER, where Debian's packages were unpacked: links to /lib/… would lead to this
# machine's files.
keep_links_below() {
  local link target
  find "$1" -type l -lname '/*' -print0 | while IFS= read -r -d '' link; do
    target=$(readlink "$link")
    ln -sfnr "$1$target" "$link"
  done
}

# try_in_empty SUITE SCRIPT FILE..., which runs in an empty system of Debian's SUITE and finds the files
# in /try
try_in_empty() {
  # shellcheck disable=SC2016  # $1 is for mmdebstrap's shell
  run as_root mmdebstrap --variant=minbase --customize-hook='mkdir "$1/try"' \
    --customize-hook="copy-in ${*:2} /try" \
    --customize-hook="chroot \"\$1\" sh /try/$(basename "$2")" "$1" /dev/null
}

# The build folder is fresh, belongs to a clone that was moved, or its preset has changed.
needs_configuring() {
  [[ ! -e $1/build.ninja || $root/CMakePresets.json -nt $1/build.ninja ]] ||
    ! grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$1/CMakeCache.txt"
}

# build PRESET [TARGET...], which goes to build/PRESET.
build() {
  local folder=$root/build/$1
  local targets=("${@:2}")
  local log=$folder/build.log
  mkdir -p "$folder"
  if needs_configuring "$folder"; then
    say "preparing build/$1"
    (cd "$root" && cmake --fresh --preset "$1") >"$log" 2>&1 ||
      fail "the build could not be prepared" "$log"
  fi
  if [[ $(ninja -C "$folder" -n "${targets[@]}" 2>&1) != *"no work to do"* ]]; then
    say "building build/$1"
    ninja -C "$folder" --quiet "${targets[@]}" >"$log" 2>&1 || fail "the build failed" "$log"
  fi
}
