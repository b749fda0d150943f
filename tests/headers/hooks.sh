# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The hook RAWMAP_SYSCALL: units with different ones in one program must not get each other's; it may have any name; and
# any of the shapes that core/base.h promises.

hooks() {
    local name=$1 out=$2 include=$3
    shift 3
    mkdir -p "$out"
    "$@" -I"$include" -DHOOK=hook_one -DANSWER=-RAWMAP_LINUX_ENOMEM -DUNIT=through_one -c tests/headers/hook_unit.c \
        -o "$out/one.o" &&
        "$@" -I"$include" -DHOOK=hook_two -DANSWER=-RAWMAP_LINUX_EPERM -DUNIT=through_two -c tests/headers/hook_unit.c \
            -o "$out/two.o" &&
        "$@" -I"$include" -DUNIT=through_kernel -c tests/headers/hook_unit.c -o "$out/three.o" &&
        "$@" -c tests/headers/hook_main.c -o "$out/main.o" &&
        "$1" "$out/main.o" "$out/one.o" "$out/two.o" "$out/three.o" -o "$out/program" && "$out/program"
}

# shape NUMBER OUT COMPILER...
shape() { "${@:3}" -Iinclude -DSHAPE="$1" tests/headers/hook_shapes.c -o "$2" && "$2"; }

# Every parameter and variable of the headers, as clang sees them, and some names more. What a compiler itself has as a
# function of C (index, for one) is no name for another.
printf '#define RAWMAP_SYSCALL HOOK\n#include "rawmap.h"\nextern int a_unit_must_declare_something;\n' >"$BUILD/named.c"
{ echo x y rawmap_hook syscall errno mmap_result sa_handler | tr ' ' '\n' &&
    "$(command -v clang-19 || command -v clang)" -x c -fsyntax-only -Xclang -ast-dump -fno-color-diagnostics -Iinclude include/rawmap.h 2>/dev/null |
    sed -nE 's/.*(ParmVarDecl|VarDecl) .*(col|line):[0-9:]+ (used |referenced )?([A-Za-z_0-9]+) .*/\4/p' | grep -v -e '^rawmap_' -e '^index$'; } |
    sort -u >"$BUILD/hook_names"
# named FILE COMPILER...: a unit for each name of the file
named() {
    local hook
    while read -r hook; do "${@:2}" "-DHOOK=$hook" -Iinclude -fsyntax-only "$BUILD/named.c" || return; done <"$1"
}
if [ "$(wc -l <"$BUILD/hook_names")" -lt 150 ]; then
    fail "hooks of unlucky names" "only $(wc -l <"$BUILD/hook_names") names were found"
fi
! quick || sed -i -n '1~8p' "$BUILD/hook_names"
while read -r name; do ! drawn "hook $name" 6 || echo "$name"; done <"$BUILD/hook_names" >"$BUILD/hook_names.drawn"
mv "$BUILD/hook_names.drawn" "$BUILD/hook_names"
sed -n '1~12p' "$BUILD/hook_names" >"$BUILD/hook_names.few"

for compiler in "${compilers[@]}"; do
    for standard in c11 c++17; do
        ! spared "$compiler" "$standard" || continue
        # Of two clangs the newer in every standard.
        [[ $compiler != clang || " ${compilers[*]} " != *" clang-19 "* || " c11 c++11 " == *" $standard "* ]] || continue
        # shellcheck disable=SC2046
        set -- $(command_of "$compiler" "$standard")
        for optimisation in $optimisations; do
            for include in include "$single"; do
                name="hooks stay apart: $compiler $standard $optimisation $(basename "$include")"
                ! drawn "$name" 2 || background try "$name" hooks "$name" "$(rawmap_log "$name").units" "$include" "$@" $optimisation
            done
        done
        shapes="1 2 5"
        [ $standard = c11 ] || shapes="1 2 3 4 5"
        for number in $shapes; do
            background try_silent "a hook of shape $number: $compiler $standard" shape "$number" \
                "$BUILD/shape.$compiler.$standard.$number" "$@"
        done
        names=$BUILD/hook_names.few
        [ "$compiler $standard" != "gcc c11" ] || names=$BUILD/hook_names
        background try_silent "hooks of unlucky names: $compiler $standard ($(wc -l <"$names"))" named "$names" "$@"
    done
done
wait
try_fails "a hook that is not every unit's, with RAWMAP_ONCE" "one hook for all units" \
    gcc -DRAWMAP_ONCE -DRAWMAP_SYSCALL=x -DRAWMAP_SYSCALL_STATIC -Iinclude -fsyntax-only "$BUILD/named.c"
