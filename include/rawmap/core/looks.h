/* SPDX-License-Identifier: MIT */
/* rawmap/core/looks.h: what several subjects look at before they name a cause (core/rules.h: LOOKED). Inside the library. */
#ifndef RAWMAP_CORE_LOOKS_H
#define RAWMAP_CORE_LOOKS_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

/* The kernel's PR_GET_DUMPABLE, the same on every ABI. */
#define RAWMAP_I_PR_GET_DUMPABLE 3

/* Newer 32-bit ABIs have the second number only; for what the library asks they are the same call. F_GETFL is the same on
   every ABI. */
#ifdef RAWMAP_NR_fcntl
#define RAWMAP_I_NR_FCNTL RAWMAP_NR_fcntl
#else
#define RAWMAP_I_NR_FCNTL RAWMAP_NR_fcntl64
#endif
#define RAWMAP_I_F_GETFL 3

/* prctl answers what every kernel knows: so an EINVAL of it is of the request, and not of a filter for all of prctl. */
RAWMAP_I_INLINE bool rawmap_i_sees_prctl(void)
{
    return RAWMAP_I_CALL5(RAWMAP_NR_prctl, RAWMAP_I_PR_GET_DUMPABLE, 0, 0, 0, 0) >= 0;
}

RAWMAP_I_END

#endif

#endif
