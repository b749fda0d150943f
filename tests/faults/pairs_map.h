/* SPDX-License-Identifier: MIT */
/* What can be wrong with the arguments of calls on mappings. Of each call: the good arguments, and one other value for what
   each row refuses; HERE is a page that is mapped, HOLE one that is not. */
#ifndef RAWMAP_TESTS_FAULTS_PAIRS_MAP_H
#define RAWMAP_TESTS_FAULTS_PAIRS_MAP_H

#include "pairs.h"

static unsigned char vector_of_pages[PAGES];
#define HERE ((uintptr_t)place)
#define HOLE ((uintptr_t)place + PAGES * PAGE)
#define FAR (~(uintptr_t)0 - 0xffffff) /* PAGE more do not reach the end */
#define CALL(name, expression, ...)                                                                                    \
    static rawmap_status pairs_##name(const uintptr_t *w)                                                              \
    {                                                                                                                  \
        return expression;                                                                                             \
    }                                                                                                                  \
    static void table_of_##name(void)                                                                                  \
    {                                                                                                                  \
        const uintptr_t good[WORDS] = {__VA_ARGS__};                                                                   \
        begin(#name, pairs_##name, good);
#define DONE                                                                                                           \
    judge_all();                                                                                                       \
    }

static rawmap_prot prot_of(uintptr_t bits)
{
    rawmap_prot set;
    set.bits = (unsigned)bits;
    return set;
}
static rawmap_kind kind_of(uintptr_t bits)
{
    rawmap_kind set;
    set.bits = (unsigned)bits;
    return set;
}
static rawmap_file_kind file_kind_of(uintptr_t bits)
{
    rawmap_file_kind set;
    set.bits = (unsigned)bits;
    return set;
}
static rawmap_placement placement_of(uintptr_t address, uintptr_t bits)
{
    rawmap_placement placement;
    placement.address = address;
    placement.bits = (unsigned)bits;
    return placement;
}

/* clang-format off */
#define EXACT_BITS RAWMAP_EXACTLY(NULL).bits
#define PROTECTION_MISTAKES(word) \
    JOINED(word, RAWMAP_LINUX_PROT_GROWSDOWN, BEFORE, EINVAL, PROT_GROWS_NEEDS_PROTECT) \
    JOINED(word, 8, BEFORE, EINVAL, PROT_SEM_DOES_NOTHING) \
    JOINED(word, 0x800, BEFORE, EINVAL, PROT_UNKNOWN_BITS)

CALL(map, rawmap_map(w[0], prot_of(w[1]), kind_of(w[2]), placement_of(w[3], w[4])).status, PAGE, 3, RAWMAP_LINUX_MAP_PRIVATE, HOLE, EXACT_BITS)
    WRONG(0, 0, AFTER, EINVAL, LENGTH_ZERO)
    WRONG(0, SIZE_MAX, AFTER, ENOMEM, LENGTH_WRAPS)
    WRONG(0, ((size_t)1 << 57), AFTER, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE)
    WRONG(0, ((size_t)1 << 50), ERRNO, ENOMEM, ENOMEM)
    PROTECTION_MISTAKES(1)
    WRONG(2, 0, AFTER, EINVAL, KIND_INVALID)
    JOINED(2, RAWMAP_LINUX_MAP_NORESERVE << 8 | 0x80, BEFORE, EINVAL, KIND_UNKNOWN_BITS)
    WRONG(2, RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_GROWSDOWN, AFTER, EINVAL, GROWSDOWN_SHARED)
    WRONG(2, RAWMAP_LINUX_MAP_DROPPABLE | RAWMAP_LINUX_MAP_GROWSDOWN, AFTER, EINVAL, DROPPABLE_GROWSDOWN)
    WRONG(2, RAWMAP_LINUX_MAP_DROPPABLE | RAWMAP_LINUX_MAP_LOCKED, AFTER, EINVAL, DROPPABLE_LOCKED)
    WRONG(2, RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_HUGETLB | 23u << 26 | RAWMAP_LINUX_MAP_STACK, BEFORE, EINVAL, STACK_HUGE)
    WRONG(3, HERE, AFTER, EEXIST, EXACT_TAKEN)
    WRONG(3, HOLE + 1, AFTER, EINVAL, EXACT_UNALIGNED)
    JOINED(4, RAWMAP_ABOVE_4G.bits, BEFORE, EINVAL, PLACEMENT_WITH_ADDRESS)
    JOINED(4, 1u << 30, BEFORE, EINVAL, PLACEMENT_UNKNOWN_BITS)
DONE

CALL(map_file, rawmap_map_file((int)w[0], w[1], w[2], prot_of(w[3]), file_kind_of(w[4]), placement_of(w[5], w[6])).status, (uintptr_t)file, 0, PAGE, 3, RAWMAP_LINUX_MAP_SHARED, HOLE, EXACT_BITS)
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE)
    WRONG(0, 987, ERRNO, EBADF, EBADF)
    WRONG(1, 100, AFTER, EINVAL, OFFSET_UNALIGNED)
    WRONG(1, ~(uintptr_t)0xfff, AFTER, EOVERFLOW, OFFSET_PAST_LIMIT)
    WRONG(2, 0, AFTER, EINVAL, LENGTH_ZERO)
    WRONG(2, SIZE_MAX, AFTER, ENOMEM, LENGTH_WRAPS)
    WRONG(2, ((size_t)1 << 57), AFTER, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE)
    WRONG(2, ((size_t)1 << 50), ERRNO, ENOMEM, ENOMEM)
    PROTECTION_MISTAKES(3)
    WRONG(4, 0, AFTER, EINVAL, KIND_INVALID)
    WRONG(4, RAWMAP_LINUX_MAP_SHARED_VALIDATE, BEFORE, EINVAL, KIND_UNKNOWN_BITS)
    WRONG(4, RAWMAP_LINUX_MAP_SHARED_VALIDATE | RAWMAP_LINUX_MAP_SYNC, AFTER, EOPNOTSUPP, SYNC_EXACTLY)
    WRONG(5, HERE, AFTER, EEXIST, EXACT_TAKEN)
    WRONG(5, HOLE + 1, AFTER, EINVAL, EXACT_UNALIGNED)
    JOINED(6, 1u << 30, BEFORE, EINVAL, PLACEMENT_UNKNOWN_BITS)
