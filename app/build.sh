# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run.sh and tests/run.sh with $root set to the repository: installs what is missing
# and builds a preset. Everything it says goes to standard error.

say() { printf 'strata: %s\n' "$*" >&2; }

# packages GROUP… : the names that app/packages.txt lists for these groups
packages() {
    local group
    for group; do
        awk -v group="$group" '$1 == group { print $2 }' "$root/app/packages.txt"
    done
}

# install_packages GROUP… : names the missing ones, then installs them
install_packages() {
    local wanted missing=() package run=() log
    # No process substitution in these scripts: it needs /dev/fd, which a bare chroot may lack.
    mapfile -t wanted <<<"$(packages "$@")"
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this is not a Debian system; the build needs what Debian calls: ${wanted[*]}"
        return 0
    fi
    local installed
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)
    for package in "${wanted[@]}"; do
        grep -qx -- "$package installed" <<<"$installed" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    say "these Debian packages are missing and will now be installed, with what they depend on:"
    say "  ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "that needs root; as root, run: apt-get install --no-install-recommends ${missing[*]}"
            return 1
        fi
        run=(sudo)
    fi
    log=$(mktemp)
    if ! { "${run[@]}" apt-get update &&
           "${run[@]}" env DEBIAN_FRONTEND=noninteractive \
               apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f -- "$log"
        say "apt-get could not install them"
        return 1
    fi
    rm -f -- "$log"
    say "installed"
}

# logged LOG COMMAND… : quiet when it succeeds; a sign of life after three seconds
logged() {
    local log=$1 timer status=0
    shift
    # The sleep keeps none of our files open: not the lock, nor a pipe that somebody reads.
    (sleep 3 </dev/null >/dev/null 2>&1 9>&- &&
        say "building in ${log%.log} (the first time takes some minutes) …") 9>&- >/dev/null &
    timer=$!
    "$@" >>"$log" 2>&1 || status=$?
    kill "$timer" 2>/dev/null || true
    wait "$timer" 2>/dev/null || true
    return "$status"
}

configure_and_build() {
    local preset=$1 folder="$root/build/$1" home=
    shift
    cd "$root" || return 1
    local fresh=()
    if [ -f "$folder/CMakeCache.txt" ]; then
        home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$folder/CMakeCache.txt")
        [ "$home" -ef "$root" ] && [ "$home" = "$(pwd -P)" ] || fresh=(--fresh)
    fi
    if [ ! -f "$folder/build.ninja" ] || [ ${#fresh[@]} -gt 0 ] || [ $# -gt 0 ] ||
       [ CMakePresets.json -nt "$folder/CMakeCache.txt" ]; then
        cmake --preset "$preset" "${fresh[@]}" "$@" || return 1
    fi
    cmake --build "$folder" --target "${STRATA_BUILD_TARGET:-all}"
}

# build_preset PRESET [-DNAME=VALUE…] : configures where needed and builds build/PRESET
build_preset() {
    local preset=$1 log="$root/build/$1.log"
    mkdir -p "$root/build"
    (
        flock 9
        : >"$log"
        if ! logged "$log" configure_and_build "$@"; then
            # What failed, not the hundreds of files that did not
            grep -E -A 12 '^FAILED|error:|^CMake Error' "$log" >&2 || tail -n 40 "$log" >&2
            say "the build failed; all of its output is in $log"
            exit 1
        fi
    ) 9>"$root/build/$preset.lock"
}
