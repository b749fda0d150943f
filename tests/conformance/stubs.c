/* SPDX-License-Identifier: MIT */
/* Every stub passes every argument, in order: each call's result or effect depends on each of its arguments, and each
   argument, the number too, is itself a function call, which uses up registers that the stub may have filled already. */
#include "kernel.h"

#define NR(name) arg(RAWMAP_NR_##name)

static void zero_arguments(void)
{
#ifdef RAWMAP_NR_gettid
    const rawmap_word thread = rawmap_syscall0(NR(gettid));
    check_true("stub 0: gettid answers a number", thread > 0);
#if defined RAWMAP_NR_getpid
    check_equal("stub 0: getpid is gettid in the first thread", RESULT(thread), RESULT(rawmap_syscall0(NR(getpid))));
#endif
#ifdef RAWMAP_NR_tgkill
    /* Signal 0 only looks whether the three numbers belong together. */
    check_equal("stub 3: tgkill finds this thread", 0,
                RESULT(rawmap_syscall3(NR(tgkill), arg(thread), arg(thread), arg(0))));
    check_equal("stub 3: tgkill and a wrong third", ERROR(EINVAL),
                RESULT(rawmap_syscall3(NR(tgkill), arg(thread), arg(thread), arg(9999))));
#endif
#endif
    check_equal("stub 0: sched_yield", 0, RESULT(rawmap_syscall0(NR(sched_yield))));
}

static void one_and_two_arguments(void)
{
    static const char name[] = "conformance";
    const rawmap_word file = rawmap_syscall2(NR(memfd_create), arg(ADDRESS(name)), arg(RAWMAP_LINUX_MFD_CLOEXEC));
    check_true("stub 2: memfd_create", file > 2);
    check_equal("stub 2: memfd_create and an unknown flag", ERROR(EINVAL),
                RESULT(rawmap_syscall2(NR(memfd_create), arg(ADDRESS(name)), arg(0x40000000))));
    check_equal("stub 2: memfd_create and no name", ERROR(EFAULT),
                RESULT(rawmap_syscall2(NR(memfd_create), arg(0), arg(RAWMAP_LINUX_MFD_CLOEXEC))));
    check_equal("stub 1: close", 0, RESULT(rawmap_syscall1(NR(close), arg(file))));
    check_equal("stub 1: close again", ERROR(EBADF), RESULT(rawmap_syscall1(NR(close), arg(file))));
}

static void three_arguments(void)
{
    static char written[] = "0123456789", read[16];
    const int file = (int)k_memfd();
    check_equal("stub 3: write", 7, RESULT(rawmap_syscall3(NR(write), arg(file), arg(ADDRESS(written + 2)), arg(7))));
    (void)k_seek(file, 1);
    check_equal("stub 3: read", 4, RESULT(rawmap_syscall3(NR(read), arg(file), arg(ADDRESS(read + 1)), arg(4))));
    check_text("stub 3: what was written is read", "3456", read + 1);
    (void)k_close(file);
}

/* rt_sigprocmask: how, the new set, the old set, the size of a set (128 signals on mips). */
static void four_arguments(void)
{
    static uint32_t none[4], set[4], old[4];
    /* mips, sparc and alpha count otherwise; each is known by its ENOSYS. */
#if RAWMAP_LINUX_ENOSYS == 89
    const rawmap_word block = 1, setmask = 3, size = 16;
#elif RAWMAP_LINUX_ENOSYS == 90
    const rawmap_word block = 1, setmask = 4, size = 8;
#elif RAWMAP_LINUX_ENOSYS == 78
    const rawmap_word block = 1, setmask = 3, size = 8;
#else
    const rawmap_word block = 0, setmask = 2, size = 8;
#endif
    set[0] = set[1] = 0x00000200u; /* signals 10 and 42: no ABI has its words of a set in another order */
    check_equal("stub 4: rt_sigprocmask", 0,
                RESULT(rawmap_syscall4(NR(rt_sigprocmask), arg(block), arg(ADDRESS(set)), arg(0), arg(size))));
    check_equal(
        "stub 4: rt_sigprocmask gives the set back", 0,
        RESULT(rawmap_syscall4(NR(rt_sigprocmask), arg(setmask), arg(ADDRESS(none)), arg(ADDRESS(old)), arg(size))));
    check_equal("stub 4: the old set", 0x00000200u, *(volatile uint32_t *)&old[0]);
    check_equal("stub 4: rt_sigprocmask and a wrong size", ERROR(EINVAL),
                RESULT(rawmap_syscall4(NR(rt_sigprocmask), arg(block), arg(ADDRESS(set)), arg(0), arg(size + 1))));
    check_equal("stub 4: rt_sigprocmask and a wrong how", ERROR(EINVAL),
                RESULT(rawmap_syscall4(NR(rt_sigprocmask), arg(77), arg(ADDRESS(set)), arg(0), arg(size))));
}

