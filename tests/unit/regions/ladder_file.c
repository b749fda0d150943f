/* SPDX-License-Identifier: MIT */
/* rawmap_ladder_map_file: part of a file, in the best pages that the file can have. */
#include "unit.h"

#include <sys/mman.h>
#include <sys/prctl.h>

#ifndef MFD_HUGETLB
#define MFD_HUGETLB 4u
#endif

#define READ RAWMAP_PROT(read)
#define BOTH RAWMAP_PROT(read, write)

static rawmap_ladder ladder;

static long mapped(void)
{
    return (long)unit_address_space();
}

/* A file in memory, of which every page begins with its number. */
static int numbered(size_t length, unsigned flags)
{
    const int file = (int)syscall(SYS_memfd_create, "numbered", flags | MFD_CLOEXEC);
    size_t at;
    char *bytes;
    cr_assert_geq(file, 0);
    cr_assert_eq(ftruncate(file, (off_t)length), 0);
    bytes = (char *)mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    cr_assert_neq(bytes, (char *)MAP_FAILED);
    for (at = 0; at < length; at += 4096)
        memcpy(bytes + at, &at, sizeof at);
    cr_assert_eq(munmap(bytes, length), 0);
    return file;
}

/* All of a mapping is that part of such a file. */
static void holds(rawmap_span span, size_t offset)
{
    size_t at, number;
    for (at = 0; at < span.length; at += 4096) {
        memcpy(&number, (const char *)span.base + at, sizeof number);
        cr_assert_eq(number, offset + at);
    }
}

Test(ladder_file, small)
{
    const size_t page = unit_page();
    const int file = numbered(8 * page, 0);
    const rawmap_span span = SPAN(rawmap_ladder_map_file(file, 2 * page, 3 * page, BOTH, RAWMAP_FILE_SHARED(),
                                                         RAWMAP_STEPS(huge_2mb, transparent, small), &ladder));
    BITS(RAWMAP_STEPS(small).bits, ladder.taken.bits);
    cr_assert_eq(ladder.refusals, 2);
    BITS(RAWMAP_STEPS(huge_2mb).bits, ladder.refusal[0].step.bits);
    STATUS(HUGE_FILE_UNFIT, ladder.refusal[0].status);
    cr_assert_str_eq(unit_perms(span.base), "rw-s");
    holds(span, 2 * page);
    STATUS(OK, rawmap_unmap(span));
    close(file);
}

/* Parts that begin and end anywhere in a huge page of the file: those that lie whole in them are huge. Whether such a file
   can have them, libc's calls say. */
