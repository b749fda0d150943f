/* SPDX-License-Identifier: MIT */
/* rawmap/map/kind.h: what anonymous memory is, and the options that each kind of it has.

   RAWMAP_PRIVATE(name, ...)     a rawmap_kind: memory of this process alone; a fork copies it
   RAWMAP_SHARED(name, ...)      a rawmap_kind: memory shared with children
   RAWMAP_DROPPABLE(name, ...)   a rawmap_kind: memory that the kernel may drop, a page at a time, to zeros
   RAWMAP_<KIND>_INIT(name, ...) the same, braced, for an object at file scope
   RAWMAP_HAS_<KIND>_<name>      1 where the kind has the name, else 0

   The kernel takes one of these as the type of a mapping, so each has its own name space: an option of another kind
   does not compile, and the error says why. An empty list is the kind with no options.

   option         does                                                              kinds               since
   populate       fault all pages in now. Best effort: a failure is not reported;   all                 2.5.46
                  rawmap_advise with populate_write reports it
   lock           keep the pages in memory. Best effort, as populate;               private, shared     2.5.37
                  rawmap_lock reports a failure
   noreserve      count nothing against the commit limit (Linux ignores it          private, shared     1.3
                  under vm.overcommit_memory=2)
   stack          no transparent huge pages (before 6.7: nothing)                   private             2.6.27
   growsdown      grows downwards when the page below it is touched                 private             1.0
   huge_2mb       pages of that size from the huge page pool. Nothing is            private, shared     3.8
                  rounded: the length must be a multiple of the size
   huge_shift(n)  the same for pages of 1 << n bytes, n a constant                  private, shared     3.8

   Named sizes: 16kb 64kb 512kb 1mb 2mb 8mb 16mb 32mb 256mb 512mb 1gb 2gb 16gb. rawmap_kind_huge takes one at run time.
   There is no "default huge page" here: its length could not be known to unmap it. Ask rawmap_huge_page_default.

   Droppable (Linux 6.11): loss is per page, at any moment, and reads as zeros. Such memory is never swapped or counted
   against a lock limit, is zero in a child after a fork, and is left out of core dumps. rawmap_lock on it does nothing
   and answers success; so does rawmap_advise with mergeable. */
#ifndef RAWMAP_MAP_KIND_H
#define RAWMAP_MAP_KIND_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_kind_is_made_by_RAWMAP_PRIVATE_RAWMAP_SHARED_or_RAWMAP_DROPPABLE {
    unsigned bits;
} rawmap_kind;

/* clang-format off */
#define RAWMAP_PRIVATE(...) RAWMAP_I_OPEN(rawmap_kind){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_pages_cannot_grow_downwards, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_stack_without_huge_pages_cannot_have_huge_pages, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_PRIVATE_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_pages_cannot_grow_downwards, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_stack_without_huge_pages_cannot_have_huge_pages, PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_PRIVATE(...) RAWMAP_I_ERROR(__VA_ARGS__: write options with commas between, as in RAWMAP_PRIVATE(populate, huge_2mb), if any)

#define RAWMAP_SHARED(...) RAWMAP_I_OPEN(rawmap_kind){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_SHARED_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_SHARED(...) RAWMAP_I_ERROR(__VA_ARGS__: write options with commas between, as in RAWMAP_SHARED(populate, huge_2mb), if any)

#define RAWMAP_DROPPABLE(...) RAWMAP_I_OPEN(rawmap_kind){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, DROPPABLE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_DROPPABLE_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, DROPPABLE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_DROPPABLE(...) RAWMAP_I_ERROR(__VA_ARGS__: write RAWMAP_DROPPABLE(), RAWMAP_DROPPABLE(populate))

