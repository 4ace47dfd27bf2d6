#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes one target for some seconds: run.sh BUILD_FOLDER NAME [SECONDS]
# The corpus grows in BUILD_FOLDER/corpus/NAME; seeds are the fixtures and reproducers. A crash leaves its input in
# BUILD_FOLDER/corpus/NAME-artifacts: shrink it, then keep it in tests/fuzz/reproducers/NAME.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$1 name=$2 seconds=${3:-600}
corpus=$build/corpus/$name
artifacts=$build/corpus/$name-artifacts
mkdir -p "$corpus" "$artifacts"
seeds=$(sed -n "s/^set(seeds_$name \(.*\))/\1/p" "$here/CMakeLists.txt")
for folder in $seeds; do
    find "$here/../data/$folder" -type f ! -name '*.json' -size -64k -print0 |
        xargs -0 -I{} cp -n {} "$corpus/" 2>/dev/null || true
done
if [ -d "$here/reproducers/$name" ]; then
    cp -n "$here/reproducers/$name"/* "$corpus/"
fi
dictionary=()
[ -f "$here/$name.dict" ] && dictionary=(-dict="$here/$name.dict")
exec "$build/bin/fuzz_$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -entropic=0 -max_len=65536 \
    -artifact_prefix="$artifacts/" "${dictionary[@]}" "$corpus"
