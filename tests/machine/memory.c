/* SPDX-License-Identifier: MIT */
/* What the kernel's memory management has and shows. */
#include "controls.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/swap.h>

#define PAGE ((size_t)sysconf(_SC_PAGESIZE))

/* A field of smaps in kB for the mapping that starts at the address; -1 where there is none. */
static long smaps_field(const void *address, const char *field)
{
    char line[512];
    unsigned long from, to;
    long value = -1;
    int inside = 0;
    FILE *file = fopen("/proc/self/smaps", "re");
    while (file != NULL && value < 0 && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
            inside = from == (unsigned long)(uintptr_t)address;
        else if (inside && strncmp(line, field, strlen(field)) == 0)
            value = strtol(line + strlen(field), NULL, 10);
    if (file != NULL)
        fclose(file);
    return value;
}

/* Apart from its neighbours, whose entry of smaps it would share. */
static char *memory(size_t length)
{
    char *around = (char *)mmap(NULL, length + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (around == MAP_FAILED || mprotect(around + PAGE, length, PROT_READ | PROT_WRITE) != 0)
        exit(2);
    return around + PAGE;
}

/* The page of zeros counts for nobody, a page of one's own counts. */
static int zero_page(char *seen, const char *directory)
{
    char *page = memory(PAGE);
    long resident;
    (void)directory;
    madvise(page, PAGE, MADV_NOHUGEPAGE);
    if (*(volatile char *)page != 0)
        return answer(seen, 0, "fresh memory is not zero");
    resident = smaps_field(page, "Rss:");
    return answer(seen, resident == 0, "a page that was read counts %ld kB", resident);
}

static int names(char *seen, const char *directory)
{
    char *page = memory(PAGE);
    (void)directory;
    return errno_answer(seen, prctl(0x53564d41, 0UL, page, PAGE, "controls") == 0, "PR_SET_VMA_ANON_NAME");
}

static int nodes(char *seen, const char *directory)
{
    char list[128] = "";
    FILE *file = fopen("/sys/devices/system/node/has_memory", "re");
    (void)directory;
    if (file == NULL)
        return answer(seen, 0, "no list of nodes in /sys");
    (void)!fgets(list, sizeof list, file);
    fclose(file);
    list[strcspn(list, "\n")] = '\0';
    return answer(seen, strpbrk(list, ",-") != NULL, "memory on node %s", list);
}

/* A kernel without nodes, and a sandbox, refuse the questions. */
static int numa(char *seen, const char *directory)
{
    char *page = memory(PAGE);
    void *pages[1] = {page};
    int mode, where[1] = {-1};
    (void)directory;
    page[0] = 1;
    if (syscall(SYS_get_mempolicy, &mode, NULL, 0UL, NULL, 0UL) != 0)
        return errno_answer(seen, 0, "get_mempolicy");
    if (syscall(SYS_move_pages, 0, 1UL, pages, NULL, where, 0) != 0)
        return errno_answer(seen, 0, "move_pages");
    return errno_answer(seen, syscall(SYS_mbind, page, PAGE, 0, NULL, 0UL, 0U) == 0,
                        "get_mempolicy, mbind, move_pages");
}

static int sealing(char *seen, const char *directory)
{
    (void)directory;
    return errno_answer(seen, syscall(NR_MSEAL, memory(PAGE), PAGE, 0UL) == 0, "mseal");
}

static int thp(char *seen, const char *directory)
{
    char mode[128] = "";
    long got;
    const size_t huge = (size_t)2 << 20;
    FILE *file = fopen("/sys/kernel/mm/transparent_hugepage/enabled", "re");
    char *base = memory(4 * huge), *aligned = base + (huge - (uintptr_t)base % huge);
    (void)directory;
    if (file == NULL)
        return answer(seen, 0, "the kernel is built without them");
    (void)!fgets(mode, sizeof mode, file);
    fclose(file);
    mode[strcspn(mode, "\n")] = '\0';
    if (madvise(aligned, 3 * huge, MADV_HUGEPAGE) != 0)
        return errno_answer(seen, 0, "MADV_HUGEPAGE");
    memset(aligned, 1, 3 * huge);
    got = smaps_field(aligned, "AnonHugePages:");
    return answer(seen, got > 0, "%s; advised memory has %ld kB of them", mode, got);
}

/* A swap file of 1 MiB: the header is one page, with its sign at the page's end. */
static int swap(char *seen, const char *directory)
{
    static char block[1 << 20];
    const uint32_t head[3] = {1, (uint32_t)(sizeof block / PAGE - 1), 0};
    char path[4096], line[256];
    int lines = 0, file, on;
    sigset_t all;
    FILE *swaps = fopen("/proc/swaps", "re");
    while (swaps != NULL && fgets(line, sizeof line, swaps) != NULL)
        lines++;
    if (swaps != NULL)
        fclose(swaps);
    if (lines > 1)
        return answer(seen, 1, "%d on", lines - 1);
    memcpy(block + 1024, head, sizeof head);
    memcpy(block + PAGE - 10, "SWAPSPACE2", 10);
    snprintf(path, sizeof path, "%s/swapfile", directory);
    unlink(path);
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 || write(file, block, sizeof block) != (ssize_t)sizeof block || fsync(file) != 0)
        return errno_answer(seen, 0, "cannot write a swap file");
    close(file);
    alarm(0); /* what is switched on is switched off again, whatever is asked of this process */
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    on = swapon(path, 0);
    errno_answer(seen, on == 0, "none is on; swapon of a file");
    if (on == 0 && swapoff(path) != 0)
        return errno_answer(seen, 0, "swapoff");
    unlink(path);
    return on == 0;
}

/* Memory is dirty until it is written to the disk, and leaves memory when it is not needed; a tmpfs keeps it dirty. */
static int disk(char *seen, const char *directory)
{
    char path[4096], *page;
    unsigned char in = 1;
    int file;
    snprintf(path, sizeof path, "%s/file", directory);
    unlink(path);
    file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    unlink(path);
    page = file >= 0 && ftruncate(file, (off_t)PAGE) == 0
               ? (char *)mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
               : (char *)MAP_FAILED;
    if (page == MAP_FAILED)
        return errno_answer(seen, 0, "a file cannot be mapped");
    page[0] = 1;
    if (msync(page, PAGE, MS_SYNC) != 0)
        return errno_answer(seen, 0, "msync");
    if (smaps_field(page, "Shared_Dirty:") + smaps_field(page, "Private_Dirty:") != 0)
        return answer(seen, 0, "a page of a file stays dirty after msync");
    munmap(page, PAGE);
    page = (char *)mmap(NULL, PAGE, PROT_READ, MAP_SHARED, file, 0);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    return mincore(page, PAGE, &in) == 0 && (in & 1) == 0 ? answer(seen, 1, "written, and let go")
                                                          : answer(seen, 0, "a page of a file stays in memory");
}

static int secret_memory(char *seen, const char *directory)
{
    const int file = (int)syscall(NR_MEMFD_SECRET, 0UL);
    (void)directory;
    if (file < 0 || ftruncate(file, (off_t)PAGE) != 0)
        return errno_answer(seen, 0, "memfd_secret");
    return errno_answer(seen, mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) != MAP_FAILED,
                        "memfd_secret, mapped");
}

