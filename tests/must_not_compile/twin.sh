# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What must compile, and run: the program of twin/ among a user's macros, through every linkage, at every level.

# Macros of a user's for every name of every family: to another name, of a function, to nothing. undo.h takes them away
# for the system's headers. (A keyword that is a macro is nobody's C.)
names=$(sed -n 's/^#define RAWMAP_HAS_[A-Z_]*_\([a-z0-9_][a-z0-9_]*\) [01]$/\1/p' "$BUILD/macros" | grep -v -x default | sort -u)
attributes="unused noinline cold always_inline visibility warn_unused_result diagnose_if"
mkdir -p "$BUILD/twin"
: >"$BUILD/twin/plain.h"
: >"$BUILD/twin/undo.h"
: >"$BUILD/twin/renamed.h"
: >"$BUILD/twin/functions.h"
: >"$BUILD/twin/empty.h"
for name in $names $attributes; do
    echo "#undef $name" >>"$BUILD/twin/undo.h"
    echo "#define $name rpl_$name" >>"$BUILD/twin/renamed.h"
    echo "#define $name(...) rpl_$name(__VA_ARGS__)" >>"$BUILD/twin/functions.h"
    echo "#define $name" >>"$BUILD/twin/empty.h"
done

# runs NAME COMPILER LANGUAGE ARGUMENT...: compiles without a word, and the program ends with 0
runs() {
    local name=$1 compiler=$2 language=$3 log program
    shift 3
    log=$(rawmap_log "twin-$name")
    program=${log%.log}
    # shellcheck disable=SC2086
    if ! compile "$compiler" "$language" -I"$BUILD/twin" $warnings -D_GNU_SOURCE "$@" -o "$program" >"$log" 2>&1 || [ -s "$log" ]; then
        fail "$name" "$(head -n 2 "$log" | tr '\n' ' ')"
    elif "$program" >"$log" 2>&1; then
        pass "$name"
    else
        fail "$name" "it compiles, and the program: $(ended $?): $(tr '\n' ' ' <"$log")"
    fi
}

levels="-O0 -O1 -O2 -O3"
! quick || levels=-O3
for compiler in "${compilers[@]}"; do
    # The compiled library, as C.
    "$compiler" -std=c11 -O2 -Iinclude -c src/library.c -o "$BUILD/twin/library.$compiler.o" || fail "library: $compiler" "does not compile"
    for language in c c++; do
        ! spared "$compiler" "$language" || continue
        for level in $levels; do
            background runs "headers only: $compiler $language $level" "$compiler" "$language" "$level" $here/twin/use.c
            # What is between differs in the headers alone.
            [ "$level" != -O1 ] && [ "$level" != -O2 ] || continue
            background runs "the library: $compiler $language $level" "$compiler" "$language" "$level" -DRAWMAP_LINK \
                $here/twin/use.c -x none "$BUILD/twin/library.$compiler.o"
            background runs "a hook: $compiler $language $level" "$compiler" "$language" "$level" -DRAWMAP_SYSCALL=my_syscall $here/twin/use.c
        done
        for macros in renamed functions empty; do
            background runs "a user's macros, $macros: $compiler $language" "$compiler" "$language" -O1 -DA_NAME_IS_A_MACRO "-DTWIN_MACROS=\"$macros.h\"" $here/twin/use.c
        done
        background runs "the system's headers first: $compiler $language" "$compiler" "$language" -O1 -DSYSTEM_FIRST $here/twin/use.c
        background runs "short enumerations: $compiler $language" "$compiler" "$language" -O1 -fshort-enums $here/twin/use.c
        background runs "hazards of the optimiser: $compiler $language -O3" "$compiler" "$language" -O3 $here/twin/hazards.c
        background runs "hazards of the optimiser: $compiler $language -O0" "$compiler" "$language" -O0 -DRAWMAP_NO_DIAGNOSE $here/twin/hazards.c
        # As distcc and ccache do it: preprocessed first, and the warnings judge what the macros became.
        preprocessed=$BUILD/twin/preprocessed-$compiler-$language.c
        compile "$compiler" "$language" -E -I"$BUILD/twin" -D_GNU_SOURCE $here/twin/use.c -o "$preprocessed" ||
            fail "preprocessed first: $compiler $language" "cannot be preprocessed"
        output=cpp-output
        [ "$language" = c ] || output=c++-cpp-output
        background runs "preprocessed first: $compiler $language" "$compiler" "$output" -O1 \
            -Wno-unused-command-line-argument -Wno-misleading-indentation -Wno-unknown-warning-option -Wno-gnu-line-marker "$preprocessed"
    done
done
