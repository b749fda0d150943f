/* SPDX-License-Identifier: MIT */
/* The page size on an ABI whose kernels have different ones, behind filters that answer to one or several of the calls by
   which it can be asked: what comes back is the page size of this machine, or 0 where none is left; and an advice is known,
   or could not be asked about. */
#include "../unit/odd.h"

#include "../../include/rawmap.h"

#include <stdio.h>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const long ways[] = {SYS_madvise, SYS_mprotect, SYS_msync, SYS_mincore};
enum { WAYS = sizeof ways / sizeof ways[0] };

static bool forbid(long number, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* 0 where the answer is right. */
static int behind(unsigned hidden, int error, size_t page)
{
    const bool asked = (hidden & 1) == 0; /* madvise */
    for (unsigned way = 0; way < WAYS; way++)
        if ((hidden & 1u << way) != 0 && !forbid(ways[way], error))
            return 1;
    if (rawmap_page_size() != (hidden == (1u << WAYS) - 1 ? 0 : page))
        return 2;
    if (rawmap_knows_advice(RAWMAP_ADVICE(willneed)) != (asked ? RAWMAP_OK : (rawmap_status)error))
        return 3;
    return 0;
}

int main(void)
{
    static const int errors[] = {RAWMAP_LINUX_EPERM, RAWMAP_LINUX_EACCES, RAWMAP_LINUX_ENOSYS, RAWMAP_LINUX_EINVAL};
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    unsigned cases = 0, failures = 0;
    setvbuf(stdout, NULL, _IONBF, 0);
    for (unsigned e = 0; e < sizeof errors / sizeof errors[0]; e++)
        for (unsigned hidden = 0; hidden < 1u << WAYS; hidden++) {
            int status = 0;
            const pid_t child = fork();
            if (child == 0) {
                alarm(2);
                _exit(behind(hidden, errors[e], page));
            }
            cases++;
            if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
                failures++;
                printf("with %d, of the four calls without %#x: %s\n", errors[e], hidden,
                       !WIFEXITED(status)         ? "the child ended badly"
                       : WEXITSTATUS(status) == 1 ? "no filter"
                       : WEXITSTATUS(status) == 2 ? "another page size"
                                                  : "the advice is not so");
            }
        }
    printf("page_size: %u cases, %u failures\n", cases, failures);
    return failures != 0 || cases < 64;
}
