/* SPDX-License-Identifier: MIT */
/* The shapes by rawmap. */
#include "rawmap.h"

#include "peers.h"

#define DECLARE(name, parameters, arguments) PEER(by_rawmap, name, parameters);
SHAPES(DECLARE)

#define RW RAWMAP_PROT(read, write)

/* The span that a program keeps as a pointer and a length. */
static inline rawmap_span span_of(void *base, size_t length)
{
    rawmap_span span;
    span.base = base;
    span.length = length;
    return span;
}

int by_rawmap_map_unmap(size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (m.status)
        return m.status;
    return rawmap_unmap(m.span);
}

int by_rawmap_map_chosen(size_t length, int writable, int shared)
{
    const rawmap_kind kind = shared ? RAWMAP_SHARED() : RAWMAP_PRIVATE(noreserve);
    const rawmap_mapping m = rawmap_map(length, writable ? RW : RAWMAP_PROT(read), kind, RAWMAP_ANYWHERE);
    if (m.status)
        return m.status;
    return rawmap_unmap(m.span);
}

int by_rawmap_map_stored(struct segment *segment, size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    segment->error = m.status;
    if (m.status)
        return m.status;
    segment->base = m.span.base;
    segment->length = m.span.length;
    return segment->error = rawmap_unmap(m.span);
}

int by_rawmap_protect(void *base, size_t length)
{
    return rawmap_protect(span_of(base, length), RW);
}

int by_rawmap_protect_twice(void *base, size_t length)
{
    const rawmap_status s = rawmap_protect(span_of(base, length), RAWMAP_PROT(read));
    if (s)
        return s;
    return rawmap_protect(span_of(base, length), RW);
}

int by_rawmap_advise(void *base, size_t length)
{
    return rawmap_advise(span_of(base, length), RAWMAP_ADVICE(dontneed));
}

int by_rawmap_purge_16(const struct piece *pieces, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        const rawmap_status s = rawmap_advise(span_of(pieces[i].base, pieces[i].length), RAWMAP_ADVICE(dontneed));
        if (s)
            return s;
    }
    return 0;
}

int by_rawmap_lock_unlock(void *base, size_t length)
{
    const rawmap_status s = rawmap_lock(span_of(base, length));
    if (s)
        return s;
    return rawmap_unlock(span_of(base, length));
}

int by_rawmap_remap_twice(void *base, size_t length)
{
    rawmap_mapping m = rawmap_resize_or_move(span_of(base, length), length / 2);
    if (m.status)
        return m.status;
    m = rawmap_resize_or_move(m.span, length);
    return m.status;
}

int by_rawmap_replace(void *base, size_t length)
{
    return rawmap_replace(span_of(base, length), RW, RAWMAP_PRIVATE());
}

int by_rawmap_file_window(int file, size_t length)
{
    const rawmap_mapping m = rawmap_map_file(file, 0, length, RW, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    rawmap_status s;
    if (m.status)
        return m.status;
    s = rawmap_sync(m.span, RAWMAP_SYNC(sync));
    if (s)
        return s;
    return rawmap_unmap(m.span);
}

int by_rawmap_several(size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    rawmap_status s;
    if (m.status)
        return m.status;
    s = rawmap_protect(rawmap_slice(m.span, 0, length / 2), RW);
    if (s)
        return s;
    s = rawmap_advise(rawmap_slice(m.span, 0, length / 4), RAWMAP_ADVICE(dontneed));
    if (s)
        return s;
    return rawmap_unmap(m.span);
}
