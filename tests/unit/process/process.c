/* SPDX-License-Identifier: MIT */
/* rawmap_process_*: advice on the memory of processes, and copies of it. */
#include "unit_process.h"

#include <sched.h>
#include <sys/ptrace.h>

static rawmap_process handle(int file)
{
    rawmap_process process;
    process.file = file;
    return process;
}

static rawmap_process opened(int number)
{
    const rawmap_opened_process got = rawmap_process_open(number);
    STATUS(OK, got.status);
    return got.process;
}

/* On one processor: Linux keeps what another has just touched out of the reach of pageout. */
static void stay_here(void)
{
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET((size_t)sched_getcpu(), &here);
    cr_assert_eq(sched_setaffinity(0, sizeof here, &here), 0);
}

/* A child that fills a span, and answers with its first byte once it is asked; the pipe ends when the parent does. */
struct child {
    pid_t number;
    int ask, answer;
};
static struct child child_with(rawmap_span span, int value, int protection)
{
    struct child child;
    int asked[2], answered[2];
    char byte;
    cr_assert_eq(pipe(asked) | pipe(answered), 0);
    child.number = fork();
    if (child.number == 0) {
        close(asked[1]);
        memset(span.base, value, span.length);
        mprotect(span.base, span.length, protection);
        if (write(answered[1], "r", 1) != 1 || read(asked[0], &byte, 1) != 1 || write(answered[1], span.base, 1) != 1)
            _exit(1);
        _exit(0);
    }
    close(asked[0]);
    close(answered[1]);
    child.ask = asked[1];
    child.answer = answered[0];
    cr_assert_eq(read(child.answer, &byte, 1), 1);
    return child;
}
static int child_byte(struct child child)
{
    unsigned char byte;
    cr_assert_eq(write(child.ask, "a", 1), 1);
    cr_assert_eq(read(child.answer, &byte, 1), 1);
    cr_assert_eq(waitpid(child.number, NULL, 0), child.number);
    return byte;
}

Test(process, open_and_close)
{
    const rawmap_process process = opened(getpid());
    char path[64], target[64];
    ssize_t length;
    snprintf(path, sizeof path, "/proc/self/fd/%d", process.file);
    length = readlink(path, target, sizeof target - 1);
    cr_assert_gt(length, 0);
    target[length] = '\0';
    cr_assert_not_null(strstr(target, "pidfd"), "%s", target);
    cr_assert(fcntl(process.file, F_GETFD) & FD_CLOEXEC);
    STATUS(OK, rawmap_process_close(process));
    STATUS(EBADF, rawmap_process_close(process));
    STATUS(ESRCH, rawmap_process_open(0x3fffffff).status);
    cr_assert_eq(rawmap_process_open(0x3fffffff).process.file, -1);
    ROW(process_open, REFUSED, EINVAL, PROCESS_NOT_POSITIVE, (0));
    ROW(process_open, REFUSED, EINVAL, PROCESS_NOT_POSITIVE, (-1));
}

/* Two spans of this process in one call: the page between them stays. */
Test(process, advice_on_many_spans)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span spans[] = {rawmap_slice(span, 0, page), rawmap_slice(span, 2 * page, page)};
    const rawmap_process self = opened(getpid());
    rawmap_size advised;
    UNIT_NEEDS_FACT(process_madvise);
    UNIT_NEEDS_LINUX(6, 13, "every advice on the calling process");
    unit_fill(span, 5);
    advised = rawmap_process_advise(self, spans, 2, RAWMAP_ADVICE(dontneed));
    STATUS(OK, advised.status);
    cr_assert_eq(advised.bytes, 2 * page);
    cr_assert(unit_filled(spans[0], 0));
    cr_assert(unit_filled(spans[1], 0));
    cr_assert(unit_filled(rawmap_slice(span, page, page), 5));
    UNIT_NEEDS_LINUX(6, 14, "PIDFD_SELF");
    advised = rawmap_process_advise(RAWMAP_PROCESS_SELF, &span, 1, RAWMAP_ADVICE(dontneed));
    STATUS(OK, advised.status);
    cr_assert_eq(advised.bytes, 3 * page);
    cr_assert(unit_filled(span, 0));
}

/* As the docs say: what could be advised is counted; a first span that cannot is told. */
Test(process, advice_that_ends_early)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    rawmap_span spans[] = {rawmap_slice(span, 0, page), rawmap_slice(span, page, page),
                           rawmap_slice(span, 2 * page, page)};
    const rawmap_process self = opened(getpid());
    rawmap_size advised;
    UNIT_NEEDS_FACT(process_madvise);
    UNIT_NEEDS_LINUX(6, 13, "every advice on the calling process");
    unit_fill(span, 5);
    cr_assert_eq(munmap(spans[1].base, page), 0);
    advised = rawmap_process_advise(self, spans, 3, RAWMAP_ADVICE(dontneed));
    STATUS(OK, advised.status);
    cr_assert_eq(advised.bytes, page);
    cr_assert(unit_filled(spans[2], 5));
    advised = rawmap_process_advise(self, spans + 1, 2, RAWMAP_ADVICE(dontneed));
    STATUS(ENOMEM, advised.status);
    cr_assert_eq(advised.bytes, 0);
    /* An empty span among others is passed over. */
    spans[1].length = 0;
    advised = rawmap_process_advise(self, spans, 3, RAWMAP_ADVICE(dontneed));
    STATUS(OK, advised.status);
    cr_assert_eq(advised.bytes, 2 * page);
    cr_assert(unit_filled(spans[2], 0));
}

