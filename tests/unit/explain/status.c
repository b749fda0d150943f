/* SPDX-License-Identifier: MIT */
/* rawmap_explain_*: each state of the machine is made, met, and named. */
#include "unit.h"

static rawmap_status explained(size_t length, rawmap_prot protection, rawmap_kind kind)
{
    const rawmap_mapping mapping = rawmap_map(length, protection, kind, RAWMAP_ANYWHERE);
    STATUS(ENOMEM, mapping.status);
    return rawmap_explain_map(mapping.status, length, kind);
}

Test(explain, limits_of_the_process)
{
    const size_t length = (size_t)512 << 20;
    unit_limit(RLIMIT_DATA, (size_t)256 << 20);
    STATUS(STATE_DATA_LIMIT, explained(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE()));
    /* Without access it is no data: only the address space counts. */
    unit_limit(RLIMIT_AS, (size_t)256 << 20);
    STATUS(STATE_ADDRESS_SPACE_LIMIT, explained(length, RAWMAP_PROT(none), RAWMAP_PRIVATE()));
}

/* Shared memory is no data, and a limit that has room for what was asked is none. */
Test(explain, limits_that_do_not_count)
{
    const size_t length = (size_t)1 << (sizeof(size_t) > 4 ? 47 : 31);
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    unit_limit(RLIMIT_DATA, (size_t)1 << 20);
    STATUS(STATE_NO_ROOM, explained(length, RAWMAP_PROT(read, write), RAWMAP_SHARED(noreserve)));
    STATUS(ENOMEM, rawmap_explain_map(RAWMAP_ENOMEM, (size_t)64 << 20, RAWMAP_SHARED()));
    STATUS(ENOMEM, rawmap_explain_map(RAWMAP_ENOMEM, (size_t)64 << 20, RAWMAP_PRIVATE(growsdown)));
    STATUS(STATE_DATA_LIMIT, rawmap_explain_map(RAWMAP_ENOMEM, (size_t)64 << 20, RAWMAP_PRIVATE()));
}

/* A kind without lock, which mlockall made one with. What fits is no cause. */
Test(explain, the_limit_of_locked_memory)
{
    const size_t limit = (size_t)1 << 20;
    rawmap_mapping mapping;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are locked too");
    cr_assert_eq(mlockall(MCL_FUTURE), 0);
    unit_limit(RLIMIT_MEMLOCK, limit);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    mapping = rawmap_map(2 * limit, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    STATUS(EAGAIN, mapping.status);
    STATUS(LOCK_OVER_LIMIT, rawmap_explain_map(mapping.status, 2 * limit, RAWMAP_PRIVATE()));
    STATUS(EAGAIN, rawmap_explain_map(mapping.status, unit_page(), RAWMAP_PRIVATE()));
}

/* Calls that make a mapping longer, or one of several parts: explained by the span as it would have been, or by the length.
   What is mapped already is counted already. */
Test(explain, the_limit_of_locked_memory_and_what_grows)
{
    const size_t limit = (size_t)1 << 20;
    const size_t page = unit_page();
    rawmap_span span, wanted;
    rawmap_status status;
    rawmap_stack stack;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are locked too");
    cr_assert_eq(mlockall(MCL_FUTURE), 0);
    span = wanted = unit_pages(8, MAP_PRIVATE);
    unit_limit(RLIMIT_MEMLOCK, limit);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    wanted.length = 2 * limit;
    status = rawmap_grow(&span, wanted.length);
    STATUS(EAGAIN, status);
    STATUS(LOCK_OVER_LIMIT, rawmap_explain_span(status, wanted));
    STATUS(LOCK_OVER_LIMIT, rawmap_explain_span(rawmap_resize(span, wanted.length).status, wanted));
    STATUS(EAGAIN, rawmap_explain_span(status, span));
    STATUS(EAGAIN, rawmap_explain_span(status, unit_span(span.base, span.length + page)));
    status = rawmap_region_reserve(2 * limit, page).status;
    STATUS(EAGAIN, status);
    STATUS(LOCK_OVER_LIMIT, rawmap_explain_map(status, 2 * limit, RAWMAP_PRIVATE()));
    status = rawmap_stack_map(&stack, 2 * limit, page);
    STATUS(EAGAIN, status);
    STATUS(LOCK_OVER_LIMIT, rawmap_explain_map(status, 2 * limit, RAWMAP_PRIVATE()));
}

/* Wherever in the span it is. Behind a call that was refused for another reason nothing is blamed. */
Test(explain, a_seal)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    UNIT_NEEDS_SEAL;
    STATUS(EPERM, rawmap_explain_span(RAWMAP_EPERM, span));
    cr_assert(unit_seal(rawmap_slice(span, unit_page(), unit_page())));
    STATUS(STATE_SEALED, rawmap_explain_span(rawmap_unmap(span), span));
    STATUS(STATE_SEALED, rawmap_explain_span(rawmap_protect(span, RAWMAP_PROT(none)), span));
    STATUS(STATE_SEALED, rawmap_explain_span(RAWMAP_EPERM, rawmap_slice(span, unit_page(), 1)));
    STATUS(EPERM, rawmap_explain_span(RAWMAP_EPERM, rawmap_slice(span, 0, unit_page())));
    STATUS(ENOMEM, rawmap_explain_span(RAWMAP_ENOMEM, span));
}

