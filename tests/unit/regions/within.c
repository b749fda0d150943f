/* SPDX-License-Identifier: MIT */
/* rawmap_map_within: mappings in a range of addresses. */
#include "unit.h"

#include <pthread.h>

#define BOTH RAWMAP_PROT(read, write)
#define SLOTS 16u

/* Pages that are free, between two that are not, where Linux puts nothing by itself, nor a sanitizer its own. */
static rawmap_span window(size_t pages)
{
    const size_t page = unit_page();
    void *const wish = (void *)((uintptr_t)(sizeof(size_t) > 4 ? 1 : 0) << (sizeof(size_t) > 4 ? 45 : 0) | 0x20000000u);
    char *const around = (char *)mmap(wish, (pages + 2) * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(around, (char *)MAP_FAILED);
    cr_assert_eq(munmap(around + page, pages * page), 0);
    return unit_span(around + page, pages * page);
}

static rawmap_range within(rawmap_span span)
{
    const uint64_t low = (uintptr_t)span.base;
    return RAWMAP_WITHIN(low, low + span.length);
}
static rawmap_range within_near(rawmap_span span, const void *address)
{
    const uint64_t low = (uintptr_t)span.base;
    return RAWMAP_WITHIN_NEAR(low, low + span.length, address);
}
static size_t slot_of(rawmap_span window, rawmap_span span)
{
    cr_assert_geq(span.base, window.base);
    cr_assert_eq(((uintptr_t)span.base - (uintptr_t)window.base) % unit_page(), 0);
    return ((uintptr_t)span.base - (uintptr_t)window.base) / unit_page();
}

/* The last page is found as well as the first; then there is none. */
Test(within, fills_a_range_to_the_last_page)
{
    const size_t page = unit_page(), mappings = unit_mappings();
    const rawmap_span all = window(SLOTS);
    bool seen[SLOTS] = {false};
    unsigned i;
    for (i = 0; i < SLOTS; i++) {
        const rawmap_span one = SPAN(rawmap_map_within(page - 1, 1, BOTH, RAWMAP_PRIVATE(), within(all)));
        const size_t slot = slot_of(all, one);
        cr_assert_lt(slot, SLOTS);
        cr_assert_not(seen[slot]);
        seen[slot] = true;
        cr_assert_eq(one.length, page - 1);
        cr_assert_eq(unit_mapped_bytes(all.base, all.length), (i + 1) * page);
        memset(one.base, (int)slot + 1, one.length);
    }
    STATUS(WITHIN_NONE_FREE, rawmap_map_within(page, 1, BOTH, RAWMAP_PRIVATE(), within(all)).status);
    for (i = 0; i < SLOTS; i++)
        cr_assert_eq(((const unsigned char *)all.base)[i * page], i + 1, "a mapping was replaced");
    STATUS(OK, rawmap_unmap(rawmap_slice(all, 5 * page, 2 * page)));
    STATUS(WITHIN_NONE_FREE, rawmap_map_within(2 * page + 1, 1, BOTH, RAWMAP_PRIVATE(), within(all)).status);
    cr_assert_eq(slot_of(all, SPAN(rawmap_map_within(2 * page, 1, BOTH, RAWMAP_PRIVATE(), within(all)))), 5);
    cr_assert_eq(munmap((char *)all.base - page, (SLOTS + 2) * page), 0);
    cr_assert_eq(unit_mappings(), mappings);
}

/* Nearest first, on whichever side; without an address from the end downwards. */
Test(within, nearest_first)
{
    const size_t page = unit_page();
    const rawmap_span all = window(SLOTS);
    size_t i, before = 0;
    for (i = 0; i < 13; i++) {
        const char *const at = (const char *)all.base + 7 * page;
        const rawmap_span one = SPAN(rawmap_map_within(page, 1, BOTH, RAWMAP_PRIVATE(), within_near(all, at)));
        const size_t slot = slot_of(all, one), away = slot > 7 ? slot - 7 : 7 - slot;
        cr_assert_eq(away, (i + 1) / 2, "%zu came %zu-th", slot, i);
        before = away;
    }
    cr_assert_eq(before, 6);
    cr_assert_eq(slot_of(all, SPAN(rawmap_map_within(page, 1, BOTH, RAWMAP_PRIVATE(), within(all)))), 15);
    cr_assert_eq(slot_of(all, SPAN(rawmap_map_within(page, 1, BOTH, RAWMAP_PRIVATE(), within_near(all, NULL)))), 0);
    cr_assert_eq(slot_of(all, SPAN(rawmap_map_within(page, 1, BOTH, RAWMAP_PRIVATE(), within(all)))), 14);
}

Test(within, aligned)
{
    const size_t page = unit_page(), alignment = 8 * page;
    const rawmap_span all = window((size_t)8 * SLOTS);
    unsigned count = 0;
    rawmap_mapping m;
    while ((m = rawmap_map_within(page, alignment, BOTH, RAWMAP_PRIVATE(), within(all))).status == RAWMAP_OK) {
        cr_assert_eq((uintptr_t)m.span.base % alignment, 0);
        cr_assert_lt(slot_of(all, m.span), (size_t)8 * SLOTS);
        count++;
    }
    STATUS(WITHIN_NONE_FREE, m.status);
    cr_assert_geq(count, SLOTS - 1);
    cr_assert_leq(count, SLOTS);
}

static void lies_in(rawmap_span span, uint64_t low, uint64_t high)
{
    cr_assert_geq((uint64_t)(uintptr_t)span.base, low);
    cr_assert_leq((uint64_t)(uintptr_t)span.base + span.length, high);
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
    unit_fill(span, 5);
    STATUS(OK, rawmap_unmap(span));
}

/* What people want ranges for. */
Test(within, ranges_that_are_wanted)
{
    const size_t length = (size_t)1 << 20;
    const uint64_t code = (uintptr_t)lies_in, reach = ((uint64_t)1 << 31) - ((uint64_t)64 << 20);
    const uint64_t ground = code > reach ? code - reach : 0;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    lies_in(
        SPAN(rawmap_map_within(length, 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN_REACH((void *)(uintptr_t)code, reach))),
        ground, code + reach);
    lies_in(SPAN(rawmap_map_within(length, 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN(0, (uint64_t)1 << 32))), 1 << 20,
            (uint64_t)1 << 32);
    lies_in(SPAN(rawmap_map_within(length, 1, BOTH, RAWMAP_PRIVATE(populate), RAWMAP_WITHIN(0, (uint64_t)1 << 31))),
            1 << 20, (uint64_t)1 << 31);
    lies_in(SPAN(rawmap_map_within(length, 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN((uint64_t)1 << 30, ~(uint64_t)0))),
            (uint64_t)1 << 30, ~(uint64_t)0);
    lies_in(SPAN(rawmap_map_within(length, length, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN(0, ~(uint64_t)0))), 0,
            ~(uint64_t)0);
    if (sizeof(size_t) > 4)
        lies_in(SPAN(rawmap_map_within(length, (size_t)1 << 30, BOTH, RAWMAP_PRIVATE(),
                                       RAWMAP_WITHIN((uint64_t)1 << 40, (uint64_t)1 << 41))),
                (uint64_t)1 << 40, (uint64_t)1 << 41);
}

Test(within, huge_pages)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    span = SPAN(rawmap_map_within(UNIT_HUGE, 1, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_WITHIN(0, (uint64_t)1 << 32)));
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    cr_assert_lt((uintptr_t)span.base >> 16 >> 16, 1);
    STATUS(OK, rawmap_unmap(span));
}