Test(ladder_file, transparent)
{
    const rawmap_size size = rawmap_transparent_size();
    static const struct {
        size_t before, behind; /* pages of 64 KiB that are not of the part, of a file of four huge pages */
        long huge;             /* pages */
    } parts[] = {{0, 0, 4}, {1, 0, 3}, {0, 1, 3}, {1, 1, 2}, {31, 33, 1}, {32, 32, 2}, {33, 31, 1}};
    size_t i;
    int control;
    char *at;
    bool can;
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_FACT(pagemap_scan);
    control = numbered(2 * size.bytes, 0);
    at = (char *)mmap(NULL, 3 * size.bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    at += (0 - (uintptr_t)at) & (size.bytes - 1);
    cr_assert_eq(mmap(at, size.bytes, PROT_READ, MAP_SHARED | MAP_FIXED, control, 0), (void *)at);
    can = madvise(at, size.bytes, 25 /* MADV_COLLAPSE */) == 0;
    for (i = 0; i < sizeof parts / sizeof *parts; i++) {
        const long before = mapped();
        const size_t first = parts[i].before << 16, length = 4 * size.bytes - first - (parts[i].behind << 16);
        const int file = numbered(4 * size.bytes, 0);
        const rawmap_mapping m = rawmap_ladder_map_file(file, first, length, i % 2 ? READ : BOTH, RAWMAP_FILE_SHARED(),
                                                        RAWMAP_STEPS(transparent), &ladder);
        if (!can) {
            cr_assert_neq(m.status, RAWMAP_OK);
            cr_assert_eq(m.span.length, 0);
            cr_assert_eq(ladder.refusals, 1);
            cr_assert_eq(mapped(), before);
        } else {
            const rawmap_span span = SPAN(m);
            BITS(RAWMAP_STEPS(transparent).bits, ladder.taken.bits);
            STATUS(OK, ladder.seen);
            cr_assert_eq(((uintptr_t)span.base - first) % size.bytes, 0);
            cr_assert_eq(span.length, length);
            if (size.bytes == 2097152) /* a half of one is 16 times 64 KiB */
                cr_assert_eq(unit_smaps(span.base, "ShmemPmdMapped"), parts[i].huge * (long)(size.bytes >> 10), "%zu",
                             i);
            holds(span, first);
            STATUS(OK, rawmap_unmap(span));
            cr_assert_eq(mapped(), before);
        }
        close(file);
    }
    close(control);
}

/* One byte less than holds a huge page. */
Test(ladder_file, nothing_to_collapse)
{
    const rawmap_size size = rawmap_transparent_size();
    const size_t page = unit_page();
    int file;
    UNIT_NEEDS_FACT(thp);
    file = numbered(2 * size.bytes, 0);
    STATUS(COLLAPSE_NOTHING, rawmap_ladder_map_file(file, 0, size.bytes - page, READ, RAWMAP_FILE_SHARED(),
                                                    RAWMAP_STEPS(transparent), &ladder)
                                 .status);
    STATUS(COLLAPSE_NOTHING, rawmap_ladder_map_file(file, page, size.bytes, READ, RAWMAP_FILE_SHARED(),
                                                    RAWMAP_STEPS(transparent), &ladder)
                                 .status);
    STATUS(COLLAPSE_NOTHING,
           rawmap_ladder_map_file(file, page, page, READ, RAWMAP_FILE_SHARED(), RAWMAP_STEPS(transparent), &ladder)
               .status);
    STATUS(COLLAPSE_NOTHING, rawmap_ladder_map_file(file, page, 2 * size.bytes - 2 * page, READ, RAWMAP_FILE_SHARED(),
                                                    RAWMAP_STEPS(transparent), &ladder)
                                 .status);
    cr_assert_eq(ladder.refusals, 1);
    BITS(0, ladder.taken.bits);
    close(file);
}

/* A process that wants no such pages has none. */
Test(ladder_file, switched_off)
{
    const rawmap_size size = rawmap_transparent_size();
    int file;
    UNIT_NEEDS_FACT(thp);
    file = numbered(2 * size.bytes, 0);
    cr_assert_eq(prctl(41 /* PR_SET_THP_DISABLE */, 1, 0, 0, 0), 0);
    STATUS(TRANSPARENT_SWITCHED_OFF, rawmap_ladder_map_file(file, 0, 2 * size.bytes, READ, RAWMAP_FILE_SHARED(),
                                                            RAWMAP_STEPS(transparent), &ladder)
                                         .status);
    close(file);
}

/* A file of the pool has pages of one size. */
Test(ladder_file, of_the_pool)
{
    const rawmap_steps all = RAWMAP_STEPS(huge_1gb, huge_2mb, transparent);
    const long before = mapped();
    rawmap_span span;
    int file;
    UNIT_NEEDS_FACT(huge_pages);
    file = numbered(2 * UNIT_HUGE, MFD_HUGETLB | 21u << 26);
    span = SPAN(rawmap_ladder_map_file(file, UNIT_HUGE, UNIT_HUGE, READ, RAWMAP_FILE_SHARED(), all, &ladder));
    BITS(RAWMAP_STEPS(huge_2mb).bits, ladder.taken.bits);
    cr_assert_eq(ladder.refusals, 1);
    STATUS(HUGE_FILE_UNFIT, ladder.refusal[0].status);
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    cr_assert_eq(unit_smaps(span.base, "Private_Hugetlb") + unit_smaps(span.base, "Shared_Hugetlb"), 2048,
                 "the first is brought in");
    holds(span, UNIT_HUGE);
    STATUS(OK, rawmap_unmap(span));
    STATUS(HUGE_LENGTH_UNEVEN,
           rawmap_ladder_map_file(file, 0, UNIT_HUGE + 1, READ, RAWMAP_FILE_SHARED(), RAWMAP_STEPS(huge_2mb), &ladder)
               .status);
    /* Behind its end nothing can be read. */
    STATUS(EFAULT, rawmap_ladder_map_file(file, 2 * UNIT_HUGE, UNIT_HUGE, READ, RAWMAP_FILE_SHARED(),
                                          RAWMAP_STEPS(huge_2mb), &ladder)
                       .status);
    cr_assert_eq(mapped(), before);
    close(file);
}

#define REFUSED(cause, file, protection, kind, steps)                                                                  \
    do {                                                                                                               \
        rawmap_mapping refused_;                                                                                       \
        unit_calls = 0;                                                                                                \
        refused_ = rawmap_ladder_map_file(file, 0, UNIT_HUGE, protection, kind, steps, &ladder);                       \
        STATUS(cause, refused_.status);                                                                                \
        cr_assert_eq(unit_calls, 0);                                                                                   \
        cr_assert_eq(refused_.span.length, 0);                                                                         \
        cr_assert_eq(ladder.refusals, 0);                                                                              \
        BITS(0, ladder.taken.bits);                                                                                    \
    } while (0)

Test(ladder_file, refused)
{
    rawmap_steps none, unknown;
    none.bits = 0;
    unknown.bits = 1u << 31;
    REFUSED(STEPS_NONE, 0, READ, RAWMAP_FILE_SHARED(), none);
    REFUSED(STEPS_UNKNOWN_BITS, 0, READ, RAWMAP_FILE_SHARED(), unknown);
    REFUSED(HUGE_SIZE_IN_KIND, 0, READ, RAWMAP_FILE_SHARED(hugetlb), RAWMAP_STEPS(huge_2mb));
    REFUSED(POPULATE_NEEDS_ACCESS, 0, RAWMAP_PROT(write), RAWMAP_FILE_SHARED(), RAWMAP_STEPS(small));
    /* What the mapping itself is refused for stands in the report. */
    STATUS(FILE_NEGATIVE,
           rawmap_ladder_map_file(-1, 0, 4096, READ, RAWMAP_FILE_PRIVATE(), RAWMAP_STEPS(small), &ladder).status);
    cr_assert_eq(ladder.refusals, 1);
    STATUS(FILE_NEGATIVE, ladder.refusal[0].status);
    STATUS(FILE_NEGATIVE,
           rawmap_ladder_map_file(-1, 0, 4096, READ, RAWMAP_FILE_PRIVATE(), RAWMAP_STEPS(huge_2mb), &ladder).status);
    /* A length of 64 bits is not cut to an address's. */
    STATUS(LENGTH_EXCEEDS_ADDRESS_SPACE,
           rawmap_ladder_map_file(0, 0, (uint64_t)1 << 60, READ, RAWMAP_FILE_PRIVATE(), RAWMAP_STEPS(small), &ladder)
               .status);
    STATUS(LENGTH_ZERO,
           rawmap_ladder_map_file(0, 0, 0, READ, RAWMAP_FILE_PRIVATE(), RAWMAP_STEPS(small), &ladder).status);
}
