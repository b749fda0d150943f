# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Boots a kernel under QEMU and reads its console. Always emulated: inside another guest KVM may open and then hang.

boot_seconds=${RAWMAP_KERNELS_BOOT_SECONDS:-120} # from power on to /init's first line; 2 to 5 s are usual, 40 were seen on a busy machine

# machine KERNEL INITRD LOG LIMIT QEMU OPTIONS CONSOLE APPEND: one boot, at most LIMIT seconds after /init's first line.
# Ends when QEMU does; prints why it ended it itself, if so. The verdict is in the log alone, the milliseconds until
# /init's first line in LOG.boot.
machine() {
    local kernel=$1 initrd=$2 log=$3 limit=$4 qemu=$5 options=$6 console=$7 append=$8
    local pid start=${EPOCHREALTIME/./} now up='' done='' why=''
    : >"$log"
    # shellcheck disable=SC2086 # options are words
    timeout --foreground -k 5 $((boot_seconds + limit + 30)) "$qemu" -accel tcg $options -smp 1 -no-reboot -nodefaults \
        -no-user-config -display none -serial stdio -kernel "$kernel" -initrd "$initrd" \
        -append "console=$console panic=-1 quiet loglevel=2 $append" </dev/null >"$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        now=$(((${EPOCHREALTIME/./} - start) / 1000))
        if [ -z "$up" ]; then
            if grep -q '^VMKERNEL:' "$log"; then
                up=$now
                echo "$up" >"$log.boot"
            elif [ "$now" -ge $((boot_seconds * 1000)) ]; then
                why="no sign of /init within $boot_seconds s"
            fi
        elif [ "$((now - up))" -ge $((limit * 1000)) ]; then
            why="not done within $limit s"
        elif [ -z "$done" ]; then
            ! grep -q '^VMDONE:' "$log" || done=$now
        elif [ "$((now - done))" -ge 10000 ]; then
            kill "$pid" 2>/dev/null # it has said all, and only fails to switch itself off
        fi
        if [ -n "$why" ]; then
            kill "$pid" 2>/dev/null
            wait "$pid" 2>/dev/null
            echo "$why"
            return 0
        fi
    done
    wait "$pid" 2>/dev/null
}

# boot ARGUMENTS-OF-MACHINE: tries twice at most, since an emulated boot fails now and then. Prints nothing when the
# log is complete, else the reason.
boot() {
    local log=$3 why try
    for try in 1 2; do
        why=$(machine "$@")
        tr -d '\r' <"$log" >"$log.plain" && mv "$log.plain" "$log"
        if grep -q '^VMDONE:' "$log"; then
            return 0
        fi
        [ "$try" = 2 ] || cp "$log" "$log.first"
    done
    [ -n "$why" ] || why=$(grep -m 1 -o 'Kernel panic.*' "$log" || tail -n 1 "$log")
    echo "${why:-the machine ended without a word}"
    return 0
}

# verdict LOG NAME: prints "<outcome>|<milliseconds>|<the program's own last line>|<reason>" for one program, from a log.
# It passes only if it ended with 0, said how many cases it had, had some, and counted none that failed. The reason of a
# failure ends with the program's first line that has FAIL in it.
verdict() {
    awk -v name="$2" '
        $0 == "VMBEGIN:" name { inside = 1; begun = 1; next }
        inside && index($0, "VMEXIT:" name ":") == 1 {
            split(substr($0, length("VMEXIT:" name ":") + 1), part, ":")
            status = part[1]; milliseconds = part[2]; inside = 0; ended = 1
        }
        inside && index($0, program ": ") == 1 && / [0-9]+ / { last = $0 }
        inside && /FAIL/ && first == "" { first = $0; gsub(/[|\t]/, " ", first) }
        BEGIN { program = name; sub(/^.*\//, "", program); sub(/@.*/, "", program) }
        # count(WORDS): the number before the word, in the program'"'"'s last line; -1 without it.
        function count(word,    field, i, n) {
            n = split(last, field, /[ ,]+/)
            for (i = 2; i <= n; i++)
                if (field[i] == word && field[i - 1] ~ /^[0-9]+$/)
                    return field[i - 1] + 0
            return -1
        }
        END {
            if (!begun) reason = "never started"
            else if (!ended) reason = "no verdict: the kernel did not last"
            else if (status == "timeout") reason = "did not end in time"
            else if (status != "0") reason = (status > 128 ? "killed by signal " (status - 128) : "ended with " status)
            else if (last == "") reason = "did not say what it did"
            else if (count("failed") > 0 || count("disagreements") > 0 || count("unexplained") > 0)
                reason = "ended with 0, but counts failures"
            else if (count("passed") < 1 && count("cases") < 1) reason = "had no cases"
            if (reason != "" && first != "") reason = reason ", first: " first
            printf "%s|%s|%s|%s\n", reason == "" ? "pass" : "fail", milliseconds, last, reason
        }' "$1"
}