/* What the heap and the stack grow into stays free, and they grow. */
Test(within, the_heap_and_the_stack_can_grow)
{
    char *const heap = (char *)sbrk(0);
    char here;
    const uintptr_t room = (uintptr_t)128 << 20, top = (uintptr_t)&here;
    rawmap_span span;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    span = SPAN(rawmap_map_within(unit_page(), 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN_NEAR(0, ~(uint64_t)0, heap)));
    cr_assert((uintptr_t)span.base < (uintptr_t)heap || (uintptr_t)span.base >= (uintptr_t)heap + room);
    cr_assert_eq(sbrk(1 << 20), heap);
    span = SPAN(rawmap_map_within(unit_page(), 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN_NEAR(0, top, &here)));
    cr_assert_leq((uintptr_t)span.base, top - room + ((uintptr_t)1 << 20));
}

/* A page of the stack that is locked cuts it in two, and what grows is the part that the list does not name. */
Test(within, a_stack_in_pieces_can_grow)
{
    const uintptr_t room = (uintptr_t)128 << 20, page = unit_page();
    volatile char here[3 * 65536];
    uintptr_t lowest;
    rawmap_span span;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    here[0] = here[sizeof here - 1] = 1;
    UNIT_NEEDS(mlock((void *)(((uintptr_t)here + sizeof here / 2) & ~(page - 1)), page) == 0, "locked memory");
    for (lowest = (uintptr_t)here & ~(page - 1); unit_mapped((void *)(lowest - page)); lowest -= page)
        ;
    span =
        SPAN(rawmap_map_within(page, 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN_NEAR(0, lowest + page, (void *)lowest)));
    cr_assert_leq((uintptr_t)span.base + page, lowest - room);
    STATUS(OK, rawmap_unmap(span));
}

