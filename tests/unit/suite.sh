# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Building and running the unit suite, for this suite and for tests/sanitizers.

# An assertion spells out its arguments, and the macros in them are long.
unit_warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Werror -Wno-overlength-strings"

# What the list of numbers says, for the compiler.
unit_numbers() {
    awk -F '\t' '!/^#/ { print "NUMBER(" $1 ", " $2 ")" }' tests/unit/numbers.tsv >"$BUILD/numbers.inc"
}

# unit_sources ALL|INLINE|LINKED|SINGLE|EXPLAIN: which of the files can be built so. RAWMAP_SYSCALL cannot reach into a compiled
# library, and the simulated ABI needs the headers one by one.
unit_sources() {
    local file
    for file in tests/unit/*.c tests/unit/*/*.c; do
        case $1:${file#tests/unit/} in
        *:rows.c | *:numbers.c) ;;
        explain:explain/*) echo "$file" ;;
        explain:*/*) ;; # the suite explain has those alone
        linked:core/odd_abi.c | linked:core/here.c | linked:*/old*.c | linked:core/calls.c | linked:*/*other.c) ;;
        valgrind:faults/fill.c | valgrind:faults/messages.c) ;; # threads that would wait for ever
        valgrind:files/filtered.c | valgrind:explain/sandbox.c) ;; # filters that would meet valgrind's own calls
        valgrind:look/pages.c | valgrind:look/pages_written.c | valgrind:look/from_linux.c | valgrind:regions/ladder*.c) ;; # PAGEMAP_SCAN's results
        single:core/odd_abi.c | single:core/here.c | single:*/*other.c) ;;
        *) echo "$file" ;;
        esac
    done
}

# unit_drawn: of these names those that $UNIT_DRAWN, NAME/OF, draws among all suites, and what all tests use.
unit_drawn() {
    local file
    while read -r file; do
        case $file in
        tests/unit/*/*) [ -n "${UNIT_DRAWN-}" ] && ! drawn "${UNIT_DRAWN%/*} $file" "${UNIT_DRAWN#*/}" || echo "$file" ;;
        *) echo "$file" ;;
        esac
    done
}

# unit_begin DIRECTORY COMPILER...: what nearly all files begin with, compiled once, for unit_compile. An object is the same
# with it and without, to the byte, and it costs a half.
unit_begin() {
    local begun=$1/unit.h language=c-header
    shift
    case " $* " in
    *" -x c++ "* | *++*) language=c++-header ;;
    esac
    case $1 in
    clang*) "$@" "${unit_options[@]}" -x $language tests/unit/unit.h -o "$begun.pch" ;;
    *) "$@" "${unit_options[@]}" -Winvalid-pch -c -x $language tests/unit/unit.h -o "$begun.gch" ;;
    esac
}

# unit_compile DIRECTORY SOURCES COMPILER...: the objects.
unit_compile() {
    local directory=$1 sources=$2 status unit_options
    # shellcheck disable=SC2206
    unit_options=($unit_warnings -D_GNU_SOURCE "-I$BUILD" -Itests/unit)
    shift 2
    rm -rf "$directory"
    mkdir -p "$directory"
    unit_begin "$directory" "$@" || return 1
    # A file with something before it, such as a door of its own, stands alone.
    # shellcheck disable=SC2016
    unit_sources "$sources" | unit_drawn | xargs -P "$JOBS" -I '{}' sh -c '
        directory=$1
        source=$2
        shift 2
        out=$(echo "${source#tests/unit/}" | tr / _)
        case $(grep -m 1 "^#" "$source") in
        "#include \"unit_whole.h\""*) ;; # it sets something before
        "#include \"unit"*)
            if [ -e "$directory/unit.h.pch" ]; then
                set -- "$@" -include-pch "$directory/unit.h.pch"
            else
                set -- "$@" -include "$directory/unit.h"
            fi
            ;;
        esac
        exec "$@" -c "$source" -o "$directory/${out%.c}.o"' sh "$directory" '{}' "$@" "${unit_options[@]}"
    status=$?
    rm -f "$directory"/unit.h.*
    return $status
}

# unit_tests NAME COMMAND...: runs it, its tests a line each in $BUILD/NAME/lines; UNIT_SEEN is where the rows that were
# met are written down.
unit_tests() {
    local name=$1
    shift
    UNIT_FILES=$BUILD UNIT_SEEN=$BUILD/$name/seen "$@" --tap -j"${UNIT_JOBS:-1}" --timeout "${UNIT_TIMEOUT:-60}" >"$BUILD/$name/tap" 2>"$BUILD/$name/stderr"
    awk -f tests/unit/tap.awk "$BUILD/$name/tap" >"$BUILD/$name/lines"
}

# unit_run NAME COMMAND...: the same, each test a result.
unit_run() {
    local name=$1 verdict test rest
    unit_tests "$@"
    # Hundreds of lines of success are for the results only.
    while read -r verdict test; do
        case $verdict in
        pass) pass "$name $test" >/dev/null ;;
        fail)
            rest=${test#*: }
            fail "$name ${test%%: *}" "$rest"
            ;;
        skip) skip "$name ${test%%: *}" "${test#*: }" ;;
        esac
    done <"$BUILD/$name/lines"
    echo "$name: $(grep -c '^pass' "$BUILD/$name/lines") tests passed, $(grep -c '^fail' "$BUILD/$name/lines") failed," \
        "$(grep -c '^skip' "$BUILD/$name/lines") skipped"
}
