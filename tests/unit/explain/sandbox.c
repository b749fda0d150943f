/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: promises of the process, filters, and calls that nobody has. */
#include "unit_explain.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

static unit_told told;

static void forbid(long number, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program;
    code[1].k = (unsigned)number;
    code[2].k |= (unsigned)error;
    program.len = sizeof code / sizeof code[0];
    program.filter = code;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        _exit(99);
}

static void filtered(unit_told *to, unsigned number, int error)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    forbid((long)number, error);
    unit_words(to, number, unit_word(span.base), (rawmap_word)span.length, PROT_READ, 0, 0, 0);
}

static void protecting_is_not_permitted(unit_told *to)
{
    filtered(to, RAWMAP_NR_mprotect, EPERM);
}

static void unmapping_is_not_permitted(unit_told *to)
{
    filtered(to, RAWMAP_NR_munmap, EPERM);
}

static void locking_is_not_permitted(unit_told *to)
{
    filtered(to, RAWMAP_NR_mlock, EPERM);
}

static void protecting_is_denied(unit_told *to)
{
    filtered(to, RAWMAP_NR_mprotect, EACCES);
}

static void protecting_is_not_there(unit_told *to)
{
    filtered(to, RAWMAP_NR_mprotect, ENOSYS);
}

static void protecting_is_invalid(unit_told *to)
{
    filtered(to, RAWMAP_NR_mprotect, EINVAL);
}

/* What is private may be written, however its file is open. */
static void mapping_is_denied(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE, MAP_PRIVATE,
                    open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    forbid((long)to->call.number, EACCES);
}

static void no_such_call(unit_told *to)
{
    unit_words(to, 9999, 0, 0, 0, 0, 0, 0);
}

/* Named after all else is ruled out, and what says nothing stays what it is. */
Test(explain_sandbox, filters)
{
    UNIT_NEEDS_FACT(nested_filters);
    FOUND(protecting_is_not_permitted, STATE_NOT_ALLOWED);
    SAYS("A security module or sandbox");
    SAYS("filter of seccomp");
    FOUND(unmapping_is_not_permitted, STATE_NOT_ALLOWED);
    FOUND(locking_is_not_permitted, STATE_NOT_ALLOWED);
    FOUND(protecting_is_denied, STATE_ACCESS_DENIED);
    FOUND(mapping_is_denied, STATE_ACCESS_DENIED);
    FOUND(protecting_is_not_there, ENOSYS);
    cr_assert_neq(told.inside.not_seen & RAWMAP_LOOKED_FILTER, 0);
    FOUND(protecting_is_invalid, EINVAL);
    if (unit_line("/proc/self/status", "Seccomp") == 0) /* or a filter of the machine's may have answered */
        FOUND(no_such_call, STATE_CALL_MISSING);
}

/* A filter that lets the call through: who knows that it did need not suspect it. */
static void no_such_call_under_a_filter(unit_told *to)
{
    forbid(RAWMAP_NR_mlock, EPERM);
    no_such_call(to);
}

static void no_such_call_past_a_filter(unit_told *to)
{
    no_such_call_under_a_filter(to);
    to->call.past_filters = true;
}

static void above_all_under_a_filter(unit_told *to)
{
    forbid(RAWMAP_NR_mlock, EPERM);
    unit_words(to, RAWMAP_NR_munmap, (rawmap_word)(UINTPTR_MAX - 4 * unit_page() + 1), (rawmap_word)unit_page(), 0, 0,
               0, 0);
}

static void above_all_past_a_filter(unit_told *to)
{
    above_all_under_a_filter(to);
    to->call.past_filters = true;
}

Test(explain_sandbox, past_a_filter)
{
    UNIT_NEEDS_FACT(nested_filters);
    if (unit_line("/proc/self/status", "Seccomp") != 0)
        return; /* a filter of the machine's may answer */
    FOUND(no_such_call_under_a_filter, ENOSYS);
    cr_assert_eq(told.outside.not_seen, RAWMAP_LOOKED_FILTER | RAWMAP_LOOKED_KERNEL);
    FOUND(no_such_call_past_a_filter, STATE_CALL_MISSING);
    if (sizeof(size_t) == 4)
        return; /* all addresses are a program's where the kernel has 64 bits */
    FOUND(above_all_under_a_filter, EINVAL);
    FOUND(above_all_past_a_filter, STATE_OUT_OF_RANGE);
}

/* A seal and a filter: the filter alone would have been named if the mapping were not sealed. */
static void sealed_and_filtered(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    cr_assert(unit_seal(span));
    forbid(RAWMAP_NR_mlock, EPERM);
    unit_words(to, RAWMAP_NR_munmap, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

Test(explain_sandbox, a_filter_for_another_call)
{
    UNIT_NEEDS_FACT(nested_filters);
    UNIT_NEEDS_SEAL;
    FOUND(sealed_and_filtered, STATE_SEALED);
}

/* --- memory that cannot become executable --- */

static void gives_up(void)
{
    cr_assert_eq(prctl(65 /* PR_SET_MDWE */, 1ul, 0ul, 0ul, 0ul), 0);
}

static void writing_and_executing(unit_told *to)
{
    gives_up();
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static void executing_what_was_written(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    gives_up();
    unit_words(to, RAWMAP_NR_mprotect, unit_word(span.base), (rawmap_word)span.length, PROT_READ | PROT_EXEC, 0, 0, 0);
}

/* Given up as well, and it is the file. */
static void writing_a_file_that_is_read(unit_told *to)
{
    gives_up();
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED,
                    open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
}

/* Of another process nobody can tell: the errno stays. */
Test(explain_sandbox, gaining_execution)
{
    UNIT_NEEDS_LINUX(6, 3, "PR_SET_MDWE");
    FOUND_BOTH(writing_and_executing, RAWMAP_STATE_EXEC_GAIN, RAWMAP_EACCES);
    cr_assert(strstr(told.inside_words, "PR_SET_MDWE") != NULL);
    cr_assert_eq(told.outside.not_seen, RAWMAP_LOOKED_EXEC_GAIN);
    FOUND_BOTH(executing_what_was_written, RAWMAP_STATE_EXEC_GAIN, RAWMAP_EACCES);
    cr_assert_eq(told.outside.not_seen, RAWMAP_LOOKED_EXEC_GAIN);
    FOUND(writing_a_file_that_is_read, STATE_FILE_MODE);
}
