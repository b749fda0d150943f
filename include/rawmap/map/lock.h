/* SPDX-License-Identifier: MIT */
/* rawmap/map/lock.h: keeping pages in memory.

   RAWMAP_LOCK_ALL(name, ...)         a rawmap_lock_all_flags
   RAWMAP_LOCK_ALL_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_LOCK_ALL_<name>         1: every architecture has them

   name       does                                                     since
   current    locks what is mapped now                                 1.3
   future     locks what will be mapped                                1.3
   on_fault   locks each page when it is first touched, not before;    4.4
              beside one of the others

   Droppable memory, huge pages and DAX are never locked by these calls: Linux answers success and does nothing. Nothing
   in the arguments shows it, so rawmap cannot refuse it. */
#ifndef RAWMAP_MAP_LOCK_H
#define RAWMAP_MAP_LOCK_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_lock_all_flags_is_made_by_RAWMAP_LOCK_ALL {
    unsigned bits;
} rawmap_lock_all_flags;

/* clang-format off */
#define RAWMAP_LOCK_ALL(...) RAWMAP_I_OPEN(rawmap_lock_all_flags){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, LOCK_ALL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(lock_all_needs_current_or_future, LOCK_ALL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_LOCK_ALL_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, LOCK_ALL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(lock_all_needs_current_or_future, LOCK_ALL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_LOCK_ALL(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_LOCK_ALL(current, future))
/* clang-format on */

#define RAWMAP_LOCK_ALL_ 0u
#define RAWMAP_HAS_LOCK_ALL_ 1
#define RAWMAP_LOCK_ALL_current (RAWMAP_LINUX_MCL_CURRENT + 0u)
#define RAWMAP_LOCK_ALL_future (RAWMAP_LINUX_MCL_FUTURE + 0u)
#define RAWMAP_LOCK_ALL_on_fault (RAWMAP_LINUX_MCL_ONFAULT + 0u)
#define RAWMAP_HAS_LOCK_ALL_current 1
#define RAWMAP_HAS_LOCK_ALL_future 1
#define RAWMAP_HAS_LOCK_ALL_on_fault 1

RAWMAP_I_SENTENCE(lock_all_needs_current_or_future)
#define RAWMAP_I_RULE_lock_all_needs_current_or_future(set)                                                            \
    (((set) & (RAWMAP_LOCK_ALL_current | RAWMAP_LOCK_ALL_future)) > 0)
#define RAWMAP_I_LOCK_ALL_KNOWN (RAWMAP_LOCK_ALL_current | RAWMAP_LOCK_ALL_future | RAWMAP_LOCK_ALL_on_fault)

/* rawmap_lock_all_union: the flags of both.

   Result:   flags; rawmap_lock_all judges them.
   ABIs:     all */
RAWMAP_API(map_rest)
rawmap_lock_all_flags rawmap_lock_all_union(rawmap_lock_all_flags a, rawmap_lock_all_flags b) RAWMAP_MUST_USE;

