/* SPDX-License-Identifier: MIT */
/* rawmap/faults/open.h: page faults that the program handles itself (userfaultfd): opening, the handshake,
   registering spans.

   Open, shake hands once, register spans; then read messages (message.h) and answer them (fill.h,
   protect.h). sets.h has the names. */
#ifndef RAWMAP_FAULTS_OPEN_H
#define RAWMAP_FAULTS_OPEN_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#include "sets.h"
#endif
#include "inner_looks.h"

RAWMAP_I_BEGIN

/* An open userfaultfd. */
typedef struct rawmap_faults {
    int file;
} rawmap_faults;

typedef struct rawmap_opened_faults {
    rawmap_status status;
    rawmap_faults faults; /* file -1 unless status is RAWMAP_OK */
} rawmap_opened_faults;

/* What this kernel offers; no name unless status is RAWMAP_OK. */
typedef struct rawmap_faults_offer {
    rawmap_status status;
    rawmap_fault_features features;
} rawmap_faults_offer;

/* What can be done with a registered span; no name unless status is RAWMAP_OK. */
typedef struct rawmap_faults_registered {
    rawmap_status status;
    rawmap_fault_calls calls;
} rawmap_faults_registered;

/* rawmap_faults_open: a new userfaultfd of the calling process, which is closed on exec. Where the system call is not
   allowed or not there, /dev/userfaultfd is tried: up to four system calls.

   Status:     RAWMAP_FAULTS_UNKNOWN_BITS: Linux refused it for this. RAWMAP_FAULTS_USER_MODE_UNKNOWN: the kernel is
               older. RAWMAP_FAULTS_NOT_ALLOWED: neither way is open to the program.
               RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was free. RAWMAP_ENOSYS: built without it, or older.
               RAWMAP_EPERM: a sandbox or a security policy.
   Since:      4.3; user_mode_only 5.11; /dev/userfaultfd 6.1
   ABIs:       all
   Manual:     userfaultfd(2) */
RAWMAP_API_OUTLINE(faults)
rawmap_opened_faults rawmap_faults_open(rawmap_faults_options options)
    RAWMAP_I_ONCE(rawmap_faults_open) RAWMAP_MUST_USE;

/* rawmap_check_faults_open: what rawmap_faults_open would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(faults) rawmap_status rawmap_check_faults_open(rawmap_faults_options options) RAWMAP_MUST_USE;

/* rawmap_faults_close: closes a userfaultfd. Spans that were registered no longer are; threads that wait go on.

   Status:     RAWMAP_EBADF: it is not open.
   Since:      1.0
   ABIs:       all
   Manual:     close(2) */
RAWMAP_API(faults) rawmap_status rawmap_faults_close(rawmap_faults faults) RAWMAP_MUST_USE;

/* rawmap_faults_handshake: switches features on, and answers all that the kernel offers. Before anything else, and once:
   to ask what there is, use a userfaultfd of its own, with RAWMAP_FAULT_FEATURES().

   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_FAULT_RWP_ASYNC_ALONE, RAWMAP_FAULT_FEATURES_UNKNOWN_BITS: Linux refused it
               for this. RAWMAP_FAULT_FORK_NOT_ALLOWED: event_fork, without CAP_SYS_PTRACE.
               RAWMAP_EINVAL: this kernel lacks one of the features, or the handshake was made before. RAWMAP_EBADF: not
               open.
   Since:      4.3; each feature its own, in sets.h
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_faults_offer rawmap_faults_handshake(rawmap_faults faults, rawmap_fault_features wanted) RAWMAP_MUST_USE;

/* rawmap_check_faults_handshake: what rawmap_faults_handshake would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_handshake(rawmap_faults faults, rawmap_fault_features wanted) RAWMAP_MUST_USE;

/* rawmap_faults_register: gives a span's faults to the userfaultfd.

   Units:      span.length in bytes, a multiple of the page size: nothing is rounded.
   Requires:   the handshake; mappings of private or shared memory or of huge pages. What is not mapped is left out.
   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_FAULT_MODES_NONE, RAWMAP_FAULT_MODES_UNKNOWN_BITS,
               RAWMAP_FAULT_MODES_EXCLUDE, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_SPAN_WRAPS: Linux refused it for this. RAWMAP_EINVAL: no handshake, a
               mode that this kernel, its handshake or the mapping lacks, a part of a huge page, or nothing mapped.
               RAWMAP_EBUSY: registered with another userfaultfd, or for wp or rwp, which must be unregistered first.
               RAWMAP_EPERM: a shared file that is not open for writing, or sealed. RAWMAP_EBADF: not open.
               RAWMAP_ENOMEM: vm.max_map_count.
   Since:      4.3; each mode its own, in sets.h
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_faults_registered rawmap_faults_register(rawmap_faults faults, rawmap_span span,
                                                rawmap_fault_modes modes) RAWMAP_MUST_USE;

/* rawmap_check_faults_register: what rawmap_faults_register would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_register(rawmap_faults faults, rawmap_span span,
                                           rawmap_fault_modes modes) RAWMAP_MUST_USE;

/* rawmap_faults_unregister: the kernel handles a span's faults again; threads that wait there go on.

   Units:      span.length in bytes, a multiple of the page size: nothing is rounded.
   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_SPAN_WRAPS: Linux refused it for this. RAWMAP_EINVAL: no handshake, or
               the span holds mappings that could not be registered, or that are with another userfaultfd. RAWMAP_EBADF:
               not open. RAWMAP_ENOMEM: vm.max_map_count.
   Since:      4.3
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults) rawmap_status rawmap_faults_unregister(rawmap_faults faults, rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_faults_wake: lets the threads go on that wait for a page of the span: after dont_wake, or to try again.

   Units, Status:   as rawmap_faults_unregister
   Since:      4.3
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults) rawmap_status rawmap_faults_wake(rawmap_faults faults, rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_faults_wake: what both would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(faults) rawmap_status rawmap_check_faults_wake(rawmap_faults faults, rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_faults_set_mode: switches features on and off after the handshake.

   Status:     RAWMAP_FAULT_SET_MODE_NOTHING: Linux would ignore it; nothing was called.
               RAWMAP_FAULTS_NOT_OPEN, RAWMAP_FAULT_SET_MODE_CONTRADICTION, RAWMAP_FAULT_SET_MODE_FIXED: Linux refused it
               for this. RAWMAP_EINVAL: no handshake with rwp, or the kernel is older. RAWMAP_EBADF: not open.
   Since:      7.3
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_status rawmap_faults_set_mode(rawmap_faults faults, rawmap_fault_features enable,
                                     rawmap_fault_features disable) RAWMAP_MUST_USE;

/* rawmap_check_faults_set_mode: what rawmap_faults_set_mode would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_set_mode(rawmap_faults faults, rawmap_fault_features enable,
                                           rawmap_fault_features disable) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* The kernel's structures: the same on every ABI. */
