/* SPDX-License-Identifier: MIT */
/* rawmap_grow*: mappings that grow, in place or by moving. */
#include "unit.h"

#include <sys/stat.h>

#define MIN ((size_t)RAWMAP_PAGE_SIZE_MIN)

static size_t size_of(int file)
{
    struct stat status;
    cr_assert_eq(fstat(file, &status), 0);
    return (size_t)status.st_size;
}
static long blocks_of(int file)
{
    struct stat status;
    cr_assert_eq(fstat(file, &status), 0);
    return (long)status.st_blocks;
}
static unsigned char *byte_of(rawmap_span span, size_t offset)
{
    return (unsigned char *)span.base + offset;
}

static rawmap_span mapped_file(int file, size_t offset, size_t length)
{
    return SPAN(rawmap_map_file(file, offset, length, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
}

Test(grow, capacity)
{
    cr_assert_eq(rawmap_grow_capacity(4 * MIN, 0), 4 * MIN);
    cr_assert_eq(rawmap_grow_capacity(4 * MIN, 4 * MIN), 4 * MIN);
    cr_assert_eq(rawmap_grow_capacity(4 * MIN, 4 * MIN + 1), 6 * MIN);
    cr_assert_eq(rawmap_grow_capacity(4 * MIN, 5 * MIN + 1), 6 * MIN);
    cr_assert_eq(rawmap_grow_capacity(4 * MIN, 7 * MIN - 1), 7 * MIN);
    cr_assert_eq(rawmap_grow_capacity(4 * MIN, 100 * MIN), 100 * MIN);
    cr_assert_eq(rawmap_grow_capacity(MIN, MIN + 1), 2 * MIN);
    cr_assert_eq(rawmap_grow_capacity(10, 11), MIN);
    cr_assert_eq(rawmap_grow_capacity(SIZE_MAX - MIN, SIZE_MAX - 1), SIZE_MAX - 1);
    cr_assert_eq(rawmap_grow_capacity(SIZE_MAX / 4 * 3, SIZE_MAX / 4 * 3 + 1), SIZE_MAX / 4 * 3 + 3);
    /* From 4 MiB on, by 2 MiB. */
    cr_assert_eq(rawmap_grow_capacity(2 << 20, (2 << 20) + 1), 3 << 20);
    cr_assert_eq(rawmap_grow_capacity(MIN, (4 << 20) - MIN), (4 << 20) - MIN);
    cr_assert_eq(rawmap_grow_capacity(MIN, 4 << 20), 4 << 20);
    cr_assert_eq(rawmap_grow_capacity(MIN, (4 << 20) + 1), 6 << 20);
    cr_assert_eq(rawmap_grow_capacity(6 << 20, (6 << 20) + 1), 10 << 20);
    cr_assert_eq(rawmap_grow_capacity(5 << 20, 5 << 20), 5 << 20);
}

/* Byte by byte to 500 pages: what was written stays, what comes is zero, and the kernel is asked only now and then. */
Test(grow, anonymous_memory_in_small_steps)
{
    const size_t page = unit_page(), most = 500 * page;
    rawmap_span span = SPAN(rawmap_map(page, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    size_t used, calls = 0, changes = 0;
    for (used = 0; used < most; used += 64) {
        const rawmap_span before = span;
        unit_calls = 0;
        STATUS(OK, rawmap_grow(&span, used + 64));
        calls += unit_calls;
        changes += span.base != before.base || span.length != before.length;
        cr_assert_geq(span.length, used + 64);
        if (used % page == 0) {
            cr_assert_eq(*byte_of(span, used), 0);
            *byte_of(span, used) = (unsigned char)(used / page % 251 + 1);
        }
    }
    /* 500 is 1.5 to the 15.3rd; the first steps are longer for being whole pages. */
    cr_assert(changes >= 8 && changes <= 16, "%zu", changes);
    if (UNIT_HOOKED)
        cr_assert_eq(calls, 2 * changes, "one that grows, one that looks");
    for (used = 0; used < most; used += page)
        cr_assert_eq(*byte_of(span, used), used / page % 251 + 1);
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), (span.length + page - 1) / page * page);
    STATUS(OK, rawmap_unmap(span));
}

Test(grow, moves_where_there_is_no_room)
{
    const size_t page = unit_page();
    const rawmap_span room = unit_pages(3, MAP_PRIVATE);
    rawmap_span span = rawmap_slice(room, 0, 2 * page);
    const rawmap_span old = span;
    unit_fill(room, 7);
    cr_assert_eq(mprotect(byte_of(room, 2 * page), page, PROT_READ), 0, "another mapping behind it");
    STATUS(OK, rawmap_grow(&span, 2 * page + 1));
    cr_assert_neq(span.base, old.base);
    cr_assert_eq(span.length, rawmap_grow_capacity(2 * page, 2 * page + 1));
    cr_assert(unit_filled(rawmap_slice(span, 0, 2 * page), 7));
    cr_assert(unit_filled(rawmap_slice(span, 2 * page, page), 0));
    cr_assert_not(unit_mapped(old.base));
    cr_assert(unit_filled(rawmap_slice(room, 2 * page, page), 7), "the neighbour is as it was");
}

Test(grow, only_what_is_needed_where_more_does_not_fit)
{
    const size_t page = unit_page(), length = 4096 * page;
    const long now = unit_line("/proc/self/status", "VmSize");
    rawmap_span span = SPAN(rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE));
    const rawmap_span before = span;
    UNIT_NEEDS(!UNIT_SANITIZED, "a limited address space");
    *byte_of(span, length - 1) = 5;
    unit_limit(RLIMIT_AS, ((size_t)now << 10) + length + length / 4);
    STATUS(ENOMEM, rawmap_grow(&span, length * 2));
    cr_assert(span.base == before.base && span.length == length, "a failure changes nothing");
    cr_assert_eq(*byte_of(span, length - 1), 5);
    STATUS(OK, rawmap_grow(&span, length + page));
    cr_assert_eq(span.length, length + page);
    cr_assert_eq(*byte_of(span, length - 1), 5);
}

Test(grow, what_cannot_grow)
{
    const size_t page = unit_page();
    rawmap_span none = unit_span(NULL, 0);
    rawmap_span span = unit_pages(2, MAP_PRIVATE);
    STATUS(OK, rawmap_grow(&none, 0));
    STATUS(SPAN_EMPTY, rawmap_grow(&none, 1));
    cr_assert_eq(munmap(byte_of(span, page), page), 0);
    STATUS(EFAULT, rawmap_grow(&span, 2 * page + 1));
    cr_assert_eq(span.length, 2 * page);
    cr_assert_not(unit_mapped(byte_of(span, page)));
}

/* Anonymous shared memory is as long as it was made: what is added to its mapping would be SIGBUS. */
Test(grow, shared_memory_cannot)
{
    const size_t page = unit_page();
    rawmap_span span = unit_pages(2, MAP_SHARED), old = span;
    unit_fill(span, 5);
    /* There is a mapping behind it, so that it moves and has to come back; and then room. */
    STATUS(GROW_PAST_END, rawmap_grow(&span, 3 * page));
    cr_assert(span.base == old.base && span.length == old.length);
    cr_assert_eq(unit_mapped_bytes(byte_of(span, 0), 3 * page), 3 * page, "what lay behind it is there");
    cr_assert_eq(munmap(byte_of(span, 2 * page), page), 0);
    STATUS(GROW_PAST_END, rawmap_grow(&span, 3 * page));
    cr_assert(span.base == old.base && span.length == old.length);
    cr_assert_not(unit_mapped(byte_of(span, 2 * page)));
    cr_assert(unit_filled(span, 5));
    STATUS(OK, rawmap_unmap(span));
}

/* What the kernel does not bring in by advice tells it all the same: what can only be written, and hidden memory. */
Test(grow, memory_that_is_only_written)
{
    const size_t page = unit_page();
    rawmap_span span = SPAN(rawmap_map(2 * page, RAWMAP_PROT(write), RAWMAP_SHARED(), RAWMAP_ANYWHERE));
    const rawmap_span before = span;
    UNIT_NEEDS(unit_reading(span.base) == 0, "this processor reads what can be written");
    STATUS(GROW_PAST_END, rawmap_grow(&span, 3 * page));
    cr_assert(span.base == before.base && span.length == before.length);
}

Test(grow, hidden_memory)
{
    const size_t page = unit_page();
    rawmap_span span;
    int file;
    UNIT_NEEDS_FACT(secret_memory);
    file = rawmap_memfd_secret(RAWMAP_SECRET(cloexec)).fd;
    cr_assert_eq(ftruncate(file, (off_t)(2 * page)), 0);
    span = mapped_file(file, 0, page);
    STATUS(OK, rawmap_grow(&span, 2 * page));
    STATUS(GROW_PAST_END, rawmap_grow(&span, 3 * page));
    cr_assert_eq(span.length, 2 * page);
    unit_fill(span, 's');
    cr_assert_eq(close(file), 0);
}

/* A file's mapping grows as far as the file goes: to what is needed alone, where the capacity would be past its end. */
Test(grow, as_far_as_the_file_goes)
{
    const size_t page = unit_page();
    const int file = unit_memfd(11 * page, 3);
    rawmap_span span =
        SPAN(rawmap_map_file(file, 0, 8 * page, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE));
    STATUS(OK, rawmap_grow(&span, 10 * page));
    cr_assert_eq(span.length, 10 * page);
    cr_assert(unit_filled(span, 3));
    STATUS(GROW_PAST_END, rawmap_grow(&span, 12 * page));
    cr_assert_eq(span.length, 10 * page);
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), span.length);
    STATUS(OK, rawmap_grow(&span, 11 * page));
    cr_assert(unit_filled(span, 3));
}

