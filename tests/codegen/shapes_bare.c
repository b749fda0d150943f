/* SPDX-License-Identifier: MIT */
/* The shapes of shapes.h on bare system calls, as somebody writes them by hand: an answer of -4095..-1 is an error.
   SHAPES_KEPT: as somebody writes them who keeps rawmap's promises by hand. */
#define _GNU_SOURCE
#include "shapes.h"

#include <errno.h>
#include <hand.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#ifdef SHAPES_KEPT
#include "shapes_kept_calls.h"
#else
#include "shapes_bare_calls.h"
#endif

int NAMED(shape_map_layer)(size_t length, prot_t prot, kind_t kind, placement_t place, void **base)
{
    const long at = new_pages((void *)place.address, length, prot, kind | place.flags | MAP_ANONYMOUS, -1, 0);
    if (FAILED(at))
        return (int)-at;
    *base = (void *)at;
    return 0;
}

int NAMED(shape_map_stored)(struct arena *a, size_t length)
{
    const long at = new_pages(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    a->status = FAILED(at) ? (int)-at : 0;
    a->base = FAILED(at) ? NULL : (char *)at;
    a->length = FAILED(at) ? 0 : length;
    return a->status;
}

void *NAMED(shape_map_or_null)(size_t length)
{
    const long at = new_pages(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    return FAILED(at) ? NULL : (void *)at;
}

void *NAMED(shape_map_or_failed)(size_t length, prot_t prot)
{
    const long at = new_pages(NULL, length, prot, ANON, -1, 0);
    if (FAILED(at)) {
        errno = (int)-at;
        return MAP_FAILED;
    }
    return (void *)at;
}

int NAMED(shape_map_choice)(struct arena *a, size_t length, bool shared)
{
    const long at = new_pages(NULL, length, PROT_READ | PROT_WRITE,
                              (shared ? MAP_SHARED : MAP_PRIVATE | MAP_NORESERVE) | MAP_ANONYMOUS, -1, 0);
    if (FAILED(at))
        return (int)-at;
    a->base = (char *)at;
    a->length = length;
    return 0;
}

int NAMED(shape_map_loop)(struct span *spans, size_t length)
{
    int i;
    for (i = 0; i < 8; i++) {
        const long at = new_pages(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
        if (FAILED(at))
            return (int)-at;
        spans[i].base = (void *)at;
        spans[i].length = length;
    }
    return 0;
}

void *NAMED(shape_map_near)(void *near_to, size_t length)
{
    const long at = new_pages(near_to, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    return FAILED(at) ? NULL : (void *)at;
}

int NAMED(shape_map_exactly)(void *at, size_t length)
{
    const long got = new_pages(at, length, PROT_READ | PROT_WRITE, ANON | MAP_FIXED_NOREPLACE, -1, 0);
    if (FAILED(got))
        return (int)-got;
    if ((void *)got == at)
        return 0;
    (void)gone((void *)got, length); /* before 4.17 it was a hint */
    return EEXIST;
}

int NAMED(shape_map_two_or_none)(struct arena *a, struct arena *b, size_t length)
{
    const long one = new_pages(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    long two;
    if (FAILED(one))
        return (int)-one;
    two = new_pages(NULL, length, PROT_READ, ANON, -1, 0);
    if (FAILED(two)) {
        (void)gone((void *)one, length);
        return (int)-two;
    }
    a->base = (char *)one;
    b->base = (char *)two;
    a->length = b->length = length;
    return 0;
}

int NAMED(shape_map_protect_advise)(struct arena *a, size_t length)
{
    const long at = new_pages(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    int error;
    if (FAILED(at))
        return (int)-at;
    error = protect((char *)at, PAGE, PROT_NONE);
    if (error != 0)
        return error;
    error = advise((char *)at + PAGE, 2 * PAGE, MADV_WILLNEED);
    if (error != 0)
        return error;
    a->base = (char *)at;
    a->length = length;
    return 0;
}

int NAMED(shape_map_fill_read)(size_t length)
{
    const long at = new_pages(NULL, length, PROT_READ | PROT_WRITE, ANON, -1, 0);
    int error;
    if (FAILED(at))
        return (int)-at;
    error = advise((void *)at, length, MADV_POPULATE_WRITE);
    if (error != 0)
        return error;
    if (((volatile char *)at)[length - 1] != 0)
        return EIO;
    return gone((void *)at, length);
}

void *NAMED(shape_stack)(size_t length)
{
    const long at = new_pages(NULL, length, PROT_READ | PROT_WRITE, ANON | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (FAILED(at))
        return NULL;
    if (protect((void *)at, PAGE, PROT_NONE) != 0) {
        (void)gone((void *)at, length);
        return NULL;
    }
    return (char *)at + length;
}

int NAMED(shape_file_layer)(int fd, uint64_t offset, size_t length, prot_t prot, file_kind_t kind, placement_t place,
                            void **base)
{
    const long at = new_pages((void *)place.address, length, prot, kind | place.flags, fd, offset);
    if (FAILED(at))
        return (int)-at;
    *base = (void *)at;
    return 0;
}

int NAMED(shape_file_read)(int fd, size_t length)
{
    const long at = new_pages(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
    if (FAILED(at))
        return (int)-at;
    if (((volatile char *)at)[length - 1] != 0)
        return EIO;
    return gone((void *)at, length);
}

int NAMED(shape_file_new)(struct arena *a, size_t length)
{
    const long fd = hand_syscall2(SYS_memfd_create, (long)"arena", MFD_CLOEXEC);
    long at;
    if (FAILED(fd))
        return (int)-fd;
    at = hand_syscall2(SYS_ftruncate, fd, (long)length);
    if (at == 0)
        at = new_pages(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, (int)fd, 0);
    (void)hand_syscall1(SYS_close, fd);
    if (FAILED(at))
        return (int)-at;
    a->base = (char *)at;
    a->length = length;
    return 0;
}

int NAMED(shape_ring)(char **ring, int fd, size_t length)
{
    const long at = new_pages(NULL, 2 * length, PROT_NONE, ANON, -1, 0);
    int error;
    if (FAILED(at))
        return (int)-at;
    error = replace((char *)at, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (error == 0)
        error = replace((char *)at + length, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (error != 0) {
        (void)gone((void *)at, 2 * length);
        return error;
    }
    *ring = (char *)at;
    return 0;
}

int NAMED(shape_replace_two_files)(void *base, int fd, size_t length)
{
    const int error = replace(base, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (error != 0)
        return error;
    return replace((char *)base + length, length, PROT_READ, MAP_PRIVATE, fd, 0);
}

int NAMED(shape_replace_layer)(void *base, size_t length, prot_t prot, kind_t kind)
{
    return replace(base, length, prot, kind | MAP_ANONYMOUS, -1, 0);
}

int NAMED(shape_replace_empty)(void *base, size_t length)
{
    return replace(base, length, PROT_NONE, ANON | MAP_NORESERVE, -1, 0);
}

#include "shapes_bare_spans.h"
