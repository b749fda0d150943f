/* SPDX-License-Identifier: MIT */
/* Files to map: all of them in memory, gone when the probe ends. */
#include "tool.h"

static rawmap_word new_file(unsigned flags)
{
    static const char name[] = "rawmap";
    /* Kernels from 6.3 on want to hear whether the file may be run; older ones do not know the question. */
    rawmap_word file = rawmap_syscall2(RAWMAP_NR_memfd_create, word_of(name),
                                       (rawmap_word)(flags | RAWMAP_LINUX_MFD_CLOEXEC | RAWMAP_LINUX_MFD_NOEXEC_SEAL));
    if (file == -RAWMAP_LINUX_EINVAL)
        file = rawmap_syscall2(RAWMAP_NR_memfd_create, word_of(name), (rawmap_word)(flags | RAWMAP_LINUX_MFD_CLOEXEC));
    return file;
}

int memory_file(struct answer *answer)
{
    const rawmap_word file = new_file(0);
    if (file >= 0)
        return (int)file;
    unknown(answer, "no file in memory to try it on: ");
    say(answer, rawmap_status_name((rawmap_status)-file));
    return -1;
}

int huge_file(struct answer *answer)
{
    const rawmap_word file = new_file(RAWMAP_LINUX_MFD_HUGETLB);
    if (file >= 0)
        return (int)file;
    refused(answer, (rawmap_status)-file, "no file of huge pages can be made");
    return -1;
}

static bool seek(int file, size_t offset)
{
#ifdef RAWMAP_NR_lseek
    return rawmap_syscall3(RAWMAP_NR_lseek, file, (rawmap_word)offset, 0) >= 0;
#else
    uint64_t result = 0;
    return rawmap_syscall5(RAWMAP_NR_llseek, file, 0, (rawmap_word)offset, word_of(&result), 0) >= 0;
#endif
}

bool file_put(int file, size_t offset, int byte)
{
    const unsigned char it = (unsigned char)byte;
    return seek(file, offset) && rawmap_syscall3(RAWMAP_NR_write, file, word_of(&it), 1) == 1;
}

int file_get(int file, size_t offset)
{
    unsigned char it = 0;
    if (!seek(file, offset) || rawmap_syscall3(RAWMAP_NR_read, file, word_of(&it), 1) != 1)
        return -1;
    return it;
}

int file_of_holes(struct answer *answer, size_t pages)
{
    const int file = memory_file(answer);
    if (file < 0 || file_resize(file, (unsigned long)(pages * page_size)))
        return file;
    unknown(answer, "the file to try it on could not be made longer");
    return -1;
}

int file_of_pages(struct answer *answer, size_t pages)
{
    size_t i;
    const int file = file_of_holes(answer, pages);
    for (i = 0; i < pages && file >= 0; i++)
        if (!file_put(file, i * page_size, (int)i + 1)) {
            unknown(answer, "the file to try it on could not be written");
            return -1;
        }
    return file;
}

/* The length is 64 bits wide: a pair of words on 32-bit ABIs, in the order that the architecture has. */
bool file_resize(int file, unsigned long length)
{
#ifdef RAWMAP_NR_ftruncate
    return rawmap_syscall2(RAWMAP_NR_ftruncate, file, (rawmap_word)length) == 0;
#else
#ifdef RAWMAP_PAIR_HIGH_FIRST
    const rawmap_word first = 0, second = (rawmap_word)length;
#else
    const rawmap_word first = (rawmap_word)length, second = 0;
#endif
#ifdef RAWMAP_PAIR_ALIGNED
    return rawmap_syscall4(RAWMAP_NR_ftruncate64, file, 0, first, second) == 0;
#else
    return rawmap_syscall3(RAWMAP_NR_ftruncate64, file, first, second) == 0;
#endif
#endif
}

/* statx has one layout on every architecture. */
bool file_facts(int file, struct file_facts *facts)
{
    struct {
        uint32_t mask, block;
        uint64_t attributes;
        uint32_t links, user, group;
        uint16_t mode, unused;
        uint64_t sizes_and_times[12];
        uint32_t rdev_major, rdev_minor, dev_major, dev_minor, more[28];
    } statx;
    memset(&statx, 0, sizeof statx);
    if (rawmap_syscall5(RAWMAP_NR_statx, file, word_of(""), RAWMAP_LINUX_AT_EMPTY_PATH, RAWMAP_LINUX_STATX_BASIC_STATS,
                        word_of(&statx)) != 0)
        return false;
    facts->mode = statx.mode;
    facts->rdev_major = statx.rdev_major;
    facts->dev_major = statx.dev_major;
    return true;
}

/* Its file system is on a disk when its device has a number of its own. */
bool written_page(unsigned place, rawmap_span *span, bool *on_disk)
{
    static const char places[PLACES][9] = {"/var/tmp", "/tmp", "."};
    struct file_facts facts;
    struct smap smap;
    rawmap_mapping m;
    const rawmap_word file =
        rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(places[place]),
                        RAWMAP_LINUX_O_TMPFILE | RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CLOEXEC, 0600);
    if (file < 0 || !file_facts((int)file, &facts) || !file_resize((int)file, (unsigned long)page_size))
        return false;
    *on_disk = facts.dev_major != 0;
    m = rawmap_map_file((int)file, 0, page_size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    *span = m.span;
    if (m.status != RAWMAP_OK || !poke(m.span.base, 5))
        return false;
    return !smap_of(m.span.base, &smap) || smap.dirty != 0;
}
