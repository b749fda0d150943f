/* SPDX-License-Identifier: MIT */
/* rawmap/process.h: the memory of processes, of other ones and of one as a whole.

      rawmap_process_open, _close                   a process as a handle that stays that process's
      rawmap_process_advise, _release               advice on many of its spans; the memory of a dying one, at once
      rawmap_process_read, _write                   copies between processes
      rawmap_thp_set, rawmap_mdwe_set, rawmap_merge_set, and rawmap_*_now     what holds for all memory of this one

      rawmap_opened_process p = rawmap_process_open(pid);
      rawmap_size done = rawmap_process_advise(p.process, spans, 3, RAWMAP_ADVICE(cold));

   What people get wrong: such calls may do less than all, and say how much; what Linux lets one process do to
   another depends on ptrace's rules, so EPERM has many causes. */
#ifndef RAWMAP_PROCESS_H
#define RAWMAP_PROCESS_H

#include "core.h"
#include "map.h"

#include "core/quiet.h"
#include "process/rules.h"
#include "process/open.h"
#include "process/from_linux.h"
#include "process/memory.h"
#include "process/whole.h"
#include "process/values.h"
#include "core/loud.h"

#endif
