/* SPDX-License-Identifier: MIT */
/* rawmap/files/seal.h: what a file in memory shall refuse from now on. Sealing spans of addresses is map/seal.h.

   RAWMAP_SEAL(name, ...)         a rawmap_seals
   RAWMAP_SEAL_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_SEAL_<name>         1: every architecture has them

   name           the file refuses                                                        since
   seal           more seals                                                              3.17
   shrink         becoming shorter                                                        3.17
   grow           becoming longer                                                         3.17
   write          every change of its bytes; there must be no shared writable mapping     3.17
   future_write   writing and new writable mappings; those that exist go on writing       5.1
   exec           changes of its execute permission. On a file that can be executed it    6.3
                  brings shrink, grow, write and future_write with it

   Seals belong to the file, not to the descriptor, and are never taken away. */
#ifndef RAWMAP_FILES_SEAL_H
#define RAWMAP_FILES_SEAL_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/looks.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_seals_is_made_by_RAWMAP_SEAL {
    unsigned bits;
} rawmap_seals;

/* The seals of a file, none unless status is RAWMAP_OK. */
typedef struct rawmap_file_seals_answer {
    rawmap_status status;
    rawmap_seals seals;
} rawmap_file_seals_answer;

/* clang-format off */
#define RAWMAP_SEAL(...) RAWMAP_I_OPEN(rawmap_seals){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, SEAL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(seal_needs_at_least_one_name, SEAL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_SEAL_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, SEAL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(seal_needs_at_least_one_name, SEAL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_SEAL(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_SEAL(shrink, grow))
/* clang-format on */

#define RAWMAP_SEAL_ 0ull
#define RAWMAP_HAS_SEAL_ 1
#define RAWMAP_SEAL_seal (RAWMAP_LINUX_F_SEAL_SEAL + 0ull)
#define RAWMAP_SEAL_shrink (RAWMAP_LINUX_F_SEAL_SHRINK + 0ull)
#define RAWMAP_SEAL_grow (RAWMAP_LINUX_F_SEAL_GROW + 0ull)
#define RAWMAP_SEAL_write (RAWMAP_LINUX_F_SEAL_WRITE + 0ull)
#define RAWMAP_SEAL_future_write (RAWMAP_LINUX_F_SEAL_FUTURE_WRITE + 0ull)
#define RAWMAP_SEAL_exec (RAWMAP_LINUX_F_SEAL_EXEC + 0ull)
#define RAWMAP_HAS_SEAL_seal 1
#define RAWMAP_HAS_SEAL_shrink 1
#define RAWMAP_HAS_SEAL_grow 1
#define RAWMAP_HAS_SEAL_write 1
#define RAWMAP_HAS_SEAL_future_write 1
#define RAWMAP_HAS_SEAL_exec 1

RAWMAP_I_SENTENCE(seal_needs_at_least_one_name)
#define RAWMAP_I_RULE_seal_needs_at_least_one_name(set) ((set) > 0)
#define RAWMAP_I_SEAL_KNOWN                                                                                            \
    (0u | RAWMAP_LINUX_F_SEAL_SEAL | RAWMAP_LINUX_F_SEAL_SHRINK | RAWMAP_LINUX_F_SEAL_GROW |                           \
     RAWMAP_LINUX_F_SEAL_WRITE | RAWMAP_LINUX_F_SEAL_FUTURE_WRITE | RAWMAP_LINUX_F_SEAL_EXEC)

/* rawmap_seals_union: the seals of both.

   Result:   seals; rawmap_file_seal judges them.
   ABIs:     all */
RAWMAP_API(files) rawmap_seals rawmap_seals_union(rawmap_seals a, rawmap_seals b) RAWMAP_MUST_USE;

/* rawmap_seals_include: whether every seal of some is among all.

   Result:   true if so, also where some has none.
   ABIs:     all */
RAWMAP_API(files) bool rawmap_seals_include(rawmap_seals all, rawmap_seals some) RAWMAP_MUST_USE;

