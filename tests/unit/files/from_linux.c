/* SPDX-License-Identifier: MIT */
/* Flags of memory files and seals from Linux's numbers, and back. What is expected is libc's constant or the kernel's answer. */
#include "unit.h"

#define EXEC 0x10u
#define NOEXEC_SEAL 0x8u

Test(files_from_linux, flags_of_memfd_create)
{
    static const struct {
        unsigned flags;
        size_t huge;
        rawmap_status status;
        unsigned bits;
    } cases[] = {{0, 0, RAWMAP_OK, 0},
                 {MFD_CLOEXEC | MFD_ALLOW_SEALING | EXEC, 0, RAWMAP_OK, MFD_CLOEXEC | MFD_ALLOW_SEALING | EXEC},
                 {NOEXEC_SEAL, 0, RAWMAP_OK, NOEXEC_SEAL},
                 {MFD_HUGETLB | 30u << 26, UNIT_HUGE, RAWMAP_OK, MFD_HUGETLB | 30u << 26},
                 {MFD_HUGETLB | MFD_CLOEXEC, UNIT_HUGE, RAWMAP_OK, MFD_HUGETLB | MFD_CLOEXEC | 21u << 26},
                 {MFD_HUGETLB, 0, RAWMAP_HUGE_SIZE_UNNAMED, 0},
                 {MFD_HUGETLB, 5000, RAWMAP_HUGE_SIZE_UNNAMED, 0},
                 {EXEC | NOEXEC_SEAL, 0, RAWMAP_MEMFD_EXEC_CONTRADICTION, 0},
                 {0x100, 0, RAWMAP_MEMFD_UNKNOWN_BITS, 0},
                 {21u << 26, UNIT_HUGE, RAWMAP_MEMFD_UNKNOWN_BITS, 0},
                 {~0u, 0, RAWMAP_MEMFD_UNKNOWN_BITS, 0}};
    size_t at;
    for (at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        const rawmap_memfd_answer answer = rawmap_memfd_from_linux(cases[at].flags, cases[at].huge);
        cr_assert_eq(answer.status, cases[at].status, "%#x: %s", cases[at].flags, rawmap_status_name(answer.status));
        BITS(cases[at].bits, answer.flags.bits);
    }
    cr_assert_eq(rawmap_memfd_to_linux(RAWMAP_MEMFD(cloexec, huge_2mb)), MFD_CLOEXEC | MFD_HUGETLB | 21u << 26);
}

/* Each bit that is refused, memfd_create refuses likewise. */
Test(files_from_linux, every_bit_of_memfd_create)
{
    unsigned bit;
    for (bit = 0; bit < 32; bit++) {
        const unsigned flags = 1u << bit;
        const rawmap_memfd_answer answer = rawmap_memfd_from_linux(flags, UNIT_HUGE);
        const long file = syscall(SYS_memfd_create, "x", (unsigned long)flags);
        if (file >= 0)
            close((int)file);
        if (answer.status == RAWMAP_OK)
            continue; /* what an older kernel does not know, or has no pages for */
        cr_assert(file < 0 && errno == EINVAL, "bit %u", bit);
    }
}

Test(files_from_linux, seals)
{
    int seals;
    for (seals = 1; seals < 0x40; seals++) {
        const rawmap_file_seals_answer answer = rawmap_seals_from_linux(seals);
        STATUS(OK, answer.status);
        BITS((unsigned)seals, answer.seals.bits);
        cr_assert_eq(rawmap_seals_to_linux(answer.seals), seals);
    }
    STATUS(FILE_SEAL_NOTHING_ASKED, rawmap_seals_from_linux(0).status);
    STATUS(FILE_SEAL_UNKNOWN_BITS, rawmap_seals_from_linux(0x40).status);
    STATUS(FILE_SEAL_UNKNOWN_BITS, rawmap_seals_from_linux(-1).status);
    BITS(0, rawmap_seals_from_linux(-1).seals.bits);
    cr_assert_eq(rawmap_seals_to_linux(RAWMAP_SEAL(shrink, write)), F_SEAL_SHRINK | F_SEAL_WRITE);
}

Test(files_from_linux, side_by_side)
{
    cr_assert(rawmap_memfd_equal(RAWMAP_MEMFD(cloexec), RAWMAP_MEMFD(cloexec)));
    cr_assert_not(rawmap_memfd_equal(RAWMAP_MEMFD(cloexec), RAWMAP_MEMFD(exec)));
    cr_assert(rawmap_secret_equal(RAWMAP_SECRET(), RAWMAP_SECRET()));
    cr_assert_not(rawmap_secret_equal(RAWMAP_SECRET(), RAWMAP_SECRET(cloexec)));
    cr_assert(rawmap_seals_equal(RAWMAP_SEAL(grow, shrink), RAWMAP_SEAL(shrink, grow)));
    cr_assert_not(rawmap_seals_equal(RAWMAP_SEAL(grow, shrink), RAWMAP_SEAL(shrink)));
    cr_assert(rawmap_open_equal(RAWMAP_OPEN(read_only), RAWMAP_OPEN(read_only)));
    cr_assert_not(rawmap_open_equal(RAWMAP_OPEN(read_only), RAWMAP_OPEN(read_write)));
    cr_assert(rawmap_create_equal(RAWMAP_CREATE(read_write), RAWMAP_CREATE(read_write)));
    cr_assert_not(rawmap_create_equal(RAWMAP_CREATE(read_write, exclusive), RAWMAP_CREATE(read_write)));
    cr_assert(rawmap_allocate_equal(RAWMAP_ALLOCATE(), RAWMAP_ALLOCATE()));
    cr_assert_not(rawmap_allocate_equal(RAWMAP_ALLOCATE(keep_size), RAWMAP_ALLOCATE()));
    BITS(O_CLOEXEC, rawmap_secret_union(RAWMAP_SECRET(), RAWMAP_SECRET(cloexec)).bits);
    BITS(1, rawmap_allocate_union(RAWMAP_ALLOCATE(keep_size), RAWMAP_ALLOCATE()).bits);
}

/* Each bit that is refused, memfd_secret refuses likewise. */
Test(files_from_linux, every_bit_of_memfd_secret)
{
    unsigned bit;
    STATUS(OK, rawmap_secret_from_linux(0).status);
    for (bit = 0; bit < 32; bit++) {
        const unsigned flags = 1u << bit;
        const rawmap_secret_answer answer = rawmap_secret_from_linux(flags);
        const long file = syscall(SYS_memfd_secret, flags);
        const int error = errno;
        if (file >= 0)
            close((int)file);
        cr_assert_eq(answer.status == RAWMAP_OK, flags == O_CLOEXEC, "bit %u", bit);
        if (answer.status == RAWMAP_OK) {
            BITS(flags, answer.flags.bits);
            continue;
        }
        STATUS(SECRET_UNKNOWN_BITS, answer.status);
        BITS(0, answer.flags.bits);
        cr_assert(file < 0 && (error == EINVAL || error == ENOSYS), "bit %u", bit);
    }
    cr_assert_eq(rawmap_secret_to_linux(RAWMAP_SECRET(cloexec)), O_CLOEXEC);
}
