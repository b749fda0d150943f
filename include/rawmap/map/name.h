/* SPDX-License-Identifier: MIT */
/* rawmap/map/name.h: names for anonymous memory, as /proc/PID/maps shows them: [anon:name], or [anon_shmem:name]. */
#ifndef RAWMAP_MAP_NAME_H
#define RAWMAP_MAP_NAME_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/looks.h"
#include "../core/readable.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_name: names a span of anonymous memory, or takes its name away when name is NULL. The name is copied. It stays
   with the pages when they are moved, and a child has it too; neighbours of different names are mappings of their own.

   Units:      span.length in bytes; whole pages are named.
   Requires:   a string of at most 79 bytes, printable ASCII without \ ` $ [ ]. No hole in the span: Linux names what lies
               around a hole and answers RAWMAP_ENOMEM.
   Status:     RAWMAP_SPAN_EMPTY: Linux would ignore it; nothing was called. RAWMAP_SPAN_UNALIGNED,
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_LENGTH_WRAPS, RAWMAP_SPAN_WRAPS, RAWMAP_NAME_TOO_LONG,
               RAWMAP_NAME_UNPRINTABLE: Linux refused it for this. RAWMAP_NAME_UNSUPPORTED: this kernel has no names.
               RAWMAP_NAME_OF_FILE: part of the span is a file's. RAWMAP_ENOMEM: a hole, or vm.max_map_count.
               RAWMAP_EFAULT: the name is not readable. RAWMAP_EINVAL: the span does not start one of this kernel's
               pages.
   Since:      5.17; shared anonymous memory 6.2
   ABIs:       all
   Manual:     prctl(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_name(rawmap_span span, const char *name) RAWMAP_MUST_USE;

/* rawmap_check_name: what rawmap_name would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_name(rawmap_span span, const char *name) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* What is wrong with a name, in one look at it. What follows the first 80 bytes is not looked at: Linux does not either. */
RAWMAP_I_COLD(map_rest)
RAWMAP_I_PURE rawmap_status rawmap_i_name_fault(const char *name) RAWMAP_I_ONCE(rawmap_i_name_fault);
#if RAWMAP_I_DEFINES(map_rest)
RAWMAP_I_COLD(map_rest) rawmap_status rawmap_i_name_fault(const char *name)
{
    const volatile char *byte = name;
    rawmap_status fault = RAWMAP_OK;
    int at;
    if (name == RAWMAP_I_NULL)
        return RAWMAP_OK;
    for (at = 0; at < 80; at++, byte++) {
        char c;
        if ((at == 0 || (RAWMAP_I_ADDRESS(byte) & (RAWMAP_PAGE_SIZE_MIN - 1u)) == 0) && !rawmap_i_readable(byte, 1))
            return RAWMAP_OK;
        c = *byte;
        if (c == 0)
            return fault;
        if (c < 0x20 || c > 0x7e || c == '\\' || c == '`' || c == '$' || c == '[' || c == ']')
            fault = RAWMAP_NAME_UNPRINTABLE;
    }
    return RAWMAP_NAME_TOO_LONG;
}
#endif

RAWMAP_I_DEFINE_VERDICT(map_rest, name, RAWMAP_RULES_NAME, uintptr_t address, size_t length, const char *name)

RAWMAP_API(map_rest) rawmap_status rawmap_check_name(rawmap_span span, const char *name)
{
    return RAWMAP_I_CHECKED(name, RAWMAP_I_ADDRESS(span.base), span.length, name);
}

RAWMAP_API(map_rest) rawmap_status rawmap_name(rawmap_span span, const char *name)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NAME))
        return rawmap_i_failure(RAWMAP_I_REFUSED(name, address, length, name));
    result = RAWMAP_I_CALL5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_VMA, RAWMAP_LINUX_PR_SET_VMA_ANON_NAME,
                            RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_I_WORD(RAWMAP_I_ADDRESS(name)));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_NAME, name, result, address, length, name);
}

#endif

RAWMAP_I_END

#endif
