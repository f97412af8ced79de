#!/usr/bin/env bash
# What action.yml runs: the plan in git is applied to a store of its own, and `gaps` says what is missing in every form
# that GitHub shows. Inputs come as INPUT_*; it ends with the exit code of `apply`, else of `gaps`, after all was written.
# Bash 3.2 of macOS knows no mapfile.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/mopsctl.XXXXXX")
sarif=${INPUT_SARIF:-$work/gaps.sarif}
errors='' warnings=''

# -- what GitHub reads

escaped() { # TEXT: as the message of a workflow command
    local text=${1//%/%25}
    text=${text//$'\r'/%0D}
    printf '%s' "${text//$'\n'/%0A}"
}

property() { # TEXT: as a property of a workflow command
    local text
    text=$(escaped "$1")
    text=${text//:/%3A}
    printf '%s' "${text//,/%2C}"
}

quietly() { # COMMAND...: run it, and let nothing that it prints be taken for a workflow command
    local mark="mopsctl$RANDOM$RANDOM$RANDOM$RANDOM"
    printf '::stop-commands::%s\n' "$mark"
    "$@"
    printf '\n::%s::\n' "$mark"
}

output() { # NAME VALUE: an output of the step, whatever signs the value holds
    local mark="end$RANDOM$RANDOM$RANDOM$RANDOM"
    printf '%s<<%s\n%s\n%s\n' "$1" "$mark" "$2" "$mark" >>"${GITHUB_OUTPUT:-/dev/null}"
}

leave() { # CODE SARIF: the outputs, and the end
    output exit-code "$1"
    output errors "$errors"
    output warnings "$warnings"
    output sarif "$2"
    exit "$1"
}

from_root() { # FILE: its path from the root of the repository
    local path=$1
    case $path in /*) ;; *) path=$PWD/${path#./} ;; esac
    printf '%s' "${path#"${GITHUB_WORKSPACE:-$PWD}"/}"
}

annotation() { # TITLE TEXT [FILE [LINE]]
    local where=''
    if [ -n "${3:-}" ]; then where=",file=$(property "$(from_root "$3")")${4:+,line=$4}"; fi
    printf '::error title=%s%s::%s\n' "$(property "$1")" "$where" "$(escaped "$2")"
}

refuse() { # CODE TITLE TEXT [FILE]: an annotation (for each place that the text names), a summary, and the end
    local line file='' number='' said='' named='^(mopsctl: )?([^:]+):([0-9]+):([0-9]+:)? (.*)$'
    while IFS= read -r line; do
        if [[ $line =~ $named ]] && [ -f "${BASH_REMATCH[2]}" ]; then
            if [ -n "$file" ]; then annotation "$2" "$said" "$file" "$number"; fi
            file=${BASH_REMATCH[2]} number=${BASH_REMATCH[3]} said=${BASH_REMATCH[5]}
        elif [ -n "$file" ]; then # what follows belongs to it, e.g. the reasons of the gate
            said+=$'\n'$line
        fi
    done <<<"$3"
    if [ -n "$file" ]; then annotation "$2" "$said" "$file" "$number"; else annotation "$2" "$3" "${4:-}"; fi
    printf '## %s\n\n    %s\n' "$2" "${3//$'\n'/$'\n'    }" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    leave "$1" ''
}

# -- what is done

install() { # sets mopsctl and python
    python=$(command -v python3 || command -v python) || refuse 69 'No Python' 'Set python-version.'
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        refuse 69 'Python is too old' "mopsctl needs Python 3.11, and this is $("$python" -V): set python-version."
    # -P: no module of the checkout stands in for one of Python.
    local code=0
    "$python" -P -m venv --without-pip "$work/venv" || code=$?
    "$python" -P -m pip --disable-pip-version-check --python "$work/venv" \
        install -q -c "$here/constraints.txt" "$here" || code=$?
    if [ "$code" != 0 ]; then refuse 69 'mopsctl cannot be installed' 'What venv or pip said stands above.'; fi
    mopsctl=$work/venv/bin/mopsctl
    if [ -d "$work/venv/Scripts" ]; then mopsctl=$work/venv/Scripts/mopsctl; fi # Windows
}

apply() { # PLAN: into the store, or the end
    local code=0
    "$mopsctl" apply --db "$work/mops.db" --audience "$INPUT_AUDIENCE" --no-input --format plain -- "$1" \
        >"$work/applied" 2>"$work/said" || code=$?
    if [ "$code" = 0 ]; then
        printf 'mopsctl: applied %s: %s changes\n' "$(escaped "$1")" "$(grep -c '' "$work/applied")"
        return
    fi
    quietly cat "$work/said"
    if [ "$code" = 3 ]; then
        refuse 3 'The gate says stop' "$(cat "$work/said")" "$1"
    fi
    refuse "$code" 'The plan cannot be applied' "$(cat "$work/said")" "$1"
}

has_known() { # whether there are known findings where the settings name them (then there have to be), or beside these
    local code=0
    "$mopsctl" config -o "$work/config.json" 2>"$work/said" || code=$?
    if [ "$code" != 0 ]; then
        quietly cat "$work/said"
        refuse "$code" 'The settings cannot be read' "$(cat "$work/said")"
    fi
    "$python" -P -c '
import json, os, sys
data = json.load(sys.stdin)["data"]
named = {one["setting"]: one["value"] for one in data["settings"]}["known"]
sys.exit(not named and not os.path.lexists(os.path.join(os.path.dirname(data["file"]), "gaps-known.yaml")))
' <"$work/config.json"
}

judge() { # FORMAT FILE: what `gaps` says, told in a format; answers its exit code
    # The plans change nothing any more; they are named for their lines.
    local code=0
    if [ -f "$2" ]; then rm -f -- "$2"; fi
    "$mopsctl" "${command[@]}" "${options[@]}" --format "$1" -o "$2" -- "${plans[@]}" 2>"$work/said" || code=$?
    if [ "$code" -gt 1 ]; then
        quietly cat "$work/said"
        local own=" --db $work/mops.db" said # the store of this run is nobody's to name
        said=$(cat "$work/said")
        refuse "$code" 'The plan cannot be judged' "${said//"$own"/}"
    fi
    # A Python that cannot even begin ends with 1, too.
    if [ ! -e "$2" ]; then
        quietly cat "$work/said"
        refuse 70 'mopsctl wrote nothing' "$(cat "$work/said")"
    fi
    return "$code"
}

remarks() { # what was said beside the findings, if anything
    if [ -s "$work/said" ]; then quietly cat "$work/said"; fi
}

counted() { # SEVERITY
    "$python" -P -c 'import json, sys; print(json.load(sys.stdin)["data"]["counts"][sys.argv[1]])' "$1" <"$work/gaps.json"
}

cd -- "$INPUT_WORKING_DIRECTORY" || refuse 2 'No such folder' "working-directory: $INPUT_WORKING_DIRECTORY"
# A name that is mistyped must not bring back all that is known.
if [ -n "$INPUT_KNOWN" ] && [ ! -e "$INPUT_KNOWN" ]; then
    refuse 4 'No known findings' "known: there is no $INPUT_KNOWN (mopsctl gaps known write --known FILE makes one)"
fi
mkdir -p -- "$(dirname -- "$sarif")" || refuse 5 'No folder for the SARIF file' "sarif: $sarif"
install
plans=()
while IFS= read -r plan; do
    if [ -n "$plan" ]; then
        apply "$plan"
        plans+=("$plan")
    fi
done <<<"$INPUT_PLAN"
if [ "${#plans[@]}" = 0 ]; then refuse 2 'No plan' 'Set plan to the path of a plan file.'; fi

command=(gaps)
options=(--db "$work/mops.db" --audience "$INPUT_AUDIENCE" --no-input)
if [ -n "$INPUT_KNOWN" ]; then
    command+=(known check)
    options+=(--known "$INPUT_KNOWN")
elif has_known; then
    command+=(known check)
fi
if [ -n "$INPUT_FAIL_ON" ]; then options+=(--fail-on "$INPUT_FAIL_ON"); fi
if [ -n "$INPUT_SELECT" ]; then options+=(--select "$INPUT_SELECT"); fi
if [ -n "$INPUT_IGNORE" ]; then options+=(--ignore "$INPUT_IGNORE"); fi
read -r -a more <<<"${INPUT_ARGS//$'\n'/ }"
options+=("${more[@]+"${more[@]}"}")

code=0
judge github "$work/gaps.github" || code=$?
cat "$work/gaps.github"
remarks
judge sarif "$sarif" || code=$?
judge md "$work/gaps.md" || code=$?
judge json "$work/gaps.json" || code=$?
errors=$(counted error) warnings=$(counted warning)
# GitHub takes no summary of over 1 MiB.
head -c 1000000 "$work/gaps.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
leave "$code" "$(from_root "$sarif")" # upload-sarif looks for it from there
