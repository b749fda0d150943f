/* SPDX-License-Identifier: MIT */
/* rawmap/files/from_linux.h: flags of memory files and seals from the integers of memfd_create, memfd_secret and fcntl,
   and back. What is no value is named by the rules of the call that takes it. */
#ifndef RAWMAP_FILES_FROM_LINUX_H
#define RAWMAP_FILES_FROM_LINUX_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "memfd.h"
#include "rules.h"
#include "seal.h"
#endif

RAWMAP_I_BEGIN

/* What came of a number: no flags unless status is RAWMAP_OK. */
typedef struct rawmap_memfd_answer {
    rawmap_status status;
    rawmap_memfd_flags flags;
} rawmap_memfd_answer;

typedef struct rawmap_secret_answer {
    rawmap_status status;
    rawmap_secret_flags flags;
} rawmap_secret_answer;

/* rawmap_memfd_from_linux: the flags that memfd_create would be given.

   Units:    huge_page_default in bytes: what MFD_HUGETLB without a size means. A program asks rawmap_huge_page_default
             once, and keeps it; 0 where such a file is to be refused.
   Result:   the value, or why it is none.
   Status:   RAWMAP_MEMFD_UNKNOWN_BITS, RAWMAP_MEMFD_EXEC_CONTRADICTION; RAWMAP_HUGE_SIZE_UNNAMED: no size, and no
             huge_page_default.
   ABIs:     all */
RAWMAP_API(files)
rawmap_memfd_answer rawmap_memfd_from_linux(unsigned flags, size_t huge_page_default) RAWMAP_MUST_USE;

/* rawmap_seals_from_linux: the seals that fcntl(F_ADD_SEALS) would be given.

   Result:   the value, or why it is none.
   Status:   RAWMAP_FILE_SEAL_NOTHING_ASKED, RAWMAP_FILE_SEAL_UNKNOWN_BITS.
   ABIs:     all */
RAWMAP_API(files) rawmap_file_seals_answer rawmap_seals_from_linux(int seals) RAWMAP_MUST_USE;

/* rawmap_secret_from_linux: the flags that memfd_secret would be given.

   Result:   the value, or why it is none.
   Status:   RAWMAP_SECRET_UNKNOWN_BITS.
   ABIs:     all */
RAWMAP_API(files) rawmap_secret_answer rawmap_secret_from_linux(unsigned flags) RAWMAP_MUST_USE;

/* rawmap_memfd_to_linux, rawmap_seals_to_linux, rawmap_secret_to_linux: the number that the system call takes.

   Result:   the kernel's number on this architecture.
   ABIs:     all */
RAWMAP_API(files) unsigned rawmap_memfd_to_linux(rawmap_memfd_flags flags) RAWMAP_MUST_USE;
RAWMAP_API(files) int rawmap_seals_to_linux(rawmap_seals seals) RAWMAP_MUST_USE;
RAWMAP_API(files) unsigned rawmap_secret_to_linux(rawmap_secret_flags flags) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_INLINE rawmap_status rawmap_i_convert_memfd(rawmap_memfd_flags flags)
{
    const char *const name = "";
    RAWMAP_RULES_MEMFD(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_API(files) rawmap_memfd_answer rawmap_memfd_from_linux(unsigned flags, size_t huge_page_default)
{
    rawmap_memfd_answer answer;
    answer.flags.bits = flags;
    answer.status = rawmap_i_convert_memfd(answer.flags);
    if (answer.status == RAWMAP_OK && (flags & RAWMAP_LINUX_MFD_HUGETLB) != 0 && (flags & RAWMAP_I_HUGE_FIELD) == 0) {
        answer.flags.bits &= ~(0u | RAWMAP_LINUX_MFD_HUGETLB);
        answer.flags = rawmap_memfd_huge(answer.flags, huge_page_default);
        if (answer.flags.bits == ~0u)
            answer.status = RAWMAP_HUGE_SIZE_UNNAMED;
    }
    if (answer.status != RAWMAP_OK)
        answer.flags.bits = 0;
    return answer;
}

RAWMAP_I_INLINE rawmap_status rawmap_i_convert_seals(rawmap_seals seals)
{
    const int file = 0;
    RAWMAP_RULES_FILE_SEAL(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_API(files) rawmap_file_seals_answer rawmap_seals_from_linux(int seals)
{
    rawmap_file_seals_answer answer;
    answer.seals.bits = RAWMAP_I_CAST(unsigned, seals);
    answer.status = rawmap_i_convert_seals(answer.seals);
    if (answer.status != RAWMAP_OK)
        answer.seals.bits = 0;
    return answer;
}

RAWMAP_API(files) rawmap_secret_answer rawmap_secret_from_linux(unsigned flags)
{
    const bool known = (flags & ~(RAWMAP_LINUX_O_CLOEXEC + 0u)) == 0;
    rawmap_secret_answer answer;
    answer.status = known ? RAWMAP_OK : RAWMAP_SECRET_UNKNOWN_BITS;
    answer.flags.bits = known ? flags : 0;
    return answer;
}

RAWMAP_API(files) unsigned rawmap_secret_to_linux(rawmap_secret_flags flags)
{
    return flags.bits;
}

RAWMAP_API(files) unsigned rawmap_memfd_to_linux(rawmap_memfd_flags flags)
{
    return flags.bits;
}

RAWMAP_API(files) int rawmap_seals_to_linux(rawmap_seals seals)
{
    return RAWMAP_I_CAST(int, seals.bits);
}

#endif

RAWMAP_I_END

#endif
