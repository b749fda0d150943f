/* SPDX-License-Identifier: MIT */
/* What lies inside a page is refused, whichever bit of the address, the offset or the length it is; and a page more or less
   is not. */
#include "unit_faults.h"
#include "unit_files.h"

#define AT ((uintptr_t)0x40000000u)
#define LENGTH ((size_t)16 * RAWMAP_PAGE_SIZE_MIN)
#define READ RAWMAP_PROT(read)
#define MAPPED RAWMAP_FILE_PRIVATE()

static const rawmap_faults faults = {77};
static const rawmap_fault_fill fill = {0};
static const rawmap_fault_copy copy = {0};
static const rawmap_fault_move move = {0};
static const rawmap_pkey key = {1};
static const unsigned char vector[64] = {0};

static void refused(rawmap_status expected, rawmap_status bare, rawmap_status odd, size_t bit, const char *what)
{
    cr_assert_neq(bare, expected, "%s: refused of whole pages", what);
    cr_assert_eq(odd, expected, "%s: the bit %#zx is %s", what, bit, rawmap_status_name(odd));
}
/* The check, where odd is 0, a page, and each bit below it. */
#define EVERY_BIT(CAUSE, check)                                                                                        \
    do {                                                                                                               \
        size_t odd = 0, bit;                                                                                           \
        const rawmap_status none = (check);                                                                            \
        for (bit = 1; bit < RAWMAP_PAGE_SIZE_MIN; bit <<= 1) {                                                         \
            odd = bit;                                                                                                 \
            refused(RAWMAP_##CAUSE, none, (check), bit, #check);                                                       \
        }                                                                                                              \
        odd = RAWMAP_PAGE_SIZE_MAX;                                                                                    \
        cr_assert_neq((check), RAWMAP_##CAUSE, "%s: refused of a page more", #check);                                  \
    } while (0)
#define SPAN_OF(from, odd) unit_at((from) + (odd), LENGTH)
#define UNEVEN(from, odd) unit_at((from), LENGTH + (odd))
#define SPANS(CAUSE, call, ...) EVERY_BIT(CAUSE, rawmap_check_##call(SPAN_OF(AT, odd), __VA_ARGS__))
#define SPAN_ALONE(CAUSE, call) EVERY_BIT(CAUSE, rawmap_check_##call(SPAN_OF(AT, odd)))

Test(every_bit, of_an_address)
{
    SPAN_ALONE(SPAN_UNALIGNED, unmap);
    SPAN_ALONE(SPAN_UNALIGNED, seal);
    SPAN_ALONE(SPAN_UNALIGNED, move_keep);
    SPAN_ALONE(SPAN_UNALIGNED, duplicate);
    SPAN_ALONE(SPAN_UNALIGNED, shm_detach);
    SPANS(SPAN_UNALIGNED, protect, READ);
    SPANS(SPAN_UNALIGNED, advise, RAWMAP_ADVICE(normal));
    SPANS(SPAN_UNALIGNED, sync, RAWMAP_SYNC(sync));
    SPANS(SPAN_UNALIGNED, name, "x");
    SPANS(SPAN_UNALIGNED, resize, LENGTH);
    SPANS(SPAN_UNALIGNED, residency, vector, sizeof vector);
    SPANS(SPAN_UNALIGNED, remap_file_pages, 0);
    SPANS(SPAN_UNALIGNED, pkey_protect, READ, key);
    SPANS(SPAN_UNALIGNED, replace, READ, RAWMAP_PRIVATE());
    SPANS(SPAN_UNALIGNED, replace_file, 3, 0, READ, MAPPED);
    SPANS(SPAN_UNALIGNED, numa_home, 0);
    SPANS(SPAN_UNALIGNED, move_over, SPAN_OF(2 * AT, 0));
    SPANS(SPAN_UNALIGNED, move_keep_near, (void *)(2 * AT));
    SPANS(SPAN_UNALIGNED, duplicate_over, SPAN_OF(2 * AT, 0));
    EVERY_BIT(REMAP_TARGET_UNALIGNED, rawmap_check_move_keep_near(SPAN_OF(AT, 0), (void *)(2 * AT + odd)));
    SPANS(SPAN_UNALIGNED, move_keep_over, SPAN_OF(2 * AT, 0));
    EVERY_BIT(REMAP_TARGET_UNALIGNED, rawmap_check_move_over(SPAN_OF(AT, 0), SPAN_OF(2 * AT, odd)));
    EVERY_BIT(REMAP_TARGET_UNALIGNED, rawmap_check_move_keep_over(SPAN_OF(AT, 0), SPAN_OF(2 * AT, odd)));
}

#define EXACT RAWMAP_EXACTLY((void *)(AT + odd))
#define NEAR RAWMAP_NEAR((void *)(AT + odd))

Test(every_bit, of_a_placement)
{
    const rawmap_shm segment = {0};
    EVERY_BIT(EXACT_UNALIGNED, rawmap_check_map(LENGTH, READ, RAWMAP_PRIVATE(), EXACT));
    EVERY_BIT(EXACT_UNALIGNED, rawmap_check_map_file(3, 0, LENGTH, READ, MAPPED, EXACT));
    EVERY_BIT(EXACT_UNALIGNED, rawmap_check_shm_attach(segment, READ, EXACT));
    EVERY_BIT(EXACT_UNALIGNED, rawmap_check_map_shadow_stack(LENGTH, RAWMAP_SHADOW_STACK(), EXACT));
    EVERY_BIT(NEAR_UNALIGNED, rawmap_check_map(LENGTH, READ, RAWMAP_PRIVATE(), NEAR));
    EVERY_BIT(NEAR_UNALIGNED, rawmap_check_map_file(3, 0, LENGTH, READ, MAPPED, NEAR));
}

Test(every_bit, of_an_offset)
{
    EVERY_BIT(OFFSET_UNALIGNED, rawmap_check_map_file(3, LENGTH + odd, LENGTH, READ, MAPPED, RAWMAP_ANYWHERE));
    EVERY_BIT(OFFSET_UNALIGNED, rawmap_check_replace_file(SPAN_OF(AT, 0), 3, LENGTH + odd, READ, MAPPED));
}

#define FAULT_SPANS(CAUSE, span)                                                                                       \
    EVERY_BIT(CAUSE, rawmap_check_faults_register(faults, span, RAWMAP_FAULT_MODES(missing)));                         \
    EVERY_BIT(CAUSE, rawmap_check_faults_wake(faults, span));                                                          \
    EVERY_BIT(CAUSE, rawmap_check_faults_zeropage(faults, span, fill));                                                \
    EVERY_BIT(CAUSE, rawmap_check_faults_continue(faults, span, copy));                                                \
    EVERY_BIT(CAUSE, rawmap_check_faults_write_protect(faults, span));                                                 \
    EVERY_BIT(CAUSE, rawmap_check_faults_write_unprotect(faults, span, fill))

Test(every_bit, of_a_range_of_faults)
{
    FAULT_SPANS(SPAN_UNALIGNED, SPAN_OF(AT, odd));
    FAULT_SPANS(SPAN_LENGTH_UNEVEN, UNEVEN(AT, odd));
    EVERY_BIT(SPAN_LENGTH_UNEVEN, rawmap_check_faults_copy(faults, (void *)AT, UNEVEN(2 * AT, odd), copy));
    EVERY_BIT(SPAN_UNALIGNED, rawmap_check_faults_copy(faults, (void *)(AT + odd), SPAN_OF(2 * AT, 0), copy));
    EVERY_BIT(SPAN_LENGTH_UNEVEN, rawmap_check_faults_move(faults, (void *)AT, UNEVEN(2 * AT, odd), move));
    EVERY_BIT(SPAN_UNALIGNED, rawmap_check_faults_move(faults, (void *)(AT + odd), SPAN_OF(2 * AT, 0), move));
    EVERY_BIT(FAULT_SOURCE_UNALIGNED, rawmap_check_faults_move(faults, (void *)AT, SPAN_OF(2 * AT, odd), move));
}

Test(every_bit, of_a_length)
{
    /* A byte for each page that begins. */
    EVERY_BIT(VECTOR_TOO_SMALL, rawmap_check_residency(UNEVEN(AT, odd), vector, 16 + odd / RAWMAP_PAGE_SIZE_MIN));
    EVERY_BIT(REMAP_PAGES_UNEVEN, rawmap_check_remap_file_pages(UNEVEN(AT, odd), 0));
}
