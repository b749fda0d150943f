/* SPDX-License-Identifier: MIT */
/* The constants of the families, by their names of C. A value of which bits are left is told with these as a number. */
#include "trace.h"

struct constant {
    char family;
    char last; /* takes the whole value, not a bit of it */
    char name[26];
    const char *value;
};

#define BIT(family, name) {family, 0, #name, TRACED_TEXT(RAWMAP_LINUX_##name)},
#define ONE(family, name) {family, 1, #name, TRACED_TEXT(RAWMAP_LINUX_##name)},
/* The same number on every ABI, and in no table of values. */
#define EVERYWHERE(family, last, name, value) {family, last, #name, value},

static const struct constant constants[] = {
    /* clang-format off */
    BIT('P', PROT_READ) BIT('P', PROT_WRITE) BIT('P', PROT_EXEC) BIT('P', PROT_SEM) BIT('P', PROT_MTE)
    BIT('P', PROT_BTI) BIT('P', PROT_SAO) BIT('P', PROT_ADI) BIT('P', PROT_GROWSDOWN) BIT('P', PROT_GROWSUP)
    BIT('M', MAP_ANONYMOUS) BIT('M', MAP_FIXED) BIT('M', MAP_FIXED_NOREPLACE) BIT('M', MAP_NORESERVE)
    BIT('M', MAP_POPULATE) BIT('M', MAP_LOCKED) BIT('M', MAP_STACK) BIT('M', MAP_GROWSDOWN) BIT('M', MAP_32BIT)
    BIT('M', MAP_ABOVE4G) BIT('M', MAP_NONBLOCK) BIT('M', MAP_SYNC) BIT('M', MAP_DENYWRITE) BIT('M', MAP_EXECUTABLE)
    BIT('M', MAP_UNINITIALIZED) BIT('M', MAP_HUGETLB)
    BIT('R', MREMAP_MAYMOVE) BIT('R', MREMAP_FIXED) BIT('R', MREMAP_DONTUNMAP)
    BIT('S', MS_ASYNC) BIT('S', MS_INVALIDATE) BIT('S', MS_SYNC)
    BIT('K', MLOCK_ONFAULT)
    BIT('C', MCL_CURRENT) BIT('C', MCL_FUTURE) BIT('C', MCL_ONFAULT)
    BIT('Y', PKEY_DISABLE_ACCESS) BIT('Y', PKEY_DISABLE_WRITE) BIT('Y', PKEY_DISABLE_EXECUTE) BIT('Y', PKEY_DISABLE_READ)
    BIT('F', MFD_CLOEXEC) BIT('F', MFD_ALLOW_SEALING) BIT('F', MFD_NOEXEC_SEAL) BIT('F', MFD_EXEC) BIT('F', MFD_HUGETLB)
    BIT('O', O_CLOEXEC) BIT('O', O_NONBLOCK) BIT('O', UFFD_USER_MODE_ONLY)
    BIT('B', MPOL_MF_STRICT) BIT('B', MPOL_MF_MOVE) BIT('B', MPOL_MF_MOVE_ALL)
    BIT('G', MPOL_F_NODE) BIT('G', MPOL_F_ADDR) BIT('G', MPOL_F_MEMS_ALLOWED)
    BIT('H', SHADOW_STACK_SET_TOKEN) BIT('H', SHADOW_STACK_SET_MARKER)
    EVERYWHERE('J', 0, IPC_CREAT, "0x200") EVERYWHERE('J', 0, IPC_EXCL, "0x400") BIT('J', SHM_HUGETLB) BIT('J', SHM_NORESERVE)
    BIT('T', SHM_RDONLY) BIT('T', SHM_RND) BIT('T', SHM_REMAP) BIT('T', SHM_EXEC)
    ONE('A', MADV_NORMAL) ONE('A', MADV_RANDOM) ONE('A', MADV_SEQUENTIAL) ONE('A', MADV_WILLNEED)
    ONE('A', MADV_DONTNEED) ONE('A', MADV_FREE) ONE('A', MADV_REMOVE) ONE('A', MADV_DONTFORK) ONE('A', MADV_DOFORK)
    ONE('A', MADV_MERGEABLE) ONE('A', MADV_UNMERGEABLE) ONE('A', MADV_HUGEPAGE) ONE('A', MADV_NOHUGEPAGE)
    ONE('A', MADV_DONTDUMP) ONE('A', MADV_DODUMP) ONE('A', MADV_WIPEONFORK) ONE('A', MADV_KEEPONFORK)
    ONE('A', MADV_COLD) ONE('A', MADV_PAGEOUT) ONE('A', MADV_POPULATE_READ) ONE('A', MADV_POPULATE_WRITE)
    ONE('A', MADV_DONTNEED_LOCKED) ONE('A', MADV_COLLAPSE) ONE('A', MADV_HWPOISON) ONE('A', MADV_SOFT_OFFLINE)
    ONE('A', MADV_GUARD_INSTALL) ONE('A', MADV_GUARD_REMOVE)
    EVERYWHERE('W', 1, IPC_RMID, "0") EVERYWHERE('W', 1, IPC_SET, "1") EVERYWHERE('W', 1, IPC_STAT, "2")
    ONE('U', UFFDIO_API) ONE('U', UFFDIO_REGISTER) ONE('U', UFFDIO_UNREGISTER) ONE('U', UFFDIO_WAKE)
    ONE('U', UFFDIO_COPY) ONE('U', UFFDIO_ZEROPAGE) ONE('U', UFFDIO_MOVE) ONE('U', UFFDIO_WRITEPROTECT)
    ONE('U', UFFDIO_CONTINUE) ONE('U', UFFDIO_POISON)
    ONE('W', SHM_LOCK) ONE('W', SHM_UNLOCK) ONE('W', SHM_STAT)
    ONE('W', SHM_INFO) ONE('W', SHM_STAT_ANY)
    ONE('V', PR_SET_VMA) ONE('V', PR_SET_THP_DISABLE) ONE('V', PR_GET_THP_DISABLE) ONE('V', PR_SET_MDWE)
    ONE('V', PR_GET_MDWE) ONE('V', PR_SET_MEMORY_MERGE) ONE('V', PR_GET_MEMORY_MERGE)
    BIT('N', MPOL_F_STATIC_NODES) BIT('N', MPOL_F_RELATIVE_NODES) BIT('N', MPOL_F_NUMA_BALANCING)
    EVERYWHERE('N', 1, MPOL_DEFAULT, "0")
    EVERYWHERE('N', 1, MPOL_PREFERRED, "1")
    EVERYWHERE('N', 1, MPOL_BIND, "2")
    EVERYWHERE('N', 1, MPOL_INTERLEAVE, "3")
    EVERYWHERE('N', 1, MPOL_LOCAL, "4")
    EVERYWHERE('N', 1, MPOL_PREFERRED_MANY, "5")
    EVERYWHERE('N', 1, MPOL_WEIGHTED_INTERLEAVE, "6")
    /* clang-format on */
};

