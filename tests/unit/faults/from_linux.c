/* SPDX-License-Identifier: MIT */
/* The sets of userfaultfd from Linux's numbers, and back: against what the kernel answers to them. */
#include "unit_faults.h"

#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

static int opened(void)
{
    long file;
    UNIT_NEEDS_FACT(userfaultfd);
    file = syscall(SYS_userfaultfd, O_CLOEXEC | 1);
    cr_assert(file >= 0, "userfaultfd: %s", strerror(errno));
    return (int)file;
}

/* Each bit that is refused, userfaultfd refuses likewise. */
Test(faults_from_linux, options)
{
    unsigned bit;
    UNIT_NEEDS_FACT(userfaultfd);
    for (bit = 0; bit < 32; bit++) {
        const unsigned flags = 1u << bit;
        const rawmap_faults_options_answer answer = rawmap_faults_options_from_linux((int)flags);
        const long file = syscall(SYS_userfaultfd, (int)(flags | 1u));
        const int error = errno;
        if (file >= 0)
            close((int)file);
        if (answer.status == RAWMAP_OK) {
            BITS(flags == O_CLOEXEC ? 0 : flags, answer.options.bits);
            cr_assert(file >= 0, "bit %u: %s", bit, strerror(error));
            cr_assert_eq(rawmap_faults_options_to_linux(answer.options), (int)(flags | O_CLOEXEC));
        } else {
            STATUS(FAULTS_UNKNOWN_BITS, answer.status);
            BITS(0, answer.options.bits);
            cr_assert(file < 0 && error == EINVAL, "bit %u", bit);
        }
    }
}

/* What this kernel offers becomes a value, each of its bits too; what no kernel has is refused by it likewise. */
Test(faults_from_linux, features)
{
    struct uffdio_api api;
    uint64_t offered;
    unsigned bit, known = 0;
    int file = opened();
    memset(&api, 0, sizeof api);
    api.api = UFFD_API;
    cr_assert_eq(ioctl(file, UFFDIO_API, &api), 0);
    offered = api.features;
    close(file);
    STATUS(OK, rawmap_fault_features_from_linux(offered).status);
    cr_assert_eq(rawmap_fault_features_to_linux(rawmap_fault_features_from_linux(offered).features), offered);
    for (bit = 0; bit < 64; bit++) {
        const uint64_t feature = (uint64_t)1 << bit;
        const rawmap_fault_features_answer answer = rawmap_fault_features_from_linux(feature);
        bool taken;
        file = opened();
        memset(&api, 0, sizeof api);
        api.api = UFFD_API;
        api.features = feature;
        taken = ioctl(file, UFFDIO_API, &api) == 0;
        close(file);
        if (answer.status == RAWMAP_OK) {
            cr_assert_eq(answer.features.bits, feature);
            known++;
        } else {
            BITS(0, answer.features.bits);
            cr_assert_not(taken, "feature %u", bit);
        }
    }
    cr_assert_eq(known, 18);
    STATUS(FAULT_RWP_ASYNC_ALONE, rawmap_fault_features_from_linux(RAWMAP_FAULT_FEATURES(rwp_async).bits).status);
    STATUS(FAULT_FEATURES_UNKNOWN_BITS, rawmap_fault_features_from_linux((uint64_t)1 << 32).status);
}

