/* SPDX-License-Identifier: MIT */
/* Calls whose arguments only come when the program runs, each alone in a function. */
#include "rawmap.h"

rawmap_status site_map(size_t length, rawmap_prot protection, rawmap_kind kind, rawmap_placement placement,
                       void **base);
rawmap_status site_map(size_t length, rawmap_prot protection, rawmap_kind kind, rawmap_placement placement, void **base)
{
    const rawmap_mapping m = rawmap_map(length, protection, kind, placement);
    *base = m.span.base;
    return m.status;
}

rawmap_status site_map_file(int file, uint64_t offset, size_t length, rawmap_prot protection, rawmap_file_kind kind,
                            void **base);
rawmap_status site_map_file(int file, uint64_t offset, size_t length, rawmap_prot protection, rawmap_file_kind kind,
                            void **base)
{
    const rawmap_mapping m = rawmap_map_file(file, offset, length, protection, kind, RAWMAP_ANYWHERE);
    *base = m.span.base;
    return m.status;
}

rawmap_status site_replace(rawmap_span span, rawmap_prot protection, rawmap_kind kind);
rawmap_status site_replace(rawmap_span span, rawmap_prot protection, rawmap_kind kind)
{
    return rawmap_replace(span, protection, kind);
}

rawmap_status site_move_over(rawmap_span span, rawmap_span over);
rawmap_status site_move_over(rawmap_span span, rawmap_span over)
{
    return rawmap_move_over(span, over).status;
}
