/* SPDX-License-Identifier: MIT */
/* Runs a command on a machine that lacks something:

       without FACT... -- COMMAND ARGUMENT...

   Facts are those of facts.tsv, or `all`; and `docker`, what a container of Docker's may do by default. What can be is
   really taken away, by a seccomp filter (rules.h), by giving up capabilities, by mounts; facts.sh says "no" for the rest. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "rules.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <unistd.h>

static struct sock_filter filter[1024];
static unsigned short length;
static char **facts;
static int fact_count;

static int taken(const char *fact)
{
    int i;
    for (i = 0; i < fact_count; i++)
        if (strcmp(facts[i], fact) == 0 || (strcmp(facts[i], "all") == 0 && strcmp(fact, "docker") != 0))
            return 1;
    return 0;
}

static void fatal(const char *what)
{
    perror(what);
    exit(125);
}

static void add(unsigned code, unsigned k, unsigned yes, unsigned no)
{
    const struct sock_filter one = {(unsigned short)code, (unsigned char)yes, (unsigned char)no, k};
    if (length == sizeof filter / sizeof filter[0])
        exit(125);
    filter[length++] = one;
}

/* The lower half of an argument is first in memory on little-endian machines. */
static unsigned argument(unsigned number)
{
    const union {
        unsigned whole;
        unsigned char bytes[sizeof(unsigned)];
    } one = {1};
    return (unsigned)(offsetof(struct seccomp_data, args) + 8 * number + (one.bytes[0] ? 0 : 4));
}

#define LOAD(offset) add(BPF_LD | BPF_W | BPF_ABS, (unsigned)(offset), 0, 0)

static void refuse(int error)
{
    if (error == KILL)
        add(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
    else
        add(BPF_RET | BPF_K, error != 0 ? SECCOMP_RET_ERRNO | (unsigned)error : SECCOMP_RET_ALLOW, 0, 0);
}

static void add_rule(const struct rule *rule)
{
    switch (rule->call) {
    case CALLS_OF_32BIT:
        LOAD(offsetof(struct seccomp_data, arch));
        add(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_I386, 0, 1);
        break;
    case CALLS_OF_X32:
        LOAD(offsetof(struct seccomp_data, nr));
        add(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, 0, 1);
        break;
    default:
        LOAD(offsetof(struct seccomp_data, nr));
        if (rule->sort == ALWAYS) {
            add(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)rule->call, 0, 1);
            break;
        }
        add(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)rule->call, 0, 4);
        LOAD(argument(rule->argument));
        add(BPF_ALU | BPF_AND | BPF_K, rule->mask, 0, 0);
        add(BPF_JMP | BPF_JEQ | BPF_K, rule->value, rule->sort == OTHER, rule->sort == EQUAL);
    }
    refuse(rule->error);
}

/* Numbers mean other calls to 32-bit programs, which pass. */
static void add_rules(unsigned native)
{
    size_t i;
    for (i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].call == CALLS_OF_32BIT && taken(rules[i].fact))
            add_rule(&rules[i]);
    LOAD(offsetof(struct seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, native, 1, 0);
    refuse(0);
    for (i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].call != CALLS_OF_32BIT && taken(rules[i].fact))
            add_rule(&rules[i]);
    refuse(0);
}

/* The architecture that a filter sees for this program's calls. */
static unsigned native_architecture(void)
{
    static const struct {
        const char *machine;
        unsigned number;
    } known[] = {{"x86_64", AUDIT_ARCH_X86_64},
                 {"aarch64", AUDIT_ARCH_AARCH64},
                 {"riscv64", AUDIT_ARCH_RISCV64},
                 {"ppc64le", AUDIT_ARCH_PPC64LE},
                 {"s390x", AUDIT_ARCH_S390X}};
    struct utsname name;
    size_t i;
    if (uname(&name) != 0)
        fatal("uname");
    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(name.machine, known[i].machine) == 0)
            return known[i].number;
    errno = ENOTSUP;
    fatal(name.machine);
    return 0;
}

/* Docker keeps fourteen: CHOWN to SETPCAP, NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, MKNOD, AUDIT_WRITE and SETFCAP. */
static void give_up_capabilities(void)
{
    static const unsigned docker =
        0xa80425fb; /* CHOWN to SETPCAP without LINUX_IMMUTABLE, and NET_BIND_SERVICE, NET_RAW,
                                                  SYS_CHROOT, MKNOD, AUDIT_WRITE, SETFCAP */
    static const unsigned facts_of_tests = 1u << 14 | 1u << 17 | 1u << 19 | 1u << 21 | 1u << 23 | 1u << 24;
    unsigned bit;
    for (bit = 0; prctl(PR_CAPBSET_READ, bit, 0, 0, 0) >= 0; bit++) {
        const unsigned here = bit < 32 ? 1u << bit : 0;
        if ((taken("capabilities") && here & facts_of_tests) || (taken("docker") && !(here & docker)))
            if (prctl(PR_CAPBSET_DROP, bit, 0, 0, 0) != 0 && geteuid() == 0)
                fatal("PR_CAPBSET_DROP");
    }
}

/* A place of its own, where /proc/sys can be read only and /sys/fs/cgroup is empty. */
static void cover(void)
{
    const int sysctl = taken("sysctl") || taken("docker"), cgroup = taken("memory_cgroup") || taken("docker");
    if (geteuid() != 0 || (!sysctl && !cgroup))
        return;
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        fatal("unshare");
    if (sysctl && (mount("/proc/sys", "/proc/sys", NULL, MS_BIND, NULL) != 0 ||
                   mount(NULL, "/proc/sys", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0))
        fatal("/proc/sys");
    if (cgroup && access("/sys/fs/cgroup", F_OK) == 0 && mount("none", "/sys/fs/cgroup", "tmpfs", MS_RDONLY, NULL) != 0)
        fatal("/sys/fs/cgroup");
}

int main(int count, char **arguments)
{
    struct sock_fprog program;
    unsigned native;
    facts = arguments + 1;
    while (fact_count < count - 1 && strcmp(facts[fact_count], "--") != 0)
        fact_count++;
    if (fact_count + 2 >= count) {
        fprintf(stderr, "without FACT... -- COMMAND ARGUMENT...\n");
        return 125;
    }
    native = native_architecture();
    cover();
    give_up_capabilities();
    add_rules(native);
    program.len = length;
    program.filter = filter;
    /* The filter comes last: it may forbid the next one. Without the capability no program may gain any. */
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0 &&
        (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0))
        fatal("a filter");
    execvp(facts[fact_count + 1], facts + fact_count + 1);
    fatal(facts[fact_count + 1]);
}
