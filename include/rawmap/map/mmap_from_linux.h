/* SPDX-License-Identifier: MIT */
/* rawmap/map/mmap_from_linux.h: the integers of mmap, taken apart into what rawmap_map and its fellows take; and back.

       rawmap_mmap_arguments a;
       rawmap_mapping m;
       m.span = rawmap_span_of(address, length);
       m.status = rawmap_mmap_from_linux(address, prot, flags, huge_page_default, &a);
       if (m.status == RAWMAP_OK && a.replaces)
           m.status = a.file_backed ? rawmap_replace_file(m.span, fd, offset, a.protection, a.file_kind)
                                : rawmap_replace(m.span, a.protection, a.kind);
       else if (m.status == RAWMAP_OK)
           m = a.file_backed ? rawmap_map_file(fd, offset, length, a.protection, a.file_kind, a.placement)
                         : rawmap_map(length, a.protection, a.kind, a.placement);

   With MAP_ANONYMOUS Linux does not look at the descriptor; at the offset it does (a multiple of the page size). */
#ifndef RAWMAP_MAP_MMAP_FROM_LINUX_H
#define RAWMAP_MAP_MMAP_FROM_LINUX_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "file_kind.h"
#include "kind.h"
#include "placement.h"
#include "protection.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* What mmap was asked for: rawmap_map, or rawmap_replace where it replaces; of a file rawmap_map_file or
   rawmap_replace_file. Of the two kinds the other is none, and the placement of what replaces is RAWMAP_ANYWHERE. */
typedef struct rawmap_mmap_arguments {
    bool file_backed;
    bool replaces;
    rawmap_prot protection;
    rawmap_kind kind;
    rawmap_file_kind file_kind;
    rawmap_placement placement;
} rawmap_mmap_arguments;

/* rawmap_mmap_from_linux: what mmap would be asked for with this address, protection and flags. Which call it is, and all
   that its rules say of protection, kind and placement together; the address itself, the length, the descriptor and the
   offset are judged by that call.

   Units:    huge_page_default in bytes: what MAP_HUGETLB without a size means. A program asks rawmap_huge_page_default
             once, and keeps it; 0 where such a mapping is to be refused.
   Result:   the arguments; those of a failure have kinds that every call refuses. MAP_SHARED_VALIDATE without MAP_SYNC
             is a shared kind: it asks Linux to look at the flags, which was done here.
   Status:   RAWMAP_PROT_GROWS_NEEDS_PROTECT, RAWMAP_PROT_SEM_DOES_NOTHING, RAWMAP_PROT_UNKNOWN_BITS,
             RAWMAP_POPULATE_NEEDS_ACCESS, RAWMAP_KIND_UNKNOWN_BITS (so are those that Linux ignores: MAP_DENYWRITE,
             MAP_EXECUTABLE, MAP_NONBLOCK, a huge page size of a file), RAWMAP_STACK_HUGE, RAWMAP_PLACEMENT_WITH_ADDRESS,
             RAWMAP_PLACEMENT_UNKNOWN_BITS (both ranges of x86): Linux would ignore part of it.
             RAWMAP_KIND_INVALID, RAWMAP_KIND_UNKNOWN_BITS_EOPNOTSUPP, RAWMAP_SYNC_EXACTLY, RAWMAP_DROPPABLE_LOCKED,
             RAWMAP_DROPPABLE_HUGE, RAWMAP_DROPPABLE_GROWSDOWN, RAWMAP_GROWSDOWN_SHARED, RAWMAP_GROWSDOWN_HUGE: Linux
             would refuse it for this. RAWMAP_HUGE_SIZE_UNNAMED: no size, and no huge_page_default.
   Since:    1.0; droppable 6.11, is_exact 4.17, huge page sizes 3.8
   ABIs:     all
   Manual:   mmap(2) */
RAWMAP_API_OUTLINE(map_rest)
rawmap_status rawmap_mmap_from_linux(const void *address, int protection, int flags, size_t huge_page_default,
                                     rawmap_mmap_arguments *asked)
    RAWMAP_I_ONCE(rawmap_mmap_from_linux) RAWMAP_MUST_USE;

/* rawmap_kind_to_linux, rawmap_file_kind_to_linux: the flags that mmap takes for a kind and a placement, with
   MAP_ANONYMOUS or without. MAP_FIXED, which replaces, is the caller's to add.

   Result:   the kernel's number on this architecture.
   ABIs:     all */
RAWMAP_API(map_rest) int rawmap_kind_to_linux(rawmap_kind kind, rawmap_placement placement) RAWMAP_MUST_USE;
RAWMAP_API(map_rest) int rawmap_file_kind_to_linux(rawmap_file_kind kind, rawmap_placement placement) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(map_rest)
/* What Linux looks for beside MAP_SHARED_VALIDATE: its LEGACY_MAP_MASK, without what names a place. The sizes of huge
   pages are in it as far as the bits of 2 MiB and 1 GiB reach. */
#define RAWMAP_I_MAP_LEGACY                                                                                            \
    (0u | RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_DENYWRITE |                            \
     RAWMAP_LINUX_MAP_EXECUTABLE | RAWMAP_LINUX_MAP_GROWSDOWN | RAWMAP_LINUX_MAP_LOCKED | RAWMAP_LINUX_MAP_NORESERVE | \
     RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_NONBLOCK | RAWMAP_LINUX_MAP_STACK | RAWMAP_LINUX_MAP_HUGETLB |       \
     0x1fu << RAWMAP_I_HUGE_AT)

