# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The emulators: Debian's packages, and for the one architecture that the stable QEMU does not boot, a newer one unpacked
# in the cache.

# QEMU before 9 does not boot Linux on loongarch64.
loongarch_major=9

# qemu_of NAME: prints the command of qemu-system-NAME, or says on standard error why there is none.
qemu_of() {
    local command=qemu-system-$1
    if ! command -v "$command" >/dev/null; then
        echo "$command is not installed" >&2
        return 1
    fi
    if [ "$1" != loongarch64 ] || [ "$(qemu_major "$command")" -ge "$loongarch_major" ]; then
        echo "$command"
    else
        qemu_from_backports "$command"
    fi
}

# qemu_major COMMAND: 0 when it does not run.
qemu_major() {
    local version
    version=$("$1" --version 2>/dev/null | sed -n 's/^QEMU emulator version \([0-9]*\).*/\1/p')
    echo "${version:-0}"
}

# qemu_from_backports COMMAND: the same from the backports of this machine's own release, unpacked in the cache. The
# libraries are those of the older QEMU, which is installed.
qemu_from_backports() {
    local command=$1 at=$CACHE/qemu codename architecture root scratch
    if [ ! -x "$at/$command" ]; then
        codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
        architecture=$(dpkg --print-architecture)
        root=$(apt_root "$codename-backports" "$architecture") || return 1
        mkdir -p "$at"
        scratch=$(mktemp -d "$at/fetch.XXXXXX")
        download "$root" qemu-system-misc "$scratch" &&
            dpkg-deb --fsys-tarfile "$scratch"/*.deb | tar -x -C "$scratch" "./usr/bin/$command" &&
            mv "$scratch/usr/bin/$command" "$at/$command"
        rm -rf "$scratch"
    fi
    if [ "$(qemu_major "$at/$command")" -lt "$loongarch_major" ]; then
        echo "$command is version $(qemu_major "$command"), and that of the backports does not run here" >&2
        return 1
    fi
    echo "$at/$command"
}