DONE

CALL(unmap, rawmap_unmap(FIRST_SPAN), HOLE, PAGE)
    WRONG(0, HOLE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, FAR, ERRNO, EINVAL, EINVAL)
    WRONG(1, 0, AFTER, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX - PAGE + 1, AFTER, EINVAL, SPAN_WRAPS)
DONE

CALL(protect, rawmap_protect(FIRST_SPAN, prot_of(w[2])), HERE, PAGE, 3)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, ENOMEM, ENOMEM)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX, AFTER, ENOMEM, SPAN_WRAPS_ENOMEM)
    WRONG(1, SIZE_MAX / 2, ERRNO, ENOMEM, ENOMEM)
    WRONG(2, RAWMAP_LINUX_PROT_GROWSDOWN | RAWMAP_LINUX_PROT_GROWSUP, AFTER, EINVAL, PROT_GROWS_BOTH_WAYS)
    WRONG(2, 0x800, AFTER, EINVAL, PROT_UNKNOWN_BITS)
    WRONG(2, 8, BEFORE, EINVAL, PROT_SEM_DOES_NOTHING)
DONE

#define RESIZING(call) \
CALL(call, rawmap_##call(FIRST_SPAN, w[2]).status, HERE, PAGE, PAGE) \
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED) \
    WRONG(0, HOLE, ERRNO, EFAULT, EFAULT) \
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY) \
    WRONG(1, SIZE_MAX, BEFORE, EINVAL, SPAN_LENGTH_WRAPS) \
    WRONG(2, 0, AFTER, EINVAL, REMAP_LENGTH_ZERO) \
    WRONG(2, SIZE_MAX, AFTER, EINVAL, REMAP_LENGTH_WRAPS) \
    WRONG(2, (size_t)1 << 57, AFTER, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL) \
DONE
RESIZING(resize)
RESIZING(resize_or_move)

CALL(duplicate, rawmap_duplicate(FIRST_SPAN).status, HERE, PAGE)
    WRONG(0, HERE, ERRNO, EINVAL, EINVAL)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, EFAULT, EFAULT)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX, AFTER, EINVAL, REMAP_LENGTH_WRAPS)
