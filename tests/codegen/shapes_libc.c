/* SPDX-License-Identifier: MIT */
/* The shapes of shapes.h on libc. */
#define _GNU_SOURCE
#include "shapes.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#define FAILED(at) __builtin_expect((at) == MAP_FAILED, 0)
#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)

int libc_shape_map_layer(size_t length, prot_t prot, kind_t kind, placement_t place, void **base)
{
    void *at = mmap((void *)place.address, length, prot, kind | place.flags | MAP_ANONYMOUS, -1, 0);
    if (FAILED(at))
        return errno;
    *base = at;
    return 0;
}

int libc_shape_map_stored(struct arena *a, size_t length)
{
    void *at = mmap(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    a->status = FAILED(at) ? errno : 0;
    a->base = FAILED(at) ? NULL : at;
    a->length = FAILED(at) ? 0 : length;
    return a->status;
}

void *libc_shape_map_or_null(size_t length)
{
    void *at = mmap(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    return FAILED(at) ? NULL : at;
}

void *libc_shape_map_or_failed(size_t length, prot_t prot)
{
    return mmap(NULL, length, prot, ANON, -1, 0);
}

int libc_shape_map_choice(struct arena *a, size_t length, bool shared)
{
    void *at = mmap(NULL, length, PROT_READ | PROT_WRITE,
                    (shared ? MAP_SHARED : MAP_PRIVATE | MAP_NORESERVE) | MAP_ANONYMOUS, -1, 0);
    if (FAILED(at))
        return errno;
    a->base = at;
    a->length = length;
    return 0;
}

int libc_shape_map_loop(struct span *spans, size_t length)
{
    int i;
    for (i = 0; i < 8; i++) {
        void *at = mmap(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
        if (FAILED(at))
            return errno;
        spans[i].base = at;
        spans[i].length = length;
    }
    return 0;
}

void *libc_shape_map_near(void *near_to, size_t length)
{
    void *at = mmap(near_to, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    return FAILED(at) ? NULL : at;
}

int libc_shape_map_exactly(void *at, size_t length)
{
    void *got = mmap(at, length, PROT_READ | PROT_WRITE, ANON | MAP_FIXED_NOREPLACE, -1, 0);
    if (FAILED(got))
        return errno;
    if (got == at)
        return 0;
    (void)munmap(got, length); /* before 4.17 it was a hint */
    return EEXIST;
}

int libc_shape_map_two_or_none(struct arena *a, struct arena *b, size_t length)
{
    void *one = mmap(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    void *two;
    if (FAILED(one))
        return errno;
    two = mmap(NULL, length, PROT_READ, ANON, -1, 0);
    if (FAILED(two)) {
        const int error = errno;
        (void)munmap(one, length);
        return error;
    }
    a->base = one;
    b->base = two;
    a->length = b->length = length;
    return 0;
}

int libc_shape_map_protect_advise(struct arena *a, size_t length)
{
    char *at = mmap(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    if (FAILED(at))
        return errno;
    if (mprotect(at, PAGE, PROT_NONE) != 0)
        return errno;
    if (madvise(at + PAGE, 2 * PAGE, MADV_WILLNEED) != 0)
        return errno;
    a->base = at;
    a->length = length;
    return 0;
}

int libc_shape_map_fill_read(size_t length)
{
    char *at = mmap(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    if (FAILED(at))
        return errno;
    if (madvise(at, length, MADV_POPULATE_WRITE) != 0)
        return errno;
    if (((volatile char *)at)[length - 1] != 0)
        return EIO;
    return munmap(at, length) != 0 ? errno : 0;
}

void *libc_shape_stack(size_t length)
{
    char *at = mmap(NULL, length, PROT_READ | PROT_WRITE, ANON | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (FAILED(at))
        return NULL;
    if (mprotect(at, PAGE, PROT_NONE) != 0) {
        (void)munmap(at, length);
        return NULL;
    }
    return at + length;
}

int libc_shape_file_layer(int fd, uint64_t offset, size_t length, prot_t prot, file_kind_t kind, placement_t place,
                          void **base)
{
    void *at = mmap((void *)place.address, length, prot, kind | place.flags, fd, (off_t)offset);
    if (FAILED(at))
        return errno;
    *base = at;
    return 0;
}

int libc_shape_file_read(int fd, size_t length)
{
    char *at = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
    if (FAILED(at))
        return errno;
    if (((volatile char *)at)[length - 1] != 0)
        return EIO;
    return munmap(at, length) != 0 ? errno : 0;
}

int libc_shape_file_new(struct arena *a, size_t length)
{
    const int fd = memfd_create("arena", MFD_CLOEXEC);
    void *at = MAP_FAILED;
    int error;
    if (fd < 0)
        return errno;
    if (ftruncate(fd, (off_t)length) == 0)
        at = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    error = FAILED(at) ? errno : 0;
    (void)close(fd);
    if (error != 0)
        return error;
    a->base = at;
    a->length = length;
    return 0;
}

int libc_shape_ring(char **ring, int fd, size_t length)
{
    char *at = mmap(NULL, 2 * length, PROT_NONE, ANON, -1, 0);
    if (FAILED(at))
        return errno;
    if (mmap(at, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED ||
        mmap(at + length, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED) {
        const int error = errno;
        (void)munmap(at, 2 * length);
        return error;
    }
    *ring = at;
    return 0;
}

int libc_shape_replace_two_files(void *base, int fd, size_t length)
{
    if (mmap(base, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED)
        return errno;
    return mmap((char *)base + length, length, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED ? errno : 0;
}

int libc_shape_replace_layer(void *base, size_t length, prot_t prot, kind_t kind)
{
    return mmap(base, length, prot, kind | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED ? errno : 0;
}

int libc_shape_replace_empty(void *base, size_t length)
{
    return mmap(base, length, PROT_NONE, ANON | MAP_NORESERVE | MAP_FIXED, -1, 0) == MAP_FAILED ? errno : 0;
}

#include "shapes_libc_spans.h"
