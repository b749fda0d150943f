/* SPDX-License-Identifier: MIT */
/* Spans from what programs have: pointers with lengths, and iovecs; and results that are left aside. */
#include "unit.h"

#include <sys/uio.h>

Test(iovec, a_pointer_and_a_length)
{
    static char memory[2];
    const rawmap_span span = rawmap_span_of(memory + 1, 77);
    const rawmap_span none = rawmap_span_of(NULL, 0);
    cr_assert_eq(span.base, memory + 1);
    cr_assert_eq(span.length, 77);
    STATUS(SPAN_EMPTY, rawmap_check_unmap(none));
}

Test(iovec, one_layout)
{
    cr_assert_eq(sizeof(rawmap_span), sizeof(struct iovec));
    cr_assert_eq(offsetof(rawmap_span, base), offsetof(struct iovec, iov_base));
    cr_assert_eq(offsetof(rawmap_span, length), offsetof(struct iovec, iov_len));
    cr_assert_eq(sizeof(size_t), sizeof(((struct iovec *)0)->iov_len));
    cr_assert_null(rawmap_spans_of_iovecs(NULL));
    cr_assert_null(rawmap_iovecs_of_spans(NULL));
}

/* An array of iovecs that a call of this library gets, and one of spans that libc's gets. */
Test(iovec, copied_through_either)
{
    char from[8] = "abcdefg";
    char to[8] = "";
    struct iovec theirs[2];
    rawmap_span ours[2];
    rawmap_size copied;
    theirs[0].iov_base = from;
    theirs[0].iov_len = 3;
    theirs[1].iov_base = from + 5;
    theirs[1].iov_len = 3;
    ours[0] = rawmap_span_of(to + 4, 2);
    ours[1] = rawmap_span_of(to, 4);
    copied = rawmap_process_read(getpid(), ours, 2, rawmap_spans_of_iovecs(theirs), 2);
    if (copied.status == RAWMAP_ENOSYS)
        cr_skip("lacks process_vm_readv");
    STATUS(OK, copied.status);
    cr_assert_eq(copied.bytes, 6);
    cr_assert_eq(memcmp(to, "cfg\0ab", 6), 0);
    {
        int ends[2];
        char read_back[8] = "";
        cr_assert_eq(pipe(ends), 0);
        cr_assert_eq(writev(ends[1], rawmap_iovecs_of_spans(ours), 2), 6);
        cr_assert_eq(read(ends[0], read_back, 8), 6);
        cr_assert_eq(memcmp(read_back, "abcfg\0", 6), 0);
        close(ends[0]);
        close(ends[1]);
    }
}

/* What was stored as an iovec a moment ago is what a call reads as a span. */
Test(iovec, read_as_stored)
{
    const size_t page = unit_page();
    const rawmap_span pages = unit_pages(3, MAP_PRIVATE | MAP_ANONYMOUS);
    struct iovec parts[2];
    rawmap_advised done;
    unit_fill(pages, 7);
    parts[0].iov_base = pages.base;
    parts[0].iov_len = page;
    parts[1].iov_base = (char *)pages.base + 2 * page;
    parts[1].iov_len = page;
    done = rawmap_advise_many(rawmap_spans_of_iovecs(parts), 2, RAWMAP_ADVICE(dontneed));
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 2);
    cr_assert_eq(done.bytes, 2 * page);
    cr_assert(unit_filled(rawmap_slice(pages, 0, page), 0));
    cr_assert(unit_filled(rawmap_slice(pages, page, page), 7));
    cr_assert(unit_filled(rawmap_slice(pages, 2 * page, page), 0));
}

Test(iovec, a_failure_that_makes_no_difference)
{
    rawmap_ignore(rawmap_unmap(rawmap_span_of(NULL, 0)));
    rawmap_ignore(rawmap_map(0, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
}
