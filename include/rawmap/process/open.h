/* SPDX-License-Identifier: MIT */
/* rawmap/process/open.h: processes as handles, and advice on their memory.

   RAWMAP_PROCESS_SELF    the calling process, without opening it (Linux 6.14)

   A handle stays that process's: a number may be given to another process once it has ended. */
#ifndef RAWMAP_PROCESS_OPEN_H
#define RAWMAP_PROCESS_OPEN_H

#ifndef RAWMAP_PROCESS_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/advise.h"
#include "../map/huge_page_size.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* An opened process: the kernel's pidfd. */
typedef struct rawmap_process {
    int file;
} rawmap_process;

typedef struct rawmap_opened_process {
    rawmap_status status;
    rawmap_process process; /* file -1 unless status is RAWMAP_OK */
} rawmap_opened_process;

#define RAWMAP_PROCESS_SELF RAWMAP_I_OPEN(rawmap_process){RAWMAP_I_PROCESS_SELF})

/* rawmap_process_open: a handle to a process, which is closed on exec.

   Units:      number: the process's, as getpid answers it.
   Status:     RAWMAP_PROCESS_NOT_POSITIVE: Linux refused it for this.
               RAWMAP_ESRCH: no such process. RAWMAP_EINVAL, RAWMAP_ENOENT: it is the number of a thread.
               RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was free. RAWMAP_ENOSYS: the kernel is older.
   Since:      5.3
   ABIs:       all
   Manual:     pidfd_open(2) */
RAWMAP_API(process) rawmap_opened_process rawmap_process_open(int number) RAWMAP_MUST_USE;

/* rawmap_check_process_open: what rawmap_process_open would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(process) rawmap_status rawmap_check_process_open(int number) RAWMAP_MUST_USE;

/* rawmap_process_close: gives a handle back.

   Status:     RAWMAP_EBADF: it is not open.
   Since:      1.0
   ABIs:       all
   Manual:     close(2) */
RAWMAP_API(process) rawmap_status rawmap_process_close(rawmap_process process) RAWMAP_MUST_USE;

/* rawmap_process_advise: advice on many spans at once, of the calling process or of another.

   Units:      count in spans; the result in bytes.
   Requires:   of another process: the right to read its memory, and CAP_SYS_NICE; and only cold, pageout, willneed or
               collapse. Of the calling process: any advice since Linux 6.13, these four before.
   Result:     how many bytes were advised. Fewer than asked: the span in which they end was refused (rawmap_advise says
               why); those behind it were not looked at. An empty span among others is passed over.
   Status:     RAWMAP_SPANS_NONE: Linux would ignore it; nothing was called.
               RAWMAP_SPANS_MISSING, RAWMAP_SPANS_TOO_MANY, RAWMAP_PROCESS_NOT_OPEN: Linux refused it for this.
               RAWMAP_PROCESS_SELF_UNKNOWN: the kernel is older than RAWMAP_PROCESS_SELF.
               RAWMAP_EBADF: no process's handle. RAWMAP_EINVAL: this kernel does not know the advice, or not for another
               process; or the first span is unfit, as rawmap_advise says. RAWMAP_ENOMEM: the first span is not mapped.
               RAWMAP_EPERM: not allowed. RAWMAP_ESRCH: the process has ended. RAWMAP_ENOSYS: the kernel is older.
   Since:      5.10; collapse 6.1
   ABIs:       all
   Manual:     process_madvise(2) */
RAWMAP_API(process)
rawmap_size rawmap_process_advise(rawmap_process process, const rawmap_span *spans, size_t count,
                                  rawmap_advice advice) RAWMAP_MUST_USE;

