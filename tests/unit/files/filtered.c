/* SPDX-License-Identifier: MIT */
/* Sandboxes that answer an errno to a call for which there is another way: each function x each errno, in a child behind a
   real filter. What comes is what libc found before. */
#include "unit_files.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

/* What a child finds behind filters for up to two calls: 0, or the number of the check that failed. */
static int behind(int (*checks)(void), long first, int first_error, long second, int second_error)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        forbid(first, first_error);
        if (second_error != 0)
            forbid(second, second_error);
        _exit(checks());
    }
    cr_assert(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status));
    cr_assert_neq(WEXITSTATUS(status), 99, "no filter");
    return WEXITSTATUS(status);
}

static int file, device;
static struct stat known;
static uint64_t device_size;
static rawmap_span mapped;
static int closing; /* what everything is answered */

static bool is(rawmap_file_bytes told, uint64_t expected)
{
    return told.status == RAWMAP_OK && told.bytes == expected;
}

static int sizes(void)
{
    if (!is(rawmap_file_size(file), (uint64_t)known.st_size))
        return 1;
    if (!is(rawmap_file_space(file), (uint64_t)known.st_blocks * 512))
        return 2;
    if (!is(rawmap_file_block(file), (uint64_t)known.st_blksize))
        return 3;
    if (!is(rawmap_file_size(open("/dev/null", O_RDONLY | O_CLOEXEC)), 0))
        return 4;
    if (rawmap_file_size(9999).status != RAWMAP_EBADF)
        return 5;
    return device >= 0 && !is(rawmap_file_size(device), device_size) ? 6 : 0;
}

static int no_sizes(void)
{
    const rawmap_file_bytes size = rawmap_file_size(file);
    if ((int)size.status != closing || size.bytes != 0)
        return 1;
    return (int)rawmap_file_space(file).status != closing || (int)rawmap_file_block(file).status != closing ? 2 : 0;
}

/* A device of blocks that this process may open, at whose end libc can look: of most machines' tests there is none, and
   old.c simulates one. */
static int some_device(void)
{
    static const char *const names[] = {"vda", "sda", "nvme0n1", "zram0", "loop0"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[64];
        int opened;
        off_t end;
        (void)snprintf(path, sizeof path, "/dev/%s", names[i]);
        opened = open(path, O_RDONLY | O_CLOEXEC);
        end = opened < 0 ? 0 : lseek(opened, 0, SEEK_END);
        if (end > 0) {
            device_size = (uint64_t)end;
            return opened;
        }
        close(opened);
    }
    return -1;
}

Test(filtered, sizes_without_statx)
{
    static const int errors[] = {EPERM, EACCES, ENOSYS};
    size_t i;
    UNIT_NEEDS_FACT(nested_filters);
    file = unit_file((size_t)5 * 4096 + 7, 'f');
    device = some_device();
    cr_assert_eq(fstat(file, &known), 0);
    cr_assert_eq(sizes(), 0, "with statx");
    for (i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        cr_assert_eq(behind(sizes, SYS_statx, errors[i], 0, 0), 0, "%d", errors[i]);
        closing = errors[i];
        cr_assert_eq(behind(no_sizes, SYS_statx, EPERM, SYS_fstat, closing), 0, "both, %d", errors[i]);
    }
    closing = EIO; /* is no answer of those who do not know it */
    cr_assert_eq(behind(no_sizes, SYS_statx, EIO, 0, 0), 0);
}

