# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# src/manual/functions.md against the functions that there are. In backquotes stands a name; `_close` behind `rawmap_x_open`
# is rawmap_x_close; rawmap_*_equal stands for each such name. Sourced by tests/docs/run, which has made documented.

# named PAGE: the names and patterns of it
named() {
    grep -oE '`[a-z0-9_*]+' "$1" | tr -d '`' | awk '
        /^rawmap_/ { print; stem = $0; sub(/_[a-z0-9]*$/, "", stem) }
        /^_/ { print stem $0 }' | grep -v '^rawmap_error_' | sort -u
}
# not_on PAGE: functions that it has not, and what it has that is none
not_on() {
    named "$1" >"$BUILD/functions.named"
    sed 's/\*/[a-z0-9_]*/g' "$BUILD/functions.named" >"$BUILD/functions.patterns"
    grep -v -x -f "$BUILD/functions.patterns" "$BUILD/documented"
    while read -r pattern; do
        grep -qx -- "$pattern" "$BUILD/documented" || echo "$pattern is no function"
    done <"$BUILD/functions.patterns"
}
not_on src/manual/functions.md >"$BUILD/functions.lost"
same "src/manual/functions.md has every function ($(wc -l <"$BUILD/documented"))" /dev/null "$BUILD/functions.lost"
sed 's/`rawmap_replace_file`//; s/`_fetch`/`_fetched`/' src/manual/functions.md >"$BUILD/functions.slip"
same "found: functions that src/manual/functions.md lacks, and one that it invents" \
    <(printf '%s\n' rawmap_cache_fetch rawmap_replace_file 'rawmap_cache_fetched is no function') <(not_on "$BUILD/functions.slip")
