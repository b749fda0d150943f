/* SPDX-License-Identifier: MIT */
/* Kernels that are old, or built or guarded otherwise, simulated through the hook: every scenario on each of them, and
   exact addresses that are taken for hints. The outcome is the right status, and nothing is left mapped. */
#define RAWMAP_SYSCALL odd_kernel
#include "answers.h"

#include <sys/prctl.h>
#include <sys/wait.h>

/* What there was in Linux 4.4, when the oldest of the calls that have ways around them were missing. */
static struct {
    bool hints;    /* takes an exact address for a hint */
    int missing;   /* what newer calls answer */
    int request;   /* what newer requests of ioctl answer */
    int droppable; /* what mapping droppable memory answers */
    int unmapping; /* what munmap answers */
    bool is_old;   /* newer flags of old calls are EINVAL */
} kernel;
static int refused; /* the last errno that came from here */

static bool is_newer(rawmap_word number)
{
    static const long newer[] = {
        RAWMAP_NR_statx,        RAWMAP_NR_pkey_alloc,       RAWMAP_NR_pkey_free,       RAWMAP_NR_pkey_mprotect,
        RAWMAP_NR_memfd_secret, RAWMAP_NR_pidfd_open,       RAWMAP_NR_process_madvise, RAWMAP_NR_process_mrelease,
        RAWMAP_NR_cachestat,    RAWMAP_NR_map_shadow_stack, RAWMAP_NR_mseal,           RAWMAP_NR_mlock2,
        RAWMAP_NR_userfaultfd,
    };
    for (unsigned i = 0; i < sizeof newer / sizeof newer[0]; i++)
        if (newer[i] == number)
            return true;
    return false;
}

static int refuses(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word d)
{
    if (kernel.missing != 0 && is_newer(number))
        return kernel.missing;
    if (kernel.request != 0 && number == RAWMAP_NR_ioctl &&
        (b == RAWMAP_LINUX_PROCMAP_QUERY || b == RAWMAP_LINUX_PAGEMAP_SCAN))
        return kernel.request;
    if (kernel.droppable != 0 && number == RAWMAP_NR_mmap && (d & 0xf) == RAWMAP_LINUX_MAP_DROPPABLE)
        return kernel.droppable;
    if (kernel.unmapping != 0 && number == RAWMAP_NR_munmap)
        return kernel.unmapping;
    if (kernel.is_old && number == RAWMAP_NR_memfd_create &&
        (b & ~(rawmap_word)(RAWMAP_LINUX_MFD_CLOEXEC | RAWMAP_LINUX_MFD_ALLOW_SEALING)) != 0)
        return RAWMAP_LINUX_EINVAL;
    if (kernel.is_old && number == RAWMAP_NR_prctl && a != PR_GET_DUMPABLE && a != RAWMAP_LINUX_PR_GET_THP_DISABLE &&
        a != RAWMAP_LINUX_PR_SET_THP_DISABLE)
        return RAWMAP_LINUX_EINVAL;
    return 0;
}

rawmap_word odd_kernel(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                       rawmap_word f)
{
    const int error = refuses(number, a, b, d);
    if (error != 0) {
        refused = error;
        return -error;
    }
    if (number == RAWMAP_NR_mmap && kernel.hints)
        d &= ~(rawmap_word)RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    return rawmap_syscall6(number, a, b, c, d, e, f);
}

static struct list before, after;

/* 0 well; 1 another status; 2 the mappings have changed by a failure; 3 the descriptors have */
static int on_this_kernel(const struct scenario *scenario)
{
    uint64_t should_find = 0;
    rawmap_status status;
    lay_out();
    if (scenario->prepare)
        scenario->prepare();
    if (scenario->ways) {
        const int missing_here = kernel.missing, request = kernel.request;
        const bool is_old = kernel.is_old;
        kernel.missing = kernel.request = 0;
        kernel.is_old = false;
        (void)scenario->call();
        should_find = found;
        kernel.missing = missing_here;
        kernel.request = request;
        kernel.is_old = is_old;
    }
    before.source = after.source = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    look(&before);
    refused = 0;
    status = scenario->call();
    look(&after);
    if (refused != 0 ? !is_right(scenario, refused, status, should_find) : !is_success(scenario, status))
        return 1;
    if (status != RAWMAP_OK && !same_mappings(&before, &after))
        return 2;
    return before.descriptors != after.descriptors && scenario->numbers[0] != RAWMAP_NR_close ? 3 : 0;
}

