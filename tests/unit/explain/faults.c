/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: the calls of userfaultfd, whose requests lie in the memory of the process. */
#include "unit_explain.h"

static unit_told told;
static uint64_t asked[8];

static int opened(bool with_handshake)
{
    const int file = (int)syscall(RAWMAP_NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    cr_assert_geq(file, 0);
    asked[0] = 0xaa;
    asked[1] = asked[2] = 0;
    if (with_handshake)
        cr_assert_eq(syscall(RAWMAP_NR_ioctl, file, (unsigned long)RAWMAP_LINUX_UFFDIO_API, asked), 0);
    return file;
}

static void asks(unit_told *to, int file, unsigned request, rawmap_span span, uint64_t mode)
{
    asked[0] = (uintptr_t)span.base;
    asked[1] = span.length;
    asked[2] = mode;
    asked[3] = asked[4] = 0;
    unit_words(to, RAWMAP_NR_ioctl, file, (rawmap_word)request, unit_word(asked), 0, 0, 0);
}

static rawmap_span registered(int file, size_t pages)
{
    unit_told ignored;
    const rawmap_span span = unit_pages(pages, MAP_PRIVATE);
    asks(&ignored, file, RAWMAP_LINUX_UFFDIO_REGISTER, span, 1 /* missing */);
    cr_assert_eq(syscall(RAWMAP_NR_ioctl, file, (unsigned long)RAWMAP_LINUX_UFFDIO_REGISTER, asked), 0);
    return span;
}

static void before_the_handshake(unit_told *to)
{
    asks(to, opened(false), RAWMAP_LINUX_UFFDIO_REGISTER, unit_pages(1, MAP_PRIVATE), 1);
}

static void the_handshake_again(unit_told *to)
{
    const int file = opened(true);
    asked[0] = 0xaa;
    asked[1] = asked[2] = 0;
    unit_words(to, RAWMAP_NR_ioctl, file, (rawmap_word)RAWMAP_LINUX_UFFDIO_API, unit_word(asked), 0, 0, 0);
}

static void for_nothing(unit_told *to)
{
    asks(to, opened(true), RAWMAP_LINUX_UFFDIO_REGISTER, unit_pages(1, MAP_PRIVATE), 0);
}

static void between_pages(unit_told *to)
{
    rawmap_span span = unit_pages(1, MAP_PRIVATE);
    span.length--;
    asks(to, opened(true), RAWMAP_LINUX_UFFDIO_REGISTER, span, 1);
}

static void what_another_has(unit_told *to)
{
    const rawmap_span span = registered(opened(true), 1);
    asks(to, opened(true), RAWMAP_LINUX_UFFDIO_REGISTER, span, 1);
}

static void what_is_there(unit_told *to)
{
    const int file = opened(true);
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_fill(span, 1);
    asks(to, file, RAWMAP_LINUX_UFFDIO_REGISTER, span, 1);
    cr_assert_eq(syscall(RAWMAP_NR_ioctl, file, (unsigned long)RAWMAP_LINUX_UFFDIO_REGISTER, asked), 0);
    asks(to, file, RAWMAP_LINUX_UFFDIO_ZEROPAGE, span, 0);
}

static void what_is_not_registered(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    asks(to, opened(true), RAWMAP_LINUX_UFFDIO_ZEROPAGE, span, 0);
}

static void what_cannot_be_filled(unit_told *to)
{
    const int memory = unit_memfd(unit_page(), 1);
    char name[64];
    rawmap_span span;
    (void)snprintf(name, sizeof name, "/proc/self/fd/%d", memory);
    span = unit_span(mmap(NULL, unit_page(), PROT_READ, MAP_SHARED, open(name, O_RDONLY | O_CLOEXEC), 0), unit_page());
    to->extra = (uintptr_t)span.base;
    asks(to, opened(true), RAWMAP_LINUX_UFFDIO_REGISTER, span, 1);
}

static void what_is_closed(unit_told *to)
{
    const int file = opened(true);
    cr_assert_eq(close(file), 0);
    asks(to, file, RAWMAP_LINUX_UFFDIO_REGISTER, unit_pages(1, MAP_PRIVATE), 1);
}

Test(explain_faults, requests)
{
    UNIT_NEEDS_FACT(userfaultfd);
    UNIT_NEEDS_LINUX(5, 15, "the mark of the handshake");
    FOUND(before_the_handshake, STATE_FAULTS_EARLY);
    FOUND(the_handshake_again, STATE_FAULTS_EARLY);
    SAYS("is made once");
    FOUND_BOTH(for_nothing, RAWMAP_FAULT_MODES_NONE, RAWMAP_EINVAL);
    FOUND_BOTH(between_pages, RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_EINVAL);
    cr_assert_eq(told.outside.not_seen, RAWMAP_LOOKED_RULES);
    FOUND(what_another_has, STATE_FAULTS_TAKEN);
    FOUND(what_is_there, STATE_PAGE_THERE);
    FOUND_BOTH(what_is_not_registered, RAWMAP_STATE_FAULTS_UNREGISTERED, RAWMAP_ENOENT);
    cr_assert_eq(told.inside.start, told.extra);
    FOUND_BOTH(what_cannot_be_filled, RAWMAP_STATE_NOT_ALLOWED, RAWMAP_EPERM);
    cr_assert_eq(told.inside.start, told.extra);
    FOUND(what_is_closed, STATE_FILE_NOT_OPEN);
}
