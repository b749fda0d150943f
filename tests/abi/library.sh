#!/bin/bash
# SPDX-License-Identifier: MIT
# One ABI's compiled library: built through CMake with toolchains/NAME.cmake, used by a program with libc, static and
# shared, and by the conformance program, which then calls its functions instead of having them inline.
# library.sh NAME FLAGS EMULATOR SYSROOT    with EMULATORS, BUILD and the functions `ended` of tests/lib.sh and `libc_runs`
# of readme.sh; prints result lines.
set -u -o pipefail
export LC_ALL=C
name=$1 flags=$2 emulator=$3 sysroot=$4
at=$BUILD/library/$name
[ "$flags" != - ] || flags=
rm -rf "$at"
mkdir -p "$at"
compiler=$(sed -n 's/^set(CMAKE_C_COMPILER \(.*\))$/\1/p' "tests/abi/toolchains/$name.cmake")
warnings="-Wall -Wextra -Werror"
export PATH=$EMULATORS:$PATH

step() {
    local what=$1
    shift
    if timeout 300 "$@" >"$at/log" 2>&1; then
        echo "pass $name library: $what"
        return 0
    fi
    echo "FAIL $name library: $what: $*"
    tail -n 12 "$at/log" | sed 's/^/    /'
    return 1
}

optimisation=-O2 type=Release
case $name in sh4*) optimisation=-O0 type=Debug ;; esac # what faulty.c shows

step "cmake" cmake -S . -B "$at" -G "Unix Makefiles" --toolchain "tests/abi/toolchains/$name.cmake" \
    -DCMAKE_BUILD_TYPE=$type -DRAWMAP_WARNINGS=ON -DRAWMAP_TOOL=OFF || exit
step "build" cmake --build "$at" || exit

# runs_libc OPTION...: whether the emulator runs a program with this libc at all. What the shell says of a program that
# a signal ended belongs to the log as well.
runs_libc() {
    # shellcheck disable=SC2086
    {
        $compiler $flags "$@" tests/abi/nothing.c -o "$at/nothing" &&
            timeout 20 $emulator -L "$sysroot" "$at/nothing"
    } >"$at/log" 2>&1
}

# with_libc LINKAGE ARGUMENT...: library.c, built and run.
with_libc() {
    local linkage=$1 status
    shift
    # shellcheck disable=SC2086
    step "a program with libc, $linkage" $compiler $flags $optimisation -std=c11 $warnings -DRAWMAP_LINK -Iinclude \
        tests/abi/library.c "$@" -o "$at/$linkage" || return
    if [ "$linkage" = shared ] && ! readelf -dW "$at/shared" | grep 'NEEDED.*librawmap' >/dev/null; then
        echo "FAIL $name library: shared: the program does not need librawmap.so"
        return
    fi
    local option=()
    [ "$linkage" = shared ] || option=(-static)
    runs_libc ${option[@]+"${option[@]}"}
    status=$?
    if [ $status = 0 ]; then
        # shellcheck disable=SC2086
        step "it runs, $linkage" $emulator -L "$sysroot" "$at/$linkage"
    elif libc_runs "$name" "$linkage"; then
        echo "FAIL $name library: it runs, $linkage: even an empty program with this libc does not, $(ended $status)"
    else
        echo "known $name library: $linkage, linked only: $emulator does not run even an empty program with this libc"
    fi
}
with_libc static -static "$at/librawmap.a"
with_libc shared -L"$at" -lrawmap "-Wl,-rpath,$at"

# The libc's archive comes last: gcc for m68k calls memcpy where a function returns three words.
# shellcheck disable=SC2086
step "conformance with the library" $compiler $flags $optimisation -std=c11 $warnings -DRAWMAP_LINK -ffreestanding \
    -nostdlib -static -fno-pie -no-pie -fno-stack-protector -Iinclude -Wl,-e,_start tests/conformance/all.c \
    tests/conformance/other.c "$at/librawmap.a" -lgcc "$($compiler $flags -print-file-name=libc.a)" -o "$at/conformance" &&
    step "conformance with the library runs" $emulator "$at/conformance" emulator
