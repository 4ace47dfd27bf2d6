#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Strata and its tests and runs them.
#
#   tests/run.sh [OPTION…] [CTEST ARGUMENT…]
#
#   --engine          only the tests of the engine: unit, golden and the replay of fuzz seeds
#   --preset NAME     dev (default), asan, tsan, fuzz, release
#   --interop         also what compares with the newest real libraries, and with both kinds of Keras
#   --interop=all     also what compares with every generation of them
#   --werror          warnings are errors
#   --style           the tests of how the sources are written are not skipped
#   --tidy [FILE…]    no tests: clang-tidy over these sources, or over all
#
# Installs the Debian packages that are missing, after naming them. --interop makes virtual
# environments with the libraries under ~/.cache/strata/venvs ($STRATA_VENVS) the first time.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
. "$root/app/build.sh"

preset=dev
interop=
tidy=
engine=
groups=(build test)
define=()
while [ $# -gt 0 ]; do
    case $1 in
        --preset) preset=${2:?--preset needs a name}; shift ;;
        --preset=*) preset=${1#*=} ;;
        --interop) interop=newest; groups+=(interop) ;;
        --interop=all) interop=all; groups+=(interop) ;;
        --werror) define+=(-DSTRATA_WERROR=ON) ;;
        --engine) engine=yes ;;
        --style) groups+=(style) ;;
        --tidy) tidy=yes; groups+=(tidy) ;;
        -h | --help) sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
        -D?*) define+=("$1") ;;
        *) break ;;
    esac
    shift
done
case $preset in
    fuzz) groups+=(fuzz) ;;
    release) define+=(-DBUILD_TESTING=ON) ;;
esac
for argument in "${define[@]}"; do
    [ "$argument" != -DSTRATA_BENCH=ON ] || groups+=(bench)
done

install_packages "${groups[@]}"

if [ -n "$interop" ]; then
    make="$root/tests/data/generate/make_environments.sh"
    "$make" newest tf-2.15 keras-3 >&2
    export STRATA_INTEROP=newest
    if [ "$interop" = all ]; then
        # The tests name the generation that could not be made here.
        while IFS= read -r name; do
            [ "$name" = newest ] || { "$make" "$name" >&2 && STRATA_INTEROP+=" $name"; } ||
                say "no environment $name"
        done <<<"$("$make" --list)"
    fi
fi

[ -z "$engine" ] || STRATA_BUILD_TARGET=engine_tests
build_preset "$preset" "${define[@]}"

if [ -n "$tidy" ]; then
    cd "$root"
    if [ $# -gt 0 ]; then printf '%s\0' "$@"; else find io widgets app -name '*.cpp' -print0; fi |
        xargs -0 -n 1 -P "$(nproc)" clang-tidy-14 --quiet -p "build/$preset"
    exit
fi

# A finding of a sanitizer ends the test.
export ASAN_OPTIONS="${ASAN_OPTIONS:-strict_string_checks=1:detect_stack_use_after_return=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:second_deadlock_stack=1}"
export LSAN_OPTIONS="${LSAN_OPTIONS:-suppressions='$root/tests/lsan.supp':print_suppressions=0}"

select=()
[ -n "$interop" ] || select+=(--label-exclude '^interop$')
[ -z "$engine" ] || select+=(--label-regex '^(unit|golden|fuzz-replay)$')
# QtConcurrent's own synchronization is invisible to ThreadSanitizer; the engine is on std::thread.
[ "$preset" != tsan ] || select+=(--label-regex '^(unit|golden)$')
exec ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error \
    --parallel "$(nproc)" "${select[@]}" "$@"
