/* SPDX-License-Identifier: MIT */
/* Sandboxes refuse what they do not know, each with an errno of its own. Every function that has another way takes it,
   whichever errno it is: a table of functions, of the call that a real filter answers, and of the errnos; each in a child,
   which looks at the effect through libc. */
#include "rawmap.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE ((size_t)sysconf(_SC_PAGESIZE))
#define HUGE ((size_t)2 << 20)

/* This call, where this argument has these bits so, is answered with an errno. */
struct refused {
    unsigned number, argument, mask, value;
};

static bool refuse(struct refused call, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call.number, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, args) + 8 * call.argument),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, call.mask),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call.value, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static int ends[2];
static bool readable(const void *at)
{
    return write(ends[1], at, 1) == 1;
}
static bool all_are(rawmap_span span, char value)
{
    size_t i;
    for (i = 0; i < span.length; i++)
        if (((const char *)span.base)[i] != value)
            return false;
    return true;
}
static rawmap_span filled(size_t pages, int flags)
{
    rawmap_span span = {mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0), pages * PAGE};
    memset(span.base, 'f', span.length);
    return span;
}

/* --- the functions: 0, or the number of what is wrong --- */

static int guard_install(void)
{
    const rawmap_span span = filled(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, PAGE, PAGE);
    const rawmap_guard guard = rawmap_guard_install(middle);
    if (guard.status != RAWMAP_OK || !guard.by_protection)
        return 1;
    if (readable(middle.base) || !readable(span.base) || !readable((char *)span.base + 2 * PAGE))
        return 2;
    if (rawmap_guard_remove(middle, guard, RAWMAP_PROT(read, write)) != RAWMAP_OK)
        return 3;
    memset(span.base, 'g', span.length);
    return all_are(span, 'g') ? 0 : 4;
}
/* One of the two calls that can make marks is enough. */
static int guard_by_marks(void)
{
    const rawmap_span span = filled(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, PAGE, PAGE);
    const rawmap_guard guard = rawmap_guard_install(middle);
    /* Before Linux 6.14 there is one. */
    const bool marks = rawmap_knows_advice(RAWMAP_ADVICE(guard_install)) == RAWMAP_OK;
    if (guard.status != RAWMAP_OK || readable(middle.base))
        return 1;
    return !marks || !guard.by_protection ? 0 : 2;
}
static int guard_install_many(void)
{
    const rawmap_span all = filled(40, MAP_PRIVATE);
    rawmap_guard answers[20];
    rawmap_span spans[20];
    rawmap_advised done;
    size_t i;
    for (i = 0; i < 20; i++)
        spans[i] = rawmap_slice(all, 2 * i * PAGE, PAGE);
    done = rawmap_guard_install_many(spans, 20, answers);
    if (done.status != RAWMAP_OK || done.spans != 20)
        return 1;
    for (i = 0; i < 40; i++)
        if (readable((char *)all.base + i * PAGE) != (i % 2 == 1))
            return 2;
    done = rawmap_guard_remove_many(spans, 20, answers, RAWMAP_PROT(read, write));
    if (done.status != RAWMAP_OK || done.spans != 20)
        return 3;
    memset(all.base, 'g', all.length);
    return 0;
}
static int stack_map(void)
{
    rawmap_stack stack;
    if (rawmap_stack_map(&stack, 8 * PAGE, PAGE) != RAWMAP_OK || !stack.guard_by_protection)
        return 1;
    if (readable(RAWMAP_STACK_GROWS_UP ? (char *)stack.span.base + 7 * PAGE : (char *)stack.span.base))
        return 2;
    memset(stack.usable.base, 's', stack.usable.length);
    return rawmap_stack_unmap(&stack) == RAWMAP_OK ? 0 : 3;
}
static int cache_map(void)
{
    rawmap_cache cache;
    char value[4];
    if (rawmap_cache_map(&cache, 10, 100) != RAWMAP_OK)
        return 1;
    if (rawmap_cache_store(&cache, 3, "abcd", 4) != RAWMAP_OK)
        return 2;
    return rawmap_cache_fetch(&cache, 3, value, 4).status == RAWMAP_OK && memcmp(value, "abcd", 4) == 0 ? 0 : 3;
}
static int cache_not_droppable(void)
{
    rawmap_cache cache;
    if (rawmap_cache_map(&cache, 10, 100) != RAWMAP_OK || cache.droppable || !cache.free_lazily)
        return 4;
    return cache_map();
}
static int advise_many(void)
{
    const rawmap_span all = filled(40, MAP_PRIVATE);
    rawmap_span spans[20];
    rawmap_advised done;
    size_t i;
    for (i = 0; i < 20; i++)
        spans[i] = rawmap_slice(all, 2 * i * PAGE, PAGE);
    done = rawmap_advise_many(spans, 20, RAWMAP_ADVICE(dontneed));
    if (done.status != RAWMAP_OK || done.spans != 20)
        return 1;
    for (i = 0; i < 40; i++)
        if (!all_are(rawmap_slice(all, i * PAGE, PAGE), i % 2 == 0 ? 0 : 'f'))
            return 2;
    return 0;
}
static int grow(void)
{
    rawmap_span span = filled(2, MAP_PRIVATE);
    if (rawmap_grow(&span, 5 * PAGE) != RAWMAP_OK || span.length < 5 * PAGE)
        return 1;
    return all_are(rawmap_slice(span, 0, 2 * PAGE), 'f') && all_are(rawmap_slice(span, 2 * PAGE, 3 * PAGE), 0) ? 0 : 2;
}
static int grow_file(void)
{
    const int file = (int)syscall(SYS_memfd_create, "grown", 0);
    rawmap_span span = {NULL, PAGE};
    struct stat status;
    if (ftruncate(file, (off_t)PAGE) != 0)
        return 9;
    span.base = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (rawmap_grow_file(&span, file, 0, 5 * PAGE) != RAWMAP_OK)
        return 1;
    memset(span.base, 'l', span.length);
    return fstat(file, &status) == 0 && (size_t)status.st_size == span.length ? 0 : 2;
}
/* A step that cannot be taken gives way to the next, and the range is whole. The errno is not taken for a cause. */
static int ladder(rawmap_steps better, bool is_errno)
{
    const rawmap_span span = rawmap_region_reserve(HUGE, HUGE).span;
    rawmap_ladder report;
    if (rawmap_ladder_commit(span, rawmap_steps_union(better, RAWMAP_STEPS(small)), &report) != RAWMAP_OK)
        return 1;
    if (report.taken.bits != RAWMAP_STEPS(small).bits || report.refusals != 1)
        return 2;
    memset(span.base, 's', span.length);
    return is_errno && report.refusal[0].status > 4095 ? 3 : 0;
}
static int ladder_of_the_pool(void)
{
    return ladder(RAWMAP_STEPS(huge_2mb), false);
}
static int ladder_looking_at_the_range(void)
{
    return ladder(RAWMAP_STEPS(huge_2mb), true);
}
static int ladder_of_transparent(void)
{
    return ladder(RAWMAP_STEPS(transparent), true);
}
/* Without a look the step is taken all the same, and the report says so. */
static int ladder_unseen(void)
{
    const rawmap_span span = rawmap_region_reserve(HUGE, HUGE).span;
    rawmap_ladder report;
    if (rawmap_ladder_commit(span, RAWMAP_STEPS(transparent, small), &report) != RAWMAP_OK)
        return 1;
    if (report.taken.bits == RAWMAP_STEPS(transparent).bits && report.seen == RAWMAP_OK)
        return 2;
    memset(span.base, 's', span.length);
    return 0;
}

