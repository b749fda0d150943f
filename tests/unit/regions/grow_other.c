/* SPDX-License-Identifier: MIT */
/* rawmap_grow where a sandbox, or a kernel before 5.14, does not bring pages in by advice: simulated. */
#define RAWMAP_SYSCALL simulated_advice
#include "unit.h"

static int refuses; /* to bring pages in, with this errno */

rawmap_word simulated_advice(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    if (number == RAWMAP_NR_madvise && c == RAWMAP_LINUX_MADV_POPULATE_READ) {
        unit_calls++;
        return unit_last = -refuses;
    }
    return unit_syscall(number, a, b, c, d, e, f);
}

static const int errors[] = {EPERM, EACCES, ENOSYS, EINVAL, ENOMEM};

static rawmap_span mapped(size_t pages, rawmap_prot protection, rawmap_kind kind)
{
    return SPAN(rawmap_map(pages * unit_page(), protection, kind, RAWMAP_ANYWHERE));
}

/* Shared memory ends where it was first mapped to, and is left as it was; private memory goes on. */
Test(grow_other, shared_and_private)
{
    const size_t page = unit_page();
    unsigned i;
    for (i = 0; i < sizeof errors / sizeof *errors; i++) {
        rawmap_span shared = mapped(2, RAWMAP_PROT(read, write), RAWMAP_SHARED()), old = shared;
        rawmap_span own = mapped(2, RAWMAP_PROT(read, write), RAWMAP_PRIVATE());
        refuses = errors[i];
        unit_fill(shared, 5);
        STATUS(GROW_PAST_END, rawmap_grow(&shared, 3 * page));
        cr_assert(shared.base == old.base && shared.length == old.length);
        cr_assert(unit_filled(shared, 5));
        STATUS(OK, rawmap_grow(&own, 3 * page));
        cr_assert(unit_filled(own, 0));
        STATUS(OK, rawmap_unmap(shared));
        STATUS(OK, rawmap_unmap(own));
    }
}

/* What cannot be read tells nothing: it grows as it is asked to. */
Test(grow_other, memory_without_access)
{
    const size_t page = unit_page();
    rawmap_span span = mapped(2, RAWMAP_PROT(none), RAWMAP_PRIVATE());
    refuses = EINVAL;
    STATUS(OK, rawmap_grow(&span, 5 * page));
    cr_assert_geq(span.length, 5 * page);
    STATUS(OK, rawmap_unmap(span));
}