/* A huge page lies at a multiple of its size, wherever it is wanted. */
Test(within, huge_pages_near)
{
    const rawmap_span room = unit_room(4 * UNIT_HUGE, UNIT_HUGE);
    const uint64_t low = (uintptr_t)room.base + unit_page(), high = low + 3 * UNIT_HUGE;
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    span = SPAN(rawmap_map_within(UNIT_HUGE, 1, BOTH, RAWMAP_PRIVATE(huge_2mb),
                                  RAWMAP_WITHIN_NEAR(low, high, (const char *)room.base + 5 * unit_page())));
    cr_assert_eq((uintptr_t)span.base % UNIT_HUGE, 0);
    cr_assert((uintptr_t)span.base >= low && (uintptr_t)span.base + UNIT_HUGE <= high);
    STATUS(OK, rawmap_unmap(span));
}

#define REFUSED(cause, calls, ...)                                                                                     \
    do {                                                                                                               \
        const size_t mapped_ = unit_mappings();                                                                        \
        rawmap_mapping refused_;                                                                                       \
        unit_calls = 0;                                                                                                \
        refused_ = rawmap_map_within(__VA_ARGS__);                                                                     \
        STATUS(cause, refused_.status);                                                                                \
        cr_assert_leq(unit_calls, calls);                                                                              \
        cr_assert_eq(refused_.span.base, NULL);                                                                        \
        cr_assert_eq(unit_mappings(), mapped_);                                                                        \
    } while (0)

Test(within, refused)
{
    const size_t page = unit_page();
    const uint64_t end = ~(uint64_t)0;
    const rawmap_kind private_ = RAWMAP_PRIVATE();
    REFUSED(LENGTH_ZERO, 0, 0, 1, BOTH, private_, RAWMAP_WITHIN(0, end));
    REFUSED(LENGTH_WRAPS, 0, SIZE_MAX, 1, BOTH, private_, RAWMAP_WITHIN(0, end));
    REFUSED(KIND_INVALID, 0, page, 1, BOTH, unit_kind(0), RAWMAP_WITHIN(0, end));
    REFUSED(PROT_UNKNOWN_BITS, 0, page, 1, unit_prot(1u << 20), private_, RAWMAP_WITHIN(0, end));
    REFUSED(HUGE_LENGTH_UNEVEN, 0, page, 1, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_WITHIN(0, end));
    REFUSED(ALIGNMENT_INVALID, 0, page, 0, BOTH, private_, RAWMAP_WITHIN(0, end));
    REFUSED(ALIGNMENT_INVALID, 0, page, 3 * page, BOTH, private_, RAWMAP_WITHIN(0, end));
    REFUSED(WITHIN_TOO_SHORT, 0, page, 1, BOTH, private_, RAWMAP_WITHIN(0, 0x100000));
    REFUSED(WITHIN_TOO_SHORT, 0, page, 1, BOTH, private_, RAWMAP_WITHIN(0x200000, 0x200000));
    REFUSED(WITHIN_TOO_SHORT, 0, page, 1, BOTH, private_, RAWMAP_WITHIN(0x300000, 0x200000));
    REFUSED(WITHIN_TOO_SHORT, 0, 0x100001, 1, BOTH, private_, RAWMAP_WITHIN(0x100000, 0x200000));
    REFUSED(WITHIN_TOO_SHORT, 0, page, 0x400000, BOTH, private_, RAWMAP_WITHIN(0x100000, 0x400000));
    REFUSED(WITHIN_TOO_SHORT, 0, (size_t)1 << 24, (size_t)1 << 24, BOTH, private_, RAWMAP_WITHIN(0x1000001, 0x2ffffff));
    /* No program has these. */
    if (sizeof(size_t) > 4)
        REFUSED(WITHIN_TOO_SHORT, 100, page, 1, BOTH, private_, RAWMAP_WITHIN((uint64_t)1 << 56, end));
    REFUSED(WITHIN_TOO_SHORT, 100, page, 1, BOTH, private_, RAWMAP_WITHIN(RAWMAP_I_ADDRESS_SPACE - 0x10000, end));
}

