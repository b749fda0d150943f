/* SPDX-License-Identifier: MIT */
/* Files in memory. */
#include "unit_files.h"

#include <linux/memfd.h>
#include <sys/stat.h>

#define NAME "rawmap-unit"
static const char *const no_name = NULL;

Test(memfd, sets)
{
    BITS(0, RAWMAP_MEMFD().bits);
    BITS(MFD_CLOEXEC | MFD_ALLOW_SEALING, RAWMAP_MEMFD(cloexec, allow_sealing).bits);
    BITS(0x10, RAWMAP_MEMFD(exec).bits);
    BITS(0x08, RAWMAP_MEMFD(noexec_seal).bits);
    BITS(MFD_HUGETLB | MFD_HUGE_64KB, RAWMAP_MEMFD(huge_64kb).bits);
    BITS(MFD_HUGETLB | MFD_HUGE_2MB, RAWMAP_MEMFD(huge_2mb).bits);
    BITS(MFD_HUGETLB | MFD_HUGE_1GB, RAWMAP_MEMFD(huge_shift(30)).bits);
    BITS(MFD_HUGETLB | MFD_HUGE_16GB, RAWMAP_MEMFD(huge_16gb).bits);
    BITS(MFD_CLOEXEC | MFD_ALLOW_SEALING, rawmap_memfd_union(RAWMAP_MEMFD(cloexec), RAWMAP_MEMFD(allow_sealing)).bits);
    BITS(~0u, rawmap_memfd_union(RAWMAP_MEMFD(huge_2mb), RAWMAP_MEMFD(huge_1gb)).bits);
    BITS(MFD_HUGETLB | MFD_HUGE_2MB | MFD_CLOEXEC, rawmap_memfd_huge(RAWMAP_MEMFD(cloexec), UNIT_HUGE).bits);
    BITS(~0u, rawmap_memfd_huge(RAWMAP_MEMFD(), 4096).bits);
    BITS(~0u, rawmap_memfd_huge(RAWMAP_MEMFD(), 12345678).bits);
    BITS(~0u, rawmap_memfd_huge(RAWMAP_MEMFD(huge_1gb), UNIT_HUGE).bits);
    BITS(O_CLOEXEC, RAWMAP_SECRET(cloexec).bits);
}

Test(memfd, is_an_empty_file_of_that_name)
{
    char link[64], target[64];
    struct stat status;
    const int file = FD(rawmap_memfd(NAME, RAWMAP_MEMFD(cloexec)));
    ssize_t length;
    cr_assert_eq(fstat(file, &status), 0);
    cr_assert_eq(status.st_size, 0);
    cr_assert_eq(fcntl(file, F_GETFD), FD_CLOEXEC);
    cr_assert_eq(fcntl(file, F_GETFL) & O_ACCMODE, O_RDWR);
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, target, sizeof target - 1);
    cr_assert_gt(length, 0);
    target[length] = 0;
    cr_assert_not_null(strstr(target, "memfd:" NAME), "%s", target);
    cr_assert_eq(fcntl(FD(rawmap_memfd("", RAWMAP_MEMFD())), F_GETFD), 0);
}

/* The longest name is taken whole; one byte more is not. */
Test(memfd, names)
{
    char name[251];
    memset(name, 'n', sizeof name);
    name[249] = 0;
    (void)FD(rawmap_memfd(name, RAWMAP_MEMFD()));
    STATUS(OK, rawmap_check_memfd(name, RAWMAP_MEMFD()));
    name[249] = 'n';
    name[250] = 0;
    ROW(memfd, UNSURE, EINVAL, MEMFD_NAME_TOO_LONG, (name, RAWMAP_MEMFD()));
    ROW(memfd, REFUSED, EFAULT, MEMFD_NAME_MISSING, (no_name, RAWMAP_MEMFD()));
}

Test(memfd, flags_that_linux_refuses)
{
    unsigned bit;
    for (bit = 5; bit < 32; bit++)
        ROW(memfd, REFUSED, EINVAL, MEMFD_UNKNOWN_BITS, (NAME, raw_memfd(1u << bit)));
    ROW(memfd, REFUSED, EINVAL, MEMFD_UNKNOWN_BITS,
        (NAME, rawmap_memfd_union(RAWMAP_MEMFD(huge_2mb), RAWMAP_MEMFD(huge_1gb))));
    ROW(memfd, REFUSED, EINVAL, MEMFD_EXEC_CONTRADICTION,
        (NAME, rawmap_memfd_union(RAWMAP_MEMFD(exec), RAWMAP_MEMFD(noexec_seal))));
}

