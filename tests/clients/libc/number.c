/* SPDX-License-Identifier: MIT */
/* number.c: calls by number, and those that libc has no function for. */
#define _GNU_SOURCE
#include "layer.h"
#include "calls.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

int memfd_create(const char *name, unsigned flags)
{
    const rawmap_memfd_answer wanted =
        rawmap_memfd_from_linux(flags, (flags & MFD_HUGETLB) != 0 ? layer_huge_default() : 0);
    struct layer_asked asked;
    rawmap_file file = {wanted.status, -1};
    layer_begins(&asked, LAYER_memfd_create, SYS_memfd_create, LAYER_WORD(name), flags, 0, 0, 0, 0);
    if (wanted.status == RAWMAP_OK)
        file = rawmap_memfd(name, wanted.flags);
    return (int)layer_answers(&asked, file.status, file.fd);
}

/* rawmap's is always closed by an exec. */
int layer_userfaultfd(int flags)
{
    const rawmap_faults_options_answer wanted = rawmap_faults_options_from_linux(flags);
    rawmap_opened_faults opened = {wanted.status, {-1}};
    struct layer_asked asked;
    layer_begins(&asked, LAYER_userfaultfd, SYS_userfaultfd, LAYER_WORD(flags | O_CLOEXEC), 0, 0, 0, 0, 0);
    if (opened.status == RAWMAP_OK)
        opened = rawmap_faults_open(wanted.options);
    if (opened.status == RAWMAP_OK && (flags & O_CLOEXEC) == 0)
        (void)fcntl(opened.faults.file, F_SETFD, 0);
    return (int)layer_answers(&asked, opened.status, opened.faults.file);
}

rawmap_status layer_copy(void *theirs, const void *ours, size_t length)
{
    const rawmap_span from = rawmap_span_of((void *)LAYER_WORD(ours), length);
    const rawmap_span to = rawmap_span_of(theirs, length);
    const rawmap_size copied = rawmap_process_write(getpid(), &from, 1, &to, 1);
    return copied.status == RAWMAP_OK && copied.bytes == length ? RAWMAP_OK : RAWMAP_EFAULT;
}

rawmap_status layer_fetch(void *ours, const void *theirs, size_t length)
{
    const rawmap_span to = rawmap_span_of(ours, length);
    const rawmap_span from = rawmap_span_of((void *)LAYER_WORD(theirs), length);
    const rawmap_size copied = rawmap_process_read(getpid(), &to, 1, &from, 1);
    return copied.status == RAWMAP_OK && copied.bytes == length ? RAWMAP_OK : RAWMAP_EFAULT;
}

long layer_syscall(long number, long a, long b, long c, long d, long e, long f)
{
    typedef long libcs(long, ...);
    static libcs *kept;
    libcs *libc = __atomic_load_n(&kept, __ATOMIC_RELAXED);
    if (libc == NULL) {
        void *const found = dlsym(RTLD_NEXT, "syscall");
        memcpy(&libc, &found, sizeof libc);
        __atomic_store_n(&kept, libc, __ATOMIC_RELAXED);
    }
    return libc(number, a, b, c, d, e, f);
}

#define P(word) ((void *)(word))
#define I(word) ((int)(word))
#define U(word) ((unsigned)(word))
#define Z(word) ((size_t)(word))

long syscall(long number, ...)
{
    long a, b, c, d, e, f;
    va_list more;
    va_start(more, number);
    a = va_arg(more, long);
    b = va_arg(more, long);
    c = va_arg(more, long);
    d = va_arg(more, long);
    e = va_arg(more, long);
    f = va_arg(more, long);
    va_end(more);
    switch (number) {
    case SYS_mmap:
        return (long)mmap64(P(a), Z(b), I(c), I(d), I(e), f);
    case SYS_munmap:
        return munmap(P(a), Z(b));
    case SYS_mremap:
        return (long)mremap(P(a), Z(b), Z(c), I(d), P(e));
    case SYS_mprotect:
        return mprotect(P(a), Z(b), I(c));
    case SYS_madvise:
        return madvise(P(a), Z(b), I(c));
    case SYS_msync:
        return msync(P(a), Z(b), I(c));
    case SYS_mincore:
        return mincore(P(a), Z(b), P(c));
    case SYS_mlock:
        return mlock(P(a), Z(b));
    case SYS_mlock2:
        return mlock2(P(a), Z(b), U(c));
    case SYS_munlock:
        return munlock(P(a), Z(b));
    case SYS_mlockall:
        return mlockall(I(a));
    case SYS_munlockall:
        return munlockall();
    case SYS_remap_file_pages:
        return remap_file_pages(P(a), Z(b), I(c), Z(d), I(e));
    case RAWMAP_NR_mseal:
        return mseal(P(a), Z(b), (unsigned long)c);
    case SYS_memfd_create:
        return memfd_create(P(a), U(b));
    case SYS_pkey_alloc:
        return pkey_alloc(U(a), U(b));
    case SYS_pkey_free:
        return pkey_free(I(a));
    case SYS_pkey_mprotect:
        return pkey_mprotect(P(a), Z(b), I(c), I(d));
    case SYS_shmget:
        return shmget(I(a), Z(b), I(c));
    case SYS_shmat:
        return (long)shmat(I(a), P(b), I(c));
    case SYS_shmdt:
        return shmdt(P(a));
    case SYS_shmctl:
        return shmctl(I(a), I(b), P(c));
    case SYS_process_madvise:
        return process_madvise(I(a), P(b), Z(c), I(d), U(e));
    case SYS_mbind:
        return mbind(P(a), Z(b), I(c), P(d), Z(e), U(f));
    case SYS_set_mempolicy:
        return set_mempolicy(I(a), P(b), Z(c));
    case SYS_get_mempolicy:
        return get_mempolicy(P(a), P(b), Z(c), P(d), Z(e));
    case RAWMAP_NR_set_mempolicy_home_node:
        return set_mempolicy_home_node(P(a), Z(b), Z(c), Z(d));
    case SYS_migrate_pages:
        return migrate_pages(I(a), Z(b), P(c), P(d));
    case SYS_move_pages:
        return move_pages(I(a), Z(b), P(c), P(d), P(e), I(f));
    case SYS_userfaultfd:
        return layer_userfaultfd(I(a));
    default:
        return layer_syscall(number, a, b, c, d, e, f);
    }
}
