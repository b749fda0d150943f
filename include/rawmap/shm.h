/* SPDX-License-Identifier: MIT */
/* rawmap/shm.h: System V shared memory: segments that live in the kernel until they are removed, found by number.
   rawmap_memfd and rawmap_map_file do the same with a descriptor, and leave nothing behind.

   RAWMAP_SHM(name, ...)         a rawmap_shm_options
   RAWMAP_SHM_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_SHM_<name>         1 where the set has the name, else 0

   name             does                                                                       since
   noreserve        no memory is set aside for it (ignored under vm.overcommit_memory=2)       2.6.15
   huge_2mb         in huge pages of that size, of which the length is a multiple              3.8
   huge_shift(n)    the same for pages of 1 << n bytes, n a constant                           3.8

   Named sizes: 16kb 64kb 512kb 1mb 2mb 8mb 16mb 32mb 256mb 512mb 1gb 2gb 16gb.

   Where an architecture has ipc(), the calls go through it: kernels before 5.1 have nothing else there. */
#ifndef RAWMAP_SHM_H
#define RAWMAP_SHM_H

#include "base.h"
#include "huge.h"
#include "placement.h"
#include "protection.h"
#include "rules_shm.h"
#include "set.h"
#include "span.h"
#include "status.h"
#include "verdict.h"

RAWMAP_I_BEGIN

