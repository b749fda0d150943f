/* SPDX-License-Identifier: MIT */
/* rawmap/map/looks.h: what the calls on mappings look at before they name a cause (core/rules.h: LOOKED). Inside the
   library. */
#ifndef RAWMAP_MAP_LOOKS_H
#define RAWMAP_MAP_LOOKS_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/looks.h"
#include "../core/sizes.h"
#include "kind.h"
#include "mmap.h"
#include "placement.h"
#endif

/* No kernel forbids more than the first MiB. */
#define RAWMAP_I_LOWEST_MIB(at) ((at) < 0x100000u)
#define RAWMAP_I_EXACTLY_LOW ((placement.bits & RAWMAP_I_EXACTLY) && RAWMAP_I_LOWEST_MIB(placement.address))
#define RAWMAP_I_SEES_EXACT_TOO_LOW rawmap_i_sees_refused(placement.address, RAWMAP_LINUX_MAP_FIXED_NOREPLACE)
#define RAWMAP_I_SEES_SPAN_TOO_LOW rawmap_i_sees_refused(address, RAWMAP_LINUX_MAP_FIXED_NOREPLACE)
#define RAWMAP_I_SEES_STATE_FILE_MODE rawmap_i_sees_file_mode(file, protection.bits, kind.bits)
#define RAWMAP_I_SEES_LOCK_NOT_ALLOWED rawmap_i_sees_refused(0, RAWMAP_LINUX_MAP_LOCKED)

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

/* Whether an address alone, or a lock alone, is refused: a mapping of no kind, which is EINVAL by itself, is EPERM there.
   Linux asks whether a process may lock anything at all before it asks for the kind, here as in mlock. */
RAWMAP_I_COLD(map)
bool rawmap_i_sees_refused(uintptr_t address, unsigned flags) RAWMAP_I_ONCE(rawmap_i_sees_refused);
/* Whether the file is open for less than the mapping needs: it says how it is. */
RAWMAP_I_COLD(map)
bool rawmap_i_sees_file_mode(int file, unsigned protection, unsigned kind) RAWMAP_I_ONCE(rawmap_i_sees_file_mode);

#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map) bool rawmap_i_sees_refused(uintptr_t address, unsigned flags)
{
    return rawmap_i_mmap(address, RAWMAP_PAGE_SIZE_MIN, RAWMAP_LINUX_PROT_NONE, RAWMAP_LINUX_MAP_ANONYMOUS | flags, -1,
                         0) == -RAWMAP_LINUX_EPERM &&
           rawmap_i_mmap(0, RAWMAP_PAGE_SIZE_MIN, RAWMAP_LINUX_PROT_NONE, RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0) ==
               -RAWMAP_LINUX_EINVAL;
}

RAWMAP_I_COLD(map) bool rawmap_i_sees_file_mode(int file, unsigned protection, unsigned kind)
{
    const rawmap_word flags = RAWMAP_I_CALL3(RAWMAP_I_NR_FCNTL, RAWMAP_I_WORD(file), RAWMAP_I_F_GETFL, 0);
    if (rawmap_i_is_error(flags))
        return false;
    if ((flags & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_WRONLY)
        return true;
    return (flags & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_RDONLY && (protection & RAWMAP_LINUX_PROT_WRITE) != 0 &&
           (kind & RAWMAP_I_KIND_TYPE & RAWMAP_LINUX_MAP_SHARED) != 0;
}
#endif

RAWMAP_I_END

#endif

#endif
