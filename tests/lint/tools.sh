# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The tools on one file: tests/lint/tools.sh TOOL FILE, from the root of the tree, with $BUILD set.

flags=(-std=c11 -D_GNU_SOURCE -Iinclude -Itests/conformance -Itests/unit "-I$BUILD")

# suppressed TOOL: the names of its checks that are off, one a line.
suppressed() { awk -F '\t' -v tool="$1" '$1 == tool { print $2 }' tests/lint/suppressions.tsv; }

checks() { suppressed clang-tidy | sed 's/^/,-/' | tr -d '\n'; }

case $1 in
clang-tidy)
    analyzer='clang-analyzer-*,'
    case $2 in tests/unit/*) analyzer= ;; esac
    exec clang-tidy --quiet --header-filter='.*/(include|arch|tests)/.*' \
        --checks="-*,bugprone-*,cert-*,${analyzer}misc-*,performance-*,portability-*$(checks)" \
        "$2" -- "${flags[@]}" 2>/dev/null
    ;;
cppcheck)
    # Its own preprocessor cannot paste an empty argument to a name, as in RAWMAP_PRIVATE(): gcc's can. What it says of
    # libc's headers is not ours.
    unit=$BUILD/preprocessed-$(echo "$2" | tr / -).i
    gcc "${flags[@]}" -E "$2" -o "$unit"
    # shellcheck disable=SC2046
    cppcheck --std=c11 --language=c --enable=warning,performance,portability --quiet \
        --template='{file}:{line}: warning: {message} [{id}]' $(suppressed cppcheck | sed 's/^/--suppress=/') "$unit" 2>&1 |
        grep -E '^(src|include|arch|tests|/.*/mistake\.c)'
    exit 0
    ;;
gcc)
    # shellcheck disable=SC2046
    exec gcc "${flags[@]}" -O1 -fanalyzer -Wall -Wextra $(suppressed gcc) -c "$2" -o /dev/null
    ;;
esac
