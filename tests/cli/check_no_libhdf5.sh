#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails when one of the programs given loads libhdf5: only strata-hdf5, in its sandbox, may.
for program in "$@"; do
    libraries=$(ldd "$program") || exit 1
    if printf '%s\n' "$libraries" | grep -q libhdf5; then
        echo "$program loads libhdf5"
        exit 1
    fi
done
