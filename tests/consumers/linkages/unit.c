/* SPDX-License-Identifier: MIT */
/* One unit of a program that mixes linkages: UNIT is the name of its function, which maps, fails, and says so. */
#include "rawmap.h"

#ifdef __cplusplus
extern "C" {
#endif
unsigned UNIT(const char **sentence);
#ifdef RAWMAP_SYSCALL
extern unsigned counted; /* by the hook */
#endif
unsigned UNIT(const char **sentence)
{
    unsigned good = 0;
#if defined RAWMAP_SYSCALL
    const unsigned before = counted;
#endif
    size_t length = 3 * 65536;
    rawmap_span nothing = {NULL, 0};
    rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_kind kind = RAWMAP_PRIVATE(populate);
    good += m.status == RAWMAP_OK;
    good += rawmap_protect(m.span, RAWMAP_PROT(read)) == RAWMAP_OK;
    good += rawmap_unmap(m.span) == RAWMAP_OK;
    good += rawmap_unmap(nothing) == RAWMAP_SPAN_EMPTY;
    good += rawmap_map(length, RAWMAP_PROT(none), kind, RAWMAP_ANYWHERE).status == RAWMAP_POPULATE_NEEDS_ACCESS;
    good += rawmap_check_unmap(nothing) == RAWMAP_SPAN_EMPTY;
    m = rawmap_region_reserve(length, 1 << 20);
    good += m.status == RAWMAP_OK && ((uintptr_t)m.span.base & ((1 << 20) - 1)) == 0;
    good += rawmap_region_release(m.span) == RAWMAP_OK;
    *sentence = rawmap_status_text(RAWMAP_SPAN_EMPTY);
#if defined RAWMAP_SYSCALL
    /* Each of its calls, those that other functions of the library made for it too. */
    good += counted - before >= 6;
#else
    good++;
#endif
    return good;
}
#ifdef __cplusplus
}
#endif
