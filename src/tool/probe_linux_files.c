/* SPDX-License-Identifier: MIT */
/* Calls of Linux that the library does not wrap: on files in memory. */
#include "tool.h"

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
    const rawmap_word file = rawmap_syscall2(RAWMAP_NR_memfd_create, word_of("rawmap"),
                                             RAWMAP_LINUX_MFD_CLOEXEC | RAWMAP_LINUX_MFD_NOEXEC_SEAL);
    (void)row;
    if (!raw_took(answer, file))
        return;
    if (!file_facts((int)file, &facts))
        unknown(answer, "accepted; statx does not say whether the file may be run");
    else
        judge(answer, (facts.mode & MAY_RUN) == 0, "the file may not be run", "the file may be run");
}

static void memfd_hugetlb(struct answer *answer, const struct row *row)
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

#ifdef RAWMAP_NR_fcntl
#define NR_FCNTL RAWMAP_NR_fcntl
#else
#define NR_FCNTL RAWMAP_NR_fcntl64
#endif

static void seal_file(struct answer *answer, const struct row *row)
{
    const rawmap_word file = rawmap_syscall2(RAWMAP_NR_memfd_create, word_of("rawmap"),
                                             RAWMAP_LINUX_MFD_CLOEXEC | RAWMAP_LINUX_MFD_ALLOW_SEALING);
    (void)row;
    if (raw_took(answer, file) &&
        raw_took(answer, rawmap_syscall3(NR_FCNTL, file, RAWMAP_LINUX_F_ADD_SEALS, RAWMAP_LINUX_F_SEAL_WRITE)))
        judge(answer, !file_put((int)file, 0, 1), "a file sealed against writing cannot be written",
              "a file sealed against writing can be written");
}

/* Offset and length are 64 bits wide: two words each on 32-bit ABIs, in the architecture's order. */
static void punch_hole(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 2);
    const rawmap_word how = RAWMAP_LINUX_FALLOC_FL_PUNCH_HOLE | RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE;
    const rawmap_word length = (rawmap_word)page_size;
    rawmap_word result;
    (void)row;
    if (file < 0)
        return;
    if (sizeof(rawmap_word) == 8)
        result = rawmap_syscall4(RAWMAP_NR_fallocate, file, how, 0, length);
    else
#ifdef RAWMAP_PAIR_HIGH_FIRST
        result = rawmap_syscall6(RAWMAP_NR_fallocate, file, how, 0, 0, 0, length);
#else
        result = rawmap_syscall6(RAWMAP_NR_fallocate, file, how, 0, 0, length, 0);
#endif
    if (raw_took(answer, result))
        judge(answer, file_get(file, 0) == 0 && file_get(file, page_size) == 2,
              "the page reads 0, the next one untouched", "the page keeps its contents");
}

const struct row rows_of_linux_files[] = {
    {"linux", "memfd_create", "3.17", memfd, 0},
    {"linux", "memfd_hugetlb", "4.14", memfd_hugetlb, 0},
    {"linux", "memfd_noexec_seal", "6.3", memfd_noexec, 0},
    {"linux", "memfd_seal_write", "3.17", seal_file, 0},
    {"linux", "fallocate_punch_hole", "2.6.38", punch_hole, 0},
    {0, 0, 0, 0, 0},
};
