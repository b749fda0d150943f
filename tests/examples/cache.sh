# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# cache: in a memory cgroup that has room for the values, or for what else wants memory, but not for both.

# percent WHEN, most WHEN: of the line that cache printed then
percent() { sed -n "s/^cache: $1: *\([0-9.]*\) %.*/\1/p" "$out"; }
most() { sed -n "s/^cache: $1: .* \([0-9.]*\) MiB in memory/\1/p" "$out"; }

# cached NAME CONDITION: of awk, over hits and MiB while full, under pressure, and after it
cached() {
    if awk -v full="$(percent full)" -v full_most="$(most full)" -v less="$(percent "16 MiB used by another")" \
        -v less_most="$(most "16 MiB used by another")" -v again="$(percent "and given back")" "BEGIN { exit !($2) }"; then
        pass "$1"
    else
        fail "$1" "$(grep '^cache:' "$out" | paste -s -d ';')"
    fi
}

# in_32 STATUS NAME PROGRAM ARGUMENT
in_32() {
    local status
    cgroup_make 32
    cgroup_run "$3" "$4" >"$out" 2>&1
    status=$?
    if [ "$status" = "$1" ] && [ "$(cgroup_kills)" = $(($1 == 137)) ]; then
        pass "$2"
    else
        fail "$2" "exit status $status, $(cgroup_kills) killed: $(tail -n 1 "$out")"
    fi
    grep '^cache:' "$out" | sed 's/^/    /'
}

cache_suite() {
    local out=$BUILD/cache.out drops=lazy_free
    build cache || return
    needs_fact memory_cgroup "cache in 32 MiB" || return
    "$BUILD/cache" droppable >"$out" 2>&1
    ! grep -q 'in droppable memory' "$out" || drops=droppable_in_part
    cached "cache: with memory enough nothing is dropped" 'full > 95 && less > full && again > less && full_most > 26'
    # Each fetch that finds nothing is followed by a store: a machine where it takes memory does no worse.
    if needs_fact $drops "cache droppable in 32 MiB"; then
        in_32 0 "cache droppable in 32 MiB: nobody is killed" "$BUILD/cache" droppable
        cached "cache: under pressure it gives memory back, and hits fall" \
            'full > 90 && full_most > 24 && less_most < 17 && less > 0 && less < full - 20'
        cached "cache: when the pressure is over hits are back" 'again > less + 10'
    fi
    in_32 137 "cache plain in 32 MiB: killed" "$BUILD/cache" plain

    # What is known outside of droppable memory is no proof that a value is still in it.
    mutant trusting cache.c 's/PLACES \* VALUE, RAWMAP_PROT(read, write), RAWMAP_PRIVATE()/PLACES * VALUE, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE()/' cache &&
        in_32 1 "mutant trusting" "$BUILD/cache.trusting" plain
    cgroup_remove
}
