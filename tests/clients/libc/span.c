/* SPDX-License-Identifier: MIT */
/* span.c: what is asked of spans that stay where they are, and of all memory. */
#define _GNU_SOURCE
#include "layer.h"
#include "calls.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>

int madvise(void *address, size_t length, int advice)
{
    const rawmap_advice_answer wanted = rawmap_advice_from_linux(advice);
    struct layer_asked asked;
    layer_begins(&asked, LAYER_madvise, SYS_madvise, LAYER_WORD(address), length, LAYER_WORD(advice), 0, 0, 0);
    return (int)layer_answers(
        &asked, wanted.status ? wanted.status : rawmap_advise(rawmap_span_of(address, length), wanted.advice), 0);
}

/* As libc's: what POSIX means by "not needed" loses no data, so Linux has nothing to do for it. The errno is the answer. */
int posix_madvise(void *address, size_t length, int advice)
{
    const int kept = errno;
    int error = 0;
    if (advice == POSIX_MADV_DONTNEED)
        return 0;
    if (madvise(address, length, advice) != 0)
        error = errno;
    errno = kept;
    return error;
}

int msync(void *address, size_t length, int flags)
{
    const rawmap_sync_answer wanted = rawmap_sync_from_linux(flags);
    struct layer_asked asked;
    layer_begins(&asked, LAYER_msync, SYS_msync, LAYER_WORD(address), length, LAYER_WORD(flags), 0, 0, 0);
    return (int)layer_answers(
        &asked, wanted.status ? wanted.status : rawmap_sync(rawmap_span_of(address, length), wanted.flags), 0);
}

/* The vector has a byte for each page, as the caller of mincore promises. */
int mincore(void *address, size_t length, unsigned char *vector)
{
    const size_t page = RAWMAP_PAGE_SIZE_MIN;
    struct layer_asked asked;
    layer_begins(&asked, LAYER_mincore, SYS_mincore, LAYER_WORD(address), length, LAYER_WORD(vector), 0, 0, 0);
    return (int)layer_answers(
        &asked, rawmap_residency(rawmap_span_of(address, length), vector, length / page + (length % page != 0)), 0);
}

int mlock(const void *address, size_t length)
{
    struct layer_asked asked;
    layer_begins(&asked, LAYER_mlock, SYS_mlock, LAYER_WORD(address), length, 0, 0, 0, 0);
    return (int)layer_answers(&asked, rawmap_lock(rawmap_span_of((void *)LAYER_WORD(address), length)), 0);
}

int mlock2(const void *address, size_t length, unsigned flags)
{
    const rawmap_span span = rawmap_span_of((void *)LAYER_WORD(address), length);
    const rawmap_mlock2_answer wanted = rawmap_mlock2_from_linux((int)flags);
    struct layer_asked asked;
    layer_begins(&asked, LAYER_mlock2, SYS_mlock2, LAYER_WORD(address), length, flags, 0, 0, 0);
    if (wanted.status == RAWMAP_OK && !wanted.as_touched) {
        layer_becomes(&asked, LAYER_mlock, SYS_mlock);
        return (int)layer_answers(&asked, rawmap_lock(span), 0);
    }
    return (int)layer_answers(&asked, wanted.status ? wanted.status : rawmap_lock_on_fault(span), 0);
}

int munlock(const void *address, size_t length)
{
    struct layer_asked asked;
    layer_begins(&asked, LAYER_munlock, SYS_munlock, LAYER_WORD(address), length, 0, 0, 0, 0);
    return (int)layer_answers(&asked, rawmap_unlock(rawmap_span_of((void *)LAYER_WORD(address), length)), 0);
}

int mlockall(int flags)
{
    const rawmap_lock_all_answer wanted = rawmap_lock_all_from_linux(flags);
    struct layer_asked asked;
    layer_begins(&asked, LAYER_mlockall, SYS_mlockall, LAYER_WORD(flags), 0, 0, 0, 0, 0);
    return (int)layer_answers(&asked, wanted.status ? wanted.status : rawmap_lock_all(wanted.flags), 0);
}

int munlockall(void)
{
    struct layer_asked asked;
    layer_begins(&asked, LAYER_munlockall, SYS_munlockall, 0, 0, 0, 0, 0, 0);
    return (int)layer_answers(&asked, rawmap_unlock_all(), 0);
}

int mseal(void *address, size_t length, unsigned long flags)
{
    struct layer_asked asked;
    layer_begins(&asked, LAYER_mseal, RAWMAP_NR_mseal, LAYER_WORD(address), length, flags, 0, 0, 0);
    return (int)layer_answers(&asked, flags != 0 ? RAWMAP_EINVAL : rawmap_seal(rawmap_span_of(address, length)), 0);
}

ssize_t process_madvise(int file, const struct iovec *spans, size_t count, int advice, unsigned flags)
{
    const rawmap_advice_answer wanted = rawmap_process_advice_from_linux(advice, flags);
    const rawmap_process process = {file};
    struct layer_asked asked;
    rawmap_size advised = {wanted.status, 0};
    layer_begins(&asked, LAYER_process_madvise, SYS_process_madvise, LAYER_WORD(file), LAYER_WORD(spans), count,
                 LAYER_WORD(advice), flags, 0);
    if (wanted.status == RAWMAP_OK)
        advised = rawmap_process_advise(process, rawmap_spans_of_iovecs(spans), count, wanted.advice);
    return layer_answers(&asked, advised.status, (long)advised.bytes);
}
