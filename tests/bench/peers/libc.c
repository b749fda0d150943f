/* SPDX-License-Identifier: MIT */
/* The shapes by a libc: glibc, or musl. */
#define _GNU_SOURCE
#include "peers.h"

#include <errno.h>
#include <sys/mman.h>

#define DECLARE(name, parameters, arguments) PEER(libc, name, parameters);
SHAPES(DECLARE)

int libc_map_unmap(size_t length)
{
    void *const base = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return errno;
    if (munmap(base, length) != 0)
        return errno;
    return 0;
}

int libc_map_chosen(size_t length, int writable, int shared)
{
    const int flags = shared ? MAP_SHARED : MAP_PRIVATE | MAP_NORESERVE;
    void *const base = mmap(NULL, length, writable ? PROT_READ | PROT_WRITE : PROT_READ, flags | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return errno;
    if (munmap(base, length) != 0)
        return errno;
    return 0;
}

int libc_map_stored(struct segment *segment, size_t length)
{
    segment->error = 0;
    segment->base = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (segment->base == MAP_FAILED)
        return segment->error = errno;
    segment->length = length;
    return munmap(segment->base, segment->length) == 0 ? 0 : (segment->error = errno);
}

int libc_protect(void *base, size_t length)
{
    return mprotect(base, length, PROT_READ | PROT_WRITE) == 0 ? 0 : errno;
}

int libc_protect_twice(void *base, size_t length)
{
    if (mprotect(base, length, PROT_READ) != 0)
        return errno;
    if (mprotect(base, length, PROT_READ | PROT_WRITE) != 0)
        return errno;
    return 0;
}

int libc_advise(void *base, size_t length)
{
    return madvise(base, length, MADV_DONTNEED) == 0 ? 0 : errno;
}

int libc_purge_16(const struct piece *pieces, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (madvise(pieces[i].base, pieces[i].length, MADV_DONTNEED) != 0)
            return errno;
    return 0;
}

int libc_lock_unlock(void *base, size_t length)
{
    if (mlock(base, length) != 0)
        return errno;
    if (munlock(base, length) != 0)
        return errno;
    return 0;
}

int libc_remap_twice(void *base, size_t length)
{
    void *const shorter = mremap(base, length, length / 2, MREMAP_MAYMOVE);
    if (shorter == MAP_FAILED)
        return errno;
    if (mremap(shorter, length / 2, length, MREMAP_MAYMOVE) == MAP_FAILED)
        return errno;
    return 0;
}

int libc_replace(void *base, size_t length)
{
    if (mmap(base, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        return errno;
    return 0;
}

int libc_file_window(int file, size_t length)
{
    void *const base = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (base == MAP_FAILED)
        return errno;
    if (msync(base, length, MS_SYNC) != 0)
        return errno;
    if (munmap(base, length) != 0)
        return errno;
    return 0;
}

int libc_several(size_t length)
{
    char *const base = mmap(NULL, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        return errno;
    if (mprotect(base, length / 2, PROT_READ | PROT_WRITE) != 0)
        return errno;
    if (madvise(base, length / 4, MADV_DONTNEED) != 0)
        return errno;
    if (munmap(base, length) != 0)
        return errno;
    return 0;
}
