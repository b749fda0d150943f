#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tests/codegen/fences.sh TREE: whether a store into a cache orders its writes, a fetch its reads, on a processor that would
# not by itself (aarch64): the stamp before and the stamp after, two each. Prints what does not.
clang --target=aarch64-linux-gnu -std=c11 -O1 -ffreestanding "-I$1/include" -S "$(dirname "$0")/fences.c" -o - | awk '
    /^rawmap_cache_[a-z]+:/ { name = $1; sub(/:.*/, "", name) }
    $1 == "dmb" { n[name, $2]++ }
    function wants(name, order) {
        if (n[name, order] != 2) {
            printf "%s has %d of 2 dmb %s\n", name, n[name, order], order
            wrong = 1
        }
    }
    END {
        wants("rawmap_cache_store", "ish")
        wants("rawmap_cache_fetch", "ishld")
        exit wrong
    }'
