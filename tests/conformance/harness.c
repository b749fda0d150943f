/* SPDX-License-Identifier: MIT */
#include "harness.h"
#include "known_faults.h"

static void run_tests(void);

/* volatile: the counters are read after calls that a compiler sees through, and GCC 12 for sh4 then keeps a stale
   comparison instead of reading them again. */
static volatile unsigned passed, failed, skipped;
static volatile bool emulator;
static const volatile uintptr_t *auxiliary_vector;
static const uintptr_t *arguments, *arguments_end;

static char line[512];
static unsigned used;

static void flush(void)
{
    (void)rawmap_syscall3(RAWMAP_NR_write, 1, ADDRESS(line), WORD(used));
    used = 0;
}

static void put(const char *text)
{
    const volatile char *c;
    for (c = text; *c != 0 && used < sizeof line; c++)
        line[used++] = *c;
}

/* In halves: shifting 64 bits by a variable is a library function on some processors. */
static void put_hex(uint64_t number)
{
    const uint32_t halves[2] = {(uint32_t)(number >> 32), (uint32_t)(number & 0xffffffffu)};
    volatile bool started = false;
    char digit[2];
    int half, shift;
    digit[1] = 0; /* no initialiser: clang -O0 calls memset for it */
    put("0x");
    for (half = 0; half < 2; half++)
        for (shift = 28; shift >= 0; shift -= 4) {
            digit[0] = "0123456789abcdef"[halves[half] >> shift & 15u];
            if (digit[0] != '0' || (half == 1 && shift == 0))
                started = true;
            if (started)
                put(digit);
        }
}

/* By subtraction, of a number that no compiler follows: clang for Thumb 1 makes a division of the loop, and calls it. */
static void put_decimal(volatile unsigned number)
{
    static const unsigned powers[] = {10000, 1000, 100, 10, 1};
    volatile bool started = false; /* volatile: as above */
    char digit[2];
    unsigned i;
    digit[1] = 0;
    for (i = 0; i < sizeof powers / sizeof powers[0]; i++) {
        for (digit[0] = '0'; number >= powers[i]; number -= powers[i])
            digit[0]++;
        if (digit[0] != '0' || powers[i] == 1)
            started = true;
        if (started)
            put(digit);
    }
}

static bool same_text(const volatile char *a, const volatile char *b)
{
    while (*a != 0 && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static bool begins(const volatile char *text, const volatile char *start)
{
    while (*start != 0 && *text == *start) {
        text++;
        start++;
    }
    return *start == 0;
}

/* A pass is a line too, so that two runs can be compared. */
static bool good(const char *name, bool condition)
{
    if (condition) {
        passed++;
        put("ok ");
        put(name);
        put("\n");
        flush();
    }
    return condition;
}

static const char *excuse(const char *name)
{
    const struct known_fault *fault = known_faults;
    if (!emulator)
        return NULL;
    for (; fault->name[0] != 0; fault++)
        if (begins(name, fault->name) && (fault->abi[0] == 0 || same_text(fault->abi, RAWMAP_ARCH_NAME)))
            return fault->evidence;
    return NULL;
}

bool avoided(const char *name)
{
    const char *evidence = excuse(name);
    if (evidence == NULL)
        return false;
    skip(name, evidence);
    return true;
}

void check_equal(const char *name, uint64_t expected, uint64_t actual)
{
    if (good(name, expected == actual) || avoided(name))
        return;
    failed++;
    put("FAIL ");
    put(name);
    put(": expected ");
    put_hex(expected);
    put(", actual ");
    put_hex(actual);
    put("\n");
    flush();
}

void check_true(const char *name, bool condition)
{
    if (good(name, condition) || avoided(name))
        return;
    failed++;
    put("FAIL ");
    put(name);
    put(": expected true, actual false\n");
    flush();
}

static void differ(const char *name, const char *expected, const char *actual)
{
    failed++;
    put("FAIL ");
    put(name);
    put(": expected ");
    put(expected);
    put(", actual ");
    put(actual);
    put("\n");
    flush();
}

void check_text(const char *name, const char *expected, const char *actual)
{
    if (!good(name, same_text(expected, actual)))
        differ(name, expected, actual);
}

void check_status_text(const char *name, const char *expected, const char *actual)
{
    if (!avoided(name))
        differ(name, expected, actual);
}

void skip(const char *name, const char *reason)
{
    skipped++;
    put("skip ");
    put(name);
    put(": ");
    put(reason);
    put("\n");
    flush();
}

/* Whether an argument is that word and the fact. */
static bool told(const char *word, const char *fact)
{
    const uintptr_t *at;
    for (at = arguments; at < arguments_end; at++) {
        const volatile char *text = (const volatile char *)*at;
        const volatile char *rest = word;
        if (!begins(text, word))
            continue;
        for (; *rest != 0; rest++)
            text++;
        if (same_text(text, fact))
            return true;
    }
    return false;
}

bool lacking(const char *name, const char *fact, bool found, const char *reason)
{
    if (told("lacks=", fact)) {
        skipped++;
        put("skip ");
        put(name);
        put(": lacks ");
        put(fact);
        put("\n");
        flush();
        return true;
    }
    if (found || told("has=", fact))
        return false;
    skip(name, reason);
    return true;
}

void absent(const char *name)
{
    put("absent ");
    put(name);
    put("\n");
    flush();
}

uint64_t auxiliary(uintptr_t type)
{
    const volatile uintptr_t *word = auxiliary_vector;
    for (; word[0] != 0; word += 2)
        if (word[0] == type)
            return word[1];
    return 0;
}

__attribute__((noinline)) rawmap_word arg(rawmap_word value)
{
    static volatile rawmap_word place;
    place = value;
    return place;
}

__attribute__((used)) void conformance(uintptr_t *stack);

__attribute__((used)) void conformance(uintptr_t *stack)
{
    const uintptr_t count = stack[0];
    uintptr_t i;
    arguments = stack + 1;
    arguments_end = arguments + count;
    for (i = 1; i < count; i++)
        emulator = emulator || same_text((const char *)stack[1 + i], "emulator");
    for (i = count + 2; stack[i] != 0; i++)
        ;
    auxiliary_vector = stack + i + 1;

    put("abi " RAWMAP_ARCH_NAME "\n");
    flush();
    check_true("start: the argument list ends", stack[1 + count] == 0);
    run_tests();

    put("conformance: ");
    put_decimal(passed);
    put(" passed, ");
    put_decimal(failed);
    put(" failed, ");
    put_decimal(skipped);
    put(" skipped\n");
    flush();
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, failed == 0 ? 0 : 1);
}

RAWMAP_START(conformance);
