/* SPDX-License-Identifier: MIT */
/* Memory calls by their numbers. */
#include "trace.h"

#define NAME(name, words) #name,
#define LETTERS(name, words) words,
static const char *const names[CALLS] = {TRACED_CALLS(NAME)};
static const char *const letters[CALLS] = {TRACED_CALLS(LETTERS)};
static const char *const own_numbers[CALLS] = {TRACED_CALLS(TRACED_NUMBER)};

static long numbers[2][CALLS]; /* of this ABI, of i386 */
unsigned own_abi;

const char *call_name(unsigned which)
{
    return names[which];
}

const char *call_letters(unsigned which)
{
    return letters[which];
}

/* "0x10", "16", "(-100)", "0xffu". */
bool constant_of(const char *text, unsigned long *value)
{
    bool negative = false;
    unsigned base = 10;
    *value = 0;
    text += *text == '(';
    if (*text == '-')
        negative = true, text++;
    if (text[0] == '0' && text[1] == 'x')
        base = 16, text += 2;
    if (!(*text >= '0' && *text <= '9') && !(base == 16 && *text >= 'a' && *text <= 'f'))
        return false;
    for (;; text++) {
        if (*text >= '0' && *text <= '9')
            *value = *value * base + (unsigned long)(*text - '0');
        else if (base == 16 && *text >= 'a' && *text <= 'f')
            *value = *value * base + (unsigned long)(*text - 'a') + 10;
        else
            break;
    }
    if (negative)
        *value = 0 - *value;
    return true;
}

void calls_begin(unsigned abi)
{
    unsigned which, table;
    own_abi = abi;
    for (table = 0; table < 2; table++)
        for (which = 0; which < CALLS; which++) {
            unsigned long number;
            const char *text = table ? i386_numbers[which] : own_numbers[which];
            numbers[table][which] = constant_of(text, &number) ? (long)number : -1;
        }
}

long number_of(unsigned which, bool i386)
{
    return numbers[i386][which];
}

static bool is_about_memory(uint64_t option)
{
#define ONE_OF(name) RAWMAP_LINUX_##name,
    static const unsigned options[] = {TRACED_OPTIONS(ONE_OF)};
    unsigned i;
    for (i = 0; i < sizeof options / sizeof options[0]; i++)
        if ((unsigned)option == options[i])
            return true;
    return false;
}

static bool is_of_userfaultfd(uint64_t command)
{
    static const unsigned commands[] = {TRACED_COMMANDS(ONE_OF)};
    unsigned i;
    for (i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if ((unsigned)command == commands[i])
            return true;
    return false;
}

unsigned call_numbered(unsigned abi, uint64_t number, const uint64_t *words)
{
    const bool i386 = abi == ABI_I386 && own_abi == (unsigned)ABI_X86_64;
    unsigned which;
    if (abi != own_abi && !i386)
        return CALLS;
    for (which = 0; which < CALLS; which++)
        if (numbers[i386][which] >= 0 && number == (uint64_t)numbers[i386][which])
            return (which == CALL_prctl && !is_about_memory(words[0])) ||
                           (which == CALL_ioctl && !is_of_userfaultfd(words[1]))
                       ? CALLS
                       : which;
    return CALLS;
}
