/* SPDX-License-Identifier: MIT */
/* The structures that the library hands to the kernel, against what the kernel's headers say of them: on this ABI, when
   this is compiled. */
#include "kernel.h"
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

/* What fstat tells at the places that arch/ names, and what statx tells of the same file. */
static void stat_places(void)
{
    static rawmap_i_statx by_statx, by_fstat;
    const int file = (int)k_memfd();
    const size_t size = (size_t)k_page_size();
    rawmap_word result;
    (void)k_ftruncate(file, ((uint64_t)3 << 32) + 0x12345u);
    (void)k_pwrite(file, "stat", 4, (uint64_t)1 << 32);
    (void)k_pwrite(file, "stat", 4, 5 * size);
    check_equal("fstat: statx", 0,
                RESULT(rawmap_syscall5(RAWMAP_NR_statx, WORD(file), ADDRESS(""), RAWMAP_LINUX_AT_EMPTY_PATH,
                                       RAWMAP_LINUX_STATX_BASIC_STATS, ADDRESS(&by_statx))));
    check_equal("fstat: a plain file", 0100000, by_statx.mode & 0170000u);
    result = rawmap_i_fstat(file, &by_fstat);
    if (result == -RAWMAP_LINUX_ENOSYS) {
        absent("fstat");
    } else {
        check_equal("fstat: works", 0, RESULT(result));
        check_equal("fstat: the length", ((uint64_t)3 << 32) + 0x12345u, by_fstat.size);
        check_equal("fstat: the block", by_statx.block, by_fstat.block);
        check_equal("fstat: the blocks", by_statx.blocks, by_fstat.blocks);
        check_true("fstat: of which there are some", by_fstat.blocks != 0);
    }
    (void)k_close(file);
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
    stat_places();
}
