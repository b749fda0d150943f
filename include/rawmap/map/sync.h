/* SPDX-License-Identifier: MIT */
/* rawmap/map/sync.h: bringing a file and its mappings together.

   RAWMAP_SYNC(name, ...)         a rawmap_sync_flags
   RAWMAP_SYNC_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_SYNC_<name>         1: every architecture has them

   name         does                                                                            since
   sync         writes dirty pages to the file and waits for them                               1.3
   async        nothing since 2.6.19: dirty pages are written in their own time, so alone it    1.3
                does not compile
   invalidate   asks that other mappings see the file as it is; on Linux it only tells, by      1.3
                RAWMAP_SYNC_LOCKED, whether pages are locked */
#ifndef RAWMAP_MAP_SYNC_H
#define RAWMAP_MAP_SYNC_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_sync_flags_is_made_by_RAWMAP_SYNC {
    unsigned bits;
} rawmap_sync_flags;

/* clang-format off */
#define RAWMAP_SYNC(...) RAWMAP_I_OPEN(rawmap_sync_flags){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(sync_needs_at_least_one_name, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(sync_and_async_exclude_each_other, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(async_alone_does_nothing_on_linux, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_SYNC_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(sync_needs_at_least_one_name, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(sync_and_async_exclude_each_other, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(async_alone_does_nothing_on_linux, SYNC, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_SYNC(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_SYNC(sync, invalidate))
/* clang-format on */

#define RAWMAP_SYNC_ 0u
#define RAWMAP_HAS_SYNC_ 1
#define RAWMAP_SYNC_sync (RAWMAP_LINUX_MS_SYNC + 0u)
#define RAWMAP_SYNC_async (RAWMAP_LINUX_MS_ASYNC + 0u)
#define RAWMAP_SYNC_invalidate (RAWMAP_LINUX_MS_INVALIDATE + 0u)
#define RAWMAP_HAS_SYNC_sync 1
#define RAWMAP_HAS_SYNC_async 1
#define RAWMAP_HAS_SYNC_invalidate 1

RAWMAP_I_SENTENCE(sync_needs_at_least_one_name)
#define RAWMAP_I_RULE_sync_needs_at_least_one_name(set) ((set) > 0)
RAWMAP_I_SENTENCE(sync_and_async_exclude_each_other)
#define RAWMAP_I_RULE_sync_and_async_exclude_each_other(set) (!((set)&RAWMAP_SYNC_sync) || !((set)&RAWMAP_SYNC_async))
RAWMAP_I_SENTENCE(async_alone_does_nothing_on_linux)
#define RAWMAP_I_RULE_async_alone_does_nothing_on_linux(set) (((set) ^ RAWMAP_SYNC_async) > 0)
#define RAWMAP_I_SYNC_KNOWN (RAWMAP_SYNC_sync | RAWMAP_SYNC_async | RAWMAP_SYNC_invalidate)

/* rawmap_sync_union: the flags of both.

   Result:   flags; rawmap_sync judges them.
   ABIs:     all */
RAWMAP_API(map_rest) rawmap_sync_flags rawmap_sync_union(rawmap_sync_flags a, rawmap_sync_flags b) RAWMAP_MUST_USE;

/* rawmap_sync: writes a span's dirty pages to their files.

   Units:      span.length in bytes; whole pages.
   Requires:   no hole in the span: Linux writes what lies around a hole and answers RAWMAP_ENOMEM.
   Status:     RAWMAP_SYNC_NOTHING_ASKED, RAWMAP_SYNC_ASYNC_DOES_NOTHING, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_LENGTH_WRAPS:
               Linux would ignore it; nothing was called. RAWMAP_SYNC_UNKNOWN_BITS, RAWMAP_SPAN_UNALIGNED,
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SYNC_CONTRADICTION, RAWMAP_SPAN_WRAPS_ENOMEM: Linux refused it
               for this.
               RAWMAP_SYNC_LOCKED: invalidate, on locked pages. RAWMAP_ENOMEM: a hole. RAWMAP_EINVAL: the mapping's file
               cannot be synchronised (secret memory), or the span does not start one of this kernel's pages.
               RAWMAP_EIO: writing failed.
   Since:      1.3
   ABIs:       all
   Manual:     msync(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_sync(rawmap_span span, rawmap_sync_flags flags) RAWMAP_MUST_USE;

/* rawmap_check_sync: what rawmap_sync would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_sync(rawmap_span span, rawmap_sync_flags flags) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, sync, RAWMAP_RULES_SYNC, uintptr_t address, size_t length, rawmap_sync_flags flags)

RAWMAP_API(map_rest) rawmap_sync_flags rawmap_sync_union(rawmap_sync_flags a, rawmap_sync_flags b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_sync(rawmap_span span, rawmap_sync_flags flags)
{
    return RAWMAP_I_CHECKED(sync, RAWMAP_I_ADDRESS(span.base), span.length, flags);
}

RAWMAP_API(map_rest) rawmap_status rawmap_sync(rawmap_span span, rawmap_sync_flags flags)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SYNC))
        return rawmap_i_failure(RAWMAP_I_REFUSED(sync, address, length, flags));
    result = RAWMAP_I_CALL3(RAWMAP_NR_msync, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_I_WORD(flags.bits));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SYNC, sync, result, address, length, flags);
}

#endif

RAWMAP_I_END

#endif
