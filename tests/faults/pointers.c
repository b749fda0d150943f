/* SPDX-License-Identifier: MIT */
/* Pointers that nobody can read or write, given to every function that hands one on to the kernel; and to every check.
   The kernel answers by itself; or another, older one, answers each errno first, to the first call or to all. The status
   is RAWMAP_EFAULT, that errno or a cause; nothing dies of it. */
#define RAWMAP_SYSCALL answers
#include "../../include/rawmap.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 4, ENOUGH = 20 /* complaints */ };

static int error;     /* what is answered, if not 0 */
static bool to_all;   /* or to the first call alone */
static unsigned made; /* calls of one function */

rawmap_word answers(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                    rawmap_word f)
{
    /* No kernel was ever without it, and it is how the library asks what it may read. */
    if (number != RAWMAP_NR_rt_sigprocmask && error != 0 && (made++ == 0 || to_all))
        return -error;
    return rawmap_syscall6(number, a, b, c, d, e, f);
}

/* Nothing but bytes that are no NUL, up to the end of a page; what follows cannot be touched. */
static char *bad, *readable;
static const char *places[4];
#define TEXT bad
#define BAD ((void *)bad)
static rawmap_nodes set(void)
{
    rawmap_nodes nodes;
    nodes.words = (unsigned long *)(((uintptr_t)bad + 7) & ~(uintptr_t)7);
    nodes.count = 1024;
    return nodes;
}
static rawmap_status ladder_with(rawmap_nodes nodes)
{
    rawmap_ladder report;
    return rawmap_ladder_map(PAGE, RAWMAP_PRIVATE(), RAWMAP_STEPS(small), RAWMAP_POLICY(bind), nodes, &report).status;
}
static rawmap_nodes good_set(void)
{
    static unsigned long words[RAWMAP_NODE_WORDS(1024)] = {1};
    rawmap_nodes nodes;
    nodes.words = words;
    nodes.count = 1024;
    return nodes;
}
static rawmap_span all;
static int own, file, pagemap;
static unsigned node;
static rawmap_page_place page_place;
static const void *some = &all;
static rawmap_process me;
static rawmap_shm no_segment;

static const rawmap_page_query query = {RAWMAP_PAGES_INIT(present), RAWMAP_PAGES_INIT(), RAWMAP_PAGES_INIT(),
                                        RAWMAP_PAGES_INIT(present)};
static rawmap_faults no_faults(void)
{
    rawmap_faults faults;
    faults.file = pagemap;
    return faults;
}
static rawmap_status file_of(rawmap_file made_file)
{
    if (made_file.fd >= 0)
        (void)rawmap_syscall1(RAWMAP_NR_close, made_file.fd);
    return made_file.status;
}
static rawmap_status noexec_of(rawmap_noexec_file made_file)
{
    if (made_file.fd >= 0)
        (void)rawmap_syscall1(RAWMAP_NR_close, made_file.fd);
    return made_file.status;
}

