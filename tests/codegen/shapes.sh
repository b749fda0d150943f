# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Part of tests/codegen/run: the shapes of shapes.h on the four sides, stepped and held to shapes.table and to $of_bare.

# How much all shapes that succeed may execute together, of bare system calls that promise nothing: the compiler that has
# most today, and 0.02.
declare -A of_bare=([-O1]=1.545 [-O2]=1.296 [-O3]=1.293 [-Os]=1.287)

# shapes COMPILER
shapes() {
    local compiler=$1 level name side source at=$BUILD/shapes-$1 over
    : >"$at"
    for level in $shape_levels; do
        name="shapes: $compiler $level"
        for side in $sides; do
            source=$here/shapes_${side,,}.c
            # shellcheck disable=SC2086
            "$compiler" -std=c11 $warnings $level -fPIE -DSHAPES_$side -Iinclude -I$here/x86_64 -c ${source/_kept/_bare} -o "$at$level.$side.o" || break
        done >"$at.log" 2>&1
        if ! gcc -O1 -fPIE -pie $here/shapes_step.c "$at$level".*.o "$BUILD"/shapes_run.*.o -Wl,-z,now -o "$at.step" >>"$at.log" 2>&1; then
            fail "$name" "does not compile: $(head -n 1 "$at.log")"
            continue
        fi
        "$at.step" >"$at.steps" || { fail "$name" "the stepping program: $(ended $?)" && continue; }
        over=$(awk -F '\t' -v first="$([ $level = -O1 ] && echo 1)" -v compiler="$compiler" -v of_bare="${of_bare[$level]}" '
            FNR == NR { if ($0 !~ /^#/) { more[$1] = first ? $3 : $2; beyond[$1] = $4 } next }
            { split($0, part, " "); shape = part[1]; bare = part[2]; here = part[3]; libc = part[4]; kept = part[5] }
            bare < 0 || here < 0 || libc < 0 || kept < 0 { printf "%s fails (%d bare, %d by rawmap, %d by libc, %d by hand); ", shape, bare, here, libc, kept; next }
            !(shape in more) { printf "%s has no limit; ", shape; next }
            { seen[shape]; limit = (shape "@" compiler) in more ? shape "@" compiler : shape; seen[limit] }
            here - bare > more[limit] { printf "%s executes %d, %d bare, more than %d above; ", shape, here, bare, more[limit] }
            !first && here > libc + beyond[limit] { printf "%s executes %d, %d by libc; ", shape, here, libc }
            shape !~ /^refused/ { all += here; by_hand += kept; with_none += bare }
            END {
                for (shape in more) if (!(shape in seen) && (shape !~ /@/ || shape ~ "@" compiler "$")) printf "%s is no shape; ", shape
                if (all > of_bare * with_none) printf "all that succeed execute %.3f of bare, more than %s; ", all / with_none, of_bare
                if (!first && all > 1.05 * by_hand) printf "all that succeed execute %d, %d with the promises kept by hand; ", all, by_hand
            }' $here/shapes.table "$at.steps")
        sed "s/^/$compiler$level /" "$at.steps" >>"$at"
        if [ -n "$over" ]; then fail "$name" "$over"; else pass "$name ($(wc -l <"$at.steps") shapes)"; fi
    done
}
sides="BARE RAWMAP LIBC KEPT"
shape_levels="-O1 -O2 -O3 -Os"
! quick || shape_levels="-O2 -O3"
if needs_fact x86_64 "shapes" && needs_fact ptrace "shapes"; then
    measured=()
    shape_compilers=("${compilers[@]}")
    # The oldest and the newest that Debian has.
    for compiler in gcc-11 clang-13 clang-22; do
        if quick; then :; elif want "$compiler"; then shape_compilers+=("$compiler"); else skip "shapes: $compiler" "it is not installed"; fi
    done
    for side in $sides; do
        gcc -std=c11 -O1 -fPIE -DSHAPES_$side -Iinclude -c $here/shapes_run.c -o "$BUILD/shapes_run.$side.o" || fail "shapes" "$side does not compile"
    done
    for compiler in "${shape_compilers[@]}"; do
        measured+=("$BUILD/shapes-$compiler")
        background shapes "$compiler"
    done
    wait
    cat "${measured[@]}" >"$BUILD/shapes"
    echo "Instructions that a shape executes, bare/by rawmap/by libc/with the promises kept by hand:"
    awk -f $here/shapes.awk "$BUILD/shapes"
    echo "More than libc, for a reason:"
    grep -v '^#' $here/shapes.table | while IFS=$'\t' read -r name _ _ beyond reason; do [ "$beyond" = 0 ] || printf '    %-20s %3s  %s\n' "$name" "$beyond" "$reason"; done
fi
