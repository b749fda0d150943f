# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Builds the static programs without libc, one set per ABI.

# build_all ABI DIRECTORY: /init and every program of programs.tsv, or fewer. Prints why, and fails, if one cannot be built.
build_all() {
    local abi=$1 directory=$2 name sources execve mount reboot
    mkdir -p "$directory"
    while IFS=$'\t' read -r name _ _ sources; do
        # shellcheck disable=SC2086 # sources are words
        build_program "$abi" $sources "$directory/$name" || return 1
    done < <(rows tests/kernels/programs.tsv)
    build_program "$abi" tests/kernels/selfcheck.c "$directory/selfcheck" || return 1
    read -r execve mount reboot < <(awk -v abi="$abi" '$1 == abi { print $2, $3, $4 }' tests/kernels/numbers.tsv)
    [ -n "$execve" ] || return 0 # not an ABI that a row lists first
    build_program "$abi" "-DINIT_NR_execve=$execve" "-DINIT_NR_mount=$mount" "-DINIT_NR_reboot=$reboot" \
        tests/kernels/init.c "$directory/init"
}

# rows FILE: the lines that are not comments.
rows() {
    grep -v '^#' "$1"
}