/* Nothing that is no range is made of an address at either end. */
Test(within, reach)
{
    const rawmap_range low = RAWMAP_WITHIN_REACH((void *)(uintptr_t)0x5000, 0x10000);
    const rawmap_range high = RAWMAP_WITHIN_REACH((void *)UINTPTR_MAX, ~(uint64_t)0);
    const rawmap_range both = RAWMAP_WITHIN_REACH((void *)(uintptr_t)0x50000, 0x1000);
    cr_assert(low.low == 0 && low.high == 0x15000 && low.nearest == 0x5000);
    cr_assert(high.low == 0 && high.high == ~(uint64_t)0 && high.nearest == UINTPTR_MAX);
    cr_assert(both.low == 0x4f000 && both.high == 0x51000 && both.nearest == 0x50000);
}

/* --- beside a thread that maps and unmaps in the same gaps --- */

static struct {
    char *base;
    size_t page;
    unsigned stop, harm, mapped;
} shared;

static void *squatting(void *none)
{
    unsigned at = 1;
    while (!__atomic_load_n(&shared.stop, __ATOMIC_RELAXED)) {
        volatile char *mine;
        at = (at * 5 + 3) % SLOTS;
        mine = (volatile char *)mmap(shared.base + at * shared.page, shared.page, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
        if (mine == (volatile char *)MAP_FAILED)
            continue;
        if (mine != shared.base + at * shared.page)
            return munmap((void *)mine, shared.page), none;
        *mine = 's';
        for (unsigned i = 0; i < 200; i++)
            if (*mine != 's')
                __atomic_add_fetch(&shared.harm, 1, __ATOMIC_RELAXED);
        (void)munmap((void *)mine, shared.page);
        __atomic_add_fetch(&shared.mapped, 1, __ATOMIC_RELAXED);
    }
    return none;
}

Test(within, beside_a_thread_in_the_same_gaps)
{
    const rawmap_span all = window(SLOTS);
    unsigned i, mine = 0;
    pthread_t thread;
    UNIT_NEEDS_LINUX(4, 17, "MAP_FIXED_NOREPLACE");
    shared.base = (char *)all.base;
    shared.page = unit_page();
    cr_assert_eq(pthread_create(&thread, NULL, squatting, NULL), 0);
    for (i = 0; i < 20000 && (i < 3000 || __atomic_load_n(&shared.mapped, __ATOMIC_RELAXED) < 1000); i++) {
        const rawmap_range at = i % 2 != 0 ? within(all) : within_near(all, shared.base + i % SLOTS * shared.page);
        const rawmap_mapping m = rawmap_map_within(shared.page, 1, BOTH, RAWMAP_PRIVATE(), at);
        if (m.status != RAWMAP_OK) {
            STATUS(WITHIN_TAKEN, m.status);
            continue;
        }
        cr_assert_lt(slot_of(all, m.span), SLOTS);
        cr_assert_eq(*(char *)m.span.base, 0);
        *(char *)m.span.base = 'm';
        mine++;
        cr_assert_eq(*(char *)m.span.base, 'm');
        STATUS(OK, rawmap_unmap(m.span));
    }
    __atomic_store_n(&shared.stop, 1, __ATOMIC_RELAXED);
    cr_assert_eq(pthread_join(thread, NULL), 0);
    cr_assert_eq(shared.harm, 0);
    cr_assert_gt(mine, 100);
    cr_assert_geq(shared.mapped, 100);
}
