# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Functions that every suite shares. A suite is an executable bash script tests/<suite>/run whose head says
#
#     # suite: native           run by tests/run; `all` instead: run only by tests/run all
#     # needs: PACKAGE...       Debian packages without which the suite cannot run (may be repeated)
#     # wants: PACKAGE...       packages that a part of it uses; without them that part is a skip
#     # limit: SECONDS          more than this is a failure; 900 when not said
#
# and which then sources this file:   . "$(dirname "$0")/../lib.sh"
# It may be run by hand from anywhere; it starts in the root of the tree.
#
#     $ROOT $BUILD $CACHE $SUITE        the tree, build/tests/<suite>, downloads outside the tree, the suite's name
#     $JOBS $RAWMAP_TESTS               processors; what tests/run was asked for: native, all, named (unset by hand)
#     pass NAME    fail NAME REASON    skip NAME REASON
#     try NAME COMMAND...               pass or fail by its exit status, output in $BUILD/logs/NAME.log
#     try_silent NAME COMMAND...        the same, and it must print nothing
#     try_fails NAME WORDS COMMAND...   pass if it fails and prints WORDS
#     background COMMAND...             runs it beside others, as many as there are processors; then `wait` for all
#     count_results [PREFIX]            results from a program's lines `pass NAME`, `fail NAME: REASON`, `skip ...`
#     same NAME EXPECTED ACTUAL         pass if the two files are equal, else fail and show the difference
#     need PACKAGE...                   installed, or the suite stops (a skip under tests/run)
#     want PACKAGE...                   0 if installed, installing if possible; else 1, for `want x || skip ...`
#     choose_compilers                  fills compilers=() with the C compilers to test with; a missing one is a skip
#     cxx_of CC                         its C++ compiler
#     quick                             whether tests/run was asked for no suite: the smaller of two sets of ways
#     spared CC LANGUAGE                and that this is not one of its two pairs, which are gcc with C, clang with C++
#     has FACT                          whether this machine has it, as tests/machine/facts.tsv says; `seen FACT`: what was seen
#     needs_fact FACT NAME              0 if it has it; else 1, and NAME is a skip that says so
#     ended STATUS                      in words: exit status N, cannot be executed, ended by signal N
#     at_exit COMMAND                   run it when the suite ends (instead of trap EXIT, which is taken)
#     huge_pages COUNT                  root sets aside so many more of them, until the suite ends

set -u -o pipefail
export LC_ALL=C
unset CDPATH

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SUITE=$(cd "$(dirname "$0")" && pwd)
case $SUITE in "$ROOT/tests/clients/"*) SUITE=${SUITE#"$ROOT/tests/"} ;; *) SUITE=$(basename "$SUITE") ;; esac
rawmap_script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0") # $0 may be relative to where we were started
BUILD=$ROOT/build/tests/$SUITE
CACHE=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/rawmap
JOBS=$(nproc 2>/dev/null || echo 2)
export JOBS CMAKE_BUILD_PARALLEL_LEVEL=$JOBS
[ "$SUITE" = tests ] || mkdir -p "$BUILD/logs"
# A user without a home of his own keeps it in the tree.
{ mkdir -p "$CACHE" && [ -w "$CACHE" ]; } 2>/dev/null || { CACHE=$ROOT/build/cache && mkdir -p "$CACHE"; }
cd "$ROOT" || exit 1

rawmap_by_hand=
if [ -z "${RAWMAP_RESULTS-}" ]; then
    rawmap_by_hand=1
    RAWMAP_RESULTS=$ROOT/build/tests/$SUITE.results
    : >"$RAWMAP_RESULTS"
    [ -n "${RAWMAP_MACHINE-}" ] || rm -f "$ROOT/build/tests/machine.tsv"
fi
export RAWMAP_RESULTS RAWMAP_MACHINE=${RAWMAP_MACHINE-$ROOT/build/tests/machine.tsv}

# One line in the file, whatever a reason holds.
rawmap_result() {
    local reason=${3//$'\n'/ }
    printf '%s\t%s\t%s\t%s\n' "$1" "$SUITE" "$2" "${reason//$'\t'/ }" >>"$RAWMAP_RESULTS"
}
pass() { echo "pass $1"; rawmap_result pass "$1" ""; }
fail() { echo "FAIL $1: ${2:-no reason given}"; rawmap_result fail "$1" "${2:-no reason given}"; }
skip() { echo "skip $1: ${2:-no reason given}"; rawmap_result skip "$1" "${2:-no reason given}"; }

rawmap_log() { printf '%s/logs/%s.log' "$BUILD" "${1//[^A-Za-z0-9._+-]/_}"; }

# What the shell and timeout say themselves of a program is no answer of the program's. (No colon: see tests/abi/run.)
ended() {
    case $1 in
    124) echo "stopped by timeout" ;;
    126) echo "cannot be executed" ;;
    127) echo "cannot be found, or cannot start" ;;
    129 | 1[3-8]? | 19[0-2]) echo "ended by signal $(($1 - 128))" ;;
    *) echo "exit status $1" ;;
    esac
}

