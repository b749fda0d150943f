/* SPDX-License-Identifier: MIT */
/* How the calls that look at mappings and pages are put to ROW (unit.h). */
#ifndef UNIT_LOOKING_H
#define UNIT_LOOKING_H

#include "unit.h"

#define UNIT_STATUS_mappings_open
#define UNIT_STATUS_pages_open
#define UNIT_STATUS_pages_scan(call) ((call).status)
#define UNIT_STATUS_pages_scan_rearm(call) ((call).status)
#define UNIT_CHECK_pages_scan_rearm rawmap_check_pages_scan
#define UNIT_STATUS_pages_scan_tracked(call) ((call).status)
#define UNIT_CHECK_pages_scan_tracked rawmap_check_pages_scan
#define UNIT_STATUS_cache_states
#define UNIT_STATUS_cache_states_to_end
#define UNIT_CHECK_mappings_open(list, process, buffer, length) rawmap_check_mappings_open(process, buffer, length)
#define UNIT_CHECK_pages_open(file, process) rawmap_check_pages_open(process)
#define UNIT_CHECK_pages_scan rawmap_check_pages_scan
#define UNIT_CHECK_cache_states rawmap_check_cache_states
#define UNIT_CHECK_cache_states_to_end rawmap_check_cache_states_to_end

#endif
