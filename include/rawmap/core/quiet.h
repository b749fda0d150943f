/* SPDX-License-Identifier: MIT */
/* rawmap/core/quiet.h: what base.h turns off, an umbrella turns off here for all of its parts, up to loud.h: where each
   part does so for itself, compilers spend a sixth of their time on it. It has no include guard. */
#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

RAWMAP_I_QUIET
#define RAWMAP_I_PARTS_ARE_QUIET
#undef RAWMAP_I_QUIET
#undef RAWMAP_I_LOUD
#define RAWMAP_I_QUIET
#define RAWMAP_I_LOUD
