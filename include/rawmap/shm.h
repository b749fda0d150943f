/* SPDX-License-Identifier: MIT */
/* rawmap/shm.h: System V shared memory: segments that live in the kernel, found by number.

      rawmap_shm_new, _create, _find, _find_for, _find_or_create
                                                    a segment: RAWMAP_SHM(huge_2mb)
      rawmap_shm_attach, _replace, _detach          where it is mapped
      rawmap_shm_look, _permit, _remove, _lock, _unlock
      rawmap_shm_limits_now, _usage_now, _at, _at_any   of the whole system

      rawmap_shm_answer s = rawmap_shm_new(1 << 20, 0600, RAWMAP_SHM());
      rawmap_mapping m = rawmap_shm_attach(s.segment, RAWMAP_PROT(read, write), RAWMAP_ANYWHERE);

   What people get wrong: a segment outlives its processes until somebody removes it. rawmap_memfd and
   rawmap_map_file do the same with a descriptor, and leave nothing behind. */
#ifndef RAWMAP_SHM_H
#define RAWMAP_SHM_H

#include "core.h"
#include "map.h"

#include "core/quiet.h"
#include "shm/rules.h"
#include "shm/segment.h"
#include "shm/find.h"
#include "shm/control.h"
#include "shm/system.h"
#include "shm/attach.h"
#include "shm/values.h"
#include "shm/from_linux.h"
#include "core/loud.h"

#endif
