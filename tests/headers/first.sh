# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What a compiler says first: of a language that is too old one sentence and nothing after it; and what gcc's analyzer finds
# on the paths through the headers, which is nothing. Sourced by tests/headers/run.

printf '#include <rawmap.h>\nrawmap_status use(void);\nrawmap_status use(void) { return rawmap_unmap(rawmap_slice(0)); }\n' >"$BUILD/old.c"
# too_old NAME WORDS LINES COMMAND...: refused by the words, as the one error among at most so many lines
too_old() {
    local name=$1 words=$2 lines=$3 log
    shift 3
    log=$(rawmap_log "$name")
    if "$@" -fsyntax-only "$BUILD/old.c" >"$log" 2>&1; then
        fail "$name" "it compiles"
    elif [ "$(grep -c 'error:' "$log")" != 1 ] || ! grep -q "fatal error: '\{0,1\}$words" "$log"; then
        fail "$name" "$(grep -c 'error:' "$log") errors: $(grep -m 1 'error:' "$log")"
    elif [ "$(wc -l <"$log")" -gt "$lines" ]; then
        fail "$name" "$(wc -l <"$log") lines"
    else
        pass "$name"
    fi
}
c="rawmap needs C11: compile with -std=c11 or later"
cxx="rawmap needs C++11: compile with -std=c++11 or later"
for compiler in "${compilers[@]}"; do
    for standard in c90 c99; do
        too_old "too old: $compiler $standard" "$c" 7 "$compiler" -std=$standard -Iinclude
        too_old "too old: $compiler $standard, single header" "$c" 5 "$compiler" -std=$standard -I"$single"
    done
    for standard in c++98 gnu++98; do
        too_old "too old: $compiler $standard" "$cxx" 7 "$(cxx_of "$compiler")" -x c++ -std=$standard -Iinclude
    done
    # GNU C of those years has all that is needed.
    for standard in gnu90 gnu99; do
        try_silent "old enough: $compiler $standard" "$compiler" -std=$standard -Wall -Wextra -Iinclude -include rawmap.h \
            -c tests/headers/use.c -o /dev/null
    done
done

# Every header that has something to compile begins so, since all of them start from one.
(cd include && find . -name '*.h' ! -name inner_arch.h) | sort | while read -r header; do
    printf '#include "%s"\n' "$header" | gcc -x c -std=c99 -Iinclude -fsyntax-only - >"$BUILD/old.log" 2>&1 ||
        [ "$(grep 'error:' "$BUILD/old.log" | grep -c "fatal error: $c")" = "$(grep -c 'error:' "$BUILD/old.log")" ] || echo "$header"
done >"$BUILD/old.other"
same "too old: each header alone says it, or compiles" /dev/null "$BUILD/old.other"

# The paths through all functions, each called with what may be anything. (At -O0 gcc needs minutes for them, else a minute or more.)
analysed="-O1 -O2"
! quick || analysed=-O1
if [ "${RAWMAP_TESTS-}" = all ]; then
    analysed=
    if drawn analyser 4; then analysed=-O1; elif drawn "analyser, optimizing" 4; then analysed=-O2; fi
fi
for optimisation in $analysed; do
    background try_silent "gcc -fanalyzer $optimisation: everything called" gcc -std=c11 -fanalyzer $optimisation -Iinclude \
        -c "$warned/all.c" -o /dev/null
done
wait
printf '#include <stdlib.h>\nint twice(void *p);\nint twice(void *p) { free(p); free(p); return 0; }\n' >"$BUILD/twice.c"
try "gcc -fanalyzer sees a mistake" sh -c "gcc -fanalyzer -O1 -c '$BUILD/twice.c' -o /dev/null 2>&1 | grep analyzer-double-free"
