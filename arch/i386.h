/* SPDX-License-Identifier: MIT */
/* 32-bit x86.

   instruction    int $0x80 (works on every processor; sysenter needs the vDSO)
   number         eax
   arguments      ebx ecx edx esi edi ebp
   result         eax: -4095..-1 is -errno
   clobbered      memory
   page size      4096
   mmap           mmap2, offset in units of 4096; 64-bit arguments are two words, low half first

   ebp may be the frame pointer, and with six arguments no register is left to save it in: the sixth and
   the number go through memory, and the stack keeps ebp. esi may be a second one to clang, which lets an asm statement
   overwrite it without a word: there the stubs keep esi too. */
#ifndef RAWMAP_ARCH_I386_H
#define RAWMAP_ARCH_I386_H

#include "i386.values.h"

#define RAWMAP_ARCH_NAME "i386"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_HUGE_SIZE_MIN 2097152u
#define RAWMAP_STAT_PLACES 44, 52, 56
#define RAWMAP_MMAP2_SHIFT 12

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_MODE_16
#define RAWMAP_SHM_LAYOUT_GENERIC32

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    rawmap_word result;
    __asm__ volatile("{int $0x80|int 0x80}" : "=a"(result) : "0"(number) : "memory");
    return result;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    rawmap_word result;
    __asm__ volatile("{int $0x80|int 0x80}" : "=a"(result) : "0"(number), "b"(a) : "memory");
    return result;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    rawmap_word result;
    __asm__ volatile("{int $0x80|int 0x80}" : "=a"(result) : "0"(number), "b"(a), "c"(b) : "memory");
    return result;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    rawmap_word result;
    __asm__ volatile("{int $0x80|int 0x80}" : "=a"(result) : "0"(number), "b"(a), "c"(b), "d"(c) : "memory");
    return result;
}

#ifdef __clang__

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    rawmap_word result;
    __asm__ volatile("{xchgl %%esi, %%edi|xchg esi, edi}\n\t"
                     "{int $0x80|int 0x80}\n\t"
                     "{xchgl %%esi, %%edi|xchg esi, edi}"
                     : "=a"(result)
                     : "0"(number), "b"(a), "c"(b), "d"(c), "D"(d)
                     : "memory");
    return result;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    const rawmap_word block[2] = {number, d};
    rawmap_word result;
    __asm__ volatile("{pushl %%esi|push esi}\n\t"
                     "{movl 4(%%eax), %%esi|mov esi, [eax + 4]}\n\t"
                     "{movl (%%eax), %%eax|mov eax, [eax]}\n\t"
                     "{int $0x80|int 0x80}\n\t"
                     "{popl %%esi|pop esi}"
                     : "=a"(result)
                     : "0"(block), "b"(a), "c"(b), "d"(c), "D"(e)
                     : "memory");
    return result;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    const rawmap_word block[3] = {number, d, f};
    rawmap_word result;
    __asm__ volatile("{pushl %%esi|push esi}\n\t"
                     "{pushl %%ebp|push ebp}\n\t"
                     "{movl 4(%%eax), %%esi|mov esi, [eax + 4]}\n\t"
                     "{movl 8(%%eax), %%ebp|mov ebp, [eax + 8]}\n\t"
                     "{movl (%%eax), %%eax|mov eax, [eax]}\n\t"
                     "{int $0x80|int 0x80}\n\t"
                     "{popl %%ebp|pop ebp}\n\t"
                     "{popl %%esi|pop esi}"
                     : "=a"(result)
                     : "0"(block), "b"(a), "c"(b), "d"(c), "D"(e)
                     : "memory");
    return result;
}

#else

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    rawmap_word result;
    __asm__ volatile("{int $0x80|int 0x80}" : "=a"(result) : "0"(number), "b"(a), "c"(b), "d"(c), "S"(d) : "memory");
    return result;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    rawmap_word result;
    __asm__ volatile("{int $0x80|int 0x80}"
                     : "=a"(result)
                     : "0"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
                     : "memory");
    return result;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    const rawmap_word block[2] = {number, f};
    rawmap_word result;
    __asm__ volatile("{pushl %%ebp|push ebp}\n\t"
                     "{movl 4(%%eax), %%ebp|mov ebp, [eax + 4]}\n\t"
                     "{movl (%%eax), %%eax|mov eax, [eax]}\n\t"
                     "{int $0x80|int 0x80}\n\t"
                     "{popl %%ebp|pop ebp}"
                     : "=a"(result)
                     : "0"(block), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
                     : "memory");
    return result;
}

#endif

#include "x86.keys.h"

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

/* The argument goes on the stack, which is aligned to 16 at the call. In bytes, as -masm=intel reads it too: xorl %ebp, %ebp;
   movl %esp, %eax; andl $-16, %esp; subl $12, %esp; pushl %eax. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            ".byte 0x31, 0xed, 0x89, 0xe0, 0x83, 0xe4, 0xf0, 0x83, 0xec, 0x0c, 0x50\n"                                 \
            "call " #function "\n"                                                                                     \
            "hlt\n"                                                                                                    \
            ".popsection")

#endif
