/* SPDX-License-Identifier: MIT */
/* rawmap/shm/from_linux.h: the integers of shmget, taken apart into what rawmap_shm_new, _create and _find take; those of
   shmat, into what rawmap_shm_attach and _replace take; and back.

       rawmap_shmget_arguments a;
       rawmap_shm_answer s;
       s.status = rawmap_shmget_from_linux(key, flags, huge_page_default, &a);
       if (s.status == RAWMAP_OK && !a.by_key)
           s = rawmap_shm_new(length, a.permissions, a.options);
       else if (s.status == RAWMAP_OK && !a.creates)
           s = rawmap_shm_find_for(key, length, a.permissions);
       else if (s.status == RAWMAP_OK)
           s = a.must_be_new ? rawmap_shm_create(key, length, a.permissions, a.options)
                             : rawmap_shm_find_or_create(key, length, a.permissions, a.options); */
#ifndef RAWMAP_SHM_FROM_LINUX_H
#define RAWMAP_SHM_FROM_LINUX_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/status.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "attach.h"
#include "segment.h"
#include "values.h"
#endif

RAWMAP_I_BEGIN

/* What shmget was asked for: a segment without a key; the one that has it; a new one that has it; or, where it creates and
   is not exclusive, either. */
typedef struct rawmap_shmget_arguments {
    bool by_key;
    bool creates;
    bool must_be_new;
    unsigned permissions;
    rawmap_shm_options options;
} rawmap_shmget_arguments;

/* rawmap_shmget_from_linux: what shmget would be asked for with this key and these flags. The length is judged by the
   call.

   Units:    huge_page_default in bytes: what SHM_HUGETLB without a size means. A program asks rawmap_huge_page_default
             once, and keeps it; 0 where such a segment is to be refused.
   Result:   the arguments; the permissions of what is found are those that Linux asks about.
   Status:   RAWMAP_SHM_UNKNOWN_BITS: Linux would ignore part of it. RAWMAP_HUGE_SIZE_UNNAMED: no size, and no
             huge_page_default.
   Since:    1.0; huge page sizes 3.8
   ABIs:     all
   Manual:   shmget(2) */
RAWMAP_API_OUTLINE(shm)
rawmap_status rawmap_shmget_from_linux(int key, int flags, size_t huge_page_default, rawmap_shmget_arguments *asked)
    RAWMAP_I_ONCE(rawmap_shmget_from_linux) RAWMAP_MUST_USE;

/* rawmap_shm_options_to_linux: the flags that shmget takes for options and permissions. IPC_CREAT and IPC_EXCL are the
   caller's to add.

   Result:   the kernel's number.
   ABIs:     all */
RAWMAP_API(shm) int rawmap_shm_options_to_linux(rawmap_shm_options options, unsigned permissions) RAWMAP_MUST_USE;

/* What shmat was asked for: rawmap_shm_attach, or rawmap_shm_replace where it replaces what is at the address. */
typedef struct rawmap_shmat_arguments {
    bool replaces;
    uintptr_t address;
    rawmap_prot protection;
    rawmap_placement placement;
} rawmap_shmat_arguments;

/* rawmap_shmat_from_linux: what shmat would be asked for with this address and these flags.

   Units:    rounds_to in bytes: what SHM_RND rounds an address down to, SHMLBA, a power of two; 0 where that is to be
             refused.
   Result:   the arguments; the placement of what replaces is RAWMAP_ANYWHERE, and the length that it replaces is the
             segment's. Of a failure there is no protection, which both calls refuse.
   Status:   RAWMAP_SHM_ATTACH_UNKNOWN_BITS: Linux would ignore part of it. RAWMAP_SHM_REPLACE_NOWHERE: it would refuse it
             for this. RAWMAP_SHM_PLACEMENT: an address that is rounded down to 0. RAWMAP_SHM_ROUNDS_UNNAMED: SHM_RND with an address, and no rounds_to.
   Since:    1.0; SHM_REMAP 2.4.17, SHM_EXEC 2.6.9
   ABIs:     all
   Manual:   shmat(2) */
RAWMAP_API_OUTLINE(shm)
rawmap_status rawmap_shmat_from_linux(const void *address, int flags, size_t rounds_to, rawmap_shmat_arguments *asked)
    RAWMAP_I_ONCE(rawmap_shmat_from_linux) RAWMAP_MUST_USE;

