#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the program against what the real libraries read: run.sh PATH-TO-STRATA [--all] [OPTION…]
#
# Makes the virtual environments it needs (tests/data/generate/make_environments.sh). --all, or more than one name in
# STRATA_INTEROP, adds the older generations and names each one that cannot be made here. Other options go to run.py.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
make="$here/../data/generate/make_environments.sh"
strata=${1:?usage: run.sh PATH-TO-STRATA [--all] [OPTION…]}
shift
options=() older=()
for option in "$@"; do
    if [ "$option" = --all ]; then all=yes; else options+=("$option"); fi
done
case "${STRATA_INTEROP:-}" in *" "*) all=yes ;; esac

"$make" newest tf-2.15 keras-3 >&2
keras=()
for name in tf-2.15 keras-3; do keras+=(--keras "$name=$("$make" --path "$name")/bin/python"); done
if [ -n "${all:-}" ]; then
    for name in $("$make" --list); do
        case $name in
            tf-2.15 | keras-3) continue ;;
            sklearn-*) kind=--older ;;
            tf-* | keras-*) kind=--keras ;;
            *) continue ;;
        esac
        if "$make" "$name" >&2; then older+=("$kind" "$name=$("$make" --path "$name")/bin/python")
        else options+=(--skipped "$name"); fi
    done
fi
export PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1
exec "$("$make" --path newest)/bin/python" "$here/run.py" --strata "$strata" "${keras[@]}" "${older[@]}" "${options[@]}"
