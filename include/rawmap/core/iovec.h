/* SPDX-License-Identifier: MIT */
/* rawmap/core/iovec.h: spans and the iovecs of <sys/uio.h> are one layout: a base, then a length. So an array of one is
   an array of the other, and nothing is copied.

       struct iovec parts[2] = {{head, 64}, {body, 4096}};
       rawmap_size copied = rawmap_process_read(pid, rawmap_spans_of_iovecs(parts), 2, theirs, 2);
       ssize_t written = writev(file, rawmap_iovecs_of_spans(spans), 2);

   What comes out lives as long as what went in. The calls of this library that take several spans read them so that a
   compiler knows of both types; a program that reads them itself reads each as what it was declared. */
#ifndef RAWMAP_CORE_IOVEC_H
#define RAWMAP_CORE_IOVEC_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "rules.h"
#include "span.h"
#endif

RAWMAP_I_BEGIN

struct iovec;

/* rawmap_spans_of_iovecs, rawmap_iovecs_of_spans: an array of one as an array of the other. NULL stays NULL.

   Result:   the same address.
   ABIs:     all */
RAWMAP_API(core) const rawmap_span *rawmap_spans_of_iovecs(const struct iovec *iovecs) RAWMAP_MUST_USE;
RAWMAP_API(core) const struct iovec *rawmap_iovecs_of_spans(const rawmap_span *spans) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_LIBRARY
RAWMAP_I_ASSERT(offsetof(rawmap_span, base) == 0 && offsetof(rawmap_span, length) == sizeof(void *) &&
                    sizeof(rawmap_span) == sizeof(void *) + sizeof(size_t),
                "a span is laid out as an iovec");
#endif

RAWMAP_API(core) const rawmap_span *rawmap_spans_of_iovecs(const struct iovec *iovecs)
{
    return RAWMAP_I_CAST(const rawmap_span *, RAWMAP_I_CAST(const void *, iovecs));
}

RAWMAP_API(core) const struct iovec *rawmap_iovecs_of_spans(const rawmap_span *spans)
{
    return RAWMAP_I_CAST(const struct iovec *, RAWMAP_I_CAST(const void *, spans));
}

/* Reads a caller's array, which may have been written as iovecs. */
typedef struct __attribute__((__may_alias__)) rawmap_i_either {
    void *base;
    size_t length;
} rawmap_i_either;

RAWMAP_I_INLINE rawmap_span rawmap_i_span_at(const rawmap_span *spans, size_t number)
{
    const rawmap_i_either *const either = RAWMAP_I_CAST(const rawmap_i_either *, RAWMAP_I_CAST(const void *, spans));
    rawmap_span span;
    span.base = either[number].base;
    span.length = either[number].length;
    return span;
}

#endif

RAWMAP_I_END

#endif
