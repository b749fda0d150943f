# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What the library tells the sanitizers (core/sanitizers.h), by the cases of aware.c: clean with it; clean by libc, where its
# calls are known; reported without it, so that each case can fail; and true mistakes are reported all the same.

sanitizer_flags="-std=gnu11 -g -O1 -Wall -Wextra -Wno-uninitialized -Iinclude -pthread"

# seen PROGRAM CASE: clean, reported, or what else became of it. Without random addresses, which older runtimes do not bear.
seen() {
    local out status without=()
    ! setarch "$(uname -m)" -R true 2>/dev/null || without=(setarch "$(uname -m)" -R)
    out=$(TSAN_OPTIONS=halt_on_error=1 timeout 60 "${without[@]}" "$1" "$2" 2>&1 </dev/null)
    status=$?
    case $status:$out in
    0:clean) echo clean ;;
    0:* | 2:* | 3:*) echo "status $status: $out" | head -n 1 ;;
    *:*Sanitizer:*) echo reported ;;
    *) echo "status $status: $out" | head -n 1 ;;
    esac
}
# wants WHAT PROGRAM CASE...: each of them is so
wants() {
    local each was
    for each in "${@:3}"; do
        was=$(seen "$2" "$each")
        if [ "$was" = "$1" ]; then
            pass "$(basename "$2"): $each is $1"
        else
            fail "$(basename "$2"): $each is $1" "it is $was"
        fi
    done
}

# aware COMPILER SANITIZER "CLEAN..." "MISTAKES..." "REPORTED WITHOUT..." "CLEAN BY LIBC..."
aware() {
    local name=$1.$2
    # shellcheck disable=SC2086
    try "$name builds" "$1" $sanitizer_flags -fsanitize="$2" tests/sanitizers/aware.c -o "$BUILD/$name" &&
        try "$name.untold builds" "$1" $sanitizer_flags -fsanitize="$2" -DRAWMAP_NO_SANITIZER_HOOKS tests/sanitizers/aware.c -o "$BUILD/$name.untold" &&
        try "$name.libc builds" "$1" $sanitizer_flags -fsanitize="$2" -DBY_LIBC tests/sanitizers/aware.c -o "$BUILD/$name.libc" || return
    # shellcheck disable=SC2086
    {
        wants clean "$BUILD/$name" $3
        wants reported "$BUILD/$name" $4
        wants reported "$BUILD/$name.untold" $5
        wants clean "$BUILD/$name.libc" $6
    }
}

all="again moved residency copied size mappings pages nodes cached segment turns"
aware clang-14 memory "$all" "beyond marked" "again moved residency copied mappings" "again residency copied size turns"
for compiler in clang-14 gcc; do
    aware $compiler thread "$all" race turns "again residency copied size turns"
    # The runtimes of these versions take a page for marked that libc unmapped.
    aware $compiler address "$all" marked "again moved" "residency copied size turns"
done

# None of it is there where no sanitizer is on.
printf '#include "rawmap.h"\n#if RAWMAP_I_WATCHED\n#error watched\n#endif\n#ifdef RAWMAP_I_DOOR\n#error door\n#endif\n' >"$BUILD/unwatched.c"
for compiler in clang-14 gcc; do
    try "$compiler: nothing without a sanitizer" "$compiler" -Iinclude -fsyntax-only "$BUILD/unwatched.c"
done
