# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# x86 has two ways to write assembly, and programs choose one of them for all their units: both give the same instructions.
# Sourced by tests/headers/run.

# in_dialect DIALECT OBJECT COMPILER FLAG...
in_dialect() {
    "${@:3}" "-masm=$1" -std=gnu11 -O2 -ffreestanding $warnings -Iinclude -c "$BUILD/dialect.c" -o "$2" &&
        objdump -d --no-show-raw-insn "$2" | sed -e 1,3d -e 's/xchg .*/xchg/' >"$2.text"
}
both_dialects() {
    local at=$BUILD/dialect.${1//[^a-z0-9]/_}
    # shellcheck disable=SC2086 # words
    in_dialect att "$at.att.o" $1 && in_dialect intel "$at.intel.o" $1 && [ "$(wc -l <"$at.att.o.text")" -gt 300 ] &&
        cmp "$at.att.o.text" "$at.intel.o.text"
}
if [ "$(uname -m)" = x86_64 ]; then
    cat >"$BUILD/dialect.c" <<'C'
#include <rawmap/map/pkey.h>
#include <rawmap/regions/cache.h>
#include <rawmap/regions/code.h>

long every(rawmap_cache *cache, void *value);
void start(const void *stack);

RAWMAP_START(start);
void start(const void *stack)
{
    (void)stack;
}
long every(rawmap_cache *cache, void *value)
{
    long sum = rawmap_syscall0(1) + rawmap_syscall1(2, 3) + rawmap_syscall2(4, 5, 6) + rawmap_syscall3(7, 8, 9, 10);
    const rawmap_pkey key = {1};
    sum += rawmap_syscall4(1, 2, 3, 4, 5) + rawmap_syscall5(1, 2, 3, 4, 5, 6) + rawmap_syscall6(1, 2, 3, 4, 5, 6, 7);
    sum += rawmap_cache_store(cache, 1, value, 5000) + rawmap_cache_fetch(cache, 1, value, 5000).status;
    sum += rawmap_code_changed(cache->memory);
    return sum + (long)rawmap_pkey_rights_now(key).rights.bits;
}
C
    for compiler in gcc clang "gcc -m32" "clang -m32"; do
        try "both dialects of assembly: $compiler" both_dialects "$compiler"
    done
fi
