/* SPDX-License-Identifier: MIT */
/* rawmap_faults_*: page faults that the test handles itself, seen by what the pages hold and who may touch them. */
#include "unit_faults.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <sys/wait.h>

static const rawmap_fault_fill plain = {0};
static const rawmap_fault_copy plain_copy = {0};
static const rawmap_fault_move plain_move = {0};

/* poll tells nothing of a userfaultfd that waits. */
static rawmap_faults ready(rawmap_fault_features wanted)
{
    const rawmap_opened_faults opened = rawmap_faults_open(RAWMAP_FAULTS(nonblock));
    STATUS(OK, opened.status);
    STATUS(OK, rawmap_faults_handshake(opened.faults, wanted).status);
    return opened.faults;
}

static rawmap_fault_calls registered(rawmap_faults faults, rawmap_span span, rawmap_fault_modes modes)
{
    const rawmap_faults_registered answer = rawmap_faults_register(faults, span, modes);
    STATUS(OK, answer.status);
    return answer.calls;
}

#define DID(length, call)                                                                                              \
    do {                                                                                                               \
        const rawmap_size did_ = (call);                                                                               \
        STATUS(OK, did_.status);                                                                                       \
        cr_assert_eq(did_.bytes, (length));                                                                            \
    } while (0)

/* The signal that reading the byte raises in this process, or 0 and the byte. */
static sigjmp_buf back;
static void jump(int number)
{
    siglongjmp(back, number);
}
static int touching(const void *address, unsigned char *byte)
{
    const int number = sigsetjmp(back, 1);
    if (number == 0) {
        signal(SIGBUS, jump);
        signal(SIGSEGV, jump);
        *byte = *(volatile const unsigned char *)address;
    }
    signal(SIGBUS, SIG_DFL);
    signal(SIGSEGV, SIG_DFL);
    return number;
}

/* A thread that touches a byte, and whether it has come back. */
struct toucher {
    volatile unsigned char *at;
    int write;
    volatile int seen;
    pthread_t thread;
};
static void *touch(void *argument)
{
    struct toucher *toucher = (struct toucher *)argument;
    if (toucher->write != 0)
        *toucher->at = (unsigned char)toucher->write;
    toucher->seen = *toucher->at;
    return NULL;
}
static void start(struct toucher *toucher, void *at, int write)
{
    toucher->at = (volatile unsigned char *)at;
    toucher->write = write;
    toucher->seen = -1;
    cr_assert_eq(pthread_create(&toucher->thread, NULL, touch, toucher), 0);
}
static int ended(struct toucher *toucher)
{
    cr_assert_eq(pthread_join(toucher->thread, NULL), 0);
    return toucher->seen;
}
static bool quiet(rawmap_faults faults, int milliseconds)
{
    struct pollfd wait;
    wait.fd = faults.file;
    wait.events = POLLIN;
    return poll(&wait, 1, milliseconds) == 0;
}
static rawmap_fault next_fault(rawmap_faults faults)
{
    rawmap_fault_message message;
    rawmap_fault fault;
    rawmap_faults_messages got;
    cr_assert_not(quiet(faults, 10000), "nothing happens");
    got = rawmap_faults_read(faults, &message, 1);
    STATUS(OK, got.status);
    cr_assert_eq(got.count, 1);
    cr_assert(rawmap_faults_decode(&message, &fault));
    return fault;
}
Test(faults, a_missing_page_is_filled)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE), source = unit_pages(1, MAP_PRIVATE);
    const rawmap_faults faults = ready(RAWMAP_FAULT_FEATURES());
    struct toucher toucher;
    rawmap_fault fault;
    const rawmap_fault_calls calls = registered(faults, span, RAWMAP_FAULT_MODES(missing));
    cr_assert_eq(calls.bits & RAWMAP_FAULT_CALLS(copy, zeropage, wake).bits,
                 RAWMAP_FAULT_CALLS(copy, zeropage, wake).bits);
    cr_assert_eq(calls.bits & RAWMAP_FAULT_CALLS(write_protect, from_cache).bits, 0);
    unit_fill(source, 'f');
    start(&toucher, (char *)span.base + page + 5, 0);
    fault = next_fault(faults);
    cr_assert_eq(fault.event, RAWMAP_FAULT_IS_PAGE);
    BITS(RAWMAP_FAULT_MODES(missing).bits, fault.reason.bits);
    cr_assert_not(fault.writes);
    cr_assert_eq(fault.start, (uintptr_t)span.base + page);
    cr_assert_eq(fault.thread, 0);
    cr_assert_eq(toucher.seen, -1, "nobody waited");
    DID(page, rawmap_faults_copy(faults, (char *)span.base + page, source, plain_copy));
    cr_assert_eq(ended(&toucher), 'f');
    cr_assert(unit_filled(rawmap_slice(span, page, page), 'f'));
    STATUS(EEXIST, rawmap_faults_copy(faults, (char *)span.base + page, source, plain_copy).status);
    DID(page, rawmap_faults_zeropage(faults, rawmap_slice(span, 0, page), plain));
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 0));
    STATUS(OK, rawmap_faults_close(faults));
    STATUS(EBADF, rawmap_faults_close(faults));
}

