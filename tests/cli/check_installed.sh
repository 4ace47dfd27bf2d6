#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_installed.sh CMAKE BUILD_FOLDER DATA_FOLDER : installs a build into a folder of its own, where
# strata must find strata-hdf5 (it reads a file by it) and strata-window (it draws by it).
set -eu
cmake=$1 build=$2 data=$3
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
"$cmake" --install "$build" --prefix "$prefix" >"$prefix/install.log" || {
    cat "$prefix/install.log"
    exit 1
}
for program in bin/strata libexec/strata/strata-hdf5 libexec/strata/strata-window; do
    [ -x "$prefix/$program" ] || {
        echo "$program is not installed"
        exit 1
    }
done
"$prefix/bin/strata" values "$data/hdf5/types.h5" /variable_string | grep -q one || {
    echo "strata-hdf5 is not found"
    exit 1
}
"$prefix/bin/strata" render "$data/hdf5/types.h5" -o "$prefix/picture.png" >/dev/null
[ -s "$prefix/picture.png" ] || {
    echo "strata-window is not found"
    exit 1
}
