# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for strata

_strata() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local verbs="info summary tree stats values diff scan requirements render series textconv formats" verb= offers= i
    local files='!*.@(pkl|pickle|joblib|sav|npy|npz|safetensors|safetensors.index.json|pt|pth|h5|hdf5|keras)'
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; ++i)); do
        if [[ " $verbs " == *" ${COMP_WORDS[i]} "* ]]; then
            verb=${COMP_WORDS[i]}
            break
        fi
        [[ ${COMP_WORDS[i]} == -* ]] || break
    done

    case $before in
        --depth | --bins | --filter | --slice | --tolerance) return ;;
        --style) mapfile -t COMPREPLY < <(compgen -W "keras2 keras3" -- "$word"); return ;;
        --view)
            mapfile -t COMPREPLY < <(compgen -W "start overview estimator weights values configuration
                optimizer metadata findings loading error drag export compare series" -- "$word")
            return
            ;;
        --select | --size | --scale) return ;;
        -o | --npy | --html | --markdown | --allow) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    esac
    if [[ $word == -* ]]; then
        case $verb in
            info) offers="--sha256 --allow --json --help" ;;
            summary) offers="--style --expand-nested --show-trainable --json --help" ;;
            tree) offers="--file --depth --filter --json --help" ;;
            stats) offers="--all --bins --json --help" ;;
            values) offers="--slice --csv --npy --json --help" ;;
            diff) offers="--structure --tolerance --html --markdown --json --help" ;;
            render) offers="-o --view --select --size --scale --dark --json --help" ;;
            scan) offers="--sarif --allow --json --help" ;;
            series) offers="--csv --json --help" ;;
            textconv | formats | requirements) offers="--json --help" ;;
            *) offers="--compare --no-history --watch-gui --help --version" ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$offers" -- "$word")
        return
    fi
    [[ $verb != formats ]] || return
    compopt -o filenames 2>/dev/null
    [[ $verb != scan ]] || files='!*'
    shopt -q extglob || { shopt -s extglob; local extglob_was_off=yes; }
    mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X "$files" -- "$word")
    [[ -z ${extglob_was_off-} ]] || shopt -u extglob
    if [[ -z $verb && $COMP_CWORD -eq 1 ]]; then
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$verbs" -- "$word")
    fi
}
complete -F _strata strata
