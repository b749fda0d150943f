# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Each way of use by compiler, as a table, from the results of this run: - is what was not tried. Sourced last by
# tests/consumers/run.

# A way, and the names of its results; COMPILER stands for each in turn.
ways() {
    cat <<'WAYS'
find_package, static	find_package: static, COMPILER
find_package, shared	find_package: shared, COMPILER
find_package, headers	find_package: headers, COMPILER
add_subdirectory	inside another project: add_subdirectory, COMPILER
FetchContent	inside another project: FetchContent, COMPILER
pkg-config, static	pkg-config: static, COMPILER
pkg-config, shared	pkg-config: shared, COMPILER
Meson's wrap	Meson's wrap: [a-z]+, COMPILER
include/ and arch/ copied	copied: include and arch, COMPILER
the same without arch/: refused	copied: include alone, COMPILER
single header, inline	single header: inline, COMPILER
single header, one unit in C	single header: one unit in C, COMPILER
without libc, headers	no libc: headers, COMPILER
without libc, single header	no libc: single header, COMPILER
without libc, static library	no libc: static library, COMPILER
C++20 modules	modules: COMPILER
C99, C++98: refused	refused: [C+]+[0-9]+, COMPILER
the library, built by	[a-z].*: COMPILER Release
WAYS
}

# table RESULTS: a row for each way
table() {
    ways | awk -F '\t' -v results="$1" -v suite="$SUITE" '
        BEGIN {
            while ((getline line <results) > 0) {
                split(line, field, "\t")
                if (field[2] == suite) { verdict[++n] = field[1]; name[n] = field[3] }
            }
            columns = split("gcc clang g++ clang++", compiler, " ")
            printf "%-32s", "way of use"
            for (c = 1; c <= columns; c++) printf "%-8s", compiler[c]
            print ""
        }
        {
            printf "%-32s", $1
            for (c = 1; c <= columns; c++) {
                pattern = $2
                escaped = compiler[c]
                gsub(/[+]/, "[+]", escaped)
                sub(/COMPILER/, escaped, pattern)
                cell = "-"
                for (i = 1; i <= n; i++)
                    if (name[i] ~ "^" pattern "([,:].*)?$")
                        cell = verdict[i] == "fail" || cell == "FAIL" ? "FAIL" : verdict[i] == "pass" || cell == "pass" ? "pass" : "skip"
                printf "%-8s", cell
            }
            print ""
        }'
}
table "$RAWMAP_RESULTS" | sed 's/ *$//' | tee "$BUILD/ways"
# A way whose results have another name would be a row of nothing. (Some are not tried quickly, or not drawn.)
if [ "${RAWMAP_TESTS-named}" = named ]; then
    says "every way was tried" "" awk 'NR > 1 && !/(pass|FAIL|skip)/' "$BUILD/ways"
fi
printf 'pass\t%s\tpkg-config: static, g++\t\nfail\t%s\tpkg-config: static, g++: run\tno\npass\t%s\tpkg-config: static, gcc\t\n' \
    "$SUITE" "$SUITE" "$SUITE" >"$BUILD/ways.invented"
invented() { table "$BUILD/ways.invented" | sed -n 's/ *$//; /^pkg-config, static/p'; }
says "a failure is seen in the table" "pkg-config, static              pass    -       FAIL    -" invented
