/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_protect.h: why mprotect and pkey_mprotect were refused, in the order of do_mprotect_pkey
   (Linux 7.3). Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_PROTECT_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_PROTECT_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_commit.h"
#include "inner_end.h"
#include "inner_judged.h"
#include "inner_limits.h"
#include "inner_places.h"
#include "inner_policy.h"
#include "inner_proc.h"
#include "inner_refused_span.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Mapping by mapping, up to the first that refuses. */

/* What becomes private and writable counts as data, and is promised where it was not. */
RAWMAP_I_LOCAL bool rawmap_i_protect_out_of_memory(rawmap_i_case *one, uint64_t start, uint64_t end, bool may_write)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t at = start, data = 0, promised = 0, from, to;
    bool told = false;
    if (may_write && rawmap_i_walk_open(one, &walk, true)) {
        while (data == 0 && rawmap_i_walk_next(&walk, &mapped) && mapped.start < end) {
            if (mapped.end <= at)
                continue;
            if (mapped.start > at) /* a hole, which the call meets first */
                break;
            at = mapped.end;
            if (mapped.shared || mapped.may_write || (mapped.flags & RAWMAP_I_FLAG_GROWSDOWN) != 0)
                continue;
            told = mapped.flags != 0;
            data = rawmap_i_overlap(&mapped, start, end);
            if ((mapped.flags & (RAWMAP_I_FLAG_ACCOUNT | RAWMAP_I_FLAG_HUGE | RAWMAP_I_FLAG_NORESERVE)) == 0)
                promised = data;
        }
        rawmap_i_walk_close(&walk);
    }
    if (data != 0 && (rawmap_i_over_data(one, data) || (told && rawmap_i_over_committed(one, promised, false))))
        return true;
    if (rawmap_i_first_hole(one, start, start + 1, &from, &to) == 1) /* before it splits anything */
        return rawmap_i_in_hole(one, start, end, RAWMAP_STATE_HOLE);
    return rawmap_i_split_over_count(one, start, end, RAWMAP_STATE_MAP_COUNT) ||
           rawmap_i_in_hole(one, start, end, RAWMAP_STATE_HOLE);
}

RAWMAP_I_LOCAL bool rawmap_i_may_not_write(rawmap_i_case *one, const rawmap_i_met *mapped)
{
    return rawmap_i_found_mapping(one, mapped,
                                  "The file is not open for writing, or sealed against it, by which was made ",
                                  RAWMAP_STATE_FILE_MODE);
}

RAWMAP_I_LOCAL bool rawmap_i_may_not_exec(rawmap_i_case *one, const rawmap_i_met *mapped)
{
    return rawmap_i_found_mapping(one, mapped, "On a file system that is mounted noexec lies the file of ",
                                  RAWMAP_STATE_ACCESS_DENIED);
}

/* What a mapping may never be, or not become. */
RAWMAP_I_LOCAL bool rawmap_i_protect_denied(rawmap_i_case *one, uint64_t start, uint64_t end, bool may_write,
                                            bool may_exec)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    bool gains = false, told = false;
    if (!rawmap_i_walk_open(one, &walk, true))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (rawmap_i_walk_next(&walk, &mapped) && mapped.start < end) {
        if (mapped.end <= start)
            continue;
        told = mapped.flags != 0 && (mapped.flags & RAWMAP_I_FLAGS_SPECIAL) == 0; /* of a device, its driver answers */
        if (!told)
            break;
        if ((may_write && (mapped.flags & RAWMAP_I_FLAG_MAY_WRITE) == 0) ||
            (may_exec && (mapped.flags & RAWMAP_I_FLAG_MAY_EXEC) == 0)) {
            rawmap_i_walk_close(&walk);
            return may_write && (mapped.flags & RAWMAP_I_FLAG_MAY_WRITE) == 0 ? rawmap_i_may_not_write(one, &mapped)
                                                                              : rawmap_i_may_not_exec(one, &mapped);
        }
        gains = may_exec && (may_write || !mapped.may_exec);
        if (gains)
            break;
    }
    rawmap_i_walk_close(&walk);
    if (!told)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (gains && rawmap_i_gains_exec(one, "what can be written, or could not be executed, cannot become executable."))
        return true;
    return rawmap_i_is_forbidden(one);
}

