/* SPDX-License-Identifier: MIT */
/* The filter that stops memory calls and lets all others pass at the kernel's full speed: since Linux 5.11 it is not even
   run for those whose number alone decides. */
#include "trace.h"

enum {
    LOAD = 0x20,     /* a word of struct seccomp_data, by its offset */
    IF_EQUAL = 0x15, /* then jf or jt instructions are skipped */
    IF_AT_LEAST = 0x35,
    IF_ANY_BIT = 0x45,
    RETURN = 0x06,
    NUMBER_AT = 0,
    ABI_AT = 4,
    FIRST_WORD_AT = 16, /* eight bytes */
    SECOND_WORD_AT = 24,
    X32_NUMBERS = 0x40000000,
    TRACE = 0x7ff00000,
    ALLOW = 0x7fff0000,
    SET_NO_NEW_PRIVS = 38,
    SET_SECCOMP = 22,
    BY_FILTER = 2
};

struct instruction {
    unsigned short code;
    unsigned char if_true, if_false;
    unsigned value;
};

struct program {
    unsigned short length;
    const struct instruction *first;
};

static struct instruction program[4 * CALLS + 160];
static unsigned short length;

static void add(unsigned code, unsigned value, unsigned if_true, unsigned if_false)
{
    program[length].code = (unsigned short)code;
    program[length].if_true = (unsigned char)if_true;
    program[length].if_false = (unsigned char)if_false;
    program[length].value = value;
    length++;
}

/* Returns the action where what was loaded is the value. */
static void add_return_if(unsigned value, unsigned action)
{
    add(IF_EQUAL, value, 0, 1);
    add(RETURN, action, 0, 0);
}

static unsigned low_half_at(unsigned offset)
{
    const union {
        unsigned word;
        unsigned char bytes[sizeof(unsigned)];
    } one = {1};
    return offset + (one.bytes[0] ? 0 : 4);
}

/* What follows the check for an ABI: it always returns. */
static void add_calls(bool i386)
{
    const long mmap_number = number_of(number_of(CALL_mmap, i386) >= 0 ? CALL_mmap : CALL_mmap2, i386);
    unsigned which;
    add(LOAD, NUMBER_AT, 0, 0);
    for (which = 0; which < CALLS; which++)
        if (which != CALL_prctl && which != CALL_ioctl && number_of(which, i386) >= 0)
            add_return_if((unsigned)number_of(which, i386), TRACE);
    /* x32 shares its ABI's name with x86-64. */
    if (own_abi == (unsigned)ABI_X86_64 && mmap_number < X32_NUMBERS && !i386) {
        add(IF_AT_LEAST, X32_NUMBERS, 0, 1);
        add(RETURN, TRACE | OF_ANOTHER_ABI, 0, 0);
    }
#define STOP_IF(name) add_return_if(RAWMAP_LINUX_##name, TRACE);
    {
        const unsigned short jump = length;
        add(IF_EQUAL, (unsigned)number_of(CALL_ioctl, i386), 0, 0);
        add(LOAD, low_half_at(SECOND_WORD_AT), 0, 0);
        TRACED_COMMANDS(STOP_IF)
        add(RETURN, ALLOW, 0, 0);
        program[jump].if_false = (unsigned char)(length - jump - 1);
    }
    if (clone_number(i386) >= 0) {
        add(IF_EQUAL, (unsigned)clone_number(i386), 0, 4);
        add(LOAD, low_half_at(FIRST_WORD_AT), 0, 0);
        add(IF_ANY_BIT, untraced_flag(), 0, 1);
        add(RETURN, TRACE | OF_UNTRACED, 0, 0);
        add(RETURN, ALLOW, 0, 0);
    }
    add(IF_EQUAL, (unsigned)number_of(CALL_prctl, i386), 1, 0);
    add(RETURN, ALLOW, 0, 0);
    add(LOAD, low_half_at(FIRST_WORD_AT), 0, 0);
    TRACED_OPTIONS(STOP_IF)
    add(RETURN, ALLOW, 0, 0);
}

/* Jumps reach 255 instructions: what an ABI has is jumped over where the other one is. */
static void add_abi(unsigned abi, bool i386)
{
    const unsigned short jump = length;
    add(IF_EQUAL, abi, 0, 0);
    add_calls(i386);
    program[jump].if_false = (unsigned char)(length - jump - 1);
}

rawmap_word filter_memory_calls(void)
{
    struct program filter;
    rawmap_word result;
    length = 0;
    add(LOAD, ABI_AT, 0, 0);
    add_abi(own_abi, false);
    if (own_abi == (unsigned)ABI_X86_64)
        add_abi((unsigned)ABI_I386, true);
    add(RETURN, TRACE | OF_ANOTHER_ABI, 0, 0);
    filter.length = length;
    filter.first = program;
    result = rawmap_syscall5(RAWMAP_NR_prctl, SET_SECCOMP, BY_FILTER, word_of(&filter), 0, 0);
    if (result != -RAWMAP_LINUX_EACCES)
        return result;
    /* Who is not privileged must promise to stay so: with a tracer, programs gain nothing by set-user-id anyway. */
    (void)rawmap_syscall5(RAWMAP_NR_prctl, SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return rawmap_syscall5(RAWMAP_NR_prctl, SET_SECCOMP, BY_FILTER, word_of(&filter), 0, 0);
}
