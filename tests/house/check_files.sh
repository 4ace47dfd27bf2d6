#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# check_files.sh CHECK : one check of the files around the program. Exit status 77 where the tool that
# it needs is not installed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$root"

need() { command -v "$1" >/dev/null || { echo "$1 is not installed"; exit 77; }; }
id=org.strata_viewer.Strata
failed=0
complain() { echo "$*"; failed=1; }

case ${1:?name a check} in
    clang_format)
        need clang-format-14
        find io widgets app tests \( -name '*.cpp' -o -name '*.h' \) -print0 |
            xargs -0 -r clang-format-14 --dry-run --Werror --ferror-limit=3
        ;;
    desktop_entry)
        need desktop-file-validate
        said=$(desktop-file-validate "resources/desktop/$id.desktop" 2>&1) || failed=1
        [ -z "$said" ] || complain "$said"
        ;;
    metainfo)
        need appstreamcli
        appstreamcli validate --no-net "resources/metainfo/$id.metainfo.xml"
        ;;
    mime_types)
        need xmllint
        xmllint --noout "resources/mime/$id.xml" "resources/metainfo/$id.metainfo.xml" \
            resources/strata.qrc resources/icons/*.svg
        # The desktop entry and the metainfo name the types that the MIME file defines.
        types=$(sed -n 's/.*<mime-type type="\([^"]*\)".*/\1/p' "resources/mime/$id.xml" | sort)
        entry=$(sed -n 's/^MimeType=//p' "resources/desktop/$id.desktop" | tr ';' '\n' | sed '/^$/d' | sort)
        provided=$(sed -n 's/.*<mediatype>\(.*\)<.*/\1/p' "resources/metainfo/$id.metainfo.xml" | sort)
        [ "$types" = "$entry" ] || complain "the desktop entry names other types: $entry"
        [ "$types" = "$provided" ] || complain "the metainfo names other types: $provided"
        ;;
    resource_list)
        # Every icon is in the resource file, and everything in it exists.
        listed=$(sed -n 's/.*<file>\(.*\)<.*/\1/p' resources/strata.qrc | sort)
        present=$(cd resources && printf '%s\n' icons/*.svg | sort)
        [ "$listed" = "$present" ] || complain "resources/strata.qrc: $(diff <(echo "$listed") <(echo "$present"))"
        ;;
    versions)
        # One version everywhere; the build file has the word.
        version=$(sed -n 's/^project(strata VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
        [ -n "$version" ] || complain "CMakeLists.txt: no version"
        grep -q "<release version=\"$version\"" "resources/metainfo/$id.metainfo.xml" ||
            complain "the metainfo has no release $version"
        grep -q "^## \[$version\]" CHANGELOG.md || complain "CHANGELOG.md has no [$version]"
        grep -q "^\.TH STRATA 1 .*\"Strata $version\"" resources/man/strata.1 ||
            complain "the man page is not of $version"
        ;;
    completions)
        bash -n resources/completions/strata.bash
        # Each file of completions and the man page know every verb that the schema describes.
        for verb in info summary tree stats values diff scan formats render series textconv; do
            for file in resources/completions/strata.bash resources/completions/_strata \
                        resources/completions/strata.fish resources/man/strata.1 README.md; do
                grep -qw -- "$verb" "$file" || complain "$file does not know $verb"
            done
        done
        ;;
    scripts)
        while IFS= read -r -d '' script; do
            bash -n "$script" || failed=1
            [ -x "$script" ] || [ "$script" = app/build.sh ] || complain "$script is not executable"
        done < <(find app tests .ci -type f \( -name '*.sh' -o -path '.ci/*' \) -print0)
        ;;
    bash_completion)
        source resources/completions/strata.bash
        # What Tab offers for these words of a command line
        offers() {
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _strata
            printf '%s ' "${COMPREPLY[@]}"
        }
        [[ $(offers strata inf) == "info " ]] || complain "strata inf: $(offers strata inf)"
        [[ $(offers strata tree --d) == "--depth " ]] || complain "strata tree --d: $(offers strata tree --d)"
        [[ $(offers strata summary --style keras3 --sh) == "--show-trainable " ]] || complain "strata summary --sh"
        [[ $(offers strata summary --style keras) == "keras2 keras3 " ]] || complain "strata summary --style"
        [[ $(offers strata info --) == *--sha256* ]] || complain "strata info --: $(offers strata info --)"
        ;;
    schema)
        need python3
        python3 tests/cli/validate_schema.py --schema-only
        ;;
    *)
        echo "no check called $1"
        exit 2
        ;;
esac
exit "$failed"
