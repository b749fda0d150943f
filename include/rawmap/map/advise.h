/* SPDX-License-Identifier: MIT */
/* rawmap/map/advise.h: advice on a span.

   RAWMAP_ADVICE(name)         a rawmap_advice; one name, since advice does not add up
   RAWMAP_ADVICE_INIT(name)    the same, braced, for an object at file scope
   RAWMAP_HAS_ADVICE_<name>    1 where the architecture has the name, else 0

   name               what Linux does                                                          since
   normal             ordinary read-ahead; ends random and sequential                          2.4
   random             no read-ahead                                                            2.4
   sequential         more read-ahead, pages dropped sooner                                    2.4
   willneed           starts reading a file's or swapped pages in                              2.4
   dontneed           drops the pages now: anonymous memory reads as zeros, a file is          2.4
                      read again. EINVAL on locked pages. On huge pages the length is
                      rounded down: less than one does nothing
   dontneed_locked    the same, on locked pages too                                            5.18
   free               private anonymous: drops the pages when memory is short, unless          4.5
                      they are written first. Resident size falls only then
   remove             shared: drops the pages and their place in the file (a hole)             2.6.16
   dontfork, dofork   a child does not, or does, get the mapping                               2.6.16
   wipeonfork,        a child sees zeros, or the contents: private anonymous memory            4.14
   keeponfork         (droppable memory is always wiped: keeponfork is EINVAL)
   dontdump, dodump   left out of core dumps, or not (droppable: dodump is EINVAL)             3.4
   mergeable,         equal pages are merged by KSM, or no longer; nothing happens             2.6.32
   unmergeable        where KSM is off, and on shared or droppable memory
   hugepage,          transparent huge pages are wanted, or not; hugepage on less than         2.6.38
   nohugepage         one huge page has no effect
   collapse           makes transparent huge pages now, or says why not                        6.1
   cold               the pages are the first to go when memory is short                       5.4
   pageout            writes the pages out and drops them now; droppable pages become zeros    5.4
   populate_read,     faults all pages in, and reports a failure                               5.14
   populate_write
   guard_install,     touching the pages raises SIGSEGV, without a mapping of its own; what    6.13
   guard_remove       they held is dropped. Files and shared memory since 6.15
   hwpoison,          tests of memory failure: CAP_SYS_ADMIN, and what the names say           2.6.32
   soft_offline       (not on every architecture)                                              2.6.33 */
#ifndef RAWMAP_MAP_ADVISE_H
#define RAWMAP_MAP_ADVISE_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_advice_is_made_by_RAWMAP_ADVICE {
    unsigned value;
} rawmap_advice;

/* clang-format off */
#define RAWMAP_ADVICE(...) RAWMAP_I_OPEN(rawmap_advice){RAWMAP_I_ONE(RAWMAP_I_SAY, ADVICE, _##__VA_ARGS__, , )})
#define RAWMAP_ADVICE_INIT(...) {RAWMAP_I_ONE(RAWMAP_I_SAY, ADVICE, _##__VA_ARGS__, , )}
#define RAWMAP_I_HINT_ADVICE(...) RAWMAP_I_ERROR(__VA_ARGS__: write one name, as in RAWMAP_ADVICE(dontneed))