/* Every page of the mapping can be touched, and what is written there is in the file. */
Test(grow, a_file_is_made_longer_first)
{
    const size_t page = unit_page();
    const int files[] = {unit_memfd(2 * page, 3), unit_file(2 * page, 3)};
    size_t i;
    for (i = 0; i < 2; i++) {
        rawmap_span span = mapped_file(files[i], page, page);
        const size_t needed = 9 * page + 5;
        STATUS(OK, rawmap_grow_file(&span, files[i], page, page));
        cr_assert_eq(size_of(files[i]), 2 * page, "nothing was needed");
        STATUS(OK, rawmap_grow_file(&span, files[i], page, needed));
        cr_assert_eq(span.length, rawmap_grow_capacity(page, needed));
        cr_assert_eq(size_of(files[i]), page + span.length);
        cr_assert_eq(*byte_of(span, 0), 3);
        cr_assert_eq(*byte_of(span, page), 0);
        cr_assert_eq(unit_writing(byte_of(span, span.length - 1)), 0);
        *byte_of(span, needed - 1) = 9;
        cr_assert_eq(unit_file_byte(files[i], page + needed - 1), 9);
    }
}

Test(grow, a_file_is_never_made_shorter)
{
    const size_t page = unit_page();
    const int file = unit_memfd(100 * page, 3);
    rawmap_span span = mapped_file(file, 0, page);
    STATUS(OK, rawmap_grow_file(&span, file, 0, 2 * page));
    cr_assert_eq(size_of(file), 100 * page);
    STATUS(OK, rawmap_grow_file_allocated(&span, file, 0, 4 * page));
    cr_assert_eq(size_of(file), 100 * page);
    cr_assert_eq(unit_file_byte(file, 100 * page - 1), 3);
    cr_assert(unit_filled(span, 3));
}

