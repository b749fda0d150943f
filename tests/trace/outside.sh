# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What comes to the tool from outside: signals while the program begins, while it runs and when it has ended; a reader of the
# report that goes; names that are long, or no ASCII. Sourced by tests/trace/run.

# In the first milliseconds, a burst for the whole group that means nothing to either: nobody waits for the other for ever.
begins_under_signals() {
    python3 - "$tool" <<'PYTHON'
import os, signal, subprocess, sys, time
for round in range(30):
    child = subprocess.Popen([sys.argv[1], "trace", "-o", "/dev/null", "true"], start_new_session=True)
    end = time.monotonic() + 0.02
    while time.monotonic() < end:
        try:
            os.killpg(child.pid, signal.SIGWINCH if round % 2 else signal.SIGCONT)
        except ProcessLookupError:
            pass
    try:
        status = child.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        sys.exit("round %d never ended" % round)
    if status != 0:
        sys.exit("round %d: %d" % (round, status))
PYTHON
}
try "signals while the program begins" begins_under_signals

# The reader of the report goes at once: the program runs to its end.
try "a reader that goes" sh -c "('$tool' trace sh -c '\"$BUILD/refused\"; echo ran >\"$BUILD/ran\"; exit 6'; echo \$? >'$BUILD/status') 2>&1 | head -n 0; sleep 0.2;
    [ \$(cat '$BUILD/ran') = ran ] && [ \$(cat '$BUILD/status') = 6 ]"

# The program has ended, and a child of it goes on: a signal for the tool is for that.
ended_before_its_child() {
    local traced status
    "$tool" trace -o "$BUILD/out.trace" sh -c 'sh -c "trap \"echo told >$1; exit\" TERM; while :; do sleep 0.05; done" & exit 3' sh "$BUILD/child.said" &
    traced=$!
    sleep 0.7
    kill -TERM $traced
    wait $traced
    status=$?
    [ $status = 3 ] && [ "$(cat "$BUILD/child.said")" = told ] || { echo "status $status; the child said: $(cat "$BUILD/child.said")"; return 1; }
}
rm -f "$BUILD/ran" "$BUILD/child.said"
try "a signal goes to who outlives the program" ended_before_its_child

# An object of JSON with callers, each in a file of the longest name: in letters of two bytes, and in bytes that are
# no letters.
letters=$(printf 'я%.0s' {1..100})
named=$(mktemp -d /tmp/named.XXXXXX) # the tool keeps names of 255 bytes
callers=0
! uname -m | grep -E '^(x86_64|aarch64|riscv64)$' >/dev/null || callers=3
for name in letters bytes; do
    long=$letters
    [ $name = letters ] || long=$(printf '\377%.0s' {1..200})
    mkdir -p "$named/$long" && cp "$BUILD/many" "$named/$long/"
    try "long names in $name" "$tool" trace --json -o "$BUILD/named.$name" -- "$named/$long/many" deep 12
    try "long names in $name: every line is JSON" ask "$BUILD/named.$name" \
        'len(events) == 2 and len([c for c in events[0]["callers"] if c["object"].endswith("/many")]) >= '$callers
done
try "long names in letters are those letters" grep -qF "$letters/many" "$BUILD/named.letters"
rm -rf "$named"

ends "no such process: a number that is none" 1 "$tool" trace -p 18446744073709551617
