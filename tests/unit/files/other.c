/* SPDX-License-Identifier: MIT */
/* Rows that this kernel and machine cannot reach: older kernels, machines with or without what this one has, and pages of
   64 KiB, simulated by a kernel that answers one errno to everything. */
#define RAWMAP_SYSCALL refusing_kernel
#include "odd.h"

#undef RAWMAP_SHADOW_STACK_MARKER
#define RAWMAP_SHADOW_STACK_MARKER
#include "unit_files.h"

static int answer, first_answer;
static bool makes_noexec;

/* first_answer is for the first call only, when it is set. */
rawmap_word refusing_kernel(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                            rawmap_word e, rawmap_word f)
{
    const int error = first_answer != 0 && unit_calls == 0 ? first_answer : answer;
    if (number == SYS_rt_sigprocmask) /* what may be read: no kernel is too old to say so */
        return syscall(number, a, b, c, d) == 0 ? 0 : -errno;
    (void)a, (void)c, (void)d, (void)e, (void)f;
    unit_calls++;
    if (makes_noexec && (number == RAWMAP_NR_close || (b & RAWMAP_LINUX_MFD_NOEXEC_SEAL) != 0))
        return number == RAWMAP_NR_close ? 0 : 77;
    return unit_last = error < 0 ? 77 : -error;
}
/* The errno without its E: <errno.h> makes macros of the names. */
#define ANSWERED(error, call, sort, cause, arguments)                                                                  \
    do {                                                                                                               \
        answer = E##error;                                                                                             \
        ROW(call, sort, E##error, cause, arguments);                                                                   \
    } while (0)

Test(files_other, older_kernels_and_memory_files)
{
    ANSWERED(INVAL, memfd, UNSURE, MEMFD_EXEC_UNKNOWN, ("", RAWMAP_MEMFD(exec)));
    ANSWERED(INVAL, memfd, UNSURE, MEMFD_EXEC_UNKNOWN, ("", RAWMAP_MEMFD(noexec_seal, huge_2mb)));
    ANSWERED(INVAL, memfd, UNSURE, MEMFD_HUGE_UNKNOWN, ("", RAWMAP_MEMFD(huge_2mb, allow_sealing)));
    answer = EACCES;
    STATUS(EACCES, rawmap_memfd("", RAWMAP_MEMFD(exec)).status);
    makes_noexec = true;
    ANSWERED(ACCES, memfd, LOOKED, MEMFD_EXEC_FORBIDDEN, ("", RAWMAP_MEMFD(exec)));
    ANSWERED(ACCES, memfd, LOOKED, MEMFD_EXEC_FORBIDDEN, ("", RAWMAP_MEMFD()));
    makes_noexec = false;
    ANSWERED(NODEV, memfd, UNSURE, MEMFD_HUGE_SIZE_UNSUPPORTED, ("", RAWMAP_MEMFD(huge_16mb)));
    answer = EACCES;
    STATUS(EACCES, rawmap_memfd("", RAWMAP_MEMFD(noexec_seal)).status);
    answer = EINVAL;
    STATUS(EINVAL, rawmap_memfd("", RAWMAP_MEMFD(cloexec)).status);
}

/* The second call has allow_sealing for noexec_seal; nothing else is asked twice. */
Test(files_other, noexec_or_older)
{
    rawmap_noexec_file made;
    first_answer = EINVAL;
    answer = -1;
    unit_calls = 0;
    made = rawmap_memfd_noexec_or_older("", RAWMAP_MEMFD(cloexec));
    STATUS(OK, made.status);
    cr_assert_eq(made.fd, 77);
    cr_assert_not(made.noexec);
    cr_assert_eq(unit_calls, 2);
    first_answer = 0;
    answer = EMFILE;
    unit_calls = 0;
    made = rawmap_memfd_noexec_or_older("", RAWMAP_MEMFD(cloexec));
    STATUS(EMFILE, made.status);
    cr_assert_eq(made.fd, -1);
    cr_assert_eq(unit_calls, 1);
    answer = EINVAL;
    unit_calls = 0;
    STATUS(MEMFD_EXEC_CONTRADICTION, rawmap_memfd_noexec_or_older("", RAWMAP_MEMFD(exec)).status);
    cr_assert_eq(unit_calls, 1);
}

Test(files_other, no_keys)
{
    ANSWERED(INVAL, pkey_alloc, UNSURE, PKEY_UNSUPPORTED, (RAWMAP_PKEY_RIGHTS()));
    ANSWERED(NOSPC, pkey_alloc, UNSURE, PKEY_NONE_FREE, (RAWMAP_PKEY_RIGHTS()));
    answer = ENOSYS;
    STATUS(ENOSYS, rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS()).status);
}

