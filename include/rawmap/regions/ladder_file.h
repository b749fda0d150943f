/* SPDX-License-Identifier: MIT */
/* rawmap/regions/ladder_file.h: a mapping of a file in the best pages that the file can have. */
#ifndef RAWMAP_REGIONS_LADDER_FILE_H
#define RAWMAP_REGIONS_LADDER_FILE_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../files/size.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/file.h"
#include "../map/file_kind.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "../process/whole.h"
#include "collapse.h"
#include "inner_sets.h"
#include "ladder.h"
#include "step_set.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_ladder_map_file: part of an open file, in the best pages of those that the caller names: each better step that was
   named and not taken stands in the report with its status. A file has the pages that its file system gives it: those of
   the pool on hugetlbfs, all of one size; transparent ones in shared memory (rawmap_memfd, tmpfs), and on file systems that
   keep files in large pages. Each step is a mapping of its own, and one that is refused is unmapped again.

   For transparent pages the mapping lies as the file does, its whole huge pages are collapsed, and those of the part that
   make none, at both ends, stay small. The first page is read from the file, or all of them where they are collapsed: what
   counts is what is there afterwards (PAGEMAP_SCAN), not what a call answered.

   Calls:      three for a step of the pool that is taken, and those of rawmap_pages_held; for transparent ones one or three
               to map, those of rawmap_transparent_size, rawmap_collapse and rawmap_pages_held, and two; one for small ones.
   Units:      offset and length in bytes, both 64 bits on every ABI, as rawmap_map_file.
   Requires:   a kind without hugetlb, which the steps say. *ladder is filled.
   Status:     RAWMAP_STEPS_NONE, RAWMAP_STEPS_UNKNOWN_BITS, RAWMAP_HUGE_SIZE_IN_KIND, RAWMAP_POPULATE_NEEDS_ACCESS (a
               protection without reading): nothing was called. Else RAWMAP_OK, or, where no step was taken, the status of the
               last one: RAWMAP_HUGE_FILE_UNFIT: no file with pages of this size of the pool. RAWMAP_HUGE_LENGTH_UNEVEN;
               RAWMAP_STEP_NOT_SEEN; RAWMAP_TRANSPARENT_UNKNOWN, RAWMAP_TRANSPARENT_SWITCHED_OFF,
               RAWMAP_TRANSPARENT_NOT_GIVEN; RAWMAP_COLLAPSE_NOTHING: the part has no whole huge page;
               RAWMAP_ADVICE_UNKNOWN: an older kernel; RAWMAP_EINVAL: the file cannot have them. RAWMAP_EFAULT: the first
               page is behind the end of the file, or could not be read. RAWMAP_WITHIN_TAKEN: other threads took sixteen
               places. Others as rawmap_map_file, rawmap_advise, rawmap_collapse and rawmap_file_block.
               RAWMAP_REGION_NOT_UNDONE: a step was refused, and its mapping could not be unmapped: the only failure whose
               span is not {NULL, 0}; no further step is tried.
   Since:      1.0; transparent pages 6.1; what is seen 6.7
   ABIs:       all
   Manual:     madvise(2), mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_ladder_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                                      rawmap_file_kind kind, rawmap_steps steps, rawmap_ladder *ladder)
    RAWMAP_I_ONCE(rawmap_ladder_map_file) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
/* What the steps of one call have in common. */
typedef struct rawmap_i_part {
    int file;
    uint64_t offset, length;
    rawmap_prot protection;
    rawmap_file_kind kind;
} rawmap_i_part;

RAWMAP_I_LOCAL void rawmap_i_part_placed(rawmap_mapping *mapping, const rawmap_i_part *part, rawmap_file_kind kind,
                                         rawmap_placement placement)
{
    const rawmap_mapping made =
        rawmap_map_file(part->file, part->offset, part->length, part->protection, kind, placement);
    rawmap_i_copy_mapping(mapping, &made);
}