typedef struct rawmap_shm_options {
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
#define RAWMAP_SHM(...) \
    RAWMAP_I_LITERAL(rawmap_shm_options, RAWMAP_I_JOIN(RAWMAP_I_SHM_BITS, RAWMAP_SHM, RAWMAP_SHM_##__VA_ARGS__, , , , , , , , , , , , , , , , , ))
#define RAWMAP_SHM_INIT(...) \
    { RAWMAP_I_JOIN(RAWMAP_I_SHM_BITS, RAWMAP_SHM, RAWMAP_SHM_##__VA_ARGS__, , , , , , , , , , , , , , , , , ) }

#define RAWMAP_SHM_                   0ull
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
#define RAWMAP_I_SHM_BITS(set) RAWMAP_I_KERNEL_BITS(set) + RAWMAP_I_HUGE_RULES(set)
#define RAWMAP_I_SHM_KNOWN (0u | RAWMAP_LINUX_SHM_NORESERVE | RAWMAP_LINUX_SHM_HUGETLB | RAWMAP_I_HUGE_FIELD)

/* rawmap_shm_new: a new segment of zeros, which others find by nothing but its number. It stays until rawmap_shm_remove
   and the last detaching, whoever dies.

   Units:      length in bytes; permissions such as 0600 (execute bits count for attaching with exec).
   Status:     RAWMAP_SHM_UNKNOWN_PERMISSIONS, RAWMAP_SHM_UNKNOWN_BITS, RAWMAP_HUGE_LENGTH_UNEVEN: Linux would do something
               else; nothing was called. RAWMAP_LENGTH_ZERO: Linux refused it for this. RAWMAP_SHM_LIMIT,
               RAWMAP_SHM_HUGE_NOT_ALLOWED: this system refused it for this.
               RAWMAP_EINVAL: longer than kernel.shmmax, or the machine has no huge pages of that size. RAWMAP_ENOMEM: no
               memory, the commit limit, or too few huge pages. RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0; each option its own, above
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API rawmap_shm_answer rawmap_shm_new(size_t length, unsigned permissions,
                                            rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_check_shm_new: what rawmap_shm_new would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API rawmap_status rawmap_check_shm_new(size_t length, unsigned permissions,
                                              rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_shm_create: a new segment of zeros, which others find by its key. It must not be there yet.

   Units:      as rawmap_shm_new; key is any number but 0.
   Status:     RAWMAP_SHM_KEY_PRIVATE: Linux would make a segment that nobody finds; nothing was called.
               RAWMAP_SHM_TAKEN: a segment has the key. The others as rawmap_shm_new.
   Since:      1.0
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API rawmap_shm_answer rawmap_shm_create(int key, size_t length, unsigned permissions,
                                               rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_check_shm_create: what rawmap_shm_create would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API rawmap_status rawmap_check_shm_create(int key, size_t length, unsigned permissions,
                                                 rawmap_shm_options options) RAWMAP_MUST_USE;

/* rawmap_shm_find: the segment that has the key, if it is at least so long.

   Units:      length in bytes; 0 for any.
   Status:     RAWMAP_SHM_KEY_PRIVATE: Linux would make a new segment; nothing was called. RAWMAP_SHM_NOT_FOUND: no segment
               has the key. RAWMAP_SHM_SHORTER: it is shorter. RAWMAP_EACCES: permissions. RAWMAP_ENOSYS: the kernel is
               built without it.
   Since:      1.0
   ABIs:       all
   Manual:     shmget(2) */
RAWMAP_API rawmap_shm_answer rawmap_shm_find(int key, size_t length) RAWMAP_MUST_USE;

/* rawmap_check_shm_find: what rawmap_shm_find would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API rawmap_status rawmap_check_shm_find(int key, size_t length) RAWMAP_MUST_USE;

/* rawmap_shm_attach: maps a segment, all of it. A child has it too; an exec loses it. Never replaces a mapping.

   Units:      length of the segment in bytes, for the span that comes back: Linux does not look at it, and maps what the
               segment was made with. A wrong one gives a wrong span; rawmap_shm_find asks for a minimum.
   Requires:   a protection of read, with or without write and exec; a placement of RAWMAP_ANYWHERE or RAWMAP_EXACTLY.
   Status:     RAWMAP_LENGTH_ZERO, RAWMAP_SHM_PROTECTION, RAWMAP_SHM_PLACEMENT: Linux would ignore part of it; nothing was
               called. RAWMAP_SHM_NEGATIVE, RAWMAP_EXACT_UNALIGNED: Linux refused it for this. RAWMAP_SHM_GONE: no such segment, or
               it was removed. RAWMAP_EINVAL: something is mapped at the exact address, the segment is gone, or the
               address suits neither this kernel's pages nor its caches. RAWMAP_EACCES: the segment's permissions.
               RAWMAP_ENOMEM: no room, or vm.max_map_count. RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0; exec 2.6.9
   ABIs:       all
   Manual:     shmat(2) */
RAWMAP_API rawmap_mapping rawmap_shm_attach(rawmap_shm segment, size_t length, rawmap_prot protection,
                                            rawmap_placement placement) RAWMAP_MUST_USE;

/* rawmap_check_shm_attach: what rawmap_shm_attach would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API rawmap_status rawmap_check_shm_attach(rawmap_shm segment, size_t length, rawmap_prot protection,
                                                 rawmap_placement placement) RAWMAP_MUST_USE;

/* rawmap_shm_detach: unmaps a segment, all that is left of it, whatever the span's length. The segment stays.

   Units:      span.length is not looked at.
   Requires:   the span that rawmap_shm_attach returned.
   Status:     RAWMAP_SPAN_UNALIGNED: Linux refused it for this. RAWMAP_SHM_NOT_ATTACHED: no segment starts there.
               RAWMAP_EINVAL: the same, or the span does not start one of this kernel's pages. RAWMAP_ENOSYS: the kernel
               is built without it.
   Since:      1.0
   ABIs:       all
   Manual:     shmdt(2) */
RAWMAP_API rawmap_status rawmap_shm_detach(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_shm_detach: what rawmap_shm_detach would answer, as far as its argument tells; nothing is called. */
RAWMAP_API rawmap_status rawmap_check_shm_detach(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_shm_remove, rawmap_shm_lock, rawmap_shm_unlock: marks a segment as gone: nobody finds it, and the last detaching
   frees it; keeps all its pages that are in memory there; or no longer. Lock brings nothing in.

   Status:     RAWMAP_SHM_NEGATIVE: Linux refused it for this. RAWMAP_SHM_GONE: no such segment, or it was removed.
               RAWMAP_EPERM: another's segment, or locking is not allowed. RAWMAP_ENOMEM: RLIMIT_MEMLOCK.
               RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API rawmap_status rawmap_shm_remove(rawmap_shm segment) RAWMAP_MUST_USE;
RAWMAP_API rawmap_status rawmap_shm_lock(rawmap_shm segment) RAWMAP_MUST_USE;
RAWMAP_API rawmap_status rawmap_shm_unlock(rawmap_shm segment) RAWMAP_MUST_USE;

/* rawmap_check_shm_remove: what the three would answer, as far as their argument tells; nothing is called. */
RAWMAP_API rawmap_status rawmap_check_shm_remove(rawmap_shm segment) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(shm_new, RAWMAP_RULES_SHM_NEW, size_t length, unsigned permissions, rawmap_shm_options options)
RAWMAP_I_DEFINE_VERDICT(shm_create, RAWMAP_RULES_SHM_CREATE, int key, size_t length, unsigned permissions,
                        rawmap_shm_options options)
RAWMAP_I_DEFINE_VERDICT(shm_find, RAWMAP_RULES_SHM_FIND, int key)
RAWMAP_I_DEFINE_VERDICT(shm_attach, RAWMAP_RULES_SHM_ATTACH, rawmap_shm segment, size_t length, rawmap_prot protection,
                        rawmap_placement placement)
RAWMAP_I_DEFINE_VERDICT(shm_detach, RAWMAP_RULES_SHM_DETACH, uintptr_t address)
RAWMAP_I_DEFINE_VERDICT(shm_control, RAWMAP_RULES_SHM_CONTROL, rawmap_shm segment)

/* The four calls. ipc() has a number for each, and answers attach's address through a pointer. */
#define RAWMAP_I_IPC_CREAT 01000u
#define RAWMAP_I_IPC_EXCL 02000u
#ifdef RAWMAP_NR_ipc
#define RAWMAP_I_SHMGET(key, length, flags) RAWMAP_I_CALL5(RAWMAP_NR_ipc, 23, key, length, flags, 0)
#define RAWMAP_I_SHMDT(address) RAWMAP_I_CALL5(RAWMAP_NR_ipc, 22, 0, 0, 0, address)
#define RAWMAP_I_SHMCTL(id, command) RAWMAP_I_CALL5(RAWMAP_NR_ipc, 24, id, command, 0, 0)
RAWMAP_I_INLINE rawmap_word rawmap_i_shmat(int id, uintptr_t address, unsigned flags)
{
    uintptr_t attached = 0;
    const rawmap_word result = RAWMAP_I_CALL5(RAWMAP_NR_ipc, 21, RAWMAP_I_WORD(id), RAWMAP_I_WORD(flags),
                                              RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&attached)), RAWMAP_I_WORD(address));
    return rawmap_i_is_error(result) ? result : RAWMAP_I_WORD(attached);
}
#else
#define RAWMAP_I_SHMGET(key, length, flags) RAWMAP_I_CALL3(RAWMAP_NR_shmget, key, length, flags)
#define RAWMAP_I_SHMDT(address) RAWMAP_I_CALL1(RAWMAP_NR_shmdt, address)
#define RAWMAP_I_SHMCTL(id, command) RAWMAP_I_CALL3(RAWMAP_NR_shmctl, id, command, 0)
RAWMAP_I_INLINE rawmap_word rawmap_i_shmat(int id, uintptr_t address, unsigned flags)
{
    return RAWMAP_I_CALL3(RAWMAP_NR_shmat, RAWMAP_I_WORD(id), RAWMAP_I_WORD(address), RAWMAP_I_WORD(flags));
}
#endif

RAWMAP_I_INLINE rawmap_shm_answer rawmap_i_segment(rawmap_status status, int id)
{
    rawmap_shm_answer answer;
    answer.status = status;
    answer.segment.id = id;
    return answer;
}

RAWMAP_API rawmap_status rawmap_check_shm_new(size_t length, unsigned permissions, rawmap_shm_options options)
{
    return rawmap_i_check_shm_new(length, permissions, options);
}

RAWMAP_API rawmap_shm_answer rawmap_shm_new(size_t length, unsigned permissions, rawmap_shm_options options)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_NEW))
        return rawmap_i_segment(rawmap_i_refused_shm_new(length, permissions, options), -1);
    result = RAWMAP_I_SHMGET(0, RAWMAP_I_WORD(length), RAWMAP_I_WORD(permissions | options.bits | RAWMAP_I_IPC_CREAT));
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_NEW, shm_new, result, length, permissions, options), -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

RAWMAP_API rawmap_status rawmap_check_shm_create(int key, size_t length, unsigned permissions,
                                                 rawmap_shm_options options)
{
    return rawmap_i_check_shm_create(key, length, permissions, options);
}

RAWMAP_API rawmap_shm_answer rawmap_shm_create(int key, size_t length, unsigned permissions, rawmap_shm_options options)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_CREATE))
        return rawmap_i_segment(rawmap_i_refused_shm_create(key, length, permissions, options), -1);
    result = RAWMAP_I_SHMGET(RAWMAP_I_WORD(key), RAWMAP_I_WORD(length),
                             RAWMAP_I_WORD(permissions | options.bits | RAWMAP_I_IPC_CREAT | RAWMAP_I_IPC_EXCL));
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_CREATE, shm_create, result, key, length, permissions, options), -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

