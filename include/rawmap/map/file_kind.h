/* SPDX-License-Identifier: MIT */
/* rawmap/map/file_kind.h: what a mapping of a file is, and its options.

   RAWMAP_FILE_PRIVATE(name, ...)   a rawmap_file_kind: a file's pages; writes stay in this process
   RAWMAP_FILE_SHARED(name, ...)    a rawmap_file_kind: a file's pages; writes reach the file
   RAWMAP_<KIND>_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_<KIND>_<name>         1 where the kind has the name, else 0

   option      does                                                            kinds                       since
   populate    read the pages in now. Best effort: a failure is not            both                        2.5.46
               reported; rawmap_advise with populate_read reports it
   lock        keep the pages in memory. Best effort, as populate;             both                        2.5.37
               rawmap_lock reports a failure
   noreserve   count nothing against the commit limit; reserve no huge         both                        1.3
               pages. Of shared mappings it counts for /dev/zero and
               hugetlbfs alone: others are never counted
   hugetlb     assert that the file is on hugetlbfs; any other is refused.     both                        2.6.32
               The file's own page size counts: a size cannot be named
               here. A length that fits no huge page is refused
   sync        a returned write is durable (files on DAX); brings              shared                      4.15
               MAP_SHARED_VALIDATE with it. rawmap_exactly excludes it

   A file on hugetlbfs is mapped in its huge pages whatever length is asked: give a multiple of its page size (st_blksize),
   or the span that comes out cannot be unmapped. */
#ifndef RAWMAP_MAP_FILE_KIND_H
#define RAWMAP_MAP_FILE_KIND_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_file_kind_is_made_by_RAWMAP_FILE_PRIVATE_or_RAWMAP_FILE_SHARED {
    unsigned bits;
} rawmap_file_kind;

/* clang-format off */
#define RAWMAP_FILE_PRIVATE(...) RAWMAP_I_OPEN(rawmap_file_kind){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FILE_PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FILE_PRIVATE_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FILE_PRIVATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FILE_PRIVATE(...) RAWMAP_I_ERROR(__VA_ARGS__: write options with commas between, as in RAWMAP_FILE_PRIVATE(populate, lock), if any)

#define RAWMAP_FILE_SHARED(...) RAWMAP_I_OPEN(rawmap_file_kind){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FILE_SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FILE_SHARED_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FILE_SHARED, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FILE_SHARED(...) RAWMAP_I_ERROR(__VA_ARGS__: write options with commas between, as in RAWMAP_FILE_SHARED(populate, sync), if any)

/* RAWMAP_FILE_PRIVATE: a copy of a file */
#define RAWMAP_FILE_PRIVATE_                 (RAWMAP_LINUX_MAP_PRIVATE + 0ull)
#define RAWMAP_HAS_FILE_PRIVATE_             1
#define RAWMAP_FILE_PRIVATE_populate         RAWMAP_LINUX_MAP_POPULATE
#define RAWMAP_FILE_PRIVATE_lock             RAWMAP_LINUX_MAP_LOCKED
#define RAWMAP_FILE_PRIVATE_noreserve        RAWMAP_LINUX_MAP_NORESERVE
#define RAWMAP_FILE_PRIVATE_stack            rawmap_error_a_file_is_no_stack
#define RAWMAP_FILE_PRIVATE_growsdown        rawmap_error_a_file_cannot_grow_downwards
#define RAWMAP_FILE_PRIVATE_hugetlb          RAWMAP_LINUX_MAP_HUGETLB
#define RAWMAP_FILE_PRIVATE_sync             rawmap_error_sync_is_for_shared_mappings_of_files
#define RAWMAP_FILE_PRIVATE_huge_16kb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_64kb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_512kb       rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_1mb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_2mb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_8mb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_16mb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_32mb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_256mb       rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_512mb       rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_1gb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_2gb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_16gb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_PRIVATE_huge_shift(n)    rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_HAS_FILE_PRIVATE_populate     1
#define RAWMAP_HAS_FILE_PRIVATE_lock         1
#define RAWMAP_HAS_FILE_PRIVATE_noreserve    1
#define RAWMAP_HAS_FILE_PRIVATE_stack        0
#define RAWMAP_HAS_FILE_PRIVATE_growsdown    0
#define RAWMAP_HAS_FILE_PRIVATE_hugetlb      1
#define RAWMAP_HAS_FILE_PRIVATE_sync         0
#define RAWMAP_HAS_FILE_PRIVATE_huge_16kb    0
#define RAWMAP_HAS_FILE_PRIVATE_huge_64kb    0
#define RAWMAP_HAS_FILE_PRIVATE_huge_512kb   0
#define RAWMAP_HAS_FILE_PRIVATE_huge_1mb     0
#define RAWMAP_HAS_FILE_PRIVATE_huge_2mb     0
#define RAWMAP_HAS_FILE_PRIVATE_huge_8mb     0
#define RAWMAP_HAS_FILE_PRIVATE_huge_16mb    0
#define RAWMAP_HAS_FILE_PRIVATE_huge_32mb    0
#define RAWMAP_HAS_FILE_PRIVATE_huge_256mb   0
#define RAWMAP_HAS_FILE_PRIVATE_huge_512mb   0
#define RAWMAP_HAS_FILE_PRIVATE_huge_1gb     0
#define RAWMAP_HAS_FILE_PRIVATE_huge_2gb     0
#define RAWMAP_HAS_FILE_PRIVATE_huge_16gb    0
#define RAWMAP_HAS_FILE_PRIVATE_huge_shift   0

