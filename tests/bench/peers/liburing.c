/* SPDX-License-Identifier: MIT */
/* The shapes by the system calls inside liburing, those that it has. They stand in its sources alone. */
#define _GNU_SOURCE
#include <syscall.h>

#include "peers.h"

#define DECLARE(name, parameters, arguments) PEER(liburing, name, parameters);
SHAPES(DECLARE)

#define RW (PROT_READ | PROT_WRITE)

int liburing_map_unmap(size_t length)
{
    void *const base = __sys_mmap(NULL, length, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (IS_ERR(base))
        return -PTR_ERR(base);
    return -__sys_munmap(base, length);
}

int liburing_map_chosen(size_t length, int writable, int shared)
{
    const int flags = shared ? MAP_SHARED : MAP_PRIVATE | MAP_NORESERVE;
    void *const base = __sys_mmap(NULL, length, writable ? RW : PROT_READ, flags | MAP_ANONYMOUS, -1, 0);
    if (IS_ERR(base))
        return -PTR_ERR(base);
    return -__sys_munmap(base, length);
}

int liburing_map_stored(struct segment *segment, size_t length)
{
    segment->base = __sys_mmap(NULL, length, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    segment->error = 0;
    if (IS_ERR(segment->base))
        return segment->error = -PTR_ERR(segment->base);
    segment->length = length;
    return segment->error = -__sys_munmap(segment->base, segment->length);
}

int liburing_advise(void *base, size_t length)
{
    return -__sys_madvise(base, length, MADV_DONTNEED);
}

int liburing_purge_16(const struct piece *pieces, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        const int result = __sys_madvise(pieces[i].base, pieces[i].length, MADV_DONTNEED);
        if (result != 0)
            return -result;
    }
    return 0;
}

int liburing_replace(void *base, size_t length)
{
    void *const at = __sys_mmap(base, length, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return IS_ERR(at) ? -PTR_ERR(at) : 0;
}
