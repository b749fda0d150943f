/* SPDX-License-Identifier: MIT */
/* rawmap/map.h: mapping memory and files, and all that is done to one span of them.

      rawmap_map, rawmap_map_file            a new mapping, which never replaces another
      rawmap_replace, rawmap_replace_file    in place of a span that the caller owns (MAP_FIXED)
      rawmap_unmap                           gives a span back
      rawmap_protect                         what may be done with its pages
      rawmap_resize, _resize_or_move, rawmap_move_over, _keep, _keep_over, rawmap_duplicate     mremap, a function each
      rawmap_advise, rawmap_sync, rawmap_residency
      rawmap_lock, _lock_on_fault, _unlock, _lock_all, _unlock_all
      rawmap_seal, rawmap_name, rawmap_pkey_*, rawmap_map_shadow_stack
      rawmap_page_size, rawmap_huge_page_default, rawmap_huge_page_sizes
      rawmap_break_now, _set; rawmap_remap_file_pages, deprecated
      rawmap_mmap_from_linux, rawmap_prot_from_linux and their like: the values of integers, and back

   What memory is comes as one value: RAWMAP_PRIVATE, RAWMAP_SHARED or RAWMAP_DROPPABLE with its own options, of a
   file RAWMAP_FILE_PRIVATE or RAWMAP_FILE_SHARED. Where it goes is another: RAWMAP_ANYWHERE, RAWMAP_NEAR(p),
   RAWMAP_EXACTLY(p). What may be done with it is a third: RAWMAP_PROT(read, write).

      rawmap_mapping m = rawmap_map(1 << 21, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE);
      if (m.status == RAWMAP_OK)
          status = rawmap_unmap(m.span);

   What people get wrong: lengths are not rounded, so the span that comes out is the length that went in; populate
   and lock as options say nothing of their failure (advise populate_write and rawmap_lock do); the page size is
   asked, never assumed. */
#ifndef RAWMAP_MAP_H
#define RAWMAP_MAP_H

#include "core.h"

#include "core/quiet.h"
#include "map/protection.h"
#include "map/kind.h"
#include "map/file_kind.h"
#include "map/placement.h"
#include "map/rules.h"
#include "map/page_size.h"
#include "map/mmap.h"
#include "map/looks.h"
#include "map/anonymous.h"
#include "map/file.h"
#include "map/protect.h"
#include "map/remap.h"
#include "map/remap_keep.h"
#include "map/advise.h"
#include "map/sync.h"
#include "map/lock.h"
#include "map/mmap_from_linux.h"
#include "map/mremap_from_linux.h"
#include "map/residency.h"
#include "map/huge_page_size.h"
#include "map/seal.h"
#include "map/pkey.h"
#include "map/from_linux.h"
#include "map/shadow_stack.h"
#include "map/name.h"
#include "map/break.h"
#include "map/remap_file_pages.h"
#include "map/values.h"
#include "core/loud.h"

#endif
