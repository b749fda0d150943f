/* SPDX-License-Identifier: MIT */
/* Each row of the lists of userfaultfd. */
#include "unit_faults.h"

static const rawmap_fault_fill plain = {0}, odd_fill = {1u << 8};
static const rawmap_fault_copy plain_copy = {0}, odd_copy = {1u << 8};
static const rawmap_fault_move plain_move = {0}, odd_move = {1u << 8};
static const rawmap_faults closed = {-1};

static rawmap_faults ready(void)
{
    rawmap_opened_faults opened;
    UNIT_NEEDS_FACT(userfaultfd);
    opened = rawmap_faults_open(RAWMAP_FAULTS(user_mode_only));
    STATUS(OK, opened.status);
    STATUS(OK, rawmap_faults_handshake(opened.faults, RAWMAP_FAULT_FEATURES()).status);
    return opened.faults;
}

/* What each call on a span refuses of it; with an argument behind the span, or without. */
#define SPAN_ROWS(CALL, option)                                                                                        \
    ROW(CALL, REFUSED, EINVAL, SPAN_EMPTY, (faults, rawmap_slice(span, 0, 0), option));                                \
    ROW(CALL, REFUSED, EINVAL, SPAN_UNALIGNED, (faults, unaligned, option));                                           \
    ROW(CALL, REFUSED, EINVAL, SPAN_LENGTH_UNEVEN, (faults, rawmap_slice(span, 0, 1), option));                        \
    ROW(CALL, REFUSED, EINVAL, SPAN_WRAPS, (faults, wraps, option))
#define BARE_SPAN_ROWS(CALL)                                                                                           \
    ROW(CALL, REFUSED, EINVAL, SPAN_EMPTY, (faults, rawmap_slice(span, 0, 0)));                                        \
    ROW(CALL, REFUSED, EINVAL, SPAN_UNALIGNED, (faults, unaligned));                                                   \
    ROW(CALL, REFUSED, EINVAL, SPAN_LENGTH_UNEVEN, (faults, rawmap_slice(span, 0, 1)));                                \
    ROW(CALL, REFUSED, EINVAL, SPAN_WRAPS, (faults, wraps))
#define SOURCE_ROWS(CALL, options)                                                                                     \
    ROW(CALL, REFUSED, EINVAL, SPAN_EMPTY, (faults, span.base, rawmap_slice(span, 0, 0), options));                    \
    ROW(CALL, REFUSED, EINVAL, SPAN_UNALIGNED, (faults, (char *)span.base + 1, rawmap_slice(span, 0, page), options)); \
    ROW(CALL, REFUSED, EINVAL, SPAN_LENGTH_UNEVEN, (faults, span.base, rawmap_slice(span, 0, 1), options));            \
    ROW(CALL, REFUSED, EINVAL, SPAN_WRAPS, (faults, wraps.base, unit_span(span.base, wraps.length), options));         \
    ROW(CALL, REFUSED, EINVAL, FAULT_SOURCE_WRAPS, (faults, span.base, unit_span(wraps.base, 2 * page), options))
#define SPANS                                                                                                          \
    const size_t page = unit_page();                                                                                   \
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);                                                               \
    const rawmap_span unaligned = unit_span((char *)span.base + 1, page);                                              \
    const rawmap_span wraps = unit_at(UINTPTR_MAX - (page - 1), 2 * page);                                             \
    const rawmap_faults faults = ready()

Test(faults_rows, opening_and_registering)
{
    rawmap_faults_options options;
    rawmap_fault_features features, alone;
    rawmap_fault_modes none, unknown, both;
    SPANS;
    options.bits = RAWMAP_FAULTS(user_mode_only).bits | 1u << 30;
    features.bits = 1u << 30;
    alone.bits = RAWMAP_LINUX_UFFD_FEATURE_RWP_ASYNC;
    none.bits = 0;
    unknown.bits = 1u << 30;
    both.bits = RAWMAP_FAULT_MODES(wp).bits | RAWMAP_FAULT_MODES(rwp).bits;
    ROW(faults_open, REFUSED, EINVAL, FAULTS_UNKNOWN_BITS, (options));
    ROW(faults_handshake, REFUSED, EINVAL, FAULT_RWP_ASYNC_ALONE, (faults, alone));
    ROW(faults_handshake, REFUSED, EINVAL, FAULT_FEATURES_UNKNOWN_BITS, (faults, features));
    SPAN_ROWS(faults_register, RAWMAP_FAULT_MODES(missing));
    ROW(faults_register, REFUSED, EINVAL, FAULT_MODES_NONE, (faults, span, none));
    ROW(faults_register, REFUSED, EINVAL, FAULT_MODES_UNKNOWN_BITS, (faults, span, unknown));
    ROW(faults_register, REFUSED, EINVAL, FAULT_MODES_EXCLUDE, (faults, span, both));
    BARE_SPAN_ROWS(faults_unregister);
    BARE_SPAN_ROWS(faults_wake);
}

