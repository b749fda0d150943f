/* SPDX-License-Identifier: MIT */
/* rawmap/shm/segment.h: System V shared memory: segments that live in the kernel until they are removed, found by
   number. rawmap_memfd and rawmap_map_file do the same with a descriptor, and leave nothing behind. find.h finds
   segments, attach.h maps them, control.h tells of them and removes them.

   RAWMAP_SHM(name, ...)         a rawmap_shm_options
   RAWMAP_SHM_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_SHM_<name>         1 where the set has the name, else 0

   name             does                                                                       since
   noreserve        no memory is set aside for it (ignored under vm.overcommit_memory=2)       2.6.15
   huge_2mb         in huge pages of that size, of which the length is a multiple              3.8
   huge_shift(n)    the same for pages of 1 << n bytes, n a constant                           3.8

   Named sizes: 16kb 64kb 512kb 1mb 2mb 8mb 16mb 32mb 256mb 512mb 1gb 2gb 16gb.

   Where an architecture has ipc(), the calls go through it: kernels before 5.1 have nothing else there. */
#ifndef RAWMAP_SHM_SEGMENT_H
#define RAWMAP_SHM_SEGMENT_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_shm_options_is_made_by_RAWMAP_SHM {
    unsigned bits;
} rawmap_shm_options;

typedef struct rawmap_shm {
    int id;
} rawmap_shm;

/* On failure the segment is -1, which every call refuses. */
typedef struct rawmap_shm_answer {
    rawmap_status status;
    rawmap_shm segment;
} rawmap_shm_answer;

/* clang-format off */
#define RAWMAP_SHM(...) RAWMAP_I_OPEN(rawmap_shm_options){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, SHM, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, SHM, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, SHM, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_SHM_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, SHM, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, SHM, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, SHM, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_SHM(...) RAWMAP_I_ERROR(__VA_ARGS__: write options with commas between, as in RAWMAP_SHM(noreserve, huge_2mb), if any)

#define RAWMAP_SHM_                   0ull
#define RAWMAP_HAS_SHM_               1
#define RAWMAP_SHM_noreserve          (RAWMAP_LINUX_SHM_NORESERVE + 0ull)
#define RAWMAP_SHM_hugetlb            rawmap_error_a_segment_names_its_huge_page_size
#define RAWMAP_SHM_huge_16kb          RAWMAP_I_SHM_HUGE(14)
#define RAWMAP_SHM_huge_64kb          RAWMAP_I_SHM_HUGE(16)
#define RAWMAP_SHM_huge_512kb         RAWMAP_I_SHM_HUGE(19)
#define RAWMAP_SHM_huge_1mb           RAWMAP_I_SHM_HUGE(20)
#define RAWMAP_SHM_huge_2mb           RAWMAP_I_SHM_HUGE(21)
#define RAWMAP_SHM_huge_8mb           RAWMAP_I_SHM_HUGE(23)
#define RAWMAP_SHM_huge_16mb          RAWMAP_I_SHM_HUGE(24)
#define RAWMAP_SHM_huge_32mb          RAWMAP_I_SHM_HUGE(25)
#define RAWMAP_SHM_huge_256mb         RAWMAP_I_SHM_HUGE(28)
#define RAWMAP_SHM_huge_512mb         RAWMAP_I_SHM_HUGE(29)
#define RAWMAP_SHM_huge_1gb           RAWMAP_I_SHM_HUGE(30)
#define RAWMAP_SHM_huge_2gb           RAWMAP_I_SHM_HUGE(31)
#define RAWMAP_SHM_huge_16gb          RAWMAP_I_SHM_HUGE(34)
#define RAWMAP_SHM_huge_shift(n)      RAWMAP_I_SHM_HUGE(n)
#define RAWMAP_HAS_SHM_noreserve      1
#define RAWMAP_HAS_SHM_hugetlb        0
#define RAWMAP_HAS_SHM_huge_16kb      1
#define RAWMAP_HAS_SHM_huge_64kb      1
#define RAWMAP_HAS_SHM_huge_512kb     1
#define RAWMAP_HAS_SHM_huge_1mb       1
#define RAWMAP_HAS_SHM_huge_2mb       1
#define RAWMAP_HAS_SHM_huge_8mb       1
#define RAWMAP_HAS_SHM_huge_16mb      1
#define RAWMAP_HAS_SHM_huge_32mb      1
#define RAWMAP_HAS_SHM_huge_256mb     1
#define RAWMAP_HAS_SHM_huge_512mb     1
#define RAWMAP_HAS_SHM_huge_1gb       1
#define RAWMAP_HAS_SHM_huge_2gb       1
#define RAWMAP_HAS_SHM_huge_16gb      1
#define RAWMAP_HAS_SHM_huge_shift     1
/* clang-format on */
#define RAWMAP_I_SHM_HUGE(shift) (RAWMAP_LINUX_SHM_HUGETLB | RAWMAP_I_HUGE_SIZE(shift))
#define RAWMAP_I_SHM_KNOWN (0u | RAWMAP_LINUX_SHM_NORESERVE | RAWMAP_LINUX_SHM_HUGETLB | RAWMAP_I_HUGE_FIELD)

