/* SPDX-License-Identifier: MIT */
/* AArch64, little- and big-endian.

   instruction    svc #0
   number         x8
   arguments      x0 x1 x2 x3 x4 x5
   result         x0: -4095..-1 is -errno
   clobbered      memory; the SVE state but for what is in v0..v31: the rest of z0..z31, p0..p15 and ffr become zero
   page size      4096, 16384 or 65536, a choice of the kernel's build
   mmap           six arguments, offset in bytes */
#ifndef RAWMAP_ARCH_AARCH64_H
#define RAWMAP_ARCH_AARCH64_H

#include "aarch64.values.h"

#define RAWMAP_ARCH_NAME "aarch64"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_HUGE_SIZE_MIN 65536u
#define RAWMAP_SHADOW_STACK_TOKEN
#define RAWMAP_SHADOW_STACK_MARKER

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC64

/* A function may have SVE by an attribute of its own, which no macro tells the stubs that are folded into it: the whole of
   the SVE state is clobbered in every file. clang heeds that where a function has SVE, and passes over it elsewhere. gcc
   heeds it everywhere, and would save d8..d15 around every call: it takes the list only in functions with SVE. It folds
   rawmap_i_sve_here into those alone; only there, then, is the result a constant, and elsewhere nothing is left of it.
   (That needs stubs that are always folded. An ffr clobber is gcc's alone; clang has no name for it, and no such state
   outlives a call.)

   SME: Linux keeps ZA and ZT0, and leaves streaming mode. clang does not fold stubs into streaming functions: it leaves
   the mode around a call. gcc does not compile calls of rawmap there. */
#define RAWMAP_I_SVE_CLOBBERS                                                                                          \
    "z0", "z1", "z2", "z3", "z4", "z5", "z6", "z7", "z8", "z9", "z10", "z11", "z12", "z13", "z14", "z15", "z16",       \
        "z17", "z18", "z19", "z20", "z21", "z22", "z23", "z24", "z25", "z26", "z27", "z28", "z29", "z30", "z31", "p0", \
        "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13", "p14", "p15", "memory"

#ifdef __clang__
#define RAWMAP_I_SVC(result, ...) __asm__ volatile("svc #0" : result:__VA_ARGS__ : RAWMAP_I_SVE_CLOBBERS)
#elif defined __ARM_FEATURE_SVE
#define RAWMAP_I_SVC(result, ...) __asm__ volatile("svc #0" : result:__VA_ARGS__ : RAWMAP_I_SVE_CLOBBERS, "ffr")
#elif __GNUC__ >= 10
extern inline __attribute__((__gnu_inline__, __const__, __target__("+sve"))) int rawmap_i_sve_here(int yes);
extern inline __attribute__((__gnu_inline__, __const__, __target__("+sve"))) int rawmap_i_sve_here(int yes)
{
    return yes;
}
#define RAWMAP_I_SVC(result, ...)                                                                                      \
    if (__builtin_constant_p(rawmap_i_sve_here(1)))                                                                    \
        __asm__ volatile("svc #0" : result:__VA_ARGS__ : RAWMAP_I_SVE_CLOBBERS, "ffr");                                \
    else                                                                                                               \
        __asm__ volatile("svc #0" : result:__VA_ARGS__ : "memory")
#else
#define RAWMAP_I_SVC(result, ...) __asm__ volatile("svc #0" : result:__VA_ARGS__ : "memory")
#endif

#if defined __clang__ || defined __NO_INLINE__
#define RAWMAP_I_STUB static inline
#else
#define RAWMAP_I_STUB static inline __attribute__((__always_inline__))
#endif

RAWMAP_I_STUB rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word x8 __asm__("x8") = number;
    register rawmap_word x0 __asm__("x0");
    RAWMAP_I_SVC("=r"(x0), "r"(x8));
    return x0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word x8 __asm__("x8") = number;
    register rawmap_word x0 __asm__("x0") = a;
    RAWMAP_I_SVC("+r"(x0), "r"(x8));
    return x0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word x8 __asm__("x8") = number;
    register rawmap_word x0 __asm__("x0") = a;
    register rawmap_word x1 __asm__("x1") = b;
    RAWMAP_I_SVC("+r"(x0), "r"(x8), "r"(x1));
    return x0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word x8 __asm__("x8") = number;
    register rawmap_word x0 __asm__("x0") = a;
    register rawmap_word x1 __asm__("x1") = b;
    register rawmap_word x2 __asm__("x2") = c;
    RAWMAP_I_SVC("+r"(x0), "r"(x8), "r"(x1), "r"(x2));
    return x0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word x8 __asm__("x8") = number;
    register rawmap_word x0 __asm__("x0") = a;
    register rawmap_word x1 __asm__("x1") = b;
    register rawmap_word x2 __asm__("x2") = c;
    register rawmap_word x3 __asm__("x3") = d;
    RAWMAP_I_SVC("+r"(x0), "r"(x8), "r"(x1), "r"(x2), "r"(x3));
    return x0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word x8 __asm__("x8") = number;
    register rawmap_word x0 __asm__("x0") = a;
    register rawmap_word x1 __asm__("x1") = b;
    register rawmap_word x2 __asm__("x2") = c;
    register rawmap_word x3 __asm__("x3") = d;
    register rawmap_word x4 __asm__("x4") = e;
    RAWMAP_I_SVC("+r"(x0), "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4));
    return x0;
}

