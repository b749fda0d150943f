/* SPDX-License-Identifier: MIT */
/* rawmap/regions/inner_sets.h: the sets that regions are made with. */
#ifndef RAWMAP_REGIONS_INNER_SETS_H
#define RAWMAP_REGIONS_INNER_SETS_H

#ifndef RAWMAP_REGIONS_H
#include "../core/set.h"
#include "../map/file_kind.h"
#include "../map/kind.h"
#include "../map/protection.h"
#endif

#define RAWMAP_I_NO_ACCESS RAWMAP_I_OWN(rawmap_prot, RAWMAP_PROT_none)
#define RAWMAP_I_READ RAWMAP_I_OWN(rawmap_prot, RAWMAP_PROT_read)
#define RAWMAP_I_READ_WRITE RAWMAP_I_OWN(rawmap_prot, RAWMAP_PROT_read | RAWMAP_PROT_write)
#define RAWMAP_I_READ_EXEC RAWMAP_I_OWN(rawmap_prot, RAWMAP_PROT_read | RAWMAP_PROT_exec)
#define RAWMAP_I_PRIVATE RAWMAP_I_OWN(rawmap_kind, RAWMAP_PRIVATE_)
#define RAWMAP_I_NORESERVE RAWMAP_I_OWN(rawmap_kind, RAWMAP_PRIVATE_ | RAWMAP_PRIVATE_noreserve)
#define RAWMAP_I_SHARED_MEMORY RAWMAP_I_OWN(rawmap_kind, RAWMAP_SHARED_)
#define RAWMAP_I_SHARED_FILE RAWMAP_I_OWN(rawmap_file_kind, RAWMAP_FILE_SHARED_)

#endif
