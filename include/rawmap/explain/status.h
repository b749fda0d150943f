/* SPDX-License-Identifier: MIT */
/* rawmap/explain/status.h: the state of the machine behind a failure, found on demand.

   A call names a cause only when its arguments show it. Whether a process is at a limit, or a pool is empty, only a look at
   the machine can tell, and only a guess where the state has changed meanwhile: that is asked for, not done by itself. */
#ifndef RAWMAP_EXPLAIN_STATUS_H
#define RAWMAP_EXPLAIN_STATUS_H

#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/kind.h"
#include "../map/page_size.h"
#include "../look/mappings.h"

RAWMAP_I_BEGIN

/* rawmap_explain_map: why a new mapping failed: looks for the first limit that the length does not fit under, in the
   order in which Linux asks.

   Units:      length in bytes, as it was asked for.
   Requires:   /proc; without it the status comes back as it went in. Meant for messages and decisions after a failure: it
               makes dozens of system calls.
   Result:     for RAWMAP_ENOMEM: RAWMAP_STATE_HUGE_POOL, RAWMAP_STATE_MAP_COUNT, RAWMAP_STATE_ADDRESS_SPACE_LIMIT,
               RAWMAP_STATE_DATA_LIMIT, RAWMAP_STATE_OVERCOMMIT or RAWMAP_STATE_NO_ROOM; for RAWMAP_EAGAIN (lock, secret
               memory, or any kind after rawmap_lock_all with future): RAWMAP_LOCK_OVER_LIMIT; where one is seen to
               hold now; every other status as it is.
   ABIs:       all */
RAWMAP_API_OUTLINE(explain)
rawmap_status rawmap_explain_map(rawmap_status status, size_t length, rawmap_kind kind)
    RAWMAP_I_ONCE(rawmap_explain_map) RAWMAP_MUST_USE;

/* rawmap_explain_span: why a call on a span failed: looks at what is mapped there.

   Requires:   as rawmap_explain_map. For RAWMAP_EAGAIN of a call that was to make a mapping longer (rawmap_grow,
               rawmap_resize): the span as it would have been.
   Result:     for RAWMAP_ENOMEM: RAWMAP_STATE_HOLE or RAWMAP_STATE_MAP_COUNT; for RAWMAP_EFAULT (mremap):
               RAWMAP_STATE_NOT_MAPPED; for RAWMAP_EPERM: RAWMAP_STATE_SEALED; for RAWMAP_EAGAIN (a mapping that is to be
               longer, after rawmap_lock_all with future, or locked itself): RAWMAP_LOCK_OVER_LIMIT; where it is seen
               to hold now; every other status as it is.
   ABIs:       all */
RAWMAP_API_OUTLINE(explain)
rawmap_status rawmap_explain_span(rawmap_status status, rawmap_span span)
    RAWMAP_I_ONCE(rawmap_explain_span) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* What the list of mappings tells at one reading. */
typedef struct rawmap_i_survey {
    rawmap_status status;
    uint64_t count;       /* mappings */
    uint64_t largest_gap; /* bytes between two of them */
    bool hole;            /* in the span asked about */
    bool sealed;          /* a mapping with a byte of it */
    uint64_t unmapped;    /* bytes of it that are not mapped */
} rawmap_i_survey;

#if RAWMAP_I_DEFINES(explain)
/* Whether a mapping is sealed: to give its first page the length that it has changes nothing, and is EPERM then. To give
   it none is EINVAL, whatever it is: a filter answers that too. */
RAWMAP_I_LOCAL bool rawmap_i_is_sealed(uintptr_t start)
{
    return RAWMAP_I_CALL4(RAWMAP_NR_mremap, RAWMAP_I_WORD(start), RAWMAP_PAGE_SIZE_MIN, RAWMAP_PAGE_SIZE_MIN, 0) ==
               -RAWMAP_LINUX_EPERM &&
           RAWMAP_I_CALL4(RAWMAP_NR_mremap, RAWMAP_I_WORD(start), RAWMAP_PAGE_SIZE_MIN, 0, 0) == -RAWMAP_LINUX_EINVAL;
}

