# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# rawmap limits: cgroups as this machine has none: trees of plain files, which a mount namespace shows in place of the real.
# Sourced by tests/tool/run.

needs_fact mount_namespaces "cgroups" && want util-linux || return 0

trees="$BUILD/c groups" # mountinfo has \040 for the blank
rm -rf "$trees"
mkdir -p "$trees/two/a.slice/b.scope" "$trees/memory/y/z" "$trees/hugetlb/y"

# in_tree DIRECTORY FILE=VALUE...
in_tree() {
    local directory=$1 pair
    shift
    for pair; do echo "${pair#*=}" >"$directory/${pair%%=*}"; done
}
# limits_in CGROUP MOUNTINFO: the JSON of the prepared process, as if these were its files
limits_in() {
    printf '%b' "$1" >"$BUILD/cgroup"
    printf '%s' "$2" >"$BUILD/mountinfo"
    # shellcheck disable=SC2016
    unshare --mount --propagation private sh -c 'mount --bind "$1" "/proc/$3/cgroup" && mount --bind "$2" "/proc/$$/mountinfo" &&
        exec "$4" limits --json "$3"' sh "$BUILD/cgroup" "$BUILD/mountinfo" "$process" "$tool" >"$BUILD/cgroups.json"
}
# row NAME EXPECTED: "used allowed percent set_by note" of the row, or "-" where there is none
row() {
    python3 - "$BUILD/cgroups.json" "$1" <<'PYTHON' >"$BUILD/row"
import json, sys
rows = [l for l in json.load(open(sys.argv[1]))["limits"] if l["name"] == sys.argv[2]]
print(" ".join(str(rows[0][key]) for key in ("used", "allowed", "percent", "set_by", "note")) if rows else "-")
PYTHON
    same "$3" <(echo "$2") "$BUILD/row"
}
escaped=${trees// /\\040}

# Version 2. The parent is nearer than its own, which has no limit.
in_tree "$trees/two/a.slice" memory.current=900000 memory.max=1000000 hugetlb.2MB.current=4194304 hugetlb.2MB.max=8388608 \
    hugetlb.2MB.rsvd.current=2097152 hugetlb.2MB.rsvd.max=max hugetlb.1GB.current=0 hugetlb.1GB.max=0 hugetlb.1GB.rsvd.current=0 hugetlb.1GB.rsvd.max=max
in_tree "$trees/two/a.slice/b.scope" memory.current=4000 memory.max=max hugetlb.2MB.current=2097152 hugetlb.2MB.max=2097152 \
    hugetlb.2MB.rsvd.current=2097152 hugetlb.2MB.rsvd.max=6291456
limits_in '0::/a.slice/b.scope\n' "30 23 0:26 / $escaped/two rw,nosuid shared:4 - cgroup2 cgroup2 rw
"
row "memory of the cgroup" "900000 1000000 90 memory.max /a.slice" "version 2: the nearest level"
row "cgroup's huge pages of 2mb" "2097152 2097152 100 hugetlb.2MB.max /a.slice/b.scope" "version 2: huge pages"
row "cgroup's reserved of 2mb" "2097152 6291456 33 hugetlb.2MB.rsvd.max /a.slice/b.scope" "version 2: reserved ones"
row "cgroup's huge pages of 1gb" "0 0 100 hugetlb.1GB.max /a.slice" "version 2: a size of which none is allowed"
row "cgroup's reserved of 1gb" - "version 2: what has no limit is not told"
holds "version 2: as its schema" python3 $here/schema.py $here/limits.schema.json "$BUILD/cgroups.json"

# Version 1, each controller its own mount, of which the process's container is the root; and version 2 beside it without
# controllers.
in_tree "$trees/memory/y/z" memory.usage_in_bytes=5000 memory.limit_in_bytes=9223372036854771712
in_tree "$trees/memory/y" memory.usage_in_bytes=6000 memory.limit_in_bytes=60000
in_tree "$trees/memory" memory.usage_in_bytes=7000 memory.limit_in_bytes=700000
in_tree "$trees/hugetlb/y" hugetlb.512MB.usage_in_bytes=536870912 hugetlb.512MB.limit_in_bytes=1073741824
limits_in '9:hugetlb:/x/y\n5:cpuacct,memory:/x/y/z\n1:name=systemd:/\n0::/\n' "30 23 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
31 23 0:30 /x $escaped/memory rw - cgroup cgroup rw,cpuacct,memory
32 23 0:31 /x $escaped/hugetlb rw - cgroup cgroup rw,hugetlb
"
row "memory of the cgroup" "6000 60000 10 memory.limit_in_bytes /y" "version 1: the nearest level"
row "cgroup's huge pages of 512mb" "536870912 1073741824 50 hugetlb.512MB.limit_in_bytes /y" "version 1: huge pages"

# Nothing has a limit; and no controller at all.
in_tree "$trees/two/a.slice" memory.max=max
limits_in '0::/a.slice/b.scope\n' "30 23 0:26 / $escaped/two rw - cgroup2 cgroup2 rw
"
row "memory of the cgroup" "4000 None None memory.max /a.slice/b.scope" "version 2: no level has a limit"
limits_in '0::/\n' ""
row "memory of the cgroup" - "no cgroups"
