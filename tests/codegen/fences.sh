#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tests/codegen/fences.sh TREE: whether a store into a cache orders its writes, a fetch its reads, on a processor that would
# not by itself (aarch64): the stamps before and the stamps after, for a value in one piece and in several. And whether code
# is in memory when the caches are to agree (x86-64): gcc may leave out what it believes to be written over unread. Prints
# what does not.
here=$(dirname "$0")
written() {
    gcc -std=c11 -O2 -ffreestanding "-I$1/include" -S "$here/fences_code.c" -o - | awk '
        $1 == "movb" { n++ }
        END {
            if (n != 2) {
                printf "of two bytes of code, written one after the other, %d are\n", n
                exit 1
            }
        }'
}
[ "$(uname -m)" != x86_64 ] || written "$1" || exit 1
clang --target=aarch64-linux-gnu -std=c11 -O1 -ffreestanding "-I$1/include" -S "$here/fences.c" -o - | awk '
    /^rawmap_[a-z0-9_]+:/ { name = $1; sub(/:.*/, "", name) }
    $1 == "dmb" { n[name, $2]++ }
    function wants(name, order, count) {
        if (n[name, order] != count) {
            printf "%s has %d of %d dmb %s\n", name, n[name, order], count, order
            wrong = 1
        }
    }
    END {
        wants("rawmap_cache_store", "ish", 2)
        wants("rawmap_cache_fetch", "ishld", 2)
        wants("rawmap_i_cache_store_pieces", "ish", 2)
        wants("rawmap_i_cache_fetch_pieces", "ishld", 3) # and one for each later piece
        exit wrong
    }'