/* Droppable memory loses what is paged out: the child reads zeros. */
Test(process, advice_on_another_process)
{
    const size_t page = unit_page();
    rawmap_span span;
    struct child child;
    rawmap_process process;
    rawmap_size advised;
    UNIT_NEEDS_LINUX(6, 11, "droppable memory");
    UNIT_NEEDS_FACT(process_madvise);
    UNIT_NEEDS_FACT(capabilities); /* SYS_NICE */
    stay_here();
    span = SPAN(rawmap_map(page, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE));
    child = child_with(span, 7, PROT_READ);
    process = opened(child.number);
    STATUS(EINVAL, rawmap_process_advise(process, &span, 1, RAWMAP_ADVICE(dontneed)).status);
    advised = rawmap_process_advise(process, &span, 1, RAWMAP_ADVICE(pageout));
    STATUS(OK, advised.status);
    cr_assert_eq(advised.bytes, page);
    cr_assert_eq(child_byte(child), 0);
    STATUS(ESRCH, rawmap_process_advise(process, &span, 1, RAWMAP_ADVICE(pageout)).status);
}

/* Who may copy from a process, or to it, may trace it. */
Test(process, copies)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE), local = unit_pages(2, MAP_PRIVATE);
    const rawmap_span pieces[] = {rawmap_slice(local, 1, 10), rawmap_slice(local, page, page)};
    struct child child;
    rawmap_size copied;
    char byte = 'w';
    UNIT_NEEDS_FACT(ptrace);
    child = child_with(span, 7, PROT_READ | PROT_WRITE);
    copied = rawmap_process_read(child.number, pieces, 2, &span, 1);
    STATUS(OK, copied.status);
    cr_assert_eq(copied.bytes, 10 + page);
    cr_assert_eq(((char *)local.base)[0], 0);
    cr_assert_eq(((char *)local.base)[1], 7);
    cr_assert_eq(((char *)local.base)[11], 0);
    cr_assert(unit_filled(pieces[1], 7));
    {
        const rawmap_span one = unit_span(&byte, 1);
        copied = rawmap_process_write(child.number, &one, 1, &span, 1);
    }
    STATUS(OK, copied.status);
    cr_assert_eq(copied.bytes, 1);
    cr_assert_eq(*(char *)span.base, 0, "the byte went into this process");
    cr_assert_eq(child_byte(child), 'w');
    STATUS(ESRCH, rawmap_process_read(child.number, pieces, 2, &span, 1).status);
}

Test(process, copies_that_end_early)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE), local = unit_pages(2, MAP_PRIVATE);
    rawmap_size copied;
    unit_fill(span, 5);
    cr_assert_eq(mprotect((char *)span.base + page, page, PROT_NONE), 0);
    copied = rawmap_process_read(getpid(), &local, 1, &span, 1);
    STATUS(OK, copied.status);
    cr_assert_eq(copied.bytes, page);
    cr_assert_eq(mprotect(span.base, page, PROT_READ), 0);
    copied = rawmap_process_write(getpid(), &local, 1, &span, 1);
    STATUS(EFAULT, copied.status);
    cr_assert_eq(copied.bytes, 0);
    cr_assert_eq(*(char *)span.base, 5);
}

Test(process, release_of_one_that_lives)
{
    const struct child child = child_with(unit_pages(1, MAP_PRIVATE), 7, PROT_READ);
    const rawmap_process process = opened(child.number);
    UNIT_NEEDS_LINUX(5, 15, "process_mrelease");
    ROW(process_release, UNSURE, EINVAL, PROCESS_NOT_DYING, (process));
    cr_assert_eq(child_byte(child), 7);
    STATUS(ESRCH, rawmap_process_release(process));
}

/* The kernel stops a traced child on its way out, while its memory is still there. */
Test(process, release)
{
    const size_t length = (size_t)8 << 20;
    rawmap_span span;
    struct child child;
    rawmap_process process;
    char path[64];
    long before;
    int status;
    UNIT_NEEDS_FACT(ptrace);
    UNIT_NEEDS_LINUX(5, 15, "process_mrelease");
    span = unit_span(mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), length);
    child = child_with(span, 7, PROT_READ);
    process = opened(child.number);
    snprintf(path, sizeof path, "/proc/%d/status", (int)child.number);
    cr_assert_eq(ptrace(PTRACE_SEIZE, child.number, NULL, PTRACE_O_TRACEEXIT), 0);
    cr_assert_eq(kill(child.number, SIGKILL), 0);
    cr_assert_eq(waitpid(child.number, &status, 0), child.number);
    UNIT_NEEDS(WIFSTOPPED(status), "this kernel does not stop what is killed");
    before = unit_line(path, "RssAnon");
    cr_assert_geq(before, (long)(length >> 10));
    STATUS(OK, rawmap_process_release(process));
    cr_assert_lt(unit_line(path, "RssAnon"), before - (long)(length >> 11));
    ptrace(PTRACE_CONT, child.number, NULL, NULL);
    cr_assert_eq(waitpid(child.number, &status, 0), child.number);
    cr_assert(WIFSIGNALED(status));
    STATUS(ESRCH, rawmap_process_release(process));
}

