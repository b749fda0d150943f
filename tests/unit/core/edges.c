/* SPDX-License-Identifier: MIT */
/* The first number that is none, and the last that is one: 0 is a descriptor and a key; a span may end where addresses do. */
#include "unit_faults.h"
#include "unit_files.h"
#include "unit_process.h"

#define AT ((uintptr_t)0x40000000u)
#define SPAN_HERE unit_at(AT, 4 * (size_t)RAWMAP_PAGE_SIZE_MAX)

static rawmap_faults faults_of(int number)
{
    rawmap_faults faults;
    faults.file = number;
    return faults;
}

static rawmap_process process_of(int number)
{
    rawmap_process process;
    process.file = number;
    return process;
}

/* Checked with the number 0, and refused with -1. */
#define FROM_0(CAUSE, check)                                                                                           \
    do {                                                                                                               \
        int number = 0;                                                                                                \
        STATUS(OK, check);                                                                                             \
        number = -1;                                                                                                   \
        STATUS(CAUSE, check);                                                                                          \
    } while (0)

Test(edges, zero_is_a_descriptor)
{
    static const rawmap_fault_fill fill = {0};
    static const rawmap_fault_copy copy = {0};
    const rawmap_span span = SPAN_HERE;
    rawmap_cache_counts counts;
    FROM_0(FILE_NEGATIVE,
           rawmap_check_map_file(number, 0, 4096, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE));
    FROM_0(FILE_NEGATIVE, rawmap_check_replace_file(SPAN_HERE, number, 0, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE()));
    FROM_0(FILE_NEGATIVE, rawmap_check_file_allocate(number, 0, 1, RAWMAP_ALLOCATE()));
    FROM_0(FILE_NEGATIVE, rawmap_check_file_punch(number, 0, 1));
    FROM_0(FILE_NEGATIVE, rawmap_check_file_seal(number, RAWMAP_SEAL(grow)));
    FROM_0(FILE_NEGATIVE, rawmap_check_file_seals(number));
    FROM_0(FILE_NEGATIVE, rawmap_check_file_size(number));
    FROM_0(FILE_NEGATIVE, rawmap_check_file_resize(number, 0));
    FROM_0(FILE_NEGATIVE, rawmap_check_file_close(number));
    FROM_0(FILE_NEGATIVE, rawmap_check_cache_states(number, 0, 1, &counts));
    FROM_0(PROCESS_NOT_OPEN, rawmap_check_process_release(process_of(number)));
    FROM_0(PROCESS_NOT_OPEN, rawmap_check_process_advise(process_of(number), &span, 1, RAWMAP_ADVICE(cold)));
    FROM_0(FAULTS_NOT_OPEN, rawmap_check_faults_register(faults_of(number), SPAN_HERE, RAWMAP_FAULT_MODES(missing)));
    FROM_0(FAULTS_NOT_OPEN, rawmap_check_faults_wake(faults_of(number), SPAN_HERE));
    FROM_0(FAULTS_NOT_OPEN, rawmap_check_faults_zeropage(faults_of(number), SPAN_HERE, fill));
    FROM_0(FAULTS_NOT_OPEN, rawmap_check_faults_copy(faults_of(number), (void *)AT, SPAN_HERE, copy));
}

Test(edges, zero_is_a_key)
{
    rawmap_pkey key;
    key.number = 0;
    STATUS(OK, rawmap_check_pkey_protect(SPAN_HERE, RAWMAP_PROT(read), key));
}

/* Three pages at the end of all addresses, without their last byte, which has no address behind it; and with it. */
#define TO_THE_TOP(CAUSE, check)                                                                                       \
    do {                                                                                                               \
        const size_t length = 3 * (size_t)RAWMAP_PAGE_SIZE_MAX;                                                        \
        span = unit_at(UINTPTR_MAX - length + 1, length - 1);                                                          \
        cr_assert_neq((check), RAWMAP_##CAUSE, "%s: refused without the last byte", #check);                           \
        span.length++;                                                                                                 \
        STATUS(CAUSE, check);                                                                                          \
    } while (0)

Test(edges, a_span_ends_where_addresses_do)
{
    static const unsigned char vector[64] = {0};
    rawmap_span span;
    TO_THE_TOP(SPAN_WRAPS, rawmap_check_unmap(span));
    TO_THE_TOP(SPAN_WRAPS, rawmap_check_resize(span, length));
    span = unit_at(UINTPTR_MAX - 3 * (uintptr_t)RAWMAP_PAGE_SIZE_MAX + 1, 3 * (size_t)RAWMAP_PAGE_SIZE_MAX - 1);
    cr_assert_neq(rawmap_duplicate(span).status, RAWMAP_SPAN_WRAPS_EFAULT);
    cr_assert_neq(rawmap_move_keep(span).status, RAWMAP_SPAN_WRAPS_EFAULT);
    TO_THE_TOP(SPAN_WRAPS_ENOMEM, rawmap_check_residency(span, vector, sizeof vector));
}

/* What rounds the length up first refuses every span in the last page; also where no processor has keys. */
Test(edges, a_span_ends_where_pages_do)
{
    const uintptr_t last = UINTPTR_MAX - (uintptr_t)RAWMAP_PAGE_SIZE_MAX + 1, before = last - RAWMAP_PAGE_SIZE_MAX;
    rawmap_pkey key;
    key.number = 0;
    STATUS(OK, rawmap_check_protect(unit_at(before, RAWMAP_PAGE_SIZE_MAX), RAWMAP_PROT(read)));
    STATUS(OK, rawmap_check_pkey_protect(unit_at(before, RAWMAP_PAGE_SIZE_MAX), RAWMAP_PROT(read), key));
    STATUS(SPAN_WRAPS_ENOMEM, rawmap_check_protect(unit_at(last, 1), RAWMAP_PROT(read)));
    STATUS(SPAN_WRAPS_ENOMEM, rawmap_check_pkey_protect(unit_at(last, 1), RAWMAP_PROT(read), key));
    STATUS(SPAN_WRAPS_ENOMEM, rawmap_check_pkey_protect(unit_at(before, SIZE_MAX), RAWMAP_PROT(read), key));
}
