# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What people see and type: lines that fit, names as libc has them, the one row's exit status, slips.
# Sourced by tests/probe/run, which has status, says and holds.

# shown COLUMNS ARGUMENT...: what the tool prints on a terminal of so many columns, without colours
shown() {
    local columns=$1
    shift
    NO_COLOR=1 script -qec "stty cols $columns; $tool $*" /dev/null </dev/null | tr -d '\r'
}
# words FILE: those of the rows alone
words() { grep -v '^#' "$1" | tr -s ' \n' '\n\n'; }
if want bsdutils; then
    for columns in 80 120 200; do
        shown $columns probe protection >"$BUILD/shown"
        holds "$columns columns: no line is longer" awk -v most=$columns 'length > most { print length ": " $0; bad = 1 } END { exit bad }' "$BUILD/shown"
    done
    "$tool" probe protection >"$BUILD/plain"
    same "120 columns: the words of a pipe" <(words "$BUILD/plain") <(shown 120 probe protection | grep -v '^#' | tr -s ' \n' '\n\n')
    shown 80 probe protection >"$BUILD/shown"
    holds "80 columns: row, verdict and evidence" grep -qx 'protection.sem  *ignored  Linux accepts it and does nothing;' "$BUILD/shown"
    same "--long: a pipe's lines" "$BUILD/plain" <(shown 80 probe --long protection)
    # A terminal that does not know its width.
    same "0 columns: a pipe's lines" "$BUILD/plain" <(shown 0 probe protection)
else
    skip "lines that fit" "no script(1)"
fi

# A kind, and its own exit status, though a subject has the name too.
status "a kind by its name" "$(awk '$1 == "kind" && $2 == "droppable" { print $3 == "works" ? 0 : $3 == "refused" ? 3 : $3 == "ignored" ? 4 : 5 }' "$table")" \
    "$tool" probe droppable
says "tells the kind" "kind          droppable"
says "and its options" "droppable     populate"
status "a subject and its one row of the name" 0 "$tool" probe sync
while read -r libc row; do
    "$tool" probe "$libc" >"$BUILD/out" 2>"$BUILD/err"
    holds "libc's name: $libc" awk -v row="$row" '/^#/ { next } { n++; found = found || $1 "." $2 == row || $1 == row }
        END { if (!found) print "it has no row " row; exit !found }' "$BUILD/out"
done <<'NAMES'
MADV_COLD advice.cold
madv_dontneed advice.dontneed
PROT_READ protection.read
MAP_DROPPABLE kind.droppable
MAP_FIXED_NOREPLACE placement.exactly
MAP_HUGE_2MB huge_page.2mb
MAP_32BIT placement.low_32bit
MS_SYNC sync.sync
MCL_FUTURE lock_all.future
MREMAP_DONTUNMAP call.move_keep
MFD_NOEXEC_SEAL memfd.noexec_seal
mseal call.seal
mmap call.map
madvise advice
process_madvise call.process_advise
set_mempolicy_home_node call.numa_home
NAMES
# Every name that the tool has for libc's leads to a row.
sed -n 's/^    {"\([a-z0-9_]*[a-z0-9]\)", .*/\1/p' src/tool/select.c | while read -r libc; do
    "$tool" probe "$libc" >/dev/null 2>"$BUILD/err"
    [ $? != 1 ] || echo "$libc: $(cat "$BUILD/err")"
done >"$BUILD/lost"
same "every name of libc's has its row" /dev/null "$BUILD/lost"

status "--only" 0 "$tool" probe --only ignored protection
holds "one verdict alone" awk '/^#/ { next } { n++ } $3 != "ignored" { exit 1 } END { exit n != 1 }' "$BUILD/out"
status "--only: no such verdict" 1 "$tool" probe --only broken
status "--only: nothing" 1 "$tool" probe --only
for word in help --help -h; do status "$word" 0 "$tool" $word; done
for word in version --version -V; do status "$word" 0 "$tool" $word; done

status "explain: lower case" 0 "$tool" explain length_zero
says "explain: lower case, its sentence" "LENGTH_ZERO (4096): The length is 0"
status "explain: -22" 0 "$tool" explain -22
says "explain: -22, its name" "EINVAL (22): "
status "explain: a slip" 1 "$tool" explain LENGHT_ZERO
says "explain: a slip, what is near" "near it: LENGTH_ZERO"
status "explain: part of a name" 1 "$tool" explain wraps
says "explain: part of a name, who has it" "SPAN_WRAPS"
status "explain: a first word" 1 "$tool" explain LENGTH_NAUGHT
says "explain: a first word, who has it" "LENGTH_ZERO"
status "explain: all" 0 "$tool" explain
holds "explain: all of them, each once" awk -F '[ (]' '{ n++ } seen[$1]++ { print "twice: " $1; bad = 1 }
    END { if (n < 400) { print n " lines"; bad = 1 } exit bad }' "$BUILD/out"