/* rawmap_shmat_to_linux: the flags that shmat takes for a protection. SHM_REMAP is the caller's to add.

   Result:   the kernel's number.
   ABIs:     all */
RAWMAP_API(shm) int rawmap_shmat_to_linux(rawmap_prot protection) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(shm)
RAWMAP_API_OUTLINE(shm)
rawmap_status rawmap_shmget_from_linux(int key, int flags, size_t huge_page_default, rawmap_shmget_arguments *asked)
{
    const unsigned all = RAWMAP_I_CAST(unsigned, flags);
    const unsigned bits = all & ~(0777u | RAWMAP_I_IPC_CREAT | RAWMAP_I_IPC_EXCL);
    const bool huge = (bits & RAWMAP_LINUX_SHM_HUGETLB) != 0;
    asked->by_key = key != 0;
    asked->creates = key == 0 || (all & RAWMAP_I_IPC_CREAT) != 0;
    asked->must_be_new = asked->creates && (key == 0 || (all & RAWMAP_I_IPC_EXCL) != 0);
    asked->permissions = all & 0777u;
    asked->options.bits = bits;
    if ((bits & ~RAWMAP_I_SHM_KNOWN) != 0 || (!huge && (bits & RAWMAP_I_HUGE_FIELD) != 0)) {
        asked->options.bits = ~0u;
        return RAWMAP_SHM_UNKNOWN_BITS;
    }
    if (huge && (bits & RAWMAP_I_HUGE_FIELD) == 0) {
        asked->options.bits &= ~(0u | RAWMAP_LINUX_SHM_HUGETLB);
        asked->options = rawmap_shm_huge(asked->options, huge_page_default);
        if (asked->options.bits == ~0u)
            return RAWMAP_HUGE_SIZE_UNNAMED;
    }
    return RAWMAP_OK;
}

RAWMAP_API_OUTLINE(shm)
rawmap_status rawmap_shmat_from_linux(const void *address, int flags, size_t rounds_to, rawmap_shmat_arguments *asked)
{
    const unsigned bits = RAWMAP_I_CAST(unsigned, flags);
    const bool rounds = (bits & RAWMAP_LINUX_SHM_RND) != 0 && address != RAWMAP_I_NULL;
    rawmap_status status = RAWMAP_OK;
    asked->replaces = (bits & RAWMAP_LINUX_SHM_REMAP) != 0;
    asked->address = RAWMAP_I_ADDRESS(address);
    if (rounds)
        asked->address &= ~(RAWMAP_I_CAST(uintptr_t, rounds_to) - 1);
    if ((bits &
         ~(0u | RAWMAP_LINUX_SHM_RDONLY | RAWMAP_LINUX_SHM_RND | RAWMAP_LINUX_SHM_REMAP | RAWMAP_LINUX_SHM_EXEC)) != 0)
        status = RAWMAP_SHM_ATTACH_UNKNOWN_BITS;
    else if (rounds && (rounds_to == 0 || (rounds_to & (rounds_to - 1)) != 0))
        status = RAWMAP_SHM_ROUNDS_UNNAMED;
    else if (asked->replaces && asked->address == 0)
        status = RAWMAP_SHM_REPLACE_NOWHERE;
    else if (rounds && asked->address == 0)
        status = RAWMAP_SHM_PLACEMENT;
    asked->protection.bits = RAWMAP_LINUX_PROT_READ | (bits & RAWMAP_LINUX_SHM_RDONLY ? 0u : RAWMAP_LINUX_PROT_WRITE) |
                             (bits & RAWMAP_LINUX_SHM_EXEC ? RAWMAP_LINUX_PROT_EXEC : 0u);
    if (status != RAWMAP_OK)
        asked->protection.bits = 0;
    asked->placement.address = asked->replaces ? 0 : asked->address;
    asked->placement.bits = asked->placement.address != 0 ? RAWMAP_I_EXACTLY : 0u;
    return status;
}
#endif

RAWMAP_API(shm) int rawmap_shmat_to_linux(rawmap_prot protection)
{
    return RAWMAP_I_CAST(int, rawmap_i_shmat_flags(protection));
}

RAWMAP_API(shm) int rawmap_shm_options_to_linux(rawmap_shm_options options, unsigned permissions)
{
    return RAWMAP_I_CAST(int, options.bits | permissions);
}

#endif

RAWMAP_I_END

#endif
