/* SPDX-License-Identifier: MIT */
/* Alpha, 64 bits.

   instruction    callsys
   number         $0
   arguments      $16 $17 $18 $19 $20 $21
   result         $0: a value, or errno when $19 is not zero; the stub negates it then
   clobbered      $1-$8 $16-$25 $27 $28, memory
   page size      8192
   mmap           six arguments, offset in bytes */
#ifndef RAWMAP_ARCH_ALPHA_H
#define RAWMAP_ARCH_ALPHA_H

#include "alpha.values.h"

#define RAWMAP_ARCH_NAME "alpha"
#define RAWMAP_PAGE_SIZE_MIN 8192u
#define RAWMAP_PAGE_SIZE_MAX 8192u
#define RAWMAP_STAT_PLACES 24, 52, 32
#define RAWMAP_IOCTL_NO_DATA 0x20000000u /* a bit of the ioctl requests that carry nothing */

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_LAYOUT_GENERIC64

#define RAWMAP_I_CLOBBERS                                                                                              \
    "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$22", "$23", "$24", "$25", "$27", "$28", "memory"

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r0 __asm__("$0") = number;
    register rawmap_word r19 __asm__("$19");
    __asm__ volatile("callsys" : "+r"(r0), "=r"(r19) : : RAWMAP_I_CLOBBERS, "$16", "$17", "$18", "$20", "$21");
    return r19 ? -r0 : r0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r0 __asm__("$0") = number;
    register rawmap_word r16 __asm__("$16") = a;
    register rawmap_word r19 __asm__("$19");
    __asm__ volatile("callsys" : "+r"(r0), "=r"(r19), "+r"(r16) : : RAWMAP_I_CLOBBERS, "$17", "$18", "$20", "$21");
    return r19 ? -r0 : r0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r0 __asm__("$0") = number;
    register rawmap_word r16 __asm__("$16") = a;
    register rawmap_word r17 __asm__("$17") = b;
    register rawmap_word r19 __asm__("$19");
    __asm__ volatile("callsys" : "+r"(r0), "=r"(r19), "+r"(r16), "+r"(r17) : : RAWMAP_I_CLOBBERS, "$18", "$20", "$21");
    return r19 ? -r0 : r0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r0 __asm__("$0") = number;
    register rawmap_word r16 __asm__("$16") = a;
    register rawmap_word r17 __asm__("$17") = b;
    register rawmap_word r18 __asm__("$18") = c;
    register rawmap_word r19 __asm__("$19");
    __asm__ volatile("callsys"
                     : "+r"(r0), "=r"(r19), "+r"(r16), "+r"(r17), "+r"(r18)
                     :
                     : RAWMAP_I_CLOBBERS, "$20", "$21");
    return r19 ? -r0 : r0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r0 __asm__("$0") = number;
    register rawmap_word r16 __asm__("$16") = a;
    register rawmap_word r17 __asm__("$17") = b;
    register rawmap_word r18 __asm__("$18") = c;
    register rawmap_word r19 __asm__("$19") = d;
    __asm__ volatile("callsys"
                     : "+r"(r0), "+r"(r19), "+r"(r16), "+r"(r17), "+r"(r18)
                     :
                     : RAWMAP_I_CLOBBERS, "$20", "$21");
    return r19 ? -r0 : r0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r0 __asm__("$0") = number;
    register rawmap_word r16 __asm__("$16") = a;
    register rawmap_word r17 __asm__("$17") = b;
    register rawmap_word r18 __asm__("$18") = c;
    register rawmap_word r19 __asm__("$19") = d;
    register rawmap_word r20 __asm__("$20") = e;
    __asm__ volatile("callsys"
                     : "+r"(r0), "+r"(r19), "+r"(r16), "+r"(r17), "+r"(r18), "+r"(r20)
                     :
                     : RAWMAP_I_CLOBBERS, "$21");
    return r19 ? -r0 : r0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r0 __asm__("$0") = number;
    register rawmap_word r16 __asm__("$16") = a;
    register rawmap_word r17 __asm__("$17") = b;
    register rawmap_word r18 __asm__("$18") = c;
    register rawmap_word r19 __asm__("$19") = d;
    register rawmap_word r20 __asm__("$20") = e;
    register rawmap_word r21 __asm__("$21") = f;
    __asm__ volatile("callsys"
                     : "+r"(r0), "+r"(r19), "+r"(r16), "+r"(r17), "+r"(r18), "+r"(r20), "+r"(r21)
                     :
                     : RAWMAP_I_CLOBBERS);
    return r19 ? -r0 : r0;
}

#undef RAWMAP_I_CLOBBERS

/* imb: the whole instruction cache, of this processor. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    (void)start;
    (void)end;
    __asm__ volatile("call_pal 0x86" : : : "memory");
}

/* $29 is the global pointer, found from the program counter; a function wants its own address in $27. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "br $27, 1f\n"                                                                                             \
            "1:\n"                                                                                                     \
            "ldgp $29, 0($27)\n"                                                                                       \
            "mov $30, $16\n"                                                                                           \
            "lda $1, -16($31)\n"                                                                                       \
            "and $30, $1, $30\n"                                                                                       \
            "mov $31, $15\n"                                                                                           \
            "ldah $27, " #function "($29) !gprelhigh\n"                                                                \
            "lda $27, " #function "($27) !gprellow\n"                                                                  \
            "jsr $26, ($27)\n"                                                                                         \
            "br $31, .\n"                                                                                              \
            ".popsection")

#endif