# rawmap_failed NAME WHAT LOG: the reason is what happened and the first error, or else the last line, of the log
rawmap_failed() {
    local line
    line=$(grep -m 1 -iE '(error|undefined)' "$3" || tail -n 1 "$3")
    fail "$1" "$2${line:+: ${line:0:300}}"
    tail -n 30 "$3" | sed 's/^/    /'
    return 1
}

try() {
    local name=$1 log status
    shift
    log=$(rawmap_log "$name")
    { "$@"; } >"$log" 2>&1 </dev/null
    status=$?
    if [ "$status" != 0 ]; then
        rawmap_failed "$name" "$(ended "$status")" "$log"
        return 1
    fi
    pass "$name"
}

try_silent() {
    local name=$1 log status
    shift
    log=$(rawmap_log "$name")
    { "$@"; } >"$log" 2>&1 </dev/null
    status=$?
    if [ "$status" != 0 ] || [ -s "$log" ]; then
        rawmap_failed "$name" "$(ended "$status")" "$log"
        return 1
    fi
    pass "$name"
}

try_fails() {
    local name=$1 words=$2 log status
    shift 2
    log=$(rawmap_log "$name")
    { "$@"; } >"$log" 2>&1 </dev/null
    status=$?
    if [ "$status" = 0 ]; then
        fail "$name" "succeeded, and should fail with: $words"
    elif ! grep -qF -- "$words" "$log"; then
        rawmap_failed "$name" "$(ended "$status"), as it should, without the words: $words" "$log"
    else
        pass "$name"
        return 0
    fi
    return 1
}

background() {
    while [ "$(jobs -rp | wc -l)" -ge "$JOBS" ]; do
        wait -n
    done
    "$@" &
}

# Lines that are no results pass through.
count_results() {
    local prefix=${1-} verdict rest
    while read -r verdict rest || [ -n "$verdict" ]; do
        case $verdict in
        pass) pass "$prefix$rest" ;;
        fail | FAIL) fail "$prefix${rest%%: *}" "${rest#*: }" ;;
        skip) skip "$prefix${rest%%: *}" "${rest#*: }" ;;
        *) echo "$verdict${rest:+ $rest}" ;;
        esac
    done
}

same() {
    if diff -u --label expected --label actual "$2" "$3" >"$(rawmap_log "$1")" 2>&1; then
        pass "$1"
        return 0
    fi
    fail "$1" "differs from $2"
    head -n 60 "$(rawmap_log "$1")" | sed 's/^/    /'
    return 1
}

# Packages

rawmap_missing() {
    local package
    command -v dpkg-query >/dev/null || return 0
    for package; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done | paste -s -d ' '
}