/* rawmap_shm_new: a new segment of zeros, which others find by nothing but its number. It stays until rawmap_shm_remove
   and the last detaching, whoever dies.

   Units:      length in bytes; permissions such as 0600 (execute bits count for attaching with exec).
   Status:     RAWMAP_SHM_UNKNOWN_PERMISSIONS, RAWMAP_SHM_UNKNOWN_BITS, RAWMAP_HUGE_LENGTH_UNEVEN: Linux would do something
               else; nothing was called. RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: more than a 32-bit ABI can say; nothing was
               called. RAWMAP_LENGTH_ZERO: Linux refused it for this. RAWMAP_SHM_LIMIT: this system refused it for this.
               RAWMAP_SHM_HUGE_NOT_ALLOWED: huge pages, without CAP_IPC_LOCK and membership in the group
               vm.hugetlb_shm_group. RAWMAP_EPERM: a sandbox.
               RAWMAP_EINVAL: longer than kernel.shmmax, or the machine has no huge pages of that size. RAWMAP_ENOMEM: no
               memory, the commit limit, or too few huge pages. RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0; each option its own, above
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API(shm)
rawmap_shm_answer rawmap_shm_new(uint64_t length, unsigned permissions, rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_check_shm_new: what rawmap_shm_new would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm)
rawmap_status rawmap_check_shm_new(uint64_t length, unsigned permissions, rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_shm_create: a new segment of zeros, which others find by its key. It must not be there yet.

   Units:      as rawmap_shm_new; key is any number but 0.
   Status:     RAWMAP_SHM_KEY_PRIVATE: Linux would make a segment that nobody finds; nothing was called.
               RAWMAP_SHM_TAKEN: a segment has the key. The others as rawmap_shm_new.
   Since:      1.0
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API(shm)
rawmap_shm_answer rawmap_shm_create(int key, uint64_t length, unsigned permissions,
                                    rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_check_shm_create: what rawmap_shm_create would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm)
rawmap_status rawmap_check_shm_create(int key, uint64_t length, unsigned permissions,
                                      rawmap_shm_options options) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#define RAWMAP_I_IPC_CREAT 01000u
#define RAWMAP_I_IPC_EXCL 02000u
#ifdef RAWMAP_NR_ipc
#define RAWMAP_I_SHMGET(key, length, flags) RAWMAP_I_CALL5(RAWMAP_NR_ipc, 23, key, length, flags, 0)
#else
#define RAWMAP_I_SHMGET(key, length, flags) RAWMAP_I_CALL3(RAWMAP_NR_shmget, key, length, flags)
#endif

/* Whether it is the huge pages that are refused: a plain segment is made, one byte in huge pages is not, and none is
   EINVAL, as Linux says before it asks for any right. What was made is removed at once; that it can be is tried first. */
