/* SPDX-License-Identifier: MIT */
/* System V shared memory: segments found for permissions, found or made, put over a span, and met by any. */
#include "unit_shm.h"

#include <sys/wait.h>

static rawmap_shm_options raw_options(unsigned bits)
{
    rawmap_shm_options options;
    options.bits = bits;
    return options;
}

Test(shm_find, for_permissions)
{
    const int key = 0x5a77 + (int)getpid();
    rawmap_shm_answer made, readable, writable, nothing, shorter;
    UNIT_NEEDS_FACT(capabilities); /* to be another user */
    made = rawmap_shm_create(key, unit_page(), 0644, RAWMAP_SHM());
    STATUS(OK, made.status);
    cr_assert_eq(seteuid(65534), 0);
    readable = rawmap_shm_find_for(key, 0, 0400);
    writable = rawmap_shm_find_for(key, 0, 0600);
    nothing = rawmap_shm_find_for(key, unit_page(), 0);
    shorter = rawmap_shm_find_for(key, unit_page() + 1, 0);
    cr_assert_eq(seteuid(0), 0);
    gone_at_exit(made.segment.id);
    STATUS(OK, readable.status);
    cr_assert_eq(readable.segment.id, made.segment.id);
    STATUS(EACCES, writable.status);
    STATUS(OK, nothing.status);
    STATUS(SHM_SHORTER, shorter.status);
}

Test(shm_find, or_create)
{
    const int key = 0x4a77 + (int)getpid();
    const rawmap_shm_answer made = rawmap_shm_find_or_create(key, 2 * unit_page(), 0600, RAWMAP_SHM(noreserve));
    rawmap_shm_answer again, none, longer;
    struct shmid_ds facts;
    STATUS(OK, made.status);
    facts = facts_of(made.segment);
    again = rawmap_shm_find_or_create(key, unit_page(), 0400, RAWMAP_SHM());
    none = rawmap_shm_find_or_create(key, 0, 0, RAWMAP_SHM());
    longer = rawmap_shm_find_or_create(key, 3 * unit_page(), 0600, RAWMAP_SHM());
    gone_at_exit(made.segment.id);
    cr_assert_eq(facts.shm_perm.mode & 0777, 0600);
    cr_assert_eq(facts.shm_segsz, 2 * unit_page());
    STATUS(OK, again.status);
    cr_assert_eq(again.segment.id, made.segment.id);
    STATUS(OK, none.status);
    cr_assert_eq(none.segment.id, made.segment.id);
    STATUS(EINVAL, longer.status);
}

Test(shm_find, over_a_span)
{
    const size_t page = unit_page();
    rawmap_shm segment;
    const rawmap_span one = attached(&segment);
    const rawmap_span over = unit_pages(4, MAP_PRIVATE);
    unit_fill(over, 9);
    *(char *)one.base = 's';
    STATUS(OK, rawmap_shm_replace(rawmap_slice(over, page, 2 * page), segment, RAWMAP_PROT(read)));
    cr_assert_eq(((char *)over.base)[page], 's');
    cr_assert_eq(((char *)over.base)[2 * page], 0);
    cr_assert_str_eq(unit_perms((char *)over.base + page), "r--s");
    cr_assert(unit_filled(rawmap_slice(over, 0, page), 9));
    cr_assert(unit_filled(rawmap_slice(over, 3 * page, page), 9));
    cr_assert_eq(facts_of(segment).shm_nattch, 2);
    /* As many pages as the segment, no more and no less: nothing is changed. */
    STATUS(SHM_REPLACE_UNEVEN, rawmap_shm_replace(rawmap_slice(over, 0, page), segment, RW));
    STATUS(SHM_REPLACE_UNEVEN, rawmap_shm_replace(rawmap_slice(over, 0, 3 * page), segment, RW));
    STATUS(OK, rawmap_shm_replace(rawmap_slice(over, page, page + 1), segment, RW));
    cr_assert_str_eq(unit_perms((char *)over.base + page), "rw-s");
    cr_assert(unit_filled(rawmap_slice(over, 0, page), 9));
    STATUS(OK, rawmap_shm_permit(segment, geteuid(), getegid(), 0700)); /* exec is asked for */
    STATUS(OK, rawmap_shm_replace(rawmap_slice(over, 0, 2 * page), segment, RAWMAP_PROT(read, exec)));
    cr_assert_str_eq(unit_perms(over.base), "r-xs");
}

/* The times are those that libc tells, and the number of the sequence that which the identifier is made of. */
Test(shm_find, times)
{
    rawmap_shm segment;
    const rawmap_span one = attached(&segment);
    struct shmid_ds libc;
    rawmap_shm_facts facts;
    STATUS(OK, rawmap_shm_look(segment, &facts));
    libc = facts_of(segment);
    cr_assert(facts.attached == (int64_t)libc.shm_atime && facts.attached != 0);
    cr_assert_eq(facts.detached, 0);
    cr_assert_eq(libc.shm_dtime, 0);
    cr_assert(facts.changed == (int64_t)libc.shm_ctime && facts.changed != 0);
    cr_assert_eq(facts.sequence, libc.shm_perm.__seq);
    cr_assert_eq(one.length, 2 * unit_page());
    STATUS(OK, rawmap_shm_detach(SPAN(rawmap_shm_attach(segment, RW, RAWMAP_ANYWHERE))));
    STATUS(OK, rawmap_shm_look(segment, &facts));
    cr_assert(facts.detached == (int64_t)facts_of(segment).shm_dtime && facts.detached != 0);
}

