/* SPDX-License-Identifier: MIT */
/* What a process may do here, and what /proc shows. */
#include "controls.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

static unsigned long long status_field(const char *field, int base)
{
    char line[256];
    unsigned long long value = 0;
    FILE *file = fopen("/proc/self/status", "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, field, strlen(field)) == 0)
            value = strtoull(line + strlen(field), NULL, base);
    if (file != NULL)
        fclose(file);
    return value;
}

struct handshake {
    uint64_t api, features, ioctls;
};

static int userfaultfd(char *seen, const char *directory)
{
    struct handshake shake = {0xaa, 0, 0};
    const char *what = "userfaultfd";
    int file = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
    (void)directory;
    if (file < 0 && errno == EPERM) {
        what = "userfaultfd, of user mode only";
        file = (int)syscall(SYS_userfaultfd, O_CLOEXEC | 1);
    }
    return errno_answer(seen, file >= 0 && ioctl(file, _IOWR(0xaa, 0x3f, struct handshake), &shake) == 0, what);
}

static int can_trace(char *seen, const char *directory)
{
    int good, status;
    const pid_t child = fork();
    (void)directory;
    if (child < 0)
        return errno_answer(seen, 0, "fork");
    if (child == 0) {
        alarm(10); /* should the control end before */
        pause();
        _exit(0);
    }
    good = ptrace(PTRACE_SEIZE, child, 0, 0) == 0 && ptrace(PTRACE_INTERRUPT, child, 0, 0) == 0 &&
           waitpid(child, &status, 0) == child && WIFSTOPPED(status);
    errno_answer(seen, good, "PTRACE_SEIZE");
    kill(child, SIGKILL);
    return good;
}

/* Advice to this process itself. Linux 5.13 to 6.12 want a capability for that, too. */
static int process_advice(char *seen, const char *directory)
{
    const int self = (int)syscall(SYS_pidfd_open, getpid(), 0U);
    struct iovec none = {NULL, 0};
    (void)directory;
    if (self < 0)
        return errno_answer(seen, 0, "pidfd_open");
    return errno_answer(seen, syscall(SYS_process_madvise, self, &none, 1UL, MADV_COLD, 0U) == 0, "process_madvise");
}

static int user_namespaces(char *seen, const char *directory)
{
    (void)directory;
    return errno_answer(seen, unshare(CLONE_NEWUSER) == 0, "unshare");
}

static int mount_namespaces(char *seen, const char *directory)
{
    (void)directory;
    return errno_answer(seen, unshare(CLONE_NEWNS) == 0, "unshare");
}

/* Root of a user namespace has them in name only: its map of users is not the whole one. */
static int capabilities(char *seen, const char *directory)
{
    static const struct {
        unsigned bit;
        const char *name;
    } wanted[] = {{0, "CHOWN"},      {6, "SETGID"},      {7, "SETUID"},     {14, "IPC_LOCK"},
                  {17, "SYS_RAWIO"}, {19, "SYS_PTRACE"}, {21, "SYS_ADMIN"}, {23, "SYS_NICE"}};
    const unsigned long long have = status_field("CapEff:", 16);
    unsigned long long from = 1, to = 1, users = 0;
    char missing[SEEN] = "";
    size_t i;
    FILE *map = fopen("/proc/self/uid_map", "re");
    (void)directory;
    if (map == NULL || fscanf(map, "%llu %llu %llu", &from, &to, &users) != 3 || to != 0 || users != 0xffffffff)
        strcpy(missing, " the whole map of users");
    for (i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (!(have >> wanted[i].bit & 1)) {
            strcat(missing, " ");
            strcat(missing, wanted[i].name);
        }
    return missing[0] == '\0' ? answer(seen, 1, "CapEff %llx, user %u", have, (unsigned)geteuid())
                              : answer(seen, 0, "CapEff %llx, user %u: without%s", have, (unsigned)geteuid(), missing);
}

/* What of /proc the tests read. */
static int proc(char *seen, const char *directory)
{
    static const char *const files[] = {"maps", "smaps", "pagemap", "mem", "status"};
    static char text[1 << 20];
    char path[64], missing[SEEN] = "";
    size_t i;
    (void)directory;
    for (i = 0; i < sizeof files / sizeof files[0]; i++) {
        off_t at = 0;
        int file, good;
        if (strcmp(files[i], "mem") == 0)
            at = (off_t)(uintptr_t)&i;
        else if (strcmp(files[i], "pagemap") == 0)
            at = (off_t)((uintptr_t)&i / (uintptr_t)sysconf(_SC_PAGESIZE) * 8);
        snprintf(path, sizeof path, "/proc/self/%s", files[i]);
        file = open(path, O_RDONLY | O_CLOEXEC);
        good = file >= 0 && pread(file, text, strcmp(files[i], "pagemap") == 0 ? 8 : sizeof text - 1, at) > 0;
        if (good && strcmp(files[i], "smaps") == 0)
            good = strstr(text, "VmFlags:") != NULL;
        if (file >= 0)
            close(file);
        if (!good)
            strcat(strcat(missing, " "), files[i]);
    }
    return missing[0] == '\0' ? answer(seen, 1, "maps smaps pagemap mem status")
                              : answer(seen, 0, "cannot be read:%s", missing);
}

static int nested_filters(char *seen, const char *directory)
{
    struct sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const struct sock_fprog program = {1, allow};
    const unsigned long long there = status_field("Seccomp_filters:", 10);
    int first, second;
    (void)directory;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return errno_answer(seen, 0, "PR_SET_NO_NEW_PRIVS");
    first = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    second = first == 0 ? (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) : -1;
    return second == 0 ? answer(seen, 1, "over %llu that are there", there) : errno_answer(seen, 0, "a filter");
}

static int sysctl(char *seen, const char *directory)
{
    (void)directory;
    return errno_answer(seen, open("/proc/sys/vm/overcommit_memory", O_WRONLY | O_CLOEXEC) >= 0,
                        "/proc/sys/vm opened for writing");
}

const struct control system_controls[] = {
    {"userfaultfd", userfaultfd},
    {"ptrace", can_trace},
    {"process_madvise", process_advice},
    {"user_namespaces", user_namespaces},
    {"mount_namespaces", mount_namespaces},
    {"capabilities", capabilities},
    {"proc", proc},
    {"nested_filters", nested_filters},
    {"sysctl", sysctl},
    {NULL, NULL},
};
