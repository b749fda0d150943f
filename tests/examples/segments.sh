# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# segments: what its purges give back, by the kernel's account and by what fits in a memory cgroup.

# column WHEN NUMBER: of the line that segments printed then: segments in use, committed, MiB in memory, in huge pages
column() { sed -n "s/^segments: $1: *//p" "$out" | grep -oE '[0-9]+(\.[0-9]+)?' | sed -n "$2p"; }

# gives NAME STEPS PURGE CONDITION: runs it; the condition is of awk, over used, committed, before, after, huge
gives() {
    local name="segments $2 $3: $1"
    if ! "$BUILD/segments" "$2" "$3" >"$out" 2>&1; then
        fail "$name" "$(tail -n 1 "$out")"
    elif awk -v used="$(column "and purged" 1)" -v committed="$(column "and purged" 2)" \
        -v before="$(column "every second one freed" 3)" -v after="$(column "and purged" 3)" \
        -v huge="$(column filled 4)" -v all="$(column filled 3)" "BEGIN { exit !(before > used * 4 && ($4)) }"; then
        pass "$name"
    else
        fail "$name" "it printed: $(grep -E 'freed|purged' "$out" | paste -s -d ';')"
    fi
}

# fits STATUS PURGE: in a memory cgroup with less than the heap and its neighbour want together
fits() {
    local status
    cgroup_make 68
    cgroup_run "$BUILD/segments" small "$2" >"$out" 2>&1
    status=$?
    if [ "$status" = "$1" ] && [ "$(cgroup_kills)" = $(($1 == 137)) ]; then
        pass "segments small $2 in 68 MiB: exit status $1"
    else
        fail "segments small $2 in 68 MiB: exit status $1" "$(ended "$status"): $(tail -n 1 "$out")"
    fi
    grep '^segments:' "$out" | sed 's/^/    /'
}

segments_suite() {
    local out=$BUILD/segments.out peak before
    build segments || return
    gives "the memory goes, the commitment stays" small now 'after <= used * 4 && committed > used'
    gives "the memory stays while there is enough" small lazily 'after == before && committed > used'
    gives "memory and commitment go" small decommit 'after <= used * 4 && committed == used'

    if needs_fact thp "segments transparent"; then
        before=$(sed -n 's/^thp_fault_alloc //p' /proc/vmstat)
        gives "all of it is huge" transparent now 'huge == all && after <= used * 4'
        if [ $(($(sed -n 's/^thp_fault_alloc //p' /proc/vmstat) - before)) -ge 20 ]; then
            pass "segments transparent: the kernel made so many"
        else
            fail "segments transparent: the kernel made so many" "fewer than 20"
        fi
    fi

    # A purge that does not look whether a segment is in use loses what blocks hold.
    mutant careless heap.h 's/!segment->committed || segment->used != 0/!segment->committed/' segments &&
        try_fails "mutant careless" "does not hold what was written" "$BUILD/segments.careless" small now

    needs_fact memory_cgroup "segments in 68 MiB" || return
    if ! cgroup_make 68; then
        fail "segments in 68 MiB" "no memory cgroup: $cgroup_why"
        return
    fi
    # Huge pages of the pool are no memory of the cgroup: its account says whether they were used.
    huge_pages 40
    cgroup_run "$BUILD/segments" best now >"$out" 2>&1
    peak=$(($(cgroup_peak) >> 20))
    if ! needs_fact huge_pages "segments best"; then
        :
    elif [ "$(awk '/HugePages_Free/ { print $2 }' /proc/meminfo)" -lt 40 ]; then
        skip "segments best" "no 40 huge pages can be set aside"
    elif grep -q '^segments: 4 MiB each, in huge pages' "$out" && [ "$peak" -lt 45 ]; then
        pass "segments best: in huge pages of the pool"
    else
        fail "segments best: in huge pages of the pool" "$peak MiB of others: $(head -n 1 "$out")"
    fi
    grep '^segments:' "$out" | sed 's/^/    /'
    fits 0 now
    ! needs_fact lazy_free "segments small lazily in 68 MiB" || fits 0 lazily
    fits 0 decommit
    fits 137 keep
    cgroup_remove
}
