/* SPDX-License-Identifier: MIT */
/* The one place in the tree that asks which architecture this is. ABIs of one family share arch/<family>.stubs.h.

   Each arch/<abi>.h gives
       rawmap_word             a system call argument or result: 64 bits wherever the kernel's registers have 64
       rawmap_syscall0..6      the system call itself; the result is a value, or -4095..-1 for -errno
       RAWMAP_ARCH_NAME        the ABI's name, as a string
       RAWMAP_PAGE_SIZE_MIN    the smallest page that a kernel for it can have, in bytes
       RAWMAP_PAGE_SIZE_MAX    the largest
       RAWMAP_SHM_LAYOUT_<family>  <family>.shm.h says what shmctl tells of a segment of System V shared memory (rawmap_shmid,
                               with RAWMAP_SHM_TIME) and rawmap_shm_word, the unsigned long of what it tells of the machine
       RAWMAP_START(function)  for programs without libc: defines _start, which sets up what C code needs and calls
                               void function(uintptr_t *stack), an external function with the `used` attribute that
                               does not return. stack points to what the kernel left: the argument count, the
                               arguments, 0, the environment, 0, the auxiliary vector
   and its quirks, by name, only where it has them:
       RAWMAP_WORD_LONG_LONG   registers are wider than a long
       RAWMAP_MMAP2_SHIFT      there is no byte-offset mmap: mmap2 counts in units of 1 << this
       RAWMAP_MMAP2_PAGES      there is no byte-offset mmap: mmap2 counts in pages of the running kernel's size
       RAWMAP_CACHE_COLOURS    caches may alias: a shared mapping at a fixed address may have to be a multiple of this many
                               bytes away from its offset (the kernel knows the processor's own, smaller number)
       RAWMAP_ALL_ADDRESSES    a program can have every address but the last page, although pointers have 64 bits
       RAWMAP_SYSCALL6_KEEPS   there is a rawmap_i_syscall6_kept, which gives back the arguments from the second
       RAWMAP_ADDRESSES_SPLIT  the processor has a hole in the middle of the addresses, and a program has some above it
       RAWMAP_HUGE_SIZE_MIN    no kernel has huge pages of fewer bytes (where nothing is said, of fewer than two pages)
       RAWMAP_MMAP_BLOCK       mmap takes one argument: the address of a block with its six
       RAWMAP_PAIR_ALIGNED     a 64-bit argument on a 32-bit ABI starts at an even argument register
       RAWMAP_PAIR_HIGH_FIRST  and its high half comes first
       RAWMAP_PREAD_PADDED     pread64 and pwrite64 have an unused argument before the offset, although
                               64-bit arguments are not aligned elsewhere
       RAWMAP_SHADOW_STACK_TOKEN   map_shadow_stack works for programs of this ABI, and knows this flag
       RAWMAP_SHADOW_STACK_MARKER  and this one
       RAWMAP_PKEY_REGISTER_FIELD  programs can read and write the register that says what protection keys allow, by
                               rawmap_pkey_register_read and rawmap_pkey_register_write; each of RAWMAP_PKEYS keys has
                               this many of its bits, key 0 the lowest. rawmap_i_pkey_field and rawmap_i_pkey_rights turn the rights of
                               pkey_alloc into those bits and back
       RAWMAP_CODE_FLUSH       programs tell the instruction cache that code was written, by rawmap_i_code_flush(start, end)
       RAWMAP_CODE_CALL(call, start, end)  Linux does, by this call of four arguments. Where there is neither, nobody can
       RAWMAP_PLAIN_WORDS      compilers call a library to read or write a word that threads share, although every access
                               to one is whole here
       RAWMAP_FENCE()          orders all accesses before it and after it, where compilers call a library for that
       RAWMAP_COPY_64(to, from)  copies 64 bytes, at any addresses, faster than a compiler does word by word; in the order of
                               the program with what stands before it and after it
       RAWMAP_IOCTL_NO_DATA    an ioctl request without data has this bit (below: 0 where no arch file says so)
       RAWMAP_SPLITS_WRONG     gcc 12 reads a structure's 32-bit member from the other half of its word, where it passes the
                               members one by one (ipa-sra)
       RAWMAP_GLOBALS_BY_TABLE position-independent code finds even a hidden symbol, unless its unit alone has it, by a table
                               that a loader fills in, and a program without libc has none
       RAWMAP_COPIED_BY_WORDS  what a structure of four words needs that gcc would else copy by memcpy (below: nothing)
       RAWMAP_STACK_GROWS_UP   1 where a stack grows towards higher addresses (below: 0 where no arch file says so)
       RAWMAP_SHM_VERSION      shmctl knows an older rawmap_shmid too, and the newer one only by this bit of the command
                               (below: 0 where no arch file says so)
       RAWMAP_SHM_MODE_16, RAWMAP_SHM_SEQUENCE_32, RAWMAP_SHM_TIMES_PADDED   parts of rawmap_shmid (a sequence of 16 bits
                               at the end of 32, on big-endian machines, is read as 32)
       RAWMAP_STAT_PLACES      where in what fstat64 tells (fstat, where no call has 64 in its name) the length stands, the
                               size of a block (the 32 bits of it that count), and the number of blocks (below: where
                               most have them); RAWMAP_STAT_BLOCKS_32: that number has 32 bits and not 64
   and every number and flag, from arch/<abi>.values.h: RAWMAP_NR_<call>, RAWMAP_LINUX_<constant>. */
