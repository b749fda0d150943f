/* SPDX-License-Identifier: MIT */
/* Files to map: all of them in memory, gone when the probe ends. */
#include "tool.h"

/* Kernels from 6.3 on want to hear whether the file may be run; older ones do not know the question. */
int memory_file(struct answer *answer)
{
    const rawmap_noexec_file file = rawmap_memfd_noexec_or_older("rawmap", RAWMAP_MEMFD(cloexec));
    if (file.status == RAWMAP_OK)
        return file.fd;
    unknown(answer, "no file in memory to try it on: ");
    say(answer, rawmap_status_name(file.status));
    return -1;
}

int huge_file(struct answer *answer)
{
    const rawmap_size size = rawmap_huge_page_default();
    rawmap_noexec_file file;
    if (!took(answer, size.status))
        return -1;
    file = rawmap_memfd_noexec_or_older("rawmap", rawmap_memfd_huge(RAWMAP_MEMFD(cloexec), size.bytes));
    if (file.status == RAWMAP_OK)
        return file.fd;
    refused(answer, file.status, "no file of huge pages can be made");
    return -1;
}

bool file_seek(int file, size_t offset)
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
    return file_seek(file, offset) && rawmap_syscall3(RAWMAP_NR_write, file, word_of(&it), 1) == 1;
}

int file_get(int file, size_t offset)
{
    unsigned char it = 0;
    if (!file_seek(file, offset) || rawmap_syscall3(RAWMAP_NR_read, file, word_of(&it), 1) != 1)
        return -1;
    return it;
}

int file_of_holes(struct answer *answer, size_t pages)
{
    const int file = memory_file(answer);
    if (file < 0 || rawmap_file_resize(file, pages * page_size) == RAWMAP_OK)
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

static const char places[][9] = {"/var/tmp", "/tmp", "."};

/* Its file system is on a disk when its device has a number of its own. */
static int nameless_file(unsigned place, bool *on_disk)
{
    struct file_facts facts;
    const rawmap_word file =
        rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(places[place]),
                        RAWMAP_LINUX_O_TMPFILE | RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CLOEXEC, 0600);
    if (file < 0 || !file_facts((int)file, &facts))
        return -1;
    *on_disk = facts.dev_major != 0;
    return (int)file;
}

int disk_file(struct answer *answer)
{
    unsigned place;
    for (place = 0; place < PLACES; place++) {
        bool on_disk = false;
        const int file = nameless_file(place, &on_disk);
        if (file >= 0 && on_disk)
            return file;
    }
    unknown(answer, "no file on a disk to try it on");
    return -1;
}

bool written_page(unsigned place, rawmap_span *span, bool *on_disk)
{
    struct smap smap;
    rawmap_mapping m;
    const int file = nameless_file(place, on_disk);
    if (file < 0 || rawmap_file_resize(file, page_size) != RAWMAP_OK)
        return false;
    m = rawmap_map_file(file, 0, page_size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    *span = m.span;
    if (m.status != RAWMAP_OK || !poke(m.span.base, 5))
        return false;
    return !smap_of(m.span.base, &smap) || smap.dirty != 0;
}