/* A step that is refused is undone: the file is there in small pages. */
static int ladder_of_a_file(void)
{
    const int file = (int)syscall(SYS_memfd_create, "ladder", 0);
    rawmap_ladder report;
    rawmap_mapping m;
    if (file < 0 || ftruncate(file, 2L * HUGE) != 0)
        return 1;
    m = rawmap_ladder_map_file(file, 0, 2 * HUGE, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(),
                               RAWMAP_STEPS(transparent, small), &report);
    if (m.status != RAWMAP_OK || report.taken.bits != RAWMAP_STEPS(small).bits || report.refusals != 1)
        return 2;
    memset(m.span.base, 's', m.span.length);
    return 0;
}

#include "sandbox_memory.h"

#define MADVISE(advice)                                                                                                \
    {                                                                                                                  \
        SYS_madvise, 2, ~0u, advice                                                                                    \
    }
#define DROPPABLE                                                                                                      \
    {                                                                                                                  \
        SYS_mmap, 3, 0xf, 8                                                                                            \
    }
#define PROCESS_MADVISE                                                                                                \
    {                                                                                                                  \
        SYS_process_madvise, 0, 0, 0                                                                                   \
    }
static const struct {
    const char *name;
    int (*call)(void);
    struct refused refused, also;
} table[] = {
    {"guard_install, madvise guard_install and process_madvise", guard_install, MADVISE(102), PROCESS_MADVISE},
    {"guard_install, process_madvise", guard_by_marks, PROCESS_MADVISE, {0, 0, 0, 0}},
    {"guard_install_many, process_madvise", guard_install_many, PROCESS_MADVISE, {0, 0, 0, 0}},
    {"guard_install_many, madvise guard_install", guard_install_many, MADVISE(102), {0, 0, 0, 0}},
    {"guard_install_many, both", guard_install_many, MADVISE(102), PROCESS_MADVISE},
    {"stack_map, madvise guard_install and process_madvise", stack_map, MADVISE(102), PROCESS_MADVISE},
    {"cache_map, droppable memory", cache_not_droppable, DROPPABLE, {0, 0, 0, 0}},
    {"cache_map, madvise free", cache_map, MADVISE(8), {0, 0, 0, 0}},
    {"advise_many, process_madvise", advise_many, PROCESS_MADVISE, {0, 0, 0, 0}},
    {"map_within, openat", within, {SYS_openat, 0, 0, 0}, {0, 0, 0, 0}},
    {"map_within, read", within, {SYS_read, 0, 0, 0}, {0, 0, 0, 0}},
    {"map_within, brk", within, {SYS_brk, 0, 0, 0}, {0, 0, 0, 0}},
    {"map_aligned of shared memory, openat", aligned_shared, {SYS_openat, 0, 0, 0}, {0, 0, 0, 0}},
    {"grow, madvise populate_read", grow, MADVISE(22), {0, 0, 0, 0}},
    {"grow_file, fallocate", grow_file, {SYS_fallocate, 0, 0, 0}, {0, 0, 0, 0}},
    {"ladder_commit of the pool, mremap", ladder_looking_at_the_range, {SYS_mremap, 0, 0, 0}, {0, 0, 0, 0}},
    {"ladder_commit of the pool, mmap of huge pages",
     ladder_of_the_pool,
     {SYS_mmap, 3, 0x40000, 0x40000},
     {0, 0, 0, 0}},
    {"ladder_commit of the pool, madvise cold", ladder_looking_at_the_range, MADVISE(20), {0, 0, 0, 0}},
    {"ladder_commit of transparent pages, madvise hugepage", ladder_of_transparent, MADVISE(14), {0, 0, 0, 0}},
    {"ladder_map_file, madvise collapse", ladder_of_a_file, MADVISE(25), {0, 0, 0, 0}},
    {"code_map, memfd_create", code_map, {SYS_memfd_create, 0, 0, 0}, {0, 0, 0, 0}},
    {"mapped_read, mapped_write, process_vm_readv and writev",
     mapped_cut,
     {SYS_process_vm_readv, 0, 0, 0},
     {SYS_process_vm_writev, 0, 0, 0}},
    {"secret_map, memfd_secret", secret_map, {RAWMAP_NR_memfd_secret, 0, 0, 0}, {0, 0, 0, 0}},
    {"secret_map, mincore", secret_map, {SYS_mincore, 0, 0, 0}, {0, 0, 0, 0}},
    {"ladder_commit of transparent pages, ioctl", ladder_unseen, {SYS_ioctl, 0, 0, 0}, {0, 0, 0, 0}},
};

int main(void)
{
    static const struct {
        const char *name;
        int error;
    } errors[] = {{"EINVAL", EINVAL}, {"EPERM", EPERM}, {"ENOSYS", ENOSYS}, {"EACCES", EACCES}};
    bool wrong = false;
    unsigned row, e;
    setvbuf(stdout, NULL, _IONBF, 0);
    if (pipe(ends) != 0)
        return 2;
    for (row = 0; row < sizeof table / sizeof table[0]; row++)
        for (e = 0; e < sizeof errors / sizeof errors[0]; e++) {
            int status = 0;
            const pid_t child = fork();
            if (child == 0)
                _exit(refuse(table[row].refused, errors[e].error) &&
                              (table[row].also.number == 0 || refuse(table[row].also, errors[e].error))
                          ? table[row].call()
                          : 10);
            if (child < 0 || waitpid(child, &status, 0) != child)
                return 2;
            if (status == 0) {
                printf("pass sandbox: %s: %s\n", table[row].name, errors[e].name);
            } else {
                wrong = true;
                printf("fail sandbox: %s: %s (%s %d)\n", table[row].name, errors[e].name,
                       WIFSIGNALED(status) ? "signal" : "step",
                       WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
            }
        }
    return wrong;
}
