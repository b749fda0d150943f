# shellcheck shell=bash disable=SC2034 # the variables named here are the caller's answers
# SPDX-License-Identifier: MIT
# A memory cgroup of the suite's own, of version 2 where it has the memory controller, else of version 1; removed at the
# end. Needs root.
#
#     cgroup_make MIB         a fresh one with that limit and no swap; $cgroup is its directory, $cgroup_version 2 or 1.
#                             1 and the reason in $cgroup_why if that cannot be
#     cgroup_run COMMAND...   in it
#     cgroup_kills            how many processes the kernel killed in it for want of memory
#     cgroup_peak             the most memory that it ever held, in bytes; 0 where the kernel does not say

cgroup=
cgroup_version=
cgroup_why=

cgroup_make() {
    local root parent=
    cgroup_remove
    cgroup_why="no memory cgroups are mounted"
    while read -r _ root type options _; do
        if [ "$type" = cgroup2 ] && grep -qw memory "$root/cgroup.controllers" 2>/dev/null; then
            cgroup_version=2 parent=$root
            break
        elif [ "$type" = cgroup ] && [[ ,$options, == *,memory,* ]]; then
            cgroup_version=1 parent=$root
        fi
    done </proc/self/mounts
    [ -n "$parent" ] || return 1
    cgroup_why="the memory controller cannot be handed down in $parent"
    if [ "$cgroup_version" = 2 ] && ! grep -qw memory "$parent/cgroup.subtree_control"; then
        { echo +memory >"$parent/cgroup.subtree_control"; } 2>/dev/null || return 1
        at_exit "echo -memory >'$parent/cgroup.subtree_control'"
    fi
    cgroup_why="no cgroup can be made in $parent"
    mkdir "$parent/rawmap-$$" 2>/dev/null || return 1
    cgroup=$parent/rawmap-$$
    cgroup_why="$cgroup takes no limit"
    if [ "$cgroup_version" = 2 ]; then
        echo $(($1 << 20)) >"$cgroup/memory.max" || return 1
        [ ! -e "$cgroup/memory.swap.max" ] || echo 0 >"$cgroup/memory.swap.max" || return 1
    else
        echo $(($1 << 20)) >"$cgroup/memory.limit_in_bytes" || return 1
        [ ! -e "$cgroup/memory.memsw.limit_in_bytes" ] ||
            echo $(($1 << 20)) >"$cgroup/memory.memsw.limit_in_bytes" || return 1
    fi
}

# A killed process is gone from its cgroup a moment after its parent heard of it.
cgroup_remove() {
    local try
    [ -n "$cgroup" ] || return 0
    for try in 1 2 3 4 5 6 7 8 9 10; do
        rmdir "$cgroup" 2>/dev/null && break
        sleep "0.$try"
    done
    [ ! -d "$cgroup" ] || fail "remove the cgroup" "$cgroup stays"
    cgroup=
}
at_exit cgroup_remove

cgroup_run() {
    (
        echo "$BASHPID" >"$cgroup/cgroup.procs" || exit 125
        exec "$@"
    )
}

cgroup_kills() {
    sed -n 's/^oom_kill //p' "$cgroup/memory.events" "$cgroup/memory.oom_control" 2>/dev/null
}

cgroup_peak() {
    cat "$cgroup/memory.peak" 2>/dev/null || cat "$cgroup/memory.max_usage_in_bytes" 2>/dev/null || echo 0
}