/* rawmap_lock: brings a span's pages in and keeps them in memory until they are unlocked or unmapped.

   Units:      span.length in bytes; every page with a byte of the span is locked, so the base need not start a page.
   Requires:   that the pages can be touched: on a span without access Linux answers RAWMAP_ENOMEM and marks it locked
               all the same. The same after a hole: what lies before it is locked.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_LENGTH_WRAPS: Linux would ignore it; nothing was called.
               RAWMAP_SPAN_WRAPS, RAWMAP_SPAN_WRAPS_ENOMEM: Linux refused it for this.
               RAWMAP_ENOMEM: RLIMIT_MEMLOCK, a hole, no access, pages past the end of a file, secret memory (it is
               locked by itself), or vm.max_map_count. RAWMAP_EAGAIN: some pages could not
               be brought in. RAWMAP_LOCK_NOT_ALLOWED: RLIMIT_MEMLOCK is 0, and no CAP_IPC_LOCK.
   Since:      1.3
   ABIs:       all
   Manual:     mlock(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_lock(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_lock_on_fault: the same, but each page is brought in when it is first touched.

   Units, Requires, Status:   as rawmap_lock, and RAWMAP_ENOSYS: the kernel is older.
   Since:      4.4
   ABIs:       all
   Manual:     mlock2(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_lock_on_fault(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_unlock: lets a span's pages go out of memory again.

   Units, Status:   as rawmap_lock, without limits.
   Since:      1.3
   ABIs:       all
   Manual:     munlock(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_unlock(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_lock: what the three would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_lock(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_lock_all: locks all mappings of the process, those there are or those to come.

   Status:     RAWMAP_LOCK_ALL_NOTHING_ASKED, RAWMAP_LOCK_ALL_UNKNOWN_BITS, RAWMAP_LOCK_ALL_ON_FAULT_ALONE: Linux refused
               it for this. RAWMAP_ENOMEM: RLIMIT_MEMLOCK. RAWMAP_LOCK_NOT_ALLOWED: that limit is 0, and no CAP_IPC_LOCK.
   Since:      1.3; on_fault 4.4
   ABIs:       all
   Manual:     mlockall(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_lock_all(rawmap_lock_all_flags flags) RAWMAP_MUST_USE;

/* rawmap_check_lock_all: what rawmap_lock_all would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_lock_all(rawmap_lock_all_flags flags) RAWMAP_MUST_USE;

/* rawmap_unlock_all: unlocks all mappings of the process, and ends lock_all(future).

   Status:     RAWMAP_EINTR: killed while waiting.
   Since:      1.3
   ABIs:       all
   Manual:     munlockall(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_unlock_all(void) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, lock, RAWMAP_RULES_LOCK, uintptr_t address, size_t length)
RAWMAP_I_DEFINE_VERDICT(map_rest, unlock, RAWMAP_RULES_UNLOCK, uintptr_t address, size_t length)
RAWMAP_I_DEFINE_VERDICT(map_rest, lock_all, RAWMAP_RULES_LOCK_ALL, rawmap_lock_all_flags flags)

RAWMAP_API(map_rest) rawmap_lock_all_flags rawmap_lock_all_union(rawmap_lock_all_flags a, rawmap_lock_all_flags b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_lock(rawmap_span span)
{
    return RAWMAP_I_CHECKED(lock, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_lock(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_LOCK))
        return rawmap_i_failure(RAWMAP_I_REFUSED(lock, address, length));
    result = RAWMAP_I_CALL2(RAWMAP_NR_mlock, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_LOCK, lock, result, address, length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_lock_on_fault(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_LOCK))
        return rawmap_i_failure(RAWMAP_I_REFUSED(lock, address, length));
    result =
        RAWMAP_I_CALL3(RAWMAP_NR_mlock2, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_LINUX_MLOCK_ONFAULT);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_LOCK, lock, result, address, length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_unlock(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_UNLOCK))
        return rawmap_i_failure(RAWMAP_I_REFUSED(unlock, address, length));
    result = RAWMAP_I_CALL2(RAWMAP_NR_munlock, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_UNLOCK, unlock, result, address, length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_lock_all(rawmap_lock_all_flags flags)
{
    return RAWMAP_I_CHECKED(lock_all, flags);
}

RAWMAP_API(map_rest) rawmap_status rawmap_lock_all(rawmap_lock_all_flags flags)
{
    const rawmap_word result = RAWMAP_I_CALL1(RAWMAP_NR_mlockall, RAWMAP_I_WORD(flags.bits));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_LOCK_ALL, lock_all, result, flags);
}

RAWMAP_API(map_rest) rawmap_status rawmap_unlock_all(void)
{
    return RAWMAP_I_CAST(rawmap_status, -RAWMAP_I_CALL0(RAWMAP_NR_munlockall));
}

#endif

RAWMAP_I_END

#endif
