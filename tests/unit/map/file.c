/* SPDX-License-Identifier: MIT */
/* rawmap_map_file: what each kind and option does with a file. */
#include "unit.h"

#define READ RAWMAP_PROT(read)
#define BOTH RAWMAP_PROT(read, write)

Test(map_file, reads_the_file_from_the_offset)
{
    const size_t page = unit_page();
    const int file = unit_file(4 * page, 'a');
    rawmap_span span;
    cr_assert_eq(pwrite(file, "b", 1, (off_t)(2 * page)), 1);
    span = SPAN(rawmap_map_file(file, 2 * page, page, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    cr_assert_eq(*(char *)span.base, 'b');
    cr_assert(unit_filled(rawmap_slice(span, 1, page - 1), 'a'));
    cr_assert_str_eq(unit_perms(span.base), "r--s");
}

Test(map_file, shared_writes_reach_the_file_and_private_ones_do_not)
{
    const int file = unit_file(4096, 'a');
    rawmap_span span = SPAN(rawmap_map_file(file, 0, 4096, BOTH, RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
    unit_fill(span, 'p');
    cr_assert_eq(unit_file_byte(file, 100), 'a');
    span = SPAN(rawmap_map_file(file, 0, 4096, BOTH, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    unit_fill(span, 's');
    cr_assert_eq(unit_file_byte(file, 100), 's');
}

Test(map_file, the_descriptor_can_be_closed)
{
    const int file = unit_file(4096, 'a');
    const rawmap_span span = SPAN(rawmap_map_file(file, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    close(file);
    cr_assert(unit_filled(span, 'a'));
}

/* The last page reads as zeros after the end; whole pages after it are mapped without a word, and raise SIGBUS. */
Test(map_file, past_the_end_of_the_file)
{
    const size_t page = unit_page();
    const int file = unit_file(100, 'a');
    const rawmap_span span = SPAN(rawmap_map_file(file, 0, 2 * page, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    cr_assert(unit_filled(rawmap_slice(span, 0, 100), 'a'));
    cr_assert(unit_filled(rawmap_slice(span, 100, page - 100), 0));
    cr_assert_eq(unit_reading((char *)span.base + page), SIGBUS);
    STATUS(OK, rawmap_map_file(file, 100 * page, page, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
}

/* 64 bits of offset, in bytes: seen by what a sparse file holds there. */
Test(map_file, offsets_have_64_bits)
{
    const uint64_t offset = (uint64_t)5 << 40;
    const int file = unit_memfd(0, 0);
    rawmap_span span;
    cr_assert_eq(ftruncate(file, (off_t)(offset + 65536)), 0);
    cr_assert_eq(pwrite(file, "x", 1, (off_t)offset), 1);
    span = SPAN(rawmap_map_file(file, offset, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    cr_assert_eq(*(char *)span.base, 'x');
    span = SPAN(rawmap_map_file(file, offset - 65536, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    cr_assert_eq(*(char *)span.base, 0);
}

Test(map_file, populate_and_lock)
{
    const size_t page = unit_page();
    const int file = unit_file(4 * page, 'a');
    rawmap_span span = SPAN(rawmap_map_file(file, 0, 4 * page, READ, RAWMAP_FILE_SHARED(populate), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_present(span), 4);
    span = SPAN(rawmap_map_file(file, 0, 4 * page, READ, RAWMAP_FILE_PRIVATE(lock), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_present(span), 4);
}

Test(map_file, noreserve)
{
    const size_t page = unit_page();
    const int file = unit_file(4 * page, 'a');
    rawmap_span span;
    UNIT_NEEDS_FACT(overcommit);
    span = SPAN(rawmap_map_file(file, 0, 4 * page, BOTH, RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "nr"), 0);
    span = SPAN(rawmap_map_file(file, 0, 4 * page, BOTH, RAWMAP_FILE_PRIVATE(noreserve), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "nr"), 1);
}

/* Read-only and write-only descriptors, and what each allows. */
Test(map_file, the_descriptor_must_allow_the_access)
{
    char name[] = "/tmp/rawmap-unit-XXXXXX";
    const int both = mkostemp(name, O_CLOEXEC);
    const int reading = open(name, O_RDONLY | O_CLOEXEC);
    const int writing = open(name, O_WRONLY | O_CLOEXEC);
    const int path = open(name, O_PATH | O_CLOEXEC);
    unlink(name);
    cr_assert_eq(ftruncate(both, 4096), 0);
    STATUS(OK, rawmap_map_file(reading, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(OK, rawmap_map_file(reading, 0, 4096, BOTH, RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE).status);
    ROW(map_file, LOOKED, EACCES, STATE_FILE_MODE, (reading, 0, 4096, BOTH, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    ROW(replace_file, LOOKED, EACCES, STATE_FILE_MODE,
        (unit_pages(1, MAP_PRIVATE), reading, 0, BOTH, RAWMAP_FILE_SHARED()));
    STATUS(STATE_FILE_MODE, rawmap_map_file(writing, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(EBADF, rawmap_map_file(path, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    close(both);
    STATUS(EBADF, rawmap_map_file(both, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
}

Test(map_file, what_cannot_be_mapped)
{
    int ends[2];
    const int directory = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert_eq(pipe(ends), 0);
    STATUS(ENODEV, rawmap_map_file(directory, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(ENODEV, rawmap_map_file(ends[0], 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(STATE_FILE_MODE, rawmap_map_file(ends[1], 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
}

Test(map_file, a_seal_against_writing)
{
    const int file = unit_memfd(4096, 'a');
    cr_assert_eq(fcntl(file, F_ADD_SEALS, F_SEAL_WRITE), 0);
    STATUS(EPERM, rawmap_map_file(file, 0, 4096, BOTH, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(OK, rawmap_map_file(file, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(OK, rawmap_map_file(file, 0, 4096, BOTH, RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE).status);
}

Test(map_file, an_append_only_file_is_not_mapped_for_writing)
{
    char name[] = "/tmp/rawmap-unit-XXXXXX";
    const int made = mkostemp(name, O_CLOEXEC);
    const int append = open(name, O_RDWR | O_APPEND | O_CLOEXEC);
    unlink(name);
    cr_assert_eq(ftruncate(made, 4096), 0);
    /* O_APPEND alone does no harm; the inode's own mark (chattr +a) is what Linux looks at. */
    STATUS(OK, rawmap_map_file(append, 0, 4096, BOTH, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
}

/* What Linux does where rawmap refuses: MAP_SYNC beside MAP_SHARED on a memfd is taken and ignored. */
Test(map_file, sync_brings_validation_with_it)
{
    const int file = unit_memfd(4096, 'a');
    cr_assert_neq(mmap(NULL, 4096, PROT_READ, MAP_SHARED | MAP_SYNC, file, 0), MAP_FAILED);
    STATUS(SYNC_UNSUPPORTED, rawmap_map_file(file, 0, 4096, READ, RAWMAP_FILE_SHARED(sync), RAWMAP_ANYWHERE).status);
}
