/* SPDX-License-Identifier: MIT */
/* The stubs of all PowerPC ABIs: ppc.h, ppc64.h, ppc64le.h. */
#ifndef RAWMAP_ARCH_PPC_STUBS_H
#define RAWMAP_ARCH_PPC_STUBS_H

#define RAWMAP_I_CLOBBERS "r9", "r10", "r11", "r12", "cr0", "ctr", "xer", "memory"

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r0 __asm__("r0") = number;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("sc\n\tbns+ 1f\n\tneg 3, 3\n1:"
                     : "=r"(r3), "+r"(r0)
                     :
                     : RAWMAP_I_CLOBBERS, "r4", "r5", "r6", "r7", "r8");
    return r3;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r0 __asm__("r0") = number;
    register rawmap_word r3 __asm__("r3") = a;
    __asm__ volatile("sc\n\tbns+ 1f\n\tneg 3, 3\n1:"
                     : "+r"(r3), "+r"(r0)
                     :
                     : RAWMAP_I_CLOBBERS, "r4", "r5", "r6", "r7", "r8");
    return r3;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r0 __asm__("r0") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    __asm__ volatile("sc\n\tbns+ 1f\n\tneg 3, 3\n1:"
                     : "+r"(r3), "+r"(r0), "+r"(r4)
                     :
                     : RAWMAP_I_CLOBBERS, "r5", "r6", "r7", "r8");
    return r3;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r0 __asm__("r0") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    __asm__ volatile("sc\n\tbns+ 1f\n\tneg 3, 3\n1:"
                     : "+r"(r3), "+r"(r0), "+r"(r4), "+r"(r5)
                     :
                     : RAWMAP_I_CLOBBERS, "r6", "r7", "r8");
    return r3;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r0 __asm__("r0") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    register rawmap_word r6 __asm__("r6") = d;
    __asm__ volatile("sc\n\tbns+ 1f\n\tneg 3, 3\n1:"
                     : "+r"(r3), "+r"(r0), "+r"(r4), "+r"(r5), "+r"(r6)
                     :
                     : RAWMAP_I_CLOBBERS, "r7", "r8");
    return r3;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r0 __asm__("r0") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    register rawmap_word r6 __asm__("r6") = d;
    register rawmap_word r7 __asm__("r7") = e;
    __asm__ volatile("sc\n\tbns+ 1f\n\tneg 3, 3\n1:"
                     : "+r"(r3), "+r"(r0), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7)
                     :
                     : RAWMAP_I_CLOBBERS, "r8");
    return r3;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r0 __asm__("r0") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    register rawmap_word r6 __asm__("r6") = d;
    register rawmap_word r7 __asm__("r7") = e;
    register rawmap_word r8 __asm__("r8") = f;
    __asm__ volatile("sc\n\tbns+ 1f\n\tneg 3, 3\n1:"
                     : "+r"(r3), "+r"(r0), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7), "+r"(r8)
                     :
                     : RAWMAP_I_CLOBBERS);
    return r3;
}

#undef RAWMAP_I_CLOBBERS

/* No line of a cache is shorter than 16 bytes, with 64 bits than 64. All processors hear of it. */
#ifdef __powerpc64__
#define RAWMAP_I_CODE_LINE 64u
#else
#define RAWMAP_I_CODE_LINE 16u
#endif
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    const uintptr_t first = start - (start & (RAWMAP_I_CODE_LINE - 1u));
    uintptr_t at;
    for (at = first; at < end; at += RAWMAP_I_CODE_LINE)
        __asm__ volatile("dcbst 0, %0" : : "r"(at) : "memory");
    __asm__ volatile("sync" : : : "memory");
    for (at = first; at < end; at += RAWMAP_I_CODE_LINE)
        __asm__ volatile("icbi 0, %0" : : "r"(at) : "memory");
    __asm__ volatile("sync\n\tisync" : : : "memory");
}
#undef RAWMAP_I_CODE_LINE

#endif