/* rawmap_file_seal: adds seals to a file.

   Requires:   a file made for it: rawmap_memfd with allow_sealing or noexec_seal. Other files in memory (tmpfs) have the
               seal `seal` from the start.
   Status:     RAWMAP_FILE_SEAL_NOTHING_ASKED: Linux would ignore it; nothing was called.
               RAWMAP_FILE_NEGATIVE, RAWMAP_FILE_SEAL_UNKNOWN_BITS: Linux refused it for this.
               RAWMAP_FILE_SEAL_WRITABLE_MAPPING, RAWMAP_FILE_UNSEALABLE: this file refused it for this.
               RAWMAP_EPERM: not open for writing, or sealed against more seals. RAWMAP_EINVAL: as
               RAWMAP_FILE_UNSEALABLE, or a kernel older than the seal. RAWMAP_EBADF: not open, or opened with path.
   Since:      3.17; each seal its own, above
   ABIs:       all
   Manual:     fcntl(2) */
RAWMAP_API(files) rawmap_status rawmap_file_seal(int file, rawmap_seals seals) RAWMAP_MUST_USE;

/* rawmap_check_file_seal: what rawmap_file_seal would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_file_seal(int file, rawmap_seals seals) RAWMAP_MUST_USE;

/* rawmap_file_seals: the seals that a file has.

   Status:     RAWMAP_FILE_NEGATIVE: Linux refused it for this. RAWMAP_FILE_UNSEALABLE: such a file has none.
               RAWMAP_EBADF: not open, or opened with path.
   Since:      3.17
   ABIs:       all
   Manual:     fcntl(2) */
RAWMAP_API(files) rawmap_file_seals_answer rawmap_file_seals(int file) RAWMAP_MUST_USE;

/* rawmap_check_file_seals: what rawmap_file_seals would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_file_seals(int file) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(files, file_seal, RAWMAP_RULES_FILE_SEAL, int file, rawmap_seals seals)
RAWMAP_I_DEFINE_VERDICT(files, file_seals, RAWMAP_RULES_FILE_SEALS, int file)

RAWMAP_API(files) rawmap_seals rawmap_seals_union(rawmap_seals a, rawmap_seals b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(files) bool rawmap_seals_include(rawmap_seals all, rawmap_seals some)
{
    return (some.bits & ~all.bits) == 0;
}

RAWMAP_API(files) rawmap_status rawmap_check_file_seal(int file, rawmap_seals seals)
{
    return RAWMAP_I_CHECKED(file_seal, file, seals);
}

RAWMAP_API(files) rawmap_status rawmap_file_seal(int file, rawmap_seals seals)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FILE_SEAL))
        return rawmap_i_failure(RAWMAP_I_REFUSED(file_seal, file, seals));
    result =
        RAWMAP_I_CALL3(RAWMAP_I_NR_FCNTL, RAWMAP_I_WORD(file), RAWMAP_LINUX_F_ADD_SEALS, RAWMAP_I_WORD(seals.bits));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FILE_SEAL, file_seal, result, file, seals);
}

RAWMAP_API(files) rawmap_status rawmap_check_file_seals(int file)
{
    return RAWMAP_I_CHECKED(file_seals, file);
}

RAWMAP_API(files) rawmap_file_seals_answer rawmap_file_seals(int file)
{
    const rawmap_word result = RAWMAP_I_CALL3(RAWMAP_I_NR_FCNTL, RAWMAP_I_WORD(file), RAWMAP_LINUX_F_GET_SEALS, 0);
    rawmap_file_seals_answer answer;
    answer.status = RAWMAP_OK;
    answer.seals.bits = 0;
    if (rawmap_i_is_error(result))
        answer.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_FILE_SEALS, file_seals, result, file);
    else
        answer.seals.bits = RAWMAP_I_CAST(unsigned, result);
    return answer;
}

#endif

RAWMAP_I_END

#endif
