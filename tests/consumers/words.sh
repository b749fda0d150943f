# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The words of a status stand once in a program, however many of its units say them, whatever compiles and links them
# (rawmap/core/inner_rows.h): here three units of headers alone, and a fourth with a copy of another version, which says
# its own. Sourced by tests/consumers/run, after linkages.sh, which makes that copy.

words=$BUILD/words
rm -rf "$words" && mkdir -p "$words"
sentence=$(sed -n 's/.*, LENGTH_ZERO, EINVAL, "\([^"]*\)".*/\1/p' include/rawmap/core/causes.h)
copies() { grep -aoF -- "$sentence" "$1" | wc -l; }

# stand_once COMPILER OPTION...
stand_once() {
    local unit program=$words/program
    for unit in first second third other; do
        headers=include
        [ $unit != other ] || headers=$linkages/other/include
        "$@" "-I$headers" -DUNIT=$unit -c $here/linkages/unit.c -o "$words/$unit.o" || return
    done
    "$@" "-DUNITS(X)=X(first) X(second) X(third) X(other)" -x c $here/linkages/main.c -x none "$words"/{first,second,third,other}.o \
        -o "$program" || return
    diff <(expected first "$here_says" second "$here_says" third "$here_says" other "$other_says") <("$program") || return
    # both versions have this sentence
    [ "$(copies "$program")" = 2 ] || { echo "a sentence of two versions stands $(copies "$program") times in it"; return 1; }
}
while read -r line; do
    # shellcheck disable=SC2086
    try "words: once in a program: $line" stand_once $line
done <<'EOF'
gcc -O2
gcc -O0
gcc -O2 -flto
gcc -Os -fPIE -static-pie
gcc -O2 -fuse-ld=gold
gcc -O2 -flto -fuse-ld=gold
clang -O2
clang -O0
clang -O2 -flto
clang -O2 -fno-integrated-as
EOF

# Units joined before the program is linked, of both languages; and a unit that says nothing.
joined() {
    g++ -O2 -Iinclude -DUNIT=second -x c++ -c $here/linkages/unit.c -o "$words/second.o" &&
        gcc -O2 -Iinclude -DUNIT=first -c $here/linkages/unit.c -o "$words/first.o" &&
        ld -r "$words/first.o" "$words/second.o" -o "$words/joined.o" &&
        gcc -O2 "-DUNITS(X)=X(first) X(second)" $here/linkages/main.c "$words/joined.o" -o "$words/program" &&
        diff <(expected first "$here_says" second "$here_says") <("$words/program") && [ "$(copies "$words/program")" = 1 ]
}
try "words: once in a program: C and C++, joined by ld -r" joined
for options in -O0 "-O2 -flto" "-O2 -g"; do
    # shellcheck disable=SC2086
    silent() { printf '#include "rawmap.h"\nint user(void) { return rawmap_page_size() == 0; }\n' | gcc $options -Iinclude -x c -c - -o "$words/silent.o" && [ "$(copies "$words/silent.o")" = 0 ]; }
    try "words: none where nobody asks: gcc $options" silent
done
