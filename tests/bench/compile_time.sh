#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What including the headers costs, beside <stdio.h>: tests/bench/compile_time.sh [ROUNDS]
# Prints ratios of processor time, median of the rounds; each round compiles both, one after the other.
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# spent COMMAND...: its processor time in milliseconds, by the shell's own clock
spent() {
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ print ($1 + $2) * 1000 }'
}
printf '#include <stdio.h>\n' >"$work/stdio.c"
for header in rawmap/core.h rawmap/map.h rawmap/map/anonymous.h rawmap.h; do
    printf '#include <%s>\n' "$header" >"$work/ours.c"
    for compiler in gcc clang; do
        command -v "$compiler" >/dev/null || continue
        for linkage in "" -DRAWMAP_ONCE -DRAWMAP_LINK; do
            for ((round = 0; round < rounds; round++)); do
                base=0
                ours=0
                # Several at once: one is shorter than the clock's tick.
                for ((i = 0; i < 4; i++)); do
                    base=$(awk "BEGIN { print $base + $(spent "$compiler" -O2 -c "$work/stdio.c" -o "$work/o") }")
                    ours=$(awk "BEGIN { print $ours + $(spent "$compiler" -O2 $linkage -Iinclude -c "$work/ours.c" -o "$work/o") }")
                done
                awk "BEGIN { printf \"%.3f\n\", $ours / $base }"
            done | sort -n | awk -v what="$header, $compiler -O2 ${linkage:-headers}" '
                { r[NR] = $1 } END { printf "%-50s %.2f of <stdio.h> (%.2f to %.2f)\n", what, r[int((NR + 1) / 2)], r[1], r[NR] }'
        done
    done
done
