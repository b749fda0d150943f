# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What stops a whole unit: name, words, the options that make it fail, and those that put it right.
printf '#include "rawmap.h"\nextern int a_unit_must_declare_something;\n' >"$BUILD/units/whole.c"
while IFS='|' read -r name words wrong right; do
    total=$((total + 1))
    for compiler in "${compilers[@]}"; do
        for language in c c++; do
            ! spared "$compiler" "$language" || continue
            # shellcheck disable=SC2086
            background try_fails "$name: $compiler $language" "$words" \
                compile "$compiler" "$language" -fsyntax-only $wrong "$BUILD/units/whole.c"
            # shellcheck disable=SC2086
            background try "$name, put right: $compiler $language" \
                compile "$compiler" "$language" -fsyntax-only $warnings $right "$BUILD/units/whole.c"
        done
    done
done <<'END'
the library and a hook|RAWMAP_SYSCALL cannot reach into the compiled library|-DRAWMAP_LINK -DRAWMAP_SYSCALL=my_syscall|-DRAWMAP_SYSCALL=my_syscall
a library whose cold part alone is linked, and a hook|RAWMAP_SYSCALL cannot reach into the compiled library|-DRAWMAP_LINK_COLD -DRAWMAP_SYSCALL=my_syscall|-DRAWMAP_ONCE -DRAWMAP_SYSCALL=my_syscall
a linked library and an implementation|exclude each other|-DRAWMAP_LINK -DRAWMAP_IMPLEMENTATION|-DRAWMAP_LINK -DRAWMAP_LINK_COLD
an unknown architecture|rawmap has no arch/<abi>.h for this target|-ffreestanding -U__x86_64__ -U__aarch64__ -U__riscv -U__arm__ -U__i386__|-DRAWMAP_LINK
an unknown compiler|rawmap needs gcc or clang|-U__GNUC__|-DRAWMAP_LINK
END
