#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Finds out what this machine has of facts.tsv, by controls that use nothing of rawmap.
#
#     tests/machine/facts.sh FILE      writes it: fact<TAB>yes or no<TAB>what was seen
#     tests/machine/facts.sh --show FILE    prints it for people
#
# RAWMAP_TESTS_LACK="FACT..." (or all, but for linux, proc and x86_64): these are "no". without.c really takes away what can be taken.

RAWMAP_RESULTS=/dev/null # it has no results of its own
# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source-path=SCRIPTDIR source=../examples/cgroup.sh
. tests/examples/cgroup.sh
here=tests/machine

if [ "${1-}" = --show ]; then
    awk -F '\t' '/^#/ { next } NR == FNR { meaning[$1] = $2; next }
        { printf "%-18s %-4s %s (%s)\n", $1, $2, meaning[$1], $3 }' $here/facts.tsv "$2"
    exit
fi

# The pool of 2 MiB pages, and what pools of other sizes there are.
huge_page_pool() {
    local size free enough=no text='' pool=/sys/kernel/mm/hugepages
    huge_pages 8
    for size in "$pool"/hugepages-*; do
        [ -d "$size" ] || continue
        free=$(($(cat "$size/free_hugepages") - $(cat "$size/resv_hugepages")))
        text+="${text:+, }${size##*-} $free free"
        [ "${size##*-}" != 2048kB ] || [ $free -lt 8 ] || enough=yes
    done
    printf 'huge_pages\t%s\t%s\n' "$enough" "${text:-the kernel has none}"
}

under_a_limit() {
    local fact why
    if cgroup_make 24; then
        cgroup_run timeout 60 "$BUILD/lazy_free" 24 >"$BUILD/limited"
        why="the control $(ended $?)"
        printf 'memory_cgroup\tyes\tversion %s\n' "$cgroup_version"
    else
        : >"$BUILD/limited"
        why=$cgroup_why
        printf 'memory_cgroup\tno\t%s\n' "$cgroup_why"
    fi
    for fact in lazy_free droppable_in_part; do
        grep "^$fact"$'\t' "$BUILD/limited" || printf '%s\tno\t%s\n' "$fact" "$why"
    done
}

command -v gcc >/dev/null || { echo "To look at the machine takes gcc." >&2 && exit 1; }
gcc -std=gnu11 -O1 $here/controls.c $here/processor.c $here/memory.c $here/system.c -o "$BUILD/controls" || exit 1
gcc -std=gnu11 -O1 $here/lazy_free.c -o "$BUILD/lazy_free" || exit 1
{
    printf 'linux\tyes\t%s\n' "$(uname -r)"
    if [ "$(uname -m)" = x86_64 ]; then echo 'x86_64	yes	x86_64'; else printf 'x86_64\tno\t%s\n' "$(uname -m)"; fi
    "$BUILD/controls" "$BUILD"
    huge_page_pool
    under_a_limit
} >"$BUILD/seen" || exit 1

# In the order of the list, each fact once, and those that are to be lacking.
awk -F '\t' -v lack=" $(tr -s ' \t\n' '   ' <<<"${RAWMAP_TESTS_LACK-}")" '
    /^#/ { next }
    FNR == NR { seen[$1] = $2 "\t" $3; next }
    !($1 in seen) { print "no control for " $1 >"/dev/stderr"; bad = 1; next }
    {
        taken = index(lack, " " $1 " ") || (index(lack, " all ") && !index(" linux proc x86_64 ", " " $1 " "))
        print $1 "\t" (taken ? "no\ttaken away, for a test" : seen[$1])
        delete seen[$1]
    }
    { facts[$1] }
    END {
        n = split(lack, words, " ")
        for (i = 1; i <= n; i++)
            if (!(words[i] in facts) && words[i] != "all" && words[i] != "docker") {
                print words[i] " in RAWMAP_TESTS_LACK is no fact of facts.tsv" >"/dev/stderr"
                bad = 1
            }
        for (fact in seen) { print fact " is not in facts.tsv" >"/dev/stderr"; bad = 1 }
        exit bad
    }' "$BUILD/seen" $here/facts.tsv >"$1.new" && mv "$1.new" "$1"
