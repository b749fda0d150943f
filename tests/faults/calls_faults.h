/* SPDX-License-Identifier: MIT */
/* userfaultfd: every request, on a span that is registered so that Linux would do it. */
#ifndef RAWMAP_TESTS_FAULTS_CALLS_FAULTS_H
#define RAWMAP_TESTS_FAULTS_CALLS_FAULTS_H

#include "calls_files.h"

/* A userfaultfd belongs to the process that made it: so each time a new one, under the old number. */
static void fault_new(void)
{
    const int made = (int)rawmap_syscall1(RAWMAP_NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    (void)dup3(made, fault_file, O_CLOEXEC);
    (void)rawmap_syscall1(RAWMAP_NR_close, made);
}
static void fault_request(unsigned long request, void *argument)
{
    (void)rawmap_syscall3(RAWMAP_NR_ioctl, fault_file, (rawmap_word)request, (rawmap_word)argument);
}
static void fault_ready(void)
{
    uint64_t api[3] = {RAWMAP_LINUX_UFFD_API,
                       RAWMAP_LINUX_UFFD_FEATURE_MINOR_SHMEM | RAWMAP_LINUX_UFFD_FEATURE_POISON |
                           RAWMAP_LINUX_UFFD_FEATURE_MOVE | RAWMAP_LINUX_UFFD_FEATURE_PAGEFAULT_FLAG_WP,
                       0};
    fault_new();
    fault_request(RAWMAP_LINUX_UFFDIO_API, api);
}
static void registered(uint64_t mode)
{
    uint64_t asked[4] = {(uintptr_t)place, 2 * PAGE, 0, 0};
    asked[2] = mode;
    fault_ready();
    memset(place + 2 * PAGE, 1, PAGE);
    fault_request(RAWMAP_LINUX_UFFDIO_REGISTER, asked);
}
static void fault_missing(void)
{
    registered(RAWMAP_LINUX_UFFDIO_REGISTER_MODE_MISSING);
}
static void fault_wp(void)
{
    registered(RAWMAP_LINUX_UFFDIO_REGISTER_MODE_WP);
}
static void fault_minor(void)
{
    (void)!pwrite(file, "minor", 5, 0);
    shared_place();
    registered(RAWMAP_LINUX_UFFDIO_REGISTER_MODE_MINOR);
}

/* What is written is marked. */
static void tracked(void)
{
    uint64_t api[3] = {RAWMAP_LINUX_UFFD_API, RAWMAP_LINUX_UFFD_FEATURE_WP_ASYNC, 0};
    uint64_t asked[4] = {(uintptr_t)place, PAGES * PAGE, RAWMAP_LINUX_UFFDIO_REGISTER_MODE_WP, 0};
    const int pages = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    (void)dup3(pages, pagemap, O_CLOEXEC);
    (void)close(pages);
    fault_new();
    fault_request(RAWMAP_LINUX_UFFDIO_API, api);
    fault_request(RAWMAP_LINUX_UFFDIO_REGISTER, asked);
}

#define IT ((rawmap_faults){fault_file})
static rawmap_fault_message messages[2];

static rawmap_status faults_open(void)
{
    const rawmap_opened_faults opened = rawmap_faults_open(RAWMAP_FAULTS(nonblock));
    found = 0;
    return gave_back(opened.status, opened.faults.file);
}

/* clang-format off */
static rawmap_status faults_close(void) { return rawmap_faults_close((rawmap_faults){spare}); }
static rawmap_status faults_handshake(void) { return rawmap_faults_handshake(IT, RAWMAP_FAULT_FEATURES()).status; }
static rawmap_status faults_handshake_fork(void) { return rawmap_faults_handshake(IT, RAWMAP_FAULT_FEATURES(event_fork)).status; }
static rawmap_status faults_register(void) { return rawmap_faults_register(IT, span_at(0, 1), RAWMAP_FAULT_MODES(missing)).status; }
static rawmap_status faults_unregister(void) { return rawmap_faults_unregister(IT, span_at(0, 1)); }
static rawmap_status faults_wake(void) { return rawmap_faults_wake(IT, span_at(0, 1)); }
static rawmap_status faults_set_mode(void) { return rawmap_faults_set_mode(IT, RAWMAP_FAULT_FEATURES(rwp_async), RAWMAP_FAULT_FEATURES()); }
static rawmap_status faults_read(void) { return rawmap_faults_read(IT, messages, 2).status; }
static rawmap_status faults_copy(void) { return rawmap_faults_copy(IT, place, span_at(2, 1), RAWMAP_FAULT_COPY()).status; }
static rawmap_status faults_zeropage(void) { return rawmap_faults_zeropage(IT, span_at(0, 1), RAWMAP_FAULT_FILL()).status; }
static rawmap_status faults_poison(void) { return rawmap_faults_poison(IT, span_at(0, 1), RAWMAP_FAULT_FILL()).status; }
static rawmap_status faults_continue(void) { return rawmap_faults_continue(IT, span_at(0, 1), RAWMAP_FAULT_COPY()).status; }
static rawmap_status faults_move(void) { return rawmap_faults_move(IT, place, span_at(2, 1), RAWMAP_FAULT_MOVE()).status; }
static rawmap_status faults_write_protect(void) { return rawmap_faults_write_protect(IT, span_at(0, 1)); }
static rawmap_status faults_write_unprotect(void) { return rawmap_faults_write_unprotect(IT, span_at(0, 1), RAWMAP_FAULT_FILL()); }
static rawmap_status faults_access_protect(void) { return rawmap_faults_access_protect(IT, span_at(0, 1)); }
static rawmap_status faults_access_unprotect(void) { return rawmap_faults_access_unprotect(IT, span_at(0, 1), RAWMAP_FAULT_FILL()); }

#define SCENARIOS_FAULTS \
    SEVERAL(faults_open, RAWMAP_NR_userfaultfd, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_close) \
    ONE(faults_close, NULL, close) \
    ONE(faults_handshake, fault_new, ioctl) \
    ONE(faults_handshake_fork, fault_new, ioctl) \
    ONE(faults_register, fault_ready, ioctl) \
    ONE(faults_unregister, fault_missing, ioctl) \
    ONE(faults_wake, fault_missing, ioctl) \
    ONE(faults_set_mode, fault_missing, ioctl) \
    ONE(faults_read, fault_missing, read) \
    ONE(faults_copy, fault_missing, ioctl) \
    ONE(faults_zeropage, fault_missing, ioctl) \
    ONE(faults_poison, fault_missing, ioctl) \
    ONE(faults_continue, fault_minor, ioctl) \
    ONE(faults_move, fault_missing, ioctl) \
    ONE(faults_write_protect, fault_wp, ioctl) \
    ONE(faults_write_unprotect, fault_wp, ioctl) \
    ONE(faults_access_protect, fault_wp, ioctl) \
    ONE(faults_access_unprotect, fault_wp, ioctl)
/* clang-format on */

#endif
