/* SPDX-License-Identifier: MIT */
/* The stubs of both SPARC ABIs: sparc.h, sparc64.h. They differ in the trap and in the registers that a call loses. */
#ifndef RAWMAP_ARCH_SPARC_STUBS_H
#define RAWMAP_ARCH_SPARC_STUBS_H

/* clang ignores that the condition codes are clobbered, and keeps comparisons across the instruction: there the stubs
   are functions of their own, since a call keeps no codes. */
#ifdef __clang__
#define RAWMAP_I_STUB static inline __attribute__((noinline))
#else
#define RAWMAP_I_STUB static inline
#endif

RAWMAP_I_STUB rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word g1 __asm__("g1") = number;
    register rawmap_word o0 __asm__("o0");
    __asm__ volatile(RAWMAP_I_TRAP : "=r"(o0) : "r"(g1) : RAWMAP_I_CLOBBERS, "o1");
    return o0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word g1 __asm__("g1") = number;
    register rawmap_word o0 __asm__("o0") = a;
    __asm__ volatile(RAWMAP_I_TRAP : "+r"(o0) : "r"(g1) : RAWMAP_I_CLOBBERS, "o1");
    return o0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word g1 __asm__("g1") = number;
    register rawmap_word o0 __asm__("o0") = a;
    register rawmap_word o1 __asm__("o1") = b;
    __asm__ volatile(RAWMAP_I_TRAP : "+r"(o0), "+r"(o1) : "r"(g1) : RAWMAP_I_CLOBBERS);
    return o0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word g1 __asm__("g1") = number;
    register rawmap_word o0 __asm__("o0") = a;
    register rawmap_word o1 __asm__("o1") = b;
    register rawmap_word o2 __asm__("o2") = c;
    __asm__ volatile(RAWMAP_I_TRAP : "+r"(o0), "+r"(o1) : "r"(g1), "r"(o2) : RAWMAP_I_CLOBBERS);
    return o0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word g1 __asm__("g1") = number;
    register rawmap_word o0 __asm__("o0") = a;
    register rawmap_word o1 __asm__("o1") = b;
    register rawmap_word o2 __asm__("o2") = c;
    register rawmap_word o3 __asm__("o3") = d;
    __asm__ volatile(RAWMAP_I_TRAP : "+r"(o0), "+r"(o1) : "r"(g1), "r"(o2), "r"(o3) : RAWMAP_I_CLOBBERS);
    return o0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word g1 __asm__("g1") = number;
    register rawmap_word o0 __asm__("o0") = a;
    register rawmap_word o1 __asm__("o1") = b;
    register rawmap_word o2 __asm__("o2") = c;
    register rawmap_word o3 __asm__("o3") = d;
    register rawmap_word o4 __asm__("o4") = e;
    __asm__ volatile(RAWMAP_I_TRAP : "+r"(o0), "+r"(o1) : "r"(g1), "r"(o2), "r"(o3), "r"(o4) : RAWMAP_I_CLOBBERS);
    return o0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word g1 __asm__("g1") = number;
    register rawmap_word o0 __asm__("o0") = a;
    register rawmap_word o1 __asm__("o1") = b;
    register rawmap_word o2 __asm__("o2") = c;
    register rawmap_word o3 __asm__("o3") = d;
    register rawmap_word o4 __asm__("o4") = e;
    register rawmap_word o5 __asm__("o5") = f;
    __asm__ volatile(RAWMAP_I_TRAP
                     : "+r"(o0), "+r"(o1)
                     : "r"(g1), "r"(o2), "r"(o3), "r"(o4), "r"(o5)
                     : RAWMAP_I_CLOBBERS);
    return o0;
}

#undef RAWMAP_I_STUB
#undef RAWMAP_I_TRAP
#undef RAWMAP_I_CLOBBERS

/* Each flush is of 8 bytes, and of all processors. On some the next five instructions may be older. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    uintptr_t at;
    for (at = start - (start & 7u); at < end; at += 8)
        __asm__ volatile("flush %0" : : "r"(at) : "memory");
    __asm__ volatile("nop\n\tnop\n\tnop\n\tnop\n\tnop" : : : "memory");
}

#endif
