/* SPDX-License-Identifier: MIT */
/* rawmap/look.h: what is mapped, in which state its pages are, and what the machine has.

      rawmap_mappings_open, _next, _seek, _close    the mappings of a process, in the order of their addresses
      rawmap_pages_open, _scan, _close              the states of pages: RAWMAP_PAGES(present, guard)
      rawmap_pages_scan_rearm, _scan_tracked        the pages that were written since
      rawmap_cache_states, _to_end                  how much of a file is in the page cache
      rawmap_facts_ask                              memory, pages, addresses, nodes, settings: RAWMAP_FACTS(page_bytes)

      status = rawmap_mappings_open(&list, 0, buffer, sizeof buffer);
      while (status == RAWMAP_OK && (status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK)
          total += entry.end - entry.start;

   What people get wrong: an answer is true at the moment of looking, and beside other threads perhaps no longer;
   and all of it needs /proc, except rawmap_cache_states. */
#ifndef RAWMAP_LOOK_H
#define RAWMAP_LOOK_H

#include "core.h"
#include "map.h"

#include "core/quiet.h"
#include "look/mapping_entry.h"
#include "look/page_set.h"
#include "look/from_linux.h"
#include "look/rules.h"
#include "look/mappings.h"
#include "look/pages.h"
#include "look/pages_written.h"
#include "look/cache_states.h"
#include "look/fact_set.h"
#include "look/machine.h"
#include "look/facts.h"
#include "look/values.h"
#include "core/loud.h"

#endif
