# SPDX-License-Identifier: MIT
# Writes arch/ABI.values.h from tests/abi/uapi/ABI.tsv:   awk -v abi=ABI -f values.awk excluded.tsv uapi/ABI.tsv
# A family of names that is new gets a section here; a name that the library has no use for, a line in excluded.tsv.
BEGIN {
    FS = "\t"
    limit = 107
    section("PROT_", "Protection: mmap, mprotect, pkey_mprotect")
    section("MAP_", "Mapping flags: mmap")
    section("HUGETLB_FLAG_|MAP_HUGE_", "Huge page sizes")
    section("MADV_", "Advice: madvise, process_madvise")
    section("MREMAP_", "Remapping: mremap")
    section("MS_", "Synchronising: msync")
    section("MCL_|MLOCK_", "Locking: mlock2, mlockall")
    section("PKEY_", "Protection keys: pkey_alloc")
    section("MFD_", "Memory files: memfd_create")
    section("F_", "File seals: fcntl")
    section("SHADOW_STACK_", "Shadow stacks: map_shadow_stack")
    section("MPOL_", "NUMA policy: mbind, set_mempolicy, get_mempolicy")
    section("SHM_", "System V shared memory: shmget, shmat, shmctl")
    section("AT_|FALLOC_|O_|STATX_", "Opening and sizing files: openat, statx, fallocate")
    section("PR_", "Process-wide: prctl")
    section("PAGEMAP_|PAGE_IS_|PM_|PROCMAP_", "Mappings and pages: PROCMAP_QUERY, PAGEMAP_SCAN")
    section("UFFD", "Page faults: userfaultfd")
    # Numbers of something, which are no bits.
    decimal = "^(MADV_|AT_PAGESZ$|F_(ADD|GET)_SEALS$|SHM_(INFO|LOCK|STAT|STAT_ANY|UNLOCK)$)|_SHIFT$"
}
function section(names, title) {
    pattern[++sections] = "^(" names ")"
    titles[sections] = title
}
function define(name, value) { return "#define RAWMAP_" name " " value "\n" }
# Doubles hold no 64 bits: only what fits in 32 is turned into hexadecimal.
function written(name, value) {
    if (value ~ /^-/) return "(" value ")"
    if (name ~ decimal || length(value) > 10) return value
    return sprintf("0x%x", value)
}
/^#/ { next }
FILENAME ~ /excluded/ { excluded[$1] = 1; next }
$1 in excluded { next }
sub(/^__NR_/, "", $1) { calls = calls define("NR_" $1, $2); next }
$1 ~ /^E[A-Z0-9]+$/ {
    errnos = errnos define("LINUX_" $1, $2)
    # Of two names for a value the other one.
    if (!($2 in errno_of) || errno_of[$2] ~ /^(ECANCELLED|EDEADLOCK|EFSCORRUPTED|EREFUSED|EWOULDBLOCK)$/) errno_of[$2] = $1
    if ($2 > last) last = $2
    next
}
{
    for (i = sections; i && $1 !~ pattern[i]; i--) continue
    if (!i) { homeless = homeless " " $1; next }
    text[i] = text[i] define("LINUX_" $1, written($1, $2))
}
END {
    if (homeless) { print "no section of tests/values/values.awk has" homeless; exit 1 }
    guard = "RAWMAP_ARCH_" toupper(abi) "_VALUES_H"
    print "/* SPDX-License-Identifier: MIT */"
    print "/* " abi ": every system call number, errno and flag of Linux 7.3 that concerns memory mapping."
    print "   Only preprocessor facts: this file can be read on any machine, for any target. */"
    print "#ifndef " guard "\n#define " guard
    printf "\n/* System call numbers */\n%s", calls
    printf "\n/* Errno values */\n%s", errnos
    print "\n/* One name for each errno value, in order: aliases (EWOULDBLOCK) apart. */"
    line = "#define RAWMAP_LINUX_ERRNOS(ERRNO)"
    for (value = 1; value <= last; value++) {
        if (!(value in errno_of)) continue
        word = " ERRNO(" errno_of[value] ")"
        if (length(line word) > limit) { print line " \\"; line = "   " }
        line = line word
    }
    print line
    for (i = 1; i <= sections; i++) if (text[i]) printf "\n/* %s */\n%s", titles[i], text[i]
    print "\n#endif"
}
