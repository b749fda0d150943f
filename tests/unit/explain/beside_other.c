/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call beside its causes: of processes, protections and mappings, what is nearly the reason is not named. */
#define RAWMAP_SYSCALL beside_machine
#include "unit_machine.h"

#include <inttypes.h>

/* --- advice to processes --- */

static rawmap_span advised[1];

static void powerless(void)
{
    starts();
    says("/proc/self/status", "Tgid:\t%d\nCapEff:\t0000000000000000\nSeccomp:\t0\n", (int)getpid());
}

static void advises(rawmap_word process, int advice)
{
    advised[0] = unit_pages(1, MAP_PRIVATE);
    unit_words(&told, RAWMAP_NR_process_madvise, process, unit_word(advised), 1, advice, 0, 0);
}

Test(explain_beside_other, advice_to_oneself)
{
    rawmap_explanation found;
    int own;
    UNIT_NEEDS_FACT(process_madvise);
    own = (int)syscall(RAWMAP_NR_pidfd_open, getpid(), 0u);
    cr_assert_geq(own, 0);
    powerless();
    advises(own, 20 /* MADV_COLD */);
    found = explained(EPERM);
    cr_assert(strstr(words, "CAP_SYS_NICE") == NULL, "%s", words);
    /* Nothing is wrong with the list: it is a page, and which nobody saw. */
    found = explained(EFAULT);
    STATUS(EFAULT, found.cause);
    cr_assert_eq(found.not_seen, RAWMAP_LOOKED_MAPPINGS);
    /* The process by no descriptor, as by its thread. */
    advises(-10000, 7777);
    STATUS(ADVICE_UNKNOWN, explained(EINVAL).cause);
    advises(-10001, 7777);
    STATUS(ADVICE_UNKNOWN, explained(EINVAL).cause);
}

/* --- a number, and in whose namespace --- */

Test(explain_beside_other, a_number_of_another_namespace)
{
    static unsigned long first_node = 1;
    const pid_t child = fork();
    int status;
    if (child == 0)
        _exit(0);
    cr_assert(child > 0 && waitpid(child, &status, 0) == child);
    starts();
    unit_words(&told, RAWMAP_NR_migrate_pages, child, 64, unit_word(&first_node), unit_word(&first_node), 0, 0);
    told.call.process = (int)getpid();
    told.call.error = ESRCH;
    name_space = "pid:[4026531836]";
    STATUS(STATE_PROCESS_GONE, rawmap_explain_call(&told.call, words, sizeof words).cause);
    its_space = "pid:[4026532000]";
    STATUS(ESRCH, rawmap_explain_call(&told.call, words, sizeof words).cause);
}

/* --- protections --- */

/* A hole where the span begins is met before anything is split. */
Test(explain_beside_other, a_hole_and_too_many_mappings)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    cr_assert_eq(munmap(span.base, page), 0);
    starts();
    says("/proc/sys/vm/max_map_count", "1\n");
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(span.base), (rawmap_word)(2 * page), PROT_READ, 0, 0, 0);
    STATUS(STATE_HOLE, explained(ENOMEM).cause);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word((char *)span.base + page), (rawmap_word)page, PROT_READ, 0, 0, 0);
    STATUS(STATE_MAP_COUNT, explained(ENOMEM).cause);
}

/* The second of two mappings is the one that may not be written. */
Test(explain_beside_other, the_second_of_two)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    char path[PATH_MAX];
    int file;
    (void)snprintf(path, sizeof path, "%.3000s/%d-read-only",
                   getenv("UNIT_FILES") != NULL ? getenv("UNIT_FILES") : "/tmp", (int)getpid());
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    cr_assert(file >= 0 && ftruncate(file, (off_t)page) == 0);
    close(file);
    file = open(path, O_RDONLY | O_CLOEXEC);
    cr_assert_eq(mmap((char *)span.base + page, page, PROT_READ, MAP_SHARED | MAP_FIXED, file, 0),
                 (void *)((char *)span.base + page));
    cr_assert_eq(unlink(path), 0);
    powerless();
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(span.base), (rawmap_word)(2 * page), PROT_READ | PROT_WRITE, 0, 0,
               0);
    STATUS(STATE_FILE_MODE, explained(EACCES).cause);
}

