/* SPDX-License-Identifier: MIT */
/* The shapes by system calls written by hand. */
#define _GNU_SOURCE
#include "../../codegen/bare.h"
#include "peers.h"

#include <sys/mman.h>

#define DECLARE(name, parameters, arguments) PEER(bare, name, parameters);
SHAPES(DECLARE)

#define AT(base) WORD((uintptr_t)(base))
#define FAILED(result) __builtin_expect((result) < 0 && (result) >= -4095, 0)
#define RW (PROT_READ | PROT_WRITE)

int bare_map_unmap(size_t length)
{
    const long base = bare_mmap(0, length, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (FAILED(base))
        return (int)-base;
    return (int)-hand_syscall2(RAWMAP_NR_munmap, base, WORD(length));
}

int bare_map_chosen(size_t length, int writable, int shared)
{
    const unsigned flags = shared ? MAP_SHARED : MAP_PRIVATE | MAP_NORESERVE;
    const long base = bare_mmap(0, length, writable ? RW : PROT_READ, flags | MAP_ANONYMOUS, -1, 0);
    if (FAILED(base))
        return (int)-base;
    return (int)-hand_syscall2(RAWMAP_NR_munmap, base, WORD(length));
}

int bare_map_stored(struct segment *segment, size_t length)
{
    const long base = bare_mmap(0, length, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    segment->error = 0;
    if (FAILED(base))
        return segment->error = (int)-base;
    segment->base = (void *)base;
    segment->length = length;
    return segment->error = (int)-hand_syscall2(RAWMAP_NR_munmap, base, WORD(length));
}

int bare_protect(void *base, size_t length)
{
    return (int)-hand_syscall3(RAWMAP_NR_mprotect, AT(base), WORD(length), RW);
}

int bare_protect_twice(void *base, size_t length)
{
    const long result = hand_syscall3(RAWMAP_NR_mprotect, AT(base), WORD(length), PROT_READ);
    if (result != 0)
        return (int)-result;
    return (int)-hand_syscall3(RAWMAP_NR_mprotect, AT(base), WORD(length), RW);
}

int bare_advise(void *base, size_t length)
{
    return (int)-hand_syscall3(RAWMAP_NR_madvise, AT(base), WORD(length), MADV_DONTNEED);
}

int bare_purge_16(const struct piece *pieces, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        const long result = hand_syscall3(RAWMAP_NR_madvise, AT(pieces[i].base), WORD(pieces[i].length), MADV_DONTNEED);
        if (result != 0)
            return (int)-result;
    }
    return 0;
}

int bare_lock_unlock(void *base, size_t length)
{
    const long result = hand_syscall2(RAWMAP_NR_mlock, AT(base), WORD(length));
    if (result != 0)
        return (int)-result;
    return (int)-hand_syscall2(RAWMAP_NR_munlock, AT(base), WORD(length));
}

int bare_remap_twice(void *base, size_t length)
{
    const long shorter = bare_mremap((uintptr_t)base, length, length / 2, MREMAP_MAYMOVE, 0);
    long longer;
    if (FAILED(shorter))
        return (int)-shorter;
    longer = bare_mremap((uintptr_t)shorter, length / 2, length, MREMAP_MAYMOVE, 0);
    return FAILED(longer) ? (int)-longer : 0;
}

int bare_replace(void *base, size_t length)
{
    const long result = bare_mmap((uintptr_t)base, length, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return FAILED(result) ? (int)-result : 0;
}

int bare_file_window(int file, size_t length)
{
    const long base = bare_mmap(0, length, RW, MAP_SHARED, file, 0);
    long result;
    if (FAILED(base))
        return (int)-base;
    result = hand_syscall3(RAWMAP_NR_msync, base, WORD(length), MS_SYNC);
    if (result != 0)
        return (int)-result;
    return (int)-hand_syscall2(RAWMAP_NR_munmap, base, WORD(length));
}

int bare_several(size_t length)
{
    const long base = bare_mmap(0, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    long result;
    if (FAILED(base))
        return (int)-base;
    result = hand_syscall3(RAWMAP_NR_mprotect, base, WORD(length / 2), RW);
    if (result != 0)
        return (int)-result;
    result = hand_syscall3(RAWMAP_NR_madvise, base, WORD(length / 4), MADV_DONTNEED);
    if (result != 0)
        return (int)-result;
    return (int)-hand_syscall2(RAWMAP_NR_munmap, base, WORD(length));
}
