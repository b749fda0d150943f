/* SPDX-License-Identifier: MIT */
/* mmap's integers as values: against what the kernel answers to the integers themselves. */
#include "unit.h"

#define SHARED_VALIDATE 0x03
#define DROPPABLE 0x08
#define SYNC 0x80000
#define NOREPLACE 0x100000

static rawmap_mmap_arguments converted(const void *address, int prot, int flags, const char *what)
{
    rawmap_mmap_arguments arguments;
    const rawmap_status status = rawmap_mmap_from_linux(address, prot, flags, UNIT_HUGE, &arguments);
    (void)what;
    cr_assert_eq(status, RAWMAP_OK, "%s: %s", what, rawmap_status_name(status));
    return arguments;
}
static rawmap_status refused(int prot, int flags)
{
    rawmap_mmap_arguments arguments;
    const rawmap_status status = rawmap_mmap_from_linux(NULL, prot, flags, 0, &arguments);
    BITS(0, arguments.kind.bits);
    BITS(0, arguments.file_kind.bits);
    return status;
}

/* mmap as a layer over rawmap makes it. */
static rawmap_mapping layer(void *address, size_t length, int prot, int flags, int file, size_t huge)
{
    rawmap_mmap_arguments a;
    rawmap_mapping m;
    m.span = rawmap_span_of(address, length);
    m.status = rawmap_mmap_from_linux(address, prot, flags, huge, &a);
    if (m.status == RAWMAP_OK && a.replaces)
        m.status = a.file_backed ? rawmap_replace_file(m.span, file, 0, a.protection, a.file_kind)
                                 : rawmap_replace(m.span, a.protection, a.kind);
    else if (m.status == RAWMAP_OK)
        m = a.file_backed ? rawmap_map_file(file, 0, length, a.protection, a.file_kind, a.placement)
                          : rawmap_map(length, a.protection, a.kind, a.placement);
    return m;
}

Test(mmap_from_linux, which_call)
{
    static char at[4096];
    rawmap_mmap_arguments a = converted(NULL, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, "map");
    cr_assert(!a.file_backed && !a.replaces);
    BITS(PROT_READ, a.protection.bits);
    BITS(MAP_PRIVATE, a.kind.bits);
    BITS(0, a.file_kind.bits);
    cr_assert(a.placement.address == 0 && a.placement.bits == 0);
    a = converted(at, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, "replace");
    cr_assert(!a.file_backed && a.replaces);
    BITS(MAP_SHARED, a.kind.bits);
    cr_assert(a.placement.address == 0 && a.placement.bits == 0);
    a = converted(at, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE | NOREPLACE, "map_file, exactly");
    cr_assert(a.file_backed && !a.replaces);
    BITS(MAP_SHARED | MAP_POPULATE, a.file_kind.bits);
    BITS(0, a.kind.bits);
    cr_assert(a.placement.address == (uintptr_t)at && a.placement.bits == NOREPLACE);
    a = converted(at, PROT_READ, MAP_PRIVATE | MAP_FIXED, "replace_file");
    cr_assert(a.file_backed && a.replaces);
    BITS(MAP_PRIVATE, a.file_kind.bits);
    a = converted(at, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, "near");
    cr_assert(a.placement.address == (uintptr_t)at && a.placement.bits == 0);
    a = converted(at, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | NOREPLACE, "Linux takes both for the one");
    cr_assert(!a.replaces && a.placement.bits == NOREPLACE);
}