/* clang-format off */
#define CALLS(CALL) \
    CALL(memfd, file_of(rawmap_memfd(TEXT, RAWMAP_MEMFD()))) \
    CALL(memfd, file_of(rawmap_memfd(TEXT, RAWMAP_MEMFD(exec)))) \
    CALL(memfd, file_of(rawmap_memfd(TEXT, RAWMAP_MEMFD(noexec_seal, huge_2mb)))) \
    CALL(memfd_noexec_or_older, noexec_of(rawmap_memfd_noexec_or_older(TEXT, RAWMAP_MEMFD(cloexec)))) \
    CALL(file_open, file_of(rawmap_file_open(TEXT, RAWMAP_OPEN(read_only)))) \
    CALL(file_create, file_of(rawmap_file_create(TEXT, 0600, RAWMAP_CREATE(write_only)))) \
    CALL(cache_states, rawmap_cache_states(file, 0, PAGE, (rawmap_cache_counts *)BAD)) \
    CALL(cache_states_to_end, rawmap_cache_states_to_end(file, 0, (rawmap_cache_counts *)BAD)) \
    CALL(name, rawmap_name(all, TEXT)) \
    CALL(residency, rawmap_residency(all, (unsigned char *)BAD, PAGES)) \
    CALL(pages_scan, rawmap_pages_scan(pagemap, all, &query, (rawmap_page_region *)BAD, 8).status) \
    CALL(pages_scan_rearm, rawmap_pages_scan_rearm(pagemap, all, &query, (rawmap_page_region *)BAD, 8).status) \
    CALL(pages_scan_tracked, rawmap_pages_scan_tracked(pagemap, all, &query, (rawmap_page_region *)BAD, 8).status) \
    CALL(numa_migrate, rawmap_numa_migrate(0, set(), good_set()).status) \
    CALL(numa_migrate, rawmap_numa_migrate(0, good_set(), set()).status) \
    CALL(numa_move, rawmap_numa_move(0, (const void *const *)BAD, &node, &page_place, 1024, RAWMAP_NUMA_PAGES(move)).status) \
    CALL(numa_move, rawmap_numa_move(0, &some, (const unsigned *)BAD, &page_place, 1024, RAWMAP_NUMA_PAGES(move)).status) \
    CALL(numa_where, rawmap_numa_where(0, (const void *const *)BAD, &page_place, 1024)) \
    CALL(numa_where, rawmap_numa_where(0, &some, (rawmap_page_place *)BAD, 1)) \
    CALL(numa_set, rawmap_numa_set(RAWMAP_POLICY(bind), set())) \
    CALL(numa_set, rawmap_numa_set(RAWMAP_POLICY(local), set())) \
    CALL(numa_set, rawmap_numa_set(RAWMAP_POLICY(preferred_many), set())) \
    CALL(ladder_map, ladder_with(set())) \
    CALL(numa_bind, rawmap_numa_bind(all, RAWMAP_POLICY(interleave), set(), RAWMAP_NUMA_PAGES())) \
    CALL(numa_bind, rawmap_numa_bind(all, RAWMAP_POLICY(weighted_interleave), set(), RAWMAP_NUMA_PAGES())) \
    CALL(numa_now, rawmap_numa_now(set()).status) \
    CALL(numa_at, rawmap_numa_at(all.base, set()).status) \
    CALL(numa_allowed, rawmap_numa_allowed(set())) \
    CALL(process_read, rawmap_process_read(own, (const rawmap_span *)BAD, 2, &all, 1).status) \
    CALL(process_read, rawmap_process_read(own, &all, 1, (const rawmap_span *)BAD, 2).status) \
    CALL(mapped_read, rawmap_mapped_read(BAD, all).status) \
    CALL(mapped_write, rawmap_mapped_write(all, BAD).status) \
    CALL(process_write, rawmap_process_write(own, (const rawmap_span *)BAD, 2, &all, 1).status) \
    CALL(process_write, rawmap_process_write(own, &all, 1, (const rawmap_span *)BAD, 2).status) \
    CALL(process_advise, rawmap_process_advise(me, (const rawmap_span *)BAD, 2, RAWMAP_ADVICE(cold)).status) \
    CALL(faults_copy, rawmap_faults_copy(no_faults(), BAD, all, RAWMAP_FAULT_COPY()).status) \
    CALL(faults_move, rawmap_faults_move(no_faults(), BAD, all, RAWMAP_FAULT_MOVE()).status) \
    CALL(faults_read, rawmap_faults_read(no_faults(), (rawmap_fault_message *)BAD, 8).status) \
    CALL(shm_look, rawmap_shm_look(no_segment, (rawmap_shm_facts *)BAD)) \
    CALL(shm_at, rawmap_shm_at(0xfffff0, (rawmap_shm_facts *)BAD).status) \
    CALL(shm_at_any, rawmap_shm_at_any(0xfffff0, (rawmap_shm_facts *)BAD).status) \
    CALL(shm_limits_now, error == 0 ? RAWMAP_EFAULT : rawmap_shm_limits_now((rawmap_shm_limits *)BAD)) \
    CALL(shm_usage_now, error == 0 ? RAWMAP_EFAULT : rawmap_shm_usage_now((rawmap_shm_usage *)BAD))
