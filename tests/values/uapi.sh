#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The tables of tests/abi/uapi/ from a kernel's exported headers: every name that a table has, and each NAME given, with the
# value that a compiler sees on each of the 28 ABIs. Prints which tables it changed. It needs gcc on x86-64.
#
#     tests/values/uapi.sh SOURCE [NAME...]      SOURCE is the source of a kernel; its `make headers` runs for each architecture
#     tests/values/uapi.sh PACKAGE [NAME...]     or Debian's package linux-libc-dev of all architectures, unpacked
#     tests/values/uapi.sh --print ...           changes nothing, and prints ABI, name and value
#
# Of an architecture that PACKAGE lacks the table stays. Afterwards tests/values/run --write makes arch/*.values.h.
set -eu -o pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."
print=
[ "${1-}" != --print ] || { print=1 && shift; }
[ $# -gt 0 ] && [ -d "$1" ] || { sed -n 's/^# \{0,1\}//; 3,11p' "$0" && exit 2; }
from=$(cd "$1" && pwd)
shift
build=$PWD/build/tests/uapi
mkdir -p "$build/libc"
: >"$build/libc/unistd.h" # older kernels' headers include it

# ABI, the kernel's architecture, and what tells its headers of the ABI: the machine here has the same word, long and pointer,
# and the names that a compiler for the ABI defines are given.
abis() {
    cat <<'ABIS'
aarch64 arm64 -m64 -D__aarch64__
alpha alpha -m64 -D__alpha__
arc arc -m32 -D__arc__
arm arm -m32 -D__arm__ -D__ARM_EABI__
csky csky -m32 -D__csky__
hexagon hexagon -m32 -D__hexagon__
hppa parisc -m32 -D__hppa__
i386 x86 -m32 -D__i386__
loongarch64 loongarch -m64 -D__loongarch__
m68k m68k -m32 -D__mc68000__
microblaze microblaze -m32 -D__MICROBLAZE__
mips_n32 mips -m32 -D__mips__ -D__mips64 -D_MIPS_SIM=2
mips_n64 mips -m64 -D__mips__ -D__mips64 -D_MIPS_SIM=3
mips_o32 mips -m32 -D__mips__ -D_MIPS_SIM=1
nios2 nios2 -m32 -D__nios2__
or1k openrisc -m32 -D__or1k__
ppc powerpc -m32 -D__powerpc__
ppc64 powerpc -m64 -D__powerpc__ -D__powerpc64__
ppc64le powerpc -m64 -D__powerpc__ -D__powerpc64__ -D__LITTLE_ENDIAN__
riscv32 riscv -m32 -D__riscv -D__riscv_xlen=32
riscv64 riscv -m64 -D__riscv -D__riscv_xlen=64
s390x s390 -m64 -D__s390__ -D__s390x__
sh sh -m32 -D__sh__
sparc sparc -m32 -D__sparc__
sparc64 sparc -m64 -D__sparc__ -D__arch64__
x32 x86 -mx32 -D__x86_64__ -D__ILP32__
x86_64 x86 -m64 -D__x86_64__
xtensa xtensa -m32 -D__xtensa__
ABIS
}

# headers ARCHITECTURE: how a compiler finds them; nothing where there are none
headers() {
    if [ -d "$from/usr/lib/linux/uapi" ]; then
        [ ! -d "$from/usr/lib/linux/uapi/$1" ] || echo "-I$from/usr/lib/linux/uapi/$1 -I$from/usr/include"
    else
        [ -e "$build/$1/made" ] || {
            mkdir -p "$build/$1"
            make -s -C "$from" O="$build/$1" ARCH="$1" headers >"$build/$1.log" 2>&1 || { tail "$build/$1.log" >&2 && return 1; }
            touch "$build/$1/made"
        }
        echo "-I$build/$1/usr/include"
    fi
}

# program NAME NAME...: a line for each name, which is given twice
program() {
    printf '#include <%s.h>\n' linux/version asm/unistd linux/errno asm/mman linux/mman linux/fcntl linux/memfd linux/mempolicy \
        linux/shm linux/falloc linux/fs linux/mount linux/userfaultfd linux/prctl linux/auxvec linux/stat
    # arm has some calls of its own.
    printf '#ifdef __ARM_NR_cacheflush\n#define __NR_cacheflush __ARM_NR_cacheflush\n#endif\n'
    printf 'void values(void);\nvoid values(void)\n{\n'
    printf '__asm__("#VALUE %s %%0" : : "n"((long long)(%s)));\n' "$@"
    echo '}'
}

# values OPTION...: name and value of every name of $names that there is
values() {
    local absent
    # shellcheck disable=SC2046
    program $(sed 's/.*/& &/' <<<"$names") >"$build/all.c"
    # Each stands in a line of its own, and is absent where this is said of that line. Another error ends the second run.
    absent=$(gcc -w -fmax-errors=0 "$@" -fsyntax-only "$build/all.c" 2>&1 |
        sed -n "s/^[^:]*:\([0-9]*\):.* error: '[A-Za-z0-9_]*' undeclared .*/\1d/p" | sort -u) || true
    sed "$absent" "$build/all.c" >"$build/there.c"
    gcc -w "$@" -S -o - "$build/there.c" | awk '$1 == "#VALUE" { sub(/[$]/, "", $3); print $2 "\t" $3 }'
}

names=$({ cat tests/abi/uapi/*.tsv | grep -v '^#' | cut -f 1 && printf '%s\n' "$@"; } | grep . | sort -u)
abis | while read -r abi architecture options; do
    where=$(headers "$architecture")
    [ -n "$where" ] || { echo "no headers for $architecture: tests/abi/uapi/$abi.tsv stays" >&2 && continue; }
    # shellcheck disable=SC2086
    values -nostdinc -ffreestanding "-I$build/libc" -U__x86_64__ -U__i386__ -U__ILP32__ $options $where >"$build/$abi.values"
    [ -z "$print" ] || { sed "s/^/$abi\t/" "$build/$abi.values" && continue; }
    [ -e "tests/abi/uapi/$abi.tsv" ] || echo "# a new ABI" >"tests/abi/uapi/$abi.tsv"
    [ "$(wc -l <"$build/$abi.values")" -gt 400 ] || { echo "$abi: only $(wc -l <"$build/$abi.values") values" >&2 && exit 1; }
    linux=$(echo 'LINUX_VERSION_MAJOR.LINUX_VERSION_PATCHLEVEL.LINUX_VERSION_SUBLEVEL' |
        gcc -E -P -nostdinc $where -include linux/version.h - | tr -d ' ')
    # The rows in their order, and what is new behind them. Once a row has changed, the first line names this kernel.
    awk -F '\t' -v begins="# Linux $linux " -v abi="$abi" '
        NR == FNR { value[$1] = $2; order[++n] = $1; next }
        FNR == 1 { first = $0; next }
        !($1 in value) { changed = 1; next }
        { changed = changed || value[$1] != $2; rows = rows $1 "\t" value[$1] "\n"; seen[$1] = 1 }
        END {
            for (i = 1; i <= n; i++)
                if (!(order[i] in seen)) { rows = rows order[i] "\t" value[order[i]] "\n"; changed = 1 }
            if (changed && index(first, begins) != 1)
                first = begins "user-space ABI values, " abi " (from the kernel\x27s exported headers)"
            printf "%s\n%s", first, rows
        }' "$build/$abi.values" "tests/abi/uapi/$abi.tsv" >"$build/$abi.tsv"
    cmp -s "$build/$abi.tsv" "tests/abi/uapi/$abi.tsv" && continue
    cp "$build/$abi.tsv" "tests/abi/uapi/$abi.tsv"
    echo "tests/abi/uapi/$abi.tsv"
done
