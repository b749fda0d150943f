/* SPDX-License-Identifier: MIT */
/* rawmap/map/rules.h: what the calls on mappings may meet. core/rules.h says how the lists are read. */
#ifndef RAWMAP_MAP_RULES_H
#define RAWMAP_MAP_RULES_H

#ifndef RAWMAP_MAP_H
#include "../core/linkage.h"
#endif

#if RAWMAP_I_READS_RULES
#include "inner_groups.h"
#include "rules_new.h"
#include "rules_remap.h"
#include "rules_rest.h"
#include "rules_shared.h"
#include "rules_span.h"
#endif

#endif