/* Where a huge page of the file is one of the addresses too. The first place is often right; else one is sought, and given
   back before it is taken, exactly there: another thread may be faster. */
RAWMAP_I_LOCAL void rawmap_i_part_aligned(rawmap_mapping *mapping, const rawmap_i_part *part, uintptr_t mask)
{
    const uintptr_t phase = RAWMAP_I_CAST(uintptr_t, part->offset) & mask;
    size_t room_length;
    unsigned tries;
    rawmap_i_part_placed(mapping, part, part->kind, RAWMAP_ANYWHERE);
    if (mapping->status != RAWMAP_OK || (RAWMAP_I_ADDRESS(mapping->span.base) & mask) == phase)
        return;
    if (rawmap_unmap(mapping->span) != RAWMAP_OK) {
        mapping->status = RAWMAP_REGION_NOT_UNDONE;
        return;
    }
    rawmap_i_leave_unmapped(mapping, RAWMAP_LENGTH_WRAPS);
    if (part->length > SIZE_MAX - mask)
        return;
    room_length = RAWMAP_I_CAST(size_t, part->length) + mask;
    for (tries = 0; tries < 16; tries++) {
        const rawmap_mapping room = rawmap_map(room_length, RAWMAP_I_NO_ACCESS, RAWMAP_I_NORESERVE, RAWMAP_ANYWHERE);
        const uintptr_t base = RAWMAP_I_ADDRESS(room.span.base);
        rawmap_i_copy_mapping(mapping, &room);
        if (room.status != RAWMAP_OK)
            return;
        if (rawmap_unmap(room.span) != RAWMAP_OK) {
            mapping->status = RAWMAP_REGION_NOT_UNDONE;
            return;
        }
        rawmap_i_part_placed(mapping, part, part->kind,
                             RAWMAP_EXACTLY(RAWMAP_I_POINTER(base + ((phase - base) & mask))));
        if (mapping->status != RAWMAP_EXACT_TAKEN)
            return;
    }
    rawmap_i_leave_unmapped(mapping, RAWMAP_WITHIN_TAKEN);
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_part_of_pool(rawmap_mapping *mapping, const rawmap_i_part *part, unsigned shift,
                                                   rawmap_status *seen)
{
    const uint64_t size = shift < sizeof(size_t) * 8 ? RAWMAP_I_CAST(size_t, 1) << shift : 0;
    const rawmap_file_bytes block = rawmap_file_block(part->file);
    rawmap_file_kind kind = part->kind;
    rawmap_span first;
    if (block.status != RAWMAP_OK)
        return block.status;
    if (block.bytes != size)
        return RAWMAP_HUGE_FILE_UNFIT;
    if ((part->length & (size - 1)) != 0)
        return RAWMAP_HUGE_LENGTH_UNEVEN;
    kind.bits |= RAWMAP_LINUX_MAP_HUGETLB;
    rawmap_i_part_placed(mapping, part, kind, RAWMAP_ANYWHERE);
    if (mapping->status != RAWMAP_OK)
        return mapping->status;
    first = rawmap_slice(mapping->span, 0, RAWMAP_PAGE_SIZE_MIN);
    return rawmap_i_first_seen(first, rawmap_advise(first, RAWMAP_ADVICE(populate_read)), seen, RAWMAP_STEP_NOT_SEEN);
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_part_transparent(rawmap_mapping *mapping, const rawmap_i_part *part,
                                                       rawmap_status *seen)
{
    const rawmap_size size = rawmap_transparent_size();
    const rawmap_thp_answer process = rawmap_thp_now();
    rawmap_held held;
    rawmap_span whole;
    rawmap_status status;
    size_t mask, front, back, length;
    if (size.status != RAWMAP_OK)
        return size.status;
    if (process.status == RAWMAP_OK && process.thp.state == RAWMAP_THP(never).state)
        return RAWMAP_TRANSPARENT_SWITCHED_OFF;
    mask = size.bytes - 1;
    front = (0 - RAWMAP_I_CAST(size_t, part->offset)) & mask;
    back = RAWMAP_I_CAST(size_t, part->offset + part->length) & mask;
    if (part->length < front || part->length - front < back || part->length - front - back < size.bytes)
        return RAWMAP_COLLAPSE_NOTHING;
    length = RAWMAP_I_CAST(size_t, part->length) - front - back; /* what does not fit is not mapped */
    rawmap_i_part_aligned(mapping, part, mask);
    if (mapping->status != RAWMAP_OK)
        return mapping->status;
    whole = rawmap_slice(mapping->span, front, length);
    status = rawmap_advise(mapping->span, RAWMAP_ADVICE(hugepage)); /* of a part it would make several mappings */
    if (status == RAWMAP_OK)
        status = rawmap_collapse(whole, &held);
    if (status != RAWMAP_OK)
        return status;
    *seen = rawmap_pages_held(whole, &held);
    return *seen == RAWMAP_OK && held.huge_bytes == 0 ? RAWMAP_TRANSPARENT_NOT_GIVEN : RAWMAP_OK;
}

RAWMAP_I_LOCAL void rawmap_i_part_step(rawmap_mapping *mapping, const rawmap_i_part *part, unsigned bit,
                                       rawmap_status *seen)
{
    const unsigned step = 1u << bit;
    rawmap_status status;
    rawmap_i_leave_unmapped(mapping, RAWMAP_OK);
    if (step == RAWMAP_STEPS_small) {
        rawmap_i_part_placed(mapping, part, part->kind, RAWMAP_ANYWHERE);
        return;
    }
    status = step == RAWMAP_STEPS_transparent ? rawmap_i_part_transparent(mapping, part, seen)
                                              : rawmap_i_part_of_pool(mapping, part, bit + 8, seen);
    if (status == RAWMAP_OK || mapping->status == RAWMAP_REGION_NOT_UNDONE)
        return;
    if (mapping->span.length == 0 || rawmap_unmap(mapping->span) == RAWMAP_OK)
        rawmap_i_leave_unmapped(mapping, status);
    else
        mapping->status = RAWMAP_REGION_NOT_UNDONE;
}

RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_ladder_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                                      rawmap_file_kind kind, rawmap_steps steps, rawmap_ladder *ladder)
{
    rawmap_mapping mapping;
    rawmap_i_part part;
    unsigned bit;
    part.file = file;
    part.offset = offset;
    part.length = length;
    part.protection = protection;
    part.kind = kind;
    rawmap_i_ladder_begins(ladder);
    rawmap_i_leave_unmapped(&mapping, (steps.bits & ~RAWMAP_I_STEPS_KNOWN) != 0         ? RAWMAP_STEPS_UNKNOWN_BITS
                                      : (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) != 0     ? RAWMAP_HUGE_SIZE_IN_KIND
                                      : steps.bits == 0                                 ? RAWMAP_STEPS_NONE
                                      : (protection.bits & RAWMAP_LINUX_PROT_READ) == 0 ? RAWMAP_POPULATE_NEEDS_ACCESS
                                                                                        : RAWMAP_OK);
    if (mapping.status != RAWMAP_OK)
        return rawmap_i_same_mapping(&mapping);
    for (bit = RAWMAP_I_STEP_SHIFT_MAX - 8; bit + 1 > 0; bit--) {
        const unsigned step = steps.bits & 1u << bit;
        if (step == 0)
            continue;
        rawmap_i_part_step(&mapping, &part, bit, &ladder->seen);
        if (mapping.status == RAWMAP_OK)
            ladder->taken.bits = step;
        else
            rawmap_i_step_refused(ladder, step, mapping.status);
        if (mapping.status == RAWMAP_OK || mapping.span.length != 0)
            break;
    }
    return rawmap_i_same_mapping(&mapping);
}
#endif

#endif

RAWMAP_I_END

#endif
