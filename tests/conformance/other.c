/* SPDX-License-Identifier: MIT */
#include "other.h"

rawmap_mapping other_map(size_t length, rawmap_prot protection, rawmap_kind kind, rawmap_placement placement)
{
    return rawmap_map(length, protection, kind, placement);
}

rawmap_mapping other_map_file(int file, uint64_t offset, size_t length, rawmap_prot protection, rawmap_file_kind kind,
                              rawmap_placement placement)
{
    return rawmap_map_file(file, offset, length, protection, kind, placement);
}

rawmap_span other_slice(rawmap_span span, size_t offset, size_t length)
{
    return rawmap_slice(span, offset, length);
}

rawmap_status other_protect(rawmap_span span, rawmap_prot protection)
{
    return rawmap_protect(span, protection);
}

rawmap_prot other_union(rawmap_prot a, rawmap_prot b)
{
    return rawmap_prot_union(a, b);
}

rawmap_span other_same(rawmap_span span)
{
    return span;
}
