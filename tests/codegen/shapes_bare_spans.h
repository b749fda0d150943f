/* SPDX-License-Identifier: MIT */
/* The shapes of shapes.h on bare system calls that take what is mapped already: the second half of shapes_bare.c. */

bool NAMED(shape_unmap_bool)(void *base, size_t length)
{
    return gone(base, length) == 0;
}

int NAMED(shape_unmap_errno)(void *base, size_t length)
{
    return gone(base, length);
}

int NAMED(shape_unmap_posix)(void *base, size_t length)
{
    const int error = gone(base, length);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int NAMED(shape_unmap_loop)(const struct span *spans, size_t count)
{
    int failed = 0;
    size_t i;
    for (i = 0; i < count; i++)
        failed += gone(spans[i].base, spans[i].length) != 0;
    return failed;
}

int NAMED(shape_protect_layer)(void *base, size_t length, prot_t prot)
{
    const int error = protect(base, length, prot);
    if (error != 0)
        return error;
    return 0;
}

int NAMED(shape_protect_choice)(void *base, size_t length, bool writable)
{
    return protect(base, length, writable ? PROT_READ | PROT_WRITE : PROT_READ);
}

int NAMED(shape_protect_posix)(void *base, size_t length, prot_t prot)
{
    const int error = protect(base, length, prot);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int NAMED(shape_commit)(struct arena *a, size_t length)
{
    const int error = protect(a->base + a->used, length, PROT_READ | PROT_WRITE);
    if (error != 0)
        return error;
    a->used += length;
    return 0;
}

int NAMED(shape_advise_layer)(void *base, size_t length, advice_t advice)
{
    const int error = advise(base, length, advice);
    if (error != 0)
        return error;
    return 0;
}

int NAMED(shape_advise_choice)(void *base, size_t length, bool now)
{
    return advise(base, length, now ? MADV_DONTNEED : MADV_FREE);
}

int NAMED(shape_purge_loop)(const struct span *spans, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        const int error = advise(spans[i].base, spans[i].length, MADV_DONTNEED);
        if (error != 0)
            return error;
    }
    return 0;
}

int NAMED(shape_purge_stored)(const struct span *spans, int *to, size_t count)
{
    size_t i;
    int worst = 0;
    for (i = 0; i < count; i++) {
        to[i] = advise(spans[i].base, spans[i].length, MADV_DONTNEED);
        worst |= to[i];
    }
    return worst;
}

int NAMED(shape_lock_layer)(void *base, size_t length)
{
    const int error = lock(base, length);
    if (error != 0)
        return error;
    return 0;
}

int NAMED(shape_lock_use_unlock)(char *base, size_t length)
{
    const int error = lock(base, length);
    if (error != 0)
        return error;
    ((volatile char *)base)[0] = 1;
    return unlock(base, length);
}

int NAMED(shape_sync_layer)(void *base, size_t length, sync_t how)
{
    const int error = sync_pages(base, length, how);
    if (error != 0)
        return error;
    return 0;
}

int NAMED(shape_residency_layer)(void *base, size_t length, unsigned char *vector)
{
    const int error = residency(base, length, vector, LENGTH / PAGE);
    if (error != 0)
        return error;
    return 0;
}

long NAMED(shape_residency_count)(void *base, size_t length, unsigned char *vector)
{
    const int error = residency(base, length, vector, LENGTH / PAGE);
    long count = 0;
    size_t i;
    if (error != 0)
        return -error;
    for (i = 0; i < length / PAGE; i++)
        count += vector[i] & 1;
    return count;
}

int NAMED(shape_grow)(struct arena *a, size_t length)
{
    const long at = resized(a->base, a->length, length);
    if (FAILED(at))
        return (int)-at;
    a->base = (char *)at;
    a->length = length;
    return 0;
}

int NAMED(shape_move_layer)(void *base, size_t length, void *over, size_t over_length)
{
    const long at = moved(base, length, over, over_length);
    return FAILED(at) ? (int)-at : 0;
}

int NAMED(shape_refused_errno)(void *base, size_t length)
{
    return gone(base, length);
}

int NAMED(shape_refused_posix)(void *base, size_t length, prot_t prot)
{
    return NAMED(shape_protect_posix)(base, length, prot);
}
