/* SPDX-License-Identifier: MIT */
/* rawmap/core/sanitizers.h: what the compiler's sanitizers would hear of libc's calls, and not of bare system calls. Only
   where the compiler says that one of them is on; else there is nothing here. RAWMAP_NO_SANITIZER_HOOKS switches it off.

   memory    what the kernel wrote is known as written: residency, copies, text of /proc, queries of mappings, page scans,
             statx, nodes, segments; and new memory is fresh, whatever was at its address before
   thread    one thread's unmapping comes before another's mapping of the same addresses, as it does in the kernel
   address   new memory is not poisoned, whatever was at its address before (mappings of up to 4 GiB are looked at)

   All of it happens at the one place that every call goes through, in units that are compiled with the sanitizer: with
   RAWMAP_LINK that is a librawmap which was. rawmap_syscall0 to 6 tell nothing. */
#ifndef RAWMAP_CORE_SANITIZERS_H
#define RAWMAP_CORE_SANITIZERS_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

#if RAWMAP_I_WATCHED

RAWMAP_I_BEGIN

#if RAWMAP_I_MSAN
void __msan_unpoison(const volatile void *address, size_t length);
#endif
#if RAWMAP_I_TSAN
void __tsan_acquire(void *address);
void __tsan_release(void *address);
/* One of these stands for each 2 MiB of addresses; nobody writes them. All units share them. */
__attribute__((__weak__)) unsigned char rawmap_i_tsan_marks[256];
#endif
#if RAWMAP_I_ASAN
void __asan_unpoison_memory_region(const volatile void *address, size_t length);
void *__asan_region_is_poisoned(void *address, size_t length);
#endif

/* The kernel wrote so many bytes there. */
RAWMAP_I_APART void rawmap_i_written(rawmap_word address, size_t length)
{
#if RAWMAP_I_MSAN
    if (address != 0)
        __msan_unpoison(RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, address)), length);
#else
    (void)address;
    (void)length;
#endif
}

/* Memory that is about to go, and memory that has come. */
RAWMAP_I_APART void rawmap_i_going(rawmap_word address, size_t length)
{
#if RAWMAP_I_TSAN
    const uintptr_t first = RAWMAP_I_CAST(uintptr_t, address) >> 21;
    const size_t last = RAWMAP_I_CAST(size_t, (RAWMAP_I_CAST(uintptr_t, address) + length - 1) >> 21) - first;
    size_t at;
    for (at = 0; length != 0 && at <= last && at < sizeof rawmap_i_tsan_marks; at++)
        __tsan_release(&rawmap_i_tsan_marks[(first + at) % sizeof rawmap_i_tsan_marks]);
#else
    (void)address;
    (void)length;
#endif
}

RAWMAP_I_APART void rawmap_i_come(rawmap_word address, size_t length)
{
#if RAWMAP_I_TSAN
    const uintptr_t first = RAWMAP_I_CAST(uintptr_t, address) >> 21;
    const size_t last = RAWMAP_I_CAST(size_t, (RAWMAP_I_CAST(uintptr_t, address) + length - 1) >> 21) - first;
    size_t at;
    for (at = 0; length != 0 && at <= last && at < sizeof rawmap_i_tsan_marks; at++)
        __tsan_acquire(&rawmap_i_tsan_marks[(first + at) % sizeof rawmap_i_tsan_marks]);
#endif
#if RAWMAP_I_ASAN
    const size_t whole = (length + RAWMAP_PAGE_SIZE_MIN - 1) & ~RAWMAP_I_CAST(size_t, RAWMAP_PAGE_SIZE_MIN - 1u);
    const size_t step = RAWMAP_I_CAST(size_t, 1) << 20;
    size_t done;
    for (done = 0; whole <= step << 11 << (sizeof(size_t) > 4) && done < whole; done += step) {
        void *const piece = RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, address) + done);
        const size_t size = whole - done < step ? whole - done : step;
        if (__asan_region_is_poisoned(piece, size) != RAWMAP_I_NULL)
            __asan_unpoison_memory_region(piece, size);
    }
