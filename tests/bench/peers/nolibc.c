/* SPDX-License-Identifier: MIT */
/* The shapes by the kernel's nolibc, those that it has the calls for. Its _start and its memory functions are weak: the
   program is glibc's. */
#include <nolibc.h>

#include "peers.h"

#define DECLARE(name, parameters, arguments) PEER(nolibc, name, parameters);
SHAPES(DECLARE)

int nolibc_map_unmap(size_t length)
{
    void *const base = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return errno;
    if (munmap(base, length) != 0)
        return errno;
    return 0;
}

int nolibc_map_chosen(size_t length, int writable, int shared)
{
    const int flags = shared ? MAP_SHARED : MAP_PRIVATE | MAP_NORESERVE;
    void *const base = mmap(NULL, length, writable ? PROT_READ | PROT_WRITE : PROT_READ, flags | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return errno;
    if (munmap(base, length) != 0)
        return errno;
    return 0;
}

int nolibc_map_stored(struct segment *segment, size_t length)
{
    segment->error = 0;
    segment->base = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (segment->base == MAP_FAILED)
        return segment->error = errno;
    segment->length = length;
    return munmap(segment->base, segment->length) == 0 ? 0 : (segment->error = errno);
}

int nolibc_replace(void *base, size_t length)
{
    if (mmap(base, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        return errno;
    return 0;
}
