/* SPDX-License-Identifier: MIT */
/* The shapes of shapes.h on libc that take what is mapped already: the second half of shapes_libc.c. */

bool libc_shape_unmap_bool(void *base, size_t length)
{
    return munmap(base, length) == 0;
}

int libc_shape_unmap_errno(void *base, size_t length)
{
    return munmap(base, length) != 0 ? errno : 0;
}

int libc_shape_unmap_posix(void *base, size_t length)
{
    return munmap(base, length);
}

int libc_shape_unmap_loop(const struct span *spans, size_t count)
{
    int failed = 0;
    size_t i;
    for (i = 0; i < count; i++)
        failed += munmap(spans[i].base, spans[i].length) != 0;
    return failed;
}

int libc_shape_protect_layer(void *base, size_t length, prot_t prot)
{
    if (mprotect(base, length, prot) != 0)
        return errno;
    return 0;
}

int libc_shape_protect_choice(void *base, size_t length, bool writable)
{
    return mprotect(base, length, writable ? PROT_READ | PROT_WRITE : PROT_READ) != 0 ? errno : 0;
}

int libc_shape_protect_posix(void *base, size_t length, prot_t prot)
{
    return mprotect(base, length, prot);
}

int libc_shape_commit(struct arena *a, size_t length)
{
    if (mprotect(a->base + a->used, length, PROT_READ | PROT_WRITE) != 0)
        return errno;
    a->used += length;
    return 0;
}

int libc_shape_advise_layer(void *base, size_t length, advice_t advice)
{
    if (madvise(base, length, advice) != 0)
        return errno;
    return 0;
}

int libc_shape_advise_choice(void *base, size_t length, bool now)
{
    return madvise(base, length, now ? MADV_DONTNEED : MADV_FREE) != 0 ? errno : 0;
}

int libc_shape_purge_loop(const struct span *spans, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (madvise(spans[i].base, spans[i].length, MADV_DONTNEED) != 0)
            return errno;
    return 0;
}

int libc_shape_purge_stored(const struct span *spans, int *to, size_t count)
{
    size_t i;
    int worst = 0;
    for (i = 0; i < count; i++) {
        to[i] = madvise(spans[i].base, spans[i].length, MADV_DONTNEED) != 0 ? errno : 0;
        worst |= to[i];
    }
    return worst;
}

int libc_shape_lock_layer(void *base, size_t length)
{
    if (mlock(base, length) != 0)
        return errno;
    return 0;
}

int libc_shape_lock_use_unlock(char *base, size_t length)
{
    if (mlock(base, length) != 0)
        return errno;
    ((volatile char *)base)[0] = 1;
    return munlock(base, length) != 0 ? errno : 0;
}

int libc_shape_sync_layer(void *base, size_t length, sync_t how)
{
    if (msync(base, length, how) != 0)
        return errno;
    return 0;
}

int libc_shape_residency_layer(void *base, size_t length, unsigned char *vector)
{
    if (mincore(base, length, vector) != 0)
        return errno;
    return 0;
}

long libc_shape_residency_count(void *base, size_t length, unsigned char *vector)
{
    long count = 0;
    size_t i;
    if (mincore(base, length, vector) != 0)
        return -errno;
    for (i = 0; i < length / PAGE; i++)
        count += vector[i] & 1;
    return count;
}

int libc_shape_grow(struct arena *a, size_t length)
{
    void *at = mremap(a->base, a->length, length, MREMAP_MAYMOVE);
    if (FAILED(at))
        return errno;
    a->base = at;
    a->length = length;
    return 0;
}

int libc_shape_move_layer(void *base, size_t length, void *over, size_t over_length)
{
    return mremap(base, length, over_length, MREMAP_MAYMOVE | MREMAP_FIXED, over) == MAP_FAILED ? errno : 0;
}

int libc_shape_refused_errno(void *base, size_t length)
{
    return munmap(base, length) != 0 ? errno : 0;
}

int libc_shape_refused_posix(void *base, size_t length, prot_t prot)
{
    return mprotect(base, length, prot);
}
