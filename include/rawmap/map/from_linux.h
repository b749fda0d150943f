/* SPDX-License-Identifier: MIT */
/* rawmap/map/from_linux.h: protections, advice, flags and rights from the integers of mprotect, madvise, msync, mlockall,
   mlock2 and pkey_alloc, and back. A number that only comes when the program runs is judged by the rules of the call that
   takes it; of a constant one nothing is left but the value. mmap_from_linux.h has those of mmap, mremap_from_linux.h
   those of mremap.

       rawmap_prot_answer wanted = rawmap_prot_from_linux(prot);
       return wanted.status ? wanted.status : rawmap_protect(span, wanted.protection); */
#ifndef RAWMAP_MAP_FROM_LINUX_H
#define RAWMAP_MAP_FROM_LINUX_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/sizes.h"
#include "../core/status.h"
#include "advise.h"
#include "lock.h"
#include "pkey.h"
#include "protection.h"
#include "rules.h"
#include "sync.h"
#endif

RAWMAP_I_BEGIN

/* What came of a number: a set without names, or the advice normal, unless status is RAWMAP_OK. */
typedef struct rawmap_prot_answer {
    rawmap_status status;
    rawmap_prot protection;
} rawmap_prot_answer;

typedef struct rawmap_advice_answer {
    rawmap_status status;
    rawmap_advice advice;
} rawmap_advice_answer;

typedef struct rawmap_sync_answer {
    rawmap_status status;
    rawmap_sync_flags flags;
} rawmap_sync_answer;

typedef struct rawmap_lock_all_answer {
    rawmap_status status;
    rawmap_lock_all_flags flags;
} rawmap_lock_all_answer;

/* Which call mlock2 is: rawmap_lock_on_fault, or rawmap_lock. */
typedef struct rawmap_mlock2_answer {
    rawmap_status status;
    bool as_touched; /* MLOCK_ONFAULT: rawmap_lock_on_fault */
} rawmap_mlock2_answer;

/* rawmap_prot_from_linux: the protection that mprotect would be given.

   Result:   the value, or why it is none.
   Status:   RAWMAP_PROT_SEM_DOES_NOTHING, RAWMAP_PROT_GROWS_BOTH_WAYS, RAWMAP_PROT_UNKNOWN_BITS.
   ABIs:     all */
RAWMAP_API(map_rest) rawmap_prot_answer rawmap_prot_from_linux(int protection) RAWMAP_MUST_USE;

/* rawmap_advice_from_linux: the advice that madvise would be given.

   Result:   the value, or why it is none. Whether this kernel knows it is asked by rawmap_knows_advice.
   Status:   RAWMAP_ADVICE_UNKNOWN: it is none of Linux 7.3 on this architecture.
   ABIs:     all */
RAWMAP_API(map_rest) rawmap_advice_answer rawmap_advice_from_linux(int advice) RAWMAP_MUST_USE;

/* rawmap_sync_from_linux: the flags that msync would be given.

   Result:   the value, or why it is none.
   Status:   RAWMAP_SYNC_NOTHING_ASKED, RAWMAP_SYNC_ASYNC_DOES_NOTHING, RAWMAP_SYNC_UNKNOWN_BITS,
             RAWMAP_SYNC_CONTRADICTION.
   ABIs:     all */
RAWMAP_API(map_rest) rawmap_sync_answer rawmap_sync_from_linux(int flags) RAWMAP_MUST_USE;

/* rawmap_lock_all_from_linux: the flags that mlockall would be given.

   Result:   the value, or why it is none.
   Status:   RAWMAP_LOCK_ALL_NOTHING_ASKED, RAWMAP_LOCK_ALL_UNKNOWN_BITS, RAWMAP_LOCK_ALL_ON_FAULT_ALONE.
   ABIs:     all */
RAWMAP_API(map_rest) rawmap_lock_all_answer rawmap_lock_all_from_linux(int flags) RAWMAP_MUST_USE;

/* rawmap_mlock2_from_linux: which of rawmap's calls mlock2 is with these flags.

   Result:   which it is, or why it is none.
   Status:   RAWMAP_LOCK_UNKNOWN_BITS.
   ABIs:     all */
