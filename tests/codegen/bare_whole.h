/* SPDX-License-Identifier: MIT */
/* As bare.h, for what holds for the whole process: the results that rawmap gives, by hand. */
#ifndef BARE_WHOLE_H
#define BARE_WHOLE_H

#include "bare_files.h"

/* A value of the call, or a status and nothing. */
#define BARE_NOW(name, type, member, nothing, value, call)                                                             \
    BY_HAND type name(void)                                                                                            \
    {                                                                                                                  \
        const rawmap_word result = call;                                                                               \
        type now;                                                                                                      \
        if (__builtin_expect(result < 0 && result >= -4095, 0)) {                                                      \
            now.status = (rawmap_status)-result;                                                                       \
            now.member = nothing;                                                                                      \
            return now;                                                                                                \
        }                                                                                                              \
        now.status = RAWMAP_OK;                                                                                        \
        now.member = value;                                                                                            \
        return now;                                                                                                    \
    }
#define BARE_GET(what) hand_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_GET_##what, 0, 0, 0, 0)
BARE_NOW(bare_thp, rawmap_thp_answer, thp.state, 0, (unsigned)result, BARE_GET(THP_DISABLE))
BARE_NOW(bare_mdwe, rawmap_mdwe_answer, flags.bits, 0, (unsigned)result, BARE_GET(MDWE))
BARE_NOW(bare_merge, rawmap_merge_answer, merges, false, result != 0, BARE_GET(MEMORY_MERGE))
BARE_NOW(bare_break, rawmap_break, end, NULL, (void *)result, hand_syscall1(RAWMAP_NR_brk, 0))

#endif
