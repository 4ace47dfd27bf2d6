#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Strata if need be and runs it: app/run.sh [ARGUMENT…], with the program's own arguments.
# Installs the Debian packages that are missing, after naming them.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
. "$root/app/build.sh"

# 2, as the program itself: could not. 1 would say that a scan found something.
install_packages build || exit 2
build_preset release || exit 2
exec "$root/build/release/bin/strata" "$@"