Test(explain, the_commit_limit)
{
    const long memory = unit_line("/proc/meminfo", "MemTotal") + unit_line("/proc/meminfo", "SwapTotal");
    const size_t length = ((size_t)memory << 10) + ((size_t)1 << 30);
    char mode = '?';
    const int file = open("/proc/sys/vm/overcommit_memory", O_RDONLY | O_CLOEXEC);
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    cr_assert_eq(read(file, &mode, 1), 1);
    if (mode == '1') /* nothing is over the limit */
        (void)SPAN(rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    else
        STATUS(STATE_OVERCOMMIT, explained(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE()));
}

Test(explain, no_room)
{
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    STATUS(STATE_NO_ROOM, explained((size_t)1 << (sizeof(size_t) > 4 ? 47 : 31), RAWMAP_PROT(none), RAWMAP_PRIVATE()));
}

/* The widest place between two mappings is room enough for as much as it is wide. */
Test(explain, just_room_enough)
{
    unsigned long from, to, last = 0, widest = 0;
    char line[512];
    FILE *lowest = fopen("/proc/sys/vm/mmap_min_addr", "re");
    FILE *maps = fopen("/proc/self/maps", "re");
    cr_assert(lowest != NULL && fscanf(lowest, "%lu", &last) == 1 && fclose(lowest) == 0);
    cr_assert_not_null(maps);
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    while (fgets(line, sizeof line, maps) != NULL) {
        cr_assert_eq(sscanf(line, "%lx-%lx", &from, &to), 2);
        if (from > LONG_MAX) /* the kernel's own */
            break;
        if (from > last && from - last > widest)
            widest = from - last;
        last = to;
    }
    fclose(maps);
    cr_assert_neq(rawmap_explain_map(RAWMAP_ENOMEM, widest, RAWMAP_PRIVATE()), RAWMAP_STATE_NO_ROOM);
    STATUS(STATE_NO_ROOM, rawmap_explain_map(RAWMAP_ENOMEM, widest + 1, RAWMAP_PRIVATE()));
}

Test(explain, the_huge_page_pool)
{
    const long free_pages = unit_line("/proc/meminfo", "HugePages_Free");
    const size_t length = (size_t)(free_pages + 1) * UNIT_HUGE;
    UNIT_NEEDS_FACT(huge_pages);
    STATUS(STATE_HUGE_POOL, explained(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(huge_2mb)));
    /* What is free and promised to another mapping is not to be had. */
    (void)SPAN(rawmap_map(2 * UNIT_HUGE, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    STATUS(STATE_HUGE_POOL,
           rawmap_explain_map(RAWMAP_ENOMEM, (size_t)free_pages * UNIT_HUGE, RAWMAP_PRIVATE(huge_2mb)));
}

Test(explain, the_number_of_mappings)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    rawmap_status status;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    unit_fill_map();
    status = rawmap_protect(rawmap_slice(span, unit_page(), unit_page()), RAWMAP_PROT(none));
    STATUS(ENOMEM, status);
    STATUS(STATE_MAP_COUNT, rawmap_explain_span(status, span));
    /* Linux lets a new mapping go one over. */
    if (rawmap_map(unit_page(), RAWMAP_PROT(exec), RAWMAP_SHARED(), RAWMAP_ANYWHERE).status == RAWMAP_OK)
        STATUS(STATE_MAP_COUNT, explained(unit_page(), RAWMAP_PROT(read, exec), RAWMAP_SHARED()));
}

/* As many as there may be, and a new one is still made: another limit is the cause. */
Test(explain, nearly_the_number_of_mappings)
{
    const size_t length = (size_t)64 << 20;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    unit_fill_map();
    unit_limit(RLIMIT_AS, (size_t)1 << 20);
    STATUS(STATE_ADDRESS_SPACE_LIMIT, explained(length, RAWMAP_PROT(read, write), RAWMAP_SHARED()));
}

Test(explain, a_hole)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    rawmap_status status;
    rawmap_mapping moved;
    cr_assert_eq(munmap((char *)span.base + unit_page(), unit_page()), 0);
    status = rawmap_protect(span, RAWMAP_PROT(read));
    STATUS(ENOMEM, status);
    STATUS(STATE_HOLE, rawmap_explain_span(status, span));
    moved = rawmap_resize_or_move(rawmap_slice(span, unit_page(), unit_page()), 4 * unit_page());
    STATUS(EFAULT, moved.status);
    STATUS(STATE_NOT_MAPPED, rawmap_explain_span(moved.status, rawmap_slice(span, unit_page(), unit_page())));
}

/* What is not known to hold is not claimed. */
Test(explain, other_statuses_stay)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    STATUS(OK, rawmap_explain_map(RAWMAP_OK, 1, RAWMAP_PRIVATE()));
    STATUS(EPERM, rawmap_explain_map(RAWMAP_EPERM, 1, RAWMAP_PRIVATE()));
    STATUS(EXACT_TAKEN, rawmap_explain_map(RAWMAP_EXACT_TAKEN, 1, RAWMAP_PRIVATE()));
    STATUS(ENOMEM, rawmap_explain_map(RAWMAP_ENOMEM, 1, RAWMAP_PRIVATE()));
    STATUS(ENOMEM, rawmap_explain_span(RAWMAP_ENOMEM, span));
    STATUS(EINVAL, rawmap_explain_span(RAWMAP_EINVAL, span));
}
