// SPDX-License-Identifier: MIT
// A module with a template that calls rawmap: its importers instantiate it.
module;
#include <rawmap/map.h>
export module memory;

export template <typename T> T *mapped(unsigned long count)
{
    const rawmap_mapping m = rawmap_map(count * sizeof(T), RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    return m.status == RAWMAP_OK ? static_cast<T *>(m.span.base) : nullptr;
}

export template <typename T> bool unmapped(T *base, unsigned long count)
{
    return rawmap_unmap(rawmap_span_of(base, count * sizeof(T))) == RAWMAP_OK;
}
