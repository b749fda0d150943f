# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The first file system of the virtual machines: a cpio archive in the "newc" form, written here, so that device nodes
# need neither root nor a tool.

# entry NAME MODE [FILE | MAJOR MINOR]: prints one archive entry. MODE is octal with the file's kind.
entry() {
    local name=$1 mode=$2 file='' major=0 minor=0 size=0 length
    case $# in
        3) file=$3 size=$(stat -L -c %s "$3") ;;
        4) major=$3 minor=$4 ;;
    esac
    length=$((${#name} + 1))
    # inode, mode, owner, group, links, time, size, device (two), node (two), length of the name, checksum (unused)
    printf '070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%s\0' \
        0 "0$mode" 0 0 1 0 "$size" 0 0 "$major" "$minor" "$length" 0 "$name"
    zeros $(((4 - (110 + length) % 4) % 4))
    [ -z "$file" ] || cat "$file"
    zeros $(((4 - size % 4) % 4))
}

zeros() {
    local left=$1
    while [ "$left" -gt 0 ]; do
        printf '\0'
        left=$((left - 1))
    done
}

# initrd INIT TESTS [NAME FILE]...: prints the compressed archive with /init, the list /tests and the other files.
# A name's directories have to be there: they are made for names of the form "<abi>/<program>" under /programs.
initrd() {
    local init=$1 tests=$2 made=' ' name
    shift 2
    {
        for name in dev proc sys tmp programs; do
            entry "$name" 40755
        done
        entry dev/console 20600 5 1
        entry dev/null 20666 1 3
        entry dev/zero 20666 1 5
        entry dev/full 20666 1 7
        entry dev/kmsg 20600 1 11
        entry init 100755 "$init"
        entry tests 100644 "$tests"
        while [ $# -ge 2 ]; do
            case $made in
                *" ${1%/*} "*) ;;
                *) entry "programs/${1%/*}" 40755; made="$made${1%/*} " ;;
            esac
            entry "programs/$1" 100755 "$2"
            shift 2
        done
        entry 'TRAILER!!!' 0
    } | gzip -1n
}
