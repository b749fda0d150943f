/* SPDX-License-Identifier: MIT */
/* rawmap/regions.h: what programs build of mappings: segments, huge pages, guards, rings, caches,
   code, secrets.

      rawmap_region_reserve, _commit, _decommit, _free_lazily, _drop_now, _page_out, _keep_cold, _release
                                                    an aligned range of addresses, given memory part by part
      rawmap_map_aligned                            a mapping at a multiple of more than a page
      rawmap_map_within                             a mapping in a range of addresses: RAWMAP_WITHIN
      rawmap_ladder_commit                          the best pages that there are, and why not better ones: RAWMAP_STEPS
      rawmap_ladder_map                             the same for a new mapping, shared too, from nodes that are wanted
      rawmap_ladder_map_file                        the same for a mapping of a file
      rawmap_collapse, rawmap_pages_held, rawmap_transparent_size      transparent huge pages
      rawmap_guard_install, _remove; rawmap_stack_map, _unmap
      rawmap_grow, rawmap_grow_file                 mappings that grow, in place or by moving
      rawmap_ring_map                               the same pages twice in a row
      rawmap_cache_map, _store, _fetch, _forget     values that the kernel may take back
      rawmap_code_map, rawmap_code_changed          code that the program makes: one view to write it, one to run it
      rawmap_mapped_read, rawmap_mapped_write       a mapped file that may be cut: fewer bytes, and no SIGBUS
      rawmap_secret_map, rawmap_secret_release      keys and passwords
      rawmap_advise_many; rawmap_guard_install_many, _remove_many      advice and guards on many spans at once

      rawmap_mapping segment = rawmap_region_reserve(64 << 20, 4 << 20);
      status = rawmap_region_commit(rawmap_slice(segment.span, 0, 1 << 20));

   What people get wrong, and these do not: unmapping to align, which another thread may run into; taking a range
   back for given back (decommit takes it off the commit limit, drop_now does not); reading a cached value that went
   meanwhile. */
#ifndef RAWMAP_REGIONS_H
#define RAWMAP_REGIONS_H

#include "core.h"
#include "map.h"
#include "files.h"
#include "process.h"
#include "numa.h"
#include "look.h"

#include "core/quiet.h"
#include "regions/inner_sets.h"
#include "regions/within.h"
#include "regions/aligned.h"
#include "regions/region.h"
#include "regions/step_set.h"
#include "regions/collapse.h"
#include "regions/ladder.h"
#include "regions/ladder_map.h"
#include "regions/ladder_file.h"
#include "regions/guard.h"
#include "regions/grow.h"
#include "regions/ring.h"
#include "regions/advise_many.h"
#include "regions/cache.h"
#include "regions/code.h"
#include "regions/mapped.h"
#include "regions/secret.h"
#include "regions/guard_many.h"
#include "core/loud.h"

#endif
