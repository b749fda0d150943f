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
    in_dialect att "$at.att.o" $1 && in_dialect intel "$at.intel.o" $1 && [ "$(wc -l <"$at.att.o.text")" -gt 10000 ] &&
        cmp "$at.att.o.text" "$at.intel.o.text"
}
if [ "$(uname -m)" = x86_64 ]; then
    {
        cat src/library.c
        printf 'void start(const void *stack);\nRAWMAP_START(start);\nvoid start(const void *stack)\n{\n    (void)stack;\n}\n'
    } >"$BUILD/dialect.c"
    for compiler in gcc clang "gcc -m32" "clang -m32"; do
        try "both dialects of assembly: $compiler" both_dialects "$compiler"
    done
fi
