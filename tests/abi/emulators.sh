# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# QEMU's user-mode emulators, of version 10 or newer: before, mmap2 of 32-bit ABIs lost the offset's high bits. Where
# Debian's own are older, newer ones are unpacked in the cache; they are linked statically.

emulator_major=10

emulators_major() {
    local version
    version=$("$1/qemu-aarch64" --version 2>/dev/null | sed -n 's/^qemu-aarch64 version \([0-9]*\).*/\1/p')
    echo "${version:-0}"
}

# emulators: prints the directory that holds them, or says why there is none, and fails.
emulators() {
    local directory at=$CACHE/qemu-user suite root scratch
    directory=$(command -v qemu-aarch64) && directory=$(dirname "$directory") &&
        [ "$(emulators_major "$directory")" -ge "$emulator_major" ] && { echo "$directory"; return; }
    if [ "$(emulators_major "$at/usr/bin")" -lt "$emulator_major" ]; then
        mkdir -p "$at"
        for suite in "$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")-backports" trixie sid; do
            root=$(apt_root "$suite" "$(dpkg --print-architecture)" 2>"$at/log") || continue
            scratch=$(mktemp -d "$at/fetch.XXXXXX")
            download "$root" qemu-user "$scratch" 2>"$at/log" && dpkg-deb -x "$scratch"/qemu-user_*.deb "$scratch" &&
                rm -rf "${at:?}/usr" && mv "$scratch/usr" "$at/usr"
            rm -rf "$scratch"
            [ "$(emulators_major "$at/usr/bin")" -ge "$emulator_major" ] && break
        done
    fi
    if [ "$(emulators_major "$at/usr/bin")" -lt "$emulator_major" ]; then
        echo "no qemu-user of version $emulator_major or newer: $(tail -n 1 "$at/log" 2>/dev/null)"
        return 1
    fi
    echo "$at/usr/bin"
}

# QEMU gave Alpha pages of 4096 bytes from version 9 on; processors have 8192, and the library relies on it.
alpha_major=8

# alpha_emulators: as emulators, for the last version that is right.
alpha_emulators() {
    local directory at=$CACHE/qemu-alpha root scratch version
    version=$(qemu-alpha --version 2>/dev/null | sed -n 's/^qemu-alpha version \([0-9]*\).*/\1/p')
    if [ "${version:-99}" -le "$alpha_major" ]; then
        directory=$(command -v qemu-alpha) && dirname "$directory"
        return
    fi
    if [ ! -x "$at/qemu-alpha" ]; then
        mkdir -p "$at"
        root=$(apt_root bookworm "$(dpkg --print-architecture)" 2>"$at/log") || { cat "$at/log"; return 1; }
        scratch=$(mktemp -d "$at/fetch.XXXXXX")
        download "$root" qemu-user-static "$scratch" 2>"$at/log" && dpkg-deb -x "$scratch"/qemu-user-static_*.deb "$scratch" &&
            mv "$scratch/usr/bin/qemu-alpha-static" "$at/qemu-alpha"
        rm -rf "$scratch"
    fi
    [ -x "$at/qemu-alpha" ] || { echo "no qemu-alpha of version $alpha_major or older: $(tail -n 1 "$at/log")"; return 1; }
    echo "$at"
}

# The newest clang that has its lld beside it: it knows all targets.
newest_clang() {
    local command version
    for command in $(compgen -c clang- | grep -xE 'clang-[0-9]+' | sort -u -V -r); do
        version=${command#clang-}
        [ "$version" -ge 16 ] && command -v "ld.lld-$version" >/dev/null && { echo "$command"; return; }
    done
    return 1
}
