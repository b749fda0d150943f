# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# rawmap pages: every page beside the words of /proc/PID/pagemap, ranges, pictures.
# Sourced by tests/tool/run.

# The same by pagemap alone: which pages are in memory, swapped, guards. It does not tell pages of zeros and huge pages.
cat >"$BUILD/pagemap.py" <<'PYTHON'
import re, struct, sys
size = int(sys.argv[2])
with open(f"/proc/{sys.argv[1]}/pagemap", "rb") as words:
    for line in open(f"/proc/{sys.argv[1]}/maps", errors="replace"):
        if re.search(r"\[(vsyscall|vectors)\]$", line):
            continue
        start, end = (int(x, 16) for x in line.split()[0].split("-"))
        words.seek(start // size * 8)
        got = words.read((end - start) // size * 8)
        for i, (word,) in enumerate(struct.iter_unpack("<Q", got)):
            state = ("guard" if word >> 58 & 1 else "swapped" if word >> 62 & 1 else
                     None if not word >> 63 else "file" if word >> 61 & 1 else "anonymous")
            if state:
                print(f"{start + i * size:x}\t{state}")
PYTHON
status "pages --json" 0 "$tool" pages --json "$process"
cp "$BUILD/out" "$BUILD/pages.json"
holds "pages --json: as its schema" python3 $here/schema.py $here/pages.schema.json "$BUILD/pages.json"
python3 "$BUILD/pagemap.py" "$process" "$page" >"$BUILD/pagemap"
python3 $here/tsv.py states "$BUILD/pages.json" >"$BUILD/states" || fail "pages: runs and counts" "$(cat "$BUILD/states")"
# A huge page of the pool, and one of zeros, is of a file or not to pagemap.
same "pages: each is that of pagemap" <(awk '$1 !~ /^10(15|0d|16)/' "$BUILD/pagemap") <(awk '$1 !~ /^10(15|0d|16)/' "$BUILD/states")
same "pages: huge ones, and zeros, are in memory" <(awk '$1 ~ /^10(15|0d|16)/ { print $1 }' "$BUILD/pagemap") \
    <(awk '$1 ~ /^10(15|0d|16)/ { print $1 }' "$BUILD/states")

# signs NAME OFFSET LENGTH EXPECTED: the picture of a part of a prepared mapping
signs() {
    local name=$1 start
    start=$(awk -v name="$name" '$2 == name { print $3 }' "$BUILD/process.out")
    "$tool" pages "$process" "$(printf %x $((0x$start + $2 * page)))+$(($3 * page))" >"$BUILD/picture"
    holds "picture: $name, $3 pages" awk -v expected="$4" '!/^#/ && NF == 2 && $1 ~ /^[0-9a-f]+$/ { seen = seen $2 }
        END { if (seen != expected) print "is " seen; exit seen != expected }' "$BUILD/picture"
}
signs plain 0 16 aaaa............
signs plain 2 4 aa..
signs shared 0 8 ff......
signs none 1 4 ....
signs deleted 0 2 ff
if needs_fact pagemap_scan "picture: zeros, 8 pages" && needs_fact zero_page "picture: zeros, 8 pages"; then
    signs zeros 0 8 aa0000..
fi
[[ " $lacking " == *" guard "* ]] || signs guard 0 16 aaaa..gg........
if needs_fact huge_pages "picture: huge, 2 pages" && needs_fact pagemap_scan "picture: huge, 2 pages"; then
    signs huge 0 2 HH
fi
# Four pages of sixteen, in signs of several: 1 MiB from the first of it, of which nothing else is mapped, is clipped.
same "a range is clipped to what is mapped" <("$tool" pages "$process" 1000000000+1M | tail -n +3) \
    <("$tool" pages "$process" 1000000000 | tail -n +3)
same "a range by its ends" <("$tool" pages "$process" 0x1000000000-0x1000010000) <("$tool" pages "$process" 1000000000)
same "a range is made whole pages" <("$tool" pages "$process" 1000000001-1000000002) <("$tool" pages "$process" "1000000000+$page")
status "a range by a name" 0 "$tool" pages "$process" '/memfd:prepared (deleted)'
holds "a range by a name: that alone" awk '!/^#/ && / rw-s / { n++ } !/^#/ && !/ / { bad = 1 } END { exit n != 1 || bad }' "$BUILD/out"
status "all mappings" 0 "$tool" pages "$process"
holds "all mappings: no more than two lines of picture each" awk '/^[0-9a-f]+-[0-9a-f]+ / { n++; lines = 0; next }
    /^[0-9a-f]+ [^ ]+$/ { if (++lines > 2 || length($2) > 64) { print; exit 1 } } END { exit n < 20 }' "$BUILD/out"

# Signs of several pages: the mapping of 4 MiB, its first pages written; of 4 KiB pages 64 signs in 16 lines are one each.
if [ "$page" = 4096 ]; then
    "$tool" pages "$process" 1016000000 >"$BUILD/picture"
    holds "sixteen lines are enough for 4 MiB" awk '/^[0-9a-f]+ [^ ]+$/ { n++ } END { exit n != 16 }' "$BUILD/picture"
    holds "and a sign is a page" grep -q "a sign is 4K;" "$BUILD/picture"
    "$tool" pages "$process" >"$BUILD/picture"
    holds "two lines are enough for 4 MiB" grep -q "a sign is 32K;.* of 1024 pages" "$BUILD/picture"
fi

status "pages: without a process" 1 "$tool" pages
says "pages: what is missing" "rawmap pages PID [RANGE]"
for range in nonsense 10-8 10+ 10+0 10+3X 10-20-30 12345678901234567; do
    status "no range: $range" 1 "$tool" pages "$process" $range
done
status "nothing is mapped there" 5 "$tool" pages "$process" 0-1000
says "nothing is mapped there: says so" "nothing is mapped in 0-1000"
