/* SPDX-License-Identifier: MIT */
/* Protection keys, by what the processor then refuses: in a child, by its signal. */
#include "unit_files.h"

#include <sys/wait.h>

#define NONE RAWMAP_PKEY_RIGHTS()
#define BOTH RAWMAP_PROT(read, write)

static rawmap_pkey key;
static void take(void)
{
    rawmap_pkey_answer answer;
    UNIT_NEEDS_FACT(pkeys);
    answer = rawmap_pkey_alloc(NONE);
    STATUS(OK, answer.status);
    key = answer.key;
}
static rawmap_span tagged(void)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    unit_fill(span, 'k');
    STATUS(OK, rawmap_pkey_protect(span, BOTH, key));
    return span;
}
static void signals(const void *at, int reading, int writing)
{
    cr_assert_eq(unit_reading(at), reading);
    cr_assert_eq(unit_writing((void *)(uintptr_t)at), writing);
}

Test(pkey, sets)
{
    BITS(0, RAWMAP_PKEY_RIGHTS().bits);
    BITS(1, RAWMAP_PKEY_RIGHTS(disable_access).bits);
    BITS(2, RAWMAP_PKEY_RIGHTS(disable_write).bits);
    BITS(3, rawmap_pkey_rights_union(RAWMAP_PKEY_RIGHTS(disable_access), RAWMAP_PKEY_RIGHTS(disable_write)).bits);
    cr_assert_eq(RAWMAP_PKEY_DEFAULT.number, 0);
}

Test(pkey, rights_hold_at_once)
{
    rawmap_span span;
    take();
    span = tagged();
    cr_assert_eq(unit_smaps(span.base, "ProtectionKey"), key.number);
    signals(span.base, 0, 0);
    STATUS(OK, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS(disable_write)));
    signals(span.base, 0, SIGSEGV);
    cr_assert_eq(rawmap_pkey_rights_now(key).rights.bits, 2);
    STATUS(OK, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS(disable_access)));
    signals(span.base, SIGSEGV, SIGSEGV);
    cr_assert_eq(rawmap_pkey_rights_now(key).rights.bits, 1);
    cr_assert_eq(rawmap_pkey_rights_now(RAWMAP_PKEY_DEFAULT).rights.bits, 0);
    STATUS(OK, rawmap_pkey_restrict(key, NONE));
    signals(span.base, 0, 0);
    cr_assert(unit_filled(span, 'k'));
}

Test(pkey, rights_from_the_start)
{
    rawmap_pkey_answer second;
    take();
    second = rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS(disable_access));
    STATUS(OK, second.status);
    cr_assert_neq(second.key.number, key.number);
    STATUS(OK, rawmap_pkey_free(key));
    key = second.key;
    signals(tagged().base, SIGSEGV, SIGSEGV);
}

/* Documented, and Linux's doing: what is mapped anew in the place of tagged pages has the default key. */
Test(pkey, fresh_mappings_drop_the_key)
{
    rawmap_span span, other;
    take();
    span = tagged();
    STATUS(OK, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS(disable_access)));
    STATUS(OK, rawmap_replace(rawmap_slice(span, 0, unit_page()), BOTH, RAWMAP_PRIVATE()));
    cr_assert_eq(unit_smaps(span.base, "ProtectionKey"), 0);
    signals(span.base, 0, 0);
    signals((char *)span.base + unit_page(), SIGSEGV, SIGSEGV);
    STATUS(OK, rawmap_replace_file(span, unit_memfd(2 * unit_page(), 'f'), 0, BOTH, RAWMAP_FILE_SHARED()));
    signals((char *)span.base + unit_page(), 0, 0);
    STATUS(OK, rawmap_pkey_protect(span, BOTH, key));
    STATUS(OK, rawmap_unmap(span));
    span = SPAN(rawmap_map(span.length, BOTH, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(span.base)));
    signals(span.base, 0, 0);
    STATUS(OK, rawmap_pkey_protect(span, BOTH, key));
    other = unit_pages(2, MAP_PRIVATE);
    STATUS(OK, rawmap_move_over(other, span).status);
    signals(span.base, 0, 0);
}

Test(pkey, what_keeps_the_key)
{
    rawmap_span span, other;
    take();
    span = tagged();
    STATUS(OK, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS(disable_access)));
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(read)));
    STATUS(OK, rawmap_protect(span, BOTH));
    signals(span.base, SIGSEGV, SIGSEGV);
    other = unit_pages(2, MAP_PRIVATE);
    STATUS(OK, rawmap_move_over(span, other).status);
    signals(other.base, SIGSEGV, SIGSEGV);
    STATUS(OK, rawmap_pkey_protect(other, BOTH, RAWMAP_PKEY_DEFAULT));
    signals(other.base, 0, 0);
    cr_assert(unit_filled(other, 'k'));
}