#define RAWMAP_ADVICE_normal             RAWMAP_LINUX_MADV_NORMAL
#define RAWMAP_ADVICE_random             RAWMAP_LINUX_MADV_RANDOM
#define RAWMAP_ADVICE_sequential         RAWMAP_LINUX_MADV_SEQUENTIAL
#define RAWMAP_ADVICE_willneed           RAWMAP_LINUX_MADV_WILLNEED
#define RAWMAP_ADVICE_dontneed           RAWMAP_LINUX_MADV_DONTNEED
#define RAWMAP_ADVICE_dontneed_locked    RAWMAP_LINUX_MADV_DONTNEED_LOCKED
#define RAWMAP_ADVICE_free               RAWMAP_LINUX_MADV_FREE
#define RAWMAP_ADVICE_remove             RAWMAP_LINUX_MADV_REMOVE
#define RAWMAP_ADVICE_dontfork           RAWMAP_LINUX_MADV_DONTFORK
#define RAWMAP_ADVICE_dofork             RAWMAP_LINUX_MADV_DOFORK
#define RAWMAP_ADVICE_wipeonfork         RAWMAP_LINUX_MADV_WIPEONFORK
#define RAWMAP_ADVICE_keeponfork         RAWMAP_LINUX_MADV_KEEPONFORK
#define RAWMAP_ADVICE_dontdump           RAWMAP_LINUX_MADV_DONTDUMP
#define RAWMAP_ADVICE_dodump             RAWMAP_LINUX_MADV_DODUMP
#define RAWMAP_ADVICE_mergeable          RAWMAP_LINUX_MADV_MERGEABLE
#define RAWMAP_ADVICE_unmergeable        RAWMAP_LINUX_MADV_UNMERGEABLE
#define RAWMAP_ADVICE_hugepage           RAWMAP_LINUX_MADV_HUGEPAGE
#define RAWMAP_ADVICE_nohugepage         RAWMAP_LINUX_MADV_NOHUGEPAGE
#define RAWMAP_ADVICE_collapse           RAWMAP_LINUX_MADV_COLLAPSE
#define RAWMAP_ADVICE_cold               RAWMAP_LINUX_MADV_COLD
#define RAWMAP_ADVICE_pageout            RAWMAP_LINUX_MADV_PAGEOUT
#define RAWMAP_ADVICE_populate_read      RAWMAP_LINUX_MADV_POPULATE_READ
#define RAWMAP_ADVICE_populate_write     RAWMAP_LINUX_MADV_POPULATE_WRITE
#define RAWMAP_ADVICE_guard_install      RAWMAP_LINUX_MADV_GUARD_INSTALL
#define RAWMAP_ADVICE_guard_remove       RAWMAP_LINUX_MADV_GUARD_REMOVE
#define RAWMAP_HAS_ADVICE_normal             1
#define RAWMAP_HAS_ADVICE_random             1
#define RAWMAP_HAS_ADVICE_sequential         1
#define RAWMAP_HAS_ADVICE_willneed           1
#define RAWMAP_HAS_ADVICE_dontneed           1
#define RAWMAP_HAS_ADVICE_dontneed_locked    1
#define RAWMAP_HAS_ADVICE_free               1
#define RAWMAP_HAS_ADVICE_remove             1
#define RAWMAP_HAS_ADVICE_dontfork           1
#define RAWMAP_HAS_ADVICE_dofork             1
#define RAWMAP_HAS_ADVICE_wipeonfork         1
#define RAWMAP_HAS_ADVICE_keeponfork         1
#define RAWMAP_HAS_ADVICE_dontdump           1
#define RAWMAP_HAS_ADVICE_dodump             1
#define RAWMAP_HAS_ADVICE_mergeable          1
#define RAWMAP_HAS_ADVICE_unmergeable        1
#define RAWMAP_HAS_ADVICE_hugepage           1
#define RAWMAP_HAS_ADVICE_nohugepage         1
#define RAWMAP_HAS_ADVICE_collapse           1
#define RAWMAP_HAS_ADVICE_cold               1
#define RAWMAP_HAS_ADVICE_pageout            1
#define RAWMAP_HAS_ADVICE_populate_read      1
#define RAWMAP_HAS_ADVICE_populate_write     1
#define RAWMAP_HAS_ADVICE_guard_install      1
#define RAWMAP_HAS_ADVICE_guard_remove       1
#ifdef RAWMAP_LINUX_MADV_HWPOISON
#define RAWMAP_ADVICE_hwpoison           RAWMAP_LINUX_MADV_HWPOISON
#define RAWMAP_HAS_ADVICE_hwpoison           1
#else
#define RAWMAP_ADVICE_hwpoison           rawmap_error_this_architecture_has_no_advice_hwpoison
#define RAWMAP_HAS_ADVICE_hwpoison           0
#endif
#ifdef RAWMAP_LINUX_MADV_SOFT_OFFLINE
#define RAWMAP_ADVICE_soft_offline       RAWMAP_LINUX_MADV_SOFT_OFFLINE
#define RAWMAP_HAS_ADVICE_soft_offline       1
#else
#define RAWMAP_ADVICE_soft_offline       rawmap_error_this_architecture_has_no_advice_soft_offline
#define RAWMAP_HAS_ADVICE_soft_offline       0
#endif
/* clang-format on */