/* mremap: the old address and length, the new length, flags, the new address. */
static void five_arguments(void)
{
    const size_t size = (size_t)k_page_size();
    char *from = (char *)POINTER(k_mmap(NULL, 2 * size, 3, K_PRIVATE | K_ANON, -1, 0));
    char *room = (char *)POINTER(k_mmap(NULL, 4 * size, 0, K_PRIVATE | K_ANON, -1, 0));
    rawmap_word result;
    *(volatile char *)(from + size) = 'x';
    result = rawmap_syscall5(NR(mremap), arg(ADDRESS(from)), arg(WORD(2 * size)), arg(WORD(3 * size)),
                             arg(RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_FIXED), arg(ADDRESS(room + size)));
    check_equal("stub 5: mremap to a chosen address", (uintptr_t)(room + size), (uintptr_t)POINTER(result));
    check_true("stub 5: mremap took the contents along", ((volatile char *)room)[2 * size] == 'x');
    ((volatile char *)room)[3 * size] = 'y';
    check_true("stub 5: mremap to a longer mapping", ((volatile char *)room)[3 * size] == 'y');
    check_equal("stub 5: mremap and an unknown flag", ERROR(EINVAL),
                RESULT(rawmap_syscall5(NR(mremap), arg(ADDRESS(room + size)), arg(WORD(size)), arg(WORD(size)), arg(64),
                                       arg(0))));
    (void)k_munmap(room, 4 * size);
}

#ifdef RAWMAP_NR_futex
/* FUTEX_WAKE_OP sets the second word to what the sixth argument says, if the second argument is this operation. */
static void six_arguments_futex(void)
{
    static uint32_t first __attribute__((aligned(4))), second __attribute__((aligned(4)));
    /* Operation 0 (set), operand -1, which is the same in every byte order. */
    const rawmap_word set_to_minus_1 = WORD(0x00fff000u);
    check_equal("stub 6: futex wakes nobody", 0,
                RESULT(rawmap_syscall6(NR(futex), arg(ADDRESS(&first)), arg(5), arg(1), arg(1), arg(ADDRESS(&second)),
                                       arg(set_to_minus_1))));
    check_equal("stub 6: futex set the word", 0xffffffffu, *(volatile uint32_t *)&second);
    check_equal("stub 6: futex at an odd address", ERROR(EINVAL),
                RESULT(rawmap_syscall6(NR(futex), arg(ADDRESS(&first) + 1), arg(5), arg(1), arg(1),
                                       arg(ADDRESS(&second)), arg(set_to_minus_1))));
}

#endif

/* process_vm_readv: process, local vector, its length, remote vector, its length, flags. */
static void six_arguments_vectors(void)
{
    static char from[] = "abcdefgh", to[2][8];
    static struct vector {
        void *base;
        size_t length;
    } local[2], remote[2];
    const rawmap_word self = rawmap_syscall0(NR(gettid));
    rawmap_word result;
    local[0].base = to[0];
    local[0].length = 3;
    local[1].base = to[1];
    local[1].length = 4;
    remote[0].base = from + 1;
    remote[0].length = 5;
    remote[1].base = from;
    remote[1].length = 7;
    result = rawmap_syscall6(NR(process_vm_readv), arg(self), arg(ADDRESS(local)), arg(2), arg(ADDRESS(remote)), arg(1),
                             arg(0));
    check_equal("stub 6: process_vm_readv", 5, RESULT(result));
    if (result != 5)
        return;
    check_text("stub 6: the first part", "bcd", to[0]);
    check_text("stub 6: the second part", "ef", to[1]);
    check_equal("stub 6: process_vm_readv and a flag", ERROR(EINVAL),
                RESULT(rawmap_syscall6(NR(process_vm_readv), arg(self), arg(ADDRESS(local)), arg(2),
                                       arg(ADDRESS(remote)), arg(1), arg(1))));
    check_equal("stub 6: process_vm_readv and too many vectors", ERROR(EINVAL),
                RESULT(rawmap_syscall6(NR(process_vm_readv), arg(self), arg(ADDRESS(local)), arg(2),
                                       arg(ADDRESS(remote)), arg(5000), arg(0))));
}

