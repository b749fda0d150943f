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

/* How a fresh list is read: the text ahead, as it is opened; by queries alone; or by the text alone. */
enum unit_way { UNIT_AHEAD, UNIT_BY_QUERY, UNIT_BY_TEXT, UNIT_WAYS };
static inline void unit_list_by(rawmap_mappings *list, int way)
{
    list->ahead = way != UNIT_BY_QUERY;
    list->by_text = way == UNIT_BY_TEXT;
}
static inline const char *unit_way_name(int way)
{
    return way == UNIT_AHEAD ? "ahead" : way == UNIT_BY_QUERY ? "query" : "text";
}

#endif
