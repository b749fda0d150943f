/* SPDX-License-Identifier: MIT */
/* The registers of a stopped thread, by their numbers in unwind tables. */
#include "callers.h"

enum { GET_REGISTER_SET = 0x4204, GENERAL = 1 };

#if defined __x86_64__ && defined __LP64__
/* The kernel's order: r15 r14 r13 r12 bp bx r11 r10 r9 r8 ax cx dx si di original-ax ip cs flags sp ss ... */
enum { WORDS = 27, PLACE_AT = 16 };
static const unsigned char where[] = {10, 12, 11, 5, 13, 14, 4, 19, 9, 8, 7, 6, 3, 2, 1, 0};
enum { STACK = 7, KEPT = 1 << 3 | 1 << 6 | 0xf << 12 };
#elif defined __aarch64__ && defined __LP64__
/* x0 to x30, sp, pc, state. */
enum { WORDS = 34, PLACE_AT = 32 };
static const unsigned char where[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                      16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
enum { STACK = 31, KEPT = 0x7ff << 19 };
#elif defined __riscv && __riscv_xlen == 64
/* pc in the place of x0, x1 to x31. */
enum { WORDS = 32, PLACE_AT = 0 };
static const unsigned char where[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                      16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
enum { STACK = 2, KEPT = 3 << 8 | 0x3ff << 18 };
#else
enum { WORDS = 0, PLACE_AT = 0 };
static const unsigned char where[1] = {0};
enum { STACK = 0, KEPT = 0 };
#endif

uint64_t kept_registers(void)
{
    return KEPT;
}

unsigned stack_register(void)
{
    return STACK;
}

bool registers_of(int thread, struct frame *frame)
{
    uint64_t words[WORDS + 16];
    const struct {
        void *at;
        size_t length;
    } here = {words, sizeof words};
    unsigned i;
    if (WORDS == 0 || trace(GET_REGISTER_SET, thread, GENERAL, word_of(&here)) != 0)
        return false;
    for (i = 0; i < sizeof where; i++)
        frame->registers[i] = words[where[i]];
    frame->known = ((uint64_t)1 << sizeof where) - 1;
    frame->place = words[PLACE_AT];
    frame->is_first = true;
    return true;
}

#ifdef __aarch64__
bool signed_address(int thread, uint64_t *address)
{
    enum { SIGNATURE_BITS = 0x406 };
    uint64_t masks[2]; /* of data, of instructions */
    const struct {
        void *at;
        size_t length;
    } here = {masks, sizeof masks};
    if (trace(GET_REGISTER_SET, thread, SIGNATURE_BITS, word_of(&here)) != 0)
        return false;
    *address &= ~masks[1];
    return true;
}
#else
bool signed_address(int thread, uint64_t *address)
{
    (void)thread, (void)address;
    return false;
}
#endif
