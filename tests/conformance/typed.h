/* SPDX-License-Identifier: MIT */
/* What the checks of the typed calls share. */
#ifndef CONFORMANCE_TYPED_H
#define CONFORMANCE_TYPED_H

#include "kernel.h"

#include <rawmap.h>

/* A status by its name: what a failed check prints is then readable. */
static void check_status(const char *name, rawmap_status expected, rawmap_status actual)
{
    if (expected == actual)
        check_true(name, true);
    else
        check_status_text(name, rawmap_status_name(expected), rawmap_status_name(actual));
}

/* A size that no compiler knows: clang refuses constant mistakes, and here they are wanted. */
static size_t opaque(size_t value)
{
    volatile size_t place = value;
    return place;
}

static rawmap_mapping fresh(size_t length)
{
    return rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
}

/* Through arg, so that no compiler sees the span of a failure and plants a trap for it. */
static volatile char *bytes(rawmap_span span)
{
    return (volatile char *)POINTER(arg(ADDRESS(span.base)));
}

/* Whether a page is mapped, by mincore: an answer that owes nothing to the library. */
static bool mapped(const volatile void *page, size_t size)
{
    static unsigned char vector[1];
    return rawmap_syscall3(RAWMAP_NR_mincore, ADDRESS(page), WORD(size), ADDRESS(vector)) == 0;
}

/* The span alone: some compilers call memcpy to pass three words by value. */
static void check_no_span(const char *name, rawmap_span span)
{
    check_true(name, span.base == NULL && span.length == 0);
}

#endif
