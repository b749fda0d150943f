/* SPDX-License-Identifier: MIT */
/* rawmap/core/status.h: how a call ended.

   RAWMAP_OK (0)      success; nothing to look up elsewhere
   1..4095            the kernel's own errno on this architecture: RAWMAP_EINVAL and its fellows
   4096 and up        the cause, by name: RAWMAP_LENGTH_ZERO and its fellows (causes.h has them, text.h says them)

   The enumeration is open: a newer kernel or library may answer a number that is not in it, so a switch has a default. */
#ifndef RAWMAP_CORE_STATUS_H
#define RAWMAP_CORE_STATUS_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "causes.h"
#endif

RAWMAP_I_BEGIN

/* An errno of the kernel's inside that some kernels let out (32-bit ones without droppable memory). */
#define RAWMAP_LINUX_ENOTSUPP 524

#ifdef __cplusplus
enum rawmap_status : int {
#else
typedef enum rawmap_status {
    /* Makes the type int-sized and signed under -fshort-enums too. Never answered. */
    RAWMAP_I_STATUS_IS_AN_INT = -__INT_MAX__ - 1,
#endif
    RAWMAP_OK = 0,
#define RAWMAP_I_ENUMERATOR(name) RAWMAP_##name = RAWMAP_LINUX_##name,
    RAWMAP_LINUX_ERRNOS(RAWMAP_I_ENUMERATOR) RAWMAP_ENOTSUPP = RAWMAP_LINUX_ENOTSUPP,
#undef RAWMAP_I_ENUMERATOR
#define RAWMAP_I_ENUMERATOR(number, name, error, sentence) RAWMAP_##name = (number),
    RAWMAP_CAUSES(RAWMAP_I_ENUMERATOR)
#undef RAWMAP_I_ENUMERATOR
#ifdef __cplusplus
};
/* libc's habit, a failure is below 0, would see none here. In C++ a literal 0 may become a pointer, and then it is not
   clear what was meant; in C no type can be told from another that way. */
struct rawmap_error_a_status_is_never_negative_compare_it_with_RAWMAP_OK;
extern "C++" {
void operator<(rawmap_status, rawmap_error_a_status_is_never_negative_compare_it_with_RAWMAP_OK *) = delete;
}
#else
} rawmap_status;
#endif

/* rawmap_ignore: a failure that makes no difference is left aside, and no compiler warns: the status of every call must be
   used, which (void) is not to gcc.

       rawmap_ignore(rawmap_advise(span, RAWMAP_ADVICE(cold)));

   Result:   none.
   ABIs:     all */
RAWMAP_API(core) void rawmap_ignore(rawmap_status status);

#if RAWMAP_I_BODIES

RAWMAP_API(core) void rawmap_ignore(rawmap_status status)
{
    (void)status;
}

#endif

RAWMAP_I_END

#endif