Test(faults, who_and_where_exactly)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    struct toucher toucher;
    rawmap_faults faults;
    rawmap_fault fault;
    UNIT_NEEDS(unit_kernel(5, 18), "needs Linux 5.18: exact addresses");
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

/* Without waking nobody goes on; and what is not registered is no fault. */
Test(faults, wake_and_unregister)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE), source = unit_pages(1, MAP_PRIVATE);
    const rawmap_faults faults = ready(RAWMAP_FAULT_FEATURES());
    unsigned char byte = 1;
    struct toucher toucher;
    registered(faults, span, RAWMAP_FAULT_MODES(missing));
    unit_fill(source, 's');
    start(&toucher, span.base, 0);
    next_fault(faults);
    DID(page, rawmap_faults_copy(faults, span.base, source, RAWMAP_FAULT_COPY(dont_wake)));
    usleep(100000);
    cr_assert_eq(toucher.seen, -1, "it was woken");
    STATUS(OK, rawmap_faults_wake(faults, rawmap_slice(span, 0, page)));
    cr_assert_eq(ended(&toucher), 's');
    STATUS(OK, rawmap_faults_unregister(faults, span));
    cr_assert_eq(touching((char *)span.base + page, &byte), 0);
    cr_assert_eq(byte, 0);
    cr_assert(quiet(faults, 50));
}

/* Some pages are filled, then one is there. */
Test(faults, a_part)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE), source = unit_pages(3, MAP_PRIVATE);
    const rawmap_faults faults = ready(RAWMAP_FAULT_FEATURES());
    rawmap_size did;
    unit_fill(source, 's');
    ((char *)span.base)[2 * page] = 't';
    registered(faults, span, RAWMAP_FAULT_MODES(missing));
    did = rawmap_faults_copy(faults, span.base, source, plain_copy);
    STATUS(EAGAIN, did.status);
    cr_assert_eq(did.bytes, 2 * page);
    cr_assert(unit_filled(rawmap_slice(span, 0, 2 * page), 's'));
    cr_assert_eq(((char *)span.base)[2 * page], 't');
    did = rawmap_faults_zeropage(faults, span, plain);
    STATUS(EEXIST, did.status);
    cr_assert_eq(did.bytes, 0);
}

Test(faults, sigbus_instead_of_a_message)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const rawmap_faults faults = ready(RAWMAP_FAULT_FEATURES(sigbus));
    unsigned char byte = 1;
    registered(faults, span, RAWMAP_FAULT_MODES(missing));
    cr_assert_eq(touching(span.base, &byte), SIGBUS);
    DID(span.length, rawmap_faults_zeropage(faults, span, plain));
    cr_assert_eq(touching(span.base, &byte), 0);
    cr_assert_eq(byte, 0);
}

Test(faults, a_poisoned_page_raises_sigbus)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    unsigned char byte = 1;
    rawmap_faults faults;
    UNIT_NEEDS(unit_kernel(6, 6), "needs Linux 6.6: poisoned pages");
    faults = ready(RAWMAP_FAULT_FEATURES(poison));
    cr_assert(registered(faults, span, RAWMAP_FAULT_MODES(missing)).bits & RAWMAP_FAULT_CALLS(poison).bits);
    DID(page, rawmap_faults_poison(faults, rawmap_slice(span, 0, page), RAWMAP_FAULT_FILL(dont_wake)));
    DID(page, rawmap_faults_zeropage(faults, rawmap_slice(span, page, page), plain));
    cr_assert_eq(touching(span.base, &byte), SIGBUS);
    cr_assert_eq(touching((char *)span.base + page, &byte), 0);
    /* Thrown away it is an ordinary missing page again. */
    STATUS(OK, rawmap_advise(rawmap_slice(span, 0, page), RAWMAP_ADVICE(dontneed)));
    DID(page, rawmap_faults_zeropage(faults, rawmap_slice(span, 0, page), plain));
    cr_assert_eq(touching(span.base, &byte), 0);
}

