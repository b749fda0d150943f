/* SPDX-License-Identifier: MIT */
/* The result of a stub: a value as it is, -errno for an error, wherever the kernel says so. */
#include "kernel.h"

static void errors(void)
{
    const uint64_t size = k_page_size();
    /* A number between the last call and what some ABIs keep for themselves: x32 and mips begin theirs elsewhere. */
    const rawmap_word unknown = RAWMAP_NR_close + 990;
    check_equal("error: no such call", ERROR(ENOSYS), RESULT(rawmap_syscall0(unknown)));
    check_equal("error: no such call, one argument", ERROR(ENOSYS), RESULT(rawmap_syscall1(unknown, 1)));
    check_equal("error: no such call, two", ERROR(ENOSYS), RESULT(rawmap_syscall2(unknown, 1, 2)));
    check_equal("error: no such call, three", ERROR(ENOSYS), RESULT(rawmap_syscall3(unknown, 1, 2, 3)));
    check_equal("error: no such call, four", ERROR(ENOSYS), RESULT(rawmap_syscall4(unknown, 1, 2, 3, 4)));
    check_equal("error: no such call, five", ERROR(ENOSYS), RESULT(rawmap_syscall5(unknown, 1, 2, 3, 4, 5)));
    check_equal("error: no such call, six", ERROR(ENOSYS), RESULT(rawmap_syscall6(unknown, 1, 2, 3, 4, 5, 6)));
    check_equal("error: EBADF", ERROR(EBADF), RESULT(k_close(-1)));
    check_equal("error: EINVAL", ERROR(EINVAL), RESULT(k_munmap(POINTER(size), 0)));
    check_equal("error: ENOMEM", ERROR(ENOMEM),
                RESULT(k_mmap(NULL, SIZE_MAX - (size_t)size, 0, K_PRIVATE | K_ANON, -1, 0)));
    check_equal("error: EFAULT", ERROR(EFAULT),
                RESULT(rawmap_syscall3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, ADDRESS(SIZE_MAX - 1), 0)));
    check_equal("error: ENOENT", ERROR(ENOENT),
                RESULT(rawmap_syscall3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, ADDRESS(""), 0)));
}

static void values(void)
{
#ifdef RAWMAP_NR_lseek
    const int file = (int)k_memfd();
    /* One bit below the sign, the largest that an offset can have, and one whose low half has its sign bit set. */
    const rawmap_word large = WORD(((uint64_t)1 << (sizeof(rawmap_word) * 8 - 2)) + 0x3ffff000u);
    check_equal("value: zero", 0, RESULT(rawmap_syscall3(RAWMAP_NR_lseek, WORD(file), 0, 0)));
    check_equal("value: one", 1, RESULT(rawmap_syscall3(RAWMAP_NR_lseek, WORD(file), 1, 0)));
    check_equal("value: 4095", 4095, RESULT(rawmap_syscall3(RAWMAP_NR_lseek, WORD(file), 4095, 0)));
    check_equal("value: the highest bits", RESULT(large),
                RESULT(rawmap_syscall3(RAWMAP_NR_lseek, WORD(file), large, 0)));
    if (sizeof(rawmap_word) == 8)
        check_equal("value: bit 31", 0x87654321u,
                    RESULT(rawmap_syscall3(RAWMAP_NR_lseek, WORD(file), WORD((uint64_t)0x87654321u), 0)));
    (void)k_close(file);
#else
    absent("value: lseek");
#endif
}

static void test_errors(void)
{
    errors();
    values();
}