/* A hole takes no more than its last block; what is allocated is there before it is written. */
Test(grow, holes_and_allocated_room)
{
    const size_t page = unit_page(), length = 256 * page;
    const int holes = unit_memfd(page, 1), room = unit_memfd(page, 1);
    rawmap_span in_holes = mapped_file(holes, 0, page), in_room = mapped_file(room, 0, page);
    STATUS(OK, rawmap_grow_file(&in_holes, holes, 0, length));
    STATUS(OK, rawmap_grow_file_allocated(&in_room, room, 0, length));
    cr_assert_eq(size_of(room), length);
    cr_assert_leq(blocks_of(holes), (long)(2 * page / 512));
    cr_assert_geq(blocks_of(room), (long)(length / 512));
    cr_assert(unit_filled(rawmap_slice(in_room, page, length - page), 0));
}

Test(grow, files_that_cannot_grow)
{
    const size_t page = unit_page();
    const int file = unit_memfd(page, 3);
    rawmap_span span = mapped_file(file, 0, page);
    const rawmap_span before = span;
    STATUS(FILE_RANGE_PAST_LIMIT, rawmap_grow_file(&span, file, UINT64_MAX - 2 * page, 4 * page));
    STATUS(FILE_RANGE_OVER, rawmap_grow_file(&span, file, UINT64_MAX / 2 + 1, 4 * page));
    STATUS(FILE_NEGATIVE, rawmap_grow_file(&span, -1, 0, 2 * page));
    STATUS(EBADF, rawmap_grow_file_allocated(&span, open("/proc/self/exe", O_RDONLY | O_CLOEXEC), 0, 2 * page));
    cr_assert_eq(fcntl(file, F_ADD_SEALS, F_SEAL_GROW), 0);
    STATUS(EPERM, rawmap_grow_file(&span, file, 0, 2 * page));
    STATUS(EPERM, rawmap_grow_file_allocated(&span, file, 0, 2 * page));
    cr_assert(span.base == before.base && span.length == before.length);
    cr_assert_eq(size_of(file), page);
}

