# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# For the clients' own scripts, tests/clients/<name>/run: all of ../lib.sh, with build/tests/clients/<name> for $BUILD, and
#
#     whole                             whether everything is asked for, and not the cheap choice of tests/run all
#     row NAME CALLS REFUSALS DIFFERENCES [INSTRUCTIONS [TIME]]     one line of the table; - is what was not measured
#     source_of PACKAGE [SUITE...]      the directory of Debian's source package, fetched if need be; the newest of the first
#                                       suite that has it (when none is said, of this machine's release). Else 1, and
#                                       why in $BUILD/logs/source.PACKAGE.log, with which the row is a skip
#     ratio NEW OLD                     with two places; - where it is none

# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
# shellcheck source-path=SCRIPTDIR source=../kernels/fetch.sh
. "$ROOT/tests/kernels/fetch.sh"

whole() { [ "${CLIENTS-}" = full ]; }

row() { printf 'row\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "${5:--}" "${6:--}"; }

source_of() {
    local package=$1 log=$BUILD/logs/source.$1.log suites
    shift
    # shellcheck source=/dev/null
    suites=${*:-$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")}
    : >"$log"
    for suite in $suites; do
        fetch_source "$suite" "$package" 2>>"$log" && return 0
    done
    return 1
}

ratio() {
    awk -v new="$1" -v old="$2" 'BEGIN { if (new == "-" || old == "-" || old + 0 == 0) print "-"; else printf "%.2f\n", new / old }'
}
