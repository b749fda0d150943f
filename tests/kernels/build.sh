# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Builds the static programs without libc, one set per ABI.

# build_program ROW OPTION-OR-SOURCE... OUTPUT: one static program that needs no libc, for a row of tests/abi/abis.tsv.
build_program() {
    local row=$1 compiler flags libgcc=''
    shift
    IFS=$'\t' read -r _ _ compiler flags _ < <(abi_row "$row")
    case ${compiler:--} in
        -) echo "error: tests/abi/abis.tsv has no compiler for $row" >&2; return 1 ;;
        clang)
            compiler=$(newest_clang) || { echo "error: no clang with its lld, of version 16 or newer" >&2; return 1; }
            flags+=" -fuse-ld=lld-${compiler#clang-} -Wno-option-ignored"
            ;;
        *) libgcc=-lgcc ;;
    esac
    # shellcheck disable=SC2086 # flags are words
    "$compiler" ${flags#- } -std=c11 -O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Werror -Iinclude -Itests/conformance \
        -ffreestanding -nostdlib -static -fno-pie -fno-stack-protector -Wl,-e,_start "${@:1:$#-1}" -o "${@: -1}" $libgcc
}

# abi_row ROW: its line in abis.tsv.
abi_row() {
    rows tests/abi/abis.tsv | grep "^$1	"
}

# build_all ROW DIRECTORY: /init and every program of programs.tsv, or fewer. Prints why, and fails, if one cannot be built.
build_all() {
    local row=$1 directory=$2 name sources abi execve mount reboot
    mkdir -p "$directory"
    while IFS=$'\t' read -r name _ _ _ sources; do
        # shellcheck disable=SC2086 # sources are words
        build_program "$row" $sources "$directory/$name" || return 1
    done < <(rows tests/kernels/programs.tsv)
    build_program "$row" tests/kernels/selfcheck.c "$directory/selfcheck" || return 1
    IFS=$'\t' read -r _ abi _ < <(abi_row "$row")
    read -r execve mount reboot < <(awk -v abi="$abi" '$1 == abi { print $2, $3, $4 }' tests/kernels/numbers.tsv)
    [ -n "$execve" ] || return 0 # not an ABI that a kernel lists first
    build_program "$row" "-DINIT_NR_execve=$execve" "-DINIT_NR_mount=$mount" "-DINIT_NR_reboot=$reboot" \
        tests/kernels/init.c "$directory/init"
}

# rows FILE: the lines that are not comments.
rows() {
    grep -v '^#' "$1"
}