Test(mmap_from_linux, shared_and_looked_at)
{
    rawmap_mmap_arguments a = converted(NULL, PROT_READ, SHARED_VALIDATE | SYNC, "sync");
    BITS(SHARED_VALIDATE | SYNC, a.file_kind.bits);
    a = converted(NULL, PROT_READ, SHARED_VALIDATE | MAP_POPULATE, "without sync");
    BITS(MAP_SHARED | MAP_POPULATE, a.file_kind.bits);
    a = converted(NULL, PROT_READ, SHARED_VALIDATE | MAP_ANONYMOUS | MAP_HUGETLB,
                  "Linux looks at huge pages as at a file");
    BITS(MAP_SHARED | MAP_HUGETLB | 21u << 26, a.kind.bits);
    STATUS(KIND_INVALID, refused(PROT_READ, SHARED_VALIDATE | MAP_ANONYMOUS));
    STATUS(KIND_UNKNOWN_BITS_EOPNOTSUPP, refused(PROT_READ, SHARED_VALIDATE | 0x200000));
    STATUS(SYNC_EXACTLY, refused(PROT_READ, SHARED_VALIDATE | SYNC | NOREPLACE));
    STATUS(SYNC_EXACTLY, refused(PROT_READ, SHARED_VALIDATE | NOREPLACE));
    STATUS(KIND_UNKNOWN_BITS, refused(PROT_READ, SHARED_VALIDATE | MAP_DENYWRITE));
    STATUS(KIND_UNKNOWN_BITS, refused(PROT_READ, MAP_SHARED | SYNC));
    STATUS(KIND_UNKNOWN_BITS_EOPNOTSUPP,
           refused(PROT_READ, SHARED_VALIDATE | MAP_ANONYMOUS | MAP_HUGETLB | (int)(34u << 26)));
}

Test(mmap_from_linux, huge_pages)
{
    rawmap_mmap_arguments a = converted(NULL, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, "the default");
    BITS(MAP_PRIVATE | MAP_HUGETLB | 21u << 26, a.kind.bits);
    a = converted(NULL, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | 30 << 26, "1 GiB");
    BITS(MAP_PRIVATE | MAP_HUGETLB | 30u << 26, a.kind.bits);
    a = converted(NULL, PROT_READ, MAP_SHARED | MAP_HUGETLB, "a file's own");
    BITS(MAP_SHARED | MAP_HUGETLB, a.file_kind.bits);
    STATUS(HUGE_SIZE_UNNAMED, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB));
    STATUS(HUGE_SIZE_UNNAMED, rawmap_mmap_from_linux(NULL, 0, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, 3 << 20, &a));
    STATUS(DROPPABLE_HUGE, refused(PROT_READ, DROPPABLE | MAP_ANONYMOUS | MAP_HUGETLB));
    STATUS(KIND_UNKNOWN_BITS, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | 21 << 26));
    STATUS(KIND_UNKNOWN_BITS, refused(PROT_READ, MAP_SHARED | MAP_HUGETLB | 21 << 26));
    STATUS(GROWSDOWN_HUGE, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | 21 << 26 | MAP_GROWSDOWN));
    STATUS(STACK_HUGE, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | 21 << 26 | MAP_STACK));
}

Test(mmap_from_linux, contradictions)
{
    STATUS(PROT_GROWS_NEEDS_PROTECT, refused(PROT_READ | 0x01000000, MAP_PRIVATE | MAP_ANONYMOUS));
    STATUS(PROT_SEM_DOES_NOTHING, refused(PROT_READ | 0x8, MAP_PRIVATE));
    STATUS(PROT_UNKNOWN_BITS, refused(-1 & ~0x3000008, MAP_PRIVATE));
    STATUS(POPULATE_NEEDS_ACCESS, refused(PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE));
    STATUS(POPULATE_NEEDS_ACCESS, refused(PROT_NONE, MAP_SHARED | MAP_POPULATE));
    STATUS(KIND_INVALID, refused(PROT_READ, MAP_ANONYMOUS));
    STATUS(KIND_INVALID, refused(PROT_READ, 0));
    STATUS(KIND_INVALID, refused(PROT_READ, DROPPABLE));
    STATUS(DROPPABLE_LOCKED, refused(PROT_READ, DROPPABLE | MAP_ANONYMOUS | MAP_LOCKED));
    STATUS(DROPPABLE_GROWSDOWN, refused(PROT_READ, DROPPABLE | MAP_ANONYMOUS | MAP_GROWSDOWN));
    STATUS(GROWSDOWN_SHARED, refused(PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_GROWSDOWN));
    STATUS(KIND_UNKNOWN_BITS, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NONBLOCK));
    STATUS(KIND_UNKNOWN_BITS, refused(PROT_READ, MAP_PRIVATE | MAP_EXECUTABLE));
    STATUS(KIND_UNKNOWN_BITS, refused(PROT_READ, MAP_PRIVATE | INT_MIN));
