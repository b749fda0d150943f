/* SPDX-License-Identifier: MIT */
/* rawmap_ring_map: the same pages twice in a row. */
#include "unit.h"

#include <sys/wait.h>

static unsigned char *byte_of(rawmap_span span, size_t offset)
{
    return (unsigned char *)span.base + offset;
}

/* Each half shows what is written through the other, and both go at once. */
static void is_a_ring(rawmap_span ring, size_t length)
{
    size_t i;
    cr_assert_eq(ring.length, 2 * length);
    cr_assert_eq(unit_mapped_bytes(ring.base, 2 * length), 2 * length);
    cr_assert(unit_filled(ring, 0));
    for (i = 0; i < length; i += 509) {
        *byte_of(ring, i) = (unsigned char)(i % 251 + 1);
        cr_assert_eq(*byte_of(ring, length + i), i % 251 + 1);
        *byte_of(ring, length + i) = (unsigned char)(i % 241 + 1);
        cr_assert_eq(*byte_of(ring, i), i % 241 + 1);
    }
    memset(byte_of(ring, length - 100), 'x', 200);
    cr_assert_eq(*byte_of(ring, 99), 'x', "what runs over the end is at the start");
    cr_assert_eq(*byte_of(ring, 100), 0);
    STATUS(OK, rawmap_unmap(ring));
    cr_assert_not(unit_mapped(byte_of(ring, 0)));
    cr_assert_not(unit_mapped(byte_of(ring, length)));
}

Test(ring, small_pages)
{
    const size_t page = unit_page();
    unit_calls = 0;
    is_a_ring(SPAN(rawmap_ring_map(page, RAWMAP_SHARED())), page);
}

Test(ring, one_page)
{
    rawmap_span ring;
    unit_calls = 0;
    ring = SPAN(rawmap_ring_map(unit_page(), RAWMAP_SHARED()));
    cr_assert_eq(ring.length, 2 * unit_page());
    if (UNIT_HOOKED)
        cr_assert(unit_calls > 4 && unit_calls <= 7, "%d", (int)unit_calls);
    STATUS(OK, rawmap_unmap(ring));
}

Test(ring, many_pages_with_options)
{
    const size_t length = 64 * unit_page();
    const rawmap_span ring = SPAN(rawmap_ring_map(length, RAWMAP_SHARED(populate)));
    cr_assert_eq(unit_present(ring), 128);
    is_a_ring(ring, length);
}

Test(ring, huge_pages)
{
    long free;
    rawmap_span ring;
    UNIT_NEEDS_FACT(huge_pages);
    free = unit_line("/proc/meminfo", "HugePages_Free") - unit_line("/proc/meminfo", "HugePages_Rsvd");
    ring = SPAN(rawmap_ring_map(2 * UNIT_HUGE, RAWMAP_SHARED(huge_2mb)));
    cr_assert_eq(unit_smaps(byte_of(ring, 0), "KernelPageSize"), 2048);
    cr_assert_eq(unit_smaps(byte_of(ring, 2 * UNIT_HUGE), "KernelPageSize"), 2048);
    cr_assert_eq(unit_line("/proc/meminfo", "HugePages_Free") - unit_line("/proc/meminfo", "HugePages_Rsvd"), free - 2,
                 "reserved once, not twice");
    is_a_ring(ring, 2 * UNIT_HUGE);
    cr_assert_eq(unit_line("/proc/meminfo", "HugePages_Free") - unit_line("/proc/meminfo", "HugePages_Rsvd"), free);
}

Test(ring, a_child_shares_it)
{
    const size_t page = unit_page();
    const rawmap_span ring = SPAN(rawmap_ring_map(page, RAWMAP_SHARED()));
    const pid_t child = fork();
    int status;
    if (child == 0) {
        *byte_of(ring, page + 5) = 'c';
        _exit(0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(*byte_of(ring, 5), 'c');
}

#define REFUSED(cause, length, kind)                                                                                   \
    do {                                                                                                               \
        unit_calls = 0;                                                                                                \
        STATUS(cause, rawmap_check_ring_map((length), (kind)));                                                        \
        STATUS(cause, rawmap_ring_map((length), (kind)).status);                                                       \
        cr_assert_eq(unit_calls, 0);                                                                                   \
    } while (0)

Test(ring, refused)
{
    const size_t page = unit_page();
    REFUSED(LENGTH_ZERO, 0, RAWMAP_SHARED());
    REFUSED(RING_LENGTH_UNEVEN, page + 1, RAWMAP_SHARED());
    REFUSED(RING_LENGTH_UNEVEN, page / 2, RAWMAP_SHARED());
    REFUSED(HUGE_LENGTH_UNEVEN, page, RAWMAP_SHARED(huge_2mb));
    REFUSED(LENGTH_WRAPS, SIZE_MAX / 2 + 1, RAWMAP_SHARED());
    REFUSED(RING_NOT_SHARED, page, RAWMAP_PRIVATE());
    REFUSED(RING_NOT_SHARED, page, RAWMAP_DROPPABLE());
    REFUSED(RING_NOT_SHARED, page, unit_kind(0));
    REFUSED(NORESERVE_SHARED_FILE, page, RAWMAP_SHARED(noreserve));
    REFUSED(KIND_UNKNOWN_BITS, page, unit_kind(MAP_SHARED | MAP_GROWSDOWN));
    REFUSED(KIND_UNKNOWN_BITS, page, unit_kind(MAP_SHARED | 21u << 26));
    STATUS(OK, rawmap_check_ring_map(UNIT_HUGE, RAWMAP_SHARED(huge_2mb, noreserve, populate, lock)));
    cr_assert_eq(rawmap_ring_map(0, RAWMAP_SHARED()).span.base, NULL);
}

/* The machine has too few of the huge pages asked for, or none of that size. */
Test(ring, huge_pages_that_there_are_not)
{
    const size_t files = unit_open_files(), mappings = unit_mappings();
    UNIT_NEEDS_FACT(huge_pages);
    STATUS(ENOMEM, rawmap_ring_map((size_t)1 << (sizeof(size_t) > 4 ? 40 : 30), RAWMAP_SHARED(huge_2mb)).status);
    STATUS(MEMFD_HUGE_SIZE_UNSUPPORTED, rawmap_ring_map((size_t)64 << 20, RAWMAP_SHARED(huge_shift(26))).status);
    cr_assert_eq(unit_open_files(), files);
    cr_assert_eq(unit_mappings(), mappings);
}

Test(ring, failures_leave_nothing_behind)
{
    const size_t files = unit_open_files(), mappings = unit_mappings(), page = unit_page();
    unit_limit(RLIMIT_FSIZE, page); /* and nothing ends by SIGXFSZ */
    STATUS(EFBIG, rawmap_ring_map(2 * page, RAWMAP_SHARED()).status);
    is_a_ring(SPAN(rawmap_ring_map(page, RAWMAP_SHARED())), page);
    cr_assert_eq(unit_open_files(), files);
    cr_assert_eq(unit_mappings(), mappings);
}