/* What Linux offers is handed on, as Linux says it. */
Test(faults_rows, what_is_offered)
{
    struct {
        uint64_t api, features, ioctls;
    } said = {0xaa, 0, 0};
    rawmap_opened_faults opened, other;
    rawmap_faults_offer offer;
    UNIT_NEEDS_FACT(userfaultfd);
    opened = rawmap_faults_open(RAWMAP_FAULTS(user_mode_only));
    other = rawmap_faults_open(RAWMAP_FAULTS(user_mode_only));
    STATUS(OK, opened.status);
    STATUS(OK, other.status);
    offer = rawmap_faults_handshake(opened.faults, RAWMAP_FAULT_FEATURES());
    STATUS(OK, offer.status);
    cr_assert_eq(syscall(SYS_ioctl, other.faults.file, RAWMAP_LINUX_UFFDIO_API, &said), 0);
    cr_assert_neq(offer.features.bits, 0);
    BITS((unsigned)said.features, offer.features.bits);
}

/* Of modes that exclude each other each alone is well. */
Test(faults_rows, one_mode_alone)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const rawmap_faults some = {3};
    STATUS(OK, rawmap_check_faults_register(some, span, RAWMAP_FAULT_MODES(missing)));
    STATUS(OK, rawmap_check_faults_register(some, span, RAWMAP_FAULT_MODES(wp)));
    STATUS(OK, rawmap_check_faults_register(some, span, RAWMAP_FAULT_MODES(rwp)));
    STATUS(OK, rawmap_check_faults_register(some, span, RAWMAP_FAULT_MODES(minor)));
}

Test(faults_rows, filling)
{
    SPANS;
    SPAN_ROWS(faults_zeropage, plain);
    SPAN_ROWS(faults_continue, plain_copy);
    ROW(faults_zeropage, REFUSED, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS, (faults, span, odd_fill));
    ROW(faults_continue, REFUSED, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS, (faults, span, odd_copy));
    SOURCE_ROWS(faults_copy, plain_copy);
    ROW(faults_copy, REFUSED, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS, (faults, span.base, span, odd_copy));
    SOURCE_ROWS(faults_move, plain_move);
    ROW(faults_move, REFUSED, EINVAL, FAULT_SOURCE_UNALIGNED, (faults, span.base, unaligned, plain_move));
    ROW(faults_move, REFUSED, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS, (faults, span.base, span, odd_move));
    SPAN_ROWS(faults_poison, plain);
    ROW(faults_poison, REFUSED, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS, (faults, span, odd_fill));
}

/* Kernels before 7.3 answer EINVAL to every access_protect: the rows name what is wrong besides. */
Test(faults_rows, protecting)
{
    SPANS;
    BARE_SPAN_ROWS(faults_write_protect);
    BARE_SPAN_ROWS(faults_access_protect);
    SPAN_ROWS(faults_write_unprotect, plain);
    SPAN_ROWS(faults_access_unprotect, plain);
    ROW(faults_write_unprotect, REFUSED, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS, (faults, span, odd_fill));
    ROW(faults_access_unprotect, REFUSED, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS, (faults, span, odd_fill));
}

Test(faults_rows, modes_and_messages)
{
    const rawmap_faults faults = ready();
    const rawmap_fault_features nothing = {0}, fixed = RAWMAP_FAULT_FEATURES(move);
    const rawmap_fault_features switched = RAWMAP_FAULT_FEATURES(rwp_async);
    ROW(faults_set_mode, REFUSED, EINVAL, FAULT_SET_MODE_CONTRADICTION, (faults, switched, switched));
    ROW(faults_set_mode, REFUSED, EINVAL, FAULT_SET_MODE_FIXED, (faults, fixed, nothing));
}

/* Rows that need no userfaultfd. */
#define NOT_OPEN(CALL, ...) ROW(CALL, REFUSED, EBADF, FAULTS_NOT_OPEN, (closed, __VA_ARGS__))

Test(faults_rows, without_one)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const rawmap_fault_features nothing = {0}, switched = RAWMAP_FAULT_FEATURES(rwp_async);
    rawmap_fault_message message;
    memset(&message, 0, sizeof message);
    NOT_OPEN(faults_handshake, nothing);
    NOT_OPEN(faults_register, span, RAWMAP_FAULT_MODES(missing));
    NOT_OPEN(faults_unregister, span);
    NOT_OPEN(faults_wake, span);
    NOT_OPEN(faults_zeropage, span, plain);
    NOT_OPEN(faults_continue, span, plain_copy);
    NOT_OPEN(faults_poison, span, plain);
    NOT_OPEN(faults_copy, span.base, span, plain_copy);
    NOT_OPEN(faults_move, span.base, span, plain_move);
    NOT_OPEN(faults_write_protect, span);
    NOT_OPEN(faults_access_protect, span);
    NOT_OPEN(faults_write_unprotect, span, plain);
    NOT_OPEN(faults_access_unprotect, span, plain);
    NOT_OPEN(faults_set_mode, switched, nothing);
    NOT_OPEN(faults_read, &message, 1);
    ROW(faults_set_mode, IGNORED, EINVAL, FAULT_SET_MODE_NOTHING, (closed, nothing, nothing));
    ROW(faults_read, GUARDED, EINVAL, FAULT_MESSAGES_MISSING, (closed, NULL, 1));
    ROW(faults_read, GUARDED, EINVAL, FAULT_MESSAGES_MISSING, (closed, &message, 0));
}