/* The capacity would be over RLIMIT_FSIZE: what is needed is not, and nothing ends by SIGXFSZ. */
Test(grow, where_files_may_not_be_longer)
{
    const size_t page = unit_page();
    const int hole = unit_memfd(12 * page, 3), room = unit_memfd(12 * page, 3);
    rawmap_span in_hole = mapped_file(hole, 0, 12 * page), in_room = mapped_file(room, 0, 12 * page);
    unit_limit(RLIMIT_FSIZE, 16 * page);
    STATUS(OK, rawmap_grow_file(&in_hole, hole, 0, 13 * page));
    STATUS(OK, rawmap_grow_file_allocated(&in_room, room, 0, 13 * page));
    cr_assert(in_hole.length == 13 * page && in_room.length == 13 * page);
    cr_assert(size_of(hole) == 13 * page && size_of(room) == 13 * page);
    *byte_of(in_hole, 13 * page - 1) = 1;
    /* As long as may be, exactly. */
    STATUS(OK, rawmap_grow_file(&in_hole, hole, 0, 16 * page));
    cr_assert_eq(size_of(hole), 16 * page);
}

/* A file that may not be made longer holds what is needed already. */
Test(grow, a_sealed_file_that_is_long_enough)
{
    const size_t page = unit_page();
    const int file = unit_memfd(16 * page, 3);
    rawmap_span span = mapped_file(file, 0, 12 * page);
    cr_assert_eq(fcntl(file, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK), 0);
    STATUS(OK, rawmap_grow_file(&span, file, 0, 14 * page));
    cr_assert(unit_filled(span, 3));
    STATUS(OK, rawmap_grow_file_allocated(&span, file, 0, 16 * page));
    cr_assert_eq(span.length, 16 * page);
    cr_assert(unit_filled(span, 3));
    STATUS(EPERM, rawmap_grow_file(&span, file, 0, 17 * page));
    cr_assert_eq(span.length, 16 * page);
}