Test(files_other, larger_pages)
{
    const rawmap_span span = unit_at(0x10001000, 0x10000);
    ANSWERED(INVAL, seal, UNSURE, SPAN_UNALIGNED_HERE, (span));
    ANSWERED(INVAL, pkey_protect, UNSURE, SPAN_UNALIGNED_HERE, (span, RAWMAP_PROT(read, bti), RAWMAP_PKEY_DEFAULT));
    ANSWERED(INVAL, pkey_protect, UNSURE, PROT_PROCESSOR_LACKS,
             (unit_at(0x10000000, 1), RAWMAP_PROT(read, bti), RAWMAP_PKEY_DEFAULT));
    ANSWERED(INVAL, map_shadow_stack, UNSURE, EXACT_UNALIGNED_HERE,
             (0x10000, RAWMAP_SHADOW_STACK(set_token), RAWMAP_EXACTLY(span.base)));
}

Test(files_other, shadow_stacks)
{
    const rawmap_shadow_stack_options token = RAWMAP_SHADOW_STACK(set_token), none = RAWMAP_SHADOW_STACK();
    const rawmap_placement there = RAWMAP_EXACTLY((void *)0x10000000), anywhere = RAWMAP_ANYWHERE;
    const rawmap_placement high = RAWMAP_EXACTLY((void *)(UINTPTR_MAX - 0xffff));
    const size_t page = 0x10000;
    ANSWERED(INVAL, map_shadow_stack, REFUSED, SHADOW_STACK_UNKNOWN_BITS, (page, raw_shadow_stack(4), anywhere));
    ANSWERED(INVAL, map_shadow_stack, REFUSED, SHADOW_STACK_LENGTH_UNEVEN, (page + 4, token, anywhere));
    ANSWERED(INVAL, map_shadow_stack, REFUSED, LENGTH_ZERO, (0, none, anywhere));
    ANSWERED(INVAL, map_shadow_stack, REFUSED, EXACT_UNALIGNED, (page, token, RAWMAP_EXACTLY((void *)0x10000001)));
    ANSWERED(OVERFLOW, map_shadow_stack, REFUSED, SHADOW_STACK_LENGTH_WRAPS, (SIZE_MAX - 7, token, anywhere));
    ANSWERED(NOMEM, map_shadow_stack, REFUSED, EXACT_OUT_OF_RANGE, (2 * page, token, high));
    ANSWERED(NOSPC, map_shadow_stack, UNSURE, SHADOW_STACK_TOO_SHORT, (4, token, anywhere));
    ANSWERED(INVAL, map_shadow_stack, UNSURE, SHADOW_STACK_LENGTH_UNEVEN, (8, token, anywhere));
    ANSWERED(EXIST, map_shadow_stack, UNSURE, EXACT_TAKEN, (page, token, there));
    ANSWERED(RANGE, map_shadow_stack, UNSURE, SHADOW_STACK_TOO_LOW, (page, token, there));
    ANSWERED(OPNOTSUPP, map_shadow_stack, UNSURE, SHADOW_STACK_UNSUPPORTED, (page, token, anywhere));
    ANSWERED(NOMEM, map_shadow_stack, UNSURE, LENGTH_EXCEEDS_ADDRESS_SPACE, ((size_t)1 << 60, token, anywhere));
    ANSWERED(INVAL, map_shadow_stack, IGNORED, SHADOW_STACK_MARKER_ALONE, (page, raw_shadow_stack(2), anywhere));
    BITS(3, RAWMAP_SHADOW_STACK(set_token, set_marker).bits);
    answer = ENOSYS;
    STATUS(ENOSYS, rawmap_map_shadow_stack(page, token, anywhere).status);
}
