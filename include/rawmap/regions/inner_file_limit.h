/* SPDX-License-Identifier: MIT */
/* rawmap/regions/inner_file_limit.h: RLIMIT_FSIZE, before a file is made longer than the caller asked for, or one of which
   it knows nothing. Inside the subject.

   Linux answers EFBIG and sends SIGXFSZ, which ends the program that does not expect it. */
#ifndef RAWMAP_REGIONS_INNER_FILE_LIMIT_H
#define RAWMAP_REGIONS_INNER_FILE_LIMIT_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#endif

RAWMAP_I_BEGIN

#if RAWMAP_I_BODIES && RAWMAP_I_DEFINES(regions)
/* Whether a file may be so long; true where nobody tells. */
RAWMAP_I_LOCAL bool rawmap_i_file_may_have(uint64_t length)
{
    const rawmap_word own = 0, of_files = 1; /* the same on every ABI */
    uint64_t limits[2];                      /* soft and hard */
    limits[0] = limits[1] = length;
    (void)RAWMAP_I_CALL4(RAWMAP_NR_prlimit64, own, of_files, 0, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(limits)));
    return length <= limits[0];
}
#endif

RAWMAP_I_END

#endif