Test(process, rows_of_advice)
{
    static rawmap_span many[1025];
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const rawmap_process self = opened(getpid());
    const rawmap_advice cold = RAWMAP_ADVICE(cold);
    size_t i;
    UNIT_NEEDS_FACT(process_madvise);
    for (i = 0; i < 1025; i++)
        many[i] = span;
    cr_assert_eq(syscall(SYS_process_madvise, self.file, &span, 0, cold.value, 0), 0, "Linux does not ignore it");
    ROW(process_advise, IGNORED, EINVAL, SPANS_NONE, (self, &span, 0, cold));
    ROW(process_advise, REFUSED, EFAULT, SPANS_MISSING, (self, NULL, 1, cold));
    ROW(process_advise, REFUSED, EINVAL, SPANS_TOO_MANY, (self, many, 1025, cold));
    STATUS(OK, rawmap_process_advise(self, many, 1024, cold).status);
    ROW(process_advise, REFUSED, EBADF, PROCESS_NOT_OPEN, (handle(-1), &span, 1, cold));
}

Test(process, rows)
{
    static rawmap_span many[1025];
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const int me = getpid();
    size_t i;
    for (i = 0; i < 1025; i++)
        many[i] = span;
    ROW(process_release, REFUSED, EBADF, PROCESS_NOT_OPEN, (handle(-1)));
    cr_assert_eq(syscall(SYS_process_vm_readv, me, &span, 0L, &span, 1L, 0L), 0, "Linux does not ignore it");
    ROW(process_read, IGNORED, EINVAL, SPANS_NONE, (me, &span, 0, &span, 1));
    ROW(process_write, IGNORED, EINVAL, SPANS_NONE, (me, &span, 1, &span, 0));
    ROW(process_read, GUARDED, ESRCH, PROCESS_NOT_POSITIVE_ESRCH, (0, &span, 1, &span, 1));
    ROW(process_write, GUARDED, ESRCH, PROCESS_NOT_POSITIVE_ESRCH, (-5, &span, 1, &span, 1));
    ROW(process_read, GUARDED, EFAULT, SPANS_MISSING, (me, NULL, 1, &span, 1));
    ROW(process_write, GUARDED, EFAULT, SPANS_MISSING, (me, &span, 1, NULL, 1));
    ROW(process_read, UNSURE, EINVAL, SPANS_TOO_MANY, (me, many, 1025, &span, 1));
    ROW(process_write, UNSURE, EINVAL, SPANS_TOO_MANY, (me, &span, 1, many, 1025));
}

/* Linux copies no more than 2 GiB less a page at once, and calls it success: what is left comes with the next call. */
Test(process, copies_of_more_than_two_gigabytes)
{
    static rawmap_span ours[192], theirs[192];
    const size_t length = (size_t)16 << 20, most = 0x80000000u - unit_page();
    const rawmap_span from = unit_pages(length / unit_page(), MAP_PRIVATE),
                      to = unit_pages(length / unit_page(), MAP_PRIVATE);
    rawmap_size copied;
    size_t i;
    UNIT_NEEDS(sizeof(size_t) > 4, "needs 64-bit addresses");
    unit_fill(from, 'f');
    for (i = 0; i < 192; i++) {
        ours[i] = to;
        theirs[i] = from;
    }
    copied = rawmap_process_read(getpid(), ours, 192, theirs, 192);
    STATUS(OK, copied.status);
    cr_assert_eq(copied.bytes, most, "%zx", copied.bytes);
    cr_assert(unit_filled(to, 'f'));
    /* From where it stopped, in the middle of the 128th. */
    ours[127] = rawmap_slice(to, length - unit_page(), unit_page());
    theirs[127] = rawmap_slice(from, length - unit_page(), unit_page());
    copied = rawmap_process_read(getpid(), ours + 127, 65, theirs + 127, 65);
    STATUS(OK, copied.status);
    cr_assert_eq(copied.bytes, 192 * length - most);
    /* A page that cannot be read ends it as well: then the next call says so. */
    cr_assert_eq(mprotect((char *)from.base + unit_page(), unit_page(), PROT_NONE), 0);
    copied = rawmap_process_read(getpid(), &to, 1, &from, 1);
    STATUS(OK, copied.status);
    cr_assert_eq(copied.bytes, unit_page());
    theirs[0] = rawmap_slice(from, unit_page(), length - unit_page());
    STATUS(EFAULT, rawmap_process_read(getpid(), &to, 1, theirs, 1).status);
}
