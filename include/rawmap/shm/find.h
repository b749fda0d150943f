/* SPDX-License-Identifier: MIT */
/* rawmap/shm/find.h: segments of System V shared memory that have a key (segment.h). */
#ifndef RAWMAP_SHM_FIND_H
#define RAWMAP_SHM_FIND_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "rules.h"
#include "segment.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_shm_find: the segment that has the key, if it is at least so long, and the caller may read it: without that
   right nobody can attach it.

   Units:      length in bytes; 0 for any.
   Status:     RAWMAP_SHM_KEY_PRIVATE: Linux would make a new segment; nothing was called.
               RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: more than a 32-bit ABI can say; nothing was called.
               RAWMAP_SHM_NOT_FOUND: no segment has the key. RAWMAP_SHM_SHORTER: it is shorter. RAWMAP_EACCES: its
               permissions forbid reading. RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_find(int key, uint64_t length) RAWMAP_MUST_USE;

/* rawmap_check_shm_find: what rawmap_shm_find would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm) rawmap_status rawmap_check_shm_find(int key, uint64_t length) RAWMAP_MUST_USE;

/* rawmap_shm_find_for: the same, if the caller may do with it what these permissions say: in any of the three places of
   an octal number, 4 for reading, 2 for writing, 1 for executing.

   Units:      length in bytes; 0 for any. permissions of nine bits; 0 asks for none.
   Status:     as rawmap_shm_find, and RAWMAP_SHM_UNKNOWN_PERMISSIONS: Linux would do something else; nothing was called.
   Since:      1.0
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_find_for(int key, uint64_t length, unsigned permissions) RAWMAP_MUST_USE;

/* rawmap_check_shm_find_for: what rawmap_shm_find_for would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm)
rawmap_status rawmap_check_shm_find_for(int key, uint64_t length, unsigned permissions) RAWMAP_MUST_USE;

/* rawmap_shm_find_or_create: the segment that has the key, if it is at least so long and the caller may do with it what
   the permissions say; where none has the key, a new one, at once: of several that ask, one makes it and all get it.
   Which it was Linux does not tell. What is there keeps its length, permissions and options.

   Units:      as rawmap_shm_create; a length of 0 finds, and makes nothing.
   Status:     RAWMAP_SHM_KEY_PRIVATE: Linux would make a segment that nobody finds; nothing was called. RAWMAP_LENGTH_ZERO:
               there is none to be found. RAWMAP_EINVAL: what is there is shorter; or as rawmap_shm_new, which has the
               others. RAWMAP_EACCES: the permissions of what is there.
   Since:      1.0; each option its own, above
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API(shm)
rawmap_shm_answer rawmap_shm_find_or_create(int key, uint64_t length, unsigned permissions,
                                            rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_check_shm_find_or_create: what rawmap_shm_find_or_create would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(shm)
rawmap_status rawmap_check_shm_find_or_create(int key, uint64_t length, unsigned permissions,
                                              rawmap_shm_options options) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#define RAWMAP_I_IPC_READ 0444u

RAWMAP_I_DEFINE_VERDICT(shm, shm_find, RAWMAP_RULES_SHM_FIND, int key, uint64_t length)
RAWMAP_I_DEFINE_VERDICT(shm, shm_find_for, RAWMAP_RULES_SHM_FIND_FOR, int key, uint64_t length, unsigned permissions)
RAWMAP_I_DEFINE_VERDICT(shm, shm_find_or_create, RAWMAP_RULES_SHM_FIND_OR_CREATE, int key, uint64_t length,
                        unsigned permissions, rawmap_shm_options options)

RAWMAP_API(shm) rawmap_status rawmap_check_shm_find(int key, uint64_t length)
{
    return RAWMAP_I_CHECKED(shm_find, key, length);
}

RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_find(int key, uint64_t length)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_FIND))
        return rawmap_i_segment(rawmap_i_failure(RAWMAP_I_REFUSED(shm_find, key, length)), -1);
    result = RAWMAP_I_SHMGET(RAWMAP_I_WORD(key), RAWMAP_I_WORD(RAWMAP_I_CAST(size_t, length)), RAWMAP_I_IPC_READ);
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_FIND, shm_find, result, key, length), -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

RAWMAP_API(shm) rawmap_status rawmap_check_shm_find_for(int key, uint64_t length, unsigned permissions)
{
    return RAWMAP_I_CHECKED(shm_find_for, key, length, permissions);
}

RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_find_for(int key, uint64_t length, unsigned permissions)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_FIND_FOR))
        return rawmap_i_segment(rawmap_i_failure(RAWMAP_I_REFUSED(shm_find_for, key, length, permissions)), -1);
    result =
        RAWMAP_I_SHMGET(RAWMAP_I_WORD(key), RAWMAP_I_WORD(RAWMAP_I_CAST(size_t, length)), RAWMAP_I_WORD(permissions));
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_FIND_FOR, shm_find_for, result, key, length, permissions), -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

RAWMAP_API(shm)
rawmap_status rawmap_check_shm_find_or_create(int key, uint64_t length, unsigned permissions,
                                              rawmap_shm_options options)
{
    return RAWMAP_I_CHECKED(shm_find_or_create, key, length, permissions, options);
}

RAWMAP_API(shm)
rawmap_shm_answer rawmap_shm_find_or_create(int key, uint64_t length, unsigned permissions, rawmap_shm_options options)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_FIND_OR_CREATE))
        return rawmap_i_segment(
            rawmap_i_failure(RAWMAP_I_REFUSED(shm_find_or_create, key, length, permissions, options)), -1);
    result = RAWMAP_I_SHMGET(RAWMAP_I_WORD(key), RAWMAP_I_WORD(RAWMAP_I_CAST(size_t, length)),
                             RAWMAP_I_WORD(permissions | options.bits | RAWMAP_I_IPC_CREAT));
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_FIND_OR_CREATE, shm_find_or_create, result, key,
                                                    length, permissions, options),
                                -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

#endif

RAWMAP_I_END

#endif
