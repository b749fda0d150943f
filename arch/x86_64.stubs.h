/* SPDX-License-Identifier: MIT */
/* The stubs of both ABIs of x86-64: x86_64.h, x32.h. */
#ifndef RAWMAP_ARCH_X86_64_STUBS_H
#define RAWMAP_ARCH_X86_64_STUBS_H

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    rawmap_word result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number) : "rcx", "r11", "memory");
    return result;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    rawmap_word result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a) : "rcx", "r11", "memory");
    return result;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    rawmap_word result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b) : "rcx", "r11", "memory");
    return result;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    rawmap_word result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return result;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r10 __asm__("r10") = d;
    rawmap_word result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
    return result;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r10 __asm__("r10") = d;
    register rawmap_word r8 __asm__("r8") = e;
    rawmap_word result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r10 __asm__("r10") = d;
    register rawmap_word r8 __asm__("r8") = e;
    register rawmap_word r9 __asm__("r9") = f;
    rawmap_word result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

/* rawmap_syscall6, which gives back what the kernel leaves in its registers, but for the first: a caller that names a
   failure need not have kept the arguments elsewhere. */
#define RAWMAP_SYSCALL6_KEEPS
static inline rawmap_word rawmap_i_syscall6_kept(rawmap_word number, rawmap_word a, rawmap_word *b, rawmap_word *c,
                                                 rawmap_word *d, rawmap_word *e, rawmap_word *f)
{
    register rawmap_word r10 __asm__("r10") = *d;
    register rawmap_word r8 __asm__("r8") = *e;
    register rawmap_word r9 __asm__("r9") = *f;
    rawmap_word result = number;
    __asm__ volatile("syscall"
                     : "+a"(result), "+S"(*b), "+d"(*c), "+r"(r10), "+r"(r8), "+r"(r9)
                     : "D"(a)
                     : "rcx", "r11", "memory");
    *d = r10;
    *e = r8;
    *f = r9;
    return result;
}

/* Caches agree. What was stored by other addresses than those it is run at may have been fetched, and cpuid is the one
   instruction of every processor after which it was not. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    unsigned a = 0, b, c = 0, d;
    (void)start;
    (void)end;
    __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d) : : "memory");
}

#endif
