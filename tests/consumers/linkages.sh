# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Where the bodies stand: each linkage, all of them in one program, and two libraries that each bring a copy of their own,
# of different versions, with and without a hook. Each unit must get its own copy's functions: the copies differ in a
# sentence.

linkages=$BUILD/linkages
rm -rf "$linkages" && mkdir -p "$linkages/other"
cp -r include arch "$linkages/other/"
sed -i 's/^#define RAWMAP_VERSION_MINOR .*/#define RAWMAP_VERSION_MINOR 99/' "$linkages/other/include/rawmap/core/version.h"
sed -i 's/"The span is empty[^"]*"/"OTHER VERSION NOW"/; s/CAUSE(\([0-9]*\), SPAN_EMPTY, EINVAL, "[^"]*")/CAUSE(\1, SPAN_EMPTY, EINVAL, "OTHER VERSION NOW")/' \
    "$linkages/other/include/rawmap/core/causes.h"
here_says=$(sed -n 's/.*, SPAN_EMPTY, EINVAL, "\(.\{16\}\).*/\1/p' include/rawmap/core/causes.h)
other_says="OTHER VERSION NO"

# unit COMPILER LANGUAGE NAME INCLUDE OPTION...: an object whose function is NAME
unit() { "$1" -x "$2" -O2 -Wall -Wextra -Werror -fPIC "-I$4" "-DUNIT=$3" "${@:5}" -c $here/linkages/unit.c -o "$linkages/$3.o"; }
# implementation COMPILER LANGUAGE NAME INCLUDE OPTION...: an object with what the units of RAWMAP_ONCE have in common
implementation() {
    printf '#define RAWMAP_IMPLEMENTATION\n#include "rawmap.h"\n' |
        "$1" -x "$2" -O2 -Wall -Wextra -Werror -fPIC "-I$4" "${@:5}" -c - -o "$linkages/$3.o"
}
# expected UNIT SAYS...
expected() { printf '%s 9 %s\n' "$@"; }
# program NAME "UNIT..." OBJECT-OR-OPTION...: the main program
program() {
    local name=$1 units=$2
    shift 2
    gcc -O2 "-DUNITS(X)=$(printf 'X(%s) ' $units)" $here/linkages/main.c "$@" -o "$linkages/$name" && "$linkages/$name"
}

static=$BUILD/library-gcc-Release/librawmap.a
hook="-DRAWMAP_SYSCALL=counting"
linkage_objects() {
    unit gcc c inline_c include && unit g++ c++ inline_cxx include && unit clang c inline_clang include &&
        unit gcc c inline_hook include $hook &&
        unit gcc c once_c include -DRAWMAP_ONCE && unit g++ c++ once_cxx include -DRAWMAP_ONCE &&
        unit clang++ c++ once_clang include -DRAWMAP_ONCE && unit gcc c once_hook include -DRAWMAP_ONCE $hook &&
        unit gcc c other_once "$linkages/other/include" -DRAWMAP_ONCE &&
        unit gcc c cold_c include -DRAWMAP_LINK_COLD && unit clang++ c++ cold_cxx include -DRAWMAP_LINK_COLD &&
        unit gcc c link_c include -DRAWMAP_LINK && unit g++ c++ link_cxx include -DRAWMAP_LINK &&
        implementation gcc c implementation include && implementation gcc c implementation_hook include $hook &&
        implementation g++ c++ implementation_cxx include && implementation clang c implementation_clang include &&
        implementation clang c implementation_other "$linkages/other/include" &&
        gcc -O2 -fPIC -Iinclude -c $here/linkages/hook.c -o "$linkages/hook.o"
}
if try "linkages: every unit compiles" linkage_objects; then
    in_all=(inline_c inline_cxx inline_clang inline_hook once_c once_cxx once_clang once_hook cold_c cold_cxx link_c link_cxx)
    objects=()
    for name in "${in_all[@]}" implementation implementation_hook hook; do objects+=("$linkages/$name.o"); done
    says "linkages: all in one program" "$(for name in "${in_all[@]}"; do expected "$name" "$here_says"; done)" \
        program all "${in_all[*]}" "${objects[@]}" "$static"
    for language in cxx clang; do
        says "linkages: once, the implementation by $language" "$(expected once_c "$here_says" once_cxx "$here_says")" \
            program "once_$language" "once_c once_cxx" "$linkages/once_c.o" "$linkages/once_cxx.o" "$linkages/implementation_$language.o"
    done
    says "linkages: once, implemented twice" "$(expected once_c "$here_says")" \
        program twice once_c "$linkages/once_c.o" "$linkages/implementation.o" "$linkages/implementation_clang.o"
    try_fails "linkages: once, and implemented nowhere" "undefined reference to \`rawmap_" \
        program nowhere once_c "$linkages/once_c.o"

    # Two static libraries, and two shared ones, each with its own copy; either first.
    two_says="$(expected once_c "$here_says" other_once "$other_says")"
    (cd "$linkages" && rm -f ./*.a && ar rcs libone.a once_c.o implementation.o && ar rcs libother.a other_once.o implementation_other.o)
    says "two copies in one program" "$two_says" program two "once_c other_once" "$linkages/libone.a" "$linkages/libother.a"
    says "two copies in one program, the other first" "$two_says" program two_turned "once_c other_once" "$linkages/libother.a" "$linkages/libone.a"
    gcc -shared "$linkages/once_c.o" "$linkages/implementation.o" -o "$linkages/libone.so"
    gcc -shared "$linkages/other_once.o" "$linkages/implementation_other.o" -o "$linkages/libother.so"
    says "two copies in one process" "$two_says" program two_shared "once_c other_once" "-L$linkages" "-Wl,-rpath,$linkages" -l:libone.so -l:libother.so
    says "a copy of one's own shows nothing" "once_c" sh -c "nm -D --defined-only '$linkages/libone.so' | awk '{ print \$NF }'"
    # Copies that were made for hooks and not: each unit's calls go where it wants them.
    says "a copy with a hook beside one without" "$(expected once_c "$here_says" once_hook "$here_says")" \
        program hooked "once_c once_hook" "$linkages"/{once_c,once_hook,implementation,implementation_hook,hook}.o
fi
