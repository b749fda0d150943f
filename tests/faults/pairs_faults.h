/* SPDX-License-Identifier: MIT */
/* What can be wrong with the requests of userfaultfd: see pairs_map.h. The descriptor has not shaken hands: what is right
   by itself is EINVAL all the same, which has no name. */
#ifndef RAWMAP_TESTS_FAULTS_PAIRS_FAULTS_H
#define RAWMAP_TESTS_FAULTS_PAIRS_FAULTS_H

#include "pairs_rest.h"

#define FAULTS ((rawmap_faults){(int)w[0]})
#define SECOND_SPAN ((rawmap_span){(void *)w[1], w[2]})
/* clang-format off */
#define DESCRIPTOR_MISTAKES \
    WRONG(0, -1, AFTER, EBADF, FAULTS_NOT_OPEN) \
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF) \
    WRONG(0, faults_file, ERRNO, EINVAL, EINVAL)
#define SPAN_MISTAKES \
    DESCRIPTOR_MISTAKES \
    WRONG(1, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED) \
    WRONG(2, 0, AFTER, EINVAL, SPAN_EMPTY) \
    WRONG(2, PAGE + 1, AFTER, EINVAL, SPAN_LENGTH_UNEVEN) \
    WRONG(2, SIZE_MAX - PAGE + 1, AFTER, EINVAL, SPAN_WRAPS)
#define ON_SPAN(call) \
CALL(call, rawmap_##call(FAULTS, SECOND_SPAN), (uintptr_t)faults_file, HERE, PAGE) \
    SPAN_MISTAKES \
DONE
#define WITH_SET(call, set, status) \
CALL(call, rawmap_##call(FAULTS, SECOND_SPAN, OF(set, w[3])) status, (uintptr_t)faults_file, HERE, PAGE, 0) \
    SPAN_MISTAKES \
    WRONG(3, 0x100, AFTER, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS) \
DONE
ON_SPAN(faults_unregister)
ON_SPAN(faults_wake)
ON_SPAN(faults_write_protect)
ON_SPAN(faults_access_protect)
WITH_SET(faults_zeropage, fault_fill, .status)
WITH_SET(faults_poison, fault_fill, .status)
WITH_SET(faults_write_unprotect, fault_fill, )
WITH_SET(faults_access_unprotect, fault_fill, )
WITH_SET(faults_continue, fault_copy, .status)

CALL(faults_register, (rawmap_faults_register(FAULTS, SECOND_SPAN, OF(fault_modes, w[3])).status), (uintptr_t)faults_file, HERE, PAGE, RAWMAP_FAULT_MODES_missing)
    SPAN_MISTAKES
    WRONG(3, 0, AFTER, EINVAL, FAULT_MODES_NONE)
    WRONG(3, 0x100, AFTER, EINVAL, FAULT_MODES_UNKNOWN_BITS)
    WRONG(3, RAWMAP_FAULT_MODES_wp | RAWMAP_FAULT_MODES_rwp, AFTER, EINVAL, FAULT_MODES_EXCLUDE)
DONE

#define COPYING(call, set) \
CALL(call, rawmap_##call(FAULTS, (void *)w[1], (rawmap_span){(void *)w[3], w[2]}, OF(set, w[4])).status, (uintptr_t)faults_file, HERE, PAGE, HERE + PAGE, 0) \
    DESCRIPTOR_MISTAKES \
    WRONG(1, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED) \
    WRONG(2, 0, AFTER, EINVAL, SPAN_EMPTY) \
    WRONG(2, PAGE + 1, AFTER, EINVAL, SPAN_LENGTH_UNEVEN) \
    WRONG(3, SIZE_MAX - PAGE / 2 + 1, AFTER, EINVAL, FAULT_SOURCE_WRAPS) \
    WRONG(4, 0x100, AFTER, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS) \
DONE
COPYING(faults_copy, fault_copy)
CALL(faults_move, rawmap_faults_move(FAULTS, (void *)w[1], (rawmap_span){(void *)w[3], w[2]}, OF(fault_move, w[4])).status, (uintptr_t)faults_file, HERE, PAGE, HERE + PAGE, 0)
    DESCRIPTOR_MISTAKES
    WRONG(1, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(2, 0, AFTER, EINVAL, SPAN_EMPTY)
    WRONG(2, PAGE + 1, AFTER, EINVAL, SPAN_LENGTH_UNEVEN)
    WRONG(3, HERE + PAGE + 1, AFTER, EINVAL, FAULT_SOURCE_UNALIGNED)
    WRONG(4, 0x100, AFTER, EINVAL, FAULT_OPTIONS_UNKNOWN_BITS)
DONE
/* clang-format on */

static void pairs_of_faults(void)
{
    if (machine_lacks("userfaultfd") != NULL)
        return;
    table_of_faults_register();
    table_of_faults_unregister();
    table_of_faults_wake();
    table_of_faults_write_protect();
    table_of_faults_access_protect();
    table_of_faults_zeropage();
    table_of_faults_poison();
    table_of_faults_write_unprotect();
    table_of_faults_access_unprotect();
    table_of_faults_continue();
    table_of_faults_copy();
    table_of_faults_move();
}

#endif