typedef struct rawmap_i_uffdio_range {
    uint64_t start;
    uint64_t length;
} rawmap_i_uffdio_range;
typedef struct rawmap_i_uffdio_register {
    rawmap_i_uffdio_range range;
    uint64_t mode;
    uint64_t ioctls;
} rawmap_i_uffdio_register;
typedef struct rawmap_i_uffdio_set_mode {
    uint64_t enable;
    uint64_t disable;
} rawmap_i_uffdio_set_mode;

/* The one request of /dev/userfaultfd: USERFAULTFD_IOC_NEW. */
#define RAWMAP_I_USERFAULTFD_NEW (RAWMAP_IOCTL_NO_DATA | 0xaa00u)

/* A program may have macros called COPY or WAKE: what is pasted is pasted by the first macro that is given it. */
#define RAWMAP_I_FAULTS_CALL(request, argument)                                                                        \
    RAWMAP_I_CALL3(RAWMAP_NR_ioctl, faults.file, RAWMAP_I_WORD(request), RAWMAP_I_WORD(RAWMAP_I_ADDRESS(argument)))

RAWMAP_I_DEFINE_VERDICT(faults, faults_open, RAWMAP_RULES_FAULTS_OPEN, rawmap_faults_options options)
RAWMAP_I_DEFINE_VERDICT(faults, faults_handshake, RAWMAP_RULES_FAULTS_HANDSHAKE, rawmap_faults faults,
                        rawmap_fault_features wanted)
RAWMAP_I_DEFINE_VERDICT(faults, faults_register, RAWMAP_RULES_FAULTS_REGISTER, rawmap_faults faults, uintptr_t address,
                        size_t length, rawmap_fault_modes modes)
RAWMAP_I_DEFINE_VERDICT(faults, faults_range, RAWMAP_RULES_FAULTS_RANGE, rawmap_faults faults, uintptr_t address,
                        size_t length)
RAWMAP_I_DEFINE_VERDICT(faults, faults_set_mode, RAWMAP_RULES_FAULTS_SET_MODE, rawmap_faults faults,
                        rawmap_fault_features enable, rawmap_fault_features disable)

RAWMAP_API(faults) rawmap_status rawmap_check_faults_open(rawmap_faults_options options)
{
    return RAWMAP_I_CHECKED(faults_open, options);
}

#if RAWMAP_I_DEFINES(faults)
RAWMAP_API_OUTLINE(faults) rawmap_opened_faults rawmap_faults_open(rawmap_faults_options options)
{
    static const char device[] = "/dev/userfaultfd";
    const rawmap_word flags = RAWMAP_I_WORD(options.bits | RAWMAP_LINUX_O_CLOEXEC);
    rawmap_word result = RAWMAP_I_CALL1(RAWMAP_NR_userfaultfd, flags);
    rawmap_opened_faults opened;
    if (result == -RAWMAP_LINUX_EPERM || result == -RAWMAP_LINUX_ENOSYS) {
        const rawmap_word file =
            RAWMAP_I_CALL3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(device)),
                           RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CLOEXEC);
        if (!rawmap_i_is_error(file)) {
            result = RAWMAP_I_CALL3(RAWMAP_NR_ioctl, file, RAWMAP_I_WORD(RAWMAP_I_USERFAULTFD_NEW), flags);
            (void)RAWMAP_I_CALL1(RAWMAP_NR_close, file);
        }
    }
    opened.status = RAWMAP_OK;
    opened.faults.file = RAWMAP_I_CAST(int, result);
    if (rawmap_i_is_error(result)) {
        opened.status = RAWMAP_I_VERDICT(faults_open, options, RAWMAP_I_CAST(int, -result));
        opened.faults.file = -1;
    }
    return opened;
}
#endif

