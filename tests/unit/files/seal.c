/* SPDX-License-Identifier: MIT */
/* Seals of files: each by what the file then refuses. */
#include "unit_files.h"

static const char data[4] = {'d', 'a', 't', 'a'};

/* Two pages, all 'f'. */
static int sealable(void)
{
    return unit_memfd(2 * unit_page(), 'f');
}
static rawmap_mapping shared_map(int file, rawmap_prot protection)
{
    return rawmap_map_file(file, 0, unit_page(), protection, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
}

Test(file_seal, sets)
{
    BITS(F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | 0x10 | 0x20,
         RAWMAP_SEAL(seal, shrink, grow, write, future_write, exec).bits);
    BITS(F_SEAL_GROW | F_SEAL_WRITE, rawmap_seals_union(RAWMAP_SEAL(grow), RAWMAP_SEAL(write)).bits);
    cr_assert(rawmap_seals_include(RAWMAP_SEAL(grow, write), RAWMAP_SEAL(write)));
    cr_assert_not(rawmap_seals_include(RAWMAP_SEAL(grow, write), RAWMAP_SEAL(write, seal)));
}

Test(file_seal, shrink_and_grow)
{
    const int file = sealable();
    STATUS(OK, rawmap_file_seal(file, RAWMAP_SEAL(shrink)));
    STATUS(EPERM, rawmap_file_resize(file, unit_page()));
    STATUS(OK, rawmap_file_resize(file, 3 * unit_page()));
    STATUS(OK, rawmap_file_seal(file, RAWMAP_SEAL(grow)));
    STATUS(EPERM, rawmap_file_resize(file, 4 * unit_page()));
    STATUS(EPERM, rawmap_file_allocate(file, 0, 4 * unit_page(), RAWMAP_ALLOCATE()));
    cr_assert_eq(lseek(file, 0, SEEK_END), (off_t)(3 * unit_page()));
    cr_assert_eq(pwrite(file, data, 4, 0), 4);
    cr_assert_eq(fcntl(file, F_GET_SEALS), F_SEAL_SHRINK | F_SEAL_GROW);
}

Test(file_seal, write)
{
    const int file = sealable();
    rawmap_span span = SPAN(shared_map(file, RAWMAP_PROT(read, write)));
    ROW(file_seal, UNSURE, EBUSY, FILE_SEAL_WRITABLE_MAPPING, (file, RAWMAP_SEAL(write)));
    cr_assert_eq(fcntl(file, F_GET_SEALS), 0);
    STATUS(OK, rawmap_unmap(span));
    STATUS(OK, rawmap_file_seal(file, RAWMAP_SEAL(write)));
    cr_assert_eq(pwrite(file, data, 4, 0), -1);
    cr_assert_eq(errno, EPERM);
    STATUS(EPERM, rawmap_file_punch(file, 0, unit_page()));
    STATUS(EPERM, shared_map(file, RAWMAP_PROT(read, write)).status);
    span = SPAN(shared_map(file, RAWMAP_PROT(read)));
    STATUS(EACCES, rawmap_protect(span, RAWMAP_PROT(read, write)));
    cr_assert(unit_filled(span, 'f'));
}

Test(file_seal, future_write_leaves_the_mappings_that_exist)
{
    const int file = sealable();
    const rawmap_span span = SPAN(shared_map(file, RAWMAP_PROT(read, write)));
    STATUS(OK, rawmap_file_seal(file, RAWMAP_SEAL(future_write)));
    cr_assert_eq(pwrite(file, data, 4, 0), -1);
    STATUS(EPERM, shared_map(file, RAWMAP_PROT(read, write)).status);
    unit_fill(span, 'n');
    cr_assert_eq(unit_file_byte(file, 0), 'n');
}

Test(file_seal, exec_brings_the_others)
{
    const int file = sealable();
    rawmap_file_seals_answer seals;
    const rawmap_span span = SPAN(shared_map(file, RAWMAP_PROT(read, write)));
    ROW(file_seal, UNSURE, EBUSY, FILE_SEAL_WRITABLE_MAPPING, (file, RAWMAP_SEAL(exec)));
    STATUS(OK, rawmap_unmap(span));
    STATUS(OK, rawmap_file_seal(file, RAWMAP_SEAL(exec)));
    seals = rawmap_file_seals(file);
    STATUS(OK, seals.status);
    cr_assert_eq(seals.seals.bits, RAWMAP_SEAL(exec, shrink, grow, write, future_write).bits);
    cr_assert_eq(pwrite(file, data, 4, 0), -1);
}

Test(file_seal, seal_ends_it)
{
    const int file = sealable();
    char path[64];
    STATUS(OK, rawmap_file_seal(file, RAWMAP_SEAL(seal, grow)));
    STATUS(EPERM, rawmap_file_seal(file, RAWMAP_SEAL(shrink)));
    cr_assert_eq(rawmap_file_seals(file).seals.bits, RAWMAP_SEAL(seal, grow).bits);
    /* Read-only, it cannot be sealed either. */
    snprintf(path, sizeof path, "/proc/self/fd/%d", sealable());
    STATUS(EPERM, rawmap_file_seal(FD(rawmap_file_open(path, RAWMAP_OPEN(read_only))), RAWMAP_SEAL(grow)));
}

Test(file_seal, rows)
{
    const int file = sealable();
    int pipes[2]; /* can be written, and never sealed */
    unsigned bit;
    ROW(file_seal, IGNORED, EINVAL, FILE_SEAL_NOTHING_ASKED, (file, raw_seals(0)));
    cr_assert_eq(fcntl(file, F_ADD_SEALS, 0), 0, "Linux does not ignore it");
    ROW(file_seal, REFUSED, EBADF, FILE_NEGATIVE, (-1, RAWMAP_SEAL(grow)));
    for (bit = 6; bit < 32; bit++)
        ROW(file_seal, REFUSED, EINVAL, FILE_SEAL_UNKNOWN_BITS, (file, raw_seals(1u << bit)));
    cr_assert_eq(fcntl(file, F_GET_SEALS), 0);
    cr_assert_eq(pipe2(pipes, O_CLOEXEC), 0);
    ROW(file_seal, UNSURE, EINVAL, FILE_UNSEALABLE, (pipes[1], RAWMAP_SEAL(grow)));
    STATUS(EINVAL, rawmap_file_seal(pipes[1], RAWMAP_SEAL(exec)));
    ROW(file_seals, REFUSED, EBADF, FILE_NEGATIVE, (-1));
    ROW(file_seals, UNSURE, EINVAL, FILE_UNSEALABLE, (pipes[1]));
    STATUS(EBADF, rawmap_file_seals(9999).status);
}
