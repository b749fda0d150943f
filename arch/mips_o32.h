/* SPDX-License-Identifier: MIT */
/* MIPS, 32 bits, o32 ABI, big- and little-endian, all revisions up to 6.

   instruction    syscall
   number         $2
   arguments      $4 $5 $6 $7, then the stack: 16($29) and 20($29), above the room for the first four
   result         $2: a value, or errno when $7 is not zero; the stub negates it then
   clobbered      $1 $3 $8-$15 $24 $25, memory; hi and lo, which revision 6 has no more
   page size      4096 to 65536, a choice of the kernel's build
   mmap           mmap2, offset in units of 4096; a 64-bit argument is an even register and the next, in the order
                  of memory */
#ifndef RAWMAP_ARCH_MIPS_O32_H
#define RAWMAP_ARCH_MIPS_O32_H

#include "mips_o32.values.h"

#define RAWMAP_ARCH_NAME "mips_o32"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_IOCTL_NO_DATA 0x20000000u /* a bit of the ioctl requests that carry nothing */
#define RAWMAP_CACHE_COLOURS 0x40000u
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PAIR_ALIGNED

typedef long rawmap_word;

#ifdef __MIPSEB__
#define RAWMAP_PAIR_HIGH_FIRST
#endif

#if defined __mips_isa_rev && __mips_isa_rev >= 6
#define RAWMAP_I_CLOBBERS "$1", "$3", "$10", "$11", "$12", "$13", "$14", "$15", "$24", "$25", "memory"
#else
#define RAWMAP_I_CLOBBERS "$1", "$3", "$10", "$11", "$12", "$13", "$14", "$15", "$24", "$25", "memory", "hi", "lo"
#endif

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : : RAWMAP_I_CLOBBERS, "$8", "$9");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : "r"(r4) : RAWMAP_I_CLOBBERS, "$8", "$9");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : "r"(r4), "r"(r5) : RAWMAP_I_CLOBBERS, "$8", "$9");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r6 __asm__("$6") = c;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : "r"(r4), "r"(r5), "r"(r6) : RAWMAP_I_CLOBBERS, "$8", "$9");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r6 __asm__("$6") = c;
    register rawmap_word r7 __asm__("$7") = d;
    __asm__ volatile("syscall" : "+r"(r2), "+r"(r7) : "r"(r4), "r"(r5), "r"(r6) : RAWMAP_I_CLOBBERS, "$8", "$9");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r6 __asm__("$6") = c;
    register rawmap_word r7 __asm__("$7") = d;
    register rawmap_word r8 __asm__("$8") = e;
    __asm__ volatile("addiu $29, $29, -32\n\t"
                     "sw $8, 16($29)\n\t"
                     "syscall\n\t"
                     "addiu $29, $29, 32"
                     : "+r"(r2), "+r"(r7), "+r"(r8)
                     : "r"(r4), "r"(r5), "r"(r6)
                     : RAWMAP_I_CLOBBERS, "$9");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r6 __asm__("$6") = c;
    register rawmap_word r7 __asm__("$7") = d;
    register rawmap_word r8 __asm__("$8") = e;
    register rawmap_word r9 __asm__("$9") = f;
    __asm__ volatile("addiu $29, $29, -32\n\t"
                     "sw $8, 16($29)\n\t"
                     "sw $9, 20($29)\n\t"
                     "syscall\n\t"
                     "addiu $29, $29, 32"
                     : "+r"(r2), "+r"(r7), "+r"(r8), "+r"(r9)
                     : "r"(r4), "r"(r5), "r"(r6)
                     : RAWMAP_I_CLOBBERS);
    return r7 ? -r2 : r2;
}

#undef RAWMAP_I_CLOBBERS

/* Position-independent code wants its own address in $25, and finds its table from there. The
   function is called by its distance, so nothing here needs relocating. $28 is not set up for small data: without
   abicalls, compile with -G 0. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            ".set push\n"                                                                                              \
            ".set noreorder\n"                                                                                         \
            "_start:\n"                                                                                                \
            "bal 1f\n"                                                                                                 \
            "move $4, $29\n"                                                                                           \
            "2:\n"                                                                                                     \
            ".word " #function " - 2b\n"                                                                               \
            "1:\n"                                                                                                     \
            "lw $25, 0($31)\n"                                                                                         \
            "addu $25, $25, $31\n"                                                                                     \
            "li $5, -16\n"                                                                                             \
            "and $29, $29, $5\n"                                                                                       \
            "addiu $29, $29, -32\n"                                                                                    \
            "move $30, $0\n"                                                                                           \
            "jalr $25\n"                                                                                               \
            "move $31, $0\n"                                                                                           \
            "1:\n"                                                                                                     \
            "b 1b\n"                                                                                                   \
            "nop\n"                                                                                                    \
            ".set pop\n"                                                                                               \
            ".popsection")

#endif