/* What they answer is their own; that they live is what counts. */
#define CHECKS(CHECK) \
    CHECK(check_memfd, rawmap_check_memfd(TEXT, RAWMAP_MEMFD())) \
    CHECK(check_file_open, rawmap_check_file_open(TEXT, RAWMAP_OPEN(read_only))) \
    CHECK(check_file_create, rawmap_check_file_create(TEXT, 0600, RAWMAP_CREATE(write_only))) \
    CHECK(check_cache_states, rawmap_check_cache_states(file, 0, PAGE, (rawmap_cache_counts *)BAD)) \
    CHECK(check_cache_states_to_end, rawmap_check_cache_states_to_end(file, 0, (rawmap_cache_counts *)BAD)) \
    CHECK(check_name, rawmap_check_name(all, TEXT)) \
    CHECK(check_mappings_open, rawmap_check_mappings_open(0, TEXT, 4200)) \
    CHECK(check_residency, rawmap_check_residency(all, (unsigned char *)BAD, PAGES)) \
    CHECK(check_pages_scan, rawmap_check_pages_scan(pagemap, all, &query, (rawmap_page_region *)BAD, 8)) \
    CHECK(check_numa_migrate, rawmap_check_numa_migrate(0, set(), set())) \
    CHECK(check_numa_move, rawmap_check_numa_move(0, (const void *const *)BAD, (const unsigned *)BAD, (rawmap_page_place *)BAD, 1, RAWMAP_NUMA_PAGES(move))) \
    CHECK(check_numa_where, rawmap_check_numa_where(0, (const void *const *)BAD, (rawmap_page_place *)BAD, 1)) \
    CHECK(check_numa_set, rawmap_check_numa_set(RAWMAP_POLICY(bind), set())) \
    CHECK(check_numa_set, rawmap_check_numa_set(RAWMAP_POLICY(default), set())) \
    CHECK(check_numa_bind, rawmap_check_numa_bind(all, RAWMAP_POLICY(bind), set(), RAWMAP_NUMA_PAGES())) \
    CHECK(check_numa_allowed, rawmap_check_numa_allowed(set())) \
    CHECK(check_process_read, rawmap_check_process_read(own, (const rawmap_span *)BAD, 2, (const rawmap_span *)BAD, 2)) \
    CHECK(check_process_advise, rawmap_check_process_advise(me, (const rawmap_span *)BAD, 2, RAWMAP_ADVICE(cold))) \
    CHECK(check_faults_copy, rawmap_check_faults_copy(no_faults(), BAD, all, RAWMAP_FAULT_COPY())) \
    CHECK(check_faults_move, rawmap_check_faults_move(no_faults(), BAD, all, RAWMAP_FAULT_MOVE())) \
    CHECK(check_faults_read, rawmap_check_faults_read(no_faults(), (rawmap_fault_message *)BAD, 8))
/* clang-format on */

static sigjmp_buf back;
static void died(int signal)
{
    (void)signal;
    siglongjmp(back, 1);
}

static unsigned cases, failures;
static void complain(const char *name, const char *what, rawmap_status status)
{
    if (++failures <= ENOUGH)
        printf("%s at %p, errno %d to %s: %s (%s)\n", name, BAD, error, to_all ? "all" : "the first", what,
               rawmap_status_name(status));
}

static bool is_right(rawmap_status status)
{
    if (error == 0) /* a few bytes are enough for some */
        return status != RAWMAP_OK || bad == places[2];
    return status == RAWMAP_EFAULT || status >= 4096 || (int)status == error;
}

static void begin(void)
{
    cases++;
    made = 0;
    memset(readable + PAGE - 16, 'x', 16);
}

#define TRY_CALL(name, call)                                                                                           \
    begin();                                                                                                           \
    if (sigsetjmp(back, 1) != 0)                                                                                       \
        complain(#name, "dies", RAWMAP_OK);                                                                            \
    else {                                                                                                             \
        const rawmap_status status = call;                                                                             \
        if (!is_right(status))                                                                                         \
            complain(#name, "another status", status);                                                                 \
    }
#define TRY_CHECK(name, call)                                                                                          \
    begin();                                                                                                           \
    if (sigsetjmp(back, 1) != 0)                                                                                       \
        complain(#name, "dies", RAWMAP_OK);                                                                            \
    else                                                                                                               \
        (void)!call;                                                                                                   \
    if (made != 0)                                                                                                     \
        complain(#name, "makes a call", RAWMAP_OK);

static void each(void)
{
    CALLS(TRY_CALL)
    CHECKS(TRY_CHECK)
}

int main(void)
{
    char *memory = (char *)mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    file = memfd_create("pointers", MFD_CLOEXEC);
    pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    all.length = PAGES * PAGE;
    all.base = mmap(NULL, all.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(all.base, 'a', all.length);
    readable = memory;
    memset(readable, 'x', PAGE);
    (void)mprotect(memory + PAGE, PAGE, PROT_NONE);
    (void)munmap(memory + 2 * PAGE, PAGE);
    (void)signal(SIGSEGV, died);
    (void)signal(SIGBUS, died);
    own = getpid();
    me.file = open("/dev/null", O_RDONLY | O_CLOEXEC);
    no_segment.id = 0x7ffffff0;
    places[0] = memory + PAGE;     /* may not be touched */
    places[1] = memory + 2 * PAGE; /* is not mapped */
    places[2] = memory + PAGE - 9; /* ends too early */
    places[3] = (const char *)(UINTPTR_MAX - 0xfff);
    for (unsigned i = 0; i < 4; i++) {
        bad = (char *)(uintptr_t)places[i];
        error = 0;
        each();
        for (error = 1; error <= 133; error++)
            for (int every = 0; every < 2; every++) {
                to_all = every != 0;
                each();
            }
    }
    printf("pointers: %u cases, %u failures\n", cases, failures);
    return failures != 0 || cases < 10000;
}