Test(faults, a_page_that_has_moved)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE), source = unit_pages(2, MAP_PRIVATE);
    rawmap_faults faults;
    uint64_t frame;
    UNIT_NEEDS(unit_kernel(6, 8), "needs Linux 6.8: moving pages");
    faults = ready(RAWMAP_FAULT_FEATURES(move));
    registered(faults, span, RAWMAP_FAULT_MODES(missing));
    memset(source.base, 'm', page);
    frame = unit_pagemap(source.base);
    STATUS(ENOENT, rawmap_faults_move(faults, span.base, rawmap_slice(source, page, page), plain_move).status);
    DID(page, rawmap_faults_move(faults, span.base, rawmap_slice(source, 0, page), plain_move));
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 'm'));
    /* The same page of memory, where the kernel tells it (root). */
    cr_assert_eq(unit_pagemap(span.base) << 9, frame << 9);
    cr_assert_eq(unit_present(source), 0, "the source is still there");
    cr_assert_eq(*(char *)source.base, 0);
    /* The second page of the source is absent, the first is zeros that were just read. */
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    *(char *)source.base = 'n';
    DID(2 * page, rawmap_faults_move(faults, span.base, source, RAWMAP_FAULT_MOVE(allow_holes)));
    cr_assert_eq(*(char *)span.base, 'n');
}

/* The page is in the file's cache: nothing is copied. */
Test(faults, minor_faults)
{
    const size_t page = unit_page();
    const int file = unit_memfd(page, 'a');
    struct toucher toucher;
    rawmap_faults faults;
    rawmap_span span;
    rawmap_fault fault;
    UNIT_NEEDS(unit_kernel(5, 14), "needs Linux 5.14: minor faults of shared memory");
    span = unit_span(mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), page);
    faults = ready(RAWMAP_FAULT_FEATURES(minor_shmem));
    cr_assert(registered(faults, span, RAWMAP_FAULT_MODES(minor)).bits & RAWMAP_FAULT_CALLS(from_cache).bits);
    start(&toucher, span.base, 0);
    fault = next_fault(faults);
    BITS(RAWMAP_FAULT_MODES(minor).bits, fault.reason.bits);
    cr_assert_eq(pwrite(file, "b", 1, 0), 1);
    DID(page, rawmap_faults_continue(faults, span, plain_copy));
    cr_assert_eq(ended(&toucher), 'b');
    STATUS(EEXIST, rawmap_faults_continue(faults, span, plain_copy).status);
}

Test(faults, write_protection)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const rawmap_faults faults = ready(RAWMAP_FAULT_FEATURES(pagefault_flag_wp));
    struct toucher toucher;
    rawmap_fault fault;
    unit_fill(span, 5);
    cr_assert(registered(faults, span, RAWMAP_FAULT_MODES(wp)).bits & RAWMAP_FAULT_CALLS(write_protect).bits);
    STATUS(OK, rawmap_faults_write_protect(faults, rawmap_slice(span, 0, page)));
    cr_assert_eq(*(char *)span.base, 5);
    ((char *)span.base)[page] = 6; /* the other page is free */
    cr_assert(quiet(faults, 50));
    start(&toucher, span.base, 7);
    fault = next_fault(faults);
    BITS(RAWMAP_FAULT_MODES(wp).bits, fault.reason.bits);
    cr_assert(fault.writes);
    cr_assert_eq(*(volatile char *)span.base, 5, "it was written");
    STATUS(OK, rawmap_faults_write_unprotect(faults, rawmap_slice(span, 0, page), RAWMAP_FAULT_FILL(dont_wake)));
    usleep(50000);
    cr_assert_eq(toucher.seen, -1, "it was woken");
    STATUS(OK, rawmap_faults_write_unprotect(faults, rawmap_slice(span, 0, page), plain));
    cr_assert_eq(ended(&toucher), 7);
    STATUS(ENOENT, rawmap_faults_write_protect(faults, unit_pages(1, MAP_PRIVATE)));
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
    UNIT_NEEDS_ROOT("event_fork");
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
    const rawmap_opened_faults early = rawmap_faults_open(RAWMAP_FAULTS(nonblock));
    const rawmap_faults faults = ready(RAWMAP_FAULT_FEATURES());
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
