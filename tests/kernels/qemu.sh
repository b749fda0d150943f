# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The emulators: Debian's packages, and for the one architecture that the stable QEMU does not boot, a newer one unpacked
# in the cache.

# qemu_of NAME: prints the command of qemu-system-NAME, or says on standard error why there is none.
qemu_of() {
    if command -v "qemu-system-$1"; then
        return 0
    fi
    echo "qemu-system-$1 is not installed" >&2
    return 1
}
