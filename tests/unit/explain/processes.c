/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: advice to a process, and the end of the data. */
#include "unit_explain.h"

#include <sys/prctl.h>
#include <sys/wait.h>

static unit_told told;
static rawmap_span spans[2];

#define COLD 20 /* MADV_COLD */

static void advises(unit_told *to, int process, rawmap_span span, int advice)
{
    spans[0] = span;
    unit_words(to, RAWMAP_NR_process_madvise, process, unit_word(spans), 1, advice, 0, 0);
}

static int opened(pid_t number)
{
    const int file = (int)syscall(RAWMAP_NR_pidfd_open, number, 0u);
    cr_assert_geq(file, 0);
    return file;
}

/* A child that waits, with the memory that its parent has. */
static pid_t waiting(void)
{
    const pid_t child = fork();
    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (;;)
            pause();
    }
    cr_assert_gt(child, 0);
    return child;
}

static void what_is_for_oneself(unit_told *to)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    advises(to, opened(waiting()), span, MADV_DONTNEED);
}

static void what_nobody_knows(unit_told *to)
{
    advises(to, opened(waiting()), unit_pages(2, MAP_PRIVATE), 7777);
}

static void a_hole_of_anothers(unit_told *to)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    cr_assert_eq(munmap((char *)span.base + unit_page(), unit_page()), 0);
    to->extra = (uintptr_t)span.base + unit_page();
    advises(to, opened(waiting()), span, COLD);
}

static void what_is_locked_there(unit_told *to)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    advises(to, opened(getpid()), span, COLD);
}

static void a_process_that_has_ended(unit_told *to)
{
    const pid_t child = waiting();
    const int file = opened(child);
    cr_assert(kill(child, SIGKILL) == 0 && waitpid(child, NULL, 0) == child);
    advises(to, file, unit_pages(2, MAP_PRIVATE), COLD);
}

static void a_process_that_waits_for_its_parent(unit_told *to)
{
    const pid_t child = waiting();
    const int file = opened(child);
    siginfo_t ended;
    cr_assert(kill(child, SIGKILL) == 0 && waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT) == 0);
    advises(to, file, unit_pages(2, MAP_PRIVATE), COLD);
}

static void what_is_closed(unit_told *to)
{
    const int file = opened(getpid());
    cr_assert_eq(close(file), 0);
    advises(to, file, unit_pages(2, MAP_PRIVATE), COLD);
}

static void what_was_never_open(unit_told *to)
{
    advises(to, -1, unit_pages(2, MAP_PRIVATE), COLD);
}

static void without_the_capability(unit_told *to)
{
    const int file = opened(waiting());
    unit_drop_capability(UNIT_CAP_SYS_NICE);
    advises(to, file, unit_pages(2, MAP_PRIVATE), COLD);
}

/* The list lies in the memory of the process. */
Test(explain_processes, advice)
{
    UNIT_NEEDS_FACT(process_madvise);
    FOUND(what_is_for_oneself, STATE_ADVICE_OF_OTHERS);
    SAYS("is for the process itself");
    FOUND(what_nobody_knows, ADVICE_UNKNOWN);
    FOUND_BOTH(a_hole_of_anothers, RAWMAP_STATE_HOLE, RAWMAP_ENOMEM);
    cr_assert_eq(told.inside.start, told.extra, "%s", told.inside_words);
    cr_assert_eq(told.outside.not_seen, RAWMAP_LOOKED_MAPPINGS);
    FOUND_BOTH(what_is_locked_there, RAWMAP_STATE_UNFIT_MAPPING, RAWMAP_EINVAL);
    FOUND(a_process_that_has_ended, STATE_PROCESS_GONE);
    FOUND(a_process_that_waits_for_its_parent, STATE_PROCESS_GONE);
    SAYS("waits for its parent");
    FOUND(what_is_closed, STATE_FILE_NOT_OPEN);
    FOUND(what_was_never_open, PROCESS_NOT_OPEN);
    if (unit_line("/proc/self/status", "Seccomp") == 0)
        FOUND(without_the_capability, STATE_NOT_ALLOWED);
    SAYS("CAP_SYS_NICE");
}

/* --- the end of the data: brk, which answers no errno --- */

#define MIB ((size_t)1 << 20)

static uintptr_t end_now(void)
{
    return (uintptr_t)syscall(SYS_brk, 0ul);
}

static int breaks_in_child(unit_situation *situation, unit_told *to)
{
    situation(to);
    if (syscall((long)to->call.number, to->call.words[0]) == (long)to->call.words[0])
        return 2;
    to->call.error = ENOMEM;
    to->inside = rawmap_explain_call(&to->call, to->inside_words, sizeof to->inside_words);
    raise(SIGSTOP);
    return 3;
}

static void breaks(unit_told *to, uintptr_t end)
{
    unit_words(to, RAWMAP_NR_brk, (rawmap_word)end, 0, 0, 0, 0, 0);
}

static void before_the_heap(unit_told *to)
{
    breaks(to, unit_page());
}

