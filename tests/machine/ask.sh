# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What suites ask of the machine, and take of it; a part of tests/lib.sh, whose head lists the functions.

# take_away ARGUMENT...: the script begins anew where what $RAWMAP_TESTS_LACK says is lacking.
take_away() {
    [ -n "${RAWMAP_TESTS_LACK-}" ] && [ -z "${RAWMAP_TESTS_TAKEN-}" ] || return 0
    gcc -O1 tests/machine/without.c -o "$ROOT/build/tests/without" || exit 1
    unset RAWMAP_RESULTS
    # shellcheck disable=SC2086,SC2154
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
# of which a kernel may have lost count. Where memory is in too small pieces, the caches are dropped and the kernel puts
# it together. One at a time on the whole machine, so that nobody takes what another run adds for his own.
rawmap_pool() { (flock 9 && rawmap_pool_by "$@") 9>>"/dev/shm/rawmap-pool.lock"; }
# rawmap_pool_by COUNT: prints by how many it grew
rawmap_pool_by() {
    local pool=/proc/sys/vm/nr_hugepages before wanted
    before=$(cat $pool)
    wanted=$((before + $1))
    [ "$1" -lt 0 ] || wanted=$(awk -v pool="$before" -v more="$1" '/HugePages_(Total|Rsvd)/ { n += $2 }
        /HugePages_Free/ { n -= $2 } END { print (n > pool ? n : pool) + more }' /proc/meminfo)
    echo $wanted >$pool
    if [ "$(cat $pool)" -lt $wanted ]; then
        sync
        { echo 3 >/proc/sys/vm/drop_caches && echo 1 >/proc/sys/vm/compact_memory && echo $wanted >$pool; } 2>/dev/null
    fi
    echo $(($(cat $pool) - before))
}
huge_pages() {
    local got
    [ -w /proc/sys/vm/nr_hugepages ] || return 0
    got=$(rawmap_pool "$1") && at_exit "rawmap_pool -$got >/dev/null"
}
