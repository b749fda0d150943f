/* SPDX-License-Identifier: MIT */
/* A span, an offset or a length on a boundary of the architecture's smallest page, under a kernel whose pages are larger:
   named by every call, after a look at that kernel; and the errno alone where its pages are the smallest. The calls of
   map and look are in odd_abi.c. */
#define RAWMAP_SYSCALL refusing_everything
#include "odd.h"

#include "unit_faults.h"
#include "unit_numa.h"
#include "unit_shm.h"
#include "unit_whole.h"

#define UNIT_CHECK_numa_bind rawmap_check_numa_bind
#define UNIT_STATUS_numa_bind
#define UNIT_CHECK_numa_home rawmap_check_numa_home
#define UNIT_STATUS_numa_home
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static rawmap_word page;
static bool has_a_segment;

/* It refuses all but the question where its pages start. */
rawmap_word refusing_everything(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                                rawmap_word e, rawmap_word f)
{
    (void)d, (void)e, (void)f;
    if (number == SYS_madvise && b == 0)
        return a % page != 0 ? -EINVAL : 0;
    if (has_a_segment && number == RAWMAP_NR_shmctl) {
        ((rawmap_shmid *)(uintptr_t)c)->length = 0x10000;
        return 0;
    }
    unit_calls++;
    return unit_last = -EINVAL;
}

#define WHOLE 0x10000
/* Each with a span that starts no page, and with one whose length is no multiple of it. */
#define FAULTS(call, ...)                                                                                              \
    do {                                                                                                               \
        ROW(call, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (faults, half, __VA_ARGS__));                                   \
        ROW(call, UNSURE, EINVAL, SPAN_LENGTH_UNEVEN, (faults, uneven, __VA_ARGS__));                                  \
    } while (0)
#define FAULTS_ALONE(call)                                                                                             \
    do {                                                                                                               \
        ROW(call, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (faults, half));                                                \
        ROW(call, UNSURE, EINVAL, SPAN_LENGTH_UNEVEN, (faults, uneven));                                               \
    } while (0)

Test(here, page_faults)
{
    const rawmap_span half = unit_at(0x10001000, WHOLE), uneven = unit_at(0x10000000, 0x3000);
    const rawmap_span whole = unit_at(0x10000000, WHOLE);
    rawmap_faults faults;
    page = WHOLE;
    faults.file = 3;
    FAULTS(faults_register, RAWMAP_FAULT_MODES(missing));
    FAULTS_ALONE(faults_unregister);
    FAULTS_ALONE(faults_wake);
    FAULTS_ALONE(faults_write_protect);
    FAULTS_ALONE(faults_access_protect);
    FAULTS(faults_zeropage, RAWMAP_FAULT_FILL());
    FAULTS(faults_poison, RAWMAP_FAULT_FILL());
    FAULTS(faults_write_unprotect, RAWMAP_FAULT_FILL());
    FAULTS(faults_access_unprotect, RAWMAP_FAULT_FILL());
    FAULTS(faults_continue, RAWMAP_FAULT_COPY());
    /* The place is one argument, the source with its length another. */
    ROW(faults_copy, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (faults, half.base, whole, RAWMAP_FAULT_COPY()));
    ROW(faults_copy, UNSURE, EINVAL, SPAN_LENGTH_UNEVEN, (faults, whole.base, uneven, RAWMAP_FAULT_COPY()));
    ROW(faults_move, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (faults, half.base, whole, RAWMAP_FAULT_MOVE()));
    ROW(faults_move, UNSURE, EINVAL, SPAN_LENGTH_UNEVEN, (faults, whole.base, uneven, RAWMAP_FAULT_MOVE()));
    ROW(faults_move, UNSURE, EINVAL, FAULT_SOURCE_UNALIGNED, (faults, whole.base, half, RAWMAP_FAULT_MOVE()));
    page = 4096;
    STATUS(EINVAL, rawmap_faults_wake(faults, half));
    STATUS(EINVAL, rawmap_faults_wake(faults, uneven));
}

Test(here, nodes_and_segments)
{
    const rawmap_span half = unit_at(0x10001000, WHOLE);
    const rawmap_nodes none = {NULL, 0};
    rawmap_shm segment;
    segment.id = 5;
    page = WHOLE;
    ROW(numa_bind, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, RAWMAP_POLICY(default), none, RAWMAP_NUMA_PAGES()));
    ROW(numa_home, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, 0));
    ROW(shm_attach, UNSURE, EINVAL, EXACT_UNALIGNED_HERE, (segment, RAWMAP_PROT(read), RAWMAP_EXACTLY(half.base)));
    ROW(shm_detach, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half));
    has_a_segment = true;
    ROW(shm_replace, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, segment, RAWMAP_PROT(read)));
    page = 4096;
    STATUS(EINVAL, rawmap_numa_bind(half, RAWMAP_POLICY(default), none, RAWMAP_NUMA_PAGES()));
    STATUS(EINVAL, rawmap_shm_detach(half));
}

Test(here, names_and_pages_of_a_file)
{
    const rawmap_span half = unit_at(0x10001000, WHOLE), uneven = unit_at(0x10000000, 0x3000);
    page = WHOLE;
    ROW(name, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, "n"));
    /* Linux would round both down. */
    ROW(remap_file_pages, IGNORED, EINVAL, SPAN_UNALIGNED_HERE, (half, 0));
    ROW(remap_file_pages, IGNORED, EINVAL, REMAP_PAGES_UNEVEN, (uneven, 0));
    page = 4096;
    STATUS(EINVAL, rawmap_name(half, "n"));
    STATUS(EINVAL, rawmap_remap_file_pages(half, 0));
}
