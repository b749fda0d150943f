/* SPDX-License-Identifier: MIT */
/* PA-RISC, 32 bits, big-endian. The stack grows upwards.

   instruction    ble 0x100(%sr2, %r0): a branch to the kernel's gateway page
   number         r20
   arguments      r26 r25 r24 r23 r22 r21
   result         r28: -4095..-1 is -errno
   clobbered      r1 r2 r20-r26 r29 r31, memory
   page size      4096 to 65536, a choice of the kernel's build
   mmap           mmap2, offset in units of 4096; 64-bit arguments are two words, high half first, and start at
                  any register */
#ifndef RAWMAP_ARCH_HPPA_H
#define RAWMAP_ARCH_HPPA_H

#include "hppa.values.h"

#define RAWMAP_ARCH_NAME "hppa"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_CACHE_COLOURS 0x400000u
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PAIR_HIGH_FIRST
#define RAWMAP_STACK_GROWS_UP 1
#define RAWMAP_COPIED_BY_WORDS __attribute__((aligned(8)))
#define RAWMAP_PLAIN_WORDS

typedef long rawmap_word;

#define RAWMAP_SHM_MODE_16
#define RAWMAP_SHM_TIMES_PADDED
#define RAWMAP_SHM_LAYOUT_PPC32

#define RAWMAP_I_CLOBBERS "r1", "r2", "r29", "r31", "memory"

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r20 __asm__("r20") = number;
    register rawmap_word r28 __asm__("r28");
    __asm__ volatile("ble 0x100(%%sr2, %%r0)\n\tnop"
                     : "=r"(r28), "+r"(r20)
                     :
                     : RAWMAP_I_CLOBBERS, "r26", "r25", "r24", "r23", "r22", "r21");
    return r28;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r20 __asm__("r20") = number;
    register rawmap_word r26 __asm__("r26") = a;
    register rawmap_word r28 __asm__("r28");
    __asm__ volatile("ble 0x100(%%sr2, %%r0)\n\tnop"
                     : "=r"(r28), "+r"(r20), "+r"(r26)
                     :
                     : RAWMAP_I_CLOBBERS, "r25", "r24", "r23", "r22", "r21");
    return r28;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r20 __asm__("r20") = number;
    register rawmap_word r26 __asm__("r26") = a;
    register rawmap_word r25 __asm__("r25") = b;
    register rawmap_word r28 __asm__("r28");
    __asm__ volatile("ble 0x100(%%sr2, %%r0)\n\tnop"
                     : "=r"(r28), "+r"(r20), "+r"(r26), "+r"(r25)
                     :
                     : RAWMAP_I_CLOBBERS, "r24", "r23", "r22", "r21");
    return r28;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r20 __asm__("r20") = number;
    register rawmap_word r26 __asm__("r26") = a;
    register rawmap_word r25 __asm__("r25") = b;
    register rawmap_word r24 __asm__("r24") = c;
    register rawmap_word r28 __asm__("r28");
    __asm__ volatile("ble 0x100(%%sr2, %%r0)\n\tnop"
                     : "=r"(r28), "+r"(r20), "+r"(r26), "+r"(r25), "+r"(r24)
                     :
                     : RAWMAP_I_CLOBBERS, "r23", "r22", "r21");
    return r28;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r20 __asm__("r20") = number;
    register rawmap_word r26 __asm__("r26") = a;
    register rawmap_word r25 __asm__("r25") = b;
    register rawmap_word r24 __asm__("r24") = c;
    register rawmap_word r23 __asm__("r23") = d;
    register rawmap_word r28 __asm__("r28");
    __asm__ volatile("ble 0x100(%%sr2, %%r0)\n\tnop"
                     : "=r"(r28), "+r"(r20), "+r"(r26), "+r"(r25), "+r"(r24), "+r"(r23)
                     :
                     : RAWMAP_I_CLOBBERS, "r22", "r21");
    return r28;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r20 __asm__("r20") = number;
    register rawmap_word r26 __asm__("r26") = a;
    register rawmap_word r25 __asm__("r25") = b;
    register rawmap_word r24 __asm__("r24") = c;
    register rawmap_word r23 __asm__("r23") = d;
    register rawmap_word r22 __asm__("r22") = e;
    register rawmap_word r28 __asm__("r28");
    __asm__ volatile("ble 0x100(%%sr2, %%r0)\n\tnop"
                     : "=r"(r28), "+r"(r20), "+r"(r26), "+r"(r25), "+r"(r24), "+r"(r23), "+r"(r22)
                     :
                     : RAWMAP_I_CLOBBERS, "r21");
    return r28;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r20 __asm__("r20") = number;
    register rawmap_word r26 __asm__("r26") = a;
    register rawmap_word r25 __asm__("r25") = b;
    register rawmap_word r24 __asm__("r24") = c;
    register rawmap_word r23 __asm__("r23") = d;
    register rawmap_word r22 __asm__("r22") = e;
    register rawmap_word r21 __asm__("r21") = f;
    register rawmap_word r28 __asm__("r28");
    __asm__ volatile("ble 0x100(%%sr2, %%r0)\n\tnop"
                     : "=r"(r28), "+r"(r20), "+r"(r26), "+r"(r25), "+r"(r24), "+r"(r23), "+r"(r22), "+r"(r21)
                     :
                     : RAWMAP_I_CLOBBERS);
    return r28;
}

#undef RAWMAP_I_CLOBBERS

/* No line of a cache is shorter than 32 bytes. All of a program's space registers are the same. Seven more instructions
   may have been fetched. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    const uintptr_t first = start - (start & 31u);
    uintptr_t at;
    for (at = first; at < end; at += 32)
        __asm__ volatile("fdc %%r0(%0)" : : "r"(at) : "memory");
    __asm__ volatile("sync" : : : "memory");
    for (at = first; at < end; at += 32)
        __asm__ volatile("fic %%r0(%%sr4, %0)" : : "r"(at) : "memory");
    __asm__ volatile("sync\n\tnop\n\tnop\n\tnop\n\tnop\n\tnop\n\tnop\n\tnop" : : : "memory");
}

/* The kernel leaves the address of the first argument in r24, not in the stack pointer. r27 is the data pointer,
   found from the program counter. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            ".import $global$, data\n"                                                                                 \
            "_start:\n"                                                                                                \
            "bl 1f, %r27\n"                                                                                            \
            "depi 0, 31, 2, %r27\n"                                                                                    \
            "1:\n"                                                                                                     \
            "addil L'$global$ - ($PIC_pcrel$0 - 8), %r27\n"                                                            \
            "ldo R'$global$ - ($PIC_pcrel$0 - 12)(%r1), %r27\n"                                                        \
            "ldo -4(%r24), %r26\n"                                                                                     \
            "stw %r0, 0(%sp)\n"                                                                                        \
            "ldo 64(%sp), %sp\n"                                                                                       \
            "copy %r0, %r3\n"                                                                                          \
            "bl " #function ", %r2\n"                                                                                  \
            "nop\n"                                                                                                    \
            "b .\n"                                                                                                    \
            "nop\n"                                                                                                    \
            ".popsection")

#endif