/* A file that grows by a hole: whatever keeps the call that makes a file longer and never shorter from it. */
static int growing(void)
{
    rawmap_span span = mapped;
    struct stat now;
    if (rawmap_grow_file(&span, file, 0, 5 * unit_page()) != RAWMAP_OK || span.length < 5 * unit_page())
        return 1;
    if (fstat(file, &now) != 0 || now.st_size < (off_t)span.length)
        return 2;
    ((volatile char *)span.base)[5 * unit_page() - 1] = 'g';
    if (unit_file_byte(file, 5 * unit_page() - 1) != 'g' || unit_file_byte(file, 0) != 'f')
        return 3;
    /* It is long enough: it stays as long as it is. */
    if (ftruncate(file, (off_t)(100 * unit_page())) != 0 ||
        rawmap_grow_file(&span, file, 0, 20 * unit_page()) != RAWMAP_OK)
        return 4;
    return fstat(file, &now) != 0 || now.st_size != (off_t)(100 * unit_page()) ? 5 : 0;
}

static int not_growing(void)
{
    rawmap_span span = mapped;
    if ((int)rawmap_grow_file(&span, file, 0, 5 * unit_page()) != closing || span.length != mapped.length)
        return 1;
    return (int)rawmap_grow_file_allocated(&span, file, 0, 5 * unit_page()) != closing ? 2 : 0;
}

static int not_allocating(void)
{
    rawmap_span span = mapped;
    return (int)rawmap_grow_file_allocated(&span, file, 0, 5 * unit_page()) != closing || span.base != mapped.base;
}

static void two_mapped_pages(void)
{
    const size_t page = unit_page();
    file = unit_file(2 * page, 'f');
    mapped = SPAN(rawmap_map_file(file, 0, 2 * page, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
}

Test(filtered, growing_without_fallocate)
{
    static const int hole_does[] = {EPERM, EACCES, ENOSYS, EOPNOTSUPP, ENOSPC, EDQUOT, ENOMEM, EINVAL};
    static const int final[] = {EIO, EFBIG, EINTR};
    size_t i;
    UNIT_NEEDS_FACT(nested_filters);
    for (i = 0; i < sizeof hole_does / sizeof hole_does[0]; i++) {
        two_mapped_pages();
        cr_assert_eq(behind(growing, SYS_fallocate, hole_does[i], 0, 0), 0, "%d", hole_does[i]);
        two_mapped_pages();
        cr_assert_eq(behind(growing, SYS_fallocate, hole_does[i], SYS_statx, EPERM), 0, "%d", hole_does[i]);
        two_mapped_pages();
        closing = hole_does[i];
        cr_assert_eq(behind(not_allocating, SYS_fallocate, closing, 0, 0), 0, "allocated, %d", closing);
        /* What the other way answers is what is told. */
        closing = EFBIG;
        two_mapped_pages();
        cr_assert_eq(behind(not_growing, SYS_fallocate, hole_does[i], SYS_ftruncate, closing) & ~2, 0, "%d",
                     hole_does[i]);
    }
    for (i = 0; i < sizeof final / sizeof final[0]; i++) {
        two_mapped_pages();
        closing = final[i];
        cr_assert_eq(behind(not_growing, SYS_fallocate, closing, 0, 0), 0, "%d", closing);
    }
}

/* --- code in two views, where no file in memory can be had: both are of one mapping --- */

static int code_twice(void)
{
    rawmap_code made;
    rawmap_span taken;
    if (rawmap_code_map(&made, unit_page(), RAWMAP_ANYWHERE) != RAWMAP_OK)
        return 1;
    *(volatile char *)made.writable.base = 'c';
    if (*(volatile char *)made.executable.base != 'c')
        return 2;
    taken = made.executable;
    if (rawmap_code_map(&made, unit_page(), RAWMAP_EXACTLY(taken.base)) != RAWMAP_EXACT_TAKEN)
        return 3;
    return made.executable.base != NULL || made.writable.base != NULL ? 4 : 0;
}

Test(filtered, code_in_two_views)
{
    static const int errors[] = {EPERM, EACCES, ENOSYS};
    size_t i;
    UNIT_NEEDS_FACT(nested_filters);
    for (i = 0; i < sizeof errors / sizeof errors[0]; i++)
        cr_assert_eq(behind(code_twice, SYS_memfd_create, errors[i], 0, 0), 0, "errno %d", errors[i]);
}
