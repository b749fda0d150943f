/* SPDX-License-Identifier: MIT */
/* rawmap/look.h: what is mapped, in which state its pages are, and why a call failed.

      rawmap_mappings_open, _next, _seek, _close    the mappings of a process, in the order of their addresses
      rawmap_pages_open, _scan, _close              the states of pages: RAWMAP_PAGES(present, guard)
      rawmap_pages_scan_rearm, _scan_tracked        the pages that were written since
      rawmap_cache_states, _to_end                  how much of a file is in the page cache
      rawmap_explain_map, rawmap_explain_span       the state of the machine behind a failure

      if (m.status == RAWMAP_ENOMEM)
          m.status = rawmap_explain_map(m.status, length, RAWMAP_PRIVATE());

   What people get wrong: all of it is true of the moment at which it was looked at, beside other threads no longer;
   and it needs /proc, but for rawmap_cache_states. */
#ifndef RAWMAP_LOOK_H
#define RAWMAP_LOOK_H

#include "core.h"
#include "map.h"

#include "look/mapping_entry.h"
#include "look/page_set.h"
#include "look/rules.h"
#include "look/mappings.h"
#include "look/pages.h"
#include "look/pages_written.h"
#include "look/cache_states.h"
#include "look/explain.h"
#include "look/values.h"

#endif
