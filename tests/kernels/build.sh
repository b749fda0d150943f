# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Builds the static programs without libc, one set per ABI.

# target_of ABI: clang's name for it.
target_of() {
    case $1 in
        x86_64 | aarch64 | riscv64 | s390x | loongarch64) echo "$1-linux-gnu" ;;
        i386) echo i386-linux-gnu ;;
        x32) echo x86_64-linux-gnux32 ;;
        arm) echo arm-linux-gnueabihf ;;
        ppc64le) echo powerpc64le-linux-gnu ;;
        mips64el) echo mips64el-linux-gnuabi64 ;;
        mipsn32el) echo mips64el-linux-gnuabin32 ;;
        mipsel) echo mipsel-linux-gnu ;;
        *) return 1 ;;
    esac
}

# build_program ABI OPTION-OR-SOURCE... OUTPUT: one static program that needs no libc. On 64-bit MIPS clang has no use for
# -fno-pie, and would warn.
build_program() {
    local abi=$1 target
    shift
    target=$(target_of "$abi") || { echo "error: no compiler is known for $abi"; return 1; }
    clang-19 "--target=$target" -fuse-ld=lld-19 -std=c11 -O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef \
        -Werror -Wno-option-ignored -Iinclude -ffreestanding -nostdlib -static -fno-pie -fno-stack-protector \
        -Wl,-e,_start "${@:1:$#-1}" -o "${@: -1}"
}

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
