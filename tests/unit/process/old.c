/* SPDX-License-Identifier: MIT */
/* Calls on processes, on kernels that are older than the one that runs. */
#define RAWMAP_SYSCALL simulated_process
#include "unit_process.h"

static int error;

rawmap_word simulated_process(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                              rawmap_word e, rawmap_word f)
{
    if (error == 0)
        return unit_syscall(number, a, b, c, d, e, f);
    unit_calls++;
    return unit_last = -error;
}

Test(old_process, the_process_itself_is_unknown)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    error = EBADF;
    ROW(process_advise, UNSURE, EBADF, PROCESS_SELF_UNKNOWN, (RAWMAP_PROCESS_SELF, &span, 1, RAWMAP_ADVICE(cold)));
    ROW(process_release, UNSURE, EBADF, PROCESS_SELF_UNKNOWN, (RAWMAP_PROCESS_SELF));
}

Test(old_process, calls_that_do_not_exist)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    error = ENOSYS;
    STATUS(ENOSYS, rawmap_process_open(getpid()).status);
    STATUS(ENOSYS, rawmap_process_advise(RAWMAP_PROCESS_SELF, &span, 1, RAWMAP_ADVICE(cold)).status);
    STATUS(ENOSYS, rawmap_process_release(RAWMAP_PROCESS_SELF));
    STATUS(ENOSYS, rawmap_process_read(getpid(), &span, 1, &span, 1).status);
    STATUS(ENOSYS, rawmap_process_write(getpid(), &span, 1, &span, 1).status);
}

/* As many spans as Linux takes are not too many, whatever else it refuses; one more is. */
Test(old_process, how_many_are_too_many)
{
    static rawmap_span spans[1025];
    error = EINVAL;
    STATUS(EINVAL, rawmap_process_read(getpid(), spans, 1024, spans, 1024).status);
    STATUS(SPANS_TOO_MANY, rawmap_process_read(getpid(), spans, 1025, spans, 1024).status);
    STATUS(SPANS_TOO_MANY, rawmap_process_read(getpid(), spans, 1024, spans, 1025).status);
    STATUS(EINVAL, rawmap_process_advise(RAWMAP_PROCESS_SELF, spans, 1024, RAWMAP_ADVICE(cold)).status);
    STATUS(SPANS_TOO_MANY, rawmap_process_advise(RAWMAP_PROCESS_SELF, spans, 1025, RAWMAP_ADVICE(cold)).status);
}