RAWMAP_API(faults) rawmap_status rawmap_faults_close(rawmap_faults faults)
{
    return RAWMAP_I_CAST(rawmap_status, -RAWMAP_I_CALL1(RAWMAP_NR_close, faults.file));
}

RAWMAP_API(faults) rawmap_status rawmap_check_faults_handshake(rawmap_faults faults, rawmap_fault_features wanted)
{
    return RAWMAP_I_CHECKED(faults_handshake, faults, wanted);
}

RAWMAP_API(faults) rawmap_faults_offer rawmap_faults_handshake(rawmap_faults faults, rawmap_fault_features wanted)
{
    rawmap_i_uffdio_api api;
    rawmap_faults_offer offer;
    rawmap_word result;
    api.api = RAWMAP_LINUX_UFFD_API;
    api.features = wanted.bits;
    api.ioctls = 0;
    result = rawmap_i_handshake(faults.file, &api);
    offer.status = RAWMAP_OK;
    offer.features.bits = RAWMAP_I_CAST(unsigned, api.features);
    if (rawmap_i_is_error(result)) {
        offer.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_FAULTS_HANDSHAKE, faults_handshake, result, faults, wanted);
        offer.features.bits = 0;
    }
    return offer;
}

RAWMAP_API(faults)
rawmap_status rawmap_check_faults_register(rawmap_faults faults, rawmap_span span, rawmap_fault_modes modes)
{
    return RAWMAP_I_CHECKED(faults_register, faults, RAWMAP_I_ADDRESS(span.base), span.length, modes);
}

RAWMAP_API(faults)
rawmap_faults_registered rawmap_faults_register(rawmap_faults faults, rawmap_span span, rawmap_fault_modes modes)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_i_uffdio_register asked;
    rawmap_faults_registered registered;
    rawmap_word result;
    asked.range.start = address;
    asked.range.length = length;
    asked.mode = modes.bits;
    asked.ioctls = 0;
    result = RAWMAP_I_FAULTS_CALL(RAWMAP_LINUX_UFFDIO_REGISTER, &asked);
    registered.status = RAWMAP_OK;
    registered.calls.bits = RAWMAP_I_CAST(unsigned, asked.ioctls) & RAWMAP_I_FAULT_CALLS_KNOWN;
    if (rawmap_i_is_error(result)) {
        registered.status =
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_FAULTS_REGISTER, faults_register, result, faults, address, length, modes);
        registered.calls.bits = 0;
    }
    return registered;
}

RAWMAP_API(faults) rawmap_status rawmap_check_faults_wake(rawmap_faults faults, rawmap_span span)
{
    return RAWMAP_I_CHECKED(faults_range, faults, RAWMAP_I_ADDRESS(span.base), span.length);
}

#define RAWMAP_I_FAULTS_ON_RANGE(request)                                                                              \
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);                                                             \
    const size_t length = span.length;                                                                                 \
    rawmap_i_uffdio_range range;                                                                                       \
    rawmap_word result;                                                                                                \
    range.start = address;                                                                                             \
    range.length = length;                                                                                             \
    result = RAWMAP_I_FAULTS_CALL(RAWMAP_LINUX_UFFDIO_##request, &range);                                              \
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FAULTS_RANGE, faults_range, result, faults, address, length);

RAWMAP_API(faults)
rawmap_status rawmap_faults_unregister(rawmap_faults faults, rawmap_span span){RAWMAP_I_FAULTS_ON_RANGE(UNREGISTER)}

RAWMAP_API(faults) rawmap_status
    rawmap_faults_wake(rawmap_faults faults, rawmap_span span){RAWMAP_I_FAULTS_ON_RANGE(WAKE)}

RAWMAP_API(faults) rawmap_status
    rawmap_check_faults_set_mode(rawmap_faults faults, rawmap_fault_features enable, rawmap_fault_features disable)
{
    return RAWMAP_I_CHECKED(faults_set_mode, faults, enable, disable);
}

RAWMAP_API(faults)
rawmap_status rawmap_faults_set_mode(rawmap_faults faults, rawmap_fault_features enable, rawmap_fault_features disable)
{
    rawmap_i_uffdio_set_mode asked;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FAULTS_SET_MODE))
        return rawmap_i_failure(RAWMAP_I_REFUSED(faults_set_mode, faults, enable, disable));
    asked.enable = enable.bits;
    asked.disable = disable.bits;
    result = RAWMAP_I_FAULTS_CALL(RAWMAP_LINUX_UFFDIO_SET_MODE, &asked);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FAULTS_SET_MODE, faults_set_mode, result, faults, enable, disable);
}

#endif

RAWMAP_I_END

#endif
