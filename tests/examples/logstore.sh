# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# logstore: killed, without power, and in less memory than it writes.

# kills NAME DIRECTORY MODE KILLS
kills() {
    try "$1" timeout 120 "$BUILD/killer" "$BUILD/logstore" "$2/log" "$3" "$4" "$seed" && sed 's/^/    /' "$(rawmap_log "$1")"
}

killed() {
    kills "killed at random: process, file in memory" "$memory" process 300
    kills "killed at random: process, file on disk" "$BUILD" process 40
    kills "killed at random: power, file on disk" "$BUILD" power 40
    # A log that takes what is not whole for a record; one that acknowledges before it has the record.
    mutant unchecked log.h 's/if (check != log_check(.*))$/if (check == 0 \&\& *length == 0)/' logstore &&
        try_fails "mutant unchecked" "is not the line that was fed" "$BUILD/killer" "$BUILD/logstore.unchecked" \
            "$memory/log" process 200 "$seed"
    mutant hasty logstore.c 's/printf("%llu\\n", (unsigned long long)log->records);/printf("%llu\\n", (unsigned long long)log->records + (log->records != 0));/' logstore &&
        try_fails "mutant hasty" "FAIL" "$BUILD/killer" "$BUILD/logstore.hasty" "$memory/log" process 200 "$seed"
    rm -f "$BUILD/log" "$memory/log"
}

# fails ROUNDS LOGSTORE: lives that acknowledge for power, each ended with a failure, in the middle or not
fails() {
    local round lost=0 wrong=0
    power_all=0
    for ((round = 0; round < $1; round++)); do
        [ $((round % 3)) != 0 ] || power_make || return 1
        power_life "$BUILD/$2" power 20000 "0.$((RANDOM % 90 + 10))"
        power_fail "$BUILD/logstore" || wrong=$((wrong + 1))
        [ "$power_kept" = 0 ] || power_all=$((power_all + power_kept - power_before))
        [ "$power_found" -ge "$power_kept" ] || lost=$((lost + 1))
    done
    [ "$lost" = 0 ] && [ "$wrong" = 0 ] && [ "$power_all" -gt "$1" ]
}

# after_process LOGSTORE: one that acknowledges for power after one that did not, and was killed
after_process() {
    power_make || return 2
    power_life "$BUILD/$1" process 300 all
    power_life "$BUILD/$1" power 5 all
    power_fail "$BUILD/logstore" && [ "$power_kept" = 305 ] && [ "$power_found" = 305 ]
}

without_power() {
    needs_fact capabilities "power failure" || return
    seq -f "%1000.0f" 1 40000 >"$BUILD/lines"
    if ! power_make; then
        skip "power failure" "no file system in an image: $power_why"
        return
    fi
    if fails 8 logstore; then
        pass "power failure: all that was acknowledged for power is there"
        echo "    $power_all records acknowledged in 8 lives, the last failure left $power_found"
    else
        fail "power failure: all that was acknowledged for power is there" "$power_kept kept, $power_found found"
    fi
    # The test sees a loss: these were acknowledged too.
    power_make && power_life "$BUILD/logstore" process 500 all
    if power_fail "$BUILD/logstore" && [ "$power_kept" = 500 ] && [ "$power_found" -lt 500 ]; then
        pass "power failure: what was acknowledged for the process alone may be lost"
        echo "    $power_kept records acknowledged, $power_found left"
    else
        fail "power failure: what was acknowledged for the process alone may be lost" "$power_found of $power_kept left"
    fi
    if after_process logstore; then
        pass "power failure: what an earlier life left is there too"
    else
        fail "power failure: what an earlier life left is there too" "$power_found of $power_kept left"
    fi
    mutant forgetful logstore.c 's/fsync(file) == 0/file >= 0/' logstore && if after_process logstore.forgetful; then
        fail "mutant forgetful" "nothing was lost"
    else
        pass "mutant forgetful"
    fi
    power_clean
}

# 256 MiB in lines of 8000 bytes.
many_lines() { seq 1 40000000 2>/dev/null | base64 -w 8000 2>/dev/null | head -n 33550; }

# hoards NAME ARGUMENTS...: killed for want of memory, in a cgroup of 16 MiB
hoards() {
    local log=$BUILD/logs/hoard status
    cgroup_make 16
    cgroup_run "$BUILD/hoard" "${@:2}" >"$log" 2>&1
    status=$?
    if [ "$status" = 137 ] && [ "$(cgroup_kills)" = 1 ]; then
        pass "16 MiB: $1 is killed"
        echo "    $(grep '^hoard:' "$log" | tail -n 1), then killed for want of memory"
    else
        fail "16 MiB: $1 is killed" "$(ended "$status"), $(cgroup_kills) killed, $(tail -n 1 "$log")"
    fi
}

in_little_memory() {
    local log=$BUILD/log kept
    needs_fact memory_cgroup "16 MiB of memory" || return
    if ! cgroup_make 16; then
        fail "16 MiB of memory" "no memory cgroup: $cgroup_why"
        return
    fi
    rm -f "$log"
    kept=$(many_lines | cgroup_run "$BUILD/logstore" append "$log" process 2>"$BUILD/logs/little" | tail -n 1)
    if [ "$kept" = 33550 ] && [ "$(cgroup_kills)" = 0 ]; then
        pass "16 MiB: logstore appends 256"
        sed 's/^/    /' "$BUILD/logs/little"
        echo "    at most $(($(cgroup_peak) >> 10)) KiB of memory at any time, page cache included (cgroup" \
            "v$cgroup_version)"
    else
        fail "16 MiB: logstore appends 256" "kept ${kept:-nothing}, $(cgroup_kills) killed: $(cat "$BUILD/logs/little")"
    fi
    if cgroup_run "$BUILD/logstore" read "$log" 2>"$BUILD/logs/little" | cmp -s - <(many_lines) &&
        [ "$(cgroup_kills)" = 0 ]; then
        pass "16 MiB: logstore reads 256"
    else
        fail "16 MiB: logstore reads 256" "$(cgroup_kills) killed: $(cat "$BUILD/logs/little")"
    fi
    hoards "private memory" private 256
    hoards "anonymous shared memory" shared 256
    hoards "a private mapping of the log" copy 256 "$log"
    cgroup_remove
    rm -f "$log"
}

logstore_suite() {
    local program
    for program in logstore killer hoard; do
        build "$program" || return
    done
    try_fails "a file that is no log is refused" "no log" "$BUILD/logstore" append tests/examples/log.h process
    killed
    without_power
    in_little_memory
}
