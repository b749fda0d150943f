/* SPDX-License-Identifier: MIT */
/* The structures that the library hands to the kernel, against what the kernel's headers say of them: on this ABI, when
   this is compiled. */
#include "harness.h"
#include "rawmap.h"

#define STRUCTURE(ours, theirs, size) _Static_assert(sizeof(ours) == (size), #ours " is as large as struct " #theirs);
#define MEMBER(ours, member, theirs, their_member, offset, size)                                                       \
    _Static_assert(offsetof(ours, member) == (offset) && sizeof(((ours *)0)->member) == (size),                        \
                   #ours "." #member " lies where " #theirs "." #their_member " does");
#define REQUEST(abi, number)
#define SEGMENT(abi, size, mode, mode_size, length, length_size, creator, attaches, attaches_size)
#include "../abi/structures.inc"
#undef STRUCTURE
#undef MEMBER
#undef REQUEST
#undef SEGMENT

_Static_assert(sizeof(rawmap_span) == 2 * sizeof(void *) && offsetof(rawmap_span, base) == 0 &&
                   offsetof(rawmap_span, length) == sizeof(void *) && sizeof(size_t) == sizeof(void *),
               "rawmap_span lies as struct iovec does");

_Static_assert(offsetof(rawmap_shmid, key) == 0 && offsetof(rawmap_shmid, uid) == 4 &&
                   offsetof(rawmap_shmid, gid) == 8 && offsetof(rawmap_shmid, creator_uid) == 12 &&
                   offsetof(rawmap_shmid, creator_gid) == 16 &&
                   offsetof(rawmap_shmid, last) == offsetof(rawmap_shmid, creator) + 4,
               "rawmap_shmid begins as struct ipc64_perm does");

static bool same_name(const char *one, const char *other)
{
    while (*one != '\0' && *one == *other) {
        one++;
        other++;
    }
    return *one == *other;
}

static void test_structures(void)
{
    bool known = false, segment = false;
    rawmap_shmid told;
#define STRUCTURE(ours, theirs, size)
#define MEMBER(ours, member, theirs, their_member, offset, size)
#define REQUEST(abi, number)                                                                                           \
    if (same_name(RAWMAP_ARCH_NAME, #abi)) {                                                                           \
        known = true;                                                                                                  \
        check_equal("USERFAULTFD_IOC_NEW", number, RAWMAP_I_USERFAULTFD_NEW);                                          \
    }
#define SEGMENT(abi, size, mode_at, mode_size, length_at, length_size, creator_at, attaches_at, attaches_size)         \
    if (same_name(RAWMAP_ARCH_NAME, #abi)) {                                                                           \
        segment = true;                                                                                                \
        check_equal("shmid64_ds: size", size, sizeof(rawmap_shmid));                                                   \
        check_equal("shmid64_ds: mode", mode_at, offsetof(rawmap_shmid, mode));                                        \
        check_equal("shmid64_ds: size of mode", mode_size, sizeof told.mode);                                          \
        check_equal("shmid64_ds: length", length_at, offsetof(rawmap_shmid, length));                                  \
        check_equal("shmid64_ds: size of length", length_size, sizeof told.length);                                    \
        check_equal("shmid64_ds: creator", creator_at, offsetof(rawmap_shmid, creator));                               \
        check_equal("shmid64_ds: attaches", attaches_at, offsetof(rawmap_shmid, attaches));                            \
        check_equal("shmid64_ds: size of attaches", attaches_size, sizeof told.attaches);                              \
        /* Of the same unsigned long: nine of them, and five after an int. */                                          \
        check_equal("shminfo64: size", 9 * attaches_size, sizeof(rawmap_i_shm_limits));                                \
        check_equal("shminfo64: shmall", 4 * attaches_size, offsetof(rawmap_i_shm_limits, pages));                     \
        check_equal("shm_info: size", 6 * attaches_size, sizeof(rawmap_i_shm_usage));                                  \
        check_equal("shm_info: shm_swp", 3 * attaches_size, offsetof(rawmap_i_shm_usage, swap));                       \
    }
#include "../abi/structures.inc"
    check_true("shmid64_ds: this ABI is listed", segment);
    check_true("USERFAULTFD_IOC_NEW: this ABI is listed", known);
}