RAWMAP_I_LOCAL void rawmap_i_survey_mappings(rawmap_i_survey *survey, uint64_t start, uint64_t end)
{
    char buffer[RAWMAP_MAPPINGS_BUFFER_MIN];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    uint64_t last = 0x10000; /* below lies vm.mmap_min_addr */
    uint64_t covered = start;
    survey->count = 0;
    survey->largest_gap = 0;
    survey->sealed = false;
    survey->unmapped = end - start;
    survey->status = rawmap_mappings_open(&list, 0, buffer, sizeof buffer);
    if (survey->status != RAWMAP_OK)
        return;
    while ((survey->status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK) {
        survey->count++;
        if (entry.start > last && entry.start - last > survey->largest_gap)
            survey->largest_gap = entry.start - last;
        last = entry.end;
        if (entry.start < end && entry.end > start) {
            survey->unmapped -= (entry.end < end ? entry.end : end) - (entry.start > start ? entry.start : start);
            survey->sealed = survey->sealed || rawmap_i_is_sealed(RAWMAP_I_CAST(uintptr_t, entry.start));
        }
        if (entry.start <= covered && entry.end > covered)
            covered = entry.end;
    }
    if (survey->status == RAWMAP_NO_MORE_MAPPINGS)
        survey->status = rawmap_mappings_close(&list);
    else
        (void)!rawmap_mappings_close(&list);
    survey->hole = covered < end;
}

/* Whether there are as many mappings as Linux lets a call make out of others, and more of them: a new one may be one over
   that, and is refused then. */
RAWMAP_I_LOCAL bool rawmap_i_at_map_count(const rawmap_i_survey *survey, uint64_t more)
{
    uint64_t most;
    return rawmap_i_proc_number("/proc/sys/vm/max_map_count", "", &most) && survey->count >= most + more;
}

/* A number of the pool that a kind names: free_hugepages or resv_hugepages. */
RAWMAP_I_LOCAL bool rawmap_i_pool_number(unsigned shift, const char *which, uint64_t *number)
{
    static const char before[] = "/sys/kernel/mm/hugepages/hugepages-";
    char place[sizeof before + 32];
    size_t at = 0;
    size_t i;
    for (i = 0; before[i] != '\0'; i++)
        place[at++] = before[i];
    at += rawmap_i_decimal(place + at, 1u << (shift - 10));
    for (i = 0; i == 0 || which[i - 1] != '\0'; i++)
        place[at++] = which[i];
    return rawmap_i_proc_number(place, "", number);
}

/* Whether the pool has too few pages that are free and promised to nobody. */
RAWMAP_I_LOCAL bool rawmap_i_pool_is_short(size_t length, rawmap_kind kind)
{
    const unsigned shift = kind.bits >> RAWMAP_I_HUGE_AT;
    uint64_t free_pages;
    uint64_t promised;
    if ((kind.bits & RAWMAP_LINUX_MAP_HUGETLB) == 0 || shift < 10 || shift - 10 > 31 ||
        !rawmap_i_pool_number(shift, "kB/free_hugepages", &free_pages) ||
        !rawmap_i_pool_number(shift, "kB/resv_hugepages", &promised))
        return false;
    return shift >= sizeof(size_t) * 8 || promised > free_pages || free_pages - promised < length >> shift;
}

/* Whether bytes more would go over a limit of the process: status says in kB what counts against it. */
RAWMAP_I_LOCAL bool rawmap_i_over_limit(const char *limit_name, const char *in_status, size_t length)
{
    uint64_t limit;
    uint64_t counted;
    unsigned i;
    if (!rawmap_i_proc_number("/proc/self/limits", limit_name, &limit) || limit == RAWMAP_I_UNLIMITED ||
        !rawmap_i_proc_number("/proc/self/status", in_status, &counted))
        return false;
    for (i = 0; i < 10; i++) /* from kB */
        counted += counted;
    return counted > limit || length > limit - counted;
}

RAWMAP_I_LOCAL bool rawmap_i_over_lock_limit(size_t length)
{
    return rawmap_i_over_limit("Max locked memory", "VmLck:", length);
}

/* Shared memory and stacks that grow are no data. */
RAWMAP_I_LOCAL bool rawmap_i_counts_as_data(rawmap_kind kind)
{
    return (kind.bits & RAWMAP_I_KIND_TYPE) != RAWMAP_LINUX_MAP_SHARED && (kind.bits & RAWMAP_LINUX_MAP_GROWSDOWN) == 0;
}

RAWMAP_I_LOCAL bool rawmap_i_over_commit(size_t length)
{
    uint64_t mode;
    uint64_t limit = 0;
    uint64_t in_use = 0;
    uint64_t swap = 0;
    unsigned i;
    if (!rawmap_i_proc_number("/proc/sys/vm/overcommit_memory", "", &mode) || mode == 1)
        return false;
    if (mode == 2) {
        if (!rawmap_i_proc_number("/proc/meminfo", "CommitLimit:", &limit) ||
            !rawmap_i_proc_number("/proc/meminfo", "Committed_AS:", &in_use))
            return false;
    } else {
        /* The heuristic refuses what memory and swap together could never hold. */
        if (!rawmap_i_proc_number("/proc/meminfo", "MemTotal:", &limit) ||
            !rawmap_i_proc_number("/proc/meminfo", "SwapTotal:", &swap))
            return false;
        limit += swap;
    }
    for (i = 0; i < 10; i++) { /* from kB */
        limit += limit;
        in_use += in_use;
    }
    return in_use > limit || length > limit - in_use;
}

RAWMAP_API_OUTLINE(explain) rawmap_status rawmap_explain_map(rawmap_status status, size_t length, rawmap_kind kind)
{
    rawmap_i_survey survey;
    if (status == RAWMAP_EAGAIN && rawmap_i_over_lock_limit(length))
        return RAWMAP_LOCK_OVER_LIMIT;
    if (status != RAWMAP_ENOMEM)
        return status;
    if (rawmap_i_pool_is_short(length, kind))
        return RAWMAP_STATE_HUGE_POOL;
    rawmap_i_survey_mappings(&survey, 0, 0);
    if (survey.status == RAWMAP_OK && rawmap_i_at_map_count(&survey, 1))
        return RAWMAP_STATE_MAP_COUNT;
    if (survey.status == RAWMAP_OK && survey.largest_gap < length)
        return RAWMAP_STATE_NO_ROOM;
    if (rawmap_i_over_limit("Max address space", "VmSize:", length))
        return RAWMAP_STATE_ADDRESS_SPACE_LIMIT;
    if (rawmap_i_counts_as_data(kind) && rawmap_i_over_limit("Max data size", "VmData:", length))
        return RAWMAP_STATE_DATA_LIMIT;
    if (rawmap_i_over_commit(length))
        return RAWMAP_STATE_OVERCOMMIT;
    return status;
}

RAWMAP_API_OUTLINE(explain) rawmap_status rawmap_explain_span(rawmap_status status, rawmap_span span)
{
    const uint64_t start = RAWMAP_I_ADDRESS(span.base);
    rawmap_i_survey survey;
    if (status != RAWMAP_ENOMEM && status != RAWMAP_EFAULT && status != RAWMAP_EPERM && status != RAWMAP_EAGAIN)
        return status;
    rawmap_i_survey_mappings(&survey, start, start + span.length);
    if (survey.status != RAWMAP_OK)
        return status;
    if (status == RAWMAP_EPERM)
        return survey.sealed ? RAWMAP_STATE_SEALED : status;
    if (status == RAWMAP_EAGAIN)
        return rawmap_i_over_lock_limit(RAWMAP_I_CAST(size_t, survey.unmapped)) ? RAWMAP_LOCK_OVER_LIMIT : status;
    if (survey.hole)
        return status == RAWMAP_ENOMEM ? RAWMAP_STATE_HOLE : RAWMAP_STATE_NOT_MAPPED;
    if (status == RAWMAP_ENOMEM && rawmap_i_at_map_count(&survey, 0))
        return RAWMAP_STATE_MAP_COUNT;
    return status;
}
#endif

#endif

RAWMAP_I_END

#endif
