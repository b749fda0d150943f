/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged.h: how the lists of core/rules.h are read of a call that somebody else made: before it,
   or with the errno that it was answered. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_H

#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* A call that is being judged. */
typedef struct rawmap_i_judged {
    int error;           /* what Linux answered; 0: it was not called, or what it answered is not asked for */
    bool asks;           /* rows may ask this kernel */
    bool own;            /* and what this process has */
    unsigned huge_shift; /* of the huge pages that a call means which names no size; 0: not known */
    rawmap_status status;
    bool ignored;
    const char *name;
} rawmap_i_judged;

/* A row: of what is refused too late a call that was refused may be the example, but only where refused says that all of
   the list's are refused. Locals: judged, refused. */
#define RAWMAP_I_ROW_OF_WORDS(cause, sort, errno, condition)                                                           \
    if (RAWMAP_I_COUNTS_##sort(RAWMAP_LINUX_##errno) && (condition) && RAWMAP_I_SEEN_##sort(RAWMAP_I_SEES_##cause)) {  \
        judged->status = RAWMAP_##cause;                                                                               \
        judged->ignored = RAWMAP_I_LOST_##sort;                                                                        \
        return;                                                                                                        \
    }
#define RAWMAP_I_COUNTS_IGNORED(of_row) (judged->error == 0)
#define RAWMAP_I_COUNTS_GUARDED(of_row) (judged->error == 0 || (refused && judged->error == (of_row)))
#define RAWMAP_I_COUNTS_REFUSED(of_row) (judged->error == 0 || judged->error == (of_row))
#define RAWMAP_I_COUNTS_UNSURE(of_row) (judged->asks && judged->error == (of_row))
#define RAWMAP_I_COUNTS_LOOKED(of_row) (judged->own && judged->error == (of_row))
#define RAWMAP_I_COUNTS_TOLD(of_row) false
#define RAWMAP_I_COUNTS_STATE(of_row) false
#define RAWMAP_I_LOST_IGNORED true
#define RAWMAP_I_LOST_GUARDED false
#define RAWMAP_I_LOST_REFUSED false
#define RAWMAP_I_LOST_UNSURE false
#define RAWMAP_I_LOST_LOOKED false
#define RAWMAP_I_LOST_TOLD false
#define RAWMAP_I_LOST_STATE false

/* Words as the kernel reads them. */
#define RAWMAP_I_ADDRESS_OF(word) RAWMAP_I_CAST(uintptr_t, word)
#define RAWMAP_I_LENGTH_OF(word) RAWMAP_I_CAST(size_t, word)
#define RAWMAP_I_BITS_OF(word) RAWMAP_I_CAST(unsigned, word)
#define RAWMAP_I_INT_OF(word) RAWMAP_I_CAST(int, word)

#endif

RAWMAP_I_END

#endif

#endif
