# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The lines of README.md, run as they stand there, in a copy of the tree: one script for each block of shell. Only what
# belongs to the whole system is another: the prefix, and what the loader knows; and the place has no blanks in its name, as
# /usr/local has none. Sourced by tests/consumers/run.

readme=$(mktemp -d) || exit 1
at_exit "rm -rf '$readme'"
mkdir -p "$readme/rawmap" "$readme/prefix"
cp -r CMakeLists.txt CMakePresets.json LICENSE README.md arch include src "$readme/rawmap/"
awk -v out="$readme/block" '
    /^```sh$/ { n++; inside = 1; next }
    /^```/ { inside = 0 }
    inside { print >(out "." n) }' README.md
# The first example of each kind is the program that the lines compile.
awk -v kind=headers '$0 == "```c complete " kind { inside = 1; next } /^```/ { inside = 0 } inside' README.md >"$readme/program.c"
cp "$readme/program.c" "$readme/rawmap/"

# The two places where pkg-config and the loader look below /usr/local.
places() { echo "$readme/prefix/lib$1:$readme/prefix/lib/$(gcc -print-multiarch)$1"; }
# block NUMBER DIRECTORY FIRST-WORDS: that block of README.md begins so, and runs there without a failure
block() {
    local name="README.md: $3 ..."
    if ! head -n 1 "$readme/block.$1" | grep -F -- "$3" >/dev/null; then
        fail "$name" "block $1 begins with $(head -n 1 "$readme/block.$1")"
        return
    fi
    sed "s|/usr/local|$readme/prefix|; s| && ldconfig||" "$readme/block.$1" >"$readme/block.$1.sh"
    try "$name" env -C "$2" PKG_CONFIG_PATH="$(places /pkgconfig)" sh -e "$readme/block.$1.sh"
}
block 2 "$readme" "mkdir -p third_party/rawmap"
block 3 "$readme/rawmap" "cmake --preset release"
says "README.md: the installed program" "here until memory is short" \
    env LD_LIBRARY_PATH="$(places "")" "$readme/rawmap/a.out"
says "README.md: what is installed" "bin include lib share" sh -c "ls '$readme/prefix' | paste -s -d ' '"
block 4 "$readme/rawmap" "cmake -P src/single_header.cmake"
says "README.md: its second single header is that of two ABIs" 1 \
    grep -c '^ *cmake -DABIS=x86_64,aarch64 ' "$readme/rawmap/rawmap.h"
