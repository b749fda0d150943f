/* SPDX-License-Identifier: MIT */
/* z/Architecture, 64 bits, big-endian.

   instruction    svc 0
   number         r1
   arguments      r2 r3 r4 r5 r6 r7
   result         r2: -4095..-1 is -errno
   clobbered      memory
   page size      4096
   mmap           one argument: the address of a block of six 64-bit words, offset in bytes */
#ifndef RAWMAP_ARCH_S390X_H
#define RAWMAP_ARCH_S390X_H

#include "s390x.values.h"

#define RAWMAP_ARCH_NAME "s390x"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_HUGE_SIZE_MIN 1048576u
#define RAWMAP_STAT_PLACES 48, 108, 112
#define RAWMAP_MMAP_BLOCK
#define RAWMAP_ALL_ADDRESSES

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_SEQUENCE_32
#define RAWMAP_SHM_LAYOUT_GENERIC64

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r1 __asm__("r1") = number;
    register rawmap_word r2 __asm__("r2");
    __asm__ volatile("svc 0" : "=r"(r2) : "r"(r1) : "memory");
    return r2;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r1 __asm__("r1") = number;
    register rawmap_word r2 __asm__("r2") = a;
    __asm__ volatile("svc 0" : "+r"(r2) : "r"(r1) : "memory");
    return r2;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r1 __asm__("r1") = number;
    register rawmap_word r2 __asm__("r2") = a;
    register rawmap_word r3 __asm__("r3") = b;
    __asm__ volatile("svc 0" : "+r"(r2) : "r"(r1), "r"(r3) : "memory");
    return r2;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r1 __asm__("r1") = number;
    register rawmap_word r2 __asm__("r2") = a;
    register rawmap_word r3 __asm__("r3") = b;
    register rawmap_word r4 __asm__("r4") = c;
    __asm__ volatile("svc 0" : "+r"(r2) : "r"(r1), "r"(r3), "r"(r4) : "memory");
    return r2;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r1 __asm__("r1") = number;
    register rawmap_word r2 __asm__("r2") = a;
    register rawmap_word r3 __asm__("r3") = b;
    register rawmap_word r4 __asm__("r4") = c;
    register rawmap_word r5 __asm__("r5") = d;
    __asm__ volatile("svc 0" : "+r"(r2) : "r"(r1), "r"(r3), "r"(r4), "r"(r5) : "memory");
    return r2;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r1 __asm__("r1") = number;
    register rawmap_word r2 __asm__("r2") = a;
    register rawmap_word r3 __asm__("r3") = b;
    register rawmap_word r4 __asm__("r4") = c;
    register rawmap_word r5 __asm__("r5") = d;
    register rawmap_word r6 __asm__("r6") = e;
    __asm__ volatile("svc 0" : "+r"(r2) : "r"(r1), "r"(r3), "r"(r4), "r"(r5), "r"(r6) : "memory");
    return r2;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r1 __asm__("r1") = number;
    register rawmap_word r2 __asm__("r2") = a;
    register rawmap_word r3 __asm__("r3") = b;
    register rawmap_word r4 __asm__("r4") = c;
    register rawmap_word r5 __asm__("r5") = d;
    register rawmap_word r6 __asm__("r6") = e;
    register rawmap_word r7 __asm__("r7") = f;
    __asm__ volatile("svc 0" : "+r"(r2) : "r"(r1), "r"(r3), "r"(r4), "r"(r5), "r"(r6), "r"(r7) : "memory");
    return r2;
}

/* Caches agree. What was stored by other addresses than those it is run at may have been fetched: a serialization. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    (void)start;
    (void)end;
    __asm__ volatile("bcr 15, 0" : : : "memory");
}

/* 160 bytes of the caller's frame are the callee's save area. A zero back chain ends every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "lgr %r2, %r15\n"                                                                                          \
            "lghi %r1, -8\n"                                                                                           \
            "ngr %r15, %r1\n"                                                                                          \
            "aghi %r15, -160\n"                                                                                        \
            "xc 0(8, %r15), 0(%r15)\n"                                                                                 \
            "brasl %r14, " #function "\n"                                                                              \
            "j .\n"                                                                                                    \
            ".popsection")

#endif
