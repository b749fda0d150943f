# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What the clients share: the sources of Debian's packages, and how a client answers. A client is tests/clients/NAME/run; it
# starts in the root of the tree, says `. tests/clients/sources.sh`, and prints
#
#     pass WORDS    fail WORDS: REASON    skip WORDS: REASON
#     row<TAB>NAME<TAB>calls through rawmap<TAB>refusals<TAB>differences<TAB>instructions ratio<TAB>time ratio
#
# with - for what was not measured. The ratios are rawmap's over what the client has itself. With CLIENTS=full it does
# all that it can, otherwise what differs most. Exit status 1 after a fail.
#
#     $client $OUT                     its name; build/tests/clients/NAME
#     full                             whether everything was asked for
#     check WORDS COMMAND...           pass or fail by the exit status, its output in $OUT/WORDS.log
#     source_of PACKAGE SUITE          prints the directory of the unpacked source; else says why not, and 1
#     made_of SOURCE                   prints the directory of what a client makes of it once for all
#     counted COMMAND...               with the calls and refusals of its layer (count.h) added to those of the row
#     has_no_calls OBJECT...           whether nothing in it maps memory by libc: names what does
#     row INSTRUCTIONS TIME            the last line
#     bases                            $BASES is a directory for databases
#     ratio A B                        A / B with two digits, or -

set -u -o pipefail
export LC_ALL=C
client=$(basename "$(dirname "$0")")
OUT=$PWD/build/tests/clients/$client
CACHE=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/rawmap
mkdir -p "$OUT" "$CACHE" || exit 1
: >"$OUT/counts"
# shellcheck source-path=SCRIPTDIR source=../kernels/fetch.sh
. tests/kernels/fetch.sh

failed=0
differences=0
full() { [ "${CLIENTS-}" = full ]; }
pass() { echo "pass $1"; }
skip() { echo "skip $1: $2"; }
fail() {
    echo "fail $1: $2"
    failed=1
    differences=$((differences + 1))
}

check() {
    local words=$1 log=$OUT/${1//[^A-Za-z0-9._+-]/_}.log status
    shift
    "$@" >"$log" 2>&1 </dev/null
    status=$?
    [ "$status" = 0 ] && pass "$words" && return 0
    fail "$words" "exit status $status: $(grep -m 1 -iE 'error|fail|assert' "$log" || tail -n 1 "$log")"
    return 1
}

# source_of PACKAGE SUITE
source_of() {
    mkdir -p "$CACHE/sources"
    command -v dpkg-source >/dev/null || { echo "no dpkg-source: install dpkg-dev" >&2 && return 1; }
    (flock -w 600 9 && fetch_source "$2" "$1") 9>>"$CACHE/sources/$1.lock"
}
# made_of SOURCE: where what is made of it once for all stands
made_of() { printf '%s\n' "$CACHE/made/${1##*/}"; }

# Where databases are: in memory, as what a killed process loses does not depend on the disk; with CLIENTS=full on it.
bases() {
    if full || [ ! -w /dev/shm ]; then BASES=$OUT; else
        BASES=$(mktemp -d /dev/shm/rawmap-client.XXXXXX) || exit 1
        trap 'rm -rf "$BASES"' EXIT
    fi
}

counted() { CLIENT_COUNTS=$OUT/counts "$@"; }

has_no_calls() {
    local calls
    calls=$(nm -u "$@" | grep -E -w -o \
        'mmap(64)?|munmap|mremap|mprotect|madvise|posix_madvise|msync|mincore|m(un)?lock2?|mbind|get_mempolicy|s?brk|syscall' | sort -u)
    echo "$calls"
    [ -z "$calls" ]
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0 && a > 0) printf "%.2f\n", a / b; else print "-" }'; }

row() {
    awk -v name="$client" -v differences="$differences" -v instructions="$1" -v time="$2" '{ calls += $1; refusals += $2 }
        END { printf "row\t%s\t%s\t%s\t%d\t%s\t%s\n", name, NR ? calls : "-", NR ? refusals : "-", differences, instructions, time }' \
        "$OUT/counts"
    exit "$failed"
}