Test(pkey, giving_back)
{
    rawmap_pkey_answer answer;
    int count = 0;
    take();
    do
        answer = rawmap_pkey_alloc(NONE);
    while (answer.status == RAWMAP_OK && ++count < 64);
    cr_assert_gt(count, 4);
    ROW(pkey_alloc, UNSURE, ENOSPC, PKEY_NONE_FREE, (NONE));
    STATUS(OK, rawmap_pkey_free(key));
    answer = rawmap_pkey_alloc(NONE);
    STATUS(OK, answer.status);
    cr_assert_eq(answer.key.number, key.number);
    STATUS(OK, rawmap_pkey_free(key));
    ROW(pkey_free, UNSURE, EINVAL, PKEY_NOT_TAKEN, (key));
    STATUS(EINVAL, rawmap_pkey_protect(unit_pages(1, MAP_PRIVATE), BOTH, key));
}

Test(pkey, rows_before_the_call)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const rawmap_pkey zero = RAWMAP_PKEY_DEFAULT;
    /* Linux would give the default key away. */
    ROW(pkey_free, GUARDED, EINVAL, PKEY_DEFAULT_KEPT, (zero));
    ROW(pkey_protect, IGNORED, EINVAL, PKEY_NEGATIVE, (span, BOTH, raw_key(-1)));
    ROW(pkey_protect, GUARDED, EINVAL, PKEY_NEGATIVE, (span, BOTH, raw_key(-2)));
    ROW(pkey_protect, IGNORED, EINVAL, PROT_SEM_DOES_NOTHING, (span, RAWMAP_PROT(read, sem), zero));
    ROW(pkey_protect, IGNORED, EINVAL, SPAN_EMPTY, (unit_span(span.base, 0), BOTH, zero));
}

Test(pkey, rows)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const rawmap_pkey zero = RAWMAP_PKEY_DEFAULT;
    unsigned bit;
    take();
    for (bit = 2; bit < 32; bit++)
        ROW(pkey_alloc, REFUSED, EINVAL, PKEY_RIGHTS_UNKNOWN_BITS, (raw_rights(1u << bit)));
    ROW(pkey_free, REFUSED, EINVAL, PKEY_NEGATIVE, (raw_key(-1)));
    cr_assert_eq(syscall(SYS_pkey_mprotect, span.base, span.length, PROT_READ, -1), 0, "Linux does not ignore it");
    ROW(pkey_protect, REFUSED, EINVAL, PROT_GROWS_BOTH_WAYS, (span, unit_prot(0x3000001), zero));
    ROW(pkey_protect, REFUSED, EINVAL, SPAN_UNALIGNED, (unit_at((uintptr_t)span.base + 1, 4096), BOTH, zero));
    ROW(pkey_protect, REFUSED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX), BOTH, zero));
    ROW(pkey_protect, REFUSED, EINVAL, PROT_UNKNOWN_BITS, (span, unit_prot(0x41), zero));
    STATUS(EINVAL, rawmap_pkey_protect(span, RAWMAP_PROT(read, growsdown), zero));
}

/* Nothing is done: neither a call nor the instruction, which there may be none of. */
Test(pkey, refused_without_keys_too)
{
    const rawmap_pkey zero = RAWMAP_PKEY_DEFAULT;
    unit_calls = 0;
    STATUS(PKEY_NEGATIVE, rawmap_check_pkey_free(raw_key(-1)));
    STATUS(PKEY_NEGATIVE, rawmap_pkey_restrict(raw_key(-1), NONE));
    STATUS(PKEY_OUT_OF_RANGE, rawmap_pkey_restrict(raw_key(16), NONE));
    STATUS(PKEY_RIGHTS_UNKNOWN_BITS, rawmap_pkey_restrict(zero, raw_rights(4)));
    STATUS(PKEY_NEGATIVE, rawmap_pkey_rights_now(raw_key(-1)).status);
    STATUS(PKEY_OUT_OF_RANGE, rawmap_pkey_rights_now(raw_key(16)).status);
    cr_assert_eq(unit_calls, 0);
}

static bool processor_has_keys(void)
{
    static char line[16384];
    FILE *const file = fopen("/proc/cpuinfo", "r");
    bool has = file == NULL;
    while (!has && fgets(line, sizeof line, file) != NULL)
        has = strstr(line, " ospke") != NULL || strstr(line, " poe") != NULL;
    return has;
}

/* What is not refused asks the processor, and one without keys has no such instruction. */
Test(pkey, the_register_is_read)
{
    const bool there = UNIT_HAS(pkeys) || processor_has_keys();
    int status;
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGILL, SIG_DFL);
        _exit(rawmap_pkey_rights_now(RAWMAP_PKEY_DEFAULT).status != RAWMAP_OK);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    if (there)
        cr_assert_eq(status, 0);
    else
        cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGILL, "%#x", (unsigned)status);
}
