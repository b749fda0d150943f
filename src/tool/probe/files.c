/* SPDX-License-Identifier: MIT */
/* The library's calls on files. */
#include "../tool.h"

static void memfd(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 2);
    (void)row;
    if (file >= 0)
        judge(answer, file_get(file, page_size) == 2, "what is written is read back", "what is written is lost");
}

static void memfd_noexec(struct answer *answer, const struct row *row)
{
    enum { MAY_RUN = 0111 };
    struct file_facts facts;
    const rawmap_file file = rawmap_memfd("rawmap", RAWMAP_MEMFD(cloexec, noexec_seal));
    (void)row;
    if (!took(answer, file.status))
        return;
    if (!file_facts(file.fd, &facts))
        unknown(answer, "accepted; statx does not say whether the file may be run");
    else
        judge(answer, (facts.mode & MAY_RUN) == 0, "the file may not be run", "the file may be run");
}

static void memfd_either(struct answer *answer, const struct row *row)
{
    const rawmap_noexec_file file = rawmap_memfd_noexec_or_older("rawmap", RAWMAP_MEMFD(cloexec));
    (void)row;
    if (took(answer, file.status) && took(answer, rawmap_file_seal(file.fd, RAWMAP_SEAL(grow))))
        judge(answer, rawmap_file_resize(file.fd, 1) == RAWMAP_EPERM,
              file.noexec ? "a file that may not be run, and can be sealed" : "a file as older kernels have it, sealed",
              "the file cannot be sealed");
}

static void memfd_huge(struct answer *answer, const struct row *row)
{
    const int file = huge_file(answer);
    const rawmap_size size = rawmap_huge_page_default();
    rawmap_mapping m;
    (void)row;
    if (file < 0 || !took(answer, size.status))
        return;
    m = rawmap_map_file(file, 0, size.bytes, RAWMAP_PROT(none), RAWMAP_FILE_PRIVATE(noreserve),
                        place_for_huge(size.bytes));
    if (took(answer, m.status))
        judge(answer, rawmap_unmap(rawmap_slice(m.span, 0, page_size)) != RAWMAP_OK,
              "its mapping has huge pages: an ordinary one cannot be unmapped alone", "its mapping has ordinary pages");
}

#if RAWMAP_HAS_MEMFD_SECRET
/* Secret memory can be read by its process, but not through the kernel: not even by the process itself. */
static void secret(struct answer *answer, const struct row *row)
{
    char byte = 0;
    void *parts[4];
    rawmap_mapping m;
    const rawmap_file file = rawmap_memfd_secret(RAWMAP_SECRET(cloexec));
    (void)row;
    if (!took(answer, file.status))
        return;
    if (rawmap_file_resize(file.fd, page_size) != RAWMAP_OK) {
        unknown(answer, "the file could not be made longer");
        return;
    }
    m = rawmap_map_file(file.fd, 0, page_size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    if (!took(answer, m.status))
        return;
    *(volatile char *)m.span.base = 5;
    parts[0] = &byte;
    parts[1] = (void *)(uintptr_t)1;
    parts[2] = m.span.base;
    parts[3] = (void *)(uintptr_t)1;
    judge(answer,
          *(volatile char *)m.span.base == 5 &&
              rawmap_syscall6(RAWMAP_NR_process_vm_readv, rawmap_syscall0(RAWMAP_NR_getpid), word_of(parts), 1,
                              word_of(parts + 2), 1, 0) < 0,
          "holds what is written; process_vm_readv cannot read it", "process_vm_readv can read it");
}
#else
static void secret(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "this architecture has no such call");
}
#endif

static void seal_file(struct answer *answer, const struct row *row)
{
    const rawmap_file file = rawmap_memfd("rawmap", RAWMAP_MEMFD(cloexec, allow_sealing));
    (void)row;
    if (took(answer, file.status) && took(answer, rawmap_file_seal(file.fd, RAWMAP_SEAL(write))))
        judge(answer, !file_put(file.fd, 0, 1), "a file sealed against writing cannot be written",
              "a file sealed against writing can be written");
}

