/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_rest.h: why a call was refused that is about no span: files in memory, page faults.
   Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_REST_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_REST_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_judged.h"
#include "inner_pointers.h"
#include "inner_policy.h"
#include "inner_proc.h"
#include "inner_refused_faults.h"
#include "inner_refused_nodes.h"
#include "inner_refused_shm.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* --- files in memory --- */

RAWMAP_I_LOCAL bool rawmap_i_memfd_refused(rawmap_i_case *one, unsigned flags)
{
    uint64_t noexec;
    if (one->call->error == RAWMAP_LINUX_EFAULT)
        return rawmap_i_leads_astray(one, 0, 1, false);
    if (one->call->error != RAWMAP_LINUX_EACCES)
        return false;
    if (!rawmap_i_shares_namespace(one, "ns/pid") || !rawmap_i_proc_number("/proc/sys/vm/memfd_noexec", "", &noexec))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL);
    if (noexec < 2 || (flags & RAWMAP_LINUX_MFD_EXEC) == 0) { /* without either it is sealed */
        (void)rawmap_i_ruled_out(one, RAWMAP_LOOKED_KERNEL);
        return rawmap_i_is_forbidden(one);
    }
    rawmap_i_say(one, "vm.memfd_noexec is 2, which allows no file in memory that could be executed, and MFD_EXEC asks "
                      "for one.");
    return rawmap_i_found(one, RAWMAP_MEMFD_EXEC_FORBIDDEN);
}

RAWMAP_I_LOCAL bool rawmap_i_faults_refused(rawmap_i_case *one, unsigned flags)
{
    uint64_t allowed;
    const rawmap_i_answer_word may = rawmap_i_its_capability(one, RAWMAP_I_CAP_SYS_PTRACE);
    if (one->call->error != RAWMAP_LINUX_EPERM)
        return false;
    if (may == RAWMAP_I_UNKNOWN || !rawmap_i_proc_number("/proc/sys/vm/unprivileged_userfaultfd", "", &allowed))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL | RAWMAP_LOOKED_CAPABILITIES);
    if (may == RAWMAP_I_YES || allowed != 0 || (flags & RAWMAP_LINUX_UFFD_USER_MODE_ONLY) != 0) {
        (void)rawmap_i_ruled_out(one, RAWMAP_LOOKED_KERNEL | RAWMAP_LOOKED_CAPABILITIES);
        return rawmap_i_is_forbidden(one);
    }
    rawmap_i_say(one, "vm.unprivileged_userfaultfd is 0, the process lacks CAP_SYS_PTRACE, and without "
                      "UFFD_USER_MODE_ONLY the faults of the kernel would be handled too.");
    return rawmap_i_found(one, RAWMAP_FAULTS_NOT_ALLOWED);
}

RAWMAP_I_LOCAL bool rawmap_i_rest_refused(rawmap_i_case *one, unsigned default_shift)
{
    switch (one->call->number) {
    case RAWMAP_NR_memfd_create:
        return rawmap_i_memfd_refused(one, RAWMAP_I_BITS_OF(one->call->words[1]));
    case RAWMAP_NR_mbind:
    case RAWMAP_NR_set_mempolicy:
    case RAWMAP_NR_get_mempolicy:
    case RAWMAP_NR_migrate_pages:
    case RAWMAP_NR_move_pages:
        return rawmap_i_nodes_refused(one);
    case RAWMAP_NR_remap_file_pages:
        return rawmap_i_remap_pages_refused(one, RAWMAP_I_ADDRESS_OF(one->call->words[0]),
                                            RAWMAP_I_LENGTH_OF(one->call->words[1]));
    case RAWMAP_NR_ioctl:
        return rawmap_i_faults_call_refused(one);
    case RAWMAP_NR_userfaultfd:
        return rawmap_i_faults_refused(one, RAWMAP_I_BITS_OF(one->call->words[0]));
#ifdef RAWMAP_NR_shmget
    case RAWMAP_NR_shmget:
        return rawmap_i_shmget_refused(one, default_shift);
    case RAWMAP_NR_shmat:
        return rawmap_i_shmat_refused(one);
    case RAWMAP_NR_shmctl:
        return rawmap_i_shmctl_refused(one);
#endif
    default:
        (void)default_shift;
        return false;
    }
}

#endif

RAWMAP_I_END

#endif

#endif
