# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The compiled library against that of the last version that is tagged: while its soname is the same, nothing that a program
# was linked with may be gone or be another. Sourced by packages.sh where this is asked for by name.

# shared_of TREE TO: the shared library, with what abidiff reads
shared_of() {
    cmake -S "$1" -B "$2" -DRAWMAP_TOOL=OFF -DCMAKE_BUILD_TYPE=Debug && cmake --build "$2" -j2 && [ -e "$2/librawmap.so" ]
}
last=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null)
if ! want abigail-tools || ! command -v abidiff >/dev/null; then
    skip "abi" "needs the package abigail-tools"
elif [ -z "$last" ]; then
    skip "abi" "no version is tagged yet"
else
    rm -rf "$BUILD/abi"
    mkdir -p "$BUILD/abi/tree"
    git archive "$last" | tar -x -C "$BUILD/abi/tree"
    if try "abi: $last" shared_of "$BUILD/abi/tree" "$BUILD/abi/last" && try "abi: now" shared_of . "$BUILD/abi/now"; then
        abidiff "$BUILD/abi/last/librawmap.so" "$BUILD/abi/now/librawmap.so" >"$BUILD/abi/report" 2>&1
        changed=$? # 8: what programs were linked with is not there, or is another
        if [ "$(soname_of "$BUILD/abi/last/librawmap.so")" != "$(soname_of "$BUILD/abi/now/librawmap.so")" ]; then
            pass "abi: another than that of $last, and by its soname"
        elif [ $((changed & 11)) = 0 ]; then
            pass "abi: as that of $last"
        else
            fail "abi: as that of $last" "$(sed -n '1,20p' "$BUILD/abi/report")"
        fi
    fi
fi
