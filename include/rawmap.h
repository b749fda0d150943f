/* SPDX-License-Identifier: MIT */
/* rawmap: Linux memory mapping, called directly. No libc, no errno, no state.

   The map of the library, from the bottom up. Each header can be included alone.

       rawmap/base.h             the architecture (arch/), the linkage, the hook
       rawmap/causes.h           every cause of a failure, with its number and its sentence
       rawmap/status.h           rawmap_status: 0, the kernel's errno, or a cause
       rawmap/set.h              how RAWMAP_PROT(read, write) becomes a value of its own type
       rawmap/protection.h       RAWMAP_PROT
       rawmap/kind.h             RAWMAP_PRIVATE, RAWMAP_SHARED, RAWMAP_DROPPABLE
       rawmap/file_kind.h        RAWMAP_FILE_PRIVATE, RAWMAP_FILE_SHARED
       rawmap/placement.h        RAWMAP_ANYWHERE, RAWMAP_NEAR, RAWMAP_EXACTLY, RAWMAP_LOW_32BIT, RAWMAP_ABOVE_4G
       rawmap/rules.h            what each call may meet, in rules_*.h; groups.h, verdict.h and diagnose.h apply it
       rawmap/span.h             rawmap_span, rawmap_mapping, rawmap_slice
       rawmap/map.h              rawmap_map, rawmap_replace, rawmap_unmap
       rawmap/map_file.h         rawmap_map_file, rawmap_replace_file
       rawmap/protect.h          rawmap_protect
       rawmap/remap.h            rawmap_resize, rawmap_resize_or_move, rawmap_move_over, rawmap_move_keep, rawmap_duplicate
       rawmap/advise.h           rawmap_advise
       rawmap/sync.h             rawmap_sync
       rawmap/lock.h             rawmap_lock, rawmap_lock_on_fault, rawmap_unlock, rawmap_lock_all, rawmap_unlock_all
       rawmap/residency.h        rawmap_residency
       rawmap/page_size.h        rawmap_page_size
       rawmap/huge_page_size.h   rawmap_huge_page_default, rawmap_huge_page_sizes
       rawmap/rules_files.h      what the calls below may meet
       rawmap/open_how.h         RAWMAP_OPEN, RAWMAP_CREATE
       rawmap/file.h             rawmap_file_open, rawmap_file_create, rawmap_file_close
       rawmap/file_size.h        rawmap_file_size, rawmap_file_resize
       rawmap/file_allocate.h    rawmap_file_allocate, rawmap_file_punch and their fellows
       rawmap/memfd.h            rawmap_memfd, rawmap_memfd_secret
       rawmap/file_seal.h        rawmap_file_seal, rawmap_file_seals
       rawmap/seal.h             rawmap_seal
       rawmap/pkey.h             rawmap_pkey_alloc, rawmap_pkey_protect, rawmap_pkey_restrict and their fellows
       rawmap/shadow_stack.h     rawmap_map_shadow_stack
       rawmap/rules_whole.h      what the calls below may meet
       rawmap/name.h             rawmap_name
       rawmap/whole_process.h    rawmap_thp_set, rawmap_mdwe_set, rawmap_merge_set, and how they stand now
       rawmap/break.h            rawmap_break_now, rawmap_break_set
       rawmap/remap_file_pages.h rawmap_remap_file_pages, deprecated
       rawmap/shm.h              rawmap_shm_new, rawmap_shm_create, rawmap_shm_find; rules_shm.h
       rawmap/shm_control.h      rawmap_shm_look, rawmap_shm_permit, rawmap_shm_remove, rawmap_shm_lock, rawmap_shm_unlock
       rawmap/shm_system.h       rawmap_shm_limits_now, rawmap_shm_usage_now, rawmap_shm_at
       rawmap/shm_attach.h       rawmap_shm_attach, rawmap_shm_detach
       rawmap/numa.h             rawmap_numa_set, rawmap_numa_bind, rawmap_numa_now and their fellows; rules_numa.h
       rawmap/numa_pages.h       rawmap_node_of, rawmap_numa_where, rawmap_numa_move, rawmap_numa_migrate, rawmap_numa_home

   Above the calls
       rawmap/region.h           rawmap_region_reserve, _commit, _decommit, _free_lazily, _drop_now, _page_out, _keep_cold,
                                 _release: an allocator's segment
       rawmap/step_set.h         RAWMAP_STEPS
       rawmap/collapse.h         rawmap_transparent_size, rawmap_pages_held, rawmap_collapse
       rawmap/ladder.h           rawmap_ladder_commit: the best pages that there are, and why not better ones
       rawmap/guard.h            rawmap_guard_install, _remove, rawmap_stack_map, _unmap
       rawmap/grow.h             rawmap_grow, rawmap_grow_file: mappings that grow, in place or by moving
       rawmap/ring.h             rawmap_ring_map: the same pages twice in a row
       rawmap/cache.h            rawmap_cache_map, _store, _fetch, _forget: values that the kernel may drop
       rawmap/advise_many.h      rawmap_advise_many: advice on many spans at once

   Looking
       rawmap/mappings.h         rawmap_mappings_open, _next, _seek, _close: the list of mappings of a process
       rawmap/page_set.h         RAWMAP_PAGES, rawmap_page_query, rawmap_page_region
       rawmap/pages.h            rawmap_pages_open, rawmap_pages_scan: the state of pages
       rawmap/pages_written.h    rawmap_pages_scan_rearm: the pages that were written since
       rawmap/cache_states.h     rawmap_cache_states: how much of a file is in the page cache
       rawmap/explain.h          rawmap_explain_map, rawmap_explain_span: the state of the machine behind a failure

   Processes
       rawmap/process.h          rawmap_process_open, _advise, _release: advice on many spans, of any process
       rawmap/process_memory.h   rawmap_process_read, _write: copying between the memory of processes

   Page faults that the program handles itself
       rawmap/fault_set.h        RAWMAP_FAULT_FEATURES, RAWMAP_FAULT_MODES and the other sets of userfaultfd
       rawmap/faults.h           rawmap_faults_open, _handshake, _register, _unregister, _wake, _set_mode
       rawmap/fault_message.h    rawmap_faults_read, _decode: what happened
       rawmap/fault_fill.h       rawmap_faults_copy, _zeropage, _continue, _poison, _move
       rawmap/fault_protect.h    rawmap_faults_write_protect, _access_protect and their ends

   Below them all, the raw door: rawmap_syscall0 to rawmap_syscall6, RAWMAP_NR_<call>, RAWMAP_LINUX_<constant>. */
