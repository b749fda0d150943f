/* SPDX-License-Identifier: MIT */
/* Is this the machine that was meant? And do the system calls' numbers and arguments arrive?
   Run as: bootcheck RELEASE PAGE-SIZE HUGE-PAGES, with what the kernel must then say of itself. */
#include "plain.h"

static long passed, failed;

static char text[16384];

static void check(int good, const char *what)
{
    if (good) {
        passed++;
        return;
    }
    failed++;
    print("bootcheck: FAILED: ");
    print(what);
    print("\n");
}

/* mmap of private anonymous memory, however this architecture wants its arguments. */
static rawmap_word map_anonymous(size_t length, long protection)
{
    const long flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS;
#if defined RAWMAP_MMAP_BLOCK
    unsigned long block[6] = {0, length, (unsigned long)protection, (unsigned long)flags, (unsigned long)-1, 0};
    return rawmap_syscall1(RAWMAP_NR_mmap, word_of(block));
#elif defined RAWMAP_MMAP2_SHIFT
    return rawmap_syscall6(RAWMAP_NR_mmap2, 0, (rawmap_word)length, protection, flags, -1, 0);
#else
    return rawmap_syscall6(RAWMAP_NR_mmap, 0, (rawmap_word)length, protection, flags, -1, 0);
#endif
}

static int is_error(rawmap_word result)
{
    return result < 0 && result >= -4095;
}

/* The number that stands after the name at the start of a line of /proc/meminfo, in its unit; -1 without such a line. */
static long value_of(const char *name)
{
    size_t length = length_of(name);
    for (const char *at = text; *at; at++) {
        size_t i = 0;
        while (i < length && at[i] == name[i])
            i++;
        if (i == length && (at == text || at[-1] == '\n')) {
            at += length;
            while (*at == ' ')
                at++;
            return number_in(at);
        }
    }
    return -1;
}

static void check_memory(long page)
{
    volatile unsigned char *bytes;
    rawmap_word base = map_anonymous((size_t)page * 3, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE);
    check(!is_error(base), "mmap");
    if (is_error(base))
        return;
    bytes = (volatile unsigned char *)(uintptr_t)base;
    check((base & (page - 1)) == 0, "mapping starts on a page");
    check(bytes[0] == 0 && bytes[page * 3 - 1] == 0, "fresh memory is zero");
    /* Written to, or the first page would still be the kernel's one page of zeros, which Linux on 64-bit MIPS loses
       track of at mprotect: its pte_modify drops the mark of a special page ("BUG: Bad page map", then crashes). */
    bytes[0] = 1;
    bytes[page] = 1;
    /* Zero length reaches no mapping: only the address is judged, against the true page size. */
    check(rawmap_syscall3(RAWMAP_NR_madvise, base + page, 0, RAWMAP_LINUX_MADV_NORMAL) == 0, "page size not larger");
    check(rawmap_syscall3(RAWMAP_NR_madvise, base + page / 2, 0, RAWMAP_LINUX_MADV_NORMAL) == -RAWMAP_LINUX_EINVAL,
          "page size not smaller");
    check(rawmap_syscall3(RAWMAP_NR_madvise, base + page, page, RAWMAP_LINUX_MADV_DONTNEED) == 0, "madvise");
    check(bytes[page] == 0, "MADV_DONTNEED emptied the page");
    check(rawmap_syscall3(RAWMAP_NR_mprotect, base, page, 0) == 0, "mprotect");
    /* The kernel cannot read a path from memory that may not be read. */
    check(rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, base, 0, 0) == -RAWMAP_LINUX_EFAULT,
          "PROT_NONE is in force");
    check(rawmap_syscall2(RAWMAP_NR_munmap, base, page * 3) == 0, "munmap");
    check(rawmap_syscall3(RAWMAP_NR_msync, base, page * 3, 0) == -RAWMAP_LINUX_ENOMEM, "nothing is left mapped");
    check(rawmap_syscall2(RAWMAP_NR_munmap, base, 0) == -RAWMAP_LINUX_EINVAL, "munmap of nothing");
}

static int run(long count, char **arguments)
{
    static char name[6][65];
    static char file[] = "/tmp/bootcheck";
    rawmap_word fd;

    check(count == 4, "three arguments");
    if (count != 4)
        return 2;
    check(rawmap_syscall1(RAWMAP_NR_uname, word_of(name)) == 0, "uname");
    check(same(name[2], arguments[1]), name[2]);
    check_memory(number_in(arguments[2]));

    check(read_file("/proc/self/maps", text, sizeof text) > 0, "/proc is there");
    check(read_file("/sys/kernel/fscaps", text, sizeof text) > 0, "/sys is there");
    check(read_file("/proc/meminfo", text, sizeof text) > 0, "/proc/meminfo");
    check(value_of("MemTotal:") > 100000, "memory");
    if (number_in(arguments[3]))
        check(value_of("HugePages_Free:") == number_in(arguments[3]), "huge pages as asked on the command line");

    fd = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(file),
                         RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CREAT, 0600);
    check(fd >= 0, "/tmp can be written");
    check(rawmap_syscall3(RAWMAP_NR_write, fd, word_of(file), 4) == 4, "write");
    check(read_file(file, text, sizeof text) == 4 && same(text, "/tmp"), "the file holds what was written");

    print("bootcheck: ");
    print_number(passed);
    print(" passed, ");
    print_number(failed);
    print(" failed, 0 skipped\n");
    return failed != 0;
}

void bootcheck_main(uintptr_t *stack);

__attribute__((used)) void bootcheck_main(uintptr_t *stack)
{
    leave(run((long)stack[0], (char **)(stack + 1)));
}

RAWMAP_START(bootcheck_main);