#endif
    rawmap_i_written(address, (length + RAWMAP_PAGE_SIZE_MIN - 1) & ~RAWMAP_I_CAST(size_t, RAWMAP_PAGE_SIZE_MIN - 1u));
}

/* Words of the structures that calls are given, whatever type they have. */
typedef struct __attribute__((__may_alias__)) rawmap_i_any_words {
    uint64_t at[12];
} rawmap_i_any_words;
typedef struct __attribute__((__may_alias__)) rawmap_i_any_part {
    uintptr_t base;
    size_t length;
} rawmap_i_any_part;

/* So many bytes were written, into one part after another. */
RAWMAP_I_APART void rawmap_i_written_parts(rawmap_word parts, size_t bytes)
{
    const rawmap_i_any_part *part =
        RAWMAP_I_CAST(const rawmap_i_any_part *, RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, parts)));
    while (bytes != 0) {
        const size_t length = part->length < bytes ? part->length : bytes;
        rawmap_i_written(RAWMAP_I_WORD(part->base), length);
        bytes -= length;
        part++;
    }
}

/* An ioctl's structure, by the length that its number has; and what two of them write elsewhere. */
RAWMAP_I_APART void rawmap_i_written_by_ioctl(rawmap_word request, rawmap_word data, rawmap_word result)
{
    const rawmap_i_any_words *const words =
        RAWMAP_I_CAST(const rawmap_i_any_words *, RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, data)));
    rawmap_i_written(data, RAWMAP_I_CAST(size_t, request >> 16) & 0x1fffu);
    if (RAWMAP_I_CAST(unsigned, request) == RAWMAP_LINUX_PAGEMAP_SCAN)
        rawmap_i_written(RAWMAP_I_WORD(words->at[5]), RAWMAP_I_CAST(size_t, result) * 24);
    if (RAWMAP_I_CAST(unsigned, request) == RAWMAP_LINUX_PROCMAP_QUERY) {
        const uint32_t *const sizes = RAWMAP_I_CAST(const uint32_t *, RAWMAP_I_CAST(const void *, &words->at[10]));
        rawmap_i_written(RAWMAP_I_WORD(words->at[11]), sizes[0]);
    }
}

RAWMAP_I_APART void rawmap_i_written_by_shmctl(rawmap_word command, rawmap_word data)
{
    if ((command & 0xff) == 2 || (command & 0xff) == 13 || (command & 0xff) == 15)
        rawmap_i_written(data, sizeof(rawmap_shmid));
    else if ((command & 0xff) == 3)
        rawmap_i_written(data, 9 * sizeof(rawmap_shm_word));
    else if ((command & 0xff) == 14)
        rawmap_i_written(data, 6 * sizeof(rawmap_shm_word));
}

RAWMAP_I_APART void rawmap_i_before_call(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                                         rawmap_word e)
{
    switch (number) {
    case RAWMAP_NR_munmap:
        rawmap_i_going(a, RAWMAP_I_CAST(size_t, b));
        break;
    case RAWMAP_NR_mremap:
        rawmap_i_going(a, RAWMAP_I_CAST(size_t, b));
        if ((d & RAWMAP_LINUX_MREMAP_FIXED) != 0)
            rawmap_i_going(e, RAWMAP_I_CAST(size_t, c));
        break;
#if defined RAWMAP_NR_mmap && !defined RAWMAP_MMAP_BLOCK
    case RAWMAP_NR_mmap:
        if ((d & RAWMAP_LINUX_MAP_FIXED) != 0)
            rawmap_i_going(a, RAWMAP_I_CAST(size_t, b));
        break;
#endif
#ifdef RAWMAP_NR_mmap2
    case RAWMAP_NR_mmap2:
        if ((d & RAWMAP_LINUX_MAP_FIXED) != 0)
            rawmap_i_going(a, RAWMAP_I_CAST(size_t, b));
        break;
#endif
    default:
        break;
    }
}

RAWMAP_I_APART void rawmap_i_after_call(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                                        rawmap_word e, rawmap_word result)
{
    switch (number) {
#ifdef RAWMAP_NR_mmap
    case RAWMAP_NR_mmap:
#ifdef RAWMAP_MMAP_BLOCK
        b = RAWMAP_I_CAST(const rawmap_word *, RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, a)))[1];
