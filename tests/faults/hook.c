/* SPDX-License-Identifier: MIT */
/* Every system call that the library makes fails in turn, with every errno, through its hook. Prints the calls that
   failed, for the suite to compare with those that the headers name. */
#define RAWMAP_SYSCALL inject
#include "answers.h"

#include <sys/wait.h>

static unsigned made, fails_at;
static int fails_with;
static bool closes; /* as Linux does even when it answers an error */
static rawmap_word last_number;
static rawmap_word left, left_length; /* what could not be unmapped */
static unsigned char failed[1024];    /* by number */
static rawmap_word failed_number;

rawmap_word inject(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                   rawmap_word f)
{
    if (number == RAWMAP_NR_rt_sigprocmask) /* a question, in the cold, what may be read: pointers.c has it */
        return rawmap_syscall6(number, a, b, c, d, e, f);
    last_number = number;
    if (++made == fails_at) {
        failed[number] = 1;
        failed_number = number;
        if (number == RAWMAP_NR_close && closes)
            (void)rawmap_syscall1(number, a);
        if (number == RAWMAP_NR_munmap) {
            left = a;
            left_length = b;
        }
        return -fails_with;
    }
    if (by_text && number == RAWMAP_NR_ioctl && b == RAWMAP_LINUX_PROCMAP_QUERY)
        return -RAWMAP_LINUX_ENOTTY;
    return rawmap_syscall6(number, a, b, c, d, e, f);
}

static struct list before, after, flags_before, flags_after;

static void begin(const struct scenario *scenario)
{
    lay_out();
    if (scenario->prepare)
        scenario->prepare();
    made = 0;
    fails_at = 0;
    closes = scenario->ways;
}

/* One call of a scenario fails. False when it makes fewer calls than that. */
static bool fail(const struct scenario *scenario, unsigned at, int error, uint64_t should_find)
{
    rawmap_status status;
    made = 0;
    fails_at = at;
    fails_with = error;
    status = scenario->call();
    fails_at = 0;
    if (made < at)
        return false;
    cases++;
    if (!is_right(scenario, error, status, should_find))
        complain(scenario->name, error, "another status", status);
    if (span_without_success || descriptor_is_odd)
        complain(scenario->name, error, "a failure with a result", status);
    span_without_success = descriptor_is_odd = false;
    /* What could not be unmapped is left, and nothing else is touched. */
    if (failed_number == RAWMAP_NR_munmap && scenario->ways)
        (void)rawmap_syscall2(RAWMAP_NR_munmap, left, left_length);
    look(&after);
    if (!same_mappings(&before, &after)) {
        complain(scenario->name, error, "the list of mappings has changed", status);
        begin(scenario);
        look(&before);
    }
    if (before.descriptors != after.descriptors) {
        complain(scenario->name, error, "the open descriptors have changed", status);
        before.descriptors = after.descriptors;
    }
    return true;
}

/* What a call made before can answer, of those that are made again and again: all others have failed once with all. */
static bool is_likely(int error)
{
    static const int likely[] = {RAWMAP_LINUX_EPERM,  RAWMAP_LINUX_ENOENT, RAWMAP_LINUX_ESRCH,  RAWMAP_LINUX_EINTR,
                                 RAWMAP_LINUX_EIO,    RAWMAP_LINUX_EBADF,  RAWMAP_LINUX_EAGAIN, RAWMAP_LINUX_ENOMEM,
                                 RAWMAP_LINUX_EACCES, RAWMAP_LINUX_EFAULT, RAWMAP_LINUX_ENODEV, RAWMAP_LINUX_EINVAL,
                                 RAWMAP_LINUX_EMFILE, RAWMAP_LINUX_ENOTTY, RAWMAP_LINUX_ENOSYS};
    for (unsigned i = 0; i < sizeof likely / sizeof likely[0]; i++)
        if (likely[i] == error)
            return true;
    return false;
}

static void each(const struct scenario *scenario)
{
    static unsigned first[sizeof failed]; /* at which call a number came first */
    uint64_t should_find = 0;
    unsigned at = 1;
    bool there = true;
    memset(first, 0, sizeof first);
    begin(scenario);
    if (scenario->ways) {
        (void)scenario->call();
        should_find = found;
    }
    look(&before);
    look(&flags_before);
    for (; there && at < 400 && failures < ENOUGH; at++) {
        if (!scenario->ways && at == 2)
            break;
        for (int error = 1; there && error <= 134; error++) {
            if (error > 1 && first[failed_number] != at && !is_likely(error))
                continue;
            there = fail(scenario, at, error == 134 ? RAWMAP_LINUX_ENOTSUPP : error, should_find);
            if (first[failed_number] == 0)
                first[failed_number] = at;
        }
    }
    look(&flags_after);
    if (!same_mappings(&flags_before, &flags_after))
        complain(scenario->name, 0, "the flags of a mapping have changed", RAWMAP_OK);
    if (at < 2 || at == 400)
        complain(scenario->name, 0, "too few calls, or too many", RAWMAP_OK);
}

/* Whether it does what it should when nothing fails: else the rest would show nothing. In a child, since some of it is for
   good. */
static void works(const struct scenario *scenario)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        rawmap_status answer;
        failures = 0;
        begin(scenario);
        answer = scenario->call();
        for (unsigned i = 0; i < sizeof missing / sizeof missing[0]; i++)
            if (missing[i].call == scenario->call && missing[i].status == answer)
                printf("%s cannot succeed here: it needs %s\n", scenario->name, missing[i].why);
        if (!is_success(scenario, answer))
            complain(scenario->name, 0, "does not work", answer);
        /* Where it fails it may look why. */
        if (!scenario->ways && ((answer == RAWMAP_OK && made != 1) || made == 0 || last_number != scenario->numbers[0]))
            complain(scenario->name, 0, "is not made of the one call", answer);
        _exit(failures != 0);
    }
    cases++;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        failures++;
}

/* All scenarios, or those that are named. */
int main(int count, char **names)
{
    static const char *const lists[] = {"/proc/self/maps", "/proc/self/smaps"};
    know_the_machine();
    prepare();
    before.source = after.source = open(lists[0], O_RDONLY | O_CLOEXEC);
    flags_before.source = flags_after.source = open(lists[1], O_RDONLY | O_CLOEXEC);
    (void)close(STDIN_FILENO); /* the first descriptor that the library opens is 0 */
    for (unsigned i = 0; i < SCENARIOS; i++) {
        if (!is_wanted(&scenarios[i], count, names))
            continue;
        works(&scenarios[i]);
        each(&scenarios[i]);
    }
    for (unsigned i = 0; i < sizeof failed; i++)
        if (failed[i])
            printf("failed %u\n", i);
    printf("hook: %u scenarios, %u cases, %u failures\n", (unsigned)SCENARIOS, cases, failures);
    return failures != 0 || (count == 1 && cases < 10000);
}