#ifndef RAWMAP_H
#define RAWMAP_H

#define RAWMAP_VERSION_MAJOR 0
#define RAWMAP_VERSION_MINOR 1
#define RAWMAP_VERSION_PATCH 0

#include "rawmap/base.h"

#include "rawmap/causes.h"
#include "rawmap/status.h"

#include "rawmap/set.h"
#include "rawmap/protection.h"
#include "rawmap/kind.h"
#include "rawmap/file_kind.h"
#include "rawmap/placement.h"

#include "rawmap/rules.h"
#include "rawmap/groups.h"
#include "rawmap/verdict.h"
#include "rawmap/diagnose.h"

#include "rawmap/span.h"
#include "rawmap/page_size.h"
#include "rawmap/mmap.h"
#include "rawmap/map.h"
#include "rawmap/map_file.h"
#include "rawmap/protect.h"
#include "rawmap/remap.h"
#include "rawmap/advise.h"
#include "rawmap/sync.h"
#include "rawmap/lock.h"
#include "rawmap/residency.h"
#include "rawmap/huge_page_size.h"

#include "rawmap/rules_files.h"
#include "rawmap/open_how.h"
#include "rawmap/file.h"
#include "rawmap/file_size.h"
#include "rawmap/file_allocate.h"
#include "rawmap/memfd.h"
#include "rawmap/file_seal.h"
#include "rawmap/seal.h"
#include "rawmap/pkey.h"
#include "rawmap/shadow_stack.h"
#include "rawmap/mapping_entry.h"
#include "rawmap/page_set.h"
#include "rawmap/rules_looking.h"
#include "rawmap/proc_text.h"
#include "rawmap/mappings_text.h"
#include "rawmap/mappings.h"
#include "rawmap/pages.h"
#include "rawmap/pages_written.h"
#include "rawmap/cache_states.h"
#include "rawmap/explain.h"

#include "rawmap/rules_process.h"
#include "rawmap/process.h"
#include "rawmap/process_memory.h"

#include "rawmap/rules_whole.h"
#include "rawmap/name.h"
#include "rawmap/whole_process.h"
#include "rawmap/break.h"
#include "rawmap/remap_file_pages.h"
#include "rawmap/fault_set.h"
#include "rawmap/rules_faults.h"
#include "rawmap/faults.h"
#include "rawmap/fault_message.h"
#include "rawmap/fault_fill.h"
#include "rawmap/fault_protect.h"

#include "rawmap/rules_shm.h"
#include "rawmap/shm.h"
#include "rawmap/shm_control.h"
#include "rawmap/shm_system.h"
#include "rawmap/shm_attach.h"

#include "rawmap/rules_numa.h"
#include "rawmap/numa.h"
#include "rawmap/numa_pages.h"

#include "rawmap/region.h"
#include "rawmap/step_set.h"
#include "rawmap/collapse.h"
#include "rawmap/ladder.h"
#include "rawmap/guard.h"
#include "rawmap/grow.h"
#include "rawmap/ring.h"
#include "rawmap/shared_words.h"
#include "rawmap/cache.h"
#include "rawmap/advise_many.h"

#endif