#ifndef RAWMAP_ARCH_SELECT_H
#define RAWMAP_ARCH_SELECT_H

#if defined __x86_64__ && !defined __ILP32__
#include "x86_64.h"
#elif defined __x86_64__
#include "x32.h"
#elif defined __i386__
#include "i386.h"
#elif defined __aarch64__ && !defined __ILP32__
#include "aarch64.h"
#elif defined __arm__
#include "arm.h"
#elif defined __riscv && __riscv_xlen == 64
#include "riscv64.h"
#elif defined __riscv && __riscv_xlen == 32
#include "riscv32.h"
#elif defined __powerpc64__ && defined __LITTLE_ENDIAN__
#include "ppc64le.h"
#elif defined __powerpc64__
#include "ppc64.h"
#elif defined __powerpc__
#include "ppc.h"
#elif defined __s390x__
#include "s390x.h"
#elif defined __mips__ && defined _ABI64 && _MIPS_SIM == _ABI64
#include "mips_n64.h"
#elif defined __mips__ && defined _ABIN32 && _MIPS_SIM == _ABIN32
#include "mips_n32.h"
#elif defined __mips__ && defined _ABIO32 && _MIPS_SIM == _ABIO32
#include "mips_o32.h"
#elif defined __loongarch__ && __loongarch_grlen == 64
#include "loongarch64.h"
#elif defined __sparc__ && defined __arch64__
#include "sparc64.h"
#elif defined __sparc__
#include "sparc.h"
#elif defined __m68k__
#include "m68k.h"
#elif defined __sh__
#include "sh.h"
#elif defined __alpha__
#include "alpha.h"
#elif defined __hppa__ && !defined __LP64__
#include "hppa.h"
#elif defined __arc__ && !defined __ARC64__
#include "arc.h"
#elif defined __or1k__
#include "or1k.h"
#elif defined __hexagon__
#include "hexagon.h"
#elif defined __csky__
#include "csky.h"
#elif defined __microblaze__
#include "microblaze.h"
#elif defined __nios2__
#include "nios2.h"
#elif defined __xtensa__
#include "xtensa.h"
#else
#error "rawmap has no arch/<abi>.h for this target: write one after arch/x86_64.h and name it in arch/select.h"
#endif

/* Most architectures mark an ioctl request without data by no bit. */
#ifndef RAWMAP_IOCTL_NO_DATA
#define RAWMAP_IOCTL_NO_DATA 0u
#endif
#ifndef RAWMAP_COPIED_BY_WORDS
#define RAWMAP_COPIED_BY_WORDS
#endif
#ifndef RAWMAP_STACK_GROWS_UP
#define RAWMAP_STACK_GROWS_UP 0
#endif
#ifndef RAWMAP_SHM_VERSION
#define RAWMAP_SHM_VERSION 0u
#endif
#if defined RAWMAP_SHM_LAYOUT_GENERIC64
#include "generic64.shm.h"
#elif defined RAWMAP_SHM_LAYOUT_GENERIC32
#include "generic32.shm.h"
#elif defined RAWMAP_SHM_LAYOUT_MIPS32
#include "mips32.shm.h"
#elif defined RAWMAP_SHM_LAYOUT_PPC32
#include "ppc32.shm.h"
#elif defined RAWMAP_SHM_LAYOUT_PPC64
#include "ppc64.shm.h"
#endif
#ifndef RAWMAP_STAT_PLACES
#define RAWMAP_STAT_PLACES 48, 56, 64
#endif
/* The name by which the assembler knows a function, behind its declaration: the same on all. */
#define RAWMAP_SYMBOL(text) __asm__(text)

#endif
