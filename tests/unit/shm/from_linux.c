/* SPDX-License-Identifier: MIT */
/* shmget's and shmat's integers as values. The numbers are those of <linux/ipc.h> and <linux/shm.h>. */
#include "unit_shm.h"

#define CREAT 01000
#define EXCL 02000
#define HUGETLB 04000
#define NORESERVE 010000
#define RDONLY 010000
#define RND 020000
#define REMAP 040000
#define EXECUTES 0100000

static rawmap_shmget_arguments converted(int key, int flags)
{
    rawmap_shmget_arguments arguments;
    STATUS(OK, rawmap_shmget_from_linux(key, flags, UNIT_HUGE, &arguments));
    return arguments;
}

Test(shm_from_linux, which_call)
{
    rawmap_shmget_arguments a = converted(0, 0640);
    cr_assert(!a.by_key && a.creates && a.must_be_new);
    cr_assert_eq(a.permissions, 0640);
    a = converted(0, 0600 | CREAT | EXCL | NORESERVE);
    cr_assert(!a.by_key && a.creates && a.must_be_new);
    BITS(NORESERVE, a.options.bits);
    a = converted(7, 0444);
    cr_assert(a.by_key && !a.creates && !a.must_be_new);
    a = converted(7, EXCL); /* which Linux looks at beside IPC_CREAT alone */
    cr_assert(a.by_key && !a.creates && !a.must_be_new);
    a = converted(-7, 0666 | CREAT);
    cr_assert(a.by_key && a.creates && !a.must_be_new);
    a = converted(7, 0666 | CREAT | EXCL);
    cr_assert(a.by_key && a.creates && a.must_be_new);
    BITS(0, a.options.bits);
}

Test(shm_from_linux, huge_pages)
{
    rawmap_shmget_arguments a = converted(0, HUGETLB);
    BITS(HUGETLB | 21u << 26, a.options.bits);
    a = converted(0, HUGETLB | NORESERVE | 30 << 26);
    BITS(HUGETLB | NORESERVE | 30u << 26, a.options.bits);
    STATUS(HUGE_SIZE_UNNAMED, rawmap_shmget_from_linux(0, HUGETLB, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, a.options));
}

Test(shm_from_linux, what_linux_ignores)
{
    rawmap_shmget_arguments a;
    STATUS(SHM_UNKNOWN_BITS, rawmap_shmget_from_linux(0, 0100000, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_shmget_from_linux(0, 21 << 26, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_shmget_from_linux(0, -1, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, a.options));
}

Test(shm_from_linux, back)
{
    cr_assert_eq(rawmap_shm_options_to_linux(RAWMAP_SHM(noreserve, huge_2mb), 0600),
                 0600 | HUGETLB | NORESERVE | 21 << 26);
    cr_assert_eq(rawmap_shm_options_to_linux(RAWMAP_SHM(), 0), 0);
}

Test(shm_from_linux, side_by_side)
{
    cr_assert(rawmap_shm_options_equal(RAWMAP_SHM(noreserve), RAWMAP_SHM(noreserve)));
    cr_assert_not(rawmap_shm_options_equal(RAWMAP_SHM(noreserve), RAWMAP_SHM()));
    BITS(NORESERVE | HUGETLB | 21u << 26, rawmap_shm_options_union(RAWMAP_SHM(noreserve), RAWMAP_SHM(huge_2mb)).bits);
    BITS(HUGETLB | 21u << 26, rawmap_shm_options_union(RAWMAP_SHM(huge_2mb), RAWMAP_SHM(huge_2mb)).bits);
    STATUS(SHM_UNKNOWN_BITS,
           rawmap_check_shm_new(1, 0600, rawmap_shm_options_union(RAWMAP_SHM(huge_2mb), RAWMAP_SHM(huge_1gb))));
    BITS(NORESERVE | HUGETLB | 21u << 26, rawmap_shm_huge(RAWMAP_SHM(noreserve), UNIT_HUGE).bits);
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, rawmap_shm_huge(RAWMAP_SHM(), 5000)));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, rawmap_shm_huge(RAWMAP_SHM(), 4096)));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, rawmap_shm_huge(RAWMAP_SHM(huge_1gb), UNIT_HUGE)));
}

/* shmat as a layer over rawmap makes it. */
static rawmap_mapping layer(rawmap_shm segment, void *address, int flags, size_t rounds_to, size_t length)
{
    rawmap_shmat_arguments a;
    rawmap_mapping m;
    m.status = rawmap_shmat_from_linux(address, flags, rounds_to, &a);
    m.span = rawmap_span_of((void *)a.address, length);
    if (m.status == RAWMAP_OK && a.replaces)
        m.status = rawmap_shm_replace(m.span, segment, a.protection);
    else if (m.status == RAWMAP_OK)
        m = rawmap_shm_attach(segment, a.protection, a.placement);
    return m;
}

