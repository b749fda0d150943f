/* SPDX-License-Identifier: MIT */
/* Descriptors of every kind that a mapping can be asked of. */
#include "files.h"

const char *const backing_names[] = {
    "read-only",           "write-only", "read-write",   "append",    "memfd", "sealed memfd",
    "future-sealed memfd", "huge memfd", "secret memfd", "directory", "pipe",  "O_PATH",
    "/dev/zero",           "closed",     "-1",           "INT_MIN"};
int backing_fd[BACKINGS];
bool backing_there[BACKINGS];

static void keep(enum backing backing, rawmap_word fd)
{
    backing_fd[backing] = (int)fd;
    backing_there[backing] = fd >= 0;
}

static rawmap_word opened(const char *path, unsigned flags)
{
    return rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, (rawmap_word)(uintptr_t)path, (rawmap_word)flags,
                           0600);
}

static rawmap_word memory(unsigned flags, size_t length)
{
    const rawmap_word fd =
        rawmap_syscall2(RAWMAP_NR_memfd_create, (rawmap_word)(uintptr_t) "files", (rawmap_word)flags);
    if (fd >= 0)
        (void)rawmap_syscall2(RAWMAP_NR_ftruncate, fd, (rawmap_word)length);
    return fd;
}

void open_files(void)
{
    static const char path[] = "/tmp/rawmap.differential";
    static bool once;
    int ends[2] = {-1, -1};
    rawmap_word fd;
    if (once)
        return;
    once = true;
    fd = opened(path, RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CREAT | RAWMAP_LINUX_O_TRUNC);
    keep(FILE_READ_WRITE, fd);
    (void)rawmap_syscall2(RAWMAP_NR_ftruncate, fd, (rawmap_word)(4 * machine.page));
    keep(FILE_READ, opened(path, RAWMAP_LINUX_O_RDONLY));
    keep(FILE_WRITE, opened(path, RAWMAP_LINUX_O_WRONLY));
    keep(FILE_APPEND, opened(path, RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_APPEND));
    keep(PATH, opened(path, RAWMAP_LINUX_O_PATH));
    keep(DIRECTORY, opened("/tmp", RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_DIRECTORY));
    keep(ZERO_DEVICE, opened("/dev/zero", RAWMAP_LINUX_O_RDWR));
    (void)rawmap_syscall3(RAWMAP_NR_unlinkat, RAWMAP_LINUX_AT_FDCWD, (rawmap_word)(uintptr_t)path, 0);
    keep(MEMORY, memory(0, 4 * machine.page));
    fd = memory(RAWMAP_LINUX_MFD_ALLOW_SEALING, 4 * machine.page);
    (void)rawmap_syscall3(RAWMAP_NR_fcntl, fd, RAWMAP_LINUX_F_ADD_SEALS, RAWMAP_LINUX_F_SEAL_WRITE);
    keep(MEMORY_SEALED, fd);
    fd = memory(RAWMAP_LINUX_MFD_ALLOW_SEALING, 4 * machine.page);
    (void)rawmap_syscall3(RAWMAP_NR_fcntl, fd, RAWMAP_LINUX_F_ADD_SEALS, RAWMAP_LINUX_F_SEAL_FUTURE_WRITE);
    keep(MEMORY_FUTURE, fd);
    fd = machine.huge_free ? memory(RAWMAP_LINUX_MFD_HUGETLB, (size_t)2 << machine.huge_shift) : -1;
    keep(HUGE_FILE, fd);
#ifdef RAWMAP_NR_memfd_secret
    fd = rawmap_syscall1(RAWMAP_NR_memfd_secret, 0);
#else
    fd = -RAWMAP_LINUX_ENOSYS;
#endif
    if (fd >= 0)
        (void)rawmap_syscall2(RAWMAP_NR_ftruncate, fd, (rawmap_word)(4 * machine.page));
    keep(SECRET_FILE, fd);
    keep(PIPE, rawmap_syscall2(RAWMAP_NR_pipe2, (rawmap_word)(uintptr_t)ends, 0) == 0 ? ends[0] : -1);
    keep(CLOSED, 999);
    keep(NEGATIVE, -1);
    keep(MOST_NEGATIVE, -0x7fffffff - 1);
    backing_there[NEGATIVE] = backing_there[MOST_NEGATIVE] = true;
}

bool may_read(enum backing backing)
{
    return backing != FILE_WRITE;
}
bool may_write(enum backing backing)
{
    return backing != FILE_READ && backing != DIRECTORY && backing != PIPE;
}
