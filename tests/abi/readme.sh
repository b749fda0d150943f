# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The table of ABIs in README.md, from what a run of the suite saw: nothing in it depends on the machine or its day. So
# x86 programs are "run by x86-64" whether the kernel ran them or, where it cannot, an emulator; and libc.tsv says which
# programs with a libc run.

readme_begin='<!-- From here to the next mark: written by tests/abi/run --readme, checked by tests/abi/run. -->'
readme_end='<!-- The end of what tests/abi/run wrote. -->'

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

# readme_table SEEN: from its lines "abi row compiler emulator modes-run" and "abi library how", tabs between.
readme_table() {
    local abi
    echo '| ABI | variants | compilers | run by | real kernels | compiled library, with a libc |'
    echo '|---|---|---|---|---|---|'
    for abi in $(sed -n 's/^#include "\(.*\)\.h"$/\1/p' arch/select.h); do
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

# readme_section SEEN: the table between its marks.
readme_section() {
    printf '%s\n\n' "$readme_begin"
    readme_table "$1"
    printf '\n%s\n' "$readme_end"
}

# readme_of_tree: what README.md has there now.
readme_of_tree() {
    awk -v begin="$readme_begin" -v end="$readme_end" '$0 == begin { inside = 1 } inside { print } $0 == end { inside = 0 }' README.md
}

# readme_write FILE: puts its lines in the place of those in README.md.
readme_write() {
    awk -v begin="$readme_begin" -v end="$readme_end" -v file="$1" '
        $0 == begin { while ((getline line < file) > 0) print line; inside = 1 }
        !inside { print }
        $0 == end { inside = 0 }
    ' README.md >"$BUILD/README.md" && cat "$BUILD/README.md" >README.md
}
