/* SPDX-License-Identifier: MIT */
/* Calls that exist only on some ABIs: the number is there and is the right one, or the call is absent. */
#include "kernel.h"

static void seek(int file)
{
#if defined RAWMAP_NR__llseek || defined RAWMAP_NR_llseek
#ifdef RAWMAP_NR__llseek
    const rawmap_word number = RAWMAP_NR__llseek;
#else
    const rawmap_word number = RAWMAP_NR_llseek;
#endif
    static uint64_t place;
    const uint64_t to = ((uint64_t)3 << 32) + 0x1234u;
    check_equal("some: _llseek", 0,
                RESULT(rawmap_syscall5(arg(number), arg(file), arg(WORD((uint32_t)(to >> 32))),
                                       arg(WORD((uint32_t)(to & 0xffffffffu))), arg(ADDRESS(&place)), arg(0))));
    check_equal("some: _llseek answers the place", to, *(volatile uint64_t *)&place);
#else
    absent("some: _llseek");
    (void)file;
#endif
}

static void opening(void)
{
    static const char path[] = "/";
#ifdef RAWMAP_NR_open
    const rawmap_word file = rawmap_syscall3(arg(RAWMAP_NR_open), arg(ADDRESS(path)), arg(0), arg(0));
    check_true("some: open", file > 2);
    check_equal("some: close what open gave", 0, RESULT(k_close((int)file)));
#else
    absent("some: open");
    (void)path;
#endif
}

static void children(void)
{
#if defined RAWMAP_NR_fork && defined RAWMAP_NR_wait4
    static int status = -1;
    const rawmap_word child = rawmap_syscall0(arg(RAWMAP_NR_fork));
    if (child == 0)
        for (;;)
            (void)rawmap_syscall1(RAWMAP_NR_exit, 37);
    check_true("some: fork", child > 0);
    check_equal("some: wait4", RESULT(child),
                RESULT(rawmap_syscall4(arg(RAWMAP_NR_wait4), arg(-1), arg(ADDRESS(&status)), arg(0x40000000), arg(0))));
    check_equal("some: the child's status", 37u << 8, (uint64_t)(uint32_t) * (volatile int *)&status);
#else
    absent("some: fork");
#endif
}

static void locking(void)
{
    const size_t size = (size_t)k_page_size();
    void *at = POINTER(k_mmap(NULL, size, 3, K_PRIVATE | K_ANON, -1, 0));
    check_equal("some: mlock", 0, RESULT(rawmap_syscall2(arg(RAWMAP_NR_mlock), arg(ADDRESS(at)), arg(WORD(size)))));
    check_equal("some: mlock2 on fault", 0,
                RESULT(rawmap_syscall3(arg(RAWMAP_NR_mlock2), arg(ADDRESS(at)), arg(WORD(size)),
                                       arg(RAWMAP_LINUX_MLOCK_ONFAULT))));
    check_equal("some: mlock2 and an unknown flag", ERROR(EINVAL),
                RESULT(rawmap_syscall3(arg(RAWMAP_NR_mlock2), arg(ADDRESS(at)), arg(WORD(size)), arg(0x100))));
    check_equal("some: munlock", 0, RESULT(rawmap_syscall2(arg(RAWMAP_NR_munlock), arg(ADDRESS(at)), arg(WORD(size)))));
    (void)k_munmap(at, size);
}

static void keys(void)
{
#ifdef RAWMAP_NR_pkey_alloc
    const rawmap_word key = rawmap_syscall2(arg(RAWMAP_NR_pkey_alloc), arg(0), arg(0));
    /* A machine without keys has none left; older kernels of such machines say EINVAL or know no such call. */
    check_true("some: pkey_alloc",
               key > 0 || key == -RAWMAP_LINUX_ENOSPC || key == -RAWMAP_LINUX_EINVAL || key == -RAWMAP_LINUX_ENOSYS);
    check_true("some: pkey_alloc and unknown flags", rawmap_syscall2(arg(RAWMAP_NR_pkey_alloc), arg(1), arg(0)) < 0);
    if (key > 0)
        check_equal("some: pkey_free", 0, RESULT(rawmap_syscall1(arg(RAWMAP_NR_pkey_free), arg(key))));
#else
    absent("some: pkey_alloc");
#endif
}

static void test_some_abis(void)
{
    const int file = (int)k_memfd();
    seek(file);
    (void)k_close(file);
    opening();
    children();
    locking();
    keys();
}