static void over_the_limit_of_data(unit_told *to)
{
    unit_limit(RLIMIT_DATA, 8 * MIB);
    breaks(to, end_now() + 16 * MIB);
}

static void over_the_limit_of_addresses(unit_told *to)
{
    unit_limit(RLIMIT_AS, 8 * MIB);
    breaks(to, end_now() + 16 * MIB);
}

/* As far as the program's own data and the heap go there is room; with all that is private there is none. */
static void over_the_limit_of_all_data(unit_told *to)
{
    cr_assert_neq(mmap(NULL, 60 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                  MAP_FAILED);
    unit_limit(RLIMIT_DATA, 64 * MIB);
    breaks(to, end_now() + 16 * MIB);
}

static void over_another_mapping(unit_told *to)
{
    const size_t page = unit_page();
    const uintptr_t behind = ((end_now() + page - 1) & ~(page - 1)) + 16 * page;
    cr_assert_eq((uintptr_t)mmap((void *)behind, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
                 behind);
    to->extra = behind;
    breaks(to, behind);
}

/* What grows downwards keeps room below itself, which the heap may not have. */
static void near_what_grows_downwards(unit_told *to)
{
    const size_t page = unit_page();
    const int kind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_GROWSDOWN;
    const uintptr_t end = (end_now() + page - 1) & ~(page - 1), behind = end + 64 * page;
    cr_assert_eq((uintptr_t)mmap((void *)behind, page, PROT_READ, kind, -1, 0), behind);
    to->extra = behind;
    breaks(to, end + 16 * page);
}

/* Under a limit that has room for it. */
static void over_another_mapping_and_a_limit(unit_told *to)
{
    over_another_mapping(to);
    unit_limit(RLIMIT_AS, MIB);
}

static void all_is_locked(unit_told *to, uint64_t limit)
{
    const uintptr_t more = end_now() + unit_page();
    cr_assert_eq(syscall(SYS_mlockall, MCL_FUTURE), 0);
    cr_assert_eq((uintptr_t)syscall(SYS_brk, more), more);
    unit_limit(RLIMIT_MEMLOCK, limit);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    breaks(to, end_now() + 16 * MIB);
}

static void over_the_limit_of_locked_memory(unit_told *to)
{
    all_is_locked(to, 64 * unit_page());
}

static void over_a_limit_and_all_is_locked(unit_told *to)
{
    all_is_locked(to, 64 * unit_page()); /* which Linux meets later */
    unit_limit(RLIMIT_DATA, 8 * MIB);
}

static void broken(unit_situation *situation, const char *name, rawmap_status cause, int line)
{
    int status = 0;
    void *const shared = mmap(NULL, sizeof told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    unit_told *const both = (unit_told *)shared;
    pid_t child;
    cr_assert(shared != MAP_FAILED);
    child = fork();
    if (child == 0)
        _exit(breaks_in_child(situation, both));
    cr_assert(child > 0 && waitpid(child, &status, WUNTRACED) == child);
    cr_assert(WIFSTOPPED(status), "line %d: the child ended with %x", line, (unsigned)status);
    both->call.process = child;
    both->outside = rawmap_explain_call(&both->call, both->outside_words, sizeof both->outside_words);
    kill(child, SIGKILL);
    cr_assert_eq(waitpid(child, &status, 0), child);
    told = *both;
    cr_assert_eq(munmap(shared, sizeof told), 0);
    unit_found(&told, name, cause, cause, __FILE__, line);
}
#define BROKEN(situation, cause) broken(situation, #situation, RAWMAP_##cause, __LINE__)

Test(explain_processes, the_end_of_the_data)
{
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are over every limit");
    BROKEN(before_the_heap, BREAK_REFUSED);
    SAYS("The heap begins at 0x");
    BROKEN(over_the_limit_of_data, STATE_DATA_LIMIT);
    SAYS("The heap would have 16");
    cr_assert_eq(told.outside.allowed, 8 * MIB);
    BROKEN(over_the_limit_of_all_data, STATE_DATA_LIMIT);
    SAYS("the private writable memory");
    BROKEN(over_the_limit_of_addresses, STATE_ADDRESS_SPACE_LIMIT);
    if (unit_line("/proc/self/status", "Seccomp") == 0) {
        BROKEN(over_the_limit_of_locked_memory, STATE_LOCK_LIMIT);
        cr_assert_eq(told.outside.allowed, 64 * unit_page());
    }
    BROKEN(over_a_limit_and_all_is_locked, STATE_DATA_LIMIT);
    BROKEN(over_another_mapping, STATE_NO_ROOM);
    cr_assert_eq(told.inside.start, told.extra);
    cr_assert_eq(told.outside.start, told.extra);
    BROKEN(near_what_grows_downwards, STATE_NO_ROOM);
    cr_assert_eq(told.inside.start, told.extra);
    BROKEN(over_another_mapping_and_a_limit, STATE_NO_ROOM); /* Linux looks at that first */
}