/* By the rows of the calls; the length, 0, is none that they say anything about. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_convert_anonymous(rawmap_prot protection, rawmap_kind kind, size_t length)
{
    RAWMAP_RULES_NEW_PROTECTION(RAWMAP_I_ROW_CHECKED)
    RAWMAP_RULES_KIND_BEFORE(RAWMAP_I_ROW_CHECKED)
    RAWMAP_RULES_KIND(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_convert_of_file(rawmap_prot protection, rawmap_file_kind kind, size_t length)
{
    RAWMAP_RULES_NEW_PROTECTION(RAWMAP_I_ROW_CHECKED)
    RAWMAP_RULES_FILE_KIND_BEFORE(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_I_FILE_KIND_INVALID ? RAWMAP_KIND_INVALID : RAWMAP_OK;
}

/* MAP_SHARED_VALIDATE: a shared kind, once the bits are known that Linux knows. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_validated(unsigned *kind, bool file_backed, bool is_exact)
{
    const unsigned known = RAWMAP_I_MAP_LEGACY | (file_backed ? RAWMAP_I_MAP_SYNC : 0u);
    if ((*kind & RAWMAP_I_KIND_TYPE) != RAWMAP_LINUX_MAP_SHARED_VALIDATE ||
        (!file_backed && (*kind & RAWMAP_LINUX_MAP_HUGETLB) == 0))
        return RAWMAP_OK;
    if (is_exact)
        return RAWMAP_SYNC_EXACTLY;
    if ((*kind & ~known) != 0)
        return RAWMAP_KIND_UNKNOWN_BITS_EOPNOTSUPP;
    if ((*kind & RAWMAP_I_MAP_SYNC) == 0)
        *kind = (*kind & ~RAWMAP_I_KIND_TYPE) | RAWMAP_LINUX_MAP_SHARED;
    return RAWMAP_OK;
}

/* MAP_HUGETLB without a size. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_huge_by_default(rawmap_kind *kind, size_t huge_page_default)
{
    if ((kind->bits & RAWMAP_LINUX_MAP_HUGETLB) == 0 || (kind->bits & RAWMAP_I_HUGE_FIELD) != 0)
        return RAWMAP_OK;
    if ((kind->bits & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_DROPPABLE)
        return RAWMAP_DROPPABLE_HUGE;
    kind->bits &= ~(0u | RAWMAP_LINUX_MAP_HUGETLB);
    *kind = rawmap_kind_huge(*kind, huge_page_default);
    return kind->bits == 0 ? RAWMAP_HUGE_SIZE_UNNAMED : RAWMAP_OK;
}

RAWMAP_API_OUTLINE(map_rest)
rawmap_status rawmap_mmap_from_linux(const void *address, int protection, int flags, size_t huge_page_default,
                                     rawmap_mmap_arguments *asked)
{
    const unsigned all = RAWMAP_I_CAST(unsigned, flags);
    const unsigned range = all & (RAWMAP_I_LOW_32BIT | RAWMAP_I_ABOVE_4G);
    const bool is_exact = (all & RAWMAP_I_EXACTLY) != 0;
    const bool fixed = (all & RAWMAP_LINUX_MAP_FIXED) != 0;
    unsigned kind = all & ~(0u | RAWMAP_I_EXACTLY | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_ANONYMOUS | range);
    rawmap_status status;
    asked->file_backed = (all & RAWMAP_LINUX_MAP_ANONYMOUS) == 0;
    asked->replaces = fixed && !is_exact;
    asked->protection.bits = RAWMAP_I_CAST(unsigned, protection);
    asked->kind.bits = 0;
    asked->file_kind.bits = 0;
    asked->placement.address = asked->replaces ? 0 : RAWMAP_I_ADDRESS(address);
    asked->placement.bits = range | (is_exact ? RAWMAP_I_EXACTLY : 0u);
    /* Most calls: what may be read, written and run, private or shared and no more. No row says anything of it. */
    if ((all & ~(0u | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_ANONYMOUS)) - 1u <= 1u &&
        (asked->protection.bits & ~RAWMAP_I_PROT_ACCESS) == 0) {
        *(asked->file_backed ? &asked->file_kind.bits : &asked->kind.bits) = kind;
        return RAWMAP_OK;
    }
    if (range != 0 && (fixed || is_exact))
        return RAWMAP_PLACEMENT_WITH_ADDRESS;
    if (RAWMAP_I_LOW_32BIT != 0 && range == (RAWMAP_I_LOW_32BIT | RAWMAP_I_ABOVE_4G))
        return RAWMAP_PLACEMENT_UNKNOWN_BITS;
    status = rawmap_i_validated(&kind, asked->file_backed, is_exact);
    if (status == RAWMAP_OK && asked->file_backed) {
        asked->file_kind.bits = kind;
        status = rawmap_i_convert_of_file(asked->protection, asked->file_kind, 0);
    } else if (status == RAWMAP_OK) {
        asked->kind.bits = kind;
        status = rawmap_i_huge_by_default(&asked->kind, huge_page_default);
        if (status == RAWMAP_OK)
            status = rawmap_i_convert_anonymous(asked->protection, asked->kind, 0);
    }
    if (status != RAWMAP_OK) {
        asked->kind.bits = 0;
        asked->file_kind.bits = 0;
    }
    return status;
}
#endif

RAWMAP_API(map_rest) int rawmap_kind_to_linux(rawmap_kind kind, rawmap_placement placement)
{
    return RAWMAP_I_CAST(int, kind.bits | placement.bits | RAWMAP_LINUX_MAP_ANONYMOUS);
}

RAWMAP_API(map_rest) int rawmap_file_kind_to_linux(rawmap_file_kind kind, rawmap_placement placement)
{
    return RAWMAP_I_CAST(int, kind.bits | placement.bits);
}

#endif

RAWMAP_I_END

#endif