RAWMAP_API rawmap_status rawmap_check_shm_find(int key, size_t length)
{
    (void)length;
    return rawmap_i_check_shm_find(key);
}

RAWMAP_API rawmap_shm_answer rawmap_shm_find(int key, size_t length)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_FIND))
        return rawmap_i_segment(rawmap_i_refused_shm_find(key), -1);
    result = RAWMAP_I_SHMGET(RAWMAP_I_WORD(key), RAWMAP_I_WORD(length), 0);
    if (rawmap_i_is_error(result))
        return rawmap_i_segment(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_FIND, shm_find, result, key), -1);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

RAWMAP_API rawmap_status rawmap_check_shm_attach(rawmap_shm segment, size_t length, rawmap_prot protection,
                                                 rawmap_placement placement)
{
    return rawmap_i_check_shm_attach(segment, length, protection, placement);
}

RAWMAP_API rawmap_mapping rawmap_shm_attach(rawmap_shm segment, size_t length, rawmap_prot protection,
                                            rawmap_placement placement)
{
    rawmap_mapping mapping;
    unsigned flags = 0;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_ATTACH))
        return rawmap_i_no_mapping(rawmap_i_refused_shm_attach(segment, length, protection, placement));
    if (!(protection.bits & RAWMAP_LINUX_PROT_WRITE))
        flags |= RAWMAP_LINUX_SHM_RDONLY;
    if (protection.bits & RAWMAP_LINUX_PROT_EXEC)
        flags |= RAWMAP_LINUX_SHM_EXEC;
    result = rawmap_i_shmat(segment.id, placement.address, flags);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_ATTACH, shm_attach, result, segment, length, protection, placement));
    /* Unlike elsewhere, the kernel has not seen the length. */
    mapping.status = RAWMAP_OK;
    mapping.span.base = RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, result));
    mapping.span.length = length;
    return mapping;
}

