# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What people see: lines that fit, colours, pictures that stay as they are.
# Sourced by tests/tool/run.

# shown COLUMNS ARGUMENT...: what the tool prints on a terminal of so many columns, without colours
shown() {
    local columns=$1
    shift
    NO_COLOR=1 script -qec "stty cols $columns; $tool $*" /dev/null </dev/null | tr -d '\r'
}

# The rows of the prepared mappings that are here, from whatever view; those behind a blank go with the row above. The
# folder has the same name each time.
rows() {
    sed "s|$files|/tmp/rawmap-tested|g" "$1" | awk -v lacking="$lacking transparent" '
        NR == FNR { if ($1 == "made" && !index(lacking " ", " " $2 " ")) wanted[substr($3, 1, 4)]; next }
        /^[0-9a-f]/ { key = $1; sub(/-.*/, "", key); sub(/^0+/, "", key); shown = length(key) == 10 && substr(key, 1, 4) in wanted }
        /^#/ { shown = 0 }
        shown' "$BUILD/process.out" -
}
# snapshot NAME FILE: that view of the mappings is the one of the file
snapshot() { same "$1" <(rows "$here/$2") <(rows "$3"); }

has zero_page || lacking+=" zeros"
"$tool" maps "$process" >"$BUILD/maps.long"
"$tool" pages "$process" >"$BUILD/pages.long"
if [ "$page" != 4096 ] || ! needs_fact x86_64 "pictures"; then
    [ "$page" = 4096 ] || echo "pages of $page bytes: the pictures are of 4096"
else
    snapshot "picture: maps, a pipe" maps.long.txt "$BUILD/maps.long"
    if needs_fact pagemap_scan "picture: pages, a pipe"; then
        snapshot "picture: pages, a pipe" pages.long.txt "$BUILD/pages.long"
    fi
fi
holds "no colour in a pipe" sh -c '! grep -q "$(printf "\033")" "$1" "$2" "$3"' sh "$BUILD/maps.long" "$BUILD/pages.long" "$BUILD/limits.txt"

if ! want bsdutils; then
    skip "lines that fit" "no script(1)"
    return
fi
for columns in 80 120; do
    for command in maps pages limits; do
        shown $columns $command "$process" >"$BUILD/$command.$columns"
        holds "$command, $columns columns: no line is longer" python3 - "$BUILD/$command.$columns" $columns <<'PYTHON'
import sys
long = [line for line in open(sys.argv[1], errors="replace").read().split("\n") if len(line) > int(sys.argv[2])]
sys.exit(long[0] if long else None)
PYTHON
        holds "$command, $columns columns: something is shown" awk '{ n++ } END { exit n < 10 }' "$BUILD/$command.$columns"
        shown $columns $command --help >"$BUILD/help"
        [ $columns != 120 ] || holds "$command --help: no line is longer" awk 'length > 120 { print; exit 1 }' "$BUILD/help"
    done
    if [ "$page" = 4096 ] && has x86_64; then
        snapshot "picture: maps, $columns columns" maps.$columns.txt "$BUILD/maps.$columns"
        if needs_fact pagemap_scan "picture: pages, $columns columns"; then
            snapshot "picture: pages, $columns columns" pages.$columns.txt "$BUILD/pages.$columns"
        fi
    fi
done
# The sums are with what others share at the moment.
same "--long: a pipe's lines" <(grep -v '^# [0-9]' "$BUILD/maps.long") <(shown 80 maps --long "$process" | grep -v '^# [0-9]')
# A terminal that does not know its width.
same "0 columns: a pipe's lines" <(grep -v '^# [0-9]' "$BUILD/maps.long") <(shown 0 maps "$process" | grep -v '^# [0-9]')
holds "80 columns: the end of a long name" grep -q ' \.\.\. in a line of the table for people, by far$' "$BUILD/maps.80"
holds "limits, 80 columns: what sets it" grep -qE '^mappings  .* \[#+\.*\] vm.max_map_count$' "$BUILD/limits.80"

# Names steer no terminal.
holds "a name with control characters" grep -qF '/red \033[31mand\011bl' "$BUILD/maps.long"
holds "and its JSON" grep -qF '/red \u001b[31mand\u0009bl\u00c3\u00a4' "$BUILD/maps.json"

escape=$(printf '\033')
script -qec "$tool maps $process" /dev/null >"$BUILD/colour" </dev/null
holds "colour: written and executed" grep -qF "${escape}[31mrwxp${escape}[0m" "$BUILD/colour"
holds "colour: a file that is gone" grep -qF "${escape}[33mfile,deleted${escape}[0m" "$BUILD/colour"
script -qec "$tool pages $process 1000000000" /dev/null >"$BUILD/colour" </dev/null
holds "colour: a page of its own" grep -qF "${escape}[32ma${escape}[0m" "$BUILD/colour"
script -qec "$tool limits ${limited:-$process}" /dev/null >"$BUILD/colour" </dev/null
holds "colour: a limit that is near" grep -qE "^address space .*\[${escape}\[31m#{19}" "$BUILD/colour"
for command in maps pages limits; do
    NO_COLOR=1 script -qec "$tool $command $process" /dev/null >"$BUILD/colour" </dev/null
    holds "no colour with NO_COLOR: $command" sh -c '! grep -q "$(printf "\033")" "$1"' sh "$BUILD/colour"
    TERM=dumb script -qec "$tool $command $process" /dev/null >"$BUILD/colour" </dev/null
    holds "no colour on a dumb terminal: $command" sh -c '! grep -q "$(printf "\033")" "$1"' sh "$BUILD/colour"
done