static int overcommit(char *seen, const char *directory)
{
    FILE *file = fopen("/proc/sys/vm/overcommit_memory", "re");
    const int mode = file != NULL ? fgetc(file) - '0' : -1;
    (void)directory;
    return answer(seen, mode == 0 || mode == 1, "vm.overcommit_memory is %d", mode);
}

/* The kernel's structures, for libc's headers are older than they are. */
struct query {
    uint64_t size, flags, address, start, end, vma_flags, page_size, offset, inode;
    uint32_t major, minor, name_size, build_id_size;
    uint64_t name, build_id;
};
struct scan {
    uint64_t size, flags, start, end, walk_end, regions, regions_length, max_pages, inverted, mask, anyof, answer;
};

static int procmap_query(char *seen, const char *directory)
{
    struct query query;
    const int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    (void)directory;
    memset(&query, 0, sizeof query);
    query.size = sizeof query;
    query.address = (uint64_t)(uintptr_t)&query;
    return errno_answer(seen, ioctl(file, _IOWR('f', 17, struct query), &query) == 0, "PROCMAP_QUERY");
}

static int pagemap_scan(char *seen, const char *directory)
{
    char *page = memory(PAGE);
    struct scan scan;
    const int file = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    (void)directory;
    memset(&scan, 0, sizeof scan);
    scan.size = sizeof scan;
    scan.start = (uint64_t)(uintptr_t)page;
    scan.end = scan.start + PAGE;
    scan.answer = 8; /* PAGE_IS_PRESENT */
    return errno_answer(seen, ioctl(file, _IOWR('f', 16, struct scan), &scan) >= 0, "PAGEMAP_SCAN");
}

const struct control memory_controls[] = {
    {"zero_page", zero_page},
    {"names", names},
    {"nodes", nodes},
    {"numa", numa},
    {"mseal", sealing},
    {"thp", thp},
    {"swap", swap},
    {"disk", disk},
    {"secret_memory", secret_memory},
    {"overcommit", overcommit},
    {"procmap_query", procmap_query},
    {"pagemap_scan", pagemap_scan},
    {NULL, NULL},
};
