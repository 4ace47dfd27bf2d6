#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes one virtual environment for each name, from requirements-NAME.txt with its exact pins.
#
#   make_environments.sh ENV…        e.g. make_environments.sh newest sklearn-1.1
#   make_environments.sh --list      the names there are
#   make_environments.sh --path ENV  where that environment is, or would be
#
# They live under $STRATA_VENVS (default ~/.cache/strata/venvs), outside the repository. One that is complete for
# its requirements file is kept as it is, so running this twice costs nothing.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=${STRATA_VENVS:-$HOME/.cache/strata/venvs}

names() { for file in "$here"/requirements-*.txt; do basename "$file" .txt | sed 's/^requirements-//'; done; }

# The requirements file's first comment names its CPython ("CPython 3.11").
python_version() { sed -n 's/^#.*CPython \([0-9.]*[0-9]\).*/\1/p' "$here/requirements-$1.txt" | head -n 1; }

# A python of that version: on PATH, otherwise pyenv's newest patch release of it.
find_python() {
    local version=$1 found=
    if command -v "python$version" >/dev/null && "python$version" -c '' 2>/dev/null; then
        command -v "python$version"
        return
    fi
    if command -v pyenv >/dev/null; then
        found=$(ls -d "$(pyenv root)/versions/$version".*/bin/python 2>/dev/null | sort -V | tail -n 1)
    fi
    [ -n "$found" ] || { echo "make_environments.sh: no CPython $version found" >&2; return 1; }
    echo "$found"
}

make_one() {
    local name=$1 file="$here/requirements-$1.txt" target="$root/$1" python
    [ -f "$file" ] || { echo "make_environments.sh: no requirements-$name.txt" >&2; return 1; }
    if [ -f "$target/.complete" ] && cmp -s "$file" "$target/.complete"; then
        echo "$name: ready"
        return
    fi
    python=$(find_python "$(python_version "$name")")
    echo "$name: making $target with $("$python" --version 2>&1)"
    rm -rf -- "$target"
    "$python" -m venv "$target"
    "$target/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: -r "$file"
    cp "$file" "$target/.complete"
}

mkdir -p "$root"
case ${1:-} in
    "") echo "usage: make_environments.sh ENV… | --list | --path ENV" >&2; exit 2 ;;
    --list) names ;;
    --path) echo "$root/${2:?name an environment}" ;;
    *)
        # Side by side: pip waits for the network half of its time and uses one core in the other.
        makers=()
        status=0
        for name in "$@"; do
            make_one "$name" &
            makers+=($!)
        done
        for maker in "${makers[@]}"; do wait "$maker" || status=$?; done
        exit "$status"
        ;;
esac
