/* SPDX-License-Identifier: MIT */
/* rawmap/core/loud.h: the end of what quiet.h began: each part is on its own again. It has no include guard. */
#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

#ifdef RAWMAP_I_PARTS_ARE_QUIET
#undef RAWMAP_I_PARTS_ARE_QUIET
#undef RAWMAP_I_QUIET
#undef RAWMAP_I_LOUD
#define RAWMAP_I_QUIET RAWMAP_I_TURN_OFF
#define RAWMAP_I_LOUD RAWMAP_I_TURN_BACK
RAWMAP_I_LOUD
#endif
