/* SPDX-License-Identifier: MIT */
/* A sandbox that answers an errno for system calls, as seccomp filters do: each scenario in a child of its own, behind a
   filter for the calls that it is made of: one at a time, and of several ways around each other also two. What a sandbox
   may answer to anything, EPERM, EACCES and ENOSYS, comes back as it is. */
#include "answers.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/wait.h>

static struct list before, after;

static bool forbid(long first, long second, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)first, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)second, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static const char *const what[] = {"",          "another status",          "the list of mappings has changed",
                                   "no filter", "a failure with a result", "the open descriptors have changed"};

static int in_child(const struct scenario *scenario, long first, long second, int error)
{
    const bool keeps_files = first == RAWMAP_NR_close || second == RAWMAP_NR_close;
    const bool keeps_mappings = first == RAWMAP_NR_munmap || second == RAWMAP_NR_munmap;
    uint64_t should_find = 0;
    rawmap_status status;
    lay_out();
    if (scenario->prepare)
        scenario->prepare();
    if (scenario->ways) {
        (void)scenario->call();
        should_find = found;
    }
    before.source = after.source = open("/proc/self/smaps", O_RDONLY | O_CLOEXEC);
    look(&before);
    if (!forbid(first, second, error))
        return 3;
    status = scenario->call();
    look(&after);
    if (!is_right(scenario, error, status, should_find))
        return 1;
    /* What cannot be given back is left: where it is, the scenario says. */
    if (!(scenario->ways && keeps_mappings) && !same_mappings(&before, &after))
        return 2;
    if (span_without_success || descriptor_is_odd)
        return 4;
    return !(scenario->ways && keeps_files) && before.descriptors != after.descriptors ? 5 : 0;
}

static void behind(const struct scenario *scenario, long first, long second, int error)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        alarm(1);
        _exit(in_child(scenario, first, second, error));
    }
    cases++;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 5)
        complain(scenario->name, error, "the child ended badly", RAWMAP_OK);
    else if (WEXITSTATUS(status)) {
        printf("without %ld and %ld: ", first, second);
        complain(scenario->name, error, what[WEXITSTATUS(status)], RAWMAP_OK);
    }
}

/* A sandbox answers these to anything: no name of theirs is in the table, so none is accepted from the library. */
static void nobodys_errno_has_a_name(void)
{
    for (unsigned i = 0; i < sizeof named / sizeof named[0]; i++)
        if (named[i].error == RAWMAP_LINUX_EPERM || named[i].error == RAWMAP_LINUX_EACCES ||
            named[i].error == RAWMAP_LINUX_ENOSYS)
            complain("the table of answers", named[i].error, "anybody's errno has a name", named[i].status);
}

/* All scenarios, or those that are named. */
int main(int count, char **names)
{
    static const int errors[] = {RAWMAP_LINUX_EPERM,  RAWMAP_LINUX_EINTR,     RAWMAP_LINUX_EAGAIN,
                                 RAWMAP_LINUX_ENOMEM, RAWMAP_LINUX_EACCES,    RAWMAP_LINUX_EINVAL,
                                 RAWMAP_LINUX_ENOSYS, RAWMAP_LINUX_EOPNOTSUPP};
    everywhere = true;
    know_the_machine();
    nobodys_errno_has_a_name();
    prepare();
    for (unsigned i = 0; i < SCENARIOS; i++)
        for (unsigned e = 0; is_wanted(&scenarios[i], count, names) && e < sizeof errors / sizeof errors[0]; e++)
            for (unsigned a = 0; a < scenarios[i].count; a++)
                for (unsigned b = a; b < scenarios[i].count; b++)
                    behind(&scenarios[i], scenarios[i].numbers[a], scenarios[i].numbers[b], errors[e]);
    printf("seccomp: %u cases, %u failures\n", cases, failures);
    return failures != 0 || (count == 1 && cases < 1000);
}