/* RAWMAP_PRIVATE: memory of this process alone */
#define RAWMAP_PRIVATE_                      (RAWMAP_LINUX_MAP_PRIVATE + 0ull)
#define RAWMAP_HAS_PRIVATE_                  1
#define RAWMAP_PRIVATE_populate              RAWMAP_LINUX_MAP_POPULATE
#define RAWMAP_PRIVATE_lock                  RAWMAP_LINUX_MAP_LOCKED
#define RAWMAP_PRIVATE_noreserve             RAWMAP_LINUX_MAP_NORESERVE
#define RAWMAP_PRIVATE_stack                 RAWMAP_LINUX_MAP_STACK
#define RAWMAP_PRIVATE_growsdown             RAWMAP_LINUX_MAP_GROWSDOWN
#define RAWMAP_PRIVATE_hugetlb               rawmap_error_anonymous_memory_names_its_huge_page_size
#define RAWMAP_PRIVATE_sync                  rawmap_error_sync_is_for_shared_mappings_of_files
#define RAWMAP_PRIVATE_huge_16kb             RAWMAP_I_HUGE(14)
#define RAWMAP_PRIVATE_huge_64kb             RAWMAP_I_HUGE(16)
#define RAWMAP_PRIVATE_huge_512kb            RAWMAP_I_HUGE(19)
#define RAWMAP_PRIVATE_huge_1mb              RAWMAP_I_HUGE(20)
#define RAWMAP_PRIVATE_huge_2mb              RAWMAP_I_HUGE(21)
#define RAWMAP_PRIVATE_huge_8mb              RAWMAP_I_HUGE(23)
#define RAWMAP_PRIVATE_huge_16mb             RAWMAP_I_HUGE(24)
#define RAWMAP_PRIVATE_huge_32mb             RAWMAP_I_HUGE(25)
#define RAWMAP_PRIVATE_huge_256mb            RAWMAP_I_HUGE(28)
#define RAWMAP_PRIVATE_huge_512mb            RAWMAP_I_HUGE(29)
#define RAWMAP_PRIVATE_huge_1gb              RAWMAP_I_HUGE(30)
#define RAWMAP_PRIVATE_huge_2gb              RAWMAP_I_HUGE(31)
#define RAWMAP_PRIVATE_huge_16gb             RAWMAP_I_HUGE(34)
#define RAWMAP_PRIVATE_huge_shift(n)         RAWMAP_I_HUGE(n)
#define RAWMAP_HAS_PRIVATE_populate          1
#define RAWMAP_HAS_PRIVATE_lock              1
#define RAWMAP_HAS_PRIVATE_noreserve         1
#define RAWMAP_HAS_PRIVATE_stack             1
#define RAWMAP_HAS_PRIVATE_growsdown         1
#define RAWMAP_HAS_PRIVATE_hugetlb           0
#define RAWMAP_HAS_PRIVATE_sync              0
#define RAWMAP_HAS_PRIVATE_huge_16kb         1
#define RAWMAP_HAS_PRIVATE_huge_64kb         1
#define RAWMAP_HAS_PRIVATE_huge_512kb        1
#define RAWMAP_HAS_PRIVATE_huge_1mb          1
#define RAWMAP_HAS_PRIVATE_huge_2mb          1
#define RAWMAP_HAS_PRIVATE_huge_8mb          1
#define RAWMAP_HAS_PRIVATE_huge_16mb         1
#define RAWMAP_HAS_PRIVATE_huge_32mb         1
#define RAWMAP_HAS_PRIVATE_huge_256mb        1
#define RAWMAP_HAS_PRIVATE_huge_512mb        1
#define RAWMAP_HAS_PRIVATE_huge_1gb          1
#define RAWMAP_HAS_PRIVATE_huge_2gb          1
#define RAWMAP_HAS_PRIVATE_huge_16gb         1
#define RAWMAP_HAS_PRIVATE_huge_shift        1

