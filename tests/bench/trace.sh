# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What rawmap trace costs a program of 100000 memory calls, beside strace; and one of none, beside nobody, and beside a filter
# that allows everything (allowed.c): in turn, pair by pair, with the median of the ratios. For the eye: nothing here fails.
# Sourced by tests/bench/run.

# traced_pairs NAME ROUNDS COMMAND...: how many times as long under rawmap as under the other, which stands behind --
traced_pairs() {
    python3 - "$@" <<'PYTHON'
import statistics, subprocess, sys, time
name, rounds = sys.argv[1], int(sys.argv[2])
cut = sys.argv.index("--", 3)
sides = sys.argv[3:cut], sys.argv[cut + 1:]
ratios = []
for i in range(rounds):
    times = []
    for side in sides:
        start = time.monotonic()
        subprocess.run(side, check=True)
        times.append(time.monotonic() - start)
    ratios.append(times[0] / times[1])
print("%s: %.2f (%.2f to %.2f in %d pairs)" % (name, statistics.median(ratios), min(ratios), max(ratios), rounds))
PYTHON
}

if has ptrace && has nested_filters && want strace cmake &&
    try "the tool is built" sh -c "cmake -S . -B '$BUILD/tool' -DCMAKE_BUILD_TYPE=Release && cmake --build '$BUILD/tool' --target rawmap_tool" &&
    try "many.c" gcc -std=gnu11 -O1 -pthread tests/trace/many.c -o "$BUILD/many"; then
    traced=("$BUILD/tool/rawmap" trace -o /dev/null)
    traced_pairs "100000 memory calls, rawmap trace / strace" 9 "${traced[@]}" "$BUILD/many" memory 50000 -- \
        strace -f --seccomp-bpf -e trace=%memory -o /dev/null "$BUILD/many" memory 50000
    traced_pairs "no memory calls, but reads of 64 KiB, rawmap trace / untraced" 15 "${traced[@]}" "$BUILD/many" reads 20000 -- \
        "$BUILD/many" reads 20000
    traced_pairs "nothing but the shortest system call, rawmap trace / untraced" 15 "${traced[@]}" "$BUILD/many" other 2000000 -- \
        "$BUILD/many" other 2000000
    try "allowed.c" gcc -std=gnu11 -O1 tests/bench/allowed.c -o "$BUILD/allowed" &&
        traced_pairs "the same, rawmap trace / a filter that allows everything" 15 "${traced[@]}" "$BUILD/many" other 2000000 -- \
            "$BUILD/allowed" "$BUILD/many" other 2000000
fi
