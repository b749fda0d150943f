/* SPDX-License-Identifier: MIT */
/* Where a new mapping goes. */
#include "../tool.h"

static rawmap_mapping map_page(rawmap_placement placement)
{
    return rawmap_map(page_size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), placement);
}

static void anywhere(struct answer *answer, const struct row *row)
{
    const rawmap_mapping first = map_page(RAWMAP_ANYWHERE), second = map_page(RAWMAP_ANYWHERE);
    (void)row;
    if (!took(answer, first.status) || !took(answer, second.status))
        return;
    fill(first.span, 1);
    fill(second.span, 2);
    judge(answer, peek(first.span.base) == 1 && peek(second.span.base) == 2, "two mappings, each with its own contents",
          "two mappings share their contents");
}

static void near_address(struct answer *answer, const struct row *row)
{
    /* A place that the kernel would not choose by itself, which takes the highest page of a gap. */
    rawmap_mapping m = rawmap_map(3 * page_size, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    void *const place = at(m.span, page_size);
    (void)row;
    if (!took(answer, m.status))
        return;
    forget(rawmap_unmap(m.span));
    m = map_page(RAWMAP_NEAR(place));
    if (took(answer, m.status))
        judge(answer, m.span.base == place, "mapped at the address asked for, which was free", "mapped elsewhere");
}

/* The bare call: rawmap_map hides from its caller that a kernel took the address for a hint. */
static void exactly(struct answer *answer, const struct row *row)
{
    rawmap_mapping m = map_page(RAWMAP_ANYWHERE);
    rawmap_word result;
    (void)row;
    if (!took(answer, m.status))
        return;
    fill(m.span, 3);
    result = bare_map((uintptr_t)m.span.base, page_size, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE,
                      RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED_NOREPLACE);
    if (peek(m.span.base) != 3) {
        ignored(answer, "it replaced what was mapped there");
    } else if (!rawmap_i_is_error(result)) {
        ignored(answer, "a taken address is taken for a hint (rawmap_map notices and undoes that)");
    } else if (result != -RAWMAP_LINUX_EEXIST) {
        refused(answer, (rawmap_status)-result, "a taken address is not answered with EEXIST");
    } else {
        void *const place = m.span.base;
        forget(rawmap_unmap(m.span));
        m = map_page(RAWMAP_EXACTLY(place));
        if (took(answer, m.status))
            judge(answer, m.span.base == place, "a free address is given; a taken one is EEXIST, its contents intact",
                  "a free address is not given");
    }
}

#if RAWMAP_HAS_PLACEMENT_low_32bit
static void low_32bit(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = map_page(RAWMAP_LOW_32BIT);
    (void)row;
    if (took(answer, m.status))
        judge(answer, (uintptr_t)m.span.base < 0x80000000u, "the address is below 2 GiB", "the address is above 2 GiB");
}
#else
static void low_32bit(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "this architecture has no such name");
}
#endif

#if RAWMAP_HAS_PLACEMENT_above_4g
static const uintptr_t four_gb = (uintptr_t)1 << 32;

/* Nanoseconds that it takes to map and unmap. */
static rawmap_word time_to_map(size_t length)
{
    enum { MONOTONIC = 1 };
    rawmap_word before[2] = {0, 0}, after[2] = {0, 0};
    rawmap_mapping m;
    (void)rawmap_syscall2(RAWMAP_NR_clock_gettime, MONOTONIC, word_of(before));
    m = rawmap_map(length, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    forget(rawmap_unmap(m.span));
    (void)rawmap_syscall2(RAWMAP_NR_clock_gettime, MONOTONIC, word_of(after));
    return (after[0] - before[0]) * 1000000000 + after[1] - before[1];
}

static rawmap_word least_time_to_map(size_t length)
{
    rawmap_word least = time_to_map(length);
    int again;
    for (again = 0; again < 4; again++) {
        const rawmap_word time = time_to_map(length);
        least = time < least ? time : least;
    }
    return least;
}

/* Some emulators keep a record of each page: there the addresses cannot be filled. */
static bool mapping_is_cheap(void)
{
    const rawmap_word small = least_time_to_map(page_size);
    unsigned shift;
    for (shift = 26; shift <= 34; shift += 2)
        if (least_time_to_map((size_t)1 << shift) > 4 * small + 20000)
            return false;
    return true;
}

/* The kernel goes below 4 GiB by itself only when nothing above is free: so all above is taken, without memory. */
static void above_4g(struct answer *answer, const struct row *row)
{
    rawmap_mapping m = map_page(RAWMAP_ABOVE_4G);
    size_t size;
    int count;
    (void)row;
    if (!took(answer, m.status))
        return;
    if ((uintptr_t)m.span.base < four_gb) {
        ignored(answer, "the address is below 4 GiB");
        return;
    }
    if (!mapping_is_cheap()) {
        unknown(answer, "above 4 GiB, as without it; filling up the addresses to tell would take too long here");
        return;
    }
    for (size = (size_t)1 << 46; size >= page_size; size >>= 1)
        for (count = 0; count < 256; count++) {
            m = rawmap_map(size, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
            if (m.status != RAWMAP_OK)
                break;
            if ((uintptr_t)m.span.base < four_gb) {
                forget(rawmap_unmap(m.span));
                break;
            }
        }
    m = map_page(RAWMAP_ANYWHERE);
    if (m.status != RAWMAP_OK || (uintptr_t)m.span.base >= four_gb) {
        unknown(answer, "above 4 GiB, as without it; the addresses could not be filled up to tell");
        return;
    }
    m = map_page(RAWMAP_ABOVE_4G);
    judge(answer, m.status != RAWMAP_OK || (uintptr_t)m.span.base >= four_gb,
          "refuses to go below 4 GiB when all above is taken", "below 4 GiB when all above is taken");
}
#else
static void above_4g(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "this architecture has no such name");
}
#endif

const struct row rows_of_placements[] = {
    {"placement", "anywhere", "1.0", anywhere, 0}, {"placement", "near", "1.0", near_address, 0},
    {"placement", "exactly", "4.17", exactly, 0},  {"placement", "low_32bit", "2.4.20", low_32bit, 0},
    {"placement", "above_4g", "6.6", above_4g, 0}, {0, 0, 0, 0, 0},
};
