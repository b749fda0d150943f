/* SPDX-License-Identifier: MIT */
/* Every stub in a function whose frame compilers find by more than one register: an array whose length is not known
   beforehand moves the stack pointer, and a variable that is more aligned than the stack leaves no fixed distance between
   the frame and the arguments. A stub that takes such a register loses the one or the other. */
#include "kernel.h"

/* clang for sparc, which has an errno table of its own, compiles no such function if the variable is aligned. */
#if defined __clang__ && RAWMAP_LINUX_ENOSYS == 90
#define WIDE 8
#else
#define WIDE 64
#endif

/* What the frame holds is the same after the call, and the answer is the one that the call gives elsewhere. */
#define FRAME(count, call)                                                                                             \
    static __attribute__((noinline)) rawmap_word elsewhere_##count(const uint32_t *word)                               \
    {                                                                                                                  \
        (void)word;                                                                                                    \
        return call;                                                                                                   \
    }                                                                                                                  \
    static __attribute__((noinline)) void frame_##count(size_t length, uint32_t seed, const uint32_t *word)            \
    {                                                                                                                  \
        volatile uint32_t open[length];                                                                                \
        _Alignas(WIDE) volatile uint32_t wide[16];                                                                     \
        bool kept = true;                                                                                              \
        rawmap_word answer;                                                                                            \
        for (size_t i = 0; i < length; i++)                                                                            \
            open[i] = seed + (uint32_t)i;                                                                              \
        for (size_t i = 0; i < 16; i++)                                                                                \
            wide[i] = ~seed + (uint32_t)i;                                                                             \
        answer = call;                                                                                                 \
        for (size_t i = 0; i < length; i++)                                                                            \
            kept = kept && open[i] == seed + (uint32_t)i;                                                              \
        for (size_t i = 0; i < 16; i++)                                                                                \
            kept = kept && wide[i] == ~seed + (uint32_t)i;                                                             \
        check_true("frame " #count ": what it holds is kept", kept && ((uintptr_t)wide % WIDE) == 0);                  \
        check_equal("frame " #count ": the call's answer", RESULT(elsewhere_##count(word)), RESULT(answer));           \
    }

FRAME(0, rawmap_syscall0(RAWMAP_NR_sched_yield))
FRAME(1, rawmap_syscall1(RAWMAP_NR_close, -1))
FRAME(2, rawmap_syscall2(RAWMAP_NR_munmap, ADDRESS(word), 0))
FRAME(3, rawmap_syscall3(RAWMAP_NR_write, -1, ADDRESS(word), 4))
FRAME(4, rawmap_syscall4(RAWMAP_NR_rt_sigprocmask, 77, ADDRESS(word), 0, 8))
FRAME(5, rawmap_syscall5(RAWMAP_NR_mremap, ADDRESS(word), 0, 0, 64, 0))
FRAME(6, rawmap_syscall6(RAWMAP_NR_process_vm_readv, -1, ADDRESS(word), 1, ADDRESS(word), 1, 1))

static void test_frames(void)
{
    static const uint32_t word = 7;
    const size_t length = (size_t)arg(5);
    const uint32_t seed = (uint32_t)arg(0x1234567);
    frame_0(length, seed, &word);
    frame_1(length, seed, &word);
    frame_2(length, seed, &word);
    frame_3(length, seed, &word);
    frame_4(length, seed, &word);
    frame_5(length, seed, &word);
    frame_6(length, seed, &word);
}