/* All combinations of the lowest eight bits, and each that is higher; the calls that a span then has are a value as well. */
Test(faults_from_linux, modes)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    struct uffdio_api api;
    unsigned at, done = 0;
    const int file = opened();
    memset(&api, 0, sizeof api);
    api.api = UFFD_API;
    cr_assert_eq(ioctl(file, UFFDIO_API, &api), 0);
    for (at = 0; at < 256 + 56; at++) {
        const uint64_t mode = at < 256 ? at : (uint64_t)1 << (at - 248);
        const rawmap_fault_modes_answer answer = rawmap_fault_modes_from_linux(mode);
        struct uffdio_register asked;
        bool taken;
        memset(&asked, 0, sizeof asked);
        asked.range.start = (uintptr_t)span.base;
        asked.range.len = span.length;
        asked.mode = mode;
        taken = ioctl(file, UFFDIO_REGISTER, &asked) == 0;
        if (taken) {
            const rawmap_fault_calls_answer calls = rawmap_fault_calls_from_linux(asked.ioctls);
            STATUS(OK, calls.status);
            cr_assert_eq(rawmap_fault_calls_to_linux(calls.calls), asked.ioctls);
            cr_assert_eq(ioctl(file, UFFDIO_UNREGISTER, &asked.range), 0);
            STATUS(OK, answer.status);
            done++;
        }
        if (answer.status == RAWMAP_OK)
            cr_assert_eq(rawmap_fault_modes_to_linux(answer.modes), mode);
        else {
            BITS(0, answer.modes.bits);
            cr_assert_not(taken, "mode %#llx", (unsigned long long)mode);
        }
    }
    cr_assert_gt(done, 0);
    close(file);
    STATUS(FAULT_MODES_NONE, rawmap_fault_modes_from_linux(0).status);
    STATUS(FAULT_MODES_EXCLUDE, rawmap_fault_modes_from_linux(RAWMAP_FAULT_MODES(wp).bits | 8).status);
    STATUS(FAULT_MODES_UNKNOWN_BITS, rawmap_fault_modes_from_linux(0x10).status);
    STATUS(FAULT_MODES_UNKNOWN_BITS, rawmap_fault_modes_from_linux((uint64_t)1 << 63).status);
    STATUS(FAULT_CALLS_UNKNOWN_BITS, rawmap_fault_calls_from_linux(1).status); /* registering is none of a span's */
    STATUS(FAULT_CALLS_UNKNOWN_BITS, rawmap_fault_calls_from_linux((uint64_t)1 << 63).status);
}

/* Linux looks at the mode before it looks for a registered span. */
Test(faults_from_linux, modes_of_the_calls)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    struct uffdio_api api;
    unsigned mode;
    const int file = opened();
    memset(&api, 0, sizeof api);
    api.api = UFFD_API;
    cr_assert_eq(ioctl(file, UFFDIO_API, &api), 0);
    for (mode = 0; mode < 16; mode++) {
        struct uffdio_copy copy;
        struct uffdio_zeropage zero;
        struct uffdio_writeprotect wp;
        memset(&copy, 0, sizeof copy);
        memset(&zero, 0, sizeof zero);
        memset(&wp, 0, sizeof wp);
        copy.dst = zero.range.start = wp.range.start = copy.src = (uintptr_t)span.base;
        copy.len = zero.range.len = wp.range.len = span.length;
        copy.mode = zero.mode = wp.mode = mode;
        (void)ioctl(file, UFFDIO_COPY, &copy);
        cr_assert_eq(rawmap_fault_copy_from_linux(mode).status == RAWMAP_OK, errno != EINVAL, "copy %u", mode);
        (void)ioctl(file, UFFDIO_ZEROPAGE, &zero);
        cr_assert_eq(rawmap_fault_fill_from_linux(mode).status == RAWMAP_OK, errno != EINVAL, "zeropage %u", mode);
        (void)ioctl(file, UFFDIO_WRITEPROTECT, &wp);
        cr_assert_eq(rawmap_fault_protect_from_linux(mode).status == RAWMAP_OK, errno != EINVAL, "protect %u", mode);
        cr_assert_eq(rawmap_fault_move_from_linux(mode).status,
                     mode < 4 ? RAWMAP_OK : RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS);
        cr_assert_eq(rawmap_fault_copy_to_linux(rawmap_fault_copy_from_linux(mode).options), mode < 4 ? mode : 0);
        cr_assert_eq(rawmap_fault_move_to_linux(rawmap_fault_move_from_linux(mode).options), mode < 4 ? mode : 0);
        cr_assert_eq(rawmap_fault_fill_to_linux(rawmap_fault_fill_from_linux(mode).fill), mode < 2 ? mode : 0);
    }
    close(file);
    STATUS(FAULT_OPTIONS_UNKNOWN_BITS, rawmap_fault_copy_from_linux((uint64_t)1 << 40).status);
    STATUS(FAULT_OPTIONS_UNKNOWN_BITS, rawmap_fault_fill_from_linux((uint64_t)1 << 40).status);
    STATUS(FAULT_OPTIONS_UNKNOWN_BITS, rawmap_fault_move_from_linux((uint64_t)1 << 40).status);
    STATUS(FAULT_OPTIONS_UNKNOWN_BITS, rawmap_fault_protect_from_linux((uint64_t)1 << 40).status);
    cr_assert(rawmap_fault_protect_from_linux(1).protects);
    cr_assert_not(rawmap_fault_protect_from_linux(2).protects);
    BITS(RAWMAP_FAULT_FILL(dont_wake).bits, rawmap_fault_protect_from_linux(2).fill.bits);
    BITS(0, rawmap_fault_protect_from_linux(1).fill.bits);
}
