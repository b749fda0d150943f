/* SPDX-License-Identifier: MIT */
/* rawmap/process/from_linux.h: advice from the integers of process_madvise. rawmap_advice_to_linux is the way back. */
#ifndef RAWMAP_PROCESS_FROM_LINUX_H
#define RAWMAP_PROCESS_FROM_LINUX_H

#ifndef RAWMAP_PROCESS_H
#include "../core/base.h"
#include "../core/status.h"
#include "../map/from_linux.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_process_advice_from_linux: the advice that process_madvise would be given, with its flags, which must be 0.

   Result:   the value, or why it is none. Which advice another process may be given the call says.
   Status:   RAWMAP_PROCESS_ADVISE_UNKNOWN_BITS; RAWMAP_ADVICE_UNKNOWN, as rawmap_advice_from_linux.
   ABIs:     all */
RAWMAP_API(process)
rawmap_advice_answer rawmap_process_advice_from_linux(int advice, unsigned flags) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(process) rawmap_advice_answer rawmap_process_advice_from_linux(int advice, unsigned flags)
{
    rawmap_advice_answer answer = rawmap_advice_from_linux(flags == 0 ? advice : RAWMAP_LINUX_MADV_NORMAL);
    if (flags != 0)
        answer.status = RAWMAP_PROCESS_ADVISE_UNKNOWN_BITS;
    return answer;
}

#endif

RAWMAP_I_END

#endif
