# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What suites ask of the machine, and take of it; a part of tests/lib.sh, whose head lists the functions.

# take_away ARGUMENT...: the script begins anew where what $RAWMAP_TESTS_LACK says is lacking.
take_away() {
    [ -n "${RAWMAP_TESTS_LACK-}" ] && [ -z "${RAWMAP_TESTS_TAKEN-}" ] || return 0
    gcc -O1 tests/machine/without.c -o "$ROOT/build/tests/without" || exit 1
    unset RAWMAP_RESULTS
    # shellcheck disable=SC2086
    RAWMAP_TESTS_TAKEN=1 exec "$ROOT/build/tests/without" $RAWMAP_TESTS_LACK -- "$rawmap_script" "$@"
}

# tests/run has found the facts out for all suites; a suite run by hand does so when it first asks.
rawmap_fact() {
    [ -e "$RAWMAP_MACHINE" ] || (
        flock 9
        [ -e "$RAWMAP_MACHINE" ] || tests/machine/facts.sh "$RAWMAP_MACHINE"
    ) 9>>"$CACHE/machine.lock" || exit 1
    awk -F '\t' -v fact="$1" '$1 == fact { print $'"$2"'; found = 1 } END { exit !found }' "$RAWMAP_MACHINE" ||
        { fail "(suite)" "$1 is no fact of tests/machine/facts.tsv" && exit 1; }
}
has() { [ "$(rawmap_fact "$1" 2)" = yes ]; }
seen() { rawmap_fact "$1" 3; }
needs_fact() {
    has "$1" && return 0
    skip "$2" "lacks $1: $(seen "$1")"
    return 1
}

# Huge pages

# Beside those that others have, or may be about to take: so many more than the pool has, and than are in use or reserved,
# of which a kernel may have lost count. Where memory is in too small pieces, the caches are dropped and the kernel puts it
# together.
rawmap_pool() {
    (flock 9 && echo $(($(cat /proc/sys/vm/nr_hugepages) + $1)) >/proc/sys/vm/nr_hugepages) 9>>"$CACHE/pool.lock"
}
huge_pages() {
    local before more got
    [ -w /proc/sys/vm/nr_hugepages ] || return 0
    before=$(cat /proc/sys/vm/nr_hugepages)
    more=$(awk -v before="$before" '/HugePages_(Total|Rsvd)/ { n += $2 } /HugePages_Free/ { n -= $2 }
        END { print (n > before ? n - before : 0) }' /proc/meminfo)
    more=$((more + $1))
    rawmap_pool $more
    got=$(($(cat /proc/sys/vm/nr_hugepages) - before))
    if [ "$got" -lt "$more" ]; then
        sync
        { echo 3 >/proc/sys/vm/drop_caches && echo 1 >/proc/sys/vm/compact_memory && rawmap_pool $((more - got)); } 2>/dev/null
        got=$(($(cat /proc/sys/vm/nr_hugepages) - before))
    fi
    at_exit "rawmap_pool -$got"
}
