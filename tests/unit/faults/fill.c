/* SPDX-License-Identifier: MIT */
/* rawmap_faults_*: page faults that the test handles itself, seen by what the pages hold and who may touch them. */
#include "unit_touch.h"

#include <setjmp.h>

static const rawmap_fault_fill plain = {0};
static const rawmap_fault_copy plain_copy = {0};
static const rawmap_fault_move plain_move = {0};

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
    UNIT_NEEDS_LINUX(6, 6, "poisoned pages");
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
    UNIT_NEEDS_LINUX(6, 8, "moving pages");
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
    UNIT_NEEDS_LINUX(5, 14, "minor faults of shared memory");
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