static void put_next(struct line *line, bool *begun, const char *name)
{
    if (*begun)
        put(line, "|");
    put(line, name);
    *begun = true;
}

/* MAP_HUGE_2MB and its like: the exponent in a field of the value. C has names for those of some architecture alone. */
static void put_huge(struct line *line, bool *begun, const char *before, unsigned exponent)
{
    static const unsigned char named[] = {14, 16, 19, 20, 21, 23, 24, 25, 28, 29, 30, 31, 34};
    char size[12] = "";
    unsigned used = 0, i;
    for (i = 0; i < sizeof named && named[i] != exponent; i++)
        continue;
    if (i == sizeof named) {
        put_next(line, begun, "");
        put_number(line, exponent);
        put(line, "<<");
        put(line, before);
        put(line, "SHIFT");
        return;
    }
    put_next(line, begun, before);
    append_size(size, &used, sizeof size, exponent);
    for (i = 0; size[i]; i++)
        if (size[i] >= 'a')
            size[i] = (char)(size[i] - 'a' + 'A');
    put(line, size);
}

/* The sort of a mapping is no bit, but a number in a field. */
static void put_sort(struct line *line, bool *begun, uint64_t *value)
{
    const uint64_t sort = *value & RAWMAP_LINUX_MAP_TYPE;
    const char *name = sort == RAWMAP_LINUX_MAP_SHARED            ? "MAP_SHARED"
                       : sort == RAWMAP_LINUX_MAP_PRIVATE         ? "MAP_PRIVATE"
                       : sort == RAWMAP_LINUX_MAP_SHARED_VALIDATE ? "MAP_SHARED_VALIDATE"
                       : sort == RAWMAP_LINUX_MAP_DROPPABLE       ? "MAP_DROPPABLE"
                                                                  : NULL;
    if (!name)
        return;
    put_next(line, begun, name);
    *value -= sort;
}

void put_named(struct line *line, char family, uint64_t value)
{
    enum { HUGE_FIELD = 63 };
    const uint64_t field = (uint64_t)HUGE_FIELD << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    uint64_t huge = 0;
    bool begun = false, whole = false;
    unsigned i;
    if (family == 'P' && value == 0)
        put_next(line, &begun, "PROT_NONE");
    if (family == 'M')
        put_sort(line, &begun, &value);
    if ((family == 'M' && value & RAWMAP_LINUX_MAP_HUGETLB) || (family == 'F' && value & RAWMAP_LINUX_MFD_HUGETLB) ||
        (family == 'J' && value & RAWMAP_LINUX_SHM_HUGETLB)) {
        huge = (value & field) >> RAWMAP_LINUX_MAP_HUGE_SHIFT;
        value &= ~field;
    }
    for (i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        unsigned long bits;
        if (constants[i].family != family || !constant_of(constants[i].value, &bits))
            continue;
        if (constants[i].last ? value == bits && !whole : bits != 0 && (value & bits) == bits) {
            put_next(line, &begun, constants[i].name);
            whole = constants[i].last;
            value &= ~(uint64_t)bits;
        }
    }
    if (huge)
        put_huge(line, &begun, family == 'M' ? "MAP_HUGE_" : family == 'F' ? "MFD_HUGE_" : "SHM_HUGE_", (unsigned)huge);
    if (value || !begun) {
        if (begun)
            put(line, "|");
        if (value < 10 && !begun)
            put_number(line, value);
        else
            put_hex(line, value);
    }
}

void every_constant(void (*visit)(void *context, char family, const char *name, const char *value), void *context)
{
    unsigned i;
    for (i = 0; i < sizeof constants / sizeof constants[0]; i++)
        visit(context, constants[i].family, constants[i].name, constants[i].value);
}

const char *errno_name(int error)
{
    return rawmap_status_name((rawmap_status)error);
}