/* RAWMAP_SHARED: memory shared with children */
#define RAWMAP_SHARED_                       (RAWMAP_LINUX_MAP_SHARED + 0ull)
#define RAWMAP_HAS_SHARED_                   1
#define RAWMAP_SHARED_populate               RAWMAP_LINUX_MAP_POPULATE
#define RAWMAP_SHARED_lock                   RAWMAP_LINUX_MAP_LOCKED
#define RAWMAP_SHARED_noreserve              RAWMAP_LINUX_MAP_NORESERVE
#define RAWMAP_SHARED_stack                  rawmap_error_shared_memory_is_no_stack
#define RAWMAP_SHARED_growsdown              rawmap_error_shared_memory_cannot_grow_downwards
#define RAWMAP_SHARED_hugetlb                rawmap_error_anonymous_memory_names_its_huge_page_size
#define RAWMAP_SHARED_sync                   rawmap_error_sync_is_for_shared_mappings_of_files
#define RAWMAP_SHARED_huge_16kb              RAWMAP_I_HUGE(14)
#define RAWMAP_SHARED_huge_64kb              RAWMAP_I_HUGE(16)
#define RAWMAP_SHARED_huge_512kb             RAWMAP_I_HUGE(19)
#define RAWMAP_SHARED_huge_1mb               RAWMAP_I_HUGE(20)
#define RAWMAP_SHARED_huge_2mb               RAWMAP_I_HUGE(21)
#define RAWMAP_SHARED_huge_8mb               RAWMAP_I_HUGE(23)
#define RAWMAP_SHARED_huge_16mb              RAWMAP_I_HUGE(24)
#define RAWMAP_SHARED_huge_32mb              RAWMAP_I_HUGE(25)
#define RAWMAP_SHARED_huge_256mb             RAWMAP_I_HUGE(28)
#define RAWMAP_SHARED_huge_512mb             RAWMAP_I_HUGE(29)
#define RAWMAP_SHARED_huge_1gb               RAWMAP_I_HUGE(30)
#define RAWMAP_SHARED_huge_2gb               RAWMAP_I_HUGE(31)
#define RAWMAP_SHARED_huge_16gb              RAWMAP_I_HUGE(34)
#define RAWMAP_SHARED_huge_shift(n)          RAWMAP_I_HUGE(n)
#define RAWMAP_HAS_SHARED_populate           1
#define RAWMAP_HAS_SHARED_lock               1
#define RAWMAP_HAS_SHARED_noreserve          1
#define RAWMAP_HAS_SHARED_stack              0
#define RAWMAP_HAS_SHARED_growsdown          0
#define RAWMAP_HAS_SHARED_hugetlb            0
#define RAWMAP_HAS_SHARED_sync               0
#define RAWMAP_HAS_SHARED_huge_16kb          1
#define RAWMAP_HAS_SHARED_huge_64kb          1
#define RAWMAP_HAS_SHARED_huge_512kb         1
#define RAWMAP_HAS_SHARED_huge_1mb           1
#define RAWMAP_HAS_SHARED_huge_2mb           1
#define RAWMAP_HAS_SHARED_huge_8mb           1
#define RAWMAP_HAS_SHARED_huge_16mb          1
#define RAWMAP_HAS_SHARED_huge_32mb          1
#define RAWMAP_HAS_SHARED_huge_256mb         1
#define RAWMAP_HAS_SHARED_huge_512mb         1
#define RAWMAP_HAS_SHARED_huge_1gb           1
#define RAWMAP_HAS_SHARED_huge_2gb           1
#define RAWMAP_HAS_SHARED_huge_16gb          1
#define RAWMAP_HAS_SHARED_huge_shift         1

/* RAWMAP_DROPPABLE: memory that the kernel may drop */
#define RAWMAP_DROPPABLE_                    (RAWMAP_LINUX_MAP_DROPPABLE + 0ull)
#define RAWMAP_HAS_DROPPABLE_                1
#define RAWMAP_DROPPABLE_populate            RAWMAP_LINUX_MAP_POPULATE
#define RAWMAP_DROPPABLE_lock                rawmap_error_droppable_memory_cannot_be_locked
#define RAWMAP_DROPPABLE_noreserve           rawmap_error_droppable_memory_is_never_reserved
#define RAWMAP_DROPPABLE_stack               rawmap_error_droppable_memory_is_no_stack
#define RAWMAP_DROPPABLE_growsdown           rawmap_error_droppable_memory_cannot_grow_downwards
#define RAWMAP_DROPPABLE_hugetlb             rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_sync                rawmap_error_sync_is_for_shared_mappings_of_files
#define RAWMAP_DROPPABLE_huge_16kb           rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_64kb           rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_512kb          rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_1mb            rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_2mb            rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_8mb            rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_16mb           rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_32mb           rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_256mb          rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_512mb          rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_1gb            rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_2gb            rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_16gb           rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_DROPPABLE_huge_shift(n)       rawmap_error_droppable_memory_has_no_huge_pages
#define RAWMAP_HAS_DROPPABLE_populate        1
#define RAWMAP_HAS_DROPPABLE_lock            0
#define RAWMAP_HAS_DROPPABLE_noreserve       0
#define RAWMAP_HAS_DROPPABLE_stack           0
#define RAWMAP_HAS_DROPPABLE_growsdown       0
#define RAWMAP_HAS_DROPPABLE_hugetlb         0
#define RAWMAP_HAS_DROPPABLE_sync            0
#define RAWMAP_HAS_DROPPABLE_huge_16kb       0
#define RAWMAP_HAS_DROPPABLE_huge_64kb       0
#define RAWMAP_HAS_DROPPABLE_huge_512kb      0
#define RAWMAP_HAS_DROPPABLE_huge_1mb        0
#define RAWMAP_HAS_DROPPABLE_huge_2mb        0
#define RAWMAP_HAS_DROPPABLE_huge_8mb        0
#define RAWMAP_HAS_DROPPABLE_huge_16mb       0
#define RAWMAP_HAS_DROPPABLE_huge_32mb       0
#define RAWMAP_HAS_DROPPABLE_huge_256mb      0
#define RAWMAP_HAS_DROPPABLE_huge_512mb      0
#define RAWMAP_HAS_DROPPABLE_huge_1gb        0
#define RAWMAP_HAS_DROPPABLE_huge_2gb        0
#define RAWMAP_HAS_DROPPABLE_huge_16gb       0
#define RAWMAP_HAS_DROPPABLE_huge_shift      0
/* clang-format on */

