# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What a program's own macros may be called before the include: every word of the headers' text but those that the
# preprocessor leaves there, which are members, parameters and local variables, in lower case (rawmap(7) tells of them).
# What C has itself, and what the standard headers define, are nobody's macros. Sourced by tests/must_not_compile/run.

words() {
    sed -E "s/\"([^\"\\\\]|\\\\.)*\"//g; s/'[^']*'//g" | grep -oE '\b[A-Za-z_][A-Za-z0-9_]*\b' | sort -u | grep -vE '^(rawmap|RAWMAP|__)'
}
macros=$BUILD/names_of_macros
mkdir -p "$macros"
cat include/rawmap.h include/rawmap/*.h include/rawmap/*/*.h arch/*.h | gcc -fpreprocessed -dD -E -P -w - 2>/dev/null |
    words >"$macros/written"
printf '#include "rawmap.h"\n' >"$macros/unit.c"
for compiler in "${compilers[@]}"; do
    for language in c c++; do
        compile "$compiler" "$language" -E "$macros/unit.c" | awk '/^# [0-9]+ "/ { own = /rawmap|arch/; next } own && !/^#/' | words
    done
done | sort -u >"$macros/left"
same "macros: members, parameters and local variables are in lower case ($(wc -l <"$macros/left"))" \
    <(echo _Bool) <(grep '[A-Z]' "$macros/left")

printf '#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n' >"$macros/standard.h"
{ printf "%s\n" _Pragma defined or; gcc -x c -std=c11 -E -dM "$macros/standard.h" | sed 's/^#define \([A-Za-z0-9_]*\).*/\1/'; } |
    sort -u >"$macros/of_c"
comm -23 "$macros/written" "$macros/left" | comm -23 - "$macros/of_c" >"$macros/harmless"
# among COMPILER LANGUAGE NAME...: the headers, among a program's macros of these names
among() {
    local compiler=$1 language=$2
    shift 2
    { cat "$macros/standard.h"; printf '#define %s 1 1\n' "$@"; cat "$macros/unit.c"; } |
        compile "$compiler" "$language" -I"$macros" -fsyntax-only -w -
}
for compiler in "${compilers[@]}"; do
    for language in c c++; do
        # shellcheck disable=SC2046
        background try "macros of any other name: $compiler $language ($(wc -l <"$macros/harmless"))" \
            among "$compiler" "$language" $(cat "$macros/harmless")
    done
done
wait

# Those that rawmap(7) names as examples are such words, and break it.
sed -n '/^\.Ss Macros of the program/,/^\.S/{/^\.Li /s/^\.Li //p}' src/manual/rawmap.7 | tr -d ',' | tr ' ' '\n' | grep -E '^[a-z]' |
    sort -u >"$macros/told"
for name in $(cat "$macros/told"); do
    ! among gcc c "$name" >/dev/null 2>&1 || echo "$name"
done >"$macros/told.harmless"
same "macros: what rawmap(7) warns of breaks the headers ($(wc -l <"$macros/told"))" /dev/null "$macros/told.harmless"
[ -s "$macros/told" ] || fail "macros: rawmap(7) warns of some" "it names none"
