/* SPDX-License-Identifier: MIT */
/* Functions of another translation unit that take and return the library's types by value: the ABI's rules for small
   structures apply to them, which inlining would hide. */
#ifndef CONFORMANCE_OTHER_H
#define CONFORMANCE_OTHER_H

#include <rawmap/map/anonymous.h>
#include <rawmap/map/file.h>
#include <rawmap/map/protect.h>

rawmap_mapping other_map(size_t length, rawmap_prot protection, rawmap_kind kind, rawmap_placement placement);
rawmap_mapping other_map_file(int file, uint64_t offset, size_t length, rawmap_prot protection, rawmap_file_kind kind,
                              rawmap_placement placement);
rawmap_span other_slice(rawmap_span span, size_t offset, size_t length);
rawmap_status other_protect(rawmap_span span, rawmap_prot protection);
rawmap_prot other_union(rawmap_prot a, rawmap_prot b);
rawmap_span other_same(rawmap_span span);

#endif
