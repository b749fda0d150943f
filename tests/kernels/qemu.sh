# SPDX-License-Identifier: MIT
# The emulators: Debian's packages, and for the one architecture that the stable QEMU does not boot, a newer one unpacked
# in the cache.

# need_qemu LINE...: installs what the rows need.
need_qemu()
{
    local line packages=()
    for line in "$@"; do
        read_row "$line"
        case $row_qemu in
            x86_64) packages+=(qemu-system-x86) ;;
            aarch64 | arm) packages+=(qemu-system-arm) ;;
            mips*) packages+=(qemu-system-mips) ;;
            ppc64) packages+=(qemu-system-ppc) ;;
            *) packages+=(qemu-system-misc) ;;
        esac
    done
    mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
    need "${packages[@]}" gzip zstd xz-utils
}

# qemu_of NAME: prints the command of qemu-system-NAME, or says on standard error why there is none.
qemu_of()
{
    if command -v "qemu-system-$1"; then
        return 0
    fi
    echo "qemu-system-$1 is not installed" >&2
    return 1
}
