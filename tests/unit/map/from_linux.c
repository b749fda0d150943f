/* SPDX-License-Identifier: MIT */
/* Numbers of Linux that become values, and go back; mmap's are in mmap_from_linux.c. What is expected is libc's constant,
   or what the kernel answers. */
#include "unit.h"

#ifndef PROT_GROWSDOWN
#define PROT_GROWSDOWN 0x01000000
#endif
#ifndef PROT_GROWSUP
#define PROT_GROWSUP 0x02000000
#endif

Test(from_linux, protections)
{
    int prot;
    for (prot = 0; prot < 8; prot++) {
        const rawmap_prot_answer answer = rawmap_prot_from_linux(prot);
        STATUS(OK, answer.status);
        BITS((unsigned)prot, answer.protection.bits);
        cr_assert_eq(rawmap_prot_to_linux(answer.protection), prot);
    }
    BITS(PROT_READ | PROT_GROWSDOWN, rawmap_prot_from_linux(PROT_READ | PROT_GROWSDOWN).protection.bits);
    STATUS(PROT_SEM_DOES_NOTHING, rawmap_prot_from_linux(PROT_READ | 0x8).status);
    STATUS(PROT_GROWS_BOTH_WAYS, rawmap_prot_from_linux(PROT_READ | PROT_GROWSDOWN | PROT_GROWSUP).status);
    STATUS(PROT_UNKNOWN_BITS, rawmap_prot_from_linux(0x40000000).status);
    STATUS(PROT_UNKNOWN_BITS, rawmap_prot_from_linux(INT_MIN).status);
    BITS(0, rawmap_prot_from_linux(PROT_READ | 0x40000000).protection.bits);
}

/* Each bit alone, and beside reading, is known to mprotect just where it becomes a value. */
Test(from_linux, every_bit_of_a_protection)
{
    const rawmap_span page = unit_pages(1, MAP_PRIVATE | MAP_ANONYMOUS);
    unsigned bit;
    for (bit = 0; bit < 32; bit++) {
        const unsigned bits = 1u << bit;
        const rawmap_prot_answer answer = rawmap_prot_from_linux((int)bits);
        const bool refused = syscall(SYS_mprotect, page.base, page.length, (unsigned long)bits) != 0;
        if (bits == 0x8) /* PROT_SEM: taken, and ignored */
            STATUS(PROT_SEM_DOES_NOTHING, answer.status);
        else if (bits == PROT_GROWSDOWN || bits == PROT_GROWSUP) /* not on this mapping */
            cr_assert(refused && answer.status == RAWMAP_OK);
        else
            cr_assert_eq(refused, answer.status != RAWMAP_OK, "bit %u", bit);
    }
}

/* Every number that this kernel takes for advice is one; what it does not take is none, but for what a newer one has. */
Test(from_linux, advice)
{
    int number;
    unsigned known = 0;
    for (number = -3; number < 300; number++) {
        const rawmap_advice_answer answer = rawmap_advice_from_linux(number);
        if (answer.status == RAWMAP_OK) {
            known++;
            BITS((unsigned)number, answer.advice.value);
            cr_assert_eq(rawmap_advice_to_linux(answer.advice), number);
        } else {
            STATUS(ADVICE_UNKNOWN, answer.status);
            cr_assert_eq(answer.advice.value, MADV_NORMAL);
            cr_assert_neq(syscall(SYS_madvise, 0, 0, number), 0, "advice %d is known to Linux", number);
        }
    }
    cr_assert_eq(known, 27);
    STATUS(ADVICE_UNKNOWN, rawmap_advice_from_linux(INT_MIN).status);
    STATUS(ADVICE_UNKNOWN, rawmap_advice_from_linux(INT_MAX).status);
}

Test(from_linux, flags_of_msync)
{
    static const struct {
        int flags;
        rawmap_status status;
    } cases[] = {{MS_SYNC, RAWMAP_OK},
                 {MS_SYNC | MS_INVALIDATE, RAWMAP_OK},
                 {MS_INVALIDATE, RAWMAP_OK},
                 {MS_ASYNC | MS_INVALIDATE, RAWMAP_OK},
                 {0, RAWMAP_SYNC_NOTHING_ASKED},
                 {MS_ASYNC, RAWMAP_SYNC_ASYNC_DOES_NOTHING},
                 {MS_ASYNC | MS_SYNC, RAWMAP_SYNC_CONTRADICTION},
                 {MS_SYNC | 0x100, RAWMAP_SYNC_UNKNOWN_BITS},
                 {INT_MIN, RAWMAP_SYNC_UNKNOWN_BITS}};
    size_t at;
    for (at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        const rawmap_sync_answer answer = rawmap_sync_from_linux(cases[at].flags);
        cr_assert_eq(answer.status, cases[at].status, "msync's flags %#x", (unsigned)cases[at].flags);
        cr_assert_eq(rawmap_sync_to_linux(answer.flags), answer.status == RAWMAP_OK ? cases[at].flags : 0);
    }
}