static void seals_of_file(struct answer *answer, const struct row *row)
{
    const rawmap_file file = rawmap_memfd("rawmap", RAWMAP_MEMFD(cloexec, allow_sealing));
    rawmap_file_seals_answer seals;
    (void)row;
    if (!took(answer, file.status) || !took(answer, rawmap_file_seal(file.fd, RAWMAP_SEAL(write))))
        return;
    seals = rawmap_file_seals(file.fd);
    if (took(answer, seals.status))
        judge(answer,
              rawmap_seals_include(seals.seals, RAWMAP_SEAL(write)) &&
                  !rawmap_seals_include(seals.seals, RAWMAP_SEAL(grow)),
              "tells the seal that was set, and no other", "does not tell the seal that was set");
}

static void open_file(struct answer *answer, const struct row *row)
{
    const rawmap_file file = rawmap_file_open("/proc/self/maps", RAWMAP_OPEN(read_only, cloexec));
    char byte = 0;
    (void)row;
    if (found(answer, file.status, "/proc/self/maps"))
        judge(answer, rawmap_syscall3(RAWMAP_NR_read, file.fd, word_of(&byte), 1) == 1 && !file_put(file.fd, 0, 1),
              "a file opened for reading is read, and cannot be written", "the file cannot be read, or be written");
}

/* No file is made: the name is that of a file in memory that is there, which truncate must empty. */
static void create_file(struct answer *answer, const struct row *row)
{
    char path[40] = "/proc/self/fd/";
    unsigned used = 14;
    const int old = file_of_pages(answer, 1);
    rawmap_file file;
    (void)row;
    if (old < 0)
        return;
    append_number(path, &used, sizeof path, (unsigned long)old);
    file = rawmap_file_create(path, 0600, RAWMAP_CREATE(read_write, truncate, cloexec));
    if (found(answer, file.status, "/proc/self/fd"))
        judge(answer, rawmap_file_size(old).bytes == 0 && file_put(file.fd, 0, 7) && file_get(old, 0) == 7,
              "a file that is there is emptied, and can be written", "truncate leaves the file as it is");
}

static void close_file(struct answer *answer, const struct row *row)
{
    const int file = memory_file(answer);
    (void)row;
    if (file >= 0 && took(answer, rawmap_file_close(file)))
        judge(answer, rawmap_file_size(file).status == RAWMAP_EBADF, "the descriptor is gone",
              "the descriptor is still open");
}

/* Three pages long, with a page in it. */
static int file_with_one_page(struct answer *answer)
{
    const int file = file_of_holes(answer, 3);
    if (file >= 0 && file_put(file, page_size, 1))
        return file;
    unknown(answer, "the file to try it on could not be written");
    return -1;
}

static void sizes(struct answer *answer, const struct row *row)
{
    const int file = file_with_one_page(answer);
    rawmap_file_bytes found;
    uint64_t expected;
    if (file < 0)
        return;
    found = row->argument == 0   ? rawmap_file_size(file)
            : row->argument == 1 ? rawmap_file_space(file)
                                 : rawmap_file_block(file);
    expected = row->argument == 0 ? 3 * page_size : page_size;
    if (took(answer, found.status)) {
        judge(answer,
              row->argument == 2 ? found.bytes != 0 && (found.bytes & (found.bytes - 1)) == 0 : found.bytes == expected,
              "a file with one page in a hole of three: ", "a file with one page in a hole of three: ");
        say_number(answer, (unsigned long)found.bytes);
    }
}

static void resize(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 2);
    (void)row;
    if (file >= 0 && took(answer, rawmap_file_resize(file, page_size)))
        judge(answer, file_get(file, page_size) < 0 && file_get(file, 0) == 1, "what is cut off is gone",
              "the file stays as long as it was");
}