/* A segment that may not be read is met by any. */
Test(shm_find, at_any)
{
    rawmap_shm_answer made, seen, met;
    rawmap_shm_facts facts, others;
    unsigned index;
    UNIT_NEEDS_FACT(capabilities); /* to be another user */
    UNIT_NEEDS_LINUX(4, 17, "SHM_STAT_ANY");
    made = rawmap_shm_new(3 * unit_page(), 0600, RAWMAP_SHM());
    STATUS(OK, made.status);
    index = (unsigned)made.segment.id & 0x7fff;
    cr_assert_eq(seteuid(65534), 0);
    seen = rawmap_shm_at(index, &others);
    met = rawmap_shm_at_any(index, &facts);
    cr_assert_eq(seteuid(0), 0);
    gone_at_exit(made.segment.id);
    STATUS(EACCES, seen.status);
    STATUS(OK, met.status);
    cr_assert_eq(met.segment.id, made.segment.id);
    cr_assert_eq(facts.length, 3 * unit_page());
    cr_assert_eq(facts.permissions, 0600);
}

Test(shm_find, huge_pages_of_others)
{
    const int key = 0x3b77 + (int)getpid();
    UNIT_NEEDS_FACT(huge_pages);
    UNIT_NEEDS_FACT(capabilities);
    cr_assert_eq(syscall(SYS_setgroups, 0, NULL), 0);
    cr_assert_eq(setresgid(65534, 65534, 65534), 0);
    unit_limit(RLIMIT_MEMLOCK, 0);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    ROW(shm_find_or_create, LOOKED, EPERM, SHM_HUGE_NOT_ALLOWED, (key, UNIT_HUGE, 0600, RAWMAP_SHM(huge_2mb)));
}

Test(shm_find, rows)
{
    rawmap_shm segment;
    rawmap_shm_facts facts;
    const rawmap_span span = attached(&segment);
    const size_t page = unit_page();
    const int key = 0x2b77 + (int)getpid();
    rawmap_shm_answer taken;
    unsigned bit;
    for (bit = 9; bit < 32; bit++) {
        ROW(shm_find_for, GUARDED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (key, page, 1u << bit));
        ROW(shm_find_or_create, GUARDED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (key, page, 1u << bit, RAWMAP_SHM()));
    }
    ROW(shm_find_for, GUARDED, EINVAL, SHM_KEY_PRIVATE, (0, page, 0));
    ROW(shm_find_for, UNSURE, ENOENT, SHM_NOT_FOUND, (key, page, 0));
    ROW(shm_find_or_create, GUARDED, EINVAL, SHM_KEY_PRIVATE, (0, page, 0600, RAWMAP_SHM()));
    ROW(shm_find_or_create, GUARDED, EINVAL, SHM_UNKNOWN_BITS, (key, page, 0600, raw_options(1)));
    ROW(shm_find_or_create, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (key, UNIT_HUGE + 1, 0600, RAWMAP_SHM(huge_2mb)));
    ROW(shm_find_or_create, UNSURE, EINVAL, LENGTH_ZERO, (key, 0, 0600, RAWMAP_SHM()));
    taken = rawmap_shm_create(key, page, 0600, RAWMAP_SHM());
    STATUS(OK, taken.status);
    ROW(shm_find_for, UNSURE, EINVAL, SHM_SHORTER, (key, 2 * page, 0));
    gone_at_exit(taken.segment.id);
    ROW(shm_replace, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), segment, RW));
    ROW(shm_replace, GUARDED, EINVAL, SHM_PROTECTION, (span, segment, RAWMAP_PROT(write)));
    ROW(shm_replace, GUARDED, EINVAL, SHM_PROTECTION, (span, segment, RAWMAP_PROT(read, growsdown)));
    ROW(shm_replace, GUARDED, EINVAL, SHM_REPLACE_NOWHERE, (unit_at(0, 2 * page), segment, RW));
    ROW(shm_replace, GUARDED, EINVAL, SPAN_UNALIGNED, (unit_at((uintptr_t)span.base + 1, 2 * page), segment, RW));
    ROW(shm_replace, GUARDED, EINVAL, SHM_NEGATIVE, (span, raw_segment(-1), RW));
    STATUS(SHM_GONE, rawmap_shm_replace(span, raw_segment(INT_MAX), RW));
    ROW(shm_at_any, GUARDED, EINVAL, SHM_INDEX_TOO_HIGH, (0x80000000u, &facts));
    ROW(shm_at_any, IGNORED, EINVAL, SHM_INDEX_TOO_HIGH, (0x1000000u, &facts));
    ROW(shm_at_any, UNSURE, EINVAL, SHM_INDEX_EMPTY, (32000, &facts));
    cr_assert_eq(*(char *)span.base, 0);
}
