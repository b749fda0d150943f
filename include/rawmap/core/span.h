/* SPDX-License-Identifier: MIT */
/* rawmap/core/span.h: a range of addresses, and a call's answer with one. */
#ifndef RAWMAP_CORE_SPAN_H
#define RAWMAP_CORE_SPAN_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "sizes.h"
#include "status.h"
#endif

RAWMAP_I_BEGIN

/* Where a mapping lies: length in bytes, as it was asked for; nothing is rounded. {NULL, 0} is no span, and every call
   refuses it. */
typedef struct rawmap_span {
    void *base;
    size_t length;
} rawmap_span;

/* The answer of a call that maps: the span is {NULL, 0} unless status is RAWMAP_OK. NULL and (void *)-1 are no signs:
   an address of 0 is an address. */
typedef struct rawmap_mapping {
    rawmap_status status;
    rawmap_span span;
} rawmap_mapping;

/* rawmap_span_of: the span of a pointer and a length, as munmap and its fellows take them.

   Units:      length in bytes.
   Result:     a span; the call that takes it judges it.
   ABIs:       all */
RAWMAP_API(core) rawmap_span rawmap_span_of(void *base, size_t length) RAWMAP_MUST_USE;

/* rawmap_slice: part of a span, for a mapping that is unmapped, protected or advised in parts.

   Units:      offset and length in bytes from the span's base, 64 bits on every ABI.
   Requires:   offset a multiple of rawmap_page_size() where the slice goes into a call that wants pages.
   Result:     the part; {NULL, 0} when it is not inside the span.
   ABIs:       all */
RAWMAP_API(core) rawmap_span rawmap_slice(rawmap_span span, uint64_t offset, uint64_t length) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(core) rawmap_span rawmap_span_of(void *base, size_t length)
{
    rawmap_span span;
    span.base = base;
    span.length = length;
    return span;
}

RAWMAP_API(core) rawmap_span rawmap_slice(rawmap_span span, uint64_t offset, uint64_t length)
{
    rawmap_span slice;
    slice.base = RAWMAP_I_NULL;
    slice.length = 0;
    if (offset <= span.length && length <= span.length - offset && length != 0) {
        slice.base = RAWMAP_I_POINTER(RAWMAP_I_ADDRESS(span.base) + RAWMAP_I_CAST(uintptr_t, offset));
        slice.length = RAWMAP_I_CAST(size_t, length);
    }
    return slice;
}

/* Fields are assigned one by one: an initialiser makes clang -O0 call memset. */
RAWMAP_I_INLINE rawmap_mapping rawmap_i_no_mapping(rawmap_status status)
{
    rawmap_mapping mapping;
    mapping.status = status;
    mapping.span.base = RAWMAP_I_NULL;
    mapping.span.length = 0;
    return mapping;
}

/* Of a structure of three words compilers make calls of memcpy, where they save room: functions that are not inlined fill in
   the caller's, member by member. */
RAWMAP_I_INLINE void rawmap_i_copy_mapping(rawmap_mapping *to, const rawmap_mapping *from)
{
    to->status = from->status;
    to->span.base = from->span.base;
    to->span.length = from->span.length;
}

/* To be returned: of a variable whose address was given away that is a copy. */
RAWMAP_I_INLINE rawmap_mapping rawmap_i_same_mapping(const rawmap_mapping *from)
{
    rawmap_mapping to;
    to.status = from->status;
    to.span.base = from->span.base;
    to.span.length = from->span.length;
    return to;
}

RAWMAP_I_INLINE void rawmap_i_leave_unmapped(rawmap_mapping *mapping, rawmap_status status)
{
    mapping->status = status;
    mapping->span.base = RAWMAP_I_NULL;
    mapping->span.length = 0;
}

/* A mapping that the kernel gave. What the compiler is told of it, it need not have tested: a later call with the span
   folds to the bare system call, and where it does not, less is left of what judges it. */
RAWMAP_I_INLINE rawmap_mapping rawmap_i_mapped(rawmap_word address, size_t length)
{
    const uintptr_t base = RAWMAP_I_CAST(uintptr_t, address);
    rawmap_mapping mapping;
    if ((base & (RAWMAP_PAGE_SIZE_MIN - 1u)) != 0)
        __builtin_unreachable();
    if (length == 0 || length > RAWMAP_I_LAST_ADDRESS)
        __builtin_unreachable();
    if (base > RAWMAP_I_LAST_ADDRESS)
        __builtin_unreachable();
    if (length > SIZE_MAX - base)
        __builtin_unreachable();
    mapping.status = RAWMAP_OK;
    mapping.span.base = RAWMAP_I_POINTER(base);
    mapping.span.length = length;
    return mapping;
}

/* What a cold function that maps answers, in two registers, and what its caller makes of it: a failure has an address only
   where what was mapped is still there. */
typedef struct rawmap_i_told {
    uintptr_t base;
    rawmap_status status;
} rawmap_i_told;

RAWMAP_I_INLINE rawmap_i_told rawmap_i_answer_of(rawmap_mapping mapping)
{
    rawmap_i_told answer;
    answer.base = RAWMAP_I_ADDRESS(mapping.span.base);
    answer.status = mapping.status;
    return answer;
}

RAWMAP_I_INLINE rawmap_i_told rawmap_i_told_failure(rawmap_status status)
{
    rawmap_i_told answer;
    answer.base = 0;
    answer.status = status;
    return answer;
}

RAWMAP_I_INLINE rawmap_mapping rawmap_i_failed(rawmap_i_told answer)
{
    rawmap_mapping mapping;
    if (answer.status == RAWMAP_OK)
        __builtin_unreachable();
    mapping.status = answer.status;
    mapping.span.base = RAWMAP_I_POINTER(answer.base);
    mapping.span.length = 0;
    return mapping;
}

RAWMAP_I_INLINE rawmap_mapping rawmap_i_answered(rawmap_i_told answer, size_t length)
{
    rawmap_mapping mapping;
    if (answer.status == RAWMAP_OK)
        return rawmap_i_mapped(RAWMAP_I_CAST(rawmap_word, answer.base), length);
    mapping.status = answer.status;
    mapping.span.base = RAWMAP_I_POINTER(answer.base);
    mapping.span.length = answer.base != 0 ? length : 0;
    return mapping;
}

#endif

RAWMAP_I_END

#endif
