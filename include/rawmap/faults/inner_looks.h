/* SPDX-License-Identifier: MIT */
/* rawmap/faults/inner_looks.h: what opening and the handshake look at before they name a cause (core/rules.h: LOOKED).
   Inside the library. */
#ifndef RAWMAP_FAULTS_INNER_LOOKS_H
#define RAWMAP_FAULTS_INNER_LOOKS_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "sets.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

/* The kernel's structure: the same on every ABI. */
typedef struct rawmap_i_uffdio_api {
    uint64_t api;
    uint64_t features;
    uint64_t ioctls;
} rawmap_i_uffdio_api;

/* Whether the call is refused, and is not for the faults of user code alone. */
RAWMAP_I_COLD(faults) bool rawmap_i_sees_user_faults_alone(void) RAWMAP_I_ONCE(rawmap_i_sees_user_faults_alone);
#if RAWMAP_I_DEFINES(faults)
RAWMAP_I_COLD(faults) bool rawmap_i_sees_user_faults_alone(void)
{
    const rawmap_word both = RAWMAP_I_CALL1(RAWMAP_NR_userfaultfd, RAWMAP_LINUX_O_CLOEXEC);
    const rawmap_word user =
        RAWMAP_I_CALL1(RAWMAP_NR_userfaultfd, RAWMAP_FAULTS_user_mode_only | RAWMAP_LINUX_O_CLOEXEC);
    if (both >= 0)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, both);
    if (user >= 0)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, user);
    return both == -RAWMAP_LINUX_EPERM && user >= 0;
}
#endif

RAWMAP_I_INLINE rawmap_word rawmap_i_handshake(int file, rawmap_i_uffdio_api *api)
{
    return RAWMAP_I_CALL3(RAWMAP_NR_ioctl, file, RAWMAP_I_WORD(RAWMAP_LINUX_UFFDIO_API),
                          RAWMAP_I_WORD(RAWMAP_I_ADDRESS(api)));
}

/* Whether event_fork is what a handshake is refused for: asked for beside a feature that no kernel has, which is EINVAL, so
   that none is made. */
RAWMAP_I_COLD(faults) bool rawmap_i_sees_no_fork(int file) RAWMAP_I_ONCE(rawmap_i_sees_no_fork);
#if RAWMAP_I_DEFINES(faults)
RAWMAP_I_COLD(faults) bool rawmap_i_sees_no_fork(int file)
{
    const uint64_t nobodys = RAWMAP_I_CAST(uint64_t, 1u << 31) << 32;
    rawmap_i_uffdio_api api;
    api.api = RAWMAP_LINUX_UFFD_API;
    api.features = nobodys;
    api.ioctls = 0;
    if (rawmap_i_handshake(file, &api) != -RAWMAP_LINUX_EINVAL)
        return false;
    api.api = RAWMAP_LINUX_UFFD_API;
    api.features = nobodys | RAWMAP_FAULT_FEATURES_event_fork;
    return rawmap_i_handshake(file, &api) == -RAWMAP_LINUX_EPERM;
}
#endif

RAWMAP_I_END

#endif

#endif
