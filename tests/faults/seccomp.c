/* SPDX-License-Identifier: MIT */
/* A sandbox that answers an errno for one system call, as seccomp filters do: each call of the library in a child of its
   own, behind a filter for the system call that it is made of. */
#include "scenarios.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/wait.h>

static struct list before, after;

static int forbid(long number, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* 0 well, 1 another status, 2 the list has changed, 3 no filter, 4 a span on failure */
static int in_child(const struct scenario *scenario, int error)
{
    rawmap_status status;
    lay_out();
    if (scenario->is_shared)
        shared();
    list_mappings(&before);
    if (forbid(scenario->number, error))
        return 3;
    status = scenario->call();
    list_mappings(&after);
    if (!scenario->goes_on && status != expected(scenario, error))
        return 1;
    if (strcmp(before.text, after.text))
        return 2;
    return span_without_success ? 4 : 0;
}

int main(void)
{
    static const int errors[] = {RAWMAP_LINUX_EPERM,  RAWMAP_LINUX_EINTR,     RAWMAP_LINUX_EAGAIN,
                                 RAWMAP_LINUX_ENOMEM, RAWMAP_LINUX_EACCES,    RAWMAP_LINUX_EINVAL,
                                 RAWMAP_LINUX_ENOSYS, RAWMAP_LINUX_EOPNOTSUPP};
    static const char *const what[] = {"", "another status", "the list of mappings has changed", "no filter",
                                       "a failure with a span"};
    for (unsigned i = 0; i < SCENARIOS; i++)
        for (unsigned e = 0; e < sizeof errors / sizeof errors[0]; e++) {
            int status = 0;
            const pid_t child = fork();
            if (child == 0)
                _exit(in_child(&scenarios[i], errors[e]));
            cases++;
            if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 4)
                complain(scenarios[i].name, errors[e], "the child ended badly", RAWMAP_OK);
            else if (WEXITSTATUS(status))
                complain(scenarios[i].name, errors[e], what[WEXITSTATUS(status)], RAWMAP_OK);
        }
    printf("seccomp: %u cases, %u failures\n", cases, failures);
    return failures != 0 || cases < 100;
}
