/* SPDX-License-Identifier: MIT */
/* Every system call that the library makes fails in turn, with every errno, through its hook; and old kernels that take
   an exact address for a hint. */
#define RAWMAP_SYSCALL inject
#include "scenarios.h"

static unsigned made, fails_at;
static int fails_with, unmapping_fails_with;
static bool exact_is_a_hint;
static rawmap_word failed_number;

rawmap_word inject(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                   rawmap_word f)
{
    if (++made == fails_at) {
        failed_number = number;
        return -fails_with;
    }
    if (number == RAWMAP_NR_munmap && unmapping_fails_with)
        return -unmapping_fails_with;
    if (number == RAWMAP_NR_mmap && exact_is_a_hint)
        d &= ~(rawmap_word)RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    return rawmap_syscall6(number, a, b, c, d, e, f);
}

static struct list before, after;

static void undo(void)
{
    if (last.status == RAWMAP_OK && last.span.length &&
        ((char *)last.span.base < place || (char *)last.span.base >= place + 3 * PAGES * PAGE))
        (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)last.span.base, (rawmap_word)last.span.length);
    last.span.length = 0;
    (void)rawmap_syscall0(RAWMAP_NR_munlockall);
}

static void each(const struct scenario *scenario, int error)
{
    unsigned at = 0;
    do {
        rawmap_status status;
        lay_out();
        if (scenario->is_shared)
            shared();
        list_mappings(&before);
        made = 0;
        fails_at = ++at;
        fails_with = error;
        last.span.length = 0;
        status = scenario->call();
        fails_at = 0;
        if (made < at) {
            undo();
            return; /* there was no such call: all have failed once */
        }
        cases++;
        list_mappings(&after);
        if (!scenario->goes_on) {
            if (status != expected(scenario, error))
                complain(scenario->name, error, "another status", status);
            if (strcmp(before.text, after.text))
                complain(scenario->name, error, "the list of mappings has changed", status);
        } else {
            /* One of several ways failed. Only what could not be unmapped may be left. */
            if (strcmp(before.text, after.text) && failed_number != RAWMAP_NR_munmap)
                complain(scenario->name, error, "the list of mappings has changed", status);
        }
        if (span_without_success)
            complain(scenario->name, error, "a failure with a span", status);
        span_without_success = false;
        undo();
    } while (scenario->goes_on && at < 100);
}

/* Whether it does what it should when nothing fails: else the rest would show nothing. */
static void works(const struct scenario *scenario)
{
    rawmap_status status;
    lay_out();
    if (scenario->is_shared)
        shared();
    status = scenario->call();
    cases++;
    if (status != RAWMAP_OK && status != RAWMAP_DROPPABLE_UNKNOWN && status != RAWMAP_HUGE_SIZE_UNSUPPORTED)
        complain(scenario->name, 0, "does not work", status);
    undo();
}

static void hints(void)
{
    const rawmap_placement taken = RAWMAP_EXACTLY(place);
    rawmap_mapping mapping;
    lay_out();
    list_mappings(&before);
    exact_is_a_hint = true;
    mapping = rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), taken);
    list_mappings(&after);
    cases++;
    if (mapping.status != RAWMAP_EXACT_TAKEN || mapping.span.length || strcmp(before.text, after.text))
        complain("an exact address taken for a hint", 0, "not undone", mapping.status);
    mapping = rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_SHARED(), taken);
    list_mappings(&after);
    cases++;
    if (mapping.status != RAWMAP_EXACT_TAKEN || mapping.span.length || strcmp(before.text, after.text))
        complain("an exact address of a file taken for a hint", 0, "not undone", mapping.status);
    mapping = rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(place + PAGES * PAGE));
    cases++;
    if (mapping.status != RAWMAP_OK || mapping.span.base != place + PAGES * PAGE)
        complain("a hint that is met", 0, "refused", mapping.status);
    lay_out();
    unmapping_fails_with = RAWMAP_LINUX_ENOMEM;
    mapping = rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), taken);
    unmapping_fails_with = 0;
    exact_is_a_hint = false;
    cases++;
    if (mapping.status != RAWMAP_EXACT_NOT_UNDONE || mapping.span.length != PAGE || mapping.span.base == place)
        complain("a hint that cannot be undone", 0, "its span is lost", mapping.status);
    if (rawmap_unmap(mapping.span) != RAWMAP_OK)
        complain("a hint that cannot be undone", 0, "its span cannot be unmapped", mapping.status);
    list_mappings(&after);
    if (strcmp(before.text, after.text))
        complain("a hint that cannot be undone", 0, "leaked", mapping.status);
}

int main(void)
{
    for (unsigned i = 0; i < SCENARIOS; i++) {
        works(&scenarios[i]);
        for (int error = 1; error <= 134; error++)
            each(&scenarios[i], error == 134 ? 524 : error);
    }
    hints();
    printf("hook: %u cases, %u failures\n", cases, failures);
    return failures != 0 || cases < 100;
}