/* Seen in the file's permissions, which are what an exec asks for. */
Test(memfd, exec_and_noexec)
{
    struct stat status;
    int file = FD(rawmap_memfd(NAME, RAWMAP_MEMFD(exec)));
    cr_assert_eq(fstat(file, &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0777);
    cr_assert_eq(fcntl(file, F_GET_SEALS), F_SEAL_SEAL);
    file = FD(rawmap_memfd(NAME, RAWMAP_MEMFD(noexec_seal)));
    cr_assert_eq(fstat(file, &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0666);
    cr_assert_eq(fcntl(file, F_GET_SEALS), 0x20);
    cr_assert_eq(fchmod(file, 0777), -1);
    cr_assert_eq(errno, EPERM);
}

Test(memfd, noexec_where_the_kernel_knows_it)
{
    const rawmap_noexec_file made = rawmap_memfd_noexec_or_older(NAME, RAWMAP_MEMFD(cloexec));
    STATUS(OK, made.status);
    cr_assert(made.noexec);
    cr_assert_eq(fcntl(made.fd, F_GET_SEALS), 0x20);
    STATUS(MEMFD_EXEC_CONTRADICTION, rawmap_memfd_noexec_or_older(NAME, RAWMAP_MEMFD(exec)).status);
    cr_assert_eq(rawmap_memfd_noexec_or_older(no_name, RAWMAP_MEMFD()).fd, -1);
}

Test(memfd, huge_pages)
{
    int file;
    rawmap_file_bytes block;
    UNIT_NEEDS_FACT(huge_pages);
    file = FD(rawmap_memfd(NAME, RAWMAP_MEMFD(huge_2mb, allow_sealing)));
    block = rawmap_file_block(file);
    STATUS(OK, block.status);
    cr_assert_eq(block.bytes, UNIT_HUGE);
    STATUS(EINVAL, rawmap_file_resize(file, 4096));
    STATUS(OK, rawmap_file_resize(file, UNIT_HUGE));
    STATUS(OK, rawmap_file_allocate(file, 0, UNIT_HUGE, RAWMAP_ALLOCATE()));
    cr_assert_eq(rawmap_file_space(file).bytes, UNIT_HUGE);
    STATUS(OK, rawmap_file_punch(file, 0, UNIT_HUGE));
    cr_assert_eq(rawmap_file_space(file).bytes, 0);
    ROW(memfd, UNSURE, ENODEV, MEMFD_HUGE_SIZE_UNSUPPORTED, (NAME, RAWMAP_MEMFD(huge_16mb)));
}

/* Memory that not even this process's own /proc/self/mem reaches. */
Test(memfd, secret)
{
    rawmap_file made;
    rawmap_span span;
    char byte;
    int memory;
    UNIT_NEEDS_FACT(secret_memory);
    made = rawmap_memfd_secret(RAWMAP_SECRET(cloexec));
    STATUS(OK, made.status);
    cr_assert_eq(fcntl(made.fd, F_GETFD), FD_CLOEXEC);
    STATUS(OK, rawmap_file_resize(made.fd, unit_page()));
    STATUS(EINVAL, rawmap_file_resize(made.fd, 2 * unit_page()));
    span =
        SPAN(rawmap_map_file(made.fd, 0, unit_page(), RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    unit_fill(span, 's');
    memory = open("/proc/self/mem", O_RDONLY);
    cr_assert_geq(memory, 0);
    cr_assert_eq(pread(memory, &byte, 1, (off_t)(uintptr_t)span.base), -1);
    cr_assert(unit_filled(span, 's'));
    ROW(memfd_secret, REFUSED, EINVAL, SECRET_UNKNOWN_BITS, (raw_secret(1)));
    ROW(memfd_secret, REFUSED, EINVAL, SECRET_UNKNOWN_BITS, (raw_secret(O_CLOEXEC | O_NONBLOCK)));
}
