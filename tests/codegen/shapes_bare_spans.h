/* SPDX-License-Identifier: MIT */
/* The shapes of shapes.h on bare system calls that take what is mapped already: the second half of shapes_bare.c. */

bool bare_shape_unmap_bool(void *base, size_t length)
{
    return gone(base, length) == 0;
}

int bare_shape_unmap_errno(void *base, size_t length)
{
    return gone(base, length);
}

int bare_shape_unmap_posix(void *base, size_t length)
{
    const int error = gone(base, length);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int bare_shape_unmap_loop(const struct span *spans, size_t count)
{
    int failed = 0;
    size_t i;
    for (i = 0; i < count; i++)
        failed += gone(spans[i].base, spans[i].length) != 0;
    return failed;
}

int bare_shape_protect_layer(void *base, size_t length, prot_t prot)
{
    const int error = protect(base, length, prot);
    if (error != 0)
        return error;
    return 0;
}

int bare_shape_protect_choice(void *base, size_t length, bool writable)
{
    return protect(base, length, writable ? PROT_READ | PROT_WRITE : PROT_READ);
}

int bare_shape_protect_posix(void *base, size_t length, prot_t prot)
{
    const int error = protect(base, length, prot);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int bare_shape_commit(struct arena *a, size_t length)
{
    const int error = protect(a->base + a->used, length, PROT_READ | PROT_WRITE);
    if (error != 0)
        return error;
    a->used += length;
    return 0;
}

int bare_shape_advise_layer(void *base, size_t length, advice_t advice)
{
    const int error = advise(base, length, advice);
    if (error != 0)
        return error;
    return 0;
}

int bare_shape_advise_choice(void *base, size_t length, bool now)
{
    return advise(base, length, now ? MADV_DONTNEED : MADV_FREE);
}

int bare_shape_purge_loop(const struct span *spans, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        const int error = advise(spans[i].base, spans[i].length, MADV_DONTNEED);
        if (error != 0)
            return error;
    }
    return 0;
}

int bare_shape_purge_stored(const struct span *spans, int *to, size_t count)
{
    size_t i;
    int worst = 0;
    for (i = 0; i < count; i++) {
        to[i] = advise(spans[i].base, spans[i].length, MADV_DONTNEED);
        worst |= to[i];
    }
    return worst;
}

int bare_shape_lock_layer(void *base, size_t length)
{
    const long answer = hand_syscall2(SYS_mlock, (long)base, (long)length);
    if (answer != 0)
        return (int)-answer;
    return 0;
}

int bare_shape_lock_use_unlock(char *base, size_t length)
{
    const long answer = hand_syscall2(SYS_mlock, (long)base, (long)length);
    if (answer != 0)
        return (int)-answer;
    ((volatile char *)base)[0] = 1;
    return (int)-hand_syscall2(SYS_munlock, (long)base, (long)length);
}

int bare_shape_sync_layer(void *base, size_t length, sync_t how)
{
    const long answer = hand_syscall3(SYS_msync, (long)base, (long)length, how);
    if (answer != 0)
        return (int)-answer;
    return 0;
}

int bare_shape_residency_layer(void *base, size_t length, unsigned char *vector)
{
    const long answer = hand_syscall3(SYS_mincore, (long)base, (long)length, (long)vector);
    if (answer != 0)
        return (int)-answer;
    return 0;
}

long bare_shape_residency_count(void *base, size_t length, unsigned char *vector)
{
    const long answer = hand_syscall3(SYS_mincore, (long)base, (long)length, (long)vector);
    long count = 0;
    size_t i;
    if (answer != 0)
        return answer;
    for (i = 0; i < length / PAGE; i++)
        count += vector[i] & 1;
    return count;
}

int bare_shape_grow(struct arena *a, size_t length)
{
    const long at = hand_syscall5(SYS_mremap, (long)a->base, (long)a->length, (long)length, MREMAP_MAYMOVE, 0);
    if (FAILED(at))
        return (int)-at;
    a->base = (char *)at;
    a->length = length;
    return 0;
}

int bare_shape_move_layer(void *base, size_t length, void *over, size_t over_length)
{
    const long at = hand_syscall5(SYS_mremap, (long)base, (long)length, (long)over_length,
                                  MREMAP_MAYMOVE | MREMAP_FIXED, (long)over);
    return FAILED(at) ? (int)-at : 0;
}

int bare_shape_refused_errno(void *base, size_t length)
{
    return gone(base, length);
}

int bare_shape_refused_posix(void *base, size_t length, prot_t prot)
{
    return bare_shape_protect_posix(base, length, prot);
}
