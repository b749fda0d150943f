# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# rawmap limits: every number beside /proc and /sys, the order, the bars.
# Sourced by tests/tool/run.

# What the files say: name, unit, used, allowed ("?" unknown, "none").
limits_of() {
    local pool shift size
    awk -v OFS='\t' -v most="$(cat /proc/sys/vm/max_map_count)" '
        function bytes(text) { return text == "unlimited" ? "none" : text }
        FILENAME ~ /maps$/ { if (!/\[(vsyscall|vectors)\]$/) mappings++
            if (/\[stack\]$/) { split($1, ends, "-"); stack = ends[1] " " ends[2] } next }
        /^VmSize:/ { as = $2 * 1024 } /^VmData:/ { data = $2 * 1024 } /^VmLck:/ { lock = $2 * 1024 }
        /^Max address space/ { print "address space", "bytes", as, bytes($4) }
        /^Max data size/ { print "data", "bytes", data, bytes($4) }
        /^Max locked memory/ { print "locked memory", "bytes", lock, bytes($4) }
        /^Max file size/ { print "size of a file", "bytes", "?", bytes($4) }
        END { print "mappings", "count", mappings, most }' OFMT=%.0f CONVFMT=%.0f \
        "/proc/$1/maps" "/proc/$1/status" "/proc/$1/limits"
    for pool in /sys/kernel/mm/hugepages/hugepages-*; do
        [ -d "$pool" ] || continue
        size=${pool##*-} && size=${size%kB} && shift=kb
        [ "$size" -lt 1024 ] || { size=$((size / 1024)) && shift=mb; }
        [ "$size" -lt 1024 ] || { size=$((size / 1024)) && shift=gb; }
        awk -v name="huge pages of $size$shift" -v OFS='\t' '{ n[FILENAME] = $1 + 0 }
            END { for (f in n) { key = f; sub(/.*\//, "", key); v[key] = n[f] }
                more = v["nr_overcommit_hugepages"] - v["surplus_hugepages"]
                print name, "count", v["nr_hugepages"] - v["free_hugepages"] + v["resv_hugepages"], v["nr_hugepages"] + (more > 0 ? more : 0) }' \
            "$pool"/{nr,free,resv,surplus,nr_overcommit}_hugepages
    done
    if [ -r /proc/sysvipc/shm ]; then
        awk -v OFS='\t' -v page="$page" -v most="$(cat /proc/sys/kernel/shmmni)" 'NR > 1 { n++; sum += int(($4 + page - 1) / page) * page }
            END { print "System V segments", "count", n + 0, most; print "System V memory", "bytes", sum + 0, "-" }' /proc/sysvipc/shm
    fi
}
limits_told() {
    python3 - "$1" <<'PYTHON'
import json, sys
for l in json.load(open(sys.argv[1]))["limits"]:
    allowed = "none" if l["unlimited"] else "?" if l["allowed"] is None else l["allowed"]
    if l["name"] == "System V memory":
        allowed = "-"
    print(l["name"], l["unit"], "?" if l["used"] is None else l["used"], allowed, sep="\t")
PYTHON
}
# Those of these names alone: others have other sources. Pools and segments are the machine's, and may change while they are
# looked at: then it is done again.
agree() {
    local try
    for try in 1 2 3 4 5 6; do
        limits_of "$2" | sort >"$BUILD/limits.expected"
        "$tool" limits --json "$2" >"$BUILD/limits.json"
        limits_told "$BUILD/limits.json" | grep -F -f <(cut -f 1 "$BUILD/limits.expected" | sed 's/$/\t/') | sort >"$BUILD/limits.told"
        limits_of "$2" | sort | cmp -s - "$BUILD/limits.expected" && break
        sleep "0.$try"
    done
    same "$1" "$BUILD/limits.expected" "$BUILD/limits.told"
}
agree "limits: each number is that of its file" "$process"
holds "limits --json: as its schema" python3 $here/schema.py $here/limits.schema.json "$BUILD/limits.json"

# A process under limits of its own, with a thousand mappings more.
(ulimit -S -d 1048576 && ulimit -S -l 64 && ulimit -S -f 2048 && ulimit -S -s 4096 && exec sleep 0) || fail "limits of the shell" "cannot be set"
if prepare limited bash -c "ulimit -S -d 1048576; ulimit -S -l 64; ulimit -S -f 2048; ulimit -S -s 4096; exec '$BUILD/prepared' '$files/limited' 1000"; then
    limited=$prepared
    agree "limits: a process with limits of its own" "$limited"
    holds "limits: its thousand mappings" awk -F '\t' '$1 == "mappings" { exit $3 < 1000 }' "$BUILD/limits.told"
    holds "limits: its limits" awk -F '\t' '{ limit[$1] = $4 } END { exit limit["data"] != 1073741824 ||
        limit["locked memory"] != 65536 || limit["size of a file"] != 2097152 }' "$BUILD/limits.told"

    # Nearly all of its address space: 97 of 100.
    if want util-linux; then
        size=$(awk '/^VmSize:/ { print $2 * 1024 }' "/proc/$limited/status")
        prlimit --pid "$limited" --as=$((size * 100 / 97)):unlimited 2>/dev/null ||
            prlimit --pid "$limited" --as=$((size * 100 / 97))
        agree "limits: an address space that is nearly full" "$limited"
        holds "limits: the nearest is first" python3 - "$BUILD/limits.json" <<'PYTHON'
import json, sys
first = json.load(open(sys.argv[1]))["limits"][0]
sys.exit(None if first["name"] == "address space" and first["percent"] in (96, 97) or first["percent"] >= 97 else str(first))
PYTHON
    else
        skip "limits: an address space that is nearly full" "no prlimit(1)"
    fi
fi

# What holds of every answer: shares, order, what has none.
status "limits" 0 "$tool" limits "$process"
cp "$BUILD/out" "$BUILD/limits.txt"
cat >"$BUILD/sense.py" <<'PYTHON'
import json, sys
limits, last = json.load(open(sys.argv[1]))["limits"], 1000
for l in limits:
    used, allowed, percent = l["used"], l["allowed"], l["percent"]
    if l["unlimited"] and (allowed is not None or percent is not None):
        sys.exit(f"no limit, and one: {l}")
    if percent is None:
        why = l["unlimited"] or allowed is None or l["each"] or "none are set aside" in l["note"] or "CAP_IPC_LOCK" in l["note"]
        if not why:
            sys.exit(f"it has a share: {l}")
        last = -1
    else:
        exact = 100 if allowed == 0 else min(999, used * 100 // allowed)
        # Large numbers lose their last bits before they are divided.
        if abs(percent - exact) > (allowed > 0xffffff) or l["each"]:
            sys.exit(f"its share is {exact}: {l}")
        if percent > last:
            sys.exit(f"it is nearer than the one before it: {l}")
        last = percent
PYTHON
for answer in "$process" "${limited:-$process}" 1000000000; do
    "$tool" limits --json $answer >"$BUILD/sense.json" 2>/dev/null || continue
    holds "limits: shares and order ($([ "$answer" = "$process" ] && echo usual || echo limited))" python3 "$BUILD/sense.py" "$BUILD/sense.json"
done
holds "limits: the bars are as long as the shares" awk '
    /^#/ || !/\[/ { next }
    { match($0, /[0-9]+%/); percent = substr($0, RSTART, RLENGTH - 1) + 0
      match($0, /\[[#.]*\]/); bar = substr($0, RSTART + 1, RLENGTH - 2); full = gsub(/#/, "", bar)
      wanted = int(percent / 5); if (wanted > 20) wanted = 20
      if (full != wanted && !(wanted == 0 && full == 1)) { print; bad = 1 } n++ }
    END { exit bad || n < 2 }' "$BUILD/limits.txt"

# Who is not bound by the limit on locked memory.
if needs_fact capabilities "limits: who may lock all"; then
    "$tool" limits --json $process >"$BUILD/limits.json"
    holds "limits: who may lock all" grep -q '"name": "locked memory".*"percent": null.*CAP_IPC_LOCK' "$BUILD/limits.json"
fi

# In a cgroup with a limit.
if needs_fact memory_cgroup "limits: a cgroup"; then
    if cgroup_make 64 && prepare grouped sh -c 'echo $$ >"$1/cgroup.procs" && exec "$2" "$3"' sh "$cgroup" "$BUILD/prepared" "$files/grouped"; then
        "$tool" limits --json "$prepared" >"$BUILD/grouped.json"
        holds "limits: a cgroup" python3 - "$BUILD/grouped.json" "${cgroup##*/}" <<'PYTHON'
import json, sys
(l,) = [l for l in json.load(open(sys.argv[1]))["limits"] if l["name"] == "memory of the cgroup"]
good = l["allowed"] == 64 << 20 and 1 << 20 < l["used"] < 64 << 20 and l["note"].endswith(sys.argv[2])
sys.exit(None if good else str(l))
PYTHON
        kill "$prepared" && wait "$prepared" 2>/dev/null
    else
        fail "limits: a cgroup" "${cgroup_why:-no process in it}"
    fi
fi

# Another IPC namespace has segments of its own, which cannot be seen from here.
if needs_fact capabilities "limits: another IPC namespace" && want util-linux; then
    if prepare apart unshare --ipc "$BUILD/prepared" "$files/apart"; then
        "$tool" limits --json "$prepared" >"$BUILD/apart.json"
        holds "limits: another IPC namespace" grep -q '"name": "System V segments", "unit": "count", "used": null, "allowed": null.*"the process is in another IPC namespace"' "$BUILD/apart.json"
    fi
fi

# Overcommit, in each mode: a mount namespace shows another than the machine's. Committed_AS changes with the machine.
# overcommit MODE EXPECTED...: a command that prints the name, what is allowed ("none"), and the start of the note; huge
# pages that come or go change what may be promised, so it is asked before and after
overcommit() {
    local mode=$1 before try
    shift
    echo "$mode" >"$BUILD/mode"
    for try in 1 2 3; do
        before=$("$@")
        # shellcheck disable=SC2016
        unshare --mount --propagation private sh -c 'mount --bind "$1" /proc/sys/vm/overcommit_memory && exec "$2" limits --json "$3"' sh \
            "$BUILD/mode" "$tool" "$process" >"$BUILD/overcommit.json"
        [ "$before" != "$("$@")" ] || break
        sleep "0.$try"
    done
    same "limits: overcommit in mode $mode" <(echo "$before") <(python3 -c 'import json, sys
for l in json.load(open(sys.argv[1]))["limits"]:
    if l["set_by"] == "vm.overcommit_memory": print(l["name"], "none" if l["unlimited"] else l["allowed"], l["note"][:6])' "$BUILD/overcommit.json")
}
guess() { echo "one mapping's promise $(($(memory_of MemTotal) + $(memory_of SwapTotal))) mode 0"; }
strict() { echo "promised memory $(($(memory_of CommitLimit) - reserve)) mode 2"; }
memory_of() { awk -v key="$1:" '$1 == key { printf "%.0f\n", $2 * 1024 }' /proc/meminfo; }
if needs_fact mount_namespaces "limits: overcommit" && want util-linux; then
    overcommit 0 guess
    overcommit 1 echo "promised memory none mode 1"
    # Who has CAP_SYS_ADMIN may have what is kept for him; a thirty-second of its size, or user_reserve_kbytes, nobody.
    size=$(awk '/^VmSize:/ { printf "%.0f\n", $2 * 1024 }' "/proc/$process/status")
    reserve=$(($(cat /proc/sys/vm/user_reserve_kbytes) * 1024))
    [ $reserve -lt $((size / 32)) ] || reserve=$((size / 32))
    if has capabilities; then
        overcommit 2 strict
    fi
fi