Test(from_linux, flags_of_mlockall)
{
    int flags;
    for (flags = 1; flags < 8; flags++) {
        const rawmap_lock_all_answer answer = rawmap_lock_all_from_linux(flags);
        if (flags == MCL_ONFAULT)
            STATUS(LOCK_ALL_ON_FAULT_ALONE, answer.status);
        else
            STATUS(OK, answer.status);
        cr_assert_eq(rawmap_lock_all_to_linux(answer.flags), flags == MCL_ONFAULT ? 0 : flags);
    }
    STATUS(LOCK_ALL_NOTHING_ASKED, rawmap_lock_all_from_linux(0).status);
    STATUS(LOCK_ALL_UNKNOWN_BITS, rawmap_lock_all_from_linux(8).status);
    STATUS(LOCK_ALL_UNKNOWN_BITS, rawmap_lock_all_from_linux(-1).status);
}

/* What is written down goes out as libc's constants. */
Test(from_linux, back)
{
    cr_assert_eq(rawmap_prot_to_linux(RAWMAP_PROT(read, write)), PROT_READ | PROT_WRITE);
    cr_assert_eq(rawmap_advice_to_linux(RAWMAP_ADVICE(dontneed)), MADV_DONTNEED);
    cr_assert_eq(rawmap_sync_to_linux(RAWMAP_SYNC(sync, invalidate)), MS_SYNC | MS_INVALIDATE);
    cr_assert_eq(rawmap_lock_all_to_linux(RAWMAP_LOCK_ALL(current, on_fault)), MCL_CURRENT | MCL_ONFAULT);
    cr_assert_eq(rawmap_kind_to_linux(RAWMAP_DROPPABLE(populate), RAWMAP_ANYWHERE),
                 0x08 | MAP_ANONYMOUS | MAP_POPULATE);
    cr_assert_eq(rawmap_kind_to_linux(RAWMAP_SHARED(huge_2mb), RAWMAP_EXACTLY((void *)UNIT_HUGE)),
                 MAP_SHARED | MAP_ANONYMOUS | MAP_HUGETLB | 21 << 26 | 0x100000);
    cr_assert_eq(rawmap_file_kind_to_linux(RAWMAP_FILE_PRIVATE(lock), RAWMAP_ANYWHERE), MAP_PRIVATE | MAP_LOCKED);
    cr_assert_eq(rawmap_file_kind_to_linux(RAWMAP_FILE_SHARED(sync), RAWMAP_ANYWHERE), 0x03 | 0x80000);
}

Test(from_linux, flags_of_mlock2)
{
    const rawmap_span page = unit_pages(1, MAP_PRIVATE | MAP_ANONYMOUS);
    unsigned bit;
    STATUS(OK, rawmap_mlock2_from_linux(0).status);
    cr_assert_not(rawmap_mlock2_from_linux(0).as_touched);
    cr_assert(rawmap_mlock2_from_linux(1).as_touched);
    for (bit = 0; bit < 32; bit++) {
        const rawmap_mlock2_answer answer = rawmap_mlock2_from_linux((int)(1u << bit));
        const bool refused = syscall(SYS_mlock2, page.base, page.length, (int)(1u << bit)) != 0 && errno == EINVAL;
        cr_assert_eq(refused, answer.status == RAWMAP_LOCK_UNKNOWN_BITS, "bit %u", bit);
        cr_assert_eq(answer.as_touched, bit == 0);
    }
    STATUS(LOCK_UNKNOWN_BITS, rawmap_mlock2_from_linux(3).status);
    cr_assert_not(rawmap_mlock2_from_linux(3).as_touched);
}

/* What is no right is refused by pkey_alloc before it looks for keys. */
Test(from_linux, rights_of_keys)
{
    unsigned bit;
    for (bit = 0; bit < 8 * sizeof(unsigned long); bit++) {
        const unsigned long bits = 1ul << bit;
        const rawmap_pkey_rights_answer answer = rawmap_pkey_rights_from_linux(bits);
        const long key = syscall(SYS_pkey_alloc, 0, bits);
        const int error = errno;
        if (key >= 0)
            (void)syscall(SYS_pkey_free, key);
        BITS(answer.status == RAWMAP_OK ? (unsigned)bits : 0, answer.rights.bits);
        if (answer.status == RAWMAP_OK)
            continue; /* which keys and rights the processor has, pkey_alloc says */
        STATUS(PKEY_RIGHTS_UNKNOWN_BITS, answer.status);
        cr_assert(key < 0 && (error == EINVAL || error == ENOSYS), "bit %u", bit);
    }
    STATUS(OK, rawmap_pkey_rights_from_linux(0).status);
    BITS(3, rawmap_pkey_rights_from_linux(3).rights.bits);
    cr_assert_eq(rawmap_pkey_rights_to_linux(RAWMAP_PKEY_RIGHTS(disable_write)), 2);
    cr_assert_eq(rawmap_pkey_rights_to_linux(rawmap_pkey_rights_from_linux(3).rights), 3);
}
