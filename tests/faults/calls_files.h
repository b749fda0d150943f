/* SPDX-License-Identifier: MIT */
/* Files, files in memory, and the sizes of huge pages. */
#ifndef RAWMAP_TESTS_FAULTS_CALLS_FILES_H
#define RAWMAP_TESTS_FAULTS_CALLS_FILES_H

#include "laid_out.h"

/* What a scenario found out: a fault that the library got around must not change it. */
static uint64_t found;

/* A descriptor without success, or success without one. */
static bool descriptor_is_odd;
static rawmap_status gave_back(rawmap_status status, int fd)
{
    if ((status == RAWMAP_OK) != (fd >= 0))
        descriptor_is_odd = true;
    if (fd >= 0)
        (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    return status;
}
static rawmap_status gave_file_back(rawmap_file made)
{
    return gave_back(made.status, made.fd);
}

static rawmap_status found_bytes(rawmap_file_bytes told)
{
    found = told.bytes;
    return told.status;
}

/* clang-format off */
static rawmap_status file_open(void) { return gave_file_back(rawmap_file_open("/dev/null", RAWMAP_OPEN(read_only, cloexec))); }
static rawmap_status file_create(void) { return gave_file_back(rawmap_file_create("/dev/null", 0600, RAWMAP_CREATE(write_only, cloexec))); }
static rawmap_status file_close(void) { return rawmap_file_close(spare); }
static rawmap_status file_size(void) { return found_bytes(rawmap_file_size(file)); }
static rawmap_status file_space(void) { return found_bytes(rawmap_file_space(file)); }
static rawmap_status file_block(void) { return found_bytes(rawmap_file_block(file)); }
static rawmap_status file_resize(void) { return rawmap_file_resize(file, PAGES * PAGE); }
static rawmap_status file_allocate(void) { return rawmap_file_allocate(file, 0, PAGE, RAWMAP_ALLOCATE()); }
static rawmap_status file_zero(void) { return rawmap_file_zero(file, 0, PAGE, RAWMAP_ALLOCATE(keep_size)); }
static rawmap_status file_unshare(void) { return rawmap_file_unshare(file, 0, PAGE, RAWMAP_ALLOCATE()); }
static rawmap_status file_punch(void) { return rawmap_file_punch(file, 0, PAGE); }
static rawmap_status file_collapse(void) { return rawmap_file_collapse(file, 0, PAGE); }
static rawmap_status file_insert(void) { return rawmap_file_insert(file, 0, PAGE); }
static rawmap_status file_write_zeroes(void) { return rawmap_file_write_zeroes(file, 0, PAGE); }
static rawmap_status file_seals(void) { return rawmap_file_seals(sealable).status; }
static rawmap_status file_seal_future(void) { return rawmap_file_seal(sealable, RAWMAP_SEAL(future_write)); }
static rawmap_status file_seal_write(void) { return rawmap_file_seal(sealable, RAWMAP_SEAL(write)); }
static rawmap_status memfd(void) { return gave_file_back(rawmap_memfd("fault", RAWMAP_MEMFD(cloexec))); }
static rawmap_status memfd_noexec(void) { return gave_file_back(rawmap_memfd("fault", RAWMAP_MEMFD(noexec_seal))); }
static rawmap_status memfd_huge(void) { return gave_file_back(rawmap_memfd("fault", RAWMAP_MEMFD(noexec_seal, huge_2mb))); }
static rawmap_status secret(void) { return gave_file_back(rawmap_memfd_secret(RAWMAP_SECRET(cloexec))); }
/* clang-format on */

static rawmap_status noexec_or_older(void)
{
    const rawmap_noexec_file made = rawmap_memfd_noexec_or_older("fault", RAWMAP_MEMFD(cloexec));
    found = 0;
    if (made.status != RAWMAP_OK && made.noexec)
        descriptor_is_odd = true;
    return gave_back(made.status, made.fd);
}

static rawmap_status huge_default(void)
{
    const rawmap_size size = rawmap_huge_page_default();
    found = size.bytes;
    return size.status;
}

static rawmap_status huge_sizes(void)
{
    const rawmap_huge_page_set set = rawmap_huge_page_sizes();
    found = set.shifts;
    return set.status;
}

/* clang-format off */
#define SCENARIOS_FILES \
    ONE(file_open, NULL, openat) \
    ONE(file_create, NULL, openat) \
    ONE(file_close, NULL, close) \
    SEVERAL(file_size, RAWMAP_NR_statx, RAWMAP_NR_fstat) \
    SEVERAL(file_space, RAWMAP_NR_statx, RAWMAP_NR_fstat) \
    SEVERAL(file_block, RAWMAP_NR_statx, RAWMAP_NR_fstat) \
    ONE(file_resize, NULL, ftruncate) \
    ONE(file_allocate, NULL, fallocate) \
    ONE(file_zero, NULL, fallocate) \
    ONE(file_unshare, NULL, fallocate) \
    ONE(file_punch, NULL, fallocate) \
    ONE(file_collapse, NULL, fallocate) \
    ONE(file_insert, NULL, fallocate) \
    ONE(file_write_zeroes, NULL, fallocate) \
    ONE(file_seals, NULL, fcntl) \
    ONE(file_seal_future, NULL, fcntl) \
    ONE(file_seal_write, NULL, fcntl) \
    ONE(memfd, NULL, memfd_create) \
    ONE(memfd_noexec, NULL, memfd_create) \
    ONE(memfd_huge, NULL, memfd_create) \
    ONE(secret, NULL, memfd_secret) \
    SEVERAL(noexec_or_older, RAWMAP_NR_memfd_create) \
    SEVERAL(huge_default, RAWMAP_NR_memfd_create, RAWMAP_NR_statx, RAWMAP_NR_close, RAWMAP_NR_mmap, RAWMAP_NR_munmap) \
    SEVERAL(huge_sizes, RAWMAP_NR_mmap, RAWMAP_NR_munmap)
/* clang-format on */

#endif
