/* SPDX-License-Identifier: MIT */
/* The stubs of both RISC-V ABIs: riscv32.h, riscv64.h. */
#ifndef RAWMAP_ARCH_RISCV_STUBS_H
#define RAWMAP_ARCH_RISCV_STUBS_H

/* A function may have vectors by an attribute of its own, which no macro tells the stubs that are folded into it: their
   registers are clobbered in every file, by every compiler that knows their names. Calls keep none of them, so that it
   costs nothing elsewhere. (To clang any asm loses vl and vtype, which it has no names for in older versions.) */
#if defined __clang__ || __GNUC__ >= 14
#define RAWMAP_I_CLOBBERS                                                                                              \
    "memory", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15",    \
        "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30",       \
        "v31" RAWMAP_I_VECTOR_SETTING
#if !defined __clang__ || __clang_major__ >= 19
#define RAWMAP_I_VECTOR_SETTING , "vl", "vtype"
#else
#define RAWMAP_I_VECTOR_SETTING
#endif
#else
#define RAWMAP_I_CLOBBERS "memory"
#endif

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word a7 __asm__("a7") = number;
    register rawmap_word a0 __asm__("a0");
    __asm__ volatile("ecall" : "=r"(a0) : "r"(a7) : RAWMAP_I_CLOBBERS);
    return a0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word a7 __asm__("a7") = number;
    register rawmap_word a0 __asm__("a0") = a;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7) : RAWMAP_I_CLOBBERS);
    return a0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word a7 __asm__("a7") = number;
    register rawmap_word a0 __asm__("a0") = a;
    register rawmap_word a1 __asm__("a1") = b;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1) : RAWMAP_I_CLOBBERS);
    return a0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word a7 __asm__("a7") = number;
    register rawmap_word a0 __asm__("a0") = a;
    register rawmap_word a1 __asm__("a1") = b;
    register rawmap_word a2 __asm__("a2") = c;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2) : RAWMAP_I_CLOBBERS);
    return a0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word a7 __asm__("a7") = number;
    register rawmap_word a0 __asm__("a0") = a;
    register rawmap_word a1 __asm__("a1") = b;
    register rawmap_word a2 __asm__("a2") = c;
    register rawmap_word a3 __asm__("a3") = d;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3) : RAWMAP_I_CLOBBERS);
    return a0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word a7 __asm__("a7") = number;
    register rawmap_word a0 __asm__("a0") = a;
    register rawmap_word a1 __asm__("a1") = b;
    register rawmap_word a2 __asm__("a2") = c;
    register rawmap_word a3 __asm__("a3") = d;
    register rawmap_word a4 __asm__("a4") = e;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4) : RAWMAP_I_CLOBBERS);
    return a0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word a7 __asm__("a7") = number;
    register rawmap_word a0 __asm__("a0") = a;
    register rawmap_word a1 __asm__("a1") = b;
    register rawmap_word a2 __asm__("a2") = c;
    register rawmap_word a3 __asm__("a3") = d;
    register rawmap_word a4 __asm__("a4") = e;
    register rawmap_word a5 __asm__("a5") = f;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : RAWMAP_I_CLOBBERS);
    return a0;
}

#undef RAWMAP_I_CLOBBERS
#undef RAWMAP_I_VECTOR_SETTING

/* For all threads (0): fence.i is for one processor alone, and the thread may move. */
#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_riscv_flush_icache, start, end, 0, 0)

#endif
