/* SPDX-License-Identifier: MIT */
/* rawmap_faults_read, rawmap_faults_decode: what a userfaultfd tells of page faults and of changes, and when it refuses. */
#include "unit_touch.h"

#include <sys/wait.h>

static const rawmap_fault_fill plain = {0};

Test(faults, who_and_where_exactly)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    struct toucher toucher;
    rawmap_faults faults;
    rawmap_fault fault;
    UNIT_NEEDS_LINUX(5, 18, "exact addresses");
    faults = ready(RAWMAP_FAULT_FEATURES(thread_id, exact_address));
    registered(faults, span, RAWMAP_FAULT_MODES(missing));
    start(&toucher, (char *)span.base + 77, 'w');
    fault = next_fault(faults);
    cr_assert_eq(fault.start, (uintptr_t)span.base + 77);
    cr_assert(fault.writes);
    cr_assert_gt(fault.thread, (uint32_t)getpid());
    STATUS(OK, rawmap_faults_unregister(faults, span));
    cr_assert_eq(ended(&toucher), 'w');
}

/* Who changes a registered span waits until the message is read: so a thread does it. */
struct change {
    char *at;
    size_t length;
    char what;
    void *moved;
    pthread_t thread;
};
static void *make_change(void *argument)
{
    struct change *change = (struct change *)argument;
    pid_t child;
    switch (change->what) {
    case 'd':
        madvise(change->at, change->length, MADV_DONTNEED);
        break;
    case 'u':
        munmap(change->at, change->length);
        break;
    case 'm':
        change->moved = mremap(change->at, change->length, 2 * change->length, MREMAP_MAYMOVE);
        break;
    default:
        child = fork();
        if (child == 0)
            _exit(0);
        waitpid(child, NULL, 0);
        break;
    }
    return NULL;
}
static rawmap_fault told(rawmap_faults faults, struct change *change, char *at, size_t length, char what)
{
    rawmap_fault fault;
    change->at = at;
    change->length = length;
    change->what = what;
    cr_assert_eq(pthread_create(&change->thread, NULL, make_change, change), 0);
    fault = next_fault(faults);
    cr_assert_eq(fault.start, what == 'f' ? 0 : (uintptr_t)at);
    cr_assert_eq(fault.length, what == 'f' ? 0 : length);
    cr_assert_eq(fault.child.file >= 0, what == 'f');
    return fault;
}

Test(faults, messages_of_changes)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(8, MAP_PRIVATE);
    char *const at = (char *)span.base;
    struct change change;
    rawmap_faults faults;
    rawmap_fault fault;
    UNIT_NEEDS_FACT(capabilities); /* event_fork */
    faults = ready(RAWMAP_FAULT_FEATURES(event_remove, event_unmap, event_remap, event_fork));
    registered(faults, span, RAWMAP_FAULT_MODES(missing));
    fault = told(faults, &change, at, 2 * page, 'd');
    cr_assert_eq(fault.event, RAWMAP_FAULT_IS_REMOVE);
    pthread_join(change.thread, NULL);
    fault = told(faults, &change, at + 2 * page, page, 'u');
    cr_assert_eq(fault.event, RAWMAP_FAULT_IS_UNMAP);
    pthread_join(change.thread, NULL);
    fault = told(faults, &change, at + 3 * page, page, 'm');
    cr_assert_eq(fault.event, RAWMAP_FAULT_IS_REMAP);
    if (!quiet(faults, 50)) /* what it left is unmapped */
        cr_assert_eq(next_fault(faults).event, RAWMAP_FAULT_IS_UNMAP);
    pthread_join(change.thread, NULL);
    cr_assert_eq(fault.to, (uintptr_t)change.moved);
    fault = told(faults, &change, at, page, 'f');
    cr_assert_eq(fault.event, RAWMAP_FAULT_IS_FORK);
    pthread_join(change.thread, NULL);
    STATUS(OK, rawmap_faults_close(fault.child));
}

Test(faults, messages_are_decoded)
{
    rawmap_fault_message message;
    rawmap_fault fault;
    memset(&message, 0, sizeof message);
    message.event = 0x11;
    cr_assert_not(rawmap_faults_decode(&message, &fault));
    cr_assert_eq(fault.event, 0x11);
    /* Byte by byte, as the kernel's header lays a page fault out. */
    message.event = 0x12;
    message.of.page.flags = 0x8 | 0x1;
    memcpy((char *)&message + 16, "\x10\x20\x30\x40\x50\x60\x70\x08", 8);
    memcpy((char *)&message + 24, "\x01\x02\x03\x04", 4);
    cr_assert(rawmap_faults_decode(&message, &fault));
    BITS(RAWMAP_FAULT_MODES(rwp).bits, fault.reason.bits);
    cr_assert(fault.writes);
    cr_assert_eq(memcmp(&fault.start, "\x10\x20\x30\x40\x50\x60\x70\x08", 8), 0);
    cr_assert_eq(memcmp(&fault.thread, "\x01\x02\x03\x04", 4), 0);
}

Test(faults, failures)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const rawmap_faults faults = ready(RAWMAP_FAULT_FEATURES());
    const rawmap_opened_faults early = rawmap_faults_open(RAWMAP_FAULTS(nonblock, user_mode_only));
    rawmap_fault_message message;
    STATUS(OK, early.status);
    STATUS(EINVAL, rawmap_faults_register(early.faults, span, RAWMAP_FAULT_MODES(missing)).status);
    STATUS(EINVAL, rawmap_faults_read(early.faults, &message, 1).status);
    STATUS(OK, rawmap_faults_handshake(early.faults, RAWMAP_FAULT_FEATURES()).status);
    STATUS(EINVAL, rawmap_faults_handshake(early.faults, RAWMAP_FAULT_FEATURES()).status);
    STATUS(EAGAIN, rawmap_faults_read(early.faults, &message, 1).status);
    registered(faults, span, RAWMAP_FAULT_MODES(missing));
    STATUS(EBUSY, rawmap_faults_register(early.faults, span, RAWMAP_FAULT_MODES(missing)).status);
    STATUS(EINVAL, rawmap_faults_unregister(early.faults, span));
    STATUS(ENOENT, rawmap_faults_zeropage(faults, unit_pages(1, MAP_PRIVATE), plain).status);
    STATUS(EINVAL, rawmap_faults_register(faults, unit_at(4096, 4096), RAWMAP_FAULT_MODES(missing)).status);
}