Test(shm_from_linux, attaching)
{
    static char at[8192];
    char *const page = (char *)(((uintptr_t)at + 4095) & ~(uintptr_t)4095);
    rawmap_shmat_arguments a;
    STATUS(OK, rawmap_shmat_from_linux(NULL, RND, 0, &a));
    cr_assert(!a.replaces && a.placement.address == 0 && a.placement.bits == 0);
    BITS(PROT_READ | PROT_WRITE, a.protection.bits);
    STATUS(OK, rawmap_shmat_from_linux(page + 5, RDONLY | RND | EXECUTES, 4096, &a));
    cr_assert(!a.replaces && a.placement.address == (uintptr_t)page && a.placement.bits == 0x100000);
    BITS(PROT_READ | PROT_EXEC, a.protection.bits);
    STATUS(OK, rawmap_shmat_from_linux(page, REMAP, 0, &a));
    cr_assert(a.replaces && a.address == (uintptr_t)page && a.placement.address == 0 && a.placement.bits == 0);
    STATUS(SHM_REPLACE_NOWHERE, rawmap_shmat_from_linux(NULL, REMAP, 0, &a));
    STATUS(SHM_REPLACE_NOWHERE, rawmap_shmat_from_linux((char *)5, REMAP | RND, 4096, &a));
    STATUS(SHM_PLACEMENT, rawmap_shmat_from_linux((char *)5, RND, 4096, &a));
    STATUS(SHM_ROUNDS_UNNAMED, rawmap_shmat_from_linux(page, RND, 0, &a));
    STATUS(SHM_ROUNDS_UNNAMED, rawmap_shmat_from_linux(page, RND, 4097, &a));
    STATUS(SHM_ATTACH_UNKNOWN_BITS, rawmap_shmat_from_linux(page, 1, 4096, &a));
    STATUS(SHM_PROTECTION, rawmap_check_shm_attach(raw_segment(0), a.protection, RAWMAP_ANYWHERE));
    cr_assert_eq(rawmap_shmat_to_linux(RAWMAP_PROT(read)), RDONLY);
    cr_assert_eq(rawmap_shmat_to_linux(RAWMAP_PROT(read, write)), 0);
    cr_assert_eq(rawmap_shmat_to_linux(RAWMAP_PROT(read, exec)), RDONLY | EXECUTES);
}

/* Every flag, at no address, at one, and past one, which is free or taken: as the kernel does it, or with its errno; what
   no flag is Linux ignores. */
Test(shm_from_linux, attaching_as_the_kernel_does)
{
    static const int options[] = {RDONLY, RND, REMAP, EXECUTES, 1, 0777, (int)0x80000000u};
    const size_t page = unit_page();
    rawmap_shm segment;
    const rawmap_span one = attached(&segment);
    const rawmap_span room = unit_room(2 * page, page);
    unsigned which, place, taken, at, done = 0, refused = 0, ignored = 0;
    STATUS(OK, rawmap_shm_permit(segment, geteuid(), getegid(), 0700));
    for (which = 0; which < 1u << 7; which++)
        for (place = 0; place < 3; place++)
            for (taken = 0; taken < 2; taken++) {
                char *const address = place == 0 ? NULL : (char *)room.base + (place == 2 ? 7 : 0);
                char perms[8] = "";
                rawmap_mapping m;
                int flags = 0, error, round;
                long raw = 0;
                for (at = 0; at < 7; at++)
                    flags |= (which >> at & 1u) != 0 ? options[at] : 0;
                for (round = 0; round < 2; round++) {
                    (void)syscall(SYS_munmap, room.base, room.length);
                    if (taken)
                        cr_assert_eq((void *)syscall(SYS_mmap, room.base, 2 * page, PROT_READ,
                                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
                                     room.base);
                    if (round == 1)
                        break;
                    raw = syscall(SYS_shmat, segment.id, address, flags);
                    error = raw == -1 ? errno : 0;
                    if (raw != -1) {
                        strncpy(perms, unit_perms((void *)raw), sizeof perms - 1);
                        cr_assert_eq(syscall(SYS_shmdt, raw), 0);
                    }
                }
                m = layer(segment, address, flags, page, 2 * page);
                if (m.status == RAWMAP_SHM_ATTACH_UNKNOWN_BITS) {
                    cr_assert_neq(which >> 4, 0);
                    ignored += error == 0;
                    continue;
                }
                cr_assert_eq(rawmap_status_errno(m.status), error, "flags %#o place %u taken %u: %s", (unsigned)flags,
                             place, taken, rawmap_status_name(m.status));
                if (m.status != RAWMAP_OK) {
                    refused++;
                    continue;
                }
                done++;
                if (place != 0)
                    cr_assert_eq((uintptr_t)m.span.base, (uintptr_t)raw);
                cr_assert_str_eq(unit_perms(m.span.base), perms);
                STATUS(OK, rawmap_shm_detach(m.span));
            }
    cr_assert(done > 20 && refused > 20 && ignored > 100, "%u %u %u", done, refused, ignored);
    cr_assert_eq(*(char *)one.base, 0);
}