/* rawmap_check_process_advise: what rawmap_process_advise would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(process)
rawmap_status rawmap_check_process_advise(rawmap_process process, const rawmap_span *spans, size_t count,
                                          rawmap_advice advice) RAWMAP_MUST_USE;

/* rawmap_process_release: gives the memory of a process that was killed back at once, without waiting for it to end.

   Requires:   that it was killed, and shares its memory with none that was not.
   Status:     RAWMAP_PROCESS_NOT_OPEN: Linux refused it for this. RAWMAP_PROCESS_NOT_DYING: the kernel said so.
               RAWMAP_PROCESS_SELF_UNKNOWN: the kernel is older than RAWMAP_PROCESS_SELF.
               RAWMAP_EBADF: no process's handle. RAWMAP_ESRCH: its memory is gone already. RAWMAP_EAGAIN: some of it is
               in use: call again. RAWMAP_EINTR: killed while waiting. RAWMAP_ENOSYS: the kernel is older.
   Since:      5.15
   ABIs:       all
   Manual:     kill(2) */
RAWMAP_API(process) rawmap_status rawmap_process_release(rawmap_process process) RAWMAP_MUST_USE;

/* rawmap_check_process_release: what rawmap_process_release would answer, as far as its argument tells; nothing is
   called. */
RAWMAP_API(process) rawmap_status rawmap_check_process_release(rawmap_process process) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(process, process_open, RAWMAP_RULES_PROCESS_OPEN, int number)
RAWMAP_I_DEFINE_VERDICT(process, process_advise, RAWMAP_RULES_PROCESS_ADVISE, rawmap_process process,
                        const rawmap_span *spans, size_t count)
RAWMAP_I_DEFINE_VERDICT(process, process_release, RAWMAP_RULES_PROCESS_RELEASE, rawmap_process process)

RAWMAP_API(process) rawmap_status rawmap_check_process_open(int number)
{
    return RAWMAP_I_CHECKED(process_open, number);
}

RAWMAP_API(process) rawmap_opened_process rawmap_process_open(int number)
{
    const rawmap_word result = RAWMAP_I_CALL2(RAWMAP_NR_pidfd_open, number, 0);
    rawmap_opened_process opened;
    opened.status = RAWMAP_OK;
    opened.process.file = RAWMAP_I_CAST(int, result);
    if (rawmap_i_is_error(result)) {
        opened.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_PROCESS_OPEN, process_open, result, number);
        opened.process.file = -1;
    }
    return opened;
}

RAWMAP_API(process) rawmap_status rawmap_process_close(rawmap_process process)
{
    return RAWMAP_I_CAST(rawmap_status, -RAWMAP_I_CALL1(RAWMAP_NR_close, process.file));
}

RAWMAP_API(process)
rawmap_status rawmap_check_process_advise(rawmap_process process, const rawmap_span *spans, size_t count,
                                          rawmap_advice advice)
{
    (void)advice;
    return RAWMAP_I_CHECKED(process_advise, process, spans, count);
}

/* A span is laid out as the kernel's struct iovec. */
RAWMAP_API(process)
rawmap_size rawmap_process_advise(rawmap_process process, const rawmap_span *spans, size_t count, rawmap_advice advice)
{
    rawmap_size advised;
    rawmap_word result;
    advised.status = RAWMAP_OK;
    advised.bytes = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PROCESS_ADVISE)) {
        advised.status = rawmap_i_failure(RAWMAP_I_REFUSED(process_advise, process, spans, count));
        return advised;
    }
    result = RAWMAP_I_CALL5(RAWMAP_NR_process_madvise, process.file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(spans)),
                            RAWMAP_I_WORD(count), RAWMAP_I_WORD(advice.value), 0);
    if (rawmap_i_is_error(result))
        advised.status =
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_PROCESS_ADVISE, process_advise, result, process, spans, count);
    else
        advised.bytes = RAWMAP_I_CAST(size_t, result);
    return advised;
}

RAWMAP_API(process) rawmap_status rawmap_check_process_release(rawmap_process process)
{
    return RAWMAP_I_CHECKED(process_release, process);
}

RAWMAP_API(process) rawmap_status rawmap_process_release(rawmap_process process)
{
    const rawmap_word result = RAWMAP_I_CALL2(RAWMAP_NR_process_mrelease, process.file, 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_PROCESS_RELEASE, process_release, result, process);
}

#endif

RAWMAP_I_END

#endif