#if RAWMAP_HAS_PLACEMENT_low_32bit
    BITS(0x40, converted(NULL, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | 0x40, "low").placement.bits);
    BITS(0x80, converted(NULL, PROT_READ, MAP_PRIVATE | 0x80, "above").placement.bits);
    STATUS(PLACEMENT_WITH_ADDRESS, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | 0x40));
    STATUS(PLACEMENT_WITH_ADDRESS, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | NOREPLACE | 0x80));
    STATUS(PLACEMENT_UNKNOWN_BITS, refused(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | 0xc0));
#endif
}

/* Every combination of what mmap knows, made twice: what Linux refuses, the layer refuses with the same errno; what Linux
   does, the layer does likewise, or says which part of it Linux ignored. */
Test(mmap_from_linux, as_the_kernel_does)
{
    static const int options[] = {MAP_ANONYMOUS, MAP_FIXED,     MAP_POPULATE, MAP_LOCKED, MAP_NORESERVE,
                                  MAP_STACK,     MAP_GROWSDOWN, SYNC,         NOREPLACE,  MAP_DENYWRITE};
    static const int prots[] = {PROT_NONE, PROT_READ, PROT_READ | PROT_WRITE};
    const size_t page = unit_page();
    const int file = unit_memfd(page, 1);
    const rawmap_span room = unit_room(page, page);
    unsigned which, type, prot, at, done = 0, named = 0, ignored = 0;
    for (which = 0; which < 1u << 10; which++)
        for (type = 0; type < 16; type++)
            for (prot = 0; prot < 3; prot++) {
                int flags = (int)type;
                char perms[8] = "";
                rawmap_mapping m;
                long raw;
                int error;
                for (at = 0; at < 10; at++)
                    flags |= (which >> at & 1u) != 0 ? options[at] : 0;
                raw = syscall(SYS_mmap, room.base, page, prots[prot], flags, file, 0);
                error = raw == -1 ? errno : 0;
                if (error == 0) {
                    strncpy(perms, unit_perms((void *)raw), sizeof perms - 1);
                    cr_assert_eq(syscall(SYS_munmap, raw, page), 0);
                }
                m = layer(room.base, page, prots[prot], flags, file, 0);
                if (m.status == RAWMAP_OK) {
                    cr_assert_eq(error, 0, "flags %#x: Linux refuses: %s", (unsigned)flags, strerror(error));
                    cr_assert_eq((uintptr_t)m.span.base, (uintptr_t)raw, "flags %#x: elsewhere", (unsigned)flags);
                    cr_assert_str_eq(unit_perms(m.span.base), perms, "flags %#x", (unsigned)flags);
                    cr_assert_eq(syscall(SYS_munmap, m.span.base, page), 0);
                    done++;
                } else if (m.status == RAWMAP_KIND_UNKNOWN_BITS || m.status == RAWMAP_POPULATE_NEEDS_ACCESS) {
                    ignored += error == 0; /* what Linux would ignore comes first, whatever else is wrong */
                } else {
                    cr_assert_eq(rawmap_status_errno(m.status), error, "flags %#x: %s, Linux says %s", (unsigned)flags,
                                 rawmap_status_name(m.status), strerror(error));
                    named++;
                }
            }
    cr_assert(done > 100 && named > 1000 && ignored > 100, "%u made, %u refused, %u ignored", done, named, ignored);
}