RAWMAP_I_COLD(shm) bool rawmap_i_sees_no_huge_segments(unsigned flags) RAWMAP_I_ONCE(rawmap_i_sees_no_huge_segments);
#if RAWMAP_I_DEFINES(shm)
#ifdef RAWMAP_NR_ipc
#define RAWMAP_I_SHM_REMOVE(id) RAWMAP_I_CALL5(RAWMAP_NR_ipc, 24, id, 0, 0, 0)
#else
#define RAWMAP_I_SHM_REMOVE(id) RAWMAP_I_CALL3(RAWMAP_NR_shmctl, id, 0, 0)
#endif
RAWMAP_I_COLD(shm) bool rawmap_i_sees_no_huge_segments(unsigned flags)
{
    rawmap_word plain, huge;
    if (RAWMAP_I_SHM_REMOVE(-1) != -RAWMAP_LINUX_EINVAL ||
        RAWMAP_I_SHMGET(0, 0, RAWMAP_I_WORD(flags | RAWMAP_I_IPC_CREAT)) != -RAWMAP_LINUX_EINVAL)
        return false;
    plain = RAWMAP_I_SHMGET(0, 1, RAWMAP_I_WORD(0600u | RAWMAP_I_IPC_CREAT));
    if (rawmap_i_is_error(plain) || RAWMAP_I_SHM_REMOVE(plain) != 0)
        return false;
    huge = RAWMAP_I_SHMGET(0, 1, RAWMAP_I_WORD(flags | RAWMAP_I_IPC_CREAT));
    if (!rawmap_i_is_error(huge))
        (void)RAWMAP_I_SHM_REMOVE(huge);
    return huge == -RAWMAP_LINUX_EPERM;
}
#endif

RAWMAP_I_DEFINE_VERDICT(shm, shm_new, RAWMAP_RULES_SHM_NEW, uint64_t length, unsigned permissions,
                        rawmap_shm_options options)
RAWMAP_I_DEFINE_VERDICT(shm, shm_create, RAWMAP_RULES_SHM_CREATE, int key, uint64_t length, unsigned permissions,
                        rawmap_shm_options options)

RAWMAP_I_INLINE rawmap_shm_answer rawmap_i_segment(rawmap_status status, int id)
{
    rawmap_shm_answer answer;
    answer.status = status;
    answer.segment.id = id;
    return answer;
}

RAWMAP_API(shm) rawmap_status rawmap_check_shm_new(uint64_t length, unsigned permissions, rawmap_shm_options options)
{
    return RAWMAP_I_CHECKED(shm_new, length, permissions, options);
}

RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_new(uint64_t length, unsigned permissions, rawmap_shm_options options)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_NEW))
        return rawmap_i_segment(rawmap_i_failure(RAWMAP_I_REFUSED(shm_new, length, permissions, options)), -1);
    result = RAWMAP_I_SHMGET(0, RAWMAP_I_WORD(RAWMAP_I_CAST(size_t, length)),
                             RAWMAP_I_WORD(permissions | options.bits | RAWMAP_I_IPC_CREAT));
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_NEW, shm_new, result, length, permissions, options), -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

RAWMAP_API(shm)
rawmap_status rawmap_check_shm_create(int key, uint64_t length, unsigned permissions, rawmap_shm_options options)
{
    return RAWMAP_I_CHECKED(shm_create, key, length, permissions, options);
}

RAWMAP_API(shm)
rawmap_shm_answer rawmap_shm_create(int key, uint64_t length, unsigned permissions, rawmap_shm_options options)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_CREATE))
        return rawmap_i_segment(rawmap_i_failure(RAWMAP_I_REFUSED(shm_create, key, length, permissions, options)), -1);
    result = RAWMAP_I_SHMGET(RAWMAP_I_WORD(key), RAWMAP_I_WORD(RAWMAP_I_CAST(size_t, length)),
                             RAWMAP_I_WORD(permissions | options.bits | RAWMAP_I_IPC_CREAT | RAWMAP_I_IPC_EXCL));
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_CREATE, shm_create, result, key, length, permissions, options), -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

#endif

RAWMAP_I_END

#endif