static void every_scenario(const char *name)
{
    static const char *const what[] = {"", "another status", "the list of mappings has changed",
                                       "the open descriptors have changed"};
    for (unsigned i = 0; i < SCENARIOS; i++) {
        int status = 0;
        pid_t child;
        if (!is_wanted(&scenarios[i], 1, NULL))
            continue;
        child = fork();
        if (child == 0) {
            alarm(1);
            _exit(on_this_kernel(&scenarios[i]));
        }
        cases++;
        if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 3)
            complain(scenarios[i].name, 0, "the child ended badly", RAWMAP_OK);
        else if (WEXITSTATUS(status)) {
            printf("%s: ", name);
            complain(scenarios[i].name, 0, what[WEXITSTATUS(status)], RAWMAP_OK);
        }
    }
}

/* What is mapped exactly: each kind of memory that old kernels know, and files. */
static rawmap_mapping exactly(unsigned kind, void *address)
{
    const rawmap_placement placement = RAWMAP_EXACTLY(address);
    switch (kind) {
    case 0:
        return rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), placement);
    case 1:
        return rawmap_map(PAGE, RW, RAWMAP_SHARED(populate), placement);
    case 2:
        return rawmap_map(PAGE, RW, RAWMAP_PRIVATE(lock, noreserve), placement);
    case 3:
        return rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_SHARED(), placement);
    case 4:
        return rawmap_map_file(file, PAGE, PAGE, RW, RAWMAP_FILE_PRIVATE(), placement);
    default:
        return rawmap_map(PAGE, RW, RAWMAP_DROPPABLE(), placement);
    }
}

static void hints(void)
{
    static const int errors[] = {RAWMAP_LINUX_ENOMEM, RAWMAP_LINUX_EPERM, RAWMAP_LINUX_ENOSYS, RAWMAP_LINUX_EINTR,
                                 RAWMAP_LINUX_EINVAL};
    lay_out();
    before.source = after.source = open("/proc/self/smaps", O_RDONLY | O_CLOEXEC);
    look(&before);
    kernel.hints = true;
    for (unsigned kind = 0; kind < 6; kind++) {
        rawmap_mapping mapping = exactly(kind, place);
        cases++;
        look(&after);
        if (mapping.status == RAWMAP_DROPPABLE_UNKNOWN && kind == 5)
            break;
        if (mapping.status != RAWMAP_EXACT_TAKEN || mapping.span.base || mapping.span.length ||
            !same_mappings(&before, &after))
            complain("an exact address taken for a hint", (int)kind, "not undone", mapping.status);
        mapping = exactly(kind, place + PAGES * PAGE);
        cases++;
        if (mapping.status != RAWMAP_OK || mapping.span.base != place + PAGES * PAGE)
            complain("a hint that is met", (int)kind, "refused", mapping.status);
        lay_out();
        for (unsigned e = 0; e < sizeof errors / sizeof errors[0]; e++) {
            kernel.unmapping = errors[e];
            mapping = exactly(kind, place);
            kernel.unmapping = 0;
            cases++;
            if (mapping.status != RAWMAP_EXACT_NOT_UNDONE || mapping.span.length != PAGE || mapping.span.base == place)
                complain("a hint that cannot be undone", errors[e], "its span is lost", mapping.status);
            if (rawmap_unmap(mapping.span) != RAWMAP_OK)
                complain("a hint that cannot be undone", errors[e], "its span cannot be unmapped", mapping.status);
            look(&after);
            if (!same_mappings(&before, &after))
                complain("a hint that cannot be undone", errors[e], "leaked", mapping.status);
        }
    }
    kernel.hints = false;
}

int main(void)
{
    know_the_machine();
    prepare();
    hints();
    kernel.hints = kernel.is_old = true;
    kernel.missing = RAWMAP_LINUX_ENOSYS;
    kernel.request = RAWMAP_LINUX_ENOTTY;
    kernel.droppable = RAWMAP_LINUX_EINVAL;
    every_scenario("old");
    kernel.droppable = RAWMAP_LINUX_EOPNOTSUPP;
    every_scenario("old, of 32 bits");
    kernel.droppable = RAWMAP_LINUX_ENOTSUPP;
    every_scenario("old, of 32 bits, with an errno of its own");
    kernel.hints = kernel.is_old = false;
    kernel.droppable = 0;
    kernel.missing = RAWMAP_LINUX_EPERM;
    kernel.request = 0;
    every_scenario("a sandbox that forbids what it does not know");
    printf("odd: %u cases, %u failures\n", cases, failures);
    return failures != 0 || cases < 400;
}
