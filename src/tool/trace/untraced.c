/* SPDX-License-Identifier: MIT */
/* A child that asks not to be traced (clone with CLONE_UNTRACED: LeakSanitizer's, say) would have the filter and nobody who
   answers it: ENOSYS for every memory call. So that call stops too, and goes on without the flag. */
#include "trace.h"

enum {
    SET_SYSCALL_INFO = 0x4212, /* since Linux 6.16 */
    GET_REGISTER_SET = 0x4204,
    SET_REGISTER_SET = 0x4205,
    GENERAL = 1,
    UNTRACED = 0x00800000
};

/* The number of clone, whose first word are the flags; and which register has them, where setting it is enough. */
#if defined __x86_64__ && defined __LP64__
enum { CLONE = 56, CLONE_OF_I386 = 120, FLAGS_AT = 14 };
#elif defined __aarch64__ && defined __LP64__
enum { CLONE = 220, CLONE_OF_I386 = -1, FLAGS_AT = 0 };
#elif defined __riscv && __riscv_xlen == 64
enum { CLONE = 220, CLONE_OF_I386 = -1, FLAGS_AT = -1 };
#else
enum { CLONE = -1, CLONE_OF_I386 = -1, FLAGS_AT = -1 };
#endif

long clone_number(bool i386)
{
    return i386 ? CLONE_OF_I386 : CLONE;
}

unsigned untraced_flag(void)
{
    return UNTRACED;
}

static void clear_register(int thread, bool i386)
{
    enum { MOST = 64, I386_REGISTERS = 17, WIDE_EBX = 10 }; /* of 17 ebx comes first */
    unsigned words[2 * MOST];
    struct {
        void *at;
        size_t length;
    } here = {words, sizeof words};
    unsigned at = 2 * (unsigned)FLAGS_AT;
    if (FLAGS_AT < 0 || trace(GET_REGISTER_SET, thread, GENERAL, word_of(&here)) != 0)
        return;
    if (i386) /* by a program of 64 bits, too */
        at = here.length == I386_REGISTERS * sizeof *words ? 0 : WIDE_EBX;
    words[at] &= ~(unsigned)UNTRACED;
    (void)trace(SET_REGISTER_SET, thread, GENERAL, word_of(&here));
}

void trace_child_too(int thread, const struct syscall_info *info)
{
    struct syscall_info other = *info;
    memset(other.unused, 0, sizeof other.unused);
    other.at.entry.words[0] &= ~(uint64_t)UNTRACED;
    if (trace(SET_SYSCALL_INFO, thread, sizeof other, word_of(&other)) != 0)
        clear_register(thread, clone_number(true) == (long)info->at.entry.number);
}
