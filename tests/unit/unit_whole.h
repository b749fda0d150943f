/* SPDX-License-Identifier: MIT */
/* What the tests of names and of the whole process add to unit.h. The call that is deprecated is tested all the same. */
#ifndef UNIT_WHOLE_H
#define UNIT_WHOLE_H

#define RAWMAP_NO_DEPRECATION
#include "unit.h"

#define UNIT_STATUS_name
#define UNIT_CHECK_name rawmap_check_name
#define UNIT_STATUS_thp_set
#define UNIT_CHECK_thp_set rawmap_check_thp_set
#define UNIT_STATUS_mdwe_set
#define UNIT_CHECK_mdwe_set rawmap_check_mdwe_set
#define UNIT_STATUS_break_set
#define UNIT_CHECK_break_set rawmap_check_break_set
#define UNIT_STATUS_remap_file_pages
#define UNIT_CHECK_remap_file_pages rawmap_check_remap_file_pages

/* Values that no macro of rawmap's would build. */
static inline rawmap_thp raw_thp(unsigned state)
{
    rawmap_thp thp;
    thp.state = state;
    return thp;
}
static inline rawmap_mdwe_flags raw_mdwe(unsigned bits)
{
    rawmap_mdwe_flags flags;
    flags.bits = bits;
    return flags;
}

#endif
