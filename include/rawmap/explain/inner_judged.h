/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged.h: how the lists of core/rules.h are read of a call that somebody else made: before it,
   or with the errno that it was answered. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* A call that is being judged. */
typedef struct rawmap_i_judged {
    int error;              /* what Linux answered; 0: it was not called, or what it answered is not asked for */
    bool asks;              /* rows may ask this kernel */
    bool own;               /* and what this process has */
    unsigned default_shift; /* of the huge pages that a call means which names no size; 0: not known */
    rawmap_status status;
    bool ignored;
    const char *name;
} rawmap_i_judged;

/* A row: of what is refused too late a call that was refused may be the example, but only where refused says that all of
   the list's are refused. Locals: judged, refused. Nothing is left of a row whose sort counts nowhere here. */
#define RAWMAP_I_ROW_OF_WORDS_IGNORED(cause, errno, condition)                                                         \
    if (judged->error == 0 && (condition)) {                                                                           \
        rawmap_i_words_hold(judged, RAWMAP_##cause, true);                                                             \
        return;                                                                                                        \
    }
#define RAWMAP_I_ROW_OF_WORDS_GUARDED(cause, errno, condition)                                                         \
    if ((judged->error == 0 || (refused && judged->error == RAWMAP_LINUX_##errno)) && (condition)) {                   \
        rawmap_i_words_hold(judged, RAWMAP_##cause, false);                                                            \
        return;                                                                                                        \
    }
#define RAWMAP_I_ROW_OF_WORDS_REFUSED(cause, errno, condition)                                                         \
    if ((judged->error == 0 || judged->error == RAWMAP_LINUX_##errno) && (condition)) {                                \
        rawmap_i_words_hold(judged, RAWMAP_##cause, false);                                                            \
        return;                                                                                                        \
    }
#define RAWMAP_I_ROW_OF_WORDS_UNSURE(cause, errno, condition)                                                          \
    if (judged->asks && judged->error == RAWMAP_LINUX_##errno && (condition)) {                                        \
        rawmap_i_words_hold(judged, RAWMAP_##cause, false);                                                            \
        return;                                                                                                        \
    }
#define RAWMAP_I_ROW_OF_WORDS_LOOKED(cause, errno, condition)                                                          \
    if (judged->own && judged->error == RAWMAP_LINUX_##errno && (condition) && (RAWMAP_I_SEES_##cause)) {              \
        rawmap_i_words_hold(judged, RAWMAP_##cause, false);                                                            \
        return;                                                                                                        \
    }
#define RAWMAP_I_ROW_OF_WORDS_TOLD(...)
#define RAWMAP_I_ROW_OF_WORDS_STATE(...)

RAWMAP_I_INLINE void rawmap_i_words_hold(rawmap_i_judged *judged, rawmap_status cause, bool ignored)
{
    judged->status = cause;
    judged->ignored = ignored;
}

/* Words as the kernel reads them. */
#define RAWMAP_I_ADDRESS_OF(word) RAWMAP_I_CAST(uintptr_t, word)
#define RAWMAP_I_LENGTH_OF(word) RAWMAP_I_CAST(size_t, word)
#define RAWMAP_I_BITS_OF(word) RAWMAP_I_CAST(unsigned, word)
#define RAWMAP_I_INT_OF(word) RAWMAP_I_CAST(int, word)

#endif

RAWMAP_I_END

#endif

#endif
