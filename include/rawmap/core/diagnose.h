/* SPDX-License-Identifier: MIT */
/* rawmap/core/diagnose.h: constant mistakes across arguments, as errors of the compiler.

   clang's diagnose_if judges the arguments as they are written, at every -O. Nothing here depends on what an optimiser
   found out: gcc's error attribute would fire on constants of paths that never run, and break correct programs. */
#ifndef RAWMAP_CORE_DIAGNOSE_H
#define RAWMAP_CORE_DIAGNOSE_H

#ifndef RAWMAP_CORE_H
#include "rules.h"
#endif

#if defined __clang__ && !defined RAWMAP_NO_DIAGNOSE
#define RAWMAP_DIAGNOSE(RULES) RULES(RAWMAP_I_ROW_DIAGNOSE)
#else
#define RAWMAP_DIAGNOSE(RULES)
#endif

#define RAWMAP_I_ROW_DIAGNOSE_IGNORED(cause, errno, condition)                                                         \
    __attribute__((__diagnose_if__(condition, "RAWMAP_" #cause ": these constant arguments are refused", "error")))
#define RAWMAP_I_ROW_DIAGNOSE_GUARDED RAWMAP_I_ROW_DIAGNOSE_IGNORED
#define RAWMAP_I_ROW_DIAGNOSE_REFUSED RAWMAP_I_ROW_DIAGNOSE_IGNORED
#define RAWMAP_I_ROW_DIAGNOSE_UNSURE(...)
#define RAWMAP_I_ROW_DIAGNOSE_LOOKED(...)
#define RAWMAP_I_ROW_DIAGNOSE_TOLD(...)
#define RAWMAP_I_ROW_DIAGNOSE_STATE(...)

#endif
