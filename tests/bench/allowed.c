/* SPDX-License-Identifier: MIT */
/* allowed COMMAND ARGUMENT...: runs it under a filter that allows every call by its number, and under no tracer: what the
   kernel asks of any program that has a filter. */
#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog filter = {1, &allow};
    if (count < 2 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        return 2;
    execvp(arguments[1], arguments + 1);
    perror(arguments[1]);
    return 2;
}