/* rawmap_advise: advice on a span.

   Units:      span.length in bytes; whole pages are advised, this kernel's, the last one too: dontneed, free, remove,
               wipeonfork and guard_install of 64 bytes act on all of the page that holds them, which may have 64 KiB.
               That is not refused: the last page of a mapping belongs to its span, whatever length was asked for. What
               shares a page with others is cut at multiples of rawmap_page_size.
   Requires:   no hole in the span: Linux advises what lies around a hole and answers RAWMAP_ENOMEM.
   Status:     RAWMAP_SPAN_EMPTY: Linux would ignore it; nothing was called. RAWMAP_SPAN_UNALIGNED,
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_WRAPS, RAWMAP_SPAN_WRAPS_ENOMEM: Linux refused it for
               this. RAWMAP_EINVAL: this kernel does not know the advice (rawmap_knows_advice asks it), or the mapping is
               not of a kind for it: locked
               (dontneed, free, remove, cold, pageout, guard_install), shared or of a file (free, wipeonfork), anonymous
               and private (remove), without access (populate), huge (free, cold, pageout, guard), nothing to collapse.
               RAWMAP_ENOMEM: a hole, or vm.max_map_count. RAWMAP_EAGAIN: short of something for the moment.
               RAWMAP_EACCES: remove on a private mapping (huge pages are a file to it), or of a file that is not open
               for writing. RAWMAP_EOPNOTSUPP: remove on a file system that makes no holes. RAWMAP_EFAULT: populate past
               the end of a file, or more huge pages than the pool has. RAWMAP_EPERM: sealed, or not allowed.
               RAWMAP_EBADF: willneed on what has no file. RAWMAP_EBUSY: pages in use. RAWMAP_EIO: reading or writing
               failed.
   Since:      2.4; each name its own, above
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(map) rawmap_status rawmap_advise(rawmap_span span, rawmap_advice advice) RAWMAP_MUST_USE;

/* rawmap_check_advise: what rawmap_advise would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map) rawmap_status rawmap_check_advise(rawmap_span span, rawmap_advice advice) RAWMAP_MUST_USE;

/* rawmap_knows_advice: whether this kernel knows an advice, by advising nothing at all. Emulators may claim more than
   they do.

   Status:     RAWMAP_OK: it knows. RAWMAP_ADVICE_UNKNOWN: it does not. RAWMAP_EPERM, RAWMAP_EACCES, RAWMAP_ENOSYS,
               RAWMAP_EINVAL: it could not be asked: a sandbox hides the call, or the kernel is built without it.
   Since:      2.4
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(map) rawmap_status rawmap_knows_advice(rawmap_advice advice) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map, advise, RAWMAP_RULES_ADVISE, uintptr_t address, size_t length)

RAWMAP_API(map) rawmap_status rawmap_check_advise(rawmap_span span, rawmap_advice advice)
{
    (void)advice;
    return RAWMAP_I_CHECKED(advise, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(map) rawmap_status rawmap_advise(rawmap_span span, rawmap_advice advice)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_ADVISE))
        return rawmap_i_failure(RAWMAP_I_REFUSED(advise, address, length));
    result =
        RAWMAP_I_CALL3(RAWMAP_NR_madvise, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_I_WORD(advice.value));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_ADVISE, advise, result, address, length);
}

/* An EINVAL is of the advice where another is taken, which every kernel knows. */
RAWMAP_I_COLD(map) rawmap_status rawmap_i_advice_refused(void) RAWMAP_I_ONCE(rawmap_i_advice_refused);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map) rawmap_status rawmap_i_advice_refused(void)
{
    return RAWMAP_I_CALL3(RAWMAP_NR_madvise, 0, 0, RAWMAP_LINUX_MADV_NORMAL) == 0 ? RAWMAP_ADVICE_UNKNOWN
                                                                                  : RAWMAP_EINVAL;
}
#endif

RAWMAP_API(map) rawmap_status rawmap_knows_advice(rawmap_advice advice)
{
    const rawmap_word result = RAWMAP_I_CALL3(RAWMAP_NR_madvise, 0, 0, RAWMAP_I_WORD(advice.value));
    if (RAWMAP_I_UNLIKELY(result == -RAWMAP_LINUX_EINVAL))
        return rawmap_i_advice_refused();
    return RAWMAP_I_CAST(rawmap_status, -result);
}

#endif

RAWMAP_I_END

#endif
