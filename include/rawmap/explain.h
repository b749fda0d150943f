/* SPDX-License-Identifier: MIT */
/* rawmap/explain.h: why a call failed.

      rawmap_explain_call                           any memory call, of this process or of another that is stopped: the
                                                    cause, the figures behind it, the mapping in the way, a sentence
      rawmap_explain_map, rawmap_explain_span       the state of the machine behind a status of this library
      rawmap_judge_call                             what the rules say of a call given by its words; nothing is called

      if (m.status == RAWMAP_ENOMEM)
          m.status = rawmap_explain_map(m.status, length, RAWMAP_PRIVATE());

   What people get wrong: what is found is true of the moment at which it is looked for. Of a process that runs on,
   another cause may have been the one. What is not found stays the bare errno. */
#ifndef RAWMAP_EXPLAIN_H
#define RAWMAP_EXPLAIN_H

#include "core.h"
#include "map.h"
#include "files.h"
#include "process.h"
#include "numa.h"
#include "shm.h"
#include "look.h"
#include "faults.h"
#include "regions.h"

#include "core/quiet.h"
#include "explain/explanation.h"
#include "explain/status.h"
#include "explain/judge.h"
#include "explain/call.h"
#include "core/loud.h"

#endif