RAWMAP_API(map_rest) rawmap_mlock2_answer rawmap_mlock2_from_linux(int flags) RAWMAP_MUST_USE;

/* rawmap_pkey_rights_from_linux: the rights that pkey_alloc would be given, of which each bit takes something away.

   Result:   the value, or why it is none. Whether this processor has keys is asked by rawmap_pkey_alloc.
   Status:   RAWMAP_PKEY_RIGHTS_UNKNOWN_BITS.
   ABIs:     all */
RAWMAP_API(map_rest) rawmap_pkey_rights_answer rawmap_pkey_rights_from_linux(unsigned long rights) RAWMAP_MUST_USE;

/* rawmap_prot_to_linux, rawmap_advice_to_linux, rawmap_sync_to_linux, rawmap_lock_all_to_linux, rawmap_pkey_rights_to_linux: the number that the
   system call takes.

   Result:   the kernel's number on this architecture.
   ABIs:     all */
RAWMAP_API(map_rest) int rawmap_prot_to_linux(rawmap_prot protection) RAWMAP_MUST_USE;
RAWMAP_API(map_rest) int rawmap_advice_to_linux(rawmap_advice advice) RAWMAP_MUST_USE;
RAWMAP_API(map_rest) int rawmap_sync_to_linux(rawmap_sync_flags flags) RAWMAP_MUST_USE;
RAWMAP_API(map_rest) int rawmap_lock_all_to_linux(rawmap_lock_all_flags flags) RAWMAP_MUST_USE;
RAWMAP_API(map_rest) unsigned rawmap_pkey_rights_to_linux(rawmap_pkey_rights rights) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* By the rows of the calls, read in place: of a constant nothing is left. The span is one that they say nothing about. */
#define RAWMAP_I_BLAMELESS RAWMAP_PAGE_SIZE_MAX, 1
RAWMAP_I_INLINE rawmap_status rawmap_i_convert_protection(rawmap_prot protection, uintptr_t address, size_t length)
{
    RAWMAP_RULES_PROTECT(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_I_INLINE rawmap_status rawmap_i_convert_sync(rawmap_sync_flags flags, uintptr_t address, size_t length)
{
    RAWMAP_RULES_SYNC(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_I_INLINE rawmap_status rawmap_i_convert_lock_all(rawmap_lock_all_flags flags)
{
    RAWMAP_RULES_LOCK_ALL(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_API(map_rest) rawmap_prot_answer rawmap_prot_from_linux(int protection)
{
    rawmap_prot_answer answer;
    answer.protection.bits = RAWMAP_I_CAST(unsigned, protection);
    answer.status = rawmap_i_convert_protection(answer.protection, RAWMAP_I_BLAMELESS);
    if (answer.status != RAWMAP_OK)
        answer.protection.bits = 0;
    return answer;
}

RAWMAP_API(map_rest) rawmap_advice_answer rawmap_advice_from_linux(int advice)
{
    rawmap_advice_answer answer;
    answer.status = RAWMAP_OK;
    answer.advice.value = RAWMAP_I_CAST(unsigned, advice);
    switch (advice) {
    case RAWMAP_LINUX_MADV_NORMAL:
    case RAWMAP_LINUX_MADV_RANDOM:
    case RAWMAP_LINUX_MADV_SEQUENTIAL:
    case RAWMAP_LINUX_MADV_WILLNEED:
    case RAWMAP_LINUX_MADV_DONTNEED:
    case RAWMAP_LINUX_MADV_DONTNEED_LOCKED:
    case RAWMAP_LINUX_MADV_FREE:
    case RAWMAP_LINUX_MADV_REMOVE:
    case RAWMAP_LINUX_MADV_DONTFORK:
    case RAWMAP_LINUX_MADV_DOFORK:
    case RAWMAP_LINUX_MADV_WIPEONFORK:
    case RAWMAP_LINUX_MADV_KEEPONFORK:
    case RAWMAP_LINUX_MADV_DONTDUMP:
    case RAWMAP_LINUX_MADV_DODUMP:
    case RAWMAP_LINUX_MADV_MERGEABLE:
    case RAWMAP_LINUX_MADV_UNMERGEABLE:
    case RAWMAP_LINUX_MADV_HUGEPAGE:
    case RAWMAP_LINUX_MADV_NOHUGEPAGE:
    case RAWMAP_LINUX_MADV_COLLAPSE:
    case RAWMAP_LINUX_MADV_COLD:
    case RAWMAP_LINUX_MADV_PAGEOUT:
    case RAWMAP_LINUX_MADV_POPULATE_READ:
    case RAWMAP_LINUX_MADV_POPULATE_WRITE:
    case RAWMAP_LINUX_MADV_GUARD_INSTALL:
    case RAWMAP_LINUX_MADV_GUARD_REMOVE:
#if RAWMAP_HAS_ADVICE_hwpoison
    case RAWMAP_LINUX_MADV_HWPOISON:
#endif
#if RAWMAP_HAS_ADVICE_soft_offline
    case RAWMAP_LINUX_MADV_SOFT_OFFLINE:
#endif
        break;
    default:
        answer.status = RAWMAP_ADVICE_UNKNOWN;
        answer.advice.value = RAWMAP_LINUX_MADV_NORMAL;
        break;
    }
    return answer;
}

RAWMAP_API(map_rest) rawmap_sync_answer rawmap_sync_from_linux(int flags)
{
    rawmap_sync_answer answer;
    answer.flags.bits = RAWMAP_I_CAST(unsigned, flags);
    answer.status = rawmap_i_convert_sync(answer.flags, RAWMAP_I_BLAMELESS);
    if (answer.status != RAWMAP_OK)
        answer.flags.bits = 0;
    return answer;
}

RAWMAP_API(map_rest) rawmap_lock_all_answer rawmap_lock_all_from_linux(int flags)
{
    rawmap_lock_all_answer answer;
    answer.flags.bits = RAWMAP_I_CAST(unsigned, flags);
    answer.status = rawmap_i_convert_lock_all(answer.flags);
    if (answer.status != RAWMAP_OK)
        answer.flags.bits = 0;
    return answer;
}

RAWMAP_API(map_rest) int rawmap_prot_to_linux(rawmap_prot protection)
{
    return RAWMAP_I_CAST(int, protection.bits);
}

RAWMAP_API(map_rest) int rawmap_advice_to_linux(rawmap_advice advice)
{
    return RAWMAP_I_CAST(int, advice.value);
}

RAWMAP_API(map_rest) int rawmap_sync_to_linux(rawmap_sync_flags flags)
{
    return RAWMAP_I_CAST(int, flags.bits);
}

RAWMAP_API(map_rest) int rawmap_lock_all_to_linux(rawmap_lock_all_flags flags)
{
    return RAWMAP_I_CAST(int, flags.bits);
}

RAWMAP_API(map_rest) rawmap_mlock2_answer rawmap_mlock2_from_linux(int flags)
{
    const bool known = (RAWMAP_I_CAST(unsigned, flags) & ~(RAWMAP_LINUX_MLOCK_ONFAULT + 0u)) == 0;
    rawmap_mlock2_answer answer;
    answer.status = known ? RAWMAP_OK : RAWMAP_LOCK_UNKNOWN_BITS;
    answer.as_touched = known && flags != 0;
    return answer;
}

RAWMAP_API(map_rest) rawmap_pkey_rights_answer rawmap_pkey_rights_from_linux(unsigned long rights)
{
    const bool known = (rights & ~RAWMAP_I_CAST(unsigned long, RAWMAP_I_PKEY_RIGHTS_KNOWN)) == 0;
    rawmap_pkey_rights_answer answer;
    answer.status = known ? RAWMAP_OK : RAWMAP_PKEY_RIGHTS_UNKNOWN_BITS;
    answer.rights.bits = known ? RAWMAP_I_CAST(unsigned, rights) : 0;
    return answer;
}

RAWMAP_API(map_rest) unsigned rawmap_pkey_rights_to_linux(rawmap_pkey_rights rights)
{
    return rights.bits;
}

#endif

RAWMAP_I_END

#endif