/* RAWMAP_FILE_SHARED: the file itself */
#define RAWMAP_FILE_SHARED_                  (RAWMAP_LINUX_MAP_SHARED + 0ull)
#define RAWMAP_HAS_FILE_SHARED_              1
#define RAWMAP_FILE_SHARED_populate          RAWMAP_LINUX_MAP_POPULATE
#define RAWMAP_FILE_SHARED_lock              RAWMAP_LINUX_MAP_LOCKED
#define RAWMAP_FILE_SHARED_noreserve         RAWMAP_LINUX_MAP_NORESERVE
#define RAWMAP_FILE_SHARED_stack             rawmap_error_a_file_is_no_stack
#define RAWMAP_FILE_SHARED_growsdown         rawmap_error_a_file_cannot_grow_downwards
#define RAWMAP_FILE_SHARED_hugetlb           RAWMAP_LINUX_MAP_HUGETLB
#define RAWMAP_FILE_SHARED_huge_16kb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_64kb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_512kb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_1mb          rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_2mb          rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_8mb          rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_16mb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_32mb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_256mb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_512mb        rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_1gb          rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_2gb          rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_16gb         rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_FILE_SHARED_huge_shift(n)     rawmap_error_a_file_has_its_own_huge_page_size
#define RAWMAP_HAS_FILE_SHARED_populate      1
#define RAWMAP_HAS_FILE_SHARED_lock          1
#define RAWMAP_HAS_FILE_SHARED_noreserve     1
#define RAWMAP_HAS_FILE_SHARED_stack         0
#define RAWMAP_HAS_FILE_SHARED_growsdown     0
#define RAWMAP_HAS_FILE_SHARED_hugetlb       1
#define RAWMAP_HAS_FILE_SHARED_huge_16kb     0
#define RAWMAP_HAS_FILE_SHARED_huge_64kb     0
#define RAWMAP_HAS_FILE_SHARED_huge_512kb    0
#define RAWMAP_HAS_FILE_SHARED_huge_1mb      0
#define RAWMAP_HAS_FILE_SHARED_huge_2mb      0
#define RAWMAP_HAS_FILE_SHARED_huge_8mb      0
#define RAWMAP_HAS_FILE_SHARED_huge_16mb     0
#define RAWMAP_HAS_FILE_SHARED_huge_32mb     0
#define RAWMAP_HAS_FILE_SHARED_huge_256mb    0
#define RAWMAP_HAS_FILE_SHARED_huge_512mb    0
#define RAWMAP_HAS_FILE_SHARED_huge_1gb      0
#define RAWMAP_HAS_FILE_SHARED_huge_2gb      0
#define RAWMAP_HAS_FILE_SHARED_huge_16gb     0
#define RAWMAP_HAS_FILE_SHARED_huge_shift    0
#ifdef RAWMAP_LINUX_MAP_SYNC
#define RAWMAP_FILE_SHARED_sync              (RAWMAP_LINUX_MAP_SHARED_VALIDATE | RAWMAP_LINUX_MAP_SYNC)
#define RAWMAP_HAS_FILE_SHARED_sync          1
#else
#define RAWMAP_FILE_SHARED_sync              rawmap_error_this_architecture_has_no_map_sync
#define RAWMAP_HAS_FILE_SHARED_sync          0
#endif
/* clang-format on */

/* For the rules: every bit that a file's kind can have. */
#ifdef RAWMAP_LINUX_MAP_SYNC
#define RAWMAP_I_MAP_SYNC (RAWMAP_LINUX_MAP_SYNC + 0u)
#else
#define RAWMAP_I_MAP_SYNC 0u
#endif
#define RAWMAP_I_FILE_KIND_KNOWN                                                                                       \
    (RAWMAP_LINUX_MAP_TYPE | RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED | RAWMAP_LINUX_MAP_NORESERVE |        \
     RAWMAP_LINUX_MAP_HUGETLB | RAWMAP_I_MAP_SYNC)

/* rawmap_file_kind_union: the kind with the options of both.

   Result:   bits 0, which every call refuses with RAWMAP_KIND_INVALID, when one is private and the other shared.
   ABIs:     all */
RAWMAP_API(map) rawmap_file_kind rawmap_file_kind_union(rawmap_file_kind a, rawmap_file_kind b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES
RAWMAP_API(map) rawmap_file_kind rawmap_file_kind_union(rawmap_file_kind a, rawmap_file_kind b)
{
    rawmap_file_kind kind;
    kind.bits = a.bits | b.bits;
    if (((a.bits ^ b.bits) & RAWMAP_LINUX_MAP_SHARED) != 0)
        kind.bits = 0;
    return kind;
}
#endif

RAWMAP_I_END

#endif
