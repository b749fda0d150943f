#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Reads what `cc -E -dM` says of rawmap.h, and prints a function for each name that every family has: the name alone, or
# with what it needs beside it. They want an array `bytes`.
set -eu
sed -n 's/^#define RAWMAP_HAS_\([A-Z_]*\)_\([a-z0-9_][a-z0-9_]*\) 1$/\1 \2/p' | sort | while read -r family name; do
    case $family/$name in
    PLACEMENT/near | PLACEMENT/exactly) echo "rawmap_placement has_$name(void); rawmap_placement has_$name(void) { return RAWMAP_${name^^}(bytes); }" && continue ;;
    PLACEMENT/*) echo "void has_$name(void); void has_$name(void) { (void)RAWMAP_${name^^}; }" && continue ;;
    */huge_shift) name='huge_shift(21)' ;;
    FILE_SHARED/noreserve) name='noreserve, hugetlb' ;;
    SYNC/async) name='async, invalidate' ;;
    POLICY/static_nodes | POLICY/relative_nodes | POLICY/balancing) name="$name, bind" ;;
    MDWE/no_inherit) name="$name, refuse_exec_gain" ;;
    LOCK_ALL/on_fault) name='on_fault, current' ;;
    OPEN/read_* | OPEN/write_only | OPEN/path | CREATE/read_* | CREATE/write_only) ;;
    OPEN/truncate | OPEN/append | CREATE/*) name="$name, read_write" ;;
    OPEN/*) name="$name, read_only" ;;
    esac
    id=has_${family}_${name%%[(,]*}
    echo "void $id(void); void $id(void) { (void)RAWMAP_$family($name); }"
done
