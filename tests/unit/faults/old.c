/* SPDX-License-Identifier: MIT */
/* userfaultfd where it is forbidden, or older. */
#define RAWMAP_SYSCALL simulated_faults
#include "unit_faults.h"

static rawmap_word refused_number; /* this call answers error */
static int error;
static bool user_only;       /* and that one only to what is not user_mode_only */
static bool device;          /* /dev/userfaultfd can be opened, */
static unsigned device_asks; /* and was asked so often */
static uint64_t registers;   /* every span can be registered, and all of these calls made on it, if not 0 */

rawmap_word simulated_faults(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    if (number == refused_number && error != 0 && !(user_only && (a & RAWMAP_FAULTS_user_mode_only) != 0)) {
        unit_calls++;
        return unit_last = -error;
    }
    if (number == SYS_ioctl && registers != 0) {
        ((uint64_t *)(uintptr_t)c)[3] = registers; /* the last of struct uffdio_register */
        return unit_last = 0;
    }
    if (number == SYS_openat && strcmp((const char *)b, "/dev/userfaultfd") == 0)
        return device ? open("/dev/null", O_RDWR | O_CLOEXEC) : -EACCES;
    /* USERFAULTFD_IOC_NEW: what the device makes is what the call would. */
    if (number == SYS_ioctl && b == 0xaa00) {
        device_asks++;
        return unit_syscall(SYS_userfaultfd, c, 0, 0, 0, 0, 0);
    }
    return unit_syscall(number, a, b, c, d, e, f);
}

static void answers(long number, int with)
{
    refused_number = number;
    error = with;
}

Test(old_faults, opened_through_the_device)
{
    static const int errors[] = {EPERM, ENOSYS};
    size_t i;
    UNIT_NEEDS_FACT(userfaultfd);
    device = true;
    for (i = 0; i < 2; i++) {
        rawmap_opened_faults opened;
        const unsigned asked = device_asks;
        answers(SYS_userfaultfd, errors[i]);
        /* The simulated device calls the kernel itself. */
        opened = rawmap_faults_open(RAWMAP_FAULTS(nonblock, user_mode_only));
        STATUS(OK, opened.status);
        cr_assert_eq(device_asks, asked + 1);
        cr_assert(fcntl(opened.faults.file, F_GETFD) & FD_CLOEXEC);
        cr_assert(fcntl(opened.faults.file, F_GETFL) & O_NONBLOCK);
        STATUS(OK, rawmap_faults_handshake(opened.faults, RAWMAP_FAULT_FEATURES()).status);
        STATUS(OK, rawmap_faults_close(opened.faults));
    }
}

Test(old_faults, forbidden_or_unknown)
{
    const rawmap_faults some = {3};
    rawmap_opened_faults opened;
    answers(SYS_userfaultfd, EPERM);
    opened = rawmap_faults_open(RAWMAP_FAULTS());
    STATUS(EPERM, opened.status);
    cr_assert_eq(opened.faults.file, -1);
    answers(SYS_userfaultfd, ENOSYS);
    STATUS(ENOSYS, rawmap_faults_open(RAWMAP_FAULTS()).status);
    answers(SYS_userfaultfd, EINVAL);
    ROW(faults_open, UNSURE, EINVAL, FAULTS_USER_MODE_UNKNOWN, (RAWMAP_FAULTS(user_mode_only)));
    answers(SYS_ioctl, EPERM);
    STATUS(EPERM, rawmap_faults_handshake(some, RAWMAP_FAULT_FEATURES(event_fork)).status);
}

/* To some it is allowed, for their own code alone. */
Test(old_faults, allowed_in_part)
{
    const size_t open_files = unit_open_files();
    rawmap_opened_faults opened;
    UNIT_NEEDS_FACT(userfaultfd);
    user_only = true;
    answers(SYS_userfaultfd, EPERM);
    ROW(faults_open, LOOKED, EPERM, FAULTS_NOT_ALLOWED, (RAWMAP_FAULTS()));
    cr_assert_eq(unit_open_files(), open_files);
    answers(SYS_userfaultfd, 0);
    opened = rawmap_faults_open(RAWMAP_FAULTS(user_mode_only));
    STATUS(OK, opened.status);
    unit_drop_capability(UNIT_CAP_SYS_PTRACE);
    ROW(faults_handshake, LOOKED, EPERM, FAULT_FORK_NOT_ALLOWED, (opened.faults, RAWMAP_FAULT_FEATURES(event_fork)));
    /* No handshake was made by the look. */
    STATUS(OK, rawmap_faults_handshake(opened.faults, RAWMAP_FAULT_FEATURES()).status);
    STATUS(OK, rawmap_faults_close(opened.faults));
}

/* Of what a kernel can do with a span, what has a name. */
Test(old_faults, calls_of_a_newer_kernel)
{
    const rawmap_faults some = {3};
    registers = ~(uint64_t)0;
    BITS(0x4 | 0x8 | 0x10 | 0x20 | 0x40 | 0x80 | 0x100 | RAWMAP_FAULT_CALLS(access_protect).bits,
         rawmap_faults_register(some, unit_at(4096, 4096), RAWMAP_FAULT_MODES(missing)).calls.bits);
    registers = 0x20;
    BITS(RAWMAP_FAULT_CALLS(move).bits,
         rawmap_faults_register(some, unit_at(4096, 4096), RAWMAP_FAULT_MODES(missing)).calls.bits);
}