static void allocate(struct answer *answer, const struct row *row)
{
    const int file = file_of_holes(answer, 2);
    (void)row;
    if (file >= 0 && took(answer, rawmap_file_allocate(file, 0, page_size, RAWMAP_ALLOCATE())))
        judge(answer, rawmap_file_space(file).bytes == page_size, "a hole takes up a page", "a hole stays a hole");
}

static void punch_hole(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 2);
    (void)row;
    if (file >= 0 && took(answer, rawmap_file_punch(file, 0, page_size)))
        judge(answer, file_get(file, 0) == 0 && file_get(file, page_size) == 2,
              "the page reads 0, the next one untouched", "the page keeps its contents");
}

/* What only files on disks know: on a file of three units that start with 1, 2 and 3. */
enum { UNIT = 65536, ZERO, UNSHARE, COLLAPSE, INSERT, WRITE_ZEROES };
static void on_disk(struct answer *answer, const struct row *row)
{
    const int file = disk_file(answer);
    rawmap_status status;
    int i;
    for (i = 0; i < 3 && file >= 0; i++)
        if (!file_put(file, (size_t)i * UNIT, i + 1)) {
            unknown(answer, "the file to try it on could not be written");
            return;
        }
    if (file < 0 || !took(answer, rawmap_file_resize(file, (uint64_t)3 * UNIT)))
        return;
    switch (row->argument) {
    case ZERO:
        status = rawmap_file_zero(file, UNIT, UNIT, RAWMAP_ALLOCATE());
        break;
    case UNSHARE:
        status = rawmap_file_unshare(file, UNIT, UNIT, RAWMAP_ALLOCATE());
        break;
    case COLLAPSE:
        status = rawmap_file_collapse(file, UNIT, UNIT);
        break;
    case INSERT:
        status = rawmap_file_insert(file, UNIT, UNIT);
        break;
    default:
        status = rawmap_file_write_zeroes(file, UNIT, UNIT);
        break;
    }
    if (!took(answer, status))
        return;
    i = file_get(file, UNIT);
    switch (row->argument) {
    case UNSHARE:
        unknown(answer, "accepted; no other file shares the range");
        break;
    case COLLAPSE:
        judge(answer, i == 3, "what came after the range follows what came before", "the range is still there");
        break;
    case INSERT:
        judge(answer, i == 0 && file_get(file, 2 * (size_t)UNIT) == 2, "a hole, and then what was there",
              "nothing has moved");
        break;
    default:
        judge(answer, i == 0 && file_get(file, 2 * (size_t)UNIT) == 3, "the range reads 0", "the range is as it was");
    }
}

const struct row rows_of_files[] = {
    {"call", "memfd", "3.17", memfd, 0},
    {"call", "memfd_noexec_or_older", "3.17", memfd_either, 0},
    {"call", "memfd_secret", "5.14", secret, 0},
    {"call", "file_seal", "3.17", seal_file, 0},
    {"call", "file_seals", "3.17", seals_of_file, 0},
    {"call", "file_open", "2.6.16", open_file, 0},
    {"call", "file_create", "2.6.16", create_file, 0},
    {"call", "file_close", "1.0", close_file, 0},
    {"call", "file_size", "2.4", sizes, 0},
    {"call", "file_space", "2.4", sizes, 1},
    {"call", "file_block", "2.4", sizes, 2},
    {"call", "file_resize", "2.4", resize, 0},
    {"call", "file_allocate", "2.6.23", allocate, 0},
    {"call", "file_punch", "2.6.38", punch_hole, 0},
    {"call", "file_zero", "3.15", on_disk, ZERO},
    {"call", "file_unshare", "4.14", on_disk, UNSHARE},
    {"call", "file_collapse", "3.15", on_disk, COLLAPSE},
    {"call", "file_insert", "4.1", on_disk, INSERT},
    {"call", "file_write_zeroes", "6.17", on_disk, WRITE_ZEROES},
    {"memfd", "noexec_seal", "6.3", memfd_noexec, 0},
    {"memfd", "huge", "4.14", memfd_huge, 0},
    {0, 0, 0, 0, 0},
};
