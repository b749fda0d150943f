# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# rawmap maps: every number beside /proc/PID/smaps, and the kind of each prepared mapping.
# Sourced by tests/tool/run.

status "maps --json" 0 "$tool" maps --json "$process"
cp "$BUILD/out" "$BUILD/maps.json"
holds "maps --json: as its schema" python3 $here/schema.py $here/maps.schema.json "$BUILD/maps.json"
cat "/proc/$process/smaps" >"$BUILD/smaps"
same "maps: each number is that of smaps" <(awk -f $here/smaps.awk "$BUILD/smaps") <(python3 $here/tsv.py maps "$BUILD/maps.json")
same "maps: the sums are those of smaps" <(awk -v sums=1 -f $here/smaps.awk "$BUILD/smaps") \
    <(python3 $here/tsv.py sums "$BUILD/maps.json")
holds "maps: its most mappings" grep -q "\"most_mappings\": $(cat /proc/sys/vm/max_map_count)," "$BUILD/maps.json"

# The checker refuses what is not as the schema says: one answer, changed in one place.
while IFS=$'\t' read -r name change; do
    python3 -c "import json, sys; d = json.load(open(sys.argv[1])); m = d['mappings'][0]; $change; print(json.dumps(d))" \
        "$BUILD/maps.json" >"$BUILD/changed.json"
    try_fails "the checker sees: $name" '$' python3 $here/schema.py $here/maps.schema.json "$BUILD/changed.json"
done <<'CHANGES'
a number that is text	m['size'] = '4096'
a truth for a number	m['size'] = True
a negative number	m['offset'] = -1
a key too few	del m['kind']
a key too many	m['colour'] = 'red'
a kind that is none	m['kind'].append('large')
a kind twice	m['kind'] *= 2
an address without 0x	m['start'] = '1000'
no mappings	d['mappings'] = []
CHANGES

# The kinds. page_of NAME: what prepared said of it.
python3 $here/tsv.py kinds "$BUILD/maps.json" >"$BUILD/kinds"
page=$(getconf PAGESIZE)
lacking=
# kind NAME NEEDS ACCESS KIND PAGES MEMORY
kind() {
    local name=$1 wanted
    if ! lacks "$2" "kind: $name" || { [ "$name" = guard ] && ! needs_fact pagemap_scan "kind: guard"; }; then
        lacking+=" $name"
        return
    fi
    if ! grep -q "^made $name " "$BUILD/process.out"; then
        lacking+=" $name"
        fail "kind: $name" "it could not be made: $(grep "^lacks $name " "$BUILD/process.out")"
        return
    fi
    wanted=$(awk -v name="$name" '$2 == name { print $3 }' "$BUILD/process.out")
    holds "kind: $name" awk -F '\t' -v start="$wanted" -v access="$3" -v kind="$4" -v pages="$5" -v memory="$6" -v page="$page" '
        $1 != start { next }
        { met = 1 }
        $2 != access || $3 != kind || (pages != "-" && $4 != pages * page) || (memory != "-" && $5 != memory * page) {
            print "is " $2 " \"" $3 "\" " $4 " " $5; bad = 1 }
        END { if (!met) print "no mapping starts at " start; exit !met || bad }' "$BUILD/kinds"
}
# lacks NEEDS NAME: 0 if the machine has it, else 1 and NAME is a skip
lacks() {
    case $1 in
    -) ;;
    [0-9]*)
        printf '%s\n' "$1" "${release%%-*}" | sort -C -V && return 0
        skip "$2" "lacks Linux $1: this is $release"
        return 1
        ;;
    *) needs_fact "$1" "$2" ;;
    esac
}
while IFS=$'\t' read -r name needs access kind pages memory; do
    kind "$name" "$needs" "$access" "$kind" "$pages" "$memory"
done < <(grep -v '^#' $here/kinds.tsv)
same "each prepared mapping has its row" <(awk '$1 != "ready" && $2 != "transparent" { print $2 }' "$BUILD/process.out") \
    <(grep -v '^#' $here/kinds.tsv | cut -f 1)

if needs_fact names "a name"; then
    holds "a name" grep -q '"name": "\[anon:arena of the test\]"' "$BUILD/maps.json"
fi
# Whether there are transparent huge pages in it smaps says.
holds "transparent: as smaps says" python3 - "$BUILD/maps.json" "$BUILD/smaps" <<'PYTHON'
import json, re, sys
huge, start = {}, None
for line in open(sys.argv[2], errors="replace"):
    if re.match("[0-9a-f]+-", line):
        start = "0x%x" % int(line.split("-")[0], 16)
    elif re.match("(AnonHugePages|ShmemPmdMapped|FilePmdMapped):", line):
        huge[start] = huge.get(start, 0) + int(line.split()[1])
for m in json.load(open(sys.argv[1]))["mappings"]:
    if ("transparent" in m["kind"]) != (huge.get(m["start"], 0) > 0):
        sys.exit("%s: %s, smaps: %s" % (m["start"], m["kind"], huge.get(m["start"])))
PYTHON
if needs_fact thp "transparent"; then
    holds "transparent" awk -F '\t' '$1 == "1016000000" { met = 1; exit $3 !~ /transparent hugepage/ } END { exit !met }' "$BUILD/kinds"
fi
if [[ " $lacking " != *" guard "* ]]; then
    holds "guard: how much" sh -c 'grep "\"start\": \"0x100a000000\"" "$1" | grep "\"guard\": $(($2 * 2)),"' sh "$BUILD/maps.json" "$page"
fi

# Of processes that others wrote; the mappings of one that waits stay as they are.
other() {
    "$@" <"$BUILD/process.in" >/dev/null 2>&1 &
    at_exit "kill $! 2>/dev/null"
    local try
    for try in 1 2 3 4 5 6 7 8; do # until it waits
        sleep "0.$try"
        cat /proc/$!/smaps >"$BUILD/other.smaps"
        "$tool" maps --json $! >"$BUILD/other.json"
        cmp -s <(awk -f $here/smaps.awk "$BUILD/other.smaps" | cut -f 1-7,10-) <(awk -f $here/smaps.awk /proc/$!/smaps | cut -f 1-7,10-) && break
    done
    # What it shares with others changes with them.
    same "maps: $1" <(awk -f $here/smaps.awk "$BUILD/other.smaps" | cut -f 1-7,10-) \
        <(python3 $here/tsv.py maps "$BUILD/other.json" | cut -f 1-7,10-)
}
other sleep 600
other python3 -c "input()"
other bash -c "read -r line"

# Without a process: the tool itself, whatever the rest.
status "maps of itself" 0 "$tool" maps
says "maps of itself says so" "(rawmap), this tool itself"
