/* SPDX-License-Identifier: MIT */
/* The shapes of shapes.h on rawmap. */
#include "shapes.h"

#include <errno.h>

static inline rawmap_span span(void *base, size_t length)
{
    rawmap_span whole;
    whole.base = base;
    whole.length = length;
    return whole;
}

int rawmap_shape_map_layer(size_t length, prot_t prot, kind_t kind, placement_t place, void **base)
{
    const rawmap_mapping m = rawmap_map(length, prot, kind, place);
    if (m.status)
        return m.status;
    *base = m.span.base;
    return 0;
}

int rawmap_shape_map_stored(struct arena *a, size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    a->status = m.status;
    a->base = m.span.base;
    a->length = m.span.length;
    return m.status;
}

void *rawmap_shape_map_or_null(size_t length)
{
    return rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).span.base;
}

void *rawmap_shape_map_or_failed(size_t length, prot_t prot)
{
    const rawmap_mapping m = rawmap_map(length, prot, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (m.status) {
        errno = rawmap_status_errno(m.status);
        return (void *)-1;
    }
    return m.span.base;
}

int rawmap_shape_map_choice(struct arena *a, size_t length, bool shared)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write),
                                        shared ? RAWMAP_SHARED() : RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    if (m.status)
        return m.status;
    a->base = m.span.base;
    a->length = m.span.length;
    return 0;
}

int rawmap_shape_map_loop(struct span *spans, size_t length)
{
    int i;
    for (i = 0; i < 8; i++) {
        const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
        if (m.status)
            return m.status;
        spans[i].base = m.span.base;
        spans[i].length = m.span.length;
    }
    return 0;
}

void *rawmap_shape_map_near(void *near_to, size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), rawmap_near(near_to));
    return m.status ? NULL : m.span.base;
}

int rawmap_shape_map_exactly(void *at, size_t length)
{
    return rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), rawmap_exactly(at)).status;
}

int rawmap_shape_map_two_or_none(struct arena *a, struct arena *b, size_t length)
{
    const rawmap_mapping one = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_mapping two;
    if (one.status)
        return one.status;
    two = rawmap_map(length, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (two.status) {
        (void)!rawmap_unmap(one.span);
        return two.status;
    }
    a->base = one.span.base;
    b->base = two.span.base;
    a->length = b->length = length;
    return 0;
}

int rawmap_shape_map_protect_advise(struct arena *a, size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_status status;
    if (m.status)
        return m.status;
    status = rawmap_protect(span(m.span.base, PAGE), RAWMAP_PROT(none));
    if (status)
        return status;
    status = rawmap_advise(span((char *)m.span.base + PAGE, 2 * PAGE), RAWMAP_ADVICE(willneed));
    if (status)
        return status;
    a->base = m.span.base;
    a->length = m.span.length;
    return 0;
}

int rawmap_shape_map_fill_read(size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_status status;
    if (m.status)
        return m.status;
    status = rawmap_advise(m.span, RAWMAP_ADVICE(populate_write));
    if (status)
        return status;
    if (((volatile char *)m.span.base)[length - 1] != 0)
        return RAWMAP_EIO;
    return rawmap_unmap(m.span);
}

void *rawmap_shape_stack(size_t length)
{
    const rawmap_mapping m =
        rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(stack, noreserve), RAWMAP_ANYWHERE);
    if (m.status)
        return NULL;
    if (rawmap_protect(span(m.span.base, PAGE), RAWMAP_PROT(none))) {
        (void)!rawmap_unmap(m.span);
        return NULL;
    }
    return (char *)m.span.base + m.span.length;
}

int rawmap_shape_file_layer(int fd, uint64_t offset, size_t length, prot_t prot, file_kind_t kind, placement_t place,
                            void **base)
{
    const rawmap_mapping m = rawmap_map_file(fd, offset, length, prot, kind, place);
    if (m.status)
        return m.status;
    *base = m.span.base;
    return 0;
}

int rawmap_shape_file_read(int fd, size_t length)
{
    const rawmap_mapping m = rawmap_map_file(fd, 0, length, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE);
    if (m.status)
        return m.status;
    if (((volatile char *)m.span.base)[length - 1] != 0)
        return RAWMAP_EIO;
    return rawmap_unmap(m.span);
}

int rawmap_shape_file_new(struct arena *a, size_t length)
{
    const rawmap_file file = rawmap_memfd("arena", RAWMAP_MEMFD(cloexec));
    rawmap_mapping m;
    if (file.status)
        return file.status;
    m.status = rawmap_file_resize(file.fd, length);
    if (!m.status)
        m = rawmap_map_file(file.fd, 0, length, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    (void)!rawmap_file_close(file.fd);
    if (m.status)
        return m.status;
    a->base = m.span.base;
    a->length = m.span.length;
    return 0;
}

int rawmap_shape_ring(char **ring, int fd, size_t length)
{
    const rawmap_mapping m = rawmap_map(2 * length, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_status status;
    if (m.status)
        return m.status;
    status = rawmap_replace_file(span(m.span.base, length), fd, 0, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED());
    if (!status)
        status = rawmap_replace_file(span((char *)m.span.base + length, length), fd, 0, RAWMAP_PROT(read, write),
                                     RAWMAP_FILE_SHARED());
    if (status) {
        (void)!rawmap_unmap(m.span);
        return status;
    }
    *ring = m.span.base;
    return 0;
}

int rawmap_shape_replace_two_files(void *base, int fd, size_t length)
{
    const rawmap_status status =
        rawmap_replace_file(span(base, length), fd, 0, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED());
    if (status)
        return status;
    return rawmap_replace_file(span((char *)base + length, length), fd, 0, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE());
}

int rawmap_shape_replace_layer(void *base, size_t length, prot_t prot, kind_t kind)
{
    return rawmap_replace(span(base, length), prot, kind);
}

int rawmap_shape_replace_empty(void *base, size_t length)
{
    return rawmap_replace(span(base, length), RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve));
}

#include "shapes_rawmap_spans.h"