RAWMAP_I_SENTENCE(huge_pages_cannot_grow_downwards)
#define RAWMAP_I_RULE_huge_pages_cannot_grow_downwards(set)                                                            \
    (!((set)&RAWMAP_LINUX_MAP_HUGETLB) || !((set)&RAWMAP_LINUX_MAP_GROWSDOWN))
RAWMAP_I_SENTENCE(a_stack_without_huge_pages_cannot_have_huge_pages)
#define RAWMAP_I_RULE_a_stack_without_huge_pages_cannot_have_huge_pages(set)                                           \
    (!((set)&RAWMAP_LINUX_MAP_HUGETLB) || !((set)&RAWMAP_LINUX_MAP_STACK))

/* For the rules: every bit that a kind can have, and the type among them. */
#define RAWMAP_I_KIND_TYPE 0xfu
#define RAWMAP_I_KIND_KNOWN                                                                                            \
    (RAWMAP_I_KIND_TYPE | RAWMAP_I_HUGE_FIELD | RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED |                  \
     RAWMAP_LINUX_MAP_NORESERVE | RAWMAP_LINUX_MAP_STACK | RAWMAP_LINUX_MAP_GROWSDOWN | RAWMAP_LINUX_MAP_HUGETLB)

/* rawmap_kind_union: the kind with the options of both.

   Result:   bits 0, which every call refuses with RAWMAP_KIND_INVALID, when a and b are different kinds or name
             different huge page sizes.
   ABIs:     all */
RAWMAP_API(map) rawmap_kind rawmap_kind_union(rawmap_kind a, rawmap_kind b) RAWMAP_MUST_USE;

/* rawmap_kind_huge: the kind, from huge pages of page_size bytes.

   Units:    page_size in bytes, a power of two.
   Result:   bits 0, which every call refuses with RAWMAP_KIND_INVALID, when page_size is no power of two, is no larger
             than the smallest page, when the kind is droppable, or when it names another size already.
   Since:    3.8
   ABIs:     all */
RAWMAP_API(map) rawmap_kind rawmap_kind_huge(rawmap_kind kind, size_t page_size) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(map) rawmap_kind rawmap_kind_union(rawmap_kind a, rawmap_kind b)
{
    const unsigned differ = a.bits ^ b.bits;
    const unsigned both_huge = a.bits & b.bits & RAWMAP_LINUX_MAP_HUGETLB;
    rawmap_kind kind;
    kind.bits = a.bits | b.bits;
    if ((differ & RAWMAP_I_KIND_TYPE) != 0 || (both_huge != 0 && (differ & RAWMAP_I_HUGE_FIELD) != 0))
        kind.bits = 0;
    return kind;
}

RAWMAP_API(map) rawmap_kind rawmap_kind_huge(rawmap_kind kind, size_t page_size)
{
    unsigned shift = 0;
    rawmap_kind huge;
    huge.bits = 0;
    if (page_size <= RAWMAP_PAGE_SIZE_MIN || (page_size & (page_size - 1)) != 0 ||
        (kind.bits & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_DROPPABLE)
        return huge;
    while (page_size >> shift > 1) /* no __builtin_ctz: it is a library call where the processor has none */
        shift++;
    huge.bits = (kind.bits & RAWMAP_I_KIND_TYPE) | RAWMAP_LINUX_MAP_HUGETLB | shift << RAWMAP_I_HUGE_AT;
    return rawmap_kind_union(kind, huge);
}

#endif

RAWMAP_I_END

#endif