/* PROT_GROWSDOWN: of the first mapping in the span, whose start becomes the span's. PROT_GROWSUP: of the one where it begins.
   Only one architecture has mappings that grow upwards, and no file tells which do. */
RAWMAP_I_LOCAL bool rawmap_i_does_not_grow(rawmap_i_case *one, uint64_t start, uint64_t end, bool down)
{
    rawmap_i_met mapped;
    const int there = rawmap_i_first_mapped(one, start, down ? end : start + 1, 0, &mapped);
    rawmap_i_met growing;
    int grows = 0;
    if (there == 1 && down)
        grows = rawmap_i_first_mapped(one, mapped.start, mapped.start + 1, RAWMAP_I_FLAG_GROWSDOWN, &growing);
    if (!down && RAWMAP_STACK_GROWS_UP)
        grows = -1;
    if (there < 0 || grows < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (there == 0 || grows == 1)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(one, &mapped, down ? "It does not grow downwards: " : "It does not grow upwards: ",
                                  RAWMAP_PROT_SPAN_DOES_NOT_GROW);
}

RAWMAP_I_LOCAL bool rawmap_i_protect_refused(rawmap_i_case *one, uint64_t start, uint64_t end, unsigned protection)
{
    const bool down = (protection & RAWMAP_LINUX_PROT_GROWSDOWN) != 0;
    rawmap_i_met first;
    const bool may_write = (protection & RAWMAP_LINUX_PROT_WRITE) != 0;
    const bool may_exec = (protection & RAWMAP_LINUX_PROT_EXEC) != 0;
    if (down && rawmap_i_first_mapped(one, start, end, RAWMAP_I_FLAG_GROWSDOWN, &first) == 1)
        start = first.start;
    switch (one->call->error) {
    case RAWMAP_LINUX_ENOMEM:
        return rawmap_i_protect_out_of_memory(one, start, end, may_write);
    case RAWMAP_LINUX_EACCES:
        return rawmap_i_protect_denied(one, start, end, may_write, may_exec);
    case RAWMAP_LINUX_EPERM:
        return rawmap_i_is_sealed_there(one, start, end) || rawmap_i_is_forbidden(one);
    case RAWMAP_LINUX_EINVAL:
        return (((protection & RAWMAP_LINUX_PROT_GROWSUP) != 0 || down) &&
                rawmap_i_does_not_grow(one, start, end, down)) ||
               rawmap_i_cuts_huge_page(one, start, end);
    default:
        return false;
    }
}

/* Keys are the process's own. It asks where nothing can be mapped: Linux looks at the key first. */
RAWMAP_I_LOCAL bool rawmap_i_has_no_such_key(rawmap_i_case *one, int key)
{
    rawmap_word answer;
    if (key == -1)
        return false;
    if (one->call->process != 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL);
    answer = RAWMAP_I_CALL4(RAWMAP_NR_pkey_mprotect, RAWMAP_I_WORD(UINTPTR_MAX - 2 * RAWMAP_PAGE_SIZE_MAX + 1), 1,
                            RAWMAP_LINUX_PROT_NONE, key);
    if (answer != -RAWMAP_LINUX_EINVAL)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_KERNEL);
    rawmap_i_say(one, "The process has not taken the protection key ");
    rawmap_i_say_count(one, RAWMAP_I_CAST(unsigned, key));
    rawmap_i_say(one, ", or the processor has none.");
    return rawmap_i_found(one, RAWMAP_PKEY_NOT_TAKEN);
}

#endif

RAWMAP_I_END

#endif

#endif
