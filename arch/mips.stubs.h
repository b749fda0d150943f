/* SPDX-License-Identifier: MIT */
/* The stubs of all MIPS ABIs: mips_o32.h, mips_n32.h, mips_n64.h. They differ in where the last two arguments are. */
#ifndef RAWMAP_ARCH_MIPS_STUBS_H
#define RAWMAP_ARCH_MIPS_STUBS_H

#if defined __mips_isa_rev && __mips_isa_rev >= 6
#define RAWMAP_I_CLOBBERS "$1", "$3", "$10", "$11", "$12", "$13", "$14", "$15", "$24", "$25", "memory"
#else
#define RAWMAP_I_CLOBBERS "$1", "$3", "$10", "$11", "$12", "$13", "$14", "$15", "$24", "$25", "memory", "hi", "lo"
#endif

/* errno comes with the flag in $7; but some paths of some kernels set the flag beside what is -errno already, for calls
   that they do not know above all. */
static inline rawmap_word rawmap_i_answer(rawmap_word value, rawmap_word flag)
{
    return flag != 0 && value > 0 ? -value : value;
}

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : : RAWMAP_I_CLOBBERS, "$8", "$9");
    return rawmap_i_answer(r2, r7);
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : "r"(r4) : RAWMAP_I_CLOBBERS, "$8", "$9");
    return rawmap_i_answer(r2, r7);
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : "r"(r4), "r"(r5) : RAWMAP_I_CLOBBERS, "$8", "$9");
    return rawmap_i_answer(r2, r7);
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r6 __asm__("$6") = c;
    register rawmap_word r7 __asm__("$7");
    __asm__ volatile("syscall" : "+r"(r2), "=r"(r7) : "r"(r4), "r"(r5), "r"(r6) : RAWMAP_I_CLOBBERS, "$8", "$9");
    return rawmap_i_answer(r2, r7);
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
    return rawmap_i_answer(r2, r7);
}

#ifdef RAWMAP_I_STACK_ARGUMENTS

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
    return rawmap_i_answer(r2, r7);
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
    return rawmap_i_answer(r2, r7);
}

#else

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r2 __asm__("$2") = number;
    register rawmap_word r4 __asm__("$4") = a;
    register rawmap_word r5 __asm__("$5") = b;
    register rawmap_word r6 __asm__("$6") = c;
    register rawmap_word r7 __asm__("$7") = d;
    register rawmap_word r8 __asm__("$8") = e;
    __asm__ volatile("syscall" : "+r"(r2), "+r"(r7), "+r"(r8) : "r"(r4), "r"(r5), "r"(r6) : RAWMAP_I_CLOBBERS, "$9");
    return rawmap_i_answer(r2, r7);
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
    __asm__ volatile("syscall"
                     : "+r"(r2), "+r"(r7), "+r"(r8), "+r"(r9)
                     : "r"(r4), "r"(r5), "r"(r6)
                     : RAWMAP_I_CLOBBERS);
    return rawmap_i_answer(r2, r7);
}

#endif

#undef RAWMAP_I_CLOBBERS

/* Both caches (3). */
#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_cacheflush, start, (end) - (start), 3, 0)

/* Position-independent code wants its own address in $25, and finds its table from there. The
   function is called by its distance, so nothing here needs relocating. What is loaded is not used by the next
   instruction, where MIPS I does not have it yet. $28 is not set up for small data: without
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
            "li $5, -16\n" RAWMAP_I_WIDE "addu $25, $25, $31\n"                                                        \
            "and $29, $29, $5\n" RAWMAP_I_WIDE "addiu $29, $29, -32\n"                                                 \
            "move $30, $0\n"                                                                                           \
            "jalr $25\n"                                                                                               \
            "move $31, $0\n"                                                                                           \
            "1:\n"                                                                                                     \
            "b 1b\n"                                                                                                   \
            "nop\n"                                                                                                    \
            ".set pop\n"                                                                                               \
            ".popsection")

#endif