RAWMAP_API rawmap_status rawmap_check_shm_detach(rawmap_span span)
{
    return rawmap_i_check_shm_detach(RAWMAP_I_ADDRESS(span.base));
}

RAWMAP_API rawmap_status rawmap_shm_detach(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const rawmap_word result = RAWMAP_I_SHMDT(RAWMAP_I_WORD(address));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_DETACH, shm_detach, result, address);
}

RAWMAP_API rawmap_status rawmap_check_shm_remove(rawmap_shm segment)
{
    return rawmap_i_check_shm_control(segment);
}

/* IPC_RMID is 0. */
RAWMAP_API rawmap_status rawmap_shm_remove(rawmap_shm segment)
{
    const rawmap_word result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_CONTROL, shm_control, result, segment);
}

RAWMAP_API rawmap_status rawmap_shm_lock(rawmap_shm segment)
{
    const rawmap_word result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), RAWMAP_LINUX_SHM_LOCK);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_CONTROL, shm_control, result, segment);
}

RAWMAP_API rawmap_status rawmap_shm_unlock(rawmap_shm segment)
{
    const rawmap_word result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), RAWMAP_LINUX_SHM_UNLOCK);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_CONTROL, shm_control, result, segment);
}

#endif

RAWMAP_I_END

#endif