#endif
        rawmap_i_come(result, RAWMAP_I_CAST(size_t, b));
        break;
#endif
#ifdef RAWMAP_NR_mmap2
    case RAWMAP_NR_mmap2:
        rawmap_i_come(result, RAWMAP_I_CAST(size_t, b));
        break;
#endif
    case RAWMAP_NR_mremap:
        rawmap_i_come(result, RAWMAP_I_CAST(size_t, c));
        break;
    case RAWMAP_NR_mincore:
        rawmap_i_written(c, (RAWMAP_I_CAST(size_t, b) + RAWMAP_PAGE_SIZE_MIN - 1) / RAWMAP_PAGE_SIZE_MIN);
        break;
    case RAWMAP_NR_read:
        rawmap_i_written(b, RAWMAP_I_CAST(size_t, result));
        break;
    case RAWMAP_NR_readlinkat:
        rawmap_i_written(c, RAWMAP_I_CAST(size_t, result));
        break;
    case RAWMAP_NR_process_vm_readv:
        rawmap_i_written_parts(b, RAWMAP_I_CAST(size_t, result));
        break;
    case RAWMAP_NR_process_vm_writev:
        if (RAWMAP_I_UNWATCHED(RAWMAP_NR_getpid, 0, 0, 0, 0, 0, 0) == a)
            rawmap_i_written_parts(d, RAWMAP_I_CAST(size_t, result));
        break;
    case RAWMAP_NR_statx:
        rawmap_i_written(e, 256);
        break;
#ifdef RAWMAP_NR_fstat
    case RAWMAP_NR_fstat:
        rawmap_i_written(b, 256);
        break;
#endif
#ifdef RAWMAP_NR_fstat64
    case RAWMAP_NR_fstat64:
        rawmap_i_written(b, 256);
        break;
#endif
    case RAWMAP_NR_sysinfo:
        rawmap_i_written(a, sizeof(long) == 8 ? 112 : 64);
        break;
    case RAWMAP_NR_cachestat:
        rawmap_i_written(c, 40);
        break;
    case RAWMAP_NR_get_mempolicy:
        rawmap_i_written(a, sizeof(int));
        rawmap_i_written(b, (RAWMAP_I_CAST(size_t, c) + 62) / 64 * 8);
        break;
    case RAWMAP_NR_getcpu:
        rawmap_i_written(a, sizeof(unsigned));
        rawmap_i_written(b, sizeof(unsigned));
        break;
    case RAWMAP_NR_move_pages:
        rawmap_i_written(e, RAWMAP_I_CAST(size_t, b) * sizeof(int));
        break;
    case RAWMAP_NR_ioctl:
        rawmap_i_written_by_ioctl(b, c, result);
        break;
#ifdef RAWMAP_NR_shmctl
    case RAWMAP_NR_shmctl:
        rawmap_i_written_by_shmctl(b, c);
        break;
#endif
#ifdef RAWMAP_NR_ipc
    case RAWMAP_NR_ipc:
        if (a == 24)
            rawmap_i_written_by_shmctl(c, e);
        else if (a == 21)
            rawmap_i_written(d, sizeof(rawmap_word));
        break;
#endif
    default:
        break;
    }
}

RAWMAP_I_APART rawmap_word rawmap_i_watched(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                            rawmap_word d, rawmap_word e, rawmap_word f)
{
    rawmap_word result;
    rawmap_i_before_call(number, a, b, c, d, e);
    result = RAWMAP_I_UNWATCHED(number, a, b, c, d, e, f);
    if (!rawmap_i_is_error(result))
        rawmap_i_after_call(number, a, b, c, d, e, result);
    return result;
}

RAWMAP_I_END

#define RAWMAP_I_COME(address, length) rawmap_i_come(address, length)
#define RAWMAP_I_GOING(address, length) rawmap_i_going(address, length)
#else
#define RAWMAP_I_COME(address, length) RAWMAP_I_CAST(void, 0)
#define RAWMAP_I_GOING(address, length) RAWMAP_I_CAST(void, 0)
#endif

#endif