RAWMAP_I_STUB rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word x8 __asm__("x8") = number;
    register rawmap_word x0 __asm__("x0") = a;
    register rawmap_word x1 __asm__("x1") = b;
    register rawmap_word x2 __asm__("x2") = c;
    register rawmap_word x3 __asm__("x3") = d;
    register rawmap_word x4 __asm__("x4") = e;
    register rawmap_word x5 __asm__("x5") = f;
    RAWMAP_I_SVC("+r"(x0), "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5));
    return x0;
}

#undef RAWMAP_I_STUB
#undef RAWMAP_I_SVC
#undef RAWMAP_I_SVE_CLOBBERS

/* The protection keys' register, POR_EL0. Without keys in the processor and in Linux the instructions raise SIGILL. */
#define RAWMAP_PKEY_REGISTER_FIELD 4
#define RAWMAP_PKEYS 8

static inline uintptr_t rawmap_pkey_register_read(void)
{
    uintptr_t value;
    __asm__ volatile("mrs %0, S3_3_C10_C2_4" : "=r"(value));
    return value;
}

static inline void rawmap_pkey_register_write(uintptr_t value)
{
    __asm__ volatile("msr S3_3_C10_C2_4, %0\n\tisb" : : "r"(value) : "memory");
}

/* A key's four bits say what it allows: read 1, execute 2, write 4. Neither read nor write is "disable access". */
static inline uintptr_t rawmap_i_pkey_field(unsigned rights)
{
    uintptr_t field = 7u;
    if ((rights & (RAWMAP_LINUX_PKEY_DISABLE_ACCESS | RAWMAP_LINUX_PKEY_DISABLE_READ)) != 0)
        field &= 6u;
    if ((rights & (RAWMAP_LINUX_PKEY_DISABLE_ACCESS | RAWMAP_LINUX_PKEY_DISABLE_WRITE)) != 0)
        field &= 3u;
    if ((rights & RAWMAP_LINUX_PKEY_DISABLE_EXECUTE) != 0)
        field &= 5u;
    return field;
}

static inline unsigned rawmap_i_pkey_rights(uintptr_t field)
{
    unsigned rights = 0;
    if ((field & 5u) == 0)
        rights |= RAWMAP_LINUX_PKEY_DISABLE_ACCESS;
    else if ((field & 1u) == 0)
        rights |= RAWMAP_LINUX_PKEY_DISABLE_READ;
    else if ((field & 4u) == 0)
        rights |= RAWMAP_LINUX_PKEY_DISABLE_WRITE;
    if ((field & 2u) == 0)
        rights |= RAWMAP_LINUX_PKEY_DISABLE_EXECUTE;
    return rights;
}

/* CTR_EL0 says how long the lines are, and what need not be done: data need not be cleaned (IDC), or the instruction cache
   not be told (DIC). All processors hear of it. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    uintptr_t type, line = 4, at;
    __asm__ volatile("mrs %0, ctr_el0" : "=r"(type));
    line <<= type >> 16 & 15u;
    for (at = start - (start & (line - 1)); (type >> 28 & 1u) == 0 && at < end; at += line)
        __asm__ volatile("dc cvau, %0" : : "r"(at) : "memory");
    __asm__ volatile("dsb ish" : : : "memory");
    line = 4;
    line <<= type & 15u;
    for (at = start - (start & (line - 1)); (type >> 29 & 1u) == 0 && at < end; at += line)
        __asm__ volatile("ic ivau, %0" : : "r"(at) : "memory");
    __asm__ volatile("dsb ish\n\tisb" : : : "memory");
}

/* Frame pointer and return address are zero: the end of every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "mov x29, #0\n"                                                                                            \
            "mov x30, #0\n"                                                                                            \
            "mov x0, sp\n"                                                                                             \
            "and x1, x0, #-16\n"                                                                                       \
            "mov sp, x1\n"                                                                                             \
            "bl " #function "\n"                                                                                       \
            "brk #0\n"                                                                                                 \
            ".popsection")

#endif
