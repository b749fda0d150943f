/* SPDX-License-Identifier: MIT */
/* System V shared memory: making, finding, attaching and detaching segments. */
#include "unit_shm.h"

#include <sys/wait.h>

static rawmap_shm_options raw_options(unsigned bits)
{
    rawmap_shm_options options;
    options.bits = bits;
    return options;
}

Test(shm, is_shared_between_mappings_and_processes)
{
    rawmap_shm segment;
    const rawmap_span one = attached(&segment);
    const rawmap_span two = SPAN(rawmap_shm_attach(segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE));
    int status = -1;
    pid_t child;
    cr_assert_eq(facts_of(segment).shm_segsz, 2 * unit_page());
    cr_assert_eq(facts_of(segment).shm_nattch, 2);
    cr_assert_neq(one.base, two.base);
    cr_assert_eq(*(char *)two.base, 0);
    child = fork();
    if (child == 0) {
        ((char *)one.base)[unit_page()] = 'c';
        _exit(0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(((char *)two.base)[unit_page()], 'c');
    cr_assert_eq(unit_writing(two.base), SIGSEGV);
    cr_assert_str_eq(unit_perms(two.base), "r--s");
    STATUS(OK, rawmap_shm_detach(two));
    cr_assert_not(unit_mapped(two.base));
    cr_assert_not(unit_mapped((char *)two.base + unit_page()));
    cr_assert_eq(facts_of(segment).shm_nattch, 1);
    STATUS(OK, rawmap_shm_detach(one));
    STATUS(SHM_GONE, rawmap_shm_attach(segment, RW, RAWMAP_ANYWHERE).status);
}

Test(shm, goes_exactly_there)
{
    rawmap_shm segment;
    const rawmap_span one = attached(&segment);
    const rawmap_span room = unit_room(2 * unit_page(), unit_page());
    rawmap_span there;
    STATUS(OK, rawmap_shm_permit(segment, geteuid(), getegid(), 0700)); /* exec is asked for */
    there = SPAN(rawmap_shm_attach(segment, RAWMAP_PROT(read, write, exec), RAWMAP_EXACTLY(room.base)));
    cr_assert_eq(there.base, room.base);
    cr_assert_str_eq(unit_perms(there.base), "rwxs");
    *(char *)one.base = 'e';
    cr_assert_eq(*(char *)there.base, 'e');
    /* Taken: nothing is replaced. */
    STATUS(EINVAL, rawmap_shm_attach(segment, RW, RAWMAP_EXACTLY(one.base)).status);
    cr_assert_eq(*(char *)one.base, 'e');
}

Test(shm, is_found_by_its_key)
{
    const int key = 0x7a77 + (int)getpid();
    const rawmap_shm_answer made = rawmap_shm_create(key, unit_page(), 0640, RAWMAP_SHM(noreserve));
    rawmap_shm_answer found, again, shorter;
    struct shmid_ds facts;
    STATUS(OK, made.status);
    facts = facts_of(made.segment);
    found = rawmap_shm_find(key, unit_page());
    again = rawmap_shm_create(key, unit_page(), 0640, RAWMAP_SHM());
    shorter = rawmap_shm_find(key, unit_page() + 1);
    STATUS(OK, rawmap_shm_remove(made.segment));
    STATUS(OK, found.status);
    cr_assert_eq(found.segment.id, made.segment.id);
    cr_assert_eq(facts.shm_perm.mode & 0777, 0640);
    STATUS(SHM_TAKEN, again.status);
    STATUS(SHM_SHORTER, shorter.status);
    ROW(shm_find, UNSURE, ENOENT, SHM_NOT_FOUND, (key, 0));
}

/* Who may not read a segment can neither find it, nor attach it, nor look at it. */
Test(shm, of_another_user)
{
    rawmap_shm_answer made;
    rawmap_shm_facts facts;
    const int key = 0x7c77 + (int)getpid();
    rawmap_status looked, attached, found, readable;
    UNIT_NEEDS_FACT(capabilities); /* to be another user */
    made = rawmap_shm_create(key, unit_page(), 0622, RAWMAP_SHM());
    STATUS(OK, made.status);
    cr_assert_eq(seteuid(65534), 0);
    found = rawmap_shm_find(key, 0).status;
    looked = rawmap_shm_look(made.segment, &facts);
    attached = rawmap_shm_attach(made.segment, RW, RAWMAP_ANYWHERE).status;
    cr_assert_eq(seteuid(0), 0);
    STATUS(OK, rawmap_shm_permit(made.segment, 0, 0, 0644));
    cr_assert_eq(seteuid(65534), 0);
    readable = rawmap_shm_find(key, 0).status;
    cr_assert_eq(seteuid(0), 0);
    gone_at_exit(made.segment.id);
    STATUS(EACCES, found);
    STATUS(OK, readable);
    STATUS(EACCES, looked);
    STATUS(EACCES, attached);
}

Test(shm, huge_pages)
{
    rawmap_shm_answer made;
    rawmap_mapping mapping;
    UNIT_NEEDS_FACT(huge_pages);
    UNIT_NEEDS_FACT(capabilities); /* IPC_LOCK, or a group that has the right */
    made = rawmap_shm_new(UNIT_HUGE, 0600, RAWMAP_SHM(huge_2mb));
    STATUS(OK, made.status);
    mapping = rawmap_shm_attach(made.segment, RW, RAWMAP_ANYWHERE);
    gone_at_exit(made.segment.id);
    cr_assert_eq(SPAN(mapping).length, UNIT_HUGE);
    *(char *)mapping.span.base = 'h';
    cr_assert_eq(unit_smaps(mapping.span.base, "KernelPageSize"), 2048);
    STATUS(OK, rawmap_shm_detach(mapping.span));
    cr_assert_not(unit_mapped(mapping.span.base));
}

/* Huge pages for a segment are a right. */
Test(shm, huge_pages_of_others)
{
    const int key = 0x6b77 + (int)getpid();
    UNIT_NEEDS_FACT(huge_pages);
    UNIT_NEEDS_FACT(capabilities);
    cr_assert_eq(syscall(SYS_setgroups, 0, NULL), 0);
    cr_assert_eq(setresgid(65534, 65534, 65534), 0);
    unit_limit(RLIMIT_MEMLOCK, 0);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    ROW(shm_new, LOOKED, EPERM, SHM_HUGE_NOT_ALLOWED, (UNIT_HUGE, 0600, RAWMAP_SHM(huge_2mb)));
    ROW(shm_create, LOOKED, EPERM, SHM_HUGE_NOT_ALLOWED, (key, UNIT_HUGE, 0600, RAWMAP_SHM(huge_2mb)));
}

Test(shm, rows)
{
    rawmap_shm segment;
    const rawmap_span span = attached(&segment);
    const size_t page = unit_page();
    unsigned bit;
    const int key = 0x7b77 + (int)getpid();
    rawmap_shm_answer taken;
    for (bit = 9; bit < 32; bit++) {
        ROW(shm_new, GUARDED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (page, 1u << bit, RAWMAP_SHM()));
        ROW(shm_create, GUARDED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (1, page, 1u << bit, RAWMAP_SHM()));
    }
    for (bit = 0; bit < 11; bit++)
        ROW(shm_new, GUARDED, EINVAL, SHM_UNKNOWN_BITS, (page, 0600, raw_options(1u << bit)));
    ROW(shm_new, GUARDED, EINVAL, SHM_UNKNOWN_BITS, (page, 0600, raw_options(21u << 26)));
    ROW(shm_create, GUARDED, EINVAL, SHM_UNKNOWN_BITS, (1, page, 0600, raw_options(1)));
    ROW(shm_new, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (page, 0600, RAWMAP_SHM(huge_2mb)));
    ROW(shm_create, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (1, UNIT_HUGE + 1, 0600, RAWMAP_SHM(huge_2mb)));
    ROW(shm_new, REFUSED, EINVAL, LENGTH_ZERO, (0, 0600, RAWMAP_SHM()));
    ROW(shm_create, REFUSED, EINVAL, LENGTH_ZERO, (key, 0, 0600, RAWMAP_SHM()));
    ROW(shm_create, GUARDED, EINVAL, SHM_KEY_PRIVATE, (0, page, 0600, RAWMAP_SHM()));
    ROW(shm_find, GUARDED, EINVAL, SHM_KEY_PRIVATE, (0, page));
    taken = rawmap_shm_create(key, page, 0600, RAWMAP_SHM());
    STATUS(OK, taken.status);
    ROW(shm_create, UNSURE, EEXIST, SHM_TAKEN, (key, page, 0600, RAWMAP_SHM()));
    ROW(shm_find, UNSURE, EINVAL, SHM_SHORTER, (key, 2 * page));
    gone_at_exit(taken.segment.id);
    ROW(shm_attach, GUARDED, EINVAL, SHM_PROTECTION, (segment, RAWMAP_PROT(none), RAWMAP_ANYWHERE));
    ROW(shm_attach, GUARDED, EINVAL, SHM_PROTECTION, (segment, RAWMAP_PROT(write), RAWMAP_ANYWHERE));
    ROW(shm_attach, GUARDED, EINVAL, SHM_PROTECTION, (segment, RAWMAP_PROT(read, growsdown), RAWMAP_ANYWHERE));
    ROW(shm_attach, GUARDED, EINVAL, SHM_PLACEMENT, (segment, RW, RAWMAP_NEAR(span.base)));
    ROW(shm_attach, GUARDED, EINVAL, SHM_PLACEMENT, (segment, RW, RAWMAP_EXACTLY(NULL)));
    ROW(shm_attach, GUARDED, EINVAL, SHM_PLACEMENT, (segment, RW, RAWMAP_LOW_32BIT));
    ROW(shm_attach, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1), RW, RAWMAP_ANYWHERE));
    ROW(shm_attach, REFUSED, EINVAL, EXACT_UNALIGNED, (segment, RW, rawmap_exactly((char *)span.base + 1)));
    ROW(shm_detach, REFUSED, EINVAL, SPAN_UNALIGNED, (unit_at((uintptr_t)span.base + 1, page)));
    ROW(shm_detach, UNSURE, EINVAL, SHM_NOT_ATTACHED, (unit_pages(1, MAP_SHARED)));
    ROW(shm_attach, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX), RW, RAWMAP_ANYWHERE));
}

/* As the docs say: Linux answers that it went, and it stays. */
Test(shm, a_sealed_one_is_not_detached)
{
    rawmap_shm segment;
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = attached(&segment);
    cr_assert(unit_seal(span));
    STATUS(OK, rawmap_shm_detach(span));
    cr_assert(unit_mapped(span.base));
}
