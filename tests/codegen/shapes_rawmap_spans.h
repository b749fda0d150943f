/* SPDX-License-Identifier: MIT */
/* The shapes of shapes.h on rawmap that take what is mapped already: the second half of shapes_rawmap.c. */

bool rawmap_shape_unmap_bool(void *base, size_t length)
{
    return rawmap_unmap(span(base, length)) == RAWMAP_OK;
}

int rawmap_shape_unmap_errno(void *base, size_t length)
{
    return rawmap_status_errno(rawmap_unmap(span(base, length)));
}

static inline int posix(rawmap_status status)
{
    if (status) {
        errno = rawmap_status_errno(status);
        return -1;
    }
    return 0;
}

int rawmap_shape_unmap_posix(void *base, size_t length)
{
    return posix(rawmap_unmap(span(base, length)));
}

int rawmap_shape_unmap_loop(const struct span *spans, size_t count)
{
    int failed = 0;
    size_t i;
    for (i = 0; i < count; i++)
        failed += rawmap_unmap(span(spans[i].base, spans[i].length)) != RAWMAP_OK;
    return failed;
}

int rawmap_shape_protect_layer(void *base, size_t length, prot_t prot)
{
    const rawmap_status status = rawmap_protect(span(base, length), prot);
    if (status)
        return status;
    return 0;
}

int rawmap_shape_protect_choice(void *base, size_t length, bool writable)
{
    return rawmap_protect(span(base, length), writable ? RAWMAP_PROT(read, write) : RAWMAP_PROT(read));
}

int rawmap_shape_protect_posix(void *base, size_t length, prot_t prot)
{
    return posix(rawmap_protect(span(base, length), prot));
}

int rawmap_shape_commit(struct arena *a, size_t length)
{
    const rawmap_status status = rawmap_protect(span(a->base + a->used, length), RAWMAP_PROT(read, write));
    if (status)
        return status;
    a->used += length;
    return 0;
}

int rawmap_shape_advise_layer(void *base, size_t length, advice_t advice)
{
    const rawmap_status status = rawmap_advise(span(base, length), advice);
    if (status)
        return status;
    return 0;
}

int rawmap_shape_advise_choice(void *base, size_t length, bool now)
{
    return rawmap_advise(span(base, length), now ? RAWMAP_ADVICE(dontneed) : RAWMAP_ADVICE(free));
}

int rawmap_shape_purge_loop(const struct span *spans, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        const rawmap_status status = rawmap_advise(span(spans[i].base, spans[i].length), RAWMAP_ADVICE(dontneed));
        if (status)
            return status;
    }
    return 0;
}

int rawmap_shape_purge_stored(const struct span *spans, int *to, size_t count)
{
    size_t i;
    int worst = 0;
    for (i = 0; i < count; i++) {
        to[i] = rawmap_advise(span(spans[i].base, spans[i].length), RAWMAP_ADVICE(dontneed));
        worst |= to[i];
    }
    return worst;
}

int rawmap_shape_lock_layer(void *base, size_t length)
{
    const rawmap_status status = rawmap_lock(span(base, length));
    if (status)
        return status;
    return 0;
}

int rawmap_shape_lock_use_unlock(char *base, size_t length)
{
    const rawmap_status status = rawmap_lock(span(base, length));
    if (status)
        return status;
    ((volatile char *)base)[0] = 1;
    return rawmap_unlock(span(base, length));
}

int rawmap_shape_sync_layer(void *base, size_t length, sync_t how)
{
    const rawmap_status status = rawmap_sync(span(base, length), how);
    if (status)
        return status;
    return 0;
}

int rawmap_shape_residency_layer(void *base, size_t length, unsigned char *vector)
{
    const rawmap_status status = rawmap_residency(span(base, length), vector, LENGTH / PAGE);
    if (status)
        return status;
    return 0;
}

long rawmap_shape_residency_count(void *base, size_t length, unsigned char *vector)
{
    const rawmap_status status = rawmap_residency(span(base, length), vector, LENGTH / PAGE);
    long count = 0;
    size_t i;
    if (status)
        return -status;
    for (i = 0; i < length / PAGE; i++)
        count += vector[i] & 1;
    return count;
}

int rawmap_shape_grow(struct arena *a, size_t length)
{
    const rawmap_mapping m = rawmap_resize_or_move(span(a->base, a->length), length);
    if (m.status)
        return m.status;
    a->base = m.span.base;
    a->length = m.span.length;
    return 0;
}

int rawmap_shape_move_layer(void *base, size_t length, void *over, size_t over_length)
{
    return rawmap_move_over(span(base, length), span(over, over_length)).status;
}

int rawmap_shape_refused_errno(void *base, size_t length)
{
    return rawmap_status_errno(rawmap_unmap(span(base, length)));
}

int rawmap_shape_refused_posix(void *base, size_t length, prot_t prot)
{
    return posix(rawmap_protect(span(base, length), prot));
}
