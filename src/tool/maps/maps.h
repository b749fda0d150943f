/* SPDX-License-Identifier: MIT */
/* rawmap maps: what its files share. maps.c is the command and its JSON, table.c the table for people. */
#ifndef RAWMAP_TOOL_MAPS_H
#define RAWMAP_TOOL_MAPS_H

#include "../view/view.h"

/* Sums over the mappings, in bytes; NOT_KNOWN where the kernel told none. */
struct totals {
    uint64_t mappings, size, memory, proportional, private_, swapped, locked, transparent, pool, guard;
};

void table_head(const struct view *view, unsigned digits);
void table_row(const struct view *view, const struct region *region, unsigned digits);
void table_end(const struct view *view, const struct totals *totals);

#endif