rawmap_can_install() {
    [ -z "${RAWMAP_NO_INSTALL-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

rawmap_apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -qq -y "$@" </dev/null \
        >>"$CACHE/apt.log" 2>&1
}

# apt-get update has no lock to wait for, hence the lock of our own. Old package lists name files that have left the
# mirror: a failed install is tried once more with fresh lists.
rawmap_install() {
    (
        flock 9
        rawmap_apt --no-install-recommends install "$@" ||
            { rawmap_apt update && rawmap_apt --no-install-recommends install "$@"; }
    ) 9>>"$CACHE/apt.lock"
}

want() {
    local missing
    missing=$(rawmap_missing "$@")
    [ -n "$missing" ] || return 0
    rawmap_can_install || return 1
    echo "installing $missing"
    # shellcheck disable=SC2086
    rawmap_install $missing
}

need() {
    local missing
    want "$@" && return 0
    missing=$(rawmap_missing "$@")
    if [ -z "$rawmap_by_hand" ]; then
        skip "(suite)" "packages that could not be installed: $missing"
        exit 0
    fi
    echo "The suite $SUITE needs packages that are not installed. As root, run:"
    echo "    apt-get install --no-install-recommends $missing"
    exit 1
}

# What a suite's head says: rawmap_head KEYWORD SCRIPT
rawmap_head() {
    sed -n -e '/^[^#]/q' -e "s/^# $1: *//p" "$2" | paste -s -d ' '
}

# Compilers

quick() { [ "${RAWMAP_TESTS-}" = native ]; }

# drawn NAME OF: of tests/run all, whether NAME is of the one in OF that this tree draws: another tree draws others, and the
# same one the same. Elsewhere everything is.
drawn() {
    [ "${RAWMAP_TESTS-}" = all ] || return 0
    [ -n "${RAWMAP_TREE-}" ] || RAWMAP_TREE=$(find include arch src tests -type f -exec cat '{}' + | cksum)
    export RAWMAP_TREE
    [ $(($(echo "$1 $RAWMAP_TREE" | cksum | cut -d ' ' -f 1) % $2)) = 0 ]
}

spared() {
    quick || return 1
    case $1/$2 in gcc*/c++* | clang*/c | clang*/c[0-9]*) return 0 ;; *) return 1 ;; esac
}

choose_compilers() {
    local compiler
    compilers=()
    for compiler in gcc clang-19 clang; do
        if command -v "$compiler" >/dev/null && command -v "$(cxx_of "$compiler")" >/dev/null; then
            quick && [ "$compiler" = clang ] && [ ${#compilers[@]} = 2 ] || compilers+=("$compiler")
        else
            skip "$compiler" "not installed, or without C++"
        fi
    done
}

cxx_of() {
    case $1 in
    gcc*) echo "g++${1#gcc}" ;;
    clang*) echo "clang++${1#clang}" ;;
    *) echo "c++" ;;
    esac
}

# shellcheck source-path=SCRIPTDIR source=machine/ask.sh
. "$ROOT/tests/machine/ask.sh"

# The end of a suite. By hand it closes with the same line as tests/run.

rawmap_exits=()
at_exit() { rawmap_exits+=("$*"); }
rawmap_tally() {
    awk -F '\t' -v verdict="$1" '$1 == verdict { n++ } END { print n + 0 }' "$RAWMAP_RESULTS"
}
rawmap_end() {
    local status=$? command
    trap - EXIT
    for command in ${rawmap_exits[@]+"${rawmap_exits[@]}"}; do
        eval "$command"
    done
    if [ -n "$rawmap_by_hand" ]; then
        [ "$(rawmap_tally fail)" = 0 ] || status=1
        echo "$(rawmap_tally pass) passed, $(rawmap_tally fail) failed, $(rawmap_tally skip) skipped"
    fi
    exit "$status"
}

if [ "$SUITE" != tests ]; then
    trap rawmap_end EXIT
    trap 'exit 143' TERM
    trap 'exit 130' INT
    # tests/run has installed them already, for all suites at once.
    if [ -n "$rawmap_by_hand" ]; then
        # shellcheck disable=SC2046
        need $(rawmap_head needs "$rawmap_script")
        # shellcheck disable=SC2046
        want $(rawmap_head wants "$rawmap_script") || true
        take_away "$@"
    fi
fi