DONE

CALL(move_keep, rawmap_move_keep(FIRST_SPAN).status, HOLE, PAGE)
    WRONG(0, HOLE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, EFAULT, EFAULT)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX / 2, AFTER, EINVAL, REMAP_KEEP_LOW)
DONE

CALL(advise, (rawmap_advise(FIRST_SPAN, RAWMAP_ADVICE(normal))), HERE, PAGE)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, ENOMEM, ENOMEM)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX, AFTER, EINVAL, SPAN_WRAPS)
DONE

static rawmap_sync_flags sync_of(uintptr_t bits) { rawmap_sync_flags set; set.bits = (unsigned)bits; return set; }
CALL(sync, rawmap_sync(FIRST_SPAN, sync_of(w[2])), HERE, PAGE, RAWMAP_LINUX_MS_SYNC)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, ENOMEM, ENOMEM)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX, BEFORE, EINVAL, SPAN_LENGTH_WRAPS)
    WRONG(1, SIZE_MAX - PAGE + 1, AFTER, ENOMEM, SPAN_WRAPS_ENOMEM)
    WRONG(1, SIZE_MAX / 2, ERRNO, ENOMEM, ENOMEM)
    JOINED(2, 0x100, AFTER, EINVAL, SYNC_UNKNOWN_BITS)
    JOINED(2, RAWMAP_LINUX_MS_ASYNC, AFTER, EINVAL, SYNC_CONTRADICTION)
DONE

CALL(residency, rawmap_residency(FIRST_SPAN, (unsigned char *)w[2], w[3]), HERE, PAGE, (uintptr_t)vector_of_pages, 1)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, ENOMEM, ENOMEM)
    WRONG(0, FAR, ERRNO, ENOMEM, ENOMEM)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(2, 0, AFTER, EFAULT, VECTOR_MISSING)
    WRONG(2, 8, ERRNO, EFAULT, EFAULT)
    WRONG(3, 0, BEFORE, EFAULT, VECTOR_TOO_SMALL)
DONE

CALL(seal, rawmap_seal(FIRST_SPAN), HOLE, PAGE)
    WRONG(0, HOLE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, ENOMEM, ENOMEM)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX, AFTER, EINVAL, SPAN_LENGTH_WRAPS)
    WRONG(1, SIZE_MAX - PAGE + 1, AFTER, EINVAL, SPAN_WRAPS)
DONE

CALL(remap_file_pages, rawmap_remap_file_pages(FIRST_SPAN, w[2]), HOLE, PAGE, 0)
    WRONG(0, HOLE + 1, BEFORE, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, EINVAL, EINVAL)
    WRONG(1, 0, AFTER, EINVAL, SPAN_EMPTY)
    WRONG(1, 100, BEFORE, EINVAL, REMAP_PAGES_UNEVEN)
    WRONG(1, SIZE_MAX - PAGE + 1, AFTER, EINVAL, SPAN_WRAPS)
    WRONG(2, SIZE_MAX, AFTER, EINVAL, REMAP_PAGES_PAST_LIMIT)
DONE

static const rawmap_lock_all_flags *lock_all_of(uintptr_t bits) { static rawmap_lock_all_flags set; set.bits = (unsigned)bits; return &set; }
CALL(lock_all, rawmap_lock_all(*lock_all_of(w[0])), 0)
    WRONG(0, 0, AFTER, EINVAL, LOCK_ALL_NOTHING_ASKED)
    WRONG(0, RAWMAP_LINUX_MCL_ONFAULT, AFTER, EINVAL, LOCK_ALL_ON_FAULT_ALONE)
    WRONG(0, 0x100, AFTER, EINVAL, LOCK_ALL_UNKNOWN_BITS)
DONE
    /* clang-format on */

    static void
    pairs_of_mapping(void)
{
    table_of_map();
    table_of_map_file();
    table_of_unmap();
    table_of_protect();
    table_of_resize();
    table_of_resize_or_move();
    table_of_duplicate();
    table_of_move_keep();
    table_of_advise();
    table_of_sync();
    table_of_residency();
    if (machine_lacks("mseal") == NULL)
        table_of_seal();
    table_of_remap_file_pages();
    table_of_lock_all();
}

#endif