/* --- what lies past the end of a file, elsewhere --- */

Test(explain_beside_other, a_file_that_ends_before)
{
    const size_t page = unit_page();
    const int file = (int)syscall(SYS_memfd_create, "short", 0u);
    char *const both = (char *)mmap(NULL, 4 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert(file >= 0 && ftruncate(file, (off_t)page) == 0);
    cr_assert_eq(mmap(both, 2 * page, PROT_READ, MAP_SHARED | MAP_FIXED, file, 0), (void *)both);
    starts();
    unit_words(&told, RAWMAP_NR_madvise, unit_word(both), (rawmap_word)(2 * page), 22 /* MADV_POPULATE_READ */, 0, 0,
               0);
    if (UNIT_HAS(capabilities)) /* to see how long the mapped file is */
        STATUS(STATE_NOT_BROUGHT_IN, explained(EFAULT).cause);
    unit_words(&told, RAWMAP_NR_madvise, unit_word(both + 2 * page), (rawmap_word)page, 22, 0, 0, 0);
    cr_assert_neq(explained(EFAULT).cause, RAWMAP_STATE_NOT_BROUGHT_IN);
}

/* --- the end of the data --- */

/* It may lie where the heap begins: that is no reason, and nothing about the kernel is unseen. */
Test(explain_beside_other, an_end_where_the_heap_begins)
{
    char text[2048];
    const char *at;
    unsigned long long begins = 0;
    unsigned field;
    FILE *const file = fopen("/proc/self/stat", "r");
    cr_assert(file != NULL && fgets(text, sizeof text, file) != NULL);
    (void)fclose(file);
    at = strrchr(text, ')');
    cr_assert_not_null(at);
    for (field = 2; field < 47 && *at != '\0'; at++)
        field += *at == ' ' ? 1 : 0;
    cr_assert_eq(sscanf(at, "%llu", &begins), 1);
    starts();
    unit_words(&told, RAWMAP_NR_brk, (rawmap_word)begins, 0, 0, 0, 0, 0);
    cr_assert_eq(explained(ENOMEM).not_seen & RAWMAP_LOOKED_KERNEL, 0u);
    unit_words(&told, RAWMAP_NR_brk, (rawmap_word)(begins - unit_page()), 0, 0, 0, 0, 0);
    cr_assert_neq(explained(ENOMEM).cause, RAWMAP_STATE_NO_ROOM);
}

/* --- room --- */

/* Below what grows downwards as much is kept free as the kernel was started with. */
Test(explain_beside_other, the_gap_that_the_kernel_was_started_with)
{
    const uint64_t tib = (uint64_t)1 << 20 << 20;
    uint64_t last = 65536, low = 0, high = 0, second = 0, from, to;
    char line[512];
    FILE *const maps = fopen("/proc/self/maps", "r");
    UNIT_NEEDS(!UNIT_SANITIZED, "addresses of its own");
    cr_assert_not_null(maps);
    while (fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%" SCNx64 "-%" SCNx64, &from, &to) != 2 || strstr(line, "[vsyscall]") != NULL)
            continue;
        if (from > last && from - last > high - low) {
            second = high - low;
            low = last;
            high = from;
        } else if (from > last && from - last > second) {
            second = from - last;
        }
        last = to > last ? to : last;
    }
    (void)fclose(maps);
    if (sizeof(size_t) < 8 || high - low < 24 * tib || second + 8 * tib > high - low)
        return;
    cr_assert_neq(mmap((void *)(uintptr_t)(high - 64 * unit_page()), unit_page(), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | RAWMAP_LINUX_MAP_FIXED_NOREPLACE, -1, 0),
                  MAP_FAILED);
    starts();
    says("/proc/cmdline", "quiet stack_guard_gap=4294967295 ro\n");
    STATUS(STATE_NO_ROOM, mapping(high - low - 4 * tib, MAP_PRIVATE | MAP_NORESERVE, ENOMEM));
    cr_assert(strstr(words, "keeps free below") != NULL, "%s", words);
    starts();
    says("/proc/cmdline", "quiet ro\n");
    cr_assert_neq(mapping(high - low - 4 * tib, MAP_PRIVATE | MAP_NORESERVE, ENOMEM), RAWMAP_STATE_NO_ROOM);
}
