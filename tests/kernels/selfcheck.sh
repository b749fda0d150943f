# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# shellcheck disable=SC2154 # row_*: see read_row; $programs and $CACHE: see run
# Whether the suite sees what it is for: programs that fail, kernels that panic and kernels that hang. The newest x86-64
# kernel is booted with programs that go wrong on purpose (selfcheck.c), and each must come out as the failure that it is.

self_abi=x86_64-clang

# expect NAME OUTCOME WORDS FILE ROW: a result of that outcome for the row, with the words in its reason.
expect() {
    if awk -F '\t' -v outcome="$2" -v words="$3" -v row="$5" \
        '$1 == outcome && $2 == row && index($3, words) { found = 1 } END { exit !found }' "$4"; then
        printf 'pass\tself-check: %s\t\n' "$1"
    else
        printf 'fail\tself-check: %s\t%s\n' "$1" "expected $2 ($3), found: $(grep -F "$5" "$4" | tr '\t\n' ' ;')"
    fi
}

# wrong_boot DIRECTORY INIT APPEND MODE...: a boot whose programs are selfcheck in these modes; then the usual judgement.
wrong_boot() {
    local directory=$1 init=$2 append=$3 mode why
    shift 3
    mkdir -p "$directory"
    : >"$directory/tests"
    for mode; do
        echo "2 $self_abi/selfcheck@$mode /programs/$self_abi/selfcheck $mode" >>"$directory/tests"
    done
    sed -i 's|/selfcheck missing$|/no-such-program|' "$directory/tests"
    initrd "$init" "$directory/tests" "$self_abi/selfcheck" "$programs/$self_abi/selfcheck" >"$directory/initrd.gz"
    why=$(boot "$CACHE/kernels/$row_name/kernel" "$directory/initrd.gz" "$directory/log" 30 qemu-system-x86_64 \
        "$row_machine" "$row_console" "$append")
    judge "$directory" "$self_release" "$why"
}

# beside COMMAND...: in the background, where machines may run at the same time.
beside() {
    # shellcheck disable=SC2154 # jobs: see run
    if [ "$jobs" -gt 1 ]; then
        "$@" &
    else
        "$@"
    fi
}

# self_check LINE: LINE is the row of the kernel to use, of which the cache has to hold the kernel.
self_check() {
    local at=$BUILD/selfcheck self_release mode init
    rm -rf "$at"
    mkdir -p "$at"
    read_row "$1"
    init=$programs/$self_abi/init
    self_release=$(release_of "$row_name")
    beside wrong_boot "$at/programs" "$init" "" good fail contradict disagree nothing silent crash hang missing disorder
    beside wrong_boot "$at/panic" "$init" "" good panic good
    wait
    # Not the kernel that was meant: the same log, judged against another version, and against another page size.
    wrong_judgement "$at/version" 1.2.3 "$row_page"
    wrong_judgement "$at/page" "$self_release" 16384
    boot_seconds=4 beside wrong_boot "$at/hang" "$programs/$self_abi/selfcheck" "-- hang" good
    beside wrong_boot "$at/end" "$programs/$self_abi/selfcheck" "-- fail" good
    wait
    {
        expect "a good program passes" pass "" "$at/programs/results" "$row_name $self_abi/selfcheck@good"
        while read -r mode words; do
            expect "program: $mode" fail "$words" "$at/programs/results" "$row_name $self_abi/selfcheck@$mode"
        done <<'END'
fail ended with 1
contradict counts failures
disagree counts failures
nothing had no cases
silent did not say what it did
crash killed by signal 11
hang did not end in time
missing ended with 127
END
        expect "a kernel that reports a bug fails" fail "in disorder" "$at/programs/results" "$row_name"
        expect "a panic fails the kernel" fail "Kernel panic" "$at/panic/results" "$row_name"
        expect "a program before the panic keeps its verdict" pass "" "$at/panic/results" "$row_name $self_abi/selfcheck@good"
        expect "a program in the panic fails" fail "no verdict" "$at/panic/results" "$row_name $self_abi/selfcheck@panic"
        expect "a kernel that cannot run /init fails" fail "Kernel panic" "$at/end/results" "$row_name"
        expect "a kernel that hangs fails" fail "no sign of /init" "$at/hang/results" "$row_name"
        expect "a program that never started fails" fail "never started" "$at/hang/results" "$row_name $self_abi/selfcheck@good"
        expect "another version fails" fail "it calls itself" "$at/version/results" "$row_name"
        expect "another page size fails" fail "its pages have" "$at/page/results" "$row_name"
    } >"$at/results"
}

# wrong_judgement DIRECTORY RELEASE PAGE: judges the finished log of the good and bad programs.
wrong_judgement() {
    local directory=$1 row_page=$3
    mkdir -p "$directory"
    cp "$BUILD/selfcheck/programs/log" "$BUILD/selfcheck/programs/tests" "$directory"
    judge "$directory" "$2" ""
}
