# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The table of ABIs in src/manual/abis.md, from what a run of the suite saw: nothing in it depends on the machine or its
# day. So x86 programs are "run by x86-64" whether the kernel ran them or, where it cannot, an emulator; and libc.tsv says which
# programs with a libc run.

page_begin='<!-- From here to the next mark: written by tests/abi/run --page, checked by tests/abi/run. -->'
page_end='<!-- The end of what tests/abi/run wrote. -->'

# kernels_of ABI: the real kernels that the kernels suite boots for it, as "amd64: 6.1 6.12 newest; ...".
kernels_of() {
    awk -F '\t' -v abi="$1" '
        /^#/ { next }
        FILENAME ~ /abis\.tsv$/ { of[$1] = $2; next }
        $11 != "extra" {
            n = split($10, row, ",")
            ours = 0
            for (i = 1; i <= n; i++)
                ours = ours || of[row[i]] == abi
            if (!ours)
                next
            dash = index($1, "-")
            machine = substr($1, 1, dash - 1)
            if (!(machine in kernels))
                order[++machines] = machine
            kernels[machine] = kernels[machine] " " substr($1, dash + 1)
        }
        END { for (i = 1; i <= machines; i++) printf "%s%s:%s", (i > 1 ? "; " : ""), order[i], kernels[order[i]] }
    ' tests/abi/abis.tsv tests/kernels/kernels.tsv
}

# libc_runs ROW LINKAGE: whether such a program runs.
libc_runs() { ! grep -q "^$1	$2	" tests/abi/libc.tsv; }

# page_table SEEN: from its lines "abi row compiler emulator modes-run" and "abi library how", tabs between.
page_table() {
    local abi
    echo '| ABI | variants | compilers | run by | real kernels | compiled library, with a libc |'
    echo '|---|---|---|---|---|---|'
    for abi in $(sed -n 's/^#include "\([^".]*\)\.h"$/\1/p' arch/select.h); do
        awk -F '\t' -v abi="$abi" -v kernels="$(kernels_of "$abi")" '
            function add(list, item) {
                return index(" " list " ", " " item " ") ? list : list (list == "" ? "" : " ") item
            }
            $1 != abi { next }
            $2 == "library" { library = add(library, $3); next }
            {
                variant = $2
                sub(/-(gcc|clang)$/, "", variant)
                variants = add(variants, variant)
                compilers = add(compilers, $3 ~ /clang/ ? "clang" : "gcc")
                if ($5 > 0)
                    emulators = add(emulators, $4 == "this" ? "x86-64" : $4)
            }
            END {
                if (variants == "")
                    variants = compilers = "-"
                if (emulators == "")
                    emulators = variants != "-" ? "linked only" : "values only"
                gsub(/qemu-(x86_64|i386)/, "x86-64", emulators)
                printf "| %s | %s | %s | %s | %s | %s |\n", abi, variants, compilers, emulators,
                    (kernels == "" ? "-" : kernels), (library == "" ? "-" : library)
            }
        ' "$1"
    done
}

# page_section SEEN: the table between its marks.
page_section() {
    printf '%s\n\n' "$page_begin"
    page_table "$1"
    printf '\n%s\n' "$page_end"
}

# page_of_tree: what src/manual/abis.md has there now.
page_of_tree() {
    awk -v begin="$page_begin" -v end="$page_end" '$0 == begin { inside = 1 } inside { print } $0 == end { inside = 0 }' src/manual/abis.md
}

# page_write FILE: puts its lines in the place of those in src/manual/abis.md.
page_write() {
    awk -v begin="$page_begin" -v end="$page_end" -v file="$1" '
        $0 == begin { while ((getline line < file) > 0) print line; inside = 1 }
        !inside { print }
        $0 == end { inside = 0 }
    ' src/manual/abis.md >"$BUILD/abis.md" && cat "$BUILD/abis.md" >src/manual/abis.md
}