#ifndef RAWMAP_MMAP_BLOCK
static void six_arguments_mmap(void)
{
    const size_t size = (size_t)k_page_size();
    const int file = (int)k_memfd();
    /* Where caches alias, a shared mapping keeps its distance from its offset: here none. */
#ifdef RAWMAP_CACHE_COLOURS
    const size_t colours = RAWMAP_CACHE_COLOURS;
#else
    const size_t colours = 1;
#endif
    char *room = (char *)POINTER(k_mmap(NULL, 4 * size + colours, 0, K_PRIVATE | K_ANON, -1, 0));
    char *at = room + (-(uintptr_t)room & (colours - 1));
    rawmap_word result;
    volatile char *mapped;
    static char data[2];
#if defined RAWMAP_MMAP2_SHIFT
    const rawmap_word number = RAWMAP_NR_mmap2, unit = WORD(size >> RAWMAP_MMAP2_SHIFT);
#elif defined RAWMAP_MMAP2_PAGES
    const rawmap_word number = RAWMAP_NR_mmap2, unit = 1;
#else
    const rawmap_word number = RAWMAP_NR_mmap, unit = WORD(size);
#endif
    (void)k_ftruncate(file, 4 * size);
    (void)k_pwrite(file, "0", 1, 0);
    (void)k_pwrite(file, "1", 1, size);
    (void)k_pwrite(file, "2", 1, 2 * size);
    result = rawmap_syscall6(arg(number), arg(ADDRESS(at + size)), arg(WORD(2 * size)), arg(3),
                             arg(RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_FIXED), arg(file), arg(unit));
    check_equal("stub 6: mmap at an address", (uintptr_t)(at + size), (uintptr_t)POINTER(result));
    if ((uintptr_t)POINTER(result) == (uintptr_t)(at + size)) {
        mapped = at + size;
        check_equal("stub 6: mmap of the second page", '1', (uint64_t)mapped[0]);
        check_equal("stub 6: mmap of two pages", '2', (uint64_t)mapped[size]);
        mapped[1] = 'w';
        (void)k_pread(file, data, 2, size);
        check_equal("stub 6: mmap for writing, shared", 'w', (uint64_t)data[1]);
    }
    (void)k_munmap(room, 4 * size + colours);
    (void)k_close(file);
}
#endif

/* A comparison before a call must not be used after it: the kernel leaves its own condition codes, here those of a
   success. In a function of its own, where compilers have been seen to do it. */
struct both {
    rawmap_word first, second;
};

static __attribute__((noinline)) void two_calls(struct both *both, rawmap_word file, const char *text)
{
    const rawmap_word first = rawmap_syscall3(RAWMAP_NR_write, file, ADDRESS(text), 3);
    const rawmap_word second = rawmap_syscall1(RAWMAP_NR_close, file);
    both->first = first < 0 && first >= -4095 ? 0 : first;
    both->second = second < 0 && second >= -4095 ? 0 : second + 1;
}

static void condition_codes(void)
{
    static struct both both;
    two_calls(&both, arg(k_memfd()), "abc");
    check_equal("stub: a comparison across a call", 3, RESULT(both.first));
    check_equal("stub: and the call's own", 1, RESULT(both.second));
}

/* mips, known by its ENOSYS, has a flag beside errno; kernels have set it beside -errno too. */
static void flags(void)
{
#if RAWMAP_LINUX_ENOSYS == 89
    check_equal("stub: errno and the flag", ERROR(ENOSYS), RESULT(rawmap_i_answer(arg(89), arg(1))));
    check_equal("stub: -errno and the flag", ERROR(ENOSYS), RESULT(rawmap_i_answer(arg(-89), arg(1))));
    check_equal("stub: a value and no flag", 89, RESULT(rawmap_i_answer(arg(89), arg(0))));
    check_equal("stub: a high address and no flag", RESULT(-65536), RESULT(rawmap_i_answer(arg(-65536), arg(0))));
#else
    absent("stub: errno and the flag");
#endif
}

static void test_stubs(void)
{
    flags();
    condition_codes();
    zero_arguments();
    one_and_two_arguments();
    three_arguments();
    four_arguments();
    five_arguments();
#ifdef RAWMAP_NR_futex
    six_arguments_futex();
#else
    absent("stub 6: futex");
#endif
    six_arguments_vectors();
#ifdef RAWMAP_MMAP_BLOCK
    absent("stub 6: mmap has one argument");
#else
    six_arguments_mmap();
#endif
}
