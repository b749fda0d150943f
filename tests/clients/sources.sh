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
#     with_pool COUNT COMMAND...       with so many more huge pages in the pool, or as many as there can be
#     seed                             $SEED is where chance starts, another each time, which CLIENTS_SEED=N repeats
#     glue_ratio FLAGS...              of the instructions of the calls that were counted: by mman.h, to libc's
#     row INSTRUCTIONS TIME            the last line
#     bases                            $BASES is a directory for databases
#     ratio A B                        A / B with two digits, or -
#     least_of_both FILE               the ratio of the least of its first words to the least of its second words

set -u -o pipefail
export LC_ALL=C
client=$(basename "$(dirname "$0")")
OUT=$PWD/build/tests/clients/$client
CACHE=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/rawmap
mkdir -p "$OUT" "$CACHE" || exit 1
: >"$OUT/counts"
# shellcheck source-path=SCRIPTDIR source=../kernels/fetch.sh
. tests/kernels/fetch.sh
# What the machine has: found out by tests/run, or here.
ROOT=$PWD
RAWMAP_MACHINE=${RAWMAP_MACHINE-$PWD/build/tests/machine.tsv}
# shellcheck source-path=SCRIPTDIR source=../machine/ask.sh
. tests/machine/ask.sh

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

# What libc has that maps memory, or says what it is like.
mapping_calls="mmap mmap64 munmap mremap mprotect madvise posix_madvise process_madvise msync mincore mlock mlock2 munlock mlockall
    munlockall mbind set_mempolicy get_mempolicy set_mempolicy_home_node move_pages migrate_pages memfd_create memfd_secret
    remap_file_pages mseal userfaultfd pkey_alloc pkey_free pkey_mprotect pkey_get pkey_set shmget shmat shmdt shmctl
    shm_open shm_unlink brk sbrk syscall"
calls_of() { nm -u "$@" | awk -v all="$mapping_calls" 'BEGIN { n = split(all, a); while (n > 0) is[a[n--]] = 1 }
    NF == 2 { sub(/@.*/, "", $2); if ($2 in is) print $2 }' | sort -u; }

# An object that makes all of these calls is looked at first: what finds none there finds none anywhere.
has_no_calls() {
    local calls
    printf 'void %s(void);\n' $mapping_calls >"$OUT/all_calls.c"
    { echo 'void all(void) {' && printf '%s();\n' $mapping_calls && echo '}'; } >>"$OUT/all_calls.c"
    gcc -w -fno-builtin -c "$OUT/all_calls.c" -o "$OUT/all_calls.o" && calls=$(calls_of "$OUT/all_calls.o") || return 1
    diff <(printf '%s\n' $mapping_calls | sort) <(echo "$calls") || { echo "error: not all calls are seen where all are" && return 1; }
    calls=$(calls_of "$@") || { echo "error: cannot be looked at" && return 1; }
    [ -z "$calls" ] || { echo "error: calls" $calls && return 1; }
}

# Others may take of the pool what was added; with a status of its own only the command ends.
with_pool() {
    local got=0 status
    [ ! -w /proc/sys/vm/nr_hugepages ] || got=$(rawmap_pool "$1")
    "${@:2}"
    status=$?
    [ "$got" = 0 ] || rawmap_pool "-$got" >/dev/null
    return $status
}

seed() {
    SEED=${CLIENTS_SEED-$((RANDOM * 32768 + RANDOM))}
    echo "$client: CLIENTS_SEED=$SEED"
}

# Each kind of call costs what steps.c counts from where a program calls to where it goes on.
glue_ratio() {
    local way glue
    if [ "$(uname -m)" != x86_64 ] || ! has ptrace; then echo - && return; fi
    for way in libc glue; do
        glue=()
        [ $way = libc ] || glue=(-include tests/clients/mman.h)
        gcc "$@" -w -Iinclude -DSTEPS_FROM_THE_CALL ${glue[@]+"${glue[@]}"} tests/clients/libc/steps.c -ldl -o "$OUT/steps.$way" &&
            "$OUT/steps.$way" >"$OUT/steps.$way.out" || { echo -; return 1; }
    done
    awk 'FILENAME == ARGV[1] { libc[$1] = $2; next }
        FILENAME == ARGV[2] { glue[$1] = $2; next }
        $1 == "call" && libc[$2] > 0 && glue[$2] > 0 { old += $3 * libc[$2]; new += $3 * glue[$2] }
        END { if (old > 0) printf "%.2f\n", new / old; else print "-"; exit old == 0 }' "$OUT"/steps.{libc,glue}.out "$OUT/counts"
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0 && a > 0) printf "%.2f\n", a / b; else print "-" }'; }

# A file of lines: a time of ours, one of its own.
least_of_both() {
    awk 'NR == 1 || $1 < a { a = $1 } NR == 1 || $2 < b { b = $2 } END { if (a > 0 && b > 0) printf "%.2f\n", a / b; else print "-" }' "$1"
}

row() {
    awk -v name="$client" -v differences="$differences" -v instructions="$1" -v time="$2" '$1 != "call" { calls += $1; refusals += $2 }
        END { printf "row\t%s\t%s\t%s\t%d\t%s\t%s\n", name, NR ? calls : "-", NR ? refusals : "-", differences, instructions, time }' \
        "$OUT/counts"
    exit "$failed"
}
